//! The threads that work is shared between.
//!
//! In: how many, where somebody said so. Out: the pool of this process, on as many threads as the system gives, and at
//! least on this one. Decides no work.

use std::sync::{Arc, RwLock};
use std::thread;

/// Starts the pool. A second call in one process keeps the first pool, which only tests do.
pub fn start_threads(jobs: Option<usize>) {
    let wanted =
        jobs.filter(|jobs| *jobs > 0).or_else(|| thread::available_parallelism().ok().map(usize::from));
    let pool = rayon::ThreadPoolBuilder::new();
    // The pool can be asked for once: what the system refuses has to be known before.
    let pool = match to_be_had(wanted.unwrap_or(1)) {
        0 => pool.num_threads(1).use_current_thread(),
        count => pool.num_threads(count),
    };
    let _ = pool.build_global();
}

/// How many of so many threads can run at one time.
fn to_be_had(count: usize) -> usize {
    // None ends before all were asked for.
    let gate = Arc::new(RwLock::new(()));
    let closed = gate.write();
    let mut threads = Vec::new();
    for _ in 0..count {
        let gate = Arc::clone(&gate);
        match thread::Builder::new().spawn(move || {
            let _open = gate.read();
        }) {
            Ok(started) => threads.push(started),
            Err(_) => break,
        }
    }
    drop(closed);
    let had = threads.len();
    threads.into_iter().for_each(|started| drop(started.join()));
    had
}
