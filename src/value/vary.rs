//! Mutants: values and wordings that differ from the original in one known way.
//!
//! In: a stored value and its schema, or a text and the bytes of a figure in it. Out: the changed values with
//! the name of each change, or the changed texts. They try the checker: a claim that survives every mutant of
//! its fact says nothing about it. Which mutants a claim ought to notice is the caller's to decide; a mutant
//! of a wording may be one that nobody can read.

use super::date::{Date, Part};
use super::kind::{Kind, Stat};
use super::lex::{DigitRun, MAX_BYTES, TokenKind};
use super::number::{Number, group};
use super::numeral::number_words;
use super::phrases::next_number_word;
use super::scan::{Expected, Scanner};
use super::schema::Schema;
use super::small::{ordinal_ending, ordinal_words};
use super::stated::Amount;
use super::stored::{Distribution, Shape, Stored};
use super::summary::point;
use super::unit::Unit;
use std::ops::Range;

/// The factors a number is multiplied by, with their names.
const FACTORS: [(&str, i64, i64); 4] = [("×1.5", 3, 2), ("÷1.5", 2, 3), ("×2", 2, 1), ("÷2", 1, 2)];

/// The mutants of a value, each with the name of the change: `×1.5`, `upper end ÷2`, `+1`, `median ×2`,
/// `one month later`, `other sign`, `flipped`, `another value`. No mutant equals the original or another
/// mutant; each is a value that the attribute could have.
#[must_use]
pub fn variants(stored: &Stored, schema: &Schema) -> Vec<(String, Stored)> {
    let mut out: Vec<(String, Stored)> = Vec::new();
    let original = stored.shape_value();
    for (name, shape) in shapes(&stored.shape, schema) {
        let mutant = Stored { shape, literal: None, approximate: stored.approximate };
        let value = mutant.shape_value();
        let new = value != original && out.iter().all(|(_, other)| other.shape_value() != value);
        if new && possible(&mutant.shape, schema) {
            out.push((name, mutant));
        }
    }
    out
}

fn shapes(shape: &Shape, schema: &Schema) -> Vec<(String, Shape)> {
    match shape {
        Shape::Point(a) => each(a, schema, &Shape::Point),
        Shape::AtLeast(a, strict) => each(a, schema, &|a| Shape::AtLeast(a, *strict)),
        Shape::AtMost(a, strict) => each(a, schema, &|a| Shape::AtMost(a, *strict)),
        Shape::Range(a, b) => ranges(a, b, schema),
        Shape::Distribution(d) => distributions(d, schema),
        Shape::Date(d) => shifts(d).into_iter().map(|(name, d)| (name, Shape::Date(d))).collect(),
        Shape::Dates(a, b) => {
            let first = shifts(a).into_iter().map(|(n, d)| (format!("start {n}"), Shape::Dates(d, *b)));
            let last = shifts(b).into_iter().map(|(n, d)| (format!("end {n}"), Shape::Dates(*a, d)));
            first.chain(last).collect()
        }
        Shape::Word(word) => words(word, schema),
    }
}

/// The mutants of one number, put into a shape.
fn each(a: &Amount, schema: &Schema, shape: &dyn Fn(Amount) -> Shape) -> Vec<(String, Shape)> {
    let mut out: Vec<_> = numbers(a, schema).into_iter().map(|(name, a)| (name, shape(a))).collect();
    if schema.kind == Kind::Level
        && let (Shape::Point(_), Some(_)) = (shape(a.clone()), schema.levels.none.first())
    {
        out.push(("no levels".to_string(), Shape::Word("none".to_string())));
    }
    out
}

fn numbers(a: &Amount, schema: &Schema) -> Vec<(String, Amount)> {
    let mut out = Vec::new();
    let mut push = |name: &str, amount: Amount| out.push((name.to_string(), amount));
    let moved = |value: Number| Amount { value, spread: None, ..a.clone() };
    let whole = matches!(schema.kind, Kind::Count | Kind::Ordinal | Kind::Level);
    if whole || a.value.is_zero() {
        let step = if whole || a.last_digit.is_zero() { a.unit.factor() } else { a.last_digit.clone() };
        push("+1", moved(&a.value + &step));
        push("-1", moved(&a.value - &step));
    }
    if !matches!(schema.kind, Kind::Ordinal | Kind::Level) {
        for (name, n, d) in FACTORS {
            push(name, scaled(a, n, d, schema.kind));
        }
    }
    if matches!(schema.kind, Kind::Change | Kind::PercentagePoint) {
        push("other sign", moved(-&a.value));
    }
    out
}

