//! Bindings in prose: which words are bound to what.
//!
//! In: a link with one of our schemes and the text around it. Out: a [`Binding`] with the words,
//! their neighbours and exact places. Does not look anything up.

use super::leaves::{Leaf, leaves};
use super::reference::{self, RefError, Target};
use crate::diag::{Applicability, Diagnostic, Edit, Findings, Fix, Reported};
use crate::doc::{Inline, Link, LinkForm};
use crate::lints;
use crate::model::FieldClaim;
use crate::text::{MappedText, Span, Spanned, one_line};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A bound span of prose.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Binding {
    pub target: Target,
    /// The target as written.
    pub destination: String,
    pub kind: BindingKind,
    /// The words between the brackets, without marks; empty for an insertion.
    pub wording: String,
    /// The link's title: a locator for a citation, a reason for an exemption.
    pub title: String,
    /// Text before and after in the same run, up to another binding or a hard line break.
    pub before: MappedText,
    pub after: MappedText,
    /// First byte of the link in its text: the renderer finds the verdict by it.
    pub start: usize,
    /// The byte after the link in its text.
    pub end: usize,
    /// The whole link.
    pub span: Span,
    /// The words.
    pub words_span: Span,
    /// The destination.
    pub target_span: Span,
    /// The sentence it stands in, as a reader sees it, with [`VALUE`] in the place of an inserted value and `…` in
    /// that of others; the words again where there is no more text.
    pub sentence: String,
    /// The wording with its places.
    words: MappedText,
    /// It stands in front matter, where no link can be.
    pub in_field: bool,
    /// Turns places in the text into places in the file: what to add, and where nothing can be
    /// added because the text stands in the file in another form.
    origin: Origin,
}

/// How offsets in a text become places in a file.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum Origin {
    /// By adding a span's start to them, less the offset it stands for.
    Exact(Span, usize),
    /// Not at all: everything is the whole.
    Whole(Span),
}

/// Most bytes of text beside a link that are looked at.
const REACH: usize = 160;

/// Stands in a sentence for the value that the binding inserts.
pub(crate) const VALUE: char = '\u{fffc}';
/// Longest part of a sentence that is kept on each side of the words, in bytes.
const LONG: usize = 200;

/// How the words are bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum BindingKind {
    /// `[words](target)`
    Assert,
    /// `<target>`
    Insert,
}

impl Binding {
    /// The claim's text when `before` bytes of the text before the link and `after` bytes of the
    /// text after it belong to it.
    fn claim(&self, before: usize, after: usize) -> (MappedText, Range<usize>) {
        let mut whole = self.before.clone();
        let start = whole.text.len() - before;
        whole.append(&self.words);
        let end = whole.text.len() + after;
        whole.append(&self.after);
        (whole, start..end)
    }

    /// The place of a part of the claim's text; `range` counts from the first byte taken.
    pub(crate) fn place(&self, before: usize, range: Range<usize>, after: usize) -> Span {
        let (whole, claim) = self.claim(before, after);
        let place = whole.place(claim.start + range.start..claim.start + range.end);
        place.map_or(self.words_span, |bytes| self.origin.span(bytes))
    }

    /// The place of the words together with what was taken from outside the link.
    pub(crate) fn claim_span(&self, before: usize, after: usize) -> Span {
        let (whole, claim) = self.claim(before, after);
        whole.place(claim).map_or(self.words_span, |bytes| self.origin.span(bytes))
    }
}

impl Binding {
    /// The place of a part of the claim's text where that can be edited: it lies wholly before, in or
    /// after the words, and is in the file letter by letter.
    pub(crate) fn editable(&self, before: usize, range: Range<usize>, after: usize) -> Option<Span> {
        let words = before..before + self.words.text.len();
        let cuts = |at: usize| range.start < at && at < range.end;
        if cuts(words.start) || cuts(words.end) || !matches!(self.origin, Origin::Exact(..)) {
            return None;
        }
        let length = range.len();
        let span = if range.is_empty() {
            self.insertion(before, range.start, after)?
        } else {
            self.place(before, range, after)
        };
        ((span.end - span.start) as usize == length).then_some(span)
    }

    /// The place between two bytes of the claim's text, on the side of the words where it is between
    /// them and their surroundings.
    fn insertion(&self, before: usize, at: usize, after: usize) -> Option<Span> {
        let words = before..before + self.words.text.len();
        let total = words.end + after;
        let left = at > 0 && (at != words.start || at == total);
        let one = if left { at.checked_sub(1)?..at } else { at..(at + 1).min(total) };
        let (whole, claim) = self.claim(before, after);
        // A whole character: bytes inside one have no place of their own.
        let text = &whole.text[claim.clone()];
        let start = (0..=one.start).rev().find(|byte| text.is_char_boundary(*byte))?;
        let end = (one.end..=text.len()).find(|byte| text.is_char_boundary(*byte))?;
        let span = self.place(before, start..end, after);
        let point = if left { span.end } else { span.start };
        Some(Span { start: point, end: point, ..span })
    }

