//! Agreement of versions.
//!
//! In: a version as stated with its bound, and a stored one. Out: how it was matched, or why not. Versions are compared
//! number by number; a shorter one is all versions that begin with it: `1.31.2` is a 1.31. A version that is not finished
//! (`2.0-rc1`) agrees with itself only.

use super::{Case, Outcome, Reason, Refusal};
use crate::value::error::quote;
use crate::value::{Bound, Shape, Stored, write};
use std::cmp::Ordering;

/// Its numbers, and what follows a hyphen.
struct Version<'v> {
    numbers: Vec<u64>,
    /// The numbers as written: 22.04 is not 22.4.
    parts: Vec<&'v str>,
    suffix: Option<&'v str>,
}

impl<'v> Version<'v> {
    fn of(text: &'v str) -> Self {
        let (numbers, suffix) = text.split_once('-').map_or((text, None), |(n, s)| (n, Some(s)));
        let parts: Vec<&str> = numbers.split('.').collect();
        Self { numbers: parts.iter().map(|part| part.parse().unwrap_or(0)).collect(), parts, suffix }
    }

    /// Whether every version that this one may mean is one that `other` may mean.
    fn is_a(&self, other: &Self) -> bool {
        match (self.suffix, other.suffix) {
            (None, None) => self.parts.starts_with(&other.parts),
            (one, two) => one == two && self.parts == other.parts,
        }
    }

    /// How the first versions that both may mean, or the last ones, lie to each other.
    fn order(&self, other: &Self, last: bool) -> Ordering {
        let length = self.numbers.len().max(other.numbers.len());
        let fill = if last { u64::MAX } else { 0 };
        let padded = |version: &Self| {
            let mut numbers = version.numbers.clone();
            numbers.resize(length, fill);
            numbers
        };
        padded(self).cmp(&padded(other))
    }

    /// Whether all of it lies below the first of the other.
    fn below(&self, other: &Self) -> bool {
        self.order(other, false) == Ordering::Less && !self.is_a(other) && !other.is_a(self)
    }
}

/// A version against a fact.
pub(crate) fn judge(claim: &str, stored: &Stored, case: &Case) -> Outcome {
    let core = quote(&case.stated.text, &case.stated.core_span);
    let fact = write::fact(stored, case.schema);
    let Shape::Word(value) = &stored.shape else {
        return Err(Refusal::new(Reason::ValueMismatch, format!("prose says {core}, the fact is {fact}")));
    };
    let (stated, own) = (Version::of(claim), Version::of(value));
    if case.stated.bound == Bound::None {
        return match (own.is_a(&stated), stated.is_a(&own)) {
            (true, true) => Ok(format!("both are {fact}")),
            (true, false) => Ok(format!("{fact} is a version of {claim}")),
            (false, true) => {
                let message = format!("{core}: the fact says only {fact}");
                Err(Refusal::new(Reason::InventedPrecision, message))
            }
            (false, false) => {
                Err(Refusal::new(Reason::ValueMismatch, format!("prose says {core}, the fact is {fact}")))
            }
        };
    }
    let finished = stated.suffix.is_none() && own.suffix.is_none();
    let ok = finished
        && match case.stated.bound {
            Bound::AtLeast => own.order(&stated, false) != Ordering::Less,
            Bound::MoreThan => stated.below(&own),
            Bound::AtMost => own.order(&stated, true) != Ordering::Greater,
            _ => own.below(&stated),
        };
    if ok {
        return Ok(format!("{fact} is {} {claim}", case.stated.bound.words()));
    }
    let claim = quote(&case.stated.text, &case.stated.span);
    Err(Refusal::new(Reason::BoundViolated, format!("{claim}: the fact is {fact}")))
}

/// How two versions lie to each other.
pub(super) struct Places {
    /// They are one.
    pub same: bool,
    /// The first is a version of the second.
    pub inside: bool,
    /// Neither is a version of the other.
    pub apart: bool,
    /// The order of the first to the second, where they are one or apart, and both are finished.
    pub order: Option<Ordering>,
}

pub(super) fn places(a: &str, b: &str) -> Places {
    let (a, b) = (Version::of(a), Version::of(b));
    let (inside, around) = (a.is_a(&b), b.is_a(&a));
    let (same, apart) = (inside && around, !inside && !around);
    let finished = a.suffix.is_none() && b.suffix.is_none();
    let order = (finished && (same || apart)).then(|| a.order(&b, false));
    Places { same, inside, apart, order }
}
