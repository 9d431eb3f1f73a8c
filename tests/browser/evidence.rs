//! Figures and the notes that say where they come from.

use crate::chrome::Browser;
use crate::guide::{Guide, guide};
use crate::tab::Tab;

/// An article whose first figure stands in running text.
fn article(tab: &mut Tab, guide: &Guide, root: &str) -> String {
    for page in guide.pages_with("class=\"kind-article\"") {
        tab.go(&format!("{root}{page}"));
        if tab.eval("!!document.querySelector('.note') && !!document.querySelector('.note').parentElement.matches('.text > p')") == true {
            return page;
        }
    }
    panic!("no article begins with a figure in a paragraph");
}

/// Something a reader does with a number.
type Act<'a> = &'a dyn Fn(&mut Tab);

/// The first number's card opens and closes; `open` opens it.
fn card(tab: &mut Tab, open: Act, how: &str) {
    let note = ".note";
    let is_open = format!("document.querySelector('{note}').matches(':popover-open')");
    assert!(!tab.shows(note), "the note is hidden before {how}");
    open(tab);
    tab.wait(&is_open, "the card opens");
    assert!(tab.shows(note), "{how} opens the card");
    let inside = tab.eval(&format!(
        "(it => it.left >= 0 && it.right <= innerWidth + 1 && it.top >= 0 && it.bottom <= innerHeight + 1)
            (document.querySelector('{note}').getBoundingClientRect())"
    ));
    assert_eq!(inside, true, "the card is in the window after {how}");
    let text = tab.eval(&format!("document.querySelector('{note}').innerText"));
    assert!(text.as_str().is_some_and(|text| text.trim().len() > 10), "the card says something: {text}");
    tab.key("Escape");
    tab.wait(&format!("!{is_open}"), "the card closes");
    assert!(!tab.shows(note), "Escape closes the card after {how}");
}

fn notes_are_cards(tab: &mut Tab, guide: &Guide, root: &str) {
    for width in [390, 820] {
        tab.width(width);
        let page = article(tab, guide, root);
        card(tab, &|tab| tab.click(".note-ref"), "a click");
        let enter = |tab: &mut Tab| {
            tab.tab_to(".note-ref");
            tab.key("Enter");
        };
        card(tab, &enter, "Enter");
        assert_eq!(
            tab.eval("document.activeElement.className"),
            "note-ref",
            "the focus is back at the number"
        );
        card(tab, &|tab| tab.key(" "), "Space");
        // The button in the card closes it, and so does another click on the number.
        tab.click(".note-ref");
        assert!(tab.shows(".note"));
        tab.click(".note .note-close");
        tab.settle();
        assert!(!tab.shows(".note"), "Close closes the card");
        tab.clean(&page);
    }
}

#[test]
fn notes_are_cards_on_small_screens() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        notes_are_cards(&mut Tab::open(&browser, &root), &guide, &root);
    }
}

#[test]
fn notes_are_cards_without_scripts() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.scripts(false);
        notes_are_cards(&mut tab, &guide, &root);
    }
}

/// Says what is wrong with the notes beside the text, in all of a page, with everything unfolded.
const BESIDE: &str = r#"(() => {
    const box = it => it.getBoundingClientRect();
    const shown = it => it.checkVisibility() && box(it).height > 0;
    const apart = (a, b) => a.right <= b.left + 0.5 || b.right <= a.left + 0.5 || a.bottom <= b.top + 0.5 || b.bottom <= a.top + 0.5;
    const name = it => it.id || it.className || it.tagName;
    const wrong = [];
    document.querySelectorAll('main details').forEach(it => it.open = true);
    const all = [...document.querySelectorAll('.note')];
    const notes = all.filter(shown);
    for (const note of all) {
        const button = document.querySelector(`.note-ref[popovertarget="${note.id}"]`);
        if (!shown(note) && !shown(button)) wrong.push(`${note.id} can be seen in no way`);
    }
    const texts = [...document.querySelectorAll(
        'main :is(p, li, h1, h2, h3, h4, dt, dd, blockquote, pre, table, .table, .comparison, .pair, .question, .alert, .outline)')]
        // What a scrolling region hides lies over nothing.
        .filter(it => !it.parentElement.closest('.table, .comparison, pre'));
    for (const note of notes) {
        const at = box(note);
        const far = at.top - box(note.previousElementSibling).top;
        if (far > 800) wrong.push(`${note.id} stands ${Math.round(far)} pixels below its figure`);
        if (at.right > document.documentElement.clientWidth + 0.5) wrong.push(`${note.id} leaves the window`);
        const block = note.closest('p, li, dd, dt, h2, h3, h4');
        if (block && at.left < box(block).right) wrong.push(`${note.id} is not beside its text`);
        for (const other of notes) {
            if (other !== note && !apart(at, box(other))) wrong.push(`${note.id} lies over ${other.id}`);
        }
        for (const text of texts) {
            if (shown(text) && !text.contains(note) && !note.contains(text) && !apart(at, box(text))) {
                wrong.push(`${note.id} lies over ${name(text)}: ${text.textContent.slice(0, 40)}`);
            }
        }
    }
    return { notes: notes.length, wrong: [...new Set(wrong)] };
})()"#;

