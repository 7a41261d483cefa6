//! Process hardening before any secret is read: no core dumps, no debuggers.

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

use crate::storage::threads;

/// Forbids core dumps and attaching to this process. Best effort: a system that refuses does not
/// stop the work.
pub fn harden() {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = setrlimit(Resource::Core, none);
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

/// Whether the address space of this process is limited (`ulimit -v`).
#[must_use]
pub fn is_memory_limited() -> bool {
    threads::available_memory().is_some()
}
