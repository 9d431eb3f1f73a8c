//! Properties that hold for any expression.
//!
//! In: random texts, trees and intervals. Out: counterexamples. The single cases are in the tables.

use super::{
    Answer, Bindings, Environment, MAX_DEPTH, MAX_TEXT, Quantity, Reference, Set, Trouble, TroubleKind,
    Truth, Value, evaluate, parse, parse_quantifiers, sets,
};
use crate::value::{End, Interval, Kind, Number, Related, Relation, Schema, read_stored, relate};
use proptest::prelude::*;
use std::ops::Range;

/// Facts by attribute: some of every kind.
struct Facts;

const FACTS: [(&str, Kind, &str, &str); 12] = [
    ("a", Kind::Money, "USD/year", "$400K"),
    ("b", Kind::Money, "USD/year", "$300K–$350K"),
    ("c", Kind::Money, "EUR", "at least €5"),
    ("d", Kind::Percent, "", "18%"),
    ("e", Kind::Duration, "week", "2–4 weeks"),
    ("f", Kind::Duration, "month", "3 months"),
    ("g", Kind::Count, "round", "0"),
    ("h", Kind::Date, "", "2025-06"),
    ("i", Kind::Boolean, "", "yes"),
    ("j", Kind::Text, "", "hybrid"),
    ("k", Kind::Level, "", "P5–P8"),
    ("l", Kind::Scale, "5", "4.2/5"),
];

impl Environment for Facts {
    fn fact(&self, r: &Reference) -> Result<Value, Trouble> {
        let missing = |m: String| Trouble::new(TroubleKind::Missing, r.at.clone(), m);
        let found = FACTS.iter().find(|f| f.0 == r.attribute).ok_or_else(|| missing("none".into()))?;
        let schema = Schema::new(found.1, Some(found.2)).expect("a schema");
        let stored = read_stored(found.3, &schema).expect("a value");
        let stat = match r.pick {
            Some(super::Pick::Stat(stat)) => Some(stat),
            _ => None,
        };
        Value::of_fact(&stored, &schema, stat).map_err(missing)
    }

    fn age(&self, _: &Reference) -> Result<Value, Trouble> {
        Ok(Value::months(7))
    }

    fn exists(&self, r: &Reference) -> Result<bool, Trouble> {
        Ok(self.fact(r).is_ok())
    }

    fn members(&self, _: &Set, _: &Range<usize>) -> Result<Vec<String>, Trouble> {
        Ok(vec!["a".into(), "b".into()])
    }
}

/// Texts of well-formed expressions.
fn text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        proptest::sample::select(FACTS.to_vec()).prop_map(|f| f.0.to_string()),
        proptest::sample::select(vec![
            "a#max",
            "s/b#min",
            "b#mid",
            "a@level=l4",
            "a@l4,year=2025#n",
            "h#as-of",
            "0",
            "2",
            "0.5",
            "18%",
            "`$50K`",
            "`12 months`",
            "`2–4 weeks`",
            "`+5%`",
            "`at least 3 rounds`",
            "`yes`",
            "`hybrid`",
            "`2025`",
            "`L4`",
        ])
        .prop_map(str::to_string),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let op = proptest::sample::select(vec![
            "+", "-", "*", "/", "=", "!=", "<", ">", "<=", ">=", "within", "overlaps", "agrees", "and", "or",
        ]);
        let one = proptest::sample::select(vec!["mid", "abs", "round", "min", "max"]);
        let two = proptest::sample::select(vec!["change", "ratio", "points", "grim", "round"]);
        let any = proptest::sample::select(vec!["sum", "min", "max", "count", "hull", "all", "any"]);
        prop_oneof![
            (inner.clone(), op, inner.clone()).prop_map(|(a, op, b)| format!("({a}) {op} ({b})")),
            (one, inner.clone()).prop_map(|(name, a)| format!("{name}({a})")),
            (two, inner.clone(), inner.clone()).prop_map(|(name, a, b)| format!("{name}({a}, {b})")),
            (any, proptest::collection::vec(inner.clone(), 1..4))
                .prop_map(|(name, args)| format!("{name}({})", args.join(", "))),
            inner.clone().prop_map(|a| format!("not ({a})")),
            inner.clone().prop_map(|a| format!("-({a})")),
            inner.prop_map(|a| format!("per({a}, month)")),
        ]
    })
}

fn interval() -> impl Strategy<Value = Interval> {
    (-20i64..20, 0i64..20, any::<[bool; 2]>(), 0u8..8).prop_map(|(lo, width, open, shape)| {
        let end = |at: i64, open: bool| Some(End { at: at.into(), open: open && width > 0 });
        Interval {
            lo: if shape == 0 { None } else { end(lo, open[0]) },
            hi: if shape == 1 { None } else { end(lo + width, open[1]) },
        }
    })
}

