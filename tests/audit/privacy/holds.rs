//! `hold`, and the minimum of `retention`: whatever is run, what must be kept is still there.

use std::collections::BTreeSet;

use super::rows;
use crate::support::{Home, Run, faketime};

/// Contents that must be kept: a file with two versions, one of somebody else, and one in the trash.
const KEPT: [&str; 4] = ["first", "second", "of another", "in the trash"];

/// Anna's and the administrator's files in /tax; copies and other files elsewhere.
fn world() -> Home {
    let home = Home::new();
    home.user("anna", "user");
    home.user("bob", "user");
    let hers = |arguments: &[&str]| {
        let run = home.as_user("anna", arguments);
        assert_eq!(run.code, 0, "{arguments:?} {}", run.err);
    };
    home.file("a.txt", KEPT[0]);
    hers(&["add", "a.txt", "--to", "/tax", "--tag", "held"]);
    home.file("a.txt", KEPT[1]);
    hers(&["add", "a.txt", "--to", "/tax"]);
    home.file("b.txt", KEPT[2]);
    home.file("c.txt", KEPT[3]);
    hers(&["add", "b.txt", "c.txt", "--to", "/tax", "--tag", "held"]);
    home.file("other.txt", KEPT[2]);
    home.ok(["add", "other.txt", "--to", "/else"]);
    hers(&["rm", "/tax/c.txt"]);
    home
}

/// The contents that can be reached, by hash: those in the trash after they are restored.
fn reachable(home: &Home) -> BTreeSet<String> {
    // Each time the latest of each path.
    while !home.ok(["--json", "trash", "list"]).is_empty() {
        home.ok(["trash", "restore", "/**", "--on-conflict", "rename"]);
    }
    let mut found = BTreeSet::new();
    for file in home.run(["--json", "find", "name:*"]).json() {
        let id = format!("id:{}", file["id"].as_str().unwrap());
        for version in home.run(["--json", "versions", &id]).json() {
            found.insert(version["hash"].as_str().unwrap().to_owned());
        }
    }
    found
}

fn hash(content: &str) -> String {
    blake3::hash(content.as_bytes()).to_hex().to_string()
}

/// Attempts to destroy what is in /tax, or to take it out of what covers it.
const ATTEMPTS: [(&str, &[&str]); 24] = [
    ("+0d", &["undo"]),
    ("+0d", &["undo", "3"]),
    ("+0d", &["redo"]),
    ("+0d", &["mv", "/tax", "/taxes"]),
    ("+0d", &["mv", "/tax/a.txt", "/a.txt"]),
    ("+0d", &["tag", "rm", "held", "/tax/a.txt"]),
    ("+0d", &["-y", "trash", "empty"]),
    ("+0d", &["-y", "trash", "empty", "/tax/c.txt"]),
    ("+0d", &["-y", "dedupe", "--keep", "oldest", "/"]),
    ("+0d", &["organize", "/tax", "--rules", "rules.toml"]),
    ("+0d", &["policy", "set", "max_versions", "1"]),
    ("+0d", &["-y", "policy", "set", "trash.retention", "0s"]),
    ("+0d", &["add", "a.txt", "--to", "/tax"]),
    ("+0d", &["rm", "/tax/a.txt"]),
    ("+0d", &["-y", "trash", "empty"]),
    (
        "+0d",
        &[
            "retention",
            "set",
            "all",
            "--in",
            "/",
            "--trash-after",
            "1d",
        ],
    ),
    ("+400d", &["note", "/else/other.txt", "seen once"]),
    ("+402d", &["-y", "retention", "apply"]),
    ("+402d", &["-y", "trash", "empty", "--older-than", "1d"]),
    ("+402d", &["rm", "/tax/**"]),
    ("+404d", &["-y", "retention", "apply"]),
    ("+404d", &["-y", "trash", "empty"]),
    ("+404d", &["-y", "privacy", "erase", "anna"]),
    ("+404d", &["compact", "--wipe"]),
];

const RULES: &str = "[[rule]]\nname = \"out\"\nwhen = \"name:*\"\ntrash = true\n";

fn attempt_all(home: &Home) {
    home.file("a.txt", "third");
    home.file("rules.toml", RULES);
    for (day, attempt) in ATTEMPTS {
        if day != "+0d" && faketime().is_none() {
            continue;
        }
        let run = match day {
            "+0d" => home.run(attempt),
            day => Run::of(home.later(day, attempt)),
        };
        assert!(![13, 101].contains(&run.code), "{attempt:?}: {}", run.err);
    }
}

fn nothing_destroys(home: &Home, guard: &str) {
    attempt_all(home);
    let left = reachable(home);
    for content in KEPT {
        assert!(
            left.contains(&hash(content)),
            "{guard}: {content:?} is gone"
        );
    }
    assert_eq!(home.run(["-y", "privacy", "erase", "anna"]).code, 5);
    home.ok(["verify"]);
}

#[test]
fn without_a_hold_the_attempts_destroy_everything() {
    let home = world();
    attempt_all(&home);
    let left = reachable(&home);
    assert!(
        KEPT.iter().all(|content| !left.contains(&hash(content))),
        "{left:?}"
    );
}

#[test]
fn nothing_destroys_what_a_hold_on_a_folder_covers() {
    let home = world();
    let set = home.run(["hold", "add", "in:/tax", "--reason", "case 12"]);
    assert!(set.err.contains("hold 1 set: 3 files"), "{}", set.err);
    nothing_destroys(&home, "a hold on a folder");
}

