//! The write lock: who waits for it, for how long, and what is reported.

#![expect(
    clippy::disallowed_methods,
    reason = "tests may start threads directly"
)]

use std::sync::mpsc;

use super::*;
use crate::storage::rekey;

const SOON: Duration = Duration::from_millis(50);
/// The limit for something that must not wait.
const AT_ONCE: Duration = Duration::from_secs(5);

/// Runs `other` while `store` writes; returns its result, or `None` if it has waited for the
/// writer.
fn while_writing<T: Send>(store: &mut Store, other: impl FnOnce() -> T + Send) -> Option<T> {
    let (send, receive) = mpsc::channel();
    std::thread::scope(|scope| {
        with_lock_wait(Duration::ZERO, |lock_wait| {
            lock_wait.verb = "import";
            store.write(lock_wait, |_, _| {
                scope.spawn(move || send.send(other()));
                Ok::<_, StorageError>(receive.recv_timeout(AT_ONCE).ok())
            })
        })
        .unwrap()
    })
}

fn write_soon(store: &mut Store) -> Result<()> {
    with_lock_wait(SOON, |lock_wait| store.write(lock_wait, |_, _| Ok(())))
}

#[test]
fn a_writer_is_told_who_holds_the_place() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    let mut other = vault.open(Intent::Write);
    let refused = while_writing(&mut store, || write_soon(&mut other)).expect("it has waited");
    let Err(StorageError::Busy { holder }) = refused else {
        panic!("not refused");
    };
    assert_eq!(holder, format!(", pid {} (import)", std::process::id()));
    // It leaves nothing behind once the lock is free.
    write_soon(&mut other).unwrap();
    assert_eq!(crate::storage::writer_note::read(&vault.spool()), "");
}

#[test]
fn a_writer_that_waits_is_told_once() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    let mut other = vault.open(Intent::Write);
    let told = while_writing(&mut store, || {
        let mut told = Vec::new();
        let mut lock_wait = LockWait {
            wait: Duration::from_millis(900),
            verb: "add",
            waiting: &mut |holder| told.push(holder.to_owned()),
        };
        let refused: Result<()> = other.write(&mut lock_wait, |_, _| Ok(()));
        assert!(matches!(refused, Err(StorageError::Busy { .. })));
        told
    });
    let told = told.expect("it has waited");
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("(import)"));
}

#[test]
fn a_writer_gets_the_place_when_it_becomes_free() {
    let vault = Vault::new();
    let mut stores: Vec<Store> = (0..4).map(|_| vault.open(Intent::Read)).collect();
    std::thread::scope(|scope| {
        for store in &mut stores {
            scope.spawn(move || {
                for _ in 0..10 {
                    let next = |tables: &mut Tables<'_>| meta::increment(tables, "mark");
                    write(store, next).unwrap();
                }
            });
        }
    });
    assert_eq!(marked(&vault.open(Intent::Read)), 40);
}

#[test]
fn without_waiting_the_lock_is_not_acquired() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    let mut other = vault.open(Intent::Write);
    let got = while_writing(&mut store, || other.try_write("cat", |_| Ok(())).unwrap());
    assert_eq!(got, Some(None));
    assert_eq!(other.try_write("cat", |_| Ok(1)).unwrap(), Some(1));
}

#[test]
fn a_vault_that_was_opened_to_read_does_not_wait_longer_than_it_should() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    let mut other = vault.open(Intent::Read);
    let refused = while_writing(&mut store, || write_soon(&mut other)).expect("it has waited");
    assert!(matches!(refused, Err(StorageError::Busy { .. })));
    write_soon(&mut other).unwrap();
}

#[test]
fn a_vault_that_was_opened_to_read_records_without_waiting() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    let mut other = vault.open(Intent::Read);
    let got = while_writing(&mut store, || other.try_write("cat", |_| Ok(())).unwrap());
    assert_eq!(got, Some(None));
    assert_eq!(other.try_write("cat", |_| Ok(1)).unwrap(), Some(1));
}

#[test]
fn opening_to_read_and_reading_never_wait() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    mark(&mut store, 1);
    let seen = while_writing(&mut store, || marked(&vault.open(Intent::Read)));
    assert_eq!(seen, Some(1));
}

#[test]
fn rekey_waits_no_longer_than_it_should() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    for intent in [Intent::Read, Intent::Write] {
        let mut other = vault.open(intent);
        let refused = while_writing(&mut store, || {
            with_lock_wait(SOON, |lock_wait| {
                rekey::rekey(&mut other, lock_wait, &mut |_, _| {}, |_, _| {
                    Ok::<_, StorageError>(())
                })
            })
        });
        let refused = refused.expect("it has waited");
        assert!(matches!(refused, Err(StorageError::Busy { .. })));
    }
}

#[test]
fn compact_waits_no_longer_than_it_should() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    for intent in [Intent::Read, Intent::Write] {
        let mut other = vault.open(intent);
        let refused = while_writing(&mut store, || other.compact(SOON));
        let refused = refused.expect("it has waited");
        let told = matches!(
            refused,
            Err(StorageError::Busy { .. } | StorageError::InUse)
        );
        assert!(told, "{refused:?}");
        other.compact(AT_ONCE).unwrap();
    }
}
