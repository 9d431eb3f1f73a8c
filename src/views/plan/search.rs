//! The words of a plan.
//!
//! In: a plan by number. Out: its tasks.

use crate::check::Checked;
use crate::model::PlanId;
use crate::render::guide::questions::plain;

/// One text for each task.
pub(crate) fn words(checked: &Checked, number: PlanId) -> Vec<String> {
    let tasks = checked.data.guide.plans[number].parts.iter().flat_map(|part| &part.tasks);
    tasks.map(|task| plain(checked, &task.text)).collect()
}
