//! A rubric: its readings, what each makes of the examples, and what it leaves without effect.
//!
//! In: a rubric by number. Out: what its component sees. Scores are hundredths, sums exact.

use crate::check::Checked;
use crate::doc::Part;
use crate::model::{Applies, Effect, Rubric, RubricId, RubricRule, Score};
use crate::render::guide::view::{
    CompetencyView, ExampleView, OutcomeView, ReadRule, ReadingView, RubricView, RuleView,
};
use crate::render::guide::{all, maybe, sources, text};
use crate::render::html::{Failed, Writer};

/// Readings that are worth showing; more would be a puzzle.
const MOST_READINGS: usize = 4;

/// Stands for a score that an example lacks.
const NO_SCORE: &str = "–";

/// One rule in one reading.
#[derive(Clone, Copy)]
struct Read {
    effect: Effect,
    applies: Applies,
    score: Score,
}

/// Writes a rubric; a titled one names itself.
pub(crate) fn write(writer: &mut Writer<'_>, number: RubricId, titled: bool) -> Result<(), Failed> {
    let it = view(writer, number, titled)?;
    writer.component("rubric.html", &it)
}

/// What the component sees.
pub(crate) fn view(writer: &mut Writer<'_>, number: RubricId, titled: bool) -> Result<RubricView, Failed> {
    let checked = writer.site.checked;
    let rubric = &checked.data.guide.rubrics[number];
    let mut competencies = Vec::new();
    for one in &rubric.competencies {
        competencies.push(CompetencyView {
            id: one.id.value.clone(),
            anchor: writer.evidence.ids.named(Part::Score, &format!("{}-{}", rubric.id.value, one.id.value)),
            name: one.name.clone(),
            text: maybe(writer, one.text.as_ref())?,
            shows: all(writer, &one.shows)?,
            missing: all(writer, &one.missing)?,
        });
    }
    let mut rules = Vec::new();
    for rule in &rubric.rules {
        rules.push(RuleView { id: rule.id.value.clone(), text: text(writer, &rule.text)? });
    }
    let readings = readings(checked, rubric);
    let examples = rubric.examples.iter().map(|card| {
        let scores: Vec<(String, Score)> = rubric
            .competencies
            .iter()
            .filter_map(|one| {
                let score = card.scores.iter().find(|(id, _)| id.value == one.id.value)?.1.value;
                Some((one.name.clone(), score))
            })
            .collect();
        ExampleView {
            name: card.name.clone(),
            scores: rubric
                .competencies
                .iter()
                .map(|one| {
                    let score = card.scores.iter().find(|(id, _)| id.value == one.id.value);
                    score.map_or_else(|| NO_SCORE.to_owned(), |(_, score)| score.value.show())
                })
                .collect(),
            outcomes: if scores.len() == rubric.competencies.len() {
                readings.iter().map(|reading| outcome(reading, &scores)).collect()
            } else {
                let open = || OutcomeView { verdict: "open", why: "a score is missing".to_owned() };
                readings.iter().map(|_| open()).collect()
            },
        }
    });
    let examples: Vec<ExampleView> = examples.collect();
    let disagrees = |example: &&ExampleView| {
        example.outcomes.windows(2).any(|pair| pair[0].verdict != pair[1].verdict)
            && example.scores.iter().all(|score| score != NO_SCORE)
    };
    let [min, max, step] = rubric.scale.each_ref().map(|score| score.value.show());
    Ok(RubricView {
        id: rubric.id.value.clone(),
        title: titled.then(|| rubric.title.clone()),
        description: maybe(writer, rubric.description.as_ref())?,
        min,
        start: examples
            .iter()
            .find(disagrees)
            .map_or_else(|| vec![max.clone(); competencies.len()], |example| example.scores.clone()),
        max,
        step,
        competencies,
        rules,
        examples,
        readings: readings.iter().enumerate().map(|(n, reading)| shown(n, readings.len(), reading)).collect(),
        ambiguity: maybe(writer, rubric.ambiguity.as_ref())?,
        sources: sources(checked, &rubric.sources),
    })
}

