//! Leftovers of processes in the spool: events, imports in progress, and what a crash leaves of
//! them.

use redb::ReadableTableMetadata;

use super::*;
use crate::domain::done::Done;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::time::Time;
use crate::storage::content::{self, SealedChunk};
use crate::storage::pending::Import;
use crate::storage::spool::PendingEvent;
use crate::storage::tables::{ContentView, View};
use crate::storage::{audit, spool};

fn event(nanos: i64) -> AuditEvent {
    AuditEvent {
        time: Time::from_unix_nanos(nanos),
        event: Event::FileRead,
        actor: None,
        principal: "user".into(),
        user: None,
        source: "local".into(),
        target: Some(format!("/{nanos}").into_bytes()),
        outcome: Outcome::Success,
        detail: None,
        done: Done::default(),
    }
}

fn leave(store: &Store, nanos: i64) {
    let waiting = PendingEvent {
        event: event(nanos),
        key: None,
        row: true,
        merges: spool::merges(&store.read().unwrap()).unwrap(),
    };
    spool::write_event(&store.spool(), store.key(), &waiting).unwrap();
}

fn logged(store: &Store) -> Vec<i64> {
    let view = store.read().unwrap();
    assert!(audit::walk(&view, None).unwrap().broken.is_none());
    let rows = audit::from(&view, 0).unwrap();
    rows.map(|row| row.unwrap().1.event.time.nanos()).collect()
}

fn names(vault: &Vault) -> Vec<String> {
    let entries = std::fs::read_dir(vault.spool()).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn events(vault: &Vault) -> Vec<(PathBuf, Vec<u8>)> {
    let names = names(vault).into_iter();
    let events = names.filter(|name| name.ends_with(".event"));
    events
        .map(|name| {
            let path = vault.spool().join(name);
            let bytes = secure_file::read(&path, 1 << 20).unwrap();
            (path, bytes)
        })
        .collect()
}

fn put_back(files: &[(PathBuf, Vec<u8>)]) {
    for (path, bytes) in files {
        secure_file::replace(path, bytes).unwrap();
    }
}

/// The lost notes, by their audit rows.
fn lost(store: &Store) -> Vec<String> {
    let view = store.read().unwrap();
    let rows = audit::from(&view, 0).unwrap().map(|row| row.unwrap().1);
    rows.filter(|row| row.event.event == Event::NoteLost)
        .filter_map(|row| Some(row.event.detail?.to_string()))
        .collect()
}

/// Anyone can seal a file to the public key of the vault.
#[test]
fn a_failure_that_is_something_else_is_lost() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    write(&mut store, |tables| audit::append(tables, &event(40))).unwrap();
    let public_key = store.keyring().public_key.clone();
    let failed = AuditEvent {
        event: Event::AuthFailure,
        ..event(i64::MAX)
    };
    for event in [event(i64::MAX), failed] {
        spool::write_failure(&store.spool(), &public_key, "nobody", event).unwrap();
    }
    mark(&mut store, 1);
    assert_eq!(lost(&store), ["1_NOTES"]);
    // The row about the lost one has the latest time, which the other one does not change.
    assert_eq!(logged(&store), [40, i64::MAX, 40]);
    assert_eq!(meta::clock(&store.read().unwrap()).unwrap(), 40);
}

#[test]
fn events_are_merged_in_order_of_time_by_the_next_writer() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    for nanos in [30, 10, 20] {
        leave(&store, nanos);
    }
    assert_eq!(events(&vault).len(), 3);
    assert_eq!(logged(&store), [0i64; 0]);
    write(&mut store, |tables| audit::append(tables, &event(40))).unwrap();
    assert_eq!(logged(&store), [10, 20, 30, 40]);
    assert_eq!(names(&vault), [""; 0]);
    mark(&mut store, 1);
    assert_eq!(logged(&store), [10, 20, 30, 40]);
}

#[test]
fn events_are_merged_once_even_if_their_files_stay() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    leave(&store, 1);
    leave(&store, 2);
    let left = events(&vault);
    mark(&mut store, 1);
    // A crash between the commit and the removal: the files reappear.
    put_back(&left);
    leave(&store, 3);
    mark(&mut store, 2);
    assert_eq!(logged(&store), [1, 2, 3]);
    assert_eq!(names(&vault), [""; 0]);
    // And one of them, after another crash.
    put_back(&left[..1]);
    mark(&mut vault.open(Intent::Write), 3);
    assert_eq!(logged(&store), [1, 2, 3]);
    assert_eq!(names(&vault), [""; 0]);
}

#[test]
fn events_wait_where_the_change_fails() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    leave(&store, 1);
    let failed: Result<()> = write(&mut store, |_| Err(StorageError::Engine("no".into())));
    assert!(failed.is_err());
    assert_eq!(events(&vault).len(), 1);
    assert_eq!(logged(&store), [0i64; 0]);
    mark(&mut store, 1);
    assert_eq!(logged(&store), [1]);
}

