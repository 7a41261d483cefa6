//! Folders that may not be written to. Root is asked by nobody what it may do, so that these run as
//! another user where they can.

use super::*;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Somebody who owns nothing.
const NOBODY: u32 = 65534;

/// The vault's files and folders with these modes, as if they were the other user's.
fn give_away(path: &Path, file: u32, folder: u32) {
    let owner = Some(NOBODY).filter(|_| is_root());
    for entry in fs::read_dir(path).unwrap() {
        let entry = entry.unwrap().path();
        if entry.is_dir() {
            give_away(&entry, file, folder);
        } else {
            fs::set_permissions(&entry, fs::Permissions::from_mode(file)).unwrap();
            std::os::unix::fs::chown(&entry, owner, owner).unwrap();
        }
    }
    std::os::unix::fs::chown(path, owner, owner).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(folder)).unwrap();
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap().stdout;
    id == b"0\n"
}

/// The same command as somebody whom permissions hold back; the folder above is opened to them.
fn as_nobody(home: &Home, command: &Command) -> Command {
    fs::set_permissions(home.root(), fs::Permissions::from_mode(0o755)).unwrap();
    let id = NOBODY.to_string();
    let options = [
        &format!("--reuid={id}"),
        &format!("--regid={id}"),
        "--clear-groups",
    ];
    let mut outer = if is_root() {
        by("setpriv", &options, command)
    } else {
        by("env", &[], command)
    };
    // Not there, and not theirs to make.
    outer.env("XDG_STATE_HOME", home.root().join("state of nobody"));
    outer
}

/// Whether that user can run the program at all.
fn can_be_nobody(home: &Home) -> bool {
    let version = as_nobody(home, &home.command(["--version"])).output();
    let can = version.is_ok_and(|output| output.status.success());
    if !can {
        println!("skipped: no other user can run the program here");
    }
    can
}

#[test]
fn a_vault_that_is_read_only() {
    let home = furnished();
    if !can_be_nobody(&home) {
        return;
    }
    let vault = Vault::of(&home);
    give_away(&vault.dir, 0o400, 0o500);
    let run = |arguments: &[&str]| Run::of(as_nobody(&home, &vault.command(arguments)));
    for arguments in [&["ls", "-R", "/"][..], &["find", "large"], &["status"]] {
        let run = run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
        assert!(!run.out.is_empty(), "{arguments:?}");
        let told = "a rollback to an older copy of this vault cannot be detected";
        assert_eq!(run.err.matches(told).count(), 1, "{}", run.err);
    }
    // Where this user may write, which is checked first.
    let target = std::env::temp_dir().join(format!("not-written-{}", std::process::id()));
    for arguments in [
        // Its row cannot be written, so nothing is given out.
        &["cat", "/kept/1.txt"][..],
        &["get", "/kept", "-o", target.to_str().unwrap()],
        &["add", "more"],
        &["rm", "/kept"],
        &["tag", "add", "seen", "/kept"],
        &["passwd"],
        &["rekey"],
        &["compact"],
        &["verify"],
    ] {
        let what = format!("{arguments:?} in a vault that is read-only");
        let run = run(arguments);
        refuses_in_words(&what, &run);
        assert_eq!(run.code, 1, "{what}: {}", run.err);
        assert!(
            run.err.contains("/vault"),
            "{what} names no path: {}",
            run.err
        );
        assert_eq!(run.out, "", "{what}");
    }
    give_away(&vault.dir, 0o600, 0o700);
    let run = run(&["verify"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn a_working_folder_that_is_read_only() {
    let home = furnished();
    if !can_be_nobody(&home) {
        return;
    }
    let vault = Vault::of(&home);
    give_away(&vault.dir, 0o600, 0o700);
    give_away(&home.work(), 0o444, 0o555);
    let run = |arguments: &[&str]| Run::of(as_nobody(&home, &vault.command(arguments)));
    for arguments in [
        &["add", "more", "--to", "/"][..],
        &["ls", "-R", "/"],
        &["cat", "/kept/1.txt"],
        &["rekey"],
        &["passwd"],
        &["verify"],
        &["compact"],
    ] {
        let run = run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
    }
    for target in [".", "out/"] {
        let run = run(&["get", "/more/1.txt", "-o", target]);
        refuses_in_words(target, &run);
        assert!(run.err.contains("ermission denied"), "{}", run.err);
    }
    let names = state::names(&home.work());
    assert_eq!(names, ["kept", "more"]);
}

#[test]
fn a_vault_that_may_not_be_looked_into() {
    let home = furnished();
    if !can_be_nobody(&home) {
        return;
    }
    let vault = Vault::of(&home);
    give_away(&vault.dir, 0o000, 0o000);
    let run = Run::of(as_nobody(&home, &vault.command(&["ls"])));
    // Not that there is none: that would be an invitation to make one.
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("ermission denied"), "{}", run.err);
    let run = Run::of(as_nobody(&home, &vault.command(&["init"])));
    assert_eq!(run.code, 1, "{}", run.err);
    give_away(&vault.dir, 0o600, 0o700);
}
