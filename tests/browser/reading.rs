//! Lists that can be ticked, questions that open, colours, paper.

use crate::chrome::Browser;
use crate::guide::{Guide, guide};
use crate::tab::Tab;

fn open(browser: &Browser, guide: &Guide, mark: &str) -> Tab {
    let page = guide.pages_with(mark).remove(0);
    let mut tab = Tab::open(browser, &guide.root());
    tab.go(&format!("{}{page}", guide.root()));
    tab
}

#[test]
fn boxes_are_ticked_by_their_words_and_by_space() {
    let (guide, browser) = (guide(), Browser::start());
    let lists = [
        ("class=\"kind-checklist\"", ".checklist input", ".check-text"),
        ("class=\"tasks\"", ".tasks input", ".tasks label span"),
    ];
    for (mark, input, words) in lists {
        let mut tab = open(&browser, &guide, mark);
        let ticked = format!("document.querySelector('{input}').checked");
        for width in [390, 1280] {
            tab.width(width);
            assert_eq!(tab.eval(&ticked), false, "{input}");
            tab.click(words);
            assert_eq!(tab.eval(&ticked), true, "a click on the words ticks {input}");
            tab.click(words);
            assert_eq!(tab.eval(&ticked), false, "another click unticks it");
            tab.tab_to(input);
            tab.key(" ");
            assert_eq!(tab.eval(&ticked), true, "Space ticks {input}");
            tab.key(" ");
            assert_eq!(tab.eval(&ticked), false, "Space unticks it");
        }
        tab.clean(mark);
    }
}

#[test]
fn every_box_has_a_name() {
    let (guide, browser) = (guide(), Browser::start());
    let mut tab = Tab::open(&browser, &guide.root());
    for page in guide.pages_with("type=\"checkbox\"") {
        tab.go(&format!("{}{page}", guide.root()));
        let wrong = tab.eval(
            "[...document.querySelectorAll('input[type=checkbox]')].filter(it => !it.labels.length
                && !document.getElementById(it.getAttribute('aria-labelledby'))).map(it => it.id)",
        );
        assert_eq!(wrong.as_array().map(Vec::len), Some(0), "{page}: {wrong}");
        let twice = tab.eval(
            "(ids => ids.filter((id, at) => ids.indexOf(id) < at))([...document.querySelectorAll('[id]')].map(it => it.id))",
        );
        assert_eq!(twice.as_array().map(Vec::len), Some(0), "{page} has ids twice: {twice}");
        tab.clean(&page);
    }
}

#[test]
fn paper_has_the_evidence_and_no_navigation() {
    let (guide, browser) = (guide(), Browser::start());
    let mut tab = open(&browser, &guide, "class=\"endnotes\"");
    assert!(tab.shows(".site"), "navigation shows on the screen");
    assert!(!tab.shows(".endnotes li"), "endnotes are folded on the screen");
    tab.media("print", "dark");
    assert!(tab.shows(".endnotes li"), "endnotes show on paper");
    let all = "[...document.querySelectorAll('.endnotes li')].every(it => it.checkVisibility() && it.offsetHeight > 0)";
    assert_eq!(tab.eval(all), true, "all endnotes show on paper");
    let hidden = ".site, nav, .skip, .note, .note-ref, .turn, .outline, .breadcrumbs";
    let shown = format!(
        "[...document.querySelectorAll('{hidden}')].filter(it => it.checkVisibility()).map(it => it.className)"
    );
    let shown = tab.eval(&shown);
    assert_eq!(shown.as_array().map(Vec::len), Some(0), "on paper there are {shown}");
    assert!(tab.shows("h1"), "the title shows on paper");
    // It leads to the endnote.
    assert!(tab.shows(".note-mark sup"), "numbers show on paper");
    assert_eq!(
        tab.eval("getComputedStyle(document.body).color"),
        "rgb(0, 0, 0)",
        "ink is black, also for dark screens"
    );
    let pdf = tab.call("Page.printToPDF", serde_json::json!({}));
    assert!(pdf["data"].as_str().is_some_and(|data| data.len() > 10_000), "the page prints");
    tab.clean("paper");
}

