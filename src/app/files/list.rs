//! Reading metadata: list, find, show, versions.

use std::collections::HashSet;

use crate::domain::action::Action;
use crate::domain::path::{VaultPath, fold_name};
use crate::domain::query::Query;
use crate::storage::content;
use crate::storage::files::{self, Child, Entry};
use crate::storage::folders;
use crate::storage::tables::Metadata;
use crate::storage::users::Names;

use crate::app::error::Result;
use crate::app::files::info::{self, FileInfo, VersionInfo};
use crate::app::files::select::{Pick, not_found, resolve, single};
use crate::app::gate::{Gate, Principal};

/// A line of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// A folder: stored, or implied by its files.
    Folder(VaultPath),
    /// A file.
    File(Box<FileInfo>),
}

/// What is listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct ListOptions {
    /// Every file below a folder, not its members.
    pub recursive: bool,
    /// The hash of each file's content.
    pub with_hash: bool,
}

/// Lists a folder or the one file at that path; `each` gets each line as it is read.
///
/// # Errors
/// Kinds `Denied`, `NotFound`; errors of `each`.
pub fn list(
    gate: &mut Gate,
    folder: &VaultPath,
    options: ListOptions,
    mut each: impl FnMut(Listed) -> Result<()>,
) -> Result<()> {
    gate.read(Action::FileList, |view, principal| {
        let names = Names::load(view)?;
        if let Some(entry) = files::at(view, folder)?.filter(|entry| principal.sees(&entry.path)) {
            return each(Listed::File(Box::new(info::file(
                view,
                &names,
                entry,
                options.with_hash,
            )?)));
        }
        if !principal.sees_folder(view, folder)? {
            return Err(not_found(folder.raw()));
        }
        if options.recursive {
            let mut empty = empty_folders(view, principal, folder)?
                .into_iter()
                .peekable();
            for entry in files::below(view, folder)? {
                let entry = entry?;
                while let Some(folder) = empty.next_if(|folder| folder.key() < entry.path.key()) {
                    each(Listed::Folder(folder))?;
                }
                if principal.sees(&entry.path) {
                    each(Listed::File(Box::new(info::file(
                        view,
                        &names,
                        entry,
                        options.with_hash,
                    )?)))?;
                }
            }
            return empty.try_for_each(|folder| each(Listed::Folder(folder)));
        }
        for child in files::children(view, folder)? {
            match child {
                Child::Folder(path) if principal.sees_folder(view, &path)? => {
                    each(Listed::Folder(path))?;
                }
                Child::File(entry) if principal.sees(&entry.path) => {
                    each(Listed::File(Box::new(info::file(
                        view,
                        &names,
                        *entry,
                        options.with_hash,
                    )?)))?;
                }
                Child::Folder(_) | Child::File(_) => {}
            }
        }
        Ok(())
    })
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

/// Lists what the arguments name, patterns included.
pub fn list_picks(
    gate: &mut Gate,
    picks: &[Pick],
    with_hash: bool,
    mut each: impl FnMut(Listed) -> Result<()>,
) -> Result<()> {
    gate.read(Action::FileList, |view, principal| {
        let names = Names::load(view)?;
        for picked in resolve(view, principal, picks)? {
            each(Listed::File(Box::new(info::file(
                view,
                &names,
                picked.entry,
                with_hash,
            )?)))?;
        }
        Ok(())
    })
}

/// Calls `each` with every file that matches the query.
pub fn find(
    gate: &mut Gate,
    query: &Query,
    with_hash: bool,
    mut each: impl FnMut(FileInfo) -> Result<()>,
) -> Result<u64> {
    gate.read_derived(Action::FileList, |derived, principal| {
        let view = derived.metadata();
        let names = Names::load(view)?;
        let mut count = 0;
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
                each(info::file(view, &names, entry, with_hash)?)?;
            }
            Ok(())
        };
        candidates(view, query, &mut consider)?;
        Ok(count)
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
    for entry in files::below(view, query.folder().unwrap_or(&root))? {
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
        let mut all = vec![info::version(view, &names, entry.file.current, true)?];
        for old in files::old_versions(view, &id)?.into_iter().rev() {
            all.push(info::version(view, &names, old.version, true)?);
        }
        Ok(all)
    })
}
