//! Amounts as text.
//!
//! In: an amount and the schema. Out: English text of one number with its unit, short (`$450K`),
//! long (`$450,000`) or in digits only. What is written reads back as a value that agrees.

use crate::value::quantity::group;
use crate::value::{Amount, Kind, Number, Schema, TimeUnit, Unit, plural};

/// How one number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// With `K`, `M`, `B`.
    Compact,
    /// With groups of digits.
    Full,
    /// Digits only.
    Bare,
}

/// The number of significant digits of a computed value.
const SIGNIFICANT: u32 = 3;

/// The digits of a number with its scale letter.
pub(crate) struct Digits {
    pub text: String,
    /// The scale letter, or nothing.
    pub scale: &'static str,
}

/// Writes `value`, keeping the zeros that `last_digit` says were written.
pub(crate) fn digits(value: &Number, last_digit: &Number, style: Style, scales: bool) -> Digits {
    let computed = last_digit.is_zero();
    let plain = |text: String| Digits { text, scale: "" };
    if style == Style::Compact && scales {
        for (power, letter, least, places) in [(9, "B", 9, 3), (6, "M", 6, 3), (3, "K", 4, 1), (3, "K", 3, 0)]
        {
            if value.abs() < Number::pow10(least) {
                continue;
            }
            let unit = Number::pow10(power);
            let scaled = value.checked_div(&unit).unwrap_or_else(Number::zero);
            if scaled.decimal_places().is_some_and(|p| p <= places) {
                return Digits { text: scaled.to_string(), scale: letter };
            }
            if computed {
                let text = scaled.significant(SIGNIFICANT).to_string();
                return Digits { text, scale: letter };
            }
        }
    }
    let short = |n: &Number| match n.decimal_places() {
        Some(p) if p <= 2 => true,
        Some(_) => n.significant(SIGNIFICANT) == *n,
        None => false,
    };
    if computed && !short(value) {
        // Never round above the units digit: the text would claim digits that it does not have.
        let step = value.magnitude() + 1 - i32::try_from(SIGNIFICANT).unwrap_or(3);
        let rounded = value.round_to(&Number::pow10(step.min(0)));
        let text = rounded.to_string();
        return plain(if style == Style::Bare { text } else { group(&text) });
    }
    let written = last_digit.decimal_places().unwrap_or(0);
    let own = value.decimal_places();
    let text = match own {
        Some(p) if p < written && written <= 12 => value.fixed(written),
        _ => value.to_string(),
    };
    plain(if style == Style::Bare { text } else { group(&text) })
}

/// The unit of time in which a length is best written: its own if that gives a short decimal, else the
/// next smaller of its family that does.
fn time_unit(value: &Number, unit: TimeUnit) -> TimeUnit {
    const UNITS: [TimeUnit; 8] = [
        TimeUnit::Year,
        TimeUnit::Quarter,
        TimeUnit::Month,
        TimeUnit::Week,
        TimeUnit::Day,
        TimeUnit::Hour,
        TimeUnit::Minute,
        TimeUnit::Second,
    ];
    let short = |u: TimeUnit| {
        let n = value.checked_div(&u.factor()).unwrap_or_else(Number::zero);
        n.decimal_places().is_some_and(|p| p <= 3)
    };
    let smaller = |u: &TimeUnit| u.family() == unit.family() && u.factor() <= unit.factor();
    UNITS.into_iter().filter(smaller).find(|u| short(*u)).unwrap_or(unit)
}

/// The amount in its written unit: the number, its last digit, and the unit of time used.
fn in_unit(amount: &Amount) -> (Number, Number, Option<TimeUnit>) {
    match &amount.unit {
        Unit::Time(unit) => {
            let unit = time_unit(&amount.value, *unit);
            let per = |n: &Number| n.checked_div(&unit.factor()).unwrap_or_else(Number::zero);
            let digit = per(&amount.last_digit);
            // A last digit that is no power of ten (90 minutes as hours) says nothing about zeros.
            let digit = if digit.decimal_places().is_some() { digit } else { Number::one() };
            (per(&amount.value), digit, Some(unit))
        }
        _ => (amount.value.clone(), amount.last_digit.clone(), None),
    }
}

/// A number with what stands before and after it.
pub(crate) struct Piece {
    pub before: String,
    pub digits: Digits,
    pub after: String,
}

