//! Runs the case files of `tests/values`.
//!
//! A test that includes this file by path has the crate as a dependency.
//!
//! In: the text of one file. Out: the cases that failed, each with its line. The format:
//!
//! ```text
//! # a comment
//! @ money USD/year ; headline=median ; match=within ; hedged=5%     the schema of the lines below
//! WORDING | FACT [;; #stat match=… tol=… is=…] | VERDICT [| key: text]…
//! ```
//!
//! `FACT` is the text of a value, or parts (`{min: 450000, max: 650000}`), or `A vs B` for a comparison, or `-`
//! when the wording is only read. `VERDICT` is `supported`, `undetermined`, `reads` or the name of a lint,
//! perhaps with `: part of the message`. Keys: `remarks:` (exactly these; `none`), `write:` (the suggestion, also that of an error; `none`),
//! `note:`, `read:` (parts of the note and the reading), `span:` (the bytes of an error, as text).
//!
//! Other first fields: `fact:` reads the value only (`ok: its short form`); `format:FORM` writes it;
//! `relate: A  OP  B` (two blanks), `hull: A ;; B`, `as: UNIT A` and `schema: DEFINITION` take what they name;
//! `conflict:` and `covers:` take two values and `yes` or `no`; `before:`, `after:` and `after-count:` take the
//! text beside a link and what is taken of it as hedges, `attached-before:` and `attached-after:` what touches it or stands
//! in the place of a unit, a multiple or another end; `figures:` takes a text and the figures found, each `kind=text`, joined by ` ; `,
//! with `?` after the kind for advice, `"` for quotations and `:` for counts that announce a list. `mutants:` takes
//! a value and its mutants, each `name=text`; `reword:` takes a text, whose figure is the first that is found or
//! the whole text, and the rewordings, both joined by ` ; `.
//! `\u{…}` stands for a character anywhere.

use prepress::value::{
    Amount, EnumValue, Form, Kind, Ladder, LevelPattern, Lexicon, MatchMode, Options, ReadError, Relation,
    Remark, Schema, Shape, Stored, TimeUnit, Verdict, agree, agree_is, attached_after, attached_before,
    compare, conflict, covers, figures, format, from_parts, hedges_after, hedges_after_count, hedges_before,
    hedges_before_date, hull, in_time_unit, point, read_comparison, read_stored, read_wording, relate,
    variants, vary_wording,
};

/// A case that failed.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The line, from 1.
    pub(crate) line: usize,
    /// The line as written.
    pub(crate) case: String,
    /// What was found instead.
    pub(crate) found: String,
}

/// Runs every case of a file; an empty list is success. The second number is how many cases ran.
pub(crate) fn run_case_file(text: &str) -> (Vec<Failure>, usize) {
    let mut failures = Vec::new();
    let mut ran = 0;
    let mut schema = Schema::new(Kind::Count, Some("round")).expect("a plain schema");
    for (i, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with("# ") || line == "#" {
            continue;
        }
        let result = match line.strip_prefix("@ ") {
            Some(definition) => parse_schema(definition).map(|s| schema = s),
            None => {
                ran += 1;
                run_case(line, &schema)
            }
        };
        if let Err(found) = result {
            failures.push(Failure { line: i + 1, case: line.to_string(), found });
        }
    }
    (failures, ran)
}

/// Replaces `\u{…}` by the character.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\u{") {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 3..];
        let end = tail.find('}').expect("a closing brace");
        let code = u32::from_str_radix(&tail[..end], 16).expect("a code point");
        out.push(char::from_u32(code).expect("a character"));
        rest = &tail[end + 1..];
    }
    out.push_str(rest);
    out
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(|w| w.trim().to_string()).filter(|w| !w.is_empty()).collect()
}

fn parse_schema(definition: &str) -> Result<Schema, String> {
    let mut parts = definition.split(" ; ").map(str::trim);
    let head = parts.next().unwrap_or("");
    let (kind, unit) = head.split_once(' ').map_or((head, None), |(k, u)| (k, Some(u)));
    let kind: Kind = kind.parse().map_err(|e| format!("{e}"))?;
    let mut schema = Schema::new(kind, unit).map_err(|e| e.to_string())?;
    for part in parts {
        let (key, value) = part.split_once('=').ok_or("a key")?;
        match key {
            "headline" => schema.headline = value.parse().map_err(|e| format!("{e}"))?,
            "match" => schema.match_mode = value.parse().map_err(|e| format!("{e}"))?,
            "hedged" => schema.hedged = schema.margin(value).map_err(|e| e.to_string())?,
            "step" => schema.step = prepress::value::Number::parse(value),
            "name" => schema = schema.with_name(value),
            "nouns" => schema = schema.with_nouns(list(value)),
            "others" => schema = schema.with_other_nouns(Schema::forms_of(list(value))),
            "true" => schema.truthy = list(value),
            "false" => schema.falsy = list(value),
            "none" => schema.levels.none = list(value),
            "levels" => {
                let none = schema.levels.none.clone();
                schema = schema.with_levels(LevelPattern::parse(value)?.with_none(none));
            }
            "scale" => {
                let ladder = Ladder::known(value).ok_or("a known scale")?;
                schema = schema.with_levels(LevelPattern::ordered(ladder));
            }
            "ladder" => {
                let rungs = value.split(" < ").map(|rung| {
                    let mut names = list(rung).into_iter();
                    (names.next().unwrap_or_default(), names.collect())
                });
                schema = schema.with_levels(LevelPattern::ordered(Ladder::new(rungs)));
            }
            "value" => {
                let mut names = list(value).into_iter();
                let id = names.next().ok_or("a value")?;
                schema.values.push(EnumValue { id, aliases: names.collect() });
            }
            other => return Err(format!("no schema key {other}")),
        }
    }
    Ok(schema)
}

