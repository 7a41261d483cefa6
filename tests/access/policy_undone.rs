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
    home.ok(["role", "set", "keeper", "policy:manage"]);
    home.ok([
        "role",
        "set",
        "sorter",
        "file:read",
        "file:upload",
        "file:organize",
        "file:delete",
    ]);
    home.user("keeper", "keeper");
    home.user("sorter", "sorter");
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    home.ok(["policy", "set", "max_versions", "3"]);
    // Each sees what it may know of, and is not told of the rest.
    let seen = |user: &str| {
        let lines = home.as_user(user, ["--json", "history"]).json();
        let verbs = lines
            .iter()
            .map(|line| line["verb"].as_str().unwrap().to_owned());
        verbs.collect::<Vec<_>>()
    };
    assert_eq!(seen("keeper"), ["policy set"]);
    assert_eq!(seen("sorter"), ["add"]);
    let hidden = home.as_user("sorter", ["undo", "2"]);
    let none = home.as_user("sorter", ["undo", "9"]);
    assert_eq!((hidden.code, none.code), (4, 4));
    assert_eq!(hidden.err.replace('2', "9"), none.err);
    let hidden = home.as_user("keeper", ["undo", "1"]);
    assert_eq!(hidden.code, 4, "{}", hidden.err);
    assert_eq!(
        home.as_user("keeper", ["undo"]).code,
        4,
        "it has changed nothing itself"
    );
    assert_eq!(home.as_user("keeper", ["undo", "2"]).code, 0);
    assert_eq!(value(&home, "max_versions"), "10");
    assert_eq!(home.as_user("keeper", ["redo"]).code, 0);
    assert_eq!(value(&home, "max_versions"), "3");
    // A value that destroys needs the right to that, whichever way it comes.
    home.ok(["policy", "set", "trash.retention", "60d"]);
    let run = home.as_user("keeper", ["undo", "3"]);
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
