//! Details of a file, as shown by commands.

use crate::domain::file_type::FileType;
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::domain::query::Facts;
use crate::domain::tag::Tag;
use crate::domain::time::Time;
use crate::domain::traits::Traits;
use crate::domain::verdict::Verdict;
use crate::storage::content;
use crate::storage::files::Entry;
use crate::storage::record::VersionRecord;
use crate::storage::tables::View;
use crate::storage::users::Names;

use crate::app::error::Result;

/// One version of a file's content.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct VersionInfo {
    /// The number of the version, from 1.
    #[serde(rename = "version")]
    pub number: u32,
    /// Size in bytes.
    pub size: u64,
    /// The source's modification time.
    pub modified: Time,
    /// When it was added.
    pub added: Time,
    /// Who added it.
    pub added_by: String,
    /// The detected type.
    #[serde(flatten, with = "crate::app::json::Detected")]
    pub file_type: FileType,
    /// Whether the type matches the name.
    pub verdict: Verdict,
    /// BLAKE3 of the content, as `b3sum` prints it, if it was requested.
    #[serde(with = "crate::app::json::OptionalHash")]
    pub hash: Option<[u8; 32]>,
    /// Scanner and signature version, if it was scanned.
    pub scanner: Option<String>,
}

impl VersionInfo {
    /// Names this content of a file: another one gets another tag, also after an undo. It says nothing
    /// of other files, as a number of the content would.
    #[must_use]
    pub fn entity_tag(&self, file: &FileId) -> String {
        format!("{file}-{}-{:x}", self.number, self.added.nanos())
    }
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct FileInfo {
    /// Its path, or its former path if it is in the trash.
    #[serde(flatten, with = "crate::app::json::Path")]
    pub path: VaultPath,
    /// The id, stable across moves and edits.
    pub id: FileId,
    /// The owner.
    pub owner: String,
    /// The tags, in the order in which they were added.
    pub tags: Vec<Tag>,
    /// The note.
    pub note: Option<String>,
    /// When it was first added.
    pub created: Time,
    /// The rule that filed it.
    pub rule: Option<String>,
    /// The current content.
    #[serde(flatten)]
    pub current: VersionInfo,
    /// The metadata in the content, if requested.
    #[serde(flatten)]
    pub traits: Option<Traits>,
}

pub(crate) fn version(
    view: &impl View,
    names: &Names,
    path: &VaultPath,
    record: VersionRecord,
    with_hash: bool,
) -> Result<VersionInfo> {
    let hash = match with_hash {
        true => Some(content::get(view, record.content)?.hash),
        false => None,
    };
    Ok(VersionInfo {
        number: record.number,
        size: record.size,
        modified: record.modified,
        added: record.added,
        added_by: names.actor(&record.author),
        file_type: record.file_type,
        verdict: Verdict::of(path, record.file_type),
        hash,
        scanner: record.scanner,
    })
}

pub(crate) fn file(
    view: &impl View,
    names: &Names,
    entry: Entry,
    with_hash: bool,
) -> Result<FileInfo> {
    let record = entry.file;
    let current = version(view, names, &entry.path, record.current, with_hash)?;
    Ok(FileInfo {
        path: entry.path,
        id: record.id,
        owner: names.user(&record.owner.user),
        tags: record.tags,
        note: record.note,
        created: record.created,
        rule: record.rule,
        current,
        traits: None,
    })
}

/// The facts that queries test.
pub(crate) fn facts<'a>(
    entry: &'a Entry,
    owner: &'a str,
    folded: &'a [u8],
    hash: &'a [u8],
    traits: Option<&'a Traits>,
) -> Facts<'a> {
    Facts {
        path: &entry.path,
        folded,
        size: entry.file.current.size,
        added: entry.file.current.added,
        modified: entry.file.current.modified,
        owner,
        tags: &entry.file.tags,
        note: entry.file.note.as_deref(),
        file_type: entry.file.current.file_type,
        hash,
        traits,
        source: None,
    }
}
