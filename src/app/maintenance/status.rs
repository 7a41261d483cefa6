//! The state of a vault in short: what it contains, and what needs attention.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::domain::action::Action;
use crate::domain::path::{VaultPath, fold_text};
use crate::domain::permission::Permission;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::files;
use crate::storage::keyring::{Keyring, Slot, SlotKind};
use crate::storage::tables::Metadata;
use crate::storage::{audit, counts, emergency_space, meta, size, users};

use crate::app::clock;
use crate::app::error::Result;
use crate::app::gate::{Gate, Principal};
use crate::app::intake::inbox;

/// The status of a vault.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Status {
    /// What needs attention, most urgent first.
    pub warnings: Vec<String>,
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
    /// Bytes of the database file, which grows ahead of need.
    #[serde(rename = "file_bytes")]
    pub file: u64,
    /// Used bytes of the database file; only with --disk.
    #[serde(rename = "used_bytes", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u64")]
    pub used: Option<u64>,
    /// Bytes that `compact` could return, at most; only with --disk.
    #[serde(rename = "reclaimable_bytes", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u64")]
    pub reclaimable: Option<u64>,
    /// Free bytes on the disk of the vault.
    #[serde(rename = "free_bytes")]
    pub free: Option<u64>,
    /// When the last backup was completed; only for those who may create backups or read the audit log.
    #[serde(rename = "last_backup_time")]
    pub last_backup: Option<Time>,
    /// When the vault was last verified; only for those who may read the audit log.
    #[serde(rename = "last_verify_time")]
    pub last_verify: Option<Time>,
    /// The problems that this verification found.
    #[serde(rename = "last_verify_findings")]
    pub findings: Option<u64>,
    /// The API key that expires next; only for those who may manage keys or read the audit log.
    #[serde(rename = "next_key_name")]
    pub next_key: Option<String>,
    /// When it expires.
    #[serde(rename = "next_key_expires")]
    pub next_key_expires: Option<Time>,
    /// When the current session or API key ends.
    #[serde(rename = "access_expires")]
    pub access: Option<Time>,
    /// Drops waiting for `inbox run`.
    pub drops_waiting: u64,
    /// Drops that were refused.
    pub drops_rejected: u64,
    /// Rows of the audit log.
    pub audit_rows: u64,
    /// Password slots, by user.
    #[serde(rename = "user_names")]
    pub users: Vec<String>,
    /// Whether there is a recovery key.
    pub recovery: bool,
}

/// The age of the last backup from which it is warned about.
const OLD_BACKUP: Span = Span::from_days(7);
/// How long before a key or session ends it is warned about.
const ENDS_SOON: Span = Span::from_days(14);
/// Free bytes on the disk below which is warned.
const LITTLE_FREE: u64 = 1024 * 1024 * 1024;

/// Returns the status; the size of the tables only with `disk`, because that reads all of them.
pub fn status(gate: &mut Gate, disk: bool) -> Result<Status> {
    let vault = gate.dir().to_owned();
    let free = emergency_space::free(&vault);
    let keyring = gate.keyring().clone();
    let spool = gate.spool();
    let file = gate.file_len()?;
    let now = gate.latest()?;
    let clock = clock::now();
    gate.read(Action::Status, |view, principal| {
        let count = |name| counts::get(view, name);
        let created = meta::get_array(view, meta::key::CREATED)?;
        let used = disk.then(|| size::used(view)).transpose()?;
        let drops = inbox::counts(view, &spool)?;
        let mut status = Status {
            warnings: Vec::new(),
            vault,
            vault_id: keyring.vault_id.clone(),
            created: Time::from_unix_nanos(i64::from_le_bytes(created)),
            epoch: keyring.epoch,
            principal: principal.name.clone(),
            files: count(counts::FILES)?,
            bytes: count(counts::BYTES)?,
            trash_files: count(counts::TRASH)?,
            trash_bytes: count(counts::TRASH_BYTES)?,
            versions: count(counts::VERSIONS)?,
            contents: count(counts::CONTENTS)?,
            stored: count(counts::STORED)?,
            file,
            used,
            reclaimable: used.map(|used| file.saturating_sub(used)),
            free,
            last_backup: None,
            last_verify: None,
            findings: None,
            next_key: None,
            next_key_expires: None,
            access: principal.expires,
            drops_waiting: drops.waiting,
            drops_rejected: drops.rejected,
            audit_rows: audit::head(view)?.count,
            users: password_users(&keyring),
            recovery: (keyring.slots.iter()).any(|slot| matches!(slot.kind, SlotKind::Recovery {})),
        };
        status.duties(view, principal, now)?;
        if clock::is_behind(clock, now) {
            status.warnings.insert(0, clock::behind(clock, now));
        }
        Ok(status)
    })
}

