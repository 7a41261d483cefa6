//! Builds a vault from a backup, in a folder that no other process uses. It becomes a vault with
//! its keyring.json, at the very end.

use std::path::{Path, PathBuf};

use redb::{Database, ReadableDatabase};

use super::backend::{NamedFile, SealedBackend};
use super::database::{begin, builder, cipher};
use super::keyring::Keyring;
use super::tables::{ReadTables, Tables};
use super::{Result, StorageError, secure_file, spool};
use crate::crypto::keys::VaultKey;

/// A vault without its keyring.json.
pub(crate) struct VaultBuilder {
    dir: PathBuf,
    keyring: Keyring,
    key: VaultKey,
    database: Database,
}

impl VaultBuilder {
    /// Creates the folder, with an empty database.
    pub(crate) fn begin(dir: &Path, keyring: Keyring, key: VaultKey) -> Result<Self> {
        secure_file::create_dir(dir)?;
        // Fails on file systems without modes.
        secure_file::check_created_private(dir)?;
        let meta = std::fs::metadata(dir).map_err(StorageError::io(dir))?;
        secure_file::check_created_owner(dir, &meta)?;
        secure_file::create_dir(&spool::folder(dir))?;
        let path = keyring.database(dir);
        let file = secure_file::create(&path)?;
        let disk = NamedFile::new(&path, file)?;
        let backend = SealedBackend::new(disk, cipher(&keyring, &key)?);
        let database = builder().create_with_backend(backend)?;
        let mut vault = Self {
            dir: dir.to_owned(),
            keyring,
            key,
            database,
        };
        // Creates every table.
        vault.write(|_| Ok::<(), StorageError>(()))?;
        Ok(vault)
    }

    /// Commits all of `change`, or nothing.
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

    /// The current state.
    #[expect(
        clippy::disallowed_methods,
        reason = "no other process uses this vault yet"
    )]
    pub(crate) fn read(&self) -> Result<ReadTables> {
        ReadTables::open(&self.database.begin_read()?)
    }

    /// Completes the vault: the last transaction, and keyring.json.
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
