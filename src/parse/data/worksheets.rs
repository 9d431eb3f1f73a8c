//! `worksheets/`: one worksheet in each file.
//!
//! In: the tree of one file. Out: the worksheet. Does not look up what its parts name.

use super::{check_id, file_id, texts, value_of};
use crate::diag::{Findings, Reported};
use crate::model::{
    Data, Statement, Through, Worksheet, WorksheetField, WorksheetForm, WorksheetPart, WorksheetTicks,
};
use crate::parse::fields::Fields;
use crate::parse::yaml::Node;
use crate::text::Spanned;

/// The forms of a part, by the key that makes it one.
const FORMS: [&str; 5] = ["fields", "matrix", "questions", "choice", "summary"];
const TAKES: [&str; 4] = ["text", "day", "role", "stages"];
const WATCHES: [&str; 3] = ["we", "hedges", "number"];

pub(super) fn worksheet(
    node: &Node,
    stem: &str,
    data: &mut Data,
    findings: &mut Findings,
) -> Result<(), Reported> {
    let mut fields = Fields::mapping(node, "a worksheet", findings)?;
    let id = file_id(&mut fields, node, stem, findings);
    let before = data.texts.len();
    let title = value_of(fields.required("title")).unwrap_or_else(|| id.value.clone());
    let description = texts::maybe(data, fields.text("description"));
    let subject = fields.text("subject");
    let mut parts = Vec::new();
    for node in fields.nodes("parts") {
        parts.extend(texts::of_record(data, |data| part(node, data, findings)));
    }
    fields.finish(findings);
    texts::belong_to(data, before, subject.as_ref());
    data.guide.worksheets.push(Worksheet { id, title, description, subject, parts });
    Ok(())
}

fn part(node: &Node, data: &mut Data, findings: &mut Findings) -> Option<WorksheetPart> {
    let mut fields = Fields::of(node, "a part of a worksheet", findings)?;
    let (id, label) = (fields.required("id"), fields.required("label"));
    let about = texts::maybe(data, fields.text("about"));
    let forms: Vec<&str> = FORMS.into_iter().filter(|form| fields.has(form)).collect();
    if forms.len() > 1 {
        let message =
            format!("a part has one of {}; this has {}", FORMS.map(quoted).join(", "), forms.join(" and "));
        fields.wrong(node.span, message);
    }
    let form = form(node, &mut fields, data, findings);
    fields.finish(findings);
    let id = id?;
    check_id(&id, findings);
    Some(WorksheetPart { id, label: label?.value, about, form: form? })
}

fn quoted(word: &str) -> String {
    format!("`{word}`")
}

fn form(
    node: &Node,
    fields: &mut Fields<'_>,
    data: &mut Data,
    findings: &mut Findings,
) -> Option<WorksheetForm> {
    let written = fields.nodes("fields");
    let list: Vec<WorksheetField> = written.iter().filter_map(|node| field(node, data, findings)).collect();
    // All keys are asked for, so that a part of another form draws no finding on a key that exists.
    let count = fields.counted("cards", 400);
    let name = value_of(fields.text("card"));
    let ticks: Vec<WorksheetTicks> =
        fields.nodes("ticks").iter().filter_map(|node| ticks(node, findings)).collect();
    let matrix = fields.node("matrix");
    let questions = fields.node("questions");
    let choice = fields.node("choice");
    let summary = fields.texts("summary");
    if !written.is_empty() {
        return Some(match count {
            Some(count) => WorksheetForm::Cards {
                count: count.value,
                name: name.unwrap_or_else(|| "Card".to_owned()),
                fields: list,
                ticks,
            },
            None => WorksheetForm::Fields(list),
        });
    }
    if let Some(node) = questions {
        let mut fields = Fields::of(node, "a list of likely questions", findings)?;
        let of = through(&mut fields);
        let most = fields.counted("most", 400).map_or(12, |most| most.value);
        fields.finish(findings);
        return Some(WorksheetForm::Questions { of: of?, most });
    }
    if let Some(node) = matrix {
        let mut fields = Fields::of(node, "a matrix", findings)?;
        let of = through(&mut fields);
        fields.finish(findings);
        return of.map(WorksheetForm::Matrix);
    }
    if let Some(node) = choice {
        return choices(node, data, findings);
    }
    if !summary.is_empty() {
        return Some(WorksheetForm::Summary(summary));
    }
    let message = format!("a part of a worksheet needs one of {}", FORMS.map(quoted).join(", "));
    fields.wrong(node.span, message);
    None
}

