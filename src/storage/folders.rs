//! The rows of stored folders: their attributes, and their existence without files. `journal` is
//! the only writer.

use std::ops::Bound;

use redb::ReadableTable;

use super::key_range::{after_prefix, as_bound};
use super::record::{FolderRecord, Record};
use super::tables::View;
use super::{Result, StorageError};
use crate::domain::path::VaultPath;

/// A folder with its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folder {
    pub path: VaultPath,
    pub record: FolderRecord,
}

fn folder(key: &[u8], value: &[u8]) -> Result<Folder> {
    let record = FolderRecord::from_bytes(value)?;
    let path = VaultPath::from_stored(key.to_vec(), record.raw.clone())
        .map_err(|e| StorageError::Damaged(format!("a stored path is malformed: {e}")))?;
    Ok(Folder { path, record })
}

/// The row of exactly this folder.
pub(crate) fn at(view: &impl View, path: &VaultPath) -> Result<Option<Folder>> {
    by_key(view, path.key())
}

/// The row of the folder with this path key.
pub(crate) fn by_key(view: &impl View, key: &[u8]) -> Result<Option<Folder>> {
    let Some(table) = view.folders() else {
        return Ok(None);
    };
    let row = table.get(key)?;
    row.map(|row| folder(key, row.value())).transpose()
}

/// The rows at and below `path`, ordered by path key.
pub(crate) fn within<'v>(
    view: &'v impl View,
    path: &VaultPath,
) -> Result<impl Iterator<Item = Result<Folder>> + 'v> {
    let own = at(view, path)?.map(Ok);
    let below = match view.folders() {
        None => None,
        Some(table) => {
            let prefix = path.folder_prefix();
            let end = after_prefix(&prefix);
            let from = Bound::Included(prefix.as_slice());
            Some(table.range::<&[u8]>((from, as_bound(end.as_ref())))?)
        }
    };
    let below = below.into_iter().flatten().map(|row| {
        let (key, value) = row?;
        folder(key.value(), value.value())
    });
    Ok(own.into_iter().chain(below))
}

/// Whether there is a row at or below `path`.
pub(crate) fn exists(view: &impl View, path: &VaultPath) -> Result<bool> {
    Ok(within(view, path)?.next().transpose()?.is_some())
}
