//! The claims and figures of one page, for its author.
//!
//! In: a checked site and the path of a page in the output. Out: each bound or bare figure of its text with its verdict,
//! its place, what it rests on and how the verdict came about. Reports nothing and renders nothing.

use super::impact::views_of;
use crate::check::coverage::{Backing, Figure};
use crate::check::{Checked, CheckedPage, Claim, ClaimState, DefaultSubject, Trace};
use crate::diag::{Diagnostic, Findings};
use crate::model::FactId;
use crate::parse::Binding;
use crate::text::{FileId, Files, Span};
use crate::value::{Form, format};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// How many other places of a fact are named.
const MOST_PLACES: usize = 12;

/// The claims of the page at a path of the output, as a JSON object with the page's `file` and its `marks`; nothing
/// where there is no such page. `findings` are those of the site: one that stands on a figure names what may back it.
pub(crate) fn page(site: &Checked, files: &Files, path: &str, findings: &[Diagnostic]) -> Option<Value> {
    let page = site.pages.iter().find(|page| &*page.out == path)?;
    let lens = Lens { site, files, findings: Said::of(findings) };
    let mut marks: Vec<(u32, Value)> = Vec::new();
    let body = page.page.extract.bindings.iter().zip(&page.claims);
    marks.extend(body.map(|(binding, claim)| (binding.span.start, lens.claim(binding, claim, page.subject))));
    let bare =
        page.figures.iter().filter(|figure| matches!(figure.backing, Backing::Unbacked | Backing::Exempt));
    let bound = |figure: &Figure| {
        let inside = |binding: &Binding| {
            binding.span.start <= figure.span.start && figure.span.end <= binding.span.end
        };
        page.page.extract.bindings.iter().any(inside)
    };
    let bare = bare.filter(|figure| figure.span.file == page.page.file && !bound(figure));
    marks.extend(bare.map(|figure| (figure.span.start, lens.figure(figure))));
    marks.sort_by_key(|(start, _)| *start);
    let mut marks: Vec<Value> = marks.into_iter().map(|(_, mark)| mark).collect();
    marks.extend(lens.of_views(page));
    Some(
        json!({ "file": page.page.path.as_str(), "line": lens.line(page.page.front.title.span), "marks": marks }),
    )
}

/// The sentences, cells and views that rest on facts whose values are not those of `before`: `title` and `path` of the
/// page, the `sentence` or what the cell is of, the `verdict` or `cell` or `view`.
pub(crate) fn touched(site: &Checked, before: &Checked) -> Vec<Value> {
    let facts = changed(site, before);
    let mut out = Vec::new();
    if facts.is_empty() {
        return out;
    }
    for page in &site.pages {
        let place = |sentence: &str, verdict: &str| {
            json!({
                "title": page.page.front.title.value,
                "path": &*page.out,
                "sentence": sentence,
                "verdict": verdict,
            })
        };
        for claim in page.claims.iter().chain(&page.field_claims) {
            if claim.state.fact().is_some_and(|fact| facts.contains(&fact)) {
                out.push(place(claim.sentence.trim(), claim.state.verdict()));
            }
        }
        let views = facts.iter().flat_map(|fact| views_of(site, page, *fact));
        out.extend(views.map(|(kind, words, _)| place(&words, kind)));
    }
    out
}

/// The facts that another site does not have with the same value.
fn changed(site: &Checked, before: &Checked) -> Vec<FactId> {
    let name = |site: &Checked, number: FactId| {
        let def = &site.data.facts[site.facts[number].def];
        (def.subject.value.clone(), def.id.value.clone())
    };
    let old: HashMap<_, _> = before
        .facts
        .items
        .iter_enumerated()
        .map(|(number, fact)| (name(before, number), &fact.value))
        .collect();
    let differs =
        |(number, value): (FactId, _)| (old.get(&name(site, number)) != Some(&value)).then_some(number);
    site.facts
        .items
        .iter_enumerated()
        .map(|(number, fact)| (number, &fact.value))
        .filter_map(differs)
        .collect()
}

struct Lens<'a> {
    site: &'a Checked,
    files: &'a Files,
    findings: Said<'a>,
}

/// Findings by file and place.
struct Said<'a> {
    by_place: Vec<&'a Diagnostic>,
    /// The most bytes that one of them spans, but for those of whole files.
    longest: u32,
    wide: Vec<&'a Diagnostic>,
}

/// A finding with more bytes than this is about more than a figure.
const WIDE: u32 = 4096;

