//! Files and folders that may not be read or emptied, as somebody whom permissions hold back; and the
//! wait before what failed is tried again.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{by_key, folder};
use crate::support::{Home, Run};

const NOBODY: u32 = 65534;

/// A home whose vault belongs to nobody, and a key to it; none where that cannot be.
fn home_of_nobody() -> Option<(Home, PathBuf)> {
    let home = Home::new();
    let key = home.key("taker", &["--role", "user"]);
    open(home.root(), 0o755);
    let given = Command::new("chown")
        .arg("-R")
        .arg(format!("{NOBODY}:{NOBODY}"))
        .args([home.vault(), key.clone(), home.root().join("home")])
        .status();
    let can = given.is_ok_and(|status| status.success())
        && as_nobody(&home, &key, &[], &["--version"]).code == 0;
    if !can {
        println!("skipped: no other user can run the program here");
    }
    can.then_some((home, key))
}

fn open(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs the program as nobody, by way of `through`.
fn as_nobody(home: &Home, key: &Path, through: &[&str], arguments: &[&str]) -> Run {
    let inner = by_key(home, key, arguments);
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .args(through)
        .arg(inner.get_program())
        .args(inner.get_args())
        .env_clear()
        .current_dir(home.work());
    for (name, value) in inner.get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    match command.output() {
        Ok(output) => output.into(),
        Err(_) => Run::of(Command::new("false")),
    }
}

const TAKE: [&str; 5] = ["inbox", "run", "in", "--settle", "0s"];

#[test]
fn what_failed_is_tried_again_after_a_wait_that_grows() {
    let Some((home, key)) = home_of_nobody() else {
        return;
    };
    let path = home.file("in/a.txt", "first");
    open(&path, 0o600);
    chown(folder(&home), Some(NOBODY), Some(NOBODY)).unwrap();
    let receipt = || {
        // The vault is theirs now, and its spool too.
        let run = as_nobody(&home, &key, &[], &["--json", "inbox", "receipts"]);
        run.json().remove(0)
    };
    let run = as_nobody(&home, &key, &[], &TAKE);
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    assert!(run.out.contains("failed"), "{}", run.out);
    let first = receipt();
    assert_eq!(
        (&first["status"], &first["attempts"]),
        (&"failed".into(), &1.into())
    );
    assert!(first["next_retry"].as_str() > first["time"].as_str());
    let run = as_nobody(&home, &key, &[], &TAKE);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.err.contains("failed before"), "{}", run.err);
    assert_eq!(receipt(), first, "it was not tried");
    if Command::new("faketime").arg("--version").output().is_err() {
        println!("skipped in part: faketime is not installed");
    } else {
        let run = as_nobody(&home, &key, &["faketime", "-f", "+90s"], &TAKE);
        assert_eq!(run.code, 3, "{}{}", run.out, run.err);
        assert_eq!(receipt()["attempts"], 2);
        // Two minutes from then on.
        let run = as_nobody(&home, &key, &["faketime", "-f", "+180s"], &TAKE);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        assert_eq!(receipt()["attempts"], 2);
    }
    open(&path, 0o644);
    let run = as_nobody(&home, &key, &[], &[&TAKE[..], &["--again"]].concat());
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let done = receipt();
    assert_eq!(
        (&done["status"], &done["attempts"], &done["next_retry"]),
        (&"added".into(), &0.into(), &serde_json::Value::Null)
    );
    assert!(!path.exists());
}

#[test]
fn a_folder_that_may_not_be_emptied() {
    let Some((home, key)) = home_of_nobody() else {
        return;
    };
    let path = home.file("in/sub/a.txt", "first");
    open(&folder(&home), 0o755);
    let run = as_nobody(&home, &key, &[], &TAKE);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(
        run.err.contains("/in") && run.err.contains("hint"),
        "{}",
        run.err
    );
    // Only a folder below is: what is in it comes in, once.
    chown(folder(&home), Some(NOBODY), Some(NOBODY)).unwrap();
    for _ in 0..2 {
        let run = as_nobody(&home, &key, &[], &TAKE);
        assert_eq!(run.code, 3, "{}{}", run.out, run.err);
        assert!(
            run.out.contains("the source was not removed"),
            "{}",
            run.out
        );
        assert!(path.exists());
    }
    let json =
        |arguments: &[&str]| as_nobody(&home, &key, &[], &[&["--json"], arguments].concat()).json();
    let files = json(&["ls", "-R"]);
    assert_eq!(files.len(), 1);
    assert_eq!(
        (&files[0]["path"], &files[0]["version"]),
        (&"/inbox/sub/a.txt".into(), &1.into())
    );
    assert_eq!(json(&["inbox", "receipts"]).len(), 1);
}
