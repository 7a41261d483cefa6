//! The open vault: its keyring, its key, other processes, the spool.

mod keyring;
mod left_behind;
mod rebuilt;
mod rekeyed;
mod waiting;

use super::*;
use crate::crypto::keys::VaultKey;
use crate::storage::tests::vault::{Vault, slot, with_lock_wait, write, write_with};
use crate::storage::{Result, StorageError, meta};

fn is_damaged<T>(result: Result<T>) -> bool {
    matches!(result, Err(StorageError::Damaged(_)))
}

fn key_of(store: &Store) -> VaultKey {
    let keyring = Keyring::load(store.dir()).unwrap();
    store.unlocked_slot.open(&keyring).unwrap()
}

/// A number in a vault that identifies its states.
fn mark(store: &mut Store, value: u64) {
    write(store, |tables| {
        meta::set(tables, "mark", &value.to_le_bytes())
    })
    .unwrap();
}

fn marked(store: &Store) -> u64 {
    meta::counter(&store.read().unwrap(), "mark").unwrap()
}

fn pending(store: &Store) -> Option<Vec<u8>> {
    meta::get(&store.read().unwrap(), meta::key::KEYRING_PENDING).unwrap()
}

/// Adds a slot with the secret `secret`, as one change of the keyring.
fn add_slot(store: &mut Store, id: &str, secret: u8) {
    let slot = slot(id, secret, store.key());
    write_with(store, |_, effects| {
        let mut next = effects.latest().clone();
        next.slots.push(slot);
        effects.replace_keyring(next);
        Ok(())
    })
    .unwrap();
}

fn remove_slot(store: &mut Store, id: &str) {
    write_with(store, |_, effects| {
        let mut next = effects.latest().clone();
        next.slots.retain(|slot| slot.id != id);
        effects.replace_keyring(next);
        Ok(())
    })
    .unwrap();
}

/// The state after a crash between the commit of a keyring change and the rename: `before` and
/// `after` are the bytes of keyring.json before and after the change.
fn cut_short(vault: &Vault, store: &mut Store, before: &[u8], after: &[u8]) {
    write(store, |tables| {
        meta::set(tables, meta::key::KEYRING_PENDING, after)
    })
    .unwrap();
    vault.put_keyring(before);
}
