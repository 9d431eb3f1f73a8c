//! References as they are written: `subject/attribute@qualifiers#statistic`.
//!
//! In: the text and where a name begins. Out: the [`Ref`] and where it ends, or a [`SyntaxError`]. Blanks end a
//! reference, so that a comma with a blank after it separates arguments. Whether names exist is not asked here.

use super::ast::{Pick, Qualifier, QualifierValue, Ref};
use super::error::SyntaxError;
use std::ops::Range;

/// Reads the reference that begins at byte `start`, which is a small letter.
pub(super) fn reference(text: &str, start: usize) -> Result<(Ref, usize), SyntaxError> {
    let first = name(text, start)?;
    let mut end = first.end;
    let mut subject = None;
    let mut attribute = text[first].to_string();
    if follows(text, end, '/') && letter(text, end + 1) {
        let second = name(text, end + 1)?;
        end = second.end;
        subject = Some(attribute);
        attribute = text[second].to_string();
        if follows(text, end, '/') && letter(text, end + 1) {
            let message = "a reference has one `/`, between subject and attribute";
            let help = "to divide, write ` / ` with a space on both sides";
            return Err(SyntaxError::new(start..end + 1, message).help(help));
        }
    }
    let mut qualifiers = Vec::new();
    while follows(text, end, if qualifiers.is_empty() { '@' } else { ',' }) {
        if !qualifiers.is_empty() && !is_keyed(text, end + 1) {
            break;
        }
        let (one, after) = qualifier(text, end + 1)?;
        qualifiers.push(one);
        end = after;
    }
    let mut pick = None;
    if follows(text, end, '#') {
        let run = run(text, end + 1, |c| c.is_ascii_alphanumeric() || c == '-');
        pick = Some(statistic(text, &run)?);
        end = run.end;
    }
    if follows(text, end, '@') || follows(text, end, '#') {
        let message = "qualifiers go before the statistic, each only once";
        return Err(SyntaxError::new(start..end + 1, message).help("write `attribute@level=l4#median`"));
    }
    Ok((Ref { at: start..end, subject, attribute, qualifiers, pick }, end))
}

fn follows(text: &str, at: usize, c: char) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(c))
}

fn letter(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

fn run(text: &str, start: usize, fits: impl Fn(char) -> bool) -> Range<usize> {
    let end = text[start..].find(|c: char| !fits(c)).map_or(text.len(), |n| start + n);
    start..end
}

/// A name: lower-case letters, digits, hyphens, points; neither of the last two at its end.
fn name(text: &str, start: usize) -> Result<Range<usize>, SyntaxError> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    let at = run(text, start, fits);
    let word = &text[at.clone()];
    if let Some(stem) = word.strip_suffix('-') {
        let message = format!("`{word}` ends with a hyphen, which belongs to the name");
        let help =
            format!("to subtract, write `{} - …` with a space on both sides", stem.trim_end_matches('-'));
        return Err(SyntaxError::new(at, message).help(help));
    }
    if word.ends_with('.') {
        return Err(SyntaxError::new(at, format!("`{word}` ends with a dot")));
    }
    if let Some(c) = text[at.end..].chars().next()
        && (c.is_alphanumeric() || c == '_')
    {
        let whole = run(text, start, |c| c.is_alphanumeric() || "-._".contains(c));
        let message =
            format!("`{}`: names consist of lowercase letters, digits and hyphens", &text[whole.clone()]);
        return Err(SyntaxError::new(whole, message));
    }
    Ok(at)
}

fn token_run(text: &str, start: usize) -> Range<usize> {
    run(text, start, |c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'))
}

/// Whether `key=` stands here, so that a comma before it continues the qualifiers.
fn is_keyed(text: &str, start: usize) -> bool {
    let key = token_run(text, start);
    !key.is_empty() && follows(text, key.end, '=')
}

fn qualifier(text: &str, start: usize) -> Result<(Qualifier, usize), SyntaxError> {
    let first = token_run(text, start);
    let mut key = None;
    let mut value = first.clone();
    if follows(text, first.end, '=') && !first.is_empty() {
        value = token_run(text, first.end + 1);
        key = Some(text[first].to_string());
    }
    let word = &text[value.clone()];
    if word.is_empty() {
        let message = "expected a value for the qualifier";
        let help = "write `@level=l4`, without spaces";
        return Err(SyntaxError::new(start.saturating_sub(1)..value.end, message).help(help));
    }
    if !follows(text, value.end, '(') {
        return Ok((Qualifier { key, value: QualifierValue::Token(word.to_string()) }, value.end));
    }
    let inner = token_run(text, value.end + 1);
    let variable = text[inner.clone()].to_string();
    if !follows(text, inner.end, ')') || variable.is_empty() || !matches!(word, "next" | "prev") {
        let message = format!("`{word}(…)` cannot be the value of a qualifier");
        let help = "write `next(level)` or `prev(level)` with a variable of `for:`";
        return Err(SyntaxError::new(value.start..inner.end, message).help(help));
    }
    let value = match word {
        "next" => QualifierValue::Next(variable),
        _ => QualifierValue::Prev(variable),
    };
    Ok((Qualifier { key, value }, inner.end + 1))
}

fn statistic(text: &str, at: &Range<usize>) -> Result<Pick, SyntaxError> {
    let word = &text[at.clone()];
    if word == "as-of" {
        return Ok(Pick::AsOf);
    }
    if let Ok(stat) = word.parse() {
        return Ok(Pick::Stat(stat));
    }
    let error = SyntaxError::new(at.start - 1..at.end, format!("unknown statistic `#{word}`"));
    let head = word.split_once('-').map(|(head, rest)| (head, rest.trim_start_matches('-')));
    Err(match head.filter(|(head, _)| head.parse::<crate::value::Stat>().is_ok()) {
        Some((head, rest)) => error.help(format!("to subtract, write `#{head} - {rest}` with spaces")),
        None => error.help("the statistics are min, max, mid, median, mean, p1 to p99, n and as-of"),
    })
}
