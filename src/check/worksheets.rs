//! What the parts of a worksheet name: other parts, their ticks and fields, and sets of principles.
//!
//! In: worksheets and the ids of the guide. Out: findings for names that nothing has. Does not render.

use super::ids::{Ids, record};
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::{Data, Through, Worksheet, WorksheetForm, WorksheetPart};
use crate::text::{Spanned, suggestion};

/// So many names are offered to choose from.
const MOST_NAMES: usize = 8;

/// Checks all worksheets.
pub(super) fn check(data: &Data, ids: &Ids, findings: &mut Findings) {
    for sheet in &data.guide.worksheets {
        if let Some(subject) = &sheet.subject {
            let _ = ids.subject(subject, findings);
        }
        for part in &sheet.parts {
            check_part(sheet, part, data, ids, findings);
        }
    }
}

fn check_part(sheet: &Worksheet, part: &WorksheetPart, data: &Data, ids: &Ids, findings: &mut Findings) {
    match &part.form {
        WorksheetForm::Cards { ticks, .. } => {
            for set in ticks.iter().filter_map(|ticks| ticks.set.as_ref()) {
                let _ = record("set of principles", set, &ids.guide.sets, data.incomplete, findings);
            }
        }
        WorksheetForm::Matrix(of) | WorksheetForm::Questions { of, .. } => through(sheet, of, findings),
        WorksheetForm::Summary(shown) => {
            for path in shown {
                if field(sheet, &path.value).is_none() {
                    let known = paths(sheet);
                    report("field", path, known.iter().map(String::as_str), findings);
                }
            }
        }
        WorksheetForm::Fields(_) | WorksheetForm::Choice { .. } => {}
    }
}

/// The cards of a part, and the number of a group of ticks among theirs.
pub(crate) fn cards_of<'s>(sheet: &'s Worksheet, of: &Through) -> Option<(&'s WorksheetForm, usize)> {
    let part = sheet.parts.iter().find(|part| part.id.value == of.cards.value)?;
    let WorksheetForm::Cards { ticks, .. } = &part.form else { return None };
    Some((&part.form, ticks.iter().position(|ticks| ticks.id.value == of.ticks.value)?))
}

fn through(sheet: &Worksheet, of: &Through, findings: &mut Findings) {
    let with_cards = |part: &&WorksheetPart| matches!(part.form, WorksheetForm::Cards { .. });
    let parts = || sheet.parts.iter().filter(with_cards);
    let Some(part) = parts().find(|part| part.id.value == of.cards.value) else {
        return report("part with cards", &of.cards, parts().map(|part| part.id.value.as_str()), findings);
    };
    let WorksheetForm::Cards { ticks, .. } = &part.form else { return };
    if !ticks.iter().any(|ticks| ticks.id.value == of.ticks.value) {
        report("group of ticks", &of.ticks, ticks.iter().map(|ticks| ticks.id.value.as_str()), findings);
    }
}

/// The label of the field at a path such as `stories/name`, and how many cards have it; 0 where it stands alone.
pub(crate) fn field<'s>(sheet: &'s Worksheet, path: &str) -> Option<(&'s str, u32)> {
    let (part, id) = path.split_once('/')?;
    let part = sheet.parts.iter().find(|it| it.id.value == part)?;
    let (fields, many) = match &part.form {
        WorksheetForm::Fields(fields) => (fields, 0),
        WorksheetForm::Cards { fields, count, .. } => (fields, *count),
        _ => return None,
    };
    fields.iter().find(|field| field.id.value == id).map(|field| (field.label.as_str(), many))
}

fn paths(sheet: &Worksheet) -> Vec<String> {
    let fields = |part: &WorksheetPart| match &part.form {
        WorksheetForm::Fields(fields) | WorksheetForm::Cards { fields, .. } => {
            fields.iter().map(|field| format!("{}/{}", part.id.value, field.id.value)).collect()
        }
        _ => Vec::new(),
    };
    sheet.parts.iter().flat_map(fields).collect()
}

fn report<'k>(
    what: &str,
    name: &Spanned<String>,
    known: impl Iterator<Item = &'k str> + Clone,
    findings: &mut Findings,
) {
    let near = suggestion(&name.value, known.clone());
    let message = format!("the worksheet has no {what} `{}`{near}", name.value);
    let mut finding = Diagnostic::new(&lints::UNKNOWN_RECORD, name.span, message);
    let names: Vec<String> = known.take(MOST_NAMES).map(|name| format!("`{name}`")).collect();
    if near.is_empty() && !names.is_empty() {
        finding.help.push(format!("it has {}", names.join(", ")));
    }
    findings.report(finding);
}
