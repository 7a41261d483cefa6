//! Everything about a person: handed out as one archive, and destroyed.

mod erase;
mod export;

use crate::storage::files::{self, Entry};
use crate::storage::record::TrashRecord;
use crate::storage::tables::View;

use super::error::{Error, Kind, Result};

pub use erase::{EraseOptions, Erased, erase, would_erase};
pub use export::{Exported, export};

/// Their files.
struct Files {
    live: Vec<Entry>,
    trash: Vec<TrashRecord>,
}

impl Files {
    /// Those of this owner: one pass over all files.
    fn of(view: &impl View, owner: &str) -> Result<Self> {
        let mut live = Vec::new();
        for entry in files::below(view, &crate::domain::path::VaultPath::root())? {
            let entry = entry?;
            if entry.file.owner == owner {
                live.push(entry);
            }
        }
        let mut trash = Vec::new();
        for trashed in files::trash(view)? {
            let trashed = trashed?;
            if trashed.file.owner == owner {
                trash.push(trashed);
            }
        }
        Ok(Self { live, trash })
    }
}

fn nobody(name: &str) -> Error {
    Error::new(Kind::NotFound, format!("the vault has nothing of {name:?}")).hint(
        "list users with: file-organizer user list, and others with: file-organizer consent list",
    )
}