/// Numbers of a set: its ends, just inside of them, and its middle.
fn inside(set: &Interval) -> Vec<Number> {
    let (lo, hi) = match (&set.lo, &set.hi) {
        (Some(a), Some(b)) => (a.at.clone(), b.at.clone()),
        (Some(a), None) => (a.at.clone(), &a.at + &Number::from(1000)),
        (None, Some(b)) => (&b.at - &Number::from(1000), b.at.clone()),
        (None, None) => (Number::from(-1000), Number::from(1000)),
    };
    let bit = &(&hi - &lo) * &Number::pow10(-3);
    let middle = (&lo + &hi).over(2);
    let all = vec![lo.clone(), &lo + &bit, middle, &hi - &bit, hi, Number::zero()];
    all.into_iter().filter(|n| set.contains(n)).collect()
}

fn truth(text: &str) -> Option<Truth> {
    match evaluate(&parse(text, &|_| true).ok()?, &Bindings::new(), &Facts).ok()?.answer {
        Answer::Truth(truth) => Some(truth),
        Answer::Value(_) => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        for text in [text.clone(), format!("a + {text}"), format!("`{text}`"), format!("a@{text}")] {
            if let Err(e) = parse(&text, &|_| false) {
                prop_assert!(text.get(e.at.clone()).is_some(), "{text:?} at {:?}", e.at);
            }
            if let Err(e) = parse_quantifiers(&text) {
                prop_assert!(text.get(e.at.clone()).is_some(), "{text:?} at {:?}", e.at);
            }
        }
    }

    #[test]
    fn any_mix_of_tokens_is_read_or_refused(parts in proptest::collection::vec(proptest::sample::select(vec![
        "a", "b-c", "-", " - ", "+", "*", "/", "(", ")", ",", "`$5`", "`", "18%", "5", "1,000", ".", "@", "@l4", "#", "#max",
        "=", "!=", ">", "and", "or", "not ", " ", "max(", "per(", "next(x)", "year", "within", "é", "–", "[", "]", "in", "tag(",
    ]), 0..20)) {
        let text = parts.concat();
        match parse(&text, &|name| name == "b") {
            Ok(expr) => {
                if let Err(t) = evaluate(&expr, &Bindings::new(), &Facts) {
                    prop_assert!(text.get(t.at.clone()).is_some());
                }
            }
            Err(e) => prop_assert!(text.get(e.at.clone()).is_some(), "{text:?} at {:?}", e.at),
        }
        let _ = parse_quantifiers(&text);
    }

    #[test]
    fn printed_expressions_read_back(text in text()) {
        let expr = parse(&text, &|_| true).expect("well formed");
        let printed = expr.to_string();
        let again = parse(&printed, &|_| true);
        prop_assert_eq!(again.as_ref(), Ok(&expr), "{} printed as {}", text, printed);
        for r in expr.refs() {
            prop_assert_eq!(&text[r.at.clone()], &r.to_string());
        }
    }

    #[test]
    fn every_expression_has_a_result_or_a_place_of_trouble(text in text()) {
        let expr = parse(&text, &|_| true).expect("well formed");
        match evaluate(&expr, &Bindings::new(), &Facts) {
            Ok(outcome) => {
                let _ = outcome.show();
                for kind in Kind::ALL.iter().copied() {
                    let unit = match kind { Kind::Money => "USD/year", Kind::Scale => "5", _ => "" };
                    let schema = Schema::new(kind, Some(unit)).expect("a schema");
                    let _ = outcome.to_stored(&schema);
                }
                if let Answer::Value(Value::Quantity(q)) = outcome.answer {
                    prop_assert!(q.set.subset_of(&q.loose), "{text}: {:?} in {:?}", q.set, q.loose);
                }
            }
            Err(trouble) => prop_assert!(text.get(trouble.at).is_some_and(|part| !part.is_empty())),
        }
    }

    #[test]
    fn intervals_hold_every_result(a in interval(), b in interval()) {
        let (product, quotient) = (sets::mul(&a, &b), sets::div(&a, &b));
        prop_assert_eq!(quotient.is_none(), b.contains(&Number::zero()));
        for x in inside(&a) {
            prop_assert!(sets::abs(&a).contains(&x.abs()));
            prop_assert!(sets::round(&a, &7.into()).contains(&x.round_to(&7.into())));
            for y in inside(&b) {
                prop_assert!(product.contains(&(&x * &y)), "{:?} * {:?} in {:?}", x, y, product);
                if let (Some(set), Some(q)) = (&quotient, x.checked_div(&y)) {
                    prop_assert!(set.contains(&q), "{:?} / {:?} in {:?}", x, y, set);
                }
                prop_assert!(a.add(&b).contains(&(&x + &y)) && a.sub(&b).contains(&(&x - &y)));
                prop_assert!(sets::min(&a, &b).contains(&x.clone().min(y.clone())));
                prop_assert!(sets::max(&a, &b).contains(&x.clone().max(y.clone())));
            }
        }
    }

    #[test]
    fn closed_products_reach_their_ends(a in -9i64..9, b in 0i64..9, c in -9i64..9, d in 0i64..9) {
        let (x, y) = (Interval::closed(a.into(), (a + b).into()), Interval::closed(c.into(), (c + d).into()));
        let corners = [a * c, a * (c + d), (a + b) * c, (a + b) * (c + d)];
        let ends = [corners.iter().min(), corners.iter().max()].map(|n| Number::from(*n.expect("corners")));
        prop_assert_eq!(sets::mul(&x, &y), Interval::closed(ends[0].clone(), ends[1].clone()));
    }

    #[test]
    fn comparisons_have_opposites(a in text(), b in text()) {
        let of = |op: &str| truth(&format!("({a}) {op} ({b})")).map(|t| t.name());
        let turned = |op: &str| truth(&format!("({b}) {op} ({a})")).map(|t| t.name());
        prop_assert_eq!(of(">"), turned("<"));
        prop_assert_eq!(of(">="), turned("<="));
        prop_assert_eq!(of("="), turned("="));
        prop_assert_eq!(of("overlaps"), turned("overlaps"));
        prop_assert_eq!(of(">") == Some("true"), of("<=") == Some("false"));
        let negated = truth(&format!("not ({a}) != ({b})")).map(|t| t.name());
        prop_assert_eq!(of("="), negated);
    }

    #[test]
    fn agreement_of_facts_is_kept(a in 1i64..3000, b in 1i64..3000, k in any::<[bool; 2]>()) {
        let schema = Schema::new(Kind::Money, Some("USD")).expect("a schema");
        let written = |n: i64, k: bool| if k { format!("${}K", n / 100) } else { format!("${}", n * 10) };
        let (p, q) = (written(a, k[0]), written(b, k[1]));
        let of = |text: &str| read_stored(text, &schema).expect("a sum");
        let related = relate(&of(&p), Relation::Agrees, &of(&q), &schema) == Related::True;
        let agrees = truth(&format!("`{p}` agrees `{q}`")) == Some(Truth::True);
        prop_assert!(!related || agrees, "{} agrees {}", p, q);
    }
}

