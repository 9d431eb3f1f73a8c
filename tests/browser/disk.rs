//! The guide opened from disk, without a server.

use crate::chrome::Browser;
use crate::guide::guide;
use crate::tab::Tab;

#[test]
fn every_page_opens_from_disk() {
    let (guide, browser) = (guide(), Browser::start());
    let root = guide.root();
    let mut tab = Tab::open(&browser, &root);
    for page in guide.pages() {
        tab.go(&format!("{root}{page}"));
        assert_eq!(tab.eval("document.querySelectorAll('h1').length"), 1, "h1 of {page}");
        assert!(tab.shows("h1"), "the h1 of {page} does not show");
        let styled =
            "[...document.styleSheets].some(sheet => sheet.href && sheet.href.includes('/static/theme.'))";
        assert_eq!(tab.eval(styled), true, "{page} has no style");
        tab.clean(&page);
    }
}

#[test]
fn nothing_is_out_of_reach_on_small_screens() {
    let (guide, browser) = (guide(), Browser::start());
    let root = guide.root();
    let mut tab = Tab::open(&browser, &root);
    let kinds = [
        "home",
        "section",
        "article",
        "comparison",
        "checklist",
        "ledger",
        "sources",
        "process",
        "questions",
        "principles",
        "plan",
        "bank",
        "drill",
        "sheet",
    ];
    let mut seen = Vec::new();
    for page in guide.pages() {
        tab.go(&format!("{root}{page}"));
        let kind = tab.eval("document.body.className");
        seen.extend(kind.as_str().and_then(|kind| kind.strip_prefix("kind-")).map(str::to_owned));
        for width in [360, 720] {
            tab.width(width);
            let wide = tab.eval("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)");
            let wide = wide.as_u64().expect("a width");
            assert!(
                wide <= u64::from(width),
                "{page} scrolls sideways: it is {wide} wide in a window of {width}"
            );
            let stuck = tab.eval(
                "[...document.querySelectorAll('main .table, main pre, main .comparison')].filter(it =>
                    it.scrollWidth > it.clientWidth && it.tabIndex < 0).map(it => it.outerHTML.slice(0, 120))",
            );
            assert_eq!(
                stuck.as_array().map(Vec::len),
                Some(0),
                "no key scrolls this on {page} at {width}: {stuck}"
            );
        }
        tab.clean(&page);
    }
    let missing: Vec<_> = kinds.iter().filter(|kind| !seen.iter().any(|seen| seen == *kind)).collect();
    assert!(missing.is_empty(), "the guide has no page of the kinds {missing:?}");
}

#[test]
fn wide_comparisons_scroll_by_keyboard() {
    let (guide, browser) = (guide(), Browser::start());
    let root = guide.root();
    let mut tab = Tab::open(&browser, &root);
    tab.width(720);
    let mut moved = 0;
    for page in guide.pages_with("class=\"comparison") {
        tab.go(&format!("{root}{page}"));
        let wide = tab.eval("document.querySelector('.comparison').matches('.wide')") == true;
        assert_eq!(tab.eval("document.querySelector('.comparison').tabIndex"), 0, "{page}");
        if tab.eval("(it => it.scrollWidth > it.clientWidth + 20)(document.querySelector('.comparison'))")
            == true
        {
            assert!(wide, "{page} at 720: a table of few columns is wider than the text");
            tab.tab_to(".comparison");
            tab.key("ArrowRight");
            tab.wait("document.querySelector('.comparison').scrollLeft > 0", "the comparison moves");
            moved += 1;
        }
        tab.clean(&page);
    }
    assert!(moved > 0, "no comparison is wider than a window of 720");
}
