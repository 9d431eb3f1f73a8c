//! Words and names as they are told.
//!
//! In: words, or names. Out: the same, the first letter a capital; the names joined by arrows. Knows no language and no sentence.

/// The text with a capital first.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The most steps of a way that are told.
const STEPS: usize = 12;

/// Names joined by arrows; of a long way the beginning and the end.
pub(crate) fn way<T: AsRef<str>>(names: impl Iterator<Item = T>) -> String {
    let names: Vec<T> = names.collect();
    let told = |part: &[T]| part.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(" → ");
    if names.len() <= STEPS {
        return told(&names);
    }
    let (first, rest) = names.split_at(STEPS - 1);
    let (left_out, last) = rest.split_at(rest.len() - 1);
    format!("{} → ({} more) → {}", told(first), left_out.len(), told(last))
}
