//! The position of the mirror: kept through everything that happens to a vault and to its mirror, and
//! not believed where it is of another history.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{Home, Run, home, mirror_to, mirrored_rows, quietly};

/// The length of the record.
const RECORD: u64 = 112;
/// The warning if the mirror was of another history.
const ANEW: &str = "warning: the mirror of the audit log had rows of a different history";

fn copy(from: &Path, to: &Path) {
    let done = Command::new("cp").arg("-a").args([from, to]).status();
    assert!(done.unwrap().success());
}

/// A home with a mirror, and its path.
fn mirrored() -> (Home, PathBuf) {
    let home = home();
    let mirror = home.root().join("vault.log");
    mirror_to(&home, mirror.to_str().unwrap());
    assert_eq!(mirrored_rows(&mirror), home.ok(["audit", "log"]));
    (home, mirror)
}

/// The rows that the mirror got since this was called last: the file is moved away.
fn taken(mirror: &Path) -> String {
    if !mirror.exists() {
        return String::new();
    }
    let rows = mirrored_rows(mirror);
    fs::remove_file(mirror).unwrap();
    rows
}

fn position(home: &Home) -> PathBuf {
    home.vault().join("spool/mirrored")
}

#[test]
fn another_place_begins_with_the_first_row() {
    let (home, _) = mirrored();
    let other = home.root().join("other.log");
    mirror_to(&home, other.to_str().unwrap());
    quietly(&home, &["tag", "add", "x", "/inbox/a.txt"]);
    assert_eq!(mirrored_rows(&other), home.ok(["audit", "log"]));
    // What was done without a mirror is caught up with.
    mirror_to(&home, "");
    quietly(&home, &["tag", "add", "y", "/inbox/a.txt"]);
    mirror_to(&home, other.to_str().unwrap());
    assert_eq!(mirrored_rows(&other), home.ok(["audit", "log"]));
    assert_eq!(fs::metadata(position(&home)).unwrap().len(), RECORD);
}

/// A record that does not open, such as one that a loss of power has torn, is none.
#[test]
fn a_position_that_does_not_open_is_not_believed() {
    let (home, mirror) = mirrored();
    let mut bytes = fs::read(position(&home)).unwrap();
    bytes[3] ^= 1;
    fs::write(position(&home), bytes).unwrap();
    taken(&mirror);
    quietly(&home, &["tag", "add", "x", "/inbox/a.txt"]);
    assert_eq!(mirrored_rows(&mirror), home.ok(["audit", "log"]));
    assert_eq!(fs::metadata(position(&home)).unwrap().len(), RECORD);
}

#[test]
fn rows_after_an_accepted_rollback_are_written() {
    let (home, mirror) = mirrored();
    let earlier = home.root().join("earlier");
    copy(&home.vault(), &earlier);
    for tag in ["a", "b", "c", "d"] {
        quietly(&home, &["tag", "add", tag, "/inbox/a.txt"]);
    }
    taken(&mirror);
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
    assert_eq!(mirrored_rows(&mirror), home.ok(["audit", "log"]));
    quietly(&home, &["tag", "add", "f", "/inbox/a.txt"]);
    assert_eq!(mirrored_rows(&mirror), home.ok(["audit", "log"]));
    // The log has grown past the position before the mirror sees it.
    for tag in ["g", "h", "i", "j"] {
        quietly(&home, &["tag", "add", tag, "/inbox/a.txt"]);
    }
    taken(&mirror);
    let far = fs::read(position(&home)).unwrap();
    put_back();
    home.ok(["--accept-rollback", "policy", "set", "audit.mirror", ""]);
    for round in 0..30 {
        let tag = format!("again{round}");
        quietly(&home, &["tag", "add", &tag, "/inbox/a.txt"]);
    }
    taken(&mirror);
    fs::write(position(&home), far).unwrap();
    let run = mirror_to(&home, mirror.to_str().unwrap());
    assert!(run.err.contains(ANEW), "{}", run.err);
    assert_eq!(mirrored_rows(&mirror), home.ok(["audit", "log"]));
    home.ok(["audit", "verify"]);
}

#[test]
fn a_restored_vault_leaves_no_row_out() {
    let (home, mirror) = mirrored();
    let identity = home.root().join("identity.txt");
    let identity = identity.to_str().unwrap();
    let recipient = home.ok(["-q", "backup", "identity", "new", "-o", identity]);
    home.ok(["backup", "recipient", "add", recipient.trim()]);
    let backup = home.root().join("backup.tar.zst.age");
    home.ok(["backup", "create", "-o", backup.to_str().unwrap()]);
    quietly(&home, &["tag", "add", "lost", "/inbox/a.txt"]);
    taken(&mirror);
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
    assert_eq!(taken(&mirror), log);
}

#[test]
fn no_row_comes_twice_through_rekey_compact_and_erasure() {
    let (home, mirror) = mirrored();
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
    let log = home.ok(["audit", "log"]);
    let rows = mirrored_rows(&mirror);
    // A row that was written keeps the name; only its personal fields differ.
    assert!(rows.contains("| ben |") && !log.contains("| ben |"));
    let events = |text: &str| -> Vec<String> {
        let fields = text.lines().map(|line| line.split(" | ").take(2));
        fields.map(|fields| fields.collect()).collect()
    };
    assert_eq!(events(&rows), events(&log));
}

#[test]
fn many_at_once_write_each_row_once_and_in_order() {
    let (home, mirror) = mirrored();
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
    assert_eq!(mirrored_rows(&mirror), home.ok(["audit", "log"]));
}

#[test]
fn a_process_that_is_killed_leaves_no_row_out() {
    let (home, mirror) = mirrored();
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
    let (rows, log) = (mirrored_rows(&mirror), home.ok(["audit", "log"]));
    let mut rows = rows.lines();
    for line in log.lines() {
        // Rows written twice are skipped.
        assert!(rows.any(|row| row == line), "missing: {line}");
    }
    assert!(rows.all(|row| log.contains(row)));
}
