//! Who may begin a build of the preview: saved files, keys, and midnight.
//!
//! In: a round, once the first build is done; calls from any thread. Out: one thing at a time is done with it. What comes
//! before the round is there waits. Decides nothing about builds.

use super::serve::Round;
use crate::shell;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How often it is looked whether another day has begun.
const DAY: Duration = Duration::from_secs(20);

/// What a key asks for.
pub(super) enum Asked {
    /// The site in a browser.
    Open(String),
    /// A build of everything.
    Everything,
    /// The list of all findings.
    List,
}

/// The round, shared.
#[derive(Clone, Default)]
pub(super) struct Rounds(Arc<(Mutex<Option<Round>>, Condvar)>);

impl Rounds {
    /// Gives the round to whoever waits for it.
    pub(super) fn hand_over(&self, round: Round) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(round);
        self.0.1.notify_all();
    }

    /// Does something with the round, as soon as it is there.
    pub(super) fn with(&self, act: impl FnOnce(&mut Round)) {
        let (round, there) = &*self.0;
        let waiting = round.lock().unwrap_or_else(PoisonError::into_inner);
        let mut round =
            there.wait_while(waiting, |round| round.is_none()).unwrap_or_else(PoisonError::into_inner);
        if let Some(round) = &mut *round {
            act(round);
        }
    }

    /// Does what a key asks for.
    pub(super) fn ask(&self, asked: Asked) {
        match asked {
            Asked::Open(url) => {
                if let Err(why) = shell::open_browser(&url) {
                    self.with(|round| {
                        round.terminal().note(&format!("could not open a browser ({why}): open {url}"))
                    });
                }
            }
            Asked::Everything => self.with(Round::again),
            Asked::List => self.with(|round| round.list()),
        }
    }

    /// Builds again when another day begins: facts become stale.
    pub(super) fn follow_the_day(&self) {
        let rounds = self.clone();
        let watch = move || {
            loop {
                thread::sleep(DAY);
                rounds.with(Round::turn_over);
            }
        };
        // Without this thread the day stays what it was at the start, as it does in a build.
        let _ = thread::Builder::new().name("day".into()).spawn(watch);
    }
}
