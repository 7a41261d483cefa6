//! keyring.json and the database, kept in step: the database is the authority, and its commit is
//! what puts a change into force. The next file is written beside before the commit, and takes its
//! place after it; in between, whoever unlocks looks at both. docs/FORMAT.md, "Changing it".

use super::Store;
use crate::storage::keyring::Keyring;
use crate::storage::tables::Tables;
use crate::storage::{Result, StorageError, meta, secure_file, security};

/// How often keyring and database are looked at, while neither moves on, before they are taken for a
/// bad match.
const TRIES: usize = 5;

impl Store {
    /// Refuses a keyring and a database that do not belong together: somebody put an earlier copy
    /// of one of them back, or of a block that says who may do what. A keyring that is one behind a
    /// change that was cut short is completed by the next writer. Refuses a way in that is not of
    /// the keyring in force, too: its change was never committed.
    ///
    /// # Errors
    /// [`StorageError::EpochMoved`] where another process has put a new key into force since the
    /// database was opened: it is to be opened again. [`StorageError::Damaged`];
    /// [`StorageError::Crypto`] where the way in is closed.
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
                self.entrance.open(&next)?;
                self.keyring = next;
            }
            if self.keyring.generation == known {
                security::check(&view, &self.key, &self.keyring.security)?;
                return self.entrance.check(&self.keyring);
            }
            // Others may be changing it just now.
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

    /// Puts the file of a change in its place that was cut short between commit and replacement.
    /// The caller holds the writer's place: an older file never takes the place of a newer one.
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
                // A disk that fails to read it may still have it, and the next writer read it.
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

    /// Writes the next keyring into the database and beside the file: in force with the commit.
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

    /// Puts the file of a committed change in its place, with the writer's place held again: since
    /// the commit another process may have changed the keyring, or the key. Where one holds the
    /// place, it, or the next writer, does this.
    pub(super) fn complete_keyring(&mut self) -> Result<()> {
        let txn = self.try_turn()?;
        let mut tables = Tables::open(&txn)?;
        self.finish_keyring(&mut tables)?;
        drop(tables);
        Ok(txn.commit()?)
    }
}
