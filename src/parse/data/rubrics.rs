//! `rubrics/`: one rubric in each file.
//!
//! In: the tree of one file. Out: the rubric. Does not work out who passes.

use super::facts::source_refs;
use super::{check_id, file_id, texts, value_of};
use crate::diag::{Findings, Reported};
use crate::model::{Applies, Competency, Data, Effect, Rubric, RubricRule, Score, ScoreCard};
use crate::parse::fields::Fields;
use crate::parse::yaml::{Node, Value};
use crate::text::{Span, Spanned};

const A_SCORE: &str = "a score such as 4 or 3.5";

pub(super) fn rubric(
    node: &Node,
    stem: &str,
    data: &mut Data,
    findings: &mut Findings,
) -> Result<(), Reported> {
    let mut fields = Fields::mapping(node, "a rubric", findings)?;
    let id = file_id(&mut fields, node, stem, findings);
    let scale = fields.node("scale").and_then(|node| scale(node, findings));
    if scale.is_none() && fields.node("scale").is_none() {
        fields.required("scale");
    }
    let before = data.texts.len();
    let mut competencies = Vec::new();
    for node in fields.nodes("competencies") {
        competencies.extend(texts::of_record(data, |data| competency(node, data, findings)));
    }
    let mut rules = Vec::new();
    for node in fields.nodes("rules") {
        rules.extend(texts::of_record(data, |data| rule(node, data, findings)));
    }
    let mut examples = Vec::new();
    for node in fields.nodes("examples") {
        examples.extend(example(node, findings));
    }
    let rubric = Rubric {
        title: value_of(fields.required("title")).unwrap_or_else(|| id.value.clone()),
        id,
        description: texts::maybe(data, fields.text("description")),
        subject: fields.text("subject"),
        scale: scale.unwrap_or_else(|| usual_scale(node.span)),
        competencies,
        rules,
        ambiguity: texts::maybe(data, fields.text("ambiguity")),
        examples,
        sources: source_refs(&mut fields, findings),
    };
    fields.finish(findings);
    texts::belong_to(data, before, rubric.subject.as_ref());
    data.guide.rubrics.push(rubric);
    Ok(())
}

fn usual_scale(span: Span) -> [Spanned<Score>; 3] {
    [100, 500, 100].map(|score| Spanned::new(Score(score), span))
}

fn scale(node: &Node, findings: &mut Findings) -> Option<[Spanned<Score>; 3]> {
    let mut fields = Fields::of(node, "a scale", findings)?;
    let needed = ["min", "max"].map(|key| {
        if fields.node(key).is_none() {
            fields.required(key);
        }
        fields.parsed(key, A_SCORE, Score::parse)
    });
    let step = fields.parsed("step", A_SCORE, Score::parse);
    let scale = match (needed, step) {
        ([Some(min), Some(max)], step) => {
            let step = step.unwrap_or_else(|| Spanned::new(Score(100), max.span));
            if min.value >= max.value || step.value.0 == 0 {
                fields.wrong(node.span, "a scale runs from `min` up to `max` in steps above 0".to_owned());
            }
            Some([min, max, step])
        }
        _ => None,
    };
    fields.finish(findings);
    scale
}

fn competency(node: &Node, data: &mut Data, findings: &mut Findings) -> Option<Competency> {
    let mut fields = Fields::of(node, "a competency", findings)?;
    let id = fields.required("id");
    let name = value_of(fields.required("name"));
    let competency = Competency {
        name: name.or_else(|| Some(id.as_ref()?.value.clone())).unwrap_or_default(),
        id: id.clone().unwrap_or_else(|| Spanned::new(String::new(), node.span)),
        text: texts::maybe(data, fields.text("text")),
        shows: texts::all(data, fields.texts("shows")),
        missing: texts::all(data, fields.texts("missing")),
    };
    fields.finish(findings);
    check_id(id.as_ref()?, findings);
    Some(competency)
}

fn rule(node: &Node, data: &mut Data, findings: &mut Findings) -> Option<RubricRule> {
    let mut fields = Fields::of(node, "a rule of a rubric", findings)?;
    let (id, text, score) = (fields.required("id"), fields.required("text"), fields.required("score"));
    let effect = fields.choice("effect", &["advance", "stop"]);
    if effect.is_none() {
        fields.required("effect");
    }
    let mut applies = Vec::new();
    for word in fields.texts("applies-to") {
        match word.value.as_str() {
            "average" => applies.push(Applies::Average),
            "each" => applies.push(Applies::Each),
            other => {
                let message = format!("`applies-to` is one of `average` and `each`, not `{other}`");
                fields.wrong(word.span, message);
            }
        }
    }
    if applies.is_empty() {
        fields.required("applies-to");
    }
    applies.dedup();
    fields.finish(findings);
    let effect = if effect?.value == "advance" { Effect::Advance } else { Effect::Stop };
    let (id, text, score) = (id?, text?, score?);
    let (text, score) = (texts::take(data, text), texts::take(data, score));
    let rule = RubricRule { id, text, score, effect, applies };
    check_id(&rule.id, findings);
    (!rule.applies.is_empty()).then_some(rule)
}

fn example(node: &Node, findings: &mut Findings) -> Option<ScoreCard> {
    let mut fields = Fields::of(node, "an example of scores", findings)?;
    let name = value_of(fields.required("name"));
    let mut scores = Vec::new();
    for (id, node) in fields.entries("scores") {
        let score = match &node.value {
            Value::Scalar(text) => Score::parse(text),
            _ => None,
        };
        match score {
            Some(score) => scores.push((id.clone(), Spanned::new(score, node.span))),
            None => fields.wrong(node.span, format!("`{}` must be {A_SCORE}", id.value)),
        }
    }
    fields.finish(findings);
    Some(ScoreCard { name: name?, scores })
}