fn fact(text: &str, schema: &Schema) -> Result<Stored, String> {
    match text.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
        Some(inner) => {
            let parts: Vec<(&str, &str)> = inner
                .split("; ")
                .filter_map(|p| p.split_once(':'))
                .map(|(k, v)| (k.trim(), v.trim()))
                .collect();
            from_parts(parts, schema).map_err(|e| format!("parts: {e}"))
        }
        None => read_stored(text, schema).map_err(|e| format!("{}: {e}", e.data_lint().name)),
    }
}

/// What happened, in the terms of a case.
#[derive(Default)]
struct Outcome {
    verdict: String,
    message: String,
    remarks: Vec<String>,
    write: Option<String>,
    note: String,
    read: String,
    span: String,
}

impl Outcome {
    fn of_error(text: &str, error: &ReadError) -> Self {
        assert!(text.get(error.span.clone()).is_some(), "a span off the text: {error:?}");
        Self {
            verdict: error.lint().name.into(),
            message: error.message.clone(),
            span: text[error.span.clone()].to_string(),
            write: error.suggestion.clone(),
            ..Self::default()
        }
    }

    fn of_verdict(verdict: &Verdict) -> Self {
        let remarks = |all: &[Remark]| -> Vec<String> {
            let mut names: Vec<String> = all.iter().map(|r| r.kind.lint().name.to_string()).collect();
            names.sort();
            names
        };
        match verdict {
            Verdict::Supported(s) => Self {
                verdict: "supported".into(),
                message: s.how.clone(),
                remarks: remarks(&s.remarks),
                read: s.reading.clone(),
                ..Self::default()
            },
            Verdict::Refuted(r) => Self {
                verdict: r.reason.lint().name.into(),
                message: r.message.clone(),
                remarks: remarks(&r.remarks),
                write: r.suggestion.clone(),
                note: r.note.clone().unwrap_or_default(),
                read: r.reading.clone(),
                ..Self::default()
            },
            Verdict::Undetermined(u) => Self {
                verdict: "undetermined".into(),
                message: u.message.clone(),
                remarks: remarks(&u.remarks),
                read: u.reading.clone(),
                ..Self::default()
            },
        }
    }

    fn describe(&self) -> String {
        let mut out = format!("{}: {}", self.verdict, self.message);
        for (key, text) in [("note", &self.note), ("read", &self.read), ("span", &self.span)] {
            if !text.is_empty() {
                out.push_str(&format!(" | {key}: {text}"));
            }
        }
        if !self.remarks.is_empty() {
            out.push_str(&format!(" | remarks: {}", self.remarks.join(" ")));
        }
        if let Some(write) = &self.write {
            out.push_str(&format!(" | write: {write}"));
        }
        out
    }
}

fn run_case(line: &str, schema: &Schema) -> Result<(), String> {
    let fields: Vec<String> = line.split(" | ").map(|f| unescape(f.trim())).collect();
    let [first, second, rest @ ..] = fields.as_slice() else {
        return Err("a case has at least two fields".into());
    };
    if let Some(result) = special(first, second, rest, schema) {
        return result;
    }
    let outcome = outcome(first, second, schema)?;
    let mut wanted = rest.iter();
    let verdict = wanted.next().ok_or("no verdict")?;
    let (name, message) = verdict.split_once(": ").unwrap_or((verdict.as_str(), ""));
    let mut ok = outcome.verdict == name && outcome.message.contains(message);
    for key in wanted {
        let (key, text) = key.split_once(':').ok_or("a key")?;
        let text = text.trim();
        ok &= match key {
            "remarks" => {
                let mut names: Vec<&str> = text.split_whitespace().filter(|w| *w != "none").collect();
                names.sort_unstable();
                names == outcome.remarks
            }
            "write" => outcome.write.as_deref().unwrap_or("none") == text,
            "note" => outcome.note.contains(text),
            "read" => outcome.read.contains(text),
            "span" => outcome.span == text,
            other => return Err(format!("no key {other}")),
        };
    }
    if ok { Ok(()) } else { Err(outcome.describe()) }
}

