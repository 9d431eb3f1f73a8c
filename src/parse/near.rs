//! Near-misses: text that looks like a binding and is none.
//!
//! In: the text of a run, of HTML or of a YAML value. Out: findings, since a mistyped binding would vanish
//! in silence: Markdown has no syntax errors. Does not read bindings.

use crate::diag::{Diagnostic, Findings, Level, Reported};
use crate::lints;
use crate::text::{Span, Spanned, did_you_mean};
use std::ops::Range;

/// The schemes of bindings.
const SCHEMES: [&str; 3] = ["fact:", "claim:", "source:"];
/// How far in front of a target its words are looked for.
const REACH: usize = 120;

/// Reports bindings in a text that is not Markdown: a title, a description.
pub(crate) fn front_matter(text: &Spanned<String>, findings: &mut Findings) {
    for miss in near_misses(&text.value) {
        let words = text.value[miss].to_owned();
        let message = "front matter is not Markdown: this binding would be printed literally";
        findings.report(
            Diagnostic::new(&lints::MALFORMED_BINDING, text.span, message)
                .label(words)
                .help("write the figure without brackets, or bind it with `claims:`"),
        );
    }
}

/// Finds bindings that Markdown took for plain text. `text` is what a reader sees, `source` the whole text
/// it lies in.
pub(crate) fn in_text(
    text: &str,
    bytes: &Range<usize>,
    source: &str,
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Findings,
) -> Vec<Missed> {
    let misses = near_misses(text);
    let undefined = undefined(text);
    let mut missed = Vec::new();
    if misses.is_empty() && undefined.is_empty() {
        return missed;
    }
    let written = source.get(bytes.clone()).unwrap_or("");
    // Beside escapes and entities the text is shorter than the file: there the file is searched.
    let exact = written == text;
    let in_file = if exact { misses.clone() } else { near_misses(written) };
    for (number, miss) in misses.iter().enumerate() {
        let place = match in_file.get(number).filter(|_| in_file.len() == misses.len()) {
            Some(place) => bytes.start + place.start..bytes.start + place.end,
            None => bytes.clone(),
        };
        let cell =
            source[place.end..].starts_with(['|', ' ']) && source[place.end..].trim_start().starts_with('|');
        let words = &text[miss.clone()];
        let cut = cell && !words.ends_with([')', '>', ']']);
        let span = locate(place);
        missed.push(Missed { span, reported: findings.report(near_miss(span, words, cut)) });
    }
    for label in undefined.into_iter().filter(|_| exact) {
        let words = &text[label.clone()];
        let name = words.trim_end_matches("[]").rsplit('[').next().unwrap_or("").trim_end_matches(']');
        let message = format!("`{words}` refers to a label that is not defined");
        let span = locate(bytes.start + label.start..bytes.start + label.end);
        let help = format!(
            "define it on a line of its own, `[{name}]: address`, or write the address in parentheses"
        );
        let mut finding =
            Diagnostic::new(&lints::BROKEN_LINK, span, message).label("printed as it stands").help(help);
        finding.at_most = Some(Level::Warn);
        findings.report(finding);
    }
    missed
}

/// Reports `[x](facts:pay)`: a mistyped scheme, not a link to the outside.
pub(crate) fn scheme(target: &str, span: Span, findings: &mut Findings) -> Option<Missed> {
    let (name, rest) = target.split_once(':')?;
    let scheme = name.to_ascii_lowercase();
    // Schemes that there are, and that are near to ours.
    const OTHERS: [&str; 4] = ["facetime", "force", "data", "tel"];
    if rest.starts_with("//") || OTHERS.contains(&scheme.as_str()) {
        return None;
    }
    let meant = did_you_mean(&scheme, SCHEMES.map(|ours| ours.trim_end_matches(':')))?;
    let message = format!("`{name}:` is not a binding scheme; did you mean `{meant}:`?");
    let reported = findings.report(
        Diagnostic::new(&lints::MALFORMED_BINDING, span, message).help(format!("write `{meant}:{rest}`")),
    );
    Some(Missed { span, reported })
}

/// A part of a text that means to bind and cannot, as was reported: its figures have no other fault.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Missed {
    pub span: Span,
    pub reported: Reported,
}

impl Missed {
    /// The fault of the part that begins where another does.
    pub(crate) fn begins(all: &[Self], span: Span) -> Option<Reported> {
        let same = |part: &&Self| part.span.file == span.file && part.span.start == span.start;
        all.iter().find(same).map(|part| part.reported)
    }

