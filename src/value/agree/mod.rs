//! Agreement: whether a fact supports a wording.
//!
//! In: [`Stated`], [`Stored`], the schema and the options of the binding. Out: how the two match, or a [`Refusal`] with
//! its reason, a sentence and the arithmetic. Also relations between stored values, and whether reports of one fact
//! conflict. The rules are in `docs/claims.md`, under "The agreement table".
//! Does not read wordings, word a verdict for the reader, or look for a wording that would agree.
//!
//! `cells` holds the table of claims and facts, `modes` the other match modes, `target` the choice of the statistic,
//! `distance` rounding and hedging, `dates` and `words` the kinds without numbers, `explain` the sentences, `remarks`
//! what is worth saying of a claim that holds, `relation` the comparisons of rules and of `ge=`.

use crate::lints::{self, Lint};
use crate::value::error::quote;
use crate::value::{Bound, Core, Kind, Margin, MatchMode, Schema, Shape, Stat, Stated, Stored, point};

mod cells;
mod dates;
mod distance;
mod explain;
mod modes;
mod relation;
pub(crate) mod remarks;
pub(crate) mod target;
mod tight;
mod versions;
mod words;

pub(crate) use relation::relate_versions;
pub use relation::{Related, Relation, relate};

pub(crate) use distance::{allowed, in_common_unit, in_seconds, rounding};
pub use tight::is_about;
pub(crate) use words::same_word;

/// What a binding changes about agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `match=`; the schema's mode when absent.
    pub match_mode: Option<MatchMode>,
    /// `tol=`: hedged figures may be off by it instead of the schema's tolerance, and figures without a
    /// hedge by it where that is wider than rounding.
    pub tolerance: Option<Margin>,
    /// `#median`: the one number of the fact that is meant.
    pub statistic: Option<Stat>,
}

/// Why a claim does not hold; each variant is one lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Another value.
    ValueMismatch,
    /// One end of a range differs.
    RangeEndMismatch,
    /// One figure for a range.
    PointForRange,
    /// The value is on the wrong side of the bound.
    BoundViolated,
    /// The fact is a bound, and another one.
    BoundDiffers,
    /// Higher for lower.
    DirectionMismatch,
    /// Another unit, which does not convert.
    UnitMismatch,
    /// A statistic that the fact does not hold.
    StatisticMismatch,
    /// Yes for no.
    WrongPolarity,
    /// Other words.
    TextMismatch,
    /// A day where the month is known.
    InventedPrecision,
}

impl Reason {
    /// The lint.
    #[must_use]
    pub fn lint(self) -> &'static Lint {
        match self {
            Reason::ValueMismatch => &lints::VALUE_MISMATCH,
            Reason::RangeEndMismatch => &lints::RANGE_END_MISMATCH,
            Reason::PointForRange => &lints::POINT_FOR_RANGE,
            Reason::BoundViolated => &lints::BOUND_VIOLATED,
            Reason::BoundDiffers => &lints::BOUND_DIFFERS,
            Reason::DirectionMismatch => &lints::DIRECTION_MISMATCH,
            Reason::UnitMismatch => &lints::UNIT_MISMATCH,
            Reason::StatisticMismatch => &lints::STATISTIC_MISMATCH,
            Reason::WrongPolarity => &lints::WRONG_POLARITY,
            Reason::TextMismatch => &lints::TEXT_MISMATCH,
            Reason::InventedPrecision => &lints::INVENTED_PRECISION,
        }
    }
}

/// A refusal before it is dressed for the reader.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub reason: Reason,
    pub message: String,
    pub note: Option<String>,
}

impl Refusal {
    pub(crate) fn new(reason: Reason, message: String) -> Self {
        Self { reason, message, note: None }
    }

    pub(crate) fn with(mut self, note: Option<String>) -> Self {
        self.note = note;
        self
    }
}

/// How it was matched, or why not.
pub(crate) type Outcome = Result<String, Refusal>;

/// Everything a cell may look at.
pub(crate) struct Case<'a> {
    pub stated: &'a Stated,
    pub schema: &'a Schema,
    pub tolerance: Option<&'a Margin>,
}

