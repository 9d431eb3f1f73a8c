//! Wording that a sentence shows to be wrong by itself.
//!
//! In: the text of one run and its figures. Out: findings. Does not know whether a figure is true.

use crate::diag::{Applicability, Diagnostic, Edit, Findings, Fix};
use crate::doc::{Inline, plain_text};
use crate::lints;
use crate::text::Span;
use crate::value::{Core, FoundFigure, Kind, Number, Schema, read_wording};
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

/// Where a range of the run's text stands in the file.
type Place<'p> = &'p dyn Fn(Range<usize>) -> Option<Span>;

/// Words that mean another day for every reader.
static RELATIVE: LazyLock<AhoCorasick> = LazyLock::new(|| {
    finder(&[
        "currently",
        "at the moment",
        "nowadays",
        "right now",
        "at present",
        "presently",
        "these days",
        "this year",
        "last year",
        "this month",
        "last month",
        "recently",
        "as of now",
        "today",
    ])
});

/// Words that assert a maximum or an exception.
static SUPERLATIVES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    finder(&[
        "highest",
        "lowest",
        "largest",
        "smallest",
        "biggest",
        "greatest",
        "fastest",
        "slowest",
        "longest",
        "shortest",
        "hardest",
        "easiest",
        "toughest",
        "strictest",
        "most",
        "least",
        "best",
        "worst",
        "richest",
        "oldest",
        "newest",
        "youngest",
        "strongest",
        "weakest",
        "earliest",
        "latest",
        "only",
        "cheapest",
        "dearest",
        "rarest",
    ])
});

/// Which remarks are asked for.
pub(super) struct Wanted {
    /// On words that date a sentence by the reader's clock: a claim stands in the run.
    pub relative: bool,
    /// On superlatives that nothing backs.
    pub superlatives: bool,
    /// On pairs of dollar signs.
    pub dollars: bool,
}

/// Remarks on one run; `bound` says that a claim in it is bound.
pub(super) fn on_line(
    line: &str,
    found: &[FoundFigure],
    bound: bool,
    wanted: Wanted,
    place: Place<'_>,
    findings: &mut Findings,
) {
    if wanted.relative {
        relative(line, found, bound, place, findings);
    }
    points(line, found, place, findings);
    if wanted.superlatives && !bound {
        superlatives(line, place, findings);
    }
    if wanted.dollars {
        dollars(line, place, findings);
    }
}

/// Finds words and phrases of a list, in any case.
fn finder(list: &[&str]) -> AhoCorasick {
    AhoCorasick::builder().ascii_case_insensitive(true).build(list).expect("a few words")
}

/// Those that stand as whole words.
fn phrases<'l>(line: &'l str, finder: &'l AhoCorasick) -> impl Iterator<Item = Range<usize>> + 'l {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '’' || c == '\'');
    let whole = move |range: &Range<usize>| {
        !word(line[..range.start].chars().next_back()) && !word(line[range.end..].chars().next())
    };
    finder.find_overlapping_iter(line).map(|found| found.range()).filter(whole)
}

/// `currently` in a sentence with a figure.
fn relative(line: &str, found: &[FoundFigure], bound: bool, place: Place<'_>, findings: &mut Findings) {
    for range in phrases(line, &RELATIVE) {
        let inside = |figure: &FoundFigure| {
            figure.sentence.start <= range.start
                && range.end <= figure.sentence.end
                && !figure.quoted
                && !figure.advice
        };
        let near = found.iter().any(inside) || (bound && found.is_empty());
        if let Some(span) = place(range.clone()).filter(|_| near) {
            let message = format!("`{}` depends on when the page is read", &line[range]);
            findings.report(
                Diagnostic::new(&lints::RELATIVE_TIME, span, message)
                    .help("say the month or the year; the fact has an as-of date"),
            );
        }
    }
}

/// "from 10% to 12%, up 2%": the difference of two percentages is in points.
fn points(line: &str, found: &[FoundFigure], place: Place<'_>, findings: &mut Findings) {
    if found.iter().filter(|figure| figure.kind == Kind::Percent).nth(1).is_none() {
        return;
    }
    let Ok(schema) = Schema::new(Kind::Percent, None) else { return };
    let read = |figure: &FoundFigure| read_wording(&line[figure.core.clone()], &schema).ok().map(|s| s.core);
    for range in found.iter().filter(|figure| figure.kind == Kind::Percent) {
        let Some(Core::Range(from, to)) = read(range) else { continue };
        if !line[range.span.clone()].to_ascii_lowercase().contains("from") {
            continue;
        }
        let difference = (&to.value - &from.value).abs();
        for other in found.iter().filter(|other| other.sentence == range.sentence && *other != range) {
            let Some(Core::One(one)) = read(other) else { continue };
            if other.kind == Kind::Percent && one.value.abs() == difference && difference != Number::zero() {
                let words = &line[other.core.clone()];
                let points =
                    words.replace('%', " percentage points").replace(" percent", " percentage points");
                let message = format!("{} is {points}, written `{words}`", &line[range.core.clone()]);
                let Some(span) = place(other.core.clone()) else { continue };
                let finding = Diagnostic::new(&lints::POINTS_NOT_PERCENT, span, message);
                findings.report(finding.fix(Applicability::Unsafe, span, points));
            }
        }
    }
}

fn superlatives(line: &str, place: Place<'_>, findings: &mut Findings) {
    for range in phrases(line, &SUPERLATIVES) {
        let words = &line[range.clone()];
        if let Some(span) = place(range) {
            let message = format!("`{words}` asserts that nothing exceeds it, and no claim is bound");
            findings.report(
                Diagnostic::new(&lints::UNBACKED_COMPARISON, span, message)
                    .help("write a rule in content/data/rules.yaml and bind the words to `claim:rule`"),
            );
        }
    }
}

