//! keyring.json and the database, kept in step: the database is the authority, and holds the
//! file's next bytes between its commit and the replacement of the file. docs/FORMAT.md,
//! "Changing it".

use super::Store;
use super::engine::{Engine, try_begin};
use crate::storage::keyring::Keyring;
use crate::storage::tables::Tables;
use crate::storage::{Result, StorageError, meta, secure_file};

impl Store {
    /// Refuses a keyring that is older than the database knows: somebody put it back. One that is
    /// one behind a change that was cut short is completed by the next writer.
    pub(super) fn check_generation(&mut self) -> Result<()> {
        let view = self.read()?;
        let known = meta::counter(&view, meta::key::KEYRING_GENERATION)?;
        if self.keyring.generation >= known {
            return Ok(());
        }
        let pending = meta::get(&view, meta::key::KEYRING_PENDING)?;
        // The file may have been replaced since it was read.
        self.keyring = Keyring::load(&self.dir)?;
        self.keyring.authenticate(&self.key)?;
        if self.keyring.generation >= known {
            return Ok(());
        }
        match pending {
            Some(bytes) if self.keyring.generation + 1 == known => {
                let next = Keyring::parse(&bytes)?;
                self.entrance.open(&next)?;
                self.keyring = next;
                Ok(())
            }
            _ => Err(StorageError::Damaged(
                "keyring.json is older than the database: an earlier copy was put back".into(),
            )),
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
        let text = keyring.sign(&self.key)?;
        let generation = keyring.generation.to_le_bytes();
        meta::set(tables, meta::key::KEYRING_GENERATION, &generation)?;
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
