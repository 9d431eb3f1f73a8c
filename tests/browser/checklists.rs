//! Checklists: what is ticked stays, is counted, can be saved to a file and read from one.

use crate::chrome::Browser;
use crate::guide::guide;
use crate::tab::Tab;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

const LIST: &str = "lists/story-bank.html";
/// Where a plan is kept.
const PLAN: &str = "'prepress/' + document.documentElement.dataset.site + '/plan/one-week'";
const SAID: &str = "document.querySelector('.checklist-progress').textContent";

fn reload(tab: &mut Tab) {
    tab.call("Page.reload", json!({}));
    tab.wait(
        "document.readyState === 'complete' && !!document.querySelector('.check-state')",
        "the list is back",
    );
}

fn row(number: usize, inside: &str) -> String {
    format!(".checklist li:nth-child({number}) {inside}")
}

/// Ticks one item by mouse, one by keyboard, and begins a third from its menu.
fn tick_some(tab: &mut Tab) {
    tab.click(&row(1, "input"));
    tab.tab_to(&row(2, "input"));
    tab.key(" ");
    tab.tab_to(&row(3, "select"));
    tab.key("ArrowDown");
    tab.settle();
}

/// What the first four items and their boxes show.
const STATES: &str = "[...document.querySelectorAll('.checklist li')].slice(0, 4).map(it => [it.dataset.state,
    it.querySelector('select').value, it.querySelector('input').checked, it.querySelector('input').indeterminate].join(' '))";

#[test]
fn ticks_stay_and_are_counted() {
    let (guide, browser) = (guide(), Browser::start());
    let all = fs::read_to_string(guide.path().join(LIST)).expect("a list").matches("data-item=").count();
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.width(390);
        tab.go(&format!("{root}{LIST}"));
        assert_eq!(tab.eval(SAID), format!("0 of {all} done"), "{root}");
        tick_some(&mut tab);
        let wanted = json!([
            "done done true false",
            "done done true false",
            "doing doing false true",
            "todo todo false false"
        ]);
        assert_eq!(tab.eval(STATES), wanted, "{root}");
        assert_eq!(tab.eval(SAID), format!("2 of {all} done, 1 doing"), "{root}");
        reload(&mut tab);
        assert_eq!(tab.eval(STATES), wanted, "{root}: after loading anew");
        tab.go(&format!("{root}checklists.html"));
        let total = tab.eval("document.querySelector('.lists-total').textContent");
        assert!(
            total.as_str().is_some_and(|t| t.contains(" 2 of ") && t.contains("1 doing")),
            "{root}: {total}"
        );
        // A box that is begun is done at the next press, and to be done after that.
        tab.go(&format!("{root}{LIST}"));
        tab.click(&row(3, "input"));
        tab.click(&row(1, "input"));
        tab.settle();
        assert_eq!(tab.eval(STATES)[2], "done done true false", "{root}");
        assert_eq!(tab.eval(STATES)[0], "todo todo false false", "{root}");
        tab.clean(&root);
    }
}

