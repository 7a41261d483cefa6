//! The records in the tables: versioned structs in postcard format, each preceded by its version
//! byte. docs/FORMAT.md, "Records". Their semantics are elsewhere.

#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Result, StorageError};
use crate::crypto::keys::{PERSONAL, SALT};
use crate::domain::attributes::Attributes;
use crate::domain::done::Amount;
use crate::domain::file_type::FileType;
use crate::domain::id::{Actor, FileId, UserId};
use crate::domain::permission::Permissions;
use crate::domain::tag::Tag;
use crate::domain::time::Time;

/// A record that can be stored.
pub(crate) trait Record: Serialize + DeserializeOwned {
    /// The version byte written by this program.
    const VERSION: u8 = 1;

    /// Encodes the record.
    fn to_bytes(&self) -> Result<Vec<u8>> {
        postcard::to_extend(self, vec![Self::VERSION])
            .map_err(|e| StorageError::Engine(format!("record: {e}")))
    }

    /// Decodes a record.
    fn from_bytes(bytes: &[u8]) -> Result<Self> {
        match bytes.split_first() {
            Some((version, rest)) if *version == Self::VERSION => {
                match postcard::take_from_bytes(rest) {
                    Ok((record, [])) => Ok(record),
                    Ok(_) => Err(StorageError::Damaged("a record is too long".into())),
                    Err(e) => Err(StorageError::Damaged(format!(
                        "a record cannot be read: {e}"
                    ))),
                }
            }
            Some((version, _)) if *version > Self::VERSION => {
                Err(StorageError::NewerFormat(u32::from(*version)))
            }
            _ => Err(StorageError::Damaged("a record has no version".into())),
        }
    }
}

/// A version of a file's content, current or earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VersionRecord {
    /// Counts from 1.
    pub number: u32,
    /// The row of `contents`.
    pub content: u64,
    /// Bytes.
    pub size: u64,
    /// The source's modification time, in the precision of [`Time`].
    pub modified: Time,
    /// When this content was added.
    pub added: Time,
    pub file_type: FileType,
    /// Who added it.
    pub author: Actor,
    /// Scanner and signature version, if it was scanned.
    pub scanner: Option<String>,
    /// The attributes of the source; `None` for a stream.
    pub attributes: Option<Attributes>,
}

impl VersionRecord {
    /// Whether the content is the target of a symbolic link.
    pub(crate) fn is_link(&self) -> bool {
        self.attributes.as_ref().is_some_and(Attributes::is_link)
    }
}

/// The keyed hash of the path of a source.
pub(crate) type SourceId = [u8; 16];

/// A file, live or in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileRecord {
    pub id: FileId,
    /// The path's exact bytes, if they differ from the key.
    pub raw: Option<Vec<u8>>,
    pub owner: Actor,
    pub tags: Vec<Tag>,
    pub note: Option<String>,
    /// When the file was first added.
    pub created: Time,
    /// When it last came back from the trash.
    pub restored: Option<Time>,
    /// The rule that filed it.
    pub rule: Option<String>,
    /// The source of the current content, if it stayed and had a path: adding it again makes the
    /// next version.
    pub source: Option<SourceId>,
    /// The operation that last wrote this row.
    pub operation: u64,
    pub current: VersionRecord,
}

/// A file in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TrashRecord {
    /// The former path: the comparison key.
    pub path: Vec<u8>,
    pub deleted: Time,
    pub deleted_by: Actor,
    pub file: FileRecord,
}

/// A stored folder, empty or not. One that is only implied by its files has no row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FolderRecord {
    /// The path's exact bytes, if they differ from the key.
    pub raw: Option<Vec<u8>>,
    pub owner: Actor,
    /// The operation that last wrote this row.
    pub operation: u64,
    pub attributes: Attributes,
}

/// An earlier version of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OldVersionRecord {
    pub operation: u64,
    pub version: VersionRecord,
}

/// How a content is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Layout {
    /// In one chunk, under the content's own number.
    Whole(Stored),
    /// As a list of chunks, itself stored under the content's number: (chunk id, bytes) pairs.
    Cut {
        /// Chunks in the list.
        chunks: u32,
    },
    /// In a pack with other small contents.
    Packed {
        /// The row of `packs`.
        pack: u64,
        /// Its offset in the decompressed bytes of the pack.
        offset: u32,
    },
}

/// How a chunk's bytes are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stored {
    /// Bytes on disk, of all pieces.
    pub len: u32,
    /// Whether they are a zstd frame.
    pub compressed: bool,
}

/// A content, shared by all rows that refer to its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ContentRecord {
    /// Its id: keyed BLAKE3.
    pub id: [u8; 32],
    /// Plain BLAKE3 of the bytes, as `b3sum` prints it.
    pub hash: [u8; 32],
    pub size: u64,
    /// The number of rows that refer to it, including the journal.
    pub references: u32,
    pub layout: Layout,
}

/// Small contents compressed and stored together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PackRecord {
    /// Bytes before compression, including those of removed contents.
    pub size: u32,
    pub stored: Stored,
    /// Bytes that belong to `members`.
    pub live: u32,
    /// The numbers of its live contents.
    pub members: Vec<u64>,
}

/// A chunk of a cut content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChunkRecord {
    /// The number under which its pieces are stored.
    pub number: u64,
    /// Bytes before compression.
    pub size: u32,
    pub stored: Stored,
    /// References: lists that contain it (each occurrence counts), and imports in progress.
    pub references: u32,
}

