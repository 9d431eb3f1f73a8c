//! Which mistakes a list tells.
//!
//! In: a list of `bad` and `good`. Out: their texts, read as Markdown. Does not resolve what they are bound to.

use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::parse::Snippet;
use crate::parse::fields::Fields;
use crate::parse::yaml::{Node, Value};
use crate::views::spec::Texts;

/// One pair.
#[derive(Debug, Clone)]
pub(crate) struct MistakeSpec {
    /// Its name.
    pub title: Option<Snippet>,
    /// What not to say.
    pub bad: Snippet,
    /// What to say.
    pub good: Snippet,
}

/// Reads the list; a pair without one of its halves is a finding and left out.
///
/// # Errors
/// It is not a list.
pub(crate) fn read(
    node: &Node,
    texts: &mut Texts<'_>,
    findings: &mut Findings,
) -> Result<Vec<MistakeSpec>, Reported> {
    let Value::List(items) = &node.value else {
        let message = format!("mistakes are a list of `bad:` and `good:`, this is {}", node.describe());
        return Err(findings.report(Diagnostic::new(&lints::WRONG_VALUE, node.span, message)));
    };
    let mut pairs = Vec::new();
    for node in items {
        let Some(mut fields) = Fields::of(node, "a mistake", findings) else { continue };
        let (title, bad, good) = (fields.text("title"), fields.required("bad"), fields.required("good"));
        fields.finish(findings);
        if let (Some(bad), Some(good)) = (bad, good) {
            let title = title.map(|title| texts.read(&title));
            pairs.push(MistakeSpec { title, bad: texts.read(&bad), good: texts.read(&good) });
        }
    }
    Ok(pairs)
}
