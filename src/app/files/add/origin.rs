//! The identity of a file, and an open folder below which files are opened without following links.

use std::fs::{File, Metadata};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags, ResolveFlags};
use rustix::io::Errno;

use crate::domain::attributes::Moment;

/// The identity and state of a file.
#[derive(Debug, PartialEq, Eq, Clone, Copy, Hash)]
pub(in crate::app) struct Stamp {
    pub device: u64,
    pub inode: u64,
    pub size: u64,
    pub modified: (i64, i64),
    /// Cannot be set by a program.
    pub changed: (i64, i64),
}

impl Stamp {
    /// From the result of `statat`.
    pub(super) fn of_stat(stat: &rustix::fs::Stat) -> Self {
        Self {
            device: stat.st_dev,
            inode: stat.st_ino,
            size: u64::try_from(stat.st_size).unwrap_or(0),
            modified: (stat.st_mtime, nanos(stat.st_mtime_nsec)),
            changed: (stat.st_ctime, nanos(stat.st_ctime_nsec)),
        }
    }
}

impl Stamp {
    /// The modification time.
    pub(super) fn moment(&self) -> Moment {
        Moment {
            seconds: self.modified.0,
            nanos: u32::try_from(self.modified.1).unwrap_or(0),
        }
    }
}

/// Its type differs between platforms.
fn nanos(nanos: impl TryInto<i64>) -> i64 {
    nanos.try_into().unwrap_or(0)
}

pub(in crate::app) fn stamp(meta: &Metadata) -> Stamp {
    Stamp {
        device: meta.dev(),
        inode: meta.ino(),
        size: meta.size(),
        modified: (meta.mtime(), meta.mtime_nsec()),
        changed: (meta.ctime(), meta.ctime_nsec()),
    }
}

/// An open folder that is being walked.
#[derive(Debug)]
pub(in crate::app) struct Origin {
    path: PathBuf,
    folder: OwnedFd,
}

impl Origin {
    pub(in crate::app) fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self {
            path: path.to_owned(),
            folder: rustix::fs::open(path, flags, Mode::empty())?,
        })
    }

    /// Opens the parent folder of a file.
    pub(super) fn above(path: &Path) -> io::Result<Self> {
        let parent = path.parent().unwrap_or(Path::new(""));
        let opened = match parent.as_os_str().is_empty() {
            true => Self::open(Path::new("."))?,
            false => Self::open(parent)?,
        };
        Ok(Self {
            path: parent.to_owned(),
            ..opened
        })
    }

    /// The folder itself.
    pub(in crate::app) fn folder(&self) -> &OwnedFd {
        &self.folder
    }

    /// The parent folder of a file below, without following links.
    pub(in crate::app) fn parent(&self, path: &Path) -> io::Result<File> {
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        match path.parent() {
            Some(parent) if parent != self.path => self.file(parent, flags),
            _ => Ok(self.folder.try_clone()?.into()),
        }
    }

    /// Opens the folder itself or one below, to read its attributes.
    pub(super) fn open_folder(&self, path: &Path) -> io::Result<File> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        if path == self.path {
            return Ok(rustix::fs::openat(&self.folder, ".", flags, Mode::empty())?.into());
        }
        self.file(path, flags)
    }

    /// Opens a path below the folder, without following links.
    pub(super) fn file(&self, path: &Path, flags: OFlags) -> io::Result<File> {
        let relative = path.strip_prefix(&self.path).unwrap_or(path);
        let rules = ResolveFlags::NO_SYMLINKS | ResolveFlags::BENEATH;
        match rustix::fs::openat2(&self.folder, relative, flags, Mode::empty(), rules) {
            // A kernel before 5.6, or a sandbox.
            Err(Errno::NOSYS | Errno::PERM) => {
                Ok(rustix::fs::openat(&self.folder, relative, flags, Mode::empty())?.into())
            }
            other => Ok(other?.into()),
        }
    }
}
