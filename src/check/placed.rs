//! Where each page is written.
//!
//! In: pages as parsed, and the day. Out: [`Placed`] pages, sorted, each with its own path in the output, those that
//! are not published today, and findings on paths that cannot be or are taken. Follows no link.

use crate::diag::{Diagnostic, Findings, Level};
use crate::lints;
use crate::model::{PageId, Table};
use crate::parse::Page;
use crate::text::{FilePath, Span, Spanned, spelled};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A page with its place in the output.
pub(crate) struct Placed {
    pub page: Arc<Page>,
    /// Its place among the pages that were given.
    pub given: usize,
    /// Path of the Markdown below `content/`, without `.md`; a folder's page is the folder.
    pub id: Arc<str>,
    /// Path in the output: `pay/levels.html`.
    pub out: Arc<str>,
    /// Whether it is the page of its folder: its `index.md`, or its README where it has none.
    pub index: bool,
}
/// Pages that are not published, by their path below the root, each with why.
pub(crate) type Hidden = BTreeMap<String, String>;

/// Drops what is not to be published, sorts by path and gives every page its place.
pub(crate) fn arrange(
    pages: &[Arc<Page>],
    today: Date,
    drafts: bool,
    findings: &mut Findings,
) -> (Table<PageId, Placed>, Hidden) {
    let mut hidden = Hidden::new();
    let mut pages: Vec<(usize, &Arc<Page>)> = pages
        .iter()
        .enumerate()
        .filter(|(_, page)| match unpublished(page, today).filter(|_| !drafts) {
            Some(why) => hidden.insert(page.path.to_string(), why).is_some(),
            None => true,
        })
        .collect();
    for (_, page) in &pages {
        if let Some(date) = page.front.updated.filter(|date| date.first() > today) {
            let at = page.head.find("updated:").unwrap_or(0);
            let end = page.head[at..].find('\n').map_or(page.head.len(), |end| at + end);
            let message = format!("the page was updated on {date}, after today, {today}");
            findings.report(Diagnostic::new(&lints::FUTURE_DATE, Span::new(page.file, at..end), message));
        }
    }
    pages.sort_by(|(_, a), (_, b)| a.path.cmp(&b.path));
    let indexed: HashSet<&str> = pages
        .iter()
        .filter(|(_, page)| page.path.name() == "index.md")
        .map(|(_, page)| page.path.folder())
        .collect();
    let is_index = |path: &FilePath| {
        path.name() == "index.md"
            || (path.name().eq_ignore_ascii_case("readme.md") && !indexed.contains(path.folder()))
    };
    let placed =
        pages.iter().map(|(given, page)| place(*given, Arc::clone(page), is_index(&page.path), findings));
    let placed: Table<PageId, Placed> = placed.collect();
    let mut taken: HashMap<String, (Span, &str)> = HashMap::new();
    for page in &placed {
        let span = page.page.front.slug.as_ref().map_or(Span::whole(page.page.file), |slug| slug.span);
        let others =
            page.page.front.aliases.iter().map(|alias| (alias_path(&alias.value).into(), alias.span));
        for (out, span) in std::iter::once((page.out.clone(), span)).chain(others) {
            let key = spelled(&out);
            if let Some((first, path)) = taken.get(&key) {
                let how = if *path == page.page.path.as_str() {
                    "twice".to_owned()
                } else {
                    format!("by {path} too")
                };
                findings.report(
                    Diagnostic::new(&lints::DUPLICATE_PATH, span, format!("`{out}` is written {how}"))
                        .related(*first, "first written from here")
                        .help("give one of them another file name or a `slug`; names that differ only in case, or in how accents are encoded, are the same on many file systems"),
                );
            } else {
                taken.insert(key, (span, page.page.path.as_str()));
            }
        }
    }
    one_address(&placed, findings);
    (placed, hidden)
}

