//! Wide tables of an author's text: cards on phones, tables elsewhere and on paper, and the same table for screen readers.

use crate::chrome::Browser;
use crate::guide::Guide;
use crate::tab::Tab;
use serde_json::{Value, json};

const PAGE: &str = "---
title: Home
---
| Round | Interviewer | Minutes | What is asked |
|---|---|---:|---|
| Screen | A recruiter | 30 | Why this company, why now |
| | The hiring manager | 45 | One project in depth, with numbers and names |

| Mistake | Why it happens | What to do instead | Cost |
|---|---|---|---|
| Rushing | Time is short, so people answer the question that they expected and not the one that stands there. | Read twice. | High |

| Level | Base | Stock | Bonus |
|---|---:|---:|---:|
| L4 | 180 | 20 | 10 |
";

fn site() -> Guide {
    Guide::of(&[("prepress.yaml", "title: Acme\nlints: {coverage: allow}\n"), ("content/index.md", PAGE)])
}

/// The roles and names of a table and all in it, as a screen reader is told.
fn told(tab: &mut Tab, table: usize) -> Vec<String> {
    let expression = format!("document.querySelectorAll('main table')[{table}]");
    let object = tab.call("Runtime.evaluate", json!({"expression": expression}));
    let node = tab.call("Accessibility.queryAXTree", json!({"objectId": object["result"]["objectId"]}));
    let nodes = node["nodes"].as_array().expect("nodes");
    let text = |value: &Value| value["value"].as_str().unwrap_or("").to_owned();
    nodes
        .iter()
        .filter(|node| node["ignored"] == false)
        .map(|node| format!("{} {}", text(&node["role"]), text(&node["name"])).trim().to_owned())
        .filter(|said| {
            ["table", "row", "cell", "columnheader", "rowheader"]
                .contains(&said.split(' ').next().unwrap_or(""))
        })
        .collect()
}

/// Where parts of the page are: left, top, width, height.
fn boxes(tab: &mut Tab, selector: &str) -> Vec<[f64; 4]> {
    let found = tab.eval(&format!(
        "[...document.querySelectorAll('{selector}')].map(it => it.getBoundingClientRect()).map(it => [it.left, it.top, it.width, it.height])"
    ));
    serde_json::from_value(found).expect("boxes")
}

#[test]
fn rows_of_wide_tables_are_cards_on_phones_only() {
    let (guide, browser) = (site(), Browser::start());
    let root = guide.root();
    for scripts in [true, false] {
        let mut tab = Tab::open(&browser, &root);
        tab.scripts(scripts);
        tab.go(&format!("{root}index.html"));
        tab.width(1280);
        let wide = told(&mut tab, 0);
        let cells = boxes(&mut tab, ".cards:not(.cards-long) tbody tr:first-child > *");
        assert!(cells.iter().all(|cell| cell[1] == cells[0][1]), "one line: {cells:?}");
        tab.width(390);
        let cells = boxes(&mut tab, ".cards:not(.cards-long) tbody tr:first-child > *");
        assert!(
            cells.windows(2).all(|pair| pair[1][1] >= pair[0][1] + pair[0][3] - 1.0),
            "below each other: {cells:?}"
        );
        let name = |tab: &mut Tab, selector: &str| {
            tab.eval(&format!(
                "getComputedStyle(document.querySelector('{selector}'), '::before').content.split(' / ')[0]"
            ))
        };
        assert_eq!(name(&mut tab, ".cards td"), "\"Interviewer\"");
        assert_eq!(name(&mut tab, ".cards th[scope=row]"), "none");
        // The name stands beside a short cell, and above a long one.
        let left = "(cell => { const range = document.createRange(); range.selectNodeContents(cell); return range.getBoundingClientRect().left - cell.getBoundingClientRect().left; })(document.querySelector('#'))";
        let left = |tab: &mut Tab, selector: &str| {
            tab.eval(&left.replace('#', selector)).as_f64().expect("a number")
        };
        assert!(left(&mut tab, ".cards:not(.cards-long) td[data-label]") > 100.0);
        assert!(left(&mut tab, ".cards-long td[data-label]") < 2.0);
        // The head is not seen, and nothing is wider than the window, down to the narrowest.
        for width in [390, 320] {
            tab.width(width);
            assert_eq!(tab.eval("document.documentElement.scrollWidth <= innerWidth"), true, "{width}");
            assert_eq!(
                tab.eval(
                    "[...document.querySelectorAll('.cards')].every(it => it.scrollWidth <= it.clientWidth)"
                ),
                true,
                "{width}"
            );
        }
        // The table that fits is one.
        let cells = boxes(&mut tab, ".table:not(.cards) tbody tr > *");
        assert!(cells.len() == 4 && cells.iter().all(|cell| cell[1] == cells[0][1]), "{cells:?}");
        // A screen reader is told the same.
        let narrow = told(&mut tab, 0);
        assert_eq!(narrow, wide, "scripts: {scripts}");
        assert!(narrow[0].starts_with("table Table: Round"), "{narrow:?}");
        for said in ["columnheader Interviewer", "rowheader Screen", "cell 30", "cell The hiring manager"] {
            assert!(narrow.contains(&said.to_owned()), "{said}: {narrow:?}");
        }
        // Paper is as narrow, and has tables.
        tab.call("Emulation.setEmulatedMedia", json!({"media": "print"}));
        tab.width(390);
        let cells = boxes(&mut tab, ".cards:not(.cards-long) tbody tr:first-child > *");
        assert!(cells.iter().all(|cell| cell[1] == cells[0][1]), "on paper: {cells:?}");
        tab.call("Emulation.setEmulatedMedia", json!({"media": ""}));
        tab.clean(&root);
    }
}
