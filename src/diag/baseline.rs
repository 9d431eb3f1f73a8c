//! The baseline: findings that were there when a site began to be checked.
//!
//! In: findings, or the text of `prepress.baseline.json`. Out: that text, or the findings without
//! those that the baseline allows, and the entries that allow too much. It counts findings for each
//! file and lint and knows no lines, so it outlives edits, and it may only shrink. Does not read
//! or write the file and does not make findings of its own.

use super::{Diagnostic, Level, Suppression};
use crate::lints::{self, Lint};
use crate::text::{Files, suggestion};
use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::ops::Range;

#[cfg(test)]
mod tests;

/// The version of the format that is read and written.
const VERSION: u64 = 1;

/// How many findings of each lint one file may have.
type Counts = BTreeMap<&'static str, usize>;

/// How many findings of each lint each file may have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    files: BTreeMap<String, Counts>,
}

/// A baseline of the present findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The counts.
    pub baseline: Baseline,
    /// How many findings are of lints that a baseline may not hold.
    pub left_out: usize,
}

/// Findings after a baseline was taken off.
#[derive(Debug, Clone, PartialEq)]
pub struct Subtracted {
    /// Those to report, in their order.
    pub remaining: Vec<Diagnostic>,
    /// Those the baseline allows, in their order.
    pub suppressed: Vec<(Diagnostic, Suppression)>,
    /// Entries that allow more than there is, by path and lint.
    pub stale: Vec<Stale>,
}

/// An entry that allows more findings than there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The file, which may be gone.
    pub path: String,
    /// The lint's name.
    pub lint: &'static str,
    /// How many the baseline allows.
    pub allowed: usize,
    /// How many there are; fewer.
    pub found: usize,
}

impl Baseline {
    /// Whether findings of a lint may be put off: not those that stop a build by themselves.
    pub fn may_hold(lint: &Lint) -> bool {
        lint.group.level() != Level::Deny
    }

    /// Counts findings.
    pub fn of(findings: &[Diagnostic], files: &Files) -> Recorded {
        let mut baseline = Self::default();
        let mut left_out = 0;
        for finding in findings {
            if Self::may_hold(finding.lint) {
                let path = files.get(finding.span.file).path.as_str();
                *baseline.files.entry(path.to_owned()).or_default().entry(finding.lint.name).or_default() +=
                    1;
            } else {
                left_out += 1;
            }
        }
        Recorded { baseline, left_out }
    }

    /// Reads the file's text.
    ///
    /// # Errors
    /// When it is not JSON, of another version, or holds an entry that is unknown, repeated, of a
    /// lint that may not be put off, or no count: one line that begins with the place.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if !text.trim_start().starts_with('{') {
            return Err("line 1, column 1: expected an object with `version` and `findings`".to_owned());
        }
        // Another version may differ in everything but this.
        let head: Head = serde_json::from_str(text).map_err(|error| placed(&error))?;
        if head.version != VERSION {
            return Err(format!("`version` is {}, and this prepress reads version {VERSION}", head.version));
        }
        let whole: Whole = serde_json::from_str(text).map_err(|error| placed(&error))?;
        Ok(Self { files: whole.findings.0 })
    }

    /// The text of the file: sorted, with a final line end.
    pub fn text(&self) -> String {
        #[derive(Serialize)]
        struct Written<'a> {
            version: u64,
            findings: &'a BTreeMap<String, Counts>,
        }
        let written = Written { version: VERSION, findings: &self.files };
        serde_json::to_string_pretty(&written).expect("strings and numbers") + "\n"
    }

    /// Takes the allowed findings away. `findings` are those of a whole run, before levels turn any
    /// of them off: an entry counts as stale when they are fewer.
    ///
    /// When a file has more than allowed of a lint, all of them stay, for counts cannot tell which
    /// are new; the first of them says so.
    pub fn subtract(&self, findings: Vec<Diagnostic>, files: &Files) -> Subtracted {
        let mut found: HashMap<(&str, &'static str), usize> = HashMap::new();
        for finding in &findings {
            let path = files.get(finding.span.file).path.as_str();
            *found.entry((path, finding.lint.name)).or_default() += 1;
        }
        let mut result = Subtracted { remaining: Vec::new(), suppressed: Vec::new(), stale: Vec::new() };
        for (path, lint, allowed) in self.entries() {
            let found = found.get(&(path, lint)).copied().unwrap_or(0);
            if found < allowed {
                result.stale.push(Stale { path: path.to_owned(), lint, allowed, found });
            }
        }
        let mut told = HashSet::new();
        for finding in findings {
            let key = (files.get(finding.span.file).path.as_str(), finding.lint.name);
            let (allowed, found) = (self.allowed(key.0, key.1), found[&key]);
            if allowed == 0 {
                result.remaining.push(finding);
            } else if found <= allowed {
                result.suppressed.push((finding, Suppression { reason: reason(allowed), span: None }));
            } else if told.insert(key) {
                result.remaining.push(finding.note(excess(allowed, found)));
            } else {
                result.remaining.push(finding);
            }
        }
        result
    }

    /// The text of the file when stale entries allow what there is and no more.
    pub fn shrunk(&self, stale: &[Stale]) -> String {
        let mut shrunk = self.clone();
        for Stale { path, lint, found, .. } in stale {
            if let Some(count) = shrunk.files.get_mut(path).and_then(|counts| counts.get_mut(lint)) {
                *count = (*count).min(*found);
            }
        }
        for counts in shrunk.files.values_mut() {
            counts.retain(|_, count| *count > 0);
        }
        shrunk.files.retain(|_, counts| !counts.is_empty());
        shrunk.text()
    }

    /// Where a count stands in the file's text, to point at it; `None` when an entry is not written
    /// the plain way.
    pub fn place(text: &str, path: &str, lint: &str) -> Option<Range<usize>> {
        let file = after_key(text, path, after_key(text, "findings", 0)?)?;
        let open = file + text[file..].strip_prefix('{').map(|_| 1)?;
        let close = open + text[open..].find('}')?;
        let start = after_key(&text[..close], lint, open)?;
        let digits = text[start..close].bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0).then_some(start..start + digits)
    }

    fn entries(&self) -> impl Iterator<Item = (&str, &'static str, usize)> {
        self.files.iter().flat_map(|(path, counts)| {
            counts.iter().map(move |(lint, allowed)| (path.as_str(), *lint, *allowed))
        })
    }

    fn allowed(&self, path: &str, lint: &str) -> usize {
        self.files.get(path).and_then(|counts| counts.get(lint)).copied().unwrap_or(0)
    }
}

