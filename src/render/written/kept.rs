//! Texts of pages as bytes that outlive the process.
//!
//! In: a page as it was checked, or the text that it became. Out: a key, a hash of all that the text rests on, and under
//! it the text and what the search knows of it. A text rests on the page as it was read, on where its links lead, on the
//! verdicts and the notes of its claims, on the terms of the glossary, on the configuration and on the theme: so the
//! value of a fact makes anew the pages that show it, and a new day those on which a fact grew old. Only pages without
//! views are kept, which rest on more. Pictures rest on their words alone.

use super::{Answered, HtmlText, MarkdownText, Written, fact_rows};
use crate::card::Card;
use crate::check::{Checked, Claim, ClaimState, Resolved};
use crate::model::PageId;
use crate::render::changes::{self, Hashes};
use crate::render::claim::fact_mark;
use crate::render::evidence_list::{EvidenceList, told};
use crate::render::view::{EvidenceView, FactRow};
use crate::render::{Failed, Site};
use crate::search::{Counted, Document};
use crate::store::{Key, Print, Store};
use crate::text::FileId;
use crate::theme::Theme;
use memchr::memmem;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Where texts are kept.
pub(crate) struct KeptTexts {
    store: Arc<dyn Store>,
    /// The keys of pages as they were read; of those that can be kept.
    pages: Arc<HashMap<FileId, Key>>,
    /// What all texts rest on.
    print: Print,
    /// Whether a text was found.
    found: AtomicBool,
}

/// What a text rests on.
pub(crate) struct Seen {
    pub key: Key,
    facts: Vec<FactRow>,
    evidence: Vec<EvidenceView>,
}

/// A text, without what is known before it is made.
#[derive(Serialize, Deserialize)]
struct Text<'a> {
    body: &'a str,
    summary: Option<&'a str>,
    keeps: bool,
    questions: Vec<Answered>,
    /// The id of each note, and whether it has room in the margin.
    notes: Vec<(&'a str, bool)>,
    markdown: &'a str,
    hashes: Hashes,
}

/// The bytes of a body that it is found by.
const HEAD: usize = 64;

/// A page of a template. Its body is kept with the text, and not again.
#[derive(Serialize, Deserialize)]
struct Printed<'a> {
    before: &'a str,
    /// What follows the body; none where the body stands nowhere.
    after: Option<&'a str>,
}

impl<'a> Printed<'a> {
    fn of(page: &'a str, body: &str) -> Self {
        // To look for a few bytes is quicker than to look for thousands.
        let head = &body[..body.floor_char_boundary(HEAD)];
        let mut places = memmem::find_iter(page.as_bytes(), head.as_bytes());
        let at = places.find(|at| page[*at..].starts_with(body)).filter(|_| !body.is_empty());
        match at {
            Some(at) => Self { before: &page[..at], after: Some(&page[at + body.len()..]) },
            None => Self { before: page, after: None },
        }
    }

    fn around(&self, body: &str) -> String {
        self.after.map_or_else(|| self.before.to_owned(), |after| [self.before, body, after].concat())
    }
}

impl KeptTexts {
    /// `config` is the text of the configuration.
    pub(crate) fn new(
        store: Arc<dyn Store>,
        pages: Arc<HashMap<FileId, Key>>,
        config: &str,
        checked: &Checked,
        theme: &Theme,
        images: &BTreeMap<String, crate::image::Size>,
    ) -> Self {
        let terms = checked.data.terms.iter_enumerated().map(|(number, term)| {
            let text = checked.definition(number);
            let meaning = (links(checked, images, &text.links), claims(checked, &text.claims, None));
            (&term.id.value, &term.term, &term.aliases, &text.text, meaning)
        });
        let rests = bytes(&(config, theme.print(), terms.collect::<Vec<_>>()));
        Self { store, pages, print: Print::of(&rests), found: AtomicBool::new(false) }
    }

    /// What the text of a page rests on; none for a page whose text cannot be kept.
    pub(super) fn seen(&self, site: &Site<'_>, number: PageId) -> Option<Seen> {
        let (checked, page) = (site.checked, &site.checked.pages[number]);
        let read = self.pages.get(&page.page.file).filter(|_| page.own_view.is_none())?;
        let mut evidence = EvidenceList::default();
        evidence.register(&page.claims, site);
        let facts = fact_rows(site, page, &evidence);
        let meaning = (
            links(checked, &site.shared.images, &page.links),
            claims(checked, &page.claims, Some(&evidence)),
        );
        let mut words = String::new();
        evidence.facts.iter().for_each(|fact| changes::push_fact(checked, *fact, &mut words));
        let rests = bytes(&(read, &page.out, meaning, &evidence.entries, words, facts.len()));
        Some(Seen { key: self.print.key(&[b"text", &rests]), facts, evidence: evidence.entries })
    }

    /// The text that rests on this, if it was kept.
    pub(super) fn find(&self, seen: &Seen) -> Option<Written> {
        let kept = self.store.get(&seen.key)?;
        let text: Text<'_> = postcard::from_bytes(&kept).ok()?;
        let Seen { facts, evidence, .. } = seen;
        if text.notes.len() != evidence.len() {
            return None;
        }
        self.found.store(true, Ordering::Relaxed);
        let noted = |(entry, (id, beside)): (&EvidenceView, &(&str, bool))| EvidenceView {
            id: (*id).to_owned(),
            beside: *beside,
            ..entry.clone()
        };
        let html = HtmlText {
            body: text.body.to_owned(),
            own: String::new(),
            summary: text.summary.map(str::to_owned),
            facts: facts.clone(),
            evidence: evidence.iter().zip(&text.notes).map(noted).collect(),
            keeps: text.keeps,
            questions: text.questions,
        };
        let (body, evidence) = (text.markdown.to_owned(), evidence.clone());
        let markdown = MarkdownText { body, own: String::new(), evidence };
        let key = Some(seen.key);
        Some(Written { html: Ok(html), markdown: Ok(markdown), hashes: text.hashes, key })
    }