/// The newest file in a folder, once it is whole.
fn saved(folder: &Path) -> (String, Value) {
    let end = Instant::now() + Duration::from_secs(20);
    while Instant::now() < end {
        let names = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.file_name());
        let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        if let Some(name) = names.iter().find(|name| name.ends_with(".json")) {
            let text = fs::read_to_string(folder.join(name)).expect("a file");
            if let Ok(value) = serde_json::from_str(&text) {
                return (name.clone(), value);
            }
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("nothing was saved to {}", folder.display());
}

fn save(tab: &mut Tab, folder: &Path) -> Value {
    let behavior = json!({ "behavior": "allow", "downloadPath": folder.display().to_string() });
    tab.call("Browser.setDownloadBehavior", behavior);
    tab.tab_to(".keep-save");
    tab.key("Enter");
    let (name, value) = saved(folder);
    fs::remove_file(folder.join(name)).expect("the file can be removed");
    value
}

fn read(tab: &mut Tab, file: &Path) -> String {
    tab.eval("document.querySelector('.keep-said').textContent = ''");
    tab.choose(".keep-tools input", file);
    let said = "document.querySelector('.keep-said').textContent";
    tab.wait(&format!("{said} !== ''"), "the file is read");
    tab.eval(said).as_str().expect("a text").to_owned()
}

#[test]
fn what_is_saved_to_a_file_comes_back_and_nothing_of_it_is_lost() {
    let (guide, browser) = (guide(), Browser::start());
    let desk = tempfile::tempdir().expect("a temporary folder");
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.width(390);
        tab.go(&format!("{root}{LIST}"));
        tick_some(&mut tab);
        tab.eval(&format!("localStorage.setItem({PLAN}, '{{\"date\":\"2031-03-10\",\"done\":[]}}')"));
        tab.go(&format!("{root}checklists.html"));
        let mut file = save(&mut tab, desk.path());
        assert_eq!(file["kept"]["plan/one-week"]["date"], "2031-03-10", "{root}: {file}");
        assert!(!file.to_string().contains("read/"), "{root}: what was read is nobody's business: {file}");
        let marks = file["lists"]["story-bank"].as_object().expect("a list").clone();
        assert_eq!(file["format"], "prepress-checklists");
        assert_eq!(marks.values().filter(|state| *state == "done").count(), 2, "{root}: {file}");
        assert_eq!(marks.values().filter(|state| *state == "doing").count(), 1, "{root}: {file}");

        tab.eval("localStorage.clear()");
        reload(&mut tab);
        file["lists"]["gone"] = json!({ "old-item": "done" });
        file["lists"]["story-bank"]["of-a-later-version"] = json!("postponed");
        let path = desk.path().join("read.txt");
        fs::write(&path, file.to_string()).expect("a file");
        let said = read(&mut tab, &path);
        assert!(said.contains("Read 3 marks.") && said.contains("1 plan"), "{said}");
        assert_eq!(
            tab.eval(&format!("JSON.parse(localStorage.getItem({PLAN})).date")),
            "2031-03-10",
            "{root}"
        );
        assert!(said.contains("gone/old-item") && said.contains("story-bank/of-a-later-version"), "{said}");
        let total = tab.eval("document.querySelector('.lists-total').textContent");
        assert!(total.as_str().is_some_and(|text| text.contains(" 2 of ")), "{total}");
        let again = save(&mut tab, desk.path());
        assert_eq!(again["lists"], file["lists"], "{root}: what is not known is kept");

        let mut other = file.clone();
        other["site"] = json!("other");
        let mut broken = file.clone();
        broken["lists"]["story-bank"] = json!(3);
        for wrong in [json!({ "format": "something else" }), other, broken] {
            fs::write(&path, wrong.to_string()).expect("a file");
            let said = read(&mut tab, &path);
            assert!(said.contains("nothing was changed"), "{said}");
        }
        // Files of the time before plans were in them.
        file.as_object_mut().expect("a file").remove("kept");
        fs::write(&path, file.to_string()).expect("a file");
        let said = read(&mut tab, &path);
        assert!(said.contains("Read 3 marks."), "{said}");
        tab.clean(&root);
    }
}

#[test]
fn lists_are_chosen_by_role_and_stage() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        chosen_lists(&mut Tab::open(&browser, &root), &root);
    }
}

fn chosen_lists(tab: &mut Tab, root: &str) {
    tab.width(1440);
    tab.go(&format!("{root}checklists.html"));
    let shown = "[...document.querySelectorAll('.list')].filter(it => it.checkVisibility()).map(it => it.dataset.roles)";
    let all = tab.eval(shown).as_array().map_or(0, Vec::len);
    tab.tab_to(".lists-tools select[name=roles]");
    tab.key("ArrowDown");
    let role = tab.eval("document.querySelector('.lists-tools select[name=roles]').value");
    let role = role.as_str().filter(|role| !role.is_empty()).expect("a role is chosen").to_owned();
    let total = tab.eval("document.querySelector('.lists-total').textContent");
    assert!(total.as_str().is_some_and(|text| text.starts_with("Lists shown: 0 of ")), "{total}");
    let found = tab.eval(shown);
    let found = found.as_array().expect("a list");
    assert!(!found.is_empty() && found.len() < all, "{} of {all} lists are for {role}", found.len());
    for roles in found {
        let roles = roles.as_str().expect("a text");
        assert!(roles.is_empty() || roles.split('|').any(|one| one == role), "{roles} is not for {role}");
    }
    // By stage, and both together.
    tab.tab_to(".lists-tools select[name=stage]");
    tab.key("ArrowDown");
    let stage = tab.eval("document.querySelector('.lists-tools select[name=stage]').value");
    let stages = "[...document.querySelectorAll('.list')].filter(it => it.checkVisibility()).map(it => it.dataset.stage)";
    let stages = tab.eval(stages);
    let stages = stages.as_array().expect("a list");
    assert!(stages.iter().all(|own| *own == stage || *own == ""), "{stages:?} at {stage}");
    assert!(!stages.is_empty() || tab.shows(".lists-none"), "it says that no list is left");
    tab.clean("checklists.html");
}

