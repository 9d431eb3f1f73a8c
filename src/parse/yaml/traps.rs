//! What YAML reads in another way than its author.
//!
//! In: scalars and mappings while a document is read. Out: findings, and the value that was meant where there is only
//! one, so that nothing else follows from the trap. Reports no fault of form.

use super::fault::{IN_QUOTES, advice, quoted};
use super::scan::line;
use super::{Builder, Node, Value};
use crate::diag::{Diagnostic, Level, Reported};
use crate::lints;
use crate::text::{Span, Spanned};
use std::ops::Range;

impl Builder<'_> {
    /// Reports a value that ends where its author wrote a `#`: YAML takes the rest of the line for a comment.
    pub(super) fn cut(&mut self, end: usize) -> Option<Reported> {
        let rest = self.text.get(end..).unwrap_or("").lines().next().unwrap_or("").trim_end();
        let comment = rest.trim_start_matches([' ', '\t']);
        let first = comment.strip_prefix('#').and_then(|rest| rest.chars().next());
        let first = first.filter(|c| c.is_ascii_alphanumeric() && comment.len() < rest.len())?;
        let place = self.span(end + rest.len() - comment.len()..end + rest.len());
        let message = "YAML takes this for a comment: the value ends before it";
        let mut finding = Diagnostic::new(&lints::YAML_TRAP, place, message)
            .help("put the whole value in quotes; a comment has a blank after its `#`");
        // A number is meant; a word may be a comment in a hurry.
        if !first.is_ascii_digit() {
            finding.at_most = Some(Level::Warn);
        }
        let warns = finding.at_most.is_some();
        let reported = self.findings.report(finding);
        (!warns).then_some(reported)
    }

    /// The bytes of a value whose first word YAML takes for a name (`&Co`) or for a type (`!new`), with that word.
    /// A name is one only if something refers to it.
    pub(super) fn named(
        &mut self,
        value: &Range<usize>,
        anchored: bool,
        tagged: bool,
    ) -> Option<(Range<usize>, Reported)> {
        if !anchored && !tagged {
            return None;
        }
        let line = line(self.text, value.start).start;
        let before = &self.text[line..value.start];
        let at = before.find(if tagged { '!' } else { '&' })?;
        let word = before[at..].split_whitespace().next()?;
        let used = self.text.contains(&format!("*{}", &word[1..]));
        if word.starts_with("!!") || (!tagged && used && word.len() > 1) {
            return None;
        }
        let whole = line + at..value.end;
        let is = if tagged { "the type of the value" } else { "a name for the value" };
        let message = format!("YAML takes `{word}` for {is}, and leaves it out");
        let right = quoted(&self.text[whole.clone()]);
        let reported = self.findings.report(
            Diagnostic::new(&lints::YAML_TRAP, self.span(line + at..line + at + word.len()), message)
                .help(advice(IN_QUOTES, &right)),
        );
        Some((whole, reported))
    }

    /// Reports entries of a mapping in braces that are none: the rest of a value after its comma, and a key whose
    /// colon has no space after it. Gives the entries as they were meant.
    pub(super) fn in_braces(
        &mut self,
        start: usize,
        entries: Vec<(Spanned<String>, Node)>,
    ) -> Vec<(Spanned<String>, Node)> {
        if !self.text[start..].starts_with('{') {
            return entries;
        }
        let mut meant: Vec<(Spanned<String>, Node)> = Vec::with_capacity(entries.len());
        let mut entries = entries.into_iter().peekable();
        while let Some((key, node)) = entries.next() {
            if !self.is_bare(&key, &node) {
                meant.push((key, node));
            } else if let Some((name, value)) =
                key.value.split_once(':').filter(|(name, _)| !name.contains(' '))
            {
                let (name, value) = (name.to_owned(), value.to_owned());
                meant.push(self.split(&key, name, value));
            } else if let Some((_, last)) = meant.last_mut().filter(|(_, last)| self.is_before(last, &key)) {
                // Several commas are one trap.
                let mut end = key.span.end;
                while let Some((next, _)) = entries.next_if(|(key, node)| self.is_bare(key, node)) {
                    end = next.span.end;
                }
                let span = Span { end, ..last.span };
                let value = Value::Scalar(self.slice(span.range()).to_owned());
                let fault = Some(self.comma(&key, span));
                *last = Node { span, value, fault };
            } else {
                meant.push((key, node));
            }
        }
        meant
    }

    /// Whether an entry is a key without a colon.
    fn is_bare(&self, key: &Spanned<String>, node: &Node) -> bool {
        let after = self.text[key.span.range().end - self.offset..].trim_start();
        node.value == Value::Null && key.span.is_plain(&key.value) && after.starts_with([',', '}'])
    }

    fn slice(&self, bytes: Range<usize>) -> &str {
        &self.text[bytes.start - self.offset..bytes.end - self.offset]
    }

    /// Whether a bare value ends at the comma before a key.
    fn is_before(&self, last: &Node, key: &Spanned<String>) -> bool {
        let Value::Scalar(text) = &last.value else { return false };
        let between = last.span.range().end..key.span.range().start;
        last.span.is_plain(text)
            && between.start < between.end
            && !self.slice(last.span.range()).starts_with(['"', '\''])
            && self.slice(between).trim() == ","
    }

    fn comma(&mut self, key: &Spanned<String>, whole: Span) -> Reported {
        let right = quoted(self.slice(whole.range()));
        let message = format!("in braces a comma ends the value: `{}` is not part of it", key.value);
        self.findings
            .report(Diagnostic::new(&lints::YAML_TRAP, key.span, message).help(advice(IN_QUOTES, &right)))
    }

    fn split(&mut self, key: &Spanned<String>, name: String, value: String) -> (Spanned<String>, Node) {
        let colon = name.len();
        let message = format!("a space is missing after the colon of `{name}`");
        self.findings.report(
            Diagnostic::new(&lints::YAML_TRAP, key.span, message).help(format!("write `{name}: {value}`")),
        );
        let span = key.span.within(colon + 1..key.value.len());
        let node = Node { span, value: Value::Scalar(value), fault: None };
        (Spanned::new(name, key.span.within(0..colon)), node)
    }
}
