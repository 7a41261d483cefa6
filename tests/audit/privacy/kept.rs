//! `retention`: which files go, by which rule, and that `undo` brings them back.

use std::fs::File;
use std::time::{Duration, SystemTime};

use super::{paths, rows};
use crate::support::{Home, PASSWORD, Run, faketime};

fn tomorrow(home: &Home, arguments: &[&str]) -> Run {
    let run = Run::of(home.later("+1d", arguments));
    assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
    run
}

/// Adds a file whose own time is so many days ago.
fn put(home: &Home, folder: &str, name: &str, tag: Option<&str>, days: u64) {
    let path = home.file(name, format!("content of {name}"));
    let time = SystemTime::now() - Duration::from_secs(days * 86_400);
    File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_modified(time)
        .unwrap();
    home.ok(["add", name, "--to", folder]);
    if let Some(tag) = tag {
        home.ok(["tag", "add", tag, &format!("{folder}/{name}")]);
    }
}

fn world() -> Home {
    let home = Home::new();
    put(&home, "/a", "old.txt", None, 400);
    put(&home, "/a", "young.txt", None, 3);
    put(&home, "/a/deep", "draft.txt", Some("draft"), 400);
    put(&home, "/b", "draft2.txt", Some("draft"), 40);
    put(&home, "/b", "other.md", None, 400);
    home
}

#[test]
fn what_is_over_goes_as_one_operation_and_comes_back() {
    let home = world();
    let set = |arguments: &[&str]| home.ok([&["retention", "set"], arguments].concat());
    set(&[
        "a-year",
        "--in",
        "/a",
        "--trash-after",
        "365d",
        "--from",
        "modified",
    ]);
    set(&[
        "drafts",
        "--tag",
        "draft",
        "--trash-after",
        "30d",
        "--from",
        "modified",
    ]);
    // All that is said must hold, and what counts from the day it was added is not over.
    set(&[
        "never",
        "--in",
        "/b",
        "--tag",
        "no",
        "--trash-after",
        "1d",
        "--from",
        "modified",
    ]);
    set(&["later", "--in", "/b", "--trash-after", "30d"]);
    let before = home.ok(["--json", "ls", "-R"]);

    // Seen for the first time: nothing goes, and that is said.
    let once = home.run(["--json", "retention", "apply"]).json();
    assert_eq!(
        (&once[0]["files"], &once[0]["waiting"]),
        (&0.into(), &3.into())
    );
    let dry = home.run(["--json", "retention", "apply", "--dry-run"]);
    assert_eq!(dry.json()[0]["status"], "waiting", "{}", dry.out);
    if faketime().is_none() {
        return;
    }
    let dry = tomorrow(&home, &["--json", "retention", "apply", "--dry-run"]).json();
    let seen: Vec<_> = dry
        .iter()
        .filter(|line| line["type"] == "file")
        .map(|line| {
            (
                line["path"].as_str().unwrap(),
                line["rule"].as_str().unwrap(),
            )
        })
        .collect();
    let wanted = [
        ("/a/deep/draft.txt", "drafts"),
        ("/a/old.txt", "a-year"),
        ("/b/draft2.txt", "drafts"),
    ];
    assert_eq!(seen, wanted);
    assert_eq!(dry[0]["size"], 20);
    assert_eq!(dry[3]["files"], 3);
    assert_eq!(
        home.ok(["--json", "ls", "-R"]),
        before,
        "a dry run changed something"
    );
    assert_eq!(rows(&home, "RETENTION_APPLY").len(), 1);
    let text = tomorrow(&home, &["retention", "apply", "--dry-run"]).out;
    assert!(
        text.contains("/b/draft2.txt") && text.contains("3 files"),
        "{text}"
    );

    assert_eq!(tomorrow(&home, &["-q", "retention", "apply"]).out, "");
    assert_eq!(paths(&home), ["/a/young.txt", "/b/other.md"]);
    let log = rows(&home, "RETENTION_APPLY");
    assert_eq!(log.len(), 2);
    assert_eq!(log[1]["detail"], "3_FILES a-year=1 drafts=2, 0_DESTROYED");

    home.ok(["undo"]);
    assert_eq!(home.ok(["--json", "ls", "-R"]), before);
    // Nothing to do ends no redo.
    home.ok(["retention", "remove", "a-year"]);
    home.ok(["retention", "remove", "drafts"]);
    home.ok(["-q", "retention", "apply"]);
    home.ok(["redo"]);
    assert_eq!(paths(&home).len(), 2);
    home.ok(["verify"]);
}

#[test]
fn what_was_long_in_the_trash_is_destroyed() {
    let home = world();
    home.ok(["rm", "/a/old.txt"]);
    home.ok(["-y", "policy", "set", "trash.retention", "1s"]);
    if faketime().is_none() {
        return;
    }
    let apply = ["--json", "retention", "apply"];
    assert_eq!(tomorrow(&home, &apply).json()[0]["destroyed"], 0);
    let done = Run::of(home.later("+2d", apply)).json();
    assert_eq!(done[0]["destroyed"], 1);
    assert_eq!(home.ok(["--json", "trash", "list"]), "");
}

