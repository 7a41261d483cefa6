//! Contents and chunks: stored in pieces that fit redb's page sizes, shared by reference count, and
//! freed with their last reference in the same commit. docs/FORMAT.md, "Content". `files` and
//! `journal` keep the references.

mod packs;
mod pieces;
mod read;
#[cfg(test)]
mod tests;

use redb::ReadableTable;

use super::record::{ChunkRecord, ContentRecord, Layout, Record, Stored};
use super::tables::{Tables, View};
use super::{Result, StorageError, counts, meta, traits};

pub(crate) use packs::{Part, SealedPack, put_pack, repack_holed};
pub(crate) use read::{ChunkReader, Contents, read_chunk_list};

/// A chunk to store.
pub(crate) struct SealedChunk {
    /// Its id, keyed BLAKE3.
    pub id: [u8; 32],
    /// Bytes before compression.
    pub size: u32,
    /// The stored bytes: a zstd frame or the bytes themselves.
    pub stored: Vec<u8>,
    /// Whether `stored` is a zstd frame.
    pub compressed: bool,
}

impl SealedChunk {
    fn layout(&self) -> Result<Stored> {
        Ok(Stored {
            len: u32::try_from(self.stored.len())
                .map_err(|_| StorageError::Engine("a chunk over 4 GiB".into()))?,
            compressed: self.compressed,
        })
    }
}

/// The row of a content.
pub(crate) fn get(view: &impl View, number: u64) -> Result<ContentRecord> {
    let row = view.contents().get(number)?;
    let row = row.ok_or_else(|| StorageError::Damaged(format!("content {number} is missing")))?;
    ContentRecord::from_bytes(row.value())
}

/// The number of the content with this id, if it exists.
pub(crate) fn find(view: &impl View, id: &[u8; 32]) -> Result<Option<u64>> {
    Ok(view.content_ids().get(id)?.map(|row| row.value()))
}

/// The chunk with this id, if it exists.
pub(crate) fn find_chunk(view: &impl View, id: &[u8; 32]) -> Result<Option<ChunkRecord>> {
    let row = view.chunks().get(id)?;
    row.map(|row| ChunkRecord::from_bytes(row.value()))
        .transpose()
}

/// Stores a content of one chunk; returns its number and whether it existed. It has no reference
/// yet: the row that refers to it adds one in the same transaction.
pub(crate) fn put_whole(
    tables: &mut Tables<'_>,
    chunk: &SealedChunk,
    hash: [u8; 32],
) -> Result<(u64, bool)> {
    if let Some(number) = find(tables, &chunk.id)? {
        return Ok((number, true));
    }
    let number = meta::increment(tables, meta::key::NEXT_NUMBER)?;
    pieces::put(tables, number, &chunk.stored)?;
    let record = ContentRecord {
        id: chunk.id,
        hash,
        size: u64::from(chunk.size),
        references: 0,
        layout: Layout::Whole(chunk.layout()?),
    };
    tables
        .contents
        .insert(number, record.to_bytes()?.as_slice())?;
    tables.content_ids.insert(&chunk.id, number)?;
    counts::content(tables, &record, 1)?;
    Ok((number, false))
}

/// Stores a chunk of a cut content, or refers to the existing one. In both cases the caller holds
/// one reference to it; returns whether it existed.
pub(crate) fn put_chunk(tables: &mut Tables<'_>, chunk: &SealedChunk) -> Result<bool> {
    if let Some(mut known) = find_chunk(tables, &chunk.id)? {
        known.references += 1;
        tables
            .chunks
            .insert(&chunk.id, known.to_bytes()?.as_slice())?;
        return Ok(true);
    }
    let number = meta::increment(tables, meta::key::NEXT_NUMBER)?;
    pieces::put(tables, number, &chunk.stored)?;
    let record = ChunkRecord {
        number,
        size: chunk.size,
        stored: chunk.layout()?,
        references: 1,
    };
    tables
        .chunks
        .insert(&chunk.id, record.to_bytes()?.as_slice())?;
    counts::stored(tables, record.stored.len, 1)?;
    Ok(false)
}

