//! The mirror of the audit log, from outside: files, syslogd and journald, in whose place the test
//! listens; absent, slow, in another place, or of another history of the vault.

mod daemon;
mod files;
mod positions;

use std::fs;
use std::io::Read;
use std::os::unix::net::{UnixDatagram, UnixListener};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::{Home, Run};
use daemon::{Daemon, Sent, entry, message};

/// What is said where rows could not be sent.
const BEHIND: &str =
    "warning: the mirror of the audit log is behind; missing rows will be sent later: ";

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

/// The rows that a mirror has which is a file.
fn mirrored_rows(path: &Path) -> String {
    use std::os::unix::fs::MetadataExt;
    let text = fs::read_to_string(path).unwrap();
    assert_eq!(fs::metadata(path).unwrap().mode() & 0o777, 0o600);
    let rows = text.strip_prefix("# file-organizer audit mirror\n");
    rows.expect("a first line that says what it is").to_owned()
}

/// The messages are the rows of the log from this one on, and nothing else.
fn is_log(home: &Home, sent: &[Sent], first: usize) {
    let log = home.ok(["audit", "log"]);
    let lines: Vec<_> = log.lines().skip(first - 1).collect();
    let got: Vec<_> = sent.iter().map(|sent| sent.line.as_str()).collect();
    assert_eq!(got, lines);
    for (sent, number) in sent.iter().zip(first..) {
        assert_eq!(sent.row, number as u64);
        assert_eq!(sent.vault, sent.vault.to_lowercase());
        assert_eq!(sent.vault.len(), 32, "{}", sent.vault);
        let done = sent.line.contains(" | SUCCESS");
        assert_eq!(sent.severity, if done { 6 } else { 4 }, "{}", sent.line);
    }
}

#[test]
fn syslog_gets_each_row() {
    let home = home();
    let daemon = Daemon::at(&home.root().join("log"));
    let run = mirror_to(&home, &daemon.named("syslog"));
    assert!(!run.err.contains("warning"), "{}", run.err);
    quietly(&home, &["tag", "add", "x", "/inbox/a.txt"]);
    assert_eq!(home.run(["tag", "add", "x", "/inbox/none"]).code, 4);
    assert_eq!(home.ok(["cat", "/inbox/a.txt"]), "a");
    home.user("eve", "user");
    let mut denied = home.command(["policy", "set", "max_versions", "3"]);
    denied.env("FILE_ORGANIZER_USER", "eve");
    assert_eq!(Run::of(denied).code, 5);
    // What was read, refused or in vain is merged by whoever looks at the log.
    home.ok(["audit", "log"]);
    let sent = daemon.received(message);
    assert!(sent.iter().any(|sent| sent.line.contains(" | DENIED")));
    is_log(&home, &sent, 1);
    // A file name is not what ends a message.
    home.file("b\n<0>Nov  1 00:00:00 x: y.txt", "b");
    home.ok(["add", "."]);
    let more = daemon.received(message);
    is_log(&home, &more, sent.len() + 1);
}

#[test]
fn journald_gets_fields() {
    let home = home();
    let daemon = Daemon::at(&home.root().join("journal"));
    let run = mirror_to(&home, &daemon.named("journald"));
    assert!(!run.err.contains("warning"), "{}", run.err);
    home.file("b\nPRIORITY=0", "b");
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["add", "b\nPRIORITY=0", "--to", "/f"]);
    assert_eq!(home.run(["tag", "add", "x", "/inbox/none"]).code, 4);
    home.ok(["audit", "log"]);
    let sent = daemon.received(entry);
    is_log(&home, &sent, 1);
    let log = home.run(["--json", "audit", "log"]).json();
    for (sent, row) in sent.iter().zip(&log) {
        let field = |name: &str| String::from_utf8(sent.fields[name].clone()).unwrap();
        assert_eq!(field("SYSLOG_IDENTIFIER"), "file-organizer");
        assert_eq!(field("SYSLOG_FACILITY"), "10");
        for name in [
            "event",
            "principal",
            "source",
            "outcome",
            "target",
            "detail",
        ] {
            let theirs = sent
                .fields
                .get(&format!("FILE_ORGANIZER_{}", name.to_uppercase()))
                .map(|value| String::from_utf8_lossy(value).into_owned());
            assert_eq!(theirs.as_deref(), row[name].as_str(), "{name} of {row}");
        }
    }
    assert!(sent.iter().any(
        |sent| sent.fields.get("FILE_ORGANIZER_TARGET") == Some(&b"/f/b\nPRIORITY=0".to_vec())
    ));
}

