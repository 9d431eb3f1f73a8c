//! Words between a number and its unit that change nothing of it: "two full days", "40 supervised hours".
//!
//! In: the token after a number. Out: the token of the unit, behind such words. Days of other kinds (school days, man-days)
//! are not here: they are other units.

use super::scanner::Scanner;

#[rustfmt::skip]
const WITHOUT_EFFECT: [&str; 45] = [
    "full", "whole", "entire", "clear", "contact", "flight", "clock", "classroom", "instructional",
    "training", "consecutive", "straight", "successive", "continuous", "uninterrupted", "consecutively", "solid", "complete",
    "supervised", "flying", "clinical", "study", "practical", "learning", "cpd", "cme", "additional",
    "further", "extra", "relevant", "actual", "logged", "taught", "lab", "laboratory", "lecture",
    "class", "coaching", "tuition", "driving", "solo", "simulator", "documented", "verified", "paid",
];

impl Scanner<'_> {
    /// The token after words that only describe, at token `j`.
    pub(super) fn past_descriptions(&self, j: usize) -> usize {
        if self.is_word(j, "guided") && self.is_word(j + 1, "learning") {
            return j + 2;
        }
        let one = j + usize::from(self.among(j, &WITHOUT_EFFECT));
        // "135 classroom or online hours"
        let joined = one > j && self.among(one, &["or", "and"]);
        if joined && (self.among(one + 1, &WITHOUT_EFFECT) || self.among(one + 1, &["online", "virtual"])) {
            return one + 2;
        }
        one
    }
}
