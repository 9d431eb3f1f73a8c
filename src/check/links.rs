//! Where links lead.
//!
//! In: a link as written, and the folder of the file it stands in. Out: a page, an anchor, a file
//! beside the pages or an outside address; anything else is a finding with the nearest name.
//! Does not write URLs: that depends on the page they are written on.

use super::near::{NearPaths, last};
use super::placed::{Hidden, Placed};
use crate::diag::{Applicability, Diagnostic, Edit, Findings, Fix};
use crate::doc::runs;
use crate::lints;
use crate::model::{PageId, Table};
use crate::parse::{LinkKind, LinkSite};
use crate::text::{FileId, FilePath, did_you_mean, is_external, is_slip, relative, tail};
use foldhash::{HashMap, HashMapExt};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use unicode_normalization::UnicodeNormalization;

/// Why a file that may be there cannot be linked to.
const HIDDEN: &str = "files and folders whose names begin with a dot are hidden, and not published";

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Resolved {
    /// A page of the site, by number, and an id on it.
    Page { page: PageId, anchor: Option<String> },
    /// A file beside the pages: its path in the output.
    Asset(String),
    /// A page that prepress makes, as the author named it: its path in the output, and an id on it. Whether there
    /// is one shows when all paths are known.
    Generated { path: String, anchor: Option<String> },
    /// Outside the site, or nothing that can be checked.
    External,
    /// Nothing; a finding says so. The page that has no such anchor, if only that is wrong.
    Broken(Option<PageId>),
}

impl Resolved {
    /// Whether it is a page or a file of the site.
    pub(crate) fn leads_inside(&self) -> bool {
        matches!(self, Self::Page { .. } | Self::Asset(_) | Self::Generated { .. })
    }

    /// The page whose anchors decide what the link leads to.
    pub(crate) fn seen(&self) -> Option<PageId> {
        match self {
            Self::Page { page, anchor: Some(_) } | Self::Broken(Some(page)) => Some(*page),
            Self::Page { anchor: None, .. }
            | Self::Asset(_)
            | Self::Generated { .. }
            | Self::External
            | Self::Broken(None) => None,
        }
    }
}

/// Pages by the names that links give them. It holds as long as the pages keep their places.
pub(crate) struct Index {
    by_path: HashMap<FilePath, PageId>,
    by_id: HashMap<Arc<str>, PageId>,
    by_out: HashMap<Arc<str>, PageId>,
    /// By the last part of their id; none where several pages have it.
    by_last: HashMap<String, Option<PageId>>,
}

impl Index {
    pub(crate) fn of(pages: &Table<PageId, Placed>) -> Self {
        let mut by_last = HashMap::new();
        for (number, page) in pages.iter_enumerated() {
            by_last.entry(last(&page.id).to_owned()).and_modify(|only| *only = None).or_insert(Some(number));
        }
        Self {
            by_last,
            by_path: pages.iter_enumerated().map(|(n, page)| (page.page.path.clone(), n)).collect(),
            by_id: pages.iter_enumerated().map(|(n, page)| (Arc::clone(&page.id), n)).collect(),
            by_out: pages.iter_enumerated().map(|(n, page)| (Arc::clone(&page.out), n)).collect(),
        }
    }
}

/// Everything a link can lead to.
pub(crate) struct Site<'a> {
    pages: &'a Table<PageId, Placed>,
    index: &'a Index,
    assets: &'a BTreeMap<String, FileId>,
    /// Pages that could not be read: their path below the root.
    broken: &'a BTreeSet<String>,
    hidden: &'a Hidden,
    known: Known,
    /// The paths of the files beside the pages, in order, for the first wrong one.
    listed: OnceLock<Vec<String>>,
}

/// What broken links are compared with, each made when the first one asks.
#[derive(Default)]
struct Known {
    ids: NearPaths,
    /// Paths of pages below the root, without `.md`.
    paths: NearPaths,
    assets: NearPaths,
    /// Paths beyond ASCII with their accents in one form.
    forms: OnceLock<HashMap<String, PageId>>,
    /// The same of the files beside the pages.
    asset_forms: OnceLock<HashMap<String, String>>,
}

