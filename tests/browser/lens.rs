//! The author's lens: what is proven in the text, on the very figures that were checked, and what that rests on.

use crate::live::opened;
use crate::preview::{PANEL, write};
use crate::tab::Tab;
use serde_json::json;
use std::fs;
use std::path::Path;

fn with_facts(site: &Path) {
    let data = site.join("content/data/facts");
    fs::create_dir_all(&data).expect("folders");
    let put =
        |path: &str, text: &str| fs::write(site.join("content/data").join(path), text).expect("written");
    put("subjects.yaml", "exam: {label: The exam}\n");
    put(
        "attributes.yaml",
        "fee: {label: Fee, type: money, unit: USD}\nlength: {label: Length, type: duration}\n",
    );
    put(
        "sources.yaml",
        "office:\n  title: Examination office\n  publisher: Office\n  accessed: 2026-11-01\n  url: https://example.org/\n",
    );
    put("facts/exam.yaml", &facts("$260"));
    write(
        site,
        "a/exam.md",
        "---\ntitle: The exam\ndescription: What it takes.\nsubject: exam\n---\n\nThe fee is [$260](fact:fee), they say. It takes <fact:length>.\n\nOnce it was [$245](fact:fee), and 90 people sat it in 4 rooms for $12.\n",
    );
}

fn facts(fee: &str) -> String {
    format!(
        "subject: exam\nfacts:\n  - {{id: fee, value: {fee}, as-of: 2026-10, sources: [office]}}\n  - {{id: length, value: 2 hours, as-of: 2026-10, sources: [office]}}\n"
    )
}

/// The verdicts of the lens, each with the words that are marked on the page.
const MARKS: &str = r#"[...CSS.highlights].filter(([name]) => name.startsWith('prepress-') && name !== 'prepress-current')
    .flatMap(([name, ranges]) => [...ranges].map(range => name.slice(9) + ' ' + range)).sort().join('; ')"#;

/// The text of a part of the preview.
fn part(selector: &str) -> String {
    format!(
        "(() => {{ const part = document.querySelector('prepress-preview').shadowRoot.querySelector('{selector}'); return part && part.checkVisibility() ? part.innerText : ''; }})()"
    )
}

#[test]
fn the_lens_shows_what_is_proven() {
    let (site, _browser, _preview, mut tab) = opened(with_facts, "a/exam.html", &[]);
    assert_eq!(tab.eval(MARKS), "", "the lens is off");
    // By the keyboard.
    tab.eval(
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'l', altKey: true, bubbles: true})); 0",
    );
    tab.wait(&format!("({MARKS}).includes('supported $260')"), "what is proven is marked");
    let marks = tab.eval(MARKS);
    let marks = marks.as_str().expect("text");
    assert!(marks.contains("refuted $245") && marks.contains("inserted 2 hours"), "{marks}");
    assert!(marks.contains("unbacked $12"), "{marks}");
    let list = tab.eval(&part(".lens"));
    let list = list.as_str().expect("text");
    assert!(list.contains("1 refuted") && list.contains("$245"), "{list}");
    // The list opens what a mark rests on.
    tab.eval("[...document.querySelector('prepress-preview').shadowRoot.querySelectorAll('.words')].find(one => one.innerText.includes('$245')).click(); 0");
    tab.wait(&format!("{}.includes('exam/fee')", part(".lens")), "the fact of the mark");
    let list = tab.eval(&part(".lens"));
    assert!(list.as_str().expect("text").contains("Examination office"), "{list}");
    // By the mouse: a card at the words.
    let at = tab.eval(
        "(() => { const range = [...CSS.highlights.get('prepress-supported')][0].getBoundingClientRect(); return [range.left + 4, range.top + range.height / 2]; })()",
    );
    tab.call("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": at[0], "y": at[1] }));
    tab.wait(&format!("{}.includes('supported by a fact')", part(".card")), "the card");
    // The fact changes: the marks follow, and the sentences that it touches are named.
    fs::write(site.path().join("content/data/facts/exam.yaml"), facts("$245")).expect("written");
    tab.wait(
        &format!("({MARKS}).includes('supported $245') && ({MARKS}).includes('refuted $260')"),
        "the marks follow",
    );
    tab.eval(
        "document.querySelector('prepress-preview').shadowRoot.querySelector('.lens-toggle').click(); 0",
    );
    tab.wait(&format!("({MARKS}) === ''"), "the lens is off again");
    tab.clean("the lens");
}

