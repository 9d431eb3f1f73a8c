//! The grammar of `fact:`, `claim:` and `source:` targets (docs/claims.md, "References").
//!
//! In: a link's destination as Markdown gives it. Out: its parts. Does not know which facts exist.

use crate::model::PartialDate;
use crate::text::{suggestion, tail, word_suggestion};
use crate::value::{MatchMode, Stat};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a binding points at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Target {
    Fact(FactRef),
    /// `fact:` alone: the one fact of the page's subject that supports the words
    Unnamed,
    /// `claim:rule`
    Rule(String),
    /// `source:id`
    Source(String),
    /// `fact:todo`, perhaps with the day since when
    Todo(Option<PartialDate>),
    /// `fact:none`
    Exempt,
}

/// `[ subject "/" ] attribute [ "@" qualifiers ] [ "#" statistic ] [ "?" options ]`
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct FactRef {
    pub subject: Option<String>,
    pub attribute: String,
    /// Key and value; a bare first token has no key and means the attribute's first qualifier.
    pub qualifiers: Vec<(Option<String>, String)>,
    pub statistic: Option<Stat>,
    /// `#as-of`: the time the value describes, instead of the value.
    pub as_of: bool,
    pub options: RefOptions,
}

/// What follows `?`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct RefOptions {
    pub is: Option<String>,
    pub matching: Option<MatchMode>,
    pub tolerance: Option<String>,
    pub form: Option<String>,
    /// The unit of time that an insertion is written in.
    pub unit: Option<String>,
    /// A comparison, `vs` or a relation, with a fact or a value; kept as written.
    pub compare: Option<Box<(Cow<'static, str>, String)>>,
}

impl FactRef {
    /// Subject, attribute and qualifiers, as written.
    pub(crate) fn path(&self) -> String {
        let subject = self.subject.as_ref().map(|subject| format!("{subject}/")).unwrap_or_default();
        let one = |(key, value): &(Option<String>, String)| match key {
            Some(key) => format!("{key}={value}"),
            None => value.clone(),
        };
        let qualifiers: Vec<String> = self.qualifiers.iter().map(one).collect();
        let at = if qualifiers.is_empty() { "" } else { "@" };
        format!("{subject}{}{at}{}", self.attribute, qualifiers.join(","))
    }
}

impl RefOptions {
    /// The first option that an assertion cannot have.
    pub(crate) fn only_for_insertions(&self) -> Option<&'static str> {
        let set = [(self.form.is_some(), "fmt"), (self.unit.is_some(), "as")];
        set.into_iter().find(|(there, _)| *there).map(|(_, name)| name)
    }

    /// The first option that an insertion cannot have.
    pub(crate) fn only_for_assertions(&self) -> Option<&str> {
        let set = [
            (self.is.is_some(), "is"),
            (self.matching.is_some(), "match"),
            (self.tolerance.is_some(), "tol"),
        ];
        let set = set.into_iter().find(|(there, _)| *there).map(|(_, name)| name);
        set.or_else(|| self.compare.as_deref().map(|(name, _)| name.as_ref()))
    }
}

/// Why a target cannot be read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum RefError {
    /// The form is wrong; the sentence says how.
    Malformed(String),
    /// An option that does not exist; the sentence names the ones that do.
    UnknownOption(String),
    /// A mistyped option: the sentence, what is written, and what was meant.
    Typo(String, String, &'static str),
}

const OPTIONS: [&str; 11] = ["vs", "gt", "lt", "ge", "le", "eq", "is", "match", "tol", "fmt", "as"];

/// Reads a destination; `None` when it has none of our schemes.
pub(crate) fn target(destination: &str) -> Option<Result<Target, RefError>> {
    let (scheme, rest) = destination.split_once(':')?;
    let rest = percent_encoding::percent_decode_str(rest).decode_utf8_lossy();
    match scheme.to_ascii_lowercase().as_str() {
        "fact" if rest.is_empty() => Some(Ok(Target::Unnamed)),
        "fact" if rest == "none" => Some(Ok(Target::Exempt)),
        "fact" if rest == "todo" => Some(Ok(Target::Todo(None))),
        "fact" if rest.starts_with("todo?") => Some(todo(&rest["todo?".len()..])),
        "fact" => Some(fact_ref(&rest).map(Target::Fact)),
        "claim" => Some(slug(&rest, "a rule").map(|id| Target::Rule(id.to_owned()))),
        "source" => Some(slug(&rest, "a source").map(|id| Target::Source(id.to_owned()))),
        _ => None,
    }
}

/// `since=2026-01`
fn todo(option: &str) -> Result<Target, RefError> {
    let (key, value) = option.split_once('=').unwrap_or((option, ""));
    if key != "since" {
        let near = suggestion(key, ["since"]);
        return Err(RefError::UnknownOption(format!(
            "`fact:todo` has no option `{key}`{near} (known: since)"
        )));
    }
    PartialDate::parse(value).map(|date| Target::Todo(Some(date))).ok_or_else(|| {
        RefError::UnknownOption(format!("`since` must be a date such as 2026-01, found `{value}`"))
    })
}

