//! What the process does before it sees a secret: it leaves no core dump and lets no debugger in.

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

use crate::storage::threads;

/// Forbids core dumps and attaching to this process. Best effort: a system that refuses is not a
/// reason to refuse the work.
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
    threads::room().is_some()
}
