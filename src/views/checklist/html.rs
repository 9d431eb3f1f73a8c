//! Checklists as HTML.
//!
//! In: a checklist by number. Out: HTML through the theme's component.

use crate::model::ChecklistId;
use crate::render::collect;
use crate::render::html::{Failed, Writer};
use crate::render::snippet::snippet;
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
    let (about, items) = &checked.checklists[number];
    let mut views = Vec::new();
    for (item, (text, why)) in list.items.iter().zip(items) {
        views.push(ItemView {
            id: item.id.value.clone(),
            text: snippet(writer, text)?,
            why: why.as_ref().map(|why| snippet(writer, why)).transpose()?,
            minutes: item
                .minutes
                .as_ref()
                .map(|m| if m.bytes().all(|b| b.is_ascii_digit()) { format!("{m} min") } else { m.clone() }),
        });
    }
    Ok(ChecklistView {
        id: list.id.value.clone(),
        title: Some(list.title.clone()),
        description: about.as_ref().map(|about| snippet(writer, about)).transpose()?,
        roles: list.roles.iter().map(|role| collect::label(writer.site.checked, role)).collect(),
        stage: list.stage.as_ref().map(|stage| collect::stage(writer.site.checked, stage)),
        items: views,
    })
}