/// Reads a fact reference without its scheme.
pub(crate) fn fact_ref(text: &str) -> Result<FactRef, RefError> {
    let (head, options) = text.split_once('?').map_or((text, ""), |(head, options)| (head, options));
    let (head, statistic) = head.split_once('#').map_or((head, None), |(head, stat)| (head, Some(stat)));
    let (path, qualifiers) = head.split_once('@').map_or((head, ""), |(path, quals)| (path, quals));
    let (subject, attribute) =
        path.split_once('/').map_or((None, path), |(subject, rest)| (Some(subject), rest));
    Ok(FactRef {
        subject: subject.map(|id| slug(id, "a subject").map(str::to_owned)).transpose()?,
        attribute: slug(attribute, "an attribute")?.to_owned(),
        qualifiers: self::qualifiers(qualifiers)?,
        as_of: statistic == Some("as-of"),
        statistic: statistic.filter(|name| *name != "as-of").map(self::statistic).transpose()?,
        options: self::options(options)?,
    })
}

fn slug<'a>(text: &'a str, what: &str) -> Result<&'a str, RefError> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    let near = || {
        let right = text.to_lowercase().replace(['_', ' '], "-").replace([':', '\\'], "/");
        let right = right.trim_matches(['-', '/']);
        let sound = |c: char| fits(c) || c == '/';
        let valid =
            right != text && right.starts_with(|c: char| c.is_ascii_lowercase()) && right.chars().all(sound);
        tail(Some(right).filter(|_| valid))
    };
    match text.chars().find(|c| !fits(*c)) {
        None if text.is_empty() => Err(RefError::Malformed(format!("the name of {what} is missing"))),
        None if text.starts_with(|c: char| c.is_ascii_lowercase()) => Ok(text),
        None => Err(RefError::Malformed(format!(
            "the name of {what} must start with a lower-case letter, found `{text}`"
        ))),
        Some(c) => {
            let message = format!("{c:?} is not allowed in the name of {what}, `{text}`{}", near());
            Err(RefError::Malformed(message))
        }
    }
}

fn qualifiers(text: &str) -> Result<Vec<(Option<String>, String)>, RefError> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let token = |t: &str| t.chars().all(|c| c.is_alphanumeric() || "-._".contains(c)) && !t.is_empty();
    let one = |qualifier: &str| {
        let (key, value) =
            qualifier.split_once('=').map_or((None, qualifier), |(key, value)| (Some(key), value));
        if !token(value) || key.is_some_and(|key| slug(key, "a qualifier").is_err()) {
            return Err(RefError::Malformed(format!("`{qualifier}` is not a qualifier (`key=value`)")));
        }
        Ok((key.map(str::to_owned), value.to_owned()))
    };
    text.split(',').map(one).collect()
}

fn statistic(text: &str) -> Result<Stat, RefError> {
    text.parse().map_err(|_| {
        let known = ["min", "max", "mid", "median", "mean", "n", "as-of"];
        RefError::Malformed(format!("`#{text}` is not a statistic{}", suggestion(text, known)))
    })
}

fn options(text: &str) -> Result<RefOptions, RefError> {
    let mut options = RefOptions::default();
    for option in text.split('&').filter(|option| !option.is_empty()) {
        let (key, value) = option.split_once('=').unwrap_or((option, ""));
        let value = value.to_owned();
        match key {
            "is" => options.is = Some(value),
            "match" => {
                let mode = value.parse().map_err(|_| {
                    let near = word_suggestion(&value, ["exact", "within", "contains", "overlaps"]);
                    RefError::UnknownOption(format!(
                        "`match` is one of exact, within, contains, overlaps, not `{value}`{near}"
                    ))
                })?;
                options.matching = Some(mode);
            }
            "tol" => options.tolerance = Some(value),
            "fmt" => options.form = Some(value),
            "as" => options.unit = Some(value),
            _ => match OPTIONS.iter().find(|known| **known == key) {
                Some(known) if options.compare.is_none() => {
                    options.compare = Some(Box::new(((*known).into(), value)))
                }
                Some(known) => {
                    let first = options.compare.as_deref().map_or("", |(first, _)| first.as_ref());
                    let message = format!("`{first}=` and `{known}=` cannot be combined");
                    return Err(RefError::UnknownOption(message));
                }
                None => {
                    let near = word_suggestion(key, OPTIONS);
                    let known = OPTIONS.join(", ");
                    let message = format!("unknown option `{key}`{near} (known: {known})");
                    return Err(match OPTIONS.iter().find(|option| near.contains(&format!("`{option}`"))) {
                        Some(meant) => RefError::Typo(message, format!("{key}="), meant),
                        None => RefError::UnknownOption(message),
                    });
                }
            },
        }
    }
    Ok(options)
}
