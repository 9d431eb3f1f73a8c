//! What expressions ask of the world, and what can go wrong.
//!
//! In: nothing; whoever knows the facts implements [`Environment`]. Out: the trait, the [`Reference`]s it is asked about,
//! and the [`Trouble`] that stops an evaluation. Nothing is computed here.

use super::ast::Pick;
use super::operand::Value;
use super::quantify::Set;
use std::fmt;
use std::ops::Range;

/// A reference whose variables are replaced.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The subject; none when neither the reference nor a variable gives one.
    pub subject: Option<String>,
    /// The attribute.
    pub attribute: String,
    /// The qualifiers, in order; the first may have no name.
    pub qualifiers: Vec<(Option<String>, String)>,
    /// The statistic, or the date.
    pub pick: Option<Pick>,
    /// Bytes of the expression.
    pub at: Range<usize>,
}

/// What expressions know of the world.
pub trait Environment {
    /// The value of a fact, its statistic or its date.
    ///
    /// # Errors
    /// [`Trouble`] of the kind [`TroubleKind::Missing`] when there is no such fact, or no such statistic.
    fn fact(&self, reference: &Reference) -> Result<Value, Trouble>;

    /// The time from the fact's as-of to today; see [`Value::months`].
    ///
    /// # Errors
    /// As for [`Self::fact`]; [`TroubleKind::Missing`] when the fact has no as-of.
    fn age(&self, reference: &Reference) -> Result<Value, Trouble>;

    /// Whether there is such a fact.
    ///
    /// # Errors
    /// [`Trouble`] when the reference makes no sense, such as an attribute that is not defined.
    fn exists(&self, reference: &Reference) -> Result<bool, Trouble>;

    /// What a set holds, in order; never asked about [`Set::Listed`]. `at` is where it stands in the text of `for:`.
    ///
    /// # Errors
    /// [`Trouble`] when there is no such tag or subject.
    fn members(&self, set: &Set, at: &Range<usize>) -> Result<Vec<String>, Trouble>;
}

/// What stopped an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TroubleKind {
    /// There is no such fact or statistic.
    Missing,
    /// `next` of the last or `prev` of the first: the case does not apply.
    EndOfList,
    /// The units do not go together.
    Unit,
    /// A divisor may be zero.
    DivisionByZero,
    /// A value of another kind is expected: a word in arithmetic, a number as a truth.
    Kind,
    /// Another fact that this one needs has no value; for environments.
    Other,
}

/// What stopped an evaluation, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The kind of trouble.
    pub kind: TroubleKind,
    /// Bytes of the expression.
    pub at: Range<usize>,
    /// One sentence, lower case, without a full stop.
    pub message: String,
}

impl Trouble {
    /// Trouble at a place.
    #[must_use]
    pub fn new(kind: TroubleKind, at: Range<usize>, message: impl Into<String>) -> Self {
        Self { kind, at, message: message.into() }
    }
}

/// Whether the trouble is only that something is not there.
pub(super) fn absent(kind: TroubleKind) -> bool {
    matches!(kind, TroubleKind::Missing | TroubleKind::EndOfList)
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Trouble {}
