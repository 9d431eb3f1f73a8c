//! Dates that are too vague to be supported, and precise enough to be wrong.
//!
//! In: a wording that names seasons, parts of a year or several months, and the date of a fact. Out: whether the date lies
//! in none of what the wording may mean: "the autumn term 2026" is no day in February, on either half of the earth. Says
//! yes only where each word is known.

use crate::value::quantity::{Part, month_named};
use crate::value::{Date, Shape, Stored};

/// Words that change nothing of the time.
const FILLERS: [&str; 24] = [
    "in",
    "during",
    "for",
    "the",
    "of",
    "and",
    "or",
    "at",
    "on",
    "term",
    "terms",
    "semester",
    "session",
    "sessions",
    "sitting",
    "sittings",
    "intake",
    "exam",
    "exams",
    "examination",
    "examinations",
    "series",
    "window",
    "both",
];

/// Parts of a year with the months that they may be, counted from January of the year: 0 is the December before.
const PARTS: [(&str, &[i32]); 14] = [
    ("spring", &[1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]),
    ("summer", &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15]),
    ("autumn", &[3, 4, 5, 6, 8, 9, 10, 11, 12]),
    ("fall", &[3, 4, 5, 6, 8, 9, 10, 11, 12]),
    ("winter", &[-1, 0, 1, 2, 3, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15]),
    ("michaelmas", &[9, 10, 11, 12]),
    ("hilary", &[1, 2, 3, 4]),
    ("trinity", &[4, 5, 6, 7]),
    ("early", &[1, 2, 3, 4, 5]),
    ("beginning", &[1, 2, 3, 4]),
    ("mid", &[4, 5, 6, 7, 8, 9]),
    ("middle", &[4, 5, 6, 7, 8, 9]),
    ("late", &[8, 9, 10, 11, 12]),
    ("end", &[9, 10, 11, 12]),
];

/// Whether a date lies outside everything that a vague wording may mean.
pub(crate) fn lies_elsewhere(text: &str, stored: &Stored) -> bool {
    let Shape::Date(date) = &stored.shape else { return false };
    let mut months: Vec<i32> = Vec::new();
    let mut year: Option<i32> = None;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        if FILLERS.contains(&word.as_str()) {
            continue;
        }
        if let Some((_, part)) = PARTS.iter().find(|(name, _)| *name == word) {
            // "early autumn 2026" is part of a part, and lies in the wider one.
            if months.is_empty() || part.len() > months.len() {
                months = part.to_vec();
            }
        } else if let Some(month) = month_named(&word) {
            months.push(i32::from(month));
        } else {
            match word.parse::<i32>() {
                Ok(number) if word.len() == 4 && year.is_none() => year = Some(number),
                _ => return false,
            }
        }
    }
    let Some(year) = year.filter(|_| !months.is_empty()) else { return false };
    let may_be = |month: &i32| {
        let of_year = year + (month - 1).div_euclid(12);
        let number = u8::try_from((month - 1).rem_euclid(12) + 1).unwrap_or(1);
        // A month that is no date is never the one.
        Date::new(of_year, Part::Month(number))
            .is_some_and(|whole| whole.first_day() <= date.last_day() && date.first_day() <= whole.last_day())
    };
    !months.iter().any(may_be)
}
