//! Aids for reading: colours, copying, the place in the outline, what changed, cards, and the choices of
//! a comparison.

use crate::chrome::Browser;
use crate::guide::{Guide, guide};
use crate::tab::Tab;
use serde_json::json;

const PAPER: &str = "getComputedStyle(document.body).backgroundColor";

/// A page with everything that the guide may lack.
const PAGE: &str = "\
---
title: A page
---
The dipstick is clean.

```rust
fn main() {
    println!(\"{}\", 1 < 2);
}
```

## First

Words of the first part.

## Second

Words of the second part.

## Third

Words of the third part.
";

fn small(page: &str) -> Guide {
    Guide::of(&[
        ("prepress.yaml", "title: Small\n"),
        ("content/index.md", "---\ntitle: Small\n---\n[A page](part/page.md).\n"),
        ("content/part/page.md", page),
        (
            "content/data/glossary.yaml",
            "dipstick: {term: dipstick, definition: It shows *how much* is left.}\n",
        ),
    ])
}

#[test]
fn colours_are_chosen_by_mouse_and_keyboard_and_stay() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.width(1440);
        tab.go(&format!("{root}index.html"));
        let light = tab.eval(PAPER);
        tab.click(".mode");
        assert_eq!(tab.eval("document.querySelector('.mode').textContent.trim()"), "Colours: light");
        tab.tab_to(".mode");
        tab.key("Enter");
        assert_eq!(tab.eval("document.querySelector('.mode').textContent.trim()"), "Colours: dark");
        let dark = tab.eval(PAPER);
        assert_ne!(light, dark, "{root}");
        tab.go(&format!("{root}checklists.html"));
        assert_eq!(tab.eval(PAPER), dark, "{root}: the next page is dark too");
        tab.key("Tab");
        tab.tab_to(".mode");
        tab.key(" ");
        assert_eq!(tab.eval(PAPER), light, "{root}: the system decides again");
        tab.media("", "dark");
        assert_eq!(tab.eval(PAPER), dark, "{root}");
        tab.clean(&root);
    }
}

#[test]
fn the_system_decides_without_scripts() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.scripts(false);
        tab.go(&format!("{root}index.html"));
        let light = tab.eval(PAPER);
        tab.media("", "dark");
        assert_ne!(tab.eval(PAPER), light);
        assert!(!tab.shows(".mode"), "a switch that cannot work is not shown");
        tab.clean("index.html");
    }
}

#[test]
fn code_is_copied() {
    let (guide, browser) = (small(PAGE), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.call(
            "Browser.grantPermissions",
            json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
        );
        tab.width(820);
        tab.go(&format!("{root}part/page.html"));
        tab.tab_to(".copy");
        tab.key("Enter");
        tab.wait("document.querySelector('.copy').textContent === 'Copied'", "the button says so");
        let text = tab.eval("navigator.clipboard.readText()");
        assert_eq!(text, "fn main() {\n    println!(\"{}\", 1 < 2);\n}\n", "{root}");
        tab.eval("navigator.clipboard.writeText('')");
        tab.click(".copy");
        tab.wait("navigator.clipboard.readText().then(it => it !== '')", "something is copied");
        assert_eq!(tab.eval("navigator.clipboard.readText()"), text, "{root}: by mouse");
        tab.clean(&root);
    }
}

#[test]
fn the_outline_says_where_one_is() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.width(1440);
        let page = guide.pages_with("class=\"level-2\"").into_iter().find(|page| page.starts_with("pay/"));
        tab.go(&format!("{root}{}", page.expect("an article with an outline")));
        let here = "(it => it ? it.hash : '')(document.querySelector('.sections [aria-current]'))";
        assert_eq!(tab.eval(here), "", "no section has begun");
        let third = tab.eval("document.querySelectorAll('.sections a')[2].hash");
        assert!(!tab.shows(".sections"), "the outline beside the text is in sight");
        tab.eval(
            "window.scrollTo(0, document.querySelector('.outline').getBoundingClientRect().bottom + 40)",
        );
        tab.wait(
            "document.querySelector('.sections').checkVisibility()",
            "its place is taken in the contents",
        );
        tab.click(".sections li:nth-child(3) a");
        tab.wait(&format!("{here} === {third}"), "the third section is marked");
        assert_eq!(tab.eval("document.querySelectorAll('.sections [aria-current]').length"), 1);
        tab.clean("the outline");
    }
}

