//! Keys of the terminal, while the preview runs.
//!
//! In: a function. Out: it is called with each key, without Enter where the system allows that. Where standard input is
//! no terminal nothing is read. Ctrl-C stays what it is.

use std::io::{self, IsTerminal, Read as _};
use std::thread;

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
}

#[cfg(unix)]
impl Keys {
    fn begin() -> Self {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let before = tcgetattr(io::stdin()).ok();
        if let Some(before) = &before {
            let mut now = before.clone();
            now.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
            // Otherwise keys need Enter.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &now);
        }
        Self { before }
    }
}

#[cfg(unix)]
impl Drop for Keys {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        if let Some(before) = &self.before {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        }
    }
}

#[cfg(not(unix))]
impl Keys {
    fn begin() -> Self {
        Self {}
    }
}