/// Every combination of what the rules may mean.
fn readings(checked: &Checked, rubric: &Rubric) -> Vec<Vec<Read>> {
    let mut readings: Vec<Vec<Read>> = vec![Vec::new()];
    for rule in &rubric.rules {
        let Some(score) = checked.score(rule.score) else { continue };
        let mut longer = Vec::new();
        for reading in &readings {
            for applies in &rule.applies {
                let mut reading = reading.clone();
                reading.push(read(rule, *applies, score));
                longer.push(reading);
            }
        }
        longer.truncate(MOST_READINGS);
        readings = longer;
    }
    readings
}

fn read(rule: &RubricRule, applies: Applies, score: Score) -> Read {
    Read { effect: rule.effect, applies, score }
}

fn shown(n: usize, many: usize, reading: &[Read]) -> ReadingView {
    let advance = reading.iter().find(|rule| rule.effect == Effect::Advance);
    let title = match advance {
        _ if many == 1 => "The rules".to_owned(),
        Some(Read { applies: Applies::Average, .. }) => format!("Reading {}: the average counts", n + 1),
        Some(Read { applies: Applies::Each, .. }) => format!("Reading {}: each score counts", n + 1),
        None => format!("Reading {}", n + 1),
    };
    let rules = reading.iter().map(|rule| ReadRule {
        effect: match rule.effect {
            Effect::Advance => "advance",
            Effect::Stop => "stop",
        },
        applies: match rule.applies {
            Applies::Average => "average",
            Applies::Each => "each",
        },
        score: rule.score.show(),
        words: words(rule),
    });
    ReadingView { title, rules: rules.collect(), notes: notes(reading) }
}

fn words(rule: &Read) -> String {
    let score = rule.score.show();
    match (rule.effect, rule.applies) {
        (Effect::Advance, Applies::Average) => format!("An average of {score} or more goes on."),
        (Effect::Advance, Applies::Each) => format!("Only {score} or more in every competency goes on."),
        (Effect::Stop, Applies::Average) => format!("An average below {score} ends it."),
        (Effect::Stop, Applies::Each) => format!("Any competency below {score} ends it."),
    }
}

/// Rules that cannot decide anything beside the others.
fn notes(reading: &[Read]) -> Vec<String> {
    let mut notes = Vec::new();
    let of = |effect, applies| reading.iter().find(|rule| rule.effect == effect && rule.applies == applies);
    if let (Some(advance), Some(stop)) = (of(Effect::Advance, Applies::Each), of(Effect::Stop, Applies::Each))
        && advance.score >= stop.score
    {
        notes.push(format!(
            "The floor of {} changes little: a score below it is below {} too, which ends the process anyway.",
            stop.score.show(),
            advance.score.show()
        ));
    }
    if of(Effect::Advance, Applies::Average).is_some() {
        notes.push("A high score makes up for a low one, as far as a floor allows it.".to_owned());
    }
    notes
}

/// The average of hundredths in at most three decimals; comparisons use the sum.
fn average(sum: u64, count: u64) -> String {
    let thousandths = (sum * 10 + count / 2) / count;
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What a reading makes of scores, the rule that decides included.
fn outcome(reading: &[Read], scores: &[(String, Score)]) -> OutcomeView {
    let count = (scores.len() as u64).max(1);
    let sum: u64 = scores.iter().map(|(_, score)| u64::from(score.0)).sum();
    let average = average(sum, count);
    let below = |rule: &Read| match rule.applies {
        Applies::Average => (sum < u64::from(rule.score.0) * count)
            .then(|| format!("the average of {average} is below {}", rule.score.show())),
        Applies::Each => {
            let low = scores.iter().find(|(_, score)| *score < rule.score)?;
            Some(format!("{} at {} is below {}", low.0, low.1.show(), rule.score.show()))
        }
    };
    for rule in reading.iter().filter(|rule| rule.effect == Effect::Stop) {
        if let Some(why) = below(rule) {
            return OutcomeView { verdict: "stopped", why };
        }
    }
    for rule in reading.iter().filter(|rule| rule.effect == Effect::Advance) {
        if let Some(why) = below(rule) {
            return OutcomeView { verdict: "not enough", why };
        }
    }
    OutcomeView { verdict: "goes on", why: format!("average {average}") }
}
