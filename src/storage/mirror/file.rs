//! The mirror that is a file: lines are appended, and a line that a full disk has cut is taken back.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use crate::domain::event::AuditEvent;
use crate::storage::{Result, StorageError};

/// A row and its number.
pub(super) type Row = (u64, AuditEvent);

/// Lines are written in pieces of about this size.
const PIECE: usize = 64 * 1024;

/// Appends these rows; `note` is told the last one of each piece that is there.
pub(super) fn append(
    path: &str,
    keep_out: &[PathBuf],
    rows: impl Iterator<Item = Result<Row>>,
    mut note: impl FnMut(u64) -> Result<()>,
) -> Result<()> {
    let path = Path::new(path);
    check_place(path, keep_out)?;
    let mirror = open(path)?;
    let mut lines = unfinished_line(&mirror, path)?;
    let mut reached = None;
    for row in rows {
        let (number, event) = row?;
        lines.push_str(&event.line());
        lines.push('\n');
        reached = Some(number);
        if lines.len() >= PIECE {
            put(&mirror, path, &lines)?;
            note(number)?;
            lines.clear();
            reached = None;
        }
    }
    let Some(number) = reached else { return Ok(()) };
    put(&mirror, path, &lines)?;
    note(number)
}

/// Refuses a place in one of these folders, which are the program's own, by whatever name it is reached: a
/// line in a database, or in keyring.json, would be the end of the vault. A place whose folder is not there is
/// no such place.
///
/// # Errors
/// [`StorageError::Exposed`].
pub(crate) fn check_place(path: &Path, keep_out: &[PathBuf]) -> Result<()> {
    let refuse = |reason| {
        Err(StorageError::Exposed {
            path: path.to_owned(),
            reason,
        })
    };
    let identity = |path: &Path| {
        let meta = std::fs::metadata(path).ok()?;
        Some((meta.dev(), meta.ino()))
    };
    let own: Vec<(u64, u64)> = keep_out.iter().filter_map(|path| identity(path)).collect();
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    let mut above = folder.iter().flat_map(|folder| folder.ancestors());
    if above.any(|folder| identity(folder).is_some_and(|is| own.contains(&is))) {
        return refuse("it is in a folder that the vault keeps for itself");
    }
    // By another name it could be any file of the vault.
    if std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file() && meta.nlink() > 1) {
        return refuse("the file has another name beside this one (a hard link)");
    }
    Ok(())
}

/// Appends only, never through a link, and does not wait for whoever would read a FIFO.
fn open(path: &Path) -> Result<File> {
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

/// What ends a line that was cut.
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

/// Appends a piece whole, or not at all, unless somebody else appends there at that moment.
fn put(mut mirror: &File, path: &Path, lines: &str) -> Result<()> {
    let length = || mirror.metadata().map(|meta| meta.len());
    let before = length().map_err(StorageError::io(path))?;
    let mut rest = lines.as_bytes();
    let failed = loop {
        match mirror.write(rest) {
            Ok(0) => break ErrorKind::WriteZero.into(),
            Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => break error,
        }
        if rest.is_empty() {
            return Ok(());
        }
    };
    let written = lines.len().saturating_sub(rest.len()) as u64;
    if length().is_ok_and(|now| now == before.saturating_add(written)) {
        // A file that takes no more but at its end keeps the cut line, which the next piece ends.
        let _ = mirror.set_len(before);
    }
    Err(StorageError::io(path)(failed))
}
