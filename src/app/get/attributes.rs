//! Giving a file, link or folder the attributes that it came in with, as far as the target can hold them
//! and the umask allows it.

use std::os::fd::{AsFd, BorrowedFd};

use rustix::fs::{AtFlags, Gid, Mode, Stat, Timespec, Timestamps, Uid, XattrFlags};
use rustix::io::Result;

use crate::domain::attributes::Attributes;

/// Bits that make a program run as another user or group.
const SET_ID: u32 = 0o6000;
/// Times that differ by no more than this are the same: some file systems count in steps of two seconds.
const TIME_STEP: i64 = 2;

/// How many entries did not get what they came in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NotGiven {
    /// Permission bits that the umask takes away.
    pub masked: u64,
    /// Permission bits, because the file system holds none, or other ones.
    pub modes: u64,
    /// Of these, how many came in unreadable for others, and are readable now.
    pub exposed: u64,
    /// The modification time.
    pub times: u64,
    /// Extended attributes.
    pub xattrs: u64,
    /// Owner or group, where that was asked for.
    pub owners: u64,
}

impl NotGiven {
    /// Counts more.
    pub fn add(&mut self, more: Self) {
        self.masked += more.masked;
        self.modes += more.modes;
        self.exposed += more.exposed;
        self.times += more.times;
        self.xattrs += more.xattrs;
        self.owners += more.owners;
    }
}

/// What is given besides times, permission bits and extended attributes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Giving {
    /// Owner and group.
    pub owner: bool,
    /// Permission bits that nothing gets.
    pub umask: u32,
}

impl Giving {
    pub(super) fn new(owner: bool) -> Self {
        // There is no other way to ask; nothing else runs yet.
        let umask = rustix::process::umask(Mode::RWXG | Mode::RWXO);
        rustix::process::umask(umask);
        Self {
            owner,
            umask: umask.bits(),
        }
    }

    /// Gives an open file or folder its attributes. What the target cannot hold is no error.
    pub(super) fn give(self, to: BorrowedFd<'_>, known: &Attributes) -> Result<NotGiven> {
        let mut not_given = NotGiven::default();
        for (name, value) in &known.xattrs {
            if rustix::fs::fsetxattr(to, name.as_str(), value, XattrFlags::empty()).is_err() {
                not_given.xattrs = 1;
            }
        }
        if self.owner && rustix::fs::fchown(to, Some(uid(known)), Some(gid(known))).is_err() {
            not_given.owners = 1;
        }
        let is_owners = |stat: &Stat| stat.st_uid == known.uid && stat.st_gid == known.gid;
        let permissions = known.permissions();
        // A program that is to run as its owner is not to run as the user who takes it out.
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
        not_given.masked = u64::from(wanted != permissions);
        not_given.modes = u64::from(got != wanted);
        not_given.exposed = u64::from(got & 0o044 & !permissions != 0);
        not_given.times = u64::from(!is_near(stat.st_mtime, known));
        Ok(not_given)
    }

    /// Gives a symbolic link its time, and its owner and group; a link has no permission bits of its own.
    pub(super) fn give_link(self, folder: impl AsFd, name: &str, known: &Attributes) -> NotGiven {
        let flags = AtFlags::SYMLINK_NOFOLLOW;
        let owner = (Some(uid(known)), Some(gid(known)));
        let mut not_given = NotGiven::default();
        if self.owner && rustix::fs::chownat(&folder, name, owner.0, owner.1, flags).is_err() {
            not_given.owners = 1;
        }
        let _ = rustix::fs::utimensat(&folder, name, &times(known), flags);
        let stat = rustix::fs::statat(&folder, name, flags);
        not_given.times = u64::from(!stat.is_ok_and(|stat| is_near(stat.st_mtime, known)));
        not_given
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
