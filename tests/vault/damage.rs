//! Damage: whatever is changed in the vault's files, the next command says so (13), or the change
//! was in unused space; never wrong content, never a panic, never a hang.

mod keyring;
mod keyring_cases;
mod lab;
mod table;

use std::fs;
use std::path::PathBuf;

use crate::support::Home;

fn database(home: &Home) -> PathBuf {
    home.vault().join("vault-1.redb")
}

/// A vault with a file.
fn vault() -> Home {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    home
}

#[test]
fn the_database_of_another_vault() {
    let home = vault();
    let other = vault();
    fs::copy(database(&other), database(&home)).unwrap();
    let run = home.run(["ls"]);
    assert_eq!(run.code, 13, "{}", run.err);
    fs::remove_file(database(&home)).unwrap();
    let run = home.run(["ls"]);
    assert_eq!(run.code, 13, "{}", run.err);
}

#[test]
fn a_sample_of_the_table() {
    table::run(3);
}

#[test]
fn a_sample_of_changed_keyrings() {
    keyring::table(4);
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
