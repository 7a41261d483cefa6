//! What a backup contains, as reported by `verify`, `restore`, `drill` and the list of a folder.

use std::collections::BTreeMap;

use crate::storage::backup::Manifest;

/// The contents of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct BackupSummary {
    /// The vault's id.
    pub vault_id: String,
    /// When it was created, RFC 3339.
    #[schemars(with = "crate::domain::time::Time")]
    pub created: String,
    /// The number of the vault's key then.
    pub epoch: u64,
    /// Files.
    pub files: u64,
    /// Earlier versions.
    pub versions: u64,
    /// Files in the trash.
    pub trashed: u64,
    /// Users.
    pub users: u64,
    /// Rows of the audit log.
    pub audit_rows: u64,
    /// The chain value of the last row.
    pub audit_head: String,
    /// Bytes of all current contents.
    pub bytes: u64,
    /// Missing or damaged packs, with the reason.
    pub lost_packs: BTreeMap<String, String>,
    /// Files, versions and files in the trash that are lost with them.
    pub lost: Vec<String>,
}

impl BackupSummary {
    /// Whether nothing is lost.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.lost.is_empty() && self.lost_packs.is_empty()
    }

    pub(super) fn of(manifest: &Manifest) -> Self {
        Self {
            vault_id: manifest.vault_id.clone(),
            created: manifest.created.clone(),
            epoch: manifest.epoch,
            files: manifest.files,
            versions: manifest.versions,
            trashed: manifest.trashed,
            users: manifest.users,
            audit_rows: manifest.audit.count,
            audit_head: manifest.audit.head.clone(),
            bytes: manifest.bytes,
            ..Self::default()
        }
    }
}
