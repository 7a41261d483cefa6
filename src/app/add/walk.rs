//! From the arguments to the files that they mean: folders are walked, no link is followed, and
//! each file gets its place in the vault.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::crypto::keys::ContentKey;
use crate::domain::path::VaultPath;
use crate::storage::record::SourceId;

use super::source::Origin;
use super::{AddOptions, Item, ItemStatus};

/// A file to look at, or a reason why not.
pub(super) enum Found {
    File {
        source: PathBuf,
        /// The folder that it was found below.
        origin: Option<Arc<Origin>>,
        to: VaultPath,
        /// By which it is known when it is named again.
        id: Option<SourceId>,
    },
    Refused(Box<Item>),
}

pub(super) fn refused(
    status: ItemStatus,
    source: &Path,
    path: Option<VaultPath>,
    reason: impl Into<String>,
) -> Item {
    Item {
        status,
        source: source.to_owned(),
        path,
        id: None,
        size: 0,
        detected: None,
        verdict: None,
        reason: Some(reason.into()),
    }
}

/// The place of a file of this name.
pub(super) fn place(folder: &VaultPath, name: &[u8]) -> Result<VaultPath> {
    folder
        .join(name)
        .map_err(|e| Error::new(Kind::Usage, e.to_string()).maybe_hint(e.hint()))
}

/// Gives out what the argument `source` means, until `each` says that nobody wants more.
pub(super) fn walk(
    source: &Path,
    options: &AddOptions,
    key: &ContentKey,
    each: &mut dyn FnMut(Found) -> bool,
) {
    let meta = match fs::symlink_metadata(source) {
        Ok(meta) => meta,
        Err(error) => {
            let item = refused(ItemStatus::Failed, source, None, error.to_string());
            each(Found::Refused(Box::new(item)));
            return;
        }
    };
    if meta.is_dir() {
        walk_folder(source, options, key, each);
        return;
    }
    let name = options
        .name
        .clone()
        .or_else(|| source.file_name().map(|name| name.as_bytes().to_vec()));
    let to = name
        .ok_or(())
        .and_then(|name| place(&options.to, &name).map_err(drop));
    let Ok(to) = to else {
        let item = refused(
            ItemStatus::Rejected,
            source,
            None,
            "its name cannot be kept",
        );
        each(Found::Refused(Box::new(item)));
        return;
    };
    let real = Real::of(source.parent(), options, key);
    let id = real.id(Path::new(source.file_name().unwrap_or_default()));
    each(look(source.to_owned(), None, to, id, &meta));
}

/// The real path of a folder, where files in it are to be known again when they are named again.
struct Real<'k>(Option<(PathBuf, &'k ContentKey)>);

impl<'k> Real<'k> {
    fn of(folder: Option<&Path>, options: &AddOptions, key: &'k ContentKey) -> Self {
        let folder = folder.filter(|_| options.remembers_sources());
        let folder = folder.map(|folder| match folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => folder,
        });
        // One that has no real path is not remembered.
        let real = folder.and_then(|folder| fs::canonicalize(folder).ok());
        Self(real.map(|real| (real, key)))
    }

    fn id(&self, below: &Path) -> Option<SourceId> {
        let (real, key) = self.0.as_ref()?;
        Some(key.source_id(real.join(below).as_os_str().as_bytes()))
    }
}

