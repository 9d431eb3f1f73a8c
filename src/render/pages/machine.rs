//! Files for machines: the sitemap, robots.txt, the web manifest, redirects.
//!
//! In: the site. Out: small files. Only these and canonical links use the base address; the web manifest does not.

use super::super::escape;
use super::super::url::canonical;
use super::super::view::UrlView;
use super::super::{Failed, Site, nonce};
use super::files::SITEMAP;
use super::generated;
use crate::model::PageId;
use crate::theme::{ICONS, push_bytes};
use serde_json::json;
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
    let pages = Value::from_serializable(&pages);
    let (template, mut seen) = (SITEMAP.path, Vec::new());
    push_bytes(&pages, &mut seen);
    let print = || {
        let mut context = Context::new();
        context.insert_value("pages", pages);
        site.theme.page(template, &context, "")
    };
    match &site.shared.texts {
        Some(texts) => texts.printed(&[template.as_bytes(), &seen], "", print),
        None => print(),
    }
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

/// The names and the looks of an installed guide. All addresses are relative, so that it works under any path.
pub(crate) fn web_manifest(site: &Site<'_>) -> String {
    let (config, theme) = (&site.checked.config, site.theme);
    let paper = theme.paper().unwrap_or("#ffffff");
    let icon = |name: &str, size: u32, purpose: &str| {
        let src = theme.static_path(name).map(|path| escape::path(&path));
        json!({ "src": src, "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose })
    };
    let [small, large] = ICONS;
    let mut manifest = json!({
        "name": config.title,
        "short_name": short_name(&config.title),
        "description": config.description,
        "lang": config.language,
        "dir": if config.runs_leftward() { "rtl" } else { "ltr" },
        "start_url": "index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": paper,
        "theme_color": paper,
        "icons": [icon(small, 192, "any"), icon(large, 512, "any"), icon(large, 512, "maskable")],
    });
    if let Some(fields) = manifest.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    format!("{manifest:#}\n")
}

/// What fits below an icon: the first words of a title that have twelve letters together, at least one word.
fn short_name(title: &str) -> String {
    const MOST: usize = 12;
    // A title often says after a colon what the guide is.
    let head = title.split([':', '|', '–', '—']).next().map(str::trim).filter(|head| !head.is_empty());
    let mut words = head.unwrap_or(title).split_whitespace();
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        if name.chars().count() + 1 + word.chars().count() > MOST {
            break;
        }
        name = format!("{name} {word}");
    }
    name
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

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn a_short_name_is_the_beginning_of_the_title() {
        let cases = [
            ("Acme", "Acme"),
            ("Acme: the whole loop", "Acme"),
            ("Bar exam – a plan", "Bar exam"),
            ("The Acme interviews", "The Acme"),
            ("Rechtsreferendariat in Bayern", "Rechtsreferendariat"),
            (": odd", "odd"),
            ("Пробный экзамен по праву", "Пробный"),
        ];
        for (title, name) in cases {
            let expected = if title == ": odd" { ": odd" } else { name };
            assert_eq!(short_name(title), expected, "{title}");
        }
    }
}
