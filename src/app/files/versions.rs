//! Restoring an earlier version of a file.

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::path::VaultPath;
use crate::storage::policy;

use crate::app::error::Result;
use crate::app::files::read::version_of;
use crate::app::files::select::{Pick, single};
use crate::app::gate::Gate;

/// A file of which an earlier version was restored.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct RestoredVersion {
    /// `restored`, or `unchanged` if the current version has the same content.
    pub status: &'static str,
    /// Its path.
    #[serde(flatten, with = "crate::app::json::Path")]
    pub path: VaultPath,
    /// The version that was restored.
    pub restored: u32,
    /// The number of the current version.
    pub version: u32,
}

/// Makes version `number` of a file its newest version. Does nothing if the current version has the
/// same content.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`.
pub fn restore(gate: &mut Gate, pick: &Pick, number: u32) -> Result<RestoredVersion> {
    let target = pick.text();
    gate.write(Action::VersionRestore, &target, |writing| {
        let entry = single(writing.view(), writing.principal, pick)?;
        let mut version = version_of(writing.view(), entry.clone(), Some(number))?;
        let (path, current) = (entry.path.clone(), &entry.file.current);
        let mut newest = current.number;
        let is_changed = version.content != current.content;
        if is_changed {
            newest = newest.saturating_add(1);
            version.added = writing.now;
            version.author = writing.actor();
            let most = policy::read(writing.view())?.max_versions;
            let mut change = writing.begin(&target)?;
            change.replace(writing, entry, version, most)?;
            change.count(1);
            change.save(writing)?;
        }
        writing.detail(Unit::Files.count(u64::from(is_changed)));
        Ok(RestoredVersion {
            status: if is_changed { "restored" } else { "unchanged" },
            path,
            restored: number,
            version: newest,
        })
    })
}