#[test]
fn nothing_destroys_what_a_hold_on_a_tag_covers() {
    let home = world();
    home.ok(["hold", "add", "tag:held", "--reason", "case 12"]);
    nothing_destroys(&home, "a hold on a tag");
}

#[test]
fn nothing_destroys_what_a_hold_on_an_owner_covers() {
    let home = world();
    home.ok(["hold", "add", "owner:anna", "--reason", "case 12"]);
    let given = home.run(["-y", "privacy", "erase", "anna", "--keep-files-to", "bob"]);
    assert_eq!(given.code, 5, "{}", given.err);
    assert!(given.err.contains("hold 1"), "{}", given.err);
    home.ok(["user", "remove", "anna"]);
    home.user("anna", "user");
    let listed = home.ok(["--json", "hold", "list"]);
    assert!(listed.contains("owner:anna#"), "{listed}");
    assert!(listed.contains("\"files\":3"), "{listed}");
}

#[test]
fn nothing_destroys_what_has_a_minimum() {
    let home = world();
    home.ok([
        "retention",
        "set",
        "tax",
        "--in",
        "/tax",
        "--keep-at-least",
        "10y",
    ]);
    nothing_destroys(&home, "a minimum");
    // Until the rule ends.
    let refused = home.run(["-y", "privacy", "erase", "anna"]);
    assert!(refused.err.contains("/tax/"), "{}", refused.err);
    assert!(
        refused.err.contains("retention rule \"tax\""),
        "{}",
        refused.err
    );
    home.ok(["-y", "retention", "remove", "tax"]);
    home.ok(["-y", "privacy", "erase", "anna"]);
}

#[test]
fn a_refusal_names_the_file_and_what_keeps_it() {
    let home = world();
    home.ok(["hold", "add", "in:/tax", "--reason", "case 12"]);
    for (arguments, wanted) in [
        (
            &["-y", "trash", "empty", "/tax/c.txt"][..],
            "\"/tax/c.txt\" must be kept",
        ),
        (
            &["mv", "/tax/a.txt", "/x.txt"],
            "hold 1 would no longer cover it",
        ),
    ] {
        let run = home.run(arguments);
        assert_eq!(run.code, 5, "{arguments:?} {}", run.err);
        assert!(run.err.contains(wanted), "{arguments:?} {}", run.err);
    }
    // Without names, what must be kept is left out.
    let emptied = home.run(["-y", "--json", "trash", "empty"]).json();
    assert_eq!(
        (&emptied[0]["files"], &emptied[0]["kept"]),
        (&0.into(), &1.into())
    );
    // Within what it covers, everything can be arranged, and the trash works.
    home.ok(["mv", "/tax/a.txt", "/tax/2026/a.txt"]);
    home.ok(["rm", "/tax/2026/a.txt"]);
    home.ok(["undo"]);
    // Somebody without the permission neither sets nor sees it.
    assert_eq!(home.as_user("anna", ["hold", "list"]).code, 5);
    assert_eq!(home.as_user("anna", ["-y", "hold", "remove", "1"]).code, 5);
    assert_eq!(home.run(["hold", "remove", "1"]).code, 2);
    home.ok(["-y", "hold", "remove", "1"]);
    assert_eq!(home.run(["-y", "hold", "remove", "1"]).code, 4);
    home.ok(["-y", "trash", "empty", "/tax/c.txt"]);
    let log = rows(&home, "HOLD_CHANGE");
    assert_eq!(log[0]["detail"], "SET in:/tax");
    assert_eq!(log.last().unwrap()["outcome"], "FAILURE");
    // A number is not used again, and a backup has the holds.
    home.ok(["hold", "add", "-tag:held", "--reason", "case 13"]);
    assert!(home.ok(["hold", "list"]).contains("-tag:held"));
    let holds = home.ok(["--json", "hold", "list"]);
    assert!(holds.contains("\"hold\":2"), "{holds}");
    let recipient = home.ok(["-q", "backup", "identity", "new", "-o", "id.txt"]);
    home.ok(["backup", "recipient", "add", recipient.trim()]);
    home.ok(["backup", "create", "-o", "b.age"]);
    home.ok([
        "backup", "restore", "b.age", "-i", "id.txt", "--into", "again",
    ]);
    assert_eq!(
        home.ok(["--vault", "again", "--json", "hold", "list"]),
        holds
    );
}

#[test]
fn a_minimum_ends_when_two_days_have_seen_it() {
    if faketime().is_none() {
        return;
    }
    let home = world();
    home.ok([
        "retention",
        "set",
        "tax",
        "--in",
        "/tax",
        "--keep-at-least",
        "5d",
    ]);
    let empty = ["-y", "--json", "trash", "empty"];
    for (day, destroyed) in [("+4d", 0), ("+9d", 0), ("+11d", 1)] {
        let done = Run::of(home.later(day, empty)).json();
        assert_eq!(done[0]["files"], destroyed, "{day}");
    }
}

#[test]
fn a_hold_that_could_never_match_is_refused() {
    let home = Home::new();
    for term in ["source:*x*", "-source:*x*", "taken:2025"] {
        let run = home.run(["hold", "add", "--reason", "r", "--", term]);
        assert_eq!(run.code, 2, "{term}: {}", run.err);
        assert!(run.err.contains("cannot depend on"), "{}", run.err);
    }
    let run = home.run(["hold", "remove", "abc"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("not the number of a hold"), "{}", run.err);
}
