//! Rekeying: what opens afterwards, what does not, and which processes follow.

#![expect(
    clippy::disallowed_methods,
    reason = "tests may start threads directly"
)]

use redb::StorageBackend;

use super::*;
use crate::storage::content::{self, SealedChunk};
use crate::storage::keyring::database_path;
use crate::storage::rekey;
use crate::storage::tests::dice::Dice;

pub(super) fn rekey(store: &mut Store) -> Result<()> {
    with_lock_wait(Duration::from_secs(10), |lock_wait| {
        rekey::rekey(store, lock_wait, &mut |_, _| {}, |_, _| Ok(()))
    })
    .map(|unsynced| assert!(unsynced.is_none()))
}

fn files(vault: &Vault) -> Vec<String> {
    let entries = std::fs::read_dir(vault.dir()).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A content of `len` random bytes, without a reference.
fn put(store: &mut Store, len: usize) -> (u64, Vec<u8>) {
    let bytes = Dice::new(len as u64).bytes(len);
    let chunk = SealedChunk {
        id: [3; 32],
        size: u32::try_from(len).unwrap(),
        stored: bytes.clone(),
        compressed: false,
    };
    let put = write(store, |tables| content::put_whole(tables, &chunk, [0; 32]));
    (put.unwrap().0, bytes)
}

fn get(store: &Store, number: u64) -> Vec<u8> {
    let view = store.read().unwrap();
    let mut bytes = Vec::new();
    for index in 0.. {
        match view.pieces().get((number, index)).unwrap() {
            Some(piece) => bytes.extend_from_slice(piece.value()),
            None => return bytes,
        }
    }
    bytes
}

use crate::storage::tables::ContentView;
use redb::ReadableTable;

#[test]
fn the_new_key_opens_everything_and_the_old_one_nothing() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    add_slot(&mut store, "second", 2);
    mark(&mut store, 5);
    let (number, bytes) = put(&mut store, 3_000_000);
    let (old, old_key) = (store.keyring().clone(), key_of(&store));
    rekey(&mut store).unwrap();
    assert_eq!(files(&vault), ["keyring.json", "spool", "vault-2.redb"]);
    assert_eq!((store.keyring().epoch, store.keyring().generation), (2, 3));
    let known = meta::counter(&store.read().unwrap(), meta::key::KEYRING_GENERATION).unwrap();
    assert_eq!(known, 3);
    assert_eq!(marked(&store), 5);
    assert!(get(&store, number) == bytes);
    store.check_integrity(Duration::from_secs(5)).unwrap();
    drop(store);
    for (id, secret) in [("first", 1), ("second", 2)] {
        let mut store = vault.open_by(id, secret, Intent::Write).unwrap();
        assert_eq!(marked(&store), 5);
        assert!(get(&store, number) == bytes);
        mark(&mut store, 5);
    }
    // Neither a block nor the header opens, under either epoch.
    let now = Keyring::load(vault.dir()).unwrap();
    let mut posing = old.clone();
    posing.epoch = now.epoch;
    let new_key = key_of(&vault.open(Intent::Read));
    for (keyring, key, opens) in [(&now, &new_key, true), (&posing, &old_key, false)] {
        let backend = backend(vault.dir(), keyring, key, Intent::Read).unwrap();
        let mut opened = 0;
        let mut page = [0; 4096];
        for at in (4096..backend.len().unwrap()).step_by(4096) {
            opened += usize::from(backend.read(at, &mut page).is_ok());
        }
        assert_eq!(opened > 700, opens);
        assert_eq!(backend.read(0, &mut page[..320]).is_ok(), opens);
        assert_eq!(keyring.authenticate(key).is_ok(), opens);
    }
    assert!(old.authenticate(&new_key).is_err());
}

