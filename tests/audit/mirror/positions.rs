//! How far mirrors have come: kept through everything that happens to a vault and to its mirrors, and not
//! believed where it is of another history.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{Daemon, Home, Run, Sent, home, is_log, message, mirror_to, mirrored_rows, quietly};

/// The length of a record.
const RECORD: u64 = 112;
/// What is said where the mirror was of another history.
const ANEW: &str = "warning: the mirror of the audit log had rows of a different history";

fn copy(from: &Path, to: &Path) {
    let done = Command::new("cp").arg("-a").args([from, to]).status();
    assert!(done.unwrap().success());
}

/// A home whose rows go to a daemon, and what came until now.
fn mirrored() -> (Home, Daemon, Vec<Sent>) {
    let home = home();
    let daemon = Daemon::at(&home.root().join("log"));
    mirror_to(&home, &daemon.named("syslog"));
    let sent = daemon.received(message);
    is_log(&home, &sent, 1);
    (home, daemon, sent)
}

fn position(home: &Home) -> std::path::PathBuf {
    home.vault().join("spool/mirrored")
}

#[test]
fn each_place_gets_every_row_once() {
    let (home, daemon, sent) = mirrored();
    // Another place begins with the first row, and this one goes on where it was.
    let file = home.root().join("vault.log");
    mirror_to(&home, file.to_str().unwrap());
    quietly(&home, &["tag", "add", "x", "/inbox/a.txt"]);
    assert_eq!(mirrored_rows(&file), home.ok(["audit", "log"]));
    mirror_to(&home, "");
    quietly(&home, &["tag", "add", "y", "/inbox/a.txt"]);
    mirror_to(&home, &daemon.named("syslog"));
    let more = daemon.received(message);
    is_log(&home, &more, sent.len() + 1);
    mirror_to(&home, file.to_str().unwrap());
    assert_eq!(mirrored_rows(&file), home.ok(["audit", "log"]));
    assert_eq!(fs::metadata(position(&home)).unwrap().len(), 2 * RECORD);
    // More places than are remembered.
    for index in 0..20 {
        let file = home.root().join(format!("{index}.log"));
        mirror_to(&home, file.to_str().unwrap());
        let log = home.ok(["audit", "log"]);
        assert_eq!(mirrored_rows(&file), log);
    }
    assert_eq!(fs::metadata(position(&home)).unwrap().len(), 16 * RECORD);
}

/// A record that does not open, such as one that a loss of power has torn, is none.
#[test]
fn a_position_that_does_not_open_is_not_believed() {
    let (home, daemon, _) = mirrored();
    let mut bytes = fs::read(position(&home)).unwrap();
    bytes[3] ^= 1;
    fs::write(position(&home), bytes).unwrap();
    quietly(&home, &["tag", "add", "x", "/inbox/a.txt"]);
    is_log(&home, &daemon.received(message), 1);
    assert_eq!(fs::metadata(position(&home)).unwrap().len(), RECORD);
}

