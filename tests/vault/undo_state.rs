//! `undo` of an add, mv, rm and tag of 1,000 files gives back exactly the state before, times
//! included, but for what would be nowhere then: that is in the trash. `redo` gives exactly the state after.

use crate::support::Home;

/// Different contents of the files.
const CONTENTS: usize = 700;

fn live(home: &Home) -> String {
    home.ok(["--json", "ls", "-R"])
}

fn state(home: &Home) -> String {
    live(home) + &home.ok(["--json", "trash", "list"])
}

#[test]
fn of_a_thousand_files() {
    let home = Home::new();
    for n in 0..1000 {
        home.file(
            format!("tree/{}/file{n}.txt", n % 37),
            format!("content {}", n % CONTENTS),
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
    let before_add = live(&home);
    let mut states = Vec::new();
    for step in steps {
        home.ok(step);
        states.push(state(&home));
    }
    for (before, after) in states.iter().zip(states.iter().skip(1)).rev() {
        assert!(state(&home) == *after);
        home.ok(["undo"]);
        assert!(state(&home) == *before, "undo gave another state");
    }
    home.ok(["undo"]);
    assert!(live(&home) == before_add, "undo gave other files");
    let kept = home.run(["--json", "trash", "list"]).json();
    assert_eq!(kept.len(), CONTENTS, "each content that was added, once");
    for after in &states {
        home.ok(["redo"]);
        assert!(state(&home) == *after, "redo gave another state");
    }
    home.ok(["verify"]);
}
