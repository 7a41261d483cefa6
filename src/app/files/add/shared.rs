//! What the threads of an add share: the messages of the readers to the writer, the policy and rules in
//! force, the counters of the progress.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::app::gate::{Principal, Snapshot};
use crate::crypto::keys::ContentKey;
use crate::domain::policy::Policy;
use crate::domain::rule::RuleSet;

use super::pack::{Gathered, PreparedPack};
use super::prepare::SentChunk;
use super::prepared::{Prepared, PreparedContent};
use super::queue::Queue;
use super::walk::FoundFolder;
use super::{Item, Progress};

/// The weight of a file besides its content: roughly the pages that its rows touch.
pub(super) const ENVELOPE: usize = 4096;

/// A message from the readers to the writer.
pub(super) enum Message {
    Chunk(u64, SentChunk),
    File(u64, Box<Prepared>),
    Pack(Box<PreparedPack>),
    Folder(Box<FoundFolder>),
    /// The item, and the stream of its chunks.
    Refused(u64, Box<Item>),
}

/// The state shared by the reading threads.
pub(super) struct Shared<'a> {
    pub(super) policy: &'a Policy,
    pub(super) key: &'a ContentKey,
    /// The principal when the add began.
    pub(super) principal: Principal,
    /// The rules for organizing, if they apply.
    pub(super) rules: Option<&'a RuleSet>,
    pub(super) dry_run: bool,
    /// Each file counts as an upload: for API keys, and through the server.
    pub(super) upload: bool,
    pub(super) allow_empty: bool,
    /// Replaced after each batch, so that it does not keep freed pages in use.
    pub(super) snapshot: RwLock<Arc<Snapshot>>,
    pub(super) queue: Queue<Message>,
    pub(super) files: AtomicU64,
    pub(super) bytes: AtomicU64,
    pub(super) streams: AtomicU64,
    /// Entries that the walk left out.
    pub(super) ignored: AtomicU64,
    pub(super) total: Mutex<Option<(u64, u64)>>,
}

impl Shared<'_> {
    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        let current = self.snapshot.read();
        current.unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn progress(&self) -> Progress {
        Progress {
            files: self.files.load(Ordering::Relaxed),
            bytes: self.bytes.load(Ordering::Relaxed),
            total: *self.total.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }
}

impl Message {
    /// Its weight in the queue, and in a batch.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Chunk(_, SentChunk::New(chunk)) => chunk.stored.len() + ENVELOPE,
            Self::Chunk(_, SentChunk::Known(_)) | Self::Refused(..) | Self::Folder(_) => ENVELOPE,
            Self::Pack(pack) => pack.len() + pack.files.len() * ENVELOPE,
            Self::File(_, prepared) => match &prepared.content {
                PreparedContent::Whole(chunk) => chunk.stored.len() + ENVELOPE,
                PreparedContent::Small(small) => small.bytes.len() + ENVELOPE,
                PreparedContent::Cut { list, .. } => list.len() * 40 + ENVELOPE,
                PreparedContent::Unchanged(_)
                | PreparedContent::Gathered
                | PreparedContent::Put(..) => ENVELOPE,
            },
        }
    }
}

impl From<Gathered> for Message {
    fn from(gathered: Gathered) -> Self {
        match gathered {
            Gathered::Pack(pack) => Self::Pack(pack),
            Gathered::File(stream, prepared) => Self::File(stream, prepared),
        }
    }
}
