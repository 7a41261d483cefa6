//! Finds files that are open for writing: by the descriptors in /proc of the processes that this
//! user may inspect. (A read lease would ask the kernel itself, but needs `unsafe`, which this
//! program forbids.) Without /proc, and for the processes of other users, only the settle time
//! counts.

use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The access mode among the flags of an open file, and the one for reading alone.
const ACCESS_MODE: u32 = 0o3;
/// A descriptor opened with `O_PATH`.
const PATH_ONLY: u32 = 0o10_000_000;

/// Device and inode of each file that is open for writing.
pub(super) fn open_for_writing() -> HashSet<(u64, u64)> {
    let mut found = HashSet::new();
    let Ok(processes) = fs::read_dir("/proc") else {
        return found;
    };
    for process in processes.flatten() {
        let name = process.file_name();
        let is_process = name
            .to_str()
            .is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
        if is_process {
            // The process has ended, or belongs to another user.
            let _ = look_at(&process.path(), &mut found);
        }
    }
    found
}

fn look_at(process: &Path, found: &mut HashSet<(u64, u64)>) -> std::io::Result<()> {
    for descriptor in fs::read_dir(process.join("fd"))?.flatten() {
        let info = process.join("fdinfo").join(descriptor.file_name());
        let Ok(info) = fs::read_to_string(info) else {
            continue;
        };
        if !writes(&info) {
            continue;
        }
        if let Ok(meta) = fs::metadata(descriptor.path())
            && meta.is_file()
        {
            found.insert((meta.dev(), meta.ino()));
        }
    }
    Ok(())
}

/// Whether this `fdinfo` text describes a writable descriptor.
fn writes(info: &str) -> bool {
    let flags = info.lines().find_map(|line| line.strip_prefix("flags:"));
    let flags = flags.and_then(|flags| u32::from_str_radix(flags.trim(), 8).ok());
    flags.is_some_and(|flags| flags & ACCESS_MODE != 0 && flags & PATH_ONLY == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_to_write_shows_until_it_is_closed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        let meta = |file: &fs::File| {
            let meta = file.metadata().unwrap();
            (meta.dev(), meta.ino())
        };
        #[expect(clippy::disallowed_methods, reason = "the file to examine")]
        let written = fs::File::create(&path).unwrap();
        assert!(open_for_writing().contains(&meta(&written)));
        drop(written);
        let read = fs::File::open(&path).unwrap();
        assert!(!open_for_writing().contains(&meta(&read)));
        assert!(writes("pos:\t0\nflags:\t0100002\n") && writes("flags: 01"));
        assert!(!writes("flags:\t0100000\n") && !writes("") && !writes("flags:\t010000002\n"));
    }
}
