//! What the tables hold: versioned structs in postcard form, each preceded by its version byte.
//! docs/FORMAT.md, "Records". Rules about them are elsewhere.

#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Result, StorageError};
use crate::crypto::keys::SALT;
use crate::domain::attributes::Attributes;
use crate::domain::file_type::FileType;
use crate::domain::id::{Actor, FileId, UserId};
use crate::domain::tag::Tag;
use crate::domain::time::Time;
use crate::domain::verdict::Verdict;

/// A record that can be written and read back.
pub(crate) trait Record: Serialize + DeserializeOwned {
    /// The version byte that this program writes.
    const VERSION: u8 = 1;

    /// The bytes to store.
    ///
    /// # Errors
    /// [`StorageError::Engine`] where postcard cannot write it: never, for these structs.
    fn to_bytes(&self) -> Result<Vec<u8>> {
        postcard::to_extend(self, vec![Self::VERSION])
            .map_err(|e| StorageError::Engine(format!("record: {e}")))
    }

    /// Reads stored bytes.
    ///
    /// # Errors
    /// [`StorageError::NewerFormat`], [`StorageError::Damaged`].
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

/// What is common to the current and the earlier versions of a file's content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VersionRecord {
    /// Counts from 1.
    pub number: u32,
    /// The row of `contents`.
    pub content: u64,
    /// Bytes.
    pub size: u64,
    /// The source's modification time, as near as [`Time`] comes to it.
    pub modified: Time,
    /// When this content was added.
    pub added: Time,
    pub file_type: FileType,
    pub verdict: Verdict,
    /// Who added it.
    pub author: Actor,
    /// Scanner and signature version, where one has looked.
    pub scanner: Option<String>,
    /// What the source's file system knew of it; nothing of a stream.
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

/// A file: what stands at a path, or in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileRecord {
    pub id: FileId,
    /// The path's exact bytes, where they differ from the key.
    pub raw: Option<Vec<u8>>,
    pub owner: Actor,
    pub tags: Vec<Tag>,
    pub note: Option<String>,
    /// When the file first came in.
    pub created: Time,
    /// The rule that filed it.
    pub rule: Option<String>,
    /// The source that the current content came from, where it stayed and had a path: named again, it gives
    /// the next version.
    pub source: Option<SourceId>,
    /// The operation that last wrote this row.
    pub operation: u64,
    pub current: VersionRecord,
}

/// A file in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TrashRecord {
    /// Where it was: the comparison key.
    pub path: Vec<u8>,
    pub deleted: Time,
    pub deleted_by: Actor,
    pub file: FileRecord,
}

/// A folder that was added, empty or not. One that exists only by the files in it has no row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FolderRecord {
    /// The path's exact bytes, where they differ from the key.
    pub raw: Option<Vec<u8>>,
    pub owner: Actor,
    /// The operation that last wrote this row.
    pub operation: u64,
    pub attributes: Attributes,
}

/// An earlier version, kept for a file.
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
    /// Beside other small contents in a pack.
    Packed {
        /// The row of `packs`.
        pack: u64,
        /// Where it begins among the pack's bytes, opened.
        offset: u32,
    },
}

/// How a chunk's bytes are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stored {
    /// Bytes on disk, over all pieces.
    pub len: u32,
    /// Whether they are a zstd frame.
    pub compressed: bool,
}

/// Content, shared by all rows that name its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ContentRecord {
    /// Its name: keyed BLAKE3.
    pub id: [u8; 32],
    /// Plain BLAKE3 of the bytes, as `b3sum` prints it.
    pub hash: [u8; 32],
    pub size: u64,
    /// Rows that name this content, journal included.
    pub references: u32,
    pub layout: Layout,
}

/// Small contents that are compressed and stored together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PackRecord {
    /// Bytes, opened: those of contents that are gone included.
    pub size: u32,
    pub stored: Stored,
    /// Bytes that belong to `members`.
    pub live: u32,
    /// The contents in it that somebody refers to, by number.
    pub members: Vec<u64>,
}

/// A chunk of a cut content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChunkRecord {
    /// The number of its pieces.
    pub number: u64,
    /// Bytes, opened.
    pub size: u32,
    pub stored: Stored,
    /// Lists that name it (each occurrence counts), and imports in progress.
    pub references: u32,
}

