//! Who may do what, from outside: users, roles, API keys, sessions, and what is recorded of those
//! who do not come in.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "tests make files, and say what they expect"
)]

mod support;

#[path = "access/keys.rs"]
mod keys;
#[path = "access/matrix.rs"]
mod matrix;
#[path = "access/rollback.rs"]
mod rollback;
#[path = "access/rows.rs"]
mod rows;
#[path = "access/sessions.rs"]
mod sessions;
#[path = "access/users.rs"]
mod users;

use std::fs;
use std::path::Path;

use support::Home;

/// What a denied command must not change: files and counts, but not the audit log.
fn state(home: &Home) -> (String, serde_json::Value) {
    let mut status = home.run(["--json", "status"]).json().remove(0);
    let map = status.as_object_mut().unwrap();
    for grows in ["audit_rows", "used", "file", "reclaimable"] {
        map.remove(grows);
    }
    (home.ok(["--json", "ls", "-R", "-l"]), status)
}

/// Rows of the log with this event.
fn rows(home: &Home, event: &str) -> Vec<serde_json::Value> {
    home.run(["--json", "audit", "log", "--event", event])
        .json()
}

/// Makes `to` what `from` is: a vault put back.
fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
    let mode = fs::metadata(from).unwrap().permissions();
    fs::set_permissions(to, mode).unwrap();
}
