//! Mappings read key by key.
//!
//! In: a mapping of a YAML tree. Out: the values of keys that a reader asks for, and findings on values that are not
//! what their keys want, on keys that are missing and on those that nobody asked for. Knows no key itself.

use super::foreign;
use super::yaml::{self, Node, Value};
use crate::diag::{Applicability, Diagnostic, Edit, Findings, Fix, Level, Reported};
use crate::lints;
use crate::text::{Span, Spanned, did_you_mean, offset_in, word_suggestion};

/// A mapping that is being read key by key; keys that nobody asked for are unknown. Reading ends with
/// [`Fields::finish`], on every path: what was found is lost otherwise.
pub(crate) struct Fields<'a> {
    what: &'static str,
    span: Span,
    entries: &'a [(Spanned<String>, Node)],
    asked: Vec<&'static str>,
    /// Keys that are mistyped, with what they were read for.
    meant: Vec<(&'a Spanned<String>, &'static str)>,
    findings: Findings,
    finished: bool,
}

impl Drop for Fields<'_> {
    fn drop(&mut self) {
        debug_assert!(self.finished || std::thread::panicking(), "{} was not read to its end", self.what);
    }
}

impl<'a> Fields<'a> {
    /// Starts reading a mapping; anything else is a finding and `None`. `what` names it in
    /// messages: `a fact`.
    pub(crate) fn of(node: &'a Node, what: &'static str, findings: &mut Findings) -> Option<Self> {
        Self::mapping(node, what, findings).ok()
    }

    /// Starts reading a mapping.
    ///
    /// # Errors
    /// It is something else.
    pub(crate) fn mapping(
        node: &'a Node,
        what: &'static str,
        findings: &mut Findings,
    ) -> Result<Self, Reported> {
        match &node.value {
            Value::Map(entries) => {
                let (asked, meant, findings) = (Vec::new(), Vec::new(), Findings::default());
                Ok(Self { what, span: node.span, entries, asked, meant, findings, finished: false })
            }
            _ => {
                let message = format!("{what} must be a mapping (`key: value`), found {}", node.describe());
                let mut finding = Diagnostic::new(&lints::WRONG_VALUE, node.span, message);
                finding.help.extend(no_mapping(node));
                Err(findings.report(finding))
            }
        }
    }

