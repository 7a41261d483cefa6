//! The thread pool for parallel work, if the system permits one: otherwise the calling thread does
//! the work alone.

use std::sync::OnceLock;

use rustix::process::{Resource, getrlimit};

/// Whether there is a thread pool: not if the address space is limited, since each thread takes
/// megabytes of it.
pub(crate) fn is_available() -> bool {
    static AVAILABLE: OnceLock<bool> = OnceLock::new();
    *AVAILABLE.get_or_init(|| {
        getrlimit(Resource::As).current.is_none()
            && rayon::ThreadPoolBuilder::new().build_global().is_ok()
    })
}

/// Runs work that uses rayon internally, with or without a thread pool.
pub(crate) fn with_fallback<T>(work: impl FnOnce() -> T) -> T {
    if !is_available() {
        // From now on this thread is a pool of one, and does all work itself. If it already is one,
        // the attempt fails without harm.
        let single = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .use_current_thread();
        drop(single.build());
    }
    work()
}

/// Runs both, at the same time if there is a thread pool.
pub(crate) fn join<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    if is_available() {
        rayon::join(one, other)
    } else {
        (one(), other())
    }
}
