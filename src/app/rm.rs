//! Removing: into the trash, as one operation.

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::path::VaultPath;
use crate::domain::time::Time;
use crate::storage::files;
use crate::storage::journal::{self, Operation};
use crate::storage::record::TrashRecord;
use crate::storage::tables::Tables;

use super::error::Result;
use super::gate::{Gate, Writing};
use super::policy;
use super::select::{Pick, resolve};
use super::trash::{Emptied, erase_expired};

/// Moves what the arguments name to the trash; a folder with all that is below it.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`. All or nothing.
pub fn remove(gate: &mut Gate, picks: &[Pick]) -> Result<Vec<VaultPath>> {
    let target = picks.first().map(Pick::text).unwrap_or_default();
    gate.write(Action::FileDelete, &target, |writing| {
        let found = resolve(writing.tables, writing.scope(), picks)?;
        let mut operation = writing.operation(&target)?;
        let mut removed = Vec::with_capacity(found.len());
        for picked in found {
            writing.check_owner(&picked.entry.file.owner, &picked.entry.path)?;
            removed.push(picked.entry.path.clone());
            let by = writing.principal.name.clone();
            to_trash(
                writing.tables,
                &mut operation,
                picked.entry,
                writing.now,
                by,
            )?;
        }
        operation.count(removed.len() as u64);
        operation.save(writing.tables)?;
        forget_old(writing)?;
        writing.detail(Unit::Files.count(removed.len()));
        Ok(removed)
    })
}

/// Destroys what has been in the trash for longer than the policy keeps it.
pub(super) fn forget_old(writing: &mut Writing<'_, '_>) -> Result<Emptied> {
    let policy = policy::read(writing.tables)?;
    let before = writing.now.saturating_sub(policy.trash_retention);
    let emptied = erase_expired(writing.tables, before)?;
    journal::expire(writing.tables, before)?;
    Ok(emptied)
}

/// Moves a live file to the trash, as a part of `operation`.
pub(super) fn to_trash(
    tables: &mut Tables<'_>,
    operation: &mut Operation,
    entry: files::Entry,
    now: Time,
    by: String,
) -> Result<()> {
    let path = entry.path.key().to_vec();
    let record = TrashRecord {
        path: path.clone(),
        deleted: now,
        deleted_by: by,
        file: entry.file,
    };
    operation.clear(tables, &path)?;
    Ok(operation.put_trash(tables, record)?)
}
