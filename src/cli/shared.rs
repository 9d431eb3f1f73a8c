//! One thing that several threads work with, one at a time: saved files, keys, midnight.
//!
//! In: the thing, once it is there; calls from any thread. Out: each call has it for itself. What comes before it is there
//! waits. Knows nothing of what is done.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// What is shared, or nothing yet.
pub(super) struct Shared<T>(Arc<(Mutex<Option<T>>, Condvar)>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(Arc::new((Mutex::new(None), Condvar::new())))
    }
}

impl<T> Shared<T> {
    /// Gives it to whoever waits for it.
    pub(super) fn hand_over(&self, thing: T) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(thing);
        self.0.1.notify_all();
    }

    /// Does something with it, as soon as it is there.
    pub(super) fn with(&self, act: impl FnOnce(&mut T)) {
        let (thing, there) = &*self.0;
        let waiting = thing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut thing =
            there.wait_while(waiting, |thing| thing.is_none()).unwrap_or_else(PoisonError::into_inner);
        if let Some(thing) = &mut *thing {
            act(thing);
        }
    }
}
