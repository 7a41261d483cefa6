//! One scan of an imported folder: which files are due, which are unfinished, and what is left
//! alone. The vault is not accessed.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use walkdir::{DirEntry, WalkDir};

use crate::app::files::add::exclude::is_junk;
use crate::app::files::add::origin::{Stamp, stamp};
use crate::app::files::add::source_disposal::KEPT;
use crate::app::{cancel, clock};

use super::settle::{Memory, Settle};
use super::{Folder, writers};

/// Files in one batch.
const BATCH: usize = 10_000;
/// How many of the entries left alone are named.
const NAMED: usize = 100;
/// Suffixes of unfinished files.
const UNFINISHED_SUFFIXES: [&[u8]; 10] = [
    b".part",
    b".partial",
    b".crdownload",
    b".download",
    b".opdownload",
    b".filepart",
    b".aria2",
    b".!ut",
    b".tmp",
    b".temp",
];
/// Suffixes of files that a program keeps next to an unfinished file.
const SIBLING_SUFFIXES: [&str; 3] = [".part", ".crdownload", ".aria2"];

/// A file that is due.
pub(in crate::app) struct Due {
    pub path: PathBuf,
    pub stamp: Stamp,
}

/// The result of a scan.
#[derive(Default)]
pub(in crate::app) struct Found {
    pub due: Vec<Due>,
    pub waiting: u64,
    /// When to scan again for pending files.
    pub soonest: Option<Duration>,
    /// When to scan again for deferred files.
    pub later: Option<Duration>,
    pub left: Vec<(PathBuf, String)>,
    /// More files are due.
    pub more: bool,
}

impl Found {
    fn rescan_after(&mut self, wait: Duration) {
        self.soonest = Some(self.soonest.map_or(wait, |soonest| soonest.min(wait)));
    }

    fn leave_alone(&mut self, path: &Path, why: impl Into<String>) {
        if self.left.len() < NAMED {
            self.left.push((path.to_owned(), why.into()));
        }
    }
}

/// Scans everything below the folder.
pub(in crate::app) fn scan_folder(folder: &Folder, memory: &mut Memory) -> Found {
    let mut found = Found::default();
    let (now, at) = (clock::now(), Instant::now());
    memory.begin_scan();
    let kept = folder.options.keep_in.as_deref();
    let walk = WalkDir::new(&folder.path)
        .min_depth(1)
        .follow_links(false)
        .into_iter()
        .filter_entry(|entry| is_meant(entry, kept));
    for entry in walk {
        if cancel::asked().is_some() {
            return Found::default();
        }
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                gone_or_left(&mut found, &folder.path, &error);
                continue;
            }
        };
        let kind = entry.file_type();
        if kind.is_dir() {
            continue;
        }
        if !kind.is_file() {
            let why = if kind.is_symlink() {
                "a symbolic link (not followed)"
            } else {
                "not a regular file"
            };
            found.leave_alone(entry.path(), why);
            continue;
        }
        // Gone meanwhile, or found by the next scan.
        let Ok(meta) = entry.metadata() else {
            continue;
        };
        let stamp = stamp(&meta);
        match memory.judge(entry.path(), &stamp, now, at) {
            // The rest is found by the next scan.
            Settle::Settled if found.due.len() == BATCH => {
                found.more = true;
                break;
            }
            Settle::Settled => found.due.push(Due {
                path: entry.into_path(),
                stamp,
            }),
            Settle::Pending(left) => {
                found.waiting += 1;
                found.rescan_after(left);
            }
            Settle::Deferred(left) => {
                found.later = Some(found.later.map_or(left, |later| later.min(left)));
            }
        }
    }
    if !found.more {
        memory.end_scan();
    }
    drop_busy(&mut found, folder.options.settle);
    found
}

