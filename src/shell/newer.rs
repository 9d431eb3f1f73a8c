//! Whether files changed while something is made of them.
//!
//! In: a word from the watcher. Out: the answer, for work that takes long. Knows no files.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Tells a piece of work that what it works on is out of date.
#[derive(Debug, Clone, Default)]
pub struct Newer(Arc<AtomicBool>);

impl Newer {
    /// Whether something changed since the work began.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Something changed.
    pub(super) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Work begins on what there is now.
    pub(super) fn clear(&self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
