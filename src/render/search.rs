//! What readers see of each page, for the index of the search.
//!
//! In: a checked site. Out: one document for each page, by section, as plain text. Leaves out what repeats
//! other pages (lists of tags, redirects) and everything that is no text of the page. The index is made by
//! `search`.

use super::{Site, collect, guide, pages, routes, shared, words};
use crate::check::{CheckedPage, CheckedSnippet, Claim, Comparison, View};
use crate::doc::{Block, Definition, Doc, Inline, Role};
use crate::model::PageId;
use crate::parse::{Half, Roles, half, markdown};
use crate::search::{Document, Section};
use crate::views;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// The files of the search: path to bytes.
pub(crate) fn files(site: &Site<'_>) -> BTreeMap<String, Vec<u8>> {
    let roles = crate::parse::roles(&site.checked.config);
    let pages: Vec<PageId> = site.checked.pages.keys().collect();
    let mut documents: Vec<Document> =
        pages.into_par_iter().map(|number| page(site, number, &roles)).collect();
    documents.extend(ledgers(site));
    documents.extend(sources(site));
    documents.extend(glossary(site));
    documents.extend(guide::search::documents(site.checked));
    documents.extend(pairs(site));
    documents.extend(disputes(site));
    documents.extend(tools(site));
    crate::search::build(&documents)
}

fn page(site: &Site<'_>, number: PageId, roles: &Roles) -> Document {
    let page = &site.checked.pages[number];
    let text = &site.files.get(page.page.file).text;
    let (doc, _) = markdown::parse(text, page.page.body.clone(), roles);
    let claims = page.claims.iter().map(|claim| (claim.start, claim)).collect();
    let mut reader = Reader { site, page, claims, sections: vec![Section::default()] };
    if let Some(description) = page.description() {
        reader.say(description);
    }
    if let Some(view) = &page.own_view {
        reader.view(view);
    }
    reader.doc(&doc);
    // The documents of all pages wait for each other.
    reader.sections.iter_mut().for_each(|section| section.text.shrink_to_fit());
    Document {
        url: page.out.clone(),
        title: page.page.front.title.value.clone(),
        crumbs: crumbs(site, number),
        minor: matches!(page.page.front.kind, crate::model::PageKind::Section),
        sections: reader.sections,
    }
}

/// Titles of the sections a page lies in.
fn crumbs(site: &Site<'_>, number: PageId) -> String {
    let sections = &site.checked.sections;
    let mut titles = Vec::new();
    let mut at = Some(sections.of_page[number]);
    while let Some(section) = at.filter(|section| *section != sections.root()) {
        if sections.all[section].index != Some(number) {
            titles.push(sections.all[section].title.as_str());
        }
        at = sections.all[section].parent;
    }
    titles.reverse();
    titles.join(" / ")
}

struct Reader<'a> {
    site: &'a Site<'a>,
    page: &'a CheckedPage,
    claims: HashMap<usize, &'a Claim>,
    sections: Vec<Section>,
}

