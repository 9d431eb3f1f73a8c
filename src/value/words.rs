//! Values that are words: booleans, enums, free text, and the forms of nouns.
//!
//! In: a wording and the declared words. Out: the one value it names, canonical. Words are compared
//! without case, with spaces, hyphens and quotes folded; negation is not understood.

use super::lex::fold;
use super::schema::Schema;
use super::time::TimeUnit;
use std::ops::Range;

/// A word value found in a wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WordMatch {
    pub value: String,
    pub span: Range<usize>,
}

/// A word of a text, folded, with its bytes.
struct Part {
    text: String,
    span: Range<usize>,
}

/// Text without case, with runs of spaces, hyphens and marks folded to one blank.
#[must_use]
pub fn fold_text(text: &str) -> String {
    let parts: Vec<String> = parts(text).into_iter().map(|p| p.text).collect();
    parts.join(" ")
}

/// The token form of a value: folded, joined by hyphens, as in `?is=cash-and-stock`.
#[must_use]
pub fn token(text: &str) -> String {
    fold_text(text).replace(' ', "-")
}

fn parts(text: &str) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut open = false;
    for (i, c) in text.char_indices() {
        let c2 = fold(c);
        let keep = c2.is_alphanumeric() || matches!(c2, '%' | '$' | '€' | '£' | '+' | '&' | '#');
        let quiet = matches!(c2, '\'' | '\u{2019}' | '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}');
        if quiet && open {
            continue;
        }
        let decimal = c2 == '.' && text[i + c.len_utf8()..].starts_with(|d: char| d.is_ascii_digit());
        let part = keep || (decimal && open);
        if !part {
            open = false;
            continue;
        }
        let end = i + c.len_utf8();
        match out.last_mut() {
            Some(part) if open => {
                part.text.extend(c2.to_lowercase());
                part.span.end = end;
            }
            _ => out.push(Part { text: c2.to_lowercase().collect(), span: i..end }),
        }
        open = true;
    }
    out
}

/// The values whose phrases stand in `text`, from left to right, the longest phrase first at each place.
pub(crate) fn hits<'a>(text: &str, phrases: impl Iterator<Item = (&'a str, String)>) -> Vec<WordMatch> {
    let parts = parts(text);
    let mut list: Vec<(Vec<String>, String)> = phrases
        .map(|(phrase, value)| (fold_text(phrase).split(' ').map(String::from).collect(), value))
        .filter(|(words, _): &(Vec<String>, String)| !words.iter().all(String::is_empty))
        .collect();
    list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    let mut out = Vec::new();
    let mut i = 0;
    while i < parts.len() {
        let found = list.iter().find(|(words, _)| {
            words.len() <= parts.len() - i && words.iter().zip(&parts[i..]).all(|(w, p)| *w == p.text)
        });
        match found {
            Some((words, value)) => {
                let last = i + words.len() - 1;
                let span = parts[i].span.start..parts[last].span.end;
                out.push(WordMatch { value: value.clone(), span });
                i = last + 1;
            }
            None => i += 1,
        }
    }
    out
}

/// The truth values named in a text.
pub(crate) fn truths(text: &str, schema: &Schema) -> Vec<WordMatch> {
    const TRUE: [&str; 2] = ["yes", "true"];
    const FALSE: [&str; 3] = ["no", "false", "none"];
    let declared = |list: &[String], word: &str| list.iter().any(|w| w.eq_ignore_ascii_case(word));
    let truthy = TRUE
        .iter()
        .copied()
        .filter(|w| !declared(&schema.falsy, w))
        .chain(schema.truthy.iter().map(String::as_str))
        .map(|w| (w, "true".to_string()));
    let falsy = FALSE
        .iter()
        .copied()
        .filter(|w| !declared(&schema.truthy, w))
        .chain(schema.falsy.iter().map(String::as_str))
        .map(|w| (w, "false".to_string()));
    hits(text, truthy.chain(falsy))
}

/// The declared values named in a text.
pub(crate) fn listed(text: &str, schema: &Schema) -> Vec<WordMatch> {
    let phrases = schema.values.iter().flat_map(|value| {
        std::iter::once(value.id.as_str())
            .chain(value.aliases.iter().map(String::as_str))
            .map(|phrase| (phrase, value.id.clone()))
    });
    hits(text, phrases)
}

const IRREGULAR: [(&str, &str); 7] = [
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
fn is_symbol(word: &str) -> bool {
    const KNOWN: [&str; 10] = ["bar", "psi", "oz", "dpi", "m", "g", "l", "W", "V", "A"];
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

/// The unit of time a name means: `week`, `weeks`, `business day`, `business-day`.
pub(crate) fn time_unit(name: &str) -> Option<TimeUnit> {
    let folded = fold_text(name);
    match folded.as_str() {
        "business day" | "business days" | "working day" | "working days" => Some(TimeUnit::BusinessDay),
        other => TimeUnit::from_word(other),
    }
}