fn outcome(wording: &str, fact_text: &str, schema: &Schema) -> Result<Outcome, String> {
    let (fact_text, options, expected) = options(fact_text, schema)?;
    if let Some((a, b)) = fact_text.split_once(" vs ") {
        let (a, b) = (fact(a, schema)?, fact(b, schema)?);
        return Ok(match read_comparison(wording, schema) {
            Ok(stated) => Outcome::of_verdict(&compare(&stated, &a, &b, schema, &options)),
            Err(error) => Outcome::of_error(wording, &error),
        });
    }
    if let Some(expected) = expected {
        let stored = fact(&fact_text, schema)?;
        return Ok(Outcome::of_verdict(&agree_is(&expected, &stored, schema)));
    }
    let stated = match read_wording(wording, schema) {
        Ok(stated) => stated,
        Err(error) => return Ok(Outcome::of_error(wording, &error)),
    };
    assert!(wording.get(stated.span.clone()).is_some(), "a span off the wording");
    if fact_text == "-" {
        // Any value of the kind serves to see how the wording was read.
        let dummy = agree(&stated, &any(schema), schema, &options);
        let outcome = Outcome::of_verdict(&dummy);
        let message = format!("{} <{}>", outcome.read, stated.figure_text());
        return Ok(Outcome { verdict: "reads".into(), message, ..outcome });
    }
    let stored = fact(&fact_text, schema)?;
    Ok(Outcome::of_verdict(&agree(&stated, &stored, schema, &options)))
}

fn any(schema: &Schema) -> Stored {
    let text = match schema.kind {
        Kind::Boolean => "yes",
        Kind::Level => "L5",
        Kind::Date => "2025",
        Kind::Enum | Kind::Text => "anything",
        _ => "3",
    };
    read_stored(text, schema)
        .or_else(|_| read_stored("$3", schema))
        .or_else(|_| read_stored("3%", schema))
        .or_else(|_| read_stored(schema.values.first().map_or("x", |v| v.id.as_str()), schema))
        .expect("a value of the kind")
}

fn options(text: &str, schema: &Schema) -> Result<(String, Options, Option<String>), String> {
    let mut options = Options::default();
    let mut expected = None;
    let Some((fact, rest)) = text.split_once(" ;; ") else {
        return Ok((text.to_string(), options, None));
    };
    for part in rest.split_whitespace() {
        if let Some(stat) = part.strip_prefix('#') {
            options.statistic = Some(stat.parse().map_err(|e| format!("{e}"))?);
            continue;
        }
        let (key, value) = part.split_once('=').ok_or("an option")?;
        match key {
            "match" => {
                options.match_mode = Some(value.parse::<MatchMode>().map_err(|e| format!("{e}"))?);
            }
            "tol" => options.tolerance = Some(schema.margin(value).map_err(|e| e.to_string())?),
            "is" => expected = Some(value.to_string()),
            other => return Err(format!("no option {other}")),
        }
    }
    Ok((fact.to_string(), options, expected))
}

/// The cases about facts among themselves, and about schemas.
fn on_facts(name: &str, text: &str, wanted: &str, schema: &Schema) -> Option<Result<(), String>> {
    let facts = |sep: &str| -> Result<Vec<Stored>, String> {
        text.split(sep).map(|t| fact(t.trim(), schema)).collect()
    };
    let found = match name {
        "relate" => {
            let mut words = text.splitn(3, "  ");
            let (a, op, b) = (words.next()?, words.next()?, words.next()?);
            fact(a, schema).and_then(|a| {
                let relation: Relation = op.parse().map_err(|e| format!("{e}"))?;
                let truth = relate(&a, relation, &fact(b, schema)?, schema);
                Ok(format!("{truth:?}").split('(').next().unwrap_or("").to_lowercase())
            })
        }
        "hull" => facts(" ;; ")
            .map(|all| hull(&all).map_or("none".to_string(), |h| format(&h, schema, Form::Range))),
        "as" => {
            let (unit, value) = text.split_once(' ')?;
            let unit = TimeUnit::from_word(unit).expect("a unit of time");
            fact(value, schema).map(|f| {
                in_time_unit(&f, unit).map_or("none".to_string(), |f| format(&f, schema, Form::Range))
            })
        }
        "schema" => match parse_schema(text) {
            Ok(_) => Ok("ok".to_string()),
            Err(error) => Ok(error),
        },
        _ => return None,
    };
    Some(found.and_then(|found| if found == wanted { Ok(()) } else { Err(found) }))
}