#[test]
fn rules_are_listed_replaced_and_kept_in_backups() {
    let home = world();
    let refused = |arguments: &[&str], code: i32| {
        let run = home.run([&["retention"], arguments].concat());
        assert_eq!(run.code, code, "{arguments:?} {}", run.err);
    };
    refused(&["set", "x", "--trash-after", "1d"], 2);
    refused(
        &["set", "x", "--type", "nonsense", "--trash-after", "1d"],
        2,
    );
    refused(&["set", "x", "--in", "/a", "--trash-after", "0"], 2);
    refused(&["set", "a b", "--in", "/a", "--trash-after", "1d"], 2);
    refused(&["remove", "x"], 4);
    home.ok(["retention", "set", "x", "--in", "/a", "--trash-after", "1d"]);
    home.ok([
        "retention",
        "set",
        "x",
        "--type",
        "pdf",
        "--trash-after",
        "1y",
    ]);
    let listed = home.run(["--json", "retention", "list"]).json();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["terms"][0], "type:pdf");
    assert_eq!(listed[0]["trash_after"], "1y");
    assert_eq!(listed[0]["files"], 0);
    assert!(home.ok(["retention", "list"]).contains("type:pdf"));
    assert_eq!(rows(&home, "RETENTION_CHANGE").len(), 3);

    home.ok([
        "consent", "grant", "Ms Jones", "photos", "--note", "on paper",
    ]);
    home.ok(["consent", "withdraw", "Ms Jones", "photos"]);
    let consents = home.ok(["--json", "consent", "list"]);
    let rules = home.ok(["--json", "retention", "list"]);
    let recipient = home.ok(["-q", "backup", "identity", "new", "-o", "id.txt"]);
    home.ok(["backup", "recipient", "add", recipient.trim()]);
    home.ok(["backup", "create", "-o", "b.age"]);
    home.ok([
        "backup", "restore", "b.age", "-i", "id.txt", "--into", "again",
    ]);
    let mut again = home.command(["--vault", "again", "--json", "retention", "list"]);
    let run = Run::of({
        again.env("FILE_ORGANIZER_PASSWORD", PASSWORD);
        again
    });
    assert_eq!(run.out, rules, "{}", run.err);
    let run = home.run(["--vault", "again", "--json", "consent", "list"]);
    assert_eq!(run.out, consents, "{}", run.err);
}

#[test]
fn without_the_right_to_remove_everything_nothing_is_applied() {
    let home = world();
    home.ok([
        "retention",
        "set",
        "x",
        "--in",
        "/a",
        "--trash-after",
        "1d",
        "--from",
        "modified",
    ]);
    home.ok(["role", "set", "privacy", "privacy:manage", "file:read"]);
    home.user("anna", "privacy");
    assert_eq!(home.as_user("anna", ["retention", "apply"]).code, 5);
    assert_eq!(
        home.as_user("anna", ["retention", "apply", "--dry-run"])
            .code,
        0
    );
    assert_eq!(paths(&home).len(), 5);
    let log = rows(&home, "RETENTION_APPLY");
    assert_eq!((log.len(), &log[0]["outcome"]), (1, &"DENIED".into()));
}

#[test]
fn a_period_that_is_easily_mistaken_is_refused() {
    let home = Home::new();
    let months = home.run(["retention", "set", "x", "--in", "/", "--trash-after", "6m"]);
    assert_eq!(months.code, 2);
    assert!(months.err.contains("minutes or months"), "{}", months.err);
    assert!(months.err.contains("6mo"), "{}", months.err);
    let short = ["retention", "set", "x", "--in", "/", "--trash-after", "6h"];
    assert_eq!(home.run(short).code, 2);
    home.ok([&["-y"][..], &short].concat());
    let reversed = ["--keep-at-least", "1y", "--trash-after", "6mo"];
    let run = home.run([&["retention", "set", "x", "--in", "/"][..], &reversed].concat());
    assert_eq!(run.code, 2, "{}", run.err);
}

#[test]
fn a_rule_that_matches_nothing_is_said() {
    let home = world();
    let said = |arguments: &[&str], wanted: &str| {
        let run = home.run(arguments);
        assert!(
            run.code == 0 && run.err.contains(wanted),
            "{arguments:?} {}",
            run.err
        );
    };
    let missing = "the folder /nope does not exist";
    said(
        &[
            "retention",
            "set",
            "x",
            "--in",
            "/nope",
            "--trash-after",
            "9d",
        ],
        missing,
    );
    said(&["retention", "list"], missing);
    said(
        &["retention", "apply", "--dry-run"],
        "rule \"x\" matches no file",
    );
    said(
        &[
            "retention",
            "set",
            "x",
            "--tag",
            "none",
            "--trash-after",
            "9d",
        ],
        "matches no file at present",
    );
    said(
        &["hold", "add", "tag:none", "--reason", "a case"],
        "no file matches",
    );
    // A folder that is moved away from its rule.
    home.ok(["retention", "set", "x", "--in", "/a", "--trash-after", "9d"]);
    said(
        &["mv", "/a", "/c"],
        "the folder /a of the retention rule \"x\" does not exist any more",
    );
    let listed = home.run(["--json", "retention", "list"]).json();
    assert_eq!(
        (&listed[0]["files"], &listed[0]["missing_folder"]),
        (&0.into(), &"/a".into())
    );
}

