//! Words and names as they are told.
//!
//! In: words, or names. Out: the same, the first letter a capital; the names joined by arrows, or as file systems compare
//! them; how many words a text has.
//! Knows no language and no sentence.

use unicode_normalization::UnicodeNormalization;

/// The text with a capital first.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A value as it is printed: the hyphen before a number below nothing is a minus.
pub(crate) fn with_minus(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let number = letters.peek().is_some_and(|next| next.is_ascii_digit() || "$€£¥".contains(*next));
        out.push(if c == '-' && number && (before.is_whitespace() || before == '(') { '−' } else { c });
        before = c;
    }
    out
}

/// How many words a text has, as reading takes time. Scripts that put no blanks between words are counted by letters:
/// two of Chinese or Japanese are read in the time of one word.
pub(crate) fn word_count(text: &str) -> usize {
    if text.is_ascii() {
        return text.split_ascii_whitespace().count();
    }
    let mut letters = 0;
    let mut word = false;
    let mut words = 0;
    for c in text.chars() {
        let dense = is_dense(c);
        letters += usize::from(dense);
        let inside = !dense && !c.is_whitespace();
        words += usize::from(inside && !word);
        word = inside;
    }
    words + letters.div_ceil(2)
}

/// Letters of scripts without blanks: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A path as file systems compare it that know no case and one form of accents.
pub(crate) fn spelled(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { path.nfc().collect::<String>().to_lowercase() }
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