    /// Whether a text was found so far.
    pub(crate) fn found_any(&self) -> bool {
        self.found.load(Ordering::Relaxed)
    }

    /// Keeps a text, unless a template of its parts failed.
    pub(super) fn put(&self, seen: &Seen, written: &Written) {
        let Written { html: Ok(html), markdown: Ok(markdown), hashes, .. } = written else { return };
        let text = Text {
            body: &html.body,
            summary: html.summary.as_deref(),
            keeps: html.keeps,
            questions: html.questions.clone(),
            notes: html.evidence.iter().map(|entry| (entry.id.as_str(), entry.beside)).collect(),
            markdown: &markdown.body,
            hashes: hashes.clone(),
        };
        self.store.put(seen.key, &bytes(&text));
    }

    /// What the search knows of the page whose text has a key, if its place is still the same.
    pub(crate) fn counted(&self, text: &Key, crumbs: &str) -> Option<Counted> {
        postcard::from_bytes(&self.store.get(&self.search_key(text, crumbs))?).ok()
    }

    /// Keeps what the search knows of the page whose text has a key.
    pub(crate) fn put_counted(&self, text: &Key, counted: &Counted) {
        let Document { crumbs, .. } = counted.document();
        self.store.put(self.search_key(text, crumbs), &bytes(counted));
    }

    /// A picture: as it was kept, or drawn now.
    pub(crate) fn picture(&self, card: &Card) -> Vec<u8> {
        let Card { above, title, below } = card;
        let key = Print::of(b"card").key(&[above.as_bytes(), title.as_bytes(), below.as_bytes()]);
        self.store.get(&key).unwrap_or_else(|| {
            let drawn = card.png();
            self.store.put(key, &drawn);
            drawn
        })
    }

    /// A page as a template printed it, or as it is printed now. `seen`: all that the template sees, but for what the
    /// whole site rests on; the `body` is among it and, as a rule, in the page.
    pub(crate) fn printed(
        &self,
        seen: &[&[u8]],
        body: &str,
        print: impl FnOnce() -> Result<String, Failed>,
    ) -> Result<String, Failed> {
        let key = self.print.key(&[&[b"page".as_slice()], seen].concat());
        if let Some(kept) = self.store.get(&key)
            && let Ok(page) = postcard::from_bytes::<Printed<'_>>(&kept)
        {
            return Ok(page.around(body));
        }
        let page = print()?;
        self.store.put(key, &bytes(&Printed::of(&page, body)));
        Ok(page)
    }

    fn search_key(&self, text: &Key, crumbs: &str) -> Key {
        self.print.key(&[b"search", text, crumbs.as_bytes()])
    }
}

/// Where links lead, by their places.
#[derive(Serialize)]
enum Target<'a> {
    Page { path: &'a str, title: &'a str, anchor: Option<&'a str> },
    Asset { path: &'a str, size: Option<crate::image::Size> },
    Generated { path: &'a str, anchor: Option<&'a str> },
    External,
    Broken,
}

fn links<'a>(
    checked: &'a Checked,
    images: &BTreeMap<String, crate::image::Size>,
    links: &'a BTreeMap<usize, Resolved>,
) -> Vec<(usize, Target<'a>)> {
    let target = |resolved: &'a Resolved| match resolved {
        Resolved::Page { page, anchor } => {
            let page = &checked.pages[*page];
            Target::Page { path: &page.out, title: &page.page.front.title.value, anchor: anchor.as_deref() }
        }
        Resolved::Asset(path) => Target::Asset { path, size: images.get(path).copied() },
        Resolved::Generated { path, anchor } => Target::Generated { path, anchor: anchor.as_deref() },
        Resolved::External => Target::External,
        Resolved::Broken(_) => Target::Broken,
    };
    links.iter().map(|(start, resolved)| (*start, target(resolved))).collect()
}

/// What the text shows of a claim: its place and words, how it stands, the value inserted for it, the mark of its fact,
/// and the number of its note.
type ClaimSeen<'a> = (usize, &'a str, &'static str, &'a str, &'static str, Option<usize>);

fn claims<'a>(checked: &Checked, all: &'a [Claim], evidence: Option<&EvidenceList>) -> Vec<ClaimSeen<'a>> {
    let seen = |claim: &'a Claim| {
        let (stands, words) = match &claim.state {
            ClaimState::Supported { how, .. } => ("supported", told(how)),
            ClaimState::Refuted { .. } => ("refuted", ""),
            ClaimState::Undetermined { .. } => ("undetermined", ""),
            ClaimState::Unreadable { .. } => ("unreadable", ""),
            ClaimState::Inserted { text, .. } => ("inserted", text.as_str()),
            ClaimState::Cited { locator, .. } => ("cited", locator.as_str()),
            ClaimState::Rule { .. } => ("rule", ""),
            ClaimState::Todo => ("todo", ""),
            ClaimState::Exempt => ("exempt", ""),
        };
        let mark = claim.state.fact().map_or("", |fact| fact_mark(&checked.facts[fact]));
        let note = evidence.and_then(|evidence| evidence.note_of(claim));
        (claim.start, claim.wording.as_str(), stands, words, mark, note)
    };
    all.iter().map(seen).collect()
}

fn bytes(value: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_else(|error| panic!("a text cannot be written: {error}"))
}
