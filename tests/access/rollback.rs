//! What was put back from earlier: the whole vault, keyring.json alone, the database alone.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{copy, rows};
use crate::support::{Home, Run, faketime};

#[test]
fn yesterdays_vault_is_refused_until_it_is_accepted() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.file("b.txt", "b");
    home.ok(["add", "a.txt"]);
    let yesterday = home.root().join("yesterday");
    copy(&home.vault(), &yesterday);
    home.ok(["add", "b.txt"]);
    let today = home.root().join("today");
    copy(&home.vault(), &today);
    copy(&yesterday, &home.vault());
    for command in [
        &["ls"][..],
        &["cat", "/inbox/a.txt"],
        &["add", "b.txt"],
        &["verify"],
    ] {
        let run = home.run(command);
        assert_eq!(run.code, 13, "{command:?}: {}{}", run.out, run.err);
        assert!(run.err.contains("--accept-rollback"), "{}", run.err);
        assert!(run.out.is_empty());
    }
    // The newest one put back: nothing to complain of.
    copy(&today, &home.vault());
    assert_eq!(home.ok(["ls", "-R"]).lines().count(), 2);
    copy(&yesterday, &home.vault());
    assert_eq!(
        home.ok(["--accept-rollback", "ls", "-R"]).lines().count(),
        1
    );
    assert_eq!(rows(&home, "ROLLBACK_ACCEPT").len(), 1);
    home.ok(["ls"]);
    home.ok(["add", "b.txt"]);
    home.ok(["verify"]);
    // Now the other line of history is the one that is refused.
    copy(&today, &home.vault());
    assert_eq!(home.run(["ls"]).code, 13);
}

#[test]
fn a_branch_with_more_rows_is_refused_too() {
    let home = Home::new();
    home.file("a.txt", "a");
    let before = home.root().join("before");
    copy(&home.vault(), &before);
    home.ok(["add", "a.txt"]);
    // Somebody goes on from the earlier copy elsewhere, with another anchor, and puts that here.
    let elsewhere = Home::without_vault();
    copy(&before, &elsewhere.vault());
    elsewhere.file("a.txt", "other");
    for name in ["x", "y", "z"] {
        elsewhere.ok(["add", "a.txt", "--name", &format!("{name}.txt")]);
    }
    copy(&elsewhere.vault(), &home.vault());
    assert_eq!(home.run(["ls"]).code, 13);
}

#[test]
fn a_new_place_is_told_once() {
    let home = Home::new();
    home.file("a.txt", "a");
    assert!(!home.run(["add", "a.txt"]).err.contains("note"));
    home.ok(["ls"]);
    fs::remove_dir_all(home.root().join("home/.local/state/file-organizer")).unwrap();
    assert!(
        home.run(["ls"])
            .err
            .contains("first use of this vault on this computer")
    );
    assert!(home.run(["ls"]).err.is_empty());
}

/// Runs a command on another vault of this home.
fn on(home: &Home, vault: &Path, arguments: &[&str]) -> Run {
    let mut command = home.command(arguments);
    command.env("FILE_ORGANIZER_VAULT", vault);
    Run::of(command)
}

#[test]
fn a_copy_that_is_looked_at_does_not_condemn_the_original() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    let twin = home.root().join("twin");
    copy(&home.vault(), &twin);
    for command in [
        &["verify"][..],
        &["ls"],
        &["cat", "/inbox/a.txt"],
        &["verify"],
    ] {
        let run = on(&home, &twin, command);
        assert_eq!(run.code, 0, "{command:?}: {}", run.err);
        assert!(!run.err.contains("fork"), "{}", run.err);
        let run = home.run(command);
        assert_eq!(run.code, 0, "{command:?}: {}", run.err);
    }
    // Each place is still protected by itself.
    let before = home.root().join("before");
    for place in [home.vault(), twin] {
        copy(&place, &before);
        assert_eq!(on(&home, &place, &["note", "/inbox/a.txt", "x"]).code, 0);
        copy(&before, &place);
        assert_eq!(on(&home, &place, &["ls"]).code, 13, "{place:?}");
    }
}

