//! Undo and redo. A content that an undo would leave without a row goes to the trash: added content
//! is lost only when it is destroyed.

use std::collections::{BTreeMap, BTreeSet};

use redb::ReadableTable;

use super::{change, known, mark_of_undo, save, undo_row, undone};
use crate::crypto::random;
use crate::domain::id::{Actor, FileId};
use crate::domain::time::Time;
use crate::storage::files::Place;
use crate::storage::record::{
    ChangeRecord, FileRecord, OldVersionRecord, OperationState, Record, Slot, TrashRecord,
};
use crate::storage::tables::{Tables, View};
use crate::storage::{Result, StorageError, content, files, meta};

/// The files that an undo has moved to the trash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct MovedToTrash {
    /// Files.
    pub files: u64,
    /// Those of them whose source may no longer exist.
    pub only: u64,
}

/// The result of an undo or redo.
pub(crate) enum Swapped {
    /// Done: the number of files touched, and those moved to the trash.
    Done(u64, MovedToTrash),
    /// Another operation has changed this row since, or was undone since.
    Conflict(Slot),
}

/// Every row that an operation has changed, each once.
pub(crate) fn touched(view: &impl View, number: u64) -> Result<BTreeSet<Slot>> {
    let record = known(view, number)?;
    (0..record.changes)
        .map(|index| Ok(change(view, number, index)?.slot))
        .collect()
}

/// Undoes operation `number`, which is done, on behalf of `by`. A content that would have no row
/// afterwards goes to the trash.
pub(crate) fn undo(tables: &mut Tables<'_>, number: u64, by: &Actor, now: Time) -> Result<Swapped> {
    let mut record = known(tables, number)?;
    let before = contents_of(tables, &touched(tables, number)?)?;
    for index in (0..record.changes).rev() {
        if let Some(slot) = conflict(tables, number, index)? {
            return Ok(Swapped::Conflict(slot));
        }
        swap(tables, number, index)?;
    }
    let kept = keep_in_trash(tables, number, before, by, now)?;
    // The last one undone is redone first.
    let order = meta::increment(tables, meta::key::UNDO_ORDER)?;
    record.state = OperationState::Undone;
    save(tables, number, &record)?;
    let mut mark = order.to_le_bytes().to_vec();
    mark.extend_from_slice(by.to_string().as_bytes());
    meta::set(tables, &undo_row(number), &mark)?;
    Ok(Swapped::Done(record.files, kept))
}

/// The files and versions in the rows of an operation, with their paths, by their contents.
type Contents = BTreeMap<u64, Vec<(Vec<u8>, FileRecord)>>;

fn contents_of(view: &impl View, touched: &BTreeSet<Slot>) -> Result<Contents> {
    let mut held = Contents::new();
    for slot in touched {
        let Some(bytes) = files::slot(view, slot)? else {
            continue;
        };
        let (path, file) = match slot {
            Slot::Path(path) => (path.clone(), FileRecord::from_bytes(&bytes)?),
            Slot::Trash(_) => {
                let trashed = TrashRecord::from_bytes(&bytes)?;
                (trashed.path, trashed.file)
            }
            Slot::Version(id, _) => {
                let (path, mut file) = file_of(view, id)?;
                // The source has had other content since.
                file.source = None;
                file.current = OldVersionRecord::from_bytes(&bytes)?.version;
                (path, file)
            }
            Slot::Folder(_) | Slot::Policy(_) => continue,
        };
        held.entry(file.current.content)
            .or_default()
            .push((path, file));
    }
    Ok(held)
}

/// A file, live or in the trash, and its path key.
fn file_of(view: &impl View, id: &FileId) -> Result<(Vec<u8>, FileRecord)> {
    match files::by_id(view, id)? {
        Some(Place::Live(entry)) => Ok((entry.path.key().to_vec(), entry.file)),
        Some(Place::Trash) | None => match files::in_trash(view, id)? {
            Some(trashed) => Ok((trashed.path, trashed.file)),
            None => Err(StorageError::Damaged(format!("a version has no file {id}"))),
        },
    }
}

