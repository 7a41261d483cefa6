//! The database engine on the sealed file: how it is configured, how it is opened, and whether it
//! may write. Nothing here waits for another process. docs/FORMAT.md, "The database file".

use std::ops::Bound;
use std::path::Path;

use redb::{
    BackendError, Builder, ConcurrencyMode, Database, DatabaseError, ReadOnlyDatabase,
    ReadTransaction, ReadableDatabase, StorageBackend, TransactionError, WriteTransaction,
};

use crate::crypto::keys::VaultKey;
use crate::crypto::page::PageCipher;
use crate::storage::backend::{NamedFile, SealedBackend};
use crate::storage::keyring::Keyring;
use crate::storage::{Result, StorageError, secure_file, threads};

/// redb's cache. One transaction's dirty pages are to stay under a third of it.
const CACHE: usize = 40 * 1024 * 1024;
/// The same where the address space is limited, at least: what does not fit is written early.
const LEAST_CACHE: usize = 4 * 1024 * 1024;
/// The byte that redb locks for the writer's place (`WRITER_BYTE` in its db.rs).
pub(in crate::storage) const WRITER_PLACE: Bound<u64> = Bound::Included(1 << 62);

/// What the vault is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Intent {
    /// Nothing will be written.
    Read,
    /// Something may be written.
    Write,
}

pub(super) enum Engine {
    Reading(ReadOnlyDatabase),
    Writing(Database),
    /// Let go of, until it is wanted again.
    Closed,
}

/// The cache that there is memory for: two databases are open at once, now and then.
fn cache() -> usize {
    let Some(room) = threads::room() else {
        return CACHE;
    };
    usize::try_from(room / 8)
        .unwrap_or(CACHE)
        .clamp(LEAST_CACHE, CACHE)
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
    let path = keyring.database(dir);
    let file = match secure_file::open(&path, intent == Intent::Write) {
        Err(StorageError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            return Err(StorageError::Damaged(format!(
                "keyring.json names {}, which is not there",
                path.display()
            )));
        }
        other => other?,
    };
    let length = file.metadata().map_err(StorageError::io(&path))?.len();
    if length == 0 {
        return Err(StorageError::Damaged("the database file is empty".into()));
    }
    Ok(SealedBackend::new(
        NamedFile::new(&path, file)?,
        cipher(keyring, key)?,
    ))
}

impl Engine {
    /// Opens the database that `keyring` names.
    ///
    /// # Errors
    /// [`StorageError::Busy`] where another process is writing, and this one has to.
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
        // The engine takes the writer's place to open, and would wait for it without end. Locks
        // belong to the open file, so that it takes over this one.
        if !backend
            .try_lock_range(WRITER_PLACE, WRITER_PLACE)
            .map_err(lock_failed)?
        {
            return Err(StorageError::Busy {
                holder: String::new(),
            });
        }
        Ok(Self::Writing(builder().create_with_backend(backend)?))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that begins a read"
    )]
    pub(super) fn begin_read(&self) -> Result<ReadTransaction> {
        Ok(match self {
            Self::Reading(database) => database.begin_read()?,
            Self::Writing(database) => database.begin_read()?,
            Self::Closed => return Err(StorageError::Engine("it is closed".into())),
        })
    }
}

fn lock_failed(error: BackendError) -> StorageError {
    if let BackendError::Io(error) = error {
        return error.into();
    }
    StorageError::Engine(format!("file locks: {error}"))
}

/// The writer's place; none where another process has it.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that begins a write"
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

/// Opens a database file that nobody else knows yet, to write.
pub(in crate::storage) fn open_private(
    dir: &Path,
    keyring: &Keyring,
    key: &VaultKey,
) -> Result<Database> {
    let backend = backend(dir, keyring, key, Intent::Write)?;
    Ok(builder().create_with_backend(backend)?)
}
