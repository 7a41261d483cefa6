//! Bytes on disk: the encrypted database file, its tables and records, content pieces, the keyring
//! file, the spool. Knows no command and no permission. docs/FORMAT.md describes what it writes.

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
pub(crate) mod database;
pub(crate) mod drop_boxes;
pub(crate) mod drops;
pub(crate) mod erasure;
pub(crate) mod expiry;
pub(crate) mod files;
pub(crate) mod folders;
pub(crate) mod fresh;
pub(crate) mod journal;
pub(crate) mod keyring;
pub(crate) mod meta;
pub(crate) mod mirror;
pub(crate) mod pending;
pub(crate) mod receipts;
pub(crate) mod recipients;
pub(crate) mod record;
pub(crate) mod rekey;
pub(crate) mod reserve;
pub(crate) mod retention;
pub(crate) mod secure_file;
pub(crate) mod security;
pub(crate) mod size;
pub(crate) mod spool;
pub(crate) mod strays;
pub(crate) mod tables;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod threads;
pub(crate) mod traits;
pub(crate) mod users;
pub(crate) mod verify;
pub(crate) mod writer_note;

/// Why the disk did not give or take what was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StorageError {
    /// The operating system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// What was being touched.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What is on disk is not what this program wrote.
    #[error("the vault is damaged or was tampered with: {0}")]
    Damaged(String),
    /// There is no vault in this folder.
    #[error("there is no vault at {}", .0.display())]
    NoVault(PathBuf),
    /// There is a vault in this folder, but not its keyring.json.
    #[error("{} holds a vault ({found}), but its keyring.json is missing", dir.display())]
    KeyringMissing {
        /// The folder.
        dir: PathBuf,
        /// What is there of a vault.
        found: String,
    },
    /// There is something where a vault should be made.
    #[error("{} is already there", .0.display())]
    Exists(PathBuf),
    /// Another process is writing, and went on for longer than the wait.
    #[error("another process is writing to the vault{holder}")]
    Busy {
        /// `, pid 123 (add) since ...` where it is known.
        holder: String,
    },
    /// Written by a newer version of this program.
    #[error("the vault has format version {0}, newer than this program knows")]
    NewerFormat(u32),
    /// Somebody else owns the file, or may write to it.
    #[error("{}: {reason}", path.display())]
    Exposed {
        /// Which file or folder.
        path: PathBuf,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The vault key changed meanwhile: open again with the credential.
    #[error("the vault was re-encrypted by another process")]
    EpochMoved,
    /// The database was refused an operation because of open transactions.
    #[error("another process is using the vault, and does not make way")]
    InUse,
    /// Something failed before, and the engine gives up until the database is opened again.
    #[error("an earlier read or write of the database failed")]
    Failed,
    /// The system starts no thread more.
    #[error("no thread could be started: {0}")]
    NoThread(io::Error),
    /// Cryptography failed for a reason that is not damage.
    #[error(transparent)]
    Crypto(#[from] crate::crypto::CryptoError),
    /// The database engine failed.
    #[error("database: {0}")]
    Engine(String),
}

impl StorageError {
    /// An I/O error, with the path that it is about.
    pub(crate) fn io(path: &Path) -> impl Fn(io::Error) -> Self + '_ {
        move |source| Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}

/// What the backend wraps into an I/O error when a block does not open, so that it can be told
/// from the disk's own errors after it has passed through redb.
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
            reason = "the enum may grow, and the rest is treated alike"
        )]
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Damaged("the database file is cut short".into()),
            // A lock that is held for moments was not given up in time.
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
            reason = "the enum may grow, and the rest is treated alike"
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
            reason = "the enum may grow, and the rest is treated alike"
        )]
        match error {
            redb::TableError::Storage(error) => error.into(),
            // Every vault has every table, of the types that they have here.
            other => Self::Damaged(other.to_string()),
        }
    }
}

impl From<redb::DatabaseError> for StorageError {
    fn from(error: redb::DatabaseError) -> Self {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the enum may grow, and the rest is treated alike"
        )]
        match error {
            redb::DatabaseError::Storage(error) => error.into(),
            redb::DatabaseError::DatabaseAlreadyOpen
            | redb::DatabaseError::TransactionInProgress => Self::InUse,
            // Every vault is of the version that is written here.
            redb::DatabaseError::UpgradeRequired(_) => Self::Damaged(error.to_string()),
            other => Self::Engine(other.to_string()),
        }
    }
}

impl From<redb::CompactionError> for StorageError {
    fn from(error: redb::CompactionError) -> Self {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the enum may grow, and the rest is treated alike"
        )]
        match error {
            redb::CompactionError::Storage(error) => error.into(),
            redb::CompactionError::TransactionInProgress => Self::InUse,
            other => Self::Engine(other.to_string()),
        }
    }
}

/// Shorthand of this room.
pub(crate) type Result<T> = std::result::Result<T, StorageError>;
