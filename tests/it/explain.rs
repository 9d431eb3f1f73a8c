//! Every lint's page is a test: its example fires exactly that lint, its repair is clean.

use crate::site::{self, Site};
use prepress::diag::{Level, Levels};
use prepress::lints;
use std::path::Path;

/// Fenced files of the section `## heading`: path and text.
fn files(page: &str, heading: &str) -> Vec<(String, String)> {
    let start = page.find(&format!("\n## {heading}\n")).map_or(page.len(), |at| at + 1);
    let section = &page[start..];
    let mut found = Vec::new();
    let mut fence: Option<(String, Option<String>, String)> = None;
    for line in section.lines().skip(1) {
        match &mut fence {
            None if line.starts_with("## ") => break,
            None if line.starts_with("```") => {
                let marks: String = line.chars().take_while(|c| *c == '`').collect();
                let path = line[marks.len()..].split_once(' ').map(|(_, path)| path.trim().to_owned());
                fence = Some((marks, path, String::new()));
            }
            None => {}
            Some((marks, path, text)) => {
                if line.trim_end() == marks {
                    found.extend(path.take().map(|path| (path, std::mem::take(text))));
                    fence = None;
                } else {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    found
}

fn overlaid(base: &Site, files: &[(String, String)]) -> Site {
    let mut site = base.clone();
    for (path, text) in files {
        site::put(&mut site, path, text);
    }
    site
}

#[test]
fn examples_fire_their_lint_and_repairs_are_clean() {
    let demo = site::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lints/demo"));
    let mut wrong = Vec::new();
    let clean = site::build(demo.clone());
    assert!(clean.findings.is_empty(), "the demo site is not clean:\n{}", clean.human());
    let mut tried = 0;
    for lint in lints::ALL {
        let (example, instead) = (files(lint.explain, "Example"), files(lint.explain, "Instead"));
        if example.is_empty() {
            continue;
        }
        tried += 1;
        let mut levels = Levels::default();
        if lint.default_level() == Level::Allow {
            levels.set(lint.name, Level::Warn).expect("the lint exists");
        }
        let bad = overlaid(&demo, &example);
        let good = site::build_with(overlaid(&bad, &instead), levels.clone());
        let bad = site::build_with(bad, levels);
        let mut names: Vec<_> = bad.findings.iter().map(|finding| finding.lint.name).collect();
        names.dedup();
        if names != [lint.name] {
            wrong.push(format!("{}: the example fires {names:?}\n{}", lint.name, bad.human()));
        }
        if !good.findings.is_empty() {
            wrong.push(format!("{}: the repair is not clean\n{}", lint.name, good.human()));
        }
    }
    assert!(tried * 10 > lints::ALL.len() * 9, "only {tried} pages have an example");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
