//! One line that says how far a long run is.
//!
//! In: steps. Out: a line on a terminal, from half a second on, taken away at the end. Prints
//! nothing when standard error is not a terminal.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long a run is silent.
const SILENT: Duration = Duration::from_millis(500);

/// Counts steps from any thread.
pub struct Progress {
    doing: &'static str,
    total: usize,
    done: AtomicUsize,
    start: Instant,
    shown: bool,
}

impl Progress {
    /// Starts counting to `total`.
    pub fn new(doing: &'static str, total: usize) -> Self {
        let shown = std::io::stderr().is_terminal();
        Self { doing, total, done: AtomicUsize::new(0), start: Instant::now(), shown }
    }

    /// One step was done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.shown && done.is_multiple_of(64) && self.start.elapsed() > SILENT {
            let _ = write!(std::io::stderr().lock(), "\r{} {done} of {}", self.doing, self.total);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown && self.start.elapsed() > SILENT {
            let _ = write!(std::io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}
