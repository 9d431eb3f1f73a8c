//! What all pages share, made once.
//!
//! In: a checked site. Out: values that are lent to every template without copying: the site, the
//! sidebar, the finder of glossary terms, highlighted code. Does not render pages.

use super::page_tree::PageTree;
use super::pages::bank::Asked;
use super::pages::contents::Sidebar;
use super::pages::generated::{self, Generated, GeneratedPage};
use super::pages::table::{self, Group};
use super::terms::Terms;
use super::view::{CountsView, GroupView, LinkView, PageView, SiteView};
use super::written::KeptTexts;
use super::{Site, collect};
use crate::check::{Checked, CheckedPage, Reads};
use crate::highlight::{self, Cache};
use crate::image::Size;
use crate::model::{PageId, SectionId, Table, TermId};
use crate::parse::Roles;
use crate::search::{Counted, Document};
use crate::store::Key;
use crate::theme::{Common, KEEPER, Theme};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tera::Value;

/// The most pages a sidebar lists in one group.
const LONGEST_GROUP: usize = 60;
/// The most top folders that a sidebar lists.
const MOST_GROUPS: usize = 60;
/// Sites of at most this many pages show all their pages in the sidebar.
const SMALL_SITE: usize = 120;

/// The sidebars of all pages. They rest on what the paths of the output rest on, and on the configuration.
pub(crate) struct Sidebars {
    folders: Folders,
    generated: Vec<GroupView>,
    /// The folder directly below the root that each section is in.
    tops: Table<SectionId, SectionId>,
    /// One for each such folder, made when a page of it asks.
    made: Table<SectionId, OnceLock<Sidebar>>,
    /// For pages of no section.
    plain: OnceLock<Sidebar>,
}

impl Sidebars {
    fn of(checked: &Checked, theme: &Theme) -> Self {
        let tops = tops(checked);
        Self {
            folders: Folders::of(checked),
            generated: generated_groups(checked, theme),
            made: tops.iter().map(|_| OnceLock::new()).collect(),
            tops,
            plain: OnceLock::new(),
        }
    }

    fn get(&self, site: &Site<'_>, section: Option<SectionId>) -> &Sidebar {
        let top = section.and_then(|section| self.tops.get(section)).copied();
        let made = top.map_or(&self.plain, |top| &self.made[top]);
        made.get_or_init(|| {
            Sidebar::of(site.theme, &self.folders.sidebar(site.checked, &self.generated, top))
        })
    }
}

/// What a build takes from the one before.
#[derive(Clone)]
pub(crate) struct Before {
    /// None where the paths are others.
    pub sidebars: Option<Arc<Sidebars>>,
    pub counted: Arc<CountedPages>,
}

/// What the index has of each page, once it was made.
pub(crate) type CountedPages = Table<PageId, Mutex<Option<Arc<Counted>>>>;

/// The pages of an earlier build that the index can take as they are; `None` for all others.
pub(crate) fn still_counted(before: &Checked, counted: &CountedPages, now: &Checked) -> CountedPages {
    let (places, data) = before.alike(now);
    let keep = |(number, page): (PageId, &CheckedPage)| {
        let old = before.pages.get(number).filter(|_| places)?;
        let same = Arc::ptr_eq(&old.page, &page.page) && Arc::ptr_eq(&old.text, &page.text);
        let kept = same && (data || page.reads != Reads::All);
        counted[number].lock().unwrap_or_else(PoisonError::into_inner).clone().filter(|_| kept)
    };
    now.pages.iter_enumerated().map(|page| Mutex::new(keep(page))).collect()
}

/// What the search will know of a page.
enum Awaited {
    /// Made when the page was rendered; where it can be kept, the key of the text.
    Made(Document, Option<Key>),
    /// Kept by an earlier run, under the key of the text.
    Kept(Key),
}