/// Reports pages with the address of a folder that has a page, too: `pay.html` beside `pay/index.html`. Hosts that leave
/// the ending out of addresses answer `/pay` with one of them.
fn one_address(placed: &Table<PageId, Placed>, findings: &mut Findings) {
    let pages = placed.iter().map(|page| (page.out.to_string(), Span::whole(page.page.file)));
    let aliases = placed.iter().flat_map(|page| &page.page.front.aliases);
    let all = pages.chain(aliases.map(|alias| (alias_path(&alias.value), alias.span)));
    let folders: HashMap<String, Span> =
        all.filter_map(|(out, span)| Some((out.strip_suffix("/index.html")?.to_owned(), span))).collect();
    for page in placed {
        let Some((folder, other)) =
            page.out.strip_suffix(".html").and_then(|name| folders.get_key_value(name))
        else {
            continue;
        };
        let message =
            format!("`/{folder}` is the address of two files: `{}` and `{folder}/index.html`", page.out);
        let mut finding = Diagnostic::new(&lints::DUPLICATE_PATH, Span::whole(page.page.file), message)
            .related(*other, "the page of the folder, or an alias with its address")
            .help("hosts that leave out `.html` show one of them; give one another name, or move it into the folder");
        finding.at_most = Some(Level::Warn);
        findings.report(finding);
    }
}

/// Why a page is not published today.
fn unpublished(page: &Page, today: Date) -> Option<String> {
    let front = &page.front;
    if front.draft {
        return Some("is a draft".to_owned());
    }
    let early = front.publish.filter(|date| date.first() > today);
    let late = front.expires.filter(|date| date.last() < today);
    let early = early.map(|date| format!("is published only on {date}"));
    early.or_else(|| late.map(|date| format!("was published until {date}")))
}

fn place(given: usize, page: Arc<Page>, index: bool, findings: &mut Findings) -> Placed {
    let below = page.path.as_str().strip_prefix("content/").unwrap_or(page.path.as_str());
    let mut stem = below.strip_suffix(".md").unwrap_or(below).to_owned();
    if index && page.path.name() != "index.md" {
        // A README stands for the folder, as it does on GitHub.
        stem =
            stem.rsplit_once('/').map_or_else(|| "index".to_owned(), |(folder, _)| format!("{folder}/index"));
    }
    let mut out = format!("{stem}.html");
    if let Some(slug) = &page.front.slug {
        match FilePath::check_portable(&slug.value) {
            Ok(()) if !slug.value.contains('/') => {
                let folder = stem.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
                out = format!("{folder}{}.html", slug.value);
            }
            Ok(()) => unsafe_path(slug, "a slug is one name, without `/`".to_owned(), findings),
            Err(error) => unsafe_path(slug, error.to_string(), findings),
        }
    }
    if let Err(error) = FilePath::check_portable(&out) {
        let name = Spanned::new(below.to_owned(), Span::whole(page.file));
        unsafe_path(&name, error.to_string(), findings);
    }
    for alias in &page.front.aliases {
        if let Err(error) =
            FilePath::check_portable(alias.value.trim_start_matches('/').trim_end_matches('/'))
        {
            unsafe_path(alias, error.to_string(), findings);
        }
    }
    let id = if stem == "index" { stem } else { stem.strip_suffix("/index").unwrap_or(&stem).to_owned() };
    Placed { page, given, id: id.into(), out: out.into(), index }
}

fn unsafe_path(text: &Spanned<String>, why: String, findings: &mut Findings) {
    let message = format!("`{}` cannot be a path of the site", text.value);
    findings.report(Diagnostic::new(&lints::UNSAFE_PATH, text.span, message).label(why));
}

/// The file of an alias: `old/` and `old` are folders, `old.html` a file.
pub(crate) fn alias_path(alias: &str) -> String {
    let path = alias.trim_start_matches('/').trim_end_matches('/');
    if path.ends_with(".html") { path.to_owned() } else { format!("{path}/index.html") }
}
