//! Records of the data that readers see nowhere.
//!
//! In: a checked site. Out: a finding for each process, rubric, plan, worksheet and set of principles that no view shows whole.
//! Checklists, questions and terms have pages of their own that list them all; facts and sources are `sources`' to judge.

use super::Checked;
use super::pages::CheckedPage;
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::{PlanId, PrincipleSetId, Process, ProcessId, RubricId, TextId, WorksheetId};
use crate::text::Spanned;
use crate::views::resolve::View;
use std::collections::BTreeSet;

/// What the views of all pages show.
#[derive(Default)]
struct Shown {
    processes: BTreeSet<ProcessId>,
    /// Processes of which a view shows names and days.
    on_an_axis: BTreeSet<ProcessId>,
    rubrics: BTreeSet<RubricId>,
    plans: BTreeSet<PlanId>,
    principles: BTreeSet<PrincipleSetId>,
    worksheets: BTreeSet<WorksheetId>,
}

impl Shown {
    fn add(&mut self, view: &View) {
        match view {
            View::Process(process) => drop(self.processes.insert(*process)),
            View::Timeline(processes) => self.on_an_axis.extend(processes),
            View::Chart(chart) => self.on_an_axis.extend(&chart.processes),
            View::Rubric(rubric) => drop(self.rubrics.insert(*rubric)),
            View::Plan(plan) => drop(self.plans.insert(*plan)),
            View::Worksheet(sheet) => drop(self.worksheets.insert(*sheet)),
            View::Principles(set) => drop(self.principles.insert(*set)),
            View::Comparison(_)
            | View::Checklist(_)
            | View::Facts(_)
            | View::Mistakes(_)
            | View::Questions(_) => {}
        }
    }
}

/// Reports records that no page shows, unless a page or a view that may show them could not be read, or something is
/// wrong with the record itself.
pub(crate) fn unshown(site: &Checked, findings: &mut Findings) {
    // A page of an unknown kind may be meant to show one.
    let odd = findings.has(&lints::UNKNOWN_KIND);
    if odd || !site.broken.is_empty() || site.pages.iter().any(lacks_a_view) {
        return;
    }
    let guide = &site.data.guide;
    let mut shown = Shown::default();
    site.pages.iter().flat_map(|page| page.all_views()).for_each(|view| shown.add(view));
    let faulty = findings.faulty_files();
    let mut report = |kind: &str, id: &Spanned<String>, help: &str| {
        if faulty.contains(&id.span.file) {
            return;
        }
        let message = format!("{kind} `{}` is shown on no page", id.value);
        let finding = Diagnostic::new(&lints::UNUSED_RECORD, id.span, message);
        findings.report(finding.help(help).caused_by(site.data.incomplete));
    };
    for (number, process) in guide.processes.iter_enumerated() {
        let told = shown.processes.contains(&number);
        if !told && !shown.on_an_axis.contains(&number) {
            report("process", &process.id, "give it a page: `kind: process` and `process: ID`");
        } else if !told && !texts(process).is_empty() {
            let help = "a timeline shows names and days only; a `process` block shows the texts";
            report("the text of process", &process.id, help);
        }
    }
    for (_, rubric) in guide.rubrics.iter_enumerated().filter(|(number, _)| !shown.rubrics.contains(number)) {
        report("rubric", &rubric.id, "give it a page: `kind: rubric` and `rubric: ID`");
    }
    for (_, plan) in guide.plans.iter_enumerated().filter(|(number, _)| !shown.plans.contains(number)) {
        report("plan", &plan.id, "give it a page: `kind: plan` and `plan: ID`");
    }
    let unshown = guide.worksheets.iter_enumerated().filter(|(number, _)| !shown.worksheets.contains(number));
    for (_, sheet) in unshown {
        report("worksheet", &sheet.id, "give it a page: `kind: worksheet` and `worksheet: ID`");
    }
    for (_, set) in
        guide.principles.iter_enumerated().filter(|(number, _)| !shown.principles.contains(number))
    {
        report("principles", &set.id, "give them a page: `kind: principles` and `principles: ID`");
    }
}

/// Whether a view of the page was reported.
fn lacks_a_view(page: &CheckedPage) -> bool {
    page.own_view.is_some() != page.page.own_view.is_some() || page.views.len() != page.page.views.len()
}

/// The texts of a process that only its own view shows.
fn texts(process: &Process) -> Vec<TextId> {
    let stages = process.stages.iter().flat_map(|stage| stage.text.iter().chain(&stage.prepare));
    process.description.iter().chain(&process.total.because).chain(stages).copied().collect()
}
