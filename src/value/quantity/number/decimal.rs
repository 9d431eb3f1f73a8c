//! Numbers as decimal text, both ways.
//!
//! In: decimal text such as `1,250.50`, or a number. Out: the number, or its exact decimal, with or without groups.
//! No words, no scales, no units.

use super::{MAX_DIGITS, Number, Repr};
use num_bigint::BigInt;
use num_rational::BigRational;
use std::fmt;

impl Number {
    /// Reads `[-]digits[,ddd]*[.digits]`, ASCII, at most [`MAX_DIGITS`] digits; `None` otherwise.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match body.split_once('.') {
            Some((w, f)) => (w, f),
            None => (body, ""),
        };
        if whole.is_empty() || (body.contains('.') && fraction.is_empty()) {
            return None;
        }
        let mut groups = whole.split(',');
        let first = groups.next()?;
        if whole.contains(',') && (first.is_empty() || first.len() > 3) {
            return None;
        }
        let mut digits = first.to_string();
        for group in groups {
            if group.len() != 3 {
                return None;
            }
            digits.push_str(group);
        }
        let value = Self::from_digits(&digits, fraction)?;
        Some(if negative { -&value } else { value })
    }

    /// `whole.fraction` from runs of ASCII digits.
    pub(crate) fn from_digits(whole: &str, fraction: &str) -> Option<Self> {
        let all: String = [whole, fraction].concat();
        let ok = !all.is_empty() && all.len() <= MAX_DIGITS && all.bytes().all(|b| b.is_ascii_digit());
        if !ok {
            return None;
        }
        let places = u32::try_from(fraction.len()).ok()?;
        if let (Ok(n), Some(d)) = (all.parse::<i64>(), 10i128.checked_pow(places)) {
            return Some(Self::reduced(n.into(), d));
        }
        let n: BigInt = all.parse().ok()?;
        Some(Self::of_big(BigRational::new(n, BigInt::from(10).pow(places))))
    }

    /// The exact decimal, `None` when it has none of at most sixty digits after the point.
    #[must_use]
    pub fn exact_decimal(&self) -> Option<String> {
        if let Repr::Small(n, d) = &self.0 {
            let places = small_places(*d)?;
            if *d == 1 {
                return Some(n.to_string());
            }
            // The denominator divides a power of ten, so that nothing is cut off.
            let small = 10_i64.checked_pow(places).map(|power| i128::from(*n) * i128::from(power / d));
            let text = match small {
                Some(scaled) => scaled.to_string(),
                None => (BigInt::from(*n) * BigInt::from(10).pow(places) / BigInt::from(*d)).to_string(),
            };
            return Some(point(&text, places as usize));
        }
        let mut places = 0;
        let mut scaled = self.big();
        while !scaled.is_integer() {
            if places == 60 {
                return None;
            }
            scaled *= BigInt::from(10);
            places += 1;
        }
        Some(point(&scaled.numer().to_string(), places))
    }

    /// How many digits the exact decimal has after the point; `None` when there is no exact decimal.
    #[must_use]
    pub fn decimal_places(&self) -> Option<usize> {
        if let Repr::Small(_, d) = &self.0 {
            return small_places(*d).map(|p| p as usize);
        }
        self.exact_decimal().map(|s| s.split_once('.').map_or(0, |(_, f)| f.len()))
    }

    /// The decimal with exactly `places` digits after the point, ties away from zero.
    #[must_use]
    pub fn fixed(&self, places: usize) -> String {
        let step = Self::pow10(-i32::try_from(places.min(100)).unwrap_or(100));
        let rounded = self.round_to(&step);
        let units = rounded.checked_div(&step).unwrap_or_else(Self::zero);
        point(&units.big().to_integer().to_string(), places.min(100))
    }

    /// As `Display`, with commas between groups of three digits: `450,000`, `1,234.5`.
    #[must_use]
    pub fn grouped(&self) -> String {
        group(&self.to_string())
    }
}

/// Puts commas between the groups of three digits of a decimal.
pub(crate) fn group(text: &str) -> String {
    let (sign, body) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let mut out = String::from(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// How many digits a fraction of this denominator has after the point; `None` when it never ends.
fn small_places(mut d: i64) -> Option<u32> {
    let (mut twos, mut fives) = (0, 0);
    while d % 2 == 0 {
        d /= 2;
        twos += 1;
    }
    while d % 5 == 0 {
        d /= 5;
        fives += 1;
    }
    (d == 1).then_some(twos.max(fives)).filter(|p| *p <= 60)
}

/// Puts the point `places` digits from the end of an integer.
fn point(integer: &str, places: usize) -> String {
    let (sign, digits) = match integer.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", integer),
    };
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    format!("{sign}{whole}.{fraction}")
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.exact_decimal() {
            Some(text) => f.write_str(&text),
            None => {
                let short = self.significant(12);
                f.write_str(&short.exact_decimal().unwrap_or_else(|| short.fixed(12)))
            }
        }
    }
}