impl<'a> Site<'a> {
    /// Pages with their index, and files.
    pub(crate) fn new(
        (pages, index): (&'a Table<PageId, Placed>, &'a Index),
        assets: &'a BTreeMap<String, FileId>,
        broken: &'a BTreeSet<String>,
        hidden: &'a Hidden,
    ) -> Self {
        Self { pages, index, assets, broken, hidden, known: Known::default(), listed: OnceLock::new() }
    }

    /// The page of an id, as `related:` and wikilinks name it; that of a folder with or without `/index`.
    pub(crate) fn page(&self, id: &str) -> Option<PageId> {
        let is_index = |number: &&PageId| self.pages[**number].index;
        let folder = || self.index.by_id.get(id.strip_suffix("/index")?).filter(is_index);
        self.index.by_id.get(id).or_else(folder).copied()
    }

    /// Whether an id names a page that could not be read, which has a finding of its own.
    pub(crate) fn is_broken(&self, id: &str) -> bool {
        files_of(id).iter().any(|path| self.broken.contains(path))
            || (!id.contains('/') && self.broken.iter().any(|path| named_by(path) == id))
    }

    /// What is wrong with an id that no page has: it is not published, or mistyped.
    pub(crate) fn no_page(&self, id: &str) -> String {
        let exact = files_of(id).into_iter().find_map(|path| self.hidden.get_key_value(&path));
        let by_name = || self.hidden.iter().find(|(path, _)| !id.contains('/') && named_by(path) == id);
        if let Some((path, why)) = exact.or_else(by_name) {
            return format!("{path} {why}");
        }
        format!("unknown page `{id}`{}", tail(self.near_id(id)))
    }

    /// The id, or the last part of one, that a wrong one means.
    fn near_id(&self, id: &str) -> Option<&str> {
        let ids = || Box::new(self.pages.iter().map(|page| &*page.id)) as Box<dyn Iterator<Item = &str>>;
        let id_at = |place: usize| self.pages[PageId::from(place)].id.as_ref();
        if id.contains('/') {
            return self.known.ids.nearest(id, "", ids, id_at).map(id_at);
        }
        // The last part is enough where only one page has it.
        let near = self.known.ids.named(id, ids).map(id_at)?;
        Some(if self.index.by_last.get(last(near)).is_some_and(Option::is_some) { last(near) } else { near })
    }

    /// Resolves a link of the file at `path`; `own` is the page the file is, if it is one.
    pub(crate) fn resolve(
        &self,
        link: &LinkSite,
        path: &FilePath,
        own: Option<PageId>,
        findings: &mut Findings,
    ) -> Resolved {
        let target = link.target.clone();
        if target.trim().is_empty() && link.kind != LinkKind::Wiki {
            let message = if link.kind == LinkKind::Image {
                "this image has no address"
            } else {
                "this link has no address"
            };
            findings.report(
                Diagnostic::new(&lints::BROKEN_LINK, link.span, message).help("write it in the parentheses"),
            );
            return Resolved::Broken(None);
        }
        if link.kind == LinkKind::Wiki {
            return self.wikilink(link, &target, own, findings);
        }
        // Pictures are no programs, whatever they are made of.
        if runs(&target) && link.kind != LinkKind::Image {
            let message =
                format!("`{target}` is no address of a page: it holds what a browser would run or show");
            findings.report(
                Diagnostic::new(&lints::UNSAFE_LINK, link.span, message)
                    .help("link to a page or a file instead; the words are published without the link"),
            );
            return Resolved::Broken(None);
        }
        if is_external(&target) {
            if link.kind == LinkKind::Image && target.get(..4).is_some_and(|s| s.eq_ignore_ascii_case("http"))
            {
                let message = format!(
                    "`{target}` is on another server, which the page's content security policy forbids"
                );
                findings.report(
                    Diagnostic::new(&lints::REMOTE_IMAGE, link.span, message)
                        .help("save the file next to the page and link to it"),
                );
            }
            return Resolved::External;
        }
        let (file, anchor) =
            target.split_once('#').map_or((&*target, None), |(file, anchor)| (file, Some(anchor)));
        // A name may hold `#` and `%` when they are written as `%23` and `%25`: split first.
        let (file, anchor) = (decoded(file.split('?').next().unwrap_or(file)), anchor.map(decoded));
        let (file, anchor) = (file.as_str(), anchor.as_deref());
        if file.is_empty() {
            return match own {
                Some(page) => self.anchor(page, anchor, link, findings),
                None => Resolved::External,
            };
        }
        let Some(full) = below_content(file, path) else {
            return self.broken(link, &target, "this link leaves the site", None, findings);
        };
        let below = full.strip_prefix("content").unwrap_or(&full).trim_start_matches('/');
        if let Some(page) = self.find(&full, below) {
            return self.anchor(page, anchor, link, findings);
        }
        if let Some(asset) = self.asset(below) {
            return Resolved::Asset(asset);
        }
        if self.is_broken_at(&full) {
            // That page has a finding of its own.
            return Resolved::Broken(None);
        }
        // Pages and texts of the data are looked through again, once the generated ones are known.
        if link.kind != LinkKind::Image && below.ends_with(".html") {
            return Resolved::Generated { path: below.to_owned(), anchor: anchor.map(str::to_owned) };
        }
        self.missing(link, &target, &full, path, findings)
    }

