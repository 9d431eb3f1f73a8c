//! Checklists as HTML.
//!
//! In: a checklist by number. Out: HTML through the theme's component.

use crate::doc::Part;
use crate::model::ChecklistId;
use crate::render::collect;
use crate::render::html::{Failed, Writer};
use crate::render::snippet::{self, labelled};
use crate::render::view::{ChecklistView, ItemView};

/// Writes a checklist; a titled one names itself.
pub(crate) fn write(writer: &mut Writer<'_>, number: ChecklistId, titled: bool) -> Result<(), Failed> {
    let mut it = view(writer, number)?;
    it.title = it.title.filter(|_| titled);
    writer.component("checklist.html", &it)
}

/// What the checklist component sees.
pub(crate) fn view(writer: &mut Writer<'_>, number: ChecklistId) -> Result<ChecklistView, Failed> {
    let checked = writer.site.checked;
    let list = &checked.data.checklists[number];
    writer.evidence.keeps = true;
    let mut views = Vec::new();
    writer.margin.close();
    for item in &list.items {
        let (text, plain) = labelled(writer, &checked.texts()[item.text])?;
        views.push(ItemView {
            id: item.id.value.clone(),
            anchor: writer
                .evidence
                .ids
                .named(Part::ListItem, &format!("{}-{}", list.id.value, item.id.value)),
            text,
            plain,
            why: item.why.map(|why| snippet::text(writer, why)).transpose()?,
            minutes: item
                .minutes
                .as_ref()
                .map(|m| if m.bytes().all(|b| b.is_ascii_digit()) { format!("{m} min") } else { m.clone() }),
        });
    }
    writer.margin.open();
    Ok(ChecklistView {
        id: list.id.value.clone(),
        title: Some(list.title.clone()),
        description: list.description.map(|about| snippet::text(writer, about)).transpose()?,
        roles: list.roles.iter().map(|role| collect::label(writer.site.checked, role)).collect(),
        stage: list.stage.as_ref().map(|stage| collect::stage(writer.site.checked, stage)),
        items: views,
    })
}
