//! Threads that the system may refuse: for want of memory, or by a limit. Whoever starts one says
//! what then: fewer of them, the same work here, or an error in words.

use std::io;
use std::thread::{Builder, JoinHandle, Scope, ScopedJoinHandle};

use super::StorageError;

fn refused(error: io::Error) -> StorageError {
    StorageError::NoThread(error)
}

/// Starts a thread that ends before `scope` does.
///
/// # Errors
/// `NoThread`; `work` is dropped then.
pub(crate) fn scoped<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Result<ScopedJoinHandle<'scope, T>, StorageError> {
    Builder::new().spawn_scoped(scope, work).map_err(refused)
}

/// Starts a thread of its own.
///
/// # Errors
/// `NoThread`; `work` is dropped then.
pub(crate) fn free<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<JoinHandle<T>, StorageError> {
    Builder::new().spawn(work).map_err(refused)
}

/// How many threads can work at once.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
