//! What stops a run: the world is not as it must be.
//!
//! In: what was attempted, where, and the system's error. Out: one sentence and hints.
//! Does not print and does not choose the exit code (it is 2).

use std::fmt;
use std::io;
use std::path::Path;

/// Why prepress could not run, in words for the person at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// One sentence: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub hints: Vec<String>,
}

impl Failure {
    /// A failure without hints.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: Vec::new() }
    }

    /// Adds something to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// A failure of the system: `cannot <doing> <path>: <reason>`, with hints for the common reasons.
    pub fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        let failure = Self::new(format!("cannot {doing} {}: {}", path.display(), reason(error)));
        match error.kind() {
            io::ErrorKind::PermissionDenied => {
                failure.hint("check who owns the folder and whether you may write there")
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                failure.hint("free some space, and run the command again")
            }
            io::ErrorKind::ReadOnlyFilesystem => {
                failure.hint("the folder has to be on a disk that can be written to")
            }
            _ => failure,
        }
    }
}

/// The system's words without Rust's `(os error 2)`, in lower case.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    let second_is_upper = text.chars().nth(1).is_some_and(char::is_uppercase);
    match letters.next() {
        Some(first) if !second_is_upper => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        self.hints.iter().try_for_each(|hint| write!(f, "\n  = help: {hint}"))
    }
}

impl std::error::Error for Failure {}