fn walk_folder(
    source: &Path,
    options: &AddOptions,
    key: &ContentKey,
    each: &mut dyn FnMut(Found) -> bool,
) {
    // `add .` and `add dir/..` mean the folder by its real name.
    let named = match source.file_name() {
        Some(name) => Some(name.to_owned()),
        None => fs::canonicalize(source)
            .ok()
            .and_then(|real| real.file_name().map(OsStr::to_owned)),
    };
    let root = match named {
        Some(name) => place(&options.to, name.as_bytes()).ok(),
        None => Some(options.to.clone()),
    };
    // Files are opened from the folder as it is now: whatever is put in the place of one of its
    // parts meanwhile leads nowhere.
    let origin = match Origin::open(source) {
        Ok(origin) => Arc::new(origin),
        Err(error) => {
            let item = refused(ItemStatus::Failed, source, None, error.to_string());
            each(Found::Refused(Box::new(item)));
            return;
        }
    };
    let real = Real::of(Some(source), options, key);
    for entry in WalkDir::new(source).min_depth(1).follow_links(false) {
        if cancel::asked().is_some() {
            return;
        }
        let found = match entry {
            Err(error) => {
                let at = error.path().unwrap_or(source);
                let reason = error
                    .io_error()
                    .map_or_else(|| error.to_string(), ToString::to_string);
                Found::Refused(Box::new(refused(ItemStatus::Failed, at, None, reason)))
            }
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) => {
                let relative = entry.path().strip_prefix(source).unwrap_or(entry.path());
                let to = root
                    .as_ref()
                    .and_then(|root| root.join_path(relative.as_os_str().as_bytes()).ok());
                let path = entry.path().to_owned();
                match (to, entry.metadata()) {
                    (Some(to), Ok(meta)) => {
                        let id = real.id(relative);
                        look(path, Some(&origin), to, id, &meta)
                    }
                    (None, _) => Found::Refused(Box::new(refused(
                        ItemStatus::Rejected,
                        &path,
                        None,
                        "its name or path is too long",
                    ))),
                    (to, Err(error)) => Found::Refused(Box::new(refused(
                        ItemStatus::Failed,
                        &path,
                        to,
                        error.to_string(),
                    ))),
                }
            }
        };
        if !each(found) {
            return;
        }
    }
}

/// Refuses what is no regular file, before it is opened: opening a device can do things.
fn look(
    source: PathBuf,
    origin: Option<&Arc<Origin>>,
    to: VaultPath,
    id: Option<SourceId>,
    meta: &fs::Metadata,
) -> Found {
    let kind = meta.file_type();
    if kind.is_file() {
        return Found::File {
            source,
            origin: origin.cloned(),
            to,
            id,
        };
    }
    let reason = if kind.is_symlink() {
        "a symbolic link (not followed)"
    } else {
        "not a regular file"
    };
    let item = refused(ItemStatus::Rejected, &source, Some(to), reason);
    Found::Refused(Box::new(item))
}

/// Files and bytes that a walk will give, for a progress bar; gives up when asked to stop.
pub(super) fn count(sources: &[PathBuf]) -> Option<(u64, u64)> {
    let (mut files, mut bytes) = (0, 0);
    for source in sources {
        for entry in WalkDir::new(source)
            .follow_links(false)
            .into_iter()
            .flatten()
        {
            cancel::check().ok()?;
            if entry.file_type().is_file() {
                files += 1;
                bytes += entry.metadata().map_or(0, |meta| meta.len());
            }
        }
    }
    Some((files, bytes))
}

/// Removes the folders `emptied`, and those above them, as far as they are below one of the arguments (or
/// one themselves) and nothing is left in them.
pub(super) fn remove_emptied(arguments: &[PathBuf], mut emptied: BTreeSet<PathBuf>) {
    // What is deeper comes later.
    while let Some(folder) = emptied.pop_last() {
        let named = arguments.iter().any(|one| folder.starts_with(one));
        // One that is not empty stays.
        if named && fs::remove_dir(&folder).is_ok() {
            emptied.extend(folder.parent().map(Path::to_owned));
        }
    }
}

/// The folders at and below `source` with nothing in them.
pub(super) fn empty_folders(source: &Path) -> impl Iterator<Item = PathBuf> {
    let folders = WalkDir::new(source).follow_links(false).into_iter();
    let folders = folders.flatten().filter(|entry| entry.file_type().is_dir());
    folders
        .map(walkdir::DirEntry::into_path)
        .filter(|folder| fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()))
}