#[test]
fn a_block_that_does_not_open_is_in_the_way_only_where_something_refers_to_it() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    put(&mut store, 100_000);
    for value in 0..3 {
        mark(&mut store, value);
    }
    let (opened, key) = (store.keyring().clone(), key_of(&store));
    drop(store);
    let (path, keyring) = (database_path(vault.dir(), 1), vault.keyring_bytes());
    let bytes = std::fs::read(&path).unwrap();
    let mut counts = [0, 0];
    for at in (8192..bytes.len()).step_by(4136) {
        let mut torn = bytes.clone();
        torn[at + 700] ^= 1;
        secure_file::replace(&path, &torn).unwrap();
        // The check of a file that cannot be written to finds the same, and leaves the file as it is.
        let unwritable = engine::check_unwritable(vault.dir(), &opened, &key);
        assert!(std::fs::read(&path).unwrap() == torn);
        let sound = vault
            .try_open(Intent::Write)
            .and_then(|mut store| store.check_integrity(Duration::from_secs(5)))
            .is_ok();
        assert_eq!(unwritable.is_ok_and(|sound| sound), sound, "at {at}");
        // The check has written, too.
        secure_file::replace(&path, &torn).unwrap();
        let rekeyed = vault
            .try_open(Intent::Write)
            .and_then(|mut store| rekey(&mut store));
        assert_eq!(rekeyed.is_ok(), sound, "at {at}: {rekeyed:?}");
        if sound {
            let mut store = vault.open(Intent::Write);
            assert_eq!(marked(&store), 2);
            store.check_integrity(Duration::from_secs(5)).unwrap();
        } else {
            assert!(is_damaged(rekeyed));
        }
        counts[usize::from(sound)] += 1;
        secure_file::remove(&database_path(vault.dir(), 2)).unwrap();
        vault.put_keyring(&keyring);
    }
    assert!(counts[0] > 5 && counts[1] > 5, "{counts:?}");
}

#[test]
fn a_slot_that_was_removed_does_not_open_the_new_key() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    add_slot(&mut store, "second", 2);
    let with_second = vault.keyring_bytes();
    remove_slot(&mut store, "second");
    rekey(&mut store).unwrap();
    assert!(vault.open_by("second", 2, Intent::Read).is_err());
    // The earlier keyring does not bring it back.
    vault.put_keyring(&with_second);
    assert!(vault.open_by("second", 2, Intent::Read).is_err());
    assert!(is_damaged(vault.try_open(Intent::Write)));
}

#[test]
fn a_vault_that_was_open_before_follows_at_its_next_write() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    mark(&mut store, 1);
    let mut writer = vault.open(Intent::Write);
    let mut reader = vault.open(Intent::Read);
    let mut untouched = vault.open(Intent::Read);
    let snapshot = reader.read().unwrap();
    rekey(&mut store).unwrap();
    mark(&mut store, 2);
    rekey(&mut store).unwrap();
    mark(&mut store, 3);
    // A reader continues with its state.
    assert_eq!(meta::counter(&snapshot, "mark").unwrap(), 1);
    assert_eq!(marked(&reader), 1);
    drop(snapshot);
    for other in [&mut writer, &mut reader, &mut untouched] {
        write(other, |tables| {
            let before = meta::counter(tables, "mark")?;
            meta::set(tables, "mark", &(before + 1).to_le_bytes())
        })
        .unwrap();
        assert_eq!(other.keyring().epoch, 3);
    }
    assert_eq!(marked(&store), 6);
    assert_eq!(marked(&vault.open(Intent::Read)), 6);
    assert_eq!(files(&vault), ["keyring.json", "spool", "vault-3.redb"]);
}

#[test]
fn nothing_is_lost_that_is_written_while_the_key_moves() {
    let vault = Vault::new();
    let rekeys = 8;
    let done = std::sync::atomic::AtomicBool::new(false);
    let written: u64 = std::thread::scope(|scope| {
        let count = |intent| {
            let (vault, done) = (&vault, &done);
            scope.spawn(move || {
                let mut written = 0;
                let mut store = vault.open(intent);
                while !done.load(std::sync::atomic::Ordering::SeqCst) {
                    if written % 5 == 4 {
                        store = vault.open(intent);
                    }
                    write(&mut store, |tables| meta::increment(tables, "mark")).unwrap();
                    written += 1;
                }
                written
            })
        };
        let writers = [count(Intent::Read), count(Intent::Write)];
        let mut store = vault.open(Intent::Read);
        for _ in 0..rekeys {
            rekey(&mut store).unwrap();
        }
        done.store(true, std::sync::atomic::Ordering::SeqCst);
        writers.map(|writer| writer.join().unwrap()).iter().sum()
    });
    let mut store = vault.open(Intent::Write);
    assert_eq!(marked(&store), written);
    assert_eq!(store.keyring().epoch, 1 + rekeys);
    mark(&mut store, 1);
    assert_eq!(files(&vault), ["keyring.json", "spool", "vault-9.redb"]);
}

