//! The pages of sources and of disputes as Markdown.
//!
//! In: what those pages show. Out: a section for each source, and for each dispute.

use super::pen::{Pen, blocks, one_line, sentence};
use super::table;
use crate::render::pages::{disputes as disputed, sources as cited};
use crate::render::reports::{ChainView, DisputeEntry, SourceView, SupportView};
use crate::render::view::UseView;

pub(super) fn sources(pen: &Pen<'_>) -> String {
    blocks(cited::all(pen.site).iter().map(|source| Some(one(pen, source))))
}

fn one(pen: &Pen<'_>, source: &SourceView) -> String {
    let mut about = vec![format!("`{}`", source.id)];
    about.extend(source.publisher.clone());
    about.extend(source.kind.map(str::to_owned));
    about.extend(source.published.as_ref().map(|date| format!("published {date}")));
    about.extend(source.accessed.as_ref().map(|date| format!("read {date}")));
    about.extend(source.reliability.as_ref().map(|words| format!("reliability: {words}")));
    about.extend(source.url.as_ref().map(|url| format!("<{url}>")));
    let chain = |chain: &ChainView| -> String {
        let links: Vec<String> = chain.links.iter().map(|one| pen.link(&one.title, &one.path)).collect();
        links.join(", which has them from ")
    };
    let from: Vec<String> = source.derived.iter().map(chain).collect();
    let from = (!from.is_empty()).then(|| format!("Takes its figures from {}.", from.join("; ")));
    let supports = list("Supports", source.supports.iter().map(|one| support(pen, one)).collect());
    let against = list("Contradicts", source.contradicts.iter().map(|one| support(pen, one)).collect());
    let open = list(
        "One answer of several in an open dispute",
        source.open.iter().map(|one| support(pen, one)).collect(),
    );
    let quoted = source.cited.iter();
    let quoted = quoted.map(|one| format!("{}: “{}”", pen.link(&one.title, &one.path), one_line(&one.text)));
    let quoted = list("Cited in", quoted.collect());
    let nothing = [&supports, &against, &open, &quoted].iter().all(|list| list.is_none());
    let nothing = nothing.then(|| "Nothing on this site rests on it.".to_owned());
    let title = format!("## {}", one_line(&source.title));
    let note = source.note.as_deref().map(one_line);
    blocks([Some(title), Some(about.join("; ")), note, from, supports, against, open, quoted, nothing])
}

fn support(pen: &Pen<'_>, one: &SupportView) -> String {
    let locator = one.locator.as_ref().map_or_else(String::new, |place| format!(" ({place})"));
    one_line(&format!("{}: {}{locator}", pen.link(&one.label, &one.path), one.value))
}

fn list(label: &str, items: Vec<String>) -> Option<String> {
    let items: Vec<String> = items.into_iter().map(|item| format!("- {item}")).collect();
    (!items.is_empty()).then(|| format!("{label}:\n\n{}", items.join("\n")))
}

pub(super) fn disputes(pen: &Pen<'_>) -> String {
    let [open, adopted] = disputed::all(pen.site);
    let part = |title: &str, all: &[DisputeEntry]| {
        let head = std::iter::once(Some(format!("## {title}")));
        let all = all.iter().map(|one| Some(dispute(pen, one)));
        blocks(head.chain(all))
    };
    let open = (!open.is_empty()).then(|| part("Open", &open));
    let adopted = (!adopted.is_empty()).then(|| part("Decided", &adopted));
    blocks([open, adopted])
}

fn dispute(pen: &Pen<'_>, one: &DisputeEntry) -> String {
    let status = if one.status == "adopted" { "Adopted" } else { "Undecided" };
    let ruling = format!("{status}: {}", one.value.as_deref().unwrap_or("no value"));
    let mut about: Vec<String> = Vec::new();
    about.extend(one.kind.map(|kind| match kind {
        "unknown" => "why they differ is unknown".to_owned(),
        kind => format!("they differ in {kind}"),
    }));
    let decided = if one.status == "adopted" { "decided" } else { "left open" };
    about.extend(one.decided.as_ref().map(|date| format!("{decided} {date}")));
    let review = if one.overdue { "review was due" } else { "to review by" };
    about.extend(one.review.as_ref().map(|date| format!("{review} {date}")));
    let about = (!about.is_empty()).then(|| sentence(&about.join("; ")));
    let rows: Vec<Vec<String>> = one
        .reports
        .iter()
        .map(|report| {
            let value =
                if report.adopted { format!("{} (adopted)", report.value) } else { report.value.clone() };
            let or = |text: &Option<String>, none: &str| text.clone().unwrap_or_else(|| none.to_owned());
            vec![
                value,
                or(&report.measures, "not said"),
                or(&report.as_of, "not dated"),
                pen.sources(&report.sources),
            ]
        })
        .collect();
    let title = format!("### {}", pen.link(&one.label, &one.path));
    let because = one.because.as_deref().map(one_line);
    let reports = table::with(["Report", "Measures", "As of", "Source"], &rows);
    blocks([Some(title), Some(ruling), because, about, Some(reports), used(pen, &one.uses)])
}

/// Sentences that use something.
pub(super) fn used(pen: &Pen<'_>, uses: &[UseView]) -> Option<String> {
    let uses =
        uses.iter().map(|one| format!("{}: “{}”", pen.link(&one.title, &one.path), one_line(&one.sentence)));
    list("Used in", uses.collect())
}