#[test]
fn sections_that_changed_since_the_last_visit_are_marked() {
    let (guide, browser) = (small(PAGE), Browser::start());
    for root in guide.places() {
        guide.change("content/part/page.md", PAGE);
        let mut tab = Tab::open(&browser, &root);
        let page = format!("{root}part/page.html");
        tab.go(&page);
        assert_eq!(tab.eval("document.querySelectorAll('.changed-note').length"), 0, "the first visit");
        let next = PAGE
            .replace("of the second part", "of the second part, and more")
            .replace("Words of the third", "Words\nof the third");
        guide.change("content/part/page.md", &(next + "\n## Fourth\n\nNew.\n"));
        tab.go(&page);
        let note = tab.eval("document.querySelector('.changed-note').textContent");
        let note = note.as_str().expect("a text");
        assert!(note.contains(": Second, Fourth. "), "{root}: {note}");
        assert_eq!(
            tab.eval("[...document.querySelectorAll('h2 .changed')].map(it => it.textContent)"),
            json!(["changed", "new"])
        );
        // Within a visit the marks stay; then the page counts as read.
        tab.go(&page);
        assert!(tab.shows(".changed-note"), "{root}");
        tab.tab_to(".changed-note button");
        tab.key("Enter");
        assert_eq!(tab.eval("document.querySelectorAll('.changed, .changed-note').length"), 0);
        tab.go(&page);
        assert_eq!(tab.eval("document.querySelectorAll('.changed-note').length"), 0, "{root}: read");
        tab.clean(&root);
    }
}

#[test]
fn terms_open_cards_with_and_without_scripts() {
    let (guide, browser) = (small(PAGE), Browser::start());
    for root in guide.places() {
        for scripts in [true, false] {
            let mut tab = Tab::open(&browser, &root);
            tab.scripts(scripts);
            for width in [390, 1440] {
                tab.width(width);
                tab.go(&format!("{root}part/page.html"));
                assert!(!tab.shows(".term-card"));
                tab.tab_to(".term-open");
                tab.key("Enter");
                assert!(tab.shows(".term-card"), "Enter opens the card at {width}");
                let inside = tab.eval("(it => it.left >= 0 && it.right <= innerWidth && it.top >= 0 && it.bottom <= innerHeight)(document.querySelector('.term-card').getBoundingClientRect())");
                assert_eq!(inside, true, "the card is in the window at {width}");
                tab.key("Escape");
                assert!(!tab.shows(".term-card"), "Escape closes it");
                tab.click(".term-open");
                tab.settle();
                assert!(tab.shows(".term-card"), "a click opens it");
                tab.follow(|tab| tab.click(".term-card a"));
                assert_eq!(tab.eval("location.hash"), "#dipstick");
                tab.clean("cards");
            }
        }
    }
}

/// A guide in which two subjects have one of two values in common, built in `out`.
fn alike() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, text).expect("written");
    };
    put("prepress.yaml", "title: Two exams\n");
    put("content/index.md", "---\ntitle: Two exams\n---\n\nThe start.\n");
    put(
        "content/compared.md",
        "---\ntitle: Compared\nkind: comparison\nsubjects: [one, two]\nattributes: [fee, rooms]\n---\n\nBoth.\n",
    );
    put("content/data/subjects.yaml", "one: {label: One}\ntwo: {label: Two}\n");
    put(
        "content/data/attributes.yaml",
        "fee: {label: Fee, type: money, unit: USD}\nrooms: {label: Rooms, type: count, unit: room}\n",
    );
    put(
        "content/data/sources.yaml",
        "office: {title: Office, url: https://example.org/, published: 2026-10}\n",
    );
    for (subject, fee) in [("one", 10), ("two", 20)] {
        let facts = format!(
            "subject: {subject}\nas-of: 2026-10\nsources: [office]\nfacts: {{fee: ${fee}, rooms: 3 rooms}}\n"
        );
        put(&format!("content/data/facts/{subject}.yaml"), &facts);
    }
    crate::guide::build(folder.path(), &folder.path().join("out"), &[]);
    folder
}

