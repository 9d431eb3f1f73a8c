//! A worksheet: its parts with their controls.
//!
//! In: a worksheet by number. Out: what its component sees. What readers write is kept by the browser; here is only where
//! they write it.

use crate::check::worksheets::{cards_of, field};
use crate::doc::Part;
use crate::model::{
    Through, Worksheet, WorksheetField, WorksheetForm, WorksheetId, WorksheetPart, WorksheetTicks,
};
use crate::render::collect;
use crate::render::guide::questions::stage_path;
use crate::render::guide::view::{
    BoxView, CardView, ExpectedView, FieldView, RowView, SheetPartView, ShownView, StatementView, TicksView,
    WorksheetView,
};
use crate::render::guide::{maybe, text};
use crate::render::html::{Failed, Writer};

/// Writes a worksheet; a titled one names itself.
pub(crate) fn write(writer: &mut Writer<'_>, number: WorksheetId, titled: bool) -> Result<(), Failed> {
    let it = view(writer, number, titled)?;
    writer.component("worksheet.html", &it)
}

/// What the component sees.
fn view(writer: &mut Writer<'_>, number: WorksheetId, titled: bool) -> Result<WorksheetView, Failed> {
    let checked = writer.site.checked;
    let sheet = &checked.data.guide.worksheets[number];
    let mut parts = Vec::new();
    for part in &sheet.parts {
        parts.push(part_view(writer, sheet, part)?);
    }
    Ok(WorksheetView {
        id: sheet.id.value.clone(),
        title: titled.then(|| sheet.title.clone()),
        description: maybe(writer, sheet.description.as_ref())?,
        parts,
    })
}

fn part_view(
    writer: &mut Writer<'_>,
    sheet: &Worksheet,
    part: &WorksheetPart,
) -> Result<SheetPartView, Failed> {
    let own = format!("{}-{}", sheet.id.value, part.id.value);
    let mut view = SheetPartView {
        id: part.id.value.clone(),
        anchor: writer.evidence.ids.named(Part::Worksheet, &own),
        label: part.label.clone(),
        about: maybe(writer, part.about.as_ref())?,
        ..SheetPartView::default()
    };
    match &part.form {
        WorksheetForm::Fields(fields) => {
            view.form = "fields";
            view.fields = fields_view(writer, fields, &own)?;
        }
        WorksheetForm::Cards { count, name, fields, ticks } => {
            view.form = "cards";
            for number in 1..=*count {
                let own = format!("{own}-{number}");
                let fields = fields_view(writer, fields, &own)?;
                let ticks = ticks.iter().map(|ticks| ticks_view(writer, ticks, &own)).collect();
                view.cards.push(CardView { number, name: format!("{name} {number}"), fields, ticks });
            }
        }
        WorksheetForm::Matrix(of) => {
            view.form = "matrix";
            matrix(writer, sheet, of, &mut view);
        }
        WorksheetForm::Questions { of, most } => {
            view.form = "questions";
            (view.of, view.ticks) = (of.cards.value.clone(), of.ticks.value.clone());
            view.most = *most;
            view.questions = expected(writer)?;
        }
        WorksheetForm::Choice { sides, margin, statements } => {
            view.form = "choice";
            view.sides = sides.to_vec();
            view.margin = *margin;
            for one in statements {
                view.statements.push(StatementView {
                    id: one.id.value.clone(),
                    anchor: writer.evidence.ids.named(Part::Worksheet, &format!("{own}-{}", one.id.value)),
                    text: text(writer, &one.text)?,
                    side: one.side,
                });
            }
        }
        WorksheetForm::Summary(paths) => {
            view.form = "summary";
            view.shown = paths.iter().filter_map(|path| shown(sheet, &path.value)).collect();
        }
    }
    Ok(view)
}

fn shown(sheet: &Worksheet, path: &str) -> Option<ShownView> {
    let (label, many) = field(sheet, path)?;
    let (part, id) = path.split_once('/')?;
    Some(ShownView { part: part.to_owned(), field: id.to_owned(), label: label.to_owned(), many })
}

