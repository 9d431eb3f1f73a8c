//! The guide opened from disk, without a server.

use crate::chrome::Browser;
use crate::guide::{TODAY, guide, program};
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

#[test]
fn one_file_shows_pages_finds_words_and_keeps_ticks() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = folder.path().join("guide");
    let starter = program().arg("init").arg(&site).output().expect("the program runs");
    assert!(starter.status.success());
    let file = folder.path().join("one.html");
    let bundle = program().args(["bundle", "--today", TODAY, "--single-file"]).arg(&file).arg(&site).output();
    let bundle = bundle.expect("the program runs");
    assert!(bundle.status.success(), "{}", String::from_utf8_lossy(&bundle.stderr));
    let url = format!("file://{}", file.display());
    let browser = Browser::start();
    let mut tab = Tab::open(&browser, &url);
    tab.go(&url);
    let open =
        "[...document.querySelectorAll('.single-pages > article')].filter(page => !page.hidden).length";
    assert_eq!(tab.eval(open), 1, "one page shows");
    let first = tab.eval("document.title");
    tab.eval("(field => { field.value = 'fee'; field.dispatchEvent(new Event('input')); })(document.querySelector('.single-search'))");
    tab.wait("document.querySelector('.single-found a') !== null", "something is found");
    tab.eval("document.querySelector('.single-found a').click()");
    tab.wait("document.querySelector('.single-found a') === null", "the list is closed");
    assert_eq!(tab.eval(open), 1, "one page shows");
    // A word that means the same: the starter says "fee".
    tab.eval("(field => { field.value = 'price'; field.dispatchEvent(new Event('input')); })(document.querySelector('.single-search'))");
    tab.wait("/fee/i.test(document.querySelector('.single-found').textContent)", "a synonym finds");
    tab.eval("document.querySelector('.single-found a').click()");
    tab.eval("location.hash = document.querySelector('.single-nav li:last-child a').hash");
    tab.wait(
        "document.querySelector('.single-nav li:last-child a').hasAttribute('aria-current')",
        "another page",
    );
    assert!(tab.eval("document.title") != first, "the title is that of the page");
    let ticked = "document.querySelector('.checklist[data-list] input[type=checkbox]').checked";
    tab.eval("document.querySelector('.checklist[data-list] input[type=checkbox]').click()");
    tab.clean("one file");
    tab.go("about:blank");
    tab.go(&url);
    assert_eq!(tab.eval(ticked), true, "ticks are kept");
}
