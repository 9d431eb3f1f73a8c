//! Terms of the glossary in running text: the first use on a page opens a card.
//!
//! In: a text. Out: the text as HTML, the words of a term through the theme's component. What a card
//! says is the term's definition without its links and notes: those stand in the glossary.

use super::escape;
use super::evidence_list::EvidenceList;
use super::html::{Failed, Meaning, Writer};
use super::view::CardView;
use crate::doc::{Block, Part};
use crate::model::TermId;
use crate::parse::{Roles, markdown};

impl Writer<'_> {
    /// Text, with a card at the first use of each glossary term.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Failed> {
        let text = &*self.printed(text);
        if self.verbatim > 0 {
            escape::push_typed(&mut self.out, text);
            return Ok(());
        }
        let mut at = 0;
        let mut from = 0;
        while self.link_terms {
            let Some((range, term)) = self.site.shared.terms.next(text, from) else { break };
            from = range.end;
            if self.terms_done.insert(term) {
                escape::push(&mut self.out, &text[at..range.start]);
                let card = self.card(term, &text[range.clone()])?;
                self.component("term.html", &card)?;
                // The words are a button.
                self.fits_label = false;
                at = range.end;
            }
        }
        escape::push(&mut self.out, &text[at..]);
        Ok(())
    }

    fn card(&mut self, number: TermId, words: &str) -> Result<CardView, Failed> {
        let term = &self.site.checked.data.terms[number];
        let id = &term.id.value;
        Ok(CardView {
            id: self.evidence.ids.named(Part::Term, id),
            words: words.to_owned(),
            term: term.term.clone(),
            definition: self.definition(number)?,
            path: format!("{}#{id}", super::paths::GLOSSARY),
        })
    }

    fn definition(&self, number: TermId) -> Result<String, Failed> {
        let snippet = self.site.checked.definition(number);
        let (doc, _) = markdown::parse(&snippet.text, 0..snippet.text.len(), &Roles::default());
        let meaning = Meaning { links: &snippet.links, claims: &snippet.claims, views: &[], page: None };
        let mut evidence = EvidenceList::default();
        let mut writer = Writer::new(self.site, meaning, self.root, &mut evidence);
        writer.bare = true;
        for (at, block) in doc.blocks.iter().enumerate() {
            if let Block::Paragraph(content) | Block::Plain(content) = block {
                if at > 0 {
                    writer.out.push_str("<br>");
                }
                writer.inlines(content)?;
            }
        }
        Ok(writer.out)
    }
}
