//! Database files of other epochs. Leftovers of an interrupted rekey are removed. The old file of
//! `compact --wipe` is overwritten first: it is scheduled in `meta` in the same commit as the new
//! key, so that it is completed even if the process is killed. docs/FORMAT.md, "Rekey".

use std::ops::Bound;
use std::path::{Path, PathBuf};

use redb::StorageBackend;

use super::engine::WRITE_LOCK;
use crate::storage::backend::NamedFile;
use crate::storage::keyring::{Keyring, database_epoch, database_path};
use crate::storage::tables::{Tables, View};
use crate::storage::{Result, StorageError, meta, secure_file};

/// Schedules the file of an epoch to be overwritten, in addition to others.
pub(in crate::storage) fn schedule_wipe(tables: &mut Tables<'_>, epoch: u64) -> Result<()> {
    let mut epochs = scheduled(tables)?;
    epochs.push(epoch);
    set(tables, &epochs)
}

/// The epochs whose files are to be overwritten.
fn scheduled(view: &impl View) -> Result<Vec<u64>> {
    let bytes = meta::get(view, meta::key::WIPING)?.unwrap_or_default();
    let (epochs, _) = bytes.as_chunks();
    Ok(epochs.iter().copied().map(u64::from_le_bytes).collect())
}

fn set(tables: &mut Tables<'_>, epochs: &[u64]) -> Result<()> {
    if epochs.is_empty() {
        return meta::remove(tables, meta::key::WIPING);
    }
    let bytes: Vec<u8> = epochs
        .iter()
        .flat_map(|epoch| epoch.to_le_bytes())
        .collect();
    meta::set(tables, meta::key::WIPING, &bytes)
}

/// The files to be overwritten that exist.
pub(crate) fn pending_wipes(dir: &Path, view: &impl View) -> Result<Vec<PathBuf>> {
    let files = scheduled(view)?.into_iter();
    let files = files.map(|epoch| database_path(dir, epoch));
    Ok(files.filter(|path| is_there(path)).collect())
}

/// Whether a path exists; also if that cannot be determined.
fn is_there(path: &Path) -> bool {
    std::fs::symlink_metadata(path)
        .err()
        .is_none_or(|error| error.kind() != std::io::ErrorKind::NotFound)
}

/// Removes database files of other epochs, but returns those to be overwritten, which may take
/// long: the caller holds the write lock, and [`wipe`] does not need it.
///
/// # Errors
/// [`StorageError::Io`]; database errors.
pub(super) fn remove(dir: &Path, tables: &mut Tables<'_>, current: u64) -> Result<Vec<PathBuf>> {
    let mut there = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(StorageError::io(dir))? {
        let entry = entry.map_err(StorageError::io(dir))?;
        let epoch = entry.file_name().to_str().and_then(database_epoch);
        there.extend(epoch.filter(|epoch| *epoch != current));
    }
    let scheduled = scheduled(tables)?;
    let (left, stray): (Vec<u64>, Vec<u64>) = there
        .into_iter()
        .partition(|epoch| scheduled.contains(epoch));
    if !(stray.is_empty() && left.is_empty()) {
        // The replacement of keyring.json must be durable before the old files are removed.
        secure_file::sync_dir(dir)?;
    }
    for epoch in stray {
        secure_file::remove(&database_path(dir, epoch))?;
    }
    if left.len() != scheduled.len() {
        set(tables, &left)?;
    }
    Ok(left
        .into_iter()
        .map(|epoch| database_path(dir, epoch))
        .collect())
}

/// Overwrites a database file that keyring.json no longer names, and removes it; returns whether it
/// did: not if another process has it open, or is doing the same.
///
/// # Errors
/// [`StorageError::Io`].
pub(in crate::storage) fn wipe(path: &Path) -> Result<bool> {
    let file = match secure_file::open(path, true) {
        // Removed by another process.
        Err(StorageError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            return Ok(true);
        }
        other => NamedFile::new(path, other?)?,
    };
    let failed = |error| StorageError::Engine(format!("file locks: {error}"));
    let everything = (Bound::Unbounded, Bound::Unbounded);
    if !file
        .try_lock_range(everything.0, everything.1)
        .map_err(failed)?
    {
        return Ok(false);
    }
    // A process that still has the old keyring must not wait, but fail and read it again.
    file.unlock_range(everything.0, everything.1)
        .map_err(failed)?;
    if !file
        .try_lock_range(WRITE_LOCK, WRITE_LOCK)
        .map_err(failed)?
    {
        return Ok(false);
    }
    secure_file::wipe(path)?;
    Ok(true)
}

/// Removes the files of a new vault after a failure, even if its keyring.json was already renamed
/// and only the sync of the folder failed: its recovery key was not shown to anyone.
///
/// # Errors
/// [`StorageError::Io`].
pub(super) fn discard_new(dir: &Path, keyring: &Keyring) -> Result<()> {
    match Keyring::load(dir) {
        Ok(now) if now.vault_id == keyring.vault_id => {
            secure_file::remove(&Keyring::path(dir))?;
        }
        Err(StorageError::NoVault(_) | StorageError::KeyringMissing { .. }) => {}
        _ => return Ok(()),
    }
    secure_file::remove(&secure_file::staged(&Keyring::path(dir)))?;
    secure_file::remove(&keyring.database(dir))
}
