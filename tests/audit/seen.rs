//! What is seen of the log: by a follower, of what was done together, and of large files.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use super::support::{Home, Run};
use super::{check, has, vault};

/// What a process that follows the log prints within some seconds.
fn followed(home: &Home, key: Option<&Path>, meanwhile: impl FnOnce()) -> Run {
    let mut command = home.command(["audit", "log", "--follow"]);
    if let Some(key) = key {
        command.env_remove("FILE_ORGANIZER_PASSWORD");
        command.env("FILE_ORGANIZER_API_KEY_FILE", key);
    }
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::thread::sleep(Duration::from_secs(2));
    meanwhile();
    std::thread::sleep(Duration::from_secs(2));
    child.kill().unwrap();
    Run::from(child.wait_with_output().unwrap())
}

#[test]
fn a_log_is_followed_through_a_rekey_and_does_not_feed_itself() {
    let home = vault();
    home.ok(["policy", "set", "audit.level", "raised"]);
    let run = followed(&home, None, || {
        home.ok(["-y", "rekey"]);
        home.ok(["cat", "/inbox/work/a.txt"]);
    });
    let after = run
        .out
        .split("| configure 1: policy audit.level \"normal\" -> \"raised\"\n")
        .nth(1)
        .unwrap();
    let events = after.lines().map(|line| line.split(" | ").nth(1).unwrap());
    let events: Vec<&str> = events.collect();
    assert_eq!(
        events,
        ["AUDIT_READ", "VAULT_REKEY", "FILE_READ"],
        "{}",
        run.err
    );
}

#[test]
fn a_log_is_followed_no_longer_by_a_key_that_was_revoked() {
    let home = vault();
    home.ok(["role", "set", "watcher", "audit:read"]);
    let key = home.key("watcher", &["--role", "watcher"]);
    let run = followed(&home, Some(&key), || {
        home.ok(["tag", "add", "seen", "/inbox/work/a.txt"]);
        std::thread::sleep(Duration::from_secs(1));
        home.ok(["api-key", "revoke", "watcher"]);
        std::thread::sleep(Duration::from_secs(1));
        home.ok(["tag", "add", "unseen", "/inbox/work/a.txt"]);
    });
    assert_eq!(run.code, 12, "{}{}", run.out, run.err);
    let tags = run.out.lines().filter(|line| line.contains("FILE_TAG"));
    assert_eq!(tags.count(), 1, "{}", run.out);
    let uses = home.ok(["--json", "api-key", "show", "watcher"]);
    assert!(uses.contains("\"uses\":1,"), "{uses}");
}

#[test]
fn what_was_read_together_is_named_together() {
    let home = Home::new();
    for name in ["a.txt", "b.txt", "c.txt"] {
        home.file(name, name);
        home.ok(["add", name]);
    }
    home.ok(["cat", "/inbox/a.txt", "/inbox/c.txt"]);
    home.ok(["get", "/inbox/b.txt", "/inbox/c.txt", "-o", "out"]);
    assert_eq!(home.run(["cat", "/inbox/a.txt", "/none"]).code, 4);
    let log = home.ok(["audit", "log", "--event", "FILE_READ"]);
    let ends: Vec<&str> = log
        .lines()
        .map(|line| &line[line.find("local | ").unwrap() + 8..])
        .collect();
    assert_eq!(
        ends,
        [
            "/inbox/a.txt, /inbox/c.txt | SUCCESS 2_FILES 10_BYTES | read_content 2",
            "/inbox/b.txt, /inbox/c.txt | SUCCESS 2_FILES 10_BYTES | read_content 2",
            "/inbox/a.txt, /none | FAILURE NOT_FOUND",
        ]
    );
    let report = home.ok(["incident", "report", "--since", "1h"]);
    for name in ["/inbox/a.txt", "/inbox/b.txt", "/inbox/c.txt"] {
        assert!(report.contains(name), "{report}");
    }
    if has("python3") {
        home.ok(["audit", "export", "-o", "log.jsonl"]);
        let (code, out) = check(&["log.jsonl"], &home);
        assert_eq!(code, 0, "{out}");
    }
}

