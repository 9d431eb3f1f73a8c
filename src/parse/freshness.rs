//! `freshness:`, of the site and of an attribute.
//!
//! In: the key's value. Out: the limits. Does not know how old anything is.

use super::fields::Fields;
use super::yaml::{Node, Value};
use crate::diag::Findings;
use crate::model::Freshness;

/// The word for values that do not grow old.
const NEVER: &str = "never";

/// Reads `freshness:`; `None` where nothing is said. `never` sets no limit, and says so.
pub(super) fn freshness(fields: &mut Fields<'_>, findings: &mut Findings) -> Option<Freshness> {
    let node = fields.node("freshness")?;
    match &node.value {
        Value::Scalar(word) if word == NEVER => Some(Freshness::default()),
        Value::Scalar(_) => {
            let message = format!("`freshness` must be `{{warn-after: 12 months}}` or `{NEVER}`");
            fields.wrong(node.span, message);
            None
        }
        _ => limits(node, findings),
    }
}

fn limits(node: &Node, findings: &mut Findings) -> Option<Freshness> {
    let mut inner = Fields::of(node, "freshness", findings)?;
    let months = "a span such as `12 months` or `2 years`";
    let warn_after = inner.parsed("warn-after", months, span_in_months).map(|months| months.value);
    let error_after = inner.parsed("error-after", months, span_in_months).map(|months| months.value);
    inner.finish(findings);
    Some(Freshness { warn_after, error_after })
}

fn span_in_months(text: &str) -> Option<i32> {
    let (number, unit) = text.trim().split_once(' ')?;
    let number: i32 = number.parse().ok().filter(|n| (0..=1200).contains(n))?;
    match unit.trim() {
        "month" | "months" => Some(number),
        "year" | "years" => Some(number * 12),
        _ => None,
    }
}
