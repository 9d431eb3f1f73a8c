//! Quotations: whether a source's own words support the value taken from them (docs/claims.md, "Facts, sources, dates").
//!
//! In: facts with quoted sources. Out: findings on quotes that give another value, on quotes whose figure cannot be
//! read, and on quotes that support a report that was not adopted. A quote without a figure of the kind proves nothing
//! and is left alone.

use super::facts::{Fact, Facts};
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::{Data, DisputeStatus, SourceRef};
use crate::text::Spanned;
use crate::value::{
    Form, Kind, Lexicon, Misread, Options, ReadError, Schema, Stated, Stored, agree, attached_after,
    attached_before, conflict, figures, figures_and_faults, format as show, hedges_after, hedges_before,
    read_stored, read_wording,
};
use std::ops::Range;

/// Checks the quotes of all facts.
pub(crate) fn check(data: &Data, facts: &Facts, findings: &mut Findings) {
    for fact in &facts.items {
        let def = &data.facts[fact.def];
        let schema = facts.schema(fact);
        for report in &fact.reports {
            for quote in def.reports[report.written].sources.iter().filter_map(|source| source.quote.as_ref())
            {
                mismatch(quote, &report.value, schema, report.span, findings);
            }
        }
        let Some(value) = fact.value.as_ref().filter(|_| fact.derived.is_none()) else { continue };
        for (source, quote) in quoted(&def.sources) {
            let other = (fact.dispute == Some(DisputeStatus::Adopted))
                .then(|| fact.reports.iter().find(|report| supports(quote, &report.value, schema)))
                .flatten()
                .filter(|_| contradicts(quote, value, schema));
            if let Some(report) = other {
                let message = format!(
                    "the quote of `{}` supports {}, which was not adopted",
                    source.id.value,
                    show(&report.value, schema, Form::Short)
                );
                findings.report(
                    Diagnostic::new(&lints::SOURCE_CONTRADICTS, quote.span, message)
                        .related(report.span, "the report it supports")
                        .related(fact.value_span, "the adopted value")
                        .help("cite it with the report, or adopt another value"),
                );
            } else {
                mismatch(quote, value, schema, fact.value_span, findings);
            }
        }
    }
}

/// Whether no quote of a fact contradicts its value.
pub(crate) fn hold(fact: &Fact, data: &Data, facts: &Facts) -> bool {
    let schema = facts.schema(fact);
    let Some(value) = fact.value.as_ref() else { return true };
    quoted(&data.facts[fact.def].sources).all(|(_, quote)| !contradicts(quote, value, schema))
}

fn quoted(sources: &[SourceRef]) -> impl Iterator<Item = (&SourceRef, &Spanned<String>)> {
    sources.iter().filter_map(|source| Some((source, source.quote.as_ref()?)))
}

fn mismatch(
    quote: &Spanned<String>,
    value: &Stored,
    schema: &Schema,
    span: crate::text::Span,
    findings: &mut Findings,
) {
    if let Some(message) = unread(&quote.value, schema) {
        findings.report(
            Diagnostic::new(
                &lints::QUOTE_MISMATCH,
                quote.span,
                format!("the quote cannot be checked: {message}"),
            )
            .related(span, format!("the value is {}", show(value, schema, Form::Short)))
            .help("quote a sentence whose figure is of the value's kind, or correct the value"),
        );
    } else if contradicts(quote, value, schema) {
        let said: Vec<_> =
            read(&quote.value, schema).iter().map(|stated| stated.figure_text().to_owned()).collect();
        let value = show(value, schema, Form::Short);
        let message = format!("the quote says `{}`, the value is {value}", said.join("`, `"));
        findings.report(
            Diagnostic::new(&lints::QUOTE_MISMATCH, quote.span, message)
                .related(span, value)
                .help("copy the quote again, or correct the value"),
        );
    }
}

/// Why no figure of a quote can be read, if it has one that looks like the value's kind.
fn unread(quote: &str, schema: &Schema) -> Option<String> {
    let (found, faults) = figures_and_faults(quote, &lexicon(schema));
    if let Some(down) = faults.iter().find(|fault| fault.what == Misread::DownwardRange) {
        return Some(down.message.clone());
    }
    if !read(quote, schema).is_empty() {
        return None;
    }
    let alike = found.into_iter().find(|figure| figure.kind == schema.kind);
    let error = alike.and_then(|figure| read_wording(with_words(quote, &figure.span, schema), schema).err());
    let told = |error: &ReadError| {
        let what = &error.what;
        matches!(what, Misread::MalformedFigure | Misread::DownwardRange | Misread::CurrencyMismatch)
            || *what == Misread::PeriodMismatch
    };
    error.into_iter().chain(faults).find(told).map(|error| error.message)
}

/// What counts as a figure in quotes of an attribute's values.
fn lexicon(schema: &Schema) -> Lexicon {
    Lexicon::new(schema.nouns.iter().map(|words| words.join(" ")))
}

/// The figures of the attribute's kind in a quote.
fn read(quote: &str, schema: &Schema) -> Vec<Stated> {
    if let Ok(one) = read_wording(quote, schema) {
        return vec![one];
    }
    let found = figures(quote, &lexicon(schema));
    found
        .iter()
        .filter_map(|figure| read_wording(with_words(quote, &figure.span, schema), schema).ok())
        .collect()
}

/// A figure with the words beside it that belong to it, as beside a link: "$450 a month" is not $450.
fn with_words<'q>(quote: &'q str, span: &Range<usize>, schema: &Schema) -> &'q str {
    let (head, tail) = (&quote[..span.start], &quote[span.end..]);
    let before = hedges_before(head).map_or(0, |outside| outside.len);
    let after = hedges_after(tail).map_or(0, |outside| outside.len);
    let (before, after) = (attached_before(head, before, schema), attached_after(tail, after, schema));
    &quote[span.start - before..span.end + after]
}

fn supports(quote: &Spanned<String>, value: &Stored, schema: &Schema) -> bool {
    read(&quote.value, schema).iter().any(|stated| fits(stated, value, schema))
}

/// The quote has figures of the kind and none of them fits the value. A text is no figure: a quote says where it is from,
/// in other words.
fn contradicts(quote: &Spanned<String>, value: &Stored, schema: &Schema) -> bool {
    if schema.kind == Kind::Text {
        return false;
    }
    let figures = read(&quote.value, schema);
    !figures.is_empty() && !figures.iter().any(|stated| fits(stated, value, schema))
}

/// Either may be the coarser one: the quote may round the value, or the value the quote.
fn fits(stated: &Stated, value: &Stored, schema: &Schema) -> bool {
    agree(stated, value, schema, &Options::default()).is_supported()
        || read_stored(stated.figure_text(), schema).is_ok_and(|said| !conflict(&said, value, schema))
}