impl Reader<'_> {
    fn say(&mut self, text: &str) {
        if let Some(section) = self.sections.last_mut() {
            if !section.text.is_empty() {
                section.text.push(' ');
            }
            section.text.push_str(text.trim());
        }
    }

    fn doc(&mut self, doc: &Doc<'_>) {
        self.blocks(&doc.blocks);
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) {
        for block in blocks {
            match block {
                // The summary stands at the top of its page.
                Block::Heading(heading) if heading.role == Some(Role::Tldr) => {}
                Block::Heading(heading) if (2..=3).contains(&heading.level) => {
                    let heading = Section {
                        anchor: Some(heading.id.clone()),
                        heading: self.text(&heading.content),
                        text: String::new(),
                    };
                    self.sections.push(heading);
                }
                Block::Heading(heading) => self.run(&heading.content),
                Block::Paragraph(run) | Block::Plain(run) => self.run(run),
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks)),
                Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => self.blocks(blocks),
                Block::Table { head, rows, .. } => {
                    for row in std::iter::once(head).chain(rows) {
                        let cells: Vec<String> = row.iter().map(|cell| self.text(cell)).collect();
                        self.say(&format!("{}.", cells.join(" · ")));
                    }
                }
                Block::Definitions(entries) => {
                    for entry in entries {
                        match entry {
                            Definition::Term(run) => self.run(run),
                            Definition::Meaning(blocks) => self.blocks(blocks),
                        }
                    }
                }
                Block::Code(code) => {
                    let at = code.bytes.start;
                    let views = &self.page.views;
                    if let Some((_, view)) = views.iter().find(|(start, _)| *start == at) {
                        self.view(view);
                    }
                }
                Block::Html(_) | Block::Rule => {}
            }
        }
    }

    fn run(&mut self, run: &[Inline<'_>]) {
        let text = self.text(run);
        // As the page heads the halves of a mistake.
        let head = match half(&text) {
            Some(Half::Bad) => "Instead of",
            Some(Half::Good) => "Better",
            None => return self.say(&text),
        };
        let rest = text.split_once([':', '–', '—']).map_or("", |(_, rest)| rest);
        self.say(&format!("{head}: {}", rest.trim()));
    }

    /// The words of a run, with inserted values in their places.
    fn text(&self, run: &[Inline<'_>]) -> String {
        words::run(run, &self.claims)
    }

    fn view(&mut self, view: &View) {
        views::search::words(self.site.checked, view).iter().for_each(|text| self.say(text));
    }
}

/// The words of a text in data.
pub(crate) fn snippet_text(snippet: &CheckedSnippet) -> String {
    let (doc, _) = markdown::parse(&snippet.text, 0..snippet.text.len(), &Roles::default());
    let run = doc.blocks.first().map(|block| match block {
        Block::Paragraph(run) | Block::Plain(run) => crate::doc::plain_text(run),
        _ => String::new(),
    });
    run.unwrap_or_default()
}

fn pairs(site: &Site<'_>) -> Vec<Document> {
    let pair = |pair: &Comparison| Document {
        url: routes::pair_path(site.checked, pair),
        title: collect::pair_title(site.checked, pair),
        minor: true,
        sections: vec![Section {
            text: views::comparison::search::words(site.checked, pair).join(" "),
            ..Section::default()
        }],
        ..Document::default()
    };
    site.checked.pairs.iter().map(pair).collect()
}

fn disputes(site: &Site<'_>) -> Option<Document> {
    let all = pages::disputes::all(site);
    let sections: Vec<Section> = all
        .into_iter()
        .flatten()
        .map(|dispute| Section {
            text: [dispute.value, dispute.because].into_iter().flatten().collect::<Vec<_>>().join(". "),
            anchor: Some(dispute.id),
            heading: dispute.label,
        })
        .collect();
    let top = Section { text: "What the sources disagree about.".to_owned(), ..Section::default() };
    (!sections.is_empty()).then(|| Document {
        url: "disputes.html".to_owned(),
        title: "Disputes".to_owned(),
        minor: true,
        sections: std::iter::once(top).chain(sections).collect(),
        ..Document::default()
    })
}

/// Generated pages that are found by their names; what they show has pages of its own.
fn tools(site: &Site<'_>) -> Vec<Document> {
    const WITH_TEXTS: [&str; 5] =
        ["sources.html", "glossary.html", "disputes.html", "tags.html", guide::questions::INDEX];
    let links = shared::generated(site.checked).into_iter().flat_map(|(_, pages)| pages);
    let others =
        links.filter(|link| !WITH_TEXTS.contains(&link.path.as_str()) && !link.path.starts_with("compare/"));
    others.map(|link| Document { url: link.path, title: link.title, ..Document::default() }).collect()
}

fn ledgers(site: &Site<'_>) -> Vec<Document> {
    let checked = site.checked;
    let subjects = checked.data.subjects.keys().filter(|subject| checked.has_facts(*subject));
    subjects
        .map(|subject| {
            let facts = checked.facts.of_subject(subject).iter().map(|number| &checked.facts[*number]);
            let sections = facts.map(|fact| Section {
                anchor: Some(collect::fact_id(checked, fact)),
                heading: checked.data.attributes[fact.attribute].label.clone(),
                text: collect::value(checked, fact).unwrap_or_default(),
            });
            Document {
                url: collect::ledger_path(checked, subject),
                title: format!("All facts: {}", checked.data.subjects[subject].label),
                crumbs: String::new(),
                minor: true,
                sections: sections.collect(),
            }
        })
        .collect()
}

fn sources(site: &Site<'_>) -> Option<Document> {
    let sources = &site.checked.data.sources;
    let sections = sources.iter().map(|source| Section {
        anchor: Some(source.id.value.clone()),
        heading: source.title.clone(),
        text: [&source.publisher, &source.note].into_iter().flatten().cloned().collect::<Vec<_>>().join(". "),
    });
    (!sources.is_empty()).then(|| Document {
        url: "sources.html".to_owned(),
        title: "Sources".to_owned(),
        crumbs: String::new(),
        minor: true,
        sections: sections.collect(),
    })
}

fn glossary(site: &Site<'_>) -> Option<Document> {
    let terms = &site.checked.data.terms;
    let sections = terms.iter().zip(&site.checked.definitions).map(|(term, definition)| Section {
        anchor: Some(term.id.value.clone()),
        heading: term.term.clone(),
        text: snippet_text(definition),
    });
    (!terms.is_empty()).then(|| Document {
        url: "glossary.html".to_owned(),
        title: "Glossary".to_owned(),
        crumbs: String::new(),
        minor: false,
        sections: sections.collect(),
    })
}