    /// The edit that puts another name into a reference of the destination, where that stands as it is. `reference`
    /// is the reference as written: a comparison has two.
    pub(crate) fn retarget(
        &self,
        reference: &str,
        old: &str,
        new: &str,
        applicability: Applicability,
    ) -> Option<Fix> {
        let part = self.reference(reference)?;
        let at = part.start + self.destination[part].find(old)?;
        let plain = self.target_span.is_plain(&self.destination);
        let span = plain.then(|| self.target_span.within(at..at + old.len()))?;
        Some(Fix { applicability, edits: vec![Edit { span, text: new.to_owned() }] })
    }

    /// The place of a reference of the destination; the whole destination where it stands in another form.
    pub(crate) fn reference_span(&self, reference: &str) -> Span {
        let part = self.reference(reference).filter(|_| self.target_span.is_plain(&self.destination));
        part.map_or(self.target_span, |part| self.target_span.within(part))
    }

    /// Where in the destination a reference stands: the whole of it after the scheme, or the value of an option.
    fn reference(&self, reference: &str) -> Option<Range<usize>> {
        let scheme = self.destination.find(':')? + 1;
        let rest = &self.destination[scheme..];
        let at = if rest.starts_with(reference) {
            0
        } else {
            let option = format!("={reference}");
            rest.match_indices(&option).map(|(at, _)| at + 1).find(|at| {
                let after = &rest[at + reference.len()..];
                after.is_empty() || after.starts_with('&')
            })?
        };
        Some(scheme + at..scheme + at + reference.len())
    }

    /// The same binding with another destination, if that is one of ours.
    pub(crate) fn with_destination(&self, destination: &str) -> Option<Self> {
        let target = reference::target(destination)?.ok()?;
        Some(Self { target, destination: destination.to_owned(), ..self.clone() })
    }

    /// A reference to a fact that stands by itself in data: the fact is inserted there.
    ///
    /// # Errors
    /// It is not a reference.
    pub(crate) fn of_reference(text: &Spanned<String>) -> Result<Self, RefError> {
        let (span, none) = (text.span, MappedText::default);
        Ok(Self {
            target: Target::Fact(reference::fact_ref(&text.value)?),
            destination: format!("fact:{}", text.value),
            kind: BindingKind::Insert,
            wording: String::new(),
            title: String::new(),
            before: none(),
            after: none(),
            start: 0,
            end: 0,
            span,
            words_span: span,
            target_span: span,
            sentence: VALUE.to_string(),
            words: none(),
            in_field: false,
            origin: Origin::Whole(span),
        })
    }

    /// The binding of a text by itself; `None` where the target cannot be read, which a finding says.
    pub(crate) fn of_words(
        words: &Spanned<String>,
        claim: &FieldClaim,
        findings: &mut Findings,
    ) -> Option<Self> {
        in_field(words, claim, findings)
    }

    /// The same binding with other words, whose places are those of the whole.
    pub(crate) fn with_words(&self, wording: &str) -> Self {
        let mut words = MappedText::default();
        words.push(wording, self.start..self.end, "");
        Self { wording: wording.to_owned(), words, ..self.clone() }
    }

    /// Whether the link stays one when `before` bytes in front of it are taken away: an exclamation mark makes an
    /// image of a link, and a backslash takes its bracket.
    pub(crate) fn can_follow(&self, before: usize) -> bool {
        let kept = self.before.text.len() - before;
        !self.before.text[..kept].ends_with(['!', '\\'])
    }

    /// The whole claim's text with `before` and `after` bytes from outside the link.
    pub(crate) fn text(&self, before: usize, after: usize) -> String {
        let head = &self.before.text[self.before.text.len() - before..];
        format!("{head}{}{}", self.wording, &self.after.text[..after])
    }
}

impl Origin {
    fn span(self, bytes: Range<usize>) -> Span {
        match self {
            Self::Exact(span, at) => {
                let shift = |byte: usize| (span.start as usize + byte).saturating_sub(at);
                Span::new(span.file, shift(bytes.start)..shift(bytes.end))
            }
            Self::Whole(span) => span,
        }
    }
}

