//! The mirror of the audit log: a file outside of the vault that gets each row as a plain line. How far
//! it has come stands in the spool, so that it is caught up later where it could not be written; a process
//! that dies in between may leave a line twice, and never leaves one out.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

use super::tables::View;
use super::{Result, StorageError, audit, secure_file};

/// Where the position stands: the number of the last row that the mirror has.
const POSITION: &str = "mirrored";
/// Lines are written in pieces of about this size.
const PIECE: usize = 64 * 1024;

/// Appends the rows that the mirror has not yet. Where another process is at it, it is left to that one, or
/// to the next.
///
/// # Errors
/// [`StorageError::Io`], [`StorageError::Exposed`] about the mirror or its position; of the database.
pub(crate) fn catch_up(view: &impl View, spool: &Path, path: &Path) -> Result<()> {
    let at = spool.join(POSITION);
    let position = open_position(&at)?;
    match position.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(()),
        Err(TryLockError::Error(error)) => return Err(StorageError::io(&at)(error)),
    }
    let mut number = [0; 8];
    // An empty one is of a mirror that has begun just now.
    let known = position.read_exact_at(&mut number, 0).is_ok();
    let last = if known { u64::from_le_bytes(number) } else { 0 };
    if last >= audit::head(view)?.count {
        return Ok(());
    }
    let mut mirror = open_mirror(path)?;
    let mut lines = unfinished_line(&mirror, path)?;
    let mut reached = last;
    let mut put = |lines: &mut String, reached: u64| {
        mirror
            .write_all(lines.as_bytes())
            .map_err(StorageError::io(path))?;
        lines.clear();
        position
            .write_all_at(&reached.to_le_bytes(), 0)
            .map_err(StorageError::io(&at))
    };
    for row in audit::from(view, last.saturating_add(1))? {
        let (number, event) = row?;
        lines.push_str(&event.line());
        lines.push('\n');
        reached = number;
        if lines.len() >= PIECE {
            put(&mut lines, reached)?;
        }
    }
    put(&mut lines, reached)
}

fn open_position(path: &Path) -> Result<File> {
    match secure_file::create(path) {
        Err(StorageError::Io { source, .. })
            if source.kind() == std::io::ErrorKind::AlreadyExists =>
        {
            secure_file::open(path, true)
        }
        made => made,
    }
}

/// Appends only, never through a link, and does not wait for whoever would read a FIFO.
fn open_mirror(path: &Path) -> Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(0o600)
        .custom_flags(i32::try_from(flags.bits()).unwrap_or_default())
        .open(path)
        .map_err(StorageError::io(path))?;
    let meta = file.metadata().map_err(StorageError::io(path))?;
    if meta.is_file() {
        return Ok(file);
    }
    Err(StorageError::Exposed {
        path: path.to_owned(),
        reason: "not a regular file",
    })
}

/// What ends a line that a full disk has cut.
fn unfinished_line(mirror: &File, path: &Path) -> Result<String> {
    let length = mirror.metadata().map_err(StorageError::io(path))?.len();
    let mut last = [b'\n'];
    if let Some(before) = length.checked_sub(1) {
        mirror
            .read_exact_at(&mut last, before)
            .map_err(StorageError::io(path))?;
    }
    Ok(if last == *b"\n" {
        String::new()
    } else {
        "\n".to_owned()
    })
}
