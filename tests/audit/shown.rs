//! How the log is shown: in a table, and to somebody who stops reading.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::Duration;

use super::vault;
use crate::support::{Home, Run, faketime};

#[test]
fn a_log_is_followed_no_longer_when_nobody_reads() {
    let home = vault();
    let mut command = home.command(["audit", "log", "--follow"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut first).unwrap();
    assert!(first.contains(" | VAULT_INIT | "), "{first}");
    drop(out);
    // Nothing happens in the vault.
    let mut left = 100;
    while child.try_wait().unwrap().is_none() && left > 0 {
        std::thread::sleep(Duration::from_millis(100));
        left -= 1;
    }
    if left == 0 {
        child.kill().unwrap();
    }
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.err.as_str()), (141, ""));
}

#[test]
fn a_log_is_not_followed_up_to_a_time() {
    let home = vault();
    let mut command = home.command(["audit", "log", "-f", "--until", "1h"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::thread::sleep(Duration::from_secs(2));
    // Of one that has ended there is nothing to kill.
    let _ = child.kill();
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("--until"), "{}", run.err);
}

#[test]
fn a_table_of_the_log_fits_the_terminal() {
    let home = vault();
    let name = "somebody-with-a-very-long-name";
    home.user(name, "user");
    let path = format!("{}.txt", "long".repeat(50));
    home.file(&path, "content");
    assert_eq!(home.as_user(name, ["add", &path]).code, 0);
    let table = home.ok(["audit", "log", "--format", "table"]);
    for line in table.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    // Each row begins a line with its number, its day and its event.
    let log = home.ok(["audit", "log"]);
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().collect())
        .filter(|words: &Vec<&str>| words[0].parse::<u64>().is_ok())
        .collect();
    assert_eq!(rows.len(), log.lines().count(), "{table}");
    for (row, line) in rows.iter().zip(log.lines()) {
        assert!(line.starts_with(row[1]), "{line}: {table}");
    }
    // Nothing is left out: the name is there once for the account and once for each row of its own.
    let count = |text: &str| text.matches('y').count();
    let without_effects = |line: &str| {
        let outcome = |field: &&str| field.starts_with("SUCCESS") || field.starts_with("FAILURE");
        let fields: Vec<&str> = line.split(" | ").collect();
        let end = fields.iter().position(outcome).unwrap();
        fields[..=end].concat()
    };
    let log: String = log.lines().map(without_effects).collect();
    assert!(count(&table) >= count(&log), "{table}");
}

/// Times are printed in the local zone and to the second, wherever they come from; in UTC only in JSON
/// and in the audit line.
#[test]
fn printed_times_are_local() {
    if faketime().is_none() {
        return;
    }
    let home = Home::new();
    let folder = home.work().join("backups");
    std::fs::create_dir(&folder).unwrap();
    let at = |time: &str, arguments: &[&str]| Run::of(home.later(time, arguments));
    let day = "2031-03-03 09:00:00";
    let create = ["api-key", "create", "--role", "admin", "--expires", "365d"];
    for name in ["one", "two"] {
        assert_eq!(at(day, &[&create[..], &["--name", name]].concat()).code, 0);
    }
    assert_eq!(at(day, &["api-key", "revoke", "two"]).code, 0);
    let new = ["backup", "identity", "new", "-o", "id.txt"];
    let recipient = at(day, &[&["-q"][..], &new].concat()).out;
    let add = ["backup", "recipient", "add", recipient.trim()];
    assert_eq!(at(day, &add).code, 0);
    // The clock is two days behind.
    let earlier = "2031-03-01 09:00:00";
    let backup = ["backup", "create", "--to", "backups", "--keep-last", "1"];
    for (time, arguments) in [
        (earlier, &backup[..]),
        (earlier, &["mkdir", "/a"]),
        (earlier, &["-v", "status"]),
        (day, &["-v", "status"]),
        (day, &["monitor"]),
        (day, &["incident", "report", "--since", "2031-01-01"]),
        (day, &["audit", "log", "--format", "table"]),
        (day, &["-v", "api-key", "list", "--all"]),
        (day, &["api-key", "show", "one"]),
        (day, &["backup", "recipient", "list"]),
        (day, &["backup", "list", "backups", "-i", "id.txt"]),
        (day, &["history"]),
        (day, &["session", "list"]),
        (day, &["whoami"]),
    ] {
        let run = at(time, arguments);
        assert!(matches!(run.code, 0 | 6), "{arguments:?}: {}", run.err);
        for line in format!("{}{}", run.out, run.err).lines() {
            let has_utc = line.as_bytes().windows(5).any(|five| {
                let [a, b'T', c, d, b':'] = five else {
                    return false;
                };
                [a, c, d].iter().all(|digit| digit.is_ascii_digit())
            });
            assert!(!has_utc, "{arguments:?}: {line}");
        }
    }
}