#[test]
fn a_note_that_does_not_open_is_lost_once() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    leave(&store, 1);
    let (path, whole) = events(&vault).remove(0);
    let mut flipped = whole.clone();
    flipped[30] ^= 1;
    let torn: [&[u8]; 6] = [
        b"",
        &[0; 500],
        &whole[..whole.len() / 2],
        &whole[..10],
        &flipped,
        b"garbage",
    ];
    for (number, bytes) in torn.iter().enumerate() {
        let kind = if number % 2 == 0 { "event" } else { "failure" };
        let path = vault.spool().join(format!("torn-{number}.{kind}"));
        secure_file::replace(&path, bytes).unwrap();
    }
    mark(&mut store, 1);
    assert_eq!(lost(&store), ["6_NOTES"]);
    assert_eq!(logged(&store), [1, 0]);
    assert_eq!(names(&vault), [""; 0]);
    mark(&mut store, 2);
    assert_eq!(lost(&store), ["6_NOTES"]);
    // The whole note under the name of a torn one is still known.
    secure_file::replace(&path, &whole).unwrap();
    mark(&mut store, 3);
    assert_eq!(logged(&store), [1, 0]);
}

#[test]
fn a_note_that_is_put_back_is_never_merged_twice() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    leave(&store, 1);
    let (path, bytes) = events(&vault).remove(0);
    // Under several names, before and after the merge; also after a rekey.
    for turn in 0..4 {
        for copy in 0..3 {
            let name = format!("{turn}{copy}.event");
            secure_file::replace(&path.with_file_name(name), &bytes).unwrap();
        }
        mark(&mut store, turn);
        assert_eq!(logged(&store), [1]);
        assert_eq!(names(&vault), [""; 0]);
        if turn == 2 {
            super::rekeyed::rekey(&mut store).unwrap();
        }
    }
    // And when it is forgotten after many others were merged.
    for nanos in 2..6 {
        for _ in 0..300 {
            leave(&store, nanos);
        }
        mark(&mut store, 1);
    }
    let before = logged(&store).len();
    secure_file::replace(&path, &bytes).unwrap();
    mark(&mut store, 1);
    assert_eq!(lost(&store), ["1_NOTES"]);
    assert_eq!(logged(&store).len(), before + 1);
    // A current note is not affected.
    leave(&store, 7);
    mark(&mut store, 1);
    assert_eq!(logged(&store).len(), before + 2);
    let stored = meta::get(&store.read().unwrap(), meta::key::SPOOL_MERGED).unwrap();
    assert!(stored.unwrap().len() < 20_000);
}

#[test]
fn events_come_along_with_a_rekey() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    leave(&store, 1);
    let left = events(&vault);
    super::rekeyed::rekey(&mut store).unwrap();
    assert_eq!(logged(&store), [1]);
    assert_eq!(names(&vault), [""; 0]);
    // Only once here, too.
    put_back(&left);
    mark(&mut store, 1);
    assert_eq!(logged(&store), [1]);
}

fn chunk(id: u8) -> SealedChunk {
    SealedChunk {
        id: [id; 32],
        size: 5000,
        stored: vec![id; 5000],
        compressed: false,
    }
}

/// Chunks, entries of imports, and pieces.
fn counts(store: &Store) -> (u64, u64, u64) {
    let view = store.read().unwrap();
    let len = |table: &dyn Fn() -> u64| table();
    (
        len(&|| view.chunks().len().unwrap()),
        len(&|| view.pending().len().unwrap()),
        len(&|| view.pieces().len().unwrap()),
    )
}

fn hold(store: &mut Store, import: &mut Import, ids: &[u8]) -> Vec<u64> {
    write(store, |tables| {
        let mut entries = Vec::new();
        for id in ids {
            content::put_chunk(tables, &chunk(*id))?;
            entries.push(import.hold(tables, &[*id; 32])?);
        }
        Ok(entries)
    })
    .unwrap()
}

#[test]
fn what_an_import_holds_is_kept_while_it_lives() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    let mut other = vault.open(Intent::Write);
    let mut import = Import::begin(&vault.spool()).unwrap();
    let entries = hold(&mut store, &mut import, &[1, 2]);
    for turn in 0..3 {
        mark(&mut other, turn);
        mark(&mut store, turn);
    }
    assert_eq!(counts(&store), (2, 2, 4));
    // It releases one, and transfers one to a content.
    write(&mut store, |tables| import.release(tables, &entries[..1])).unwrap();
    assert_eq!(counts(&store), (1, 1, 2));
    write(&mut store, |tables| import.transfer(tables, &entries[1..])).unwrap();
    drop(import);
    mark(&mut other, 9);
    assert_eq!(counts(&store), (1, 0, 2));
    assert_eq!(names(&vault), [""; 0]);
}

#[test]
fn what_a_dead_import_held_is_given_back_by_the_next_writer() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    let mut other = vault.open(Intent::Write);
    let mut first = Import::begin(&vault.spool()).unwrap();
    let mut second = Import::begin(&vault.spool()).unwrap();
    let mut third = Import::begin(&vault.spool()).unwrap();
    hold(&mut store, &mut first, &[1, 2, 2]);
    hold(&mut store, &mut second, &[2, 3]);
    hold(&mut store, &mut third, &[3, 4]);
    let lock_files = names(&vault);
    assert_eq!(lock_files.len(), 3);
    // One has lost its lock file, one has a file without a lock.
    drop(second);
    let gone: Vec<String> = lock_files
        .iter()
        .filter(|name| !names(&vault).contains(name))
        .cloned()
        .collect();
    drop(first);
    secure_file::create(&vault.spool().join(&gone[0])).unwrap();
    mark(&mut other, 1);
    assert_eq!(counts(&store), (2, 2, 4));
    assert_eq!(names(&vault).len(), 1);
    assert!(
        crate::storage::verify::verify(&store.read().unwrap(), true, &|_, _| {})
            .unwrap()
            .findings
            .is_empty()
    );
    drop(third);
    mark(&mut other, 2);
    assert_eq!(counts(&store), (0, 0, 0));
}
