//! Counts and sizes.

use std::path::PathBuf;

use crate::domain::action::Action;
use crate::domain::path::VaultPath;
use crate::domain::time::Time;
use crate::storage::files;
use crate::storage::keyring::SlotKind;
use crate::storage::{audit, meta, size};

use super::error::Result;
use super::gate::Gate;
use super::inbox;

/// What there is in a vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Its folder.
    pub vault: PathBuf,
    /// Its id, hexadecimal.
    pub vault_id: String,
    /// When it was made.
    pub created: Time,
    /// Of its key.
    pub epoch: u64,
    /// Who has unlocked it.
    pub principal: String,
    /// Live files.
    pub files: u64,
    /// Bytes of their current contents.
    pub bytes: u64,
    /// Files in the trash.
    pub trash_files: u64,
    /// Bytes of their current contents.
    pub trash_bytes: u64,
    /// Earlier versions that are kept.
    pub versions: u64,
    /// Different contents.
    pub contents: u64,
    /// Bytes that all contents take, compressed and counted once.
    pub stored: u64,
    /// Bytes of the database file that are in use.
    pub used: u64,
    /// Bytes of the database file, which is made longer ahead of need.
    pub file: u64,
    /// Bytes that `compact` could give back, at most.
    pub reclaimable: u64,
    /// Drops that wait for `inbox run`.
    pub drops_waiting: u64,
    /// Rows of the audit log.
    pub audit_rows: u64,
    /// Password slots, by user.
    pub users: Vec<String>,
    /// Whether there is a recovery key.
    pub recovery: bool,
}

/// Counts.
///
/// # Errors
/// Kind `Denied`.
pub fn status(gate: &mut Gate) -> Result<Status> {
    let vault = gate.store().dir().to_owned();
    let keyring = gate.store().keyring().clone();
    let principal = gate.principal().name.clone();
    let spool = gate.store().spool();
    let file_len = gate.store().file_len()?;
    gate.read(Action::Status, |view, _| {
        let (mut files, mut bytes) = (0, 0);
        for entry in files::below(view, &VaultPath::root())? {
            files += 1;
            bytes += entry?.file.current.size;
        }
        let (mut trash_files, mut trash_bytes) = (0, 0);
        for record in files::trash(view)? {
            trash_files += 1;
            trash_bytes += record?.file.current.size;
        }
        let sizes = size::sizes(view)?;
        let created = meta::get_array(view, meta::key::CREATED)?;
        Ok(Status {
            vault,
            vault_id: keyring.vault_id.clone(),
            created: Time::from_unix_nanos(i64::from_le_bytes(created)),
            epoch: keyring.epoch,
            principal,
            files,
            bytes,
            trash_files,
            trash_bytes,
            versions: sizes.versions,
            contents: sizes.contents,
            stored: sizes.stored,
            used: sizes.used,
            file: file_len,
            reclaimable: file_len.saturating_sub(sizes.used),
            drops_waiting: inbox::waiting(view, &spool)?,
            audit_rows: audit::head(view)?.count,
            users: keyring
                .slots
                .iter()
                .filter_map(|slot| match &slot.kind {
                    SlotKind::Password { user, .. } => Some(user.clone()),
                    SlotKind::Recovery {}
                    | SlotKind::ApiKey { .. }
                    | SlotKind::Session { .. }
                    | SlotKind::Recipient { .. } => None,
                })
                .collect(),
            recovery: keyring
                .slots
                .iter()
                .any(|slot| matches!(slot.kind, SlotKind::Recovery {})),
        })
    })
}