/// Two dollar signs that readers with mathematics take as one formula.
fn dollars(line: &str, place: Place<'_>, findings: &mut Findings) {
    let mut open: Option<usize> = None;
    for (at, _) in line.match_indices('$') {
        let before = line[..at].chars().next_back();
        let after = line[at + 1..].chars().next();
        let closes = before.is_some_and(|c| !c.is_whitespace());
        if let Some(start) = open.filter(|_| closes) {
            if let Some(span) = place(start..at + 1) {
                let message = format!(
                    "`{}` is read as a formula where dollar signs mark mathematics",
                    &line[start..=at]
                );
                findings.report(
                    Diagnostic::new(&lints::MATH_DOLLAR, span, message)
                        .help("write the currency's code, or a backslash before each dollar sign"),
                );
            }
            open = None;
        } else {
            open = after.filter(|c| !c.is_whitespace()).map(|_| at);
        }
    }
}

/// Single tildes around a figure: GitHub's strikethrough takes them away.
pub(super) fn tildes(
    run: &[Inline<'_>],
    text: &str,
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Findings,
) {
    for inline in run {
        match inline {
            Inline::Strike(inner) => {
                tilde_pair(inner, text, locate, findings);
                tildes(inner, text, locate, findings);
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) => tildes(inner, text, locate, findings),
            Inline::Link(link) => {
                // Nothing is repaired inside a link.
                let mut inside = Findings::default();
                tildes(&link.content, text, locate, &mut inside);
                findings.append(inside.map(|finding| Diagnostic { fix: None, ..finding }));
            }
            _ => {}
        }
    }
}

/// The bytes of a text that single tildes strike through, if it begins or ends at a figure: there they mean "about".
pub(in crate::parse) fn about(inner: &[Inline<'_>], text: &str) -> Option<Range<usize>> {
    let bytes = |inline: &Inline<'_>| match inline {
        Inline::Text { bytes, .. } | Inline::Code { bytes, .. } | Inline::Math { bytes, .. } => {
            Some(bytes.clone())
        }
        Inline::Link(link) => Some(link.bytes.clone()),
        _ => None,
    };
    let (first, last) = (inner.first().and_then(bytes)?, inner.last().and_then(bytes)?);
    let single = |at: usize, beyond: Option<usize>| {
        text.as_bytes().get(at) == Some(&b'~') && beyond.and_then(|b| text.as_bytes().get(b)) != Some(&b'~')
    };
    let open = first.start.checked_sub(1).filter(|at| single(*at, at.checked_sub(1)))?;
    let close = Some(last.end).filter(|at| single(*at, Some(at + 1)))?;
    let figure = |c: char| c.is_ascii_digit() || "$€£".contains(c);
    let shown = plain_text(inner);
    (shown.starts_with(figure) || shown.ends_with(|c| figure(c) || c == '%')).then_some(open..close + 1)
}

fn tilde_pair(
    inner: &[Inline<'_>],
    text: &str,
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Findings,
) {
    let Some(bytes) = about(inner, text) else { return };
    let (words, open, close) = (&text[bytes.clone()], bytes.start, bytes.end - 1);
    let message = format!("`{words}` becomes struck-through text");
    let mut finding = Diagnostic::new(&lints::TILDE_PAIR, locate(open..close + 1), message)
        .help("write `about` instead of the tilde");
    let edits = [open, close].map(|at| {
        let edit = |text: &str| Edit { span: locate(at..at + 1), text: text.to_owned() };
        spelled_tilde(&text[..at], &text[at + 1..], at == close).map(edit)
    });
    if let [Some(first), Some(second)] = edits {
        finding.fix = Some(Fix { applicability: Applicability::Safe, edits: vec![first, second] });
    } else {
        finding = finding.help("a backslash before a tilde keeps it as it is");
    }
    findings.report(finding);
}

/// What stands in a tilde's place, so that the sentence reads as before: "about" where a figure begins, nothing behind
/// one. Elsewhere ("5~7") nobody but the author knows what it means.
fn spelled_tilde(before: &str, after: &str, closes: bool) -> Option<&'static str> {
    let figure = |c: char| c.is_ascii_digit() || "$€£".contains(c);
    let last = before.chars().next_back();
    let opens = last.is_none_or(|c| c.is_whitespace() || "([{\"'“‘—–/|*_>".contains(c));
    if after.starts_with(figure) && opens {
        let sentence = before.trim_end_matches(|c: char| c.is_whitespace() || "*_\"“".contains(c));
        let paragraph = before[sentence.len()..].contains("\n\n");
        let starts = sentence.is_empty() || paragraph || sentence.ends_with(['.', '!', '?']);
        return Some(if starts && !sentence.ends_with("..") { "About " } else { "about " });
    }
    let behind = last.is_some_and(|c| figure(c) || c.is_alphanumeric() || c == '%');
    (closes && behind && !after.starts_with(char::is_alphanumeric)).then_some("")
}

/// "three tips:" before a list is checked by counting the list.
pub(super) fn length(figure: &FoundFigure, line: &str, items: usize, span: Span, findings: &mut Findings) {
    let Ok(schema) = Schema::new(Kind::Count, None) else { return };
    let number = line[figure.core.clone()].split_whitespace().next().unwrap_or("");
    let Ok(stated) = read_wording(number, &schema) else { return };
    let Core::One(amount) = &stated.core else { return };
    if amount.value != Number::from(i64::try_from(items).unwrap_or(i64::MAX)) {
        let words = &line[figure.span.clone()];
        let message = format!("`{words}:` stands before a list of {items}");
        let help = "say how many there are, or add what is missing";
        findings.report(Diagnostic::new(&lints::LIST_LENGTH, span, message).help(help));
    }
}
