//! Reads contents back, a chunk at a time, each verified against its id before any byte is
//! returned.

use std::collections::VecDeque;

use super::{find_chunk, packs, pieces};
use crate::crypto::hash;
use crate::crypto::keys::ContentKey;
use crate::storage::record::{ContentRecord, Layout, Stored};
use crate::storage::tables::ContentView;
use crate::storage::{Result, StorageError};

/// Bytes of a chunk's entry in a list.
pub(super) const LIST_ENTRY: usize = 36;

/// The chunk list of a cut content.
///
/// # Errors
/// [`StorageError::Damaged`].
pub(crate) fn read_chunk_list(
    view: &impl ContentView,
    number: u64,
    chunks: u32,
) -> Result<Vec<([u8; 32], u32)>> {
    let bytes = pieces::get(view, number, chunks as usize * LIST_ENTRY)?;
    let entry = |entry: &[u8]| {
        let (id, size) = entry.split_first_chunk::<32>()?;
        Some((*id, u32::from_le_bytes(size.try_into().ok()?)))
    };
    bytes
        .chunks(LIST_ENTRY)
        .map(entry)
        .collect::<Option<_>>()
        .ok_or_else(|| StorageError::Damaged(format!("the chunk list of {number} is malformed")))
}

fn open(view: &impl ContentView, number: u64, stored: Stored, size: usize) -> Result<Vec<u8>> {
    pieces::opened(
        &pieces::get(view, number, stored.len as usize)?,
        stored,
        size,
    )
}

/// Number of packs that stay open: neighbours are usually read one after the other, and two
/// importing threads leave their packs interleaved.
const OPEN_PACKS: usize = 4;

/// Reads the contents of one state of the vault, in one thread.
pub(crate) struct Contents<'v, V> {
    view: &'v V,
    key: &'v ContentKey,
    /// The packs read last, the latest at the end.
    packs: VecDeque<(u64, Vec<u8>)>,
}

impl<'v, V: ContentView> Contents<'v, V> {
    pub(crate) fn new(view: &'v V, key: &'v ContentKey) -> Self {
        Self {
            view,
            key,
            packs: VecDeque::new(),
        }
    }

    /// The content's row.
    ///
    /// # Errors
    /// As [`super::get`].
    pub(crate) fn record(&self, number: u64) -> Result<ContentRecord> {
        super::get(self.view, number)
    }

    /// Calls `each` with the bytes of a content, a chunk at a time.
    ///
    /// # Errors
    /// [`StorageError::Damaged`], before a wrong byte is returned; errors of `each`.
    pub(crate) fn read<E: From<StorageError>>(
        &mut self,
        number: u64,
        mut each: impl FnMut(&[u8]) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let record = self.record(number)?;
        match record.layout {
            Layout::Whole(stored) => {
                let size = usize::try_from(record.size)
                    .map_err(|_| StorageError::Damaged("a chunk over the address space".into()))?;
                let bytes = open(self.view, number, stored, size)?;
                each(checked(self.key, number, &bytes, &record.id)?)
            }
            Layout::Packed { pack, offset } => {
                let key = self.key;
                let part = packs::part(self.pack(pack)?, offset, record.size)?;
                each(checked(key, number, part, &record.id)?)
            }
            Layout::Cut { chunks } => {
                for (id, size) in self.list(number, chunks, &record)? {
                    let chunk = find_chunk(self.view, &id)?.ok_or_else(|| {
                        StorageError::Damaged("a referenced chunk is missing".into())
                    })?;
                    let bytes = open(self.view, chunk.number, chunk.stored, size as usize)?;
                    each(checked(self.key, number, &bytes, &id)?)?;
                }
                Ok(())
            }
        }
    }

    /// The bytes of a pack.
    fn pack(&mut self, number: u64) -> Result<&[u8]> {
        let at = self.packs.iter().position(|(open, _)| *open == number);
        let entry = match at.and_then(|at| self.packs.remove(at)) {
            Some(entry) => entry,
            None => {
                let record = packs::pack(self.view, number)?;
                (number, packs::bytes(self.view, number, &record)?)
            }
        };
        while self.packs.len() >= OPEN_PACKS {
            self.packs.pop_front();
        }
        self.packs.push_back(entry);
        Ok(self.packs.back().map_or(&[], |(_, bytes)| bytes))
    }

    /// The chunks of a cut content.
    fn list(
        &self,
        number: u64,
        chunks: u32,
        record: &ContentRecord,
    ) -> Result<Vec<([u8; 32], u32)>> {
        let list = read_chunk_list(self.view, number, chunks)?;
        let total: u64 = list.iter().map(|(_, size)| u64::from(*size)).sum();
        let named = hash::equal(&self.key.list_id(&super::list_bytes(&list)), &record.id);
        if named && total == record.size {
            return Ok(list);
        }
        Err(StorageError::Damaged(format!(
            "the chunk list of {number} differs from what was stored"
        )))
    }
}

fn checked<'b>(key: &ContentKey, number: u64, bytes: &'b [u8], id: &[u8; 32]) -> Result<&'b [u8]> {
    if hash::equal(&key.chunk_id(bytes), id) {
        Ok(bytes)
    } else {
        Err(StorageError::Damaged(format!(
            "the bytes of content {number} differ from what was stored"
        )))
    }
}
