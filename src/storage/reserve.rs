//! Room that a vault keeps for itself beside the database, so that on a full disk it can still be
//! read (each read leaves its row), emptied and put in order. Not a byte in it means anything.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{FallocateFlags, fallocate, statvfs};

use super::secure_file;

/// What is kept.
const KEPT: u64 = 1024 * 1024;
/// It is taken only where so much is free besides.
const PLENTY: u64 = 8 * KEPT;

fn path(vault: &Path) -> PathBuf {
    vault.join("reserve")
}

fn free(vault: &Path) -> Option<u64> {
    let room = statvfs(vault).ok()?;
    Some(room.f_bavail.saturating_mul(room.f_frsize))
}

/// Gives the room to whatever is about to be written, where there is hardly any other.
pub(crate) fn give(vault: &Path) {
    if free(vault).is_some_and(|free| free < KEPT) {
        // Without it nothing is lost but the room.
        let _ = secure_file::remove(&path(vault));
    }
}

/// Takes the room again, once there is plenty.
pub(crate) fn keep(vault: &Path) {
    let path = path(vault);
    // A copy of a vault may have the file, and not the room.
    let kept = std::fs::symlink_metadata(&path).is_ok_and(|meta| meta.blocks() * 512 >= KEPT);
    if kept || free(vault).is_none_or(|free| free < PLENTY) {
        return;
    }
    let _ = secure_file::remove(&path);
    let Ok(file) = secure_file::create(&path) else {
        return;
    };
    if fallocate(&file, FallocateFlags::empty(), 0, KEPT).is_err() {
        // A file that takes no room keeps none.
        let _ = secure_file::remove(&path);
    }
}
