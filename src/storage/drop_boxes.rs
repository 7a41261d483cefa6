//! Shared drop folders outside the vault, in `meta`: covered by the digest of access rows. The
//! contents of such a folder are handled elsewhere.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::record::Record;
use super::tables::{Tables, View};
use super::{Result, meta};
use crate::domain::id::Actor;

/// A folder, and the user who shares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DropBox {
    /// Absolute.
    pub path: PathBuf,
    pub shared_by: Actor,
}

/// Absolute paths, as bytes, and the user who shares each.
#[derive(Default, Serialize, Deserialize)]
struct DropBoxesRecord(Vec<(Vec<u8>, Actor)>);

impl Record for DropBoxesRecord {}

/// All of them, in the order in which they were shared.
pub(crate) fn all(view: &impl View) -> Result<Vec<DropBox>> {
    let stored = meta::get(view, meta::key::DROP_BOXES)?;
    let stored = stored.map(|bytes| DropBoxesRecord::from_bytes(&bytes));
    let paths = stored.transpose()?.unwrap_or_default().0;
    let boxes = paths.into_iter().map(|(path, shared_by)| DropBox {
        path: Path::new(OsStr::from_bytes(&path)).to_owned(),
        shared_by,
    });
    Ok(boxes.collect())
}

/// Replaces them.
pub(crate) fn set(tables: &mut Tables<'_>, all: &[DropBox]) -> Result<()> {
    let paths = all.iter().map(|one| {
        let path = one.path.as_os_str().as_bytes().to_vec();
        (path, one.shared_by.clone())
    });
    let record = DropBoxesRecord(paths.collect());
    meta::set(tables, meta::key::DROP_BOXES, &record.to_bytes()?)
}
