//! `monitor` and what is done with the audit log, from outside: a bad week is found, the same week within
//! hours and sizes is not.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::support::{Home, Run, faketime};

/// Runs a command at this time in UTC, by password or by an API key.
fn at(home: &Home, time: &str, key: Option<&Path>, arguments: &[&str]) -> Run {
    let mut command = home.later(time, arguments);
    if let Some(key) = key {
        command
            .env_remove("FILE_ORGANIZER_PASSWORD")
            .env("FILE_ORGANIZER_API_KEY_FILE", key);
    }
    Run::of(command)
}

fn done(home: &Home, time: &str, key: Option<&Path>, arguments: &[&str]) -> String {
    let run = at(home, time, key, arguments);
    assert_eq!(run.code, 0, "{time} {arguments:?}: {}{}", run.out, run.err);
    run.out
}

/// A vault with 600 files and a key, made on a Monday in the far future, so that no clock is behind.
fn office() -> (Home, std::path::PathBuf) {
    let home = Home::new();
    for number in 0..600 {
        home.file(format!("papers/{number}.txt"), format!("paper {number}"));
    }
    done(
        &home,
        "2031-03-03 09:00:00",
        None,
        &["add", "papers", "--to", "/papers"],
    );
    let text = done(
        &home,
        "2031-03-03 09:05:00",
        None,
        &["api-key", "create", "--name", "night", "--role", "viewer"],
    );
    let key = home.root().join("night.key");
    home.secret(&key, &text);
    (home, key)
}

/// Failed logins, one bulk read by the key, and deletes.
fn week(home: &Home, key: &Path, wrong: usize, read: (&str, &str), deleted: &str) {
    for number in 0..wrong {
        let time = format!("2031-03-04 10:0{number}:00");
        let mut command = home.later(&time, ["ls"]);
        command.env("FILE_ORGANIZER_PASSWORD", "not the password");
        assert_eq!(Run::of(command).code, 12);
    }
    let (time, what) = read;
    done(home, time, Some(key), &["get", what, "-o", "out"]);
    done(home, "2031-03-06 11:00:00", None, &["-q", "rm", deleted]);
}

/// The findings about removed backups.
fn removals(home: &Home, time: &str) -> Vec<String> {
    let run = at(
        home,
        time,
        None,
        &["--json", "monitor", "--since", "2031-01-01"],
    );
    let messages = run.json().into_iter();
    let messages = messages.map(|one| one["message"].as_str().unwrap().to_owned());
    messages
        .filter(|text| text.contains("older backups were removed"))
        .collect()
}

/// The nightly line removes few backups at a time, which is no finding; removing all but one is.
#[test]
fn backups_that_are_removed_at_once_are_found() {
    if faketime().is_none() {
        return;
    }
    let home = Home::new();
    fs::create_dir(home.work().join("backups")).unwrap();
    let day = "2031-03-03 09:00:00";
    let new = ["-q", "backup", "identity", "new", "-o", "id.txt"];
    let recipient = done(&home, day, None, &new);
    done(
        &home,
        day,
        None,
        &["backup", "recipient", "add", recipient.trim()],
    );
    let create = [
        "api-key",
        "create",
        "--name",
        "cron",
        "--permission",
        "backup:create",
        "--expires",
        "200d",
    ];
    let text = done(&home, day, None, &create);
    let key = home.root().join("cron.key");
    home.secret(&key, &text);
    let backup = ["-q", "backup", "create", "--to", "backups"];
    let keep = "--incremental --keep-daily 7 --keep-weekly 4 --keep-monthly 12";
    let nightly: Vec<&str> = backup.into_iter().chain(keep.split(' ')).collect();
    for month in 4..6 {
        for night in 1..=30 {
            let time = format!("2031-{month:02}-{night:02} 03:10:00");
            done(&home, &time, Some(&key), &nightly);
        }
    }
    assert_eq!(removals(&home, "2031-06-01 06:00:00"), [""; 0]);
    let last = [&backup[..], &["--keep-last", "1"]].concat();
    done(&home, "2031-06-01 12:00:00", Some(&key), &last);
    let found = removals(&home, "2031-06-01 13:00:00");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with(", 1 remain"), "{found:?}");
    // Also of two.
    done(&home, "2031-06-02 12:00:00", Some(&key), &backup);
    done(&home, "2031-06-03 12:00:00", Some(&key), &last);
    assert_eq!(removals(&home, "2031-06-03 13:00:00").len(), 2);
}