    /// The place of the whole mapping.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// Whether a key is there, whatever its value.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(own, _)| own.value == key)
    }

    /// Whether a key that was asked for is there under a mistyped name.
    pub(crate) fn means(&self, key: &str) -> bool {
        self.meant.iter().any(|(_, meant)| *meant == key)
    }

    /// The value of a key, unless it is missing or null.
    pub(crate) fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        let (_, node) = self.entry(key).or_else(|| self.mistyped(key))?;
        (node.value != Value::Null).then_some(node)
    }

    fn entry(&self, key: &str) -> Option<&'a (Spanned<String>, Node)> {
        self.entries.iter().rev().find(|(k, _)| k.value == key)
    }

    /// The entry whose key is a slip of the one asked for. It is read as what was meant, so that nothing else
    /// follows from the slip, which is reported when all keys are known.
    fn mistyped(&mut self, key: &'static str) -> Option<&'a (Spanned<String>, Node)> {
        if let Some((found, _)) = self.meant.iter().find(|(_, meant)| *meant == key) {
            return self.entry(&found.value);
        }
        let free =
            |wrong: &str| !self.asked.contains(&wrong) && self.meant.iter().all(|(k, _)| k.value != wrong);
        let found =
            self.entries.iter().find(|(k, _)| free(&k.value) && is_slip_of_key(self.what, &k.value, key))?;
        self.meant.push((&found.0, key));
        Some(found)
    }

    /// A single value as text.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.node(key)?;
        self.scalar(node, key).ok()
    }

    /// A single value as text that has to be there.
    pub(crate) fn required(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.needed(key).ok()
    }

    /// A single value as text that has to be there.
    ///
    /// # Errors
    /// It is missing, or not a single value.
    pub(crate) fn needed(&mut self, key: &'static str) -> Result<Spanned<String>, Reported> {
        match self.node(key) {
            Some(node) => self.scalar(node, key),
            None => {
                let message = format!("{} needs `{key}`", self.what);
                Err(self.findings.report(Diagnostic::new(&lints::MISSING_KEY, self.first_line(), message)))
            }
        }
    }

    fn first_line(&self) -> Span {
        self.entries.first().map_or(self.span, |(key, _)| key.span)
    }

    fn scalar(&mut self, node: &Node, key: &str) -> Result<Spanned<String>, Reported> {
        self.single(node, || format!("`{key}`"))
    }

    fn single(&mut self, node: &Node, what: impl Fn() -> String) -> Result<Spanned<String>, Reported> {
        match &node.value {
            Value::Scalar(text) => Ok(Spanned::new(text.clone(), node.span)),
            Value::Null | Value::List(_) | Value::Map(_) => {
                let message = format!("{} must be a single value, found {}", what(), node.describe());
                let mut finding = Diagnostic::new(&lints::WRONG_VALUE, node.span, message);
                finding.help.extend(one_text(node));
                Err(self.findings.report(finding))
            }
        }
    }

    /// A list of single values; one single value stands for a list of one.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(node) = self.node(key) else { return Vec::new() };
        self.words(node, || format!("`{key}`"))
    }

    /// Names in a list. One text with commas between them is reported, and read as what it means.
    pub(crate) fn several(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let written = self.texts(key);
        if let [one] = written.as_slice()
            && one.value.contains(',')
            && self.node(key).is_some_and(|node| !node.is_list())
        {
            self.commas(key, one);
        }
        written.into_iter().flat_map(parts).collect()
    }

    fn commas(&mut self, key: &str, text: &Spanned<String>) {
        let right = format!("[{}]", text.value.trim());
        let message = format!("`{key}` is a list, found one text with commas");
        let mut finding =
            Diagnostic::new(&lints::WRONG_VALUE, text.span, message).help(format!("write `{key}: {right}`"));
        if text.span.is_plain(&text.value) {
            finding = finding.fix(Applicability::Safe, text.span, right);
        }
        finding.at_most = Some(Level::Warn);
        self.findings.report(finding);
    }

    /// The same of a value that stands elsewhere; `what` names it in messages.
    pub(crate) fn words(&mut self, node: &Node, what: impl Fn() -> String) -> Vec<Spanned<String>> {
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.single(item, &what).ok()).collect(),
            _ => self.single(node, &what).ok().into_iter().collect(),
        }
    }

    /// A list of anything.
    pub(crate) fn nodes(&mut self, key: &'static str) -> &'a [Node] {
        self.listed(key).unwrap_or_default()
    }

    /// A list of anything.
    ///
    /// # Errors
    /// It is something else.
    pub(crate) fn listed(&mut self, key: &'static str) -> Result<&'a [Node], Reported> {
        match self.node(key).map(|node| (node, &node.value)) {
            Some((_, Value::List(items))) => Ok(items),
            Some((node, _)) => Err(self.no_list(key, node, ENTRIES.to_owned())),
            None => Ok(&[]),
        }
    }

    /// A list of anything, of which one that stands alone is reported and read all the same.
    pub(crate) fn nodes_or_one(&mut self, key: &'static str) -> &'a [Node] {
        let Some(node) = self.node(key) else { return &[] };
        if let Value::List(items) = &node.value {
            return items;
        }
        // A key that is mistyped has its finding already.
        if self.meant.iter().all(|(_, meant)| *meant != key) {
            let help = match &node.value {
                Value::Scalar(text) if !text.contains(['`', '\n']) => format!("write `{key}: [{text}]`"),
                _ => ENTRIES.to_owned(),
            };
            self.no_list(key, node, help);
        }
        std::slice::from_ref(node)
    }

    fn no_list(&mut self, key: &str, node: &Node, help: String) -> Reported {
        let message = format!("`{key}` must be a list, found {}", node.describe());
        self.findings.report(Diagnostic::new(&lints::WRONG_VALUE, node.span, message).help(help))
    }

    /// The entries of a mapping.
    pub(crate) fn entries(&mut self, key: &'static str) -> &'a [(Spanned<String>, Node)] {
        match self.node(key).map(|node| (node, &node.value)) {
            Some((_, Value::Map(entries))) => entries,
            Some((node, _)) => {
                self.wrong(node.span, format!("`{key}` must be a mapping, found {}", node.describe()));
                &[]
            }
            None => &[],
        }
    }

    /// A value of one of YAML's own types; `kind` names it in messages: `true or false`.
    pub(crate) fn typed<T: serde::de::DeserializeOwned>(
        &mut self,
        key: &'static str,
        kind: &str,
    ) -> Option<T> {
        self.parsed(key, kind, yaml::typed).map(|value| value.value)
    }

    /// A value that `read` understands; `kind` names what it has to be.
    pub(crate) fn parsed<T>(
        &mut self,
        key: &'static str,
        kind: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        let value = read(&text.value);
        if value.is_none() {
            self.wrong(text.span, format!("`{key}` must be {kind}, found `{}`", text.value));
        }
        Some(Spanned::new(value?, text.span))
    }

    /// A whole number from 1 to `most`.
    pub(crate) fn counted(&mut self, key: &'static str, most: u32) -> Option<Spanned<u32>> {
        let kind = format!("a whole number from 1 to {most}");
        let read = |text: &str| text.parse().ok().filter(|number| (1..=most).contains(number));
        self.parsed(key, &kind, read)
    }

    /// One of a closed list of words.
    pub(crate) fn choice(
        &mut self,
        key: &'static str,
        choices: &[&'static str],
    ) -> Option<Spanned<&'static str>> {
        let text = self.text(key)?;
        let found = choices.iter().find(|choice| **choice == text.value);
        if found.is_none() {
            let near = word_suggestion(&text.value, choices.iter().copied());
            self.wrong(text.span, format!("`{key}` is one of {}, not `{}`{near}", list(choices), text.value));
        }
        Some(Spanned::new(*found?, text.span))
    }

    /// Reports a value that is not what its key wants.
    pub(crate) fn wrong(&mut self, span: Span, message: String) {
        self.fault(span, message);
    }

    /// The same, with the proof that it was reported.
    pub(crate) fn fault(&mut self, span: Span, message: String) -> Reported {
        self.fault_with(span, message, None)
    }

    /// The same, with what to write.
    pub(crate) fn fault_with(&mut self, span: Span, message: String, help: Option<String>) -> Reported {
        let mut finding = Diagnostic::new(&lints::WRONG_VALUE, span, message);
        finding.help.extend(help);
        self.findings.report(finding)
    }

    /// Reads on without findings: which keys there may be is all that counts.
    pub(crate) fn quietly(&mut self, read: impl FnOnce(&mut Self)) {
        let (findings, meant) = (std::mem::take(&mut self.findings), self.meant.clone());
        read(self);
        (self.findings, self.meant) = (findings, meant);
    }

    /// Ends the reading: keys that were not asked for are unknown.
    pub(crate) fn finish(mut self, findings: &mut Findings) {
        debug_assert!(
            self.meant.iter().all(|(key, _)| !self.asked.contains(&key.value.as_str())),
            "keys of {} that are near to each other belong in `APART`: {:?}",
            self.what,
            self.meant
        );
        // A value under a key that is a slip of another may be meant otherwise.
        let slips: Vec<Span> = self.meant.iter().map(|(key, _)| key.span).collect();
        let of_slip = |(key, node): &(Spanned<String>, Node)| slips.contains(&key.span).then_some(node.span);
        let doubtful: Vec<Span> = self.entries.iter().filter_map(of_slip).collect();
        self.findings.retain(|finding| {
            finding.lint != &lints::WRONG_VALUE || doubtful.iter().all(|span| !span.holds(finding.span))
        });
        let known = if self.what == PAGE { self.of_others() } else { Vec::new() };
        for (key, _) in self.entries {
            if !self.asked.contains(&key.value.as_str()) && !known.contains(&key.value.as_str()) {
                self.unknown(key);
            }
        }
        findings.append(std::mem::take(&mut self.findings));
        self.finished = true;
    }

    /// Reports a key that nobody asked for.
    fn unknown(&mut self, key: &Spanned<String>) {
        let meant = self.meant.iter().find(|(k, _)| k.span == key.span).map(|(_, meant)| *meant);
        let near = meant.map_or_else(
            || word_suggestion(&key.value, self.asked.iter().copied()),
            |meant| format!("; did you mean `{meant}`?"),
        );
        let message = format!("{} has no key `{}`{near}", self.what, key.value);
        let known = format!("the keys are {}", list(&self.asked));
        self.findings.report(Diagnostic::new(&lints::UNKNOWN_KEY, key.span, message).help(known));
    }

    /// Reports the keys of a page that other tools have under other names, all in one finding, and returns them.
    fn of_others(&mut self) -> Vec<&'a str> {
        let entries = self.entries;
        let has = |name: &str| entries.iter().any(|(key, _)| key.value == name);
        let asked = std::mem::take(&mut self.asked);
        let found = entries.iter().filter(|(key, _)| !asked.contains(&key.value.as_str()));
        let found: Vec<_> = found
            .filter_map(|(key, node)| {
                // The day on which a page is published, and not whether it is.
                let day = matches!(&node.value, Value::Scalar(text) if text.contains('-'));
                let dated = (key.value == "published" && day).then_some("publish");
                Some((key, node, dated.or_else(|| foreign::called_here(&key.value))?))
            })
            .collect();
        self.asked = asked;
        let keys: Vec<&'a str> = found.iter().map(|(key, ..)| key.value.as_str()).collect();
        let Some((first, ..)) = found.first() else { return keys };
        let are = if keys.len() == 1 { "is a key" } else { "are keys" };
        let said: Vec<String> =
            found.iter().map(|(key, _, ours)| format!("`{}` is `{ours}`", key.value)).collect();
        let mut taken: Vec<&str> = Vec::new();
        let mut edits = Vec::new();
        for (key, node, ours) in &found {
            let plain = key.span.is_plain(&key.value);
            let carried = (foreign::means_the_same(&key.value) || *ours == "publish")
                && matches!(node.value, Value::Scalar(_) | Value::List(_));
            if plain && carried && !has(ours) && !taken.contains(ours) {
                taken.push(ours);
                edits.push(Edit { span: key.span, text: (*ours).to_owned() });
            }
        }
        let message = format!("{} {are} of other tools", list(&keys));
        let mut finding = Diagnostic::new(&lints::UNKNOWN_KEY, first.span, message)
            .help(format!("here {}; what has no name here belongs under `extra`", said.join(", ")));
        if !edits.is_empty() {
            finding.fix = Some(Fix { applicability: Applicability::Safe, edits });
        }
        self.findings.report(finding);
        keys
    }
}

/// Keys that stand beside each other in one mapping: neither is a slip of the other.
const APART: [(&str, [&str; 2]); 4] = [
    (PAGE, ["subject", "subjects"]),
    ("the configuration", ["card", "cards"]),
    ("a source", ["published", "publisher"]),
    ("a process", ["starts", "stages"]),
];

/// Keys that authors expect under another name, by the mapping.
const CALLED: [(&str, &str, &str); 2] = [("a fact", "date", "as-of"), ("a report", "date", "as-of")];

/// Whether a key is another one with a slip: other capitals or joints, or a letter or two that are wrong.
fn is_slip_of_key(what: &str, wrong: &str, key: &str) -> bool {
    if CALLED.contains(&(what, wrong, key)) {
        return true;
    }
    let letters = |key: &str| key.chars().flat_map(char::to_lowercase).count();
    let (one, other) = (letters(wrong), letters(key));
    let most = (one.max(other) / 3).max(1);
    // Most keys are told apart by their lengths and letters: every key of every mapping is asked for. An edit changes
    // two letters at most.
    if wrong == key
        || one.abs_diff(other) > most
        || (letter_set(wrong) ^ letter_set(key)).count_ones() as usize > 2 * most
    {
        return false;
    }
    let plain = |key: &str| key.to_lowercase().replace(['_', ' '], "-");
    // Of two keys that are near to each other, the nearer one is meant.
    let apart = APART.iter().any(|(of, [one, other])| {
        let rival = if key == *one { other } else { one };
        let pair = *of == what && (key == *one || key == *other);
        pair && (wrong == *rival || did_you_mean(wrong, [*rival, key]) == Some(*rival))
    });
    let near =
        || plain(wrong) == plain(key) || (key.len() >= 4 && did_you_mean(&plain(wrong), [key]).is_some());
    let elsewhere = || what == PAGE && foreign::called_here(wrong).is_some();
    !apart && near() && !elsewhere()
}

/// Which letters of ASCII a key has, a bit for each.
fn letter_set(key: &str) -> u32 {
    let letters = key.bytes().filter(u8::is_ascii_alphabetic);
    letters.fold(0, |set, letter| set | 1 << (letter.to_ascii_lowercase() - b'a'))
}

/// What to write where a text was read as a mapping: its colon has a space after it.
fn one_text(node: &Node) -> Option<String> {
    let Value::Map(entries) = &node.value else { return None };
    let [(key, value)] = entries.as_slice() else { return None };
    let text = match &value.value {
        Value::Scalar(text) => format!("{}: {text}", key.value),
        Value::Null => format!("{}:", key.value),
        Value::List(_) | Value::Map(_) => return None,
    };
    if !node.span.is_plain(&text) {
        return None;
    }
    Some(yaml::advice("put the text in quotes, because of its colon", &yaml::quoted(&text)))
}

/// What to write where one text stands in place of a mapping.
pub(super) fn no_mapping(node: &Node) -> Option<String> {
    let Value::Scalar(text) = &node.value else { return None };
    let (key, value) = text.split_once(':').unwrap_or(("", ""));
    let is_key = !key.is_empty() && !key.contains(' ') && !value.starts_with("//");
    let whole = format!("{key}: {value}");
    (is_key && !whole.contains(['`', '\n'])).then(|| format!("write a space after the colon: `{whole}`"))
}

const ENTRIES: &str = "begin each entry with `- `, even if there is only one";

/// The names between the commas of a text.
fn parts(text: Spanned<String>) -> Vec<Spanned<String>> {
    if !text.value.contains(',') {
        return vec![text];
    }
    let plain = text.span.is_plain(&text.value);
    let one = |part: &str| {
        let name = part.trim();
        let at = offset_in(&text.value, name).filter(|_| plain);
        let span = at.map_or(text.span, |at| text.span.within(at..at + name.len()));
        Spanned::new(name.to_owned(), span)
    };
    text.value.split(',').filter(|part| !part.trim().is_empty()).map(one).collect()
}

/// What messages call a page's front matter.
pub(super) const PAGE: &str = "a page";

/// `a`, `b` and `c`, in backticks.
pub(crate) fn list(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "none".to_owned(),
    }
}