    /// The page of a path below the root: its Markdown, its folder, or its output.
    fn find(&self, full: &str, below: &str) -> Option<PageId> {
        let index = if below.is_empty() { "index.html".to_owned() } else { format!("{below}/index.html") };
        let found = self.index.by_path.get(full).or_else(|| self.index.by_out.get(index.as_str()));
        let found = found.or_else(|| self.index.by_out.get(below)).copied();
        found.or_else(|| if full.is_ascii() { None } else { self.by_form(full) })
    }

    /// The file beside the pages at a path, whatever the form of its accents.
    fn asset(&self, below: &str) -> Option<String> {
        if self.assets.contains_key(below) || below.is_ascii() {
            return self.assets.contains_key(below).then(|| below.to_owned());
        }
        let all = || {
            let paths = self.assets.keys().filter(|path| !path.is_ascii());
            paths.map(|path| (composed(path), path.clone())).collect()
        };
        self.known.asset_forms.get_or_init(all).get(&composed(below)).cloned()
    }

    /// The page whose path is the same but for the form of its accents, in which systems differ.
    fn by_form(&self, full: &str) -> Option<PageId> {
        let all = || {
            let paths = self.pages.iter_enumerated().map(|(number, page)| (page.page.path.as_str(), number));
            paths
                .filter(|(path, _)| !path.is_ascii())
                .map(|(path, number)| (composed(path), number))
                .collect()
        };
        self.known.forms.get_or_init(all).get(&composed(full)).copied()
    }

