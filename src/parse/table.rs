//! Tables whose cells are facts: `<!-- prepress facts(subject) -->` before a table.
//!
//! In: a comment and the blocks of its page. Out: the table's rows, columns and cells as text with places. Does not know
//! which subjects, attributes and facts there are.

use super::binding::inner_binding;
use super::covers::said;
use super::leaves::leaves;
use crate::doc::{Block, Comment, Doc, Inline, Inner, plain_text};
use crate::text::{Span, Spanned, offset_in};
use std::ops::Range;

/// A table whose cells are facts.
#[derive(Debug, Clone)]
pub(crate) struct FactCells {
    /// What each row is: `subject`, or a qualifier; where the comment says it.
    pub rows: Spanned<String>,
    /// The heads of all columns but the first.
    pub columns: Vec<Spanned<String>>,
    /// The first cell of each row, and the others.
    pub lines: Vec<(Spanned<String>, Vec<Cell>)>,
}

/// A cell.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub words: Spanned<String>,
    /// A link can be put around its words: they stand in the file letter by letter.
    pub plain: bool,
    /// The first byte of a binding in it.
    pub bound: Option<usize>,
}

/// Reads a comment that makes facts of a table's cells, if it is one. `Err` says what is wrong with it.
pub(super) fn fact_cells(
    comment: &Comment<'_>,
    doc: &Doc<'_>,
    source: &str,
    locate: &dyn Fn(Range<usize>) -> Span,
) -> Option<Result<FactCells, (Span, &'static str)>> {
    let rest = said(&comment.text)?.strip_prefix("facts(")?;
    let start = comment.bytes.start + offset_in(&comment.text, rest)?;
    let Some(rows) = rest.strip_suffix(')').map(str::trim).filter(|rows| !rows.is_empty()) else {
        let span = locate(start..start + rest.len());
        return Some(Err((
            span,
            "write what the rows are: `facts(subject)`, or `facts(…)` with a qualifier",
        )));
    };
    let span = locate(start..start + rows.len());
    let Some((head, lines)) = table(&doc.blocks, &comment.covered) else {
        return Some(Err((span, "no table follows this comment")));
    };
    let words = |content: &[Inline<'_>]| {
        let leaves = leaves(content);
        let bytes =
            leaves.first().map_or(0, |leaf| leaf.bytes.start)..leaves.last().map_or(0, |leaf| leaf.bytes.end);
        Spanned::new(plain_text(content).trim().to_owned(), locate(bytes))
    };
    let cell = |content: &Vec<Inline<'_>>| {
        let words = words(content);
        let single = matches!(content.as_slice(), [Inline::Text { text, bytes }] if source.get(bytes.clone()) == Some(text));
        let plain = single && !words.value.contains(['[', ']', '\\']) && words.span.is_plain(&words.value);
        Cell { words, plain, bound: content.iter().find_map(inner_binding).map(|bytes| bytes.start) }
    };
    let columns = head.iter().skip(1).map(|content| words(content)).collect();
    let lines = lines.iter().filter_map(|line| {
        let (first, others) = line.split_first()?;
        Some((words(first), others.iter().map(cell).collect()))
    });
    Some(Ok(FactCells { rows: Spanned::new(rows.to_owned(), span), columns, lines: lines.collect() }))
}

type Head<'d, 'a> = &'d [Vec<Inline<'a>>];
type Lines<'d, 'a> = &'d [Vec<Vec<Inline<'a>>>];

/// The table that lies in some bytes.
fn table<'d, 'a>(blocks: &'d [Block<'a>], covered: &Range<usize>) -> Option<(Head<'d, 'a>, Lines<'d, 'a>)> {
    blocks.iter().find_map(|block| {
        if let Block::Table { head, rows, .. } = block {
            let first = head
                .iter()
                .chain(rows.iter().flatten())
                .find_map(|cell| leaves(cell).first().map(|leaf| leaf.bytes.start));
            return first.filter(|at| covered.contains(at)).map(|_| (head.as_slice(), rows.as_slice()));
        }
        let mut found = None;
        block.each(|inner| match inner {
            Inner::Blocks(blocks) => found = found.or_else(|| table(blocks, covered)),
            Inner::Run(_) => {}
        });
        found
    })
}
