//! The words of a list of mistakes.
//!
//! In: pairs of checked texts. Out: all of them.

use super::resolve::Mistake;
use crate::render::search::snippet_text;

/// One text after the other.
pub(crate) fn words(pairs: &[Mistake]) -> Vec<String> {
    pairs.iter().flat_map(Mistake::texts).map(snippet_text).collect()
}
