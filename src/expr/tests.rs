//! Runs the tables of `tests/exprs`.
//!
//! In: the text of one table. Out: a panic that lists every line that is wrong. The format, a line each:
//!
//! ```text
//! # a comment
//! fact SUBJECT/ATTRIBUTE[@QUALIFIERS] ; KIND [UNIT] ; VALUE [; AS-OF]     words=a,b/c sets true and false words
//! bind VARIABLE = ITEM of ITEM, ITEM                                      a variable and what it runs through
//! tag NAME = SUBJECT, SUBJECT          children NAME = SUBJECT, SUBJECT
//! reset                                                                   forgets facts, variables and sets
//! EXPRESSION => RESULT [| KEY: TEXT]…
//! for: QUANTIFIERS => CASE ; CASE           or => syntax: PART OF THE MESSAGE
//! ```
//!
//! `RESULT` is `= TEXT` (the value as shown), `true`, `false`, `undetermined`, or one of `missing`, `end`, `unit`,
//! `zero`, `kind`, `syntax`, each perhaps with `: PART OF THE MESSAGE`. Keys: `at:` (the bytes of a trouble, as
//! text), `step:` and `help:` (a part of one), `last:` (the last step), `as KIND UNIT:` (what the value becomes as a fact, or `! PART` of the
//! complaint), `spread:` (its least and greatest number), `midpoint:` (`yes` or `no`), `says:` (the doubt),
//! `print:` (the expression, printed). Today is 2025-11-20.

use super::{
    Answer, Bindings, Environment, Outcome, Reference, Set, SyntaxError, Trouble, TroubleKind, Truth, Value,
    evaluate, instances, parse, parse_quantifiers,
};
use crate::value::{Date, Form, Part, Schema, Shape, Stored, format, from_parts, read_stored};
use std::collections::BTreeMap;
use std::ops::Range;

struct Fact {
    name: String,
    qualifiers: Vec<String>,
    schema: Schema,
    stored: Stored,
    as_of: Option<Date>,
}

#[derive(Default)]
struct World {
    facts: Vec<Fact>,
    bindings: Bindings,
    sets: BTreeMap<String, Vec<String>>,
}

impl World {
    fn find(&self, r: &Reference) -> Result<&Fact, Trouble> {
        let name = format!("{}/{}", r.subject.as_deref().unwrap_or("s"), r.attribute);
        let asked = |fact: &Fact| {
            r.qualifiers.iter().all(|(key, value)| {
                let full = key.as_ref().map_or(value.clone(), |k| format!("{k}={value}"));
                fact.qualifiers
                    .iter()
                    .any(|q| *q == full || q.split_once('=').is_some_and(|(_, v)| v == full))
            })
        };
        let missing = || Trouble::new(TroubleKind::Missing, r.at.clone(), format!("there is no `{name}`"));
        self.facts.iter().find(|f| f.name == name && asked(f)).ok_or_else(missing)
    }
}

fn month(date: &Date) -> i64 {
    let month = match date.part {
        Part::Year => 12,
        Part::Quarter(q) => i64::from(q) * 3,
        Part::Month(m) | Part::Day(m, _) => i64::from(m),
    };
    i64::from(date.year) * 12 + month
}

impl Environment for World {
    fn fact(&self, r: &Reference) -> Result<Value, Trouble> {
        let fact = self.find(r)?;
        let stat = match r.pick {
            Some(super::Pick::AsOf) => return fact.as_of.map(Value::date).ok_or_else(|| undated(r)),
            Some(super::Pick::Stat(stat)) => Some(stat),
            None => None,
        };
        Value::of_fact(&fact.stored, &fact.schema, stat)
            .map_err(|message| Trouble::new(TroubleKind::Missing, r.at.clone(), message))
    }

    fn age(&self, r: &Reference) -> Result<Value, Trouble> {
        let as_of = self.find(r)?.as_of.ok_or_else(|| undated(r))?;
        Ok(Value::months(2025 * 12 + 11 - month(&as_of)))
    }

    fn exists(&self, r: &Reference) -> Result<bool, Trouble> {
        Ok(self.find(r).is_ok())
    }

    fn members(&self, set: &Set, at: &Range<usize>) -> Result<Vec<String>, Trouble> {
        let key = set.to_string();
        let missing = || Trouble::new(TroubleKind::Missing, at.clone(), format!("there is no `{key}`"));
        self.sets.get(&key).cloned().ok_or_else(missing)
    }
}

fn undated(r: &Reference) -> Trouble {
    Trouble::new(TroubleKind::Missing, r.at.clone(), format!("`{}` has no date", r.attribute))
}

/// Which names the tables know besides those of their facts.
fn known(world: &World, name: &str) -> bool {
    let of_fact = |f: &Fact| f.name.split('/').any(|part| part == name);
    world.facts.iter().any(of_fact) || world.bindings.get(name).is_some()
}

