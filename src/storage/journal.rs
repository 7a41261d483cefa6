//! Operations and undo. Each change of a row saves its previous value; undo swaps the two, redo
//! swaps them again. Every stored row, live or saved, holds exactly one reference to its content,
//! so a swap changes no count. docs/FORMAT.md, "Journal".

mod closing;
#[cfg(test)]
mod tests;
mod undoing;

use redb::ReadableTable;

use super::record::{
    ChangeRecord, FileRecord, FolderRecord, OldVersionRecord, OperationRecord, OperationState,
    PolicyRecord, Record, Slot, TrashRecord,
};
use super::tables::{Tables, View};
use super::{Result, StorageError, content, files, meta};
use crate::domain::id::{Actor, FileId};
use crate::domain::time::Time;
use closing::close_undone;

pub(crate) use closing::{
    amend_folder, amend_live, amend_trash, close_all, close_through, erase, erase_folder,
    erase_live, expire,
};
pub(crate) use undoing::{Swapped, redo, touched, undo};

/// An operation in progress, possibly over several transactions.
pub(crate) struct Operation {
    pub number: u64,
    record: OperationRecord,
}

impl Operation {
    /// Begins an operation: what was undone before can no longer be redone.
    pub(crate) fn begin(
        tables: &mut Tables<'_>,
        time: Time,
        by: &Actor,
        verb: &str,
        target: &[u8],
    ) -> Result<Self> {
        close_undone(tables)?;
        let number = last(tables)? + 1;
        let record = OperationRecord {
            time,
            by: by.clone(),
            verb: verb.to_owned(),
            target: target.to_owned(),
            files: 0,
            changes: 0,
            state: OperationState::Done,
            policy: false,
        };
        let begun = Self { number, record };
        begun.save(tables)?;
        Ok(begun)
    }

    /// Continues an operation in another transaction; returns `None` if it was undone or closed
    /// meanwhile, so that a new one has to begin.
    pub(crate) fn resume(self, view: &impl View) -> Result<Option<Self>> {
        let number = self.number;
        Ok(get(view, number)?
            .filter(|record| record.state == OperationState::Done)
            .map(|record| Self { number, record }))
    }

    /// Changes a row, and saves its previous value.
    pub(crate) fn set(
        &mut self,
        tables: &mut Tables<'_>,
        slot: Slot,
        value: Option<&[u8]>,
    ) -> Result<()> {
        if let Some(value) = value
            && let Some(content) = files::names(&slot, value)?.0
        {
            content::refer(tables, content)?;
        }
        let saved = files::set_slot(tables, &slot, value)?;
        let change = ChangeRecord { slot, saved }.to_bytes()?;
        let key = (self.number, self.record.changes);
        tables.changes.insert(key, change.as_slice())?;
        self.record.changes += 1;
        Ok(())
    }

    /// Puts a file at its path.
    pub(crate) fn put(
        &mut self,
        tables: &mut Tables<'_>,
        path_key: &[u8],
        mut file: FileRecord,
    ) -> Result<()> {
        file.operation = self.number;
        let bytes = file.to_bytes()?;
        self.set(tables, Slot::Path(path_key.to_vec()), Some(&bytes))
    }

    /// Clears a path.
    pub(crate) fn clear(&mut self, tables: &mut Tables<'_>, path_key: &[u8]) -> Result<()> {
        self.set(tables, Slot::Path(path_key.to_vec()), None)
    }

    /// Moves a file to the trash.
    pub(crate) fn put_trash(
        &mut self,
        tables: &mut Tables<'_>,
        mut record: TrashRecord,
    ) -> Result<()> {
        record.file.operation = self.number;
        let slot = Slot::Trash(record.file.id);
        self.set(tables, slot, Some(&record.to_bytes()?))
    }

    /// Removes a file from the trash.
    pub(crate) fn clear_trash(&mut self, tables: &mut Tables<'_>, id: &FileId) -> Result<()> {
        self.set(tables, Slot::Trash(*id), None)
    }

    /// Stores an earlier version of a file.
    pub(crate) fn put_version(
        &mut self,
        tables: &mut Tables<'_>,
        id: &FileId,
        mut old: OldVersionRecord,
    ) -> Result<()> {
        old.operation = self.number;
        let slot = Slot::Version(*id, old.version.number);
        self.set(tables, slot, Some(&old.to_bytes()?))
    }

    /// Removes an earlier version of a file.
    pub(crate) fn clear_version(
        &mut self,
        tables: &mut Tables<'_>,
        id: &FileId,
        number: u32,
    ) -> Result<()> {
        self.set(tables, Slot::Version(*id, number), None)
    }

    /// Stores a folder at its path.
    pub(crate) fn put_folder(
        &mut self,
        tables: &mut Tables<'_>,
        path_key: &[u8],
        mut folder: FolderRecord,
    ) -> Result<()> {
        folder.operation = self.number;
        let slot = Slot::Folder(path_key.to_vec());
        self.set(tables, slot, Some(&folder.to_bytes()?))
    }

    /// Removes the row of a folder.
    pub(crate) fn clear_folder(&mut self, tables: &mut Tables<'_>, path_key: &[u8]) -> Result<()> {
        self.set(tables, Slot::Folder(path_key.to_vec()), None)
    }

