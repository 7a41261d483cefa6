//! Errors, with the kinds that scripts rely on: each has an exit code. Formatting is done by cli.

use crate::crypto::CryptoError;
use crate::domain::name::NameError;
use crate::domain::policy::PolicyError;
use crate::storage::StorageError;

/// The kind of an error: stable, with an exit code of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything else.
    Other,
    /// The state of the vault does not allow it: a name is taken, or the policy refuses a file.
    Conflict,
    /// Invalid request.
    Usage,
    /// Finished, but some items were rejected or failed.
    Partial,
    /// The named object does not exist.
    NotFound,
    /// The principal lacks a permission, or the file must be kept.
    Denied,
    /// A check has findings.
    Findings,
    /// There is no vault.
    NoVault,
    /// Timed out waiting for another process.
    Busy,
    /// Unlock failed.
    Auth,
    /// Damaged, tampered with, or rolled back.
    Damaged,
}

impl Kind {
    /// The process's exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Other | Self::Conflict => 1,
            Self::Usage => 2,
            Self::Partial => 3,
            Self::NotFound => 4,
            Self::Denied => 5,
            Self::Findings => 6,
            Self::NoVault => 10,
            Self::Busy => 11,
            Self::Auth => 12,
            Self::Damaged => 13,
        }
    }

    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Other => "error",
            Self::Conflict => "conflict",
            Self::Usage => "usage",
            Self::Partial => "partial",
            Self::NotFound => "not_found",
            Self::Denied => "denied",
            Self::Findings => "findings",
            Self::NoVault => "no_vault",
            Self::Busy => "busy",
            Self::Auth => "auth",
            Self::Damaged => "damaged",
        }
    }
}

/// What failed, on what object, and the next step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// Determines the exit code.
    pub kind: Kind,
    /// One line: lower case, no full stop, the object quoted.
    pub message: String,
    /// The next step.
    pub hint: Option<String>,
}

/// The next step if memory is low.
pub(super) const MORE_MEMORY: &str = "make more memory available, or raise the limits: ulimit -a";

impl Error {
    /// An error without a hint.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hint: None,
        }
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds a hint, if there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<impl Into<String>>) -> Self {
        self.hint = hint.map(Into::into);
        self
    }

    /// The database engine met inconsistent pages, although each is authentic.
    #[must_use]
    pub fn inconsistent() -> Self {
        StorageError::Damaged("its pages are inconsistent".into()).into()
    }

    /// A bug in this program: it stops rather than do the wrong thing.
    #[must_use]
    pub fn internal(what: &str) -> Self {
        Self::new(Kind::Other, format!("internal error: {what}"))
            .hint("this is a bug: please report it with the command you ran")
    }

    /// An operating system error about a file.
    #[must_use]
    pub fn io(path: &std::path::Path, source: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let name = path.display();
        let is_missing = matches!(
            source.kind(),
            ErrorKind::NotFound | ErrorKind::NotADirectory
        );
        let kind = if is_missing {
            Kind::NotFound
        } else {
            Kind::Other
        };
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the enum is non-exhaustive; other kinds have no hint"
        )]
        let hint = match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "the disk is full: free some space and try again"
            }
            ErrorKind::PermissionDenied => "check the permissions of this path",
            ErrorKind::ReadOnlyFilesystem => {
                "the disk is mounted read-only; to read a vault on it, copy the vault folder to a \
                 writable disk and use --vault"
            }
            ErrorKind::NotFound => "check the path",
            ErrorKind::NotADirectory => "the path, or its parent, is a file: specify a folder",
            _ if is_out_of_files(source) => "allow the program more open files: ulimit -n",
            _ => return Self::new(kind, format!("{name}: {source}")),
        };
        Self::new(kind, format!("{name}: {source}")).hint(hint)
    }
}

/// Whether the process or the system has run out of file descriptors.
#[must_use]
pub fn is_out_of_files(error: &std::io::Error) -> bool {
    use rustix::io::Errno;
    let number = error.raw_os_error();
    [Errno::MFILE, Errno::NFILE]
        .into_iter()
        .any(|errno| number == Some(errno.raw_os_error()))
}

/// The result of this module's functions.
pub type Result<T> = std::result::Result<T, Error>;

impl From<StorageError> for Error {
    fn from(error: StorageError) -> Self {
        let message = error.to_string();
        match error {
            StorageError::Io { path, source } => Self::io(&path, &source),
            StorageError::Damaged(_) => Self::new(Kind::Damaged, message).hint(
                "see the extent with: file-organizer verify; restore from a backup if \
                 necessary",
            ),
            StorageError::NoVault(_) => Self::new(Kind::NoVault, message)
                .hint("create one with: file-organizer init, or choose another with --vault"),
            StorageError::KeyringMissing { .. } => Self::new(Kind::Damaged, message).hint(
                "put keyring.json back from a copy of the folder, or restore a backup into \
                 another folder: the database cannot be opened without it. If an interrupted init \
                 has left this folder, remove it",
            ),
            StorageError::Exists(_) => {
                Self::new(Kind::Other, message).hint("choose another folder with --vault")
            }
            StorageError::Busy { .. } | StorageError::InUse => {
                Self::new(Kind::Busy, message).hint("wait for it, or wait longer with --wait 5m")
            }
            StorageError::NewerFormat(_) => {
                Self::new(Kind::Damaged, message).hint("use a newer file-organizer")
            }
            StorageError::Exposed { .. } => Self::new(Kind::Damaged, message)
                .hint("make it private to your user: chown, chmod go-rwx"),
            StorageError::NoPermissions(_) => Self::new(Kind::Other, message).hint(
                "choose another disk: a file system without permissions (exfat, ntfs, some network \
                 shares) cannot hold a vault, only its backups",
            ),
            StorageError::EpochMoved => Self::new(Kind::Busy, message).hint("try again"),
            StorageError::Crypto(error) => error.into(),
            StorageError::Failed => {
                Self::new(Kind::Other, message).hint("check the disk, and run the command again")
            }
            StorageError::NoThread(_) => Self::new(Kind::Other, message).hint(MORE_MEMORY),
            StorageError::Engine(_) => Self::new(Kind::Other, message),
        }
    }
}

impl From<CryptoError> for Error {
    fn from(error: CryptoError) -> Self {
        match error {
            CryptoError::Authentication => unlock_failed(),
            CryptoError::Parameter(_) => Self::new(Kind::Damaged, error.to_string()),
            CryptoError::Memory(_) => Self::new(Kind::Other, error.to_string()).hint(MORE_MEMORY),
            CryptoError::Malformed(_)
            | CryptoError::Input(_)
            | CryptoError::Envelope(_)
            | CryptoError::Random => Self::new(Kind::Other, error.to_string()),
        }
    }
}

impl From<NameError> for Error {
    fn from(error: NameError) -> Self {
        Self::new(Kind::Usage, error.to_string()).hint(error.rule())
    }
}

/// The same message for a wrong password, an unknown user, and a removed or damaged slot.
#[must_use]
pub fn unlock_failed() -> Error {
    Error::new(Kind::Auth, "unlock failed: wrong user name or password").hint(
        "check the user name and the password; the recovery key can be used instead of a \
         password",
    )
}

impl From<PolicyError> for Error {
    fn from(error: PolicyError) -> Self {
        Self::new(Kind::Usage, error.to_string()).maybe_hint(error.hint())
    }
}
