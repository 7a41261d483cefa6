//! The newest receipts are kept; a vault without the table has none.

use std::time::Duration;

use super::*;
use crate::storage::database::Intent;
use crate::storage::tables::RECEIPTS;
use crate::storage::tests::vault::{Vault, with_lock_wait, write};

fn receipt(time: i64) -> ReceiptRecord {
    ReceiptRecord {
        status: ReceiptStatus::Failed,
        time: Time::from_unix_nanos(time),
        mark: SourceMark {
            device: 1,
            inode: 2,
            size: 3,
            modified: (4, 5),
        },
        hash: None,
        id: None,
        path: None,
        reason: Some("why".into()),
        attempts: 1,
        next: None,
    }
}

#[test]
fn one_receipt_a_source_and_the_newest_of_too_many() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    write(&mut store, |tables| {
        for n in 0..6 {
            let source = format!("/folder/{n}");
            put(tables, Path::new(&source), &receipt(n))?;
        }
        put(tables, Path::new("/folder/0"), &receipt(9))?;
        assert_eq!(all(tables)?.len(), 6);
        prune(tables, 3)
    })
    .unwrap();
    let view = store.read().unwrap();
    let kept: Vec<PathBuf> = all(&view).unwrap().into_iter().map(|(p, _)| p).collect();
    assert_eq!(
        kept,
        ["/folder/0", "/folder/4", "/folder/5"].map(PathBuf::from)
    );
    assert_eq!(
        get(&view, Path::new("/folder/0")).unwrap(),
        Some(receipt(9))
    );
    assert_eq!(get(&view, Path::new("/folder/1")).unwrap(), None);
}

#[test]
fn a_vault_of_before_reads_as_one_without_receipts_and_gets_the_table_with_the_next_write() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    write(&mut store, |tables| {
        put(tables, Path::new("/a"), &receipt(1))
    })
    .unwrap();
    let txn = with_lock_wait(Duration::from_secs(5), |lock_wait| {
        store.acquire_write_lock(lock_wait)
    })
    .unwrap();
    assert!(txn.delete_table(RECEIPTS).unwrap());
    txn.commit().unwrap();
    drop(store);
    let mut store = vault.open(Intent::Read);
    assert!(all(&store.read().unwrap()).unwrap().is_empty());
    assert_eq!(get(&store.read().unwrap(), Path::new("/a")).unwrap(), None);
    write(&mut store, |tables| {
        put(tables, Path::new("/a"), &receipt(2))
    })
    .unwrap();
    assert_eq!(all(&store.read().unwrap()).unwrap().len(), 1);
}
