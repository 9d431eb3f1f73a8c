//! Remarks that a wording draws by itself.
//!
//! In: the candidate that was chosen, and its core. Out: remarks on unclear hedges, hyphens in ranges, missing
//! units and wide ranges. Remarks that need the fact are made in `agree::remarks`.

use crate::value::error::quote;
use crate::value::grammar::{Body, Candidate};
use crate::value::{Core, Kind, Number, Remark, RemarkKind, Schema};
use std::ops::Range;

/// A range is wide from this factor between its ends.
const WIDE: i64 = 5;

/// The remarks of a wording.
pub(crate) fn on_wording(text: &str, schema: &Schema, candidate: &Candidate, core: &Core) -> Vec<Remark> {
    let mut out = Vec::new();
    let mut push = |kind, message: String, span: Range<usize>, replacement: Option<String>| {
        out.push(Remark { kind, message, span, replacement });
    };
    let q = quote(text, &candidate.core);
    if let Some(span) = &candidate.unclear {
        let message = format!("{} may be either side; about, nearly, just over?", quote(text, span));
        push(RemarkKind::UnclearHedge, message, span.clone(), None);
    }
    if let Body::Range { dash: Some(dash), .. } = &candidate.body {
        let message = format!("{q} should have an en dash");
        push(RemarkKind::RangeDash, message, dash.clone(), Some("–".to_string()));
    }
    let (first, what) = match core {
        Core::One(a) | Core::Range(a, _) => (a, implied_name(schema.kind)),
        _ => return out,
    };
    if let Some(what) = what.filter(|_| first.notation.implied) {
        push(RemarkKind::ImpliedUnit, format!("{q} has no {what}"), candidate.core.clone(), None);
    }
    if let Core::Range(a, b) = core
        && !a.value.is_negative()
        && !a.value.is_zero()
        && let Some(factor) = b.value.checked_div(&a.value)
        && factor >= Number::from(WIDE)
        && schema.kind.rounds()
    {
        let message = format!("{q} spans a factor of {}", factor.significant(2));
        push(RemarkKind::WideRange, message, candidate.core.clone(), None);
    }
    out
}

fn implied_name(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Money => Some("currency"),
        Kind::Percent | Kind::Change | Kind::PercentagePoint | Kind::Ratio | Kind::Duration => Some("unit"),
        Kind::Count
        | Kind::Ordinal
        | Kind::Scale
        | Kind::Date
        | Kind::Time
        | Kind::Level
        | Kind::Version
        | Kind::Boolean
        | Kind::Enum
        | Kind::Text => None,
    }
}
