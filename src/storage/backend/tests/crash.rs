//! Power losses: an engine works through the sealed backend on a disk that loses, reorders and
//! tears unsynced writes. The remains always open, and are exactly one commit: the last one
//! acknowledged, or the one in flight.
#![allow(clippy::disallowed_methods, reason = "below the gate")]

use std::collections::BTreeMap;

use redb::{ReadableDatabase, ReadableTable, TableDefinition};

use super::*;
use crate::storage::tests::dice::Dice;
use sim_disk::{Event, Loss, Replay};

const ROWS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("rows");
const COUNTER: TableDefinition<'_, (), u64> = TableDefinition::new("counter");

/// The rows after a commit: key to (commit that wrote it, bytes).
type State = BTreeMap<u64, (u64, usize)>;

fn row(key: u64, commit: u64, len: usize) -> Vec<u8> {
    Dice::new(key << 32 | commit).bytes(len)
}

/// Changes some rows as commit number `state.len()`; marks it once it is acknowledged.
fn commit(database: &Database, disk: &SimDisk, states: &mut Vec<State>, dice: &mut Dice) {
    let number = states.len() as u64;
    let mut state = states.last().cloned().unwrap_or_default();
    let txn = database.begin_write().unwrap();
    let mut rows = txn.open_table(ROWS).unwrap();
    for _ in 0..1 + dice.below(10) {
        let key = dice.next() % 100;
        if dice.once_in(4) {
            rows.remove(key).unwrap();
            state.remove(&key);
            continue;
        }
        let len = match dice.below(40) {
            0 => dice.below(300_000),
            1..10 => dice.below(30_000),
            _ => dice.below(2000),
        };
        rows.insert(key, row(key, number, len).as_slice()).unwrap();
        state.insert(key, (number, len));
    }
    drop(rows);
    let mut counter = txn.open_table(COUNTER).unwrap();
    counter.insert((), number).unwrap();
    drop(counter);
    txn.commit().unwrap();
    states.push(state);
    disk.note(number);
}

/// Opens the remains and compares every row; returns the number of the commit.
fn recover(disk: &SimDisk, states: &[State]) -> (Database, usize) {
    let database = engine(disk.clone()).unwrap();
    let txn = database.begin_read().unwrap();
    let counter = txn.open_table(COUNTER).unwrap();
    let number = usize::try_from(counter.get(()).unwrap().unwrap().value()).unwrap();
    let mut found = State::new();
    for entry in txn.open_table(ROWS).unwrap().iter().unwrap() {
        let (key, value) = entry.unwrap();
        let key = key.value();
        let (commit, len) = states[number][&key];
        assert!(
            value.value() == row(key, commit, len),
            "row {key} of {number}"
        );
        found.insert(key, (commit, len));
    }
    assert!(found == states[number], "other rows than those of {number}");
    drop(txn);
    (database, number)
}

/// The events of `commits` commits, with the contents of the disk before them.
fn workload(commits: usize, handles: usize, dice: &mut Dice) -> (Vec<u8>, Vec<Event>, Vec<State>) {
    let disk = SimDisk::default();
    let mut open: Vec<Option<Database>> = (0..handles).map(|_| None).collect();
    let mut states = Vec::new();
    commit(&engine(disk.clone()).unwrap(), &disk, &mut states, dice);
    let start = disk.record();
    disk.note(0);
    for _ in 1..=commits {
        let place = &mut open[dice.below(handles)];
        if dice.once_in(20) {
            // Closing writes, too.
            *place = None;
        }
        let database = place.get_or_insert_with(|| engine(disk.clone()).unwrap());
        commit(database, &disk, &mut states, dice);
    }
    open.clear();
    (start, disk.events(), states)
}

fn crash(commits: usize, handles: usize, points: usize, dice: &mut Dice) {
    let (start, events, states) = workload(commits, handles, dice);
    let mut places: Vec<usize> = (0..points).map(|_| 1 + dice.below(events.len())).collect();
    places.sort_unstable();
    let mut replay = Replay::new(start, &events);
    let (mut passed, mut in_flight) = (0, 0);
    for (turn, place) in places.into_iter().enumerate() {
        replay.pass(place - passed);
        passed = place;
        let loss = *dice.pick(&Loss::ANY).unwrap();
        let image = replay.image(loss, dice);
        let what = format!("{loss:?} after event {place} of {}", events.len());
        let disk = SimDisk::of(image);
        println!("{what}");
        let (mut database, number) = recover(&disk, &states);
        let noted = usize::try_from(replay.noted()).unwrap();
        assert!(
            number == noted || number == noted + 1,
            "{what}: {number}, not {noted}"
        );
        in_flight += usize::from(number > noted);
        if turn % 40 == 0 {
            assert!(database.check_integrity().unwrap(), "{what}");
        }
        if turn % 8 == 0 {
            again(&disk, database, states[..=number].to_vec(), dice);
        }
    }
    assert!(
        in_flight > 0,
        "no crash has hit between a commit and its acknowledgement"
    );
}

/// Works on a recovered database, and loses power again.
fn again(disk: &SimDisk, database: Database, mut states: Vec<State>, dice: &mut Dice) {
    let first = states.len() - 1;
    drop(database);
    let start = disk.record();
    disk.note(first as u64);
    let database = engine(disk.clone()).unwrap();
    for _ in 0..3 {
        commit(&database, disk, &mut states, dice);
    }
    drop(database);
    let events = disk.events();
    let mut replay = Replay::new(start, &events);
    replay.pass(1 + dice.below(events.len()));
    let loss = *dice.pick(&Loss::ANY).unwrap();
    let image = SimDisk::of(replay.image(loss, dice));
    let (_, number) = recover(&image, &states);
    let noted = usize::try_from(replay.noted()).unwrap();
    assert!(
        number == noted || number == noted + 1,
        "{number}, not {noted}"
    );
}

#[test]
fn every_power_loss_leaves_exactly_one_commit() {
    let mut dice = Dice::seeded("every_power_loss_leaves_exactly_one_commit");
    crash(100, 1, 500, &mut dice);
}

#[test]
fn so_it_does_with_processes_that_take_turns() {
    let mut dice = Dice::seeded("so_it_does_with_processes_that_take_turns");
    crash(60, 3, 250, &mut dice);
}
