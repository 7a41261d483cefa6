//! A database that is built anew from its rows: everything that lives is in it, and of what was freed
//! nothing, in no block.

use redb::{ReadableTable, StorageBackend};

use super::*;
use crate::storage::rekey;
use crate::storage::tables::View;
use crate::storage::tests::vault::write;

const MARK: &[u8] = b"these are the words that nobody must find again";
/// redb's page.
const PAGE: u64 = 4096;

fn rebuild(store: &mut Store, wait: Duration) -> Result<bool> {
    turn(wait, |turn| {
        rekey::rebuild::<StorageError>(store, turn, &mut |_, _| {}, |_| Ok(()))
    })
}

/// Whether any block of the database, opened, holds the mark.
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
    // The mark of the keyring that is staged goes along or not.
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

#[test]
fn a_reader_of_the_old_file_goes_on_and_is_told_of() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    fill(&mut store);
    drop(store);
    let reader = vault.open(Intent::Read);
    let view = reader.read().unwrap();
    let mut store = vault.open(Intent::Read);
    assert!(!rebuild(&mut store, Duration::from_millis(200)).unwrap());
    assert_eq!(
        view.pieces().get((1100, 0)).unwrap().unwrap().value(),
        [7; 900]
    );
}
