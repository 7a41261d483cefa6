//! Counts and sizes.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::domain::action::Action;
use crate::domain::path::VaultPath;
use crate::domain::time::Time;
use crate::storage::files;
use crate::storage::keyring::SlotKind;
use crate::storage::{audit, meta, size};

use crate::app::clock;
use crate::app::error::Result;
use crate::app::gate::Gate;
use crate::app::intake::inbox;

/// The status of a vault.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Status {
    /// Its folder.
    #[serde(flatten, with = "crate::app::json::Vault")]
    pub vault: PathBuf,
    /// Its id, hexadecimal.
    pub vault_id: String,
    /// When it was created.
    pub created: Time,
    /// The epoch of its key.
    pub epoch: u64,
    /// The current principal.
    pub principal: String,
    /// Live files.
    pub files: u64,
    /// Bytes of their current contents.
    pub bytes: u64,
    /// Files in the trash.
    pub trash_files: u64,
    /// Bytes of their current contents.
    pub trash_bytes: u64,
    /// Earlier versions.
    pub versions: u64,
    /// Unique contents.
    pub contents: u64,
    /// Bytes of all contents, compressed and deduplicated.
    #[serde(rename = "stored_bytes")]
    pub stored: u64,
    /// Used bytes of the database file.
    #[serde(rename = "used_bytes")]
    pub used: u64,
    /// Bytes of the database file, which grows ahead of need.
    #[serde(rename = "file_bytes")]
    pub file: u64,
    /// Bytes that `compact` could return, at most.
    #[serde(rename = "reclaimable_bytes")]
    pub reclaimable: u64,
    /// Drops waiting for `inbox run`.
    pub drops_waiting: u64,
    /// Rows of the audit log.
    pub audit_rows: u64,
    /// Password slots, by user.
    #[serde(rename = "user_names")]
    pub users: Vec<String>,
    /// Whether there is a recovery key.
    pub recovery: bool,
}

/// Returns the counts.
pub fn status(gate: &mut Gate) -> Result<Status> {
    let vault = gate.dir().to_owned();
    let keyring = gate.keyring().clone();
    let principal = gate.principal().name.clone();
    let spool = gate.spool();
    let file_len = gate.file_len()?;
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

/// The property to group files by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The top-level folder.
    Folder,
    /// The detected type.
    Type,
    /// Each tag.
    Tag,
    /// The year of the source's modification time, in local time.
    Year,
}

impl By {
    /// The name shown to people and scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Type => "type",
            Self::Tag => "tag",
            Self::Year => "year",
        }
    }
}

crate::domain::schema::by_name!(By: Folder, Type, Tag, Year);

/// A group of files and how they are grouped.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct Usage<'a> {
    /// How files are grouped.
    pub by: By,
    /// The group.
    #[serde(flatten)]
    pub bucket: &'a Bucket,
}

/// A group of files.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Bucket {
    /// The common property: a path, type, tag or year; the exact bytes.
    #[serde(flatten, with = "crate::app::json::Name")]
    pub name: Vec<u8>,
    /// Number of files.
    pub files: u64,
    /// Bytes of their current contents.
    pub bytes: u64,
}

/// The name for files without a tag; no tag contains a space.
const NO_TAG: &[u8] = b"(no tag)";

/// Counts files and bytes by a property: largest first, years in order. A file with two tags counts
/// in both groups.
pub fn count_by(gate: &mut Gate, by: By) -> Result<Vec<Bucket>> {
    gate.read(Action::Status, |view, _| {
        let mut buckets: BTreeMap<Vec<u8>, Bucket> = BTreeMap::new();
        for entry in files::below(view, &VaultPath::root())? {
            let entry = entry?;
            for (key, name) in names(&entry, by) {
                let bucket = buckets.entry(key).or_insert_with(|| Bucket {
                    name,
                    files: 0,
                    bytes: 0,
                });
                bucket.files += 1;
                bucket.bytes += entry.file.current.size;
            }
        }
        let mut all: Vec<Bucket> = buckets.into_values().collect();
        match by {
            By::Year => all.sort_by_key(|bucket| year(&bucket.name)),
            By::Folder | By::Type | By::Tag => all.sort_by_key(|bucket| Reverse(bucket.bytes)),
        }
        Ok(all)
    })
}

/// The buckets of a file: sort key and name.
fn names(entry: &files::Entry, by: By) -> Vec<(Vec<u8>, Vec<u8>)> {
    let twice = |name: &[u8]| (name.to_vec(), name.to_vec());
    match by {
        By::Folder => vec![top(&entry.path)],
        By::Type => vec![twice(entry.file.current.file_type.name().as_bytes())],
        By::Tag if entry.file.tags.is_empty() => vec![twice(NO_TAG)],
        By::Tag => (entry.file.tags.iter())
            .map(|tag| twice(tag.as_str().as_bytes()))
            .collect(),
        By::Year => {
            let modified = clock::zone().wall_clock(entry.file.current.modified);
            let (year, _) = modified.year_month();
            vec![twice(year.to_string().as_bytes())]
        }
    }
}

/// The top-level folder of a path, `/` for a file in the root: the key for comparison, and the name
/// as written.
fn top(path: &VaultPath) -> (Vec<u8>, Vec<u8>) {
    let first = |bytes: &[u8]| {
        let rest = bytes.strip_prefix(b"/").unwrap_or(bytes);
        let end = rest.iter().position(|byte| *byte == b'/');
        let folder = end.and_then(|end| rest.get(..end)).unwrap_or_default();
        [b"/", folder].concat()
    };
    (first(path.key()), first(path.raw()))
}

fn year(name: &[u8]) -> i32 {
    let text = std::str::from_utf8(name).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(i32::MAX)
}
