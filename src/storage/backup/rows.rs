//! Rows of the vault as lines of JSON: each with a `type`, times in RFC 3339, hashes in
//! hexadecimal, and names that are not UTF-8 additionally in Base64.

use std::collections::BTreeMap;

use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};

use super::MAX_NUMBER;
use crate::domain::attributes::{Attributes, EntryKind, Moment};
use crate::domain::file_type::FileType;
use crate::domain::id::{Actor, FileId};
use crate::domain::path::VaultPath;
use crate::domain::tag::Tag;
use crate::domain::time::Time;
use crate::storage::folders::Folder;
use crate::storage::record::{
    FileRecord, FolderRecord, OperationRecord, OperationState, SourceId, TrashRecord, VersionRecord,
};
use crate::storage::{Result, StorageError};

/// Highest number of a version: the next ones must exist.
const MAX_VERSION: u32 = u32::MAX / 2;

pub(crate) fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// # Errors
/// [`StorageError::Damaged`] for anything but the hexadecimal form of `N` bytes.
pub(crate) fn unhex<const N: usize>(text: &str) -> Result<[u8; N]> {
    HEXLOWER
        .decode(text.as_bytes())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| malformed("a hash or key"))
}

pub(super) fn malformed(what: &str) -> StorageError {
    StorageError::Damaged(format!("the backup has {what} that cannot be read"))
}

pub(super) fn time(text: &str) -> Result<Time> {
    Time::parse(text).map_err(|_| malformed("a time"))
}

pub(super) fn times(text: Option<&String>) -> Result<Option<Time>> {
    text.map(|text| time(text)).transpose()
}

/// A user, or an API key of a user.
pub(super) fn actor(text: &str) -> Result<Actor> {
    text.parse().map_err(|_| malformed("a user id"))
}

/// A name: as text, and additionally as bytes if the text is not exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Name {
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path_b64: Option<String>,
}

impl Name {
    fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        Self {
            path_b64: std::str::from_utf8(bytes)
                .is_err()
                .then(|| BASE64.encode(bytes)),
            path: text.into_owned(),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        match &self.path_b64 {
            None => Ok(self.path.clone().into_bytes()),
            Some(exact) => BASE64
                .decode(exact.as_bytes())
                .map_err(|_| malformed("a name")),
        }
    }

    fn vault_path(&self) -> Result<VaultPath> {
        VaultPath::parse(&self.bytes()?).map_err(|_| malformed("a path"))
    }
}

/// The attributes of an entry, in the formats of standard tools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AttributesJson {
    kind: String,
    /// Octal.
    mode: String,
    /// Seconds with nine decimals.
    mtime: String,
    uid: u32,
    gid: u32,
    /// Name to value, in Base64.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    xattrs: BTreeMap<String, String>,
}

impl AttributesJson {
    fn of(attributes: &Attributes) -> Self {
        let xattrs = attributes.xattrs.iter();
        Self {
            kind: attributes.kind().name().to_owned(),
            mode: format!("{:04o}", attributes.permissions()),
            mtime: attributes.modified.decimal(),
            uid: attributes.uid,
            gid: attributes.gid,
            xattrs: xattrs
                .map(|(name, value)| (name.clone(), BASE64.encode(value)))
                .collect(),
        }
    }

    fn attributes(&self) -> Result<Attributes> {
        let kind = EntryKind::parse(&self.kind).ok_or_else(|| malformed("a kind of entry"))?;
        let mode = u32::from_str_radix(&self.mode, 8).map_err(|_| malformed("a mode"))?;
        let modified = Moment::parse(&self.mtime).ok_or_else(|| malformed("a time"))?;
        let mut attributes = Attributes::new(kind, mode, modified, self.uid, self.gid);
        let mut bytes = 0;
        for (name, value) in &self.xattrs {
            let value = BASE64.decode(value.as_bytes());
            let value = value.map_err(|_| malformed("an extended attribute"))?;
            bytes += name.len() + value.len();
            if bytes > Attributes::MAX_XATTRS_LEN
                || !name.starts_with("user.")
                || name.contains('\0')
            {
                return Err(malformed("an extended attribute"));
            }
            attributes.xattrs.push((name.clone(), value));
        }
        Ok(attributes)
    }
}

