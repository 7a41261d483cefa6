//! Reserved disk space next to the database, so that on a full disk a vault can still be read (each
//! read leaves an audit row), emptied and compacted. Its contents are meaningless.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{FallocateFlags, fallocate, statvfs};

use super::secure_file;

/// Bytes reserved.
const RESERVED: u64 = 1024 * 1024;
/// Reserve only if this much is free.
const MIN_FREE: u64 = 8 * RESERVED;

fn path(vault: &Path) -> PathBuf {
    vault.join("reserve")
}

/// Free bytes on the disk of the vault.
pub(crate) fn free(vault: &Path) -> Option<u64> {
    let room = statvfs(vault).ok()?;
    Some(room.f_bavail.saturating_mul(room.f_frsize))
}

/// Whether the disk of the vault has no space for audit rows.
pub(crate) fn is_full(vault: &Path) -> bool {
    free(vault).is_some_and(|free| free < RESERVED) && !path(vault).exists()
}

/// Frees the reserved space if the disk is almost full.
pub(crate) fn release(vault: &Path) {
    if free(vault).is_some_and(|free| free < RESERVED) {
        // Failure only means that less space is available.
        let _ = secure_file::remove(&path(vault));
    }
}

/// Reserves the space again, once the disk has enough.
pub(crate) fn allocate(vault: &Path) {
    let path = path(vault);
    // A copy of a vault may have a sparse file.
    let kept = std::fs::symlink_metadata(&path).is_ok_and(|meta| meta.blocks() * 512 >= RESERVED);
    if kept || free(vault).is_none_or(|free| free < MIN_FREE) {
        return;
    }
    let _ = secure_file::remove(&path);
    let Ok(file) = secure_file::create(&path) else {
        return;
    };
    if fallocate(&file, FallocateFlags::empty(), 0, RESERVED).is_err() {
        // A sparse file reserves nothing.
        let _ = secure_file::remove(&path);
    }
}
