//! `synonyms.yaml`: words that mean the same to the search.
//!
//! In: the tree of the file, a list of groups. Out: the groups, each of two words or phrases and more. Does not know
//! how the search folds words: what it holds for one word is found here by letters and digits.

use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::Data;
use crate::parse::yaml::{Node, Value};
use crate::text::{Span, Spanned, one_line};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How a group is written.
const HELP: &str = "write each group as a list of words or phrases: `- [pay, salary, compensation]`";

/// Nothing else refers to synonyms, so what is wrong with them is no fault of the data.
pub(super) fn synonyms(
    node: &Node,
    _: &str,
    data: &mut Data,
    findings: &mut Findings,
) -> Result<(), Reported> {
    let Value::List(groups) = &node.value else {
        let message = format!(
            "this file must be a list of groups, each a list of words that mean the same; found {}",
            node.describe()
        );
        findings.report(wrong(node.span, message).help(HELP));
        return Ok(());
    };
    let mut seen = HashMap::new();
    for node in groups {
        let Value::List(words) = &node.value else {
            let message = format!("a group of synonyms must be a list of words, found {}", node.describe());
            findings.report(wrong(node.span, message).help(right_group(node)));
            continue;
        };
        data.synonyms.extend(group(node.span, words, &mut seen, findings));
    }
    Ok(())
}

fn group(
    span: Span,
    words: &[Node],
    seen: &mut HashMap<String, Span>,
    findings: &mut Findings,
) -> Option<Vec<String>> {
    let read: Vec<Result<Spanned<String>, Reported>> =
        words.iter().map(|node| word(node, span, seen, findings)).collect();
    // What is missing from a group with a fault is not known.
    let whole = read.iter().all(Result::is_ok);
    let group: Vec<String> = read.into_iter().flatten().map(|word| word.value).collect();
    if whole && group.len() < 2 {
        let found = if group.is_empty() { "none" } else { "one" };
        let message = format!("a group of synonyms needs two words or more, found {found}");
        findings.report(wrong(span, message).help("add a word that means the same, or remove the group"));
    }
    (group.len() > 1).then_some(group)
}

fn word(
    node: &Node,
    group: Span,
    seen: &mut HashMap<String, Span>,
    findings: &mut Findings,
) -> Result<Spanned<String>, Reported> {
    let Value::Scalar(text) = &node.value else {
        let message = format!("a synonym must be a word or a phrase, found {}", node.describe());
        return Err(findings.report(wrong(node.span, message)));
    };
    let folded = folded(text);
    if folded.is_empty() {
        let message = "a synonym must be a word or a phrase, found a text without letters and digits";
        return Err(findings.report(wrong(node.span, message.to_owned())));
    }
    let text = one_line(text);
    if let Some(first) = seen.get(&folded) {
        let finding =
            wrong(node.span, format!("`{text}` is given twice")).related(*first, "first given here");
        let help = if group.holds(*first) {
            "the search does not tell them apart: remove one"
        } else {
            "a word stands in one group: remove it from the other, or make one group of both"
        };
        return Err(findings.report(finding.help(help)));
    }
    seen.insert(folded, node.span);
    Ok(Spanned::new(text, node.span))
}

fn wrong(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(&lints::WRONG_VALUE, span, message)
}

/// What to write for a group that is one text: its words may stand between commas.
fn right_group(node: &Node) -> String {
    match &node.value {
        Value::Scalar(text) if text.contains(',') && !text.contains(['`', '\n']) => {
            format!("write `- [{}]`", text.trim())
        }
        _ => HELP.to_owned(),
    }
}

/// A phrase as readers do not distinguish it: without case, marks, and what stands between its words.
fn folded(text: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || "+#%$€£¥₹".contains(c);
    let plain =
        text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c) && !"'’".contains(*c));
    let spaced: String = plain.map(|c| if kept(c) { c } else { ' ' }).collect();
    let words: Vec<&str> =
        spaced.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
    words.join(" ")
}