#[test]
fn a_large_file_leaves_one_row() {
    let home = Home::new();
    let mut seed = 7_u64;
    let mut noise = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        seed.to_be_bytes()[0]
    };
    let content: Vec<u8> = (0..60_000_000).map(|_| noise()).collect();
    home.file("large.bin", &content);
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["add", "large.bin"]);
    let rows = home.ok(["audit", "log", "--event", "FILE_UPLOAD"]);
    assert_eq!(rows.lines().count(), 1, "{rows}");
    assert!(rows.contains("/inbox/large.bin | SUCCESS"), "{rows}");
    // Refused at its end, too.
    home.ok(["policy", "set", "max_file_size", "50M"]);
    home.file("larger.bin", [&content[..], b"!"].concat());
    assert_eq!(home.run(["add", "larger.bin"]).code, 3);
    let rows = home.ok(["audit", "log", "--event", "FILE_UPLOAD"]);
    assert_eq!(rows.lines().count(), 2, "{rows}");
    home.ok(["verify"]);
}

#[test]
fn a_vault_whose_empty_spool_was_lost_in_a_copy_works() {
    let home = vault();
    home.ok(["audit", "log"]);
    fs::remove_dir_all(home.vault().join("spool")).unwrap();
    home.ok(["cat", "/inbox/work/a.txt"]);
    home.ok(["audit", "verify"]);
    let log = home.ok(["audit", "log", "--event", "FILE_READ"]);
    assert!(log.lines().count() > 1, "{log}");
}

#[test]
fn nobody_is_called_what_the_log_calls_others() {
    let home = Home::new();
    for name in ["unknown", "system", "erased", "erased-0123456789ab"] {
        let mut command = home.command(["user", "add", name, "--role", "viewer"]);
        command.env("FILE_ORGANIZER_NEW_PASSWORD", super::support::PASSWORD);
        let run = Run::of(command);
        assert_eq!(run.code, 2, "{name}: {}", run.err);
    }
}

/// The notes that wait in the spool.
fn notes(home: &Home) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(home.vault().join("spool")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|is| is == "event"))
        .collect()
}

fn count(home: &Home, event: &str) -> usize {
    home.ok(["audit", "log", "--event", event]).lines().count()
}

#[test]
fn a_note_that_is_put_back_is_logged_once() {
    let home = vault();
    let kept = home.root().join("kept.event");
    let before = count(&home, "FILE_READ");
    home.ok(["cat", "/inbox/work/a.txt"]);
    let note = notes(&home).remove(0);
    let spool = note.parent().unwrap().to_owned();
    fs::copy(&note, &kept).unwrap();
    home.ok(["tag", "add", "x", "/inbox/work/a.txt"]);
    assert_eq!(count(&home, "FILE_READ"), before + 1);
    for turn in 0..3 {
        for copy in 0..3 {
            fs::copy(&kept, spool.join(format!("{turn}{copy}.event"))).unwrap();
        }
        home.ok(["note", "/inbox/work/a.txt", "x"]);
        home.ok(["rekey"]);
        assert_eq!(count(&home, "FILE_READ"), before + 1);
        assert_eq!(notes(&home).len(), 0);
    }
    assert_eq!(count(&home, "NOTE_LOST"), 0);
    home.ok(["verify"]);
}

#[test]
fn a_torn_note_is_no_damage_and_told_once() {
    let home = vault();
    let key = home.key("reader", &["--role", "viewer"]);
    for tear in ["empty", "half", "garbage"] {
        assert_eq!(home.by_key(&key, ["ls"]).code, 0);
        for note in notes(&home) {
            let bytes = fs::read(&note).unwrap();
            let torn = match tear {
                "empty" => Vec::new(),
                "half" => bytes[..bytes.len() / 2].to_vec(),
                _ => vec![7; 300],
            };
            fs::write(&note, torn).unwrap();
        }
        let lost = count(&home, "NOTE_LOST");
        for _ in 0..2 {
            home.ok(["verify"]);
            assert_eq!(count(&home, "NOTE_LOST"), lost, "{tear}");
        }
    }
    assert_eq!(count(&home, "NOTE_LOST"), 3);
}