fn reason(allowed: usize) -> String {
    let findings = if allowed == 1 { "finding" } else { "findings" };
    format!("the baseline allows {allowed} {findings} of this kind in this file")
}

fn excess(allowed: usize, found: usize) -> String {
    format!(
        "the baseline allows {allowed} of these in this file and there are {found}; \
         it counts and knows no lines, so it cannot tell which are new and all are reported"
    )
}

/// The first place at or after `from` where the value of a key begins.
fn after_key(text: &str, key: &str, from: usize) -> Option<usize> {
    let key = serde_json::to_string(key).ok()?;
    let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    text[from..].match_indices(&key).find_map(|(at, _)| {
        let value = text[from + at + key.len()..].trim_start_matches(blank).strip_prefix(':')?;
        Some(text.len() - value.trim_start_matches(blank).len())
    })
}

/// An error of the reader with its place in front.
fn placed(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let words = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);
    format!("line {line}, column {column}: {words}")
}

#[derive(Deserialize)]
struct Head {
    version: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    #[serde(rename = "version")]
    _version: IgnoredAny,
    findings: Read<BTreeMap<String, Counts>>,
}

/// A table as read; a key that is there twice is an error and not the last one's.
struct Read<T>(T);

impl<'de> Deserialize<'de> for Read<BTreeMap<String, Counts>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Paths;
        impl<'de> Visitor<'de> for Paths {
            type Value = Read<BTreeMap<String, Counts>>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object from paths to counts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut files = BTreeMap::new();
                while let Some(path) = map.next_key::<String>()? {
                    if files.contains_key(&path) {
                        return Err(A::Error::custom(format!("`{path}` is listed twice")));
                    }
                    files.insert(path, map.next_value::<Read<Counts>>()?.0);
                }
                Ok(Read(files))
            }
        }
        deserializer.deserialize_map(Paths)
    }
}

impl<'de> Deserialize<'de> for Read<Counts> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lints;
        impl<'de> Visitor<'de> for Lints {
            type Value = Read<Counts>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object from lints to counts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut counts = Counts::new();
                while let Some(name) = map.next_key::<String>()? {
                    let lint = known(&name).map_err(A::Error::custom)?;
                    if counts.contains_key(lint) {
                        return Err(A::Error::custom(format!("`{name}` is listed twice")));
                    }
                    match map.next_value()? {
                        0 => return Err(A::Error::custom(format!("`{name}` allows 0: take the entry out"))),
                        count => counts.insert(lint, count),
                    };
                }
                Ok(Read(counts))
            }
        }
        deserializer.deserialize_map(Lints)
    }
}

/// The name of a lint that a baseline may hold.
fn known(name: &str) -> Result<&'static str, String> {
    let Some(lint) = lints::ALL.iter().find(|lint| lint.name == name) else {
        let near = suggestion(name, lints::ALL.iter().map(|lint| lint.name));
        return Err(format!("no lint `{name}`{near}"));
    };
    if Baseline::may_hold(lint) {
        return Ok(lint.name);
    }
    Err(format!("`{name}` may not be in a baseline: it is of the group `{}`", lint.group.name()))
}
