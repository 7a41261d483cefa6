//! Blocks: nonces, addresses, zeros, tags, large runs, and the engine's reaction to damage.

use std::ops::Bound;
use std::sync::{Arc, Mutex};

use redb::{ReadableDatabase, TableDefinition};

use super::*;
use crate::storage::backend::geometry::offset;
use crate::storage::tests::dice::Dice;

const TABLE: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("rows");

#[test]
fn every_write_of_a_block_has_a_fresh_nonce() {
    let disk = filled(8);
    let backend = sealed(disk.clone());
    let mut seen = vec![disk.peek(offset(3), RECORD)];
    for _ in 0..20 {
        backend.write(at(3), &[3; BLOCK]).unwrap();
        backend.sync_data().unwrap();
        seen.push(disk.peek(offset(3), RECORD));
    }
    let nonces: std::collections::HashSet<_> = seen.iter().map(|r| &r[..page::NONCE]).collect();
    assert_eq!(nonces.len(), seen.len());
    // No ciphertext byte is repeated with its plaintext: a keystream is never reused.
    let bodies: std::collections::HashSet<_> = seen.iter().map(|r| &r[page::NONCE..]).collect();
    assert_eq!(bodies.len(), seen.len());
    assert_eq!(read_block(&backend, 3).unwrap(), [3; BLOCK]);
}

#[test]
fn blocks_of_one_run_have_different_nonces() {
    let disk = filled(200);
    let nonces: std::collections::HashSet<_> = (1..200)
        .map(|n| disk.peek(offset(n), page::NONCE))
        .collect();
    assert_eq!(nonces.len(), 199);
}

#[test]
fn nothing_of_the_plaintext_is_on_the_disk() {
    let disk = SimDisk::default();
    let backend = sealed(disk.clone());
    backend.set_len(at(40)).unwrap();
    let needle = b"needle in the haystack";
    backend
        .write(at(1), &needle.repeat(8000)[..39 * BLOCK])
        .unwrap();
    let mut header = [0; 320];
    header[..needle.len()].copy_from_slice(needle);
    backend.write(0, &header).unwrap();
    backend.sync_data().unwrap();
    let bytes = disk.bytes();
    assert!(!bytes.windows(8).any(|part| part == &needle[..8]));
}

#[test]
fn a_block_does_not_open_at_another_number() {
    let disk = filled(8);
    let moved = disk.peek(offset(3), RECORD);
    disk.poke(offset(4), &moved);
    assert_damage(read_block(&sealed(disk.clone()), 4));
    assert_eq!(read_block(&sealed(disk), 3).unwrap(), [3; BLOCK]);
}

#[test]
fn a_block_does_not_open_in_another_vault_epoch_or_under_another_key() {
    let disk = filled(8);
    for other in [
        cipher(KEY, [9; 16], EPOCH),
        cipher(KEY, VAULT, EPOCH + 1),
        cipher(KEY, VAULT, EPOCH - 1),
        cipher(KEY + 1, VAULT, EPOCH),
    ] {
        let backend = SealedBackend::new(disk.clone(), other);
        assert_damage(read_block(&backend, 3));
        assert_damage(read(&backend, 0, 320));
    }
}

#[test]
fn every_damaged_byte_of_a_block_is_noticed() {
    let disk = filled(4);
    let backend = sealed(disk.clone());
    let good = disk.peek(offset(2), RECORD);
    for byte in (0..RECORD)
        .step_by(37)
        .chain(0..64)
        .chain(RECORD - 32..RECORD)
    {
        let mut bad = good.clone();
        bad[byte] ^= 1;
        disk.poke(offset(2), &bad);
        let mut out = [0; BLOCK];
        assert_damage(backend.read(at(2), &mut out));
        assert_eq!(out, [0; BLOCK], "plaintext was given out");
        // Neither as a part, nor together with others.
        assert_damage(read(&backend, at(2) + 100, 10));
        assert_damage(read(&backend, at(1), 3 * BLOCK));
    }
    disk.poke(offset(2), &good);
    assert_eq!(read_block(&backend, 2).unwrap(), [2; BLOCK]);
}

