//! What was found wrong with a fact.
//!
//! In: the proofs of its findings. Out: the same by what other findings follow from them. Reports nothing.

use crate::diag::Reported;

/// Reported faults of a fact: what only follows from them is not reported.
#[derive(Clone, Copy, Default)]
pub(crate) struct Faults {
    /// Why it has no value.
    pub value: Option<Reported>,
    /// Why a reference with qualifiers may miss it.
    pub qualifiers: Option<Reported>,
    /// Why it lacks a source.
    pub sources: Option<Reported>,
    /// Another fact answers the same question.
    pub rival: Option<Reported>,
}