#[test]
fn a_copy_is_told_of_once_and_a_fork_is_named() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    let twin = home.root().join("twin");
    copy(&home.vault(), &twin);
    let place = home.vault().display().to_string();
    let first = on(&home, &twin, &["ls"]);
    assert!(
        first.err.contains(&format!("copy of the vault at {place}")),
        "{}",
        first.err
    );
    assert_eq!(on(&home, &twin, &["ls"]).err, "");
    // Only the copy goes on: no fork, from either side.
    assert_eq!(on(&home, &twin, &["note", "/inbox/a.txt", "x"]).err, "");
    assert_eq!(home.run(["ls"]).err, "");
    // The original, too.
    home.ok(["note", "/inbox/a.txt", "y"]);
    for vault in [home.vault(), twin] {
        let run = on(&home, &vault, &["ls"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.err.contains("fork"), "{vault:?}: {}", run.err);
        let again = on(&home, &vault, &["ls"]);
        assert_eq!((again.code, again.err.as_str()), (0, ""));
    }
}

#[test]
fn a_copy_that_is_brought_up_to_date_is_no_fork() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    let mirror = home.root().join("mirror");
    for note in ["one", "two", "three"] {
        copy(&home.vault(), &mirror);
        for vault in [&mirror, &home.vault(), &mirror] {
            let run = on(&home, vault, &["ls"]);
            assert_eq!(run.code, 0, "{}", run.err);
            assert!(!run.err.contains("fork"), "{vault:?}: {}", run.err);
        }
        home.ok(["note", "/inbox/a.txt", note]);
        let run = on(&home, &mirror, &["ls"]);
        assert!(!run.err.contains("fork"), "{}", run.err);
    }
}