#[test]
fn a_file_that_was_cut_is_damage() {
    let disk = filled(4);
    let bytes = disk.bytes();
    for len in [
        1,
        368,
        4096,
        8191,
        8193,
        bytes.len() - 1,
        bytes.len() - RECORD + 5,
    ] {
        let cut = sealed(SimDisk::of(bytes[..len].to_vec()));
        assert_damage(cut.len());
    }
    let shorter = sealed(SimDisk::of(bytes[..bytes.len() - RECORD].to_vec()));
    assert_eq!(shorter.len().unwrap(), at(3));
    let error = StorageError::from(read_block(&shorter, 3).unwrap_err());
    assert!(matches!(error, StorageError::Damaged(_)));
}

#[test]
fn a_zeroed_block_that_was_written_is_damage() {
    let disk = filled(8);
    disk.poke(offset(5), &[0; RECORD]);
    assert_damage(read_block(&sealed(disk), 5));
}

#[test]
fn a_zeroed_block_that_this_very_handle_has_grown_and_written_is_damage() {
    let disk = SimDisk::default();
    let backend = sealed(disk.clone());
    backend.set_len(at(8)).unwrap();
    backend.write(at(5), &[5; BLOCK]).unwrap();
    backend.sync_data().unwrap();
    // The write never reached the disk: it still has what growing left.
    disk.poke(offset(5), &[0; RECORD]);
    assert_damage(read_block(&backend, 5));
    assert_damage(read(&backend, at(4), 3 * BLOCK));
    assert_eq!(read_block(&backend, 4).unwrap(), [0; BLOCK]);
    assert_eq!(read_block(&backend, 6).unwrap(), [0; BLOCK]);
}

#[test]
fn a_zeroed_block_beside_what_this_handle_has_grown_is_damage() {
    let disk = filled(8);
    let backend = sealed(disk.clone());
    backend.set_len(at(12)).unwrap();
    disk.poke(offset(7), &[0; RECORD]);
    assert_damage(read_block(&backend, 7));
    assert_eq!(read_block(&backend, 8).unwrap(), [0; BLOCK]);
}

#[test]
fn a_zeroed_block_of_another_handles_growth_is_damage() {
    let disk = filled(8);
    let (one, other) = (sealed(disk.clone()), sealed(disk.clone()));
    one.set_len(at(12)).unwrap();
    other.set_len(at(20)).unwrap();
    other.write(at(15), &[1; BLOCK]).unwrap();
    other.sync_data().unwrap();
    one.set_len(at(24)).unwrap();
    disk.poke(offset(15), &[0; RECORD]);
    assert_damage(read_block(&one, 15));
    assert_eq!(read_block(&one, 10).unwrap(), [0; BLOCK]);
    assert_eq!(read_block(&one, 22).unwrap(), [0; BLOCK]);
}

#[test]
fn a_block_that_was_just_grown_reads_as_zeros() {
    let disk = filled(4);
    let backend = sealed(disk.clone());
    backend.set_len(at(50)).unwrap();
    assert_eq!(
        read(&backend, at(4), 46 * BLOCK).unwrap(),
        vec![0; 46 * BLOCK]
    );
    assert!(backend.is_unwritten(at(30)).unwrap());
    assert!(!backend.is_unwritten(at(3)).unwrap());
    // Half a block of data: the other half are the zeros from before.
    backend.write(at(30) + 5, b"data").unwrap();
    assert_eq!(read(&backend, at(30), 12).unwrap(), b"\0\0\0\0\0data\0\0\0");
    backend.sync_data().unwrap();
    assert!(!backend.is_unwritten(at(30)).unwrap());
    // A later handle did not grow the file, and cannot distinguish this from damage.
    assert_damage(read_block(&sealed(disk), 31));
}

