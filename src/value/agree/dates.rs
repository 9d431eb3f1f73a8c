//! Agreement of dates.
//!
//! In: a date or range of dates as stated, and a stored one. Out: how it was matched, or why not. A date
//! is the span of days it may mean: a coarser wording is supported, a finer one is invented precision. A day without a
//! year is that day of the fact's year, or a day of every year, as the fact is.

use super::{Case, Outcome, Reason, Refusal};
use crate::value::error::quote;
use crate::value::grammar::{WEEKDAYS, weekday};
use crate::value::{Bound, Core, Date, Hedge, Shape, Stated, Stored, write};

/// Decides a claim that is a date.
pub(crate) fn judge(stored: &Stored, case: &Case) -> Outcome {
    let stated = case.stated;
    let fact = write::fact(stored, case.schema);
    let core = quote(&stated.text, &stated.core_span);
    match (&in_year_of(&stored.shape, &fact, case)?, &stored.shape) {
        (Core::Date(c), Shape::Date(f)) if stated.bound == Bound::None => date_in_date(c, f, case),
        (Core::Date(c), Shape::Date(f)) => bound(c, f.first_day(), f.last_day(), &fact, case),
        (Core::Date(c), Shape::Dates(a, b)) if stated.bound != Bound::None => {
            bound(c, a.first_day(), b.last_day(), &fact, case)
        }
        // "registration is open in March": all of its days are days of that month.
        (Core::Date(c), Shape::Dates(a, b))
            if matches!(stated.hedge, Hedge::None | Hedge::Exactly)
                && c.first_day() <= a.first_day()
                && b.last_day() <= c.last_day() =>
        {
            Ok(format!("{fact} lies in {c}"))
        }
        (Core::Date(_), Shape::Dates(..)) => {
            let message = format!("{core} is one date, the fact is {fact}");
            Err(Refusal::new(Reason::PointForRange, message))
        }
        (Core::Dates(a, b), Shape::Date(f)) => {
            if a.first_day() <= f.first_day() && f.last_day() <= b.last_day() {
                return Ok(format!("{f} lies in {a} to {b}"));
            }
            let message = format!("prose says {core}, the fact is {fact}");
            Err(Refusal::new(Reason::ValueMismatch, message))
        }
        (Core::Dates(a, b), Shape::Dates(c, d)) => ends([a, b], [c, d], case),
        _ => {
            let message = format!("{core} is a date, the fact is {fact}");
            Err(Refusal::new(Reason::UnitMismatch, message))
        }
    }
}

/// What is stated, in the year of the fact where the words name none.
fn in_year_of(shape: &Shape, fact: &str, case: &Case) -> Result<Core, Refusal> {
    let stated = case.stated;
    let core = quote(&stated.text, &stated.core_span);
    let refused = |reason, message| Err(Refusal::new(reason, message));
    let (Shape::Date(first) | Shape::Dates(first, _)) = shape else { return Ok(stated.core.clone()) };
    let last = if let Shape::Dates(_, last) = shape { last } else { first };
    let wraps = first.is_yearly() && last.year > first.year;
    if wraps && stated.bound != Bound::None && !is_own_end(stated, first, last) {
        let message = format!("{core}: the fact is {fact}, over the end of the year");
        return refused(Reason::BoundViolated, message);
    }
    let yearly = matches!(&stated.core, Core::Date(date) | Core::Dates(date, _) if date.is_yearly());
    if !yearly && first.is_yearly() {
        let message = format!("{core}: the fact is {fact} of every year, which names no year");
        return refused(Reason::InventedPrecision, message);
    }
    if !yearly {
        return Ok(stated.core.clone());
    }
    let says = |words: &[&str]| says(&stated.text, words);
    // "1 November of the year you apply", "1 November is not the deadline"
    let relative = says(&["year", "years"]) && !says(&EVERY);
    let denied = stated.bound == Bound::None && says(&["not", "isn"]) || stated.text.contains('±');
    if relative || denied {
        return refused(Reason::ValueMismatch, format!("{core}: the words beside it make it another day"));
    }
    let other = says(&OTHER);
    let on_weekday = says(&WEEKDAYS);
    if first.is_yearly() && !other && !on_weekday {
        return Ok(stated.core.clone());
    }
    if !first.is_yearly() && says(&EVERY) {
        let message = format!("{core} is said of every year, the fact is {fact}");
        return refused(Reason::ValueMismatch, message);
    }
    // Of a span that is open, or that runs over the end of a year, a bound is about one end.
    let year = match stated.bound {
        _ if first.is_open() => last.year,
        Bound::AtMost | Bound::LessThan if !last.is_open() => last.year,
        _ => first.year,
    };
    let one = first.year == last.year || stated.bound != Bound::None;
    let moved = |date: &Date| date.in_year(year);
    let in_year = match &stated.core {
        Core::Date(date) if one => moved(date).map(Core::Date),
        Core::Dates(from, to) => moved(from).zip(moved(to)).map(|(from, to)| Core::Dates(from, to)),
        _ => None,
    };
    let is_own = |core: &Core| matches!(core, Core::Date(date) if is_on_weekday(&stated.text, date));
    match in_year.filter(|core| !other && (!on_weekday || is_own(core))) {
        Some(core) => Ok(core),
        None => refused(Reason::ValueMismatch, format!("{core} names no year, the fact is {fact}")),
    }
}

