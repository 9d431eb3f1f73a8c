//! A page while it is written: a template that runs away is stopped.
//!
//! In: what a template writes. Out: the page, or why it was stopped. Loops that write nothing are
//! stopped in `loops`.

use std::io::{self, Write};
use std::time::{Duration, Instant};

/// The most bytes of a page, several times those of the largest that anybody reads.
const MOST: usize = 64 << 20;
/// How long a page may take.
pub(super) const LONGEST: Duration = Duration::from_secs(10);
/// How many writes there are between two looks at the clock.
const OFTEN: usize = 4096;

/// The bytes so far.
pub(super) struct Bounded {
    bytes: Vec<u8>,
    begun: Instant,
    writes: usize,
    /// Why nothing more is taken.
    pub stopped: Option<String>,
}

/// Why a template is stopped by the clock.
pub(super) fn too_long() -> String {
    format!("this template was stopped: it takes more than {} seconds", LONGEST.as_secs())
}

impl Bounded {
    pub(super) fn new() -> Self {
        Self { bytes: Vec::new(), begun: Instant::now(), writes: 0, stopped: None }
    }

    /// The page. Templates and values are text, and so is what they make.
    pub(super) fn into_page(self) -> String {
        String::from_utf8(self.bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

impl Write for Bounded {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.writes += 1;
        if self.bytes.len() + part.len() > MOST {
            self.stopped = Some(format!("this template was stopped: it writes more than {} MB", MOST >> 20));
        } else if self.writes.is_multiple_of(OFTEN) && self.begun.elapsed() > LONGEST {
            self.stopped = Some(too_long());
        }
        if self.stopped.is_some() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
