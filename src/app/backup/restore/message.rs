//! Messages to the writing thread, and how it handles them.

use std::collections::HashMap;

use crate::app::backup::archive_error::damaged;
use crate::app::error::Result;
use crate::app::files::add::pack::PreparedPack;
use crate::storage::content::{self, SealedChunk};
use crate::storage::tables::Tables;
use crate::storage::vault_builder::VaultBuilder;

/// The weight of a message besides its bytes.
const ENVELOPE: usize = 512;

/// A message to the writer.
pub(super) enum Message {
    Pack(Box<PreparedPack>),
    Whole([u8; 32], SealedChunk),
    /// A chunk of a content being cut, or of a set.
    Chunk(SealedChunk),
    /// A chunk that was already stored.
    Again([u8; 32]),
    /// A content whose chunks were sent before.
    Cut {
        hash: [u8; 32],
        id: [u8; 32],
        size: u64,
        list: Vec<([u8; 32], u32)>,
    },
}

impl Message {
    pub(super) fn weight(&self) -> usize {
        ENVELOPE
            + match self {
                Self::Pack(pack) => pack.len() + pack.files.len() * ENVELOPE,
                Self::Whole(_, chunk) | Self::Chunk(chunk) => chunk.stored.len(),
                Self::Again(_) => 0,
                Self::Cut { list, .. } => list.len() * 40,
            }
    }
}

/// The result of the writer.
pub(super) struct Taken {
    pub vault: VaultBuilder,
    /// Contents by their plain hash: number and size.
    pub contents: HashMap<[u8; 32], u64>,
    /// Chunks held by one reference each.
    pub held: Vec<[u8; 32]>,
}

pub(super) fn put(
    tables: &mut Tables<'_>,
    contents: &mut HashMap<[u8; 32], u64>,
    held: Option<&mut Vec<[u8; 32]>>,
    message: Message,
) -> Result<()> {
    match message {
        Message::Pack(pack) => {
            let put = content::put_pack(tables, &pack.sealed, &pack.parts)?;
            for (part, (number, _)) in pack.parts.iter().zip(put) {
                contents.insert(part.hash, number);
            }
        }
        Message::Whole(hash, chunk) => {
            let (number, _) = content::put_whole(tables, &chunk, hash)?;
            contents.insert(hash, number);
        }
        Message::Chunk(chunk) => {
            content::put_chunk(tables, &chunk)?;
            if let Some(held) = held {
                held.push(chunk.id);
            }
        }
        Message::Again(id) => {
            if !content::refer_chunk(tables, &id)? {
                return Err(damaged("a chunk is missing"));
            }
        }
        Message::Cut {
            hash,
            id,
            size,
            list,
        } => {
            let (number, _) = content::put_cut(tables, id, hash, size, &list)?;
            contents.insert(hash, number);
        }
    }
    Ok(())
}