#[test]
fn what_was_cut_off_does_not_come_back() {
    let disk = filled(8);
    let backend = sealed(disk.clone());
    backend.write(at(6), &[66; BLOCK]).unwrap();
    backend.set_len(at(5)).unwrap();
    backend.set_len(at(8)).unwrap();
    assert_eq!(
        read(&backend, at(5), 3 * BLOCK).unwrap(),
        vec![0; 3 * BLOCK]
    );
    backend.sync_data().unwrap();
    assert_eq!(read_block(&backend, 6).unwrap(), [0; BLOCK]);
    assert_eq!(read_block(&backend, 4).unwrap(), [4; BLOCK]);
}

#[test]
fn large_runs_sealed_by_all_cores_give_the_same_plaintext() {
    let blocks = 700;
    let data = Dice::new(5).bytes((blocks - 1) * BLOCK);
    let disk = SimDisk::default();
    let backend = sealed(disk.clone());
    backend.set_len(at(blocks as u64)).unwrap();
    backend.write(at(1), &data).unwrap();
    backend.sync_data().unwrap();
    // Opened in parallel, sequentially, and each block alone.
    let again = sealed(disk);
    assert!(read(&again, at(1), data.len()).unwrap() == data);
    for (block, part) in data.chunks(15 * BLOCK).enumerate() {
        let place = at(1 + 15 * block as u64);
        assert!(read(&again, place, part.len()).unwrap() == part);
    }
    for (block, part) in data.chunks(BLOCK).enumerate() {
        assert!(read_block(&again, 1 + block as u64).unwrap() == part);
    }
}

#[test]
fn damage_in_a_large_run_is_found_wherever_it_is() {
    let disk = filled(300);
    let backend = sealed(disk.clone());
    for block in [1, 17, 150, 299] {
        let good = disk.peek(offset(block), RECORD);
        disk.poke(offset(block) + 100, &[0xff, 0xff, 0xff]);
        assert_damage(read(&backend, at(1), 299 * BLOCK));
        disk.poke(offset(block), &good);
    }
    read(&backend, at(1), 299 * BLOCK).unwrap();
}

#[test]
fn what_waits_in_memory_is_bounded_and_readable() {
    let disk = SimDisk::default();
    let backend = sealed(disk.clone());
    backend.set_len(at(5000)).unwrap();
    disk.record();
    for block in (1..5000u64).rev() {
        let byte = block.to_le_bytes()[0];
        backend.write(at(block), &[byte; BLOCK]).unwrap();
        assert!(backend.state().waiting.len() <= MAX_PENDING);
    }
    assert!(!disk.events().is_empty() && !backend.state().waiting.is_empty());
    for block in 1..5000u64 {
        let byte = block.to_le_bytes()[0];
        assert!(read_block(&backend, block).unwrap() == [byte; BLOCK]);
    }
    let all = read(&backend, at(1), 4999 * BLOCK).unwrap();
    assert!(
        (1u64..)
            .zip(all.chunks(BLOCK))
            .all(|(n, b)| b[7] == n.to_le_bytes()[0])
    );
}

#[test]
#[allow(clippy::disallowed_methods, reason = "below the gate")]
fn a_bad_tag_arrives_as_damage_after_the_engine() {
    let disk = SimDisk::default();
    let rows = Dice::new(3).bytes(300_000);
    let database = engine(disk.clone()).unwrap();
    let txn = database.begin_write().unwrap();
    let mut table = txn.open_table(TABLE).unwrap();
    for (key, row) in (0u64..).zip(rows.chunks(3000)) {
        table.insert(key, row).unwrap();
    }
    drop(table);
    txn.commit().unwrap();
    database.close().unwrap();

    let look = |disk: SimDisk| -> Result<u64, StorageError> {
        let database = engine(disk)?;
        let table = database.begin_read()?.open_table(TABLE)?;
        let mut found = 0;
        for (key, row) in (0u64..).zip(rows.chunks(3000)) {
            if let Some(is) = table.get(key)? {
                assert!(is.value() == row, "wrong bytes were given out");
                found += 1;
            }
        }
        Ok(found)
    };
    let bytes = disk.bytes();
    let blocks = geometry::logical_len(bytes.len() as u64).unwrap() / BLOCK as u64;
    let (mut whole, mut damaged) = (0, 0);
    for block in 1..blocks {
        let image = SimDisk::of(bytes.clone());
        if image.peek(offset(block), RECORD).iter().all(|b| *b == 0) {
            continue;
        }
        image.poke(offset(block) + 2000, &[0xa5; 3]);
        match look(image) {
            Ok(found) => {
                assert_eq!(found, 100);
                whole += 1;
            }
            Err(StorageError::Damaged(text)) => {
                assert!(text.contains("does not authenticate"), "{text}");
                damaged += 1;
            }
            Err(other) => panic!("block {block}: {other}"),
        }
    }
    assert!(damaged > 100, "{damaged} damaged, {whole} not looked at");
}

