//! Other runs on this machine.
//!
//! In: the number of a process. Out: whether there is one. Numbers are given again: that there is one does not say
//! that it is the one that is meant. Where the system lists no processes, none is running.

use std::path::Path;

/// Whether a process has this number.
pub(super) fn is_running(number: u32) -> bool {
    Path::new("/proc").join(number.to_string()).exists()
}
