//! Keeps keyring.json and the database in step: the database is authoritative, and its commit puts
//! a change into force. The next file is staged before the commit, and renamed after it; in
//! between, both are tried to unlock. docs/FORMAT.md, "Changing it".

use super::Store;
use crate::storage::keyring::Keyring;
use crate::storage::tables::Tables;
use crate::storage::{Result, StorageError, meta, secure_file, security};

/// How often keyring and database are read, while neither changes, before they are considered a
/// mismatch.
const TRIES: usize = 5;

impl Store {
    /// Refuses a keyring and a database that do not match: an earlier copy of one of them, or of a
    /// block with access rows, was put back. A keyring that is one change behind is completed by
    /// the next writer. Also refuses a slot that is not in the keyring in force: its change was
    /// never committed.
    ///
    /// # Errors
    /// [`StorageError::EpochMoved`] if another process has rekeyed the vault since it was opened:
    /// open it again. [`StorageError::Damaged`]; [`StorageError::Crypto`] if the slot was removed.
    pub(super) fn check_generation(&mut self) -> Result<()> {
        let mut tries = 0;
        let mut newest = 0;
        loop {
            let view = self.read()?;
            let known = meta::counter(&view, meta::key::KEYRING_GENERATION)?;
            if self.keyring.generation < known {
                // The file may have been replaced since it was read.
                let now = Keyring::load(&self.dir)?;
                if now.epoch > self.keyring.epoch {
                    return Err(StorageError::EpochMoved);
                }
                now.authenticate(&self.key)?;
                self.keyring = now;
            }
            if self.keyring.generation + 1 == known
                && let Some(bytes) = meta::get(&view, meta::key::KEYRING_PENDING)?
            {
                let next = Keyring::parse(&bytes)?;
                self.unlocked_slot.open(&next)?;
                self.keyring = next;
            }
            if self.keyring.generation == known {
                security::check(&view, &self.key, &self.keyring.security)?;
                return self.unlocked_slot.check(&self.keyring);
            }
            // Another process may be changing it.
            if known > newest {
                (newest, tries) = (known, 0);
            }
            tries += 1;
            if tries == TRIES {
                let older = if self.keyring.generation < known {
                    "keyring.json is older than the database"
                } else {
                    "the database is older than keyring.json"
                };
                return Err(StorageError::Damaged(format!(
                    "{older}: an earlier copy was put back"
                )));
            }
        }
    }

    /// Completes a change that was interrupted between commit and rename. The caller holds the
    /// write lock: an older file never replaces a newer one.
    pub(in crate::storage) fn finish_keyring(&mut self, tables: &mut Tables<'_>) -> Result<()> {
        let Some(bytes) = meta::get(tables, meta::key::KEYRING_PENDING)? else {
            return Ok(());
        };
        let path = Keyring::path(&self.dir);
        let on_disk = Keyring::load(&self.dir)?;
        let next = Keyring::parse(&bytes)?;
        next.authenticate(&self.key)?;
        if on_disk.generation < next.generation {
            match secure_file::read(&secure_file::staged(&path), bytes.len() as u64) {
                Ok(staged) if staged == bytes => {}
                // A disk that fails to read the staged file may still have it for the next writer.
                Err(StorageError::Io { path, source })
                    if source.kind() != std::io::ErrorKind::NotFound =>
                {
                    return Err(StorageError::Io { path, source });
                }
                _ => secure_file::stage(&path, &bytes)?,
            }
            secure_file::publish(&path)?;
        }
        meta::remove(tables, meta::key::KEYRING_PENDING)?;
        self.keyring = next;
        Ok(())
    }

    /// Writes the next keyring to the database and to the staged file: in force with the commit.
    pub(super) fn stage_keyring(
        &self,
        tables: &mut Tables<'_>,
        mut keyring: Keyring,
    ) -> Result<Keyring> {
        keyring.generation = self.keyring.generation;
        let text = keyring.complete(tables, &self.key)?;
        meta::set(tables, meta::key::KEYRING_PENDING, &text)?;
        secure_file::stage(&Keyring::path(&self.dir), &text)?;
        Ok(keyring)
    }

    /// Renames the staged file of a committed change, with the write lock held again: another
    /// process may have changed the keyring or the key since the commit. If the lock is taken, its
    /// holder or the next writer does this.
    pub(super) fn complete_keyring(&mut self) -> Result<()> {
        let txn = self.try_write_lock()?;
        let mut tables = Tables::open(&txn)?;
        self.finish_keyring(&mut tables)?;
        drop(tables);
        Ok(txn.commit()?)
    }
}
