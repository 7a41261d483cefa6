//! Everything that a file system tells of a tree, and how two of them differ.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What there is at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    kind: &'static str,
    mode: u32,
    owner: (u32, u32),
    modified: (i64, i64),
    /// Of a file its content; of a link its target.
    content: Vec<u8>,
    has_holes: bool,
    xattrs: BTreeMap<String, String>,
}

impl Entry {
    pub(crate) fn content(&self) -> &[u8] {
        &self.content
    }
}

/// A tree by the paths below it.
pub(crate) type Listing = BTreeMap<PathBuf, Entry>;

/// For what is the caller's own: leaves owner and group out.
pub(crate) fn forget_owners(listing: &mut Listing) {
    for entry in listing.values_mut() {
        entry.owner = (0, 0);
    }
}

/// Takes away the bits by which others act as the owner.
pub(crate) fn forget_special_bits(listing: &mut Listing) {
    for entry in listing.values_mut() {
        entry.mode &= 0o777;
    }
}

pub(crate) fn list(root: &Path) -> Listing {
    let mut listing = Listing::new();
    for entry in walkdir::WalkDir::new(root) {
        let path = entry.unwrap().into_path();
        let meta = path.symlink_metadata().unwrap();
        let kind = meta.file_type();
        let (kind, content) = if kind.is_dir() {
            ("folder", Vec::new())
        } else if kind.is_symlink() {
            use std::os::unix::ffi::OsStringExt;
            let target = fs::read_link(&path).unwrap();
            ("link", target.into_os_string().into_vec())
        } else if kind.is_file() {
            ("file", fs::read(&path).unwrap())
        } else {
            ("special", Vec::new())
        };
        let entry = Entry {
            mode: meta.mode() & 0o7777,
            owner: (meta.uid(), meta.gid()),
            modified: (meta.mtime(), meta.mtime_nsec()),
            has_holes: kind == "file" && meta.blocks() * 512 + 4096 < meta.len(),
            xattrs: if kind == "link" || kind == "special" {
                BTreeMap::new()
            } else {
                xattrs(&path)
            },
            kind,
            content,
        };
        let below = path.strip_prefix(root).unwrap();
        listing.insert(below.to_owned(), entry);
    }
    listing
}

/// The user's extended attributes, as getfattr prints them.
fn xattrs(path: &Path) -> BTreeMap<String, String> {
    let mut command = Command::new("getfattr");
    command.args(["--absolute-names", "-d", "-e", "hex", "--"]);
    let output = command.arg(path).output().expect("getfattr (package attr)");
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| line.split_once('='))
        .filter(|(name, _)| name.starts_with("user."))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// A line for each thing that differs.
pub(crate) fn differences(expected: &Listing, got: &Listing) -> Vec<String> {
    let mut found = Vec::new();
    for (path, wanted) in expected {
        let Some(there) = got.get(path) else {
            found.push(format!("{path:?} is missing"));
            continue;
        };
        for (what, differs) in [
            ("kind", wanted.kind != there.kind),
            ("mode", wanted.mode != there.mode),
            ("owner", wanted.owner != there.owner),
            ("time", wanted.modified != there.modified),
            ("content", wanted.content != there.content),
            ("holes", wanted.has_holes && !there.has_holes),
            ("attributes", wanted.xattrs != there.xattrs),
        ] {
            if differs {
                found.push(format!(
                    "{path:?}: {what}: {:o} {:?} {:?} became {:o} {:?} {:?}",
                    wanted.mode,
                    wanted.modified,
                    wanted.xattrs,
                    there.mode,
                    there.modified,
                    there.xattrs
                ));
            }
        }
    }
    for path in got.keys().filter(|path| !expected.contains_key(*path)) {
        found.push(format!("{path:?} was not there"));
    }
    found
}
