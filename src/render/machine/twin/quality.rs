//! The page of data quality as Markdown.
//!
//! In: what that page shows. Out: its tables, and the rules with what they come to.

use super::pen::{Pen, blocks, one_line};
use super::{reports, table, view};
use crate::render::pages::quality::{self, Report};
use crate::render::reports::{RuleView, ShareView, TallyView};

pub(super) fn text(pen: &Pen<'_>) -> String {
    let report = quality::report(pen.site);
    let rules = report.rules.iter();
    let (held, failed): (Vec<&RuleView>, Vec<&RuleView>) = rules.partition(|rule| rule.truth == "holds");
    let (refuted, broken): (Vec<&RuleView>, Vec<&RuleView>) =
        failed.into_iter().partition(|rule| rule.level == "info");
    let part = |title: &str, rules: &[&RuleView]| {
        let head = std::iter::once(Some(format!("## {title}")));
        (!rules.is_empty()).then(|| blocks(head.chain(rules.iter().map(|one| Some(rule(pen, one))))))
    };
    let ages = report.ages.as_ref().map(|ages| view::drawn(pen, ages));
    blocks([
        Some(coverage(pen, &report)),
        ages.map(|ages| format!("## How old the facts are\n\n{ages}")),
        shares("How they were found out", "Method", &report.methods),
        shares("How many voices stand behind them", "Behind the fact", &report.origins),
        part("Rules that are broken", &broken),
        part("Claims that do not hold", &refuted),
        part("Rules that hold", &held),
    ])
}

fn coverage(pen: &Pen<'_>, report: &Report) -> String {
    let head = "## What backs the figures".to_owned();
    let total = &report.total;
    if total.figures == 0 {
        return blocks([Some(head), Some("The text has no figures.".to_owned())]);
    }
    let all = [
        format!("- Backed: {} of {} figures by facts, rules or citations", total.coverage, total.figures),
        format!("- Strictly: {} by facts that are sourced, fresh and undisputed", total.strict),
        format!("- Open: {} backed by nothing, {} awaiting a source", total.unbacked, total.todo),
        format!(
            "- Set aside: {} exempt with a reason, {} in advice, quotations and counts of lists",
            total.exempt, total.aside
        ),
    ];
    let [kinds, files] = [("Kind of figure", &report.kinds), ("Page", &report.files)]
        .map(|(title, rows)| tallies(pen, title, rows));
    blocks([Some(head), Some(all.join("\n")), kinds, files])
}

fn tallies(pen: &Pen<'_>, title: &str, rows: &[TallyView]) -> Option<String> {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let label =
                row.path.as_ref().map_or_else(|| row.label.clone(), |path| pen.link(&row.label, path));
            let open = (row.todo + row.unbacked).to_string();
            vec![label, row.figures.to_string(), row.coverage.clone(), row.strict.clone(), open]
        })
        .collect();
    (!rows.is_empty()).then(|| table::with([title, "Figures", "Backed", "Strictly", "Open"], &rows))
}

fn shares(title: &str, what: &str, rows: &[ShareView]) -> Option<String> {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| vec![row.label.clone(), row.count.to_string(), row.share.clone()]).collect();
    (!rows.is_empty()).then(|| format!("## {title}\n\n{}", table::with([what, "Facts", "Share"], &rows)))
}

fn rule(pen: &Pen<'_>, rule: &RuleView) -> String {
    let truth = match rule.truth {
        "holds" => "Holds",
        "fails" => "Does not hold",
        "undetermined" => "Can be neither shown nor ruled out: the values overlap",
        _ => "Cannot be tried: a fact is missing",
    };
    let formula = one_line(&rule.formula).replace('`', "");
    let steps: Vec<String> = rule.steps.iter().map(|step| format!("- {}", one_line(step))).collect();
    let facts =
        rule.facts.iter().map(|fact| format!("- {}: {}", pen.link(&fact.label, &fact.path), fact.value));
    let facts = facts.collect::<Vec<_>>().join("\n");
    let facts = (!facts.is_empty()).then(|| format!("Facts behind it:\n\n{facts}"));
    blocks([
        Some(format!("### {}", one_line(&rule.says))),
        Some(format!("{truth}. `{formula}`")),
        Some(steps.join("\n")),
        facts,
        reports::used(pen, &rule.uses),
    ])
}