#[test]
fn what_came_back_from_the_trash_stays_for_the_whole_period() {
    if faketime().is_none() {
        return;
    }
    let home = world();
    home.ok([
        "retention",
        "set",
        "x",
        "--in",
        "/a",
        "--trash-after",
        "30d",
    ]);
    let at = |day: &str, arguments: &[&str]| {
        let run = Run::of(home.later(day, arguments));
        assert_eq!(run.code, 0, "{day} {arguments:?}: {}", run.err);
    };
    let apply = &["-y", "retention", "apply"];
    at("+40d", apply);
    at("+42d", apply);
    assert_eq!(paths(&home), ["/b/draft2.txt", "/b/other.md"]);
    at("+42d", &["trash", "restore", "/a/old.txt"]);
    at("+43d", apply);
    at("+45d", apply);
    assert_eq!(paths(&home), ["/a/old.txt", "/b/draft2.txt", "/b/other.md"]);
    at("+73d", apply);
    at("+75d", apply);
    assert_eq!(paths(&home).len(), 2);
    // Also by undo.
    at("+75d", &["undo"]);
    at("+77d", apply);
    assert_eq!(paths(&home).len(), 3);
}

#[test]
fn a_minimum_is_shortened_only_with_confirmation() {
    let home = world();
    let set = ["retention", "set", "tax"];
    let first = ["--in", "/a", "--tag", "draft", "--keep-at-least", "1y"];
    home.ok([&set[..], &first].concat());
    let shown = "in:/a tag:draft, at least 1y";
    let shorter: [(&[&str], &str); 5] = [
        (
            &["--in", "/a", "--tag", "draft", "--trash-after", "9d"],
            "in:/a tag:draft, to the trash after 9d",
        ),
        (
            &["--in", "/a", "--tag", "draft", "--keep-at-least", "365d"],
            "in:/a tag:draft, at least 365d",
        ),
        (
            &["--in", "/b", "--tag", "draft", "--keep-at-least", "2y"],
            "in:/b tag:draft, at least 2y",
        ),
        (
            &["--in", "/a", "--type", "pdf", "--keep-at-least", "2y"],
            "in:/a type:pdf, at least 2y",
        ),
        (
            &[&first[..], &["--from", "modified"]].concat(),
            "in:/a tag:draft, at least 1y, from the modification time",
        ),
    ];
    let mut refused: Vec<(Vec<&str>, &str)> = shorter
        .iter()
        .map(|(arguments, after)| ([&set[..], arguments].concat(), *after))
        .collect();
    refused.push((vec!["retention", "remove", "tax"], "none"));
    for (arguments, after) in &refused {
        let run = home.run(arguments);
        let change = format!("{shown} -> {after}");
        assert_eq!(run.code, 2, "{arguments:?} {}", run.err);
        assert!(run.err.contains(&change), "{change}: {}", run.err);
        assert!(run.err.contains("confirm with -y"), "{}", run.err);
    }
    let listed = home.run(["--json", "retention", "list"]).json();
    assert_eq!(listed[0]["keep_at_least"], "1y");
    // The same or a longer minimum, for the same or more files.
    home.ok([&set[..], &first].concat());
    let wider = home.run([&set[..], &["--in", "/a", "--keep-at-least", "366d"]].concat());
    let change = format!("{shown} -> in:/a, at least 366d");
    assert!(wider.err.contains(&change), "{}", wider.err);
    let removed = home
        .run(["-y", "--json", "retention", "remove", "tax"])
        .json();
    assert_eq!(removed[0]["previous"]["keep_at_least"], "366d");
    assert_eq!(removed[0]["previous"]["terms"][0], "in:/a");
    let new = home.run([&["--json"], &set[..], &first].concat()).json();
    assert!(new[0]["previous"].is_null());
}

#[test]
fn files_in_the_trash_count_for_a_minimum() {
    let home = world();
    home.ok([
        "retention",
        "set",
        "tax",
        "--in",
        "/a",
        "--keep-at-least",
        "1y",
    ]);
    let files = |run: &Run| run.json()[0]["files"].as_u64().unwrap();
    let before = files(&home.run(["--json", "retention", "list"]));
    assert!(before > 0);
    home.ok(["-y", "rm", "/a"]);
    let listed = home.run(["--json", "retention", "list"]);
    assert_eq!(files(&listed), before);
    for run in [
        home.run(["retention", "list"]),
        home.run(["retention", "apply", "--dry-run"]),
    ] {
        assert!(!run.err.contains("warning"), "{}", run.err);
    }
}
