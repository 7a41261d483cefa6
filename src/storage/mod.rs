//! Storage: the encrypted database file, its tables and records, contents, the keyring file, the
//! spool. Independent of commands and permissions. docs/FORMAT.md describes the formats.

use std::io;
use std::path::{Path, PathBuf};

pub(crate) mod anchor;
pub(crate) mod archive;
pub(crate) mod audit;
pub(crate) mod backend;
pub(crate) mod backup;
pub(crate) mod chunker;
pub(crate) mod compress;
pub(crate) mod consents;
pub(crate) mod content;
pub(crate) mod counts;
pub(crate) mod database;
pub(crate) mod drop_boxes;
pub(crate) mod drops;
pub(crate) mod emergency_space;
pub(crate) mod erasure;
pub(crate) mod expiry;
pub(crate) mod files;
pub(crate) mod folders;
pub(crate) mod holds;
pub(crate) mod journal;
mod key_range;
pub(crate) mod keyring;
pub(crate) mod lockdown;
pub(crate) mod meta;
pub(crate) mod mirror;
pub(crate) mod monitor;
pub(crate) mod pending;
pub(crate) mod policy;
pub(crate) mod receipts;
pub(crate) mod recipients;
pub(crate) mod record;
pub(crate) mod rekey;
pub(crate) mod retention;
pub(crate) mod searches;
pub(crate) mod secure_file;
pub(crate) mod security;
pub(crate) mod size;
pub(crate) mod spool;
pub(crate) mod tables;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod threads;
pub(crate) mod traits;
pub(crate) mod users;
pub(crate) mod vault_builder;
pub(crate) mod verify;
pub(crate) mod writer_note;

/// An error of storage.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StorageError {
    /// An I/O error.
    #[error("{}: {source}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// The stored data is not what this program wrote.
    #[error("the vault is damaged or was tampered with: {0}")]
    Damaged(String),
    /// There is no vault in this folder.
    #[error("there is no vault at {}", .0.display())]
    NoVault(PathBuf),
    /// There is a vault in this folder, but its keyring.json is missing.
    #[error("{} holds a vault ({found}), but its keyring.json is missing", dir.display())]
    KeyringMissing {
        /// The folder.
        dir: PathBuf,
        /// The files of a vault found there.
        found: String,
    },
    /// The file system does not keep files private.
    #[error("files in {} cannot be kept private from other users", .0.parent().unwrap_or(.0).display())]
    NoPermissions(PathBuf),
    /// The target of a new vault is not empty.
    #[error("{} already exists", .0.display())]
    Exists(PathBuf),
    /// Another process held the write lock for longer than the wait.
    #[error("another process is writing to the vault{holder}")]
    Busy {
        /// `, pid 123 (add) since ...`, if known.
        holder: String,
    },
    /// Written by a newer version of this program.
    #[error("the vault has format version {0}, which is newer than this program supports")]
    NewerFormat(u32),
    /// The file belongs to, or is writable by, another user.
    #[error("{}: {reason}", path.display())]
    Exposed {
        /// The file or folder.
        path: PathBuf,
        /// The problem.
        reason: &'static str,
    },
    /// The vault key changed meanwhile: open the vault again with the credential.
    #[error("the vault was re-encrypted by another process")]
    EpochMoved,
    /// The operation is impossible because of open transactions.
    #[error("another process is using the vault")]
    InUse,
    /// After an earlier error, the engine refuses everything until the database is opened again.
    #[error("an earlier read or write of the database failed")]
    Failed,
    /// The system refuses to start a thread.
    #[error("no thread could be started: {0}")]
    NoThread(io::Error),
    /// A cryptographic error other than damage.
    #[error(transparent)]
    Crypto(#[from] crate::crypto::CryptoError),
    /// An error of the database engine.
    #[error("database: {0}")]
    Engine(String),
}

impl StorageError {
    /// Converts an I/O error about this path.
    pub(crate) fn io(path: &Path) -> impl Fn(io::Error) -> Self + '_ {
        move |source| Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}

/// Wrapped in an I/O error by the backend when a block does not open, so that it can be
/// distinguished from I/O errors after it has passed through redb.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Damage(pub(crate) String);

impl From<io::Error> for StorageError {
    fn from(error: io::Error) -> Self {
        if let Some(damage) = error.get_ref().and_then(|e| e.downcast_ref::<Damage>()) {
            return Self::Damaged(damage.0.clone());
        }
        let (path, error) = match error.downcast::<backend::OnFile>() {
            Ok(backend::OnFile { path, source }) => (path, source),
            Err(error) => (PathBuf::from("database"), error),
        };
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the enum is non-exhaustive; other values are treated alike"
        )]
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Damaged("the database file is truncated".into()),
            // A lock that is held only briefly was not released in time.
            io::ErrorKind::TimedOut => Self::InUse,
            io::ErrorKind::InvalidData => Self::Damaged(error.to_string()),
            _ => Self::Io {
                path,
                source: error,
            },
        }
    }
}

impl From<redb::StorageError> for StorageError {
    fn from(error: redb::StorageError) -> Self {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the enum is non-exhaustive; other values are treated alike"
        )]
        match error {
            redb::StorageError::Io(error) => error.into(),
            redb::StorageError::Corrupted(what) => Self::Damaged(what),
            redb::StorageError::PreviousIo => Self::Failed,
            other => Self::Engine(other.to_string()),
        }
    }
}

macro_rules! engine_errors {
    ($($kind:ident),*) => {$(
        impl From<redb::$kind> for StorageError {
            fn from(error: redb::$kind) -> Self {
                match error {
                    redb::$kind::Storage(error) => error.into(),
                    other => Self::Engine(other.to_string()),
                }
            }
        }
    )*};
}
engine_errors!(CommitError, TransactionError);

impl From<redb::TableError> for StorageError {
    fn from(error: redb::TableError) -> Self {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the enum is non-exhaustive; other values are treated alike"
        )]
        match error {
            redb::TableError::Storage(error) => error.into(),
            // Every vault has every table, with these types.
            other => Self::Damaged(other.to_string()),
        }
    }
}

impl From<redb::DatabaseError> for StorageError {
    fn from(error: redb::DatabaseError) -> Self {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the enum is non-exhaustive; other values are treated alike"
        )]
        match error {
            redb::DatabaseError::Storage(error) => error.into(),
            redb::DatabaseError::DatabaseAlreadyOpen
            | redb::DatabaseError::TransactionInProgress => Self::InUse,
            // Every vault has this format version.
            redb::DatabaseError::UpgradeRequired(_) => Self::Damaged(error.to_string()),
            other => Self::Engine(other.to_string()),
        }
    }
}

impl From<redb::CompactionError> for StorageError {
    fn from(error: redb::CompactionError) -> Self {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the enum is non-exhaustive; other values are treated alike"
        )]
        match error {
            redb::CompactionError::Storage(error) => error.into(),
            redb::CompactionError::TransactionInProgress => Self::InUse,
            other => Self::Engine(other.to_string()),
        }
    }
}

/// The result of this module's functions.
pub(crate) type Result<T> = std::result::Result<T, StorageError>;