/// Moves those files to the trash that would be gone, and those contents that would be nowhere: as the
/// file itself, if it has no other row and this was its current content, otherwise as a separate file.
/// Of files with the same content each is kept, since each has its own name.
fn keep_in_trash(
    tables: &mut Tables<'_>,
    number: u64,
    before: Contents,
    by: &Actor,
    now: Time,
) -> Result<MovedToTrash> {
    let touched = touched(tables, number)?;
    let after = contents_of(tables, &touched)?;
    let mut lost = Vec::new();
    for (content, held) in before {
        let now = after.get(&content).map_or(&[][..], Vec::as_slice);
        let fewer = held.len().saturating_sub(now.len());
        let mut gone: Vec<(bool, (Vec<u8>, FileRecord))> = Vec::new();
        for (path, file) in held {
            let stays = now.iter().any(|(_, other)| other.id == file.id);
            // As its current content and as an earlier version: kept once.
            let is_second = gone.iter().any(|(_, (_, other))| other.id == file.id);
            if !stays && !is_second && !is_version(tables, &file.id, content)? {
                let is_replaced = tables.ids.get(file.id.bytes())?.is_some();
                gone.push((is_replaced, (path, file)));
            }
        }
        // A file that has other content now is gone only if the content is nowhere.
        gone.retain(|(is_replaced, _)| !is_replaced || now.is_empty());
        lost.extend(gone.into_iter().take(fewer).map(|(_, held)| held));
    }
    // The newest version is the first choice for the file itself.
    lost.sort_by_key(|(_, file)| std::cmp::Reverse(file.current.number));
    let mut kept = MovedToTrash::default();
    for (path, mut file) in lost {
        kept.files += 1;
        kept.only += u64::from(file.source.is_none());
        if tables.ids.get(file.id.bytes())?.is_some() {
            file.id = FileId::new(random::array()?);
        }
        file.operation = number;
        content::refer(tables, file.current.content)?;
        let record = TrashRecord {
            path,
            deleted: now,
            deleted_by: by.clone(),
            file,
        };
        let slot = Slot::Trash(record.file.id);
        files::set_slot(tables, &slot, Some(&record.to_bytes()?))?;
    }
    Ok(kept)
}

fn is_version(view: &impl View, id: &FileId, content: u64) -> Result<bool> {
    let old = files::old_versions(view, id)?;
    Ok(old.iter().any(|old| old.version.content == content))
}

/// Redoes operation `number`, which is undone; not if another one was undone after it.
pub(crate) fn redo(tables: &mut Tables<'_>, number: u64) -> Result<Swapped> {
    let mut record = known(tables, number)?;
    if let Some(slot) = redone_before(tables, number)? {
        return Ok(Swapped::Conflict(slot));
    }
    // Files that the undo moved to the trash are taken from there: no other row refers to the
    // operation now.
    let mut kept = Vec::new();
    for trashed in files::trash(tables)? {
        let file = trashed?.file;
        if file.operation == number {
            kept.push(file);
        }
    }
    for file in kept {
        files::set_slot(tables, &Slot::Trash(file.id), None)?;
        content::release(tables, file.current.content)?;
    }
    for index in 0..record.changes {
        swap(tables, number, index)?;
    }
    record.state = OperationState::Done;
    save(tables, number, &record)?;
    meta::remove(tables, &undo_row(number))?;
    Ok(Swapped::Done(record.files, MovedToTrash::default()))
}

/// A row also changed by another operation that was undone later, and has to be redone first.
fn redone_before(view: &impl View, number: u64) -> Result<Option<Slot>> {
    let (order, _) = mark_of_undo(view, number)?;
    let mine = touched(view, number)?;
    for other in undone(view)? {
        if mark_of_undo(view, other)?.0 > order {
            let theirs = touched(view, other)?;
            if let Some(slot) = theirs.into_iter().find(|slot| mine.contains(slot)) {
                return Ok(Some(slot));
            }
        }
    }
    Ok(None)
}

/// The slot of a change, if its row has changed since the operation.
fn conflict(view: &impl View, number: u64, index: u32) -> Result<Option<Slot>> {
    let ChangeRecord { slot, saved } = change(view, number, index)?;
    let now = files::slot(view, &slot)?;
    let as_left = match &now {
        Some(bytes) => files::names(&slot, bytes)?.1 == number,
        // The operation cleared it, if it was set before; if its file is elsewhere by now, a later
        // operation did it.
        None => match (&slot, &saved) {
            (_, None) => false,
            (Slot::Path(_), Some(saved)) => {
                let id = FileRecord::from_bytes(saved)?.id;
                view.ids().get(id.bytes())?.is_none()
            }
            (Slot::Trash(id), Some(_)) => view.ids().get(id.bytes())?.is_none(),
            (Slot::Version(..) | Slot::Folder(_) | Slot::Policy(_), Some(_)) => true,
        },
    };
    Ok((!as_left).then_some(slot))
}

/// Swaps a row with its saved value.
fn swap(tables: &mut Tables<'_>, number: u64, index: u32) -> Result<()> {
    let ChangeRecord { slot, saved } = change(tables, number, index)?;
    let now = files::set_slot(tables, &slot, saved.as_deref())?;
    let change = ChangeRecord { slot, saved: now }.to_bytes()?;
    tables.changes.insert((number, index), change.as_slice())?;
    Ok(())
}
