//! Closing operations: their saved rows are removed, together with contents that only these refer
//! to. A closed operation can be neither undone nor redone.

use std::collections::BTreeSet;

use super::{change, get, known, last, newest_first, save, undo_row, undone};
use crate::domain::id::FileId;
use crate::domain::time::Time;
use crate::storage::record::{
    ChangeRecord, FileRecord, FolderRecord, OperationRecord, OperationState, Record, Slot,
    TrashRecord,
};
use crate::storage::tables::{Tables, View};
use crate::storage::{Result, content, files, meta};

/// Closes all undone operations. They depend on each other, so none can be kept.
pub(super) fn close_undone(tables: &mut Tables<'_>) -> Result<()> {
    for number in undone(tables)? {
        let record = known(tables, number)?;
        close(tables, number, record)?;
    }
    Ok(())
}

/// Closes operations that began before `before`, a few at a time, oldest first.
pub(crate) fn expire(tables: &mut Tables<'_>, before: Time) -> Result<()> {
    let first = meta::counter(tables, meta::key::FIRST_OPEN)?.max(1);
    for number in first..first + 16 {
        let Some(record) = get(tables, number)? else {
            // An operation without changes leaves no row.
            if number > last(tables)? {
                return Ok(());
            }
            meta::set(tables, meta::key::FIRST_OPEN, &(number + 1).to_le_bytes())?;
            continue;
        };
        if record.state != OperationState::Closed {
            if record.time >= before {
                return Ok(());
            }
            if record.state == OperationState::Undone {
                close_undone(tables)?;
            } else {
                close(tables, number, record)?;
            }
        }
        meta::set(tables, meta::key::FIRST_OPEN, &(number + 1).to_le_bytes())?;
    }
    Ok(())
}

/// Removes the saved rows of an operation, and contents that only these refer to.
fn close(tables: &mut Tables<'_>, number: u64, mut record: OperationRecord) -> Result<()> {
    for index in 0..record.changes {
        let ChangeRecord { slot, saved } = change(tables, number, index)?;
        tables.changes.remove((number, index))?;
        if let Some(saved) = saved {
            release(tables, &slot, &saved)?;
        }
    }
    meta::remove(tables, &undo_row(number))?;
    record.changes = 0;
    record.state = OperationState::Closed;
    save(tables, number, &record)
}

/// Closes every operation up to and including the newest one that is older than `before`, or has
/// saved a row of a file for which `gone` holds, or has kept it in the trash. Older ones are closed
/// as well, since they could not be undone without the newer one.
pub(crate) fn close_through(
    tables: &mut Tables<'_>,
    before: Option<Time>,
    gone: impl Fn(&FileId) -> bool,
) -> Result<()> {
    let first_open = meta::counter(tables, meta::key::FIRST_OPEN)?;
    let mut open = Vec::new();
    for row in newest_first(tables)? {
        let (number, record) = row?;
        if number < first_open {
            break;
        }
        // There may be older open ones before one that was undone and closed.
        if record.state != OperationState::Closed {
            open.push((number, record));
        }
    }
    // A redo would take files that an undo moved to the trash.
    let mut keepers = BTreeSet::new();
    for trashed in files::trash(tables)? {
        let file = trashed?.file;
        if gone(&file.id) {
            keepers.insert(file.operation);
        }
    }
    let mut closing = false;
    let mut undone = false;
    for (number, record) in open {
        let expired = before.is_some_and(|before| record.time < before);
        let kept = keepers.contains(&number);
        if !closing && (expired || kept || mentions(tables, number, &record, &gone)?) {
            closing = true;
            meta::set(tables, meta::key::FIRST_OPEN, &(number + 1).to_le_bytes())?;
        }
        if closing && record.state == OperationState::Undone {
            undone = true;
        } else if closing {
            close(tables, number, record)?;
        }
    }
    if undone {
        close_undone(tables)?;
    }
    Ok(())
}

fn mentions(
    view: &impl View,
    number: u64,
    record: &OperationRecord,
    gone: &impl Fn(&FileId) -> bool,
) -> Result<bool> {
    for index in 0..record.changes {
        let ChangeRecord { slot, saved } = change(view, number, index)?;
        let id = match (&slot, &saved) {
            (Slot::Trash(id) | Slot::Version(id, _), _) => Some(*id),
            (Slot::Path(_), Some(bytes)) => Some(FileRecord::from_bytes(bytes)?.id),
            (Slot::Path(_), None) | (Slot::Folder(_) | Slot::Policy(_), _) => None,
        };
        if id.is_some_and(|id| gone(&id)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Destroys a file in the trash with all its versions. Its operations must be closed before.
pub(crate) fn erase(tables: &mut Tables<'_>, id: &FileId) -> Result<()> {
    for old in files::old_versions(tables, id)? {
        let slot = Slot::Version(*id, old.version.number);
        files::set_slot(tables, &slot, None)?;
        content::release(tables, old.version.content)?;
    }
    clear(tables, &Slot::Trash(*id))
}

/// Clears a slot, and releases the content of its row.
fn clear(tables: &mut Tables<'_>, slot: &Slot) -> Result<()> {
    match files::set_slot(tables, slot, None)? {
        Some(bytes) => release(tables, slot, &bytes),
        None => Ok(()),
    }
}

fn release(tables: &mut Tables<'_>, slot: &Slot, bytes: &[u8]) -> Result<()> {
    match files::names(slot, bytes)?.0 {
        Some(content) => content::release(tables, content),
        None => Ok(()),
    }
}

/// Closes every operation: nothing before can be undone.
pub(crate) fn close_all(tables: &mut Tables<'_>) -> Result<()> {
    close_through(tables, Some(Time::from_unix_nanos(i64::MAX)), |_| false)
}

/// Destroys a live file with all its versions. Its operations must be closed before.
pub(crate) fn erase_live(tables: &mut Tables<'_>, path_key: &[u8], id: &FileId) -> Result<()> {
    erase(tables, id)?;
    clear(tables, &Slot::Path(path_key.to_vec()))
}

/// Destroys the row of a folder. Its operations must be closed before.
pub(crate) fn erase_folder(tables: &mut Tables<'_>, path_key: &[u8]) -> Result<()> {
    clear(tables, &Slot::Folder(path_key.to_vec()))
}

/// Changes the row of a folder: not an operation, cannot be undone.
pub(crate) fn amend_folder(
    tables: &mut Tables<'_>,
    path_key: &[u8],
    folder: &FolderRecord,
) -> Result<()> {
    let slot = Slot::Folder(path_key.to_vec());
    files::set_slot(tables, &slot, Some(&folder.to_bytes()?))?;
    Ok(())
}

/// Changes the row of a live file, but not its content: not an operation, cannot be undone.
pub(crate) fn amend_live(
    tables: &mut Tables<'_>,
    path_key: &[u8],
    file: &FileRecord,
) -> Result<()> {
    let slot = Slot::Path(path_key.to_vec());
    files::set_slot(tables, &slot, Some(&file.to_bytes()?))?;
    Ok(())
}

/// As [`amend_live`], for a file in the trash.
pub(crate) fn amend_trash(tables: &mut Tables<'_>, trashed: &TrashRecord) -> Result<()> {
    let slot = Slot::Trash(trashed.file.id);
    files::set_slot(tables, &slot, Some(&trashed.to_bytes()?))?;
    Ok(())
}
