//! Units of time: lengths and periods.
//!
//! In: words such as `weeks`, `hr`, `annually`. Out: [`TimeUnit`], its family and exact factor,
//! and [`Period`]. A month is not a number of days: families meet only through the bounds of
//! [`TimeUnit::days_each`]. Dates live elsewhere.

use super::names::{LETTERS, Names, lower_case};
use super::number::Number;
use std::fmt;
use std::sync::LazyLock;

/// A unit of length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeUnit {
    /// A thousandth of a second.
    Millisecond,
    /// 1 second, the base of the clock family.
    Second,
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// 24 hours.
    Day,
    /// 7 days.
    Week,
    /// 2 weeks.
    Fortnight,
    /// The base of the calendar family.
    Month,
    /// 3 months.
    Quarter,
    /// 12 months.
    Year,
    /// 10 years.
    Decade,
    /// 100 years.
    Century,
    /// A family of its own: never equal to calendar days.
    BusinessDay,
}

/// Units that convert into each other exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Second to week; the base unit is the second.
    Clock,
    /// Month to year; the base unit is the month.
    Calendar,
    /// Business days only.
    Business,
}

impl TimeUnit {
    /// The family whose base unit the factor is in.
    #[must_use]
    pub fn family(self) -> Family {
        match self {
            TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Year | TimeUnit::Decade | TimeUnit::Century => {
                Family::Calendar
            }
            TimeUnit::BusinessDay => Family::Business,
            _ => Family::Clock,
        }
    }

    /// How many base units of the family one unit is.
    #[must_use]
    pub fn factor(self) -> Number {
        Number::from(match self {
            TimeUnit::Millisecond => return Number::frac(1, 1_000),
            TimeUnit::Second | TimeUnit::Month | TimeUnit::BusinessDay => 1,
            TimeUnit::Minute => 60,
            TimeUnit::Hour => 3_600,
            TimeUnit::Day => 86_400,
            TimeUnit::Week => 604_800,
            TimeUnit::Fortnight => 1_209_600,
            TimeUnit::Quarter => 3,
            TimeUnit::Year => 12,
            TimeUnit::Decade => 120,
            TimeUnit::Century => 1_200,
        })
    }

    /// The fewest and the most days one *month* of a length written in this unit may have: 28 and 31,
    /// or a twelfth of 365 and 366 for years. `None` outside the calendar family.
    #[must_use]
    pub fn days_each(self) -> Option<(Number, Number)> {
        match self {
            TimeUnit::Decade | TimeUnit::Century => {
                Some((Number::frac(36_524, 1_200), Number::frac(36_530, 1_200)))
            }
            TimeUnit::Year => Some((Number::frac(365, 12), Number::frac(366, 12))),
            TimeUnit::Month | TimeUnit::Quarter => Some((28.into(), 31.into())),
            _ => None,
        }
    }

    /// The singular: `week`, `business day`.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            TimeUnit::Millisecond => "millisecond",
            TimeUnit::Second => "second",
            TimeUnit::Minute => "minute",
            TimeUnit::Hour => "hour",
            TimeUnit::Day => "day",
            TimeUnit::Week => "week",
            TimeUnit::Fortnight => "fortnight",
            TimeUnit::Month => "month",
            TimeUnit::Quarter => "quarter",
            TimeUnit::Year => "year",
            TimeUnit::Decade => "decade",
            TimeUnit::Century => "century",
            TimeUnit::BusinessDay => "business day",
        }
    }
    /// The words for units, for suggestions.
    pub(crate) fn words() -> impl Iterator<Item = &'static str> + Clone {
        UNITS.iter().map(|(word, _)| *word)
    }

    /// The unit a single word names; business days are two words and read elsewhere.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        static BY_WORD: LazyLock<Names<TimeUnit>> = LazyLock::new(|| Names::of(UNITS));
        BY_WORD.get(word)
    }
}

impl fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.noun())
    }
}

const UNITS: [(&str, TimeUnit); 38] = [
    ("millisecond", TimeUnit::Millisecond),
    ("milliseconds", TimeUnit::Millisecond),
    ("ms", TimeUnit::Millisecond),
    ("msec", TimeUnit::Millisecond),
    ("fortnight", TimeUnit::Fortnight),
    ("fortnights", TimeUnit::Fortnight),
    ("mths", TimeUnit::Month),
    ("decade", TimeUnit::Decade),
    ("decades", TimeUnit::Decade),
    ("century", TimeUnit::Century),
    ("centuries", TimeUnit::Century),
    ("second", TimeUnit::Second),
    ("seconds", TimeUnit::Second),
    ("sec", TimeUnit::Second),
    ("secs", TimeUnit::Second),
    ("minute", TimeUnit::Minute),
    ("minutes", TimeUnit::Minute),
    ("min", TimeUnit::Minute),
    ("mins", TimeUnit::Minute),
    ("hour", TimeUnit::Hour),
    ("hours", TimeUnit::Hour),
    ("hr", TimeUnit::Hour),
    ("hrs", TimeUnit::Hour),
    ("day", TimeUnit::Day),
    ("days", TimeUnit::Day),
    ("week", TimeUnit::Week),
    ("weeks", TimeUnit::Week),
    ("wk", TimeUnit::Week),
    ("wks", TimeUnit::Week),
    ("month", TimeUnit::Month),
    ("months", TimeUnit::Month),
    ("mos", TimeUnit::Month),
    ("quarter", TimeUnit::Quarter),
    ("quarters", TimeUnit::Quarter),
    ("year", TimeUnit::Year),
    ("years", TimeUnit::Year),
    ("yr", TimeUnit::Year),
    ("yrs", TimeUnit::Year),
];

