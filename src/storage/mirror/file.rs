//! The file of a mirror: lines are appended, and a line truncated by a full disk is removed.
//! Only a file begun by this program is written to; its first line identifies it.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use crate::domain::event::AuditEvent;
use crate::storage::{Result, StorageError, secure_file};

/// A row and its number.
pub(super) type Row = (u64, AuditEvent);

/// The first line. A shell ignores it, and no other program's file begins with it.
const HEADER: &str = "# file-organizer audit mirror\n";
/// Begins the line of a row that waits in the spool.
pub(super) const WAITING: &str = "# waiting: ";
/// Begins the line of a row that replaced one that waited.
pub(super) const WAITING_INSTEAD: &str = "# waiting instead: ";
/// Lines are written in pieces of about this size.
const PIECE: usize = 64 * 1024;

/// Appends these rows; `note` is called with the last row of each piece that was written.
pub(super) fn append(
    path: &Path,
    reserved_folders: &[PathBuf],
    rows: impl Iterator<Item = Result<Row>>,
    mut note: impl FnMut(u64) -> Result<()>,
) -> Result<()> {
    check_place(path, reserved_folders)?;
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

/// Appends a row that waits in the spool, also one that does so instead of an earlier one: it has no
/// number yet, and is appended again with one.
pub(super) fn append_waiting(
    path: &Path,
    reserved_folders: &[PathBuf],
    event: &AuditEvent,
    instead: bool,
) -> Result<()> {
    check_place(path, reserved_folders)?;
    let mirror = open(path)?;
    let begin = unfinished_line(&mirror, path)?;
    let prefix = if instead { WAITING_INSTEAD } else { WAITING };
    put(&mirror, path, &format!("{begin}{prefix}{}\n", event.line()))
}

/// Refuses a path that must not be a mirror: one in these folders, which are the program's own, by
/// any name, and an existing file that is not a mirror.
///
/// # Errors
/// [`StorageError::Exposed`]; [`StorageError::Io`] if a file cannot be examined.
pub(crate) fn check(path: &Path, reserved_folders: &[PathBuf]) -> Result<()> {
    check_place(path, reserved_folders)?;
    existing(path).map(drop)
}

/// Refuses a path in one of these folders: a line appended to a database, or to keyring.json, would
/// destroy the vault. A path whose folder does not exist is accepted.
fn check_place(path: &Path, reserved_folders: &[PathBuf]) -> Result<()> {
    let identity = |path: &Path| {
        let meta = std::fs::metadata(path).ok()?;
        Some((meta.dev(), meta.ino()))
    };
    let own: Vec<(u64, u64)> = reserved_folders
        .iter()
        .filter_map(|path| identity(path))
        .collect();
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    let mut above = folder.iter().flat_map(|folder| folder.ancestors());
    if above.any(|folder| identity(folder).is_some_and(|is| own.contains(&is))) {
        return Err(exposed(path, "it is in a folder reserved for the program"));
    }
    Ok(())
}

fn exposed(path: &Path, reason: &'static str) -> StorageError {
    StorageError::Exposed {
        path: path.to_owned(),
        reason,
    }
}

/// Append only, without following links or blocking.
fn options() -> OpenOptions {
    let flags = OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
    let mut options = OpenOptions::new();
    options
        .read(true)
        .append(true)
        .mode(0o600)
        .custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    options
}

fn open(path: &Path) -> Result<File> {
    match existing(path)? {
        Some(mirror) => Ok(mirror),
        None => make(path),
    }
}

/// The existing mirror; `None` if there is none.
pub(super) fn existing(path: &Path) -> Result<Option<File>> {
    let is_absent = |error: &std::io::Error| error.kind() == ErrorKind::NotFound;
    // Before opening: opening a device can have effects.
    let found = match path.symlink_metadata() {
        Err(error) if is_absent(&error) => return Ok(None),
        found => found.map_err(StorageError::io(path))?,
    };
    if !found.is_file() {
        return Err(exposed(path, "not a regular file"));
    }
    let mirror = match options().open(path) {
        Err(error) if is_absent(&error) => return Ok(None),
        opened => opened.map_err(StorageError::io(path))?,
    };
    let meta = mirror.metadata().map_err(StorageError::io(path))?;
    if !meta.is_file() {
        return Err(exposed(path, "not a regular file"));
    }
    // A hard link could be any file of the vault.
    if meta.nlink() > 1 {
        return Err(exposed(path, "the file has another hard link"));
    }
    secure_file::check_owner(path, &meta)?;
    let mut begin = [0; HEADER.len()];
    let begins = mirror.read_exact_at(&mut begin, 0).is_ok();
    if !begins || begin != *HEADER.as_bytes() {
        return Err(exposed(path, "the file is not a mirror of an audit log"));
    }
    Ok(Some(mirror))
}

/// Creates the mirror.
fn make(path: &Path) -> Result<File> {
    let mirror = options()
        .create_new(true)
        .open(path)
        .map_err(StorageError::io(path))?;
    let begun = mirror
        .set_permissions(Permissions::from_mode(0o600))
        .and_then(|()| (&mirror).write_all(HEADER.as_bytes()))
        // An empty file, as a power loss would leave it, is not a mirror.
        .and_then(|()| mirror.sync_all());
    if let Err(error) = begun {
        secure_file::remove(path)?;
        return Err(StorageError::io(path)(error));
    }
    Ok(mirror)
}

/// The newline for a truncated line.
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

/// Appends a whole piece or nothing, unless another process appends at the same moment.
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
        // An append-only file keeps the truncated line, which the next piece ends.
        let _ = mirror.set_len(before);
    }
    Err(StorageError::io(path)(failed))
}
