//! The forms of English nouns.
//!
//! In: a noun, or a phrase whose last word is one. Out: its plural, its singular, both as words. A few irregular nouns
//! and the common rules; no dictionary.

use super::measure::MeasureUnit;

const IRREGULAR: [(&str, &str); 8] = [
    ("quiz", "quizzes"),
    ("person", "people"),
    ("man", "men"),
    ("woman", "women"),
    ("child", "children"),
    ("foot", "feet"),
    ("criterion", "criteria"),
    ("hypothesis", "hypotheses"),
];

/// The plural of a noun phrase: its last word changes.
#[must_use]
pub fn plural(noun: &str) -> String {
    let at = noun.rfind([' ', '-']).map_or(0, |i| i + 1);
    let (head, last) = noun.split_at(at);
    if let Some((_, many)) = IRREGULAR.iter().find(|(one, _)| *one == last) {
        return format!("{head}{many}");
    }
    if is_symbol(last) || IRREGULAR.iter().any(|(_, many)| *many == last) {
        return noun.to_owned();
    }
    let before_y = last.strip_suffix('y').and_then(|stem| stem.chars().last());
    if let Some(c) = before_y
        && !"aeiou".contains(c)
    {
        return format!("{head}{}ies", &last[..last.len() - 1]);
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| last.ends_with(end));
    format!("{noun}{}", if hissing { "es" } else { "s" })
}

/// Whether a word is a sign for a unit, which has no plural: `kg`, `mm`, `Hz`.
pub(crate) fn is_symbol(word: &str) -> bool {
    const KNOWN: [&str; 4] = ["bar", "dpi", "A", "nmi"];
    // `mEq`, `mmHg`
    if word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase) {
        return true;
    }
    if MeasureUnit::is_sign(word) {
        return true;
    }
    let spoken = |c: char| "aeiouyAEIOUY".contains(c) || !c.is_alphabetic();
    KNOWN.contains(&word) || ((2..=3).contains(&word.chars().count()) && !word.contains(spoken))
}

/// The singular of a noun phrase, as far as the rules of [`plural`] go.
#[must_use]
pub fn singular(noun: &str) -> String {
    let at = noun.rfind([' ', '-']).map_or(0, |i| i + 1);
    let (head, last) = noun.split_at(at);
    if let Some((one, _)) = IRREGULAR.iter().find(|(_, many)| *many == last) {
        return format!("{head}{one}");
    }
    for cut in [1, 2] {
        let Some(stem) = last.len().checked_sub(cut).and_then(|n| last.get(..n)) else {
            continue;
        };
        if !stem.is_empty() && plural(stem) == last {
            return format!("{head}{stem}");
        }
    }
    let y = last.strip_suffix("ies").map(|stem| format!("{stem}y"));
    format!("{head}{}", y.unwrap_or_else(|| last.to_string()))
}

/// Both numbers of a noun, lower case, as words.
pub(crate) fn noun_forms(noun: &str) -> Vec<Vec<String>> {
    let noun = noun.trim().to_lowercase();
    let one = singular(&noun);
    let split = |text: &str| -> Vec<String> {
        text.split([' ', '-']).filter(|w| !w.is_empty()).map(String::from).collect()
    };
    let mut forms = vec![split(&one), split(&plural(&one)), split(&noun)];
    forms.sort();
    forms.dedup();
    forms.retain(|f| !f.is_empty());
    forms
}
