//! Restores a backup into a new vault: built next to the target, verified, then renamed. Passwords,
//! the recovery key and API keys stay valid, since slots are recipients to which the new vault's
//! key can be sealed; or new slots are made. Sessions end.

mod builder;
mod credentials;
mod intake;
mod message;

use std::fs::File;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

use super::envelope::{self, Person};
use super::summary::BackupSummary;
use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::slots::KdfCosts;
use crate::app::gate::slots::check_password;
use crate::app::secret::Secret;
use crate::crypto::random;
use crate::domain::time::Time;
use crate::storage::secure_file;
pub(super) use builder::build;
pub use credentials::{Credentials, NewerBackup};

/// Options of a restore.
pub struct RestoreOptions<'a> {
    /// The backup: a file, or a snapshot with its packs.
    pub file: PathBuf,
    /// The identities that open it.
    pub identity_files: Vec<PathBuf>,
    /// The vault to create; must not exist.
    pub into: PathBuf,
    /// A new password for an administrator: then no old credential opens the new vault.
    pub new_password: Option<(String, Secret)>,
    /// The cost of an unlock with that password.
    pub costs: KdfCosts,
    /// The client's address, for the audit log.
    pub source: String,
    /// How plugins interact with the person.
    pub person: &'a Person,
}

/// The result of a restore.
pub struct Restored {
    /// The contents of the backup, all verified.
    pub contained: BackupSummary,
    /// The recovery key, if new slots were made.
    pub recovery: Option<Secret>,
    /// API keys that must be issued again.
    pub keys_to_reissue: Vec<String>,
    /// What opens the new vault.
    pub credentials: Credentials,
    /// The last lockdown before the backup, if it was recorded.
    pub lockdown: Option<Time>,
    /// The newest backup in the folder of this one that was made after it.
    pub newer: Option<NewerBackup>,
}

/// Restores a backup into a new vault. `progress` gets bytes of content done and in total.
///
/// # Errors
/// Kind `Auth` if no identity opens it; `Damaged` if anything differs from what was written; if the
/// target exists; I/O errors. Nothing is left behind then.
pub fn restore(
    options: &RestoreOptions<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Restored> {
    if options.into.symlink_metadata().is_ok() {
        return Err(Error::new(
            Kind::Other,
            format!("{} already exists", options.into.display()),
        )
        .hint("a restore creates a new vault: choose a new folder with --into"));
    }
    if let Some((_, password)) = &options.new_password {
        check_password(password)?;
    }
    let identities = envelope::identities(&options.identity_files, options.person)?;
    let _guard = cancel::Guard::begin();
    let scratch = Scratch::beside(&options.into)?;
    let mut restored = build(
        options,
        &identities,
        &scratch.path,
        &mut |_| Ok(()),
        progress,
    )?;
    scratch.publish(&options.into)?;
    restored.newer = credentials::newer(&options.file, &identities, &restored.contained);
    Ok(restored)
}

const PREFIX: &str = ".file-organizer-restore-";

/// A folder that becomes the vault by a rename; removed otherwise.
pub(super) struct Scratch {
    pub(super) path: PathBuf,
    /// Held while the vault is built.
    _lock: File,
    done: bool,
}

impl Scratch {
    pub(super) fn beside(target: &Path) -> Result<Self> {
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        if !parent.is_dir() {
            secure_file::create_dir(parent)?;
        }
        sweep(parent);
        let random = HEXLOWER.encode(&random::array::<8>()?);
        let path = parent.join(format!("{PREFIX}{random}"));
        secure_file::create_dir(&path)?;
        let lock = File::open(&path).map_err(|error| Error::io(&path, &error))?;
        lock.try_lock()
            .map_err(|error| Error::new(Kind::Other, format!("{}: {error}", path.display())))?;
        Ok(Self {
            path,
            _lock: lock,
            done: false,
        })
    }

    fn publish(mut self, target: &Path) -> Result<()> {
        secure_file::rename_new(rustix::fs::CWD, &self.path, rustix::fs::CWD, target)
            .map_err(|error| Error::io(target, &error.into()))?;
        self.done = true;
        let parent = self.path.parent().unwrap_or_else(|| Path::new("."));
        Ok(secure_file::sync_dir(parent)?)
    }
}

/// Removes leftovers of killed processes.
fn sweep(parent: &Path) {
    let Ok(entries) = std::fs::read_dir(parent) else {
        return;
    };
    for entry in entries.flatten() {
        let named = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let path = entry.path();
        if named && is_folder && File::open(&path).is_ok_and(|folder| folder.try_lock().is_ok()) {
            #[expect(
                clippy::disallowed_methods,
                reason = "a folder created by this process"
            )]
            let _ = std::fs::remove_dir_all(&path);
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.done {
            #[expect(
                clippy::disallowed_methods,
                reason = "a folder created by this process"
            )]
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}
