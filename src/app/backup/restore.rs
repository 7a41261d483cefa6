//! A backup made into a vault again: built beside, checked whole, and only then given its name.
//! Passwords, the recovery key and API keys open it as before, since slots are recipients to which
//! the new vault's key can be sealed; or new ones are made. Sessions end.

mod builder;
mod intake;
mod message;

use std::fs::File;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

use super::contained::Contained;
use super::envelope::{self, Person};
use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::app::init::KdfCosts;
use crate::app::secret::Secret;
use crate::app::slots::check_password;
use crate::crypto::random;
use crate::storage::secure_file;
pub(super) use builder::build;

/// How to restore.
pub struct RestoreOptions<'a> {
    /// The backup: a file, or a snapshot with its packs beside it.
    pub file: PathBuf,
    /// What opens it.
    pub identity_files: Vec<PathBuf>,
    /// The vault to make: nothing may be there.
    pub into: PathBuf,
    /// A new password for an administrator: then nothing that opened the old vault opens this one.
    pub new_password: Option<(String, Secret)>,
    /// What an unlock by that password costs.
    pub costs: KdfCosts,
    /// From where this is done, for the audit log.
    pub source: String,
    /// How plugins reach the person.
    pub person: &'a Person,
}

/// What was restored.
pub struct Restored {
    /// What the backup held, all of it checked.
    pub contained: Contained,
    /// The recovery key, where new slots were made.
    pub recovery: Option<Secret>,
    /// API keys that have to be issued again.
    pub keys_to_reissue: Vec<String>,
}

/// Restores a backup into a new vault. `progress` gets bytes of content done and in all.
///
/// # Errors
/// Kind `Auth` where no identity opens it; `Damaged` for anything that is not as it was written;
/// where something is there already; of the disk. Nothing is left behind then.
pub fn restore(
    options: &RestoreOptions<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Restored> {
    if options.into.symlink_metadata().is_ok() {
        return Err(Error::new(
            Kind::Other,
            format!("{} is already there", options.into.display()),
        )
        .hint("a restore makes a new vault: name a folder that is not there with --into"));
    }
    if let Some((_, password)) = &options.new_password {
        check_password(password)?;
    }
    let identities = envelope::identities(&options.identity_files, options.person)?;
    let _guard = cancel::Guard::begin();
    let scratch = Scratch::beside(&options.into)?;
    let restored = build(
        options,
        &identities,
        &scratch.path,
        &mut |_| Ok(()),
        progress,
    )?;
    scratch.publish(&options.into)?;
    Ok(restored)
}

const PREFIX: &str = ".file-organizer-restore-";

/// A folder that is a vault once it gets its name; removed where that does not happen.
pub(super) struct Scratch {
    pub(super) path: PathBuf,
    /// Held as long as somebody builds in it.
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

/// Removes what killed processes left beside.
fn sweep(parent: &Path) {
    let Ok(entries) = std::fs::read_dir(parent) else {
        return;
    };
    for entry in entries.flatten() {
        let named = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let path = entry.path();
        if named && is_folder && File::open(&path).is_ok_and(|folder| folder.try_lock().is_ok()) {
            #[expect(clippy::disallowed_methods, reason = "a folder of our own making")]
            let _ = std::fs::remove_dir_all(&path);
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.done {
            #[expect(clippy::disallowed_methods, reason = "a folder of our own making")]
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}
