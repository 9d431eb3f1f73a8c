//! Figures of a page's title and description, which are no Markdown.
//!
//! In: such a text, and what the site's data declares. Out: its figures that are claims. Binds nothing.

use super::titles;
use crate::value::{FoundFigure, Kind, Lexicon, figures};

/// Figures of a title or description, which is not Markdown. The times of a plan are advice.
pub(in crate::parse) fn in_field(text: &str, lexicon: &Lexicon, planned: bool) -> Vec<FoundFigure> {
    let planned = planned || titles::is_plan(text);
    let told = |found: &FoundFigure| planned && matches!(found.kind, Kind::Duration | Kind::Count);
    figures(text, lexicon)
        .into_iter()
        .filter(|found| !found.quoted && !found.advice && !told(found))
        .collect()
}
