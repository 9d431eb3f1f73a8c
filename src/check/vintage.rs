//! Whether facts that are compared are of one time.
//!
//! In: facts that were read. Out: words on how far apart their dates lie, when that is too far. Where these are
//! reported is up to those who compare.

use super::facts::Facts;
use crate::model::{Data, FactId};

/// Values whose dates lie further apart than this many months make a poor comparison, unless their
/// attribute says otherwise by `warn-after`.
const APART: i32 = 24;

/// Says how far apart the dates of some facts lie, when that is too far to compare them.
pub(crate) fn apart(numbers: &[FactId], facts: &Facts, data: &Data) -> Option<String> {
    let dated = || numbers.iter().filter_map(|n| Some((facts[*n].as_of?, *n)));
    let (first, _) = dated().min_by_key(|(date, _)| date.last())?;
    let (last, _) = dated().max_by_key(|(date, _)| date.last())?;
    let months = first.months_old(last.last());
    let limit = numbers
        .iter()
        .filter_map(|n| data.attributes[facts[*n].attribute].freshness.warn_after)
        .max()
        .unwrap_or(APART);
    (months > limit).then(|| format!("compares {last} with {first}: {months} months apart"))
}
