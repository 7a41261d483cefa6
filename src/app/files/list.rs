//! Reading metadata: list, find, show, versions.

use std::collections::HashSet;

use crate::domain::action::Action;
use crate::domain::path::{VaultPath, fold_name, normalize_name};
use crate::domain::query::Query;
use crate::storage::content;
use crate::storage::files::{self, Child, Entry};
use crate::storage::folders;
use crate::storage::tables::Metadata;
use crate::storage::users::Names;

use crate::app::error::Result;
use crate::app::files::info::{self, FileInfo, VersionInfo};
use crate::app::files::search;
use crate::app::files::select::{Pick, not_found, resolve, single};
use crate::app::gate::{Gate, Principal};
use crate::app::json::FolderTotals;

mod sorter;

pub use sorter::Order;
use sorter::Sorter;

/// The most files that a search looks up one by one; a search that finds more reads all files in order.
const MAX_BY_NAME: usize = 20_000;

/// A line of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// A folder: stored, or implied by its files; with [`ListOptions::totals`], what is in it.
    Folder(VaultPath, Option<FolderTotals>),
    /// A file.
    File(Box<FileInfo>),
}

impl Listed {
    /// The path.
    #[must_use]
    pub fn path(&self) -> &VaultPath {
        match self {
            Self::Folder(path, _) => path,
            Self::File(file) => &file.path,
        }
    }
}

/// What is listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct ListOptions {
    /// Every file below a folder, not its members.
    pub recursive: bool,
    /// The hash of each file's content.
    pub with_hash: bool,
    /// What is in each folder of a listing that is not recursive.
    pub totals: bool,
    /// In which order, and how much.
    pub order: Order,
}

/// Lists a folder or the one file at that path; `each` gets each line. Returns how many there are,
/// including those beyond the limit.
///
/// # Errors
/// Kinds `Denied`, `NotFound`; errors of `each`.
pub fn list(
    gate: &mut Gate,
    folder: &VaultPath,
    options: ListOptions,
    mut each: impl FnMut(Listed) -> Result<()>,
) -> Result<u64> {
    gate.read(Action::FileList, |view, principal| {
        let names = Names::load(view)?;
        let file = |entry: Entry| -> Result<Listed> {
            let info = info::file(view, &names, entry, options.with_hash)?;
            Ok(Listed::File(Box::new(info)))
        };
        if let Some(entry) = files::at(view, folder)?.filter(|entry| principal.sees(&entry.path)) {
            return each(file(entry)?).map(|()| 1);
        }
        if !principal.sees_folder(view, folder)? {
            return Err(not_found(folder.raw()));
        }
        let mut sorter = Sorter::new(options.order, options.recursive, &mut each);
        if options.recursive {
            let mut empty = empty_folders(view, principal, folder)?
                .into_iter()
                .peekable();
            for entry in files::below(view, folder)? {
                let entry = entry?;
                while let Some(folder) = empty.next_if(|folder| folder.key() < entry.path.key()) {
                    sorter.push(Listed::Folder(folder, None))?;
                }
                if principal.sees(&entry.path) {
                    sorter.push(file(entry)?)?;
                }
            }
            empty.try_for_each(|folder| sorter.push(Listed::Folder(folder, None)))?;
            return sorter.finish();
        }
        for child in files::children(view, folder)? {
            match child {
                Child::Folder(path) if principal.sees_folder(view, &path)? => {
                    let totals = options.totals.then(|| totals(view, principal, &path));
                    sorter.push(Listed::Folder(path, totals.transpose()?))?;
                }
                Child::File(entry) if principal.sees(&entry.path) => sorter.push(file(*entry)?)?,
                Child::Folder(_) | Child::File(_) => {}
            }
        }
        sorter.finish()
    })
}

/// What the principal sees in a folder.
fn totals(view: &Metadata, principal: &Principal, folder: &VaultPath) -> Result<FolderTotals> {
    let mut totals = FolderTotals::default();
    for entry in files::below(view, folder)? {
        let entry = entry?;
        if principal.sees(&entry.path) {
            let version = &entry.file.current;
            totals.files += 1;
            totals.size = totals.size.saturating_add(version.size);
            totals.modified = totals.modified.max(Some(version.modified));
            totals.added = totals.added.max(Some(version.added));
        }
    }
    Ok(totals)
}

/// The stored folders below `folder` that are empty.
fn empty_folders(
    view: &Metadata,
    principal: &Principal,
    folder: &VaultPath,
) -> Result<Vec<VaultPath>> {
    let mut added = Vec::new();
    let mut with_folders = HashSet::new();
    for row in folders::within(view, folder)? {
        let path = row?.path;
        if !path.is_inside(folder) || !principal.sees(&path) {
            continue;
        }
        with_folders.extend(path.parent().map(|above| above.key().to_vec()));
        if files::below(view, &path)?.next().transpose()?.is_none() {
            added.push(path);
        }
    }
    added.retain(|path| !with_folders.contains(path.key()));
    Ok(added)
}