type Check = Result<(), String>;

fn run(text: &str) {
    let mut world = World::default();
    let mut wrong = Vec::new();
    let mut ran = 0;
    for (i, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let result = match line.split_once(' ') {
            _ if line == "reset" => {
                world = World::default();
                Ok(())
            }
            Some(("fact", rest)) => fact(&mut world, rest),
            Some(("bind", rest)) => bind(&mut world, rest),
            Some((word @ ("tag" | "children" | "subjects"), rest)) => {
                let (name, list) = rest.split_once(" = ").unwrap_or(("", rest));
                world.sets.insert(format!("{word}({name})"), list.split(", ").map(str::to_string).collect());
                Ok(())
            }
            Some(("for:", rest)) => {
                ran += 1;
                quantified(&world, rest)
            }
            _ => {
                ran += 1;
                case(&world, line)
            }
        };
        if let Err(found) = result {
            wrong.push(format!("line {}: {line}\n    {found}", i + 1));
        }
    }
    assert!(ran > 0, "the table has no cases");
    assert!(wrong.is_empty(), "{} of {ran} cases\n{}", wrong.len(), wrong.join("\n"));
}

/// `money USD/year words=yes/no`: a schema.
fn schema(text: &str) -> Result<Schema, String> {
    let (text, words) = text.split_once(" words=").map_or((text, None), |(t, w)| (t, Some(w)));
    let (kind, unit) = text.split_once(' ').map_or((text, None), |(k, u)| (k, Some(u)));
    let kind = kind.trim().parse().map_err(|e| format!("{e}"))?;
    let mut schema = Schema::new(kind, unit).map_err(|e| e.to_string())?;
    if let Some((yes, no)) = words.and_then(|w| w.split_once('/')) {
        let list = |text: &str| text.split(',').map(str::to_string).collect();
        schema = schema.with_words(list(yes), list(no));
    }
    Ok(schema)
}

fn fact(world: &mut World, text: &str) -> Check {
    let parts: Vec<&str> = text.split(" ; ").map(str::trim).collect();
    let [name, kind, value, rest @ ..] = parts.as_slice() else {
        return Err("a fact has a name, a kind and a value".into());
    };
    let (name, qualifiers) = name.split_once('@').unwrap_or((name, ""));
    let name = if name.contains('/') { name.to_string() } else { format!("s/{name}") };
    let schema = schema(kind)?;
    let stored = match value.strip_prefix('{').and_then(|v| v.strip_suffix('}')) {
        Some(inner) => {
            let pairs: Vec<(&str, &str)> = inner.split(", ").filter_map(|p| p.split_once(": ")).collect();
            from_parts(pairs, &schema).map_err(|e| format!("{e:?}"))?
        }
        None => read_stored(value, &schema).map_err(|e| e.message)?,
    };
    let as_of = rest.first().and_then(|d| Date::parse_iso(d));
    let qualifiers = qualifiers.split(',').map(str::to_string).collect();
    world.facts.push(Fact { name, qualifiers, schema, stored, as_of });
    Ok(())
}

fn bind(world: &mut World, text: &str) -> Check {
    let (variable, rest) = text.split_once(" = ").ok_or("no `=`")?;
    let (item, list) = rest.split_once(" of ").unwrap_or((rest, rest));
    let run: Vec<String> = list.split(", ").map(str::to_string).collect();
    let at = run.iter().position(|x| x == item).ok_or("the item is not in its list")?;
    world.bindings = std::mem::take(&mut world.bindings).with(variable, run.into(), at);
    Ok(())
}

fn quantified(world: &World, line: &str) -> Check {
    let (text, wanted) = line.split_once("=>").ok_or("no `=>`")?;
    let found = match parse_quantifiers(text.trim_end()) {
        Err(e) => format!("syntax: {} {}", e.message, e.help.unwrap_or_default()),
        Ok(list) => match instances(&list, &world.bindings, world) {
            Err(t) => format!("missing: {}", t.message),
            Ok(all) => {
                let one =
                    |b: &Bindings| b.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join(" ");
                all.iter().map(one).collect::<Vec<_>>().join(" ; ")
            }
        },
    };
    let wanted = wanted.trim();
    let same = match wanted.split_once(": ") {
        Some((head, part)) => found.starts_with(head) && found.contains(part),
        None => found == wanted,
    };
    if same { Ok(()) } else { Err(format!("found {found}")) }
}

/// What a line comes to.
enum Found {
    Syntax(SyntaxError),
    Trouble(Trouble),
    Outcome(Box<Outcome>),
}

