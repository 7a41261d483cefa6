//! Removing files to the trash, as one operation.

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::path::VaultPath;

use crate::app::error::Result;
use crate::app::files::select::{Pick, resolve};
use crate::app::files::trash::Emptied;
use crate::app::gate::{Gate, Writing};
use crate::storage::policy;

/// Moves what the arguments name to the trash; folders with everything below them. Returns the files,
/// then the folders that had none.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`. All or nothing.
pub fn remove(gate: &mut Gate, picks: &[Pick]) -> Result<Vec<VaultPath>> {
    let target = picks.first().map(Pick::text).unwrap_or_default();
    gate.write(Action::FileDelete, &target, |writing| {
        let found = resolve(writing.view(), writing.principal, picks)?;
        let mut change = writing.begin(&target)?;
        let mut removed = Vec::with_capacity(found.len());
        let mut folders = Vec::new();
        for picked in found {
            change.remove(writing, &picked.entry.path)?;
            removed.push(picked.entry.path);
        }
        for folder in picks.iter().filter_map(Pick::path) {
            let rows = change.remove_folders(writing, folder)?;
            // A folder without files is reported itself.
            let is_in = |path: &VaultPath| path.is_inside(folder);
            if rows > 0 && !removed.iter().any(is_in) {
                folders.push(folder.clone());
            }
        }
        change.count(removed.len() as u64);
        change.save(writing)?;
        forget_old(writing)?;
        writing.detail(Unit::Files.count(removed.len()));
        removed.append(&mut folders);
        Ok(removed)
    })
}

/// Destroys files that have been in the trash for longer than the policy keeps them.
pub(crate) fn forget_old(writing: &mut Writing<'_, '_>) -> Result<Emptied> {
    let policy = policy::read(writing.view())?;
    let destroyed = writing.destroy_expired(policy.trash_retention)?;
    Ok(Emptied::from(destroyed))
}
