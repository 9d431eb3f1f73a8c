//! The questions that a page answers.
//!
//! In: the tree of a text. Out: each question of its sections of questions with its answer, as plain text. Does not say
//! what is done with them.

use crate::check::Claim;
use crate::doc::{Block, Doc, Role};
use crate::render::words;

/// A question and its answer, as text.
pub(crate) type Answered = (String, String);

/// The questions of a page's sections of questions, as text.
pub(super) fn questions(doc: &Doc<'_>, claims: &[Claim]) -> Vec<Answered> {
    let mut all = Vec::new();
    let (mut inside, mut start) = (None, 0);
    for (at, block) in doc.blocks.iter().enumerate() {
        let Block::Heading(heading) = block else { continue };
        match inside {
            Some(level) if heading.level <= level => inside = None,
            Some(level) if heading.level == level + 1 => start = at,
            _ => {}
        }
        if heading.role == Some(Role::Faq) {
            inside = Some(heading.level);
        } else if inside.is_some() && start == at {
            let rest = &doc.blocks[at + 1..];
            let length = crate::doc::section_length(heading.level, rest);
            let answer = words::blocks(&rest[..length], claims);
            if !answer.is_empty() {
                all.push((words::run(&heading.content, claims), answer));
            }
        }
    }
    all
}