/// Made once for a build.
pub(crate) struct Shared {
    pub site: Common,
    pub terms: Terms,
    sidebars: Arc<Sidebars>,
    highlighted: Arc<Cache>,
    /// Width and height of images, by path in the output.
    pub images: BTreeMap<String, Size>,
    /// Pages that use each term, by the term's number; found when first asked for.
    term_uses: OnceLock<Table<TermId, Vec<PageId>>>,
    /// The questions of each stage and principle; found when first asked for.
    asked: OnceLock<Asked>,
    /// The headings that give a section its role.
    pub roles: Roles,
    /// What the search knows of each page, from when the page is rendered until the index is made.
    documents: Table<PageId, Mutex<Option<Awaited>>>,
    /// Texts of pages that earlier runs kept; none where this run asks for none.
    pub texts: Option<KeptTexts>,
    /// The same, counted, where the preview was asked for the search.
    counted: Arc<CountedPages>,
    /// Files of the search by path; made when first asked for.
    search: OnceLock<BTreeMap<String, Vec<u8>>>,
}

impl Shared {
    pub(crate) fn new(
        checked: &Checked,
        theme: &Theme,
        highlighted: Arc<Cache>,
        images: BTreeMap<String, Size>,
        texts: Option<KeptTexts>,
        before: Option<Before>,
    ) -> Self {
        let (sidebars, counted) = before.map_or((None, None), |kept| (kept.sidebars, Some(kept.counted)));
        let counted =
            counted.unwrap_or_else(|| Arc::new(checked.pages.iter().map(|_| Mutex::default()).collect()));
        let sidebars = sidebars.unwrap_or_else(|| Arc::new(Sidebars::of(checked, theme)));
        let site = site(checked, theme);
        Self {
            site: Common::new(theme.value(&site)),
            terms: Terms::new(&checked.data.terms),
            sidebars,
            highlighted,
            images,
            term_uses: OnceLock::new(),
            asked: OnceLock::new(),
            roles: crate::parse::roles(&checked.config),
            documents: checked.pages.iter().map(|_| Mutex::default()).collect(),
            texts,
            counted,
            search: OnceLock::new(),
        }
    }

    /// What the next build may take from this one.
    pub(crate) fn kept(&self) -> Before {
        Before { sidebars: Some(Arc::clone(&self.sidebars)), counted: Arc::clone(&self.counted) }
    }

    /// What the index has of a page: what was kept, or made now.
    pub(crate) fn counted(&self, site: &Site<'_>, page: PageId) -> Arc<Counted> {
        let mut kept = self.counted[page].lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(kept.get_or_insert_with(|| Arc::new(self.counted_once(site, page))))
    }