/// A version of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VersionJson {
    pub number: u32,
    pub size: u64,
    /// Plain BLAKE3 of the content.
    pub blake3: String,
    modified: String,
    added: String,
    detected: FileType,
    author: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scanner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attributes: Option<AttributesJson>,
    /// For a large content in a snapshot: ids and sizes of its chunks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chunks: Vec<(String, u32)>,
}

impl VersionJson {
    pub(super) fn of(version: &VersionRecord, hash: &[u8; 32], chunks: Vec<(String, u32)>) -> Self {
        Self {
            number: version.number,
            size: version.size,
            blake3: hex(hash),
            modified: version.modified.rfc3339(),
            added: version.added.rfc3339(),
            detected: version.file_type,
            author: version.author.to_string(),
            scanner: version.scanner.clone(),
            attributes: version.attributes.as_ref().map(AttributesJson::of),
            chunks,
        }
    }

    pub(super) fn record(&self, content: u64) -> Result<VersionRecord> {
        if !(1..=MAX_VERSION).contains(&self.number) {
            return Err(malformed("a version number"));
        }
        let attributes = self.attributes.as_ref();
        Ok(VersionRecord {
            number: self.number,
            content,
            size: self.size,
            modified: time(&self.modified)?,
            added: time(&self.added)?,
            file_type: self.detected,
            author: actor(&self.author)?,
            scanner: self.scanner.clone(),
            attributes: attributes.map(AttributesJson::attributes).transpose()?,
        })
    }
}

/// The properties of a file, live or in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Described {
    #[serde(flatten)]
    name: Name,
    id: String,
    owner: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tag>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    created: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    restored: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    operation: u64,
    pub version: VersionJson,
}

fn source(text: &str) -> Result<SourceId> {
    let bytes = HEXLOWER.decode(text.as_bytes()).ok();
    let id = bytes.and_then(|bytes| bytes.try_into().ok());
    id.ok_or_else(|| malformed("the hash of a source"))
}

fn file_id(text: &str) -> Result<FileId> {
    text.parse().map_err(|_| malformed("a file id"))
}

impl Described {
    pub(super) fn of(path: &VaultPath, file: &FileRecord, version: VersionJson) -> Self {
        Self {
            name: Name::of(path.raw()),
            id: file.id.to_string(),
            owner: file.owner.to_string(),
            tags: file.tags.clone(),
            note: file.note.clone(),
            created: file.created.rfc3339(),
            restored: file.restored.map(Time::rfc3339),
            rule: file.rule.clone(),
            source: file.source.as_ref().map(|source| HEXLOWER.encode(source)),
            operation: file.operation,
            version,
        }
    }

    pub(crate) fn path(&self) -> Result<VaultPath> {
        self.name.vault_path()
    }

    pub(crate) fn id(&self) -> Result<FileId> {
        file_id(&self.id)
    }

    pub(super) fn record(&self, content: u64) -> Result<(VaultPath, FileRecord)> {
        let path = self.path()?;
        let file = FileRecord {
            id: file_id(&self.id)?,
            raw: path.raw_if_different().map(<[u8]>::to_vec),
            owner: actor(&self.owner)?,
            tags: self.tags.clone(),
            note: self.note.clone(),
            created: time(&self.created)?,
            restored: times(self.restored.as_ref())?,
            rule: self.rule.clone(),
            source: self.source.as_deref().map(source).transpose()?,
            operation: self.operation,
            current: self.version.record(content)?,
        };
        Ok((path, file))
    }
}

/// A line of `metadata.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub(crate) enum MetadataRow {
    /// A file at its path.
    File(Described),
    /// A file in the trash.
    Trash {
        deleted: String,
        deleted_by: String,
        #[serde(flatten)]
        file: Described,
    },
    /// An earlier version of a file.
    Version {
        file: String,
        operation: u64,
        version: VersionJson,
    },
    /// A stored folder.
    Folder {
        #[serde(flatten)]
        name: Name,
        owner: String,
        operation: u64,
        attributes: AttributesJson,
    },
    /// A past operation: for the history; it cannot be undone after a restore.
    Operation {
        number: u64,
        time: String,
        by: String,
        verb: String,
        #[serde(flatten)]
        target: Name,
        files: u64,
        /// It changed the policy.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        policy: bool,
    },
}