fn password_users(keyring: &Keyring) -> Vec<String> {
    let user = |slot: &Slot| match &slot.kind {
        SlotKind::Password { user, .. } => Some(user.clone()),
        SlotKind::Recovery {}
        | SlotKind::ApiKey { .. }
        | SlotKind::Session { .. }
        | SlotKind::Recipient { .. } => None,
    };
    keyring.slots.iter().filter_map(user).collect()
}

impl Status {
    /// Adds backups, verification and keys, as far as the principal may know of them, and warnings.
    fn duties(&mut self, view: &Metadata, principal: &Principal, now: Time) -> Result<()> {
        let may = |permission| principal.permissions.has(permission);
        let knows_backups = may(Permission::BackupCreate) || may(Permission::AuditRead);
        let at = |(time, number): (i64, u64)| (Time::from_unix_nanos(time), number);
        if knows_backups {
            self.last_backup = meta::last_backup(view)?.map(|last| at(last).0);
        }
        if may(Permission::AuditRead) {
            let last = meta::last_verify(view)?.map(at);
            self.last_verify = last.map(|(time, _)| time);
            self.findings = last.map(|(_, findings)| findings);
        }
        let mut expired = Vec::new();
        if may(Permission::KeyManage) || may(Permission::AuditRead) {
            let keys = users::api_keys(view)?.into_iter();
            let keys = keys.filter(|(_, key)| key.revoked.is_none());
            let keys = keys.filter_map(|(_, key)| Some((key.expires?, key.name)));
            let (ended, working): (Vec<_>, Vec<_>) = keys.partition(|(end, _)| *end <= now);
            (self.next_key_expires, self.next_key) = working.into_iter().min().unzip();
            expired.extend(ended.into_iter().map(|(_, name)| format!("{name:?}")));
        }
        self.warnings = self.warn(knows_backups, &expired, now);
        Ok(())
    }

    fn warn(&self, knows_backups: bool, expired: &[String], now: Time) -> Vec<String> {
        let mut warnings = Vec::new();
        let mut add = |holds: bool, warning: &dyn Fn() -> String| {
            if holds {
                warnings.push(warning());
            }
        };
        let findings = self.findings.unwrap_or_default();
        add(findings > 0, &|| {
            "the last verification found problems: run file-organizer verify".to_owned()
        });
        let is_old = |last: Time| last.saturating_add(OLD_BACKUP) < now;
        add(
            knows_backups && self.files > 0 && self.last_backup.is_none(),
            &|| "there is no backup: run file-organizer backup setup DIR".to_owned(),
        );
        add(self.last_backup.is_some_and(is_old), &|| {
            "the last backup is more than 7 days old".to_owned()
        });
        add(self.free.is_some_and(|free| free < LITTLE_FREE), &|| {
            "the disk of the vault is almost full".to_owned()
        });
        add(!expired.is_empty(), &|| {
            format!(
                "expired API keys: {}: replace them with file-organizer api-key rotate, or revoke \
                 them",
                expired.join(", ")
            )
        });
        let soon = |ends: Time| ends < now.saturating_add(ENDS_SOON);
        add(self.next_key_expires.is_some_and(soon), &|| {
            let key = self.next_key.as_deref().unwrap_or_default();
            format!("API key {key:?} expires soon: run file-organizer api-key rotate")
        });
        add(self.drops_rejected > 0, &|| {
            "drops were refused: run file-organizer inbox list".to_owned()
        });
        warnings
    }
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
            .map(|tag| {
                (
                    fold_text(tag.as_str()).into_owned().into_bytes(),
                    tag.as_str().into(),
                )
            })
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
