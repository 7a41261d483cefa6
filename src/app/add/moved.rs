//! `--move`: a source goes only after its content was committed, read back and compared.

use std::path::PathBuf;

use crate::domain::id::FileId;

use super::source::Receipt;
use super::{AddOptions, walk};

/// What `--move` needs of a file that is in the vault now.
pub(super) struct Safe {
    pub id: FileId,
    pub receipt: Receipt,
}

/// After `--move`: folders that are empty now, from the deepest up.
pub(super) fn remove_empty_folders(options: &AddOptions, paths: &[PathBuf]) {
    if options.move_sources && !options.dry_run {
        for path in paths {
            walk::remove_empty(path);
        }
    }
}