/// The state of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum OperationState {
    Done,
    Undone,
    /// Can be neither undone nor redone: its saved rows were removed.
    Closed,
}

/// A command that changed files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OperationRecord {
    pub time: Time,
    pub by: Actor,
    /// The command, such as `add`.
    pub verb: String,
    /// The target, for people: a path, or the first of several.
    pub target: Vec<u8>,
    /// Files touched.
    pub files: u64,
    /// Saved rows in `changes`.
    pub changes: u32,
    pub state: OperationState,
    /// It changed the policy and no file: only those who may change the policy know of it.
    pub policy: bool,
}

/// A row's slot and its value before (or, once undone, after) the operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChangeRecord {
    pub slot: Slot,
    pub saved: Option<Vec<u8>>,
}

/// A row that the journal can swap.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Slot {
    /// A live file, by path key.
    Path(Vec<u8>),
    /// A file in the trash.
    Trash(FileId),
    /// An earlier version.
    Version(FileId, u32),
    /// A folder, by path key.
    Folder(Vec<u8>),
    /// A key of the policy. It always has a value.
    Policy(String),
}

/// The value of a key of the policy, as the journal saves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PolicyRecord {
    /// The operation that set it; 0 if none has.
    pub operation: u64,
    /// As in `policy set`.
    pub value: String,
}

/// An audit row without its chain value: it has no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AuditRecord {
    pub time: Time,
    /// Who did it: an id, meaningless without the name that belongs to it.
    pub actor: Option<Actor>,
    pub event: u16,
    pub outcome: u16,
    pub effects: Vec<Amount>,
    /// The commitment to the separate fields.
    pub commitment: [u8; 32],
}

/// The fields of an audit row stored separately from the chain: principal, source, target, detail,
/// changed settings, files, each as the committed bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum FieldsRecord {
    /// All of them, with the salt from which theirs are derived.
    Whole {
        salt: [u8; SALT],
        values: [Vec<u8>; PERSONAL],
    },
    /// Some were removed, and cannot be confirmed by guessing.
    Redacted([FieldRecord; PERSONAL]),
}

/// A field of a row that was redacted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum FieldRecord {
    Kept {
        salt: [u8; SALT],
        value: Vec<u8>,
    },
    Removed {
        digest: [u8; 32],
        /// The pseudonym of an erased person. The commitment does not cover it.
        alias: Option<String>,
    },
}

/// A user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UserRecord {
    /// The name: unique among users that are not removed.
    pub name: String,
    pub role: String,
    pub created: Time,
    pub disabled: bool,
    /// When the user was removed: the row stays for the name of what they own.
    pub removed: Option<Time>,
}

/// A custom role, or a modified built-in one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RoleRecord {
    /// Names of permissions.
    pub permissions: Vec<String>,
}

impl RoleRecord {
    /// The permissions of this role, which is called `name`.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] for an unknown permission.
    pub(crate) fn permissions(&self, name: &str) -> Result<Permissions> {
        Permissions::parse(self.permissions.iter().map(String::as_str))
            .map_err(|e| StorageError::Damaged(format!("role {name:?}: {e}")))
    }
}

/// A secret of an API key, by its slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeySecret {
    pub slot: String,
    /// When it was created.
    pub issued: Time,
    /// The end of its grace period after a rotation.
    pub until: Option<Time>,
}

/// An API key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ApiKeyRecord {
    /// Its name.
    pub name: String,
    pub role: String,
    /// Names of permissions that narrow the role's; empty for no restriction.
    pub permissions: Vec<String>,
    /// Path keys of the folders it is restricted to; empty for the whole vault.
    pub scopes: Vec<Vec<u8>>,
    pub created: Time,
    /// The user it acts for, and the key with which it was created, if any.
    pub created_by: Actor,
    pub expires: Option<Time>,
    pub revoked: Option<Time>,
    /// The newest last.
    pub secrets: Vec<KeySecret>,
}

/// The usage of an API key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyUseRecord {
    pub last: Time,
    /// The client's address.
    pub source: String,
    pub count: u64,
}

/// The refresh tokens of a session of the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RefreshRecord {
    /// The verifier of the token in force.
    pub current: [u8; 32],
    /// That of the token before it.
    pub previous: Option<[u8; 32]>,
    /// When the token in force was issued.
    pub issued: Time,
}

/// A login session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SessionRecord {
    pub user: UserId,
    pub created: Time,
    pub expires: Time,
    /// It can be extended until then.
    pub refresh_until: Time,
    /// Where it was begun.
    pub source: String,
    /// For a session of the server, which has tokens; a session of the command line has a slot.
    pub refresh: Option<RefreshRecord>,
}

impl Record for FileRecord {
    const VERSION: u8 = 3;
}
impl Record for TrashRecord {
    const VERSION: u8 = 3;
}
impl Record for OldVersionRecord {
    const VERSION: u8 = 2;
}
impl Record for FolderRecord {}
impl Record for ContentRecord {}
impl Record for ChunkRecord {}
impl Record for PackRecord {}
impl Record for OperationRecord {
    const VERSION: u8 = 2;
}
impl Record for ChangeRecord {
    const VERSION: u8 = 2;
}
impl Record for PolicyRecord {}
impl Record for AuditRecord {
    const VERSION: u8 = 4;
}
impl Record for FieldsRecord {
    const VERSION: u8 = 2;
}
impl Record for UserRecord {}
impl Record for RoleRecord {}
impl Record for ApiKeyRecord {}
impl Record for KeyUseRecord {}
impl Record for SessionRecord {
    const VERSION: u8 = 2;
}
