//! The mirror of the audit log: a file outside of the vault that gets the line of each row, in
//! order, after the commit; a row that waits in the spool is announced at once. The last row written is recorded in the spool, so that a mirror that
//! was unreachable catches up; a killed process may cause rows to be written twice, but never to be
//! missing. docs/FORMAT.md, "Mirror".

mod announced;
mod file;
mod position;

use std::path::{Path, PathBuf};

pub(crate) use self::announced::{Announced, Announcement, ReadUpTo, announced};
pub(crate) use self::file::check as check_file;
use self::position::Position;
use super::database::Store;
use super::tables::View;
use super::{Result, audit};
use crate::domain::event::AuditEvent;

/// Appends the missing rows to the mirror; returns whether it had rows of another history, so that
/// it got every row again. If another process is writing, this is left to that one, or to the next.
/// No mirror is in one of the reserved folders.
///
/// # Errors
/// [`StorageError::Io`](super::StorageError::Io),
/// [`StorageError::Exposed`](super::StorageError::Exposed) for the mirror or its position; database
/// errors.
pub(crate) fn catch_up(store: &Store, mirror: &Path, reserved_folders: &[PathBuf]) -> Result<bool> {
    let Some(mut position) = Position::lock(store, mirror)? else {
        return Ok(false);
    };
    let view = store.read()?;
    if let Some(last) = position.last_written(&view)? {
        append(&view, last, mirror, reserved_folders, &mut position)?;
        return Ok(false);
    }
    drop(view);
    // Other processes may have committed and written rows since this one began.
    let newest = store.parallel_view()?;
    let last_written = position.last_written(&newest.tables)?;
    let last = last_written.unwrap_or_default();
    append(
        &newest.tables,
        last,
        mirror,
        reserved_folders,
        &mut position,
    )?;
    Ok(last_written.is_none())
}

/// Appends a row to the mirror before it is in the log, so that its removal from the spool is
/// noticed. `instead`: it replaces one that was appended before.
///
/// # Errors
/// [`StorageError::Io`](super::StorageError::Io),
/// [`StorageError::Exposed`](super::StorageError::Exposed).
pub(crate) fn append_waiting(
    mirror: &Path,
    reserved_folders: &[PathBuf],
    event: &AuditEvent,
    instead: bool,
) -> Result<()> {
    file::append_waiting(mirror, reserved_folders, event, instead)
}

/// Appends the rows after this one.
fn append(
    view: &impl View,
    last: u64,
    mirror: &Path,
    reserved_folders: &[PathBuf],
    position: &mut Position,
) -> Result<()> {
    if last >= audit::head(view)?.count {
        return Ok(());
    }
    let rows = audit::from(view, last.saturating_add(1))?
        .map(|row| row.map(|(number, entry)| (number, entry.event)));
    let note = |number| position.set(view, number);
    file::append(mirror, reserved_folders, rows, note)
}
