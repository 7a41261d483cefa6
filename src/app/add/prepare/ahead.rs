//! The chunks of a large file, which go to the writer before the file itself is done.

use crate::app::add::ItemStatus;
use crate::app::add::source::Refusal;
use crate::storage::content::SealedChunk;

/// Names and sizes of the chunks of a cut content.
pub(in crate::app) type ChunkList = Vec<([u8; 32], u32)>;

/// A chunk on its way to the writer.
pub(in crate::app) enum Ahead {
    New(SealedChunk),
    /// The vault had it when this was looked up.
    Known([u8; 32]),
}

/// Where the chunks of a large file go before the file itself is done. Gives whether somebody
/// still takes them.
pub(in crate::app) type ChunkSink<'a> = dyn FnMut(Ahead) -> bool + 'a;

/// Hands a chunk to the writer.
pub(super) fn send(sink: &mut ChunkSink<'_>, ahead: Ahead) -> Result<(), Refusal> {
    if sink(ahead) {
        Ok(())
    } else {
        Err(Refusal {
            status: ItemStatus::Failed,
            ..Refusal::failed("the import was stopped")
        })
    }
}
