//! The guide under `/repo/` of a server like GitHub Pages.

use crate::chrome::Browser;
use crate::guide::{Guide, get, host};
use crate::tab::Tab;
use serde_json::json;
use std::collections::BTreeMap;

const PAPER: &str = "getComputedStyle(document.body).backgroundColor";

#[test]
fn an_article_works_below_a_folder() {
    let guide = Guide::at("https://example.org/repo/");
    let browser = Browser::start();
    let host = host(guide.path()).to_string();
    let root = format!("http://{host}/repo/");
    let article = guide.pages_with("class=\"kind-article\"").into_iter().find(|page| page.contains('/'));
    let article = article.expect("an article in a folder");
    let mut tab = Tab::open(&browser, &root);
    tab.go(&format!("{root}{article}"));
    assert_ne!(tab.eval(PAPER), "rgba(0, 0, 0, 0)", "the style sheet is applied");
    assert_eq!(tab.eval("document.querySelectorAll('h1').length"), 1);

    // Every link of the page leads to a page, and to a place on it.
    let links = tab.eval("[...document.links].map(link => link.href)");
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    let mut inside = 0;
    for link in links.as_array().expect("links").iter().filter_map(|link| link.as_str()) {
        let Some(rest) = link.strip_prefix(&root) else {
            assert!(!link.contains("127.0.0.1"), "{link} leaves the folder");
            continue;
        };
        inside += 1;
        let (path, anchor) = rest.split_once('#').unwrap_or((rest, ""));
        let page = pages.entry(path.to_owned()).or_insert_with(|| {
            let (status, body) = get(&host, &format!("/repo/{path}"));
            assert_eq!(status, 200, "{link}");
            String::from_utf8(body).expect("pages are UTF-8")
        });
        assert!(anchor.is_empty() || page.contains(&format!("id=\"{anchor}\"")), "no such place: {link}");
    }
    assert!(inside > 10, "{article} has only {inside} links inside the site");

    tab.follow(|tab| tab.click(".breadcrumbs a"));
    assert_eq!(tab.eval("location.href"), format!("{root}index.html"));
    assert_eq!(tab.eval("document.querySelectorAll('h1').length"), 1);
    tab.clean(&article);
}

#[test]
fn a_place_that_does_not_exist_has_a_styled_page() {
    let guide = Guide::at("https://example.org/repo/");
    let browser = Browser::start();
    let root = format!("http://{}/repo/", host(guide.path()));
    let mut tab = Tab::open(&browser, &root);
    for path in ["nowhere", "a/very/deep/place", "a/folder/"] {
        let url = format!("{root}{path}");
        tab.expect(&url, 404);
        tab.go(&url);
        assert_eq!(tab.eval("document.body.className"), "kind-not-found", "{path}");
        assert_ne!(tab.eval(PAPER), "rgba(0, 0, 0, 0)", "{path} has its style");
        assert!(tab.shows("h1"), "{path}");
        tab.follow(|tab| tab.click(".site-title a"));
        assert_eq!(tab.eval("location.href"), format!("{root}index.html"));
        tab.clean(path);
    }
}

/// Scripts come late on a slow line; what they need has its place before.
#[test]
fn nothing_moves_while_a_page_loads() {
    const SHIFTS: &str = "window.shifts = []; new PerformanceObserver(list => list.getEntries().forEach(shift => \
        shifts.push([shift.value, shift.sources.map(source => source.node && source.node.className)]))) \
        .observe({ type: 'layout-shift', buffered: true });";
    let guide = Guide::at("https://example.org/repo/");
    let browser = Browser::start();
    let root = format!("http://{}/repo/", host(guide.path()));
    let mut tab = Tab::open(&browser, &root);
    tab.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": SHIFTS }));
    tab.call("Network.enable", json!({}));
    tab.call("Network.setCacheDisabled", json!({ "cacheDisabled": true }));
    let slow = json!({ "offline": false, "latency": 60, "downloadThroughput": 300_000, "uploadThroughput": 300_000 });
    tab.call("Network.emulateNetworkConditions", slow);
    tab.call("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }));
    for kind in
        ["article", "questions", "drill", "plan", "process", "comparison", "checklist", "ledger", "search"]
    {
        let page = guide.pages_with(&format!("<body class=\"kind-{kind}\""));
        let page = page.last().unwrap_or_else(|| panic!("the guide has no page of the kind {kind}"));
        for width in [390, 1440] {
            tab.width(width);
            tab.go(&format!("{root}{page}"));
            tab.settle();
            let shifts = tab.eval("shifts.filter(([value]) => value > 0.001)");
            assert_eq!(shifts, json!([]), "{page} at {width}");
        }
    }
}
