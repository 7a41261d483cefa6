//! Moving and renaming: files and whole folders, as one operation.

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::path::VaultPath;
use crate::storage::files;
use crate::storage::journal::Operation;
use crate::storage::tables::Tables;

use super::error::{Error, Kind, Result};
use super::gate::Gate;
use super::place::refuse_blocked;
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
        let into_folder = into_folder
            || picks.len() > 1
            || matches!(picks, [Pick::Glob(..)])
            || files::is_folder(writing.tables, to)?;
        let mut plan = Vec::new();
        for picked in resolve(writing.tables, writing.scope(), picks)? {
            let destination = destination(&picked, to, into_folder)?;
            writing.check_scope(&destination)?;
            if destination != picked.entry.path || destination.raw() != picked.entry.path.raw() {
                plan.push((picked.entry, destination));
            }
        }
        let mut operation = writing.operation(&target)?;
        let moved = apply(writing.tables, &mut operation, plan)?;
        operation.count(moved.len() as u64);
        operation.save(writing.tables)?;
        operation.discard_if_empty(writing.tables)?;
        writing.detail(Unit::Files.count(moved.len()));
        Ok(moved)
    })
}

fn destination(picked: &Picked, to: &VaultPath, into_folder: bool) -> Result<VaultPath> {
    let path = &picked.entry.path;
    let usage = |e: crate::domain::path::PathError| {
        Error::new(Kind::Usage, e.to_string()).maybe_hint(e.hint())
    };
    let root = picked.folder.as_ref().unwrap_or(path);
    let new_root = if into_folder {
        to.join(root.name()).map_err(usage)?
    } else {
        to.clone()
    };
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
        Some(path) => path.map_err(usage),
        None => Err(Error::new(Kind::Other, "a file outside its folder")),
    }
}

fn apply(
    tables: &mut Tables<'_>,
    operation: &mut Operation,
    plan: Vec<(files::Entry, VaultPath)>,
) -> Result<Vec<Moved>> {
    // Every old place is cleared before a new one is taken, so that a folder can move into the
    // place of another of the same command.
    for (entry, _) in &plan {
        operation.clear(tables, entry.path.key())?;
    }
    let mut moved = Vec::with_capacity(plan.len());
    for (entry, to) in plan {
        if files::at(tables, &to)?.is_some() {
            return Err(in_the_way(&to));
        }
        refuse_blocked(tables, &to)?;
        let mut file = entry.file;
        file.raw = to.raw_if_different().map(<[u8]>::to_vec);
        operation.put(tables, to.key(), file)?;
        moved.push(Moved {
            from: entry.path,
            to,
        });
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
