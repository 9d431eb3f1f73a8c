//! The collections of a guide: questions, principles, processes, rubrics, plans.
//!
//! In: the records and their texts with claims resolved. Out: where each id stands, numbers that
//! facts give, and findings for unknown names, for numbers out of their place and for totals that
//! their parts do not add up to. Does not render.

use super::claims::{Claim, ClaimState};
use super::facts::Facts;
use super::ids::{ById, Ids, record};
use super::snippets::Texts;
use super::worksheets;
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::{Data, FactId, Plan, Principle, Process, Rubric, Score, SourceRef, TextId};
use crate::parse::whole_range;
use crate::text::{Span, Spanned};
use crate::value::Number;

/// Largest number of minutes, days or things that is taken for one.
const LARGEST: u32 = 999_999;

/// What a number in the data counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Amount {
    Minutes,
    Hours,
    Days,
    Count,
}

impl Amount {
    fn seconds(self) -> i64 {
        match self {
            Self::Minutes => 60,
            Self::Hours => 3600,
            Self::Days => 86_400,
            Self::Count => 1,
        }
    }
}

/// A number or a range, as written or as a fact gives it.
pub(crate) fn amount(
    text: TextId,
    unit: Amount,
    data: &Data,
    texts: &Texts,
    facts: &Facts,
) -> Option<(u32, u32)> {
    let Some((fact, words)) = inserted(text, texts) else {
        return whole_range(&data.texts[text].source.value);
    };
    let Some(interval) = facts[fact].value.as_ref()?.ends() else {
        // A text such as `day 5 to day 30`.
        let mut numbers = words.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok());
        let lo: u32 = numbers.next()?;
        let hi = numbers.next().unwrap_or(lo);
        return (lo <= hi && hi <= LARGEST && numbers.next().is_none()).then_some((lo, hi));
    };
    let per = Number::from(unit.seconds());
    let whole = |n: &Number| -> Option<u32> {
        let number = n.checked_div(&per).filter(Number::is_integer)?.fixed(0).parse().ok()?;
        (number <= LARGEST).then_some(number)
    };
    Some((whole(&interval.lo?.at)?, whole(&interval.hi?.at)?))
}

/// A score, as written or as a fact gives it.
pub(crate) fn score(text: TextId, data: &Data, texts: &Texts, facts: &Facts) -> Option<Score> {
    let Some((fact, _)) = inserted(text, texts) else {
        return Score::parse(data.texts[text].source.value.trim());
    };
    let interval = facts[fact].value.as_ref()?.ends().filter(|value| value.is_point())?;
    let hundredths = &interval.lo?.at * &Number::from(100);
    hundredths.is_integer().then(|| hundredths.fixed(0).parse().ok()).flatten().map(Score)
}

/// Whether a number is that of a fact which is computed from others: nobody stated it.
pub(crate) fn is_derived(text: TextId, texts: &Texts, facts: &Facts) -> bool {
    inserted(text, texts).is_some_and(|(fact, _)| facts[fact].derived.is_some())
}

fn inserted(text: TextId, texts: &Texts) -> Option<(FactId, &str)> {
    match &texts[text].claims.first()?.state {
        ClaimState::Inserted { fact, text } => Some((*fact, text)),
        _ => None,
    }
}

/// Checks all records against each other and against their own totals.
pub(super) fn check(data: &Data, ids: &Ids, facts: &Facts, texts: &Texts, findings: &mut Findings) {
    let mut checker = Records { data, ids, facts, texts, findings };
    let guide = &data.guide;
    for question in &guide.questions {
        checker.subject(question.subject.as_ref());
        checker.sources(&question.sources);
        checker.stages(&question.stage);
        checker.principles(&question.principles);
        if question.origin == "reported" && question.sources.is_empty() {
            let message = "a question that was reported needs `sources`";
            checker.findings.report(Diagnostic::new(&lints::MISSING_KEY, question.id.span, message));
        }
    }
    for set in &guide.principles {
        checker.subject(set.subject.as_ref());
        for one in &set.items {
            checker.principle(one);
        }
    }
    for process in &guide.processes {
        checker.process(process);
    }
    for rubric in &guide.rubrics {
        checker.rubric(rubric);
    }
    for plan in &guide.plans {
        checker.plan(plan);
    }
    worksheets::check(data, ids, findings);
}

struct Records<'a> {
    data: &'a Data,
    ids: &'a Ids,
    facts: &'a Facts,
    texts: &'a Texts,
    findings: &'a mut Findings,
}

