//! Whose a file is, and where it is now.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::effect::Effect;
use crate::domain::event::Entry;
use crate::domain::id::{Actor, FileId};
use crate::storage::audit;
use crate::storage::files::{self, Place};
use crate::storage::tables::View;

use crate::app::error::Result;

/// A file that a row names.
pub(super) struct Known {
    /// Its owner; of a destroyed file, who added it.
    pub owner: Actor,
    /// Its current path, in the vault or in the trash; `None` if it was destroyed.
    pub path: Option<Vec<u8>>,
}

/// The files of these ids, as far as they are known. The log is read for destroyed ones only.
pub(super) fn known(
    view: &impl View,
    ids: impl IntoIterator<Item = FileId>,
) -> Result<BTreeMap<FileId, Known>> {
    let mut known = BTreeMap::new();
    let mut gone = BTreeSet::new();
    for id in ids {
        let found = match files::by_id(view, &id)? {
            Some(Place::Live(entry)) => Some((entry.file.owner, entry.path)),
            Some(Place::Trash) => match files::in_trash(view, &id)? {
                Some(record) => Some((record.file.owner.clone(), record.path()?)),
                None => None,
            },
            None => None,
        };
        match found {
            Some((owner, path)) => {
                let path = Some(path.raw().to_vec());
                known.insert(id, Known { owner, path });
            }
            None => {
                gone.insert(id);
            }
        }
    }
    if gone.is_empty() {
        return Ok(known);
    }
    for row in audit::from(view, 1)? {
        let (_, Entry { event, .. }) = row?;
        let Some(owner) = event.actor else { continue };
        let mut effects = event.done.effects.iter();
        if !effects.any(|amount| amount.effect == Effect::Place) {
            continue;
        }
        for file in event.done.files.named {
            if gone.remove(&file.id) {
                let owner = owner.clone();
                known.insert(file.id, Known { owner, path: None });
            }
        }
    }
    Ok(known)
}
