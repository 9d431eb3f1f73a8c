//! Sets of principles as HTML.
//!
//! In: a set by number. Out: HTML through the theme's component.

use crate::doc::Part;
use crate::model::PrincipleSetId;
use crate::render::guide::questions::principle_path;
use crate::render::guide::view::{PrincipleView, PrinciplesView};
use crate::render::guide::{all, maybe, sources, stage_link};
use crate::render::html::{Failed, Writer};

/// Writes a set of principles; a titled one names itself.
pub(crate) fn write(writer: &mut Writer<'_>, set: PrincipleSetId, titled: bool) -> Result<(), Failed> {
    let it = view(writer, set, titled)?;
    writer.component("principles.html", &it)
}

/// What the list of principles sees.
pub(crate) fn view(
    writer: &mut Writer<'_>,
    set: PrincipleSetId,
    titled: bool,
) -> Result<PrinciplesView, Failed> {
    let checked = writer.site.checked;
    let set = &checked.data.guide.principles[set];
    let description = maybe(writer, set.description.as_ref())?;
    let mut items = Vec::new();
    for one in &set.items {
        items.push(principle(writer, &one.id.value)?);
    }
    Ok(PrinciplesView {
        title: titled.then(|| set.title.clone()),
        description,
        items: items.into_iter().flatten().collect(),
    })
}

/// One principle by its id.
pub(crate) fn principle(writer: &mut Writer<'_>, id: &str) -> Result<Option<PrincipleView>, Failed> {
    let checked = writer.site.checked;
    let Some(number) = checked.ids.guide.principles.get(id) else { return Ok(None) };
    let (set, item) = checked.ids.guide.places[number];
    let one = &checked.data.guide.principles[set].items[item];
    Ok(Some(PrincipleView {
        id: id.to_owned(),
        anchor: writer.evidence.ids.named(Part::Principle, id),
        name: one.name.clone(),
        official: one.official.clone(),
        meaning: maybe(writer, one.meaning.as_ref())?,
        shows: all(writer, &one.shows)?,
        missing: all(writer, &one.missing)?,
        practise: maybe(writer, one.practise.as_ref())?,
        stages: one.stages.iter().filter_map(|stage| stage_link(checked, &stage.value)).collect(),
        path: Some(principle_path(id)),
        count: writer.site.shared.asked(checked).for_principle(number).len(),
        sources: sources(checked, &one.sources),
    }))
}