/// Removes files that are open for writing, or unfinished by other signs.
fn drop_busy(found: &mut Found, settle: Duration) {
    if found.due.is_empty() {
        return;
    }
    let busy = writers::open_for_writing();
    let before = found.due.len();
    found.due.retain(|due| {
        let open = busy.contains(&(due.stamp.device, due.stamp.inode));
        !open && !has_unfinished_sibling(&due.path)
    });
    let busy = before - found.due.len();
    if busy > 0 {
        found.waiting += busy as u64;
        found.rescan_after(settle);
    }
}

fn gone_or_left(found: &mut Found, folder: &Path, error: &walkdir::Error) {
    let inner = error.io_error();
    if inner.is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        return;
    }
    let why = inner.map_or_else(|| error.to_string(), ToString::to_string);
    found.leave_alone(error.path().unwrap_or(folder), why);
}

/// Whether an entry is examined: not if it is hidden, unfinished by its name, or the folder for kept
/// sources of this import or an earlier one.
fn is_meant(entry: &DirEntry, kept: Option<&OsStr>) -> bool {
    let name = entry.file_name();
    let is_folder = entry.file_type().is_dir();
    let is_kept = (entry.depth() == 1 && kept == Some(name))
        || (is_folder && std::fs::symlink_metadata(entry.path().join(KEPT)).is_ok());
    !is_kept && !is_hidden(name) && !is_junk(name, is_folder) && (is_folder || !is_unfinished(name))
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_bytes().starts_with(b".")
}

/// Whether programs use such a name for unfinished or temporary files.
fn is_unfinished(name: &OsStr) -> bool {
    let name = name.as_bytes().to_ascii_lowercase();
    name.starts_with(b"~$") || UNFINISHED_SUFFIXES.iter().any(|end| name.ends_with(end))
}

/// Browsers create the file empty, and write to another one next to it.
fn has_unfinished_sibling(path: &Path) -> bool {
    SIBLING_SUFFIXES.iter().any(|suffix| {
        let mut sibling = path.as_os_str().as_bytes().to_vec();
        sibling.extend_from_slice(suffix.as_bytes());
        let sibling = PathBuf::from(OsString::from_vec(sibling));
        std::fs::symlink_metadata(sibling).is_ok()
    })
}

/// The entries already reported as left alone, so that they are reported only once.
#[derive(Default)]
pub(in crate::app) struct Reported(HashSet<PathBuf>);

impl Reported {
    /// The entries of `left` that were not reported yet.
    pub(in crate::app) fn unreported(
        &mut self,
        left: Vec<(PathBuf, String)>,
    ) -> Vec<(PathBuf, String)> {
        let now = left.iter().map(|(path, _)| path.clone()).collect();
        let before = std::mem::replace(&mut self.0, now);
        left.into_iter()
            .filter(|(path, _)| !before.contains(path))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_names() {
        for name in [
            "a.pdf.part",
            "a.CRDOWNLOAD",
            "x.tmp",
            "~$letter.docx",
            "a.!ut",
        ] {
            assert!(is_unfinished(OsStr::new(name)), "{name}");
        }
        for name in ["a.pdf", "part", "tmp", "a.tmpl", "$~a", "compart.txt"] {
            assert!(!is_unfinished(OsStr::new(name)), "{name}");
        }
        assert!(is_hidden(OsStr::new(".~lock.a.odt#")));
    }

    #[test]
    fn what_is_left_is_said_once_until_it_goes() {
        let mut said = Reported::default();
        let left = |names: &[&str]| {
            let left = names
                .iter()
                .map(|name| (PathBuf::from(name), String::new()));
            left.collect::<Vec<_>>()
        };
        assert_eq!(said.unreported(left(&["a"])), left(&["a"]));
        assert_eq!(said.unreported(left(&["a", "b"])), left(&["b"]));
        assert_eq!(said.unreported(left(&[])), left(&[]));
        assert_eq!(said.unreported(left(&["a"])), left(&["a"]));
    }
}
