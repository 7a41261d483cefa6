//! A vault that is being built from a backup, in a folder that nobody knows yet. It becomes a vault
//! with its keyring.json, at the very end.

use std::path::{Path, PathBuf};

use redb::{Database, ReadableDatabase};

use super::backend::{NamedFile, SealedBackend};
use super::database::{begin, builder, cipher};
use super::keyring::Keyring;
use super::tables::{ReadTables, Tables};
use super::{Result, StorageError, secure_file, spool};
use crate::crypto::keys::VaultKey;

/// A vault without its keyring.json.
pub(crate) struct Fresh {
    dir: PathBuf,
    keyring: Keyring,
    key: VaultKey,
    database: Database,
}

impl Fresh {
    /// Makes the folder, with an empty database in it.
    ///
    /// # Errors
    /// Where the folder is there; of the disk.
    pub(crate) fn begin(dir: &Path, keyring: Keyring, key: VaultKey) -> Result<Self> {
        secure_file::create_dir(dir)?;
        // Not where the file system keeps no modes.
        secure_file::check_private(dir)?;
        secure_file::create_dir(&spool::folder(dir))?;
        let path = keyring.database(dir);
        let file = secure_file::create(&path)?;
        let disk = NamedFile::new(&path, file)?;
        let backend = SealedBackend::new(disk, cipher(&keyring, &key)?);
        let database = builder().create_with_backend(backend)?;
        let mut fresh = Self {
            dir: dir.to_owned(),
            keyring,
            key,
            database,
        };
        // So that every table is there to be read.
        fresh.write(|_| Ok::<(), StorageError>(()))?;
        Ok(fresh)
    }

    /// Changes it: all of `change`, or nothing.
    ///
    /// # Errors
    /// What `change` gives; of the disk.
    pub(crate) fn write<T, E: From<StorageError>>(
        &mut self,
        change: impl FnOnce(&mut Tables<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let txn = begin(&self.database)?;
        let mut tables = Tables::open(&txn)?;
        let done = change(&mut tables)?;
        drop(tables);
        txn.commit().map_err(StorageError::from)?;
        Ok(done)
    }

    /// What it holds now.
    ///
    /// # Errors
    /// Of the database.
    #[expect(
        clippy::disallowed_methods,
        reason = "nobody else can see this vault yet"
    )]
    pub(crate) fn read(&self) -> Result<ReadTables> {
        ReadTables::open(&self.database.begin_read()?)
    }

    /// Makes it a vault: the last transaction, and keyring.json.
    ///
    /// # Errors
    /// Of the disk.
    pub(crate) fn finish(mut self) -> Result<()> {
        let mut keyring = self.keyring.clone();
        let txn = begin(&self.database)?;
        let mut tables = Tables::open(&txn)?;
        let text = keyring.complete(&mut tables, &self.key)?;
        drop(tables);
        txn.commit()?;
        self.keyring = keyring;
        self.database.close()?;
        secure_file::sync_dir(&self.dir)?;
        secure_file::replace(&Keyring::path(&self.dir), &text)
    }
}