/// The amount times `n / d`, with up to three more digits than were written. Whole counts stay whole.
fn scaled(a: &Amount, n: i64, d: i64, kind: Kind) -> Amount {
    let exact = (&a.value * &Number::from(n)).over(d);
    let at = |value, last_digit| Amount { value, last_digit, spread: None, ..a.clone() };
    if kind == Kind::Count && a.value.is_integer() {
        return at(exact.round_to(&Number::one()), a.last_digit.clone());
    }
    let finer = |places: i32| &a.last_digit * &Number::pow10(-places);
    let step = (0..3).map(finer).find(|step| exact.round_to(step) == exact).unwrap_or_else(|| finer(3));
    at(if step.is_zero() { exact } else { exact.round_to(&step) }, step)
}

/// Both ends together, then each end alone.
fn ranges(a: &Amount, b: &Amount, schema: &Schema) -> Vec<(String, Shape)> {
    let (low, high) = (numbers(a, schema), numbers(b, schema));
    let turned = |name: &str| name == "other sign";
    let both = low.iter().zip(&high).map(|((name, x), (_, y))| {
        let (x, y) = if turned(name) { (y, x) } else { (x, y) };
        (name.clone(), Shape::Range(x.clone(), y.clone()))
    });
    let lower = low.iter().map(|(name, x)| (format!("lower end {name}"), Shape::Range(x.clone(), b.clone())));
    let upper =
        high.iter().map(|(name, y)| (format!("upper end {name}"), Shape::Range(a.clone(), y.clone())));
    both.chain(lower).chain(upper).collect()
}

fn distributions(d: &Distribution, schema: &Schema) -> Vec<(String, Shape)> {
    let mut out = Vec::new();
    // One statistic alone can seldom move far without leaving its place among the others.
    for (factor, ..) in FACTORS {
        let scaled = |(stat, a): &(Stat, Amount)| {
            let own = numbers(a, schema).into_iter().find(|(name, _)| name == factor);
            own.map(|(_, mutant)| (*stat, mutant))
        };
        if let Some(parts) = d.parts.iter().map(scaled).collect::<Option<Vec<_>>>() {
            out.push((format!("all {factor}"), Shape::Distribution(Distribution { parts, ..d.clone() })));
        }
    }
    for (i, (stat, a)) in d.parts.iter().enumerate() {
        for (name, mutant) in numbers(a, schema) {
            let mut all = d.clone();
            if let Some(part) = all.parts.get_mut(i) {
                part.1 = mutant;
            }
            out.push((format!("{} {name}", stat.name()), Shape::Distribution(all)));
        }
    }
    if let Some(n) = &d.n {
        let double = Amount { value: &n.value * &Number::from(2), ..n.clone() };
        // The text of a distribution does not tell its `n`, so the name does.
        let name = format!("{} ×2 ({})", Stat::Count.name(), double.value.grouped());
        let all = Distribution { n: Some(double), ..d.clone() };
        out.push((name, Shape::Distribution(all)));
    }
    out
}

/// The date one unit of its precision earlier and later.
fn shifts(date: &Date) -> Vec<(String, Date)> {
    let unit = date.precision();
    let named = |by: i32, word: &str| shifted(date, by).map(|d| (format!("one {unit} {word}"), d));
    [named(1, "later"), named(-1, "earlier")].into_iter().flatten().collect()
}

fn shifted(date: &Date, by: i32) -> Option<Date> {
    let Part::Day(month, day) = date.part else {
        return date.neighbour(by);
    };
    let next = if by < 0 { day.checked_sub(1)? } else { day.checked_add(1)? };
    if let Some(near) = Date::new(date.year, Part::Day(month, next)) {
        return Some(near);
    }
    let other = Date::new(date.year, Part::Month(month))?.neighbour(by)?;
    let Part::Month(m) = other.part else { return None };
    let days: &[u8] = if by < 0 { &[31, 30, 29, 28] } else { &[1] };
    days.iter().find_map(|d| Date::new(other.year, Part::Day(m, *d)))
}