    /// The fields that every page's template has in `page` and in `site`.
    pub(crate) fn fields(&self) -> [(&'static str, Vec<String>); 2] {
        let names = |value: &Value| {
            let keys = value.as_map().into_iter().flatten().filter_map(|(key, _)| key.as_str());
            let mut names: Vec<String> = keys.map(str::to_owned).collect();
            names.sort_unstable();
            names
        };
        [("page", names(&Value::from_serializable(&PageView::default()))), ("site", names(&self.site.value))]
    }

    /// Pages whose text has a term.
    pub(crate) fn term_uses(&self, site: &Site<'_>, term: TermId) -> &[PageId] {
        let all = self.term_uses.get_or_init(|| {
            let mut uses: Table<TermId, Vec<PageId>> = vec![Vec::new(); site.checked.data.terms.len()].into();
            for (number, page) in site.checked.pages.iter_enumerated() {
                let text = &site.files.get(page.page.file).text[page.page.body.clone()];
                let mut from = 0;
                while let Some((range, term)) = self.terms.next(text, from) {
                    from = range.end;
                    if uses[term].last() != Some(&number) {
                        uses[term].push(number);
                    }
                }
            }
            uses
        });
        &all[term]
    }

    /// The questions of each stage and principle.
    pub(crate) fn asked(&self, checked: &Checked) -> &Asked {
        self.asked.get_or_init(|| Asked::of(checked))
    }

    /// Remembers what the search knows of a page until the index is made, unless it was made already. `text` is the key
    /// of its text, where that can be kept.
    pub(crate) fn keep_document(&self, page: PageId, text: Option<Key>, document: impl FnOnce() -> Document) {
        if self.search.get().is_none() {
            self.wait(page, Awaited::Made(document(), text));
        }
    }

    /// Remembers that an earlier run kept what the search knows of a page, whose text has this key.
    pub(crate) fn await_document(&self, page: PageId, text: Key) {
        self.wait(page, Awaited::Kept(text));
    }

    fn wait(&self, page: PageId, awaited: Awaited) {
        *self.documents[page].lock().unwrap_or_else(PoisonError::into_inner) = Some(awaited);
    }

    /// What the index has of a page: what was remembered, and is given away, or made anew.
    pub(crate) fn counted_once(&self, site: &Site<'_>, page: PageId) -> Counted {
        let awaited = self.documents[page].lock().unwrap_or_else(PoisonError::into_inner).take();
        let (document, text) = match awaited {
            Some(Awaited::Made(document, text)) => (Some(document), text),
            Some(Awaited::Kept(text)) => (None, Some(text)),
            None => (None, None),
        };
        if let (None, Some(texts), Some(text)) = (&document, &self.texts, &text)
            && let Some(counted) = texts.counted(text, &super::search::crumbs(site, page))
        {
            return counted;
        }
        let document = document.unwrap_or_else(|| super::search::page(site, page, &PageTree::of(site, page)));
        let counted = Counted::of(document);
        if let (Some(texts), Some(text)) = (&self.texts, text) {
            texts.put_counted(&text, &counted);
        }
        counted
    }

    /// The files of the search: path to bytes.
    pub(crate) fn search_files(&self, site: &Site<'_>) -> &BTreeMap<String, Vec<u8>> {
        self.search.get_or_init(|| super::pages::search_files(site))
    }

    /// Path of the Markdown of a page, by that of its HTML, where it has one.
    pub(crate) fn exported_path(&self, path: &str) -> Option<String> {
        generated::exported_path(path)
    }

    /// The sidebar of a page of a section.
    pub(crate) fn sidebar(&self, site: &Site<'_>, section: Option<SectionId>) -> &Sidebar {
        self.sidebars.get(site, section)
    }

    /// A block of code as HTML, remembered by language and text.
    pub(crate) fn highlighted(&self, language: &str, code: &str) -> Option<Arc<str>> {
        if language.is_empty() {
            return None;
        }
        if let Some(html) = self.highlighted.get(language, code) {
            return Some(html);
        }
        let html: Arc<str> = highlight::highlight(language, code)?.into();
        self.highlighted.insert(language, code, Arc::clone(&html));
        Some(html)
    }

    /// Highlighted code to keep for the next build. Blocks of texts that were kept were not asked for.
    pub(crate) fn highlight_cache(&self) -> Vec<u8> {
        self.highlighted.to_bytes(self.texts.as_ref().is_some_and(KeptTexts::found_any))
    }
}

fn site(checked: &Checked, theme: &Theme) -> SiteView {
    let counts = &checked.uses.counts;
    SiteView {
        title: checked.config.title.clone(),
        description: checked.config.description.clone(),
        language: checked.config.language.clone(),
        direction: if checked.config.runs_leftward() { "rtl" } else { "ltr" },
        base_url: checked.config.base_url.clone(),
        generator: concat!("prepress ", env!("CARGO_PKG_VERSION")).to_owned(),
        today: checked.today.to_string(),
        counts: CountsView {
            pages: checked.pages.len(),
            facts: checked.facts.items.len(),
            sources: checked.data.sources.len(),
            claims: counts.supported + counts.refuted + counts.undetermined + counts.inserted,
        },
        has: table::singles().filter_map(|page| Some((page.flag?, (page.exists)(checked, theme)))).collect(),
        id: collect::site_id(checked),
        files: theme.static_files().into_iter().map(|(path, name)| (name, path)).collect(),
        style: theme.static_path("theme.css").unwrap_or_default(),
        script: theme.static_path("theme.js"),
        search: theme.static_path("search.js"),
        repository: checked.config.repository.clone(),
        app: theme.static_path(KEEPER).filter(|_| checked.config.app),
        feeds: super::machine::feeds(checked),
    }
}

/// Groups for the top folders, in reading order, without the pages that only their own sidebars list.
struct Folders {
    groups: Vec<GroupView>,
    /// The folder of each group, and its pages.
    inside: Vec<(SectionId, Vec<PageId>)>,
    /// Whether all sidebars list all pages.
    small: bool,
}

impl Folders {
    fn of(checked: &Checked) -> Self {
        let sections = checked.sections();
        let root = sections.root();
        let mut folders =
            Self { groups: Vec::new(), inside: Vec::new(), small: checked.pages.len() <= SMALL_SITE };
        for number in std::iter::once(root).chain(sections.all[root].children.iter().copied()) {
            let section = &sections.all[number];
            let inside = if number == root { section.pages.clone() } else { sections.below(number) };
            if number == root && inside.is_empty() {
                continue;
            }
            let shown = if folders.small { inside.len().min(LONGEST_GROUP) } else { 0 };
            folders.groups.push(GroupView {
                title: if number == root { checked.config.title.clone() } else { section.title.clone() },
                path: section.index.map(|page| checked.pages[page].out.to_string()),
                here: false,
                pages: inside[..shown].iter().map(|page| link(checked, *page)).collect(),
                more: 0,
            });
            folders.inside.push((number, inside));
        }
        folders
    }