/// The cases that are not claims.
fn special(first: &str, second: &str, rest: &[String], schema: &Schema) -> Option<Result<(), String>> {
    let wanted = rest.first().map(String::as_str).unwrap_or("");
    let same = |found: String| if found == wanted { Ok(()) } else { Err(found) };
    if first == "fact:" {
        let found = match fact(second, schema) {
            Ok(stored) => format!("ok: {}", format(&stored, schema, Form::Range)),
            Err(error) => error,
        };
        let exact = wanted.starts_with("ok:");
        let ok = if exact { found == wanted } else { found.contains(wanted) };
        return Some(if ok { Ok(()) } else { Err(found) });
    }
    if let Some(form) = first.strip_prefix("format:") {
        let form: Form = form.parse().expect("a form");
        return Some(fact(second, schema).and_then(|s| same(format(&s, schema, form))));
    }
    let (name, text) = first.split_once(": ")?;
    if let Some(result) = on_facts(name, text, second, schema) {
        return Some(result);
    }
    let found = match name {
        "conflict" | "covers" => {
            return Some(
                pair(name, text, second, schema)
                    .and_then(|yes| same(if yes { "yes".into() } else { "no".into() })),
            );
        }
        "before" => {
            let text = text.strip_suffix('…').unwrap_or(text);
            let date = schema.kind == Kind::Date;
            let taken = if date { hedges_before_date(text) } else { hedges_before(text) };
            let taken = taken.map(|o| text[text.len() - o.len..].trim());
            taken.unwrap_or("none").to_string()
        }
        "attached-before" => {
            let text = text.strip_suffix('…').unwrap_or(text);
            let taken = attached_before(text, 0, schema);
            if taken == 0 { "none".to_string() } else { text[text.len() - taken..].trim().to_string() }
        }
        "attached-after" => {
            let text = text.strip_prefix('…').unwrap_or(text);
            let taken = attached_after(text, 0, schema);
            if taken == 0 { "none".to_string() } else { text[..taken].trim().to_string() }
        }
        "after" | "after-count" => {
            let text = text.strip_prefix('…').unwrap_or(text);
            let taken = if name == "after" { hedges_after(text) } else { hedges_after_count(text) };
            let taken = taken.map(|o| text[..o.len].trim());
            taken.unwrap_or("none").to_string()
        }
        "figures" => listed(text, schema),
        "mutants" => match fact(text, schema) {
            Ok(stored) => mutants(&stored, schema),
            Err(error) => error,
        },
        "reword" => {
            let first = figures(text, &lexicon(schema)).into_iter().next();
            let found = vary_wording(text, first.map_or(0..text.len(), |f| f.span)).join(" ; ");
            if found.is_empty() { "none".to_string() } else { found }
        }
        _ => return None,
    };
    Some(if found == second { Ok(()) } else { Err(found) })
}

/// Whether two values conflict, or a wording covers a value.
fn pair(name: &str, text: &str, other: &str, schema: &Schema) -> Result<bool, String> {
    let b = fact(other, schema)?;
    if name == "conflict" {
        return Ok(conflict(&fact(text, schema)?, &b, schema));
    }
    let stated = read_wording(text, schema).map_err(|e| e.to_string())?;
    Ok(covers(&stated, &b, schema))
}

/// The mutants of a value, as a case writes them.
fn mutants(stored: &Stored, schema: &Schema) -> String {
    let write = |s: &Stored| match &s.shape {
        Shape::Distribution(d) => {
            let part = |a: &Amount| format(&point(a.clone()), schema, Form::Short);
            let parts: Vec<String> = d.parts.iter().map(|(stat, a)| format!("{stat} {}", part(a))).collect();
            parts.join(", ")
        }
        _ => format(s, schema, Form::Short),
    };
    let all: Vec<String> =
        variants(stored, schema).iter().map(|(name, s)| format!("{name}={}", write(s))).collect();
    if all.is_empty() { "none".to_string() } else { all.join(" ; ") }
}

fn lexicon(schema: &Schema) -> Lexicon {
    let nouns = schema.nouns.iter().map(|n| n.join(" "));
    Lexicon::new(nouns)
        .with_levels(LevelPattern::default())
        .with_names(vec!["Series 7 exam".to_string(), "30 Rock rounds".to_string()])
}

/// The figures of a text, as a case writes them.
fn listed(text: &str, schema: &Schema) -> String {
    let all: Vec<String> = figures(text, &lexicon(schema))
        .into_iter()
        .map(|f| {
            let flags = [(f.advice, "?"), (f.quoted, "\""), (f.announces, ":")];
            let flags: String = flags.iter().filter(|(on, _)| *on).map(|(_, m)| *m).collect();
            format!("{}{flags}={}", f.kind, &text[f.span])
        })
        .collect();
    if all.is_empty() { "none".to_string() } else { all.join(" ; ") }
}
