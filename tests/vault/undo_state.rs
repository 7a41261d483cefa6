//! `undo` of an add, mv, rm and tag of 1,000 files gives back exactly the state before, times
//! included, but for what would be nowhere then: that is in the trash. `redo` gives exactly the state after.

use std::os::unix::fs::{MetadataExt, PermissionsExt};

use crate::support::Home;

/// Different contents of the files.
const CONTENTS: usize = 700;

fn live(home: &Home) -> String {
    home.ok(["--json", "ls", "-R"])
}

fn state(home: &Home) -> String {
    live(home) + &home.ok(["--json", "trash", "list"])
}

/// Each file that came in is in the trash by its own name, also where several have one content.
#[test]
fn files_of_one_content_are_kept_each() {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    for name in [
        "draft.txt",
        "signed.txt",
        "project/a/LICENSE",
        "project/b/LICENSE",
    ] {
        home.file(name, "one content");
    }
    home.file("project/a/empty", "");
    home.file("project/b/empty", "");
    for folder in ["a", "b"] {
        let link = home.work().join("project").join(folder).join("link");
        std::os::unix::fs::symlink("../x", link).unwrap();
    }
    let private = home.work().join("signed.txt");
    std::fs::set_permissions(&private, std::fs::Permissions::from_mode(0o600)).unwrap();
    home.ok(["add", "--move", "draft.txt", "signed.txt", "project"]);
    let before = home.ok(["--json", "ls", "-R"]);
    assert_eq!(home.run(["--json", "trash", "list"]).json().len(), 0);
    home.ok(["undo"]);
    assert_eq!(home.run(["--json", "trash", "list"]).json().len(), 8);
    home.ok(["redo"]);
    assert_eq!(home.ok(["--json", "ls", "-R"]), before);
    home.ok(["undo"]);
    // Another change: the undone operation can no longer be redone.
    home.file("other.txt", "other");
    home.ok(["add", "other.txt", "--to", "/other"]);
    home.ok(["-y", "trash", "empty", "/inbox/draft.txt"]);
    home.ok(["trash", "restore", "/**"]);
    let names = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.contains("/inbox/"));
        lines.map(str::to_owned).collect()
    };
    let mut expected = names(&home.ok(["ls", "-R"]));
    expected.push("/inbox/draft.txt".into());
    expected.sort();
    assert_eq!(expected.len(), 8, "{expected:?}");
    home.ok(["get", "/inbox/signed.txt", "-o", "out/"]);
    let mode = home
        .work()
        .join("out/signed.txt")
        .metadata()
        .unwrap()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    home.ok(["verify"]);
}

/// A new version and a new file of the same content, in one operation.
#[test]
fn a_version_and_a_file_of_one_content_are_both_kept() {
    let home = Home::new();
    home.file("c.txt", "first");
    home.ok(["add", "--move", "c.txt"]);
    home.file("c.txt", "second");
    home.file("e.txt", "second");
    home.ok([
        "add",
        "--move",
        "--on-conflict",
        "version",
        "c.txt",
        "e.txt",
    ]);
    home.ok(["undo"]);
    let kept = home.run(["--json", "trash", "list"]).json();
    let mut paths: Vec<_> = kept
        .iter()
        .map(|one| one["path"].as_str().unwrap())
        .collect();
    paths.sort_unstable();
    assert_eq!(paths, ["/inbox/c.txt", "/inbox/e.txt"]);
    assert_eq!(home.ok(["cat", "/inbox/c.txt"]), "first");
    home.ok(["redo"]);
    assert_eq!(home.ok(["cat", "/inbox/c.txt"]), "second");
    home.ok(["verify"]);
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
    assert_eq!(
        kept.len(),
        1000,
        "each file that was added, also of equal contents"
    );
    for after in &states {
        home.ok(["redo"]);
        assert!(state(&home) == *after, "redo gave another state");
    }
    home.ok(["verify"]);
}
