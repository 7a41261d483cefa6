//! A right that is taken away while a command runs ends it: at most the transaction in flight is done after
//! the row that took it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Home, Run};

/// Files of an `add`, each large enough that a few make a transaction.
const FILES: usize = 120;
const BYTES: usize = 3 * 1024 * 1024;

fn random(seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    let mut bytes = Vec::with_capacity(BYTES);
    while bytes.len() < BYTES {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes
}

fn many(home: &Home, folder: &str) {
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    for number in 0..FILES {
        home.file(format!("{folder}/{number}.bin"), random(number as u64 + 7));
    }
}

fn begin(home: &Home, key: &Path, arguments: &[&str]) -> Child {
    let mut command = home.command(arguments);
    command
        .env_remove("FILE_ORGANIZER_PASSWORD")
        .env("FILE_ORGANIZER_API_KEY_FILE", key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn rows(home: &Home) -> Vec<Value> {
    home.run(["--json", "audit", "log"]).json()
}

/// Rows of what `principal` did after the first row of `event`.
fn after(rows: &[Value], event: &str, principal: &str) -> Vec<Value> {
    let at = rows.iter().position(|row| row["event"] == event);
    let at = at.unwrap_or_else(|| panic!("no row {event}"));
    let theirs = |row: &&Value| row["principal"] == principal && row["outcome"] == "SUCCESS";
    rows[at + 1..].iter().filter(theirs).cloned().collect()
}

fn wait_until(what: &str, mut is: impl FnMut() -> bool) {
    let until = Instant::now() + Duration::from_secs(60);
    while !is() {
        assert!(Instant::now() < until, "{what} never came");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn wait_for_an_upload(home: &Home) {
    wait_until("the first batch", || {
        let log = home.run(["--json", "audit", "log", "--event", "FILE_UPLOAD"]);
        !log.json().is_empty()
    });
}

/// Runs an add by a key of anna's, takes the right away by `taking`, and gives the rows of the add after that.
fn add_while(taking: &[&str], event: &str) {
    let home = Home::new();
    many(&home, "many");
    home.user("anna", "admin");
    let mut create = home.command(["api-key", "create", "--name", "scan", "--role", "user"]);
    create.env("FILE_ORGANIZER_USER", "anna");
    let key = home.root().join("scan.key");
    home.secret(&key, &Run::of(create).out);
    let child = begin(&home, &key, &["add", "many"]);
    wait_for_an_upload(&home);
    home.ok(taking);
    let ended = Run::from(child.wait_with_output().unwrap());
    let rows = rows(&home);
    let uploads = rows.iter().filter(|row| row["event"] == "FILE_UPLOAD");
    // A machine that adds everything before it is taken away has proven nothing, but broken nothing either.
    if ended.code == 0 {
        assert_eq!(after(&rows, event, "key:scan").len(), 0, "{taking:?}");
        return;
    }
    assert!(uploads.count() >= 1);
    assert!(
        matches!(ended.code, 5 | 12),
        "{taking:?}: {} {}",
        ended.code,
        ended.err
    );
    let later = after(&rows, event, "key:scan");
    assert!(later.len() <= 1, "{taking:?}: {later:?}");
    assert_eq!(home.run(["verify", "--quick"]).code, 0);
}

#[test]
fn a_revoked_key_ends_an_add() {
    add_while(&["api-key", "revoke", "scan"], "API_KEY_REVOKE");
}

#[test]
fn a_disabled_user_ends_an_add_of_their_key() {
    add_while(&["user", "disable", "anna"], "USER_DISABLE");
}

#[test]
fn a_demoted_user_ends_an_add_of_their_key() {
    add_while(&["user", "role", "anna", "viewer"], "ROLE_CHANGE");
}

#[test]
fn a_narrowed_role_ends_an_add() {
    add_while(&["role", "set", "user", "file:read"], "ROLE_SET");
}

/// Begins to add a stream as bob, a user, does `meanwhile`, and ends the stream.
fn stream_while(meanwhile: impl FnOnce(&Home)) -> (Home, Run) {
    let home = Home::new();
    home.user("bob", "user");
    let mut command = home.command(["add", "-", "--name", "late.txt"]);
    command
        .env("FILE_ORGANIZER_USER", "bob")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"begun ").unwrap();
    // Either it has unlocked by then, or it unlocks with what is left: refused both times.
    std::thread::sleep(Duration::from_millis(700));
    meanwhile(&home);
    drop(input);
    let ended = Run::from(child.wait_with_output().unwrap());
    assert_eq!(home.ok(["ls", "-R"]), "");
    (home, ended)
}

#[test]
fn a_demoted_user_cannot_finish_a_stream() {
    let (_home, ended) = stream_while(|home| {
        home.ok(["user", "role", "bob", "viewer"]);
    });
    assert_eq!(ended.code, 5, "{}{}", ended.out, ended.err);
}

#[test]
fn a_changed_password_ends_a_stream_that_the_former_one_began() {
    let (_home, ended) = stream_while(|home| {
        let mut passwd = home.command(["user", "passwd", "bob"]);
        passwd.env("FILE_ORGANIZER_NEW_PASSWORD", "another long password");
        assert_eq!(Run::of(passwd).code, 0);
    });
    assert_eq!(ended.code, 12, "{}{}", ended.out, ended.err);
}

#[test]
fn a_revoked_key_ends_a_watch_and_the_taking_in_of_drops() {
    let home = Home::new();
    let key = home.key("scan", &["--permission", "file:upload"]);
    fs::create_dir(home.work().join("in")).unwrap();
    let mut child = begin(&home, &key, &["watch", "in", "--settle", "0s"]);
    home.file("in/first.txt", "first");
    wait_until("the first file", || !home.ok(["ls", "-R"]).is_empty());
    home.ok(["api-key", "revoke", "scan"]);
    home.file("in/second.txt", "second");
    let until = Instant::now() + Duration::from_secs(60);
    let code = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code();
        }
        assert!(Instant::now() < until, "the watch goes on");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(code, Some(12));
    assert_eq!(after(&rows(&home), "API_KEY_REVOKE", "key:scan").len(), 0);
    // And the drops that wait are not taken.
    home.ok(["drop", "in/second.txt"]);
    assert_eq!(home.by_key(&key, ["inbox", "run"]).code, 12);
}

#[test]
fn a_read_in_flight_ends_by_itself_and_the_next_is_refused() {
    let home = Home::new();
    many(&home, "many");
    home.ok(["add", "many"]);
    let key = home.key("reader", &["--permission", "file:read"]);
    let child = begin(&home, &key, &["get", "/inbox/many", "-o", "out"]);
    home.ok(["api-key", "revoke", "reader"]);
    let ended = Run::from(child.wait_with_output().unwrap());
    assert!(matches!(ended.code, 0 | 12), "{}", ended.err);
    assert_eq!(after(&rows(&home), "API_KEY_REVOKE", "key:reader").len(), 0);
    assert_eq!(home.by_key(&key, ["cat", "/inbox/many/1.bin"]).code, 12);
}

#[test]
fn a_lockdown_ends_what_runs() {
    let home = Home::new();
    many(&home, "many");
    let key = home.key("scan", &["--role", "user"]);
    let child = begin(&home, &key, &["add", "many"]);
    wait_for_an_upload(&home);
    let mut lockdown: Command = home.command(["-y", "incident", "lockdown"]);
    lockdown.env("FILE_ORGANIZER_NEW_PASSWORD", "another long password");
    let done = Run::of(lockdown);
    assert_eq!(done.code, 0, "{}", done.err);
    child.wait_with_output().unwrap();
    let mut log = home.command(["--json", "audit", "log"]);
    log.env("FILE_ORGANIZER_PASSWORD", "another long password");
    // The keys end in a transaction of their own.
    let later = after(&Run::of(log).json(), "API_KEY_REVOKE", "key:scan");
    assert!(later.is_empty(), "{later:?}");
}
