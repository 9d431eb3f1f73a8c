//! Verdicts: what is decided, worded for the reader.
//!
//! In: a wording that was read, a stored value, the schema and the options of the binding. Out: a [`Verdict`] with how
//! the wording was read, how it was matched or why not, remarks, and where one can be found a wording that would agree.
//! Does not decide (that is `agree`), resolve references or know levels of lints.

use crate::value::agree::{Case, judge, remarks};
use crate::value::{Options, Reason, Remark, Schema, Stated, Stored, read_wording, suggest};

mod is;
mod reading;

pub use is::agree_is;

pub(crate) use reading::reading;

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

/// Why a claim holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// How it was matched: `17.6% rounds to 18%`.
    pub how: String,
    /// How the wording was read: `read as 18%, rounded: 17.5% to 18.5%`.
    pub reading: String,
    /// Remarks that do not change the verdict.
    pub remarks: Vec<Remark>,
}

/// Why a claim does not hold.
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

/// Why a comparison can be neither true nor false.
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
