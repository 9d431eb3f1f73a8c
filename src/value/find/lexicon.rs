//! What makes figures of numbers: the nouns and levels that a site declares, and what every guide counts.
//!
//! In: the nouns, levels and names of a site. Out: a [`Lexicon`], by which `figures` reads a text. Finds nothing itself.

use crate::value::LevelPattern;
use crate::value::grammar::Expected;
use crate::value::quantity::noun_forms;

/// What exams and interviews consist of. Guides count these whether or not their data declares them.
const COMMON_NOUNS: [&str; 61] = [
    "multiple choice question",
    "task",
    "part",
    "letters of recommendation",
    "question",
    "section",
    "module",
    "domain",
    "credit",
    "mark",
    "attempt",
    "retake",
    "course",
    "essay",
    "round",
    "word",
    "test taker",
    "letter of recommendation",
    "penalty point",
    "character",
    "session",
    "block",
    "level",
    "correct",
    "correct answer",
    "incorrect answer",
    "point",
    "candidate",
    "applicant",
    "examinee",
    "seat",
    "vacancy",
    "visa",
    "state",
    "country",
    "jurisdiction",
    "university",
    "college",
    "school",
    "medical school",
    "reference",
    "experience",
    "certification",
    "exam",
    "test",
    "credit hour",
    "semester hour",
    "clock hour",
    "contact hour",
    "work hour",
    "PDU",
    "CPE",
    "CEU",
    "station",
    "passage",
    "item",
    "scored item",
    "simulation",
    "photograph",
    "page",
    "subject",
];

/// What the data of a site declares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    nouns: Vec<Vec<String>>,
    /// Those of them that nobody declared: they count after digits only, since "four words" is a manner of speaking.
    common: Vec<Vec<String>>,
    pub(super) levels: Option<LevelPattern>,
    pub(super) names: Vec<String>,
    /// Whether times of day are figures.
    pub(super) times: bool,
    /// Whether versions are figures.
    pub(super) versions: bool,
}

impl Lexicon {
    /// A lexicon of the nouns that make a count, each in singular or plural.
    #[must_use]
    pub fn new<S: AsRef<str>>(nouns: impl IntoIterator<Item = S>) -> Self {
        let mut all: Vec<Vec<String>> = nouns.into_iter().flat_map(|n| noun_forms(n.as_ref())).collect();
        all.sort();
        all.dedup();
        Self { nouns: all, ..Self::default() }
    }

    /// Adds the nouns that guides count whether or not their data declares them.
    #[must_use]
    pub fn with_common_nouns(mut self) -> Self {
        let common = COMMON_NOUNS.iter().flat_map(|noun| noun_forms(noun));
        self.common = common.filter(|noun| self.nouns.binary_search(noun).is_err()).collect();
        self.nouns.extend(self.common.iter().cloned());
        self.nouns.sort();
        self
    }

    /// Whether the words of a count end with a noun that nobody declared.
    pub(super) fn is_common(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        let ends = |noun: &Vec<String>| words.trim_end().ends_with(&noun.join(" "));
        self.common.iter().any(ends)
    }

    /// Whether the words of a count end with the singular of such a noun, "482 visa", which is a name.
    pub(super) fn is_singular(&self, words: &str) -> bool {
        let last = words.trim_end().rsplit([' ', '\u{a0}']).next().unwrap_or("").to_lowercase();
        let plural = |noun: &Vec<String>| matches!(noun.as_slice(), [one] if one.strip_suffix('s') == Some(last.as_str()));
        last != "correct" && self.common.iter().any(plural)
    }

    /// Makes ranges of levels figures; the pattern says which levels there are.
    #[must_use]
    pub fn with_levels(mut self, levels: LevelPattern) -> Self {
        self.levels = Some(levels);
        self
    }

    /// Makes times of day figures.
    #[must_use]
    pub fn with_times(mut self) -> Self {
        self.times = true;
        self
    }

    /// Makes versions figures.
    #[must_use]
    pub fn with_versions(mut self) -> Self {
        self.versions = true;
        self
    }

    pub(super) fn expected(&self) -> Expected<'_> {
        let (nouns, levels) = (self.nouns.as_slice(), self.levels.as_ref());
        Expected { kind: None, nouns, levels, measured: true, ..Expected::default() }
    }

    /// Names that hold digits and are no figures, as written: `Fortune 500`, `Series 7`.
    #[must_use]
    pub fn with_names(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.names = names.into_iter().filter(|n| !n.is_empty()).collect();
        self
    }
}
