//! Everything about a person: handed out as one archive, and destroyed.

mod erase;
mod export;

use std::collections::HashSet;

use crate::domain::id::UserId;
use crate::storage::files::{self, Entry};
use crate::storage::record::TrashRecord;
use crate::storage::tables::View;
use crate::storage::users;

use super::error::{Error, Kind, Result};

pub use erase::{EraseOptions, Erased, erase, would_erase};
pub use export::{Exported, export};

/// The users who are meant by a name, or by the id of one: whoever has it now; where nobody has, those who
/// had it and were removed.
fn users_named(view: &impl View, name: &str) -> Result<HashSet<UserId>> {
    let all = users::users(view)?;
    if let Ok(id) = name.parse::<UserId>()
        && all.iter().any(|(known, _)| *known == id)
    {
        return Ok(HashSet::from([id]));
    }
    let named = all.into_iter().filter(|(_, user)| user.name == name);
    let named: Vec<_> = named.collect();
    let present = named.iter().find(|(_, user)| user.removed.is_none());
    Ok(match present {
        Some((id, _)) => HashSet::from([*id]),
        None => named.into_iter().map(|(id, _)| id).collect(),
    })
}

/// Their files.
struct Files {
    live: Vec<Entry>,
    trash: Vec<TrashRecord>,
}

impl Files {
    /// Those of these owners: one pass over all files.
    fn of(view: &impl View, owners: &HashSet<UserId>) -> Result<Self> {
        let mut live = Vec::new();
        for entry in files::below(view, &crate::domain::path::VaultPath::root())? {
            let entry = entry?;
            if owners.contains(&entry.file.owner.user) {
                live.push(entry);
            }
        }
        let mut trash = Vec::new();
        for trashed in files::trash(view)? {
            let trashed = trashed?;
            if owners.contains(&trashed.file.owner.user) {
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
