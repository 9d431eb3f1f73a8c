//! Units of operands, and which two of them go together.
//!
//! In: the kind, unit and period of two operands. Out: the [`Measure`] they share, or why they share none. The
//! arithmetic on units is in `algebra`. Nothing is converted that does not convert exactly.

use crate::value::{Currency, Family, Kind, MeasureUnit, Number, Period, Schema, Unit, plural, singular};

/// What the numbers of a quantity count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The kind; plain numbers are counts.
    pub kind: Kind,
    /// The unit, whose base the numbers are in.
    pub unit: Unit,
    /// What a rate is per.
    pub period: Option<Period>,
    /// What a price is for one of.
    pub thing: Option<String>,
    /// Other nouns that count the same things, in the singular.
    pub nouns: Vec<String>,
    /// Whether it was written in the expression, so that what it leaves open (a period, which dollar) is that of the
    /// operand beside it.
    pub open: bool,
    /// Whether it was written with a bare `$`, which may be any dollar.
    pub dollar: bool,
}

impl Measure {
    /// A unit of a kind.
    #[must_use]
    pub fn new(kind: Kind, unit: Unit) -> Self {
        Self { kind, unit, period: None, thing: None, nouns: Vec::new(), open: false, dollar: false }
    }

    /// No unit.
    #[must_use]
    pub fn plain() -> Self {
        Self::new(Kind::Count, Unit::Plain)
    }

    /// The unit and period of an attribute.
    #[must_use]
    pub fn of_schema(schema: &Schema) -> Self {
        let unit = match &schema.unit {
            Unit::Count(noun) if noun.is_empty() => Unit::Plain,
            unit => unit.clone(),
        };
        let nouns = schema.nouns.iter().map(|words| singular(&words.join(" "))).collect();
        let (period, thing) = (schema.period, schema.thing.clone());
        Self { kind: schema.kind, unit, period, thing, nouns, open: false, dollar: false }
    }

    /// Whether it is a plain number.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.unit == Unit::Plain
    }

    /// The name of the unit, for messages: `USD/year`, `weeks`, `percentage points`.
    #[must_use]
    pub fn name(&self) -> String {
        let unit = match &self.unit {
            Unit::Money(currency) => currency.code().to_string(),
            Unit::Percent => "percent".to_string(),
            Unit::Points => "percentage points".to_string(),
            Unit::Times => "a multiple".to_string(),
            Unit::Time(unit) => plural(unit.noun()),
            Unit::Count(noun) => plural(noun),
            Unit::Ordinal => "an ordinal".to_string(),
            Unit::Clock(_) => "a time of day".to_string(),
            Unit::Score(max) => format!("a score out of {max}"),
            Unit::Level(letters) => format!("a level {letters}"),
            Unit::Rung(_) => "a level".to_string(),
            Unit::Plain => "a plain number".to_string(),
        };
        let unit = self.thing.as_ref().map_or(unit.clone(), |thing| format!("{unit}/{thing}"));
        match self.period {
            Some(period) => format!("{unit}/{period}"),
            None => unit,
        }
    }

    /// The schema that writes it.
    pub(super) fn schema(&self) -> Option<Schema> {
        let currency = match &self.unit {
            Unit::Money(currency) => currency.code(),
            Unit::Score(_) => "1",
            _ => "",
        };
        let mut schema = Schema::new(self.kind, Some(currency)).ok()?;
        schema.unit = self.unit.clone();
        schema.period = self.period;
        schema.thing.clone_from(&self.thing);
        Some(schema)
    }

    /// How many of the unit of measure of another one of its own is; nothing where they are the same or do not convert.
    pub(super) fn unit_in(&self, other: &Measure) -> Option<Number> {
        let measured = |measure: &Measure| match &measure.unit {
            Unit::Count(noun) => MeasureUnit::named(noun),
            _ => None,
        };
        let (own, other) = (measured(self)?, measured(other)?);
        let same = own != other && own.dimension() == other.dimension();
        if same { own.size().checked_div(&other.size()) } else { None }
    }

    /// Whether it counts what a price is for one of.
    pub(super) fn counts(&self, thing: &str) -> bool {
        let own = |noun: &String| singular(noun) == thing || noun == thing;
        matches!(&self.unit, Unit::Count(noun) if own(noun)) || self.nouns.iter().any(own)
    }

    fn counts_same(&self, other: &Measure) -> bool {
        let all = |m: &Measure| {
            let own = match &m.unit {
                Unit::Count(noun) => vec![singular(noun)],
                _ => Vec::new(),
            };
            [own, m.nouns.clone()].concat()
        };
        let others = all(other);
        all(self).iter().any(|noun| others.contains(noun))
    }
}

/// The measure of two operands that are added or compared, or why there is none.
pub(super) fn common(a: &Measure, b: &Measure) -> Result<Measure, &'static str> {
    let unit = unit(a, b)?;
    let period = match (a.period, b.period) {
        (p, q) if p == q => p,
        (None, p) if a.open => p,
        (p, None) if b.open => p,
        (Some(_), Some(_)) => return Err("the periods differ, and only `per(x, year)` converts them"),
        _ => return Err("one is a rate and the other is not"),
    };
    let thing = match (&a.thing, &b.thing) {
        (p, q) if p == q => p.clone(),
        (None, p) if a.open => p.clone(),
        (p, None) if b.open => p.clone(),
        _ => return Err("they are prices of different things"),
    };
    let first = if a.open { b } else { a };
    let mut nouns = a.nouns.clone();
    nouns.extend(b.nouns.iter().filter(|noun| !a.nouns.contains(noun)).cloned());
    let (open, dollar) = (a.open && b.open, a.dollar && b.dollar);
    Ok(Measure { kind: first.kind, unit, period, thing, nouns, open, dollar })
}

fn unit(a: &Measure, b: &Measure) -> Result<Unit, &'static str> {
    let first = if a.open { &b.unit } else { &a.unit };
    match (&a.unit, &b.unit) {
        (Unit::Money(x), Unit::Money(y)) if x == y || dollar(a, *y) || dollar(b, *x) => Ok(first.clone()),
        (Unit::Money(_), Unit::Money(_)) => Err("currencies are never converted"),
        (Unit::Time(x), Unit::Time(y)) if x.family() == y.family() => {
            // The finer unit writes both.
            Ok(Unit::Time(if x.factor() <= y.factor() { *x } else { *y }))
        }
        (Unit::Time(x), Unit::Time(y)) => Err(match [x.family(), y.family()].contains(&Family::Business) {
            true => "business days are not calendar time",
            false => "a month is not a fixed number of days",
        }),
        (Unit::Count(_), Unit::Count(_)) if a.counts_same(b) => Ok(first.clone()),
        (Unit::Count(_), Unit::Count(_)) => Err("they count different things"),
        (Unit::Percent, Unit::Points) | (Unit::Points, Unit::Percent) => {
            Err("percent and percentage points are different units")
        }
        (x, y) if x == y => Ok(first.clone()),
        (Unit::Score(_), Unit::Score(_)) => Err("the scores have different maxima"),
        (Unit::Level(_) | Unit::Rung(_), Unit::Level(_) | Unit::Rung(_)) => {
            Err("the levels are of different ladders")
        }
        (Unit::Plain, _) | (_, Unit::Plain) => Err(
            "a plain number has no unit; write it with its unit in backticks, such as `$50K` or `12 months`",
        ),
        _ => Err("the units differ"),
    }
}

/// Whether a bare `$` in the expression may be this currency.
fn dollar(m: &Measure, currency: Currency) -> bool {
    m.open && m.dollar && currency.is_dollar()
}
