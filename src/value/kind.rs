//! The names of what an author can choose: types of attributes, statistics, match modes, forms.
//!
//! In: the kebab-case names that people write in YAML and in bindings. Out: closed enums with their names and the nouns
//! that messages use. It holds no rules.

use crate::text::named;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A name that is not in a closed list; keeps what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// What the list is of: `type`, `statistic`, `match mode`, `form`.
    pub what: &'static str,
    /// What was written.
    pub name: String,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown {} `{}`", self.what, self.name)
    }
}

impl std::error::Error for UnknownName {}

named! {
    /// The type of an attribute: which values it holds and how wording is read against them.
    #[derive(Hash, PartialOrd, Ord, Serialize, Deserialize)]
    pub enum Kind {
        /// A sum in one currency, perhaps per period.
        Money = "money",
        /// A share in percent.
        Percent = "percent",
        /// A difference of shares, in points.
        PercentagePoint = "percentage-point",
        /// A signed relative difference in percent.
        Change = "change",
        /// A multiple: `3.2x`, `twice`, `50%`.
        Ratio = "ratio",
        /// A length of time.
        Duration = "duration",
        /// A number of things.
        Count = "count",
        /// A place in an order: `third`.
        Ordinal = "ordinal",
        /// A score out of a maximum: `4.2/5`.
        Scale = "scale",
        /// A day, month, quarter or year.
        Date = "date",
        /// A time of day: `9:30 am`.
        Time = "time",
        /// A grade on a ladder: `L5`.
        Level = "level",
        /// A version of something: `1.31`.
        Version = "version",
        /// True or false, in declared words.
        Boolean = "boolean",
        /// One of declared values.
        Enum = "enum",
        /// Free words, compared without case.
        Text = "text",
    }
}

impl Kind {
    /// What a value of the kind is called in a sentence: `a percentage`, `a duration`.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Kind::Money => "an amount of money",
            Kind::Percent => "a percentage",
            Kind::PercentagePoint => "percentage points",
            Kind::Change => "a change in percent",
            Kind::Ratio => "a multiple",
            Kind::Duration => "a duration",
            Kind::Count => "a count",
            Kind::Ordinal => "an ordinal",
            Kind::Scale => "a score",
            Kind::Date => "a date",
            Kind::Time => "a time of day",
            Kind::Level => "a level",
            Kind::Version => "a version",
            Kind::Boolean => "yes or no",
            Kind::Enum => "a listed value",
            Kind::Text => "text",
        }
    }

    /// What the fact is said to be in a mismatch: `in percentage points`, `a duration`.
    #[must_use]
    pub fn predicate(self) -> &'static str {
        match self {
            Kind::PercentagePoint => "in percentage points",
            Kind::Money => "money",
            other => other.noun(),
        }
    }

    /// Whether values are numbers that round; ordinals, levels and dates are compared as they stand.
    #[must_use]
    pub fn rounds(self) -> bool {
        match self {
            Kind::Money
            | Kind::Percent
            | Kind::PercentagePoint
            | Kind::Change
            | Kind::Ratio
            | Kind::Duration
            | Kind::Count
            | Kind::Scale => true,
            Kind::Ordinal
            | Kind::Date
            | Kind::Time
            | Kind::Level
            | Kind::Version
            | Kind::Boolean
            | Kind::Enum
            | Kind::Text => false,
        }
    }

    /// Whether values are numbers at all (rounding or not), dates excepted.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        match self {
            Kind::Ordinal | Kind::Level => true,
            Kind::Date | Kind::Time | Kind::Version | Kind::Boolean | Kind::Enum | Kind::Text => false,
            Kind::Money
            | Kind::Percent
            | Kind::PercentagePoint
            | Kind::Change
            | Kind::Ratio
            | Kind::Duration
            | Kind::Count
            | Kind::Scale => true,
        }
    }
}

impl FromStr for Kind {
    type Err = UnknownName;
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        Kind::named(name).ok_or_else(|| UnknownName { what: "type", name: name.to_string() })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One number of a range or a distribution: `#min`, `#median`, `#p25`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stat {
    /// The lower end.
    Min,
    /// The upper end.
    Max,
    /// Half-way between the ends; never taken in silence.
    Mid,
    /// The median.
    Median,
    /// The mean; `average` in prose.
    Mean,
    /// A percentile, 1 to 99.
    Percentile(u8),
    /// The size of the sample.
    Count,
}

impl Stat {
    /// The name used after `#`: `min`, `median`, `p25`, `n`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Stat::Min => "min".into(),
            Stat::Max => "max".into(),
            Stat::Mid => "mid".into(),
            Stat::Median => "median".into(),
            Stat::Mean => "mean".into(),
            Stat::Percentile(p) => format!("p{p}"),
            Stat::Count => "n".into(),
        }
    }
}

impl FromStr for Stat {
    type Err = UnknownName;
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        const NAMED: [Stat; 6] = [Stat::Min, Stat::Max, Stat::Mid, Stat::Median, Stat::Mean, Stat::Count];
        let digits = name.strip_prefix('p').filter(|d| d.len() <= 2);
        if let Some(p @ 1..=99) = digits.and_then(|d| d.parse().ok()) {
            return Ok(Stat::Percentile(p));
        }
        find("statistic", name, &NAMED, |s| s.name())
    }
}

impl fmt::Display for Stat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

named! {
    /// How claim and fact must lie to each other, by the names of `match=`.
    #[derive(Default, Hash, Serialize, Deserialize)]
    pub enum MatchMode {
        /// The agreement table: the fact supports the wording.
        #[default]
        Default = "default",
        /// The same value, no rounding.
        Exact = "exact",
        /// The claim lies inside the fact.
        Within = "within",
        /// The fact lies inside the claim.
        Contains = "contains",
        /// They share a value.
        Overlaps = "overlaps",
    }
}

impl FromStr for MatchMode {
    type Err = UnknownName;
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        find("match mode", name, MatchMode::ALL, |mode| mode.name().to_owned())
    }
}

named! {
    /// How a stored value is written out, by the names of `fmt=`.
    #[derive(Default, Hash)]
    pub enum Form {
        /// As the author wrote it, else compact: `$450K–$650K`.
        #[default]
        Short = "short",
        /// In full: `$450,000 to $650,000 per year`.
        Long = "long",
        /// Compact, always computed, a distribution as its range: `$450K–$650K`.
        Range = "range",
        /// Digits only: `450000–650000`.
        Plain = "plain",
    }
}

impl FromStr for Form {
    type Err = UnknownName;
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        find("form", name, Form::ALL, |form| form.name().to_owned())
    }
}

fn find<T: Copy>(
    what: &'static str,
    name: &str,
    all: &[T],
    as_str: impl Fn(T) -> String,
) -> Result<T, UnknownName> {
    all.iter()
        .copied()
        .find(|item| as_str(*item) == name)
        .ok_or_else(|| UnknownName { what, name: name.to_string() })
}
