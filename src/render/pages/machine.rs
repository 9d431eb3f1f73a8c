//! Files for machines: the sitemap, robots.txt, redirects.
//!
//! In: the site. Out: small files. Only these and canonical links use the base address.

use super::super::escape;
use super::super::routes::SUBJECTS;
use super::super::url::canonical;
use super::super::view::UrlView;
use super::super::{Failed, Site};
use crate::model::PageId;
use tera::{Context, Value};

/// Generated pages that a reader may look for.
const REFERENCE: [&str; 6] =
    [SUBJECTS, "sources.html", "disputes.html", "quality.html", "glossary.html", "checklists.html"];

pub(crate) fn sitemap(site: &Site<'_>) -> Result<String, Failed> {
    let mut pages: Vec<UrlView> = site
        .checked
        .pages
        .iter()
        .filter_map(|page| {
            Some(UrlView {
                url: canonical(site, &page.out)?,
                // Months and quarters are no date that crawlers read.
                updated: page.page.front.updated.filter(|d| d.first() == d.last()).map(|d| d.to_string()),
            })
        })
        .collect();
    let pairs = site.checked.pairs.iter().map(|pair| super::super::paths::pair_path(site.checked, pair));
    pages.extend(pairs.filter_map(|path| Some(UrlView { url: canonical(site, &path)?, updated: None })));
    let subjects = site.checked.data.subjects.keys().filter(|subject| site.checked.has_facts(*subject));
    let ledgers = subjects.map(|subject| super::super::collect::ledger_path(site.checked, subject));
    pages.extend(ledgers.filter_map(|path| Some(UrlView { url: canonical(site, &path)?, updated: None })));
    let bank = super::bank_pages(site.checked).into_iter().filter(|(path, _)| path.ends_with(".html"));
    pages.extend(bank.filter_map(|(path, _)| Some(UrlView { url: canonical(site, &path)?, updated: None })));
    let generated = super::super::shared::generated(site.checked)
        .into_iter()
        .flat_map(|(_, pages)| pages)
        .map(|link| link.path);
    let reference = generated.filter(|path| REFERENCE.contains(&path.as_str()));
    pages.extend(reference.filter_map(|path| Some(UrlView { url: canonical(site, &path)?, updated: None })));
    let mut context = Context::new();
    context.insert_value("pages", Value::from_serializable(&pages));
    site.theme.page("sitemap.xml", &context, "")
}

pub(crate) fn robots(site: &Site<'_>) -> String {
    let sitemap = site
        .checked
        .config
        .base_url
        .as_ref()
        .map_or_else(String::new, |base| format!("Sitemap: {base}sitemap.xml\n"));
    format!("User-agent: *\nAllow: /\n{sitemap}")
}

/// A page that leads to where its content moved; it keeps working from disk and without scripts.
pub(crate) fn redirect(site: &Site<'_>, number: PageId, from: &str) -> String {
    let page = &site.checked.pages[number];
    let target = escape::text(&format!("{}{}", super::super::url::root_of(from), escape::path(&page.out)));
    let title = escape::text(&page.page.front.title.value);
    let language = escape::text(&site.checked.config.language);
    let address = canonical(site, &page.out).map_or_else(String::new, |url| {
        format!("<link rel=\"canonical\" href=\"{}\">\n", escape::text(&url))
    });
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<meta http-equiv=\"refresh\" content=\"0; url={target}\">\n{address}<meta name=\"robots\" content=\"noindex\">\n</head>\n<body>\n<main><h1>{title}</h1><p>This page has moved: <a href=\"{target}\">{title}</a></p></main>\n</body>\n</html>\n"
    )
}
