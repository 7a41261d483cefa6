//! The mirror of the audit log: a place outside of the vault that gets a copy of each row, in
//! order, after the commit. The last row sent is recorded in the spool, so that a mirror that was
//! unreachable catches up; a killed process may cause a row to be sent twice, but never to be
//! missing. docs/FORMAT.md, "Spool".

mod file;
mod journald;
mod position;
mod socket;
mod syslog;

use std::path::PathBuf;
use std::time::Duration;

pub(crate) use self::file::check as check_file;
use self::journald::Journald;
use self::position::Position;
use self::syslog::Syslog;
use super::database::Store;
use super::tables::View;
use super::{Result, audit};
use crate::domain::mirror::{Message, Mirror};
use crate::domain::time::Time;
use crate::domain::zone::Zone;

/// Parameters of sending.
pub(crate) struct SendOptions<'a> {
    /// The identifier of the vault.
    pub vault: &'a str,
    /// The current time, and the local time zone.
    pub now: Time,
    pub zone: Zone,
    /// Folders that must not contain a mirror.
    pub reserved_folders: Vec<PathBuf>,
    /// The total time to wait for a daemon that does not read.
    pub timeout: Duration,
}

/// Sends the missing rows to the mirror; returns whether it had rows of another history, so that it
/// got every row again. If another process is sending, this is left to that one, or to the next.
///
/// # Errors
/// [`StorageError::Io`](super::StorageError::Io),
/// [`StorageError::Exposed`](super::StorageError::Exposed) for the mirror or its position; database
/// errors.
pub(crate) fn catch_up(store: &Store, mirror: &Mirror, sending: &SendOptions<'_>) -> Result<bool> {
    let Some(mut position) = Position::lock(store, mirror)? else {
        return Ok(false);
    };
    let view = store.read()?;
    if let Some(last) = position.last_sent(&view)? {
        send(&view, last, mirror, sending, &mut position)?;
        return Ok(false);
    }
    drop(view);
    // Other processes may have committed and sent rows since this one began.
    let newest = store.parallel_view()?;
    let last_sent = position.last_sent(&newest.tables)?;
    let last = last_sent.unwrap_or_default();
    send(&newest.tables, last, mirror, sending, &mut position)?;
    Ok(last_sent.is_none())
}

/// Sends the rows after this one.
fn send(
    view: &impl View,
    last: u64,
    mirror: &Mirror,
    sending: &SendOptions<'_>,
    position: &mut Position,
) -> Result<()> {
    if last >= audit::head(view)?.count {
        return Ok(());
    }
    let rows = audit::from(view, last.saturating_add(1))?
        .map(|row| row.map(|(number, entry)| (number, entry.event)));
    match mirror {
        Mirror::File(path) => {
            let note = |number| position.set(view, number);
            file::append(path, &sending.reserved_folders, rows, note)
        }
        Mirror::Syslog(path) => {
            let mut daemon = Syslog::connect(path, sending)?;
            each(view, rows, sending.vault, position, |row| daemon.send(row))
        }
        Mirror::Journald(path) => {
            let mut daemon = Journald::connect(path, sending)?;
            each(view, rows, sending.vault, position, |row| daemon.send(row))
        }
    }
}

/// Sends row by row, and records each.
fn each(
    view: &impl View,
    rows: impl Iterator<Item = Result<file::Row>>,
    vault: &str,
    position: &mut Position,
    mut send: impl FnMut(&Message<'_>) -> Result<()>,
) -> Result<()> {
    for row in rows {
        let (number, event) = row?;
        send(&Message {
            vault,
            number,
            event: &event,
        })?;
        position.set(view, number)?;
    }
    Ok(())
}