#[test]
fn sentences_on_a_changed_fact_are_named_elsewhere() {
    let (site, _browser, _preview, mut tab) = opened(with_facts, "a/loop.html", &[]);
    tab.wait(&format!("{LENS}.querySelector('.summary').textContent !== ''"), "it listens");
    fs::write(site.path().join("content/data/facts/exam.yaml"), facts("$245")).expect("written");
    tab.wait(
        &format!("{PANEL}.includes('Sentences on facts that changed') && {PANEL}.includes('refuted: The fee is $260')"),
        "the touched sentence",
    );
}

#[test]
fn cells_of_a_changed_fact_are_named_elsewhere() {
    let write = |root: &Path| {
        with_facts(root);
        let page = "---\ntitle: Side by side\n---\n\n```comparison\nsubjects: [exam, other]\nattributes: [fee]\n```\n";
        fs::write(root.join("content/side.md"), page).expect("written");
        let subjects = "exam: {label: The exam}\nother: {label: The other}\n";
        fs::write(root.join("content/data/subjects.yaml"), subjects).expect("written");
    };
    let (site, _browser, _preview, mut tab) = opened(write, "a/loop.html", &[]);
    tab.wait(&format!("{LENS}.querySelector('.summary').textContent !== ''"), "it listens");
    fs::write(site.path().join("content/data/facts/exam.yaml"), facts("$245")).expect("written");
    tab.wait(
        &format!("{PANEL}.includes('Side by side') && {PANEL}.includes('cell: Fee, The exam')"),
        "the cell",
    );
}

/// The same with the words before each mark.
const PLACES: &str = r#"[...CSS.highlights].filter(([name]) => name !== 'prepress-current').flatMap(([name, ranges]) =>
    [...ranges].map(range => {
        const before = document.createRange();
        before.setStart(range.startContainer.parentElement.closest('p,li,td,h1,h2,h3,dd,summary,div'), 0);
        before.setEnd(range.startContainer, range.startOffset);
        const copy = before.cloneContents();
        copy.querySelectorAll('.note,.note-mark').forEach(note => note.remove());
        return `${name.slice(9)}: ${copy.textContent.replace(/\s+/g, ' ').trim().slice(-24)} [${range}]`;
    })).sort().join('\n')"#;

/// Entries of the list that have no mark.
const ELSEWHERE: &str = r#"[...document.querySelector('prepress-preview').shadowRoot.querySelectorAll('.lens-list > li')]
    .filter(entry => entry.querySelector('.line').textContent === 'not shown here')
    .map(entry => `${entry.className} ${entry.querySelector('strong').textContent}`).join('; ')"#;

const LENS: &str = "document.querySelector('prepress-preview').shadowRoot";

fn turn_on(tab: &mut Tab) {
    tab.eval(&format!("{LENS}.querySelector('.lens-toggle').click(); 0"));
    tab.wait(&format!("{LENS}.querySelectorAll('.words').length > 0"), "the list of claims");
}

/// Figures that stand near others with the same letters.
const NEAR: &str = r#"---
title: Near $40
description: It costs $41, they say.
subject: exam
---

In 2602 there are $260 and <fact:length>, for 12 hours a day and 2 hours at night.

The "$260 plan" is a name, and `$260` is code; it costs [$260](fact:fee) now. `[$260](fact:fee)` is code too.

Room B260 of $2600 is no fee; [[a/loop]] costs $260 as well.

<div>This block of HTML costs $77.</div>

A note stands here.[^1] And ![for $78](x.png) is a picture.

| what | fee |
| --- | --- |
| this | [$260](fact:fee) |
| that | $260 |

