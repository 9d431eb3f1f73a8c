//! The threads that work is shared between.
//!
//! In: how many, where somebody said so. Out: the pool of this process, on one thread where the system gives no more.
//! Decides no work.

/// Starts the pool. A second call in one process keeps the first pool, which only tests do.
pub fn start_threads(jobs: Option<usize>) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0));
    if pool.build_global().is_err() {
        // Without threads of its own the pool is this thread alone.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
    }
}