/// Reads the binding of a link; `None` for ordinary links.
///
/// # Errors
/// The link means to bind and cannot.
pub(crate) fn read(
    link: &Link<'_>,
    run: &[Leaf<'_>],
    source: &str,
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Findings,
) -> Result<Option<Binding>, Reported> {
    let Some(target) = reference::target(&link.target) else { return Ok(None) };
    let span = locate(link.bytes.clone());
    let target_bytes = destination(link, source);
    let target_span = locate(target_bytes);
    if let LinkForm::Wiki { .. } = link.form {
        let message = "a wikilink cannot bind a figure";
        return Err(findings.report(
            Diagnostic::new(&lints::MALFORMED_BINDING, span, message)
                .help(format!("write `[words]({})`", link.target)),
        ));
    }
    let target = match target {
        Ok(target) => target,
        Err(RefError::Malformed(message)) => {
            return Err(findings.report(Diagnostic::new(&lints::MALFORMED_BINDING, target_span, message)));
        }
        Err(RefError::UnknownOption(message)) => {
            return Err(findings.report(Diagnostic::new(&lints::UNKNOWN_OPTION, target_span, message)));
        }
        Err(RefError::Typo(message, old, new)) => {
            let finding = Diagnostic::new(&lints::UNKNOWN_OPTION, target_span, message);
            let at = link.target.find(&old).filter(|_| target_span.is_plain(&link.target));
            return Err(findings.report(match at {
                Some(at) => {
                    let span = target_span.within(at..at + old.len());
                    finding.fix(Applicability::Safe, span, format!("{new}="))
                }
                None => finding,
            }));
        }
    };
    if let Some(inner) = link.content.iter().find_map(inner_binding) {
        let message = "a binding is not allowed in the words of another";
        return Err(findings.report(
            Diagnostic::new(&lints::MALFORMED_BINDING, locate(inner), message)
                .help("end the first link before the second begins"),
        ));
    }
    let kind = if link.form == LinkForm::Auto { BindingKind::Insert } else { BindingKind::Assert };
    let mut words = MappedText::default();
    if kind == BindingKind::Assert {
        leaves(&link.content).iter().for_each(|leaf| words.push(&leaf.text, leaf.bytes.clone(), source));
    }
    let words_span = words.place(0..words.text.len()).map_or(span, locate);
    let (before, after) = around(link, run, source);
    // Spans differ by as much as bytes do wherever the text stands in the file as it is.
    let exact = span.end as usize - span.start as usize == link.bytes.len();
    Ok(Some(Binding {
        target,
        destination: link.target.to_string(),
        kind,
        wording: words.text.clone(),
        title: link.title.to_string(),
        before,
        after,
        start: link.bytes.start,
        end: link.bytes.end,
        span,
        words_span,
        target_span,
        sentence: sentence(link, run),
        words,
        in_field: false,
        origin: if exact { Origin::Exact(span, link.bytes.start) } else { Origin::Whole(span) },
    }))
}

/// The sentence around a link.
fn sentence(link: &Link<'_>, run: &[Leaf<'_>]) -> String {
    let sign = |leaf: &Leaf<'_>, sign: char| {
        let inserted = leaf.wall && leaf.text.is_empty() && !leaf.bytes.is_empty();
        inserted.then_some(sign)
    };
    let add = |text: &mut String, leaf: &Leaf<'_>, inserted: char| {
        text.push_str(&leaf.text);
        text.extend(sign(leaf, inserted));
    };
    // No more is looked at than is kept: a text may be one long line of links.
    let first = run.partition_point(|leaf| leaf.bytes.end <= link.bytes.start);
    let next = run.partition_point(|leaf| leaf.bytes.start < link.bytes.end).max(first);
    let (mut from, mut length) = (first, 0);
    while from > 0 && length <= LONG + 8 {
        from -= 1;
        length += run[from].text.len();
    }
    let (mut before, mut words, mut after) = (String::new(), String::new(), String::new());
    run[from..first].iter().for_each(|leaf| add(&mut before, leaf, '…'));
    run[first..next].iter().for_each(|leaf| add(&mut words, leaf, VALUE));
    for leaf in &run[next..] {
        if after.len() > LONG + 8 {
            break;
        }
        add(&mut after, leaf, '…');
    }
    if words.is_empty() {
        words.push(VALUE);
    }
    let ends = |text: &str, at: usize| {
        text[at..].starts_with(['.', '!', '?']) && text[at + 1..].starts_with([' ', '”'])
    };
    let mut start =
        before.char_indices().rev().map(|(at, _)| at).find(|at| ends(&before, *at)).map_or(0, |at| at + 2);
    let mut end = after
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| ends(&after, *at) || (*at + 1 == after.len() && after.ends_with(['.', '!', '?'])));
    let mut cut = ["", ""];
    if before.len() - start.min(before.len()) > LONG {
        start = before.len() - LONG;
        cut[0] = "…";
    }
    if end.unwrap_or(after.len()) > LONG {
        end = Some(LONG);
        cut[1] = "…";
    }
    while !before.is_char_boundary(start.min(before.len())) {
        start += 1;
    }
    let mut end = end.map_or(after.len(), |at| (at + usize::from(cut[1].is_empty())).min(after.len()));
    while !after.is_char_boundary(end) {
        end += 1;
    }
    let head = before.get(start.min(before.len())..).unwrap_or("");
    let text = format!("{}{head}{words}{}{}", cut[0], &after[..end], cut[1]);
    one_line(&text)
}

