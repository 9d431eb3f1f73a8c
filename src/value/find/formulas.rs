//! Formulas in plain text, where dollar signs mark mathematics for other readers, and sums that a text works out.
//!
//! In: a text. Out: the bytes of its formulas, whose numbers are no figures and whose dollar signs are no money, and of
//! its sums. A formula shows itself by what no sum of money has: a letter at its start, or TeX. Computes nothing.

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

/// Sums that are worked out, `$1,550 × 12 = $18,600`, and what a unit is, `kHz = 1,000 Hz`: their numbers follow from each
/// other and say nothing of the world. Each reaches from its first number to its last.
pub(crate) fn sums(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices(" = ") {
        let (left, right) = (&text[..at], &text[at + 3..]);
        let from = operands(left);
        let unit = left.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let names_unit = (1..=4).contains(&unit.len())
            && unit.bytes().all(|b| b.is_ascii_alphabetic())
            && unit.bytes().any(|b| b.is_ascii_uppercase());
        let start = match from {
            Some(from) => from,
            None if names_unit => at,
            None => continue,
        };
        let number = right.find(|c: char| !(c.is_ascii_digit() || " .,$€£¥₹%+-−≈~".contains(c)));
        let number = number.unwrap_or(right.len());
        if right[..number].contains(|c: char| c.is_ascii_digit()) {
            // With its unit.
            let rest = &right[number..];
            let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            out.push(start..at + 3 + number + word);
        }
    }
    out
}

/// Where the numbers begin that an operator joins at the end of a text: `$1,550 × 12`.
fn operands(left: &str) -> Option<usize> {
    let numeral = |c: char| c.is_ascii_digit() || " .,$€£¥₹%()/".contains(c);
    let operator = |c: char| "×*÷+−–-·x".contains(c);
    let start = left
        .char_indices()
        .rev()
        .take_while(|(_, c)| numeral(*c) || operator(*c))
        .last()
        .map(|(at, _)| at)?;
    let part = &left[start..];
    let joined = part.char_indices().any(|(at, c)| {
        operator(c)
            && part[..at].contains(|c: char| c.is_ascii_digit())
            && part[at..].contains(|c: char| c.is_ascii_digit())
    });
    joined.then(|| start + (part.len() - part.trim_start().len()))
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

/// "g(x) = 3x - 5", "x^2 + 3x": the `x` is a variable.
pub(super) fn is_algebra(text: &str, span: &Range<usize>) -> bool {
    const OPERATORS: [char; 9] = ['=', '+', '^', '*', '/', '<', '>', '²', '³'];
    let written = &text[span.clone()];
    let Some(at) = written.find(['x', 'X']) else { return false };
    let rest = text[span.start + at + 1..].trim_start();
    let spaced =
        text[span.start + at + 1..].starts_with(" - ") || text[span.start + at + 1..].starts_with(" − ");
    let before = text[..span.start].trim_end();
    let called = before.strip_suffix('(').is_some_and(|head| head.ends_with(char::is_alphabetic));
    rest.starts_with(OPERATORS) || spaced || before.ends_with(OPERATORS) || called
}