```comparison
subjects: [exam, other]
attributes: [fee]
```

[^1]: It was [$245](fact:fee), or $79.

After the note: bare $66, and **then *[$260](fact:fee)* again**.

| what | fee |
| --- | --- |
| this | [$260](fact:fee) |
| that | $260 |

## Mistakes to avoid

- BAD: Paying $81.
- GOOD: Paying [$260](fact:fee).

## FAQ

### Is it $82?

It is [$245](fact:fee), and $260 was it once.
"#;

const MARKED: [&str; 20] = [
    "inserted:  2602 there are $260 and [2 hours]",
    "refuted: It is [$245]",
    "refuted: It was [$245]",
    "supported:  [$260]",
    "supported:  [$260]",
    "supported: Paying [$260]",
    "supported: d $260 is code; it costs [$260]",
    "supported: note: bare $66, and then [$260]",
    "unbacked:  [$260]",
    "unbacked:  [$260]",
    "unbacked:  [Near $40]",
    "unbacked: , for 12 hours a day and [2 hours]",
    "unbacked: After the note: bare [$66]",
    "unbacked: In 2602 there are [$260]",
    "unbacked: It costs [$41]",
    "unbacked: It is $245, and [$260]",
    "unbacked: It was $245, or [$79]",
    "unbacked: Room B260 of [$2600]",
    "unbacked: re $260 and 2 hours, for [12 hours a day]",
    "unbacked: s no fee; The loop costs [$260]",
];

#[test]
fn marks_stand_on_the_very_figures_that_were_checked() {
    let add = |site: &Path| {
        with_facts(site);
        fs::write(
            site.join("content/data/subjects.yaml"),
            "exam: {label: The exam}\nother: {label: The other}\n",
        )
        .expect("written");
        let other = "subject: other\nfacts:\n  - {id: fee, value: $260, as-of: 2026-10, sources: [office]}\n";
        fs::write(site.join("content/data/facts/other.yaml"), other).expect("written");
        write(site, "a/near.md", NEAR);
    };
    let (_site, _browser, _preview, mut tab) = opened(add, "a/near.html", &[]);
    turn_on(&mut tab);
    let places = tab.eval(PLACES);
    assert_eq!(places.as_str().expect("text").lines().collect::<Vec<_>>(), MARKED);
    assert_eq!(tab.eval(ELSEWHERE), "unbacked $77; unbacked $78");
    // No mark stands on what is not written on the page.
    let on = "[...CSS.highlights.values()].flatMap(ranges => [...ranges]).filter(range => range.startContainer.parentElement.closest('code,.compare,.note,.evidence,.facts')).length";
    assert_eq!(tab.eval(on), 0);
}

#[test]
fn the_card_of_a_mark_can_be_reached_and_used() {
    let (_site, _browser, _preview, mut tab) = opened(with_facts, "a/exam.html", &[]);
    turn_on(&mut tab);
    let go = |tab: &mut Tab, expression: &str| {
        let at = tab.eval(&format!("(() => {{ const box = {expression}.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; }})()"));
        tab.call("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": at[0], "y": at[1] }));
        at
    };
    go(&mut tab, "[...CSS.highlights.get('prepress-supported')][0]");
    tab.wait(&format!("{}.includes('supported by a fact')", part(".card")), "the card");
    let at = go(&mut tab, &format!("{LENS}.querySelector('.card summary')"));
    for (kind, buttons) in [("mousePressed", 1), ("mouseReleased", 0)] {
        let event = json!({ "type": kind, "x": at[0], "y": at[1], "button": "left", "buttons": buttons, "clickCount": 1 });
        tab.call("Input.dispatchMouseEvent", event);
    }
    tab.wait(&format!("{LENS}.querySelector('.card details').open"), "how it was checked");
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert_ne!(tab.eval(&part(".card")), "", "the card stays under the pointer");
    tab.call("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": 5, "y": 5 }));
    tab.wait(&format!("{} === ''", part(".card")), "the card goes");
    tab.clean("the card");
}

