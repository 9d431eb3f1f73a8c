//! What readers see of each page, for the index of the search.
//!
//! In: a page of an author, or a record. Out: its words, by section, as plain text. Leaves out everything that is no
//! text of the page. Does not know which pages there are: `pages::search_index` asks.

use super::page_tree::PageTree;
use super::{Site, collect, words};
use crate::check::{Checked, CheckedPage, CheckedSnippet, Comparison, View};
use crate::doc::{Block, Doc, Half, Inline, Inner, Role, half};
use crate::model::{PageId, SourceDef, SubjectId, Term};
use crate::parse::{Roles, markdown};
use crate::search::{Document, Section, Synonyms};
use crate::views;

/// What the search knows of a page that an author wrote.
pub(crate) fn page(site: &Site<'_>, number: PageId, tree: &PageTree<'_>) -> Document {
    let page = &site.checked.pages[number];
    let mut reader = Reader { site, page, sections: vec![Section::default()] };
    if let Some(description) = page.description() {
        reader.say(description);
    }
    if let Some(view) = &page.own_view {
        reader.view(view);
    }
    reader.doc(&tree.doc);
    // The documents of all pages wait for each other.
    reader.sections.iter_mut().for_each(|section| section.text.shrink_to_fit());
    Document {
        url: page.out.to_string(),
        title: page.page.front.title.value.clone(),
        crumbs: crumbs(site, number),
        minor: matches!(page.page.front.kind, crate::model::PageKind::Section),
        sections: reader.sections,
    }
}

/// Titles of the sections a page lies in.
pub(super) fn crumbs(site: &Site<'_>, number: PageId) -> String {
    let sections = &site.checked.sections();
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
                Block::Heading(heading) if heading.is_title || heading.role == Some(Role::Tldr) => {}
                Block::Heading(heading) if (2..=3).contains(&heading.level) => {
                    let heading = Section {
                        anchor: Some(heading.id.clone()),
                        heading: self.text(&heading.content),
                        text: String::new(),
                    };
                    self.sections.push(heading);
                }
                Block::Table { head, rows, .. } => {
                    for row in std::iter::once(head).chain(rows) {
                        let cells: Vec<String> = row.iter().map(|cell| self.text(cell)).collect();
                        self.say(&format!("{}.", cells.join(" · ")));
                    }
                }
                Block::Code(code) => {
                    let at = code.bytes.start;
                    let views = &self.page.views;
                    if let Some((_, view)) = views.iter().find(|(start, _)| *start == at) {
                        self.view(view);
                    }
                }
                other => other.each(|inner| match inner {
                    Inner::Run(run) => self.run(run),
                    Inner::Blocks(blocks) => self.blocks(blocks),
                }),
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
        words::run(run, &self.page.claims)
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

/// The text of the page of a pair.
pub(crate) fn pair(site: &Site<'_>, pair: &Comparison) -> Section {
    Section { text: views::comparison::search::words(site.checked, pair).join(" "), ..Section::default() }
}

/// The text of a ledger.
pub(crate) fn ledger(site: &Site<'_>, subject: SubjectId) -> Vec<Section> {
    let checked = site.checked;
    let facts = checked.facts.of_subject(subject).iter().map(|number| &checked.facts[*number]);
    let section = |fact| Section {
        anchor: Some(collect::fact_id(checked, fact)),
        heading: checked.data.attributes[fact.attribute].label.clone(),
        text: collect::value(checked, fact).unwrap_or_default(),
    };
    facts.map(section).collect()
}

/// The text of the page of sources.
pub(crate) fn sources(site: &Site<'_>) -> Vec<Section> {
    let section = |source: &SourceDef| Section {
        anchor: Some(source.id.value.clone()),
        heading: source.title.clone(),
        text: [&source.publisher, &source.note].into_iter().flatten().cloned().collect::<Vec<_>>().join(". "),
    };
    site.checked.data.sources.iter().map(section).collect()
}

/// What means the same to the search: the groups of the site, and terms of the glossary with their aliases.
pub(crate) fn synonyms(checked: &Checked) -> Synonyms {
    let terms = checked.data.terms.iter().map(|term| (term.term.as_str(), term.aliases.as_slice()));
    crate::search::synonyms(&checked.data.synonyms, terms)
}

/// The text of the glossary.
pub(crate) fn glossary(site: &Site<'_>) -> Vec<Section> {
    let section = |term: &Term| Section {
        anchor: Some(term.id.value.clone()),
        heading: term.term.clone(),
        text: snippet_text(&site.checked.texts()[term.definition]),
    };
    site.checked.data.terms.iter().map(section).collect()
}