const NOW: &str = "2031-03-07 12:00:00";
const WEEK: [&str; 4] = ["--json", "monitor", "--since", "2031-03-04"];

#[test]
fn a_bad_week_is_found() {
    if faketime().is_none() {
        return;
    }
    let (home, key) = office();
    week(
        &home,
        &key,
        6,
        ("2031-03-05 03:00:00", "/papers/papers/1*.txt"),
        "/papers/papers/[2-6]*",
    );
    let run = at(&home, NOW, None, &WEEK);
    assert_eq!(run.code, 6, "{}{}", run.out, run.err);
    let found = run.json();
    let short: Vec<(&str, &str)> = found
        .iter()
        .map(|one| {
            (
                one["rule"].as_str().unwrap(),
                one["principal"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        short,
        [
            ("failed-logins", "admin"),
            ("bulk-change", "admin"),
            ("after-hours", "key:night")
        ],
        "{}",
        run.out
    );
    assert_eq!(found[0]["type"], "finding");
    assert_eq!(found[0]["severity"], "high");
    assert!(
        found[0]["message"]
            .as_str()
            .unwrap()
            .starts_with("6 failed unlocks")
    );
    // The rows are those of the log.
    let row = found[2]["row_numbers"][0].as_u64().unwrap();
    let log = home
        .run(["--json", "audit", "log", "--event", "FILE_READ"])
        .json();
    assert_eq!(log[0]["number"].as_u64().unwrap(), row);
    let detail = log[0]["detail"].as_str().unwrap();
    assert!(
        detail.starts_with("111_FILES ") && detail.ends_with("_BYTES"),
        "{detail}"
    );
    // For people, in 80 columns.
    let run = at(&home, NOW, None, &["monitor", "--since", "2031-03-04"]);
    assert_eq!(run.code, 6);
    assert!(
        run.out.lines().all(|line| line.chars().count() <= 80),
        "{}",
        run.out
    );
    for word in [
        "SEVERITY",
        "failed-logins",
        "bulk-change",
        "after-hours",
        "key:night",
    ] {
        assert!(run.out.contains(word), "{word}: {}", run.out);
    }
    // The thresholds are the policy's.
    for (name, value) in [
        ("monitor.failed_logins", "7"),
        ("monitor.bulk_changes", "1000"),
        ("monitor.after_hours_files", "200"),
    ] {
        done(&home, NOW, None, &["policy", "set", name, value]);
    }
    let run = at(&home, NOW, None, &WEEK);
    let found = run.json();
    let rules = found.iter().map(|one| one["rule"].as_str().unwrap());
    assert_eq!(
        rules.collect::<Vec<_>>(),
        ["watch-weakened"; 3],
        "{}",
        run.out
    );
    let message = "policy monitor.failed_logins \"5\" -> \"7\"";
    assert_eq!(found[0]["message"], message);
}

#[test]
fn the_same_week_within_hours_and_sizes_is_not_found() {
    if faketime().is_none() {
        return;
    }
    let (home, key) = office();
    week(
        &home,
        &key,
        4,
        ("2031-03-05 15:00:00", "/papers/papers/1*.txt"),
        "/papers/papers/2*",
    );
    let run = at(&home, NOW, None, &WEEK);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

#[test]
fn a_key_that_changes_its_ways_is_found() {
    if faketime().is_none() {
        return;
    }
    let (home, key) = office();
    let read = [
        "get",
        "/papers/papers/1.txt",
        "-o",
        "out/",
        "--on-conflict",
        "overwrite",
    ];
    for day in 4..8 {
        done(
            &home,
            &format!("2031-03-0{day} 09:30:00"),
            Some(&key),
            &read,
        );
    }
    let monitor = ["--json", "monitor", "--since", "24h"];
    done(&home, "2031-03-08 09:31:00", Some(&key), &read);
    let run = at(&home, "2031-03-08 13:00:00", None, &monitor);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    let mut command = home.later("2031-03-08 09:45:00", read);
    command
        .env_remove("FILE_ORGANIZER_PASSWORD")
        .env("FILE_ORGANIZER_API_KEY_FILE", &key)
        .env("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.1 22");
    assert_eq!(Run::of(command).code, 0);
    let run = at(&home, "2031-03-08 17:00:00", None, &monitor);
    assert_eq!(run.code, 6);
    let found = run.json();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["rule"], "new-source");
    assert_eq!(found[0]["severity"], "high");
    assert_eq!(found[0]["source"], "192.0.2.7");
}

#[test]
fn a_run_goes_on_where_the_last_one_ended() {
    let home = Home::new();
    home.user("bob", "viewer");
    home.ok(["user", "role", "bob", "admin"]);
    let monitor = |arguments: &[&str]| {
        let run = home.run([&["--json", "monitor"][..], arguments].concat());
        let found = run.json();
        let code = if found.is_empty() { 0 } else { 6 };
        assert_eq!(run.code, code, "{}", run.err);
        // Those of the hour depend on when this runs.
        let granted = found.iter().filter(|one| one["rule"] == "power-granted");
        let ids: Vec<String> = granted.map(|one| one["id"].to_string()).collect();
        ids
    };
    let all = monitor(&["--since", "2000-01-01"]);
    // Bob may read, and then everything.
    assert_eq!(all.len(), 2);
    assert_eq!(monitor(&[]), all);
    assert!(monitor(&[]).is_empty());
    assert_eq!(monitor(&["--again"]), all);
    home.ok(["role", "set", "all", "*"]);
    assert_eq!(monitor(&["--since", "2000-01-01"]).len(), 3);
    let new = monitor(&[]);
    assert_eq!(new.len(), 1);
    assert_ne!(new, all);
    assert_eq!(monitor(&["--again"]), new);
}

/// The names of a column of a table row of docs/MONITOR.md.
fn listed(text: &str, row: &str) -> Vec<String> {
    let row = format!("| {row} |");
    let line = text.lines().find(|line| line.starts_with(&row));
    let line = line.unwrap_or_else(|| panic!("docs/MONITOR.md: no row {row}"));
    let list = line.rsplit('|').nth(1).unwrap().split(',');
    let mut names: Vec<String> = list
        .map(|name| name.trim().trim_matches('`').to_owned())
        .collect();
    names.sort();
    names
}

/// docs/MONITOR.md says how each effect is counted, and which events have no counted effect.
#[test]
fn every_event_is_counted_or_documented_as_harmless() {
    use file_organizer::domain::action::{Action, Event};
    use file_organizer::domain::effect::Effect;
    let text = fs::read_to_string("docs/MONITOR.md").unwrap();
    for effect in Effect::ALL {
        listed(&text, &format!("`{}`", effect.name()));
    }
    let counted = |event: Event| {
        let mut actions = Action::ALL.iter().filter(|action| action.event() == event);
        actions.any(|action| {
            let effects = action.effects().iter();
            effects.clone().any(|effect| *effect != Effect::LearnNames)
        })
    };
    let mut none: Vec<&str> = Event::ALL
        .iter()
        .filter(|event| !counted(**event))
        .map(|event| event.name())
        .collect();
    none.sort_unstable();
    let mut documented = listed(&text, "harmless");
    documented.extend(listed(&text, "rule of its own"));
    documented.sort();
    assert_eq!(documented, none, "docs/MONITOR.md, events without effects");
}

#[test]
fn admins_and_clocks_are_found_and_only_auditors_may_look() {
    if faketime().is_none() {
        return;
    }
    let home = Home::new();
    home.user("bob", "viewer");
    assert_eq!(home.as_user("bob", ["monitor"]).code, 5);
    home.file("a.txt", "a");
    done(&home, "+2d", None, &["add", "a.txt"]);
    home.ok(["tag", "add", "x", "/inbox/a.txt"]);
    home.ok(["user", "role", "bob", "admin"]);
    home.ok(["role", "set", "all", "*"]);
    let run = home.run(["--json", "monitor"]);
    assert_eq!(run.code, 6, "{}", run.err);
    let rules: Vec<String> = run
        .json()
        .iter()
        .map(|one| one["rule"].as_str().unwrap().to_owned())
        .filter(|rule| rule != "after-hours")
        .collect();
    let mut sorted = rules;
    sorted.sort();
    // One is denied, which is no finding; the user that was added may read.
    assert_eq!(
        sorted,
        [
            "clock-back",
            "power-granted",
            "power-granted",
            "power-granted"
        ],
        "{}",
        run.out
    );
}

/// The messages of the findings of a rule.
fn messages(home: &Home, time: &str, rule: &str) -> Vec<String> {
    let run = at(home, time, None, &["--json", "monitor"]);
    let found = run.json().into_iter().filter(|one| one["rule"] == rule);
    let found = found.map(|one| one["message"].as_str().unwrap().to_owned());
    found.collect()
}

/// A vault with a file, after a run of the monitor on the third of March.
fn quiet() -> Home {
    let home = Home::new();
    home.file("a.txt", "a");
    done(&home, "2031-03-03 09:00:00", None, &["add", "a.txt"]);
    // The vault was created at the time of the test, which may be in the night.
    let code = at(&home, "2031-03-03 09:30:00", None, &["monitor"]).code;
    assert!(matches!(code, 0 | 6), "{code}");
    home
}

#[test]
fn a_clock_that_was_wrong_is_found_also_if_only_reads_show_it() {
    if faketime().is_none() {
        return;
    }
    let (write, read) = ("mkdir /x", "cat /inbox/a.txt");
    for (steps, found) in [
        (&[("4 16:00", write), ("4 14:30", read)][..], 1),
        (&[("4 16:00", read), ("4 14:30", read)], 1),
        (&[("4 16:00", write), ("4 14:30", "audit export -o log")], 1),
        (&[("4 16:00", write), ("4 14:30", "wrong")], 1),
        (&[("4 16:00", write), ("4 14:30", write)], 1),
        // One for all of them.
        (
            &[
                ("4 16:00", write),
                ("4 14:30", read),
                ("4 14:31", read),
                ("4 14:32", "wrong"),
                ("4 14:33", "mkdir /y"),
            ],
            1,
        ),
        // Ahead, and nothing is written after that.
        (&[("9 11:00", write)], 1),
        (&[("9 11:00", read)], 1),
        (&[("9 11:00", write), ("4 16:00", "mkdir /y")], 1),
        // Corrections of a clock, and what was written without a credential.
        (&[("4 16:00", read), ("4 15:56", read)], 0),
        (&[("4 16:00", write), ("4 15:56", "wrong")], 0),
        (&[("4 16:00", "wrong"), ("4 14:30", read)], 0),
        (&[("9 16:00", "wrong")], 0),
    ] {
        let home = quiet();
        for (time, words) in steps {
            let time = format!("2031-03-0{time}:00");
            let mut command = home.later(&time, words.split(' '));
            if *words == "wrong" {
                command = home.later(&time, ["ls"]);
                command.env("FILE_ORGANIZER_PASSWORD", "not the password");
            }
            Run::of(command);
        }
        let messages = messages(&home, "2031-03-05 06:00:00", "clock-back");
        assert_eq!(messages.len(), found, "{steps:?}: {messages:?}");
        home.ok(["audit", "verify"]);
    }
}

#[test]
fn another_wrong_clock_is_found_again() {
    if faketime().is_none() {
        return;
    }
    let home = quiet();
    let read = ["cat", "/inbox/a.txt"];
    for day in ["04", "05", "06"] {
        for time in ["15:00", "14:00"] {
            done(&home, &format!("2031-03-{day} {time}:00"), None, &read);
        }
        let evening = format!("2031-03-{day} 20:00:00");
        assert_eq!(messages(&home, &evening, "clock-back").len(), 1, "{day}");
    }
}

#[test]
fn the_first_rotation_of_each_key_is_found() {
    if faketime().is_none() {
        return;
    }
    let home = quiet();
    let role = ["role", "set", "prune", "audit:manage"];
    done(&home, "2031-03-04 09:00:00", None, &role);
    for (name, role) in [("weak", "prune"), ("other", "prune"), ("reader", "viewer")] {
        let create = ["api-key", "create", "--name", name, "--role", role];
        done(&home, "2031-03-04 09:01:00", None, &create);
    }
    let rotated = |day: u32, keys: &[&str]| {
        for key in keys {
            let time = format!("2031-03-{day:02} 10:00:00");
            done(&home, &time, None, &["api-key", "rotate", key]);
        }
        let time = format!("2031-03-{day:02} 11:00:00");
        messages(&home, &time, "power-granted").len()
    };
    assert!(rotated(5, &[]) > 0, "they were created");
    assert_eq!(rotated(6, &["reader"]), 0);
    assert_eq!(rotated(7, &["weak"]), 1);
    assert_eq!(rotated(8, &["weak", "other"]), 1);
    assert_eq!(rotated(9, &["weak", "other", "reader"]), 0);
}

#[test]
fn users_who_lose_access_are_found() {
    if faketime().is_none() {
        return;
    }
    let home = quiet();
    for name in ["ben", "eve"] {
        let add = ["user", "add", name, "--role", "viewer"];
        let mut add = home.later("2031-03-04 08:00:00", add);
        add.env("FILE_ORGANIZER_NEW_PASSWORD", "another long password");
        assert_eq!(Run::of(add).code, 0);
    }
    done(
        &home,
        "2031-03-04 09:00:00",
        None,
        &["user", "disable", "ben"],
    );
    done(
        &home,
        "2031-03-04 09:00:00",
        None,
        &["user", "remove", "eve"],
    );
    let found = messages(&home, "2031-03-04 10:00:00", "watch-weakened");
    let wanted = ["the user ben was disabled", "the user eve was removed"];
    assert_eq!(found, wanted);
}

/// Removes what waits in the spool.
fn clear_spool(home: &Home) {
    for entry in fs::read_dir(home.vault().join("spool")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|is| is == "event") {
            fs::remove_file(path).unwrap();
        }
    }
}

#[test]
fn entries_that_were_removed_before_they_were_in_the_log_are_found_by_the_mirror() {
    if faketime().is_none() {
        return;
    }
    let home = quiet();
    let mirror = home.root().join("mirror.log");
    let place = mirror.to_str().unwrap();
    let set = ["policy", "set", "audit.mirror", place];
    done(&home, "2031-03-03 10:00:00", None, &set);
    let read = ["cat", "/inbox/a.txt"];
    let weakened = |time: &str| messages(&home, time, "watch-weakened");
    assert_eq!(weakened("2031-03-03 11:00:00").len(), 1, "it was set");
    // What arrives, and what a failure replaces.
    done(&home, "2031-03-04 09:00:00", None, &read);
    let mut failing = home.later("2031-03-04 09:01:00", read);
    failing.stdout(fs::File::options().write(true).open("/dev/full").unwrap());
    assert_ne!(failing.status().unwrap().code(), Some(0));
    let text = fs::read_to_string(&mirror).unwrap();
    assert!(text.contains("# waiting instead: "), "{text}");
    assert!(weakened("2031-03-04 10:00:00").is_empty());
    // One that is removed, between others, and a failure that replaces another one.
    done(&home, "2031-03-04 11:00:00", None, &read);
    clear_spool(&home);
    done(&home, "2031-03-04 11:01:00", None, &read);
    let mut failing = home.later("2031-03-04 11:02:00", read);
    failing.stdout(fs::File::options().write(true).open("/dev/full").unwrap());
    failing.status().unwrap();
    let found = weakened("2031-03-04 12:00:00");
    assert_eq!(found.len(), 1, "{found:?}");
    let line =
        "the log: 1, the first: 2031-03-04 11:00:00 | FILE_READ | admin | local | /inbox/a.txt";
    assert!(found[0].contains(line), "{found:?}");
    assert!(
        weakened("2031-03-04 12:30:00").is_empty(),
        "it is told once"
    );
    let all = ["--json", "monitor", "--since", "2031-03-04"];
    assert!(
        at(&home, "2031-03-04 12:40:00", None, &all)
            .out
            .contains(line)
    );
    // The mirror itself.
    let text = fs::read_to_string(&mirror).unwrap();
    let same_length = text.replace("FILE_READ", "FILE_REED");
    for contents in [None, Some(&text[..text.len() / 2]), Some(&same_length)] {
        fs::remove_file(&mirror).unwrap();
        if let Some(contents) = contents {
            home.secret(&mirror, contents);
        }
        let found = weakened("2031-03-04 13:00:00");
        assert_eq!(found.len(), 1, "{contents:?}: {found:?}");
        assert!(found[0].starts_with("the mirror of the log is missing"));
        assert!(weakened("2031-03-04 13:00:00").is_empty());
        home.secret(&mirror, &text);
        messages(&home, "2031-03-04 13:00:00", "watch-weakened");
    }
}

#[test]
fn findings_that_nobody_could_read_are_told_by_the_failed_output() {
    let home = Home::new();
    home.user("bob", "viewer");
    home.ok(["user", "role", "bob", "admin"]);
    for arguments in [&["monitor"][..], &["--json", "monitor"]] {
        let mut command = home.command(arguments);
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        command.stdout(full.unwrap()).stderr(Stdio::piped());
        let run = Run::from(command.spawn().unwrap().wait_with_output().unwrap());
        assert_eq!(run.code, 1, "{arguments:?}: {}", run.err);
        assert!(
            run.err.contains("standard output: No space left"),
            "{arguments:?}: {}",
            run.err
        );
    }
    // They are still new.
    assert_eq!(home.run(["monitor"]).code, 6);
    assert_eq!(home.run(["monitor"]).code, 0);
}
