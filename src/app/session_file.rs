//! A session as it is kept between commands: a file for this user alone, in a folder for this user
//! alone, one for each vault. docs/FORMAT.md, "Session file".

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::domain::time::Time;
use crate::storage::keyring::Keyring;
use crate::storage::{StorageError, secure_file};

use super::clock;
use super::error::{Error, Kind, Result};
use super::secret::Secret;
use super::session::SessionInfo;

/// No such file is larger.
const LARGEST: usize = 4096;

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

/// The session that is kept for a vault, with its user; none where it has ended by this clock.
///
/// # Errors
/// Kind `Damaged` where others own the file or may read it; of the disk.
pub fn read(folder: &Path, vault: &Path) -> Result<Option<(String, Secret)>> {
    let path = path(folder, vault)?;
    let bytes = match secure_file::read(&path, LARGEST as u64) {
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

/// Keeps a session.
///
/// # Errors
/// Kind `Damaged` where the folder belongs to somebody else; of the disk.
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
    // It does not grow: what is moved to a larger place leaves a copy behind.
    let mut text = Zeroizing::new(Vec::with_capacity(2 * LARGEST));
    serde_json::to_writer(&mut *text, &kept).map_err(|e| Error::new(Kind::Other, e.to_string()))?;
    Ok(secure_file::replace_unsynced(&path(folder, vault)?, &text)?)
}

/// Notes that the kept session lives longer.
///
/// # Errors
/// As [`keep`].
pub fn prolong(folder: &Path, vault: &Path, session: &SessionInfo) -> Result<()> {
    match read(folder, vault)? {
        Some((user, secret)) if user == session.user => keep(folder, vault, session, &secret),
        _ => Ok(()),
    }
}

/// Forgets the session that is kept for a vault.
///
/// # Errors
/// Of the disk.
pub fn forget(folder: &Path, vault: &Path) -> Result<()> {
    Ok(secure_file::remove(&path(folder, vault)?)?)
}