fn fields_view(
    writer: &mut Writer<'_>,
    fields: &[WorksheetField],
    own: &str,
) -> Result<Vec<FieldView>, Failed> {
    let mut views = Vec::new();
    for one in fields {
        let name = format!("{own}-{}", one.id.value);
        let options = match one.takes {
            "stages" => boxes(writer, None, &name),
            "role" => roles(writer),
            _ => Vec::new(),
        };
        views.push(FieldView {
            id: one.id.value.clone(),
            anchor: writer.evidence.ids.named(Part::Worksheet, &name),
            label: one.label.clone(),
            hint: maybe(writer, one.hint.as_ref())?,
            takes: one.takes,
            lines: one.lines,
            options,
            watch: one.watch.clone(),
        });
    }
    Ok(views)
}

fn ticks_view(writer: &mut Writer<'_>, ticks: &WorksheetTicks, own: &str) -> TicksView {
    let name = format!("{own}-{}", ticks.id.value);
    let options = boxes(writer, Some(ticks), &name);
    TicksView { id: ticks.id.value.clone(), label: ticks.label.clone(), options }
}

/// The principles of a set, or the stages of the bank: id and title of each.
fn ticked(writer: &Writer<'_>, ticks: Option<&WorksheetTicks>) -> Vec<(String, String)> {
    let checked = writer.site.checked;
    let guide = &checked.data.guide;
    match ticks.and_then(|ticks| ticks.set.as_ref()) {
        Some(set) => {
            let set = checked.ids.guide.sets.get(&set.value).map(|number| &guide.principles[number]);
            set.into_iter()
                .flat_map(|set| &set.items)
                .map(|one| (one.id.value.clone(), one.name.clone()))
                .collect()
        }
        None => guide.stages.iter().map(|stage| (stage.id.value.clone(), stage.label.clone())).collect(),
    }
}

fn boxes(writer: &mut Writer<'_>, ticks: Option<&WorksheetTicks>, own: &str) -> Vec<BoxView> {
    let all = ticked(writer, ticks);
    let ids = &mut writer.evidence.ids;
    all.into_iter()
        .map(|(id, title)| {
            let anchor = ids.named(Part::Worksheet, &format!("{own}-{id}"));
            BoxView { id, title, anchor }
        })
        .collect()
}

/// The roles that the guide speaks of, in the order of its questions.
fn roles(writer: &Writer<'_>) -> Vec<BoxView> {
    let checked = writer.site.checked;
    let questions = checked.data.guide.questions.iter();
    let mut roles: Vec<BoxView> = Vec::new();
    for role in questions.flat_map(|question| &question.roles) {
        if roles.iter().all(|known| known.id != role.value) {
            let title = collect::label(checked, &role.value);
            roles.push(BoxView { id: role.value.clone(), title, anchor: String::new() });
        }
    }
    roles
}

fn matrix(writer: &Writer<'_>, sheet: &Worksheet, of: &Through, view: &mut SheetPartView) {
    (view.of, view.ticks) = (of.cards.value.clone(), of.ticks.value.clone());
    let Some((WorksheetForm::Cards { count, name, ticks, .. }, group)) = cards_of(sheet, of) else { return };
    let rows = ticked(writer, Some(&ticks[group]));
    view.rows = rows.into_iter().map(|(id, title)| RowView { id, title }).collect();
    view.columns = (1..=*count)
        .map(|number| CardView { number, name: format!("{name} {number}"), ..CardView::default() })
        .collect();
}

/// The questions of the bank in its order.
fn expected(writer: &mut Writer<'_>) -> Result<Vec<ExpectedView>, Failed> {
    let checked = writer.site.checked;
    let guide = &checked.data.guide;
    let mut all = Vec::new();
    for question in &guide.questions {
        let stage = question.stage.as_ref().map(|stage| stage.value.clone());
        let known = stage.as_deref().and_then(|id| checked.ids.guide.stages.get(id));
        all.push(ExpectedView {
            text: text(writer, &question.text)?,
            path: known.and(stage.as_deref()).map(stage_path),
            stage_title: known.map(|number| guide.stages[number].label.clone()),
            stage,
            principles: question.principles.iter().map(|id| id.value.clone()).collect(),
            roles: question.roles.iter().map(|role| collect::label(checked, &role.value)).collect(),
        });
    }
    Ok(all)
}
