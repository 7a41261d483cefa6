//! The preview of an add.

use std::collections::{HashMap, HashSet};

use crate::app::clock;
use crate::app::error::Result;
use crate::app::files::place::Placing;
use crate::app::gate::Principal;
use crate::domain::placement::{self, numbered};
use crate::domain::rule::{Conflict, RuleSet};
use crate::storage::content;
use crate::storage::files;
use crate::storage::tables::Metadata;

use super::filing::{filed, placer};
use super::plan::settle_unplaced;
use super::prepared::{Prepared, PreparedContent};
use super::shared::Message;
use super::{AddOptions, Item, ItemStatus};

/// What the add would have stored so far.
#[derive(Default)]
pub(super) struct Simulated {
    contents: HashSet<[u8; 32]>,
    /// The content and version of each path, by its key.
    paths: HashMap<Vec<u8>, ([u8; 32], u32)>,
}

/// The items that an add would report.
pub(super) fn simulate(
    earlier: &mut Simulated,
    view: &Metadata,
    rules: Option<&RuleSet>,
    who: &Principal,
    options: &AddOptions,
    batch: Vec<Message>,
) -> Result<Vec<Item>> {
    let mut items = Vec::with_capacity(batch.len());
    for message in batch {
        match message {
            // A dry run packs nothing.
            Message::Chunk(..) | Message::Pack(_) | Message::Folder(_) => {}
            Message::Refused(_, item) => items.push(*item),
            Message::File(_, mut prepared) => {
                let mut placing = None;
                if matches!(prepared.content, PreparedContent::Unchanged(_)) {
                    items.push(prepared.item(ItemStatus::Unchanged));
                    continue;
                }
                if let Some(rules) = rules {
                    let filed = filed(view, rules, who, &prepared, options, clock::now())?;
                    placing = filed.placing;
                    prepared.warning = prepared.warning.take().or(filed.remark);
                }
                let placing = match placing {
                    Some(placing) => placing,
                    None => placer(view, who, &prepared).place(&prepared.to, options.conflict())?,
                };
                let mut item = placed(view, who, options, &prepared, placing)?;
                if let Some(id) = content_id(&prepared)
                    && item.status.is_stored()
                {
                    earlier.place(view, who, options, id, &mut item)?;
                }
                items.push(item);
            }
        }
    }
    Ok(items)
}

impl Simulated {
    /// Compares an item with those of the same run, and adds it to them.
    fn place(
        &mut self,
        view: &Metadata,
        who: &Principal,
        options: &AddOptions,
        id: [u8; 32],
        item: &mut Item,
    ) -> Result<()> {
        let Some(path) = item.path.clone() else {
            return Ok(());
        };
        let is_known = !self.contents.insert(id);
        if is_known && item.status == ItemStatus::Added && who.sees_all() {
            item.status = ItemStatus::Duplicate;
        }
        let Some((there, number)) = self.paths.get_mut(path.key()).filter(|_| who.sees(&path))
        else {
            let mut number = 1;
            if let ItemStatus::Version(version) = item.status {
                number = version;
            }
            self.paths.insert(path.key().to_vec(), (id, number));
            return Ok(());
        };
        if *there == id {
            item.status = ItemStatus::Unchanged;
            return Ok(());
        }
        match options.conflict() {
            Conflict::NewVersion => {
                (*there, *number) = (id, number.saturating_add(1));
                item.status = ItemStatus::Version(*number);
            }
            Conflict::Skip => {
                settle_unplaced(options, Placing::Taken(path), item);
            }
            Conflict::RenameNew
            | Conflict::RenameExisting
            | Conflict::Deduplicate
            | Conflict::Trash => {
                let other = |number| numbered(&path, number);
                let free = placement::first(2, other, |path| -> Result<Option<()>> {
                    let free =
                        !self.paths.contains_key(path.key()) && files::at(view, path)?.is_none();
                    Ok(free.then_some(()))
                })?;
                if let Some((free, ..)) = free {
                    self.paths.insert(free.key().to_vec(), (id, 1));
                    item.path = Some(free);
                    item.status = ItemStatus::Renamed;
                }
            }
        }
        Ok(())
    }
}

/// The item of a file: a principal without access learns only that it would be added.
fn placed(
    view: &Metadata,
    who: &Principal,
    options: &AddOptions,
    prepared: &Prepared,
    placing: Placing,
) -> Result<Item> {
    let mut item = prepared.item(ItemStatus::Added);
    if who.sees_all() && is_known(view, prepared)? {
        item.status = ItemStatus::Duplicate;
    }
    let Some(placing) = settle_unplaced(options, placing, &mut item) else {
        return Ok(item);
    };
    match placing {
        Placing::New {
            reported, renamed, ..
        } => {
            if renamed {
                item.status = ItemStatus::Renamed;
            }
            item.path = Some(reported);
        }
        Placing::InPlaceOf { to, .. } => item.path = Some(to),
        Placing::Version(entry) => {
            item.status = ItemStatus::Version(entry.file.current.number.saturating_add(1));
            item.path = Some(entry.path);
        }
        // Already handled.
        Placing::Same(_) | Placing::Taken(_) | Placing::Blocked(_) => {}
    }
    Ok(item)
}

/// Whether the vault has the content.
fn is_known(view: &Metadata, prepared: &Prepared) -> Result<bool> {
    match content_id(prepared) {
        Some(id) => Ok(content::find(view, &id)?.is_some()),
        None => Ok(true),
    }
}

/// The id of a content; `None` if it is stored already.
fn content_id(prepared: &Prepared) -> Option<[u8; 32]> {
    match &prepared.content {
        PreparedContent::Unchanged(_) | PreparedContent::Gathered | PreparedContent::Put(..) => {
            None
        }
        PreparedContent::Small(small) => Some(small.id),
        PreparedContent::Whole(chunk) => Some(chunk.id),
        PreparedContent::Cut { id, .. } => Some(*id),
    }
}