#[test]
fn a_vault_that_was_moved_is_known_by_its_new_place() {
    let home = Home::new();
    home.file("a.txt", "a");
    let before = home.root().join("before");
    copy(&home.vault(), &before);
    home.ok(["add", "a.txt"]);
    let moved = home.root().join("moved");
    fs::rename(home.vault(), &moved).unwrap();
    // Its files put back from earlier in the same folder, before it is used there.
    let today = home.root().join("today");
    copy(&moved, &today);
    for name in ["keyring.json", "vault-1.redb"] {
        fs::copy(before.join(name), moved.join(name)).unwrap();
    }
    assert_eq!(on(&home, &moved, &["ls"]).code, 13);
    for name in ["keyring.json", "vault-1.redb"] {
        fs::copy(today.join(name), moved.join(name)).unwrap();
    }
    let run = on(&home, &moved, &["ls"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    // A link is another way to a place, and no way around the anchor.
    let link = home.root().join("link");
    std::os::unix::fs::symlink(&moved, &link).unwrap();
    assert_eq!(on(&home, &link, &["ls"]).code, 0);
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(&before, &link).unwrap();
    assert_eq!(on(&home, &link, &["ls"]).code, 13);
}

#[test]
fn keyring_and_database_must_belong_together() {
    let home = Home::new();
    let key = home.key("k", &[]);
    let keyring = home.vault().join("keyring.json");
    let database = home.vault().join("vault-1.redb");
    let (old_keyring, old_database) = (fs::read(&keyring).unwrap(), fs::read(&database).unwrap());
    home.ok(["api-key", "revoke", "k"]);
    let (new_keyring, new_database) = (fs::read(&keyring).unwrap(), fs::read(&database).unwrap());
    fs::write(&keyring, &old_keyring).unwrap();
    for run in [home.by_key(&key, ["ls"]), home.run(["ls"])] {
        assert_eq!(run.code, 13, "{}", run.err);
    }
    fs::write(&keyring, &new_keyring).unwrap();
    fs::write(&database, &old_database).unwrap();
    assert_eq!(home.run(["ls"]).code, 13);
    fs::write(&database, &new_database).unwrap();
    home.ok(["ls"]);
}

/// One older block of the database, put back in its own place: where it says who may do what, the
/// next open says so.
#[test]
fn an_older_block_of_who_may_do_what_is_refused_at_open() {
    const HEAD: usize = 8192;
    const RECORD: usize = 4136;
    let home = Home::new();
    home.key("k", &["--role", "admin"]);
    let database = home.vault().join("vault-1.redb");
    let before = fs::read(&database).unwrap();
    home.ok(["role", "set", "own", "file:read"]);
    home.ok(["api-key", "revoke", "k"]);
    let after = fs::read(&database).unwrap();
    let mut refused = 0;
    for block in 0..(before.len().min(after.len()) - HEAD) / RECORD {
        let at = HEAD + block * RECORD..HEAD + (block + 1) * RECORD;
        if before[at.clone()] == after[at.clone()] {
            continue;
        }
        let mut mixed = after.clone();
        mixed[at.clone()].copy_from_slice(&before[at.clone()]);
        fs::write(&database, &mixed).unwrap();
        let run = home.run(["--json", "api-key", "show", "k"]);
        match run.code {
            0 => assert_eq!(run.json()[0]["state"], "revoked", "block {block}"),
            13 => refused += 1,
            other => panic!("block {block}: {other}: {}", run.err),
        }
        fs::write(&database, &after).unwrap();
    }
    assert!(refused > 0, "no block made a difference");
}

/// What is said where an older copy would not be noticed.
const UNPROTECTED: &str = "warning: a rollback to an older copy of this vault cannot be detected";

/// A folder for the state of programs, of one kind of unusable.
fn unusable(home: &Home, kind: &str) -> Option<PathBuf> {
    let state = home.root().join(kind);
    let folder = state.join("file-organizer");
    fs::create_dir_all(&folder).unwrap();
    let kept = fs::read_dir(home.root().join("home/.local/state/file-organizer")).unwrap();
    let anchor = folder.join(kept.last().unwrap().unwrap().file_name());
    match kind {
        "is a file" => {
            fs::remove_dir(&folder).unwrap();
            fs::write(&folder, "").unwrap();
        }
        "its parent is a file" => {
            return Some(folder.join("none").join("state")).inspect(|_| {
                fs::write(folder.join("none"), "").unwrap();
            });
        }
        "holds a folder in the place of the anchor" => fs::create_dir(anchor).unwrap(),
        "is full" => {
            let mounted = Command::new("mount")
                .args(["-t", "tmpfs", "-o", "nr_inodes=1,mode=700", "tmpfs"])
                .arg(&folder)
                .stderr(Stdio::null())
                .status();
            if !mounted.is_ok_and(|status| status.success()) {
                eprintln!("skipped: no file system can be mounted here (root may)");
                return None;
            }
        }
        other => panic!("{other}"),
    }
    Some(state)
}

#[test]
fn a_state_folder_that_cannot_be_used_is_told_of_by_each_command() {
    let home = Home::new();
    home.ok(["ls"]);
    home.file("a.txt", "a");
    for kind in [
        "is a file",
        "its parent is a file",
        "holds a folder in the place of the anchor",
        "is full",
    ] {
        let Some(state) = unusable(&home, kind) else {
            continue;
        };
        for arguments in [
            &["ls"][..],
            &["--json", "status"],
            &["--quiet", "tag", "list"],
            &["--json", "add", "a.txt"],
            &["compact"],
            &["-y", "rekey"],
        ] {
            let mut command = home.command(arguments);
            command.env("XDG_STATE_HOME", &state);
            let run = Run::of(command);
            assert_eq!(run.code, 0, "{kind}, {arguments:?}: {}", run.err);
            assert_eq!(
                run.err.matches(UNPROTECTED).count(),
                1,
                "{kind}: {}",
                run.err
            );
            for part in [&*state.to_string_lossy(), "set XDG_STATE_HOME to"] {
                assert!(run.err.contains(part), "{kind}: {}", run.err);
            }
            assert!(!run.out.contains("cannot be detected"), "{}", run.out);
            if arguments[0] == "--json" {
                run.json();
            }
        }
        if kind == "is full" {
            let folder = state.join("file-organizer");
            let done = Command::new("umount").arg("-l").arg(folder).status();
            assert!(done.unwrap().success());
        }
    }
    // Nor where the home is not an absolute path: every folder would have a state of its own.
    let mut command = home.command(["ls"]);
    command.env("HOME", "home");
    let run = Run::of(command);
    assert_eq!(run.err.matches(UNPROTECTED).count(), 1, "{}", run.err);
    assert!(!home.work().join("home").exists());
    assert!(!home.run(["ls"]).err.contains("warning"));
}

/// What stands there and cannot be believed is told of once, and then there is an anchor again.
#[test]
fn an_anchor_that_cannot_be_read_is_told_of() {
    let home = Home::new();
    home.ok(["ls"]);
    let folder = home.root().join("home/.local/state/file-organizer");
    let anchor = fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let before = fs::read(&anchor).unwrap();
    for damage in ["", "{}", "nonsense"] {
        fs::write(&anchor, damage).unwrap();
        let run = home.run(["ls"]);
        assert_eq!(
            (run.code, run.err.matches(UNPROTECTED).count()),
            (0, 1),
            "{}",
            run.err
        );
        assert_eq!(fs::read(&anchor).unwrap(), before);
        assert_eq!(home.run(["ls"]).err, "");
    }
    fs::set_permissions(&anchor, fs::Permissions::from_mode(0o666)).unwrap();
    let run = home.run(["ls"]);
    assert_eq!(run.err.matches(UNPROTECTED).count(), 1, "{}", run.err);
    assert!(
        run.err.contains("other users may write to it"),
        "{}",
        run.err
    );
}

/// An anchor that could not be moved forward for a while is moved by the next command.
#[test]
fn an_anchor_that_lags_is_moved_forward_by_a_read() {
    let home = Home::new();
    home.ok(["ls"]);
    let anchors = home.root().join("home/.local/state");
    let lagging = home.root().join("lagging");
    copy(&anchors, &lagging);
    home.ok(["policy", "set", "max_versions", "7"]);
    copy(&lagging, &anchors);
    home.ok(["ls"]);
    assert_ne!(anchor(&anchors), anchor(&lagging));
}

fn anchor(state: &std::path::Path) -> Vec<u8> {
    let folder = state.join("file-organizer");
    let file = fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
    fs::read(file.path()).unwrap()
}

/// Accepting a rollback gives nothing through a credential that works again.
#[test]
fn what_a_rollback_revives_must_be_permitted_to_the_one_who_accepts_it() {
    if faketime().is_none() {
        return;
    }
    let home = Home::new();
    home.file("x.txt", "x");
    home.ok(["add", "x.txt"]);
    home.ok(["role", "set", "ops", "vault:manage", "file:read"]);
    home.user("ops", "ops");
    let key = home.key("adm", &["--role", "admin", "--expires", "1d"]);
    let later = |time: &str, arguments: &[&str]| Run::of(home.later(time, arguments));
    assert_eq!(later("+2d", &["tag", "add", "t", "/inbox/x.txt"]).code, 0);
    assert_eq!(home.by_key(&key, ["ls"]).code, 12);
    let run = home.as_user("ops", ["--accept-rollback", "ls"]);
    assert_eq!(run.code, 5, "{}{}", run.out, run.err);
    assert_eq!(home.by_key(&key, ["ls"]).code, 12);
    // An older copy may revive anything.
    let yesterday = home.root().join("yesterday");
    copy(&home.vault(), &yesterday);
    assert_eq!(later("+2d", &["api-key", "revoke", "adm"]).code, 0);
    copy(&yesterday, &home.vault());
    let run = home.as_user("ops", ["--accept-rollback", "ls"]);
    assert_eq!(run.code, 5, "{}{}", run.out, run.err);
    assert_eq!(home.run(["--accept-rollback", "ls"]).code, 0);
}
