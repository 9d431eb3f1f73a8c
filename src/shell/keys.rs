//! Keys of the terminal, while the preview runs.
//!
//! In: a function. Out: it is called with each key, without Enter where the system allows that. Where standard input is
//! no terminal nothing is read. Ctrl-C stays what it is.

use std::io::{self, IsTerminal, Read as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How often it is looked whether the terminal gives keys one by one. A shell takes that back when it stops the program
/// and lets it go on.
const LOOK: Duration = Duration::from_secs(1);

/// Whether keys are read.
pub fn has_keys() -> bool {
    io::stdin().is_terminal() && in_foreground()
}

/// Reads keys until the value is dropped; the terminal is then as it was.
pub fn keys(on_key: impl Fn(char) + Send + 'static) -> Option<Keys> {
    if !has_keys() {
        return None;
    }
    let keys = Keys::begin();
    keys.keep();
    let read = move || {
        for byte in io::stdin().lock().bytes() {
            let Ok(byte) = byte else { return };
            on_key(char::from(byte).to_ascii_lowercase());
        }
    };
    // Without this thread the preview has no keys, and works.
    let _ = thread::Builder::new().name("keys".into()).spawn(read);
    Some(keys)
}

/// Whether the terminal is this program's: whoever runs in the background and touches it is stopped.
#[cfg(unix)]
fn in_foreground() -> bool {
    rustix::termios::tcgetpgrp(io::stdin()).is_ok_and(|group| group == rustix::process::getpgrp())
}

#[cfg(not(unix))]
fn in_foreground() -> bool {
    true
}

/// A terminal that gives keys one by one.
#[derive(Debug)]
pub struct Keys {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
    ended: Arc<AtomicBool>,
}

impl Keys {
    /// Takes the terminal again where something else took it meanwhile.
    fn keep(&self) {
        let ended = Arc::clone(&self.ended);
        let look = move || {
            while !ended.load(Ordering::Relaxed) {
                thread::sleep(LOOK);
                if !ended.load(Ordering::Relaxed) && in_foreground() {
                    one_by_one();
                }
            }
        };
        // Without this thread keys need Enter after a stop.
        let _ = thread::Builder::new().name("terminal".into()).spawn(look);
    }
}

/// Makes the terminal give keys one by one, unless it does.
#[cfg(unix)]
fn one_by_one() {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    let Ok(mut modes) = tcgetattr(io::stdin()) else { return };
    if modes.local_modes.contains(LocalModes::ICANON) {
        modes.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
        // Otherwise keys need Enter.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &modes);
    }
}

#[cfg(not(unix))]
fn one_by_one() {}

#[cfg(unix)]
impl Keys {
    fn begin() -> Self {
        let before = rustix::termios::tcgetattr(io::stdin()).ok();
        one_by_one();
        Self { before, ended: Arc::default() }
    }
}

#[cfg(unix)]
impl Drop for Keys {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        self.ended.store(true, Ordering::Relaxed);
        if let Some(before) = &self.before {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        }
    }
}

#[cfg(not(unix))]
impl Keys {
    fn begin() -> Self {
        Self { ended: Arc::default() }
    }
}