impl Piece {
    pub(crate) fn text(&self) -> String {
        format!("{}{}{}{}", self.before, self.digits.text, self.digits.scale, self.after)
    }

    /// Without the unit after the number, for the first end of a range.
    pub(crate) fn head(&self) -> String {
        format!("{}{}{}", self.before, self.digits.text, self.digits.scale)
    }
}

/// Minutes after midnight as a time of day: `9:30 am`, `noon`.
fn time_of_day(minutes: &Number) -> String {
    let sixty = Number::from(60);
    let hours = minutes.checked_div(&sixty).unwrap_or_else(Number::zero).floor_to(&Number::one());
    let rest = minutes - &(&hours * &sixty);
    let whole = rest.floor_to(&Number::one());
    let seconds = &(&rest - &whole) * &sixty;
    let hour: i64 = hours.to_string().parse().unwrap_or(0);
    let half = if hour % 24 < 12 { "am" } else { "pm" };
    let past = match (whole.is_zero(), seconds.is_zero()) {
        (_, false) => format!(":{:0>2}:{:0>2}", whole.to_string(), seconds.to_string()),
        (false, _) => format!(":{:0>2}", whole.to_string()),
        (true, _) if hour % 24 == 12 => return "noon".to_owned(),
        (true, _) if hour % 24 == 0 => return "midnight".to_owned(),
        _ => String::new(),
    };
    format!("{}{past} {half}", if hour % 12 == 0 { 12 } else { hour % 12 })
}

/// Takes an amount apart for writing.
pub(crate) fn piece(amount: &Amount, schema: &Schema, style: Style) -> Piece {
    if let Unit::Rung(ladder) = &amount.unit {
        let text = ladder.name(&amount.value).map_or_else(|| amount.value.to_string(), str::to_owned);
        let digits = Digits { text, scale: "" };
        return Piece { before: String::new(), digits, after: String::new() };
    }
    if let Unit::Clock(zone) = &amount.unit {
        let digits = Digits { text: time_of_day(&amount.value), scale: "" };
        let after = zone.map_or_else(String::new, |zone| format!(" {zone}"));
        return Piece { before: String::new(), digits, after };
    }
    let (value, digit, time) = in_unit(amount);
    let scales = matches!(amount.unit, Unit::Money(_))
        || (matches!(amount.unit, Unit::Count(_)) && value >= Number::pow10(6));
    let magnitude = value.abs();
    let d = digits(&magnitude, &digit, style, scales);
    let one = d.text == "1" && d.scale.is_empty();
    let negative = value.is_negative();
    let mut before = String::from(if negative { "-" } else { "" });
    let mut after = String::new();
    if style == Style::Bare {
        return Piece { before, digits: d, after };
    }
    let d = if matches!(amount.unit, Unit::Money(_)) { with_cents(d, &magnitude, &digit) } else { d };
    match &amount.unit {
        Unit::Money(currency) => match currency.sign() {
            Some(sign) => before.push_str(sign),
            None => before = format!("{currency} {before}"),
        },
        Unit::Percent => {
            if schema.kind == Kind::Change && !negative && !value.is_zero() {
                before.push('+');
            }
            after.push('%');
        }
        Unit::Points if style == Style::Full => {
            after.push_str(if one { " percentage point" } else { " percentage points" });
        }
        Unit::Points => after.push_str(" pp"),
        Unit::Times => after.push_str(if style == Style::Full { " times" } else { "x" }),
        Unit::Time(_) => {
            let noun = time.map_or("", TimeUnit::noun);
            after = format!(" {}", if one { noun.to_string() } else { plural(noun) });
        }
        Unit::Count(noun) if !noun.is_empty() => {
            after = format!(" {}", if one { noun.clone() } else { plural(noun) });
        }
        Unit::Score(max) if style == Style::Full => after = format!(" out of {}", group(&max.to_string())),
        Unit::Score(max) => after = format!("/{max}"),
        Unit::Ordinal => after.push_str(ordinal_suffix(&magnitude)),
        Unit::Level(letters) => before.push_str(letters),
        Unit::Count(_) | Unit::Plain | Unit::Rung(_) | Unit::Clock(_) => {}
    }
    Piece { before, digits: d, after }
}