/// Stores a content cut into the chunks of `list`, taking over the references that the caller
/// holds; releases them if the content exists. Otherwise as [`put_whole`].
pub(crate) fn put_cut(
    tables: &mut Tables<'_>,
    id: [u8; 32],
    hash: [u8; 32],
    size: u64,
    list: &[([u8; 32], u32)],
) -> Result<(u64, bool)> {
    if let Some(number) = find(tables, &id)? {
        for (chunk, _) in list {
            release_chunk(tables, chunk)?;
        }
        return Ok((number, true));
    }
    let number = meta::increment(tables, meta::key::NEXT_NUMBER)?;
    pieces::put(tables, number, &list_bytes(list))?;
    let record = ContentRecord {
        id,
        hash,
        size,
        references: 0,
        layout: Layout::Cut {
            chunks: u32::try_from(list.len())
                .map_err(|_| StorageError::Engine("too many chunks".into()))?,
        },
    };
    tables
        .contents
        .insert(number, record.to_bytes()?.as_slice())?;
    tables.content_ids.insert(&id, number)?;
    counts::content(tables, &record, 1)?;
    Ok((number, false))
}

/// The stored form of a chunk list: 32 bytes of id and 4 of size for each chunk.
pub(crate) fn list_bytes(list: &[([u8; 32], u32)]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(list.len() * read::LIST_ENTRY);
    for (id, size) in list {
        bytes.extend_from_slice(id);
        bytes.extend_from_slice(&size.to_le_bytes());
    }
    bytes
}

/// Adds a reference to a content.
pub(crate) fn refer(tables: &mut Tables<'_>, number: u64) -> Result<()> {
    let mut record = get(tables, number)?;
    record.references += 1;
    tables
        .contents
        .insert(number, record.to_bytes()?.as_slice())?;
    Ok(())
}

/// Removes a reference to a content; its bytes are removed with the last one.
///
/// # Errors
/// As [`get`]; [`StorageError::Damaged`] for a wrong count.
pub(crate) fn release(tables: &mut Tables<'_>, number: u64) -> Result<()> {
    let mut record = get(tables, number)?;
    if record.references > 1 {
        record.references -= 1;
        tables
            .contents
            .insert(number, record.to_bytes()?.as_slice())?;
        return Ok(());
    }
    free(tables, number, &record)
}

/// Removes a stored content without references.
pub(crate) fn discard_unused(tables: &mut Tables<'_>, number: u64) -> Result<()> {
    let row = tables.contents.get(number)?;
    let record = row.map(|row| ContentRecord::from_bytes(row.value()));
    match record.transpose()? {
        Some(record) if record.references == 0 => free(tables, number, &record),
        _ => Ok(()),
    }
}

fn free(tables: &mut Tables<'_>, number: u64, record: &ContentRecord) -> Result<()> {
    match record.layout {
        Layout::Whole(stored) => pieces::remove(tables, number, stored.len as usize)?,
        Layout::Packed { pack, .. } => packs::release(tables, pack, number, record.size)?,
        Layout::Cut { chunks } => {
            let list = read_chunk_list(tables, number, chunks)?;
            pieces::remove(tables, number, list.len() * read::LIST_ENTRY)?;
            for (chunk, _) in list {
                release_chunk(tables, &chunk)?;
            }
        }
    }
    tables.contents.remove(number)?;
    traits::forget(tables, number)?;
    tables.content_ids.remove(&record.id)?;
    counts::content(tables, record, -1)
}

/// Removes a reference to a chunk.
pub(crate) fn release_chunk(tables: &mut Tables<'_>, id: &[u8; 32]) -> Result<()> {
    let mut record = find_chunk(tables, id)?
        .ok_or_else(|| StorageError::Damaged("a referenced chunk is missing".into()))?;
    if record.references > 1 {
        record.references -= 1;
        tables.chunks.insert(id, record.to_bytes()?.as_slice())?;
        return Ok(());
    }
    pieces::remove(tables, record.number, record.stored.len as usize)?;
    tables.chunks.remove(id)?;
    counts::stored(tables, record.stored.len, -1)
}

/// Adds a reference to a chunk, if it exists; returns whether it does.
pub(crate) fn refer_chunk(tables: &mut Tables<'_>, id: &[u8; 32]) -> Result<bool> {
    let Some(mut record) = find_chunk(tables, id)? else {
        return Ok(false);
    };
    record.references += 1;
    tables.chunks.insert(id, record.to_bytes()?.as_slice())?;
    Ok(true)
}
