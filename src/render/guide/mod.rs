//! The collections of a guide: what their views and pages share.
//!
//! In: records of the data. Out: their texts, links and sources for the theme's components, drawings, and the
//! documents of the bank for the search.

pub(crate) mod axis;
pub(crate) mod questions;
pub(crate) mod search;
pub(crate) mod svg;
pub(crate) mod view;

use super::html::{Failed, Writer};
use super::view::SourceLink;
use super::{collect, snippet};
use crate::check::Checked;
use crate::model::{SourceRef, TextId};
use view::ChoiceLink;

/// A text of the data as inline HTML, or on a line of Markdown.
pub(crate) fn text(writer: &mut Writer<'_>, text: &TextId) -> Result<String, Failed> {
    snippet::text(writer, *text)
}

/// The same, and whether it may stand in a label.
pub(crate) fn labelled(writer: &mut Writer<'_>, text: &TextId) -> Result<(String, bool), Failed> {
    let checked = writer.site.checked;
    snippet::labelled(writer, &checked.texts()[*text])
}

/// The same of a text that may be missing.
pub(crate) fn maybe(writer: &mut Writer<'_>, from: Option<&TextId>) -> Result<Option<String>, Failed> {
    from.map(|from| text(writer, from)).transpose()
}

/// The same of several texts.
pub(crate) fn all(writer: &mut Writer<'_>, from: &[TextId]) -> Result<Vec<String>, Failed> {
    from.iter().map(|from| text(writer, from)).collect()
}

/// Sources of a record, as links.
pub(crate) fn sources(checked: &Checked, refs: &[SourceRef]) -> Vec<SourceLink> {
    refs.iter().filter_map(|source| collect::source_link(checked, source)).collect()
}

/// A stage of the bank, with its page where it has one.
pub(crate) fn stage_link(checked: &Checked, id: &str) -> Option<ChoiceLink> {
    let stage = &checked.data.guide.stages[checked.ids.guide.stages.get(id)?];
    let used = checked.data.guide.questions.iter().any(|q| q.stage.as_ref().is_some_and(|s| s.value == id));
    Some(ChoiceLink {
        id: id.to_owned(),
        title: stage.label.clone(),
        path: used.then(|| questions::stage_path(id)),
    })
}

/// A principle, with its page.
pub(crate) fn principle_link(checked: &Checked, id: &str) -> Option<ChoiceLink> {
    let number = checked.ids.guide.principles.get(id)?;
    let (set, item) = checked.ids.guide.places[number];
    let principle = &checked.data.guide.principles[set].items[item];
    Some(ChoiceLink {
        id: id.to_owned(),
        title: principle.name.clone(),
        path: Some(questions::principle_path(id)),
    })
}