#[test]
fn an_opener_with_the_keyring_of_before_starts_over() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    mark(&mut store, 1);
    let stale = Keyring::load(vault.dir()).unwrap();
    rekey(&mut store).unwrap();
    for intent in [Intent::Read, Intent::Write] {
        let unlocked_slot = UnlockedSlot {
            id: "first".into(),
            identity: crate::storage::tests::vault::identity(1).into(),
        };
        let late = Store::open(
            vault.dir(),
            stale.clone(),
            unlocked_slot,
            intent,
            Duration::from_secs(5),
        )
        .unwrap();
        assert_eq!((late.keyring().epoch, marked(&late)), (2, 1));
    }
}

#[test]
fn one_that_fails_leaves_the_vault_as_it_was() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    mark(&mut store, 1);
    let before = vault.keyring_bytes();
    let failed: Result<_> = with_lock_wait(Duration::ZERO, |lock_wait| {
        rekey::rekey(&mut store, lock_wait, &mut |_, _| {}, |_, _| {
            Err(StorageError::Engine("no".into()))
        })
    });
    assert!(failed.is_err());
    assert_eq!(vault.keyring_bytes(), before);
    assert_eq!(files(&vault), ["keyring.json", "spool", "vault-1.redb"]);
    mark(&mut store, 2);
    assert_eq!(marked(&vault.open(Intent::Read)), 2);
    rekey(&mut store).unwrap();
    assert_eq!(marked(&vault.open(Intent::Read)), 2);
}

#[test]
fn one_that_was_killed_is_cleared_away_by_the_next_writer() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    secure_file::create(&database_path(vault.dir(), 2)).unwrap();
    assert_eq!(marked(&vault.open(Intent::Read)), 0);
    mark(&mut store, 1);
    assert_eq!(files(&vault), ["keyring.json", "spool", "vault-1.redb"]);
    // Or by the next rekey.
    secure_file::create(&database_path(vault.dir(), 2)).unwrap();
    rekey(&mut store).unwrap();
    assert_eq!(marked(&vault.open(Intent::Write)), 1);
    // A process killed after the switch leaves the old file.
    secure_file::create(&database_path(vault.dir(), 1)).unwrap();
    mark(&mut store, 2);
    assert_eq!(files(&vault), ["keyring.json", "spool", "vault-2.redb"]);
}

#[test]
fn the_database_that_keyring_json_names_is_never_given_up() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    rekey(&mut store).unwrap();
    // As after an error of syncing the folder: the file was already replaced.
    rekey::discard_unfinished(vault.dir(), 2).unwrap();
    assert_eq!(files(&vault), ["keyring.json", "spool", "vault-2.redb"]);
    secure_file::create(&database_path(vault.dir(), 3)).unwrap();
    rekey::discard_unfinished(vault.dir(), 3).unwrap();
    assert_eq!(files(&vault), ["keyring.json", "spool", "vault-2.redb"]);
}

#[test]
fn what_was_grown_and_shrunk_survives() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    let (number, _) = put(&mut store, 12_000_000);
    write(&mut store, |tables| {
        for index in 0..40 {
            tables.pieces.remove((number, index))?;
        }
        tables.content_ids.remove(&[3; 32])?;
        tables.contents.remove(number)?;
        Ok(())
    })
    .unwrap();
    let (number, bytes) = put(&mut store, 2_500_000);
    rekey(&mut store).unwrap();
    store.check_integrity(Duration::from_secs(5)).unwrap();
    let before = store.file_len().unwrap();
    store.compact(Duration::from_secs(5)).unwrap();
    assert!(store.file_len().unwrap() <= before);
    rekey(&mut store).unwrap();
    assert!(get(&store, number) == bytes);
    let mut again = vault.open(Intent::Write);
    again.check_integrity(Duration::from_secs(5)).unwrap();
    assert!(get(&again, number) == bytes);
}

#[test]
fn progress_ends_at_the_end() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    put(&mut store, 9_000_000);
    let mut seen = Vec::new();
    with_lock_wait(Duration::ZERO, |lock_wait| {
        let mut progress = |done, all| seen.push((done, all));
        rekey::rekey(&mut store, lock_wait, &mut progress, |_, _| {
            Ok::<_, StorageError>(())
        })
    })
    .unwrap();
    assert!(seen.len() > 2 && seen.is_sorted());
    assert!(seen.last().is_some_and(|(done, all)| done == all));
}