    fn anchor(
        &self,
        page: PageId,
        anchor: Option<&str>,
        link: &LinkSite,
        findings: &mut Findings,
    ) -> Resolved {
        let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) else {
            return Resolved::Page { page, anchor: None };
        };
        let placed = &self.pages[page];
        // A fragment for browsers alone, which search for words.
        if anchor.starts_with(":~:") {
            return Resolved::Page { page, anchor: None };
        }
        // Accents have two forms.
        if !placed.page.anchors.has(anchor) && !anchor.is_ascii() {
            let other = [anchor.nfc().collect::<String>(), anchor.nfd().collect()];
            if let Some(id) = other.into_iter().find(|id| placed.page.anchors.has(id)) {
                return Resolved::Page { page, anchor: Some(id) };
            }
        }
        // Every page has a top.
        if !placed.page.anchors.has(anchor) && !anchor.eq_ignore_ascii_case("top") {
            let known = placed.page.outline.iter().map(|entry| entry.id.as_str());
            let near = did_you_mean(anchor, known);
            let shown = tail(near.map(|near| format!("#{near}")));
            let message = format!("{} has no anchor `#{anchor}`{shown}", placed.page.path);
            let mut finding = Diagnostic::new(&lints::BROKEN_ANCHOR, link.span, message);
            finding.fix = near.and_then(|near| readdressed(link, anchor, near));
            findings.report(finding);
            return Resolved::Broken(Some(page));
        }
        Resolved::Page { page, anchor: Some(anchor.to_owned()) }
    }

    fn wikilink(
        &self,
        link: &LinkSite,
        target: &str,
        own: Option<PageId>,
        findings: &mut Findings,
    ) -> Resolved {
        // In a table the bar has to be escaped, and the escape stays in the target.
        let target = target.trim_end_matches('\\');
        let (id, anchor) = target.split_once('#').map_or((target, None), |(id, anchor)| (id, Some(anchor)));
        let id = id.trim();
        if let (true, Some(own)) = (id.is_empty(), own) {
            return self.anchor(own, anchor, link, findings);
        }
        // The last part of an id is enough where only one page has it.
        let formed = || {
            let any = !id.is_ascii();
            any.then(|| files_of(id).iter().find_map(|file| self.by_form(file))).flatten()
        };
        let found = self.page(id).or_else(formed).or_else(|| self.index.by_last.get(id).copied().flatten());
        match found {
            Some(page) => self.anchor(page, anchor, link, findings),
            None if self.is_broken(id) => Resolved::Broken(None),
            None if self.index.by_last.get(id).is_some_and(Option::is_none) => {
                let own = |page: &&Placed| last(&page.id) == id;
                let ids: Vec<String> =
                    self.pages.iter().filter(own).take(4).map(|page| format!("`[[{}]]`", page.id)).collect();
                let message = format!("`{id}` is the last part of several pages");
                let finding = Diagnostic::new(&lints::BROKEN_WIKILINK, link.span, message);
                findings.report(finding.help(format!("name one of them: {}", ids.join(", "))));
                Resolved::Broken(None)
            }
            None => {
                let message = self.no_page(id);
                let mut finding = Diagnostic::new(&lints::BROKEN_WIKILINK, link.span, message)
                    .help("a wikilink names a page by its path below content/, without `.md`");
                finding.fix = self.near_id(id).and_then(|near| readdressed(link, id, near));
                findings.report(finding);
                Resolved::Broken(None)
            }
        }
    }

    fn missing(
        &self,
        link: &LinkSite,
        target: &str,
        full: &str,
        path: &FilePath,
        findings: &mut Findings,
    ) -> Resolved {
        let folder = path.folder();
        let hidden = full.split('/').any(|name| name.starts_with('.'));
        if link.kind == LinkKind::Image && hidden {
            return self.broken(link, target, HIDDEN, None, findings);
        }
        if link.kind == LinkKind::Image {
            return self.broken(
                link,
                target,
                "there is no such file",
                self.near_asset(full, folder).map(|near| (near, false)),
                findings,
            );
        }
        if self.broken.contains(full) {
            // That page has a finding of its own.
            return Resolved::Broken(None);
        }
        if let Some(why) = self.hidden.get(full) {
            let message = format!("`{target}` {why}");
            findings.report(
                Diagnostic::new(&lints::BROKEN_LINK, link.span, message)
                    .label("this page is not published")
                    .help("remove the link until the page is published, or build with `--drafts`"),
            );
            return Resolved::Broken(None);
        }
        if hidden {
            return self.broken(link, target, HIDDEN, None, findings);
        }
        let near = if is_file(target) {
            self.near_asset(full, folder).map(|near| (near, false))
        } else {
            self.near_page(full, folder)
        };
        self.broken(link, target, "there is no such page or file", near, findings)
    }

    /// Whether a path below the root is one of a page that could not be read: its Markdown, its output, its folder.
    fn is_broken_at(&self, full: &str) -> bool {
        let bare = full.trim_end_matches('/');
        let bare = bare.strip_suffix(".html").or_else(|| bare.strip_suffix(".md")).unwrap_or(bare);
        [format!("{bare}.md"), format!("{bare}/index.md")].iter().any(|path| self.broken.contains(path))
    }

    /// The path from a folder to the page that a wrong path means, and whether no other is near.
    fn near_page(&self, wrong: &str, folder: &str) -> Option<(String, bool)> {
        let path = |place: usize| self.pages[PageId::from(place)].page.path.as_str();
        let bare = |path: &'a str| path.trim_end_matches(".md");
        let all = || {
            let paths = self.pages.iter().map(move |page| bare(page.page.path.as_str()));
            Box::new(paths) as Box<dyn Iterator<Item = &str>>
        };
        let at = |place: usize| path(place).trim_end_matches(".md");
        let wrong = wrong.trim_end_matches(".md");
        let near = self.known.paths.nearest(wrong, folder, all, at)?;
        Some((relative(folder, path(near)), self.known.paths.is_alone(near, wrong, folder, all, at)))
    }

    /// The path from a folder to the file beside the pages that a wrong path means.
    fn near_asset(&self, wrong: &str, folder: &str) -> Option<String> {
        let below =
            |path: &str| path.strip_prefix("content").unwrap_or(path).trim_start_matches('/').to_owned();
        let listed = self.listed.get_or_init(|| self.assets.keys().cloned().collect());
        let all = || Box::new(listed.iter().map(String::as_str)) as Box<dyn Iterator<Item = &str>>;
        let at = |place: usize| listed[place].as_str();
        let near = self.known.assets.nearest(&below(wrong), &below(folder), all, at)?;
        Some(relative(&below(folder), at(near)))
    }

    fn broken(
        &self,
        link: &LinkSite,
        target: &str,
        why: &str,
        near: Option<(String, bool)>,
        findings: &mut Findings,
    ) -> Resolved {
        let page_like = target.split('#').next().is_some_and(|t| {
            t.ends_with(".md") || t.ends_with(".html") || t.ends_with('/') || !t.contains('.')
        });
        let lint = if link.kind == LinkKind::Image || !page_like {
            &lints::MISSING_FILE
        } else {
            &lints::BROKEN_LINK
        };
        let shown = tail(near.as_ref().map(|(near, _)| near));
        let mut finding =
            Diagnostic::new(lint, link.span, format!("`{target}` does not exist{shown}")).label(why);
        let file = target.split(['#', '?']).next().unwrap_or(target);
        finding.fix = near.filter(|(_, alone)| *alone).and_then(|(near, _)| readdressed(link, file, &near));
        findings.report(finding);
        Resolved::Broken(None)
    }
}

