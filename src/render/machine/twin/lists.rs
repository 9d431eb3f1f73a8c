//! The glossary, all checklists, and pairs of subjects as Markdown.
//!
//! In: the site. Out: a list, sections, or a table.

use super::pen::{Pen, blocks};
use super::{table, view};
use crate::model::PairId;

pub(super) fn glossary(pen: &mut Pen<'_>) -> String {
    let checked = pen.site.checked;
    let mut terms: Vec<_> = checked.data.terms.iter().collect();
    terms.sort_by_key(|term| term.term.to_lowercase());
    let lines: Vec<String> = terms
        .into_iter()
        .map(|term| {
            let also = if term.aliases.is_empty() {
                String::new()
            } else {
                format!(" ({})", term.aliases.join(", "))
            };
            let see = term.see.iter().filter_map(|id| checked.ids.terms.get(&id.value));
            let see: Vec<&str> = see.map(|number| checked.data.terms[*number].term.as_str()).collect();
            let see = if see.is_empty() { String::new() } else { format!(" See {}.", see.join(", ")) };
            format!("- **{}**{also}: {}{see}", term.term, pen.text(&term.definition))
        })
        .collect();
    lines.join("\n")
}

pub(super) fn checklists(pen: &mut Pen<'_>) -> String {
    let checked = pen.site.checked;
    let mut all = Vec::new();
    for number in checked.checklist_order() {
        let list = &checked.data.checklists[number];
        let own = checked.checklist_pages[number].map(|page| &checked.pages[page].out);
        let title = own.map_or_else(|| list.title.clone(), |path| pen.link(&list.title, path));
        all.push(Some(format!("## {title}")));
        all.push(Some(view::checklist(pen, number)));
    }
    blocks(all)
}

pub(super) fn pair(pen: &Pen<'_>, number: PairId) -> String {
    let pair = &pen.site.checked.pairs[number];
    view::with_agreed(pen.site.checked, pair, table::comparison(pen, pair))
}
