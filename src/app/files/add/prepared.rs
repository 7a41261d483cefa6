//! A file that was read, and what the writer needs to store it.

use std::path::PathBuf;

use crate::domain::attributes::Attributes;
use crate::domain::file_type::FileType;
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::domain::time::Time;
use crate::domain::traits::Traits;
use crate::domain::verdict::Verdict;
use crate::storage::content::SealedChunk;
use crate::storage::record::SourceId;

use super::source::Receipt;
use super::{Item, ItemStatus, NotKept};

/// Contents below this size go into packs: larger ones gain little from it.
pub(in crate::app) const PACKED_BELOW: usize = 512 * 1024;

/// Ids and sizes of the chunks of a content.
pub(in crate::app) type ChunkList = Vec<([u8; 32], u32)>;

/// A file that was read and accepted.
pub(in crate::app) struct Prepared {
    pub source: PathBuf,
    pub to: VaultPath,
    pub size: u64,
    pub modified: Time,
    /// Its attributes; `None` for a stream.
    pub attributes: Option<Attributes>,
    /// Attributes that are not stored.
    pub not_kept: NotKept,
    pub hash: [u8; 32],
    pub detected: FileType,
    pub verdict: Verdict,
    /// A warning of the policy.
    pub warning: Option<String>,
    pub content: PreparedContent,
    /// Metadata extracted from the content, if the vault does not have it yet.
    pub traits: Option<Traits>,
    pub receipt: Option<Receipt>,
    /// The identity of the source, if it stays and has a path.
    pub id: Option<SourceId>,
}

pub(in crate::app) enum PreparedContent {
    /// The file at its path has exactly this content.
    Unchanged(FileId),
    /// To be packed with others before it is sent to the writer.
    Small(Small),
    /// Part of a pack that was sent.
    Gathered,
    /// Stored with its pack: its number, and whether the vault had it before.
    Put(u64, bool),
    Whole(SealedChunk),
    /// Its chunks were already sent to the writer.
    Cut {
        id: [u8; 32],
        list: ChunkList,
    },
}

/// A small content.
pub(in crate::app) struct Small {
    pub id: [u8; 32],
    pub bytes: Vec<u8>,
    /// Whether its type may be compressible.
    pub compressible: bool,
}

impl Prepared {
    /// The item of a file that was read.
    pub(super) fn item(&self, status: ItemStatus) -> Item {
        Item {
            status,
            source: self.source.clone(),
            path: Some(self.to.clone()),
            id: match self.content {
                PreparedContent::Unchanged(id) => Some(id),
                PreparedContent::Small(_)
                | PreparedContent::Gathered
                | PreparedContent::Put(..)
                | PreparedContent::Whole(_)
                | PreparedContent::Cut { .. } => None,
            },
            size: self.size,
            detected: Some(self.detected),
            verdict: Some(self.verdict),
            reason: self.warning.clone(),
            command: None,
            group: None,
            not_kept: self.not_kept,
        }
    }
}