fn case(world: &World, line: &str) -> Check {
    let (text, rest) = match line.strip_prefix("=> ") {
        Some(rest) => ("", rest),
        None => line.split_once(" => ").ok_or("no `=>`")?,
    };
    let mut fields = rest.split(" | ").map(str::trim);
    let wanted = fields.next().unwrap_or("");
    let parsed = parse(text, &|name| known(world, name));
    let printed = parsed.as_ref().map(ToString::to_string).unwrap_or_default();
    let found = match parsed {
        Err(e) => Found::Syntax(e),
        Ok(expr) => match evaluate(&expr, &world.bindings, world) {
            Err(t) => Found::Trouble(t),
            Ok(outcome) => Found::Outcome(Box::new(outcome)),
        },
    };
    result(&found, wanted)?;
    for field in fields {
        key(&found, field, text, &printed)?;
    }
    Ok(())
}

fn result(found: &Found, wanted: &str) -> Check {
    let (name, message) = match found {
        Found::Syntax(e) => ("syntax", e.message.clone()),
        Found::Trouble(t) => {
            let name = match t.kind {
                TroubleKind::Missing => "missing",
                TroubleKind::EndOfList => "end",
                TroubleKind::Unit => "unit",
                TroubleKind::DivisionByZero => "zero",
                TroubleKind::Kind => "kind",
                TroubleKind::Other => "other",
            };
            (name, t.message.clone())
        }
        Found::Outcome(o) => match &o.answer {
            Answer::Value(v) => ("=", v.show()),
            Answer::Truth(t) => (t.name(), String::new()),
        },
    };
    let (head, part) = match wanted.strip_prefix("= ") {
        Some(value) => ("=", Some(value)),
        None => wanted.split_once(": ").map_or((wanted, None), |(h, p)| (h, Some(p))),
    };
    let fits = match (head, part) {
        ("=", Some(value)) => message == value,
        (_, Some(part)) => message.contains(part),
        _ => true,
    };
    if name == head && fits { Ok(()) } else { Err(format!("found {name}: {message}")) }
}

fn key(found: &Found, field: &str, text: &str, printed: &str) -> Check {
    let (key, wanted) = field.split_once(':').ok_or_else(|| format!("no key in {field}"))?;
    let wanted = wanted.trim();
    let (has, same) = match (key, found) {
        ("at", Found::Syntax(SyntaxError { at, .. }) | Found::Trouble(Trouble { at, .. })) => {
            let has = text.get(at.clone()).unwrap_or("").to_string();
            let same = has == wanted;
            (has, same)
        }
        ("help", Found::Syntax(e)) => {
            let has = e.help.clone().unwrap_or_default();
            let same = has.contains(wanted);
            (has, same)
        }
        ("print", _) => (printed.to_string(), printed == wanted),
        (_, Found::Outcome(o)) => of_outcome(o, key, wanted)?,
        _ => return Err(format!("nothing has `{key}`")),
    };
    if same { Ok(()) } else { Err(format!("{key}: {has}")) }
}

fn of_outcome(o: &Outcome, key: &str, wanted: &str) -> Result<(String, bool), String> {
    Ok(match (key, &o.answer) {
        ("last", _) => {
            let has = o.steps.last().cloned().unwrap_or_default();
            let same = has == wanted;
            (has, same)
        }
        ("step", _) => (o.steps.join(" / "), o.steps.iter().any(|s| s.contains(wanted))),
        ("midpoint", _) => {
            let has = if o.midpoint { "yes" } else { "no" };
            (has.to_string(), has == wanted)
        }
        ("says", Answer::Truth(Truth::Undetermined(doubt))) => {
            (doubt.message.clone(), doubt.message.contains(wanted))
        }
        ("spread", Answer::Value(Value::Quantity(q))) => {
            let end = |e: &Option<crate::value::End>| e.as_ref().map_or("none".into(), |e| e.at.to_string());
            let has = format!("{} to {}", end(&q.loose.lo), end(&q.loose.hi));
            let same = has == wanted;
            (has, same)
        }
        (key, _) => {
            let schema = schema(key.strip_prefix("as ").ok_or_else(|| format!("no key {key}"))?)?;
            let (has, same) = match (o.to_stored(&schema), wanted.strip_prefix("! ")) {
                (Err(message), Some(part)) => (message.clone(), message.contains(part)),
                (Err(message), None) => (message, false),
                (Ok(stored), _) => {
                    let mut has = format(&stored, &schema, Form::Short);
                    if let Shape::Point(a) = &stored.shape
                        && let Some((lo, hi)) = &a.spread
                    {
                        has.push_str(&format!(" ({} to {})", lo.significant(5), hi.significant(5)));
                    }
                    let same = has == wanted;
                    (has, same)
                }
            };
            (has, same)
        }
    })
}

macro_rules! tables {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            run(include_str!(concat!("../../tests/exprs/", stringify!($name), ".txt")));
        })*
    };
}

tables!(units operators words logic functions literals references syntax derived rules stored);