impl<'a> Said<'a> {
    fn of(findings: &'a [Diagnostic]) -> Self {
        let length = |finding: &Diagnostic| finding.span.end.saturating_sub(finding.span.start);
        let (wide, mut by_place): (Vec<_>, Vec<_>) =
            findings.iter().partition(|finding| length(finding) > WIDE);
        by_place.sort_by_key(|finding| (finding.span.file, finding.span.start));
        let longest = by_place.iter().map(|finding| length(finding)).max().unwrap_or(0);
        Self { by_place, longest, wide }
    }

    /// Those that touch a place.
    fn on(&self, span: Span) -> impl Iterator<Item = &'a Diagnostic> + '_ {
        let from = (span.file, span.start.saturating_sub(self.longest + 1));
        let first = self.by_place.partition_point(|finding| (finding.span.file, finding.span.start) < from);
        let end = (span.file, span.end.max(span.start + 1));
        let near = self.by_place[first..].iter().take_while(move |it| (it.span.file, it.span.start) < end);
        let touches = move |finding: &&'a Diagnostic| {
            let own = finding.span;
            own.file == span.file
                && own.start < span.end.max(span.start + 1)
                && span.start < own.end.max(own.start + 1)
        };
        near.chain(&self.wide).copied().filter(touches)
    }
}

impl Lens<'_> {
    /// The claims of the records that the views of a page show: they stand in files of the data.
    fn of_views(&self, page: &CheckedPage) -> Vec<Value> {
        let shown: BTreeSet<FileId> =
            page.all_views().filter_map(|view| view.file(&self.site.data)).collect();
        let texts = self.site.data.texts.iter_enumerated();
        let mut marks = Vec::new();
        for (number, _) in texts.filter(|(_, text)| shown.contains(&text.source.span.file)) {
            let text = &self.site.texts()[number];
            for (binding, claim) in text.bindings.iter().zip(&text.claims) {
                let mut mark = self.claim(binding, claim, text.subject);
                mark["data"] = true.into();
                marks.push(mark);
            }
        }
        marks
    }

    fn claim(&self, binding: &Binding, claim: &Claim, subject: DefaultSubject) -> Value {
        let mut trace = Trace::listening();
        self.site.checker().traced(binding, subject, &mut Findings::default(), &mut trace);
        let words = match &claim.state {
            ClaimState::Inserted { text, .. } => text.as_str(),
            _ => binding.wording.as_str(),
        };
        let mut mark = json!({
            "verdict": claim.state.verdict(),
            "words": words.trim(),
            "sentence": claim.sentence.trim(),
            "target": binding.destination,
            "steps": trace.steps(),
            "findings": self.said(binding.span),
        });
        self.place(&mut mark, binding.words_span);
        if let Some(fact) = claim.state.fact() {
            mark["fact"] = self.fact(fact);
        }
        mark
    }

    fn figure(&self, figure: &Figure) -> Value {
        let verdict = if figure.backing == Backing::Exempt { "exempt" } else { "unbacked" };
        let mut mark = json!({
            "verdict": verdict,
            "words": figure.text.trim(),
            "sentence": "",
            "findings": self.said(figure.span),
        });
        self.place(&mut mark, figure.span);
        mark
    }

    fn place(&self, mark: &mut Value, span: Span) {
        let at = self.files.lines(span.file).position(span.start as usize);
        mark["file"] = self.files.get(span.file).path.as_str().into();
        mark["line"] = at.line.into();
        mark["column"] = at.column.into();
    }

    fn line(&self, span: Span) -> usize {
        self.files.lines(span.file).position(span.start as usize).line
    }

    /// What findings on a place say.
    fn said(&self, span: Span) -> Vec<Value> {
        let told = |finding: &Diagnostic| json!({ "name": finding.lint.name, "message": finding.message, "help": finding.help });
        self.findings.on(span).map(told).collect()
    }

    /// A fact as its author sees it: its name, value and place, its sources, and where else it is used.
    fn fact(&self, number: FactId) -> Value {
        let fact = &self.site.facts[number];
        let def = &self.site.data.facts[fact.def];
        let sources: Vec<&str> =
            fact.sources.iter().map(|source| self.site.data.sources[*source].title.as_str()).collect();
        let mut pages: Vec<_> = self.site.fact_uses(number).filter_map(|used| used.page).collect();
        pages.dedup();
        let also = pages.into_iter().take(MOST_PLACES).map(|page| {
            let page = &self.site.pages[page];
            json!({ "title": page.page.front.title.value, "path": &*page.out })
        });
        let also: Vec<Value> = also.collect();
        json!({
            "name": def.name(),
            "value": fact.value.as_ref().map(|value| format(value, self.site.facts.schema(fact), Form::Short)),
            "file": self.files.get(def.id.span.file).path.as_str(),
            "line": self.line(def.id.span),
            "as_of": def.as_of.as_ref().map(|date| date.value.to_string()),
            "sources": sources,
            "also": also,
        })
    }
}