/// Words that make a day one of every year, before or after "year".
const EVERY: [&str; 5] = ["every", "each", "annually", "annual", "yearly"];
/// Words that make the year of a day another one than that which is spoken of.
const OTHER: [&str; 28] = [
    "last",
    "next",
    "previous",
    "following",
    "preceding",
    "prior",
    "coming",
    "past",
    "other",
    "second",
    "third",
    "two",
    "three",
    "four",
    "five",
    "even",
    "odd",
    "leap",
    "alternate",
    "biennially",
    "biennial",
    "only",
    "except",
    "exclusive",
    "never",
    "nearest",
    "unless",
    "but",
];

/// Whether a bound names the end of a span on its own side: "from 20 December", "until 6 January".
fn is_own_end(stated: &Stated, first: &Date, last: &Date) -> bool {
    let Core::Date(date) = &stated.core else { return false };
    match stated.bound {
        Bound::AtLeast => date.part == first.part,
        Bound::AtMost => date.part == last.part,
        _ => false,
    }
}

/// Whether the only weekday of a wording is that of a day.
fn is_on_weekday(text: &str, date: &Date) -> bool {
    let own = weekday(date.first_day());
    let named = |name: &str| says(text, &[name]);
    date.coarseness() == 0 && (0..).zip(WEEKDAYS).all(|(number, name)| named(name) == (number == own))
}

/// Whether a wording says one of some words.
fn says(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| words.iter().any(|w| w.eq_ignore_ascii_case(word)))
}

fn date_in_date(c: &Date, f: &Date, case: &Case) -> Outcome {
    let core = quote(&case.stated.text, &case.stated.core_span);
    if holds(c, f, case.stated.hedge) {
        let how = match case.stated.hedge {
            _ if c == f => format!("both are {f}"),
            Hedge::None | Hedge::Exactly => format!("{f} lies in {c}"),
            _ if holds(c, f, Hedge::None) => format!("{f} lies in {c}"),
            _ => format!("{f} is next to {c}"),
        };
        return Ok(how);
    }
    let finer = f.first_day() <= c.first_day() && c.last_day() <= f.last_day();
    if finer && c.coarseness() < f.coarseness() {
        let message = format!("{core}: the fact is known only to the {}", f.precision());
        return Err(Refusal::new(Reason::InventedPrecision, message));
    }
    let message = format!("prose says {core}, the fact is {f}");
    Err(Refusal::new(Reason::ValueMismatch, message))
}

/// Whether every day of the fact is a day of the claim. A hedge adds one unit on either side.
fn holds(c: &Date, f: &Date, hedge: Hedge) -> bool {
    let one_day = i64::from(c.coarseness() == 0);
    let early = c.neighbour(-1).map_or(c.first_day(), |d| d.first_day()) - one_day;
    let late = c.neighbour(1).map_or(c.last_day(), |d| d.last_day()) + one_day;
    let (first, last) = match hedge {
        Hedge::None | Hedge::Exactly => (c.first_day(), c.last_day()),
        Hedge::Nearly => (early, c.first_day() - 1),
        Hedge::JustOver => (c.last_day() + 1, late),
        Hedge::About => (early, late),
    };
    first <= f.first_day() && f.last_day() <= last
}

fn bound(c: &Date, first: i64, last: i64, fact: &str, case: &Case) -> Outcome {
    let (ok, words) = match case.stated.bound {
        Bound::LessThan => (last < c.first_day(), "before"),
        Bound::AtMost => (last <= c.last_day(), "not after"),
        Bound::MoreThan => (first > c.last_day(), "after"),
        Bound::AtLeast => (first >= c.first_day(), "not before"),
        Bound::None => (true, "in"),
    };
    if ok {
        return Ok(format!("{fact} is {words} {c}"));
    }
    let claim = quote(&case.stated.text, &case.stated.span);
    let message = format!("{claim}: the fact is {fact}, which is not surely {words} {c}");
    Err(Refusal::new(Reason::BoundViolated, message))
}

fn ends(claim: [&Date; 2], fact: [&Date; 2], case: &Case) -> Outcome {
    for (i, name) in ["lower", "upper"].into_iter().enumerate() {
        if !holds(claim[i], fact[i], case.stated.hedge) {
            let message = format!("{name} end: prose says `{}`, the fact is {}", claim[i], fact[i]);
            let finer = claim[i].coarseness() < fact[i].coarseness();
            let reason = if finer { Reason::InventedPrecision } else { Reason::RangeEndMismatch };
            return Err(Refusal::new(reason, message));
        }
    }
    Ok("both ends match".to_string())
}
