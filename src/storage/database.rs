//! The open vault: its key, its engine, and the only functions that begin a transaction (for
//! `app::gate` alone). Several processes may have it open; the holder of the write lock reads
//! keyring.json again, since the key may have changed. docs/FORMAT.md, "Opening".

mod engine;
mod keyring_change;
pub(crate) mod stale;
#[cfg(test)]
mod tests;
mod unlocked_slot;
mod write_lock;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::backend::{NamedFile, SealedBackend};
use super::keyring::Keyring;
use super::tables::{Metadata, ReadTables, Tables};
use super::writer_note::{self, WriterNote};
use data_encoding::HEXLOWER;

use super::anchor::{Anchor, AnchorState};
use super::{Result, StorageError, pending, secure_file, security, spool};
use crate::crypto::keys::VaultKey;
use engine::{Engine, alone};
pub(crate) use unlocked_slot::UnlockedSlot;
pub(super) use write_lock::pause;

pub(crate) use engine::Intent;
pub(super) use engine::{backend, begin, builder, cipher, open_private};
pub(crate) use write_lock::LockWait;

/// An open vault.
pub(crate) struct Store {
    dir: PathBuf,
    unlocked_slot: UnlockedSlot,
    pub(super) keyring: Keyring,
    pub(super) key: Arc<VaultKey>,
    engine: Engine,
    /// Advanced with each commit, if set.
    pub(super) anchor: Option<Anchor>,
    /// Why the anchor could not be advanced.
    pub(super) anchor_failure: Option<StorageError>,
}

/// Effects of a write transaction besides its tables.
pub(crate) struct Effects {
    now: Keyring,
    next: Option<Keyring>,
}

impl Effects {
    /// The current keyring, with the changes of this transaction.
    pub(crate) fn latest(&self) -> &Keyring {
        self.next.as_ref().unwrap_or(&self.now)
    }

    /// Replaces the keyring with the commit.
    pub(crate) fn replace_keyring(&mut self, next: Keyring) {
        self.next = Some(next);
    }
}

/// Opens the database named by `keyring`; if another process rekeys it meanwhile, the new one.
///
/// # Errors
/// As [`Engine::open`]; [`StorageError::Crypto`] if the slot was removed meanwhile.
fn open_current(
    dir: &Path,
    mut keyring: Keyring,
    unlocked_slot: &UnlockedSlot,
    intent: Intent,
) -> Result<(Keyring, Arc<VaultKey>, Engine)> {
    loop {
        let key = Arc::new(unlocked_slot.open(&keyring)?);
        let opened = Engine::open(dir, &keyring, &key, intent);
        let now = Keyring::load(dir)?;
        if now.epoch == keyring.epoch {
            now.authenticate(&key)?;
            return Ok((now, key, opened?));
        }
        keyring = now;
    }
}

/// A state of the vault read through a second handle.
pub(crate) struct ParallelView {
    pub tables: ReadTables,
    /// Holds the shared lock of a reader.
    _engine: Engine,
}

/// The keyring to continue with: the one in the file, if its epoch differs. Within an epoch, the
/// one in memory may be newer than the file.
fn newer_keyring(now: Keyring, known: Keyring) -> Keyring {
    if now.epoch == known.epoch { known } else { now }
}

impl Store {
    /// Opens the database named by `keyring`; if another process rekeys it meanwhile, the new one.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] for anything that does not authenticate or is inconsistent;
    /// [`StorageError::Busy`] if it needs a repair and another process holds the write lock for
    /// longer than `wait`; [`StorageError::Crypto`] if the slot was removed meanwhile.
    pub(crate) fn open(
        dir: &Path,
        mut keyring: Keyring,
        unlocked_slot: UnlockedSlot,
        intent: Intent,
        wait: Duration,
    ) -> Result<Self> {
        let until = Instant::now() + wait;
        let (keyring, key, engine) = loop {
            match open_current(dir, keyring.clone(), &unlocked_slot, intent) {
                Err(StorageError::Busy { .. }) if Instant::now() < until => {
                    pause();
                    keyring = newer_keyring(Keyring::load(dir)?, keyring);
                }
                other => break other?,
            }
        };
        let mut store = Self {
            dir: dir.to_owned(),
            unlocked_slot,
            keyring,
            key,
            engine,
            anchor: None,
            anchor_failure: None,
        };
        store.follow(intent)?;
        Ok(store)
    }