    /// The fault of the part that holds a place, if one does.
    pub(crate) fn at(all: &[Self], span: Span) -> Option<Reported> {
        all.iter().find(|part| part.span.holds(span)).map(|part| part.reported)
    }
}

/// Reports footnotes that Markdown took for plain text, since nothing defines them.
pub(crate) fn footnotes(
    text: &str,
    bytes: &Range<usize>,
    source: &str,
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Findings,
) {
    if !text.contains('[') || source.get(bytes.clone()) != Some(text) {
        return;
    }
    for (at, _) in text.match_indices("[^") {
        // Not only to the bracket: there may be none in a long text.
        let stop = |c: char| c.is_whitespace() || matches!(c, '[' | ']');
        let label = text[at + 2..].split(stop).next().unwrap_or("");
        let end = at + 2 + label.len();
        if label.is_empty() || !text[end..].starts_with(']') {
            continue;
        }
        let span = locate(bytes.start + at..bytes.start + end + 1);
        findings.report(
            Diagnostic::new(&lints::UNDEFINED_FOOTNOTE, span, format!("unknown footnote `{label}`"))
                .label("printed as it stands")
                .help(format!("define it on a line of its own: `[^{label}]: …`")),
        );
    }
}

/// Parts of a text that look like a binding.
pub(crate) fn near_misses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // Most texts have no colon, and looking for one is cheap.
    if !text.contains(':') {
        return found;
    }
    let lower = text.to_ascii_lowercase();
    let mut targets: Vec<usize> =
        SCHEMES.iter().flat_map(|scheme| lower.match_indices(scheme).map(|(at, _)| at)).collect();
    targets.sort_unstable();
    let mut line = 0;
    for at in targets {
        let free = found.last().map_or(0, |last| last.end);
        let direct = lower[..at].ends_with("](");
        let inserted = lower[..at].ends_with('<') && blank_follows(&lower[at..]);
        if at < free || !(direct || inserted || target_follows(&lower[at..])) {
            continue;
        }
        if line <= at {
            line = text[at..].find('\n').map_or(text.len(), |end| at + end);
        }
        if let Some(start) = opening(text, at, free) {
            found.push(start..closing(text, start, at, line));
        } else {
            found.extend(target_alone(text, at));
        }
    }
    found
}