/// The bare decision.
pub(crate) fn judge(stated: &Stated, stored: &Stored, schema: &Schema, options: &Options) -> Outcome {
    let bounded = minimum_as_bound(stated, stored, options);
    let stated = bounded.as_ref().unwrap_or(stated);
    let case = Case { stated, schema, tolerance: options.tolerance.as_ref() };
    if let Some(refusal) = plus_of_level(stored, &case) {
        return Err(refusal);
    }
    match (&stated.core, &stored.shape) {
        (Core::Word(word), _) if schema.kind == Kind::Version => versions::judge(word, stored, &case),
        (Core::Word(word), _) => words::against(word, stored, &case),
        (_, Shape::Word(_)) => words::word_fact(stored, &case),
        (Core::Date(_) | Core::Dates(..), _) => dates::judge(stored, &case),
        _ => {
            let shape = target::choose(stored, options, &case)?;
            let mode = options.match_mode.unwrap_or(schema.match_mode);
            match mode {
                MatchMode::Default => cells::judge(&shape, stored, &case),
                other => modes::judge(other, &shape, stored, &case),
            }
        }
    }
}

/// "a minimum salary of £38,700", where the fact is one value and no range: at least that.
fn minimum_as_bound(stated: &Stated, stored: &Stored, options: &Options) -> Option<Stated> {
    let bound = match stated.statistic? {
        Stat::Min => Bound::AtLeast,
        Stat::Max => Bound::AtMost,
        _ => return None,
    };
    let one = matches!(stored.shape, Shape::Point(_)) && stated.bound == Bound::None;
    let head = stated.text.get(..stated.span.start).unwrap_or("").trim_end().to_lowercase();
    let named = [" of", "minimum", "maximum", "min", "max", "min.", "max."].iter().any(|w| head.ends_with(w));
    (one && named && options.statistic.is_none()).then(|| Stated { bound, ..stated.clone() })
}

/// "B2+" of the level B2: where levels have a plus, it is another one.
fn plus_of_level(stored: &Stored, case: &Case) -> Option<Refusal> {
    let (Core::One(said), Shape::Point(level)) = (&case.stated.core, &stored.shape) else { return None };
    let core = case.stated.text.get(case.stated.core_span.clone()).unwrap_or("");
    // Where a plus is a level of its own, it is read as one, without a bound.
    let same = said.value == level.value && said.unit == level.unit && case.stated.bound != Bound::None;
    if case.schema.kind != Kind::Level || !core.ends_with('+') || !same {
        return None;
    }
    let text = case.stated.text.trim();
    let message = format!("{}: the fact is that level and no more", quote(text, &(0..text.len())));
    Some(Refusal::new(Reason::BoundDiffers, message))
}

/// Whether a fact supports a wording: the verdict of [`agree`](crate::value::agree) without a word about it.
#[must_use]
pub fn supports(stated: &Stated, stored: &Stored, schema: &Schema, options: &Options) -> bool {
    judge(stated, stored, schema, options).is_ok()
}

/// Whether two values reported for one fact disagree: neither supports the other as a wording.
#[must_use]
pub fn conflict(a: &Stored, b: &Stored, schema: &Schema) -> bool {
    let (a, b) = (flat(a, schema), flat(b, schema));
    let supports = |claim: &Stored, fact: &Stored| {
        let options = Options::default();
        let schema = Schema { match_mode: MatchMode::Default, ..schema.clone() };
        let stated = explain::as_stated(claim, &schema);
        judge(&stated, fact, &schema, &options).is_ok()
    };
    !(supports(&a, &b) || supports(&b, &a))
}

/// A distribution as the one value it stands for.
fn flat(stored: &Stored, schema: &Schema) -> Stored {
    match &stored.shape {
        Shape::Distribution(d) => {
            let headline = d.get(schema.headline).or(d.parts.first().map(|(_, a)| a));
            headline.map_or_else(|| stored.clone(), |a| point(a.clone()))
        }
        _ => stored.clone(),
    }
}

/// Whether a wording covers a reported value, as the wording of an unresolved fact must for every report:
/// all that the report allows lies in what the wording says, its rounding and hedge included.
#[must_use]
pub fn covers(stated: &Stated, report: &Stored, schema: &Schema) -> bool {
    let options = Options { match_mode: Some(MatchMode::Contains), ..Options::default() };
    judge(stated, report, schema, &options).is_ok()
}
