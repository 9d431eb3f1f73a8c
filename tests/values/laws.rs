//! Laws of the value module, tried on generated texts and values.
//!
//! In: nothing. Out: a failing example, shrunk, when a law does not hold. The laws: no text panics; byte ranges
//! lie in the text on character boundaries; what is written reads back; every value supports its own text;
//! agreement is monotone in the tolerance; a repair reads; a mutant differs from its original and reads back; reading takes
//! linear time.

use prepress::value::{
    Form, Kind, LevelPattern, Lexicon, Number, Options, Schema, Shape, Stored, agree, compare, conflict,
    figures, format, from_parts, hedges_after, hedges_before, read_comparison, read_stored, read_wording,
    variants, vary_wording,
};
use proptest::prelude::*;

fn schemas() -> Vec<Schema> {
    let make = |kind, unit| Schema::new(kind, unit).expect("a schema");
    vec![
        make(Kind::Money, Some("USD/year")),
        make(Kind::Percent, None),
        make(Kind::PercentagePoint, None),
        make(Kind::Change, None),
        make(Kind::Ratio, None),
        make(Kind::Duration, Some("week")),
        make(Kind::Count, Some("round")),
        make(Kind::Ordinal, None),
        make(Kind::Scale, Some("5")),
        make(Kind::Date, None),
        make(Kind::Time, None),
        make(Kind::Time, Some("ET")),
        make(Kind::Level, None).with_levels(LevelPattern::parse("[LPE]\\d{1,2}").expect("a pattern")),
        make(Kind::Boolean, None),
        make(Kind::Enum, None),
        make(Kind::Text, None),
    ]
}

/// What the grammar knows, and some of what it does not.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "9:30", "am", "p.m.", "noon", "midnight", "ET", "UTC+1", "o'clock", "until", "half past", "tonight",
    "$", "€", "US$", "USD", "450", "650", "4", "6", "1.5", "1,200", "45,00", "½", "K", "k", "M",
    "bn", "%", "percent", "pp", "bps", "x", "×", "times", "weeks", "week", "hour", "minutes",
    "months", "years", "business days", "rounds", "round", "-", "--", "–", "—", "\u{2011}", "−",
    "to", "between", "and", "or", "from", "about", "~", "nearly", "just over", "at least",
    "no more than", "over", "up to", "exactly", "or so", "-ish", "+", "higher", "lower", "more",
    "twice", "half", "a", "an", "half an", "a dozen", "four", "six", "twenty-one", "hundred",
    "million", "first", "3rd", "4.2/5", "24/7", "L5", "P8", "Q1", "2025", "June", "14", "median",
    "average", "p25", "25th percentile", "per", "/", "year", ".", ",", ":", "(", ")", "\u{00A0}",
    "\u{202F}", "\u{200B}", "１２", "％", "é", "🎉", "⅓", "not", "no", "yes", "cash", "the", "of",
    "in", "than", "zero", "-5", "'", "_", "rarely", "never", "isn't", "more than", "plus", "±", "H1",
    "early", "quarter", "minus", "trillion", "threefold", "again", "third", "twenty", "single", "fold",
    "the same", "faster", "€", "Q", "03.04.2025", "as much as", "monthly", "well", "give or take",
];

/// Texts made of the pieces, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    prop::collection::vec((piece, prop::bool::weighted(0.7)), 0..14).prop_map(|parts| {
        let mut out = String::new();
        for (piece, space) in parts {
            out.push_str(piece);
            if space {
                out.push(' ');
            }
        }
        out
    })
}

fn everything(text: &str) {
    let inside = |span: &std::ops::Range<usize>| {
        assert!(text.get(span.clone()).is_some(), "{span:?} is off {text:?}");
    };
    for schema in schemas() {
        match read_wording(text, &schema) {
            Ok(stated) => {
                inside(&stated.span);
                inside(&stated.core_span);
                stated.direction_span.iter().for_each(inside);
                for amount in stated.amounts() {
                    inside(&amount.notation.span);
                    inside(&amount.notation.number);
                }
                for remark in &stated.remarks {
                    inside(&remark.span);
                }
                for fact in facts(&schema) {
                    let mutants = variants(&fact, &schema);
                    assert!(mutants.iter().all(|(_, m)| m.shape_value() != fact.shape_value()));
                    let verdict = agree(&stated, &fact, &schema, &Options::default());
                    for remark in verdict.remarks() {
                        inside(&remark.span);
                    }
                }
            }
            Err(error) => inside(&error.span),
        }
        if let Err(error) = read_stored(text, &schema) {
            assert!(error.span.end <= text.len());
        }
        match read_comparison(text, &schema) {
            Ok(stated) => {
                let all = facts(&schema);
                for (a, b) in all.iter().zip(all.iter().rev()) {
                    let _ = compare(&stated, a, b, &schema, &Options::default());
                }
            }
            Err(error) => inside(&error.span),
        }
    }
    let lexicon = Lexicon::new(["rounds"]).with_levels(LevelPattern::default());
    for found in figures(text, &lexicon) {
        inside(&found.span);
        inside(&found.core);
        inside(&found.sentence);
    }
    for split in (0..=text.len()).filter(|i| text.is_char_boundary(*i)) {
        assert!(vary_wording(text, split..text.len()).iter().all(|mutant| mutant != text));
        if let Some(taken) = hedges_before(&text[..split]) {
            assert!(text.is_char_boundary(split - taken.len));
        }
        if let Some(taken) = hedges_after(&text[split..]) {
            assert!(text.is_char_boundary(split + taken.len));
        }
    }
}

