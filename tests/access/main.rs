//! Who may do what, from outside: users, roles, API keys, sessions, and what is recorded of those
//! who do not come in.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "tests make files, and say what they expect"
)]

mod incident;
mod policy;
mod rights;
mod secrecy;
#[path = "../support/mod.rs"]
mod support;

mod credentials;
mod keys;
mod matrix;
mod policy_undone;
mod prompts;
mod reverted;
mod rollback;
mod rows;
mod sessions;
mod settings;
mod users;

use support::{Home, copy_folder as copy};

/// What a denied command must not change: files and counts, but not the audit log.
fn state(home: &Home) -> (String, serde_json::Value) {
    let mut status = home.run(["--json", "status"]).json().remove(0);
    let map = status.as_object_mut().unwrap();
    for grows in [
        "audit_rows",
        "used_bytes",
        "file_bytes",
        "reclaimable_bytes",
        "free_bytes",
    ] {
        map.remove(grows);
    }
    (home.ok(["--json", "ls", "-R", "-l"]), status)
}

/// Rows of the log with this event.
fn rows(home: &Home, event: &str) -> Vec<serde_json::Value> {
    home.run(["--json", "audit", "log", "--event", event])
        .json()
}
