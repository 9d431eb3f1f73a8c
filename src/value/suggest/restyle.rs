//! Numbers and figures in the style of another figure.
//!
//! In: an amount as stated and one to write. Out: the bytes to replace and what to put there: words for words,
//! ordinals for ordinals, digits with no more decimals than the fact, nouns and articles that fit. Where the
//! style cannot hold the number there is nothing. Whether the result is true is judged in `wording`.

use crate::value::grammar::{multiple_words, number_words, ordinal_ending, ordinal_words};
use crate::value::quantity::group;
use crate::value::write::amount;
use crate::value::{
    Amount, Bound, Date, Form, Kind, Number, Schema, Shape, Stated, Stored, Unit, plural, singular, write,
};
use std::ops::Range;

/// Bytes of the wording, and what stands there instead.
pub(crate) type Patch = (Range<usize>, String);

/// How many decimals more than the author's a number may have.
const FINER: i32 = 3;

/// The writings of `v` in the place and style of `x`, the author's last digit first, then finer ones.
pub(crate) fn numbers(x: &Amount, v: &Amount, stated: &Stated) -> Vec<Vec<Patch>> {
    let Some((old, style)) = in_style(x, v, stated) else {
        return Vec::new();
    };
    let texts: Vec<(String, bool)> = match (&x.unit, old) {
        (Unit::Ordinal, old) => ordinal(&style, old).into_iter().map(|t| (t, false)).collect(),
        (Unit::Times, old) if in_letters(x, stated) && x.notation.number == x.notation.span => {
            multiple(&style, old).into_iter().map(|t| (t, false)).collect()
        }
        (_, old) if in_letters(x, stated) => {
            let n = rounded(&style.value, &Number::one(), stated, v);
            let near = stated.bound == Bound::None || close(&n, &style.value);
            if near { spelled(&n, old) } else { Vec::new() }
        }
        _ => digits(x, v, &style, stated, old),
    };
    let with_nouns = |(text, one): (String, bool)| {
        let mut all = vec![(x.notation.number.clone(), text.clone())];
        all.extend(noun(x, one, &style.old, stated));
        all.extend(article(x.notation.number.start, &text, &stated.text));
        all
    };
    texts.into_iter().map(with_nouns).collect()
}

/// Whether an amount was written in words; `L5` and `3rd` are not.
fn in_letters(x: &Amount, stated: &Stated) -> bool {
    let text = stated.text.get(x.notation.number.clone()).unwrap_or("");
    x.notation.spelled && !text.contains(|c: char| c.is_ascii_digit())
}

/// A value in the scale and unit in which the author wrote.
struct AuthorScale {
    value: Number,
    /// The author's own number.
    old: Number,
    /// The worth of the author's last digit.
    digit: Number,
    /// The worth of the fact's last digit; zero when it was computed.
    known: Number,
    /// Whether the fact is in another unit of time.
    crossed: bool,
}

fn in_style<'t>(x: &Amount, v: &Amount, stated: &'t Stated) -> Option<(&'t str, AuthorScale)> {
    let old = stated.text.get(x.notation.number.clone()).filter(|old| !old.is_empty())?;
    // A length of several units has no one number.
    let compound = matches!(x.unit, Unit::Time(_))
        && !x.notation.implied
        && x.notation.number.end == x.notation.span.end;
    if compound || !x.unit.same_base(&v.unit) {
        return None;
    }
    let worth = &Number::pow10(x.notation.scale) * &x.unit.factor();
    let per = |n: &Number| n.abs().checked_div(&worth);
    let style = AuthorScale {
        value: per(&v.value)?,
        old: per(&x.value)?,
        digit: per(&x.last_digit)?,
        known: per(&v.last_digit)?,
        crossed: x.unit != v.unit,
    };
    Some((old, style))
}

/// A number at a step; bounds are rounded away from the fact, so that they hold.
fn rounded(n: &Number, step: &Number, stated: &Stated, v: &Amount) -> Number {
    let lower = stated.bound.is_lower() != v.value.is_negative();
    match stated.bound {
        Bound::None => n.round_to(step),
        _ if lower => n.floor_to(step),
        _ => n.ceil_to(step),
    }
}

/// Whether a bound is near enough to the value to say something.
fn close(rounded: &Number, exact: &Number) -> bool {
    (rounded - exact).abs() <= exact.over(10) && (!rounded.is_zero() || exact.is_zero())
}

