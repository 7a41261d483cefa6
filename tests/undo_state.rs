//! `undo` of an add, mv, rm and tag of 1,000 files gives back exactly the state before, times
//! included; `redo` gives exactly the state after.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests make files, and say what they expect"
)]

mod support;

use support::Home;

fn state(home: &Home) -> String {
    home.ok(["--json", "ls", "-R"]) + &home.ok(["--json", "trash", "list"])
}

#[test]
fn of_a_thousand_files() {
    let home = Home::new();
    for n in 0..1000 {
        home.file(
            format!("tree/{}/file{n}.txt", n % 37),
            format!("content {}", n % 700),
        );
    }
    home.file("other.txt", "other");
    home.ok(["add", "other.txt", "--tag", "kept"]);
    let steps: [&[&str]; 5] = [
        &["add", "tree"],
        &["tag", "add", "blue", "/inbox/tree"],
        &["mv", "/inbox/tree", "/archive/tree"],
        &["rm", "/archive"],
        &["trash", "restore", "/archive"],
    ];
    let mut states = vec![state(&home)];
    for step in steps {
        home.ok(step);
        states.push(state(&home));
    }
    for (before, after) in states.iter().zip(states.iter().skip(1)).rev() {
        assert!(state(&home) == *after);
        home.ok(["undo"]);
        assert!(state(&home) == *before, "undo gave another state");
    }
    for after in states.iter().skip(1) {
        home.ok(["redo"]);
        assert!(state(&home) == *after, "redo gave another state");
    }
    home.ok(["verify"]);
}