/// A path with its accents in one form.
fn composed(path: &str) -> String {
    path.nfc().collect()
}

/// The files that a page of an id may be.
fn files_of(id: &str) -> [String; 2] {
    [format!("content/{id}.md"), format!("content/{id}/index.md")]
}

/// The name that a wikilink may call the page of a file by: the last part of its id.
fn named_by(path: &str) -> &str {
    let bare = path.trim_end_matches(".md");
    last(bare.strip_suffix("/index").unwrap_or(bare))
}

/// Whether a target names a file that is no page.
fn is_file(target: &str) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or(target);
    last(path).rsplit_once('.').is_some_and(|(name, ending)| {
        let letters = ending.chars().all(|c| c.is_ascii_alphanumeric());
        !name.is_empty() && letters && ending.len() <= 5 && !["md", "html"].contains(&ending)
    })
}

/// The edit that puts the right name into an address, where a slip of the pen is all that is wrong and the name stands
/// there as it is.
fn readdressed(link: &LinkSite, wrong: &str, right: &str) -> Option<Fix> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let at = link.target.rfind(wrong).filter(|_| right.chars().all(plain) && is_slip(wrong, right, 2))?;
    let span = link.address?.within(at..at + wrong.len());
    Some(Fix { applicability: Applicability::Unsafe, edits: vec![Edit { span, text: right.to_owned() }] })
}

/// A part of an address as it is spelled without escapes.
pub(super) fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The path below the root that a path means in the file at `from`; none when it leaves the content.
pub(super) fn below_content(file: &str, from: &FilePath) -> Option<String> {
    let folder = if file.starts_with('/') { "content" } else { from.folder() };
    FilePath::join(folder, file).filter(|full| full.starts_with("content"))
}
