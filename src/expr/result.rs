//! From a result to the value of a fact.
//!
//! In: a computed value and the schema of the attribute it belongs to. Out: `Stored`, whose amounts carry as spread
//! what the inputs leave open; or a sentence that says why the result is no value of the attribute. Checks no
//! plausibility and no shape.

use super::measure::{Measure, common};
use super::operand::{Dates, Quantity, Value, Word, at};
use super::sets;
use super::show::wanted;
use crate::value::{Amount, Interval, Kind, Number, Schema, Shape, Stored, Unit, read_stored};

impl Value {
    /// The value as one of an attribute.
    ///
    /// # Errors
    /// A sentence when its unit is not the attribute's, or when it may be any number.
    pub fn to_stored(&self, schema: &Schema) -> Result<Stored, String> {
        match self {
            Value::Quantity(q) => quantity(q, schema),
            Value::Dates(d) if schema.kind == Kind::Date => {
                let shape =
                    if d.first == d.last { Shape::Date(d.first) } else { Shape::Dates(d.first, d.last) };
                Ok(Stored { shape, literal: None, approximate: false })
            }
            Value::Dates(Dates { .. }) => Err(misfit("a date", schema)),
            Value::Word(w) => word(w, schema),
        }
    }
}

fn misfit(found: &str, schema: &Schema) -> String {
    format!("the result is {found}, the attribute holds {}", wanted(schema))
}

fn word(w: &Word, schema: &Schema) -> Result<Stored, String> {
    let as_word = || Stored { shape: Shape::Word(w.text.clone()), literal: None, approximate: false };
    match schema.kind {
        kind if kind == w.kind && matches!(kind, Kind::Boolean | Kind::Level) => Ok(as_word()),
        Kind::Enum | Kind::Text | Kind::Version | Kind::Boolean => {
            let mut stored = read_stored(&w.text, schema).map_err(|e| e.message)?;
            stored.literal = None;
            Ok(stored)
        }
        _ => Err(misfit(&format!("the word `{}`", w.text), schema)),
    }
}

fn quantity(q: &Quantity, schema: &Schema) -> Result<Stored, String> {
    let Some((unit, by)) = unit(q, schema) else {
        let found = match (q.measure.kind, &q.measure.unit) {
            (Kind::Change, _) => Kind::Change.noun().to_string(),
            _ => q.measure.name(),
        };
        return Err(misfit(&found, schema));
    };
    let scaled = Quantity { set: q.set.scaled(&by), loose: q.loose.scaled(&by), ..q.clone() };
    if schema.kind == Kind::Scale
        && let Unit::Score(max) = &unit
        && !scaled.set.subset_of(&Interval::closed(Number::zero(), max.clone()))
    {
        return Err(format!("the result, {}, is not a score out of {max}", q.show()));
    }
    let shape = scaled.shape(&unit).ok_or("the result may be any number")?;
    Ok(Stored { shape, literal: None, approximate: q.approximate })
}

/// The unit of the stored amounts, and what the numbers are multiplied by.
fn unit(q: &Quantity, schema: &Schema) -> Option<(Unit, Number)> {
    let own = &q.measure;
    let same = (schema.unit.clone(), Number::one());
    let hundred = Number::from(100);
    match (schema.kind, &own.unit) {
        // A share of what there was is no change of it; a literal says nothing of either.
        (Kind::Percent, Unit::Percent) => (own.kind != Kind::Change || own.open).then_some(same),
        (Kind::Change, Unit::Percent) => (own.kind != Kind::Percent || own.open).then_some(same),
        (Kind::Percent, Unit::Times) => Some((Unit::Percent, hundred)),
        (Kind::Ratio, Unit::Percent) if own.kind != Kind::Change => {
            Some((Unit::Times, Number::one().over(100)))
        }
        (Kind::Ratio | Kind::Scale | Kind::Ordinal | Kind::Count, Unit::Plain) => Some(same),
        (Kind::Level, Unit::Level(_) | Unit::Rung(_)) => Some((own.unit.clone(), Number::one())),
        (Kind::Duration, Unit::Time(unit)) => {
            let rates = own.period == schema.period || (own.open && own.period.is_none());
            let family = schema.unit.family() == Some(unit.family());
            match (rates, family, schema.bare) {
                (true, true, true) => Some(same),
                (true, _, false) => Some((own.unit.clone(), Number::one())),
                _ => None,
            }
        }
        _ => {
            let wanted = Measure::of_schema(schema);
            match own.unit_in(&wanted) {
                Some(by) if own.period == wanted.period => Some((schema.unit.clone(), by)),
                _ => common(own, &wanted).ok().map(|_| same),
            }
        }
    }
}

impl Quantity {
    /// The shape of the set in a unit; `None` when both ends are missing.
    pub(super) fn shape(&self, unit: &Unit) -> Option<Shape> {
        let exact = |n: &Number| Amount::computed(n.clone(), unit.clone());
        let around = |n: &Number, by: &Number| {
            let spread = (!by.is_zero()).then(|| (n - by, n + by));
            Amount { spread, ..exact(n) }
        };
        let (low, high) = sets::slack(&self.set, &self.loose);
        Some(match (&self.set.lo, &self.set.hi) {
            (Some(a), Some(b)) if a.at == b.at => {
                let spread = match (at(&self.loose.lo), at(&self.loose.hi)) {
                    (Some(p), Some(q)) if p != q => Some((p.clone(), q.clone())),
                    _ => None,
                };
                Shape::Point(Amount { spread, ..exact(&a.at) })
            }
            (Some(a), Some(b)) => Shape::Range(around(&a.at, &low), around(&b.at, &high)),
            (Some(a), None) => Shape::AtLeast(exact(&a.at), a.open),
            (None, Some(b)) => Shape::AtMost(exact(&b.at), b.open),
            (None, None) => return None,
        })
    }
}
