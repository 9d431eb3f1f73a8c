//! A value of an attribute, as an example.
//!
//! In: the schema. Out: a text that its facts may hold, for messages on texts that they may not. Says nothing of what
//! is likely: that is the author's to know.

use super::stored::format;
use crate::value::{Amount, Form, Kind, Number, Schema, Shape, Stored, Unit, read_stored};

/// A text that reads as a value of the schema; none for free words.
#[must_use]
pub fn example_of(schema: &Schema) -> Option<String> {
    let amount = |number: i64, unit: &Unit| {
        let factor = unit.factor();
        let amount = Amount::exact(&Number::from(number) * &factor, factor, unit.clone());
        format(&Stored { shape: Shape::Point(amount), literal: None, approximate: false }, schema, Form::Long)
    };
    let text = match schema.kind {
        Kind::Money => amount(100, &schema.unit),
        Kind::Duration | Kind::Count => amount(3, &schema.unit),
        Kind::Scale => amount(4, &schema.unit),
        Kind::Percent => "18%".to_owned(),
        Kind::PercentagePoint => "3 percentage points".to_owned(),
        Kind::Change => "+18%".to_owned(),
        Kind::Ratio => "1.5x".to_owned(),
        Kind::Ordinal => "third".to_owned(),
        Kind::Date => "2026-06-14".to_owned(),
        Kind::Time => "9:30 am".to_owned(),
        Kind::Level => "L5".to_owned(),
        Kind::Version => "1.31".to_owned(),
        Kind::Boolean => "yes".to_owned(),
        Kind::Enum => schema.values.first()?.id.clone(),
        Kind::Text => return None,
    };
    read_stored(&text, schema).is_ok().then_some(text)
}
