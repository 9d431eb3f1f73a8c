//! How the values of one attribute are read, compared and written.
//!
//! In: the kind and the texts of an attribute's definition (`unit: USD/year`). Out: [`Schema`], or a [`SchemaError`] that
//! says what is wrong with the unit. It reads no YAML, knows no attribute names, and leaves tolerances to `read`.

use super::folding::fold_text;
use super::kind::{Kind, MatchMode, Stat};
use super::levels::LevelPattern;
use super::quantity::Zone;
use super::quantity::{
    CODES, Currency, MeasureUnit, Number, Period, TimeUnit, Unit, WrittenCurrency, currency, noun_forms,
    singular,
};
use crate::text::{with_minus, word_meant};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// How far a claim may be off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Margin {
    /// A share of the figure: 0.1 for 10%.
    Share(Number),
    /// A distance in the base unit of the kind.
    Absolute(Number),
}

impl Margin {
    /// The distance allowed from the figure `x`, never negative.
    #[must_use]
    pub fn of(&self, x: &Number) -> Number {
        match self {
            Margin::Share(share) => (&share.abs() * x).abs(),
            Margin::Absolute(distance) => distance.abs(),
        }
    }
}

/// One declared value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The value as stored.
    pub id: String,
    /// Other wordings of it.
    pub aliases: Vec<String>,
}

/// Everything that steers the reading of one attribute. Build with [`Schema::new`], then set fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// The type of the attribute.
    pub kind: Kind,
    /// The unit that figures without one take.
    pub unit: Unit,
    /// Whether a figure may leave its unit to the attribute; not when a duration declares none.
    pub bare: bool,
    /// What a rate is per; figures without a period take it.
    pub period: Option<Period>,
    /// What a price is for one of: `GB` of `USD/GB`, `question` of `USD/question`.
    pub thing: Option<String>,
    /// Nouns, in lower case and singular, that each value is for one of by the attribute's name: `section` of "fee per
    /// section".
    pub shares: Vec<String>,
    /// Where a scale begins, if the unit says so: 200 of `200 to 900`.
    pub scale_from: Option<Number>,
    /// Nouns that make a count, lower case, each as its words; singular and plural. Set by
    /// [`Schema::with_nouns`].
    pub nouns: Vec<Vec<String>>,
    /// Nouns of other counts, in the same form: a bare number directly before one of them counts that. Set by
    /// [`Schema::with_other_nouns`].
    pub other_nouns: Arc<[Vec<String>]>,
    /// Words that mean true, beside yes and true.
    pub truthy: Vec<String>,
    /// Words that mean false, beside no and false.
    pub falsy: Vec<String>,
    /// The declared values of an enum; empty admits any word.
    pub values: Vec<EnumValue>,
    /// The levels that exist.
    pub levels: LevelPattern,
    /// The match mode of bindings that choose none.
    pub match_mode: MatchMode,
    /// What a hedge allows; 10% unless set.
    pub hedged: Margin,
    /// The most that rounding may be off, as a share of the figure; 0.1 unless set.
    pub rounding_cap: Number,
    /// The distance between two values of a scale; nothing lies between them, so figures are never rounded.
    pub step: Option<Number>,
    /// What a bare figure means when the fact is a distribution; the median unless set.
    pub headline: Stat,
}

/// What is wrong with an attribute's unit, words or tolerance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaError {
    /// The kind needs a unit: money a currency, a scale a maximum.
    MissingUnit {
        /// The kind.
        kind: Kind,
        /// What a unit may look like.
        example: &'static str,
    },
    /// The unit is not one of the kind.
    BadUnit {
        /// The kind.
        kind: Kind,
        /// What was written.
        unit: String,
        /// The unit that was probably meant, or what one may look like.
        example: String,
    },
    /// The kind takes no unit, or only its own.
    UnexpectedUnit {
        /// The kind.
        kind: Kind,
        /// What was written.
        unit: String,
    },
    /// A tolerance that is neither a percentage nor a value of the kind.
    BadTolerance {
        /// What was written.
        text: String,
        /// Why it cannot be read.
        why: String,
    },
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SchemaError::MissingUnit { kind, example } => {
                write!(f, "an attribute of type {kind} needs a unit, such as `{example}`")
            }
            SchemaError::BadUnit { kind, unit, example } => {
                write!(f, "`{unit}` is not a unit of {kind}; write one such as `{example}`")
            }
            SchemaError::UnexpectedUnit { kind, unit } => {
                write!(f, "an attribute of type {kind} takes no unit `{unit}`")
            }
            SchemaError::BadTolerance { text, why } => {
                write!(f, "cannot read the tolerance `{text}`: {why}")
            }
        }
    }
}

