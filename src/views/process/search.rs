//! The words of a process.
//!
//! In: a process by number. Out: its stages.

use crate::check::Checked;
use crate::model::{ProcessId, ProcessStage};
use crate::render::guide::questions::plain;

/// The name and the texts of each stage.
pub(crate) fn words(checked: &Checked, number: ProcessId) -> Vec<String> {
    let stages = &checked.data.guide.processes[number].stages;
    let of = |stage: &ProcessStage| {
        let texts = stage.text.iter().chain(&stage.prepare);
        let mut words = vec![format!("{}.", stage.name)];
        words.extend(texts.map(|text| plain(checked, text)));
        words
    };
    stages.iter().flat_map(of).collect()
}
