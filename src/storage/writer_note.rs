//! A note next to the database that identifies the writer for waiting processes. It is not a lock
//! (redb's locks are), and may be stale or missing.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::secure_file;

/// The note, while this process writes.
pub(crate) struct WriterNote(Option<PathBuf>);

fn path(spool: &Path) -> PathBuf {
    spool.join("writer")
}

impl WriterNote {
    /// Writes the note; failure does not matter.
    pub(crate) fn create(spool: &Path, verb: &str) -> Self {
        let path = path(spool);
        let note = format!("{} {verb}", std::process::id());
        let written = secure_file::remove(&path)
            .and_then(|()| secure_file::create(&path))
            .is_ok_and(|mut file| file.write_all(note.as_bytes()).is_ok());
        Self(written.then_some(path))
    }
}

impl Drop for WriterNote {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            let _ = secure_file::remove(&path);
        }
    }
}

/// The current writer, for a message: `, pid 4711 (add)`; empty if unknown.
pub(crate) fn read(spool: &Path) -> String {
    let note = secure_file::read(&path(spool), 256).ok();
    let note = note.and_then(|bytes| String::from_utf8(bytes).ok());
    let parts = note.as_deref().and_then(|note| note.split_once(' '));
    match parts {
        Some((pid, verb))
            if pid.bytes().all(|byte| byte.is_ascii_digit())
                && verb
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b' ')
                && fs::exists(format!("/proc/{pid}")).unwrap_or(true) =>
        {
            format!(", pid {pid} ({verb})")
        }
        _ => String::new(),
    }
}
