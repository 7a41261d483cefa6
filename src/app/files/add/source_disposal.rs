//! Disposal of a source: removes it, or renames it into a subfolder, without replacing anything,
//! and only if it is unchanged. All folders on the path are held open, so that replacing one of
//! them has no effect.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::Write;
use std::os::fd::AsFd;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path};

use rustix::fs::{AtFlags, Mode, OFlags};
use rustix::io::Errno;

use crate::domain::path::MAX_PART_BYTES;
use crate::domain::placement::{numbered_name, shortened};
use crate::storage::secure_file;

use super::origin::{Origin, Stamp};

/// Numbers tried for a free name: `a.pdf`, `a (2).pdf`, ...
const MAX_TRIES: u32 = 10_000;
const REASON: &[u8] = b".reason";

type Result<T> = std::result::Result<T, String>;

/// A source that is still what was read.
struct OpenSource<'p> {
    /// The folder that it is in.
    parent: File,
    name: &'p OsStr,
    /// The file itself, whatever its name.
    file: File,
}

impl OpenSource<'_> {
    /// The stamp of the file after this name is gone: the one that its other hard links have.
    fn stamp_after(&self) -> Option<Stamp> {
        let stat = rustix::fs::fstat(&self.file).ok()?;
        Some(Stamp::of_stat(&stat))
    }
}

/// Removes a source; does nothing if it is already gone. Returns the new stamp of the other hard
/// links of the file.
pub(super) fn remove(origin: &Origin, path: &Path, stamp: &Stamp) -> Result<Option<Stamp>> {
    let Some(source) = find(origin, path, stamp)? else {
        return Ok(None);
    };
    // Its content was committed and verified.
    match rustix::fs::unlinkat(&source.parent, source.name, AtFlags::empty()) {
        Ok(()) => Ok(source.stamp_after()),
        Err(Errno::NOENT) => Ok(None),
        Err(error) => Err(describe(error)),
    }
}

/// Renames a source into the folder `to` below the origin, which is created if necessary, under a
/// free name; with a reason, writes a text file with it next to the source. Returns the same as
/// [`remove`].
pub(super) fn move_to(
    origin: &Origin,
    path: &Path,
    stamp: &Stamp,
    to: &Path,
    reason: Option<&str>,
) -> Result<Option<Stamp>> {
    let Some(source) = find(origin, path, stamp)? else {
        return Ok(None);
    };
    let folder = make(origin, to)?;
    for number in 1..MAX_TRIES {
        let wanted = numbered(source.name, number);
        let reason_file = with_suffix(&wanted, REASON);
        if reason.is_some() && exists(&folder, &reason_file)? {
            continue;
        }
        match secure_file::rename_new(&source.parent, source.name, &folder, wanted.as_os_str()) {
            Ok(()) => {
                if let Some(reason) = reason {
                    write_text(&folder, &reason_file, reason)
                        .map_err(|why| format!("it was moved, but {why}"))?;
                }
                return Ok(source.stamp_after());
            }
            Err(Errno::EXIST) => {}
            Err(Errno::NOENT) => return Ok(None),
            Err(error) => return Err(describe(error)),
        }
    }
    Err("too many files with its name were moved there before".to_owned())
}

/// A file in the folder for kept sources: the folder is never imported, whatever options a later import
/// has.
pub(in crate::app) const KEPT: &str = ".file-organizer-imported";

/// Marks the folder for kept sources, which is created if necessary.
pub(super) fn mark_kept(origin: &Origin, to: &Path) -> Result<()> {
    let folder = make(origin, to)?;
    if exists(&folder, OsStr::new(KEPT))? {
        return Ok(());
    }
    let text = "file-organizer moved imported files into this folder, and does not import it.";
    match write_text(&folder, OsStr::new(KEPT), text) {
        // Another import may have marked it meanwhile.
        Err(_) if exists(&folder, OsStr::new(KEPT))? => Ok(()),
        other => other,
    }
}

