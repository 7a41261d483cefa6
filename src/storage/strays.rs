//! Database files of other epochs. What a rekey left that was cut short is removed. The old file of
//! `compact --wipe` is overwritten first: `meta` says so from the very commit on that the new key
//! comes with, so that whoever is killed after it leaves word. docs/FORMAT.md, "Rekey".

use std::ops::Bound;
use std::path::{Path, PathBuf};

use redb::StorageBackend;

use super::backend::NamedFile;
use super::database::WRITER_PLACE;
use super::keyring::{Keyring, database_epoch, database_path};
use super::tables::{Tables, View};
use super::{Result, StorageError, meta, secure_file};

/// Says that the file of an epoch is to be overwritten; nothing is taken back that was said of others.
///
/// # Errors
/// Of the database.
pub(super) fn mark(tables: &mut Tables<'_>, epoch: u64) -> Result<()> {
    let mut epochs = marked(tables)?;
    epochs.push(epoch);
    set(tables, &epochs)
}

/// The epochs whose files are to be overwritten.
fn marked(view: &impl View) -> Result<Vec<u64>> {
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

/// The files that are to be overwritten, and are there.
///
/// # Errors
/// Of the database.
pub(crate) fn unwiped(dir: &Path, view: &impl View) -> Result<Vec<PathBuf>> {
    let files = marked(view)?.into_iter();
    let files = files.map(|epoch| database_path(dir, epoch));
    Ok(files.filter(|path| is_there(path)).collect())
}

/// Whether something is there; also where that cannot be found out.
fn is_there(path: &Path) -> bool {
    std::fs::symlink_metadata(path)
        .err()
        .is_none_or(|error| error.kind() != std::io::ErrorKind::NotFound)
}

/// Removes database files of other epochs, but gives those that have to be overwritten, which may
/// take long: the caller holds the writer's place, and [`wipe`] does not need it.
///
/// # Errors
/// [`StorageError::Io`]; of the database.
pub(super) fn clear(dir: &Path, tables: &mut Tables<'_>, current: u64) -> Result<Vec<PathBuf>> {
    let mut there = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(StorageError::io(dir))? {
        let entry = entry.map_err(StorageError::io(dir))?;
        let epoch = entry.file_name().to_str().and_then(database_epoch);
        there.extend(epoch.filter(|epoch| *epoch != current));
    }
    let marked = marked(tables)?;
    let (left, stray): (Vec<u64>, Vec<u64>) =
        there.into_iter().partition(|epoch| marked.contains(epoch));
    if !(stray.is_empty() && left.is_empty()) {
        // The replacement of keyring.json that made them strays must be durable before they go.
        secure_file::sync_dir(dir)?;
    }
    for epoch in stray {
        secure_file::remove(&database_path(dir, epoch))?;
    }
    if left.len() != marked.len() {
        set(tables, &left)?;
    }
    Ok(left
        .into_iter()
        .map(|epoch| database_path(dir, epoch))
        .collect())
}

/// Overwrites a database file that keyring.json does not name any more, and removes it; gives whether
/// that is done: not where another process has it open, or is at the same.
///
/// # Errors
/// [`StorageError::Io`].
pub(super) fn wipe(path: &Path) -> Result<bool> {
    let file = match secure_file::open(path, true) {
        // Somebody else was faster.
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
    // Whoever comes late, with the keyring of before, is not to wait, but to fail and look again.
    file.unlock_range(everything.0, everything.1)
        .map_err(failed)?;
    if !file
        .try_lock_range(WRITER_PLACE, WRITER_PLACE)
        .map_err(failed)?
    {
        return Ok(false);
    }
    secure_file::wipe(path)?;
    Ok(true)
}

/// Removes what was made of a new vault, also where its keyring.json has its name by now and only the
/// folder could not be synced: nobody was told what opens it.
///
/// # Errors
/// [`StorageError::Io`].
pub(super) fn give_up(dir: &Path, keyring: &Keyring) -> Result<()> {
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
