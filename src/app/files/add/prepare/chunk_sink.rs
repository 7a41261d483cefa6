//! The chunks of a large file are sent to the writer before the file is complete.

use crate::app::files::add::ItemStatus;
use crate::app::files::add::source::Refusal;
use crate::storage::content::SealedChunk;

/// A chunk for the writer.
pub(in crate::app) enum SentChunk {
    New(SealedChunk),
    /// Already in the vault when it was looked up.
    Known([u8; 32]),
}

/// Receives the chunks of a large file; returns `false` if the consumer is gone.
pub(in crate::app) type ChunkSink<'a> = dyn FnMut(SentChunk) -> bool + 'a;

/// Sends a chunk to the writer.
pub(super) fn send(sink: &mut ChunkSink<'_>, sent: SentChunk) -> Result<(), Refusal> {
    if sink(sent) {
        Ok(())
    } else {
        Err(Refusal {
            status: ItemStatus::Failed,
            ..Refusal::failed("the import was stopped")
        })
    }
}