fn digits(x: &Amount, v: &Amount, style: &AuthorScale, stated: &Stated, old: &str) -> Vec<(String, bool)> {
    let grouped = old.contains(',') || !old.contains(|c: char| c.is_ascii_digit());
    let short = old.chars().filter(char::is_ascii_digit).count() < 4;
    let one = Number::one();
    let mut out: Vec<(String, bool)> = Vec::new();
    for places in 0..FINER {
        let step = &style.digit * &Number::pow10(-places);
        let step = if step.is_zero() { Number::pow10(-places) } else { step };
        let decimal = style.known.decimal_places().is_some();
        let step = if decimal { step.max(style.known.clone()) } else { step };
        let n = rounded(&style.value, &step, stated, v);
        let bounded = stated.bound != Bound::None;
        if (n.is_zero() && !style.value.is_zero()) || (bounded && !close(&n, &style.value)) {
            continue;
        }
        // $0.27K and $1,500K are another scale's; a unit that differs is kept only for whole numbers.
        let small = n < one && style.old >= one;
        let large = n >= Number::from(1000) && style.old < Number::from(1000);
        let scaled = x.notation.scale != 0 && (small || large);
        if scaled || (style.crossed && (places > 0 || (small && !n.is_integer()))) {
            continue;
        }
        // "$265K", not "$265.0K"; the zeros of a fact without a scale were written by its author.
        let exact = n == style.value && (style.known.is_zero() || x.notation.scale != 0);
        let shown = amount::digits(&n, if exact { &one } else { &step }, amount::Style::Bare, false).text;
        let text = if grouped || (short && n >= Number::from(1000)) { group(&shown) } else { shown };
        if out.iter().all(|(t, _)| *t != text) {
            out.push((text, n == one));
        }
    }
    out
}

/// Whole numbers in words; from one hundred on in digits, and after an article from eleven on.
fn spelled(n: &Number, old: &str) -> Vec<(String, bool)> {
    let article = ["a", "an"].iter().any(|w| w.eq_ignore_ascii_case(old));
    let Some(whole) = whole(n).filter(|whole| *whole > 0) else {
        return Vec::new();
    };
    let text =
        if whole > 99 || (article && whole > 10) { group(&n.to_string()) } else { number_words(whole) };
    vec![(text, whole == 1)]
}

fn whole(n: &Number) -> Option<i64> {
    n.is_integer().then(|| n.to_string().parse().ok()).flatten()
}

fn ordinal(style: &AuthorScale, old: &str) -> Option<String> {
    let n = whole(&style.value)?;
    let letters = old.contains(char::is_alphabetic);
    if !old.contains(|c: char| c.is_ascii_digit()) {
        return Some(ordinal_words(n));
    }
    let ending = u32::try_from(n).map_or("th", ordinal_ending);
    Some(if letters { format!("{n}{ending}") } else { n.to_string() })
}

fn multiple(style: &AuthorScale, old: &str) -> Option<String> {
    multiple_words(old, whole(&style.value)?)
}

/// The noun after the number in singular or plural, where the author's agreed with the author's number.
fn noun(x: &Amount, one: bool, old: &Number, stated: &Stated) -> Option<Patch> {
    let tail = x.notation.number.end..x.notation.span.end;
    let text = stated.text.get(tail.clone())?;
    let inflects = match x.unit {
        Unit::Time(_) | Unit::Count(_) => true,
        Unit::Points => text.to_ascii_lowercase().contains("point"),
        Unit::Money(_) => ["dollar", "euro", "pound"].iter().any(|w| text.to_ascii_lowercase().contains(w)),
        _ => false,
    };
    let phrase = text.trim();
    if !inflects || phrase.is_empty() || text.starts_with('-') || !phrase.ends_with(char::is_alphabetic) {
        return None;
    }
    let was_one = *old == Number::one();
    let single = singular(phrase) == phrase;
    let new = if *old <= Number::one() && single && !one && !after_article(x.notation.number.start, stated) {
        plural(phrase)
    } else if !was_one && !single && one {
        singular(phrase)
    } else {
        return None;
    };
    let start = tail.start + (text.len() - text.trim_start().len());
    Some((start..start + phrase.len(), new))
}

