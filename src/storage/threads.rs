//! Threads that the system may refuse, for lack of memory or by a limit. The caller decides what to
//! do then: fewer threads, the same work in its own thread, or an error.

use std::io;
use std::thread::{Builder, JoinHandle, Scope, ScopedJoinHandle};

use rustix::process::{Resource, getrlimit};

use super::StorageError;

fn refused(error: io::Error) -> StorageError {
    StorageError::NoThread(error)
}

/// Spawns a scoped thread.
///
/// # Errors
/// `NoThread`; `work` is dropped then.
pub(crate) fn spawn_scoped<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Result<ScopedJoinHandle<'scope, T>, StorageError> {
    Builder::new().spawn_scoped(scope, work).map_err(refused)
}

/// Spawns a detached thread.
///
/// # Errors
/// `NoThread`; `work` is dropped then.
pub(crate) fn spawn<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<JoinHandle<T>, StorageError> {
    Builder::new().spawn(work).map_err(refused)
}

/// Memory needed by a thread, including its data.
const THREAD_MEMORY: u64 = 32 * 1024 * 1024;
/// Memory needed besides threads.
const BASE_MEMORY: u64 = 96 * 1024 * 1024;

/// Bytes that this process may still allocate, if its address space is limited.
pub(crate) fn available_memory() -> Option<u64> {
    let most = getrlimit(Resource::As).current?;
    // "VmSize:     1234 kB"; 0 if unavailable.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
    let size = size.and_then(|size| size.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    Some(most.saturating_sub(size.unwrap_or(0).saturating_mul(1024)))
}

/// The number of threads to use: one per core, as far as there is memory for them.
pub(crate) fn cores() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let Some(room) = available_memory() else {
        return cores;
    };
    let fit = room.saturating_sub(BASE_MEMORY) / THREAD_MEMORY;
    usize::try_from(fit).unwrap_or(cores).clamp(1, cores)
}
