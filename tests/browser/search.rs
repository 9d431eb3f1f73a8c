//! Search: a dialog on every page and a page of its own, served and from disk, by mouse and by keyboard.

use crate::chrome::Browser;
use crate::guide::{Guide, guide};
use crate::tab::Tab;

const HIT: &str = "!!document.querySelector('dialog[open] .search-hit')";
const SELECTED: &str = "(document.querySelector('dialog [aria-selected=\"true\"]') || {}).href || ''";

fn type_in(tab: &mut Tab, word: &str) {
    for letter in word.chars() {
        tab.key(&letter.to_string());
    }
}

#[test]
fn the_keyboard_finds_and_opens_a_section() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.width(1280);
        tab.go(&format!("{root}pay/index.html"));
        tab.key("/");
        tab.wait("!!document.querySelector('dialog[open] input')", "the dialog is open");
        assert_eq!(tab.eval("document.activeElement.getAttribute('role')"), "combobox", "{root}");
        // A prefix, while it is typed.
        type_in(&mut tab, "keep");
        tab.wait(HIT, "a prefix finds something");
        let marked = tab.eval("document.querySelector('dialog mark').textContent.toLowerCase()");
        assert!(marked.as_str().is_some_and(|text| text.starts_with("keep")), "{root}: {marked}");
        assert_eq!(tab.eval(SELECTED), "", "{root}: nothing is chosen yet");
        tab.key("ArrowDown");
        let chosen = tab.eval(SELECTED);
        assert!(chosen.as_str().is_some_and(|href| href.starts_with(&root)), "{root}: {chosen}");
        assert_eq!(
            tab.eval("document.activeElement.getAttribute('aria-activedescendant') === document.querySelector('dialog [aria-selected=\"true\"]').id"),
            true,
            "{root}"
        );
        tab.follow(|tab| tab.key("Enter"));
        assert_eq!(tab.eval("location.href"), chosen, "{root}");
        // The same by mouse.
        tab.click(".search-open");
        tab.wait("!!document.querySelector('dialog[open] input')", "the dialog is open");
        type_in(&mut tab, "drill");
        tab.wait(HIT, "something is found");
        let first = tab.eval("document.querySelector('dialog .search-hit').href");
        tab.follow(|tab| tab.click("dialog .search-hit"));
        assert_eq!(tab.eval("location.href"), first, "{root}");
        tab.clean(&root);
    }
}

#[test]
fn errors_of_typing_are_forgiven_and_escape_leads_back() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.width(390);
        tab.go(&format!("{root}index.html"));
        tab.click("button.search-open");
        tab.wait("!!document.querySelector('dialog[open] input')", "the button opens it");
        type_in(&mut tab, "xeeper");
        tab.wait(HIT, "an error in the first letter is found");
        let said = tab.eval("document.querySelector('dialog [role=\"status\"]').textContent");
        assert!(said.as_str().is_some_and(|text| text.contains("keeper")), "{root}: {said}");
        tab.key("Escape");
        tab.wait("!document.querySelector('dialog[open]')", "Escape closes it");
        assert_eq!(tab.eval("document.activeElement.classList.contains('search-open')"), true, "{root}");
        // Where a reader types, the key writes.
        tab.go(&format!("{root}search.html"));
        tab.wait("!!document.querySelector('[data-search-page] input')", "the page has its field");
        tab.eval("document.querySelector('[data-search-page] input').focus()");
        type_in(&mut tab, "pay");
        assert_eq!(tab.eval("!!document.querySelector('dialog[open]')"), false, "{root}");
        tab.wait("!!document.querySelector('[data-search-page] .search-hit')", "the page shows results");
        tab.clean(&root);
    }
}

