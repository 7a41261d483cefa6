//! From the arguments to files, links and folders: folders are walked, links are not followed, and
//! each entry gets its path in the vault.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::crypto::keys::ContentKey;
use crate::domain::attributes::{Attributes, EntryKind};
use crate::domain::path::VaultPath;
use crate::storage::record::SourceId;

use super::attributes;
use super::exclude::{Entries, Exclude};
use super::origin::Origin;
use super::{AddOptions, Item, ItemStatus, NotKept};
use crate::app::files::rules::Filing;

/// An entry to read, or the reason why not.
pub(super) enum Found {
    /// A file or a symbolic link.
    Entry {
        kind: EntryKind,
        source: PathBuf,
        /// The folder it was found in.
        origin: Option<Arc<Origin>>,
        to: VaultPath,
        /// The identity of the source.
        id: Option<SourceId>,
    },
    Folder(Box<FoundFolder>),
    Refused(Box<Item>),
}

/// A folder found by the walk.
pub(super) struct FoundFolder {
    pub source: PathBuf,
    pub to: VaultPath,
    pub attributes: Attributes,
    pub not_kept: NotKept,
    /// The vault already has it, unchanged.
    pub unchanged: bool,
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
        command: None,
        group: None,
        not_kept: NotKept::default(),
    }
}

/// The path of a file with this name.
pub(super) fn place(folder: &VaultPath, name: &[u8]) -> Result<VaultPath> {
    folder
        .join(name)
        .map_err(|e| Error::new(Kind::Usage, e.to_string()).maybe_hint(e.hint()))
}

/// The program's own folders, by device and inode: a vault that contains its own keyring.json cannot be
/// opened, and `--move` would remove it from the disk.
pub(super) struct OwnFolders(Vec<(u64, u64)>);

impl OwnFolders {
    pub(super) fn new(folders: &[PathBuf]) -> Self {
        let metas = folders
            .iter()
            .filter_map(|folder| fs::metadata(folder).ok());
        Self(metas.map(|meta| (meta.dev(), meta.ino())).collect())
    }

    fn contains(&self, meta: &fs::Metadata) -> bool {
        self.0.contains(&(meta.dev(), meta.ino()))
    }

    /// Whether an argument is one of them, or inside one.
    fn enclose(&self, source: &Path, meta: &fs::Metadata) -> bool {
        let folder = match meta.is_dir() {
            true => source,
            false => match source.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent,
                _ => Path::new("."),
            },
        };
        fs::canonicalize(folder).is_ok_and(|real| {
            real.ancestors()
                .any(|above| fs::metadata(above).is_ok_and(|meta| self.contains(&meta)))
        })
    }
}

/// Calls `each` with the entries of the argument `source`, until it returns `false`. Returns how many
/// entries were left out.
pub(super) fn walk(
    source: &Path,
    options: &AddOptions,
    key: &ContentKey,
    own: &OwnFolders,
    each: &mut dyn FnMut(Found) -> bool,
) -> u64 {
    let meta = match fs::symlink_metadata(source) {
        Ok(meta) => meta,
        Err(error) => {
            let item = refused(ItemStatus::Failed, source, None, error.to_string());
            each(Found::Refused(Box::new(item)));
            return 0;
        }
    };
    if own.enclose(source, &meta) {
        let why = "it belongs to the vault itself";
        let item = refused(ItemStatus::Rejected, source, None, why);
        each(Found::Refused(Box::new(item)));
        return 0;
    }
    if meta.is_dir() {
        return walk_folder(source, options, key, own, each);
    }
    if options.exclude.excludes_argument(source) {
        return 1;
    }
    if meta.is_symlink() && leads_to_a_stream(source) {
        let why = "not a regular file; to add the output of a command, use -";
        let item = refused(ItemStatus::Rejected, source, None, why);
        each(Found::Refused(Box::new(item)));
        return 0;
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
            "its name cannot be stored",
        );
        each(Found::Refused(Box::new(item)));
        return 0;
    };
    let real = Real::of(source.parent(), options, key);
    let id = real.id(Path::new(source.file_name().unwrap_or_default()));
    each(inspect(source.to_owned(), None, to, id, &meta));
    0
}

/// Whether an argument stands for an open descriptor or a device: `/dev/stdin`, or a shell's
/// process substitution.
fn leads_to_a_stream(link: &Path) -> bool {
    ["/dev", "/proc"]
        .iter()
        .any(|folder| link.starts_with(folder))
        || fs::metadata(link).is_ok_and(|meta| !meta.is_file() && !meta.is_dir())
}

/// The real path of a folder, if its files are to be recognised when they are added again.
struct Real<'k>(Option<(PathBuf, &'k ContentKey)>);

