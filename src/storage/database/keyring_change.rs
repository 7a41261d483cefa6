//! keyring.json and the database, kept in step: the database is the authority, and holds the
//! file's next bytes between its commit and the replacement of the file. docs/FORMAT.md,
//! "Changing it".

use super::Store;
use super::engine::{Engine, try_begin};
use crate::storage::keyring::Keyring;
use crate::storage::tables::Tables;
use crate::storage::{Result, StorageError, meta, secure_file, security};

/// How often keyring and database are looked at before they are taken for a bad match.
const TRIES: usize = 5;

impl Store {
    /// Refuses a keyring and a database that do not belong together: somebody put an earlier copy
    /// of one of them back, or of a block that says who may do what. A keyring that is one behind a
    /// change that was cut short is completed by the next writer.
    pub(super) fn check_generation(&mut self) -> Result<()> {
        let mut tries = 0;
        loop {
            let view = self.read()?;
            let known = meta::counter(&view, meta::key::KEYRING_GENERATION)?;
            if self.keyring.generation < known {
                // The file may have been replaced since it was read.
                self.keyring = Keyring::load(&self.dir)?;
                self.keyring.authenticate(&self.key)?;
            }
            if self.keyring.generation + 1 == known
                && let Some(bytes) = meta::get(&view, meta::key::KEYRING_PENDING)?
            {
                let next = Keyring::parse(&bytes)?;
                self.entrance.open(&next)?;
                self.keyring = next;
            }
            if self.keyring.generation == known {
                return security::check(&view, &self.key, &self.keyring.security);
            }
            // Others may be changing it just now.
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

    /// Puts a keyring change that was cut short between commit and replacement into force.
    pub(in crate::storage) fn finish_keyring(&mut self, tables: &mut Tables<'_>) -> Result<bool> {
        let Some(bytes) = meta::get(tables, meta::key::KEYRING_PENDING)? else {
            return Ok(false);
        };
        let on_disk = Keyring::load(&self.dir)?;
        let next = Keyring::parse(&bytes)?;
        next.authenticate(&self.key)?;
        if on_disk.generation < next.generation {
            secure_file::replace(&Keyring::path(&self.dir), &bytes)?;
        }
        self.keyring = next;
        Ok(true)
    }

    pub(super) fn stage_keyring(
        &self,
        tables: &mut Tables<'_>,
        mut keyring: Keyring,
    ) -> Result<(Keyring, Vec<u8>)> {
        keyring.generation = self.keyring.generation;
        let text = keyring.complete(tables, &self.key)?;
        meta::set(tables, meta::key::KEYRING_PENDING, &text)?;
        Ok((keyring, text))
    }

    pub(super) fn clear_pending(&mut self) -> Result<()> {
        let Engine::Writing(database) = &self.engine else {
            return Ok(());
        };
        let Some(txn) = try_begin(database)? else {
            // The next writer will do it.
            return Ok(());
        };
        let mut tables = Tables::open(&txn)?;
        meta::remove(&mut tables, meta::key::KEYRING_PENDING)?;
        drop(tables);
        Ok(txn.commit()?)
    }
}