fn words(word: &str, schema: &Schema) -> Vec<(String, Shape)> {
    let to = |name: &str, word: &str| vec![(name.to_string(), Shape::Word(word.to_string()))];
    match schema.kind {
        Kind::Boolean => to("flipped", if word == "true" { "false" } else { "true" }),
        Kind::Enum if !schema.values.is_empty() => schema
            .values
            .iter()
            .filter(|v| v.id != word)
            .map(|v| (format!("`{}`", v.id), Shape::Word(v.id.clone())))
            .collect(),
        Kind::Level => some_level(schema).into_iter().map(|s| ("a level".to_string(), s)).collect(),
        _ => to("another word", if word == "otherwise" { "elsewhere" } else { "otherwise" }),
    }
}

/// A level that exists.
fn some_level(schema: &Schema) -> Option<Shape> {
    let letters = ('A'..='Z').map(String::from).chain(["IC".to_string()]);
    let found = letters.flat_map(|l| (1..=9_i64).map(move |n| (l.clone(), n)));
    let (letters, n) = found.into_iter().find(|(l, n)| schema.levels.admits(l, &n.to_string()))?;
    Some(point(Amount::exact(n.into(), Number::one(), Unit::Level(letters))).shape)
}

/// Whether the attribute could have the value.
fn possible(shape: &Shape, schema: &Schema) -> bool {
    let fits = |a: &Amount| match (&a.unit, schema.kind) {
        (Unit::Level(letters), _) => schema.levels.admits(letters, &a.value.to_string()),
        (_, Kind::Ordinal) => a.value >= Number::one(),
        (Unit::Score(max), _) => a.value <= *max && !a.value.is_negative(),
        (_, Kind::Change | Kind::PercentagePoint) => true,
        _ => !a.value.is_negative(),
    };
    match shape {
        Shape::Point(a) | Shape::AtLeast(a, _) | Shape::AtMost(a, _) => fits(a),
        Shape::Range(a, b) => a.value < b.value && fits(a) && fits(b),
        Shape::Distribution(d) => d.parts.iter().all(|(_, a)| fits(a)) && ordered(d),
        Shape::Dates(a, b) => a != b && a.first_day() <= b.last_day(),
        Shape::Date(_) | Shape::Word(_) => true,
    }
}

/// Whether the percentiles rise, the median among them; a mean may lie anywhere.
fn ordered(d: &Distribution) -> bool {
    let rank = |stat: Stat| match stat {
        Stat::Percentile(p) => Some(p),
        Stat::Median => Some(50),
        _ => None,
    };
    let mut ranks: Vec<_> = d.parts.iter().filter_map(|(s, a)| Some((rank(*s)?, &a.value))).collect();
    ranks.sort_by_key(|(rank, _)| *rank);
    ranks.windows(2).all(|pair| pair[0].1 <= pair[1].1)
}

/// A number in a text: its bytes in the text, and what to write instead.
struct Change {
    span: Range<usize>,
    /// Half as much again; `None` for years, days, scores and words.
    more: Option<String>,
    /// One more in the last written digit, or the next word.
    next: String,
}

/// The text with the number of one figure changed. `found` are the bytes of the figure, as
/// [`figures`](super::figures()) or [`Stated`](super::Stated) give them. First all numbers in digits half as
/// large again, to the same number of decimals; then each number in turn one more in its last written digit,
/// or the next word for it. A figure without a number ("higher") gives nothing.
#[must_use]
pub fn vary_wording(text: &str, found: Range<usize>) -> Vec<String> {
    let Some(figure) = text.get(found.clone()).filter(|f| f.len() <= MAX_BYTES) else {
        return Vec::new();
    };
    let changes: Vec<Change> = changes(figure)
        .into_iter()
        .map(|c| Change { span: c.span.start + found.start..c.span.end + found.start, ..c })
        .collect();
    let more = changes.iter().filter_map(|c| Some((c.span.clone(), c.more.as_deref()?)));
    let mut out = vec![patched(text, more)];
    out.extend(changes.iter().map(|c| patched(text, [(c.span.clone(), c.next.as_str())].into_iter())));
    let mut seen: Vec<String> = Vec::new();
    for mutant in out {
        if mutant != text && !seen.contains(&mutant) {
            seen.push(mutant);
        }
    }
    seen
}