/// The source, open; `None` if it is gone.
fn find<'p>(origin: &Origin, path: &'p Path, stamp: &Stamp) -> Result<Option<OpenSource<'p>>> {
    let name = path.file_name().ok_or("it has no name")?;
    let parent = match origin.parent(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(|error| error.to_string())?,
    };
    let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let file = match rustix::fs::openat(&parent, name, flags, Mode::empty()) {
        Err(Errno::NOENT) => return Ok(None),
        other => File::from(other.map_err(describe)?),
    };
    let now = rustix::fs::fstat(&file).map_err(describe)?;
    if Stamp::of_stat(&now) == *stamp {
        Ok(Some(OpenSource { parent, name, file }))
    } else {
        Err("it changed since it was read".to_owned())
    }
}

/// Opens a folder below the origin, and creates missing components, private to this user.
fn make(origin: &Origin, below: &Path) -> Result<File> {
    let mut folder = File::from(origin.folder().try_clone().map_err(|e| e.to_string())?);
    for part in below.components() {
        let Component::Normal(name) = part else {
            continue;
        };
        match rustix::fs::mkdirat(&folder, name, Mode::RWXU) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => return Err(format!("{}: {}", below.display(), describe(error))),
        }
        folder = open_own(&folder, name).map_err(|why| format!("{}: {why}", below.display()))?;
    }
    Ok(folder)
}

/// Opens a folder that belongs to this user or root.
fn open_own(parent: &File, name: &OsStr) -> Result<File> {
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = match rustix::fs::openat(parent, name, flags, Mode::empty()) {
        Err(Errno::LOOP | Errno::NOTDIR) => {
            return Err("not used: it is a symbolic link, or not a folder".to_owned());
        }
        other => File::from(other.map_err(describe)?),
    };
    let meta = rustix::fs::fstat(&folder).map_err(describe)?;
    let me = rustix::process::geteuid().as_raw();
    if meta.st_uid != me && meta.st_uid != 0 {
        return Err("not used: it belongs to another user".to_owned());
    }
    Ok(folder)
}

fn exists(folder: &File, name: &OsStr) -> Result<bool> {
    match rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(_) => Ok(true),
        Err(Errno::NOENT) => Ok(false),
        Err(error) => Err(describe(error)),
    }
}

/// Writes a new text file that only its owner can read.
fn write_text(folder: &File, name: &OsStr, text: &str) -> Result<()> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mode = Mode::RUSR | Mode::WUSR;
    let written = rustix::fs::openat(folder.as_fd(), name, flags, mode)
        .map_err(std::io::Error::from)
        .and_then(|file| File::from(file).write_all(format!("{text}\n").as_bytes()));
    written.map_err(|error| format!("{} could not be written: {error}", name.display()))
}

fn numbered(name: &OsStr, number: u32) -> OsString {
    match number {
        1 => name.to_owned(),
        number => OsString::from_vec(numbered_name(name.as_bytes(), number, MAX_PART_BYTES)),
    }
}

/// The name with a suffix, shortened to the limit of file systems.
fn with_suffix(name: &OsStr, suffix: &[u8]) -> OsString {
    let most = MAX_PART_BYTES - suffix.len();
    OsString::from_vec([shortened(name.as_bytes(), most), suffix].concat())
}

fn describe(error: Errno) -> String {
    match error {
        Errno::XDEV => "the folder is on another file system".to_owned(),
        error => std::io::Error::from(error).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_and_an_odd_one_kept() {
        let long = OsString::from_vec(vec![b'a'; 255]);
        assert_eq!(with_suffix(&long, REASON).len(), 255);
        let odd = OsStr::from_bytes(b"-\n\xff");
        assert_eq!(numbered(odd, 1), odd);
        assert_eq!(numbered(odd, 2).as_bytes(), b"-\n\xff (2)");
    }
}
