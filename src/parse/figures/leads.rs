//! Blocks that lead another one in.
//!
//! In: the block before a list, a table or a block of HTML. Out: whether it says that what follows is required, made up, or
//! the options of a question. Decides nothing about figures.

use super::titles;
use crate::doc::{Block, Item, plain_text};

/// The words of a paragraph.
fn paragraph(block: &Block<'_>) -> Option<String> {
    match block {
        Block::Paragraph(run) | Block::Plain(run) => Some(plain_text(run)),
        _ => None,
    }
}

/// "Applicants must:", "## Eligibility".
pub(super) fn requires(block: &Block<'_>) -> bool {
    if let Block::Heading(heading) = block {
        return titles::is_requirement(&plain_text(&heading.content));
    }
    paragraph(block).is_some_and(|words| titles::is_requirement(&words) && words.trim_end().ends_with(':'))
}

/// "Imagine this breakdown:".
pub(super) fn supposes(block: &Block<'_>) -> bool {
    paragraph(block).is_some_and(|words| words.trim_end().ends_with(':') && titles::is_supposition(&words))
}

/// "Here's an example of a typical offer.", "FIGURE 5. Sample score report."
pub(super) fn samples(block: &Block<'_>) -> bool {
    supposes(block) || paragraph(block).is_some_and(|words| titles::is_sample(&words))
}

/// A question and a list whose items are all options of it: "A) 2 years".
pub(super) fn offers(block: &Block<'_>, items: &[Item<'_>]) -> bool {
    let option = |item: &Item<'_>| {
        item.blocks.first().and_then(paragraph).is_some_and(|words| titles::is_options(&words, || true))
    };
    items.len() > 1 && items.iter().all(option) && asks(block)
}

/// A question, whose options may follow.
pub(super) fn asks(block: &Block<'_>) -> bool {
    paragraph(block).is_some_and(|words| words.trim_end().ends_with(['?', '…', ':']))
}
