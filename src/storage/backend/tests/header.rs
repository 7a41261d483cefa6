//! The header record: two copies, one of which is always complete.

use super::*;
use crate::storage::backend::geometry::HEADER_STRIDE;
use crate::storage::tests::dice::Dice;
use sim_disk::{Event, Loss, Replay};

/// Bytes of a copy.
const COPY: usize = 8 + 320 + crate::crypto::page::OVERHEAD;

fn new_disk() -> SimDisk {
    let disk = SimDisk::default();
    sealed(disk.clone()).set_len(at(4)).unwrap();
    disk
}

fn header<B: StorageBackend>(backend: &SealedBackend<B>) -> u8 {
    let header = read(backend, 0, 320).unwrap();
    assert!(header.iter().all(|byte| *byte == header[0]));
    header[0]
}

/// The copies that were written, in order; `None` for a sync.
fn copies(disk: &SimDisk) -> Vec<Option<u64>> {
    let copy = |event: &Event| match event {
        Event::Write { offset, data } => {
            assert_eq!((offset % HEADER_STRIDE, data.len()), (0, COPY));
            Some(Some(offset / HEADER_STRIDE))
        }
        Event::Sync => Some(None),
        Event::SetLen(_) | Event::Note(_) => None,
    };
    disk.events().iter().filter_map(copy).collect()
}

#[test]
fn the_copies_are_4_kib_apart_and_the_older_one_is_overwritten() {
    let disk = new_disk();
    let backend = sealed(disk.clone());
    disk.record();
    for value in 1..=5 {
        backend.write(0, &[value; 320]).unwrap();
        assert_eq!(header(&backend), value);
        backend.sync_data().unwrap();
    }
    let written: Vec<u64> = copies(&disk).into_iter().flatten().collect();
    assert_eq!(written, [0, 1, 0, 1, 0]);
    assert_eq!(header(&sealed(disk)), 5);
}

#[test]
fn two_writes_between_syncs_go_to_the_same_copy() {
    let disk = new_disk();
    let backend = sealed(disk.clone());
    backend.write(0, &[1; 320]).unwrap();
    backend.sync_data().unwrap();
    disk.record();
    for value in 2..=4 {
        backend.write(0, &[value; 320]).unwrap();
        assert_eq!(header(&backend), value);
    }
    backend.sync_data().unwrap();
    backend.write(0, &[5; 320]).unwrap();
    assert_eq!(copies(&disk), [Some(1), Some(1), Some(1), None, Some(0)]);
    assert_eq!(header(&sealed(disk)), 5);
}

#[test]
fn the_highest_valid_sequence_number_wins() {
    let disk = new_disk();
    let backend = sealed(disk.clone());
    let mut kept = Vec::new();
    for value in 1..=4 {
        backend.write(0, &[value; 320]).unwrap();
        backend.sync_data().unwrap();
        kept.push(disk.peek(0, 2 * HEADER_STRIDE as usize));
    }
    // An old copy put back next to a newer one is ignored.
    disk.poke(HEADER_STRIDE, &kept[1][HEADER_STRIDE as usize..]);
    assert_eq!(header(&sealed(disk.clone())), 3);
    // And a copy cannot replace the other one.
    let second = disk.peek(HEADER_STRIDE, COPY);
    disk.poke(0, &second);
    assert_eq!(header(&sealed(disk)), 2);
}

#[test]
fn a_torn_newest_copy_costs_nothing_but_itself() {
    let disk = new_disk();
    let backend = sealed(disk.clone());
    for value in 1..=6u8 {
        backend.write(0, &[value; 320]).unwrap();
        backend.sync_data().unwrap();
        let newest = u64::from(value + 1) % 2 * HEADER_STRIDE;
        let good = disk.peek(newest, COPY);
        for len in [1, 24, 200, COPY - 1] {
            let torn: Vec<u8> = good[COPY - len..].iter().map(|byte| byte ^ 0x77).collect();
            disk.poke(newest + (COPY - len) as u64, &torn);
            if value == 1 {
                assert_damage(read(&sealed(disk.clone()), 0, 320));
            } else {
                assert_eq!(header(&sealed(disk.clone())), value - 1);
            }
            disk.poke(newest, &good);
        }
        // The rest of a sector after the copy is ignored.
        disk.poke(newest + COPY as u64, &[1]);
        assert_eq!(header(&sealed(disk.clone())), value);
    }
}