/// Records the calls, and returns distinguishable answers.
#[derive(Debug, Clone, Default)]
struct Listening {
    calls: Arc<Mutex<Vec<String>>>,
    disk: SimDisk,
}

impl Listening {
    fn note(&self, call: &str, start: Bound<u64>, end: Bound<u64>) {
        self.calls
            .lock()
            .unwrap()
            .push(format!("{call} {start:?} {end:?}"));
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }
}

impl StorageBackend for Listening {
    fn len(&self) -> io::Result<u64> {
        self.disk.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.disk.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.disk.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.calls.lock().unwrap().push("sync".into());
        self.disk.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.calls.lock().unwrap().push("write".into());
        self.disk.write(offset, data)
    }

    fn close(&self) -> io::Result<()> {
        self.calls.lock().unwrap().push("close".into());
        Err(io::Error::other("close"))
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.note("try_lock", start, end);
        Ok(true)
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.note("try_lock_shared", start, end);
        Ok(false)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.note("lock", start, end);
        Ok(())
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.note("lock_shared", start, end);
        Err(BackendError::Unsupported)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.note("unlock", start, end);
        Ok(())
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.note("query", start, end);
        Ok(true)
    }
}

#[test]
fn every_lock_goes_to_the_disk_as_it_came() {
    let disk = Listening::default();
    let backend = sealed(disk.clone());
    let (from, to) = (Bound::Included(5), Bound::Excluded(9));
    assert!(backend.try_lock_range(from, to).unwrap());
    assert!(
        !backend
            .try_lock_shared_range(from, Bound::Unbounded)
            .unwrap()
    );
    backend.lock_range(Bound::Excluded(1), to).unwrap();
    assert!(backend.query_lock_range(from, to).unwrap());
    backend
        .unlock_range(Bound::Unbounded, Bound::Unbounded)
        .unwrap();
    assert!(backend.close().is_err());
    assert_eq!(
        disk.take(),
        [
            "try_lock Included(5) Excluded(9)",
            "try_lock_shared Included(5) Unbounded",
            "try_lock Excluded(1) Excluded(9)",
            "query Included(5) Excluded(9)",
            "unlock Unbounded Unbounded",
            "close",
        ]
    );
}

#[test]
fn what_was_written_under_a_lock_is_on_the_disk_before_the_lock_is_given_up() {
    let disk = Listening::default();
    let backend = sealed(disk.clone());
    backend.set_len(at(8)).unwrap();
    backend.write(at(3), &[3; BLOCK]).unwrap();
    assert_eq!(disk.take(), Vec::<String>::new());
    backend
        .unlock_range(Bound::Included(1), Bound::Included(1))
        .unwrap();
    assert_eq!(disk.take(), ["write", "unlock Included(1) Included(1)"]);
    backend.write(at(4), &[4; BLOCK]).unwrap();
    // The header is never on disk before the blocks it refers to.
    backend.write(0, &[1; 320]).unwrap();
    assert_eq!(disk.take(), ["write", "write"]);
    backend.write(at(5), &[5; BLOCK]).unwrap();
    backend.sync_data().unwrap();
    assert_eq!(disk.take(), ["write", "sync"]);
    backend.write(at(6), &[6; BLOCK]).unwrap();
    backend.close().unwrap_err();
    assert_eq!(disk.take(), ["write", "close"]);
    assert_eq!(read_block(&sealed(disk), 6).unwrap(), [6; BLOCK]);
}
