//! Every step of one verdict.
//!
//! In: a place in a file. Out: the claim that stands there, and how its verdict came about: the target, the
//! facts that were considered, how the words were read, what they were compared with.

use super::bound::all;
use crate::check::{Checked, Trace};
use crate::diag::Findings;
use crate::text::Files;

/// The steps of one verdict.
#[derive(Debug, Clone)]
pub struct Steps {
    /// The claim's words.
    pub wording: String,
    /// What it is bound to, as written.
    pub target: String,
    /// Where it stands.
    pub place: String,
    /// One sentence each.
    pub steps: Vec<String>,
}

/// Why there are no steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepsError {
    /// The site has no such file.
    NoFile,
    /// No claim stands there; the nearest ones of the file, as places.
    NoClaim(Vec<String>),
}

/// The steps of the claim at a line and a column, both from 1; without a column, of the first claim of the
/// line.
///
/// # Errors
/// There is no such file, or no claim there.
pub(crate) fn steps(
    site: &Checked,
    files: &Files,
    path: &str,
    line: usize,
    column: Option<usize>,
) -> Result<Steps, StepsError> {
    let file = files.find(path).ok_or(StepsError::NoFile)?;
    let lines = files.lines(file);
    let bound = all(site);
    let own: Vec<_> = bound.iter().filter(|one| one.binding.span.file == file).collect();
    let holds = |one: &&&super::bound::Bound<'_>| {
        let from = one.binding.span.start.min(one.binding.words_span.start) as usize;
        let (start, end) = (lines.position(from), lines.position(one.binding.span.end as usize));
        match column {
            Some(column) => {
                (start.line, start.column) <= (line, column) && (line, column) < (end.line, end.column)
            }
            None => start.line <= line && line <= end.line,
        }
    };
    let Some(found) = own.iter().find(holds) else {
        let mut near: Vec<_> =
            own.iter().map(|one| lines.position(one.binding.span.start as usize)).collect();
        near.sort_by_key(|at| (at.line.abs_diff(line), at.column.abs_diff(column.unwrap_or(1))));
        let near = near.iter().take(3).map(|at| format!("{path}:{}:{}", at.line, at.column)).collect();
        return Err(StepsError::NoClaim(near));
    };
    let mut trace = Trace::listening();
    let mut findings = Findings::default();
    let claim = site.checker().traced(found.binding, found.subject, &mut findings, &mut trace);
    let mut steps = trace.steps();
    for finding in findings.into_vec() {
        steps.push(format!("{}: {}", finding.lint.name, finding.message));
        steps.extend(finding.notes);
    }
    Ok(Steps {
        wording: claim.wording,
        target: found.binding.destination.clone(),
        place: super::place(found.binding.words_span, files),
        steps,
    })
}

impl Steps {
    /// A numbered list.
    pub fn text(&self) -> String {
        let mut out = format!("{}\n[{}]({})\n\n", self.place, self.wording.trim(), self.target);
        for (number, step) in self.steps.iter().enumerate() {
            out.push_str(&format!("{:>3}. {step}\n", number + 1));
        }
        out
    }
}