/// How many notes stand beside the text of the open page, which has no other fault.
fn beside(tab: &mut Tab, page: &str) -> u64 {
    let mut notes = 0;
    for width in [1440, 1200] {
        tab.width(width);
        let found = tab.eval(BESIDE);
        let wrong = found["wrong"].as_array().expect("a list");
        assert!(wrong.is_empty(), "{page} at {width}: {wrong:#?}");
        notes += found["notes"].as_u64().unwrap_or(0);
    }
    tab.clean(page);
    notes
}

#[test]
fn notes_stand_beside_the_text_on_wide_screens() {
    let (guide, browser) = (guide(), Browser::start());
    let mut tab = Tab::open(&browser, &guide.root());
    tab.width(1440);
    let first = article(&mut tab, &guide, &guide.root());
    assert!(tab.shows(".note"), "the first note of {first} shows without a click");
    let mut notes = 0;
    for page in guide.pages_with("class=\"note\"") {
        tab.go(&format!("{}{page}", guide.root()));
        notes += beside(&mut tab, &page);
    }
    assert!(notes > 20, "only {notes} notes stand beside the text");
}

#[test]
fn notes_stand_beside_the_text_without_scripts() {
    let (guide, browser) = (guide(), Browser::start());
    for root in guide.places() {
        let mut tab = Tab::open(&browser, &root);
        tab.scripts(false);
        tab.width(1440);
        let first = article(&mut tab, &guide, &root);
        assert!(tab.shows(".note"), "the first note of {first} shows without a click");
        assert!(beside(&mut tab, &first) > 0);
    }
}

/// Opens the card of every number that shows, from wherever it stands, and says which go astray.
const EVERY: &str = r#"(() => {
    const wrong = [];
    let opened = 0;
    document.querySelectorAll('main details').forEach(it => it.open = true);
    for (const number of document.querySelectorAll('.note-ref')) {
        if (!number.checkVisibility()) continue;
        number.scrollIntoView({ block: 'center', behavior: 'instant' });
        const before = number.getBoundingClientRect().top;
        number.click();
        const note = document.getElementById(number.getAttribute('popovertarget'));
        const moved = Math.abs(number.getBoundingClientRect().top - before);
        const box = note.getBoundingClientRect();
        const inside = box.left >= 0 && box.right <= innerWidth + 1 && box.top >= 0 && box.bottom <= innerHeight + 1;
        if (!note.matches(':popover-open') || !box.height) wrong.push(`${note.id} does not open`);
        else if (!inside) wrong.push(`${note.id} opens out of sight: ${JSON.stringify(box)}`);
        if (moved > 2) wrong.push(`${note.id} moves the text by ${moved}`);
        if (note.matches(':popover-open')) note.hidePopover();
        opened += 1;
    }
    return { opened, wrong };
})()"#;

#[test]
fn every_card_opens_where_its_reader_is() {
    let (guide, browser) = (guide(), Browser::start());
    let mut tab = Tab::open(&browser, &guide.root());
    let mut opened = 0;
    for page in guide.pages_with("class=\"note\"") {
        tab.go(&format!("{}{page}", guide.root()));
        for width in [390, 820, 1440] {
            tab.width(width);
            let found = tab.eval(EVERY);
            let wrong = found["wrong"].as_array().expect("a list");
            assert!(wrong.is_empty(), "{page} at {width}: {wrong:#?}");
            opened += found["opened"].as_u64().unwrap_or(0);
        }
        tab.clean(&page);
    }
    assert!(opened > 100, "only {opened} cards opened");
}

/// What the margin has no room for at first: the dispute, the steps, how the wording was matched.
#[test]
fn a_note_in_the_margin_unfolds() {
    let (guide, browser) = (guide(), Browser::start());
    let places = guide.places();
    for (root, scripts) in places.iter().flat_map(|root| [(root, true), (root, false)]) {
        let mut tab = Tab::open(&browser, root);
        tab.scripts(scripts);
        tab.width(1440);
        let page = guide.pages_with("note-more note-steps").remove(0);
        tab.go(&format!("{root}{page}"));
        let more = ".note:not(.far) .note-more";
        assert!(!tab.shows(more), "{page}: the margin is short at first");
        tab.click(".note:not(.far) .note-unfold");
        assert!(tab.shows(more), "{page}: by mouse, scripts: {scripts}");
        tab.key(" ");
        assert!(!tab.shows(more), "{page}: and back by keyboard");
        tab.clean(&page);
    }
}
