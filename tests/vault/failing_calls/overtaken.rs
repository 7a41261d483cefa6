//! Two changes of keyring.json at once, the first of them held up where it puts its file in place:
//! whatever overtakes it, an older file never takes the place of a newer one. It would shut everybody
//! out for good.

use super::*;
use std::process::Stdio;
use std::time::Instant;
use support::Run;

const THIRD_PASSWORD: &str = "a third password, by the recovery key";

/// How long the first is held up, in microseconds.
const DELAY: &str = "inject=?rename,?renameat,?renameat2:delay_enter=2000000";

/// A change of the password is held up, and `second` comes in between.
fn overtake(second: &[&str]) {
    let home = Home::new();
    let vault = Vault::of(&home);
    home.file("kept.txt", text("kept", 2000));
    vault.ok("at the start", &["-q", "add", "kept.txt"]);
    let mut first = vault.command(&["passwd"]);
    first.env("FILE_ORGANIZER_PASSWORD", PASSWORD);
    let log = home.root().join("strace.log");
    let options = ["-e", "trace=?rename,?renameat,?renameat2", "-e", DELAY];
    let mut first = strace::under_strace(&first, &log, &options)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let is_staged = || {
        let names = state::names(&vault.dir);
        names.iter().any(|name| name.contains("keyring.json."))
    };
    while !is_staged() && begun.elapsed() < Duration::from_secs(30) {
        assert!(first.try_wait().unwrap().is_none(), "it was not held up");
        std::thread::sleep(Duration::from_millis(2));
    }
    // Its commit takes some milliseconds, and then it is held up.
    std::thread::sleep(Duration::from_millis(500));
    let mut command = vault.command(second);
    command.env("FILE_ORGANIZER_NEW_PASSWORD", THIRD_PASSWORD);
    let run = Run::of(command);
    assert_eq!(run.code, 0, "{second:?}: {}", run.err);
    let run = Run::from(first.wait_with_output().unwrap());
    assert_eq!(run.code, 0, "passwd: {}", run.err);
    let what = format!("passwd, overtaken by {second:?}");
    vault.is_sound(&what);
    assert!(!vault.unlocks(&what, PASSWORD), "{what}: the old one");
    let third = second == ["passwd"];
    assert_eq!(vault.unlocks(&what, OTHER_PASSWORD), !third, "{what}");
    assert_eq!(vault.unlocks(&what, THIRD_PASSWORD), third, "{what}");
    assert_eq!(vault.contents(&what).len(), 1, "{what}");
    assert_eq!(vault.left_over(), [""; 0], "{what}");
}

#[test]
fn overtaken_by_another_password() {
    if strace::is_there() {
        overtake(&["passwd"]);
    }
}

#[test]
fn overtaken_by_a_rekey() {
    if strace::is_there() {
        overtake(&["rekey"]);
    }
}
