//! Mistakes as HTML.
//!
//! In: pairs of checked texts. Out: HTML through the theme's component.

use super::resolve::Mistake;
use crate::check::CheckedSnippet;
use crate::render::html::{Failed, Writer};
use crate::render::snippet::snippet;
use crate::render::view::PairView;
use serde::Serialize;

#[derive(Serialize)]
struct Pairs {
    pairs: Vec<PairView>,
}

/// Writes a list of mistakes.
pub(crate) fn write(writer: &mut Writer<'_>, mistakes: &[Mistake]) -> Result<(), Failed> {
    let mut pairs = Vec::new();
    for pair in mistakes {
        pairs.push(PairView {
            title: pair.title.as_ref().map(|title| snippet(writer, title)).transpose()?,
            bad: paragraph(writer, &pair.bad)?,
            good: paragraph(writer, &pair.good)?,
        });
    }
    writer.component("pairs.html", &Pairs { pairs })
}

fn paragraph(writer: &mut Writer<'_>, text: &CheckedSnippet) -> Result<String, Failed> {
    Ok(writer.output.paragraph(snippet(writer, text)?))
}
