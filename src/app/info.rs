//! A file as commands show it.

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

use super::error::Result;

/// One version of a file's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionInfo {
    /// Counts from 1.
    pub number: u32,
    /// Bytes.
    pub size: u64,
    /// The source's modification time.
    pub modified: Time,
    /// When it was added.
    pub added: Time,
    /// Who added it.
    pub author: String,
    /// What the content is.
    pub file_type: FileType,
    /// Whether that is what the name says.
    pub verdict: Verdict,
    /// BLAKE3 of the content, as `b3sum` prints it, where it was asked for: it takes another row.
    pub hash: Option<[u8; 32]>,
    /// Scanner and signature version, where one has looked.
    pub scanner: Option<String>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileInfo {
    /// Where it is (or was, in the trash).
    pub path: VaultPath,
    /// Kept through moves and edits.
    pub id: FileId,
    /// Whose it is.
    pub owner: String,
    /// In the order they were given.
    pub tags: Vec<Tag>,
    /// Free text.
    pub note: Option<String>,
    /// When it first came in.
    pub created: Time,
    /// The rule that filed it.
    pub rule: Option<String>,
    /// The current content.
    pub current: VersionInfo,
    /// What the content says of itself, where that was asked for.
    pub traits: Option<Traits>,
}

pub(super) fn version(
    view: &impl View,
    names: &Names,
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
        author: names.actor(&record.author),
        file_type: record.file_type,
        verdict: record.verdict,
        hash,
        scanner: record.scanner,
    })
}

pub(super) fn file(
    view: &impl View,
    names: &Names,
    entry: Entry,
    with_hash: bool,
) -> Result<FileInfo> {
    let record = entry.file;
    Ok(FileInfo {
        path: entry.path,
        id: record.id,
        owner: names.user(&record.owner.user),
        tags: record.tags,
        note: record.note,
        created: record.created,
        rule: record.rule,
        current: version(view, names, record.current, with_hash)?,
        traits: None,
    })
}

/// What the query language asks of a row.
pub(super) fn facts<'a>(
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
        file_type: entry.file.current.file_type,
        verdict: entry.file.current.verdict,
        hash,
        traits,
        source: None,
    }
}
