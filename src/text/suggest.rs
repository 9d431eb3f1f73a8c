//! The nearest known name to a mistyped one.

use std::fmt::Display;

/// Returns the known name nearest to `name`, when it is near enough to be meant.
///
/// Distance is optimal string alignment (edits and swaps of neighbours), at most a third of the longer name; ties go to the name that
/// comes first in `known`.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let limit = (lower.chars().count().max(candidate.chars().count()) / 3).max(1);
        // The distance is at least the difference in length; most names are told apart by it.
        if lower.is_ascii() && candidate.is_ascii() && lower.len().abs_diff(candidate.len()) > limit {
            continue;
        }
        let distance = strsim::osa_distance(&lower, &candidate.to_lowercase());
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The sentence tail `; did you mean …?` for a mistyped name, or nothing when no name is near.
pub fn suggestion<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    tail(did_you_mean(name, known))
}

/// The same tail for a name that is found already, or nothing.
pub(crate) fn tail(near: Option<impl Display>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}
