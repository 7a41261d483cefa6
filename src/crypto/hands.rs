//! Threads that work at one thing together, where the system gives them: without them the same is
//! done by the calling thread alone.

use std::sync::OnceLock;

use rustix::process::{Resource, getrlimit};

/// Whether there is memory, and leave, for threads that work beside this one: not where the address
/// space is limited, since each takes megabytes of it.
pub(crate) fn many() -> bool {
    static THERE: OnceLock<bool> = OnceLock::new();
    *THERE.get_or_init(|| {
        getrlimit(Resource::As).current.is_none()
            && rayon::ThreadPoolBuilder::new().build_global().is_ok()
    })
}

/// Runs what would use rayon's threads by itself, also where there are none.
pub(crate) fn with_any<T>(work: impl FnOnce() -> T) -> T {
    if !many() {
        // From now on this thread is a pool of its own, in which it does everything itself. Where
        // it is one already, that is refused, and is as it should be.
        let alone = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .use_current_thread();
        drop(alone.build());
    }
    work()
}
