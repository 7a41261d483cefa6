//! Folders outside the vault into which others may drop files: kept in `meta`, under the digest of
//! what decides about access. What stands in such a folder is not known here.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::record::Record;
use super::tables::{Tables, View};
use super::{Result, meta};

/// Absolute paths, as bytes.
#[derive(Default, Serialize, Deserialize)]
struct DropBoxesRecord(Vec<Vec<u8>>);

impl Record for DropBoxesRecord {}

/// All of them, in the order in which they were shared.
///
/// # Errors
/// Of the database.
pub(crate) fn all(view: &impl View) -> Result<Vec<PathBuf>> {
    let stored = meta::get(view, meta::key::DROP_BOXES)?;
    let stored = stored.map(|bytes| DropBoxesRecord::from_bytes(&bytes));
    let paths = stored.transpose()?.unwrap_or_default().0;
    Ok(paths
        .iter()
        .map(|path| Path::new(OsStr::from_bytes(path)).to_owned())
        .collect())
}

/// Replaces them.
///
/// # Errors
/// Of the database.
pub(crate) fn set(tables: &mut Tables<'_>, all: &[PathBuf]) -> Result<()> {
    let paths = all.iter().map(|path| path.as_os_str().as_bytes().to_vec());
    let record = DropBoxesRecord(paths.collect());
    meta::set(tables, meta::key::DROP_BOXES, &record.to_bytes()?)
}
