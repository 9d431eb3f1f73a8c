//! The words of a worksheet.
//!
//! In: a worksheet by number. Out: the headings of its parts, what is said of them, and its labels.

use crate::check::Checked;
use crate::model::{WorksheetForm, WorksheetId};
use crate::render::guide::questions::plain;

/// One text for each part.
pub(crate) fn words(checked: &Checked, number: WorksheetId) -> Vec<String> {
    let parts = checked.data.guide.worksheets[number].parts.iter();
    let mut words = Vec::new();
    for part in parts {
        words.push(format!("{}.", part.label));
        words.extend(part.about.iter().map(|text| plain(checked, text)));
        match &part.form {
            WorksheetForm::Fields(fields) | WorksheetForm::Cards { fields, .. } => {
                words.extend(fields.iter().map(|field| format!("{}.", field.label)));
            }
            WorksheetForm::Choice { statements, .. } => {
                words.extend(statements.iter().map(|statement| plain(checked, &statement.text)));
            }
            WorksheetForm::Matrix(_) | WorksheetForm::Questions { .. } | WorksheetForm::Summary(_) => {}
        }
    }
    words
}
