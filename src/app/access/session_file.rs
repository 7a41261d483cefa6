//! The session stored between commands: one private file per vault, in a private folder.
//! docs/FORMAT.md, "Session file".

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::domain::time::Time;
use crate::storage::keyring::Keyring;
use crate::storage::{StorageError, secure_file};

use crate::app::access::session::SessionInfo;
use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::secret::Secret;

/// Maximum size of the file.
const MAX_FILE_LEN: usize = 4096;

#[derive(Serialize, Deserialize)]
struct Kept {
    user: String,
    /// Nanoseconds since 1970.
    expires: i64,
    session: Zeroizing<String>,
}

fn path(folder: &Path, vault: &Path) -> Result<PathBuf> {
    let id = Keyring::load(vault)?.vault_id;
    Ok(folder.join(format!("{id}.session")))
}

/// The stored session of a vault, with its user; `None` if it has expired by the current clock.
///
/// # Errors
/// Kind `Damaged` if others own or may read the file; I/O errors.
pub fn read(folder: &Path, vault: &Path) -> Result<Option<(String, Secret)>> {
    let path = path(folder, vault)?;
    let bytes = match secure_file::read(&path, MAX_FILE_LEN as u64) {
        Err(StorageError::Io { source, .. })
            if source.kind() == std::io::ErrorKind::NotFound
                || source.kind() == std::io::ErrorKind::NotADirectory =>
        {
            return Ok(None);
        }
        other => Zeroizing::new(other?),
    };
    secure_file::check_private(&path)?;
    let Ok(kept) = serde_json::from_slice::<Kept>(&bytes) else {
        secure_file::remove(&path)?;
        return Ok(None);
    };
    let secret = Secret::from(kept.session.as_str());
    if Time::from_unix_nanos(kept.expires) <= clock::now() {
        secure_file::remove(&path)?;
        return Ok(None);
    }
    Ok(Some((kept.user, secret)))
}

/// Stores a session.
///
/// # Errors
/// Kind `Damaged` if the folder belongs to another user; I/O errors.
pub fn keep(folder: &Path, vault: &Path, session: &SessionInfo, secret: &Secret) -> Result<()> {
    if !folder.exists() {
        secure_file::create_dir(folder)?;
    }
    let meta = std::fs::metadata(folder).map_err(|e| Error::io(folder, &e))?;
    secure_file::check_owner(folder, &meta)?;
    let kept = Kept {
        user: session.user.clone(),
        expires: session.expires.nanos(),
        session: Zeroizing::new(secret.expose().to_owned()),
    };
    // With enough capacity: growing would leave a copy behind.
    let mut text = Zeroizing::new(Vec::with_capacity(2 * MAX_FILE_LEN));
    serde_json::to_writer(&mut *text, &kept).map_err(|e| Error::new(Kind::Other, e.to_string()))?;
    Ok(secure_file::replace_unsynced(&path(folder, vault)?, &text)?)
}

/// Updates the expiry of the stored session.
///
/// # Errors
/// As [`keep`].
pub fn prolong(folder: &Path, vault: &Path, session: &SessionInfo) -> Result<()> {
    match read(folder, vault)? {
        Some((user, secret)) if user == session.user => keep(folder, vault, session, &secret),
        _ => Ok(()),
    }
}

/// Removes the stored session of a vault.
///
/// # Errors
/// Kind `Other` for I/O errors.
pub fn forget(folder: &Path, vault: &Path) -> Result<()> {
    Ok(secure_file::remove(&path(folder, vault)?)?)
}
