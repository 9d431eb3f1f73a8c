//! The text of a claim: the words of the link with the hedges beside it.
//!
//! In: a binding. Out: the text that is read, places in it, and edits of it; remarks on words beside
//! the link that change the claim or that a binding does not understand. Gives no verdict.

use crate::diag::{Applicability, Diagnostic, Edit, Findings, Fix};
use crate::lints;
use crate::parse::Binding;
use crate::text::Span;
use crate::value::{
    Core, Kind, Misread, ReadError, Schema, Stated, attached_after, attached_before, hedges_after,
    hedges_after_count, hedges_before, hedges_before_date, read_wording, years_after, years_before,
};
use std::ops::Range;

/// The text that is read.
pub(super) struct Wording<'b> {
    binding: &'b Binding,
    pub text: String,
    /// Bytes taken from before and after the link.
    before: usize,
    after: usize,
    pub span: Span,
}

/// Whether four digits stand in some words.
fn names_year(words: &str) -> bool {
    words.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

impl<'b> Wording<'b> {
    /// Words have no hedges: `under [Senior PMM]` is not less than a senior PMM.
    pub(super) fn of(binding: &'b Binding, schema: &Schema, compared: bool) -> Self {
        let kind = schema.kind;
        let figure = !matches!(kind, Kind::Text | Kind::Enum | Kind::Boolean);
        let before = if matches!(kind, Kind::Date | Kind::Time) {
            hedges_before_date(&binding.before.text)
        } else {
            hedges_before(&binding.before.text)
        };
        let before =
            before.map_or_else(|| direction(&binding.before.text, kind, compared), |outside| outside.len);
        let before = if figure { before } else { 0 };
        // "one more" after a plain count is not a difference.
        let plain = kind == Kind::Count && !compared;
        let after = if plain { hedges_after_count } else { hedges_after };
        let after = after(&binding.after.text).filter(|_| figure).map_or(0, |outside| outside.len);
        // In a comparison, the words beside it are those of the other fact.
        let (before, after) = if compared {
            (before, after)
        } else {
            let (head, tail) = (&binding.before.text, &binding.after.text);
            let beside = (attached_before(head, before, schema), attached_after(tail, after, schema));
            // Which years a day without one is of may be said beside it.
            let yearless = kind == Kind::Date && !names_year(&binding.wording);
            let earlier = if kind == Kind::Date { years_before(head, yearless) } else { 0 };
            let later = if yearless { years_after(tail) } else { 0 };
            (beside.0.max(earlier), beside.1.max(later))
        };
        Self {
            binding,
            text: binding.text(before, after),
            before,
            after,
            span: binding.claim_span(before, after),
        }
    }

    /// The place of a part of the text.
    pub(super) fn place(&self, range: Range<usize>) -> Span {
        self.binding.place(self.before, range, self.after)
    }

    /// Whether words from outside the link belong to the claim.
    pub(super) fn reaches_out(&self) -> bool {
        self.before + self.after > 0
    }

    /// The edit that turns the text into `new`, where it touches no markup.
    pub(super) fn rewrite(&self, new: &str, applicability: Applicability) -> Option<Fix> {
        let old = &self.text;
        let head = common(old.chars(), new.chars());
        let tail = common(old[head..].chars().rev(), new[head..].chars().rev());
        let range = head..old.len() - tail;
        // Words outside the link are other words of the sentence, too.
        let words = self.before..self.before + self.binding.wording.len();
        if range.start < words.start || range.end > words.end {
            return None;
        }
        let span = self.binding.editable(self.before, range, self.after)?;
        let text = new[head..new.len() - tail].to_owned();
        Some(Fix { applicability, edits: vec![Edit { span, text }] })
    }

    /// The edit of one part of the text.
    pub(super) fn replace(
        &self,
        range: Range<usize>,
        new: &str,
        applicability: Applicability,
    ) -> Option<Fix> {
        let span = self.binding.editable(self.before, range, self.after)?;
        Some(Fix { applicability, edits: vec![Edit { span, text: new.to_owned() }] })
    }

    /// The error for a number or an end of a range that lies outside the link: the link holds one part of a figure.
    pub(super) fn goes_on_outside(&self, stated: &Stated) -> Option<ReadError> {
        let words = self.before..self.before + self.binding.wording.len();
        let within = |span: &Range<usize>| words.start <= span.start && span.end <= words.end;
        let whole = match &stated.core {
            Core::Date(_) | Core::Dates(..) => within(&stated.core_span),
            // "[9:00] am": the half of the day may stand behind the link.
            _ if stated.kind == Kind::Time && self.text[words.end..].starts_with(char::is_whitespace) => {
                stated.amounts().iter().all(|amount| words.contains(&amount.notation.number.start))
            }
            _ => stated.amounts().iter().all(|amount| within(&amount.notation.number)),
        };
        if whole {
            return None;
        }
        let figure = self.text.get(stated.core_span.clone()).unwrap_or("").trim();
        let message = format!("`{figure}` goes on outside the link");
        let what = Misread::MalformedFigure;
        Some(ReadError { what, span: stated.core_span.clone(), message, suggestion: None })
    }

    /// Reports words outside the link that change what the claim says.
    pub(super) fn outside(&self, stated: &Stated, schema: &Schema, findings: &mut Findings) {
        // "since [March]" and "rose by [2%]" are how dates and changes are written.
        if !self.reaches_out() || matches!(schema.kind, Kind::Date | Kind::Time) {
            return;
        }
        let same = read_wording(&self.binding.wording, schema)
            .is_ok_and(|alone| alone.hedge == stated.hedge && alone.bound == stated.bound);
        if same {
            return;
        }
        let words = self.before..self.before + self.binding.wording.len();
        let outside = match (self.before, self.after) {
            (0, _) => self.text[words.end..].trim().to_owned(),
            (_, 0) => self.text[..words.start].trim().to_owned(),
            _ => format!("{} … {}", self.text[..words.start].trim(), self.text[words.end..].trim()),
        };
        let message = format!("`{outside}` outside `[{}]` changes the claim", self.binding.wording);
        let mut finding = Diagnostic::new(&lints::QUALIFIER_OUTSIDE_BINDING, self.span, message)
            .help(format!("move it inside: `[{}]`", self.text.trim()));
        finding.fix = self.moved_in();
        findings.report(finding);
    }

    /// Takes the words away outside and adds them inside.
    fn moved_in(&self) -> Option<Fix> {
        let words = self.before..self.before + self.binding.wording.len();
        let mut edits = Vec::new();
        let link = self.binding.span;
        let inner = self.binding.words_span;
        if self.before > 0 {
            let taken = self.binding.editable(self.before, 0..words.start, self.after)?;
            // White space between the words and the link goes inside with them.
            (taken.end == link.start && self.binding.can_follow(self.before)).then_some(())?;
            edits.push(Edit { span: taken, text: String::new() });
            let point = Span { end: inner.start, ..inner };
            edits.push(Edit { span: point, text: self.text[..words.start].to_owned() });
        }
        if self.after > 0 {
            let taken = self.binding.editable(self.before, words.end..self.text.len(), self.after)?;
            (taken.start == link.end).then_some(())?;
            edits.push(Edit { span: taken, text: String::new() });
            let point = Span { start: inner.end, ..inner };
            edits.push(Edit { span: point, text: self.text[words.end..].to_owned() });
        }
        Some(Fix { applicability: Applicability::Safe, edits })
    }
}

/// A direction or a sign directly before a link that `hedges_before` leaves alone: "follow up [4 rounds]" is
/// none, but "down [12%]" is one of a change, and a sign is one anywhere.
fn direction(before: &str, kind: Kind, compared: bool) -> usize {
    let sign = before.chars().next_back().filter(|c| matches!(c, '-' | '−'));
    if let Some(sign) = sign {
        let rest = &before[..before.len() - sign.len_utf8()];
        let free = rest.is_empty() || rest.ends_with(|c: char| c.is_whitespace() || "([“\"".contains(c));
        return if free { sign.len_utf8() } else { 0 };
    }
    let words = before.trim_end();
    let word = words.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let turns = word.eq_ignore_ascii_case("up") || word.eq_ignore_ascii_case("down");
    if turns && words.len() < before.len() && (kind == Kind::Change || compared) {
        before.len() - (words.len() - word.len())
    } else {
        0
    }
}

/// Bytes of the characters that two texts begin with.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// Words directly before a link that turn its meaning round.
const NEGATIONS: [&str; 10] =
    ["not", "never", "no longer", "isn't", "isn’t", "aren't", "aren’t", "wasn't", "wasn’t", "without"];

/// Reports a negation before a link: a binding checks the figure as if it were not there.
pub(super) fn negation(binding: &Binding, findings: &mut Findings) {
    let before = binding.before.text.trim_end().to_lowercase();
    let found = NEGATIONS
        .iter()
        .find(|word| before.strip_suffix(*word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)));
    if let Some(word) = found {
        let message = format!("`{word} [{}]`: bindings do not understand negation", binding.wording);
        findings.report(
            Diagnostic::new(&lints::NEGATED_BINDING, binding.span, message)
                .help("state what is true, and bind that"),
        );
    }
}
