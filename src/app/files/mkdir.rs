//! Creating folders, as one operation. A created folder exists without files.

use crate::domain::action::Action;
use crate::domain::attributes::{Attributes, EntryKind};
use crate::domain::detail::Unit;
use crate::domain::path::VaultPath;
use crate::storage::folders;

use crate::app::error::{Error, Kind, Result};
use crate::app::files::path_conflict::folder_conflict;
use crate::app::gate::Gate;

/// The permission bits of a new folder.
const MODE: u32 = 0o755;

/// A folder that was requested.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct MadeFolder {
    /// `created` or `unchanged`.
    pub status: &'static str,
    /// Its path.
    #[serde(flatten, with = "crate::app::json::Path")]
    pub path: VaultPath,
}

/// Creates folders, all of them, or none. One that exists is left as it is.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Other` if there is a file at the path or above it.
pub fn make(gate: &mut Gate, paths: &[VaultPath]) -> Result<Vec<MadeFolder>> {
    let target = paths.first().map(|path| path.raw().to_vec());
    let target = target.unwrap_or_default();
    gate.write(Action::FileUpload, &target, |writing| {
        let mut change = writing.begin(&target)?;
        let mut made = Vec::with_capacity(paths.len());
        for path in paths {
            // A principal without access must not learn whether a folder exists.
            writing.check_scope(path)?;
            if let Some(why) = folder_conflict(writing.view(), writing.principal, path)? {
                return Err(Error::new(Kind::Conflict, why));
            }
            let exists = path.is_root() || folders::at(writing.view(), path)?.is_some();
            if !exists {
                let attributes = Attributes::new(EntryKind::Folder, MODE, writing.now.into(), 0, 0);
                change.place_folder(writing, path, &attributes)?;
            }
            made.push(MadeFolder {
                status: if exists { "unchanged" } else { "created" },
                path: path.clone(),
            });
        }
        change.save(writing)?;
        writing.detail(Unit::Files.count(0_u64));
        Ok(made)
    })
}