/// Runs on a stack that is half of what threads have.
fn on_small_stack(run: fn()) {
    let thread = std::thread::Builder::new().stack_size(1024 * 1024).spawn(run).expect("a thread");
    thread.join().expect("no panic");
}

#[test]
fn depth_is_bounded() {
    on_small_stack(|| {
        let nests =
            [("(", ")"), ("not ", ""), ("-(", ")"), ("abs(", ")"), ("1 - (2 * (", "))"), ("all(1 = (", "))")];
        for (open, close) in nests {
            let nested = |n: usize| format!("{}1 = 1{}", open.repeat(n), close.repeat(n));
            assert!(parse(&nested(MAX_DEPTH / 4), &|_| true).is_ok(), "{open}");
            let error = parse(&nested(250), &|_| true).expect_err("too deep");
            assert!(error.message.contains("nested deeper"), "{open}: {}", error.message);
        }
        for shape in ["1 + ", "1 * ", "1 = 1 and ", "1 = 1 or "] {
            let long = format!("{}1 = 1", shape.repeat(MAX_TEXT / shape.len() - 2));
            let expr = parse(&long, &|_| true).expect("long, not deep");
            assert!(evaluate(&expr, &Bindings::new(), &Facts).is_ok());
        }
        assert!(parse(&"1".repeat(MAX_TEXT + 1), &|_| true).is_err());
    });
}

#[test]
fn the_deepest_expression_is_computed() {
    on_small_stack(|| {
        let deep = format!("{}a{}", "abs(1 * (".repeat(15), "))".repeat(15));
        let expr = parse(&deep, &|_| true).expect("not too deep");
        let outcome = evaluate(&expr, &Bindings::new(), &Facts).expect("a value");
        assert_eq!(outcome.show(), "$400K");
        assert_eq!(parse(&expr.to_string(), &|_| true).as_ref(), Ok(&expr));
    });
}

#[test]
fn truths_follow_kleene() {
    let maybe = || truth("b > `$320K`").expect("a truth");
    let all = [|| Truth::True, || Truth::False, || truth("b > `$320K`").expect("a truth")];
    assert_eq!(maybe().name(), "undetermined");
    for x in all {
        for y in all {
            let (p, q) = (x().and(y()).negated(), x().negated().or(y().negated()));
            assert_eq!(p.name(), q.name());
            assert_eq!(x().and(y()).name(), y().and(x()).name());
            assert_eq!(x().or(x().and(y())).name(), x().name());
        }
    }
}

#[test]
fn too_many_cases_are_refused() {
    let list: Vec<String> = (0..400).map(|i| format!("x{i}")).collect();
    let text = format!("a in [{0}], b in [{0}]", list[..200].join(","));
    let quantifiers = parse_quantifiers(&text).expect("two lists");
    let count = super::instances(&quantifiers, &Bindings::new(), &Facts).expect("cases").len();
    assert_eq!(count, 40_000);
    let text = format!("a in [{0}], b in [{0}]", list[..320].join(","));
    let quantifiers = parse_quantifiers(&text).expect("two lists");
    assert!(super::instances(&quantifiers, &Bindings::new(), &Facts).is_err());
}

#[test]
fn exact_quantities_have_no_spread() {
    let q = Quantity::exact(5.into(), super::Measure::plain());
    assert_eq!(q.set, q.loose);
    assert_eq!(q.single(), Some(&Number::from(5)));
}
