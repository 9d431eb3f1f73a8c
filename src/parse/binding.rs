//! Bindings in prose: which words are bound to what.
//!
//! In: a link with one of our schemes and the text around it. Out: a [`Binding`] with the words,
//! their neighbours and exact places. Does not look anything up.

use super::reference::{self, RefError, Target};
use crate::diag::Diagnostic;
use crate::doc::{Inline, Link, LinkForm, plain_text};
use crate::lints;
use crate::text::Span;
use std::ops::Range;

/// A bound span of prose.
#[derive(Debug, Clone)]
pub(crate) struct Binding {
    pub target: Target,
    /// The target as written.
    pub destination: String,
    pub kind: BindingKind,
    /// The words between the brackets, without marks; empty for an insertion.
    pub wording: String,
    /// The link's title: a locator for a citation, a reason for an exemption.
    pub title: String,
    /// Text directly before and after, in the same run.
    pub before: String,
    pub after: String,
    /// First byte of the link in its text: the renderer finds the verdict by it.
    pub start: usize,
    /// The whole link.
    pub span: Span,
    /// The words.
    pub words_span: Span,
    /// The destination.
    pub target_span: Span,
    /// Where each piece of the wording stands: offset in the wording, then place.
    pieces: Vec<(usize, Span)>,
    /// Places of `before` and `after`, when they stand in the file as they are.
    around: (Option<Span>, Option<Span>),
}

/// How the words are bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BindingKind {
    /// `[words](target)`
    Assert,
    /// `<target>`
    Insert,
}

impl Binding {
    /// The place of a part of the claim's text: `before[taken..] + wording + after[..taken]`.
    /// `range` counts from the start of the wording; bytes before it are negative.
    pub(crate) fn place(&self, taken_before: usize, range: Range<usize>, taken_after: usize) -> Span {
        let start = self.at(taken_before, range.start, taken_after, false);
        let end = self.at(taken_before, range.end, taken_after, true);
        match (start, end) {
            (Some(start), Some(end)) if start <= end => Span { start, end, ..self.span },
            _ => self.words_span,
        }
    }

    fn at(&self, taken_before: usize, offset: usize, taken_after: usize, is_end: bool) -> Option<u32> {
        let cast = |n: usize| u32::try_from(n).ok();
        if offset < taken_before || (offset == taken_before && is_end && taken_before > 0) {
            let span = self.around.0?;
            return Some(span.end - cast(taken_before - offset)?);
        }
        let inside = offset - taken_before;
        let past = inside.checked_sub(self.wording.len()).filter(|past| *past > 0 && *past <= taken_after);
        if let Some(past) = past {
            return Some(self.around.1?.start + cast(past)?);
        }
        let piece =
            self.pieces.iter().rev().find(|(at, _)| if is_end { *at < inside } else { *at <= inside })?;
        let (at, span) = piece;
        Some((span.start + cast(inside - at)?).min(span.end))
    }

    /// The place of the words together with what was taken from outside the link.
    pub(crate) fn claim_span(&self, taken_before: usize, taken_after: usize) -> Span {
        let start = match self.around.0 {
            Some(span) if taken_before > 0 => span.end - u32::try_from(taken_before).unwrap_or(0),
            _ => self.words_span.start,
        };
        let end = match self.around.1 {
            Some(span) if taken_after > 0 => span.start + u32::try_from(taken_after).unwrap_or(0),
            _ => self.words_span.end,
        };
        Span { start, end, ..self.span }
    }
}

/// Reads the binding of a link; `None` for ordinary links and for those that draw a finding.
pub(crate) fn read(
    link: &Link<'_>,
    around: (Option<&Inline<'_>>, Option<&Inline<'_>>),
    source: &str,
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Vec<Diagnostic>,
) -> Option<Binding> {
    let target = reference::target(&link.target)?;
    let span = locate(link.bytes.clone());
    let target_bytes = destination(link, source);
    let target_span = locate(target_bytes);
    if let LinkForm::Wiki { .. } = link.form {
        let message = "a wikilink cannot bind a figure";
        findings.push(
            Diagnostic::new(&lints::MALFORMED_BINDING, span, message)
                .help(format!("write `[words]({})`", link.target)),
        );
        return None;
    }
    let target = match target {
        Ok(target) => target,
        Err(RefError::Malformed(message)) => {
            findings.push(Diagnostic::new(&lints::MALFORMED_BINDING, target_span, message));
            return None;
        }
        Err(RefError::UnknownOption(message)) => {
            findings.push(Diagnostic::new(&lints::UNKNOWN_OPTION, target_span, message));
            return None;
        }
    };
    let kind = if link.form == LinkForm::Auto { BindingKind::Insert } else { BindingKind::Assert };
    let (before, before_span) = neighbour(around.0, source, locate);
    let (after, after_span) = neighbour(around.1, source, locate);
    let wording = if kind == BindingKind::Assert { plain_text(&link.content) } else { String::new() };
    Some(Binding {
        target,
        destination: link.target.to_string(),
        kind,
        wording,
        title: link.title.to_string(),
        before,
        after,
        start: link.bytes.start,
        span,
        words_span: words(link, locate).unwrap_or(span),
        target_span,
        pieces: pieces(&link.content, source, locate),
        around: (before_span, after_span),
    })
}

fn neighbour(
    inline: Option<&Inline<'_>>,
    source: &str,
    locate: &dyn Fn(Range<usize>) -> Span,
) -> (String, Option<Span>) {
    match inline {
        Some(Inline::Text { text, bytes }) => {
            let exact = source.get(bytes.clone()) == Some(&**text);
            (text.to_string(), exact.then(|| locate(bytes.clone())))
        }
        _ => (String::new(), None),
    }
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

fn words(link: &Link<'_>, locate: &dyn Fn(Range<usize>) -> Span) -> Option<Span> {
    let mut ends = Vec::new();
    leaves(&link.content, &mut |inline| {
        if let Inline::Text { bytes, .. } | Inline::Code { bytes, .. } = inline {
            ends.push(bytes.clone());
        }
    });
    Some(locate(ends.first()?.start..ends.last()?.end))
}

fn pieces(content: &[Inline<'_>], source: &str, locate: &dyn Fn(Range<usize>) -> Span) -> Vec<(usize, Span)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    leaves(content, &mut |inline| match inline {
        Inline::Text { text, bytes } | Inline::Code { text, bytes } => {
            let exact = source.get(bytes.clone()) == Some(&**text);
            pieces.push((at, locate(if exact { bytes.clone() } else { bytes.start..bytes.end })));
            at += text.len();
        }
        Inline::SoftBreak | Inline::HardBreak => at += 1,
        _ => {}
    });
    pieces
}

fn leaves<'t, 'a>(content: &'t [Inline<'a>], visit: &mut impl FnMut(&'t Inline<'a>)) {
    for inline in content {
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => leaves(inner, visit),
            Inline::Link(link) => leaves(&link.content, visit),
            Inline::Image { alt, .. } => leaves(alt, visit),
            other => visit(other),
        }
    }
}