impl MetadataRow {
    pub(super) fn operation(number: u64, record: &OperationRecord) -> Self {
        Self::Operation {
            number,
            time: record.time.rfc3339(),
            by: record.by.to_string(),
            verb: record.verb.clone(),
            target: Name::of(&record.target),
            files: record.files,
            policy: record.policy,
        }
    }

    pub(super) fn folder(folder: &Folder) -> Self {
        Self::Folder {
            name: Name::of(folder.path.raw()),
            owner: folder.record.owner.to_string(),
            operation: folder.record.operation,
            attributes: AttributesJson::of(&folder.record.attributes),
        }
    }

    pub(super) fn trash(path: &VaultPath, record: &TrashRecord, version: VersionJson) -> Self {
        Self::Trash {
            deleted: record.deleted.rfc3339(),
            deleted_by: record.deleted_by.to_string(),
            file: Described::of(path, &record.file, version),
        }
    }

    /// Checks the row; returns its values that must be unique: its path, the id of a file.
    pub(crate) fn checked(&self) -> Result<Vec<Vec<u8>>> {
        let id = |id: &FileId| [b"id ", id.bytes().as_slice()].concat();
        Ok(match self.restored(0)? {
            Restored::File(path, file) => vec![[b"path ", path.key()].concat(), id(&file.id)],
            Restored::Trash(trashed) => vec![id(&trashed.file.id)],
            Restored::Version(file, _, version) => {
                let number = version.number.to_le_bytes();
                vec![[b"version ", file.bytes().as_slice(), &number].concat()]
            }
            Restored::Folder(path, _) => vec![[b"folder ", path.key()].concat()],
            Restored::Operation(number, _) => {
                vec![[b"operation ", number.to_le_bytes().as_slice()].concat()]
            }
        })
    }

    /// The version in the row.
    pub(crate) fn version(&self) -> Option<&VersionJson> {
        match self {
            Self::File(file) | Self::Trash { file, .. } => Some(&file.version),
            Self::Version { version, .. } => Some(version),
            Self::Folder { .. } | Self::Operation { .. } => None,
        }
    }
}

/// The decoded row of metadata.
pub(super) enum Restored {
    File(VaultPath, FileRecord),
    Trash(TrashRecord),
    Version(FileId, u64, VersionRecord),
    Folder(VaultPath, FolderRecord),
    Operation(u64, OperationRecord),
}

impl MetadataRow {
    pub(super) fn restored(&self, content: u64) -> Result<Restored> {
        Ok(match self {
            Self::File(file) => {
                let (path, file) = file.record(content)?;
                Restored::File(path, file)
            }
            Self::Trash {
                deleted,
                deleted_by,
                file,
            } => {
                let (path, file) = file.record(content)?;
                Restored::Trash(TrashRecord {
                    path: path.key().to_vec(),
                    deleted: time(deleted)?,
                    deleted_by: actor(deleted_by)?,
                    file,
                })
            }
            Self::Version {
                file,
                operation,
                version,
            } => Restored::Version(file_id(file)?, *operation, version.record(content)?),
            Self::Folder {
                name,
                owner,
                operation,
                attributes,
            } => {
                let path = name.vault_path()?;
                let record = FolderRecord {
                    raw: path.raw_if_different().map(<[u8]>::to_vec),
                    owner: actor(owner)?,
                    operation: *operation,
                    attributes: attributes.attributes()?,
                };
                Restored::Folder(path, record)
            }
            Self::Operation { number, .. } if *number > MAX_NUMBER => {
                return Err(malformed("an operation number"));
            }
            Self::Operation {
                number,
                time: at,
                by,
                verb,
                target,
                files,
                policy,
            } => Restored::Operation(
                *number,
                OperationRecord {
                    time: time(at)?,
                    by: actor(by)?,
                    verb: verb.clone(),
                    target: target.bytes()?,
                    files: *files,
                    changes: 0,
                    state: OperationState::Closed,
                    policy: *policy,
                },
            ),
        })
    }
}
