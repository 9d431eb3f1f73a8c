//! What readers see of the bank's own pages, for the index of the search.
//!
//! In: the bank. Out: a document for all questions and for each principle.

use super::questions::{INDEX, INDEX_TITLE, plain, principle_path};
use crate::check::Checked;
use crate::model::Principle;
use crate::search::{Document, Section};
use crate::text::Spanned;

/// Documents of the bank's own pages.
pub(crate) fn documents(checked: &Checked) -> Vec<Document> {
    let guide = &checked.data.guide;
    let principles = guide.principles.iter().flat_map(|set| &set.items).map(|one| principle(checked, one));
    let mut documents: Vec<Document> = principles.collect();
    if !guide.questions.is_empty() {
        let sections = guide.questions.iter().map(|question| Section {
            anchor: Some(format!("q-{}", question.id.value)),
            heading: plain(checked, &question.text),
            text: joined(checked, question.shows.iter().chain(&question.traps).chain(&question.follow_ups)),
        });
        documents.push(Document {
            url: INDEX.to_owned(),
            title: INDEX_TITLE.to_owned(),
            crumbs: String::new(),
            minor: false,
            sections: sections.collect(),
        });
    }
    documents
}

fn principle(checked: &Checked, one: &Principle) -> Document {
    let texts = one.meaning.iter().chain(&one.shows).chain(&one.missing).chain(&one.practise);
    Document {
        url: principle_path(&one.id.value),
        title: one.name.clone(),
        crumbs: INDEX_TITLE.to_owned(),
        minor: false,
        sections: vec![Section { anchor: None, heading: String::new(), text: joined(checked, texts) }],
    }
}

fn joined<'t>(checked: &Checked, texts: impl Iterator<Item = &'t Spanned<String>>) -> String {
    texts.map(|text| plain(checked, text)).collect::<Vec<_>>().join(" ")
}
