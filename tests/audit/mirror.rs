//! The mirror of the audit log, from outside: a file, absent, in another place, or of another
//! history of the vault.

mod files;
mod positions;

use std::fs;
use std::path::Path;

use crate::support::{Home, Run};

/// The warning if rows could not be written.
const BEHIND: &str =
    "warning: the mirror of the audit log is behind; missing rows will be written later: ";

/// Sets where rows go.
fn mirror_to(home: &Home, place: &str) -> Run {
    let run = home.run(["policy", "set", "audit.mirror", place]);
    assert_eq!(run.code, 0, "{}", run.err);
    run
}

/// Does something that leaves a row and says nothing.
fn quietly(home: &Home, arguments: &[&str]) {
    let run = home.run(arguments);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}");
}

/// A home with a file in its vault.
fn home() -> Home {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    home
}

/// The rows that a mirror has which is a file, without those that only waited.
fn mirrored_rows(path: &Path) -> String {
    use std::os::unix::fs::MetadataExt;
    let text = fs::read_to_string(path).unwrap();
    assert_eq!(fs::metadata(path).unwrap().mode() & 0o777, 0o600);
    let rows = text.strip_prefix("# file-organizer audit mirror\n");
    let rows = rows.expect("a first line that says what it is");
    let rows = rows.split_inclusive('\n');
    rows.filter(|row| !row.starts_with("# waiting")).collect()
}

#[test]
fn a_read_is_in_the_mirror_at_once_and_stays_there() {
    let home = home();
    let mirror = home.root().join("mirror.log");
    mirror_to(&home, mirror.to_str().unwrap());
    let waiting = || {
        let text = fs::read_to_string(&mirror).unwrap();
        let rows = text
            .lines()
            .filter_map(|line| line.strip_prefix("# waiting: "));
        rows.map(str::to_owned).collect::<Vec<_>>()
    };
    quietly(&home, &["cat", "/inbox/a.txt"]);
    let read = waiting();
    assert_eq!(read.len(), 1, "{read:?}");
    assert!(
        read[0].contains("| FILE_READ | admin | local | /inbox/a.txt |"),
        "{read:?}"
    );
    // The row is the same in the log.
    assert!(home.ok(["audit", "log"]).contains(&read[0]));
    assert_eq!(mirrored_rows(&mirror), home.ok(["audit", "log"]));
    // The next one stays in the mirror if it is removed from the spool.
    quietly(&home, &["cat", "/inbox/a.txt"]);
    for entry in fs::read_dir(home.vault().join("spool")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|is| is == "event") {
            fs::remove_file(path).unwrap();
        }
    }
    let log = home.ok(["audit", "log"]);
    assert_eq!(log.matches("| FILE_READ |").count(), 1, "{log}");
    assert_eq!(waiting().len(), 2);
    assert_eq!(mirrored_rows(&mirror), log);
}

#[test]
fn other_values_are_refused() {
    let home = home();
    for (value, part) in [
        ("audit.log", "it must be the absolute path of a file"),
        ("udp:/x", "it must be the absolute path of a file"),
        ("syslog", "| logger -t file-organizer"),
        ("journald:/run/j", "| systemd-cat -t file-organizer"),
    ] {
        let run = home.run(["policy", "set", "audit.mirror", value]);
        assert_eq!(run.code, 2, "{value}");
        assert!(run.err.contains(part), "{}", run.err);
    }
    assert_eq!(home.ok(["policy", "get", "audit.mirror"]).trim(), "");
    // Nor by replacing the whole policy.
    let mut gate = home.gate("policy edit");
    let mut policy = file_organizer::app::maintenance::policy::show(&mut gate).unwrap();
    policy.audit_mirror = Some("audit.log".into());
    assert!(file_organizer::app::maintenance::policy::replace(&mut gate, &policy).is_err());
}