fn facts(schema: &Schema) -> Vec<Stored> {
    let texts: &[&str] = match schema.kind {
        Kind::Money => &["$450K", "$450K–$650K", "at least $5", "$0"],
        Kind::Percent => &["18%", "40–50%", "0%"],
        Kind::PercentagePoint => &["2 pp", "-2 pp"],
        Kind::Change => &["+17.6%", "-17.6%", "-5% to 5%"],
        Kind::Ratio => &["3.2x", "2–3x"],
        Kind::Duration => &["3–5 weeks", "45 days", "2 months", "5 business days", "5+ years"],
        Kind::Count => &["4", "4–6", "0"],
        Kind::Scale => &["4.2/5"],
        Kind::Date => &["2025-06", "2024 to 2026"],
        Kind::Time => &["9:30", "9:00–17:00", "noon", "18:00–24:00", "23:59 ET", "0:00"],
        Kind::Level => &["L5", "P5–P8"],
        Kind::Boolean => &["yes"],
        _ => &["3rd"],
    };
    texts.iter().filter_map(|t| read_stored(t, schema).ok()).collect()
}

/// A decimal with up to four digits after the point.
fn decimals() -> impl Strategy<Value = Number> {
    (0u64..5_000_000_000, 0u32..5).prop_map(|(n, places)| {
        Number::parse(&n.to_string())
            .expect("digits")
            .checked_div(&Number::pow10(places as i32))
            .expect("a power")
    })
}

fn point_text(kind: Kind, n: &Number) -> String {
    match kind {
        Kind::Money => format!("${n}"),
        Kind::Percent => format!("{n}%"),
        Kind::Change => format!("+{n}%"),
        Kind::PercentagePoint => format!("{n} pp"),
        Kind::Ratio => format!("{n}x"),
        Kind::Duration => format!("{n} weeks"),
        _ => format!("{n}"),
    }
}

const NUMERIC: [Kind; 7] = [
    Kind::Money,
    Kind::Percent,
    Kind::Change,
    Kind::PercentagePoint,
    Kind::Ratio,
    Kind::Duration,
    Kind::Count,
];

fn schema_of(kind: Kind) -> Schema {
    schemas().into_iter().find(|s| s.kind == kind).expect("a schema of the kind")
}

