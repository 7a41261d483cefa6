//! The attributes of a source, and which of them are not stored.

use std::fs::{File, Metadata};
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::MetadataExt;

use rustix::io::Errno;

use crate::domain::attributes::{Attributes, EntryKind};

use super::origin::stamp;

/// The namespace of extended attributes that users may set.
const USER: &str = "user.";
/// The prefix under which access control lists are stored as extended attributes.
const ACCESS_LISTS: &str = "system.posix_acl_";
/// The limit of Linux for a list of names, and for a value.
const MAX_VALUE_LEN: usize = 64 * 1024;

/// The number of entries with attributes that are not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct NotKept {
    /// Access control lists.
    pub access_lists: u64,
    /// Extended attributes outside of the user namespace, such as capabilities and security labels.
    pub system_attributes: u64,
    /// Extended attributes of the user namespace that are too large, or have a name that is not
    /// UTF-8.
    pub user_attributes: u64,
    /// Hard links: each becomes a file of its own.
    pub hard_links: u64,
}

impl NotKept {
    /// Adds the counts of another value.
    pub fn add(&mut self, more: Self) {
        self.access_lists += more.access_lists;
        self.system_attributes += more.system_attributes;
        self.user_attributes += more.user_attributes;
        self.hard_links += more.hard_links;
    }
}

/// The attributes of an open file or folder.
pub(super) fn of_open(
    file: &File,
    kind: EntryKind,
    meta: &Metadata,
) -> io::Result<(Attributes, NotKept)> {
    let modified = stamp(meta).moment();
    let mut attributes = Attributes::new(kind, meta.mode(), modified, meta.uid(), meta.gid());
    let mut not_kept = NotKept {
        hard_links: u64::from(kind == EntryKind::File && meta.nlink() > 1),
        ..NotKept::default()
    };
    read_xattrs(file.as_fd(), &mut attributes, &mut not_kept)?;
    Ok((attributes, not_kept))
}

fn read_xattrs(
    file: BorrowedFd<'_>,
    attributes: &mut Attributes,
    not_kept: &mut NotKept,
) -> io::Result<()> {
    let list = match read(|out| rustix::fs::flistxattr(file, out)) {
        Ok(list) => list,
        // A file system without extended attributes.
        Err(Errno::NOTSUP | Errno::NOSYS) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let mut bytes = 0_usize;
    for name in list
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty())
    {
        if !name.starts_with(USER.as_bytes()) {
            let count = if name.starts_with(ACCESS_LISTS.as_bytes()) {
                &mut not_kept.access_lists
            } else {
                &mut not_kept.system_attributes
            };
            *count = 1;
            continue;
        }
        let value = match read(|out| rustix::fs::fgetxattr(file, name, out)) {
            Ok(value) => value,
            // Removed meanwhile.
            Err(Errno::NODATA) => continue,
            Err(error) => return Err(error.into()),
        };
        bytes = bytes.saturating_add(name.len()).saturating_add(value.len());
        match std::str::from_utf8(name) {
            Ok(name) if bytes <= Attributes::MAX_XATTRS_LEN => {
                attributes.xattrs.push((name.to_owned(), value));
            }
            _ => not_kept.user_attributes = 1,
        }
    }
    attributes.xattrs.sort();
    Ok(())
}

/// Reads a value of unknown length: most are small.
fn read(get: impl Fn(&mut [u8]) -> rustix::io::Result<usize>) -> rustix::io::Result<Vec<u8>> {
    let mut value = vec![0; 256];
    let mut length = get(&mut value);
    if length == Err(Errno::RANGE) {
        value.resize(MAX_VALUE_LEN, 0);
        length = get(&mut value);
    }
    value.truncate(length?);
    Ok(value)
}
