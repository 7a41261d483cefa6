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

use crate::storage::secure_file;

use super::source::{Origin, Stamp};

/// Names that are tried before giving up: `a.pdf`, `a.pdf.1`, ...
const TRIES: usize = 10_000;
/// What a file system takes for a name.
const LONGEST_NAME: usize = 255;
const REASON: &[u8] = b".reason";

type Result<T> = std::result::Result<T, String>;

/// Removes a source; one that is gone already is no error.
pub(super) fn remove(origin: &Origin, path: &Path, stamp: &Stamp) -> Result<()> {
    let Some((parent, name)) = find(origin, path, stamp)? else {
        return Ok(());
    };
    // Its content was committed, read back and compared.
    match rustix::fs::unlinkat(&parent, name, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => Ok(()),
        Err(error) => Err(words(error)),
    }
}

/// Renames a source into the folder `to` below the origin, which is made, under a name that is free
/// there; with a reason, a text file that holds it comes beside.
pub(super) fn put_away(
    origin: &Origin,
    path: &Path,
    stamp: &Stamp,
    to: &Path,
    reason: Option<&str>,
) -> Result<()> {
    let Some((parent, name)) = find(origin, path, stamp)? else {
        return Ok(());
    };
    let folder = make(origin, to)?;
    for number in 0..TRIES {
        let wanted = numbered(name, number);
        let beside = with_suffix(&wanted, REASON);
        if reason.is_some() && exists(&folder, &beside)? {
            continue;
        }
        match secure_file::rename_new(&parent, name, &folder, wanted.as_os_str()) {
            Ok(()) => {
                return match reason {
                    Some(reason) => write_reason(&folder, &beside, reason),
                    None => Ok(()),
                };
            }
            Err(Errno::EXIST) => {}
            Err(Errno::NOENT) => return Ok(()),
            Err(error) => return Err(words(error)),
        }
    }
    Err("too many files of its name were moved there before".to_owned())
}

/// The folder that a source is in, and its name; none where it is gone.
fn find<'p>(origin: &Origin, path: &'p Path, stamp: &Stamp) -> Result<Option<(File, &'p OsStr)>> {
    let name = path.file_name().ok_or("it has no name")?;
    let parent = match origin.parent(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(|error| error.to_string())?,
    };
    let now = match rustix::fs::statat(&parent, name, AtFlags::SYMLINK_NOFOLLOW) {
        Err(Errno::NOENT) => return Ok(None),
        other => other.map_err(words)?,
    };
    if Stamp::of_stat(&now) == *stamp {
        Ok(Some((parent, name)))
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

fn numbered(name: &OsStr, number: usize) -> OsString {
    match number {
        0 => name.to_owned(),
        number => with_suffix(name, format!(".{number}").as_bytes()),
    }
}

/// The name with something after it, cut so that a file system takes it.
fn with_suffix(name: &OsStr, suffix: &[u8]) -> OsString {
    let mut bytes = name.as_bytes().to_vec();
    bytes.truncate(LONGEST_NAME - suffix.len());
    bytes.extend_from_slice(suffix);
    OsString::from_vec(bytes)
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
        assert_eq!(numbered(odd, 0), odd);
        assert_eq!(numbered(odd, 2).as_bytes(), b"-\n\xff.2");
    }
}