/// The place of the first binding inside an inline: in the words of a link, in a cell.
pub(super) fn inner_binding(inline: &Inline<'_>) -> Option<Range<usize>> {
    match inline {
        Inline::Link(link) if reference::target(&link.target).is_some() => Some(link.bytes.clone()),
        Inline::Link(link) => link.content.iter().find_map(inner_binding),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
            inner.iter().find_map(inner_binding)
        }
        _ => None,
    }
}

/// The binding of some words of a field that is not Markdown; `None` when they do not stand in it or
/// the target cannot be read, which a finding says.
pub(crate) fn in_field(
    field: &Spanned<String>,
    claim: &FieldClaim,
    findings: &mut Findings,
) -> Option<Binding> {
    let (words, target) = (&claim.words, &claim.target);
    let Some(at) = field.value.find(&words.value).filter(|_| !words.value.is_empty()) else {
        let message = format!("`{}` does not occur in the {}", words.value, claim.field.value);
        findings.report(
            Diagnostic::new(&lints::MALFORMED_BINDING, words.span, message).related(field.span, "here"),
        );
        return None;
    };
    let (destination, title) = match target.value.split_once(':') {
        Some(("none", reason)) => ("fact:none".to_owned(), reason.trim().to_owned()),
        // As a link has it.
        Some(("fact", rest)) if rest.starts_with("none ") => {
            let reason = rest["none ".len()..].trim().trim_matches(['"', '\'']);
            ("fact:none".to_owned(), reason.to_owned())
        }
        Some(("fact" | "claim" | "source", _)) => (target.value.clone(), String::new()),
        _ => (format!("fact:{}", target.value), String::new()),
    };
    let read = match reference::target(&destination)? {
        Ok(read) => read,
        Err(
            RefError::Malformed(message) | RefError::UnknownOption(message) | RefError::Typo(message, ..),
        ) => {
            findings.report(Diagnostic::new(&lints::MALFORMED_BINDING, target.span, message));
            return None;
        }
    };
    let text = &field.value;
    let origin = field.inner().map_or(Origin::Whole(field.span), |span| Origin::Exact(span, 0));
    let strand = |range: Range<usize>| {
        let mut strand = MappedText::default();
        strand.push(&text[range.clone()], range, text);
        strand
    };
    let range = at..at + words.value.len();
    let span = origin.span(range.clone());
    Some(Binding {
        target: read,
        destination,
        kind: BindingKind::Assert,
        wording: words.value.clone(),
        title,
        before: strand(0..at),
        after: strand(range.end..text.len()),
        start: range.start,
        end: range.end,
        span,
        words_span: span,
        target_span: target.span,
        sentence: text.to_owned(),
        words: strand(range),
        in_field: true,
        origin,
    })
}

/// Text on both sides of a link.
fn around(link: &Link<'_>, run: &[Leaf<'_>], source: &str) -> (MappedText, MappedText) {
    let first = run.partition_point(|leaf| leaf.bytes.end <= link.bytes.start);
    let mut from = first;
    let mut length = 0;
    while from > 0 && !run[from - 1].wall && length < REACH {
        from -= 1;
        length += run[from].text.len();
    }
    let mut before = MappedText::default();
    run[from..first].iter().for_each(|leaf| before.push(&leaf.text, leaf.bytes.clone(), source));
    let mut after = MappedText::default();
    let next = run.partition_point(|leaf| leaf.bytes.start < link.bytes.end);
    for leaf in run[next..].iter().take_while(|leaf| !leaf.wall) {
        after.push(&leaf.text, leaf.bytes.clone(), source);
        if after.text.len() >= REACH {
            break;
        }
    }
    (before, after)
}

/// The destination inside the link's source; the whole link when it is written elsewhere.
fn destination(link: &Link<'_>, source: &str) -> Range<usize> {
    let slice = source.get(link.bytes.clone()).unwrap_or("");
    let from = slice.rfind("](").unwrap_or(0);
    match slice[from..].find(&*link.target) {
        Some(at) if !link.target.is_empty() => {
            let start = link.bytes.start + from + at;
            start..start + link.target.len()
        }
        _ => link.bytes.clone(),
    }
}
