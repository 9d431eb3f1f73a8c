//! Mutants of values.
//!
//! In: a stored value and its schema. Out: other values that the attribute could have, each with the name of the change.
//! Which of them a claim ought to notice is the caller's to decide.

use crate::value::{
    Amount, Date, Distribution, Kind, Number, Part, Schema, Shape, Stat, Stored, Unit, point,
};

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
    let whole = matches!(schema.kind, Kind::Count | Kind::Ordinal | Kind::Time | Kind::Level);
    if whole || a.value.is_zero() {
        let step = if whole || a.last_digit.is_zero() { a.unit.factor() } else { a.last_digit.clone() };
        push("+1", moved(&a.value + &step));
        push("-1", moved(&a.value - &step));
    }
    if !matches!(schema.kind, Kind::Ordinal | Kind::Time | Kind::Level) {
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
    if date.is_open() {
        return Vec::new();
    }
    let unit = date.precision();
    let named = |by: i32, word: &str| shifted(date, by).map(|d| (format!("one {unit} {word}"), d));
    [named(1, "later"), named(-1, "earlier")].into_iter().flatten().collect()
}

fn shifted(date: &Date, by: i32) -> Option<Date> {
    let Part::Day(month, day) = date.part else {
        return date.neighbour(by);
    };
    let next = if by < 0 { day.checked_sub(1)? } else { day.checked_add(1)? };
    if date.is_yearly() {
        return Date::yearly(month, next);
    }
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
        Kind::Version => {
            let (head, last) = word.rsplit_once('.').unwrap_or(("", word));
            let next = last.parse::<u64>().map_or_else(|_| "1".to_owned(), |n| (n + 1).to_string());
            to("the next version", &if head.is_empty() { next } else { format!("{head}.{next}") })
        }
        Kind::Level => some_level(schema).into_iter().map(|s| ("a level".to_string(), s)).collect(),
        _ => to("another word", if word == "otherwise" { "elsewhere" } else { "otherwise" }),
    }
}

/// A level that exists.
fn some_level(schema: &Schema) -> Option<Shape> {
    if matches!(schema.unit, Unit::Rung(_)) {
        return Some(point(Amount::exact(Number::zero(), Number::one(), schema.unit.clone())).shape);
    }
    let letters = ('A'..='Z').map(String::from).chain(["IC".to_string()]);
    let found = letters.flat_map(|l| (1..=9_i64).map(move |n| (l.clone(), n)));
    let (letters, n) = found.into_iter().find(|(l, n)| schema.levels.admits(l, &n.to_string()))?;
    Some(point(Amount::exact(n.into(), Number::one(), Unit::Level(letters))).shape)
}

/// Whether the attribute could have the value.
fn possible(shape: &Shape, schema: &Schema) -> bool {
    let fits = |a: &Amount| match (&a.unit, schema.kind) {
        (Unit::Level(letters), _) => schema.levels.admits(letters, &a.value.to_string()),
        (Unit::Rung(ladder), _) => ladder.name(&a.value).is_some(),
        (_, Kind::Time) => !a.value.is_negative() && a.value < Number::from(24 * 60),
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