/// Where an operation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum OperationState {
    Done,
    Undone,
    /// Neither undo nor redo is possible any more: its saved rows are gone.
    Closed,
}

/// One command that changed files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OperationRecord {
    pub time: Time,
    pub by: Actor,
    /// The command's word, such as `add`.
    pub verb: String,
    /// On what, for people: a path, or the first of several.
    pub target: Vec<u8>,
    /// Files that it touched.
    pub files: u64,
    /// Saved rows in `changes`.
    pub changes: u32,
    pub state: OperationState,
}

/// A row's place and what stood there before (or, once undone, after) the operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChangeRecord {
    pub slot: Slot,
    pub saved: Option<Vec<u8>>,
}

/// The place of a row that the journal can swap.
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
}

/// An audit row, without its chain value: nothing of it is personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AuditRecord {
    pub time: Time,
    /// Who did it: an id says nothing to whoever does not have the name that goes with it.
    pub actor: Option<Actor>,
    pub event: u16,
    pub outcome: u8,
    /// To the fields that stand beside it.
    pub commitment: [u8; 32],
}

/// The fields of an audit row that stand beside the chain: principal, source, target, detail, each as
/// the bytes that the commitment is to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum FieldsRecord {
    /// All of them, with the salt that theirs are derived from.
    Whole {
        salt: [u8; SALT],
        values: [Vec<u8>; 4],
    },
    /// Some are gone: none can be confirmed by guessing.
    Redacted([FieldRecord; 4]),
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
        /// The pseudonym of whoever was erased. The commitment does not cover it.
        alias: Option<String>,
    },
}

/// A user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UserRecord {
    /// A label: only of users that are not removed, it is unique.
    pub name: String,
    pub role: String,
    pub created: Time,
    pub disabled: bool,
    /// When the user was removed: the row stays for the name of what they own.
    pub removed: Option<Time>,
}

/// What a content says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TraitsRecord {
    pub taken: Option<Time>,
    pub camera: Option<String>,
    pub title: Option<String>,
    pub author: Option<String>,
    pub artist: Option<String>,
    pub album: Option<String>,
}

/// A role of this vault's own, or a built-in one that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RoleRecord {
    /// Names of permissions.
    pub permissions: Vec<String>,
}

/// A secret of an API key, by the slot that it opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeySecret {
    pub slot: String,
    /// When it was made.
    pub issued: Time,
    /// The end of the grace that a rotation left it.
    pub until: Option<Time>,
}

/// An API key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ApiKeyRecord {
    /// What its maker calls it.
    pub name: String,
    pub role: String,
    /// Names of permissions that narrow the role's; empty for all of them.
    pub permissions: Vec<String>,
    /// Path keys of the folders that it is for; empty for the whole vault.
    pub scopes: Vec<Vec<u8>>,
    pub created: Time,
    /// For whom the key acts, and through which key it was made.
    pub created_by: Actor,
    pub expires: Option<Time>,
    pub revoked: Option<Time>,
    /// The newest last.
    pub secrets: Vec<KeySecret>,
}

/// How an API key was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyUseRecord {
    pub last: Time,
    /// From where.
    pub source: String,
    pub count: u64,
}

/// A login session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SessionRecord {
    pub user: UserId,
    pub created: Time,
    pub expires: Time,
    /// It can be refreshed until then.
    pub refresh_until: Time,
    /// From where it was begun.
    pub source: String,
}

impl Record for FileRecord {
    const VERSION: u8 = 2;
}
impl Record for TrashRecord {
    const VERSION: u8 = 2;
}
impl Record for OldVersionRecord {
    const VERSION: u8 = 2;
}
impl Record for FolderRecord {}
impl Record for ContentRecord {}
impl Record for ChunkRecord {}
impl Record for PackRecord {}
impl Record for OperationRecord {}
impl Record for ChangeRecord {}
impl Record for AuditRecord {
    const VERSION: u8 = 3;
}
impl Record for FieldsRecord {}
impl Record for UserRecord {}
impl Record for RoleRecord {}
impl Record for ApiKeyRecord {}
impl Record for KeyUseRecord {}
impl Record for SessionRecord {}
impl Record for TraitsRecord {}