/// The text with some spans replaced, from left to right.
fn patched<'a>(text: &str, patches: impl Iterator<Item = (Range<usize>, &'a str)>) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (span, new) in patches {
        out.push_str(text.get(at..span.start).unwrap_or(""));
        out.push_str(new);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

fn changes(figure: &str) -> Vec<Change> {
    let scanner = Scanner::new(figure, Expected::default());
    let mut out = Vec::new();
    let mut i = 0;
    while i < scanner.tokens.len() {
        if let Ok(Some((_, end))) = scanner.date(i) {
            out.extend((i..end).filter_map(|k| in_date(&scanner, k)));
            i = end.max(i + 1);
            continue;
        }
        match scanner.token(i) {
            Some(TokenKind::Number(n)) => {
                out.extend(digits(&scanner, i, n));
                i += 1;
            }
            Some(TokenKind::Word) => {
                let (change, end) = word(&scanner, i);
                out.extend(change);
                i = end.max(i + 1);
            }
            _ => i += 1,
        }
    }
    let number = |c: &Change| !["a", "an"].iter().any(|w| figure[c.span.clone()].eq_ignore_ascii_case(w));
    if out.iter().any(number) {
        out.retain(number);
    }
    out
}

/// A number in digits; years and scores only move by one, and the maximum of a score does not.
fn digits(scanner: &Scanner, i: usize, n: &DigitRun) -> Option<Change> {
    let value = n.value().filter(|_| n.fault.is_none() && n.quarters == 0)?;
    let maximum = |k: usize| {
        scanner.symbol(k, '/') || (scanner.is_word(k, "of") && k > 0 && scanner.is_word(k - 1, "out"))
    };
    if i.checked_sub(1).is_some_and(maximum) {
        return None;
    }
    let score = scanner.symbol(i + 1, '/') || (scanner.is_word(i + 1, "out") && scanner.is_word(i + 2, "of"));
    let token = scanner.tokens.get(i)?;
    let places = n.fraction.len();
    let grouped = scanner.text.get(token.start..token.end)?.contains(',');
    let ordinal = scanner.ordinal_suffix(i + 1);
    let end = ordinal.map_or(token.end, |_| scanner.tokens[i + 1].end);
    let written = |value: &Number| {
        let plain = value.fixed(places);
        let ending = value.fixed(0).parse().map_or("th", ordinal_ending);
        let digits = if grouped || (n.whole.len() <= 3 && value >= &Number::from(10_000)) {
            group(&plain)
        } else {
            plain
        };
        if ordinal.is_some() { format!("{digits}{ending}") } else { digits }
    };
    let half_more = (&value * &Number::from(3)).over(2);
    Some(Change {
        span: token.start..end,
        more: (!score && scanner.year(i).is_none()).then(|| written(&half_more)),
        next: written(&(&value + &n.last_digit())),
    })
}

/// A number of a date: the year one later, the day, month or quarter one earlier, so that it exists.
fn in_date(scanner: &Scanner, i: usize) -> Option<Change> {
    let Some(TokenKind::Number(n)) = scanner.token(i) else { return None };
    let token = scanner.tokens.get(i)?;
    let small = n.small()?;
    let next = if small > 31 || small == 1 { small + 1 } else { small.saturating_sub(1) };
    let ordinal = scanner.ordinal_suffix(i + 1);
    let end = ordinal.map_or(token.end, |_| scanner.tokens[i + 1].end);
    let ending = ordinal.map_or("", |_| ordinal_ending(next));
    let width = n.whole.len();
    Some(Change { span: token.start..end, more: None, next: format!("{next:0width$}{ending}") })
}

/// A number in words: the next one.
fn word(scanner: &Scanner, i: usize) -> (Option<Change>, usize) {
    let change = |end: usize, next: String| {
        let span = scanner.bytes(&(i..end));
        let capital = scanner.text[span.clone()].starts_with(char::is_uppercase);
        let next = if capital { crate::text::capitalized(&next) } else { next };
        (Some(Change { span, more: None, next }), end)
    };
    if let Some((n, end)) = scanner.small(i) {
        return change(end, number_words(n + 1));
    }
    if let Some((n, end)) = scanner.ordinal_word(i) {
        return change(end, ordinal_words(n + 1));
    }
    let article = |k: usize| scanner.is_word(k, "a") || scanner.is_word(k, "an");
    if scanner.is_word(i, "half") && article(i + 1) {
        return change(i + 2, scanner.word(i + 1).unwrap_or("a").to_string());
    }
    if article(i) && scanner.is_word(i + 1, "half") {
        return (None, i + 2);
    }
    if article(i) {
        return change(i + 1, "two".to_string());
    }
    let word = scanner.word(i).unwrap_or("");
    match next_number_word(word) {
        Some(next) => change(i + 1, next.to_string()),
        None => (None, i + 1),
    }
}
