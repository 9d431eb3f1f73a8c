//! Formulas in plain text, where dollar signs mark mathematics for other readers.
//!
//! In: a text. Out: the bytes of its formulas, whose numbers are no figures and whose dollar signs are no money. A
//! formula shows itself by what no sum of money has: a letter at its start, or TeX. Reads no formula.

use std::ops::Range;

/// How long a formula may be.
const LONGEST: usize = 300;

/// The formulas of a text, from left to right.
pub(crate) fn formulas(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('$').map(|found| at + found) {
        let mark = if text[open..].starts_with("$$") { "$$" } else { "$" };
        let inner = open + mark.len();
        let close =
            text[inner..].find(mark).map(|found| inner + found).filter(|close| close - inner <= LONGEST);
        match close.filter(|close| is_formula(&text[inner..*close], mark.len() == 2)) {
            Some(close) => {
                out.push(open..close + mark.len());
                at = close + mark.len();
            }
            None => at = inner,
        }
    }
    out
}

fn is_formula(inner: &str, display: bool) -> bool {
    let padded = inner.starts_with(char::is_whitespace) || inner.ends_with(char::is_whitespace);
    if inner.trim().is_empty() || inner.contains('\n') || (padded && !display) {
        return false;
    }
    let tex = inner.contains(['\\', '^', '_', '{', '}']);
    // "$450K and £5$" begins with digits; variables do not.
    let operator = |c: char| c.is_ascii_digit() || " +-*/=<>().,|!'−×·".contains(c);
    let letters = |c: char| c.is_alphabetic();
    let run = inner.split(|c: char| !letters(c)).map(str::len).max().unwrap_or(0);
    let variables = inner.starts_with(|c: char| letters(c) || c == '(')
        && inner.chars().all(|c| letters(c) || operator(c))
        && run <= 3
        && inner.contains(letters);
    let equation =
        inner.contains(['=', '+', '<', '>']) && run <= 3 && inner.contains(letters) && !inner.contains(' ');
    tex || variables || equation
}