/// What a rate is per.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// Per second.
    Second,
    /// Per minute.
    Minute,
    /// Per hour.
    Hour,
    /// Per day.
    Day,
    /// Per week.
    Week,
    /// Per month.
    Month,
    /// Per quarter.
    Quarter,
    /// Per year.
    Year,
}

impl Period {
    /// The noun: `year`.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Period::Second => "second",
            Period::Minute => "minute",
            Period::Hour => "hour",
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
            Period::Quarter => "quarter",
            Period::Year => "year",
        }
    }

    /// How many seconds it has; none where months and years differ.
    pub(crate) fn seconds(self) -> Option<i64> {
        Some(match self {
            Period::Second => 1,
            Period::Minute => 60,
            Period::Hour => 3_600,
            Period::Day => 86_400,
            Period::Week => 604_800,
            Period::Month | Period::Quarter | Period::Year => return None,
        })
    }

    /// The nouns of periods, for suggestions.
    pub(crate) const NAMES: [&str; 6] = ["hour", "day", "week", "month", "quarter", "year"];

    /// The period a noun names, after `/`, `per`, `a` or `an`.
    #[must_use]
    pub fn from_noun(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "second" | "sec" => Period::Second,
            "minute" | "min" => Period::Minute,
            "hour" | "hr" => Period::Hour,
            "day" | "diem" => Period::Day,
            "week" | "wk" => Period::Week,
            "month" | "mo" | "mth" | "mensem" => Period::Month,
            "quarter" | "qtr" => Period::Quarter,
            "year" | "yr" | "annum" => Period::Year,
            _ => return None,
        })
    }

    /// The period of an abbreviation after a sum, without its points: `pa` of "p.a.". Others are known, but no
    /// attribute can have them: `Some(None)`.
    pub(crate) fn from_letters(letters: &str) -> Option<Option<Self>> {
        Some(match letters.to_ascii_lowercase().as_str() {
            "ph" => Some(Period::Hour),
            "pd" => Some(Period::Day),
            "pw" => Some(Period::Week),
            "pm" | "pcm" => Some(Period::Month),
            "pq" => Some(Period::Quarter),
            "pa" => Some(Period::Year),
            "pn" | "pf" | "pupy" | "pupm" | "pppn" | "pppw" | "pppm" | "pcw" => None,
            _ => return None,
        })
    }

    /// The period of one letter after a slash: `/h`.
    pub(crate) fn from_letter(letter: &str) -> Option<Self> {
        Some(match letter.to_ascii_lowercase().as_str() {
            "s" => Period::Second,
            "h" => Period::Hour,
            "d" => Period::Day,
            "w" => Period::Week,
            "m" => Period::Month,
            "q" => Period::Quarter,
            "y" | "a" => Period::Year,
            _ => return None,
        })
    }

    /// Whether a noun is a time that sums recur in, and no attribute can have: `term`, `fortnight`.
    pub(crate) fn is_other_noun(word: &str) -> bool {
        const NOUNS: [&str; 24] = [
            "payday",
            "paycheck",
            "paycheque",
            "second",
            "sec",
            "minute",
            "min",
            "fortnight",
            "term",
            "semester",
            "trimester",
            "season",
            "decade",
            "night",
            "weekend",
            "weeknight",
            "shift",
            "sprint",
            "lifetime",
            "evening",
            "morning",
            "afternoon",
            "weekday",
            "century",
        ];
        NOUNS.iter().any(|w| w.eq_ignore_ascii_case(word))
    }

    /// Whether an adverb or adjective says how often a sum recurs, in a way that no attribute can have.
    pub(crate) fn is_other_adverb(word: &str) -> bool {
        const ADVERBS: [&str; 19] = [
            "triennial",
            "triennially",
            "quadrennial",
            "fortnightly",
            "biweekly",
            "bimonthly",
            "semimonthly",
            "biannually",
            "biannual",
            "semiannually",
            "semiannual",
            "biennially",
            "biennial",
            "nightly",
            "termly",
            "triweekly",
            "biyearly",
            "halfyearly",
            "bihourly",
        ];
        ADVERBS.iter().any(|w| w.eq_ignore_ascii_case(word))
    }

    /// The period an adjective before a sum names: `annual`, `monthly`.
    #[must_use]
    pub fn from_adjective(word: &str) -> Option<Self> {
        if word.eq_ignore_ascii_case("annual") { Some(Period::Year) } else { Self::from_adverb(word) }
    }

    /// The period an adverb names: `annually`, `monthly`.
    #[must_use]
    pub fn from_adverb(word: &str) -> Option<Self> {
        Some(match lower_case(word, &mut LETTERS.clone())? {
            "hourly" => Period::Hour,
            "daily" => Period::Day,
            "weekly" | "wkly" => Period::Week,
            "monthly" | "mthly" => Period::Month,
            "quarterly" => Period::Quarter,
            "annually" | "yearly" | "annualised" | "annualized" => Period::Year,
            _ => return None,
        })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.noun())
    }
}