    /// Sets a key of the policy.
    pub(crate) fn put_policy(
        &mut self,
        tables: &mut Tables<'_>,
        key: &str,
        value: String,
    ) -> Result<()> {
        self.record.policy = true;
        let operation = self.number;
        let value = PolicyRecord { operation, value }.to_bytes()?;
        self.set(tables, Slot::Policy(key.to_owned()), Some(&value))
    }

    /// Counts files touched by the operation.
    pub(crate) fn count(&mut self, files: u64) {
        self.record.files += files;
    }

    /// Whether nothing has been changed so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.record.changes == 0
    }

    /// Writes the operation's own row, at the end of each of its transactions; an operation without
    /// changes leaves none.
    pub(crate) fn save(&self, tables: &mut Tables<'_>) -> Result<()> {
        let bytes = self.record.to_bytes()?;
        tables.operations.insert(self.number, bytes.as_slice())?;
        Ok(())
    }

    /// Removes the operation's row, if it has no changes.
    pub(crate) fn discard_if_empty(&self, tables: &mut Tables<'_>) -> Result<()> {
        if self.is_empty() {
            tables.operations.remove(self.number)?;
        }
        Ok(())
    }
}

/// The number of the newest operation; 0 if there is none.
pub(super) fn last(view: &impl View) -> Result<u64> {
    Ok(view.operations().last()?.map_or(0, |(key, _)| key.value()))
}

/// All operations, newest first.
pub(crate) fn newest_first(
    view: &impl View,
) -> Result<impl Iterator<Item = Result<(u64, OperationRecord)>>> {
    Ok(view.operations().iter()?.rev().map(|row| {
        let (key, value) = row?;
        Ok((key.value(), OperationRecord::from_bytes(value.value())?))
    }))
}

/// An operation by its number.
pub(crate) fn get(view: &impl View, number: u64) -> Result<Option<OperationRecord>> {
    let row = view.operations().get(number)?;
    row.map(|row| OperationRecord::from_bytes(row.value()))
        .transpose()
}

/// The operation to redo: the last one undone, among those that `by` performed or undid and may know
/// of.
pub(crate) fn next_redo(
    view: &impl View,
    by: &Actor,
    knows: impl Fn(&OperationRecord) -> bool,
) -> Result<Option<u64>> {
    let mut best = None;
    for number in undone(view)? {
        let (order, undone_by) = mark_of_undo(view, number)?;
        let record = known(view, number)?;
        let mine = undone_by == by.to_string() || record.by == *by;
        if mine && knows(&record) && best.is_none_or(|(_, highest)| order > highest) {
            best = Some((number, order));
        }
    }
    Ok(best.map(|(number, _)| number))
}

/// The operation to undo: the newest one by `by`, among those that `by` may know of.
pub(crate) fn next_undo(
    view: &impl View,
    by: &Actor,
    knows: impl Fn(&OperationRecord) -> bool,
) -> Result<Option<u64>> {
    let first_open = meta::counter(view, meta::key::FIRST_OPEN)?;
    for row in newest_first(view)? {
        let (number, record) = row?;
        if number < first_open {
            break;
        }
        match record.state {
            OperationState::Done if record.by == *by && knows(&record) => return Ok(Some(number)),
            // Closed without an undo mark: it was undone and then closed.
            OperationState::Done | OperationState::Undone | OperationState::Closed => {}
        }
    }
    Ok(None)
}

/// The key prefix of undone operations in `meta`, and its upper bound.
const UNDONE: &str = "undone_";
const UNDONE_END: &str = "undone`";

fn undo_row(number: u64) -> String {
    format!("{UNDONE}{number}")
}

/// When an operation was undone, and by whom.
fn mark_of_undo(view: &impl View, number: u64) -> Result<(u64, String)> {
    let mark = meta::get(view, &undo_row(number))?;
    mark.as_deref()
        .and_then(|mark| {
            let (order, by) = mark.split_first_chunk::<8>()?;
            let by = std::str::from_utf8(by).ok()?;
            Some((u64::from_le_bytes(*order), by.to_owned()))
        })
        .ok_or_else(|| StorageError::Damaged("a mark of an undo".into()))
}

fn known(view: &impl View, number: u64) -> Result<OperationRecord> {
    get(view, number)?
        .ok_or_else(|| StorageError::Damaged(format!("operation {number} is missing")))
}

fn save(tables: &mut Tables<'_>, number: u64, record: &OperationRecord) -> Result<()> {
    let bytes = record.to_bytes()?;
    tables.operations.insert(number, bytes.as_slice())?;
    Ok(())
}

fn change(view: &impl View, number: u64, index: u32) -> Result<ChangeRecord> {
    let row = view.changes().get((number, index))?;
    let row = row.ok_or_else(|| {
        StorageError::Damaged(format!("change {index} of operation {number} is missing"))
    })?;
    ChangeRecord::from_bytes(row.value())
}

/// The undone operations: they are few, and have rows of their own in `meta`.
fn undone(view: &impl View) -> Result<Vec<u64>> {
    let mut found = Vec::new();
    for row in view.meta().range(UNDONE..UNDONE_END)? {
        let (name, _) = row?;
        let number = name
            .value()
            .strip_prefix(UNDONE)
            .and_then(|n| n.parse().ok());
        found.push(number.ok_or_else(|| StorageError::Damaged("a mark of an undo".into()))?);
    }
    Ok(found)
}
