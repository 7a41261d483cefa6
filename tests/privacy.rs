//! Answering for people's data from outside: how long files are kept, who consented to what, and
//! everything about a person, handed out and destroyed.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    reason = "tests make files, and say what they expect"
)]

mod support;

#[path = "privacy/consents.rs"]
mod consents;
#[path = "privacy/kept.rs"]
mod kept;
#[path = "privacy/killed.rs"]
mod killed;
#[path = "privacy/person.rs"]
mod person;
#[path = "killed/random.rs"]
mod random;
#[path = "killed/state.rs"]
mod state;

use support::Home;

/// The paths of all files.
fn paths(home: &Home) -> Vec<String> {
    let listed = home.run(["--json", "ls", "-R"]).json();
    let path = |line: &serde_json::Value| line["path"].as_str().unwrap().to_owned();
    listed.iter().map(path).collect()
}

/// Rows of the log with this event.
fn rows(home: &Home, event: &str) -> Vec<serde_json::Value> {
    home.run(["--json", "audit", "log", "--event", event])
        .json()
}
