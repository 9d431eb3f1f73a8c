//! Units and periods as they are written.
//!
//! In: a token index. Out: [`WrittenUnit`]. A unit that is missing stays missing ([`WrittenUnit::Bare`]); what it
//! stands for is decided in `read`. Periods are in `period`.

use super::lex::{DigitRun, TokenKind};
use super::scanner::Scanner;
use crate::value::quantity::names::{LETTERS, lower_case};
use crate::value::quantity::{WrittenCurrency, Zone, currency};
use crate::value::{Currency, Kind, MeasureUnit, Number, TimeUnit};

/// The unit as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum WrittenUnit {
    Bare,
    Money(WrittenCurrency),
    Percent,
    /// Percentage points; basis points have been divided by 100.
    Points,
    Times,
    Time(TimeUnit),
    Noun,
    Ordinal,
    /// Out of a maximum.
    Score(Number),
    /// Minutes after midnight, with the zone that is written.
    Clock(Option<Zone>),
    /// Letters of a level.
    Level(String),
    /// A level of an ordered scale, by its place from below.
    Rung,
    /// A unit of measure, where the attribute has one.
    Measure(MeasureUnit),
}

impl WrittenUnit {
    /// The kind that a measure shows; `None` when it is bare.
    pub(crate) fn kind(&self) -> Option<Kind> {
        Some(match self {
            WrittenUnit::Bare => return None,
            WrittenUnit::Money(_) => Kind::Money,
            WrittenUnit::Percent => Kind::Percent,
            WrittenUnit::Points => Kind::PercentagePoint,
            WrittenUnit::Times => Kind::Ratio,
            WrittenUnit::Time(_) => Kind::Duration,
            WrittenUnit::Noun | WrittenUnit::Measure(_) => Kind::Count,
            WrittenUnit::Ordinal => Kind::Ordinal,
            WrittenUnit::Clock(_) => Kind::Time,
            WrittenUnit::Score(_) => Kind::Scale,
            WrittenUnit::Level(_) | WrittenUnit::Rung => Kind::Level,
        })
    }
}