impl std::error::Error for SchemaError {}

impl Schema {
    /// The schema of a kind with its unit as written in `attributes.yaml`.
    ///
    /// | kind | unit |
    /// | --- | --- |
    /// | money | currency code, perhaps `/period`: `USD/year` |
    /// | duration | a unit of time: `week`, `business day`; without one, every figure has to name its own |
    /// | count | a noun or a unit of measure, perhaps `/period`: `round`, `GB`, `request/second`; optional |
    /// | scale | the maximum, or both ends: `5`, `200 to 900` |
    /// | percent, percentage-point, change, ratio | none, or its own name (`%`, `pp`, `x`) |
    /// | the rest | none |
    ///
    /// # Errors
    /// [`SchemaError`] when the unit is missing, unknown or not wanted.
    pub fn new(kind: Kind, unit: Option<&str>) -> Result<Self, SchemaError> {
        let unit = unit.map(str::trim).filter(|u| !u.is_empty());
        let bare = kind != Kind::Duration || unit.is_some();
        let (unit, scale_from) = match (kind, unit) {
            (Kind::Scale, Some(text)) => {
                two_ends(text).map_or((unit, None), |(low, high)| (Some(high), Some(low)))
            }
            _ => (unit, None),
        };
        let (unit, period, thing) = read_unit(kind, unit)?;
        let nouns = match &unit {
            Unit::Count(noun) if !noun.is_empty() => noun_forms(noun),
            _ => Vec::new(),
        };
        Ok(Self {
            kind,
            unit,
            bare,
            period,
            thing,
            shares: Vec::new(),
            scale_from,
            nouns,
            other_nouns: Arc::new([]),
            truthy: Vec::new(),
            falsy: Vec::new(),
            values: Vec::new(),
            levels: LevelPattern::default(),
            match_mode: MatchMode::Default,
            hedged: Margin::Share(Number::frac(1, 10)),
            rounding_cap: Number::frac(1, 10),
            step: None,
            headline: Stat::Median,
        })
    }

    /// Adds nouns that make a count, each in singular or plural; only counts use them.
    #[must_use]
    pub fn with_nouns<S: AsRef<str>>(mut self, nouns: impl IntoIterator<Item = S>) -> Self {
        if self.kind == Kind::Count {
            for noun in nouns {
                self.nouns.extend(noun_forms(noun.as_ref()));
            }
            self.nouns.sort();
            self.nouns.dedup();
        }
        self
    }

    /// The nouns of counts in the form of [`Schema::other_nouns`]: sorted, each in singular and plural.
    #[must_use]
    pub fn forms_of<S: AsRef<str>>(nouns: impl IntoIterator<Item = S>) -> Arc<[Vec<String>]> {
        let forms: BTreeSet<Vec<String>> =
            nouns.into_iter().flat_map(|noun| noun_forms(noun.as_ref())).collect();
        forms.into_iter().collect()
    }

    /// Tells the nouns of other counts, as [`Schema::forms_of`] makes them; only counts use them, and those that are
    /// nouns of this one stay its own.
    #[must_use]
    pub fn with_other_nouns(mut self, nouns: Arc<[Vec<String>]>) -> Self {
        if self.kind == Kind::Count {
            self.other_nouns = nouns;
        }
        self
    }

    /// Tells the words of the attribute's name: "per" one of them is what the value is anyway.
    #[must_use]
    pub fn with_name(mut self, name: &str) -> Self {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        self.shares = words.map(|word| singular(&word.to_lowercase())).collect();
        self
    }

    /// Whether "per" this noun makes another value of one: what somebody pays, sits or has is so for each person and
    /// each time, and a part of an exam is not the exam.
    pub(crate) fn is_another_share(&self, noun: &str) -> bool {
        const EACH: [&str; 35] = [
            "time",
            "level",
            "of",
            "employee",
            "hire",
            "member",
            "worker",
            "applicant",
            "application",
            "appointment",
            "attempt",
            "attendee",
            "booking",
            "candidate",
            "delegate",
            "entry",
            "exam",
            "examination",
            "examinee",
            "go",
            "head",
            "individual",
            "learner",
            "order",
            "participant",
            "person",
            "registration",
            "resit",
            "retake",
            "se",
            "sitting",
            "student",
            "taker",
            "test",
            "try",
        ];
        let one = singular(&noun.to_lowercase());
        !EACH.contains(&one.as_str()) && !self.shares.contains(&one)
    }