#[test]
fn the_list_of_claims_is_walked_filtered_and_closed() {
    let many = |site: &Path| {
        with_facts(site);
        let mut text = "---\ntitle: Many\ndescription: Many figures.\nsubject: exam\n---\n\n".to_owned();
        for number in 10..50 {
            text.push_str(&format!("Somebody paid ${number} for it, and [$260](fact:fee) later.\n\n"));
        }
        text.push_str("At the end it was [$245](fact:fee).\n");
        write(site, "a/many.md", &text);
    };
    let (_site, _browser, _preview, mut tab) = opened(many, "a/many.html", &[]);
    tab.width(1200);
    turn_on(&mut tab);
    // The last entry opens within the list, and the page goes there.
    tab.eval(&format!("[...{LENS}.querySelectorAll('.words')].at(-1).click(); 0"));
    let inside = format!(
        "(() => {{ const [list, open] = ['.lens-list', '.lens-list > li:last-child .details'].map(one => {LENS}.querySelector(one).getBoundingClientRect()); return open.height > 0 && open.bottom <= list.bottom + 1; }})()"
    );
    assert_eq!(tab.eval(&inside), true);
    let seen = "(() => { const box = [...CSS.highlights.get('prepress-current')][0].getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight; })()";
    assert_eq!(tab.eval(seen), true);
    // Entries with the same words are told apart, and those of one verdict can be listed alone.
    let list = tab.eval(&part(".lens-list"));
    let list = list.as_str().expect("text");
    assert!(list.contains("Somebody paid $49 for it") && list.contains("At the end it was $245."), "{list}");
    tab.eval(&format!("{LENS}.querySelector('.kind.refuted').click(); 0"));
    let listed = format!(
        "[...{LENS}.querySelectorAll('.lens-list > li')].filter(one => one.checkVisibility()).length"
    );
    assert_eq!(tab.eval(&listed), 1);
    tab.eval(&format!("{LENS}.querySelector('.kind.refuted').click(); 0"));
    assert_eq!(tab.eval(&listed), 81);
    tab.eval(&format!("{LENS}.querySelector('.kind').focus(); 0"));
    tab.key("Escape");
    assert_eq!(tab.eval(&part(".lens")), "");
    assert_eq!(tab.eval(MARKS), "");
    tab.clean("the list");
}

#[test]
fn claims_of_the_data_that_a_page_shows_are_listed() {
    let with_list = |site: &Path| {
        with_facts(site);
        fs::create_dir_all(site.join("content/data/checklists")).expect("a folder");
        let list = "title: The day before\nsubject: exam\nitems:\n  - {id: pay, text: 'Pay [$260](fact:fee), once [$245](fact:fee).'}\n";
        fs::write(site.join("content/data/checklists/eve.yaml"), list).expect("written");
        write(
            site,
            "a/eve.md",
            "---\ntitle: The eve\ndescription: What to do.\nkind: checklist\nchecklist: eve\n---\n\nTick it.\n",
        );
    };
    let (_site, _browser, preview, mut tab) = opened(with_list, "a/eve.html", &[]);
    turn_on(&mut tab);
    let list = tab.eval(&part(".lens-list"));
    let list = list.as_str().expect("text");
    assert!(list.contains("$245") && list.contains("in data"), "{list}");
    // By the arrows.
    tab.eval(&format!("{LENS}.querySelector('.words').focus(); 0"));
    tab.key("ArrowDown");
    let second = format!("{LENS}.querySelectorAll('.words')[1] === {LENS}.activeElement");
    assert_eq!(tab.eval(&second), true);
    // A page without a text of its own says so.
    tab.go(&format!("{}facts/exam.html", preview.url));
    tab.wait(&format!("({}).includes('made from data')", part(".lens")), "what the lens does not cover");
    tab.clean("the lens on data");
}

