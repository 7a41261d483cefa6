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
                    each(&self.chunk(number, &id, size)?)?;
                }
                Ok(())
            }
        }
    }

    /// The bytes of a chunk of a cut content, verified.
    fn chunk(&self, number: u64, id: &[u8; 32], size: u32) -> Result<Vec<u8>> {
        let chunk = find_chunk(self.view, id)?
            .ok_or_else(|| StorageError::Damaged("a referenced chunk is missing".into()))?;
        let bytes = open(self.view, chunk.number, chunk.stored, size as usize)?;
        checked(self.key, number, &bytes, id)?;
        Ok(bytes)
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

/// A content that is read a chunk at a time, each from a state of the vault of its own, so that a
/// slow reader keeps no state in use.
#[derive(Debug)]
pub(crate) struct ChunkReader {
    number: u64,
    id: [u8; 32],
    /// The chunks of a cut content; others are read whole.
    list: Option<Vec<([u8; 32], u32)>>,
    next: usize,
    /// Bytes to leave out at the beginning of the next chunk.
    skip: usize,
    /// Bytes still to return.
    left: u64,
}

impl ChunkReader {
    /// Reads `length` bytes of a content from `offset`.
    ///
    /// # Errors
    /// [`StorageError::Damaged`].
    pub(crate) fn new<V: ContentView>(
        contents: &Contents<'_, V>,
        number: u64,
        offset: u64,
        length: u64,
    ) -> Result<Self> {
        let record = contents.record(number)?;
        let list = match record.layout {
            Layout::Cut { chunks } => Some(contents.list(number, chunks, &record)?),
            Layout::Whole(_) | Layout::Packed { .. } => None,
        };
        let mut skip = offset.min(record.size);
        let mut next = 0;
        for (_, size) in list.iter().flatten() {
            if skip < u64::from(*size) {
                break;
            }
            skip -= u64::from(*size);
            next += 1;
        }
        Ok(Self {
            number,
            id: record.id,
            list,
            next,
            skip: usize::try_from(skip).unwrap_or(usize::MAX),
            left: length.min(record.size.saturating_sub(offset)),
        })
    }

    /// The next bytes, in any state of the vault that still has the content; `None` at the end.
    ///
    /// # Errors
    /// [`StorageError::Damaged`], before a wrong byte is returned, and if the content was destroyed.
    pub(crate) fn next<V: ContentView>(
        &mut self,
        contents: &mut Contents<'_, V>,
    ) -> Result<Option<Vec<u8>>> {
        if self.left == 0 {
            return Ok(None);
        }
        let ended = || StorageError::Damaged("the content ends early".into());
        let mut bytes = match &self.list {
            Some(list) => {
                let (id, size) = list.get(self.next).ok_or_else(ended)?;
                contents.chunk(self.number, id, *size)?
            }
            None if self.next > 0 => return Err(ended()),
            None => {
                if contents.record(self.number)?.id != self.id {
                    return Err(ended());
                }
                let mut whole = Vec::new();
                contents.read::<StorageError>(self.number, |bytes| {
                    whole.extend_from_slice(bytes);
                    Ok(())
                })?;
                whole
            }
        };
        self.next += 1;
        bytes.drain(..self.skip.min(bytes.len()));
        self.skip = 0;
        let left = usize::try_from(self.left).unwrap_or(usize::MAX);
        bytes.truncate(left);
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
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