    /// The unit of measure that a count is in.
    #[must_use]
    pub fn measure(&self) -> Option<MeasureUnit> {
        match &self.unit {
            Unit::Count(noun) if self.kind == Kind::Count => MeasureUnit::named(noun),
            _ => None,
        }
    }

    /// Whether a value is a multiple of the step; any value is where there is none.
    #[must_use]
    pub fn on_step(&self, value: &Number) -> bool {
        self.step.as_ref().is_none_or(|step| value.checked_div(step).is_some_and(|n| n.is_integer()))
    }

    /// The text of a value as readers see it: the attribute's own word for yes and no, a minus before numbers below
    /// nothing.
    pub(crate) fn shown(&self, text: &str) -> String {
        let own = |words: &[String], usual: &str| words.first().map_or(usual, String::as_str).to_owned();
        match (self.kind, text) {
            (Kind::Boolean, "true") => own(&self.truthy, "yes"),
            (Kind::Boolean, "false") => own(&self.falsy, "no"),
            (Kind::Version | Kind::Boolean | Kind::Enum | Kind::Text, _) => text.to_owned(),
            _ => with_minus(text),
        }
    }

    /// Sets the words of a boolean.
    #[must_use]
    pub fn with_words(mut self, truthy: Vec<String>, falsy: Vec<String>) -> Self {
        self.truthy = truthy;
        self.falsy = falsy;
        self
    }

    /// Sets the values of an enum.
    #[must_use]
    pub fn with_values(mut self, values: Vec<EnumValue>) -> Self {
        self.values = values;
        self
    }

    /// Sets the levels; where they have an order, values are places in it.
    #[must_use]
    pub fn with_levels(mut self, levels: LevelPattern) -> Self {
        if let Some(ladder) = &levels.ladder {
            self.unit = Unit::Rung(Arc::clone(ladder));
        }
        self.levels = levels;
        self
    }
}

/// The lower end of a scale, and the text of its upper one: `200 to 900`, `200–900`.
fn two_ends(text: &str) -> Option<(Number, &str)> {
    let (low, high) = [" to ", "–", "-"].iter().find_map(|joint| text.split_once(joint))?;
    let low = Number::parse(low.trim()).filter(|low| !low.is_negative())?;
    let above = Number::parse(high.trim()).is_some_and(|high| high > low);
    above.then_some((low, high.trim()))
}

/// A unit, the period of a rate and the thing of a price.
type ReadUnit = (Unit, Option<Period>, Option<String>);

fn read_unit(kind: Kind, unit: Option<&str>) -> Result<ReadUnit, SchemaError> {
    let example = match kind {
        Kind::Money => "USD/year",
        Kind::Duration => "week",
        Kind::Scale => "5",
        Kind::Time => "ET",
        _ => "round",
    };
    let bad = |text: &str| {
        let example = meant_unit(kind, text).unwrap_or_else(|| example.to_owned());
        SchemaError::BadUnit { kind, unit: text.to_string(), example }
    };
    let missing = || SchemaError::MissingUnit { kind, example };
    let split = |text: &str| -> Result<(String, Option<Period>), SchemaError> {
        match text.split_once('/') {
            None => Ok((text.trim().to_string(), None)),
            Some((head, per)) => {
                let letter = || Period::from_letter(per.trim());
                let period = Period::from_noun(per.trim()).or_else(letter).ok_or_else(|| bad(text))?;
                Ok((head.trim().to_string(), Some(period)))
            }
        }
    };
    match kind {
        Kind::Money => {
            let text = unit.ok_or_else(missing)?;
            let mut parts = text.split('/').map(str::trim);
            let currency = parts.next().and_then(Currency::from_code).ok_or_else(|| bad(text))?;
            let (mut period, mut thing) = (None, None);
            for part in parts {
                let time = Period::from_noun(part).or_else(|| Period::from_letter(part));
                match (time, thing_of(part)) {
                    (Some(time), _) if period.is_none() => period = Some(time),
                    (None, Some(one)) if thing.is_none() && period.is_none() => thing = Some(one),
                    _ => return Err(bad(text)),
                }
            }
            Ok((Unit::Money(currency), period, thing))
        }
        Kind::Duration => {
            let text = unit.unwrap_or("day");
            let (name, period) = split(text)?;
            let unit = time_unit(&name).ok_or_else(|| bad(text))?;
            Ok((Unit::Time(unit), period, None))
        }
        Kind::Count => {
            let (noun, period) = unit.map_or(Ok((String::new(), None)), split)?;
            let plain = noun.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'));
            let ok = plain || MeasureUnit::named(&noun).is_some();
            if ok { Ok((Unit::Count(noun), period, None)) } else { Err(bad(&noun)) }
        }
        Kind::Scale => {
            let text = unit.ok_or_else(missing)?;
            let number = text.trim_start_matches("out of").trim().trim_start_matches('/');
            let max = Number::parse(number).filter(|n| !n.is_negative() && !n.is_zero());
            Ok((Unit::Score(max.ok_or_else(|| bad(text))?), None, None))
        }
        Kind::Time => match unit {
            None | Some("") => Ok((Unit::Clock(None), None, None)),
            Some(text) => Ok((Unit::Clock(Some(Zone::named(text).ok_or_else(|| bad(text))?)), None, None)),
        },
        Kind::Percent
        | Kind::PercentagePoint
        | Kind::Change
        | Kind::Ratio
        | Kind::Ordinal
        | Kind::Date
        | Kind::Level
        | Kind::Version
        | Kind::Boolean
        | Kind::Enum
        | Kind::Text => match (Unit::of_kind(kind), unit) {
            (own, None) => Ok((own, None, None)),
            (own, Some(text)) if own_name(kind, text) => Ok((own, None, None)),
            (_, Some(text)) => Err(SchemaError::UnexpectedUnit { kind, unit: text.to_string() }),
        },
    }
}

