//! `--move`: a source goes only after its content was committed, read back and compared.

use std::path::PathBuf;

use crate::crypto::hash::PlainHash;
use crate::domain::id::FileId;
use crate::storage::StorageError;
use crate::storage::content::Contents;
use crate::storage::files::{self, Place};
use crate::storage::tables::ReadTables;

use super::source::Receipt;
use super::{AddOptions, walk};

/// What `--move` needs of a file that is in the vault now.
pub(super) struct Safe {
    pub id: FileId,
    pub receipt: Receipt,
}

/// Reads a file's content back from the vault, and compares its hash.
pub(in crate::app) fn read_back(
    view: &ReadTables,
    contents: &mut Contents<'_, ReadTables>,
    id: &FileId,
) -> Result<(), String> {
    let place = files::by_id(view, id).map_err(|e| e.to_string())?;
    let Some(Place::Live(entry)) = place else {
        return Err("it is no longer in the vault, so the source stays".to_owned());
    };
    content_back(contents, entry.file.current.content)
}

/// Reads a content back from the vault, and compares its hash.
pub(in crate::app) fn content_back(
    contents: &mut Contents<'_, ReadTables>,
    number: u64,
) -> Result<(), String> {
    let hash = contents.record(number).map_err(|e| e.to_string())?.hash;
    let mut plain = PlainHash::new();
    contents
        .read::<StorageError>(number, |bytes| {
            plain.update(bytes);
            Ok(())
        })
        .map_err(|e| e.to_string())?;
    if plain.finish() == hash {
        Ok(())
    } else {
        Err("it does not read back as it was, so the source stays".to_owned())
    }
}

/// After `--move`: folders that are empty now, from the deepest up.
pub(super) fn remove_empty_folders(options: &AddOptions, paths: &[PathBuf]) {
    if options.move_sources && !options.dry_run {
        for path in paths {
            walk::remove_empty(path);
        }
    }
}
