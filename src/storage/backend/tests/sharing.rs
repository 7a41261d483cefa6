//! Several handles of one file, each with its own file description, like processes: readers keep
//! their state, writers alternate, nothing is lost.
#![allow(clippy::disallowed_methods, reason = "below the gate")]

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use redb::backends::FileBackend;
use redb::{
    ReadOnlyDatabase, ReadTransaction, ReadableDatabase, ReadableTable, TableDefinition,
    TransactionError, WriteTransaction,
};
use tempfile::TempDir;

use super::*;
use crate::storage::secure_file;

const ROWS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("rows");
/// The rows written by a commit.
const KEYS: u64 = 40;

fn vault() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    drop(secure_file::create(&dir.path().join("file")).unwrap());
    dir
}

fn open(dir: &Path) -> Database {
    let file = secure_file::open(&dir.join("file"), true).unwrap();
    engine(FileBackend::new(file).unwrap()).unwrap()
}

fn open_to_read(dir: &Path) -> ReadOnlyDatabase {
    let file = secure_file::open(&dir.join("file"), false).unwrap();
    builder()
        .open_read_only_with_backend(sealed(FileBackend::new(file).unwrap()))
        .unwrap()
}

/// Increments every row.
fn bump(txn: WriteTransaction) -> u64 {
    let mut rows = txn.open_table(ROWS).unwrap();
    let number = 1 + rows.get(0).unwrap().map_or(0, |row| number_of(row.value()));
    for key in 0..KEYS {
        let len = 8 + usize::try_from((key * 997 + number * 131) % 9000).unwrap();
        let row: Vec<u8> = number.to_le_bytes().into_iter().cycle().take(len).collect();
        rows.insert(key, row.as_slice()).unwrap();
    }
    drop(rows);
    txn.commit().unwrap();
    number
}

fn number_of(row: &[u8]) -> u64 {
    u64::from_le_bytes(*row.first_chunk().unwrap())
}

/// The common value of all rows in this state.
fn number_in(txn: &ReadTransaction) -> u64 {
    let rows = txn.open_table(ROWS).unwrap();
    let mut numbers = Vec::new();
    for row in rows.iter().unwrap() {
        let (_, row) = row.unwrap();
        let number = number_of(row.value());
        let mut expected = number.to_le_bytes().into_iter().cycle();
        assert!(
            row.value()
                .iter()
                .all(|byte| Some(*byte) == expected.next())
        );
        numbers.push(number);
    }
    assert_eq!(numbers.len() as u64, KEYS);
    assert!(
        numbers.iter().all(|number| *number == numbers[0]),
        "{numbers:?}"
    );
    numbers[0]
}

#[test]
fn a_reader_keeps_its_state_while_another_handle_writes() {
    let dir = vault();
    let one = open(dir.path());
    assert_eq!(bump(one.begin_write().unwrap()), 1);
    let other = open(dir.path());
    let reading = open_to_read(dir.path());
    let old = other.begin_read().unwrap();
    let older = reading.begin_read().unwrap();
    for number in 2..20 {
        assert_eq!(bump(one.begin_write().unwrap()), number);
        // Read for the first time now: nothing of it was cached.
        assert_eq!(number_in(&old), 1);
        assert_eq!(number_in(&older), 1);
        assert_eq!(number_in(&other.begin_read().unwrap()), number);
        assert_eq!(number_in(&reading.begin_read().unwrap()), number);
    }
    // And the former reader continues from the other one's commit.
    assert_eq!(bump(other.begin_write().unwrap()), 20);
    assert_eq!(number_in(&one.begin_read().unwrap()), 20);
    assert_eq!(number_in(&old), 1);
}

#[test]
fn a_second_writer_waits_or_is_told_so() {
    let dir = vault();
    let (one, other) = (open(dir.path()), open(dir.path()));
    let txn = one.begin_write().unwrap();
    let refused = other.try_begin_write();
    assert!(matches!(refused, Err(TransactionError::WouldBlock)));
    assert_eq!(bump(txn), 1);
    assert_eq!(bump(other.try_begin_write().unwrap()), 2);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let txn = one.begin_write().unwrap();
        let waiting = scope.spawn(|| {
            let txn = other.begin_write().unwrap();
            assert!(done.load(Ordering::SeqCst), "both were writing");
            bump(txn)
        });
        done.store(true, Ordering::SeqCst);
        assert_eq!(bump(txn), 3);
        assert_eq!(waiting.join().unwrap(), 4);
    });
}

#[test]
fn what_was_rolled_back_is_seen_by_nobody() {
    let dir = vault();
    let (one, other) = (open(dir.path()), open(dir.path()));
    bump(one.begin_write().unwrap());
    for number in 2..6 {
        // Large enough that the engine writes some of it early.
        let txn = one.begin_write().unwrap();
        let mut rows = txn.open_table(ROWS).unwrap();
        for key in 0..50 {
            rows.insert(key, vec![0xab; 1 << 20].as_slice()).unwrap();
        }
        drop(rows);
        txn.abort().unwrap();
        assert_eq!(number_in(&other.begin_read().unwrap()), number - 1);
        assert_eq!(bump(other.begin_write().unwrap()), number);
        assert_eq!(number_in(&one.begin_read().unwrap()), number);
    }
    drop(one);
    assert!({ other }.check_integrity().unwrap());
}

#[test]
fn two_writers_and_two_readers_at_once() {
    let dir = vault();
    bump(open(dir.path()).begin_write().unwrap());
    let path = dir.path();
    let commits = AtomicU64::new(1);
    let reads = AtomicU64::new(0);
    let until = Instant::now() + std::time::Duration::from_millis(1200);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut database = open(path);
                let mut mine = 0;
                while Instant::now() < until {
                    let number = bump(database.begin_write().unwrap());
                    assert!(number > mine);
                    mine = number;
                    if commits.fetch_add(1, Ordering::SeqCst).is_multiple_of(16) {
                        drop(database);
                        database = open(path);
                    }
                }
            });
        }
        let look = |database: &dyn Fn() -> ReadTransaction| {
            let mut seen = 0;
            while Instant::now() < until {
                let txn = database();
                let number = number_in(&txn);
                assert!(number >= seen, "{number} after {seen}");
                seen = number;
                assert_eq!(number_in(&txn), number);
                reads.fetch_add(1, Ordering::SeqCst);
            }
        };
        scope.spawn(move || {
            let database = open_to_read(path);
            look(&|| database.begin_read().unwrap());
        });
        scope.spawn(move || {
            let database = open(path);
            look(&|| database.begin_read().unwrap());
        });
    });
    let mut database = open(path);
    let number = number_in(&database.begin_read().unwrap());
    assert_eq!(number, commits.load(Ordering::SeqCst), "a commit was lost");
    assert!(number > 10 && reads.load(Ordering::SeqCst) > 10);
    assert!(database.check_integrity().unwrap());
}
