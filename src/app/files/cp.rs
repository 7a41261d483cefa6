//! Copying files and folders in the vault, as one operation. A copy shares the stored content.

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::path::VaultPath;
use crate::domain::placement::OnConflict;
use crate::storage::files::{self, Entry};
use crate::storage::{folders, policy};

use crate::app::error::{Error, Kind, Result};
use crate::app::files::mv::{
    Destination, Moved, MovedFiles, Outcome, destination, in_the_way, new_root,
};
use crate::app::files::path_conflict::{check_path, folder_conflict, free_name};
use crate::app::files::select::{Pick, resolve};
use crate::app::gate::{Change, Gate, Writing};

/// Copies what the arguments name, all of it, or nothing. Tags, notes and attributes are copied, too;
/// earlier versions are not. If a path is taken, `on_conflict` decides.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`; `Other` if a path is taken.
pub fn copy(
    gate: &mut Gate,
    picks: &[Pick],
    to: &Destination,
    on_conflict: OnConflict,
) -> Result<MovedFiles> {
    let target = picks.first().map(Pick::text).unwrap_or_default();
    gate.write(Action::FileCopy, &target, |writing| {
        let found = resolve(writing.view(), writing.principal, picks)?;
        let (to, into_folder) = to.resolve(writing, picks, &found)?;
        let mut plan = Vec::with_capacity(found.len());
        for picked in found {
            let to = destination(&picked, &to, into_folder, "copied")?;
            writing.check_scope(&to)?;
            plan.push((picked.entry, to));
        }
        let mut change = writing.begin(&target)?;
        let mut copied = Vec::with_capacity(plan.len());
        let mut folders = Vec::new();
        for (entry, to) in plan {
            copied.push(copy_one(writing, &mut change, entry, to, on_conflict)?);
        }
        for folder in picks.iter().filter_map(Pick::path) {
            if !folder.is_root() && folders::exists(writing.view(), folder)? {
                let new_root = new_root(folder, &to, into_folder)?;
                copy_folders(writing, &mut change, folder, &new_root)?;
                let is_in = |one: &Moved| one.from.is_inside(folder);
                if !copied.iter().any(is_in) {
                    folders.push(Moved {
                        outcome: Outcome::Copied,
                        from: folder.clone(),
                        to: new_root,
                    });
                }
            }
        }
        let skipped = |one: &&Moved| one.outcome == Outcome::Skipped;
        let count = copied.len() - copied.iter().filter(skipped).count();
        change.count(count as u64);
        change.save(writing)?;
        writing.detail(Unit::Files.count(count));
        copied.append(&mut folders);
        Ok(MovedFiles {
            files: copied,
            to,
            rules: Vec::new(),
        })
    })
}

fn copy_one(
    writing: &mut Writing<'_, '_>,
    change: &mut Change,
    entry: Entry,
    to: VaultPath,
    on_conflict: OnConflict,
) -> Result<Moved> {
    let from = entry.path.clone();
    let there = files::at(writing.view(), &to)?;
    let (to, outcome) = match (there, on_conflict) {
        (None, _) => {
            check_path(writing.view(), writing.principal, &to)?;
            change.copy(writing, entry, &to)?;
            (to, Outcome::Copied)
        }
        (Some(_), OnConflict::Rename) => {
            let free = free_name(writing.view(), writing.principal, &to)?;
            change.copy(writing, entry, &free)?;
            (free, Outcome::Renamed)
        }
        (Some(there), OnConflict::Version) => {
            let mut number = there.file.current.number;
            if there.file.current.content != entry.file.current.content {
                writing.check_rename(&entry.path, &there.path, &entry.file.current)?;
                number = number.saturating_add(1);
                let most = policy::read(writing.view())?.max_versions;
                change.replace(writing, there, entry.file.current, most)?;
            }
            (to, Outcome::Version(number))
        }
        (Some(_), OnConflict::Skip) => (to, Outcome::Skipped),
        (Some(_), OnConflict::Fail) => return Err(in_the_way(&to)),
    };
    Ok(Moved { outcome, from, to })
}

/// Copies the rows of a folder and of the folders below it, except where one exists.
fn copy_folders(
    writing: &mut Writing<'_, '_>,
    change: &mut Change,
    from: &VaultPath,
    to: &VaultPath,
) -> Result<()> {
    if let Some(why) = folder_conflict(writing.view(), writing.principal, to)? {
        return Err(Error::new(Kind::Conflict, why));
    }
    let rows = folders::within(writing.view(), from)?;
    let rows: Vec<_> = rows.collect::<crate::storage::Result<_>>()?;
    for row in rows {
        let Some(target) = row.path.rebase(from, to) else {
            continue;
        };
        let target = target.map_err(|error| Error::new(Kind::Usage, error.to_string()))?;
        if writing.principal.sees(&row.path) && folders::at(writing.view(), &target)?.is_none() {
            change.place_folder(writing, &target, &row.record.attributes)?;
        }
    }
    Ok(())
}