    /// The sidebar of the pages of one of them, or of pages in none: a site with very many folders lists those around
    /// it.
    fn sidebar(&self, checked: &Checked, generated: &[GroupView], here: Option<SectionId>) -> Vec<GroupView> {
        let at = self.inside.iter().position(|(number, _)| Some(*number) == here);
        let last = self.groups.len().saturating_sub(MOST_GROUPS);
        let first = at.unwrap_or(0).saturating_sub(MOST_GROUPS / 2).min(last);
        let range = first..self.groups.len().min(first + MOST_GROUPS);
        let mut groups = self.groups[range.clone()].to_vec();
        if let Some(at) = at {
            let inside = &self.inside[at].1;
            let shown = inside.len().min(LONGEST_GROUP);
            let own = &mut groups[at - range.start];
            own.here = true;
            own.pages = inside[..shown].iter().map(|page| link(checked, *page)).collect();
            own.more = inside.len() - shown;
        }
        let left_out = self.groups.len() - groups.len();
        if left_out > 0 {
            groups.push(GroupView {
                title: format!("{left_out} more parts"),
                path: Some("index.html".to_owned()),
                here: false,
                pages: Vec::new(),
                more: 0,
            });
        }
        groups.extend_from_slice(generated);
        groups
    }
}

fn link(checked: &Checked, page: PageId) -> LinkView {
    LinkView {
        title: checked.pages[page].page.front.title.value.clone(),
        path: checked.pages[page].out.to_string(),
    }
}

/// The groups of generated pages, which are the same in all sidebars.
fn generated_groups(checked: &Checked, theme: &Theme) -> Vec<GroupView> {
    let all = generated::all(checked, theme);
    // Of very many pairs the first are listed; the home page lists all.
    let pairs = checked.pairs.len().saturating_sub(LONGEST_GROUP);
    let listed =
        |page: &&Generated| !matches!(page, Generated::Pair(number) if usize::from(*number) >= LONGEST_GROUP);
    let pages = all.iter().filter(listed).map(|page| page.page(checked));
    let pages: Vec<GeneratedPage> = pages.filter(|page| page.group.is_some()).collect();
    let more = LinkView { title: format!("and {pairs} more comparisons"), path: "index.html".to_owned() };
    let group = |group: Group| {
        let own = pages.iter().filter(|page| page.group == Some(group)).map(GeneratedPage::link);
        let rest = (pairs > 0 && group == Group::LookUp).then(|| more.clone());
        let (title, pages) = (group.title().to_owned(), own.chain(rest).collect());
        GroupView { title, path: None, here: false, pages, more: 0 }
    };
    Group::ALL.map(group).into_iter().filter(|group| !group.pages.is_empty()).collect()
}

fn tops(checked: &Checked) -> Table<SectionId, SectionId> {
    let sections = checked.sections();
    let root = sections.root();
    let mut tops: Table<SectionId, SectionId> = sections.all.keys().collect();
    // In reading order: a folder follows the one above it.
    for (number, section) in sections.all.iter_enumerated() {
        if let Some(parent) = section.parent.filter(|parent| *parent != root) {
            tops[number] = tops[parent];
        }
    }
    tops
}
