//! Where a vault is made, and where not: `init` removes and replaces nothing, and what is left of a vault
//! that has lost its keyring.json is called that by every command.

use crate::support;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Home, Run, copy_folder};

/// Every file below a folder with its bytes, and every folder.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.append(&mut everything(&path));
            all.insert(path, None);
        } else {
            let bytes = fs::read(&path).unwrap();
            all.insert(path, Some(bytes));
        }
    }
    all
}

fn init(home: &Home) -> Run {
    let mut init = home.command(["init"]);
    init.env("FILE_ORGANIZER_NEW_PASSWORD", "another long password");
    Run::of(init)
}

/// Each command refuses the folder as a vault without keyring.json, and leaves it as it is.
fn is_a_vault_without_keyring(home: &Home, what: &str) {
    let before = everything(&home.vault());
    let commands: &[&[&str]] = &[
        &["ls"],
        &["--json", "status"],
        &["add", "a.txt"],
        &["drop", "a.txt"],
        &["verify"],
        &["login"],
        &["passwd"],
        &["recovery", "test"],
        &["inbox", "run"],
        &["-y", "incident", "lockdown"],
        &["init"],
    ];
    for words in commands {
        let run = if *words == ["init"] {
            init(home)
        } else {
            home.run(*words)
        };
        let said = format!("{what}: {words:?}: {}", run.err);
        assert_eq!(run.code, 13, "{said}");
        assert!(run.err.contains("its keyring.json is missing"), "{said}");
        assert!(run.err.contains("put keyring.json back"), "{said}");
        assert!(run.err.contains("restore a backup"), "{said}");
        assert_eq!(everything(&home.vault()), before, "{said}");
    }
}

#[test]
fn whatever_is_left_of_a_vault_is_named_and_kept() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    home.ok(["drop", "a.txt"]);
    home.ok(["rekey"]);
    let whole = home.root().join("whole");
    copy_folder(&home.vault(), &whole);
    let keyring = fs::read(whole.join("keyring.json")).unwrap();
    type Change<'a> = (&'a str, &'a dyn Fn(&Path));
    let changes: [Change<'_>; 7] = [
        ("all but the keyring", &|_| {}),
        ("no spool", &|vault| {
            fs::remove_dir_all(vault.join("spool")).unwrap();
        }),
        ("the spool", &|vault| {
            fs::remove_file(vault.join("vault-2.redb")).unwrap();
        }),
        ("an empty spool", &|vault| {
            fs::remove_dir_all(vault).unwrap();
            fs::create_dir_all(vault.join("spool")).unwrap();
        }),
        ("an empty database", &|vault| {
            fs::remove_dir_all(vault).unwrap();
            fs::create_dir_all(vault).unwrap();
            fs::write(vault.join("vault-18446744073709551615.redb"), "").unwrap();
        }),
        ("the next keyring", &|vault| {
            fs::remove_dir_all(vault).unwrap();
            fs::create_dir_all(vault).unwrap();
            fs::write(vault.join("keyring.json.next"), &keyring).unwrap();
        }),
        ("a copy beside other files", &|vault| {
            fs::write(vault.join("notes.txt"), "mine").unwrap();
            fs::write(vault.join("keyring.json.bak"), &keyring).unwrap();
        }),
    ];
    for (what, change) in changes {
        copy_folder(&whole, &home.vault());
        fs::remove_file(home.vault().join("keyring.json")).unwrap();
        change(&home.vault());
        is_a_vault_without_keyring(&home, what);
    }
    // It comes back with the file.
    copy_folder(&whole, &home.vault());
    fs::remove_file(home.vault().join("keyring.json")).unwrap();
    is_a_vault_without_keyring(&home, "as it was");
    fs::write(home.vault().join("keyring.json"), &keyring).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    fs::set_permissions(home.vault().join("keyring.json"), mode).unwrap();
    assert_eq!(home.ok(["cat", "/inbox/a.txt"]), "a");
}

#[test]
fn an_init_that_fails_leaves_nothing_and_takes_nothing() {
    let home = Home::without_vault();
    let place = home.root().join("deep/er/vault");
    let try_to = |folder: &Path, setting: (&str, &str)| {
        let mut init = home.command(["init"]);
        init.env("FILE_ORGANIZER_VAULT", folder)
            .env("FILE_ORGANIZER_NEW_PASSWORD", "another long password")
            .env(setting.0, setting.1);
        Run::of(init)
    };
    // Refused before anything is made.
    let run = try_to(&place, ("FILE_ORGANIZER_NEW_PASSWORD", "short"));
    assert_eq!(run.code, 2, "{}", run.err);
    let run = try_to(&place, ("FILE_ORGANIZER_USER", "no\nname"));
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(!home.root().join("deep").exists());
    // Below a file.
    home.file("file", "mine");
    let run = try_to(&home.work().join("file/vault"), ("A", ""));
    assert_ne!(run.code, 0);
    // With anything else in it.
    for name in [
        "thesis.txt",
        "reserve",
        ".hidden",
        "vault-1.redb.txt",
        "keyring",
    ] {
        let folder = home.work().join("full");
        let _ = fs::remove_dir_all(&folder);
        home.file(format!("full/{name}"), "mine");
        let run = try_to(&folder, ("A", ""));
        assert_eq!(run.code, 1, "{name}: {}", run.err);
        assert!(run.err.contains("already exists"), "{}", run.err);
        assert_eq!(everything(&folder).len(), 1, "{name}");
    }
    // Into an empty one, and never a second time.
    fs::create_dir_all(&place).unwrap();
    assert_eq!(try_to(&place, ("A", "")).code, 0);
    let before = everything(&place);
    let run = try_to(&place, ("A", ""));
    assert_eq!(run.code, 1);
    assert!(run.err.contains("there is already a vault"), "{}", run.err);
    assert_eq!(everything(&place), before);
}

#[test]
fn an_init_that_is_killed_leaves_a_vault_none_or_one_that_is_named() {
    let mut seen = BTreeMap::new();
    for round in 0..24_u64 {
        let home = Home::without_vault();
        let mut init = home.command(["init"]);
        init.env("FILE_ORGANIZER_NEW_PASSWORD", support::PASSWORD);
        init.stdout(std::process::Stdio::null());
        init.stderr(std::process::Stdio::null());
        let mut child = init.spawn().unwrap();
        // What takes long is the key derivation before anything is made.
        if round < 23 {
            std::thread::sleep(std::time::Duration::from_millis(40 * round));
            let _ = child.kill();
        }
        let _ = child.wait();
        let before = everything(&home.vault());
        let code = home.run(["ls"]).code;
        *seen.entry(code).or_insert(0) += 1;
        let after = everything(&home.vault());
        match code {
            0 => continue,
            13 => {
                assert_eq!(self::init(&home).code, 13);
                assert_eq!(everything(&home.vault()), before);
            }
            10 => {
                assert!(before.is_empty() && after.is_empty(), "{before:?}");
                assert_eq!(self::init(&home).code, 0);
            }
            other => panic!("{other}"),
        }
    }
    assert!(seen.contains_key(&0) && seen.contains_key(&10), "{seen:?}");
}
