//! What is said at the terminal, and whether it could be said.
//!
//! In: text. Out: the text on standard output or standard error, which may be files or pipes. A reader that closes a
//! pipe has seen enough; any other error is kept, so that the run does not end as if everything had been said: a
//! report that is empty because the disk is full looks like a clean one. Decides nothing else.

use super::failure::{Failure, reason};
use std::io::{self, Write};
use std::sync::OnceLock;

/// The first error of writing, in words.
static UNSAID: OnceLock<String> = OnceLock::new();

/// Prints a report on standard output, as it is.
pub fn print(text: &str) {
    let mut out = io::stdout().lock();
    keep("standard output", out.write_all(text.as_bytes()).and_then(|()| out.flush()));
}

/// Prints lines on standard error; colours are left out where it is no terminal.
pub fn note(text: &str) {
    let mut out = anstream::stderr().lock();
    keep("standard error", writeln!(out, "{text}").and_then(|()| out.flush()));
}

/// Why something that was to be said was not.
pub fn unsaid() -> Option<Failure> {
    UNSAID.get().map(|why| Failure::new(why.clone()))
}

/// Keeps what went wrong with a write.
pub fn keep(what: &str, written: io::Result<()>) {
    if let Err(error) = written
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        // Only the first is told.
        let _ = UNSAID.set(format!("cannot write to {what}: {}", reason(&error)));
    }
}
