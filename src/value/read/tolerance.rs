//! Tolerances.
//!
//! In: the text of a tolerance and the schema. Out: [`Margin`], a share or a distance. What it allows is decided in
//! `agree`.

use super::wording::read_wording;
use crate::value::{Core, Kind, Margin, Misread, Number, ReadError, Schema, SchemaError, Unit};

impl Schema {
    /// Reads a tolerance: `10%` is a share, a value of the kind (`$5K`, `1 week`, `1 pp`) a distance.
    ///
    /// # Errors
    /// [`SchemaError::BadTolerance`] when it is neither, or negative.
    pub fn margin(&self, text: &str) -> Result<Margin, SchemaError> {
        let bad = |why: String| SchemaError::BadTolerance { text: text.to_string(), why };
        let plain = text.trim().trim_end_matches('%').trim();
        let margin = if text.trim().ends_with('%') {
            let share = Number::parse(plain).ok_or_else(|| bad("write a percentage such as `10%`".into()))?;
            Margin::Share(share.over(100))
        } else {
            Margin::Absolute(distance(text, self).map_err(|e| bad(e.message))?)
        };
        let negative = match &margin {
            Margin::Share(n) | Margin::Absolute(n) => n.is_negative(),
        };
        if negative { Err(bad("it is negative".into())) } else { Ok(margin) }
    }
}

/// A distance in the base unit of the kind, for tolerances: `$5K`, `1 week`, `1 pp`.
pub(crate) fn distance(text: &str, schema: &Schema) -> Result<Number, ReadError> {
    let kind = match schema.kind {
        Kind::Percent | Kind::Change => Kind::PercentagePoint,
        other => other,
    };
    let schema = Schema {
        kind,
        unit: if kind == schema.kind { schema.unit.clone() } else { Unit::Points },
        ..schema.clone()
    };
    match read_wording(text, &schema)?.core {
        Core::One(amount) => Ok(amount.value),
        _ => Err(ReadError::new(
            Misread::MalformedFigure,
            0..text.len(),
            "a tolerance is one figure".to_string(),
        )),
    }
}
