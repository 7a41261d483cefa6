//! A database rebuilt from its rows: it has all live data, and no block of it has freed data.

use std::os::unix::fs::FileExt;

use redb::{ReadableTable, StorageBackend};

use super::*;
use crate::storage::rekey;
use crate::storage::tables::ContentView;
use crate::storage::tests::vault::write;

const MARK: &[u8] = b"these are the words that nobody must find again";
/// redb's page.
const PAGE: u64 = 4096;

fn rebuild(store: &mut Store, wait: Duration) -> Result<bool> {
    with_lock_wait(wait, |lock_wait| {
        rekey::rebuild::<StorageError>(store, lock_wait, &mut |_, _| {}, |_, _| Ok(()))
    })
}

/// Whether any decrypted block of the database contains the mark.
fn holds_mark(vault: &Vault, store: &Store) -> bool {
    let file = backend(vault.dir(), &store.keyring, &store.key, Intent::Read).unwrap();
    let pages = file.len().unwrap() / PAGE;
    let found = (0..pages).any(|page| {
        let mut bytes = vec![0; PAGE as usize];
        // Blocks that were never written do not open.
        file.read(page * PAGE, &mut bytes).is_ok()
            && bytes.windows(MARK.len()).any(|window| window == MARK)
    });
    file.close().unwrap();
    found
}

fn fill(store: &mut Store) {
    write(store, |tables| {
        for number in 0..200 {
            tables.pieces.insert((number, 0), MARK)?;
            tables
                .pieces
                .insert((number + 1000, 0), [7; 900].as_slice())?;
        }
        Ok(())
    })
    .unwrap();
    write(store, |tables| {
        for number in 0..200 {
            tables.pieces.remove((number, 0))?;
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn what_was_freed_is_in_no_block() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    fill(&mut store);
    assert!(holds_mark(&vault, &store), "the test has nothing to find");
    let old = store.keyring.database(vault.dir());
    let before = store.read().unwrap().rows().unwrap();
    assert!(rebuild(&mut store, Duration::from_secs(10)).unwrap());
    assert!(!holds_mark(&vault, &store));
    assert!(!old.exists());
    let view = store.read().unwrap();
    // The row of the staged keyring may or may not be copied.
    assert!(view.rows().unwrap().abs_diff(before) <= 2);
    assert_eq!(
        view.pieces().get((1100, 0)).unwrap().unwrap().value(),
        [7; 900]
    );
    drop(view);
    write(&mut store, |tables| {
        tables.pieces.insert((1, 0), b"goes on".as_slice())?;
        Ok(())
    })
    .unwrap();
}

/// Whether an overwritten file with another hard link contains anything but zeros.
fn holds_anything(path: &Path) -> bool {
    std::fs::read(path).unwrap().iter().any(|byte| *byte != 0)
}

/// Another hard link of a database file, outside of the vault, which shows its blocks after the
/// file is removed.
fn keep_hold(outside: &Path, database: &Path) -> PathBuf {
    let link = outside.join(database.file_name().unwrap());
    std::fs::hard_link(database, &link).unwrap();
    link
}

fn is_marked(store: &Store) -> bool {
    let view = store.read().unwrap();
    meta::get(&view, meta::key::WIPING).unwrap().is_some()
}

#[test]
fn a_reader_of_the_old_file_goes_on_and_is_told_of() {
    let (vault, outside) = (Vault::new(), tempfile::tempdir().unwrap());
    let mut store = vault.open(Intent::Write);
    fill(&mut store);
    let old = store.keyring.database(vault.dir());
    let link = keep_hold(outside.path(), &old);
    drop(store);
    let reader = vault.open(Intent::Read);
    let view = reader.read().unwrap();
    let mut store = vault.open(Intent::Read);
    assert!(!rebuild(&mut store, Duration::from_millis(200)).unwrap());
    mark(&mut store, 1);
    assert_eq!(
        view.pieces().get((1100, 0)).unwrap().unwrap().value(),
        [7; 900]
    );
    assert!(old.exists() && is_marked(&store));
    // A rekey keeps the schedule.
    super::rekeyed::rekey(&mut store).unwrap();
    mark(&mut store, 2);
    assert!(old.exists() && holds_anything(&link));
    drop((view, reader));
    mark(&mut store, 3);
    assert!(!old.exists() && !holds_anything(&link));
    mark(&mut store, 4);
    assert!(!is_marked(&store));
}

#[test]
fn the_next_writer_overwrites_what_a_killed_process_left() {
    let (vault, outside) = (Vault::new(), tempfile::tempdir().unwrap());
    let mut store = vault.open(Intent::Write);
    fill(&mut store);
    let old = store.keyring.database(vault.dir());
    let link = keep_hold(outside.path(), &old);
    let bytes = std::fs::read(&old).unwrap();
    rebuild(&mut store, Duration::from_secs(10)).unwrap();
    // The state of an interrupted overwrite.
    let half = bytes.len() / 2;
    let file = secure_file::open(&link, true).unwrap();
    file.write_all_at(&bytes[half..], half as u64).unwrap();
    std::fs::hard_link(&link, &old).unwrap();
    // Another process may be overwriting it.
    let busy = secure_file::open(&old, true).unwrap();
    let busy = NamedFile::new(&old, busy).unwrap();
    assert!(
        busy.try_lock_range(engine::WRITE_LOCK, engine::WRITE_LOCK)
            .is_ok_and(|locked| locked)
    );
    mark(&mut store, 1);
    assert!(old.exists() && holds_anything(&link));
    drop(busy);
    mark(&mut store, 2);
    assert!(!old.exists() && !holds_anything(&link));
}

#[test]
fn what_a_rekey_has_left_is_removed_only() {
    let (vault, outside) = (Vault::new(), tempfile::tempdir().unwrap());
    let mut store = vault.open(Intent::Write);
    fill(&mut store);
    let old = store.keyring.database(vault.dir());
    let link = keep_hold(outside.path(), &old);
    super::rekeyed::rekey(&mut store).unwrap();
    std::fs::hard_link(&link, &old).unwrap();
    mark(&mut store, 1);
    assert!(!old.exists() && holds_anything(&link));
}

#[test]
fn after_an_attempt_that_failed_nothing_is_to_be_overwritten() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    let failed = with_lock_wait(Duration::ZERO, |lock_wait| {
        rekey::rebuild(&mut store, lock_wait, &mut |_, _| {}, |_, _| {
            Err(StorageError::Engine("no".into()))
        })
    });
    assert!(failed.is_err());
    mark(&mut store, 1);
    assert!(!is_marked(&store));
    assert!(store.keyring.database(vault.dir()).exists());
}
