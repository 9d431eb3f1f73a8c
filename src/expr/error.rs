//! Why an expression cannot be read.
//!
//! In: what the lexer and the parser stumble over. Out: [`SyntaxError`] with the bytes at fault and what to write
//! instead. What goes wrong while computing is a `Trouble`.

use std::fmt;
use std::ops::Range;

/// Why an expression cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// One sentence, lower case, without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl SyntaxError {
    pub(super) fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SyntaxError {}
