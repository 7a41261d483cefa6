//! Backups: create, verify, restore, test. They are encrypted to recipients whose secret is kept
//! elsewhere. docs/FORMAT.md, "Backups", describes the format.

mod archive_error;
mod create;
mod drill;
mod envelope;
mod folder;
mod hashing_reader;
mod plan;
mod recipients;
mod restore;
mod set;
mod summary;
mod verify;
mod visitor;
mod walk;

pub use crate::domain::keep::Keep;
pub use create::{CreateOptions, Target, check_destination, create};
pub use drill::{DrillOptions, Drilled, drill};
pub use envelope::{Ask, Person};
pub use folder::{Found, list};
pub use plan::Created;
pub(in crate::app) use recipients::all as all_recipients;
pub use recipients::{
    Recipient, add, check_identity, new_identity, recipients, remove, use_identity,
};
pub use restore::{Credentials, NewerBackup, RestoreOptions, Restored, restore};
pub use set::repair_hint;
pub use summary::BackupSummary;
pub use verify::verify;
#[cfg(feature = "internals")]
pub(crate) use verify::verify_archive;

use std::path::{Path, PathBuf};

use crate::app::error::Result;
use crate::app::secret::Secret;

/// The backup that a path means: a file, or the newest good backup of a folder.
///
/// # Errors
/// Kind `NotFound` for a folder without backups; I/O errors.
pub fn at(path: &Path) -> Result<PathBuf> {
    if path.is_dir() {
        return folder::newest(path).map(|found| found.path);
    }
    Ok(path.to_owned())
}

/// A new identity.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct IdentityInfo<'a> {
    /// The recipient to which backups are encrypted.
    pub recipient: &'a str,
    /// The file with the identity.
    #[serde(flatten, with = "crate::app::json::OptionalDestination")]
    pub destination: Option<&'a Path>,
    /// The secret that decrypts backups; only if it was not written to a file.
    #[serde(
        skip_serializing_if = "Option::is_none",
        with = "crate::app::json::OptionalSecretText"
    )]
    pub identity: Option<&'a Secret>,
}

/// Backups that were set up.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct SetUp<'a> {
    /// The recipient to which backups are encrypted.
    pub recipient: &'a str,
    /// The file with the identity that decrypts them.
    #[serde(flatten, with = "crate::app::json::IdentityFile")]
    pub identity: &'a Path,
    /// The first backup, which was verified.
    #[serde(flatten, with = "crate::app::json::Destination")]
    pub backup: &'a Path,
    /// The number of files in it.
    pub files: u64,
    /// The file with the API key that creates backups.
    #[serde(flatten, with = "crate::app::json::KeyFile")]
    pub key: &'a Path,
    /// The line for crontab.
    pub cron: &'a str,
}

/// Creates the folder that will contain a private file.
///
/// # Errors
/// I/O errors.
pub fn create_folder_of(file: &Path) -> Result<()> {
    let folder = crate::app::partial::folder_of(file);
    std::fs::create_dir_all(folder).map_err(|error| crate::app::error::Error::io(folder, &error))
}

/// A restored vault.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct RestoreInfo<'a> {
    /// The folder of the vault.
    #[serde(flatten, with = "crate::app::json::Vault")]
    pub vault: &'a Path,
    /// The recovery key, if there is a new one.
    #[serde(with = "crate::app::json::OptionalSecretText")]
    pub recovery_key: Option<&'a Secret>,
    /// Names of API keys that no longer work.
    pub keys_to_reissue: &'a [String],
    /// What opens the vault.
    pub credentials: &'a Credentials,
    /// When the last lockdown before the backup was completed.
    #[serde(rename = "lockdown_time")]
    pub lockdown: Option<crate::domain::time::Time>,
    /// The newest backup of the vault in the same folder, if it was made after this one.
    pub newer_backup: Option<&'a NewerBackup>,
    /// What was restored.
    #[serde(flatten)]
    pub contained: &'a BackupSummary,
}
