//! Whether a path can hold a file: folders exist by their files, so a file may be neither where a
//! folder is nor below another file.

use crate::domain::path::VaultPath;
use crate::storage::files;
use crate::storage::tables::View;

use super::error::{Error, Kind, Result};

/// # Errors
/// Where a folder is at `path`, or a file above it.
pub(super) fn refuse_blocked(view: &impl View, path: &VaultPath) -> Result<()> {
    match blocked(view, path)? {
        None => Ok(()),
        Some(why) => Err(Error::new(Kind::Other, why)),
    }
}

/// Why no file can be at `path`, if so.
pub(super) fn blocked(view: &impl View, path: &VaultPath) -> Result<Option<String>> {
    if path.is_root() || files::is_folder(view, path)? {
        return Ok(Some(format!("{:?} is a folder", path.to_string_lossy())));
    }
    let mut above = path.parent();
    while let Some(folder) = above {
        if folder.is_root() {
            break;
        }
        if files::at(view, &folder)?.is_some() {
            return Ok(Some(format!(
                "{:?} is a file, not a folder",
                folder.to_string_lossy()
            )));
        }
        above = folder.parent();
    }
    Ok(None)
}
