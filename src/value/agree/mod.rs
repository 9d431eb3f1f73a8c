//! Agreement: whether a fact supports a wording.
//!
//! In: [`Stated`], [`Stored`], the schema and the options of the binding. Out: a [`Verdict`] with the
//! reason in words, the reading for the caret, the arithmetic and, where one can be found, a wording
//! that would agree. Nothing here reads files, resolves references or knows lint levels.
//!
//! `cells` holds the table of claims and facts, `modes` the other match modes, `target` the choice of
//! the statistic, `distance` rounding and hedging, `dates` and `words` the kinds without numbers, `suggest` and
//! `restyle` the wording that would agree.

mod cells;
mod dates;
mod distance;
mod explain;
mod modes;
mod remarks;
mod restyle;
mod suggest;
mod target;
mod words;

pub use words::agree_is;

use super::kind::{MatchMode, Stat};
use super::read::read_wording;
use super::schema::{Margin, Schema};
use super::stated::{Core, Remark, Stated};
use super::stored::{Shape, Stored};

pub(crate) use distance::{in_common_unit, rounding, seconds};
pub(crate) use explain::{as_stated, reading};

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

/// FaultKind a claim does not hold; each variant is one lint.
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
    /// The name of the lint.
    #[must_use]
    pub fn lint(self) -> &'static str {
        match self {
            Reason::ValueMismatch => "value-mismatch",
            Reason::RangeEndMismatch => "range-end-mismatch",
            Reason::PointForRange => "point-for-range",
            Reason::BoundViolated => "bound-violated",
            Reason::BoundDiffers => "bound-differs",
            Reason::DirectionMismatch => "direction-mismatch",
            Reason::UnitMismatch => "unit-mismatch",
            Reason::StatisticMismatch => "statistic-mismatch",
            Reason::WrongPolarity => "wrong-polarity",
            Reason::TextMismatch => "text-mismatch",
            Reason::InventedPrecision => "invented-precision",
        }
    }
}

/// The result of checking one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The fact entails the wording.
    Supported(Support),
    /// It does not.
    Refuted(Refutation),
    /// The values overlap, so that neither can be said. Only comparisons give it.
    Undetermined(Undecided),
}

/// FaultKind a claim holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// How it was matched: `17.6% rounds to 18%`.
    pub how: String,
    /// How the wording was read: `read as 18%, rounded: 17.5% to 18.5%`.
    pub reading: String,
    /// Remarks that do not change the verdict.
    pub remarks: Vec<Remark>,
}

/// FaultKind a claim does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refutation {
    /// The lint.
    pub reason: Reason,
    /// One sentence, lower case, without a full stop: ``prose says `20%`, the fact is 17.6%``.
    pub message: String,
    /// How the wording was read, for the caret: `read as +20%, hedged: +18% to +22%`.
    pub reading: String,
    /// The arithmetic: `450 is 2.2% below 460; it rounds to 450`.
    pub note: Option<String>,
    /// The whole wording, changed so that it agrees.
    pub suggestion: Option<String>,
    /// Remarks on the wording.
    pub remarks: Vec<Remark>,
}

/// FaultKind a comparison can be neither true nor false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// One sentence: `` `higher`: $200K–$305K overlaps $280K–$350K from $280K to $305K``.
    pub message: String,
    /// How the wording was read.
    pub reading: String,
    /// The values in common.
    pub overlap: Option<String>,
    /// Remarks on the wording.
    pub remarks: Vec<Remark>,
}

impl Verdict {
    /// Whether the claim holds.
    #[must_use]
    pub fn is_supported(&self) -> bool {
        matches!(self, Verdict::Supported(_))
    }

    /// The remarks of any verdict.
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        match self {
            Verdict::Supported(s) => &s.remarks,
            Verdict::Refuted(r) => &r.remarks,
            Verdict::Undetermined(u) => &u.remarks,
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

/// Checks a wording against a stored value.
#[must_use]
pub fn agree(stated: &Stated, stored: &Stored, schema: &Schema, options: &Options) -> Verdict {
    agree_with(stated, stored, schema, options, &|text| read_wording(text, schema).ok())
}

/// As [`agree`]; `reader` reads the wordings that are candidates for the suggestion.
pub(crate) fn agree_with(
    stated: &Stated,
    stored: &Stored,
    schema: &Schema,
    options: &Options,
    reader: &dyn Fn(&str) -> Option<Stated>,
) -> Verdict {
    match judge(stated, stored, schema, options) {
        Ok(how) => {
            let mut all = stated.remarks.clone();
            all.extend(remarks::on_support(stated, stored, schema, options));
            Verdict::Supported(Support { how, reading: reading(stated, schema, options), remarks: all })
        }
        Err(refusal) => {
            let case = Case { stated, schema, tolerance: options.tolerance.as_ref() };
            let suggestion = suggest::wording(&case, stored, options, refusal.reason, reader);
            Verdict::Refuted(Refutation {
                reason: refusal.reason,
                message: refusal.message,
                reading: reading(stated, schema, options),
                note: refusal.note,
                suggestion,
                remarks: stated.remarks.clone(),
            })
        }
    }
}

/// The bare decision.
pub(crate) fn judge(stated: &Stated, stored: &Stored, schema: &Schema, options: &Options) -> Outcome {
    let case = Case { stated, schema, tolerance: options.tolerance.as_ref() };
    match (&stated.core, &stored.shape) {
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
            headline.map_or_else(|| stored.clone(), |a| super::summary::point(a.clone()))
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
