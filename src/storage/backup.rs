//! The contents of a backup: the members of its archive, and the encoding of the vault's rows for
//! people and standard tools. docs/FORMAT.md, "Backups". The location, the recipients and the
//! completeness of backups are handled elsewhere.

pub(crate) mod dump;
pub(crate) mod folders;
pub(crate) mod load;
mod principals;
mod rows;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::audit::Head;
use super::keyring::Keyring;
use super::{Result, StorageError};
use crate::crypto::hash;
use crate::domain::time::Time;

pub(crate) use principals::{AuditRow, PrincipalRow, RestoredPrincipal};
pub(crate) use rows::{Described, MetadataRow, VersionJson, hex, unhex};

/// The format version written by this program.
pub(crate) const VERSION: u32 = 4;
const FORMAT: &str = "file-organizer backup";

/// Highest number of an audit row or operation: a restored vault continues after it.
const MAX_NUMBER: u64 = u64::MAX / 2;

/// Names of the archive's members.
pub(crate) mod member {
    pub(crate) const MANIFEST: &str = "manifest.json";
    pub(crate) const KEYRING: &str = "keyring.json";
    pub(crate) const POLICY: &str = "policy.toml";
    /// Present if the vault has rules.
    pub(crate) const RULES: &str = "rules.toml";
    pub(crate) const PRINCIPALS: &str = "principals.jsonl";
    pub(crate) const METADATA: &str = "metadata.jsonl";
    pub(crate) const AUDIT: &str = "audit.jsonl";
    /// Prefix of a file's path: its current content.
    pub(crate) const FILES: &str = "files";
    /// Prefix of a plain BLAKE3: content used only by an earlier version or the trash.
    pub(crate) const CONTENTS: &str = "contents/";
    /// Prefix of a chunk's id, in packs of a set.
    pub(crate) const CHUNKS: &str = "chunks/";
    /// Prefix of the BLAKE3 of a stretch of metadata or audit rows, in packs of a set.
    pub(crate) const STRETCHES: &str = "rows/";
}

/// Bytes and plain BLAKE3 of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Digest {
    pub bytes: u64,
    pub blake3: String,
}

/// The end of the audit log in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AuditHead {
    pub count: u64,
    pub head: String,
    /// Its start, if old rows were pruned: the last of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<AuditBase>,
}

/// The checkpoint before the first row of an audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AuditBase {
    pub count: u64,
    pub head: String,
}

impl AuditHead {
    /// The chain value that precedes the first row.
    pub(crate) fn begins_after(&self) -> Result<Head> {
        match &self.base {
            None => Ok(Head::START),
            Some(base) if base.count > MAX_NUMBER => Err(rows::malformed("a row number")),
            Some(base) => Ok(Head {
                count: base.count,
                chain: unhex(&base.head)?,
            }),
        }
    }
}

/// Random keys of the vault that are included, so that after a restore the audit chain still
/// verifies, and a set can be continued.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Keys {
    pub content: String,
    pub audit: String,
}

/// Whether the backup is one file, or refers to packs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum BackupKind {
    /// Everything is in the file.
    Full,
    /// Contents and rows are in packs.
    Snapshot,
}

/// The first member: the origin and the contents of the backup.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    format: String,
    version: u32,
    pub kind: BackupKind,
    /// RFC 3339.
    pub created: String,
    /// The program and version that wrote it.
    pub program: String,
    pub vault_id: String,
    pub epoch: u64,
    pub generation: u64,
    pub audit: AuditHead,
    /// When the last lockdown was completed, if there was one: RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lockdown: Option<String>,
    pub files: u64,
    /// Earlier versions.
    pub versions: u64,
    pub trashed: u64,
    /// Stored folders.
    #[serde(default)]
    pub folders: u64,
    pub users: u64,
    /// Bytes of the current contents of all files.
    pub bytes: u64,
    /// Bytes of these and of contents used only by an earlier version or the trash: the limit of
    /// what is read.
    pub content_bytes: u64,
    pub keys: Keys,
    /// The other members, except `files/` and `contents/`.
    pub members: BTreeMap<String, Digest>,
    /// For a snapshot: the packs that it needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packs: Vec<String>,
    /// For a snapshot: the stretches of the metadata and audit rows.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stretches: BTreeMap<String, Vec<String>>,
}

impl Manifest {
    /// A manifest with what is known before the first byte is written.
    pub(crate) fn new(
        kind: BackupKind,
        created: Time,
        keyring: &Keyring,
        inventory: &dump::Inventory,
        audit: AuditHead,
        keys: Keys,
    ) -> Self {
        Self {
            format: FORMAT.into(),
            version: VERSION,
            kind,
            created: created.rfc3339(),
            program: concat!("file-organizer ", env!("CARGO_PKG_VERSION")).into(),
            vault_id: keyring.vault_id.clone(),
            epoch: keyring.epoch,
            generation: keyring.generation,
            audit,
            lockdown: None,
            files: inventory.files.len() as u64,
            versions: inventory.versions,
            trashed: inventory.trashed,
            folders: inventory.folders,
            users: inventory.users,
            bytes: inventory.bytes,
            content_bytes: inventory
                .others
                .values()
                .fold(inventory.bytes, |sum, (_, size)| sum.saturating_add(*size)),
            keys,
            members: BTreeMap::new(),
            packs: Vec::new(),
            stretches: BTreeMap::new(),
        }
    }

    /// Adds size and hash of a whole member.
    pub(crate) fn measured(&mut self, name: &str, bytes: &[u8]) {
        let digest = Digest {
            bytes: bytes.len() as u64,
            blake3: hex(&hash::plain(bytes)),
        };
        self.members.insert(name.to_owned(), digest);
    }

    /// Parses the member.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self> {
        let damaged = |why: String| StorageError::Damaged(format!("manifest.json: {why}"));
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: u32,
        }
        let head: Head = serde_json::from_slice(bytes).map_err(|e| damaged(e.to_string()))?;
        if head.format != FORMAT {
            return Err(damaged("not a backup made by this program".into()));
        }
        if head.version > VERSION {
            return Err(StorageError::NewerFormat(head.version));
        }
        serde_json::from_slice(bytes).map_err(|e| damaged(e.to_string()))
    }

    /// The member's bytes.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut text = serde_json::to_vec_pretty(self)
            .map_err(|e| StorageError::Engine(format!("manifest: {e}")))?;
        text.push(b'\n');
        Ok(text)
    }
}
