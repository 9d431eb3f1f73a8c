//! Every Markdown text of the collections of a guide.
//!
//! In: a [`Guide`]. Out: each text once, with the subject that its bindings mean by default. A text
//! is found again by its place.

use super::{Guide, Plan, PrincipleSet, Process, Question, Rubric};
use crate::text::Spanned;

/// A text and its default subject.
pub type GuideText<'a> = (Option<&'a Spanned<String>>, &'a Spanned<String>);

impl Guide {
    /// All texts, in the order of the data.
    pub fn texts(&self) -> Vec<GuideText<'_>> {
        let mut all: Vec<GuideText<'_>> = Vec::new();
        all.extend(self.stages.iter().filter_map(|stage| Some((None, stage.description.as_ref()?))));
        for question in &self.questions {
            all.extend(of_question(question).map(|text| (question.subject.as_ref(), text)));
        }
        for set in &self.principles {
            all.extend(of_principles(set).into_iter().map(|text| (set.subject.as_ref(), text)));
        }
        for process in &self.processes {
            all.extend(of_process(process).into_iter().map(|text| (process.subject.as_ref(), text)));
        }
        for rubric in &self.rubrics {
            all.extend(of_rubric(rubric).into_iter().map(|text| (rubric.subject.as_ref(), text)));
        }
        for plan in &self.plans {
            all.extend(of_plan(plan).into_iter().map(|text| (plan.subject.as_ref(), text)));
        }
        all
    }
}

fn of_question(question: &Question) -> impl Iterator<Item = &Spanned<String>> {
    std::iter::once(&question.text).chain(&question.shows).chain(&question.traps).chain(&question.follow_ups)
}

fn of_principles(set: &PrincipleSet) -> Vec<&Spanned<String>> {
    let mut texts: Vec<_> = set.description.iter().collect();
    for one in &set.items {
        texts.extend(one.meaning.iter().chain(&one.shows).chain(&one.missing).chain(&one.practise));
    }
    texts
}

fn of_process(process: &Process) -> Vec<&Spanned<String>> {
    let total = &process.total;
    let mut texts: Vec<_> = process.description.iter().collect();
    texts.extend(total.minutes.iter().chain(&total.days).chain(&total.stages).chain(&total.because));
    for stage in &process.stages {
        texts.extend(stage.minutes.iter().chain(&stage.days).chain(&stage.text).chain(&stage.prepare));
    }
    texts
}

fn of_rubric(rubric: &Rubric) -> Vec<&Spanned<String>> {
    let mut texts: Vec<_> = rubric.description.iter().chain(&rubric.ambiguity).collect();
    for one in &rubric.competencies {
        texts.extend(one.text.iter().chain(&one.shows).chain(&one.missing));
    }
    texts.extend(rubric.rules.iter().flat_map(|rule| [&rule.text, &rule.score]));
    texts
}

fn of_plan(plan: &Plan) -> Vec<&Spanned<String>> {
    let mut texts: Vec<_> = plan.description.iter().chain(&plan.hours).chain(&plan.because).collect();
    texts.extend(plan.parts.iter().flat_map(|part| &part.tasks).map(|task| &task.text));
    texts
}