/// A guide whose pages say with one word what readers ask for with another.
fn with_synonyms() -> Guide {
    Guide::of(&[
        ("prepress.yaml", "title: Acme\n"),
        ("content/index.md", "---\ntitle: Home\n---\nWelcome.\n"),
        (
            "content/money.md",
            "---\ntitle: Remuneration at Acme\n---\nRemuneration, remuneration and remuneration: what Acme gives.\n",
        ),
        (
            "content/aside.md",
            "---\ntitle: Aside\n---\nAmong many other things that are said here at some length, somebody once named a salary, in passing.\n",
        ),
        (
            "content/market.md",
            "---\ntitle: Market\n---\nThe PMM writes. Products are sold.\n\n## Apart\n\nThe manager of the product leaves marketing alone.\n",
        ),
        ("content/role.md", "---\ntitle: Role\n---\nA product marketing manager plans the launch.\n"),
        (
            "content/loop.md",
            "---\ntitle: Loop\n---\nFour rounds.\n\n## How is it?\n\nHow it is, and how many there are of how it is: many.\n",
        ),
        (
            "content/company.md",
            "---\ntitle: Firm\n---\nThe company compares companies and comparable computers.\n",
        ),
        ("content/data/synonyms.yaml", "- [remuneration, salary, comp]\n- [take-home, homework]\n"),
        (
            "content/data/glossary.yaml",
            "pmm: {term: PMM, aliases: [product marketing manager], definition: A role.}\nwork: {term: homework, definition: What is done alone.}\n",
        ),
    ])
}

/// What the search page finds: the path and the section of each hit, what is marked in it, and the status.
fn found(tab: &mut Tab, root: &str, query: &str) -> (Vec<String>, Vec<String>, String) {
    tab.go(&format!("{root}search.html?q={}", query.replace(' ', "+")));
    let status = "document.querySelector('.search-status').textContent";
    tab.wait(&format!("!{status}.startsWith('Searches')"), "the search answers");
    let texts = |value: serde_json::Value| -> Vec<String> {
        value.as_array().expect("a list").iter().map(|text| text.as_str().unwrap_or("").to_owned()).collect()
    };
    let hits = texts(
        tab.eval("[...document.querySelectorAll('.search-hit')].map(hit => hit.href.split('/').pop())"),
    );
    let marks = texts(tab.eval(
        "[...document.querySelectorAll('.search-hit')].map(hit => [...hit.querySelectorAll('mark')].map(it => it.textContent).join('|'))",
    ));
    let said = tab.eval(status).as_str().unwrap_or("").to_owned();
    (hits, marks, said)
}

