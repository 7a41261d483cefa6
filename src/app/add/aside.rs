//! Taking a source out of its folder: removed, or renamed into another folder below, never over
//! anything, and only as long as it still is what was seen. Every folder is held open on the way: what
//! somebody puts in the place of one leads nowhere.

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

use super::source::{Origin, Stamp};

/// Names that are tried before giving up: `a.pdf`, `a (2).pdf`, ...
const TRIES: u32 = 10_000;
const REASON: &[u8] = b".reason";

type Result<T> = std::result::Result<T, String>;

/// A source that is still what was read.
struct There<'p> {
    /// The folder that it is in.
    parent: File,
    name: &'p OsStr,
    /// The file itself, whatever its name.
    file: File,
}

impl There<'_> {
    /// How the file is now that it has lost this name: so it is under its other ones.
    fn left(&self) -> Option<Stamp> {
        let stat = rustix::fs::fstat(&self.file).ok()?;
        Some(Stamp::of_stat(&stat))
    }
}

/// Removes a source; one that is gone already is no error. Gives the stamp that the other names of the file
/// have from then on.
pub(super) fn remove(origin: &Origin, path: &Path, stamp: &Stamp) -> Result<Option<Stamp>> {
    let Some(there) = find(origin, path, stamp)? else {
        return Ok(None);
    };
    // Its content was committed, read back and compared.
    match rustix::fs::unlinkat(&there.parent, there.name, AtFlags::empty()) {
        Ok(()) => Ok(there.left()),
        Err(Errno::NOENT) => Ok(None),
        Err(error) => Err(words(error)),
    }
}

/// Renames a source into the folder `to` below the origin, which is made, under a name that is free
/// there; with a reason, a text file that holds it comes beside. Gives what [`remove`] gives.
pub(super) fn put_away(
    origin: &Origin,
    path: &Path,
    stamp: &Stamp,
    to: &Path,
    reason: Option<&str>,
) -> Result<Option<Stamp>> {
    let Some(there) = find(origin, path, stamp)? else {
        return Ok(None);
    };
    let folder = make(origin, to)?;
    for number in 1..TRIES {
        let wanted = numbered(there.name, number);
        let beside = with_suffix(&wanted, REASON);
        if reason.is_some() && exists(&folder, &beside)? {
            continue;
        }
        match secure_file::rename_new(&there.parent, there.name, &folder, wanted.as_os_str()) {
            Ok(()) => {
                if let Some(reason) = reason {
                    write_reason(&folder, &beside, reason)?;
                }
                return Ok(there.left());
            }
            Err(Errno::EXIST) => {}
            Err(Errno::NOENT) => return Ok(None),
            Err(error) => return Err(words(error)),
        }
    }
    Err("too many files of its name were moved there before".to_owned())
}

/// The source, open; none where it is gone.
fn find<'p>(origin: &Origin, path: &'p Path, stamp: &Stamp) -> Result<Option<There<'p>>> {
    let name = path.file_name().ok_or("it has no name")?;
    let parent = match origin.parent(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(|error| error.to_string())?,
    };
    let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let file = match rustix::fs::openat(&parent, name, flags, Mode::empty()) {
        Err(Errno::NOENT) => return Ok(None),
        other => File::from(other.map_err(words)?),
    };
    let now = rustix::fs::fstat(&file).map_err(words)?;
    if Stamp::of_stat(&now) == *stamp {
        Ok(Some(There { parent, name, file }))
    } else {
        Err("it changed since it was read".to_owned())
    }
}

/// Opens a folder below the origin, and makes what is missing of it: for this user alone.
fn make(origin: &Origin, below: &Path) -> Result<File> {
    let mut folder = File::from(origin.folder().try_clone().map_err(|e| e.to_string())?);
    for part in below.components() {
        let Component::Normal(name) = part else {
            continue;
        };
        match rustix::fs::mkdirat(&folder, name, Mode::RWXU) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => return Err(format!("{}: {}", below.display(), words(error))),
        }
        folder = open_own(&folder, name).map_err(|why| format!("{}: {why}", below.display()))?;
    }
    Ok(folder)
}

/// Opens a folder that is of this user and that nobody else may write to.
fn open_own(parent: &File, name: &OsStr) -> Result<File> {
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = match rustix::fs::openat(parent, name, flags, Mode::empty()) {
        Err(Errno::LOOP | Errno::NOTDIR) => {
            return Err("a symbolic link, or no folder: not used".to_owned());
        }
        other => File::from(other.map_err(words)?),
    };
    let meta = rustix::fs::fstat(&folder).map_err(words)?;
    let me = rustix::process::geteuid().as_raw();
    if meta.st_uid != me && meta.st_uid != 0 {
        return Err("it belongs to another user: not used".to_owned());
    }
    Ok(folder)
}

fn exists(folder: &File, name: &OsStr) -> Result<bool> {
    match rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(_) => Ok(true),
        Err(Errno::NOENT) => Ok(false),
        Err(error) => Err(words(error)),
    }
}

/// The file itself has been moved: that is what counts, so a reason that cannot be written is said as
/// what it is.
fn write_reason(folder: &File, name: &OsStr, reason: &str) -> Result<()> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mode = Mode::RUSR | Mode::WUSR;
    let written = rustix::fs::openat(folder.as_fd(), name, flags, mode)
        .map_err(std::io::Error::from)
        .and_then(|file| File::from(file).write_all(format!("{reason}\n").as_bytes()));
    written.map_err(|error| format!("it was moved, but the reason could not be written: {error}"))
}

fn numbered(name: &OsStr, number: u32) -> OsString {
    match number {
        1 => name.to_owned(),
        number => OsString::from_vec(numbered_name(name.as_bytes(), number, MAX_PART_BYTES)),
    }
}

/// The name with something after it, cut so that a file system takes it.
fn with_suffix(name: &OsStr, suffix: &[u8]) -> OsString {
    let most = MAX_PART_BYTES - suffix.len();
    OsString::from_vec([shortened(name.as_bytes(), most), suffix].concat())
}

fn words(error: Errno) -> String {
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
