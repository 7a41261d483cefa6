//! A folder that is exported into. Every step down is taken from an open folder and follows no
//! link, so that nothing lands elsewhere, whatever stands there or is put there meanwhile.

use std::fs::File;
use std::io::Write;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Mode, OFlags, RenameFlags, Timespec, Timestamps};
use rustix::io::Errno;

use crate::crypto::random;
use crate::domain::time::Time;

use super::below;
use crate::app::error::{Error, Kind, Result};

const FOLDER: OFlags = OFlags::DIRECTORY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC)
    .union(OFlags::RDONLY);

/// The folder, open.
pub(super) struct Target {
    path: PathBuf,
    folder: OwnedFd,
}

impl Target {
    pub(super) fn create(path: &Path) -> Result<Self> {
        std::fs::create_dir_all(path).map_err(|e| Error::io(path, &e))?;
        // The folder itself may be reached by a link: the user has named it.
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::RDONLY;
        let folder =
            rustix::fs::open(path, flags, Mode::empty()).map_err(|e| Error::io(path, &e.into()))?;
        Ok(Self {
            path: path.to_owned(),
            folder,
        })
    }

    pub(super) fn shown(&self, relative: &[Vec<u8>]) -> PathBuf {
        below(&self.path, relative)
    }

    /// Makes everything that was written durable, at once.
    pub(super) fn sync(&self) -> Result<()> {
        rustix::fs::syncfs(&self.folder).map_err(|e| Error::io(&self.path, &e.into()))
    }

    /// A place to write from, for one thread.
    pub(super) fn place(&self) -> Place<'_> {
        Place {
            target: self,
            open: Vec::new(),
        }
    }
}

/// The folders that a thread has open, from the target down.
pub(super) struct Place<'t> {
    target: &'t Target,
    open: Vec<(Vec<u8>, OwnedFd)>,
}

/// A file being written, under a temporary name.
pub(super) struct Part {
    file: File,
    path: PathBuf,
}

impl Part {
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file
            .write_all(bytes)
            .map_err(|e| Error::io(&self.path, &e))
    }
}

impl Place<'_> {
    /// Writes one file by `fill`, and puts it in its place when that has succeeded.
    pub(super) fn write(
        &mut self,
        relative: &[Vec<u8>],
        overwrite: bool,
        modified: Time,
        fill: impl FnOnce(&mut Part) -> Result<()>,
    ) -> Result<()> {
        let shown = self.target.shown(relative);
        let failed = |error: Errno| Error::io(&shown, &error.into());
        let Some((name, folders)) = relative.split_last() else {
            return Err(Error::new(Kind::Other, "a file without a name"));
        };
        self.enter(folders)?;
        let folder = match self.open.last() {
            Some((_, folder)) => folder.as_fd(),
            None => self.target.folder.as_fd(),
        };
        let stat = rustix::fs::statat(folder, name.as_slice(), AtFlags::SYMLINK_NOFOLLOW);
        if stat.is_ok() && !overwrite {
            return Err(exists(&shown));
        }
        let unfinished = format!(
            ".{}.part",
            data_encoding::HEXLOWER.encode(&random::array::<8>()?)
        );
        let flags = OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY | OFlags::CLOEXEC;
        let mode = Mode::from_raw_mode(0o666);
        let file = rustix::fs::openat(folder, unfinished.as_str(), flags, mode).map_err(failed)?;
        let mut part = Part {
            file: file.into(),
            path: shown.clone(),
        };
        let written = fill(&mut part).and_then(|()| {
            set_modified(&part.file, modified).map_err(failed)?;
            let rules = if overwrite {
                RenameFlags::empty()
            } else {
                RenameFlags::NOREPLACE
            };
            publish(folder, &unfinished, name, rules).map_err(|error| match error {
                Errno::EXIST if !overwrite => exists(&shown),
                error => failed(error),
            })
        });
        if written.is_err() {
            let _ = rustix::fs::unlinkat(folder, unfinished.as_str(), AtFlags::empty());
        }
        written
    }

    /// Opens the folders down to where a file belongs, making those that are missing; what is open
    /// already from the file before is used again.
    fn enter(&mut self, folders: &[Vec<u8>]) -> Result<()> {
        let shared = self
            .open
            .iter()
            .zip(folders)
            .take_while(|((open, _), wanted)| open == *wanted)
            .count();
        self.open.truncate(shared);
        for depth in shared..folders.len() {
            let Some(name) = folders.get(depth) else {
                break;
            };
            let parent = match self.open.last() {
                Some((_, folder)) => folder.as_fd(),
                None => self.target.folder.as_fd(),
            };
            let shown = || self.target.shown(folders.get(..=depth).unwrap_or(folders));
            let folder = match open_folder(parent, name) {
                Err(Errno::NOENT) => {
                    match rustix::fs::mkdirat(parent, name.as_slice(), Mode::from_raw_mode(0o777)) {
                        Ok(()) | Err(Errno::EXIST) => open_folder(parent, name),
                        Err(error) => Err(error),
                    }
                }
                other => other,
            };
            let folder = folder.map_err(|error| match error {
                Errno::LOOP | Errno::NOTDIR => Error::new(
                    Kind::Other,
                    format!("{}: not a folder, or a symbolic link", shown().display()),
                )
                .hint("choose another folder with -o"),
                error => Error::io(&shown(), &error.into()),
            })?;
            self.open.push((name.clone(), folder));
        }
        Ok(())
    }
}

fn open_folder(parent: impl AsFd, name: &[u8]) -> rustix::io::Result<OwnedFd> {
    rustix::fs::openat(parent, name, FOLDER, Mode::empty())
}

/// Renames within a folder; where the file system knows no rename without replacing, by a link.
fn publish(
    folder: impl AsFd + Copy,
    from: &str,
    to: &[u8],
    rules: RenameFlags,
) -> rustix::io::Result<()> {
    match rustix::fs::renameat_with(folder, from, folder, to, rules) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) if !rules.is_empty() => {
            rustix::fs::linkat(folder, from, folder, to, AtFlags::empty())?;
            rustix::fs::unlinkat(folder, from, AtFlags::empty())
        }
        other => other,
    }
}

fn exists(path: &Path) -> Error {
    Error::new(Kind::Other, format!("{}: is there already", path.display()))
        .hint("replace it with --overwrite, or choose another folder with -o")
}

fn set_modified(file: &File, modified: Time) -> rustix::io::Result<()> {
    let nanos = modified.nanos();
    let time = Timespec {
        tv_sec: nanos.div_euclid(1_000_000_000),
        tv_nsec: nanos.rem_euclid(1_000_000_000),
    };
    rustix::fs::futimens(
        file,
        &Timestamps {
            last_access: time,
            last_modification: time,
        },
    )
}