#[test]
fn comparisons_show_differences_and_columns_with_and_without_scripts() {
    let (guide, browser) = (guide(), Browser::start());
    let alike = alike();
    let places = guide.places();
    let ways = places.iter().flat_map(|root| [(root, 390, false), (root, 1440, true), (root, 1440, false)]);
    for (root, width, scripts) in ways {
        let own = format!("file://{}/", alike.path().join("out").display());
        let mut tab = Tab::open(&browser, &own);
        tab.scripts(scripts);
        tab.width(width);
        let page = format!("{own}compared.html");
        tab.go(&page);
        assert!(tab.shows(".compare .same th"), "{page}");
        tab.tab_to(".only-differences");
        tab.key(" ");
        assert!(!tab.shows(".compare .same th"), "{page}: alike rows are hidden");
        tab.click(".only-differences");
        tab.settle();
        assert!(tab.shows(".compare .same th"), "{page}: and come back");
        tab.clean(&page);
        let mut tab = Tab::open(&browser, root);
        tab.scripts(scripts);
        tab.width(width);
        let page = guide.pages_with("class=\"columns\"").remove(0);
        tab.go(&format!("{root}{page}"));
        let second = ".compare tbody tr:not(.group) > :nth-child(3)";
        assert!(tab.shows(second), "{page}");
        tab.tab_to(".columns summary");
        tab.key("Enter");
        tab.tab_to(".column-2");
        tab.key(" ");
        assert!(!tab.shows(second), "{page}: the column is hidden");
        assert!(tab.shows(".compare tbody tr:not(.group) > :nth-child(2)"), "{page}");
        for link in tab
            .eval("[...document.querySelectorAll('.downloads a')].map(it => it.getAttribute('href'))")
            .as_array()
            .expect("a list")
        {
            let link = link.as_str().expect("a path");
            let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
            let depth = link.matches("../").count();
            assert_eq!(depth, folder.split('/').count(), "{link}");
            assert!(guide.path().join(link.trim_start_matches("../")).is_file(), "{link}");
        }
        tab.clean(&page);
    }
}

/// What does not fit is neither cut nor put into a box that scrolls by itself.
#[test]
fn wide_comparisons_are_whole_on_phones_and_on_paper() {
    let (guide, browser) = (guide(), Browser::start());
    let root = guide.root();
    let mut tab = Tab::open(&browser, &root);
    let pages = guide.pages_with("class=\"comparison wide");
    assert!(!pages.is_empty(), "the guide has a wide comparison");
    // 700 px are what is printed on a sheet of paper.
    for (width, media) in [(390, "screen"), (700, "print"), (1440, "screen")] {
        tab.width(width);
        tab.media(media, "light");
        for page in &pages {
            tab.go(&format!("{root}{page}"));
            let cut = tab.eval(
                "[...document.querySelectorAll('.comparison')].filter(it => it.scrollHeight > it.clientHeight + 1 \
                    || it.getBoundingClientRect().right > innerWidth + 1 || it.scrollWidth > innerWidth + 1).length",
            );
            assert_eq!(cut, 0, "{page} at {width} on {media}");
            let hidden = "[...document.querySelectorAll('.comparison tbody tr')].filter(it => !it.checkVisibility()).length";
            assert_eq!(tab.eval(hidden), 0, "{page} at {width} on {media}");
        }
    }
    tab.clean("wide comparisons");
}

#[test]
fn the_contents_fold_on_phones() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        for scripts in [true, false] {
            let mut tab = Tab::open(&browser, &root);
            tab.scripts(scripts);
            tab.width(390);
            tab.go(&format!("{root}pay/what-sources-say.html"));
            // The first stop of the keyboard leads past everything else.
            tab.tab_to(".skip");
            assert!(tab.shows(".skip"), "{root}: the link is seen when it has the focus");
            tab.key("Enter");
            assert_eq!(tab.eval("location.hash"), "#pp-main", "{root}");
            for fold in [".contents", ".outline"] {
                let inside = format!("{fold} a");
                assert!(!tab.shows(&inside), "{root}: {fold} is folded");
                tab.click(&format!("{fold} summary"));
                tab.settle();
                assert!(tab.shows(&inside), "{root}: a click unfolds {fold}, scripts: {scripts}");
                tab.key("Enter");
                assert!(!tab.shows(&inside), "{root}: Enter folds {fold}, scripts: {scripts}");
            }
            tab.clean(&root);
        }
    }
}

#[test]
fn the_sheet_is_printed_with_and_without_guidance() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        for scripts in [true, false] {
            let mut tab = Tab::open(&browser, &root);
            tab.scripts(scripts);
            tab.go(&format!("{root}questions/sheet.html"));
            let before = tab.shows(".sheet .guidance");
            tab.tab_to("#pp-sheet-guidance");
            tab.key(" ");
            assert_eq!(tab.shows(".sheet .guidance"), !before, "{root}: by keyboard, scripts: {scripts}");
            tab.click("#pp-sheet-guidance");
            tab.settle();
            assert_eq!(tab.shows(".sheet .guidance"), before, "{root}: by mouse, scripts: {scripts}");
            tab.clean(&root);
        }
    }
}
