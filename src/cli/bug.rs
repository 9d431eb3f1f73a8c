//! Faults of prepress itself.
//!
//! In: a panic. Out: words for the person at the terminal: that it is no fault of theirs, and what to send.
//! Repairs nothing.

use crate::shell;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::{self, PanicHookInfo};

/// The exit code of a run that a fault of prepress ended.
pub(super) const EXIT: u8 = 101;

/// What to do about it.
const SEND: &str = "please report this with the lines above and, if you can, with the files that were read: the fault is in prepress, whatever the files say";

/// Lets every panic be told as what it is.
pub(super) fn tell_panics() {
    panic::set_hook(Box::new(|info| shell::note(&words(info))));
}

fn words(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let said = payload.downcast_ref::<&str>().copied();
    let said =
        said.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("it gave no reason");
    let place = info.location().map_or_else(String::new, |place| format!("\n  --> {place}"));
    let version = env!("CARGO_PKG_VERSION");
    let system = std::env::consts::OS;
    let trace = match Backtrace::capture() {
        trace if trace.status() == BacktraceStatus::Captured => format!("\n{trace}"),
        _ => String::new(),
    };
    format!(
        "error: a bug in prepress: {said}{place}\n  = note: prepress {version} on {system}\n  = help: {SEND}{trace}"
    )
}
