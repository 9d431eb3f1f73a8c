//! Words with a capital.
//!
//! In: words. Out: the same, the first letter a capital. Knows no language and no sentence.

/// The text with a capital first.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