#[test]
fn rows_after_an_accepted_rollback_are_sent() {
    let (home, daemon, _) = mirrored();
    let earlier = home.root().join("earlier");
    copy(&home.vault(), &earlier);
    for tag in ["a", "b", "c", "d"] {
        quietly(&home, &["tag", "add", tag, "/inbox/a.txt"]);
    }
    daemon.received(message);
    // The vault is put back, and the spool is not: the position is beyond the end.
    let put_back = || {
        let later = home.root().join("later");
        let _ = fs::remove_dir_all(&later);
        fs::rename(home.vault(), &later).unwrap();
        copy(&earlier, &home.vault());
        fs::copy(later.join("spool/mirrored"), position(&home)).unwrap();
    };
    put_back();
    let run = home.run(["--accept-rollback", "tag", "add", "e", "/inbox/a.txt"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.err.matches(ANEW).count(), 1, "{}", run.err);
    let sent = daemon.received(message);
    is_log(&home, &sent, 1);
    quietly(&home, &["tag", "add", "f", "/inbox/a.txt"]);
    is_log(&home, &daemon.received(message), sent.len() + 1);
    // The log has grown past the position before the mirror sees it.
    for tag in ["g", "h", "i", "j"] {
        quietly(&home, &["tag", "add", tag, "/inbox/a.txt"]);
    }
    daemon.received(message);
    let far = fs::read(position(&home)).unwrap();
    put_back();
    let place = daemon.named("syslog");
    home.ok(["--accept-rollback", "policy", "set", "audit.mirror", ""]);
    for round in 0..30 {
        let tag = format!("again{round}");
        quietly(&home, &["tag", "add", &tag, "/inbox/a.txt"]);
    }
    daemon.received(message);
    fs::write(position(&home), far).unwrap();
    let run = mirror_to(&home, &place);
    assert!(run.err.contains(ANEW), "{}", run.err);
    is_log(&home, &daemon.received(message), 1);
    home.ok(["audit", "verify"]);
}

#[test]
fn a_restored_vault_leaves_no_row_out() {
    let (home, daemon, _) = mirrored();
    let identity = home.root().join("identity.txt");
    let identity = identity.to_str().unwrap();
    let recipient = home.ok(["-q", "backup", "identity", "new", "-o", identity]);
    home.ok(["backup", "recipient", "add", recipient.trim()]);
    let backup = home.root().join("backup.tar.zst.age");
    home.ok(["backup", "create", "-o", backup.to_str().unwrap()]);
    quietly(&home, &["tag", "add", "lost", "/inbox/a.txt"]);
    daemon.received(message);
    let into = home.root().join("restored");
    let into = into.to_str().unwrap();
    let backup = backup.to_str().unwrap();
    home.ok(["backup", "restore", backup, "-i", identity, "--into", into]);
    let there = |arguments: &[&str]| {
        let mut command = home.command(arguments);
        command.env("FILE_ORGANIZER_VAULT", into);
        let run = Run::of(command);
        assert_eq!(run.code, 0, "{}", run.err);
        run
    };
    let run = there(&["--accept-rollback", "tag", "add", "x", "/inbox/a.txt"]);
    assert!(!run.err.contains("mirror"), "{}", run.err);
    let log = there(&["audit", "log"]).out;
    assert!(log.contains("BACKUP_RESTORE"), "{log}");
    let sent = daemon.received(message);
    let lines: Vec<_> = sent.iter().map(|sent| sent.line.as_str()).collect();
    assert_eq!(lines, log.lines().collect::<Vec<_>>());
    assert!(
        sent.iter()
            .zip(1..)
            .all(|(sent, number)| sent.row == number)
    );
}

#[test]
fn no_row_comes_twice_through_rekey_compact_and_erasure() {
    let (home, daemon, mut sent) = mirrored();
    home.user("ben", "user");
    home.file("bens.txt", "of ben");
    home.as_user("ben", ["add", "bens.txt"]);
    for arguments in [
        &["rekey"][..],
        &["compact"],
        &["compact", "--wipe"],
        &["-y", "privacy", "erase", "ben"],
        &["tag", "add", "x", "/inbox/a.txt"],
    ] {
        let run = home.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
        assert!(!run.err.contains("mirror"), "{arguments:?}: {}", run.err);
    }
    home.ok(["audit", "log"]);
    sent.extend(daemon.received(message));
    // What was sent keeps the name.
    assert!(sent.iter().any(|sent| sent.line.contains("| ben |")));
    let rows = home.ok(["audit", "log"]).lines().count() as u64;
    let numbers: Vec<_> = sent.iter().map(|sent| sent.row).collect();
    assert_eq!(numbers, (1..=rows).collect::<Vec<_>>());
}

#[test]
fn many_at_once_send_each_row_once_and_in_order() {
    let (home, daemon, mut sent) = mirrored();
    for round in 0..3 {
        let all: Vec<_> = (0..8)
            .map(|index| {
                let tag = format!("t{round}-{index}");
                home.command(["--wait", "2m", "tag", "add", &tag, "/inbox/a.txt"])
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for child in all {
            let run = Run::from(child.wait_with_output().unwrap());
            assert_eq!(run.code, 0, "{}", run.err);
            assert!(!run.err.contains("the mirror"), "{}", run.err);
        }
    }
    quietly(&home, &["tag", "add", "last", "/inbox/a.txt"]);
    sent.extend(daemon.received(message));
    is_log(&home, &sent, 1);
}

#[test]
fn a_process_that_is_killed_leaves_no_row_out() {
    let (home, daemon, mut sent) = mirrored();
    for round in 0..40 {
        let tag = format!("t{round}");
        let mut child = home
            .command(["tag", "add", &tag, "/inbox/a.txt"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(20 + 3 * round));
        let _ = child.kill();
        child.wait().unwrap();
    }
    let run = home.run(["--wait", "1m", "tag", "add", "last", "/inbox/a.txt"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!run.err.contains("mirror"), "{}", run.err);
    sent.extend(daemon.received(message));
    // One that came twice has the same number and the same line.
    sent.dedup_by(|again, before| again.row == before.row && again.line == before.line);
    is_log(&home, &sent, 1);
}
