//! Files for machines: the sitemap, robots.txt, redirects.
//!
//! In: the site. Out: small files. Only these and canonical links use the base address.

use super::super::escape;
use super::super::url::canonical;
use super::super::view::UrlView;
use super::super::{Failed, Site, nonce};
use super::files::SITEMAP;
use super::generated;
use crate::model::PageId;
use tera::{Context, Value};

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
    for page in generated::all(site.checked, site.theme) {
        let page = page.page(site.checked);
        let url = canonical(site, &page.path).filter(|_| page.in_sitemap);
        pages.extend(url.map(|url| UrlView { url, updated: None }));
    }
    let mut context = Context::new();
    context.insert_value("pages", Value::from_serializable(&pages));
    site.theme.page(SITEMAP.path, &context, "")
}

pub(crate) fn robots(site: &Site<'_>) -> String {
    let sitemap = site
        .checked
        .config
        .base_url
        .as_ref()
        .map_or_else(String::new, |base| format!("Sitemap: {base}{}\n", SITEMAP.path));
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
    // A refresh forgets the place on the page, which a script carries on.
    let script =
        serde_json::Value::from(format!("{}{}", super::super::url::root_of(from), escape::path(&page.out)));
    let script = script.to_string().replace('<', "\\u003c");
    let nonce = nonce::placeholder();
    nonce::settle(format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'nonce-{nonce}'\">\n<script nonce=\"{nonce}\">location.replace({script} + location.search + location.hash)</script>\n<title>{title}</title>\n<meta http-equiv=\"refresh\" content=\"0; url={target}\">\n{address}<meta name=\"robots\" content=\"noindex\">\n</head>\n<body>\n<main><h1>{title}</h1><p>This page has moved: <a href=\"{target}\">{title}</a></p></main>\n</body>\n</html>\n"
    ))
}
