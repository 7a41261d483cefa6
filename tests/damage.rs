//! Damage: whatever is changed in the vault's files, the next command says so (13), or the change
//! was in unused space; never wrong content, never a panic, never a hang.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests make files, and say what they expect"
)]

#[path = "damage/keyring.rs"]
mod keyring;
#[path = "damage/lab.rs"]
mod lab;
mod support;
#[path = "damage/table.rs"]
mod table;

use std::fs;
use std::path::PathBuf;

use support::Home;

fn database(home: &Home) -> PathBuf {
    home.vault().join("vault-1.redb")
}

/// A vault with a few files, and the bytes of its database.
fn vault() -> (Home, Vec<u8>) {
    let home = Home::forgetful();
    for n in 0..20 {
        home.file(format!("tree/{n}.txt"), format!("content {n} ").repeat(500));
    }
    home.ok(["add", "tree"]);
    let bytes = fs::read(database(&home)).unwrap();
    (home, bytes)
}

/// Runs the readers over the changed file: each must succeed with the right content, or say 13.
fn check(home: &Home, what: &str) {
    for n in [0, 7, 19] {
        let run = home.run(["cat", &format!("/inbox/tree/{n}.txt")]);
        match run.code {
            0 => assert_eq!(run.out, format!("content {n} ").repeat(500), "{what}"),
            13 => assert!(run.err.contains("damaged"), "{what}: {}", run.err),
            other => panic!("{what}: cat ended with {other}: {}", run.err),
        }
    }
    let run = home.run(["verify"]);
    assert!(
        matches!(run.code, 0 | 6 | 13),
        "{what}: {}: {}",
        run.code,
        run.err
    );
    assert!(!run.err.contains("internal error"), "{what}: {}", run.err);
}

#[test]
fn a_flipped_bit_anywhere_in_the_database() {
    let (home, bytes) = vault();
    // Every 64th block of 512 bytes here; the slow suite does every one.
    for at in (100..bytes.len()).step_by(512 * 61) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x10;
        fs::write(database(&home), &changed).unwrap();
        check(&home, &format!("bit flip at {at}"));
    }
    fs::write(database(&home), &bytes).unwrap();
    home.ok(["verify"]);
}

#[test]
fn cut_grown_zeroed_and_swapped() {
    let (home, bytes) = vault();
    let block = |n: usize| 8192 + n * 4136;
    let mut cases: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("cut in half", bytes[..bytes.len() / 2].to_vec()),
        ("cut by one byte", bytes[..bytes.len() - 1].to_vec()),
        ("cut by a block", bytes[..bytes.len() - 4136].to_vec()),
        ("grown by a byte", [bytes.as_slice(), &[0]].concat()),
        ("grown by a block", [bytes.as_slice(), &[0; 4136]].concat()),
        ("grown by noise", [bytes.as_slice(), &[7; 4136]].concat()),
        ("all zeros", vec![0; bytes.len()]),
    ];
    for n in [0, 3, 9] {
        let mut zeroed = bytes.clone();
        zeroed[block(n)..block(n + 1)].fill(0);
        cases.push(("a zeroed block", zeroed));
        let mut swapped = bytes.clone();
        let other: Vec<u8> = bytes[block(n + 5)..block(n + 6)].to_vec();
        swapped[block(n + 5)..block(n + 6)].copy_from_slice(&bytes[block(n)..block(n + 1)]);
        swapped[block(n)..block(n + 1)].copy_from_slice(&other);
        cases.push(("two blocks swapped", swapped));
    }
    let mut no_header = bytes;
    no_header[..8192].fill(0);
    cases.push(("both headers zeroed", no_header));
    for (what, changed) in cases {
        fs::write(database(&home), &changed).unwrap();
        check(&home, what);
    }
}

#[test]
fn one_torn_header_costs_nothing() {
    let (home, bytes) = vault();
    for copy in [0, 4096] {
        let mut torn = bytes.clone();
        torn[copy + 100..copy + 368].fill(0);
        fs::write(database(&home), &torn).unwrap();
        check(&home, "a torn header");
    }
}

#[test]
fn a_keyring_that_was_changed() {
    let (home, _) = vault();
    let path = home.vault().join("keyring.json");
    let good = fs::read(&path).unwrap();
    for at in (0..good.len()).step_by(7) {
        let mut changed = good.clone();
        changed[at] ^= 1;
        fs::write(&path, &changed).unwrap();
        let run = home.run(["ls", "/inbox/tree"]);
        assert!(
            matches!(run.code, 0 | 12 | 13),
            "byte {at}: {}: {}",
            run.code,
            run.err
        );
    }
    let text = String::from_utf8(good.clone()).unwrap();
    let hostile = text.replacen("\"memory_kib\": 19456", "\"memory_kib\": 4000000000", 1);
    assert_ne!(hostile, text);
    fs::write(&path, hostile).unwrap();
    let run = home.run(["ls"]);
    assert_eq!(run.code, 13, "{}", run.err);
    // An earlier keyring, put back after the password was changed.
    fs::write(&path, &good).unwrap();
    let mut passwd = home.command(["passwd"]);
    passwd.env("FILE_ORGANIZER_NEW_PASSWORD", "another long password");
    assert!(passwd.status().unwrap().success());
    fs::write(&path, &good).unwrap();
    let run = home.run(["ls"]);
    assert_eq!(run.code, 13, "{}{}", run.out, run.err);
    assert!(run.err.contains("put back"), "{}", run.err);
}

#[test]
fn the_database_of_another_vault() {
    let (home, _) = vault();
    let (other, _) = vault();
    fs::copy(database(&other), database(&home)).unwrap();
    let run = home.run(["ls"]);
    assert_eq!(run.code, 13, "{}", run.err);
    fs::remove_file(database(&home)).unwrap();
    let run = home.run(["ls"]);
    assert_eq!(run.code, 13, "{}", run.err);
}

#[test]
fn a_sample_of_the_table() {
    table::run(8);
}

#[test]
fn a_sample_of_changed_keyrings() {
    keyring::table(8);
}

#[test]
fn a_keyring_from_elsewhere_is_refused_in_words() {
    keyring::words();
}

#[test]
fn every_reason_not_to_unlock_has_the_same_answer() {
    keyring::one_answer();
}

#[test]
fn an_earlier_keyring_is_refused() {
    keyring::earlier_ones();
}

#[test]
fn what_stands_in_the_place_of_the_vaults_files() {
    keyring::what_is_no_file();
}

#[test]
fn what_somebody_put_into_the_spool() {
    keyring::in_the_spool();
}

/// Most cases of each action; all of them where nothing is said.
fn most() -> usize {
    let most = std::env::var("FILE_ORGANIZER_CASES").ok();
    most.map_or(usize::MAX, |most| most.parse().unwrap())
}

/// Every 512 bytes and every block of a small vault.
#[test]
#[ignore = "slow: some 14,000 changed vaults, several minutes"]
fn damage_table() {
    table::run(most());
}

/// Every byte and every field of keyring.json.
#[test]
#[ignore = "slow: some 15,000 changed keyrings, several minutes"]
fn damage_table_of_the_keyring() {
    keyring::table(most());
}