#[test]
fn questions_open_by_mouse_and_keyboard() {
    let (guide, browser) = (guide(), Browser::start());
    let page = guide.pages_with("class=\"question\"").remove(0);
    let places = guide.places();
    for (root, scripts) in places.iter().flat_map(|root| [(root, true), (root, false)]) {
        let mut tab = Tab::open(&browser, root);
        tab.scripts(scripts);
        tab.go(&format!("{root}{page}"));
        assert!(!tab.shows(".question .answer"), "the answer is folded");
        tab.tab_to(".question summary");
        tab.key("Enter");
        assert!(tab.shows(".question .answer"), "Enter opens the question");
        tab.key(" ");
        assert!(!tab.shows(".question .answer"), "Space closes it");
        tab.key(" ");
        assert!(tab.shows(".question .answer"), "Space opens it again");
        tab.click(".question summary");
        tab.settle();
        assert!(!tab.shows(".question .answer"), "a click closes it");
        tab.clean("questions");
    }
}

/// The lowest contrast of text that shows on the page, and whose it is; of the body's text apart.
const CONTRAST: &str = r#"(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgb = colour => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = colour => {
        const [r, g, b] = rgb(colour).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    const ground = it => {
        for (; it; it = it.parentElement) {
            const colour = getComputedStyle(it).backgroundColor;
            if (rgb(colour)[3] === 255) return colour;
        }
        return 'white';
    };
    const body = getComputedStyle(document.body);
    let lowest = 99, whose = '';
    for (const it of document.querySelectorAll('body *')) {
        const words = [...it.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        if (!words || !it.checkVisibility({ opacityProperty: true }) || !it.getClientRects().length) continue;
        const ratio = contrast(getComputedStyle(it).color, ground(it));
        if (ratio < lowest) [lowest, whose] = [ratio, it.outerHTML.slice(0, 160)];
    }
    return { ground: body.backgroundColor, text: contrast(body.color, body.backgroundColor), lowest, whose };
})()"#;

#[test]
fn light_and_dark_are_both_readable() {
    let (guide, browser) = (guide(), Browser::start());
    let mut tab = Tab::open(&browser, &guide.root());
    let marks = [
        "kind-home",
        "kind-article",
        "kind-comparison",
        "kind-checklist",
        "kind-ledger",
        "kind-sources",
        "class=\"mark mark-disputed\"",
    ];
    for mark in marks {
        let page = guide.pages_with(mark).remove(0);
        tab.go(&format!("{}{page}", guide.root()));
        tab.width(1440);
        let mut grounds = Vec::new();
        for scheme in ["light", "dark"] {
            tab.media("", scheme);
            let found = tab.eval(CONTRAST);
            assert!(found["text"].as_f64() >= Some(7.0), "{page}, {scheme}: {found:#}");
            assert!(found["lowest"].as_f64() >= Some(7.0), "{page}, {scheme}: {found:#}");
            grounds.push(found["ground"].clone());
        }
        assert_ne!(grounds[0], grounds[1], "{page}: light and dark differ");
        tab.clean(&page);
    }
}

#[test]
fn an_id_with_a_percent_sign_stops_no_script() {
    let head = "---\ntitle: Percent\n---\n\n";
    let parts = "## First {#50%zz}\n\nWords.\n\n## Second\n\nMore words.\n";
    let guide = Guide::of(&[
        ("prepress.yaml", "title: Small\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\nWords.\n"),
        ("content/percent.md", &format!("{head}{parts}")),
    ]);
    let browser = Browser::start();
    let root = guide.root();
    let mut tab = Tab::open(&browser, &root);
    tab.go(&format!("{root}percent.html"));
    assert_eq!(tab.eval("document.querySelectorAll('.text h2').length"), 2);
    tab.clean("percent.html");
}
