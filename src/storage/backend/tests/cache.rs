//! The engine's cache: large enough for a command, and no larger.
#![allow(clippy::disallowed_methods, reason = "below the gate")]

use redb::{ReadableDatabase, ReadableTable, TableDefinition};

use super::*;
use crate::storage::tests::dice::Dice;
use sim_disk::Event;

const ROWS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("rows");
/// A page size of redb, filled.
const ROW: usize = (1 << 16) - 32;
const MIB: usize = 1 << 20;

fn put(database: &Database, keys: std::ops::Range<usize>) {
    let txn = database.begin_write().unwrap();
    let mut rows = txn.open_table(ROWS).unwrap();
    for key in keys {
        let key = key as u64;
        rows.insert(key, Dice::new(key).bytes(ROW).as_slice())
            .unwrap();
    }
    drop(rows);
    txn.commit().unwrap();
}

/// Reads every row; returns the number of reads from the disk.
fn scan(database: &Database, disk: &SimDisk, rows: usize) -> usize {
    let before = disk.reads();
    let table = database.begin_read().unwrap().open_table(ROWS).unwrap();
    assert_eq!(table.iter().unwrap().map(Result::unwrap).count(), rows);
    disk.reads() - before
}

#[test]
fn what_fits_is_read_once_and_what_does_not_fit_is_not_kept() {
    let disk = SimDisk::default();
    let small = 24 * MIB / ROW;
    let database = engine(disk.clone()).unwrap();
    put(&database, 0..small);
    database.close().unwrap();
    let database = engine(disk.clone()).unwrap();
    assert!(scan(&database, &disk, small) >= small);
    // The header is read again, since another process may have committed; no page is.
    let again = scan(&database, &disk, small);
    assert!(again <= 4, "{again} reads");
    let large = 96 * MIB / ROW;
    for batch in (small..large).step_by(small) {
        put(&database, batch..(batch + small).min(large));
    }
    scan(&database, &disk, large);
    let again = scan(&database, &disk, large);
    assert!(
        again > large / 4,
        "{again} reads: the cache has kept more than it may"
    );
}

#[test]
fn a_transaction_of_20_mib_writes_each_page_once() {
    let disk = SimDisk::default();
    let database = engine(disk.clone()).unwrap();
    put(&database, 0..10);
    disk.record();
    let rows = 20 * MIB / ROW;
    put(&database, 10..rows);
    let written: usize = disk
        .events()
        .iter()
        .map(|event| match event {
            Event::Write { data, .. } => data.len(),
            Event::SetLen(_) | Event::Sync | Event::Note(_) => 0,
        })
        .sum();
    let share = written as f64 / (rows * ROW) as f64;
    assert!(share < 1.1, "{share} bytes written for a byte");
}