/// Sums have two digits after the point, or none.
fn with_cents(d: Digits, value: &Number, last_digit: &Number) -> Digits {
    let Some((_, cents)) = d.text.split_once('.') else { return d };
    if !d.scale.is_empty() || cents.len() != 1 {
        return d;
    }
    let exact = value.decimal_places().is_some_and(|places| places <= 1);
    let text = if exact || last_digit.is_zero() {
        group(&value.round_to(&Number::pow10(-2)).fixed(2))
    } else {
        format!("{}0", d.text)
    };
    Digits { text, ..d }
}

/// Hours and minutes, where a length of time was written or computed in hours and has odd minutes.
fn hours_and_minutes(amount: &Amount) -> Option<String> {
    let (hour, minute) = (Number::from(3_600), Number::from(60));
    let whole = |n: Option<Number>| n.filter(Number::is_integer);
    let minutes = whole(amount.value.checked_div(&minute))?;
    let precise = amount.last_digit <= minute;
    if amount.unit != Unit::Time(TimeUnit::Hour)
        || !precise
        || whole(amount.value.checked_div(&hour)).is_some()
    {
        return None;
    }
    let hours = amount.value.floor_to(&hour).checked_div(&hour).filter(|h| *h >= Number::one())?;
    let rest = &minutes - &(&hours * &minute);
    let noun = |n: &Number, one: &str| {
        if *n == Number::one() { format!("{n} {one}") } else { format!("{n} {one}s") }
    };
    Some(format!("{} {}", noun(&hours, "hour"), noun(&rest, "minute")))
}

fn ordinal_suffix(n: &Number) -> &'static str {
    let text = n.to_string();
    let teen = ["11", "12", "13"].iter().any(|t| text.ends_with(t));
    match text.chars().last() {
        Some('1') if !teen => "st",
        Some('2') if !teen => "nd",
        Some('3') if !teen => "rd",
        _ => "th",
    }
}

/// One amount, compact: `$450K`, `3 weeks`, `+17.6%`.
pub(crate) fn short(amount: &Amount, schema: &Schema) -> String {
    hours_and_minutes(amount).unwrap_or_else(|| piece(amount, schema, Style::Compact).text())
}

/// One amount in full: `$450,000`, `2 percentage points`.
pub(crate) fn long(amount: &Amount, schema: &Schema) -> String {
    hours_and_minutes(amount).unwrap_or_else(|| piece(amount, schema, Style::Full).text())
}

/// A computed number in the unit of another amount, compact.
pub(crate) fn computed(value: Number, like: &Amount, schema: &Schema) -> String {
    short(&Amount::computed(value, like.unit.clone()), schema)
}

/// A range, compact, with the unit once where that reads back: `$450K–$650K`, `4–6 rounds`.
pub(crate) fn range(lo: &Amount, hi: &Amount, schema: &Schema) -> String {
    joined(lo, hi, schema, Style::Compact, "–")
}

/// A range with ` to ` between its ends.
pub(crate) fn range_to(lo: &Amount, hi: &Amount, schema: &Schema, style: Style) -> String {
    joined(lo, hi, schema, style, " to ")
}

fn joined(lo: &Amount, hi: &Amount, schema: &Schema, style: Style, joint: &str) -> String {
    let pieces = |style| (piece(lo, schema, style), piece(hi, schema, style));
    let (mut a, mut b) = pieces(style);
    if a.digits.scale.is_empty() != b.digits.scale.is_empty() {
        // A scale would flow to the left.
        (a, b) = pieces(Style::Full);
    }
    let signed = lo.value.is_negative() || a.before.starts_with('+');
    let joint = if signed || b.before.starts_with('-') { " to " } else { joint };
    let unit = |p: &Piece| p.after.trim_end_matches('s').to_string();
    let shared = unit(&a) == unit(&b)
        && !signed
        && matches!(
            lo.unit,
            Unit::Percent | Unit::Points | Unit::Time(_) | Unit::Count(_) | Unit::Times | Unit::Clock(_)
        );
    if shared {
        format!("{}{joint}{}", a.head(), b.text())
    } else if a.after.trim() != b.after.trim() && joint == "–" && a.after.starts_with(' ') {
        format!("{} to {}", a.text(), b.text())
    } else {
        format!("{}{joint}{}", a.text(), b.text())
    }
}