/// What a price may be for one of: a unit of measure, or a noun that is no slip of a period.
fn thing_of(name: &str) -> Option<String> {
    if MeasureUnit::named(name).is_some() {
        return Some(name.to_owned());
    }
    let noun = name.chars().count() > 2 && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'));
    let time = Period::is_other_noun(name) || word_meant(name, Period::NAMES).is_some();
    (noun && !time).then(|| singular(&name.to_lowercase()))
}

/// The unit that a wrong one was meant to be: `USD/year` for `dollars a year` or `usd per year`, `week` for `wek`.
fn meant_unit(kind: Kind, text: &str) -> Option<String> {
    let plain = text.replace(" per ", "/").replace(" a ", "/");
    let (head, per) =
        plain.split_once('/').map_or((plain.trim(), None), |(head, per)| (head.trim(), Some(per.trim())));
    let head = match kind {
        Kind::Money => currency_of(head)?,
        Kind::Duration => {
            let near = word_meant(head, TimeUnit::words())?;
            time_unit(near)?.noun().to_owned()
        }
        // Any noun counts; only its period can be mistyped.
        Kind::Count if per.is_some() => head.to_owned(),
        _ => return None,
    };
    let per = match per {
        None => String::new(),
        Some(per) if Period::from_noun(per).is_some() => format!("/{per}"),
        Some(per) => format!("/{}", word_meant(per, Period::NAMES)?),
    };
    Some(format!("{head}{per}")).filter(|unit| unit != text && read_unit(kind, Some(unit)).is_ok())
}

/// The code of a currency by its sign, its name, or a code with a slip.
fn currency_of(word: &str) -> Option<String> {
    let sign = word.chars().next().filter(|_| word.chars().count() == 1).and_then(currency::by_sign);
    let written =
        sign.or_else(|| currency::by_word(word)).or_else(|| currency::by_short(&word.to_uppercase()));
    Some(match written {
        Some(WrittenCurrency::Code(code)) => code.code().to_owned(),
        Some(WrittenCurrency::Dollar) => "USD".to_owned(),
        Some(WrittenCurrency::Shared(codes)) => (*codes.first()?).to_owned(),
        None => word_meant(word, CODES)?.to_owned(),
    })
}

fn own_name(kind: Kind, unit: &str) -> bool {
    match kind {
        Kind::Percent | Kind::Change => matches!(unit, "%" | "percent"),
        Kind::PercentagePoint => matches!(unit, "pp" | "percentage point" | "percentage points"),
        Kind::Ratio => matches!(unit, "x" | "×" | "times"),
        _ => false,
    }
}

/// The unit of time a name means: `week`, `weeks`, `business day`, `business-day`.
pub(crate) fn time_unit(name: &str) -> Option<TimeUnit> {
    let folded = fold_text(name);
    match folded.as_str() {
        "business day" | "business days" | "working day" | "working days" => Some(TimeUnit::BusinessDay),
        other => TimeUnit::from_word(other),
    }
}
