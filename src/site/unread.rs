//! Whether the whole site was read.
//!
//! In: the inputs and the findings of reading them. Out: a file or folder of which something was not read. Commands
//! that change sources ask: what seems to be missing may stand there.

use super::Content;
use crate::diag::Diagnostic;
use crate::lints::{self, Lint};
use crate::text::{FilePath, Files};
use std::collections::BTreeMap;

/// What says that a file was read in part or not at all.
const UNREAD: [&Lint; 6] = [
    &lints::YAML_SYNTAX,
    &lints::TOO_MANY_ALIASES,
    &lints::NESTED_TOO_DEEPLY,
    &lints::MISSING_FRONT_MATTER,
    &lints::UNCLOSED_FRONT_MATTER,
    &lints::FRONT_MATTER_NOT_MAPPING,
];

/// The first file or folder that was not read as it should be.
pub(super) fn unread(
    inputs: &BTreeMap<FilePath, Content>,
    findings: &[Diagnostic],
    files: &Files,
) -> Option<FilePath> {
    let fault = |content: &Content| !matches!(content, Content::Text(_) | Content::Asset(_));
    let unreadable = inputs.iter().find(|(_, content)| fault(content)).map(|(path, _)| path.clone());
    unreadable.or_else(|| {
        let finding = findings.iter().find(|finding| UNREAD.contains(&finding.lint))?;
        Some(files.get(finding.span.file).path.clone())
    })
}
