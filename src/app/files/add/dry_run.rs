//! The preview of an add.

use crate::app::clock;
use crate::app::error::Result;
use crate::app::files::place::Placing;
use crate::app::gate::Principal;
use crate::domain::rule::RuleSet;
use crate::storage::content;
use crate::storage::tables::Metadata;

use super::filing::{filed, placer};
use super::plan::settle_unplaced;
use super::prepared::{Prepared, PreparedContent};
use super::shared::Message;
use super::{AddOptions, Item, ItemStatus};

/// The items that an add would report.
pub(super) fn simulate(
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
                items.push(placed(view, who, options, &prepared, placing)?);
            }
        }
    }
    Ok(items)
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
    let id = match &prepared.content {
        PreparedContent::Unchanged(_) | PreparedContent::Gathered | PreparedContent::Put(..) => {
            return Ok(true);
        }
        PreparedContent::Small(small) => &small.id,
        PreparedContent::Whole(chunk) => &chunk.id,
        PreparedContent::Cut { id, .. } => id,
    };
    Ok(content::find(view, id)?.is_some())
}
