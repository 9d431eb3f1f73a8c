//! Goals for coverage: how much of the site's figures has to be backed.
//!
//! In: the figures of a checked site, and the lines that are new. Out: findings when too few are backed.
//! Counts; does not look for figures.

use super::coverage::{Figure, Tally, on_lines};
use super::{Added, Checked};
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::text::Spanned;
use crate::value::Number;

/// Compares the site's coverage with what its configuration asks for.
pub(crate) fn check(site: &Checked, added: Option<&Added>, findings: &mut Findings) {
    if let Some(goal) = &site.config.coverage.minimum {
        findings.extend(below(goal, Tally::of(site.figures()), "coverage"));
    }
    if let (Some(goal), Some(added)) = (&site.config.coverage.new, added) {
        let new = site.figures().filter(|figure: &&Figure| {
            added.get(&figure.span.file).is_some_and(|lines| on_lines(figure, lines))
        });
        findings.extend(below(goal, Tally::of(new), "coverage of new lines"));
    }
}

/// No figures at all reach every goal.
fn below(goal: &Spanned<Number>, tally: Tally, what: &str) -> Option<Diagnostic> {
    let all = i64::try_from(tally.figures()).ok().filter(|all| *all > 0)?;
    let covered = Number::from(i64::try_from(tally.covered()).ok()?);
    let share = (&covered * &Number::from(100)).checked_div(&Number::from(all))?;
    if share >= goal.value {
        return None;
    }
    let message = format!(
        "{what} is {} ({} of {all} figures), below the required {}%",
        percent(tally.covered(), tally.figures()),
        tally.covered(),
        goal.value
    );
    Some(
        Diagnostic::new(&lints::COVERAGE_BELOW, goal.span, message)
            .help("`prepress coverage` lists the pages; the lint `unbacked-figure` reports the figures"),
    )
}

/// A share to one decimal; only all of it is called 100%, and only nothing 0%.
pub(crate) fn percent(part: usize, all: usize) -> String {
    if all == 0 {
        return "n/a".to_owned();
    }
    let rounded = (part * 1000 + all / 2) / all;
    let tenths = match (part, rounded) {
        (0, _) => 0,
        (part, 1000) if part < all => 999,
        (_, 0) => 1,
        (_, tenths) => tenths,
    };
    format!("{}.{}%", tenths / 10, tenths % 10)
}