/// A name follows the scheme; "(source: a book)" is a remark.
fn target_follows(text: &str) -> bool {
    let rest = text.split_once(':').map_or("", |(_, rest)| rest);
    rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// `[fact:fee]`, `{fact:fee}`, `(fact:fee)`, or the target alone: no words, and no angle brackets. "source:" and "claim:"
/// are words of prose as well.
fn target_alone(text: &str, at: usize) -> Option<Range<usize>> {
    let target = text[at..].strip_prefix("fact:")?;
    let slug = |c: char| c.is_ascii_alphanumeric() || "-_/@#?=&,.:".contains(c);
    let end = target.find(|c: char| !slug(c)).unwrap_or(target.len());
    let name = target[..end].trim_end_matches(['.', ',', ':', '?']);
    let end = at + "fact:".len() + name.len();
    let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
    let around = match (before, after) {
        (Some('['), Some(']')) => !text[end + 1..].starts_with(['(', '[']),
        (Some('('), Some(')')) => !text[..at - 1].ends_with(']'),
        (Some('{'), Some('}')) => true,
        (None, _) => return Some(at..end),
        (Some(c), _) if c.is_whitespace() => return Some(at..end),
        _ => false,
    };
    around.then(|| at - 1..end + 1)
}

/// `<fact: fee>`
fn blank_follows(text: &str) -> bool {
    let rest = text.split_once(':').map_or("", |(_, rest)| rest);
    let inner = rest.split(['>', '<', '\n']).next().unwrap_or("");
    let slug = |c: char| c.is_ascii_alphanumeric() || "-./@#?=&,".contains(c);
    inner.starts_with(' ') && rest[inner.len()..].starts_with('>') && inner.trim().chars().all(slug)
}

/// Where the words or the bracket of a target begin.
fn opening(text: &str, at: usize, free: usize) -> Option<usize> {
    let mut from = free.max(at.saturating_sub(REACH));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text[from..at].trim_end_matches([' ', '/']);
    let bracket = before.chars().next_back()?;
    let inner = before[..before.len() - bracket.len_utf8()].trim_end();
    let square = |c: char| matches!(c, '[' | '［' | '【');
    match bracket {
        '<' => Some(from + before.len() - 1),
        '(' | '（' | ':' | '"' | '\'' => {
            let closed = inner.ends_with([']', '］', '】', '(', '（', ']']);
            let words = inner.rfind(square).filter(|_| closed || bracket == '(');
            // "[words(fact:x)" and "[words]: fact:x" too, but not a bracket that was closed long ago.
            let words =
                words.filter(|open| closed || !inner[*open..].contains([']', '］'])).map(|open| from + open);
            // The words may stand in marks, code or a link before this text.
            words.or_else(|| {
                let (last, bracket) = inner.char_indices().next_back()?;
                matches!(bracket, ']' | '］' | '】').then_some(from + last)
            })
        }
        '[' if inner.ends_with(')') => inner.rfind('(').map(|open| from + open),
        _ => None,
    }
}

/// The end of the target at `at`, in a line that ends at `line`.
fn closing(text: &str, start: usize, at: usize, line: usize) -> usize {
    let close = |c: char| matches!(c, ')' | '）' | '>' | ']');
    let own = match text[start..].chars().next() {
        Some('<') => text[at..line].find('>'),
        _ => text[at..line].find(close),
    };
    own.map_or(line, |end| at + end + text[at + end..].chars().next().map_or(1, char::len_utf8))
}

/// `[words][label]` in plain text: a reference link whose label nobody defined.
fn undefined(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains('[') {
        return found;
    }
    for (at, _) in text.match_indices("][") {
        let Some(open) = text[..at].rfind(['[', ']']).filter(|open| text[*open..].starts_with('[')) else {
            continue;
        };
        let Some(end) = text[at + 2..].find([']', '[']).map(|end| at + 2 + end) else { continue };
        let (words, label) = (&text[open + 1..at], &text[at + 2..end]);
        let before = text[..open].chars().next_back();
        let index = before.is_some_and(|c| c.is_alphanumeric() || c == ']');
        let plain = |part: &str| !part.trim().is_empty() && !part.starts_with('^');
        let numbers = words.chars().all(|c| c.is_ascii_digit()) && label.chars().all(|c| c.is_ascii_digit());
        // `[words][]` has its words for a label; `a[i][]` is code.
        let collapsed = label.is_empty() && words.contains(char::is_whitespace);
        if plain(words) && (plain(label) || collapsed) && !index && !numbers && text[end..].starts_with(']') {
            found.push(open..end + 1);
        }
    }
    found
}

/// The binding that is meant, where its words and its target are whole.
fn mended(words: &str, target: usize) -> Option<String> {
    let inside = words[target..].trim_end_matches([')', '>', ']', '}', ' ', '.', ',', ';']);
    let meant: String = inside.chars().filter(|c| *c != ' ').collect();
    let sound = |c: char| c.is_ascii_alphanumeric() || "-./@#?=&,:%".contains(c);
    if meant.ends_with(':') || !meant.chars().all(sound) {
        return None;
    }
    // Two names with a space between them are not one.
    let names = inside.split_once(':').map_or("", |(_, rest)| rest.trim());
    if names.contains(' ') {
        return None;
    }
    let scheme = meant.split(':').next().unwrap_or("").to_lowercase();
    let meant = format!("{scheme}{}", &meant[scheme.len()..]);
    if words.starts_with(['<', '{', '(', 'f']) || words.starts_with("[fact:") {
        return Some(format!("<{meant}>"));
    }
    let text = words.strip_prefix('[')?.split_once(']')?.0;
    (!text.is_empty() && !text.contains(['[', '`'])).then(|| format!("[{text}]({meant})"))
}

fn near_miss(span: Span, words: &str, cut: bool) -> Diagnostic {
    let target = SCHEMES.iter().find_map(|scheme| words.to_ascii_lowercase().find(scheme)).unwrap_or(0);
    let inside = words[target..].trim_end_matches([')', '>', ']', '）']);
    let why = if cut {
        "the bar ends the cell of the table"
    } else if inside.contains(' ') {
        "a link destination may not contain spaces"
    } else {
        "Markdown does not read it as a link"
    };
    let finding =
        Diagnostic::new(&lints::MALFORMED_BINDING, span, "this looks like a binding but is plain text")
            .label(why);
    if cut {
        return finding.help("write `\\|` where a bar is meant inside a cell");
    }
    if let Some(right) = mended(words, target) {
        return finding.help(format!("write `{right}`"));
    }
    finding.help(
        "write it as `[words](fact:subject/attribute)`, without spaces in the target and without a link inside the words",
    )
}

/// A binding where none can be: the target of an image, of a link in HTML.
pub(crate) fn misplaced(span: Span, what: &str, target: &str) -> Diagnostic {
    let message = format!("`{target}` is the target of {what}, which cannot be a binding");
    Diagnostic::new(&lints::MALFORMED_BINDING, span, message).help(format!("write it as `[words]({target})`"))
}
