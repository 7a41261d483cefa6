//! Changes of the policy are in the history, and undone by those who may set it.

use std::time::SystemTime;

use file_organizer::domain::time::Time;

use crate::support::{Home, Run};

fn value(home: &Home, key: &str) -> String {
    home.ok(["policy", "get", key]).trim().to_owned()
}

#[test]
fn each_kind_of_change_is_undone_and_redone() {
    let home = Home::new();
    home.file(
        "policy.toml",
        "max_versions = 4\nmax_file_size = \"2G\"\n[login]\nmax_per_minute = 20\n",
    );
    home.ok(["policy", "set", "max_versions", "3"]);
    home.ok(["policy", "import", "policy.toml"]);
    home.ok(["policy", "reset", "max_versions"]);
    home.ok(["policy", "set", "max_versions", "10"]);
    let history = home.run(["--json", "history"]).json();
    let verbs: Vec<&str> = history
        .iter()
        .map(|line| line["verb"].as_str().unwrap())
        .collect();
    assert_eq!(
        verbs,
        ["policy reset", "policy import", "policy set"],
        "what changes nothing is none"
    );
    let state =
        || ["max_versions", "max_file_size", "login.max_per_minute"].map(|key| value(&home, key));
    assert_eq!(state(), ["10", "2G", "20"]);
    home.ok(["undo"]);
    assert_eq!(state(), ["4", "2G", "20"]);
    home.ok(["undo"]);
    assert_eq!(state(), ["3", "1G", "10"]);
    home.ok(["undo"]);
    assert_eq!(state(), ["10", "1G", "10"]);
    for _ in 0..3 {
        home.ok(["redo"]);
    }
    assert_eq!(state(), ["10", "2G", "20"]);
    // A later change of the same key has to be undone first; of another key, it does not.
    let run = home.run(["undo", "2"]);
    assert!(
        run.code == 1 && run.err.contains("the policy key max_versions has changed"),
        "{}",
        run.err
    );
    home.ok(["policy", "set", "key.max_age", "30d"]);
    home.ok(["undo", "3"]);
    assert_eq!(state(), ["4", "2G", "20"]);
    home.ok(["verify"]);
}

#[test]
fn files_and_policy_are_one_history_with_separate_rights() {
    let home = Home::new();
    for (user, permissions) in [
        ("keeper", &["policy:manage"][..]),
        ("reader", &["policy:manage", "file:read"]),
        (
            "sorter",
            &["file:read", "file:upload", "file:organize", "file:delete"],
        ),
    ] {
        home.ok([&["role", "set", user], permissions].concat());
        home.user(user, user);
    }
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    home.ok(["policy", "set", "key.max_age", "30d"]);
    // Each sees what it may know of, and is not told of the rest.
    let seen = |user: &str| {
        let lines = home.as_user(user, ["--json", "history"]).json();
        let lines = lines.iter().map(|line| {
            (
                line["verb"].as_str().map(str::to_owned),
                line["operation"].as_u64(),
            )
        });
        lines.collect::<Vec<_>>()
    };
    let (added, set) = (Some("add".to_owned()), Some("policy set".to_owned()));
    assert_eq!(seen("sorter"), [(added.clone(), Some(1))]);
    assert_eq!(seen("reader"), [(set.clone(), Some(2)), (added, Some(1))]);
    // A number counts the operations on files, too.
    assert_eq!(seen("keeper"), [(set, None)]);
    for (user, number) in [("sorter", "2"), ("keeper", "1"), ("keeper", "2")] {
        let hidden = home.as_user(user, ["undo", number]);
        let none = home.as_user(user, ["undo", "9"]);
        assert_eq!((hidden.code, none.code), (4, 4), "{user} {number}");
        assert_eq!(hidden.err.replace(number, "9"), none.err);
    }
    for user in ["keeper", "reader"] {
        let nothing = home.as_user(user, ["undo"]).code;
        assert_eq!(nothing, 4, "{user} has changed nothing itself");
    }
    assert_eq!(home.as_user("reader", ["undo", "2"]).code, 0);
    assert_eq!(value(&home, "key.max_age"), "90d");
    assert_eq!(home.as_user("reader", ["redo"]).code, 0);
    assert_eq!(value(&home, "key.max_age"), "30d");
    // One's own, without a number, whatever others did since.
    let run = home.as_user("keeper", ["policy", "set", "key.max_age", "60d"]);
    assert_eq!(run.code, 0, "{}", run.err);
    home.file("b.txt", "b");
    home.ok(["add", "b.txt"]);
    for (verb, result) in [("undo", "30d"), ("redo", "60d")] {
        let run = home.as_user("keeper", [verb]);
        assert_eq!(run.code, 0, "{}", run.err);
        let told = format!("{}{}", run.out, run.err);
        assert!(!told.contains(|c: char| c.is_ascii_digit()), "{told}");
        assert_eq!(value(&home, "key.max_age"), result);
    }
    // A value that destroys needs the right to that, whichever way it comes.
    home.ok(["policy", "set", "trash.retention", "60d"]);
    let run = home.as_user("reader", ["undo", "5"]);
    assert!(
        run.code == 5 && run.err.contains("file:delete"),
        "{}",
        run.err
    );
    assert_eq!(value(&home, "trash.retention"), "60d");
}

#[test]
fn an_undo_is_a_change_for_the_monitor_and_a_lockdown() {
    let home = Home::new();
    home.ok(["policy", "set", "monitor.read_files", "50"]);
    home.run(["monitor"]);
    let since = Time::from_system_time(SystemTime::now()).rfc3339();
    home.ok(["undo"]);
    assert_eq!(value(&home, "monitor.read_files"), "200");
    let found = home.run(["--json", "monitor"]);
    assert_eq!(found.code, 6, "{}{}", found.out, found.err);
    assert!(found.out.contains("watch-weakened"), "{}", found.out);
    let log = home
        .run(["--json", "audit", "log", "--event", "UNDO"])
        .json();
    let change = &log[0]["changes"][0];
    assert_eq!(
        (&change["old"], &change["new"]),
        (&"50".into(), &"200".into()),
        "{change}"
    );
    let new = "another password of the admin";
    let mut command = home.command(["-y", "incident", "lockdown", "--revert-since", &since]);
    command.env("FILE_ORGANIZER_NEW_PASSWORD", new);
    let run = Run::of(command);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let mut command = home.command(["policy", "get", "monitor.read_files"]);
    command.env("FILE_ORGANIZER_PASSWORD", new);
    assert_eq!(Run::of(command).out.trim(), "50");
}
