//! The attributes of a file system entry other than its name and content: kind, permission bits,
//! exact modification time, owner, group, and extended attributes. `app` reads and sets them.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::time::Time;

const NANOS_PER_SEC: i64 = 1_000_000_000;
/// The bits of a mode that encode the kind, and their values.
const KIND: u32 = 0o170_000;
const FILE: u32 = 0o100_000;
const FOLDER: u32 = 0o040_000;
const LINK: u32 = 0o120_000;
/// The permission bits, with set-user-ID, set-group-ID and sticky.
const PERMISSIONS: u32 = 0o7777;

/// The kind of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A symbolic link, whose content is its target.
    Link,
    /// A folder.
    Folder,
}

impl EntryKind {
    /// The stable lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Link => "link",
            Self::Folder => "folder",
        }
    }

    /// The kind with this name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::File, Self::Link, Self::Folder]
            .into_iter()
            .find(|kind| kind.name() == name)
    }

    const fn bits(self) -> u32 {
        match self {
            Self::File => FILE,
            Self::Link => LINK,
            Self::Folder => FOLDER,
        }
    }
}

/// An exact modification time, including years that [`Time`] does not cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    /// Whole seconds since 1970, rounded down.
    pub seconds: i64,
    /// Nanoseconds within the second.
    pub nanos: u32,
}

impl Moment {
    /// The nearest [`Time`].
    pub fn time(self) -> Time {
        let nanos = self.seconds.saturating_mul(NANOS_PER_SEC);
        Time::from_unix_nanos(nanos.saturating_add(i64::from(self.nanos)))
    }

    /// Seconds with nine decimals, as accepted by `touch -d @...` and tar: `-1.500000000` is one
    /// and a half seconds before 1970.
    pub fn decimal(self) -> String {
        if self.seconds < 0 && self.nanos > 0 {
            let seconds = self.seconds.saturating_add(1).unsigned_abs();
            let nanos = NANOS_PER_SEC.saturating_sub(i64::from(self.nanos));
            return format!("-{seconds}.{nanos:09}");
        }
        format!("{}.{:09}", self.seconds, self.nanos)
    }

    /// Parses the result of [`Moment::decimal`].
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.')?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if fraction.len() != 9 || !digits(fraction) {
            return None;
        }
        let nanos: u32 = fraction.parse().ok()?;
        let seconds: i64 = whole.parse().ok()?;
        if whole.starts_with('-') && nanos > 0 {
            return Some(Self {
                seconds: seconds.checked_sub(1)?,
                nanos: 1_000_000_000_u32.checked_sub(nanos)?,
            });
        }
        Some(Self { seconds, nanos })
    }
}

impl From<Time> for Moment {
    fn from(time: Time) -> Self {
        Self {
            seconds: time.unix_seconds(),
            nanos: u32::try_from(time.nanos().rem_euclid(NANOS_PER_SEC)).unwrap_or(0),
        }
    }
}

/// The attributes of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attributes {
    /// Kind and permission bits, as in `stat`.
    mode: u32,
    /// When the content was last changed.
    pub modified: Moment,
    /// The owner's id.
    pub uid: u32,
    /// The group's id.
    pub gid: u32,
    /// Extended attributes of the namespace `user`, in order of name.
    pub xattrs: Vec<(String, Vec<u8>)>,
}

impl Attributes {
    /// Maximum total bytes of the extended attributes of an entry, names and values.
    pub const MAX_XATTRS_LEN: usize = 64 * 1024;

    /// Without extended attributes.
    pub fn new(kind: EntryKind, permissions: u32, modified: Moment, uid: u32, gid: u32) -> Self {
        Self {
            mode: kind.bits() | (permissions & PERMISSIONS),
            modified,
            uid,
            gid,
            xattrs: Vec::new(),
        }
    }

    /// A file without known attributes, such as a stream: owned by this process's user, and
    /// private.
    pub fn private_file(modified: Time) -> Self {
        Self::new(EntryKind::File, 0o600, modified.into(), 0, 0)
    }

    /// The kind of the entry.
    pub fn kind(&self) -> EntryKind {
        match self.mode & KIND {
            LINK => EntryKind::Link,
            FOLDER => EntryKind::Folder,
            _ => EntryKind::File,
        }
    }

    /// Whether it is a regular file.
    pub fn is_file(&self) -> bool {
        self.kind() == EntryKind::File
    }

    /// Whether it is a symbolic link.
    pub fn is_link(&self) -> bool {
        self.kind() == EntryKind::Link
    }

    /// The permission bits, with set-user-ID, set-group-ID and sticky.
    pub fn permissions(&self) -> u32 {
        self.mode & PERMISSIONS
    }
}