#[test]
fn synonyms_find_what_readers_call_otherwise() {
    let (guide, browser) = (with_synonyms(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.width(1280);
        let mut ask = |query: &str| found(&mut tab, &root, query);
        // What has the word itself comes first, however often others have what means the same.
        let (hits, marks, said) = ask("salary");
        assert_eq!(hits, ["aside.html", "money.html"], "{root}: {said}");
        assert!(marks[1].contains("Remuneration"), "{root}: {marks:?}");
        assert!(said.contains("also “remuneration”"), "{root}: {said}");
        // A plural, an error of typing, and a word that no page has and that others begin with.
        assert_eq!(ask("salaries").0, ["aside.html", "money.html"], "{root}");
        assert_eq!(ask("renumeration").0, ["money.html", "aside.html"], "{root}");
        let (hits, _, said) = ask("comp");
        assert!(
            hits[..2].contains(&"money.html".to_owned()) && hits[..2].contains(&"aside.html".to_owned()),
            "{root}: {hits:?} {said}"
        );
        // Phrases, in both directions, by the glossary alone; marked as a whole.
        let (hits, marks, _) = ask("pmm");
        let place =
            hits.iter().position(|hit| hit == "role.html").unwrap_or_else(|| panic!("{root}: {hits:?}"));
        assert!(
            hits.iter().position(|hit| hit == "market.html").is_some_and(|exact| exact < place),
            "{root}: {hits:?}"
        );
        assert!(marks[place].contains("product marketing manager"), "{root}: {marks:?}");
        let (hits, marks, _) = ask("product marketing manager");
        let place =
            hits.iter().position(|hit| hit == "market.html").unwrap_or_else(|| panic!("{root}: {hits:?}"));
        assert!(marks[place].contains("PMM"), "{root}: {marks:?}");
        // Hyphens do not matter, and a phrase may stand among other words.
        for query in ["take home", "take-home", "is there a take home"] {
            assert!(ask(query).0.iter().any(|hit| hit.starts_with("glossary.html")), "{root}: {query}");
        }
        tab.clean(&root);
    }
}

#[test]
fn words_of_a_question_count_little() {
    let (guide, browser) = (with_synonyms(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.width(1280);
        let (hits, marks, said) = found(&mut tab, &root, "how many rounds are there");
        assert_eq!(hits[0], "loop.html", "{root}: {said}");
        assert_eq!(marks[0], "rounds", "{root}");
        // Alone, they are words like others.
        let (hits, marks, _) = found(&mut tab, &root, "how many");
        assert_eq!(hits[0], "loop.html#how-is-it", "{root}");
        assert!(marks[0].contains("How") && marks[0].contains("many"), "{root}: {marks:?}");
        tab.clean(&root);
    }
}

#[test]
fn an_address_carries_a_search() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.width(1280);
        tab.go(&format!("{root}search.html?q=rubric"));
        tab.wait("!!document.querySelector('[data-search-page] .search-hit')", "results without typing");
        let first = tab.eval("document.querySelector('[data-search-page] .search-hit').href");
        tab.follow(|tab| tab.click("[data-search-page] .search-hit"));
        assert_eq!(tab.eval("location.href"), first, "{root}");
        tab.clean(&root);
    }
}

#[test]
fn the_number_and_the_list_agree() {
    let (guide, browser) = (guide(), Browser::start());
    let hits = "document.querySelectorAll('.search-hit').length";
    let said = "document.querySelector('.search-status').textContent";
    let next = "[...document.querySelectorAll('.search-more')].find(it => it.checkVisibility())";
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.width(1280);
        tab.go(&format!("{root}search.html?q=pay"));
        tab.wait(&format!("{hits} > 0"), "results without typing");
        let some = tab.eval(hits).as_u64().expect("a number");
        let status = tab.eval(said);
        assert!(
            status.as_str().is_some_and(|text| text.contains(&format!("best {some} are shown"))),
            "{root}: {some}: {status}"
        );
        // By keys, until nothing is left to show.
        for _ in 0..100 {
            if tab.eval(&format!("!{next}")) == true {
                break;
            }
            let before = tab.eval(hits);
            tab.eval(&format!("{next}.focus()"));
            tab.key("Enter");
            tab.wait(&format!("{hits} > {before}"), "more results");
            assert_eq!(tab.eval("document.activeElement.classList.contains('search-hit')"), true, "{root}");
        }
        let all = tab.eval(hits);
        let status = tab.eval(said);
        assert!(
            status.as_str().is_some_and(|text| text.starts_with(&format!("{all} places"))),
            "{root}: {all}: {status}"
        );
        // The dialog leads to the page with the same search.
        tab.go(&format!("{root}pay/index.html"));
        tab.key("/");
        tab.wait("!!document.querySelector('dialog[open] input')", "the dialog is open");
        type_in(&mut tab, "pay");
        let link = "document.querySelector('.search-all').href";
        tab.wait(&format!("{link}.endsWith('search.html?q=pay')"), "the link has what was typed");
        tab.clean(&root);
    }
}

#[test]
fn without_scripts_a_link_leads_to_the_lists() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.scripts(false);
        tab.go(&format!("{root}index.html"));
        tab.follow(|tab| tab.click("a.search-open"));
        let text = tab.eval("document.querySelector('main').innerText");
        let text = text.as_str().unwrap_or("");
        assert!(text.contains("needs JavaScript") && text.contains("Glossary"), "{root}: {text}");
        tab.clean(&root);
    }
}
