//! How many files, versions and contents there are, and how large: kept by every change in the same
//! transaction, so that no command has to read all rows to show them. `verify` compares them with the
//! rows. docs/FORMAT.md, "Counts".

use std::collections::BTreeMap;

use redb::ReadableTable;

use super::record::{
    ChunkRecord, ContentRecord, FileRecord, Layout, OldVersionRecord, PackRecord, Record, Slot,
    TrashRecord,
};
use super::tables::{Tables, View};
use super::{Result, StorageError};
use crate::domain::tag::Tag;

/// Files that are not in the trash.
pub(crate) const FILES: &str = "files";
/// Bytes of their current contents.
pub(crate) const BYTES: &str = "bytes";
/// Files in the trash.
pub(crate) const TRASH: &str = "trash";
/// Bytes of their current contents.
pub(crate) const TRASH_BYTES: &str = "trash_bytes";
/// Earlier versions.
pub(crate) const VERSIONS: &str = "versions";
/// Unique contents.
pub(crate) const CONTENTS: &str = "contents";
/// Bytes of contents, packs and chunks as stored.
pub(crate) const STORED: &str = "stored";
/// Before the name of a tag: the files, not in the trash, that have it.
const TAG: &str = "tag:";

/// Changes of counts.
#[derive(Default)]
struct Changes(BTreeMap<String, i64>);

impl Changes {
    fn add(&mut self, name: &str, amount: u64, sign: i64) {
        let amount = i64::try_from(amount).unwrap_or(i64::MAX);
        let change = self.0.entry(name.to_owned()).or_default();
        *change = change.saturating_add(sign.saturating_mul(amount));
    }

    fn slot(&mut self, slot: &Slot, bytes: &[u8], sign: i64) -> Result<()> {
        match slot {
            Slot::Path(_) => {
                let file = FileRecord::from_bytes(bytes)?;
                self.add(FILES, 1, sign);
                self.add(BYTES, file.current.size, sign);
                for tag in &file.tags {
                    self.add(&format!("{TAG}{tag}"), 1, sign);
                }
            }
            Slot::Trash(_) => {
                let file = TrashRecord::from_bytes(bytes)?.file;
                self.add(TRASH, 1, sign);
                self.add(TRASH_BYTES, file.current.size, sign);
            }
            Slot::Version(..) => {
                OldVersionRecord::from_bytes(bytes)?;
                self.add(VERSIONS, 1, sign);
            }
            Slot::Folder(_) | Slot::Policy(_) => {}
        }
        Ok(())
    }

    fn apply(self, tables: &mut Tables<'_>) -> Result<()> {
        for (name, change) in self.0.into_iter().filter(|(_, change)| *change != 0) {
            let before = get(tables, &name)?;
            // A wrong count must not stop a change; `verify` reports it.
            match before.saturating_add_signed(change) {
                0 => tables.counts.remove(name.as_str())?,
                now => tables.counts.insert(name.as_str(), now)?,
            };
        }
        Ok(())
    }
}

/// A count.
pub(crate) fn get(view: &impl View, name: &str) -> Result<u64> {
    let row = view.counts().get(name)?;
    Ok(row.map_or(0, |row| row.value()))
}

/// The tags of files that are not in the trash, in order, each with the number of files.
pub(crate) fn tags(view: &impl View) -> Result<Vec<(Tag, u64)>> {
    let mut tags = Vec::new();
    for row in view.counts().range(TAG..)? {
        let (name, count) = row?;
        match name.value().strip_prefix(TAG) {
            Some(tag) => {
                let tag =
                    Tag::parse(tag).map_err(|error| StorageError::Damaged(error.to_string()))?;
                tags.push((tag, count.value()));
            }
            None => break,
        }
    }
    Ok(tags)
}

/// Counts a slot that was changed.
pub(super) fn slot_changed(
    tables: &mut Tables<'_>,
    slot: &Slot,
    before: Option<&[u8]>,
    after: Option<&[u8]>,
) -> Result<()> {
    let mut changes = Changes::default();
    if let Some(before) = before {
        changes.slot(slot, before, -1)?;
    }
    if let Some(after) = after {
        changes.slot(slot, after, 1)?;
    }
    changes.apply(tables)
}

/// Counts a content that was added (`sign` 1) or removed (-1).
pub(super) fn content(tables: &mut Tables<'_>, record: &ContentRecord, sign: i64) -> Result<()> {
    let mut changes = Changes::default();
    changes.add(CONTENTS, 1, sign);
    changes.add(STORED, own_bytes(record), sign);
    changes.apply(tables)
}

/// Counts stored bytes that were added or removed.
pub(super) fn stored(tables: &mut Tables<'_>, bytes: u32, sign: i64) -> Result<()> {
    let mut changes = Changes::default();
    changes.add(STORED, u64::from(bytes), sign);
    changes.apply(tables)
}

/// The stored bytes that belong to one content alone.
fn own_bytes(record: &ContentRecord) -> u64 {
    match record.layout {
        Layout::Whole(stored) => u64::from(stored.len),
        Layout::Packed { .. } | Layout::Cut { .. } => 0,
    }
}

/// Counts all rows, and returns a line for each count that differs.
pub(super) fn check(view: &impl View) -> Result<Vec<String>> {
    let mut changes = Changes::default();
    for row in view.files().iter()? {
        changes.slot(&Slot::Path(Vec::new()), row?.1.value(), 1)?;
    }
    for row in view.trash().iter()? {
        let (id, value) = row?;
        let slot = Slot::Trash(crate::domain::id::FileId::new(*id.value()));
        changes.slot(&slot, value.value(), 1)?;
    }
    for row in view.versions().iter()? {
        row?;
        changes.add(VERSIONS, 1, 1);
    }
    for row in view.contents().iter()? {
        changes.add(CONTENTS, 1, 1);
        changes.add(
            STORED,
            own_bytes(&ContentRecord::from_bytes(row?.1.value())?),
            1,
        );
    }
    for row in view.packs().iter()? {
        let record = PackRecord::from_bytes(row?.1.value())?;
        changes.add(STORED, u64::from(record.stored.len), 1);
    }
    for row in view.chunks().iter()? {
        let record = ChunkRecord::from_bytes(row?.1.value())?;
        changes.add(STORED, u64::from(record.stored.len), 1);
    }
    let mut findings = Vec::new();
    for row in view.counts().iter()? {
        let (name, count) = row?;
        let is = count.value();
        let should = changes.0.remove(name.value()).unwrap_or_default();
        if u64::try_from(should) != Ok(is) {
            findings.push(differs(name.value(), is, should));
        }
    }
    let missing = changes.0.iter().filter(|(_, should)| **should != 0);
    findings.extend(missing.map(|(name, should)| differs(name, 0, *should)));
    Ok(findings)
}

fn differs(name: &str, is: u64, should: i64) -> String {
    format!("the count of {name:?} is {is} instead of {should}")
}
