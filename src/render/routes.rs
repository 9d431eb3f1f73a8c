//! Which paths the output has.
//!
//! In: a checked site and its theme. Out: every path with what is rendered there, sorted; and
//! findings where a generated path is taken by a page. Does not render.

use crate::check::Checked;
use crate::diag::{Diagnosed, Diagnostic};
use crate::lints;
use crate::text::Span;
use crate::theme::Theme;
use std::collections::BTreeMap;

/// What is rendered at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    /// An author's page, by number.
    Page(usize),
    /// An old path of a page, which leads to it.
    Redirect(usize, String),
    /// All facts of a subject.
    Ledger(usize),
    Sources,
    Tags,
    Tag(String),
    Glossary,
    Checklists,
    NotFound,
    Sitemap,
    Robots,
    /// Tells GitHub Pages to publish the folder as it is.
    NoJekyll,
    /// A file of the theme.
    Static(String),
    /// A file beside the pages: its path below `content/`.
    Asset(String),
}

/// All paths of a site.
pub(crate) fn routes(checked: &Checked, theme: &Theme) -> Diagnosed<BTreeMap<String, Route>> {
    let mut routes = BTreeMap::new();
    let mut findings = Vec::new();
    for (number, page) in checked.pages.iter().enumerate() {
        routes.insert(page.out.clone(), Route::Page(number));
        for alias in &page.page.front.aliases {
            let path = crate::check::alias_path(&alias.value);
            routes.entry(path.clone()).or_insert(Route::Redirect(number, path));
        }
    }
    for (path, route) in generated(checked) {
        if let Some(Route::Page(number) | Route::Redirect(number, _)) = routes.get(&path) {
            let span = Span::whole(checked.pages[*number].page.file);
            let message = format!("`{path}` is a page that prepress generates");
            findings.push(
                Diagnostic::new(&lints::DUPLICATE_PATH, span, message)
                    .help("give the page another file name or a `slug`"),
            );
        } else {
            routes.insert(path, route);
        }
    }
    for asset in checked.assets.keys() {
        routes.entry(asset.clone()).or_insert_with(|| Route::Asset(asset.clone()));
    }
    for (path, name) in theme.static_files() {
        routes.insert(path, Route::Static(name));
    }
    Diagnosed::new(routes, findings)
}

fn generated(checked: &Checked) -> Vec<(String, Route)> {
    let mut out = Vec::new();
    for subject in 0..checked.data.subjects.len() {
        if checked.has_facts(subject) {
            out.push((super::collect::ledger_path(checked, subject), Route::Ledger(subject)));
        }
    }
    let mut add = |there: bool, path: &str, route: Route| {
        if there {
            out.push((path.to_owned(), route));
        }
    };
    add(!checked.data.sources.is_empty(), "sources.html", Route::Sources);
    add(!checked.data.terms.is_empty(), "glossary.html", Route::Glossary);
    add(!checked.data.checklists.is_empty(), "checklists.html", Route::Checklists);
    add(!checked.tags.is_empty(), "tags.html", Route::Tags);
    for tag in checked.tags.keys() {
        add(true, &tag_path(tag), Route::Tag(tag.clone()));
    }
    add(true, "404.html", Route::NotFound);
    add(checked.config.base_url.is_some(), "sitemap.xml", Route::Sitemap);
    add(true, "robots.txt", Route::Robots);
    add(true, ".nojekyll", Route::NoJekyll);
    out
}

/// Path of a tag's page.
pub(crate) fn tag_path(tag: &str) -> String {
    let slug = slug::slugify(tag);
    let slug = if slug.is_empty() { blake3::hash(tag.as_bytes()).to_hex()[..8].to_owned() } else { slug };
    format!("tags/{slug}.html")
}
