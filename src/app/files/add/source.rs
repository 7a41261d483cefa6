//! A source file, read once: opened without following a link or waiting for a writer, checked to be
//! a regular file, and checked again at the end to be unchanged.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{AtFlags, CWD, Mode, OFlags};

use crate::domain::attributes::{Attributes, EntryKind};
use crate::domain::file_type::{FileType, TypeGroup};
use crate::domain::policy::Violation;
use crate::domain::time::Time;

use super::origin::{Origin, Stamp, stamp};
use super::{ItemStatus, NotKept, attributes, source_disposal};

/// Why a source is refused.
pub(in crate::app) struct Refusal {
    pub status: ItemStatus,
    pub reason: String,
    /// The detected type, if known.
    pub detected: Option<FileType>,
    /// Bytes, if counted.
    pub size: u64,
    /// The command after which it would be accepted.
    pub command: Option<String>,
    /// The group of types that the policy would have to allow, if that is enough.
    pub group: Option<TypeGroup>,
}

impl Refusal {
    /// Refused for what it is.
    pub(in crate::app) fn rejected(reason: impl Into<String>) -> Self {
        Self {
            status: ItemStatus::Rejected,
            reason: reason.into(),
            detected: None,
            size: 0,
            command: None,
            group: None,
        }
    }

    /// Refused by the policy.
    pub(in crate::app) fn by_policy(why: &Violation) -> Self {
        Self {
            command: why.command(),
            group: why.group,
            ..Self::rejected(&why.reason)
        }
    }

    /// Could not be read.
    pub(in crate::app) fn failed(reason: impl Into<String>) -> Self {
        Self {
            status: ItemStatus::Failed,
            ..Self::rejected(reason)
        }
    }
}

/// An open source.
pub(in crate::app) struct SourceFile {
    file: File,
    meta: Metadata,
    stamp: Stamp,
    /// Number of hard links.
    links: u64,
}

impl SourceFile {
    pub(in crate::app) fn open(path: &Path, origin: Option<&Origin>) -> Result<Self, Refusal> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let opened = match origin {
            Some(origin) => origin.file(path, flags),
            None => rustix::fs::open(path, flags, Mode::empty())
                .map(File::from)
                .map_err(io::Error::from),
        };
        let file = opened.map_err(|error| {
            if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) {
                Refusal::rejected("a symbolic link (not followed)")
            } else {
                Refusal::failed(error.to_string())
            }
        })?;
        let meta = file
            .metadata()
            .map_err(|e| Refusal::failed(e.to_string()))?;
        if !meta.is_file() {
            return Err(Refusal::rejected("not a regular file"));
        }
        Ok(Self {
            stamp: stamp(&meta),
            links: meta.nlink(),
            meta,
            file,
        })
    }

    pub(in crate::app) fn size(&self) -> u64 {
        self.stamp.size
    }

    pub(in crate::app) fn modified(&self) -> Time {
        self.stamp.moment().time()
    }

    /// Its attributes, and which of them are not stored.
    pub(in crate::app) fn attributes(&self) -> Result<(Attributes, NotKept), Refusal> {
        attributes::of_open(&self.file, EntryKind::File, &self.meta)
            .map_err(|error| Refusal::failed(format!("cannot read its attributes: {error}")))
    }

    /// Refuses a file that changed since it was opened, or had a different number of bytes.
    pub(in crate::app) fn check_unchanged(&self, read: u64) -> Result<(), Refusal> {
        let now = self.file.metadata();
        let now = now.map_err(|e| Refusal::failed(e.to_string()))?;
        if stamp(&now) == self.stamp && read == self.stamp.size {
            Ok(())
        } else {
            Err(Refusal::failed("it changed while it was being read"))
        }
    }

    /// What a later removal must find unchanged.
    pub(in crate::app) fn receipt(&self, path: &Path, origin: Option<&Arc<Origin>>) -> Receipt {
        Receipt {
            path: path.to_owned(),
            origin: origin.cloned(),
            stamp: self.stamp,
            links: self.links,
        }
    }
}

impl SourceFile {
    /// Locks the file for this process until the returned handle and this one are closed; `None` if
    /// it is locked, or no longer at `path`.
    pub(in crate::app) fn hold(&self, path: &Path) -> io::Result<Option<File>> {
        if self.file.try_lock().is_err() {
            return Ok(None);
        }
        let there = std::fs::symlink_metadata(path).is_ok_and(|meta| stamp(&meta) == self.stamp);
        there.then(|| self.file.try_clone()).transpose()
    }
}

impl Read for SourceFile {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.file.read(out)
    }
}

/// A symbolic link, read and never followed.
pub(super) struct SourceLink {
    pub target: Vec<u8>,
    pub attributes: Attributes,
    pub receipt: Receipt,
}

impl SourceLink {
    pub(super) fn read(path: &Path, origin: Option<&Arc<Origin>>) -> Result<Self, Refusal> {
        let failed = |error: io::Error| Refusal::failed(error.to_string());
        let name = path.file_name().unwrap_or_default();
        let parent = match origin {
            Some(origin) => Some(origin.parent(path).map_err(failed)?),
            None => None,
        };
        let (folder, name) = match &parent {
            Some(parent) => (parent.as_fd(), Path::new(name)),
            None => (CWD, path),
        };
        let stat = || rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW);
        let before = stat().map_err(|error| failed(error.into()))?;
        let target = rustix::fs::readlinkat(folder, name, Vec::new())
            .map_err(|error| failed(error.into()))?;
        let after = stat().map_err(|error| failed(error.into()))?;
        let stamp = Stamp::of_stat(&before);
        if Stamp::of_stat(&after) != stamp {
            return Err(Refusal::failed("it changed while it was being read"));
        }
        Ok(Self {
            target: target.into_bytes(),
            attributes: Attributes::new(
                EntryKind::Link,
                before.st_mode,
                stamp.moment(),
                before.st_uid,
                before.st_gid,
            ),
            receipt: Receipt {
                path: path.to_owned(),
                origin: origin.cloned(),
                stamp,
                links: before.st_nlink,
            },
        })
    }
}

/// A source that may be removed once its content is stored.
pub(in crate::app) struct Receipt {
    path: PathBuf,
    /// The folder it was found in.
    origin: Option<Arc<Origin>>,
    stamp: Stamp,
    links: u64,
}

impl Receipt {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(in crate::app) fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// Whether the file has other hard links: removing one changes the stamp of all.
    pub(super) fn is_linked(&self) -> bool {
        self.links > 1
    }

    /// Removes the source if it still has this stamp; returns the new stamp of its other hard
    /// links.
    pub(super) fn remove(&self, stamp: &Stamp) -> Result<Option<Stamp>, String> {
        if let Some(origin) = &self.origin {
            return source_disposal::remove(origin, &self.path, stamp);
        }
        let above = Origin::above(&self.path).map_err(|error| error.to_string())?;
        source_disposal::remove(&above, &self.path, stamp)
    }
}