impl<'k> Real<'k> {
    fn of(folder: Option<&Path>, options: &AddOptions, key: &'k ContentKey) -> Self {
        let folder = folder.filter(|_| options.remembers_sources());
        let folder = folder.map(|folder| match folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => folder,
        });
        // Without a real path, the sources are not recorded.
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
    own: &OwnFolders,
    each: &mut dyn FnMut(Found) -> bool,
) -> u64 {
    // `add .` and `add dir/..` use the folder's real name.
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
    // Files are opened relative to this handle, so replacing a component of the path meanwhile has
    // no effect.
    let origin = match Origin::open(source) {
        Ok(origin) => Arc::new(origin),
        Err(error) => {
            let item = refused(ItemStatus::Failed, source, None, error.to_string());
            each(Found::Refused(Box::new(item)));
            return 0;
        }
    };
    let real = Real::of(Some(source), options, key);
    let place = |path: &Path| {
        let relative = path.strip_prefix(source).unwrap_or(path);
        let root = root.as_ref()?;
        if relative.as_os_str().is_empty() {
            return Some(root.clone());
        }
        root.join_path(relative.as_os_str().as_bytes()).ok()
    };
    let mut entries = Entries::of(source, &options.exclude);
    while let Some(entry) = entries.next() {
        if cancel::asked().is_some() {
            break;
        }
        let found = match entry {
            Err(error) => {
                let at = error.path().unwrap_or(source);
                let reason = error
                    .io_error()
                    .map_or_else(|| error.to_string(), ToString::to_string);
                Found::Refused(Box::new(refused(ItemStatus::Failed, at, None, reason)))
            }
            Ok(entry) if is_own(&entry, own) => {
                entries.skip_current_dir();
                let why = "it belongs to the vault itself";
                let item = refused(ItemStatus::Skipped, entry.path(), None, why);
                Found::Refused(Box::new(item))
            }
            Ok(entry) if entry.depth() == 0 || entry.file_type().is_dir() => {
                let to = place(entry.path()).filter(|to| !to.is_root());
                match to {
                    // If rules choose the paths, folders are not stored.
                    Some(to) if options.filing == Filing::Never => {
                        inspect_folder(&origin, entry.into_path(), to)
                    }
                    _ => continue,
                }
            }
            Ok(entry) => {
                let path = entry.path();
                let id = real.id(path.strip_prefix(source).unwrap_or(path));
                inspect_entry(&entry, &origin, place(path), id)
            }
        };
        if !each(found) {
            break;
        }
    }
    entries.ignored
}

fn is_own(entry: &DirEntry, own: &OwnFolders) -> bool {
    entry.file_type().is_dir() && entry.metadata().is_ok_and(|meta| own.contains(&meta))
}

fn inspect_entry(
    entry: &DirEntry,
    origin: &Arc<Origin>,
    to: Option<VaultPath>,
    id: Option<SourceId>,
) -> Found {
    let path = entry.path();
    let item = match (to, entry.metadata()) {
        (Some(to), Ok(meta)) => return inspect(path.to_owned(), Some(origin), to, id, &meta),
        (None, _) => {
            let why = "its name or path is too long";
            refused(ItemStatus::Rejected, path, None, why)
        }
        (to, Err(error)) => refused(ItemStatus::Failed, path, to, error.to_string()),
    };
    Found::Refused(Box::new(item))
}

/// Reads the attributes of a folder, before any of its files is removed.
fn inspect_folder(origin: &Origin, source: PathBuf, to: VaultPath) -> Found {
    let read = origin.open_folder(&source).and_then(|folder| {
        let meta = folder.metadata()?;
        attributes::of_open(&folder, EntryKind::Folder, &meta)
    });
    match read {
        Ok((attributes, not_kept)) => Found::Folder(Box::new(FoundFolder {
            source,
            to,
            attributes,
            not_kept,
            unchanged: false,
        })),
        Err(error) => {
            let item = refused(ItemStatus::Failed, &source, Some(to), error.to_string());
            Found::Refused(Box::new(item))
        }
    }
}

/// Refuses what is neither a file nor a link, before opening it: opening a device can have effects.
fn inspect(
    source: PathBuf,
    origin: Option<&Arc<Origin>>,
    to: VaultPath,
    id: Option<SourceId>,
    meta: &fs::Metadata,
) -> Found {
    let kind = match meta.file_type() {
        kind if kind.is_file() => EntryKind::File,
        kind if kind.is_symlink() => EntryKind::Link,
        _ => {
            let why = "not a regular file";
            let item = refused(ItemStatus::Rejected, &source, Some(to), why);
            return Found::Refused(Box::new(item));
        }
    };
    Found::Entry {
        kind,
        source,
        origin: origin.cloned(),
        to,
        id,
    }
}

/// The number of files and bytes of a walk, for a progress bar; stops if cancelled.
pub(super) fn count(sources: &[PathBuf], exclude: &Exclude) -> Option<(u64, u64)> {
    let (mut files, mut bytes) = (0, 0);
    for source in sources {
        for entry in Entries::of(source, exclude).flatten() {
            cancel::check().ok()?;
            if entry.file_type().is_file() {
                files += 1;
                bytes += entry.metadata().map_or(0, |meta| meta.len());
            }
        }
    }
    Some((files, bytes))
}

/// Removes the folders `emptied` and their parents, if they are below one of the arguments (or are
/// one) and empty.
pub(super) fn remove_emptied(arguments: &[PathBuf], mut emptied: BTreeSet<PathBuf>) {
    // Deeper folders first.
    while let Some(folder) = emptied.pop_last() {
        let named = arguments.iter().any(|one| folder.starts_with(one));
        // A folder that is not empty stays.
        if named && fs::remove_dir(&folder).is_ok() {
            emptied.extend(folder.parent().map(Path::to_owned));
        }
    }
}

/// The empty folders at and below `source`.
pub(super) fn empty_folders(source: &Path) -> impl Iterator<Item = PathBuf> {
    let folders = WalkDir::new(source).follow_links(false).into_iter();
    let folders = folders.flatten().filter(|entry| entry.file_type().is_dir());
    folders
        .map(walkdir::DirEntry::into_path)
        .filter(|folder| fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()))
}
