//! The folders of the program's own files: the vault and the state folder.

use std::path::{Path, PathBuf};

use super::Gate;
use crate::app::error::{Error, Kind, Result};
use crate::app::partial::folder_of;

impl Gate {
    /// The vault and the state folder: files in them are not imported, and no command writes its
    /// output into them.
    pub(in crate::app) fn own_folders(&self) -> Vec<PathBuf> {
        let anchors = self.context.anchors.clone();
        [self.store.dir().to_owned()]
            .into_iter()
            .chain(anchors)
            .collect()
    }

    /// Refuses a file or folder to write to that is one of the program's own folders, or in one.
    ///
    /// # Errors
    /// Kind `Usage`.
    pub(in crate::app) fn refuse_own(&self, path: &Path) -> Result<()> {
        let folder = match path.is_dir() {
            true => path,
            false => folder_of(path),
        };
        let Ok(real) = std::fs::canonicalize(folder) else {
            return Ok(());
        };
        let own = self.own_folders().into_iter();
        let mut own = own.filter_map(|own| std::fs::canonicalize(own).ok());
        if !own.any(|own| real.starts_with(own)) {
            return Ok(());
        }
        let shown = path.display();
        Err(
            Error::new(Kind::Usage, format!("{shown} belongs to the vault itself"))
                .hint("choose another folder, if possible on another disk"),
        )
    }
}