#[test]
fn on_a_phone_nothing_lies_on_anything() {
    let (_site, _browser, _preview, mut tab) = opened(with_facts, "a/exam.html", &[]);
    tab.width(360);
    tab.call("Emulation.setTouchEmulationEnabled", json!({ "enabled": true }));
    tab.wait(&format!("{PANEL}.includes('value-mismatch')"), "the panel");
    let boxes = format!(
        r#"(() => {{
            const shown = ['.panel', '.lens', '.lens-toggle'].map(one => {LENS}.querySelector(one)).filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect());
            const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            const inside = shown.every(box => box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight);
            const high = shown.reduce((sum, box) => sum + box.height, 0) < innerHeight * 0.75;
            return inside && high && shown.every((a, at) => shown.slice(at + 1).every(b => apart(a, b)));
        }})()"#
    );
    assert_eq!(tab.eval(&boxes), true, "the lens is off");
    turn_on(&mut tab);
    assert_eq!(tab.eval(&boxes), true, "the lens is on");
    assert_eq!(tab.eval(&part(".lens-list")), "", "the list is folded");
    tab.eval(&format!("{LENS}.querySelector('.fold').click(); 0"));
    tab.settle();
    assert_eq!(tab.eval(&boxes), true, "the list is open");
    let small = format!(
        "[...{LENS}.querySelectorAll('.words, .fold, .toggle, .lens-toggle')].filter(one => one.getBoundingClientRect().height < 44).length"
    );
    assert_eq!(tab.eval(&small), 0, "fingers can press them");
    tab.eval(&format!("{LENS}.querySelector('.toggle').click(); 0"));
    tab.settle();
    assert_eq!(tab.eval(&boxes), true, "the panel is folded");
}

/// The least contrast of the lines of marks with the page.
const CONTRAST: &str = r#"(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
    const light = colour => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const paper = light(getComputedStyle(document.body).backgroundColor);
    return Math.min(...[...CSS.highlights.keys()].filter(name => name !== 'prepress-current').map(name => {
        const line = light(getComputedStyle(document.querySelector('main p'), `::highlight(${name})`).textDecorationColor);
        return (Math.max(line, paper) + 0.05) / (Math.min(line, paper) + 0.05);
    }));
})()"#;

#[test]
fn marks_are_seen_on_light_and_dark_pages_and_not_on_paper() {
    let all = |site: &Path| {
        with_facts(site);
        write(
            site,
            "a/all.md",
            "---\ntitle: All\ndescription: All of them.\nsubject: exam\n---\n\nIt is [$260](fact:fee) or [$245](fact:fee), takes <fact:length>, and [78% pass](source:office). [$12](fact:none \"an example\"), [$13](fact:todo) and $14 are others. It costs [some](fact:fee).\n",
        );
    };
    let (_site, _browser, _preview, mut tab) = opened(all, "a/all.html", &[]);
    turn_on(&mut tab);
    assert_eq!(
        tab.eval("[...CSS.highlights.keys()].sort().join(' ')"),
        "prepress-cited prepress-exempt prepress-inserted prepress-refuted prepress-supported prepress-todo prepress-unbacked prepress-unreadable"
    );
    for scheme in ["light", "dark"] {
        tab.media("", scheme);
        let least = tab.eval(CONTRAST).as_f64().expect("a number");
        assert!(least >= 4.5, "{scheme}: {least}");
    }
    tab.media("print", "light");
    let line = "getComputedStyle(document.querySelector('main p'), '::highlight(prepress-refuted)').textDecorationLine";
    assert_eq!(tab.eval(line), "none");
    assert_eq!(tab.eval(&part(".lens")), "");
    tab.media("", "light");
    assert_eq!(tab.eval(line), "underline");
}

#[test]
fn why_no_editor_opens_is_said_where_it_is_seen() {
    let (_site, _browser, _preview, mut tab) = opened(|_| (), "a/loop.html", &[]);
    assert_eq!(tab.eval(PANEL), "");
    tab.key("e");
    tab.wait(&format!("{PANEL}.includes('no editor is known')"), "the reason");
    tab.eval(&format!("{LENS}.querySelector('.close').click(); 0"));
    assert_eq!(tab.eval(PANEL), "");
}
