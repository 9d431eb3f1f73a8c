//! What a chart asks for.
//!
//! In: its keys. Out: its kind, and whose values it shows, as written; what the kind needs has to be there. Does not
//! look anything up.

use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::parse::fields::{Fields, list};
use crate::text::{Spanned, named, suggestion};

named! {
    /// What a chart shows, by the words for `chart:`.
    pub(crate) enum ChartKind {
        /// Values as bars on one axis, a row for each source.
        PayLadder = "pay-ladder",
        /// How old facts are.
        FactAges = "fact-ages",
        /// How many questions each principle has in each stage.
        PrincipleCoverage = "principle-coverage",
        /// Minutes of each stage.
        StageMinutes = "stage-minutes",
    }
}

/// A chart as asked for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChartSpec {
    /// What it shows.
    pub kind: Spanned<ChartKind>,
    /// Its caption.
    pub title: Option<String>,
    /// Whose facts.
    pub subjects: Vec<Spanned<String>>,
    /// Which attributes.
    pub attributes: Vec<Spanned<String>>,
    /// Which processes.
    pub processes: Vec<Spanned<String>>,
}

/// Reads the keys of a chart.
///
/// # Errors
/// The kind is missing or unknown, or lacks what it needs.
pub(crate) fn read(fields: &mut Fields<'_>, findings: &mut Findings) -> Result<ChartSpec, Reported> {
    let kind = fields.needed("chart").and_then(|name| kind(&name, findings));
    let title = fields.text("title").map(|title| title.value);
    let (subjects, attributes) = (fields.several("subjects"), fields.several("attributes"));
    let processes = fields.texts("processes");
    let spec = ChartSpec { kind: kind?, title, subjects, attributes, processes };
    match missing(&spec) {
        Some(key) => {
            let message = format!("this chart needs `{key}`");
            Err(findings.report(Diagnostic::new(&lints::MISSING_KEY, spec.kind.span, message)))
        }
        None => Ok(spec),
    }
}

fn kind(name: &Spanned<String>, findings: &mut Findings) -> Result<Spanned<ChartKind>, Reported> {
    ChartKind::named(&name.value).map(|kind| Spanned::new(kind, name.span)).ok_or_else(|| {
        let names: Vec<&str> = ChartKind::ALL.iter().map(|kind| kind.name()).collect();
        let near = suggestion(&name.value, names.iter().copied());
        let message = format!("unknown chart `{}`{near}", name.value);
        let known = list(&names);
        findings.report(
            Diagnostic::new(&lints::WRONG_VALUE, name.span, message).help(format!("the charts are {known}")),
        )
    })
}

/// The first key that the kind needs and that is not there.
fn missing(spec: &ChartSpec) -> Option<&'static str> {
    match spec.kind.value {
        ChartKind::PayLadder if spec.subjects.is_empty() => Some("subjects"),
        ChartKind::PayLadder if spec.attributes.is_empty() => Some("attributes"),
        ChartKind::StageMinutes if spec.processes.is_empty() => Some("processes"),
        ChartKind::PayLadder
        | ChartKind::StageMinutes
        | ChartKind::FactAges
        | ChartKind::PrincipleCoverage => None,
    }
}
