//! A vault in a temporary folder, with one slot for a fixed secret: no Argon2.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use crate::crypto::keys::VaultKey;
use crate::crypto::secret::Secret;
use crate::crypto::slot::SlotIdentity;
use crate::storage::database::{Effects, Intent, LockWait, Store, UnlockedSlot};
use crate::storage::keyring::{Keyring, Slot, SlotKind};
use crate::storage::tables::Tables;
use crate::storage::{Result, StorageError, meta, secure_file, spool};

/// A vault, removed with its folder.
pub(crate) struct Vault {
    dir: TempDir,
}

pub(crate) fn identity(secret: u8) -> SlotIdentity {
    SlotIdentity::from_secret(&Secret::new([secret; 32])).unwrap()
}

/// A slot named `id` for `identity(secret)`.
pub(crate) fn slot(id: &str, secret: u8, key: &VaultKey) -> Slot {
    Slot::new(id.into(), SlotKind::Recovery {}, &identity(secret), key).unwrap()
}

impl Vault {
    /// A vault with the slot `first` for the secret 1.
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        secure_file::create_dir(&spool::folder(dir.path())).unwrap();
        let key = VaultKey::generate().unwrap();
        let mut keyring = Keyring::new([7; 16], 1, &key).unwrap();
        keyring.slots.push(slot("first", 1, &key));
        Store::create::<StorageError>(dir.path(), keyring, &key, |tables| {
            meta::set(tables, meta::key::CONTENT_KEY, &[8; 32])?;
            meta::set(tables, meta::key::AUDIT_KEY, &[9; 32])
        })
        .unwrap();
        Self { dir }
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn spool(&self) -> PathBuf {
        spool::folder(self.dir())
    }

    /// Opens it with the slot `first`.
    pub(crate) fn open(&self, intent: Intent) -> Store {
        self.try_open(intent).unwrap()
    }

    pub(crate) fn try_open(&self, intent: Intent) -> Result<Store> {
        self.open_by("first", 1, intent)
    }

    pub(crate) fn open_by(&self, slot: &str, secret: u8, intent: Intent) -> Result<Store> {
        let unlocked_slot = UnlockedSlot {
            id: slot.into(),
            identity: identity(secret).into(),
        };
        Store::open(
            self.dir(),
            Keyring::load(self.dir())?,
            unlocked_slot,
            intent,
            std::time::Duration::from_secs(5),
        )
    }

    pub(crate) fn keyring_bytes(&self) -> Vec<u8> {
        secure_file::read(&Keyring::path(self.dir()), 1 << 20).unwrap()
    }

    /// Replaces the bytes of keyring.json.
    pub(crate) fn put_keyring(&self, bytes: &[u8]) {
        secure_file::replace(&Keyring::path(self.dir()), bytes).unwrap();
    }
}

/// Calls `with` with a [`LockWait`] of `wait`.
pub(crate) fn with_lock_wait<T>(wait: Duration, with: impl FnOnce(&mut LockWait<'_>) -> T) -> T {
    with(&mut LockWait {
        wait,
        verb: "test",
        waiting: &mut |_| {},
    })
}

/// A write transaction, waiting for at most 10 s.
pub(crate) fn write<T>(
    store: &mut Store,
    change: impl FnOnce(&mut Tables<'_>) -> Result<T>,
) -> Result<T> {
    write_with(store, |tables, _| change(tables))
}

/// As [`write`], with its other effects.
pub(crate) fn write_with<T>(
    store: &mut Store,
    change: impl FnOnce(&mut Tables<'_>, &mut Effects) -> Result<T>,
) -> Result<T> {
    with_lock_wait(Duration::from_secs(10), |lock_wait| {
        store.write(lock_wait, change)
    })
}
