//! What a file of facts says once for all of them.
//!
//! In: the keys at the top of the file. Out: facts with what they do not say themselves, and a finding for each default
//! that no fact takes. Which facts take a qualifier is not decided here: that takes the attributes.

use super::facts::{self, CONFIDENCE, METHODS, pairs, source_refs};
use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::{CommonQualifiers, Data, FactDef, FactDefId, PartialDate, SourceRef};
use crate::parse::fields::Fields;
use crate::text::{Span, Spanned};

/// The keys that a fact may leave to its file, without `at`.
pub(super) const KEYS: [&str; 4] = ["as-of", "sources", "method", "confidence"];

/// What all facts of a file have in common.
pub(super) struct FileOfFacts {
    pub subject: Result<Spanned<String>, Reported>,
    pub defaults: Defaults,
    /// Why a fact of it is missing.
    pub fault: Option<Reported>,
}

/// The defaults of a file.
pub(super) struct Defaults {
    as_of: Option<Spanned<PartialDate>>,
    /// Why there is no date, where one is written.
    undated: Option<Reported>,
    sources: Vec<SourceRef>,
    method: Option<Spanned<&'static str>>,
    confidence: Option<Spanned<&'static str>>,
    at: Vec<(Spanned<String>, Spanned<String>)>,
    /// Where each of [`KEYS`] stands, until a fact takes it.
    idle: [Option<Span>; 4],
}

impl Defaults {
    pub(super) fn of(fields: &mut Fields<'_>, findings: &mut Findings) -> Self {
        let (as_of, undated) = facts::as_of(fields);
        let sources = source_refs(fields, findings);
        for quote in sources.iter().filter_map(|source| source.quote.as_ref()) {
            fields.wrong(quote.span, "a quote belongs to one fact: write it there".to_owned());
        }
        let method = fields.choice("method", &METHODS);
        let confidence = fields.choice("confidence", &CONFIDENCE);
        let idle = [
            as_of.as_ref().map(|date| date.span),
            sources.first().map(|source| source.id.span),
            method.as_ref().map(|word| word.span),
            confidence.as_ref().map(|word| word.span),
        ];
        Self { as_of, undated, sources, method, confidence, at: pairs(fields, "at"), idle }
    }

    /// Fills in what a fact does not say; `own` tells which of [`KEYS`] it says itself.
    pub(super) fn fill(&mut self, def: &mut FactDef, own: [bool; 4]) {
        // The time and the sources of a derived fact are those of its inputs; where nothing applies there is neither.
        if def.derive.is_some() || def.not_applicable.is_some() {
            return;
        }
        let [as_of, sources, method, confidence] = own;
        // Reports have sources of their own, and their dates say more than that of the file.
        let dated = def.reports.iter().any(|report| report.as_of.is_some());
        let takes = [!as_of && !dated, !sources && def.reports.is_empty(), !method, !confidence];
        let [as_of, sources, method, confidence] = takes;
        if as_of {
            def.as_of.clone_from(&self.as_of);
            def.undated = self.undated;
        }
        if sources {
            def.sources.clone_from(&self.sources);
        }
        if method {
            def.method = self.method.as_ref().map(|word| word.value);
        }
        if confidence {
            def.confidence = self.confidence.as_ref().map(|word| word.value);
        }
        for (idle, _) in self.idle.iter_mut().zip(takes).filter(|(_, takes)| *takes) {
            *idle = None;
        }
    }

    /// Takes all of them for used: a fact that cannot be read may have taken them.
    pub(super) fn may_be_taken(&mut self) {
        self.idle = [None; 4];
    }

    /// Ends the file: its facts are those from `first` on. Returns which of the common qualifiers are its own.
    pub(super) fn finish(self, first: FactDefId, data: &mut Data, findings: &mut Findings) -> Option<usize> {
        for (key, span) in KEYS.iter().zip(self.idle).filter_map(|(key, idle)| Some((key, idle?))) {
            let message = format!("no fact of this file takes the default `{key}`");
            findings.report(Diagnostic::new(&lints::UNUSED_DEFAULT, span, message).help("remove it"));
        }
        if self.at.is_empty() {
            return None;
        }
        data.common.push(CommonQualifiers { at: self.at, facts: vec![(first, data.facts.next_key())] });
        Some(data.common.len() - 1)
    }
}