fn stored(kind: Kind, a: &Number, b: &Number, shape: u8, schema: &Schema) -> Option<Stored> {
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    let (low, high) = (point_text(kind, a), point_text(kind, b));
    match shape {
        0 => from_parts([("median", low.as_str())], schema).ok(),
        1 => from_parts([("min", low.as_str()), ("max", high.as_str())], schema).ok(),
        2 => from_parts([("at-least", low.as_str())], schema).ok(),
        3 => from_parts([("at-most", low.as_str())], schema).ok(),
        _ => read_stored(&low, schema).ok().map(|s| Stored { literal: None, ..s }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_text_panics(text in pieces()) {
        everything(&text);
    }

    #[test]
    fn a_repair_reads(text in pieces()) {
        for schema in schemas() {
            let plain = read_wording(&text, &schema).err().and_then(|e| e.suggestion);
            prop_assert!(plain.as_ref().is_none_or(|new| read_wording(new, &schema).is_ok()), "{plain:?}");
            let compared = read_comparison(&text, &schema).err().and_then(|e| e.suggestion);
            prop_assert!(compared.as_ref().is_none_or(|new| read_comparison(new, &schema).is_ok()), "{compared:?}");
        }
    }

    #[test]
    fn no_unicode_panics(text in any::<String>()) {
        everything(&text.chars().take(60).collect::<String>());
    }

    /// They are read as their ASCII forms, and take more bytes than those.
    #[test]
    fn no_full_width_form_panics(text in "[\u{FF01}-\u{FF5E}\u{FFE1}\u{FFE5}0-9a-z :-]{0,30}") {
        everything(&text);
    }

    #[test]
    fn what_is_written_reads_back(
        kind in prop::sample::select(NUMERIC.to_vec()),
        a in decimals(), b in decimals(), shape in 1u8..5,
    ) {
        let schema = schema_of(kind);
        let Some(value) = stored(kind, &a, &b, shape, &schema) else { return Ok(()) };
        for &form in Form::ALL {
            let text = format(&value, &schema, form);
            let back = read_stored(&text, &schema);
            prop_assert!(back.is_ok(), "{form:?} {text}: {back:?}");
            let back = back.expect("checked");
            prop_assert_eq!(values(&back.shape), values(&value.shape), "{:?} {}", form, text);
        }
    }

    #[test]
    fn every_value_supports_its_own_text(
        kind in prop::sample::select(NUMERIC.to_vec()),
        a in decimals(), b in decimals(), shape in 0u8..5,
    ) {
        let schema = schema_of(kind);
        let Some(value) = stored(kind, &a, &b, shape, &schema) else { return Ok(()) };
        for form in [Form::Short, Form::Long, Form::Range, Form::Plain] {
            let text = format(&value, &schema, form);
            let stated = read_wording(&text, &schema);
            prop_assert!(stated.is_ok(), "{text}: {stated:?}");
            let stated = stated.expect("checked");
            let verdict = agree(&stated, &value, &schema, &Options::default());
            prop_assert!(verdict.is_supported(), "{form:?} {text}: {verdict:?}");
        }
        prop_assert!(!conflict(&value, &value, &schema));
    }

    #[test]
    fn computed_values_support_their_own_text(
        kind in prop::sample::select(NUMERIC.to_vec()),
        n in 1i64..5_000_000, d in 1i64..5_000,
    ) {
        let schema = schema_of(kind);
        let value = Number::ratio(n, d).expect("a ratio");
        let amount = prepared(value, &schema);
        for form in [Form::Short, Form::Long, Form::Range] {
            let text = format(&amount, &schema, form);
            let stated = read_wording(&text, &schema);
            prop_assert!(stated.is_ok(), "{text}: {stated:?}");
            let stated = stated.expect("checked");
            let verdict = agree(&stated, &amount, &schema, &Options::default());
            prop_assert!(verdict.is_supported(), "{form:?} {text}: {verdict:?}");
        }
    }

    #[test]
    fn agreement_is_monotone_in_tolerance(
        kind in prop::sample::select(NUMERIC.to_vec()),
        x in 1i64..2_000, v in 1i64..2_000, low in 0u32..40, more in 0u32..40, hedge in 0usize..4,
    ) {
        let schema = schema_of(kind);
        let words = ["", "about ", "nearly ", "just over "][hedge];
        let text = format!("{words}{}", point_text(kind, &Number::from(x)));
        let stated = read_wording(&text, &schema).expect("a figure");
        let fact = read_stored(&point_text(kind, &Number::from(v)), &schema).expect("a value");
        let holds = |percent: u32| {
            let margin = schema.margin(&format!("{percent}%")).expect("a margin");
            let options = Options { tolerance: Some(margin), ..Options::default() };
            agree(&stated, &fact, &schema, &options).is_supported()
        };
        prop_assert!(!holds(low) || holds(low + more));
    }

    #[test]
    fn every_mutant_differs_and_reads_back(
        kind in prop::sample::select(NUMERIC.to_vec()),
        a in decimals(), b in decimals(), shape in 1u8..5,
    ) {
        let schema = schema_of(kind);
        let Some(value) = stored(kind, &a, &b, shape, &schema) else { return Ok(()) };
        let all = variants(&value, &schema);
        prop_assert!(!all.is_empty(), "{value:?}");
        for (name, mutant) in &all {
            prop_assert_ne!(mutant.shape_value(), value.shape_value(), "{}", name);
            let text = format(mutant, &schema, Form::Long);
            let back = read_stored(&text, &schema);
            prop_assert!(back.is_ok(), "{name} {text}: {back:?}");
            prop_assert_ne!(back.expect("checked").shape_value(), value.shape_value(), "{}", name);
        }
    }

    #[test]
    fn every_rewording_states_another_number(
        kind in prop::sample::select(NUMERIC.to_vec()),
        n in decimals(), words in prop::sample::select(vec!["", "about ", "at least ", "pay is "]),
    ) {
        let schema = schema_of(kind);
        let text = format!("{words}{}", point_text(kind, &n));
        let stated = read_wording(&text, &schema).expect("a figure");
        let core = |s: &prepress::value::Stated| s.amounts().first().map(|a| a.value.clone());
        let all = vary_wording(&text, stated.span.clone());
        prop_assert!(!all.is_empty(), "{text}");
        for mutant in all {
            let again = read_wording(&mutant, &schema);
            prop_assert!(again.is_ok(), "{text} as {mutant}: {again:?}");
            prop_assert_ne!(core(&again.expect("checked")), core(&stated), "{}", mutant);
        }
    }

    #[test]
    fn a_suggestion_agrees(
        kind in prop::sample::select(NUMERIC.to_vec()),
        x in decimals(), v in decimals(), words in prop::sample::select(vec!["", "about ", "at least ", "up to ", "exactly "]),
    ) {
        let schema = schema_of(kind);
        let text = format!("{words}{}", point_text(kind, &x));
        let stated = read_wording(&text, &schema).expect("a figure");
        let Ok(fact) = read_stored(&point_text(kind, &v), &schema) else { return Ok(()) };
        if let prepress::value::Verdict::Refuted(r) = agree(&stated, &fact, &schema, &Options::default()) {
            prop_assert!(r.suggestion.is_some(), "{text} for {v}");
            let new = r.suggestion.expect("checked");
            let again = read_wording(&new, &schema).expect("a figure");
            prop_assert!(agree(&again, &fact, &schema, &Options::default()).is_supported(), "{new}");
        }
    }
}

/// A computed point in the schema's unit.
fn prepared(value: Number, schema: &Schema) -> Stored {
    let value = match &schema.unit {
        prepress::value::Unit::Time(unit) => &value * &unit.factor(),
        _ => value,
    };
    prepress::value::point(prepress::value::Amount::computed(value, schema.unit.clone()))
}

/// The numbers of a shape.
fn values(shape: &Shape) -> Vec<Number> {
    match shape {
        Shape::Point(a) | Shape::AtLeast(a, _) | Shape::AtMost(a, _) => vec![a.value.clone()],
        Shape::Range(a, b) => vec![a.value.clone(), b.value.clone()],
        _ => Vec::new(),
    }
}

#[test]
fn long_texts_are_refused_or_read_in_linear_time() {
    let schema = schema_of(Kind::Money);
    for piece in ["$4", "4-", "about ", "a ", "1 hour ", "half ", "no more than ", "$", "9", "twenty-"] {
        let text = piece.repeat(2_000 / piece.len());
        let _ = read_wording(&text, &schema);
        assert!(read_wording(&piece.repeat(2_001), &schema).is_err());
        let _ = figures(&piece.repeat(20_000), &Lexicon::new(["rounds"]));
    }
}

/// A rational of any size.
fn rationals() -> impl Strategy<Value = Number> {
    let digits = prop_oneof!["-?[0-9]{1,18}", "-?[0-9]{19,36}", "-?[0-9]{1,20}\\.[0-9]{1,18}"];
    (digits, 1i64..1_000_000).prop_map(|(text, d)| {
        Number::parse(&text).expect("digits").checked_div(&Number::from(d)).expect("not zero")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_are_a_field(a in rationals(), b in rationals(), c in rationals()) {
        prop_assert_eq!(&(&a + &b) + &c, &a + &(&b + &c));
        prop_assert_eq!(&(&a * &b) * &c, &a * &(&b * &c));
        prop_assert_eq!(&a * &(&b + &c), &(&a * &b) + &(&a * &c));
        prop_assert_eq!(&(&a - &b) + &b, a.clone());
        if !b.is_zero() {
            prop_assert_eq!(&a.checked_div(&b).expect("not zero") * &b, a.clone());
        }
        prop_assert_eq!((&a - &b).is_negative(), a < b);
        prop_assert_eq!(-&-&a, a.clone());
    }

    #[test]
    fn decimals_read_back(a in rationals(), step in rationals()) {
        if let Some(text) = a.exact_decimal().filter(|t| t.len() < 40) {
            prop_assert_eq!(Number::parse(&text), Some(a.clone()));
            prop_assert_eq!(Number::parse(&a.grouped()), Some(a.clone()));
        }
        prop_assert!((&a - &a.round_to(&step)).abs() <= (&step.abs() * &Number::ratio(1, 2).expect("a half")));
        prop_assert!(a.is_zero() || (a.abs() >= Number::pow10(a.magnitude()) && a.abs() < Number::pow10(a.magnitude() + 1)));
    }
}