#[test]
fn lists_work_without_scripts_and_on_paper() {
    let (guide, browser) = (guide(), Browser::start());
    let root = guide.root();
    let mut tab = Tab::open(&browser, &root);
    tab.scripts(false);
    tab.width(390);
    tab.go(&format!("{root}{LIST}"));
    tab.click(&row(1, "input"));
    tab.tab_to(&row(2, "input"));
    tab.key(" ");
    assert_eq!(tab.eval("document.querySelectorAll('.checklist input:checked').length"), 2);
    assert!(!tab.shows(".check-state"), "a menu that cannot work is not shown");
    tab.go(&format!("{root}checklists.html"));
    assert!(!tab.shows(".keep-tools"), "what cannot work is not shown");
    tab.scripts(true);
    tab.go(&format!("{root}{LIST}"));
    tick_some(&mut tab);
    tab.media("print", "light");
    assert!(tab.shows(&row(1, "input")), "boxes are printed");
    assert!(!tab.shows(".check-state") && !tab.shows(".checklist-progress"), "menus are not");
    let mark = "getComputedStyle(document.querySelector('.checklist input'), '::before').display";
    assert_eq!(tab.eval(mark), "none", "boxes are empty on paper");
    tab.clean("paper");
}

/// The boxes of a checklist in the text of a page.
#[test]
fn ticks_in_the_text_of_a_page_stay() {
    const BOX: &str = ".role-checklist .tasks li:nth-child(2) input";
    let (guide, browser) = (guide(), Browser::start());
    let page = guide.pages_with("data-keep=").remove(0);
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.go(&format!("{root}{page}"));
        let ticked = format!("document.querySelector('{BOX}').checked");
        tab.click(BOX);
        tab.call("Page.reload", json!({}));
        tab.wait(&ticked, "the tick is back");
        tab.go(&format!("{root}checklists.html"));
        let line = format!("document.querySelector('[data-page^=\"{page}\"]').textContent");
        let boxes = tab.eval(&format!("document.querySelector('[data-page^=\"{page}\"]').dataset.boxes"));
        let boxes = boxes.as_str().expect("a number of boxes");
        assert_eq!(tab.eval(&line), format!("1 of {boxes} ticked"), "{root}");
        let total = tab.eval("document.querySelector('.lists-total').textContent");
        assert!(total.as_str().is_some_and(|total| total.contains("in the pages 1 of ")), "{total}");
        tab.go(&format!("{root}{page}"));
        tab.tab_to(BOX);
        tab.key(" ");
        tab.go(&format!("{root}checklists.html"));
        assert_eq!(tab.eval(&line), format!("0 of {boxes} ticked"), "{root}: and by keyboard it goes");
        tab.clean(&page);
    }
}

#[test]
fn a_full_browser_shows_what_it_kept_and_loses_no_tick_while_the_page_is_open() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.go(&format!("{root}{LIST}"));
        tick_some(&mut tab);
        tab.eval(
            "[65536, 1024, 32, 1].forEach(size => { try { for (let at = 0; ; at += 1) \
                localStorage.setItem('full/' + size + '/' + at, 'x'.repeat(size)); } catch (full) {} })",
        );
        reload(&mut tab);
        let kept = json!(["done done true false", "done done true false", "doing doing false true"]);
        assert_eq!(json!(tab.eval(STATES).as_array().expect("states")[..3]), kept, "{root}");
        tab.click(&row(4, "input"));
        assert_eq!(tab.eval(STATES)[3], "done done true false", "{root}");
        // The plan is read as well, and says that it cannot be kept.
        tab.go(&format!("{root}practice/plan-one-week.html"));
        tab.click(".plan .check-text");
        let said = tab.eval("document.querySelector('.plan-state').textContent");
        assert!(
            said.as_str().is_some_and(|said| said.starts_with("1 of ") && said.contains("keeps nothing")),
            "{said}"
        );
        tab.eval("localStorage.clear()");
        tab.clean(&root);
    }
}

#[test]
fn a_file_that_is_too_large_changes_nothing() {
    let (guide, browser) = (guide(), Browser::start());
    let desk = tempfile::tempdir().expect("a temporary folder");
    let file = |marks: usize, state: &str| {
        let marks: serde_json::Map<String, Value> =
            (0..marks).map(|number| (format!("item-{number}"), json!(state))).collect();
        let path = desk.path().join("large.txt");
        let file = json!({ "format": "prepress-checklists", "version": 1, "lists": { "story-bank": marks } });
        fs::write(&path, file.to_string()).expect("a file");
        path
    };
    let root = guide.root();
    let mut tab = Tab::open(&browser, &root);
    tab.go(&format!("{root}{LIST}"));
    tick_some(&mut tab);
    tab.go(&format!("{root}checklists.html"));
    let kept =
        "JSON.stringify(Object.entries(localStorage).filter(([key]) => key.includes('check/')).sort())";
    let before = tab.eval(kept);
    let said = read(&mut tab, &file(20_001, "done"));
    assert!(said.contains("more than") && said.contains("nothing was changed"), "{said}");
    assert_eq!(tab.eval(kept), before);
    // So many fit, and each is more than there is room for.
    let said = read(&mut tab, &file(2_000, &"x".repeat(10_000)));
    assert!(said.contains("no room") && said.contains("nothing was changed"), "{said}");
    assert_eq!(tab.eval(kept), before);
    tab.eval("localStorage.clear()");
    tab.clean(&root);
}