fn field(node: &Node, data: &mut Data, findings: &mut Findings) -> Option<WorksheetField> {
    let mut fields = Fields::of(node, "a field of a worksheet", findings)?;
    let (id, label) = (fields.required("id"), fields.required("label"));
    let hint = texts::maybe(data, fields.text("hint"));
    let takes = fields.choice("takes", &TAKES).map_or(TAKES[0], |takes| takes.value);
    let lines = fields.counted("lines", 40).map_or(1, |lines| lines.value);
    let mut watch = Vec::new();
    for word in fields.texts("watch") {
        match WATCHES.into_iter().find(|known| *known == word.value) {
            Some(known) => watch.push(known),
            None => {
                let message =
                    format!("`watch` knows {}, not `{}`", WATCHES.map(quoted).join(", "), word.value);
                fields.wrong(word.span, message);
            }
        }
    }
    fields.finish(findings);
    let id = id?;
    check_id(&id, findings);
    Some(WorksheetField { id, label: label?.value, hint, takes, lines, watch })
}

fn ticks(node: &Node, findings: &mut Findings) -> Option<WorksheetTicks> {
    let mut fields = Fields::of(node, "a group of ticks", findings)?;
    let (id, label) = (fields.required("id"), fields.required("label"));
    let from = fields.choice("from", &["principles", "stages"]);
    if from.is_none() {
        fields.required("from");
    }
    let set = fields.text("set");
    let principles = from.is_some_and(|from| from.value == "principles");
    if principles && set.is_none() {
        fields.required("set");
    }
    fields.finish(findings);
    let id = id?;
    check_id(&id, findings);
    Some(WorksheetTicks { id, label: label?.value, set: set.filter(|_| principles) })
}

/// The cards of a part and a group of ticks of theirs.
fn through(fields: &mut Fields<'_>) -> Option<Through> {
    let (cards, ticks) = (fields.required("cards"), fields.required("ticks"));
    Some(Through { cards: cards?, ticks: ticks? })
}

fn choices(node: &Node, data: &mut Data, findings: &mut Findings) -> Option<WorksheetForm> {
    let mut fields = Fields::of(node, "a choice", findings)?;
    let sides: Vec<Spanned<String>> = fields.texts("sides");
    let margin = fields.counted("margin", 100).map_or(1, |margin| margin.value);
    if !fields.has("sides") {
        fields.required("sides");
    } else if sides.len() != 2 {
        let span = sides.first().map_or(node.span, |side| side.span);
        fields.wrong(span, format!("a choice has two `sides`, this has {}", sides.len()));
    }
    let mut statements = Vec::new();
    for node in fields.nodes("statements") {
        statements.extend(texts::of_record(data, |data| statement(node, data, findings)));
    }
    fields.finish(findings);
    let sides: Vec<String> = sides.into_iter().map(|side| side.value).collect();
    let sides = <[String; 2]>::try_from(sides).ok()?;
    Some(WorksheetForm::Choice { sides, margin, statements })
}

fn statement(node: &Node, data: &mut Data, findings: &mut Findings) -> Option<Statement> {
    let mut fields = Fields::of(node, "a statement", findings)?;
    let (id, text) = (fields.required("id"), fields.required("text"));
    let side = fields.choice("side", &["1", "2"]);
    if side.is_none() {
        fields.required("side");
    }
    fields.finish(findings);
    let (id, text, side) = (id?, text?, side?);
    check_id(&id, findings);
    let text = texts::take(data, text);
    Some(Statement { id, text, side: if side.value == "1" { 1 } else { 2 } })
}