/// "a one week process": the noun serves as an adjective.
fn after_article(at: usize, stated: &Stated) -> bool {
    let word = stated.text.get(..at).unwrap_or("").split_whitespace().next_back().unwrap_or("");
    ["a", "an"].iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// The article before the number, where another sound asks for the other one.
pub(crate) fn article(at: usize, number: &str, text: &str) -> Option<Patch> {
    let before = text.get(..at)?;
    let head = before.strip_suffix(' ')?;
    let word = head.rsplit(' ').next().filter(|w| ["a", "an"].iter().any(|a| a.eq_ignore_ascii_case(w)))?;
    let vowel = number.starts_with('8')
        || ["11", "18"].iter().any(|n| number.starts_with(n) && number.len() == 2)
        || ["eight", "eleven"].iter().any(|n| number.starts_with(n));
    let new = if vowel { "an" } else { "a" };
    (!word.eq_ignore_ascii_case(new)).then(|| (head.len() - word.len()..head.len(), new.to_string()))
}

/// The fact itself in place of the stated figure; `None` where the author's style cannot hold it.
pub(crate) fn phrase(shape: &Shape, stated: &Stated, schema: &Schema) -> Option<String> {
    let stored = Stored { shape: shape.clone(), literal: None, approximate: false };
    let first = stated.amounts().first().copied()?;
    let core = stated.core_text();
    if first.notation.implied && schema.kind != Kind::Money {
        let text = write::format(&stored, schema, Form::Plain);
        return (!matches!(shape, Shape::AtLeast(..) | Shape::AtMost(..))).then_some(text);
    }
    let hyphen = core.rfind('-').is_some_and(|at| core[at + 1..].starts_with(char::is_alphabetic));
    if hyphen && matches!(first.unit, Unit::Time(_) | Unit::Count(_)) {
        return hyphened(shape, schema);
    }
    if stated.amounts().iter().any(|a| in_letters(a, stated)) {
        return in_words(shape, schema, &write::format(&stored, schema, Form::Range));
    }
    let text = write::format(&stored, schema, Form::Range);
    if stated.direction.is_some() {
        // The word gives the direction.
        return Some(text.replace('+', "").trim_start_matches('-').to_string());
    }
    Some(text)
}

/// A day as the author wrote one: `2025-03-04`, `4 March 2025`; `None` for the usual way.
pub(crate) fn date(date: &Date, old: &str) -> Option<String> {
    if old.chars().all(|c| c.is_ascii_digit() || c == '-') && old.contains('-') {
        return Some(date.iso());
    }
    let text = date.to_string();
    let (month, rest) = text.split_once(' ')?;
    let (day, year) = rest.split_once(", ")?;
    let first = old.starts_with(|c: char| c.is_ascii_digit()) && old.contains(char::is_alphabetic);
    first.then(|| format!("{day} {month} {year}"))
}

/// `8-week`, `3-to-5-week`.
fn hyphened(shape: &Shape, schema: &Schema) -> Option<String> {
    let pieces: Vec<_> =
        amounts(shape).into_iter().map(|a| amount::piece(a, schema, amount::Style::Compact)).collect();
    let (last, head) = pieces.split_last()?;
    let unit = singular(last.after.trim()).replace(' ', "-");
    let plain = |p: &amount::Piece| p.before.is_empty() && !p.digits.text.is_empty();
    let same = head.iter().all(|p| singular(p.after.trim()) == singular(last.after.trim()));
    let fits = same && !unit.is_empty() && pieces.iter().all(plain) && !is_bound(shape);
    let numbers: Vec<_> = pieces.iter().map(|p| format!("{}{}", p.digits.text, p.digits.scale)).collect();
    fits.then(|| format!("{}-{unit}", numbers.join("-to-")))
}

fn is_bound(shape: &Shape) -> bool {
    matches!(shape, Shape::AtLeast(..) | Shape::AtMost(..))
}

/// Whole numbers below one hundred in words: `four to six rounds`, `at least three months`.
fn in_words(shape: &Shape, schema: &Schema, text: &str) -> Option<String> {
    let pieces: Vec<_> =
        amounts(shape).into_iter().map(|a| amount::piece(a, schema, amount::Style::Full)).collect();
    let mut words = Vec::new();
    for piece in &pieces {
        let n: i64 = piece.digits.text.replace(',', "").parse().ok()?;
        let noun = piece.after.starts_with(' ') && piece.before.is_empty() && piece.digits.scale.is_empty();
        if !noun {
            return None;
        }
        words.push(if n > 99 { piece.digits.text.clone() } else { number_words(n) });
    }
    let last = pieces.last()?;
    let bound = ["at least ", "more than ", "at most ", "less than "].iter().find(|b| text.starts_with(**b));
    let same = pieces.first().is_some_and(|p| singular(p.after.trim()) == singular(last.after.trim()));
    same.then(|| format!("{}{}{}", bound.unwrap_or(&""), words.join(" to "), last.after))
}

/// The amounts that a shape writes.
fn amounts(shape: &Shape) -> Vec<&Amount> {
    match shape {
        Shape::Point(v) | Shape::AtLeast(v, _) | Shape::AtMost(v, _) => vec![v],
        Shape::Range(a, b) => vec![a, b],
        _ => Vec::new(),
    }
}