    /// Creates the database file of a new vault, fills it with `fill`, and then writes
    /// keyring.json: only then the vault exists.
    ///
    /// # Errors
    /// [`StorageError::Exists`] if another process is creating it; I/O errors.
    pub(crate) fn create<E: From<StorageError>>(
        dir: &Path,
        mut keyring: Keyring,
        key: &VaultKey,
        fill: impl FnOnce(&mut Tables<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let path = keyring.database(dir);
        let file = secure_file::create(&path)?;
        let made = (|| {
            // Fails on file systems without modes.
            secure_file::check_created_private(&path)?;
            let disk = NamedFile::new(&path, file).map_err(StorageError::from)?;
            let backend = SealedBackend::new(disk, cipher(&keyring, key)?);
            let database = builder()
                .create_with_backend(backend)
                .map_err(StorageError::from)?;
            let txn = begin(&database)?;
            let mut tables = Tables::open(&txn)?;
            fill(&mut tables)?;
            let text = keyring.complete(&mut tables, key)?;
            drop(tables);
            txn.commit().map_err(StorageError::from)?;
            database.close().map_err(StorageError::from)?;
            secure_file::sync_dir(dir)?;
            secure_file::replace(&Keyring::path(dir), &text)?;
            Ok(())
        })();
        if made.is_err() {
            stale::discard_new(dir, &keyring)?;
        }
        made
    }

    /// Whether it is open for writing.
    pub(crate) fn is_writing(&self) -> bool {
        matches!(self.engine, Engine::Writing(_))
    }

    /// The vault's folder.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The keyring as last read.
    pub(crate) fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// The vault key of this epoch.
    pub(crate) fn key(&self) -> &VaultKey {
        &self.key
    }

    /// The folder of pending events.
    pub(crate) fn spool(&self) -> PathBuf {
        spool::folder(&self.dir)
    }

    /// Bytes of the database file.
    pub(crate) fn file_len(&self) -> Result<u64> {
        let path = self.keyring.database(&self.dir);
        let meta = std::fs::metadata(&path).map_err(StorageError::io(&path))?;
        Ok(meta.len())
    }

    /// A consistent state for reading, isolated from later writes.
    pub(crate) fn read(&self) -> Result<ReadTables> {
        ReadTables::open(&self.engine.begin_read()?)
    }

    /// [`Self::read`], without the bytes of contents.
    pub(crate) fn metadata(&self) -> Result<Metadata> {
        Metadata::open(&self.engine.begin_read()?)
    }

    /// The newest state through a second handle, so that it can be read while the file is checked.
    pub(crate) fn parallel_view(&self) -> Result<ParallelView> {
        let known = newer_keyring(Keyring::load(&self.dir)?, self.keyring.clone());
        let (_, _, engine) = open_current(&self.dir, known, &self.unlocked_slot, Intent::Read)?;
        Ok(ParallelView {
            tables: ReadTables::open(&engine.begin_read()?)?,
            _engine: engine,
        })
    }

    /// Waits for the write lock, runs `change` in a transaction and commits it, or rolls back on an
    /// error. Then completes an interrupted wipe.
    ///
    /// # Errors
    /// [`StorageError::Busy`] after the wait; errors of `change`; database errors.
    pub(crate) fn write<T, E: From<StorageError>>(
        &mut self,
        lock_wait: &mut LockWait<'_>,
        change: impl FnOnce(&mut Tables<'_>, &mut Effects) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut pending_wipes = Vec::new();
        let done = self.write_only(lock_wait, &mut pending_wipes, change);
        // No other process waits for this. On a full disk the change has failed, and this frees
        // space.
        for old in pending_wipes {
            let _ = stale::wipe(&old);
        }
        done
    }

    /// [`Self::write`], but only collects the files to be overwritten.
    fn write_only<T, E: From<StorageError>>(
        &mut self,
        lock_wait: &mut LockWait<'_>,
        pending_wipes: &mut Vec<PathBuf>,
        change: impl FnOnce(&mut Tables<'_>, &mut Effects) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let txn = self.acquire_write_lock(lock_wait)?;
        let note = WriterNote::create(&self.spool(), lock_wait.verb);
        let mut tables = Tables::open(&txn)?;
        self.finish_keyring(&mut tables)?;
        secure_file::remove(&secure_file::staged(&Keyring::path(&self.dir)))?;
        *pending_wipes = stale::remove(&self.dir, &mut tables, self.keyring.epoch)?;
        pending::clean(&mut tables, &self.spool())?;
        pending::sweep(&self.spool())?;
        let merged = spool::merge(&mut tables, &self.spool(), &self.key)?;
        let mut effects = Effects {
            now: self.keyring.clone(),
            next: None,
        };
        let done = change(&mut tables, &mut effects)?;
        let next = effects.next.or_else(|| {
            let digest =
                security::digest(&tables, &self.key).map(|digest| HEXLOWER.encode(&digest));
            match digest {
                Ok(digest) if digest == self.keyring.security => None,
                _ => Some(self.keyring.clone()),
            }
        });
        let next = match next {
            Some(keyring) => Some(self.stage_keyring(&mut tables, keyring)?),
            None => None,
        };
        let state = AnchorState::of(&tables)?;
        drop(tables);
        txn.commit().map_err(StorageError::from)?;
        self.raise_anchor(&state);
        // The change is committed: what is not removed here is left to the next writer.
        for path in merged {
            let _ = secure_file::remove(&path);
        }
        if let Some(keyring) = next {
            self.keyring = keyring;
            let _ = self.complete_keyring();
        }
        drop(note);
        Ok(done)
    }

    /// As [`Self::write`], but without waiting; returns `None` if another process holds the write
    /// lock.
    pub(crate) fn try_write<T>(
        &mut self,
        verb: &str,
        change: impl Fn(&mut Tables<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let attempt = |store: &mut Self| {
            let mut lock_wait = LockWait {
                wait: Duration::from_millis(20),
                verb,
                waiting: &mut |_| {},
            };
            match store.write_only(&mut lock_wait, &mut Vec::new(), |tables, _| change(tables)) {
                Err(StorageError::Busy { .. }) => Ok(None),
                other => other.map(Some),
            }
        };
        match attempt(self) {
            // After a failed read an engine refuses everything: use another one.
            Err(StorageError::Engine(_) | StorageError::Failed) => {
                self.reopen()?;
                attempt(self)
            }
            other => other,
        }
    }

    /// Returns unused pages to the file system; waits until no other process has the vault open.
    ///
    /// # Errors
    /// [`StorageError::Busy`] and [`StorageError::InUse`] after the wait; database errors.
    pub(crate) fn compact(&mut self, wait: Duration) -> Result<()> {
        let deadline = Instant::now() + wait;
        loop {
            match self.try_compact() {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(StorageError::Busy { .. } | StorageError::InUse)
                    if Instant::now() < deadline =>
                {
                    pause();
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn try_compact(&mut self) -> Result<bool> {
        // redb waits indefinitely: only once the lock was free, so for at most one transaction.
        drop(self.try_write_lock()?);
        Ok(alone(self.writing()?)?.compact()?)
    }

    /// redb's check of every page and checksum. Waits for the write lock, and holds it. If the file
    /// system is read-only, the check leaves the file as it is.
    ///
    /// # Errors
    /// [`StorageError::Busy`] after the wait; [`StorageError::Damaged`], also for what redb could
    /// repair: no version of this program leaves such a file.
    pub(crate) fn check_integrity(&mut self, wait: Duration) -> Result<()> {
        let deadline = Instant::now() + wait;
        let sound = loop {
            // redb waits indefinitely: only once the lock was free, so for at most one transaction.
            let free = self.try_write_lock().map(drop);
            let checked = match free.and_then(|()| self.writing()) {
                Err(StorageError::Io { source, .. })
                    if source.kind() == ErrorKind::ReadOnlyFilesystem =>
                {
                    engine::check_unwritable(&self.dir, &self.keyring, &self.key)
                }
                engine => engine
                    .and_then(alone)
                    .and_then(|one| Ok(one.check_integrity()?)),
            };
            match checked {
                Err(StorageError::Busy { .. }) if Instant::now() < deadline => pause(),
                Err(StorageError::Busy { .. }) => {
                    let holder = writer_note::read(&self.spool());
                    return Err(StorageError::Busy { holder });
                }
                other => break other?,
            }
        };
        if sound {
            Ok(())
        } else {
            Err(StorageError::Damaged(
                "the database's structure was inconsistent".into(),
            ))
        }
    }
}

impl Store {
    /// Keeps this anchor up to date from now on.
    pub(crate) fn keep_anchor(&mut self, anchor: Anchor) {
        self.anchor = Some(anchor);
    }

    /// Advances the anchor to a committed state; an error is kept for
    /// [`Self::take_anchor_failure`].
    pub(super) fn raise_anchor(&mut self, state: &AnchorState) {
        if let Some(anchor) = &self.anchor {
            self.anchor_failure = anchor.raise(state).err();
        }
    }

    /// Why the last commit could not advance the anchor; returned once.
    pub(crate) fn take_anchor_failure(&mut self) -> Option<StorageError> {
        self.anchor_failure.take()
    }
}
