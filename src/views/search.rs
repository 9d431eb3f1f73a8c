//! What readers see of views, for the index of the search.
//!
//! In: resolved views. Out: plain texts. Questions are found on the page of all questions, not on every page that
//! lists them; drawings have no words.

use super::resolve::View;
use super::{checklist, comparison, facts, mistakes, plan, principles, process, rubric, worksheet};
use crate::check::Checked;

/// The words of a view, each text by itself.
pub(crate) fn words(checked: &Checked, view: &View) -> Vec<String> {
    match view {
        View::Comparison(comparison) => comparison::search::words(checked, comparison),
        View::Checklist(number) => checklist::search::words(checked, *number),
        View::Rubric(number) => rubric::search::words(checked, *number),
        View::Facts(facts) => facts::search::words(checked, facts),
        View::Mistakes(pairs) => mistakes::search::words(pairs),
        View::Principles(set) => principles::search::words(checked, *set),
        View::Process(number) => process::search::words(checked, *number),
        View::Plan(number) => plan::search::words(checked, *number),
        View::Worksheet(number) => worksheet::search::words(checked, *number),
        View::Timeline(_) | View::Questions(_) | View::Chart(_) => Vec::new(),
    }
}