#[test]
fn a_row_too_long_for_a_datagram_arrives() {
    let home = home();
    let long = format!("txt,{}", "x".repeat(125_000));
    let journal = Daemon::at(&home.root().join("journal"));
    mirror_to(&home, &journal.named("journald"));
    quietly(&home, &["-q", "policy", "set", "allowed_extensions", &long]);
    // Whole, as a file that nobody can change any more.
    let sent = journal.received(entry);
    is_log(&home, &sent, 1);
    let last = sent.last().unwrap();
    assert!(last.sealed);
    assert_eq!(last.fields["FILE_ORGANIZER_DETAIL"], long.as_bytes());
    // Cut in the middle, and it says so.
    let log = Daemon::at(&home.root().join("log"));
    mirror_to(&home, &log.named("syslog"));
    quietly(&home, &["-q", "policy", "set", "allowed_extensions", "txt"]);
    let sent = log.received(message);
    assert_eq!(sent.len(), home.ok(["audit", "log"]).lines().count());
    let cut: Vec<_> = sent
        .iter()
        .filter(|sent| sent.line.contains("x [...] x"))
        .collect();
    assert_eq!(cut.len(), 1);
    assert!(cut[0].size <= 8000 && cut[0].line.contains(" | POLICY_CHANGE | admin | "));
}

#[test]
fn a_daemon_that_is_absent_is_told_of_and_caught_up_with() {
    for kind in ["syslog", "journald"] {
        let home = home();
        let path = home.root().join("socket");
        let place = format!("{kind}:{}", path.display());
        let told = |run: Run| {
            assert_eq!(run.code, 0, "{}", run.err);
            assert_eq!(run.err.matches("warning").count(), 1, "{}", run.err);
            assert!(run.err.contains(BEHIND), "{}", run.err);
            assert!(run.err.contains(&*path.to_string_lossy()), "{}", run.err);
            assert!(
                run.err.contains(&format!(
                    "(start the daemon, or set its socket: policy set audit.mirror {kind}:/SOCKET)"
                )),
                "{}",
                run.err
            );
        };
        told(mirror_to(&home, &place));
        told(home.run(["tag", "add", "x", "/inbox/a.txt"]));
        // It was there, and ended.
        drop(UnixDatagram::bind(&path).unwrap());
        told(home.run(["tag", "add", "y", "/inbox/a.txt"]));
        fs::remove_file(&path).unwrap();
        let daemon = Daemon::at(&path);
        quietly(&home, &["tag", "add", "z", "/inbox/a.txt"]);
        let parse = if kind == "syslog" { message } else { entry };
        is_log(&home, &daemon.received(parse), 1);
    }
}

#[test]
fn a_daemon_that_does_not_read_holds_nobody_up() {
    let home = home();
    let path = home.root().join("log");
    let deaf = UnixDatagram::bind(&path).unwrap();
    let filling = UnixDatagram::unbound().unwrap();
    filling.set_nonblocking(true).unwrap();
    while filling.send_to(b"<13>filling", &path).is_ok() {}
    let place = format!("syslog:{}", path.display());
    let begun = Instant::now();
    let run = mirror_to(&home, &place);
    assert_eq!(run.err.matches(BEHIND).count(), 1, "{}", run.err);
    assert!(run.err.contains("is too slow"), "{}", run.err);
    // Many commits of one command wait once, and it is told once.
    for index in 0..6000 {
        home.file(format!("many/{index}.txt"), format!("{index}"));
    }
    let run = home.run(["-q", "add", "many"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.err.matches(BEHIND).count(), 1, "{}", run.err);
    assert!(begun.elapsed() < Duration::from_secs(60));
    let begun = Instant::now();
    let run = home.run(["tag", "add", "x", "/inbox/a.txt"]);
    assert_eq!(run.code, 0);
    let taken = begun.elapsed();
    assert!(taken < Duration::from_secs(10), "{taken:?}");
    // It reads again.
    deaf.set_nonblocking(true).unwrap();
    while deaf.recv(&mut [0; 16]).is_ok() {}
    drop(deaf);
    fs::remove_file(&path).unwrap();
    let daemon = Daemon::at(&path);
    quietly(&home, &["tag", "add", "y", "/inbox/a.txt"]);
    is_log(&home, &daemon.received(message), 1);
}

#[test]
fn a_stream_gets_messages_that_end_with_a_zero() {
    let home = home();
    let path = home.root().join("log");
    let listener = UnixListener::bind(&path).unwrap();
    mirror_to(&home, &format!("syslog:{}", path.display()));
    let mut text = String::new();
    listener
        .accept()
        .unwrap()
        .0
        .read_to_string(&mut text)
        .unwrap();
    let messages = text.strip_suffix('\0').unwrap().split('\0');
    let sent: Vec<_> = messages
        .map(|text| message(text.as_bytes(), false))
        .collect();
    is_log(&home, &sent, 1);
}

#[test]
fn places_that_there_are_not_are_refused() {
    let home = home();
    for value in ["audit.log", "syslog:log", "Syslog", "journal", "udp:/x"] {
        let run = home.run(["policy", "set", "audit.mirror", value]);
        assert_eq!(run.code, 2, "{value}");
        assert!(
            run.err.contains("it must be the absolute path of a file, syslog, journald, syslog:/SOCKET or journald:/SOCKET"),
            "{}", run.err
        );
    }
    assert_eq!(home.ok(["policy", "get", "audit.mirror"]).trim(), "");
    // Nor by whoever replaces the whole policy.
    let mut gate = home.gate("policy edit");
    let mut policy = file_organizer::app::maintenance::policy::show(&mut gate).unwrap();
    policy.audit_mirror = Some("audit.log".into());
    assert!(file_organizer::app::maintenance::policy::replace(&mut gate, &policy).is_err());
}
