//! Texts that are still to be written.
//!
//! In: the tree of a page or of YAML. Out: a finding for each text that begins with `TODO:`, as those of `prepress new` do, or
//! that is nothing but `TODO`. Code, words inside a text and names that may be this very word are left alone, and so are
//! values of facts: whether one can be read depends on its type, and `check` reads it.

use super::yaml::{Node, Value};
use crate::diag::{Diagnostic, Findings};
use crate::doc::{Block, Doc, Inline, Inner, plain_text};
use crate::lints;
use crate::text::Span;
use std::ops::Range;

/// What a text begins with that is still to be written.
const MARK: &str = "TODO";
/// Keys whose whole value may be the word itself: a column of a board, a term.
const NAMES: [&str; 4] = ["label", "name", "term", "title"];
/// Keys of facts that hold a text.
const TEXTS_OF_FACTS: [&str; 2] = ["because", "note"];

/// What a text that is still to be written says is to be done, which may be nothing; `None` for any other text.
pub(crate) fn to_do(text: &str) -> Option<&str> {
    let rest = text.trim().strip_prefix(MARK)?;
    let line = rest.strip_prefix(':').or_else(|| rest.is_empty().then_some(rest))?.trim_start();
    Some(line.lines().next().unwrap_or("").trim_end().trim_end_matches('.'))
}

/// The finding for a text that is still to be written.
pub(crate) fn finding(what: &str, to_do: &str, span: Span) -> Diagnostic {
    let help = if to_do.is_empty() { "write the text, or remove it" } else { to_do };
    Diagnostic::new(&lints::PLACEHOLDER, span, format!("{what} is a placeholder")).help(help)
}

/// Reports those of a page.
pub(super) fn in_page(doc: &Doc<'_>, locate: &dyn Fn(Range<usize>) -> Span, findings: &mut Findings) {
    in_blocks(&doc.blocks, locate, findings);
}

fn in_blocks(blocks: &[Block<'_>], locate: &dyn Fn(Range<usize>) -> Span, findings: &mut Findings) {
    for block in blocks {
        let sentence = matches!(block, Block::Paragraph(_) | Block::Plain(_));
        block.each(|inner| match inner {
            Inner::Blocks(blocks) => in_blocks(blocks, locate, findings),
            Inner::Run(run) => {
                let Some(bytes) = first_words(run) else { return };
                let words = plain_text(run);
                if let Some(to_do) = to_do(&words).filter(|_| sentence || words.trim() != MARK) {
                    findings.report(finding("this text", to_do, locate(bytes)));
                }
            }
        });
    }
}

/// The words that a run begins with, if it begins with words that say `TODO`.
fn first_words(run: &[Inline<'_>]) -> Option<Range<usize>> {
    match run.first()? {
        Inline::Text { text, bytes } => text.trim_start().starts_with(MARK).then(|| bytes.clone()),
        Inline::Strong(inner) | Inline::Emphasis(inner) => first_words(inner),
        _ => None,
    }
}

/// Reports those of front matter, of a view or of a file of the data.
pub(crate) fn in_yaml(node: &Node, facts: bool, findings: &mut Findings) {
    in_value(node, "the value", facts, findings);
}

fn in_value(node: &Node, key: &str, facts: bool, findings: &mut Findings) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(text) => {
            let skipped = facts && !TEXTS_OF_FACTS.contains(&key) || NAMES.contains(&key) && text == MARK;
            if let Some(to_do) = to_do(text).filter(|_| !skipped) {
                findings.report(finding(&format!("`{key}`"), to_do, node.span));
            }
        }
        Value::List(items) => items.iter().for_each(|item| in_value(item, key, facts, findings)),
        Value::Map(entries) => {
            entries.iter().for_each(|(key, value)| in_value(value, &key.value, facts, findings));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::to_do;

    #[test]
    fn only_a_text_that_begins_with_the_mark_is_to_be_written() {
        for (text, says) in [
            ("TODO: say what it is.", "say what it is"),
            ("  TODO: one\nTODO: two", "one"),
            ("TODO", ""),
            ("TODO:", ""),
        ] {
            assert_eq!(to_do(text), Some(says), "{text}");
        }
        for text in ["TODO comments say what is missing", "todo: nothing", "TODOs: three", "A TODO: no", ""] {
            assert_eq!(to_do(text), None, "{text}");
        }
    }
}
