//! What a page's kind or a fenced block asks to be shown, as written.

use crate::text::Spanned;

/// A view of the guide's collections.
#[derive(Debug, Clone, PartialEq)]
pub enum ViewSpec {
    /// Stages of one process.
    Process(Spanned<String>),
    /// Day windows of processes.
    Timeline(Vec<Spanned<String>>),
    /// Questions that pass a filter.
    Questions(QuestionFilter),
    /// The principles of one set, or some of them.
    Principles(Spanned<String>),
    /// One rubric.
    Rubric(Spanned<String>),
    /// One plan.
    Plan(Spanned<String>),
    /// A chart of facts or of the question bank.
    Chart(ChartSpec),
    /// Facts by reference.
    Facts(Vec<Spanned<String>>),
    /// Pairs of what not to say and what to say.
    Mistakes(Vec<MistakeSpec>),
}

/// Which questions are wanted; what is absent does not filter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuestionFilter {
    /// Who is asked.
    pub role: Option<Spanned<String>>,
    /// In which stage.
    pub stage: Option<Spanned<String>>,
    /// Which principle.
    pub principle: Option<Spanned<String>>,
}

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Values as bars on one axis, a row for each source.
    PayLadder,
    /// How old facts are.
    FactAges,
    /// How many questions each principle has in each stage.
    PrincipleCoverage,
    /// Minutes of each stage.
    StageMinutes,
}

impl ChartKind {
    /// Words for `chart:`.
    pub const NAMES: [&'static str; 4] = ["pay-ladder", "fact-ages", "principle-coverage", "stage-minutes"];

    /// The kind of a word.
    pub fn parse(name: &str) -> Option<Self> {
        let kinds = [Self::PayLadder, Self::FactAges, Self::PrincipleCoverage, Self::StageMinutes];
        Self::NAMES.iter().position(|known| *known == name).map(|at| kinds[at])
    }
}

/// A chart as asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartSpec {
    /// What it shows.
    pub kind: Spanned<ChartKind>,
    /// Its caption.
    pub title: Option<String>,
    /// Whose facts.
    pub subjects: Vec<Spanned<String>>,
    /// Which attributes.
    pub attributes: Vec<Spanned<String>>,
    /// Which processes.
    pub processes: Vec<Spanned<String>>,
}

/// One pair of a fenced list of mistakes, in Markdown.
#[derive(Debug, Clone, PartialEq)]
pub struct MistakeSpec {
    /// Its name.
    pub title: Option<Spanned<String>>,
    /// What not to say.
    pub bad: Spanned<String>,
    /// What to say.
    pub good: Spanned<String>,
}