#[test]
fn after_a_torn_copy_the_next_write_mends_it() {
    let disk = new_disk();
    let backend = sealed(disk.clone());
    for value in [1, 2] {
        backend.write(0, &[value; 320]).unwrap();
        backend.sync_data().unwrap();
    }
    disk.poke(HEADER_STRIDE + 30, &[0; 50]);
    let backend = sealed(disk.clone());
    assert_eq!(header(&backend), 1);
    disk.record();
    backend.write(0, &[3; 320]).unwrap();
    assert!(copies(&disk).contains(&Some(1)) && !copies(&disk).contains(&Some(0)));
    assert_eq!(header(&sealed(disk)), 3);
}

#[test]
fn two_torn_copies_are_damage() {
    let disk = filled(4);
    disk.poke(50, &[1, 2, 3]);
    disk.poke(HEADER_STRIDE + 50, &[1, 2, 3]);
    let backend = sealed(disk.clone());
    assert_damage(read(&backend, 0, 320));
    // Nor are they overwritten.
    disk.record();
    assert_damage(backend.write(0, &[9; 320]));
    assert_eq!(copies(&disk), []);
    // One zeroed and one torn copy are not a new file.
    disk.poke(0, &[0; COPY]);
    assert_damage(read(&sealed(disk), 0, 320));
}

#[test]
fn the_last_sequence_number_is_damage() {
    let disk = new_disk();
    let mut copy = vec![0; COPY];
    copy[24..32].copy_from_slice(&u64::MAX.to_le_bytes());
    cipher(KEY, VAULT, EPOCH)
        .seal(u64::MAX - 1, &mut copy)
        .unwrap();
    disk.poke(0, &copy);
    assert_damage(sealed(disk).write(0, &[1; 320]));
}

#[test]
fn a_header_in_another_form_is_refused() {
    let disk = new_disk();
    let backend = sealed(disk);
    assert!(backend.write(8, &[1; 8]).is_err());
    assert!(backend.write(0, &[1; 321]).is_err());
    assert!(backend.write(0, &[1; BLOCK + 1]).is_err());
    assert!(read(&backend, 100, BLOCK).is_err());
    let mut padded = vec![0; BLOCK];
    padded[..320].fill(7);
    backend.write(0, &padded).unwrap();
    assert_eq!(header(&backend), 7);
    assert_eq!(read(&backend, 316, 8).unwrap(), [7, 7, 7, 7, 0, 0, 0, 0]);
}

#[test]
fn what_another_process_wrote_is_kept_until_it_is_durable() {
    let disk = new_disk();
    let (one, other) = (sealed(disk.clone()), sealed(disk.clone()));
    one.write(0, &[1; 320]).unwrap();
    one.sync_data().unwrap();
    disk.record();
    // Written, not synced: now the other process gets the lock.
    one.write(0, &[2; 320]).unwrap();
    other.write(0, &[3; 320]).unwrap();
    other.sync_data().unwrap();
    one.write(0, &[4; 320]).unwrap();
    let mut unsynced = std::collections::BTreeSet::new();
    for copy in copies(&disk) {
        match copy {
            Some(copy) => _ = unsynced.insert(copy),
            None => unsynced.clear(),
        }
        assert!(unsynced.len() < 2, "both copies are in flight at once");
    }
}

#[test]
fn no_power_loss_takes_both_copies() {
    let mut dice = Dice::seeded("no_power_loss_takes_both_copies");
    for _ in 0..40 {
        let disk = new_disk();
        let mut handles = [sealed(disk.clone()), sealed(disk.clone())];
        handles[0].write(0, &[0; 320]).unwrap();
        handles[0].sync_data().unwrap();
        let start = disk.record();
        // Only the holder of the lock writes; it may end without a sync, or be killed. Only what it
        // has written and synced itself may be announced to others.
        let mut value = 0;
        let mut last = 0;
        for _ in 0..12 {
            let who = dice.below(2);
            for _ in 0..=dice.below(4) {
                if dice.once_in(3) {
                    handles[who].sync_data().unwrap();
                    if last == who {
                        disk.note(u64::from(value));
                    }
                } else {
                    value += 1;
                    last = who;
                    handles[who].write(0, &[value; 320]).unwrap();
                }
            }
            if dice.once_in(5) {
                handles[who] = sealed(disk.clone());
                last = 2;
            }
        }
        let events = disk.events();
        let mut replay = Replay::new(start, &events);
        loop {
            for loss in Loss::ANY {
                let image = SimDisk::of(replay.image(loss, &mut dice));
                let found = header(&sealed(image));
                assert!(u64::from(found) >= replay.noted(), "{loss:?}");
            }
            if replay.is_done() {
                break;
            }
            replay.pass(1);
        }
    }
}
