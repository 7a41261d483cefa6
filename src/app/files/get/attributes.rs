//! Restoring the attributes of a file, link or folder, as far as the target file system and the
//! umask allow it.

use std::os::fd::{AsFd, BorrowedFd};

use rustix::fs::{AtFlags, Gid, Mode, Stat, Timespec, Timestamps, Uid, XattrFlags};
use rustix::io::Result;

use crate::domain::attributes::Attributes;

/// The setuid and setgid bits.
const SET_ID: u32 = 0o6000;
/// Times that differ by no more than this are equal: some file systems count in steps of two
/// seconds.
const TIME_STEP: i64 = 2;

/// The number of entries whose attributes were not fully restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct NotRestored {
    /// Permission bits removed by the umask.
    pub masked: u64,
    /// Permission bits that the file system does not store.
    pub modes: u64,
    /// Of these, how many were private and are now readable by others.
    pub exposed: u64,
    /// The modification time.
    pub times: u64,
    /// Extended attributes.
    #[serde(rename = "extended_attributes")]
    pub xattrs: u64,
    /// Owner or group, if requested.
    pub owners: u64,
}

impl NotRestored {
    /// Adds the counts of another value.
    pub fn add(&mut self, more: Self) {
        self.masked += more.masked;
        self.modes += more.modes;
        self.exposed += more.exposed;
        self.times += more.times;
        self.xattrs += more.xattrs;
        self.owners += more.owners;
    }
}

/// What to restore besides times, permission bits and extended attributes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Restoring {
    /// Owner and group.
    pub owner: bool,
    /// Permission bits to remove.
    pub umask: u32,
}

impl Restoring {
    pub(super) fn new(owner: bool) -> Self {
        // There is no other way to read the umask; no other thread runs yet.
        let umask = rustix::process::umask(Mode::RWXG | Mode::RWXO);
        rustix::process::umask(umask);
        Self {
            owner,
            umask: umask.bits(),
        }
    }

    /// Sets the attributes of an open file or folder. What the target cannot hold is not an error.
    pub(super) fn restore(self, to: BorrowedFd<'_>, known: &Attributes) -> Result<NotRestored> {
        let mut not_restored = NotRestored::default();
        for (name, value) in &known.xattrs {
            if rustix::fs::fsetxattr(to, name.as_str(), value, XattrFlags::empty()).is_err() {
                not_restored.xattrs = 1;
            }
        }
        if self.owner && rustix::fs::fchown(to, Some(uid(known)), Some(gid(known))).is_err() {
            not_restored.owners = 1;
        }
        let is_owners = |stat: &Stat| stat.st_uid == known.uid && stat.st_gid == known.gid;
        let permissions = known.permissions();
        // A program that runs as its owner must not run as the user who exports it.
        let allowed = if permissions & SET_ID != 0 && is_owners(&rustix::fs::fstat(to)?) {
            !self.umask
        } else {
            !self.umask & !SET_ID
        };
        let wanted = permissions & allowed;
        let _ = rustix::fs::fchmod(to, Mode::from_raw_mode(wanted));
        let _ = rustix::fs::futimens(to, &times(known));
        let stat = rustix::fs::fstat(to)?;
        let got = stat.st_mode & 0o7777;
        not_restored.masked = u64::from(wanted != permissions);
        not_restored.modes = u64::from(got != wanted);
        not_restored.exposed = u64::from(got & 0o044 & !permissions != 0);
        not_restored.times = u64::from(!is_near(stat.st_mtime, known));
        Ok(not_restored)
    }

    /// Whether a file or link already has these permission bits and this time.
    pub(super) fn is_restored(self, stat: &Stat, known: &Attributes) -> bool {
        let wanted = known.permissions() & !self.umask;
        let nanos = u64::from(known.modified.nanos);
        (known.is_link() || stat.st_mode & 0o7777 == wanted)
            && stat.st_mtime == known.modified.seconds
            && stat.st_mtime_nsec == nanos
    }

    /// Sets the time of a symbolic link, and its owner and group; a link has no permission bits of
    /// its own.
    pub(super) fn restore_link(
        self,
        folder: impl AsFd,
        name: &str,
        known: &Attributes,
    ) -> NotRestored {
        let flags = AtFlags::SYMLINK_NOFOLLOW;
        let owner = (Some(uid(known)), Some(gid(known)));
        let mut not_restored = NotRestored::default();
        if self.owner && rustix::fs::chownat(&folder, name, owner.0, owner.1, flags).is_err() {
            not_restored.owners = 1;
        }
        let _ = rustix::fs::utimensat(&folder, name, &times(known), flags);
        let stat = rustix::fs::statat(&folder, name, flags);
        not_restored.times = u64::from(!stat.is_ok_and(|stat| is_near(stat.st_mtime, known)));
        not_restored
    }
}

fn is_near(seconds: i64, known: &Attributes) -> bool {
    let apart = seconds.saturating_sub(known.modified.seconds);
    apart.unsigned_abs() <= TIME_STEP.unsigned_abs()
}

fn uid(known: &Attributes) -> Uid {
    Uid::from_raw(known.uid)
}

fn gid(known: &Attributes) -> Gid {
    Gid::from_raw(known.gid)
}

fn times(known: &Attributes) -> Timestamps {
    let time = Timespec {
        tv_sec: known.modified.seconds,
        tv_nsec: known.modified.nanos.into(),
    };
    Timestamps {
        last_access: time,
        last_modification: time,
    }
}
