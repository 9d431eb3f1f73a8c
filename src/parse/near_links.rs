//! Near-misses: text that looks like a link and is none.
//!
//! In: the text of a run. Out: findings at what Markdown prints as it stands: a destination with blanks, a blank between
//! words and address, brackets the wrong way round, a label that nobody defined beside marked words. Reads no links, and
//! says nothing of bindings, which `near` finds.

use crate::diag::{Diagnostic, Findings, Level};
use crate::lints;
use crate::text::Span;
use std::ops::Range;

/// Reports links that Markdown took for plain text. `text` is what a reader sees, `source` the whole text it lies in.
pub(super) fn in_text(
    text: &str,
    bytes: &Range<usize>,
    source: &str,
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Findings,
) {
    // Beside escapes the text is shorter than the file, and brackets that were escaped are meant as they stand.
    if !text.contains([']', ')']) || source.get(bytes.clone()) != Some(text) {
        return;
    }
    for (place, why, help) in misses(text) {
        let span = locate(bytes.start + place.start..bytes.start + place.end);
        let mut finding =
            Diagnostic::new(&lints::BROKEN_LINK, span, "this looks like a link and is plain text")
                .label(why)
                .help(help);
        finding.at_most = Some(Level::Warn);
        findings.report(finding);
    }
}

type Miss = (Range<usize>, &'static str, String);

fn misses(text: &str) -> Vec<Miss> {
    let mut out: Vec<Miss> = Vec::new();
    for (at, _) in text.match_indices([']', ')']) {
        let free = out.last().map_or(0, |(place, ..)| place.end);
        if at < free {
            continue;
        }
        let found = blank_inside(text, at).or_else(|| blank_between(text, at)).or_else(|| turned(text, at));
        out.extend(found.or_else(|| marked_label(text, at)));
    }
    out
}

/// The address in parentheses after byte `open`, up to its end on the same line.
fn closed(text: &str, open: usize) -> Option<(&str, usize)> {
    let rest = &text[open..];
    let end = rest.find([')', '\n']).filter(|end| rest[*end..].starts_with(')'))?;
    Some((&rest[..end], open + end + 1))
}

/// Where the words in brackets that end at byte `at` begin.
fn words_before(text: &str, at: usize, opening: char) -> Option<usize> {
    let open = text[..at].rfind([opening, '\n']).filter(|open| text[*open..].starts_with(opening))?;
    (!text[open + 1..at].trim().is_empty()).then_some(open)
}

/// Whether a text is an address of the site or of another one, and nothing else.
fn is_address(text: &str) -> bool {
    const ENDS: [&str; 9] = [".md", ".html", ".htm", ".pdf", ".png", ".jpg", ".jpeg", ".svg", ".csv"];
    let text = text.trim();
    let path = text.split(['#', '?']).next().unwrap_or("");
    let scheme = ["http://", "https://", "mailto:"].iter().any(|scheme| text.starts_with(scheme));
    scheme || ENDS.iter().any(|end| path.to_ascii_lowercase().ends_with(end))
}

/// `[the form](my form.pdf)`: a destination ends at a blank.
fn blank_inside(text: &str, at: usize) -> Option<Miss> {
    if !text[at..].starts_with("](") {
        return None;
    }
    let open = words_before(text, at, '[')?;
    let (address, end) = closed(text, at + 2)?;
    let blank = address.trim().contains(' ') && !address.contains(['"', '\'', '<']);
    let path = address.trim();
    let fact = ["fact:", "claim:", "source:"].iter().any(|scheme| path.starts_with(scheme));
    (blank && is_address(path) && !fact).then(|| {
        let words = &text[open + 1..at];
        (open..end, "a destination may not contain blanks", format!("write `[{words}](<{path}>)`"))
    })
}

/// `[x] (routes.md)`: nothing may stand between the brackets.
fn blank_between(text: &str, at: usize) -> Option<Miss> {
    let rest = text[at..].strip_prefix(']')?;
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    if blanks == 0 || !rest[blanks..].starts_with('(') {
        return None;
    }
    let open = words_before(text, at, '[')?;
    let (address, end) = closed(text, at + 1 + blanks + 1)?;
    (is_address(address) && !address.trim().contains(' ')).then(|| {
        let words = &text[open + 1..at];
        (
            open..end,
            "a blank parts the words from the address",
            format!("write `[{words}]({})`", address.trim()),
        )
    })
}

/// `(the ways)[ways.md]`: the brackets are the wrong way round.
fn turned(text: &str, at: usize) -> Option<Miss> {
    let rest = text[at..].strip_prefix(")[")?;
    let end = rest.find([']', '\n']).filter(|end| rest[*end..].starts_with(']'))?;
    let address = &rest[..end];
    let open = words_before(text, at, '(')?;
    (is_address(address) && !address.trim().contains(' ')).then(|| {
        let words = &text[open + 1..at];
        (
            open..at + 2 + end + 1,
            "the brackets are the wrong way round",
            format!("write `[{words}]({})`", address.trim()),
        )
    })
}

/// `[the *steps*][gone]`: the end of a reference whose words have marks, so that they are no part of this text.
fn marked_label(text: &str, at: usize) -> Option<Miss> {
    let rest = text[at..].strip_prefix("][")?;
    let inside = text[..at].rfind(['[', ']']).is_some_and(|open| text[open..].starts_with('['));
    let end = rest.find([']', '[', '\n']).filter(|end| rest[*end..].starts_with(']'))?;
    let label = &rest[..end];
    let named = !label.is_empty() && label.chars().any(char::is_alphabetic) && !label.starts_with('^');
    (!inside && named).then(|| {
        let help = format!("define the label on a line of its own, `[{label}]: address`");
        (at..at + 2 + end + 1, "nobody defined the label", help)
    })
}

#[cfg(test)]
mod tests {
    use super::misses;

    #[test]
    fn links_that_are_none_are_found_and_brackets_in_prose_are_not() {
        for text in [
            "See [the form](my form.pdf).",
            "![dot](my dot.png)",
            "[x](https://e.org/a b)",
            "[x] (routes.md)",
            "the [ways](  a way.md )",
            "(the ways)[ways.md]",
            "][gone] x",
        ] {
            assert_eq!(misses(text).len(), 1, "{text}");
        }
        for text in [
            "an array a[i](x y)",
            "[sic] (as in the original)",
            "f(x)[i]",
            "[x](a \"title\")",
            "words] (see the list)",
            "a [b][c]",
            "(one)[1]",
            "][1]",
            "x) and ](y",
        ] {
            assert!(misses(text).is_empty(), "{text}: {:?}", misses(text));
        }
    }
}