/// The files and folders whose path begins with what was typed so far, in order, with whether it is a
/// folder: for shell completion. At most about `most` of them.
///
/// # Errors
/// Kind `Denied`.
pub fn complete(gate: &mut Gate, typed: &[u8], most: usize) -> Result<Vec<(Vec<u8>, bool)>> {
    let folder_end = typed.iter().rposition(|byte| *byte == b'/');
    let (folder, name) = typed.split_at(folder_end.map_or(0, |slash| slash + 1));
    let folder = match folder {
        [] => VaultPath::root(),
        folder => match VaultPath::parse(folder) {
            Ok(folder) => folder,
            Err(_) => return Ok(Vec::new()),
        },
    };
    let prefix = [folder.folder_prefix().as_slice(), &normalize_name(name)].concat();
    gate.read(Action::FileList, |view, principal| {
        let is_visible = |key: &[u8], is_folder: bool| {
            let Ok(path) = VaultPath::parse(key) else {
                return Ok(false);
            };
            Ok(match is_folder {
                true => principal.sees_folder(view, &path).unwrap_or(false),
                false => principal.sees(&path),
            })
        };
        let found = files::keys_with_prefix(view, &prefix, most, &is_visible)?;
        Ok(found.into_iter().collect())
    })
}

/// Lists what the arguments name, patterns included.
pub fn list_picks(
    gate: &mut Gate,
    picks: &[Pick],
    options: ListOptions,
    mut each: impl FnMut(Listed) -> Result<()>,
) -> Result<u64> {
    gate.read(Action::FileList, |view, principal| {
        let names = Names::load(view)?;
        let mut sorter = Sorter::new(options.order, true, &mut each);
        for picked in resolve(view, principal, picks)? {
            let file = info::file(view, &names, picked.entry, options.with_hash)?;
            sorter.push(Listed::File(Box::new(file)))?;
        }
        sorter.finish()
    })
}

/// The result of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How many files match.
    pub count: u64,
    /// What may be wrong with a query that matches nothing.
    pub doubt: Option<String>,
}

/// Calls `each` with every file that matches the terms.
///
/// # Errors
/// Kinds `Denied`; `NotFound` for a saved search; `Usage` for an invalid term; errors of `each`.
pub fn find(
    gate: &mut Gate,
    words: &[String],
    with_hash: bool,
    order: Order,
    mut each: impl FnMut(FileInfo) -> Result<()>,
) -> Result<Found> {
    gate.read_derived(Action::FileList, |derived, principal| {
        let view = derived.metadata();
        let query = search::query(view, principal, words)?;
        let names = Names::load(view)?;
        let mut count = 0;
        let mut each = |line| match line {
            Listed::File(file) => each(*file),
            Listed::Folder(..) => Ok(()),
        };
        let mut sorter = Sorter::new(order, true, &mut each);
        let mut consider = |entry: Entry| {
            if !principal.sees(&entry.path) {
                return Ok(());
            }
            let hash = if query.needs_hash() {
                content::get(view, entry.file.current.content)?.hash
            } else {
                [0; 32]
            };
            let traits = if query.needs_traits() {
                Some(derived.traits(&entry.file.current)?.0)
            } else {
                None
            };
            let folded = fold_name(entry.path.name_key());
            let owner = names.user(&entry.file.owner.user);
            if query.matches(&info::facts(
                &entry,
                &owner,
                &folded,
                &hash,
                traits.as_ref(),
            )) {
                count += 1;
                let file = info::file(view, &names, entry, with_hash)?;
                sorter.push(Listed::File(Box::new(file)))?;
            }
            Ok(())
        };
        candidates(view, &query, &mut consider)?;
        sorter.finish()?;
        let doubt = query.doubt();
        Ok(Found { count, doubt })
    })
}

/// The files that may match, from the best index for the query.
fn candidates(
    view: &Metadata,
    query: &Query,
    consider: &mut impl FnMut(Entry) -> Result<()>,
) -> Result<()> {
    if let Some(prefix) = query.name_prefix() {
        for entry in files::by_name_prefix(view, &prefix)? {
            consider(entry?)?;
        }
        return Ok(());
    }
    let root = VaultPath::root();
    let folder = query.folder().unwrap_or(&root);
    if let Some(filter) = query.name_filter().filter(|_| folder.is_root())
        && let Some(entries) = files::by_name(view, filter, MAX_BY_NAME)?
    {
        return entries.into_iter().try_for_each(consider);
    }
    if let Some(entry) = files::at(view, folder)? {
        consider(entry)?;
    }
    for entry in files::below(view, folder)? {
        consider(entry?)?;
    }
    Ok(())
}

/// All details of files.
///
/// # Errors
/// Kinds `Denied`, `NotFound`; `Usage` for a folder.
pub fn show(gate: &mut Gate, picks: &[Pick]) -> Result<Vec<FileInfo>> {
    gate.read_derived(Action::FileList, |derived, principal| {
        let view = derived.metadata();
        let names = Names::load(view)?;
        let mut all = Vec::new();
        for pick in picks {
            let entries = match pick {
                Pick::Glob(..) => {
                    let found = resolve(view, principal, std::slice::from_ref(pick))?;
                    found.into_iter().map(|picked| picked.entry).collect()
                }
                Pick::Path(_) | Pick::Id(_) => vec![single(view, principal, pick)?],
            };
            for entry in entries {
                let (said, _) = derived.traits(&entry.file.current)?;
                all.push(FileInfo {
                    traits: Some(said),
                    ..info::file(view, &names, entry, true)?
                });
            }
        }
        Ok(all)
    })
}

/// The versions of one file, newest first.
pub fn versions(gate: &mut Gate, pick: &Pick) -> Result<Vec<VersionInfo>> {
    gate.read(Action::FileList, |view, principal| {
        let entry = single(view, principal, pick)?;
        let id = entry.file.id;
        let names = Names::load(view)?;
        let mut all = vec![info::version(
            view,
            &names,
            &entry.path,
            entry.file.current,
            true,
        )?];
        for old in files::old_versions(view, &id)?.into_iter().rev() {
            all.push(info::version(view, &names, &entry.path, old.version, true)?);
        }
        Ok(all)
    })
}
