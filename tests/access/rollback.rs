//! What was put back from earlier: the whole vault, keyring.json alone, the database alone.

use std::fs;

use super::{copy, rows};
use crate::support::Home;

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
    assert!(home.run(["ls"]).err.contains("not seen here before"));
    assert!(home.run(["ls"]).err.is_empty());
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
