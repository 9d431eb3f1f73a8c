//! The halves of a mistake to avoid: BAD and GOOD.
//!
//! In: the plain text of a paragraph. Out: which half it begins, if any. Does not say whether the other half is there.

/// A half of a mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    Bad,
    Good,
}

/// Which half of a mistake a text is, by its first word.
pub(crate) fn half(text: &str) -> Option<Half> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = text.split(|c: char| !c.is_alphanumeric()).next()?;
    let rest = text[word.len()..].trim_start_matches(['*', ' ']);
    match (word, rest.starts_with([':', '–', '—'])) {
        ("BAD", true) => Some(Half::Bad),
        ("GOOD", true) => Some(Half::Good),
        _ => None,
    }
}