impl Records<'_> {
    fn subject(&mut self, id: Option<&Spanned<String>>) {
        // The subject of a file stands in many questions; findings that repeat each other are dropped later.
        if let Some(id) = id {
            self.ids.subject(id, self.findings).ok();
        }
    }

    fn sources(&mut self, sources: &[SourceRef]) {
        for source in sources {
            self.ids.source(&source.id, self.findings).ok();
        }
    }

    fn stages<'s>(&mut self, stages: impl IntoIterator<Item = &'s Spanned<String>>) {
        for stage in stages {
            record("stage", stage, &self.ids.guide.stages, self.ids.incomplete, self.findings).ok();
        }
    }

    fn principles(&mut self, principles: &[Spanned<String>]) {
        for principle in principles {
            record("principle", principle, &self.ids.guide.principles, self.ids.incomplete, self.findings)
                .ok();
        }
    }

    fn principle(&mut self, one: &Principle) {
        self.sources(&one.sources);
        self.stages(&one.stages);
    }

    fn wrong(&mut self, span: Span, message: String) {
        self.findings.report(Diagnostic::new(&lints::WRONG_VALUE, span, message));
    }

    /// The same of a number: one that is written beside its fact is inserted instead.
    fn wrong_number(&mut self, span: Span, message: String, text: &str) {
        let fact = text.split_once("](fact:").and_then(|(_, rest)| rest.split([')', ' ', '?']).next());
        let mut finding = Diagnostic::new(&lints::WRONG_VALUE, span, message);
        finding.help.extend(fact.map(|fact| format!("write `<fact:{fact}>`, which inserts it")));
        self.findings.report(finding);
    }

    /// A number that may be missing; one that cannot be read is a finding.
    fn amount(&mut self, text: Option<TextId>, unit: Amount) -> Option<(u32, u32)> {
        let text = text?;
        let found = amount(text, unit, self.data, self.texts, self.facts);
        if found.is_none() && !self.has_finding(text) {
            let source = &self.data.texts[text].source;
            let message =
                format!("`{}` is not a whole number, a range such as 45–60, or a fact", source.value);
            self.wrong_number(source.span, message, &source.value);
        }
        found
    }

    /// Whether a claim of a text is at fault, which has a finding of its own. One that only cites a source, or writes the
    /// number beside its fact, has none, and gives no number either.
    fn has_finding(&self, text: TextId) -> bool {
        let right = |claim: &Claim| {
            use ClaimState::{Cited, Exempt, Inserted, Supported, Todo};
            matches!(claim.state, Inserted { .. } | Supported { .. } | Cited { .. } | Exempt | Todo)
        };
        !self.texts[text].claims.iter().all(right)
    }

    fn place(&self, text: TextId) -> Span {
        self.data.texts[text].source.span
    }

    fn process(&mut self, process: &Process) {
        self.subject(process.subject.as_ref());
        self.sources(&process.sources);
        let (mut minutes, mut last_day) = (Sum::default(), None);
        let mut required = 0;
        for stage in &process.stages {
            self.stages(&stage.stage);
            self.principles(&stage.principles);
            minutes.add(self.amount(stage.minutes, Amount::Minutes), stage.only.is_some());
            let days = self.amount(stage.days, Amount::Days);
            last_day = last_day.max(days.map(|(_, last)| last));
            required += u32::from(stage.only.is_none());
        }
        let total = &process.total;
        let stated = self.amount(total.minutes, Amount::Minutes);
        let days = self.amount(total.days, Amount::Days);
        let stages = self.amount(total.stages, Amount::Count);
        if total.because.is_some() {
            return;
        }
        if let (Some(text), Some(stated)) = (total.minutes, stated)
            && !minutes.agrees(stated)
        {
            let parts = minutes.words("minutes");
            self.mismatch(
                self.place(text),
                format!("the stages add up to {parts}, not to {}", show(stated, "minutes")),
            );
        }
        if let (Some(text), Some(stated), Some(last)) = (total.days, days, last_day)
            && stated.1 != last
        {
            self.mismatch(
                self.place(text),
                format!("the last stage ends on day {last}, not on day {}", stated.1),
            );
        }
        let all = u32::try_from(process.stages.len()).unwrap_or(u32::MAX);
        if let (Some(text), Some((lo, hi))) = (total.stages, stages)
            && (all < lo || required > hi)
        {
            self.mismatch(
                self.place(text),
                format!("there are {all} stages here, not {}", show((lo, hi), "")),
            );
        }
    }

    fn mismatch(&mut self, span: Span, message: String) {
        self.findings.report(
            Diagnostic::new(&lints::TOTAL_MISMATCH, span, message)
                .help("correct the total or its parts, or say in `because` why they differ"),
        );
    }

    fn rubric(&mut self, rubric: &Rubric) {
        self.subject(rubric.subject.as_ref());
        self.sources(&rubric.sources);
        let [min, max, _] = rubric.scale.each_ref().map(|score| score.value);
        for rule in &rubric.rules {
            let unread = self.has_finding(rule.score);
            let source = &self.data.texts[rule.score].source;
            match score(rule.score, self.data, self.texts, self.facts) {
                Some(score) if score < min || score > max => {
                    let message =
                        format!("{} is outside the scale of {} to {}", score.show(), min.show(), max.show());
                    self.wrong(source.span, message);
                }
                None if !unread => {
                    let message = format!("`{}` is not a score such as 4 or 3.5, or a fact", source.value);
                    self.wrong_number(source.span, message, &source.value);
                }
                _ => {}
            }
        }
        let competencies: ById<usize> =
            rubric.competencies.iter().enumerate().map(|(n, one)| (one.id.value.clone(), n)).collect();
        for (id, score) in rubric.examples.iter().flat_map(|card| &card.scores) {
            record("competency", id, &competencies, self.ids.incomplete, self.findings).ok();
            if score.value < min || score.value > max {
                let message = format!(
                    "{} is outside the scale of {} to {}",
                    score.value.show(),
                    min.show(),
                    max.show()
                );
                self.wrong(score.span, message);
            }
        }
    }

    fn plan(&mut self, plan: &Plan) {
        self.subject(plan.subject.as_ref());
        let days = plan.days.value;
        let mut sum = Sum::default();
        for task in plan.parts.iter().flat_map(|part| &part.tasks) {
            sum.add(task.minutes.map(|minutes| (minutes, minutes)), false);
            if task.days.0 == 0 || task.days.1 > days {
                let message = format!("this plan has days 1 to {days}");
                self.wrong(task.days_span, message);
            }
        }
        let hours = self.amount(plan.hours, Amount::Hours);
        if let (Some(text), Some((lo, hi)), None) = (plan.hours, hours, plan.because)
            // Hours are stated whole: half an hour is rounding.
            && !sum.missing
            && !(lo.saturating_mul(60).saturating_sub(30)..=hi.saturating_mul(60).saturating_add(30)).contains(&sum.range.1)
        {
            let parts = sum.words("minutes");
            self.mismatch(
                self.place(text),
                format!("the tasks add up to {parts}, not to {}", show((lo, hi), "hours")),
            );
        }
    }
}

