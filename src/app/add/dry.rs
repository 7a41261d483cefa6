//! What an add would do, without doing it.

use crate::app::clock;
use crate::app::error::Result;
use crate::app::gate::Principal;
use crate::app::place::blocked;
use crate::domain::rule::RuleSet;
use crate::storage::content;
use crate::storage::files;
use crate::storage::tables::Metadata;

use super::filing::filed;
use super::pipeline::Message;
use super::prepare::{Prepared, PreparedContent};
use super::{AddOptions, Item, ItemStatus};

/// The line about a file that was read.
pub(super) fn item_of(prepared: &Prepared, status: ItemStatus) -> Item {
    Item {
        status,
        source: prepared.source.clone(),
        path: Some(prepared.to.clone()),
        id: match prepared.content {
            PreparedContent::Unchanged(id) => Some(id),
            PreparedContent::Small(_)
            | PreparedContent::Gathered
            | PreparedContent::Put(..)
            | PreparedContent::Whole(_)
            | PreparedContent::Cut { .. } => None,
        },
        size: prepared.size,
        detected: Some(prepared.detected),
        verdict: Some(prepared.verdict),
        reason: prepared.warning.clone(),
        not_kept: prepared.not_kept,
    }
}

/// What an add would do.
pub(super) fn dry(
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
                if let Some(rules) = rules
                    && !matches!(prepared.content, PreparedContent::Unchanged(_))
                {
                    let filed = filed(view, rules, who, &prepared, options, clock::now())?;
                    if let Some(to) = filed.to {
                        prepared.to = to;
                    }
                    prepared.warning = prepared.warning.or(filed.remark);
                }
                let status = status(view, who, &prepared)?;
                let mut item = item_of(&prepared, status);
                if who.sees(&prepared.to)
                    && let Some(why) = blocked(view, who, &prepared.to)?
                    && item.id.is_none()
                    && files::at(view, &prepared.to)?.is_none()
                {
                    item.status = ItemStatus::Rejected;
                    item.reason = Some(why);
                }
                items.push(item);
            }
        }
    }
    Ok(items)
}

/// What would be said of a file: whoever may not look is told no more than that it would be added.
fn status(view: &Metadata, who: &Principal, prepared: &Prepared) -> Result<ItemStatus> {
    let known = match &prepared.content {
        PreparedContent::Unchanged(_) | PreparedContent::Gathered => {
            return Ok(ItemStatus::Unchanged);
        }
        PreparedContent::Put(number, _) => Some(*number),
        PreparedContent::Small(small) => content::find(view, &small.id)?,
        PreparedContent::Whole(chunk) => content::find(view, &chunk.id)?,
        PreparedContent::Cut { id, .. } => content::find(view, id)?,
    };
    let Some(number) = known else {
        return Ok(ItemStatus::Added);
    };
    if who.sees(&prepared.to)
        && let Some(entry) = files::at(view, &prepared.to)?
        && entry.file.current.content == number
    {
        return Ok(ItemStatus::Unchanged);
    }
    Ok(if who.sees_all() {
        ItemStatus::Duplicate
    } else {
        ItemStatus::Added
    })
}
