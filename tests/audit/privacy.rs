//! Answering for people's data from outside: how long files are kept, who consented to what, and
//! everything about a person, handed out and destroyed.

mod consents;
mod holds;
mod kept;
mod killed;
mod person;

use crate::support::Home;
use crate::support::state;

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
