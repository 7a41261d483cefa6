//! The database engine on the sealed file: its configuration, how it is opened, and whether it may
//! write. Nothing here waits for another process. docs/FORMAT.md, "The database file".

use std::ops::Bound;
use std::path::Path;
use std::sync::Arc;

use redb::{
    BackendError, Builder, ConcurrencyMode, Database, DatabaseError, ReadOnlyDatabase,
    ReadTransaction, ReadableDatabase, StorageBackend, TransactionError, WriteTransaction,
};

use crate::crypto::keys::VaultKey;
use crate::crypto::page::PageCipher;
use crate::storage::backend::{NamedFile, SealedBackend, Unsaved};
use crate::storage::keyring::Keyring;
use crate::storage::{Result, StorageError, secure_file, threads};

/// redb's cache. The dirty pages of one transaction should stay under a third of it.
const CACHE: usize = 40 * 1024 * 1024;
/// The minimum if the address space is limited: pages that do not fit are written early.
const MIN_CACHE: usize = 4 * 1024 * 1024;
/// The byte that redb locks as the write lock (`WRITER_BYTE` in its db.rs).
pub(in crate::storage) const WRITE_LOCK: Bound<u64> = Bound::Included(1 << 62);

/// The mode in which the vault is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Intent {
    /// Nothing will be written.
    Read,
    /// Something may be written.
    Write,
}

pub(super) enum Engine {
    Reading(ReadOnlyDatabase),
    /// Shared by the handles of a process; see [`Engine::share`].
    Writing(Arc<Database>),
    /// Closed until it is needed again.
    Closed,
}

/// The cache size that memory permits: two databases may be open at once.
fn cache() -> usize {
    let Some(room) = threads::available_memory() else {
        return CACHE;
    };
    usize::try_from(room / 8)
        .unwrap_or(CACHE)
        .clamp(MIN_CACHE, CACHE)
}

pub(in crate::storage) fn builder() -> Builder {
    let mut builder = Builder::new();
    builder
        .set_cache_size(cache())
        .set_concurrency_mode(ConcurrencyMode::MultiWriter);
    builder
}

pub(in crate::storage) fn cipher(keyring: &Keyring, key: &VaultKey) -> Result<PageCipher> {
    Ok(PageCipher::new(&key.pages(), keyring.id()?, keyring.epoch))
}

/// The sealed backend of a keyring's database file.
pub(in crate::storage) fn backend(
    dir: &Path,
    keyring: &Keyring,
    key: &VaultKey,
    intent: Intent,
) -> Result<SealedBackend<NamedFile>> {
    let file = database_file(dir, keyring, intent)?;
    Ok(SealedBackend::new(file, cipher(keyring, key)?))
}

fn database_file(dir: &Path, keyring: &Keyring, intent: Intent) -> Result<NamedFile> {
    let path = keyring.database(dir);
    let file = match secure_file::open(&path, intent == Intent::Write) {
        Err(StorageError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            return Err(StorageError::Damaged(format!(
                "keyring.json names {}, which does not exist",
                path.display()
            )));
        }
        other => other?,
    };
    let length = file.metadata().map_err(StorageError::io(&path))?.len();
    if length == 0 {
        return Err(StorageError::Damaged("the database file is empty".into()));
    }
    Ok(NamedFile::new(&path, file)?)
}

/// Opens the engine for writing. It takes the write lock to open, and would wait for it
/// indefinitely. Locks belong to the open file, so it takes over this one.
fn open_to_write<B: StorageBackend>(backend: SealedBackend<B>) -> Result<Database> {
    if !backend
        .try_lock_range(WRITE_LOCK, WRITE_LOCK)
        .map_err(lock_failed)?
    {
        return Err(StorageError::Busy {
            holder: String::new(),
        });
    }
    Ok(builder().create_with_backend(backend)?)
}

/// redb's check of a database file that cannot be written to: its writes stay in memory.
///
/// # Errors
/// [`StorageError::Busy`] at once, if another process is writing.
pub(super) fn check_unwritable(dir: &Path, keyring: &Keyring, key: &VaultKey) -> Result<bool> {
    let file = Unsaved::new(database_file(dir, keyring, Intent::Read)?)?;
    let backend = SealedBackend::new(file, cipher(keyring, key)?);
    Ok(open_to_write(backend)?.check_integrity()?)
}

impl Engine {
    /// Opens the database named by `keyring`.
    ///
    /// # Errors
    /// [`StorageError::Busy`] if another process is writing, and this one has to.
    pub(super) fn open(
        dir: &Path,
        keyring: &Keyring,
        key: &VaultKey,
        intent: Intent,
    ) -> Result<Self> {
        if intent == Intent::Read {
            let backend = backend(dir, keyring, key, Intent::Read)?;
            match builder().open_read_only_with_backend(backend) {
                // A writer was killed: the repair needs to write.
                Err(DatabaseError::RepairAborted) => {}
                other => return Ok(Self::Reading(other?)),
            }
        }
        let backend = backend(dir, keyring, key, Intent::Write)?;
        Ok(Self::Writing(Arc::new(open_to_write(backend)?)))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the only place that begins a read"
    )]
    pub(super) fn begin_read(&self) -> Result<ReadTransaction> {
        Ok(match self {
            Self::Reading(database) => database.begin_read()?,
            Self::Writing(database) => database.begin_read()?,
            Self::Closed => return Err(StorageError::Engine("the database is closed".into())),
        })
    }
}

impl Engine {
    /// Another handle of the same database, if it is open for writing.
    pub(super) fn share(&self) -> Option<Self> {
        match self {
            Self::Writing(database) => Some(Self::Writing(Arc::clone(database))),
            Self::Reading(_) | Self::Closed => None,
        }
    }
}

/// The database, for work that needs it alone.
///
/// # Errors
/// [`StorageError::InUse`] if there are other handles in this process.
pub(super) fn alone(database: &mut Arc<Database>) -> Result<&mut Database> {
    Arc::get_mut(database).ok_or(StorageError::InUse)
}

fn lock_failed(error: BackendError) -> StorageError {
    if let BackendError::Io(error) = error {
        return error.into();
    }
    StorageError::Engine(format!("file locks: {error}"))
}

/// Tries the write lock; `None` if another process holds it.
#[expect(
    clippy::disallowed_methods,
    reason = "the only place that begins a write"
)]
pub(super) fn try_begin(database: &Database) -> Result<Option<WriteTransaction>> {
    match database.try_begin_write() {
        Err(TransactionError::WouldBlock) => Ok(None),
        other => Ok(Some(other?)),
    }
}

#[expect(clippy::disallowed_methods, reason = "the first write of a new file")]
pub(in crate::storage) fn begin(database: &Database) -> Result<WriteTransaction> {
    Ok(database.begin_write()?)
}

/// Opens a database file that no other process knows, for writing.
pub(in crate::storage) fn open_private(
    dir: &Path,
    keyring: &Keyring,
    key: &VaultKey,
) -> Result<Database> {
    let backend = backend(dir, keyring, key, Intent::Write)?;
    Ok(builder().create_with_backend(backend)?)
}
