//! The folders that have had backups of this vault, by absolute path, in `meta`. A known folder
//! without backups has lost them, or is an empty mount point.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::storage::record::Record;
use crate::storage::tables::{Tables, View};
use crate::storage::{Result, meta};

/// Maximum number of folders; the oldest is dropped.
const MAX_FOLDERS: usize = 64;

#[derive(Default, Serialize, Deserialize)]
struct FoldersRecord(Vec<Vec<u8>>);

impl Record for FoldersRecord {}

fn all(view: &impl View) -> Result<FoldersRecord> {
    let stored = meta::get(view, meta::key::BACKUP_FOLDERS)?;
    let stored = stored.map(|bytes| FoldersRecord::from_bytes(&bytes));
    Ok(stored.transpose()?.unwrap_or_default())
}

/// The folders in which backups were made.
pub(crate) fn known(view: &impl View) -> Result<Vec<PathBuf>> {
    let folders = all(view)?.0.into_iter();
    Ok(folders
        .map(|folder| Path::new(OsStr::from_bytes(&folder)).to_owned())
        .collect())
}

/// Whether backups were made in this folder.
pub(crate) fn is_known(view: &impl View, folder: &Path) -> Result<bool> {
    let bytes = folder.as_os_str().as_bytes();
    Ok(all(view)?.0.iter().any(|known| known == bytes))
}

/// Records that a backup was made in this folder.
pub(crate) fn remember(tables: &mut Tables<'_>, folder: &Path) -> Result<()> {
    if is_known(tables, folder)? {
        return Ok(());
    }
    let FoldersRecord(mut folders) = all(tables)?;
    folders.push(folder.as_os_str().as_bytes().to_vec());
    let surplus = folders.len().saturating_sub(MAX_FOLDERS);
    folders.drain(..surplus);
    let bytes = FoldersRecord(folders).to_bytes()?;
    meta::set(tables, meta::key::BACKUP_FOLDERS, &bytes)
}