impl Scanner<'_> {
    pub(super) fn is_basis(&self, j: usize) -> bool {
        self.among(j, &["bps", "bp", "basis"])
    }

    /// "six figures" is a size, not a figure.
    pub(super) fn vague_unit(&self, j: usize) -> bool {
        let at = j + usize::from(self.hyphen(j) && self.glued(j));
        self.is_word(at, "figure") || self.is_word(at, "figures")
    }

    /// The unit that begins at `j`.
    pub(crate) fn unit(&self, j: usize) -> Option<(WrittenUnit, usize)> {
        if let Some((unit, next)) = self.measure_unit(j) {
            return Some((WrittenUnit::Measure(unit), next));
        }
        if let Some(next) = self.noun(j) {
            return Some((WrittenUnit::Noun, next));
        }
        let points = |k: usize| self.among(k, &["point", "points"]);
        // "2 %-pts"
        let short = |k: usize| points(k) || self.among(k, &["pts", "pt"]);
        if self.symbol(j, '%') {
            let k = j + 1 + usize::from(self.hyphen(j + 1));
            return Some(if short(k) { (WrittenUnit::Points, k + 1) } else { (WrittenUnit::Percent, j + 1) });
        }
        if let Some(TokenKind::Symbol(c)) = self.token(j)
            && let Some(sign) = currency::by_sign(*c)
            && !(self.glued(j + 1) && matches!(self.token(j + 1), Some(TokenKind::Number(_))))
        {
            return Some((WrittenUnit::Money(sign), j + 1));
        }
        if self.symbol(j, '×') && !matches!(self.token(j + 1), Some(TokenKind::Number(_))) {
            return Some((WrittenUnit::Times, j + 1));
        }
        let mut letters = LETTERS;
        let written = self.word(j)?;
        let Some(word) = lower_case(written, &mut letters) else {
            return self.currency_after(j).map(|(c, next)| (WrittenUnit::Money(c), next));
        };
        let gap_word = |k: usize| k + usize::from(self.hyphen(k) && self.glued(k));
        match word {
            "percent" | "pct" if points(gap_word(j + 1)) => {
                return Some((WrittenUnit::Points, gap_word(j + 1) + 1));
            }
            "per" if self.is_word(j + 1, "cent") && points(j + 2) => {
                return Some((WrittenUnit::Points, j + 3));
            }
            "pct" if self.symbol(j + 1, '.') && points(j + 2) => return Some((WrittenUnit::Points, j + 3)),
            "p" if self.symbol(j + 1, '.') && self.is_word(j + 2, "p") && self.glued(j + 2) => {
                return Some((WrittenUnit::Points, j + 3 + usize::from(self.symbol(j + 3, '.'))));
            }
            "workday" | "workdays" | "weekday" | "weekdays" if self.expected.kind == Some(Kind::Duration) => {
                return Some((WrittenUnit::Time(TimeUnit::BusinessDay), j + 1));
            }
            "percent" | "pct" => return Some((WrittenUnit::Percent, j + 1)),
            "per" if self.is_word(j + 1, "cent") => return Some((WrittenUnit::Percent, j + 2)),
            "percentage" | "basis" if points(gap_word(j + 1)) => {
                return Some((WrittenUnit::Points, gap_word(j + 1) + 1));
            }
            "pp" | "ppt" | "ppts" | "bps" | "bp" => return Some((WrittenUnit::Points, j + 1)),
            "point" | "points" | "pts" if self.expected.points => {
                return Some((WrittenUnit::Points, j + 1));
            }
            "x" if !matches!(self.token(j + 1), Some(TokenKind::Number(_))) => {
                return Some((WrittenUnit::Times, j + 1));
            }
            "times" | "fold" => return Some((WrittenUnit::Times, j + 1)),
            "business" | "working" | "work" | "calendar" => return self.named_days(j, word),
            _ => {}
        }
        if let Some(unit) = TimeUnit::from_word(word).or_else(|| self.short_time(j, word)) {
            return Some((WrittenUnit::Time(unit), j + 1));
        }
        self.currency_after(j).map(|(c, next)| (WrittenUnit::Money(c), next))
    }

    /// A unit of measure where the attribute has one: `GB`, "miles", "degrees Celsius", `°C`.
    pub(crate) fn measure_unit(&self, j: usize) -> Option<(MeasureUnit, usize)> {
        if !self.expected.measured {
            return None;
        }
        if self.symbol(j, '°') && self.glued(j + 1) {
            let sign = self.text.get(self.bytes(&(j..j + 2)))?;
            return Some((MeasureUnit::named(sign)?, j + 2));
        }
        if let Some(found) = self.raised_unit(j) {
            return Some(found);
        }
        let degrees = self.is_word(j, "degrees") || self.is_word(j, "degree");
        let at = j + usize::from(degrees);
        let word = self.word(at)?;
        // In prose a single letter means many things: `£1m`, "5 A".
        if self.expected.kind.is_none() && word.len() < 2 {
            return None;
        }
        let scale = || {
            if word == "C" {
                Some("°C")
            } else if word == "F" {
                Some("°F")
            } else {
                None
            }
        };
        let unit = MeasureUnit::named(scale().filter(|_| degrees).unwrap_or(word))?;
        // "5 m2" and "5 m²" are no lengths.
        let squared = self.glued(at + 1)
            && matches!(self.token(at + 1), Some(TokenKind::Number(_) | TokenKind::Symbol('²' | '³' | '^')));
        (!squared).then_some((unit, at + 1))
    }

    /// `m²`, `m2`, "square metres", "sq ft", "cubic metres".
    fn raised_unit(&self, j: usize) -> Option<(MeasureUnit, usize)> {
        let word = self.word(j)?;
        let is = |name: &str| word.eq_ignore_ascii_case(name);
        let (power, at) = if is("square") {
            ('²', j + 1)
        } else if is("sq") {
            ('²', j + 1 + usize::from(self.symbol(j + 1, '.')))
        } else if is("cubic") {
            ('³', j + 1)
        } else {
            let raised = self.tokens.get(j + 1).filter(|_| self.glued(j + 1))?;
            let power = match &self.text[raised.start..raised.end] {
                "2" | "²" => '²',
                "3" | "³" => '³',
                _ => return None,
            };
            return MeasureUnit::named(&format!("{word}{power}")).map(|unit| (unit, j + 2));
        };
        let length = MeasureUnit::named(self.word(at)?)?;
        Some((MeasureUnit::named(&format!("{}{power}", length.sign()?))?, at + 1))
    }

    /// "dollars", "Canadian dollars", "kr", "PKR".
    fn currency_after(&self, j: usize) -> Option<(WrittenCurrency, usize)> {
        let word = self.word(j)?;
        // "U.S. dollars"
        if self.is_word(j, "U") && self.symbol(j + 1, '.') && self.is_word(j + 2, "S") {
            let at = j + 3 + usize::from(self.symbol(j + 3, '.'));
            return self
                .word(at)
                .and_then(currency::by_word)
                .map(|_| (WrittenCurrency::Code(Currency::listed("USD")), at + 1));
        }
        // "245 A$"
        if self.symbol(j + 1, '$') && self.glued(j + 1) {
            return currency::by_letters(word).map(|c| (c, j + 2));
        }
        if let Some(c) = self.currency_word(word) {
            return Some((c, j + 1));
        }
        if let Some((code, next)) = self.two_words_of_money(j) {
            return Some((WrittenCurrency::Code(code), next));
        }
        let code = currency::by_adjective(word)?;
        let named = self.word(j + 1)?;
        let noun = currency::by_word(named).or_else(|| currency::by_short(named))?;
        // "Egyptian pounds" are no pounds sterling.
        let named = noun.fits(code) || currency::is_shared_name(self.word(j + 1)?);
        Some((if named { WrittenCurrency::Code(code) } else { noun }, j + 2))
    }

    /// "New Zealand dollars", "Hong Kong dollars", "South African rand".
    fn two_words_of_money(&self, j: usize) -> Option<(Currency, usize)> {
        const NAMES: [(&str, &str, &str); 7] = [
            ("new", "zealand", "NZD"),
            ("hong", "kong", "HKD"),
            ("new", "taiwan", "TWD"),
            ("south", "african", "ZAR"),
            ("south", "korean", "KRW"),
            ("costa", "rican", "CRC"),
            ("saudi", "arabian", "SAR"),
        ];
        let (_, _, code) =
            NAMES.iter().find(|(first, second, _)| self.is_word(j, first) && self.is_word(j + 1, second))?;
        let noun =
            self.word(j + 2).and_then(|word| currency::by_word(word).or_else(|| currency::by_short(word)));
        noun.is_some().then(|| (Currency::listed(code), j + 3))
    }

    /// The currency of a word; abbreviations only where a sum is expected.
    pub(crate) fn currency_word(&self, word: &str) -> Option<WrittenCurrency> {
        let short = self.expected.kind == Some(Kind::Money);
        currency::by_word(word).or_else(|| if short { currency::by_short(word) } else { None })
    }

    /// "Canadian", "(Singapore)", "(AUD)", "in Canadian dollars" behind a sum: the country, or a code in brackets, says which of several currencies it is in.
    pub(crate) fn country_after(&self, j: usize) -> Option<(WrittenCurrency, usize)> {
        const MONEY: [&str; 9] =
            ["dollars", "dollar", "rupees", "pounds", "pesos", "francs", "currency", "money", "funds"];
        let closing = match self.token(j) {
            Some(TokenKind::Symbol('(')) => Some(')'),
            Some(TokenKind::Symbol('[')) => Some(']'),
            _ => None,
        };
        let dash = matches!(self.token(j), Some(TokenKind::Dash(_))) && !self.glued(j);
        let mark = closing.is_some() || self.symbol(j, ',') || dash;
        let first = j + usize::from(mark);
        let all = first + usize::from(self.is_word(first, "all"));
        let amounts = all + usize::from(self.among(all, &["prices", "amounts", "fees", "sums"]));
        let k = amounts + usize::from(self.is_word(amounts, "in"));
        let two = |a: &str, b: &str| self.is_word(k, a) && self.is_word(k + 1, b);
        let (code, next) = if two("New", "Zealand") {
            (Currency::listed("NZD"), k + 2)
        } else if two("Hong", "Kong") {
            (Currency::listed("HKD"), k + 2)
        } else if self.is_word(k, "U") && self.symbol(k + 1, '.') && self.is_word(k + 2, "S") {
            (Currency::listed("USD"), k + 3 + usize::from(self.symbol(k + 3, '.')))
        } else {
            let short = match self.word(k)? {
                "TT" => Some("TTD"),
                "NT" => Some("TWD"),
                "Cdn" | "CDN" | "Can" | "CA" => Some("CAD"),
                "AU" | "Aust" | "Aus" => Some("AUD"),
                "NZ" => Some("NZD"),
                "SG" | "Sing" => Some("SGD"),
                "HK" => Some("HKD"),
                "Mex" => Some("MXN"),
                _ => None,
            };
            let named = || currency::by_adjective(self.word(k)?);
            // "$300 (pesos)"
            if closing.is_some_and(|sign| self.symbol(k + 1, sign))
                && let Some(money) = self.word(k).and_then(|word| self.currency_word(word))
                && !self.word(k).is_some_and(|word| MONEY.contains(&word) && word != "pesos")
            {
                return Some((money, k + 2));
            }
            let coded = || Currency::from_code(self.word(k)?).filter(|_| k > j);
            let point = usize::from(self.symbol(k + 1, '.') && self.glued(k + 1) && short.is_some());
            (short.map(Currency::listed).or_else(named).or_else(coded)?, k + 1 + point)
        };
        let noun = usize::from(self.among(next, &MONEY));
        let end = next + noun;
        // "$300 Australian visa fee" is for a visa.
        let ends = noun > 0 || self.ends_there(end);
        let closed = closing.is_none_or(|sign| self.symbol(end, sign));
        let end = end + usize::from(closing.is_some());
        (ends && closed).then_some((WrittenCurrency::Code(code), end))
    }

    /// Hundredths of a currency after a number, where a sum is expected: "99p", "50 cents".
    pub(crate) fn hundredths(&self, j: usize) -> Option<(WrittenCurrency, usize)> {
        const CENTS: &[&str] = &["USD", "EUR", "CAD", "AUD", "NZD", "SGD", "HKD", "ZAR"];
        if self.expected.kind != Some(Kind::Money) {
            return None;
        }
        if self.symbol(j, '¢') {
            return Some((WrittenCurrency::Shared(CENTS), j + 1));
        }
        let pence = |code: &'static str| WrittenCurrency::Code(Currency::listed(code));
        let unit = match self.word(j)? {
            "cent" | "cents" => WrittenCurrency::Shared(CENTS),
            "c" | "ct" if self.glued(j) => WrittenCurrency::Shared(CENTS),
            "pence" | "penny" => pence("GBP"),
            "p" if self.glued(j) => pence("GBP"),
            "paise" | "paisa" => pence("INR"),
            _ => return None,
        };
        Some((unit, j + 1))
    }

    /// Letters for a unit of time, where a length of time is expected: "2.5h", "36 mo". `m` is left alone: it may
    /// be minutes or months.
    fn short_time(&self, j: usize, word: &str) -> Option<TimeUnit> {
        let run = match self.token(j.checked_sub(1)?)? {
            TokenKind::Number(run) => run,
            _ => return None,
        };
        if self.expected.kind.is_none() {
            return self.short_in_prose(j, run, word);
        }
        if self.expected.kind != Some(Kind::Duration) {
            return None;
        }
        Some(match word {
            "h" => TimeUnit::Hour,
            "mo" | "mth" => TimeUnit::Month,
            "d" if self.glued(j) => TimeUnit::Day,
            "w" if self.glued(j) => TimeUnit::Week,
            // "over 18s" are people.
            "s" if !j.checked_sub(2).is_some_and(|k| self.among(k, &["over", "under", "the", "to"])) => {
                TimeUnit::Second
            }
            "y" if self.glued(j) => TimeUnit::Year,
            _ => return None,
        })
    }

    /// `60h`, `7d`, `90s` in any text; "the 90s" are years, `3d` is a kind of picture.
    fn short_in_prose(&self, j: usize, run: &DigitRun, word: &str) -> Option<TimeUnit> {
        let whole = run.whole_number();
        let before = j.checked_sub(2).and_then(|k| self.word(k)).unwrap_or("");
        let decade = ["the", "early", "late", "mid"].iter().any(|w| w.eq_ignore_ascii_case(before));
        let more =
            matches!(self.token(j + 1), Some(TokenKind::Word | TokenKind::Number(_) | TokenKind::Dash(_)));
        let glued = self.glued(j) && !(more && self.glued(j + 1));
        match word {
            "h" if glued => Some(TimeUnit::Hour),
            "mo" | "mos" if glued => Some(TimeUnit::Month),
            "d" if glued && whole.is_some_and(|n| n > 3) => Some(TimeUnit::Day),
            "s" if glued && !decade && j > 1 && whole.is_some_and(|n| n <= 1000) => Some(TimeUnit::Second),
            _ => None,
        }
    }

    fn named_days(&self, j: usize, word: &str) -> Option<(WrittenUnit, usize)> {
        let k = j + 1 + usize::from(self.hyphen(j + 1) && self.glued(j + 1));
        let unit = TimeUnit::from_word(self.word(k)?)?;
        match (word, unit) {
            ("calendar", unit) => Some((WrittenUnit::Time(unit), k + 1)),
            (_, TimeUnit::Day) => Some((WrittenUnit::Time(TimeUnit::BusinessDay), k + 1)),
            _ => None,
        }
    }
}
