//! A rubric as Markdown: what is scored, the rules with their readings, and worked examples.
//!
//! In: a rubric by number. Out: lists and a table. Readings and outcomes are those of the page.

use super::pen::{Pen, blocks, nested};
use super::table;
use crate::model::{Rubric, RubricId};
use crate::render::guide::view::{ReadingView, RubricView};
use crate::views::rubric::html as rubric;

pub(super) fn text(pen: &mut Pen<'_>, number: RubricId) -> String {
    let rubric = &pen.site.checked.data.guide.rubrics[number];
    let shown = pen.shown(|writer| rubric::view(writer, number, false));
    let about = pen.maybe(rubric.description.as_ref());
    let scale = shown.as_ref().map(|shown| format!("What is scored, from {} to {}:", shown.min, shown.max));
    let competencies = competencies(pen, rubric);
    let rules: Vec<String> = rubric.rules.iter().map(|rule| format!("- {}", pen.text(&rule.text))).collect();
    let rules = (!rules.is_empty()).then(|| format!("The rules, as told:\n\n{}", rules.join("\n")));
    let many = shown.as_ref().map_or(0, |shown| shown.readings.len());
    let open = pen
        .maybe(rubric.ambiguity.as_ref())
        .map(|text| format!("**They can be read in {many} ways.** {text}"));
    let readings: Vec<String> = shown.iter().flat_map(|shown| &shown.readings).map(reading).collect();
    let examples = shown.as_ref().and_then(examples);
    let sources = shown.filter(|shown| !shown.sources.is_empty());
    let sources = sources.map(|shown| format!("Told by {}", pen.sources(&shown.sources)));
    blocks([about, scale, Some(competencies), rules, open, Some(readings.join("\n")), examples, sources])
}

fn competencies(pen: &mut Pen<'_>, rubric: &Rubric) -> String {
    let mut lines = Vec::new();
    for one in &rubric.competencies {
        let text = pen.maybe(one.text.as_ref()).map_or_else(String::new, |text| format!(": {text}"));
        lines.push(format!("- **{}**{text}", one.name));
        lines.extend(nested("Raises it", &pen.all(&one.shows)));
        lines.extend(nested("Lowers it", &pen.all(&one.missing)));
    }
    lines.join("\n")
}

fn reading(reading: &ReadingView) -> String {
    let rules = reading.rules.iter().map(|rule| rule.words.as_str());
    let lines = rules.chain(reading.notes.iter().map(String::as_str)).map(|words| format!("  - {words}"));
    std::iter::once(format!("- **{}**", reading.title)).chain(lines).collect::<Vec<_>>().join("\n")
}

fn examples(shown: &RubricView) -> Option<String> {
    if shown.examples.is_empty() {
        return None;
    }
    let mut head = vec!["Imagined candidate".to_owned(), "Scores".to_owned()];
    head.extend(shown.readings.iter().map(|reading| reading.title.clone()));
    let rows: Vec<Vec<String>> = shown
        .examples
        .iter()
        .map(|example| {
            let scores = shown.competencies.iter().zip(&example.scores);
            let scores: Vec<String> = scores.map(|(one, score)| format!("{} {score}", one.name)).collect();
            let mut cells = vec![example.name.clone(), scores.join(", ")];
            cells.extend(
                example.outcomes.iter().map(|outcome| format!("**{}**: {}", outcome.verdict, outcome.why)),
            );
            cells
        })
        .collect();
    Some(table::of(&head, &rows))
}