/// A sum of ranges, some of which may be missing or optional.
#[derive(Default)]
struct Sum {
    range: (u32, u32),
    parts: Vec<(u32, u32)>,
    missing: bool,
}

impl Sum {
    fn add(&mut self, part: Option<(u32, u32)>, optional: bool) {
        match part {
            Some((lo, hi)) => {
                let lo = if optional { 0 } else { lo };
                self.range = (self.range.0.saturating_add(lo), self.range.1.saturating_add(hi));
                self.parts.push((lo, hi));
            }
            None => self.missing |= !optional,
        }
    }

    /// Whether a stated whole can be this sum; with parts missing it may only be more.
    fn agrees(&self, stated: (u32, u32)) -> bool {
        if self.missing { stated.1 >= self.range.0 } else { stated == self.range }
    }

    fn words(&self, unit: &str) -> String {
        let parts: Vec<_> = self.parts.iter().map(|part| show(*part, "")).collect();
        match parts.len() {
            0 => format!("0 {unit}"),
            2..=8 => format!("{} = {}", parts.join(" + "), show(self.range, unit)),
            _ => show(self.range, unit),
        }
    }
}

/// `45–60 minutes`.
pub(crate) fn show((lo, hi): (u32, u32), unit: &str) -> String {
    let number = if lo == hi { lo.to_string() } else { format!("{lo}–{hi}") };
    // "1 minute"
    let unit = if (lo, hi) == (1, 1) { unit.trim_end_matches('s') } else { unit };
    if unit.is_empty() { number } else { format!("{number} {unit}") }
}
