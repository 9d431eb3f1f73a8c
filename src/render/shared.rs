//! What all pages share, made once.
//!
//! In: a checked site. Out: values that are lent to every template without copying: the site, the
//! sidebar, the finder of glossary terms, highlighted code. Does not render pages.

use super::Site;
use super::page_tree::PageTree;
use super::pages::generated::{self, GeneratedPage};
use super::pages::table::{self, Group};
use super::terms::Terms;
use super::view::{CountsView, GroupView, LinkView, PageView, SiteView};
use crate::check::Checked;
use crate::highlight::{self, Cache};
use crate::image::Size;
use crate::model::{PageId, SectionId, Table, TermId};
use crate::parse::Roles;
use crate::search::Document;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tera::Value;

/// The most pages a sidebar lists in one group.
const LONGEST_GROUP: usize = 60;
/// Sites of at most this many pages show all their pages in the sidebar.
const SMALL_SITE: usize = 120;

/// Made once for a build.
pub(crate) struct Shared {
    pub site: Value,
    pub terms: Terms,
    /// Sidebars by section; the first is for pages of no section.
    sidebars: Table<SectionId, Value>,
    plain_sidebar: Value,
    highlighted: Arc<Cache>,
    /// Width and height of images, by path in the output.
    pub images: BTreeMap<String, Size>,
    /// Pages that use each term, by the term's number; found when first asked for.
    term_uses: OnceLock<Table<TermId, Vec<PageId>>>,
    /// The headings that give a section its role.
    pub roles: Roles,
    /// What the search knows of each page, from when the page is rendered until the index is made.
    documents: Table<PageId, Mutex<Option<Document>>>,
    /// Files of the search by path; made when first asked for.
    search: OnceLock<BTreeMap<String, Vec<u8>>>,
}

impl Shared {
    pub(crate) fn new(
        checked: &Checked,
        theme: &Theme,
        highlighted: Arc<Cache>,
        images: BTreeMap<String, Size>,
    ) -> Self {
        let site = site(checked, theme);
        let generated = generated_groups(checked, theme);
        let sidebars =
            checked.sections().all.keys().map(|section| sidebar(checked, &generated, Some(section)));
        Self {
            site: theme.value(&site),
            terms: Terms::new(&checked.data.terms),
            sidebars: sidebars.map(|groups| theme.value(&groups)).collect(),
            plain_sidebar: theme.value(&sidebar(checked, &generated, None)),
            highlighted,
            images,
            term_uses: OnceLock::new(),
            roles: crate::parse::roles(&checked.config),
            documents: checked.pages.iter().map(|_| Mutex::default()).collect(),
            search: OnceLock::new(),
        }
    }

    /// The fields that every page's template has in `page` and in `site`.
    pub(crate) fn fields(&self) -> [(&'static str, Vec<String>); 2] {
        let names = |value: &Value| {
            let keys = value.as_map().into_iter().flatten().filter_map(|(key, _)| key.as_str());
            let mut names: Vec<String> = keys.map(str::to_owned).collect();
            names.sort_unstable();
            names
        };
        [("page", names(&Value::from_serializable(&PageView::default()))), ("site", names(&self.site))]
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

    /// Keeps what the search knows of a page until the index is made, unless it was made already.
    pub(crate) fn keep_document(&self, page: PageId, document: impl FnOnce() -> Document) {
        if self.search.get().is_none() {
            *self.documents[page].lock().unwrap_or_else(PoisonError::into_inner) = Some(document());
        }
    }

    /// What the search knows of a page: what was kept, and is given away, or made anew.
    pub(crate) fn document(&self, site: &Site<'_>, page: PageId) -> Document {
        let kept = self.documents[page].lock().unwrap_or_else(PoisonError::into_inner).take();
        kept.unwrap_or_else(|| super::search::page(site, page, &PageTree::of(site, page)))
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
    pub(crate) fn sidebar(&self, section: Option<SectionId>) -> Value {
        section.and_then(|section| self.sidebars.get(section)).unwrap_or(&self.plain_sidebar).clone()
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

    /// What to keep for the next build.
    pub(crate) fn highlight_cache(&self) -> Vec<u8> {
        self.highlighted.to_bytes()
    }
}

fn site(checked: &Checked, theme: &Theme) -> SiteView {
    let counts = &checked.uses.counts;
    SiteView {
        title: checked.config.title.clone(),
        description: checked.config.description.clone(),
        language: checked.config.language.clone(),
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
        id: site_id(checked),
        files: theme.static_files().into_iter().map(|(path, name)| (name, path)).collect(),
        style: theme.static_path("theme.css").unwrap_or_default(),
        script: theme.static_path("theme.js"),
        search: theme.static_path("search.js"),
        repository: checked.config.repository.clone(),
        feeds: super::machine::feeds(checked),
    }
}

/// Names the site in readers' browsers: what they keep there belongs to one guide, not to its host.
fn site_id(checked: &Checked) -> String {
    if let Some(id) = &checked.config.id {
        return id.clone();
    }
    let name = checked.config.base_url.as_ref().unwrap_or(&checked.config.title);
    blake3::hash(name.as_bytes()).to_hex()[..8].to_owned()
}

/// Groups for the top folders, in reading order, and those of the generated pages.
fn sidebar(checked: &Checked, generated: &[GroupView], here: Option<SectionId>) -> Vec<GroupView> {
    let sections = &checked.sections();
    let root = sections.root();
    let top = here.map(|section| top_of(checked, section));
    let small = checked.pages.len() <= SMALL_SITE;
    let link = |page: &PageId| LinkView {
        title: checked.pages[*page].page.front.title.value.clone(),
        path: checked.pages[*page].out.clone(),
    };
    let mut groups = Vec::new();
    for number in std::iter::once(root).chain(sections.all[root].children.iter().copied()) {
        let section = &sections.all[number];
        let inside = if number == root { section.pages.clone() } else { checked.sections().below(number) };
        if number == root && inside.is_empty() {
            continue;
        }
        let is_here = top == Some(number);
        let shown = if small || is_here { inside.len().min(LONGEST_GROUP) } else { 0 };
        groups.push(GroupView {
            title: if number == root { checked.config.title.clone() } else { section.title.clone() },
            path: section.index.map(|page| checked.pages[page].out.clone()),
            here: is_here,
            pages: inside[..shown].iter().map(link).collect(),
            more: if is_here { inside.len() - shown } else { 0 },
        });
    }
    groups.extend_from_slice(generated);
    groups
}

/// The groups of generated pages, which are the same in all sidebars.
fn generated_groups(checked: &Checked, theme: &Theme) -> Vec<GroupView> {
    let pages = generated::all(checked, theme).into_iter().map(|page| page.page(checked));
    let pages: Vec<GeneratedPage> = pages.filter(|page| page.group.is_some()).collect();
    let group = |group: Group| GroupView {
        title: group.title().to_owned(),
        path: None,
        here: false,
        pages: pages.iter().filter(|page| page.group == Some(group)).map(GeneratedPage::link).collect(),
        more: 0,
    };
    Group::ALL.map(group).into_iter().filter(|group| !group.pages.is_empty()).collect()
}

fn top_of(checked: &Checked, mut section: SectionId) -> SectionId {
    let root = checked.sections().root();
    while let Some(parent) = checked.sections().all[section].parent.filter(|parent| *parent != root) {
        section = parent;
    }
    section
}
