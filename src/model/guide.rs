//! Processes, rubrics and plans as written: `content/data/{processes,rubrics,plans}/`.
//!
//! Numbers that a fact may give are still text here: `45–60`, or `<fact:…>`.

use super::bank::{BankStage, PrincipleSet, Question};
use super::id::{
    PlanId, PrincipleSetId, ProcessId, QuestionId, RubricId, StageId, Table, TextId, WorksheetId,
};
use super::source::SourceRef;
use super::worksheet::Worksheet;
use crate::text::Spanned;

/// The collections of the domain, in the order of files and lines.
#[derive(Debug, Clone, Default)]
pub struct Guide {
    /// Stages that questions belong to.
    pub stages: Table<StageId, BankStage>,
    /// The question bank.
    pub questions: Table<QuestionId, Question>,
    /// Principles by file.
    pub principles: Table<PrincipleSetId, PrincipleSet>,
    /// Processes.
    pub processes: Table<ProcessId, Process>,
    /// Rubrics.
    pub rubrics: Table<RubricId, Rubric>,
    /// Plans.
    pub plans: Table<PlanId, Plan>,
    /// Worksheets.
    pub worksheets: Table<WorksheetId, Worksheet>,
}

/// A process in stages, as one source tells it.
#[derive(Debug, Clone)]
pub struct Process {
    /// Its id: the file's name.
    pub id: Spanned<String>,
    /// Its title.
    pub title: String,
    /// What it is, in inline Markdown.
    pub description: Option<TextId>,
    /// The default subject of its claims.
    pub subject: Option<Spanned<String>>,
    /// What it begins with.
    pub starts: Option<String>,
    /// What it ends with.
    pub ends: Option<String>,
    /// What its source says of the whole.
    pub total: Total,
    /// Its stages in order.
    pub stages: Vec<ProcessStage>,
    /// Where it was read.
    pub sources: Vec<SourceRef>,
}

/// What is stated of a whole, to be compared with its parts.
#[derive(Debug, Clone, Default)]
pub struct Total {
    /// Minutes of all stages.
    pub minutes: Option<TextId>,
    /// The last day.
    pub days: Option<TextId>,
    /// How many stages.
    pub stages: Option<TextId>,
    /// Why it differs from the sum of the parts, in inline Markdown.
    pub because: Option<TextId>,
}

/// One conversation of a process.
#[derive(Debug, Clone)]
pub struct ProcessStage {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name.
    pub name: String,
    /// The stage of the question bank it corresponds to.
    pub stage: Option<Spanned<String>>,
    /// How long it lasts.
    pub minutes: Option<TextId>,
    /// The days on which it may fall, counted from the first.
    pub days: Option<TextId>,
    /// With whom.
    pub with: Option<String>,
    /// The only role that has it.
    pub only: Option<String>,
    /// What it is for, in inline Markdown.
    pub text: Option<TextId>,
    /// What to prepare, in inline Markdown.
    pub prepare: Vec<TextId>,
    /// Ids of the principles it leans on.
    pub principles: Vec<Spanned<String>>,
}

/// A scale with competencies and rules that decide.
#[derive(Debug, Clone)]
pub struct Rubric {
    /// Its id: the file's name.
    pub id: Spanned<String>,
    /// Its title.
    pub title: String,
    /// What it is, in inline Markdown.
    pub description: Option<TextId>,
    /// The default subject of its claims.
    pub subject: Option<Spanned<String>>,
    /// Lowest score, highest score and step.
    pub scale: [Spanned<Score>; 3],
    /// What is scored.
    pub competencies: Vec<Competency>,
    /// What decides, in order.
    pub rules: Vec<RubricRule>,
    /// What the rules leave open, in inline Markdown.
    pub ambiguity: Option<TextId>,
    /// Score cards to try.
    pub examples: Vec<ScoreCard>,
    /// Where it was read.
    pub sources: Vec<SourceRef>,
}

/// A score in hundredths: sums and averages of scores stay exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(pub u32);

impl Score {
    /// Reads `4`, `4.0` or `3.25`; nothing above 10,000.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 4 || part.len() > 2 || !digits(whole) || !digits(part) {
            return None;
        }
        let hundredths: u32 = format!("{part:0<2}").parse().ok()?;
        Some(Self(whole.parse::<u32>().ok()? * 100 + hundredths))
    }

    /// `3`, `3.5` or `3.25`.
    pub fn show(self) -> String {
        let text = format!("{}.{:02}", self.0 / 100, self.0 % 100);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// Something a rubric scores.
#[derive(Debug, Clone)]
pub struct Competency {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name.
    pub name: String,
    /// What it means, in inline Markdown.
    pub text: Option<TextId>,
    /// What raises it, in inline Markdown.
    pub shows: Vec<TextId>,
    /// What lowers it, in inline Markdown.
    pub missing: Vec<TextId>,
}

/// What a rule does when it fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// At this score or above, the candidate goes on.
    Advance,
    /// Below this score, it ends.
    Stop,
}

/// What a rule's score is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applies {
    /// The average of all competencies.
    Average,
    /// Each competency by itself.
    Each,
}

/// One rule of a rubric.
#[derive(Debug, Clone)]
pub struct RubricRule {
    /// Its id.
    pub id: Spanned<String>,
    /// The rule in words, in inline Markdown.
    pub text: TextId,
    /// The score it needs: a number or `<fact:…>`.
    pub score: TextId,
    /// What it does.
    pub effect: Effect,
    /// How it may be read; two readings make the rubric ambiguous.
    pub applies: Vec<Applies>,
}

/// Scores of an imagined candidate.
#[derive(Debug, Clone)]
pub struct ScoreCard {
    /// Its name.
    pub name: String,
    /// Competency ids with scores.
    pub scores: Vec<(Spanned<String>, Spanned<Score>)>,
}

/// What to do in the days before.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its id: the file's name.
    pub id: Spanned<String>,
    /// Its title.
    pub title: String,
    /// What it is, in inline Markdown.
    pub description: Option<TextId>,
    /// The default subject of its claims.
    pub subject: Option<Spanned<String>>,
    /// Number of days; the last is the day before the event.
    pub days: Spanned<u32>,
    /// What it prepares for, such as `interview`.
    pub event: Option<String>,
    /// Stated hours of all tasks.
    pub hours: Option<TextId>,
    /// Why the hours differ from the sum of the tasks, in inline Markdown.
    pub because: Option<TextId>,
    /// Its parts in order.
    pub parts: Vec<PlanPart>,
}

/// Days of a plan that share a focus.
#[derive(Debug, Clone)]
pub struct PlanPart {
    /// Its title.
    pub title: Spanned<String>,
    /// Its tasks in order.
    pub tasks: Vec<Task>,
}

/// One thing to do.
#[derive(Debug, Clone)]
pub struct Task {
    /// Names it for what readers keep.
    pub id: Spanned<String>,
    /// What to do, in inline Markdown.
    pub text: TextId,
    /// First and last day.
    pub days: (u32, u32),
    /// Where the days stand.
    pub days_span: crate::text::Span,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// Left out first when time is short.
    pub spare: bool,
}
