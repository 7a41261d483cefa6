//! Moving and renaming: files and whole folders, as one operation.

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::path::{PathError, VaultPath};
use crate::storage::{files, folders};

use super::error::{Error, Kind, Result};
use super::gate::{Change, Gate, Writing};
use super::place::{blocked_folder, refuse_blocked};
use super::select::{Pick, Picked, resolve};

/// A file that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Where it was.
    pub from: VaultPath,
    /// Where it is.
    pub to: VaultPath,
}

/// Moves what the arguments name: into `to` where that is a folder (or ends in a slash, or several
/// things are moved), else to exactly that path.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`; `Usage` where something is in the way. All or nothing.
pub fn move_files(
    gate: &mut Gate,
    picks: &[Pick],
    to: &VaultPath,
    into_folder: bool,
) -> Result<Vec<Moved>> {
    let target = picks.first().map(Pick::text).unwrap_or_default();
    gate.write(Action::FileMove, &target, |writing| {
        // Whether there is a folder is nothing for those who may not look there.
        writing.check_scope(to)?;
        let into_folder = into_folder
            || picks.len() > 1
            || matches!(picks, [Pick::Glob(..)])
            || files::is_folder(writing.view(), to)?;
        let mut plan = Vec::new();
        for picked in resolve(writing.view(), writing.principal, picks)? {
            let destination = destination(&picked, to, into_folder)?;
            writing.check_scope(&destination)?;
            if destination != picked.entry.path || destination.raw() != picked.entry.path.raw() {
                plan.push((picked.entry, destination));
            }
        }
        let mut change = writing.begin(&target)?;
        let moved = apply(writing, &mut change, plan)?;
        for folder in picks.iter().filter_map(Pick::path) {
            if !folder.is_root() && folders::exists(writing.view(), folder)? {
                let new_root = new_root(folder, to, into_folder)?;
                if let Some(why) = blocked_folder(writing.view(), writing.principal, &new_root)? {
                    return Err(Error::new(Kind::Other, why));
                }
                change.move_folders(writing, folder, &new_root)?;
            }
        }
        change.count(moved.len() as u64);
        change.save(writing)?;
        writing.detail(Unit::Files.count(moved.len()));
        Ok(moved)
    })
}

fn usage(error: &PathError) -> Error {
    Error::new(Kind::Usage, error.to_string()).maybe_hint(error.hint())
}

/// Where what an argument names goes: a file, or a folder with all that is below it.
fn new_root(root: &VaultPath, to: &VaultPath, into_folder: bool) -> Result<VaultPath> {
    if into_folder {
        return to.join(root.name()).map_err(|error| usage(&error));
    }
    Ok(to.clone())
}

fn destination(picked: &Picked, to: &VaultPath, into_folder: bool) -> Result<VaultPath> {
    let path = &picked.entry.path;
    let root = picked.folder.as_ref().unwrap_or(path);
    let new_root = new_root(root, to, into_folder)?;
    if root.is_root() {
        return Err(Error::new(Kind::Usage, "the root folder cannot be moved"));
    }
    if new_root.is_inside(root) {
        return Err(Error::new(
            Kind::Usage,
            format!("{:?} cannot move into itself", root.to_string_lossy()),
        ));
    }
    if picked.folder.is_none() {
        return Ok(new_root);
    }
    match path.rebase(root, &new_root) {
        Some(path) => path.map_err(|error| usage(&error)),
        None => Err(Error::new(Kind::Other, "a file outside its folder")),
    }
}

fn apply(
    writing: &mut Writing<'_, '_>,
    change: &mut Change,
    plan: Vec<(files::Entry, VaultPath)>,
) -> Result<Vec<Moved>> {
    // Every old place is cleared before a new one is taken, so that a folder can move into the
    // place of another of the same command.
    let mut moving = Vec::with_capacity(plan.len());
    for (entry, to) in plan {
        moving.push((change.lift(writing, &entry.path)?, entry.path, to));
    }
    let mut moved = Vec::with_capacity(moving.len());
    for (lifted, from, to) in moving {
        if files::at(writing.view(), &to)?.is_some() {
            return Err(in_the_way(&to));
        }
        refuse_blocked(writing.view(), writing.principal, &to)?;
        change.put(writing, lifted, &to, |_| {})?;
        moved.push(Moved { from, to });
    }
    Ok(moved)
}

fn in_the_way(path: &VaultPath) -> Error {
    Error::new(
        Kind::Other,
        format!("{:?} is there already", path.to_string_lossy()),
    )
    .hint("move it away first, or remove it: rm keeps it in the trash")
}
