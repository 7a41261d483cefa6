//! Packs: small contents that were added together are compressed together, into one value that
//! fills pages. A removed content leaves a hole; when half of a pack is holes, the rest is repacked
//! in the same commit. docs/FORMAT.md, "Packs".

use redb::ReadableTable;

use super::{find, get, pieces};
use crate::storage::record::{ContentRecord, Layout, PackRecord, Record, Stored};
use crate::storage::tables::{ContentView, Tables, View};
use crate::storage::{Result, StorageError, compress, counts, meta};

/// A pack to store.
pub(crate) struct SealedPack {
    /// Bytes before compression.
    pub size: usize,
    /// The stored bytes: a zstd frame or the bytes themselves.
    pub stored: Vec<u8>,
    /// Whether `stored` is a zstd frame.
    pub compressed: bool,
}

impl SealedPack {
    /// Compresses the concatenated bytes of several contents, if that is worth it and there is
    /// memory for it.
    pub(crate) fn of(bytes: Vec<u8>) -> Self {
        match compress::compress_if_smaller(&bytes) {
            Ok(Some(frame)) => Self {
                size: bytes.len(),
                stored: frame,
                compressed: true,
            },
            Ok(None) | Err(_) => Self::plain(bytes),
        }
    }

    /// Keeps the concatenated bytes of several contents uncompressed.
    pub(crate) fn plain(bytes: Vec<u8>) -> Self {
        Self {
            size: bytes.len(),
            stored: bytes,
            compressed: false,
        }
    }

    /// The row of a pack without members.
    fn record(&self) -> Result<PackRecord> {
        Ok(PackRecord {
            size: length(self.size)?,
            stored: Stored {
                len: length(self.stored.len())?,
                compressed: self.compressed,
            },
            live: 0,
            members: Vec::new(),
        })
    }
}

fn length(bytes: usize) -> Result<u32> {
    u32::try_from(bytes).map_err(|_| StorageError::Engine("a pack over 4 GiB".into()))
}

/// A content's range in the bytes of a pack.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    /// Its id, keyed BLAKE3.
    pub id: [u8; 32],
    /// Plain BLAKE3.
    pub hash: [u8; 32],
    pub offset: u32,
    pub size: u32,
}

/// Stores a pack with its contents; returns the number of each part, and whether its content
/// existed. They have no reference yet, as with [`super::put_whole`]: the caller refers to them in
/// the same transaction, or calls [`super::discard_unused`].
pub(crate) fn put_pack(
    tables: &mut Tables<'_>,
    sealed: &SealedPack,
    parts: &[Part],
) -> Result<Vec<(u64, bool)>> {
    let pack = meta::increment(tables, meta::key::NEXT_NUMBER)?;
    let mut record = sealed.record()?;
    let mut put = Vec::with_capacity(parts.len());
    for part in parts {
        if let Some(number) = find(tables, &part.id)? {
            put.push((number, true));
            continue;
        }
        let number = meta::increment(tables, meta::key::NEXT_NUMBER)?;
        let content = ContentRecord {
            id: part.id,
            hash: part.hash,
            size: u64::from(part.size),
            references: 0,
            layout: Layout::Packed {
                pack,
                offset: part.offset,
            },
        };
        tables
            .contents
            .insert(number, content.to_bytes()?.as_slice())?;
        tables.content_ids.insert(&part.id, number)?;
        counts::content(tables, &content, 1)?;
        record.members.push(number);
        record.live += part.size;
        put.push((number, false));
    }
    if is_half_empty(&record) {
        // Most of it existed already.
        let bytes = pieces::opened(&sealed.stored, record.stored, record.size as usize)?;
        rebuild(tables, pack, &record, &bytes)?;
    } else {
        pieces::put(tables, pack, &sealed.stored)?;
        tables.packs.insert(pack, record.to_bytes()?.as_slice())?;
        counts::stored(tables, record.stored.len, 1)?;
    }
    Ok(put)
}

/// The row of a pack.
pub(super) fn pack(view: &impl View, number: u64) -> Result<PackRecord> {
    let row = view.packs().get(number)?;
    let row = row.ok_or_else(|| StorageError::Damaged(format!("pack {number} is missing")))?;
    PackRecord::from_bytes(row.value())
}

/// The decompressed bytes of a pack.
pub(super) fn bytes(view: &impl ContentView, number: u64, record: &PackRecord) -> Result<Vec<u8>> {
    let stored = pieces::get(view, number, record.stored.len as usize)?;
    pieces::opened(&stored, record.stored, record.size as usize)
}

/// The bytes of one content in a pack's bytes.
pub(super) fn part(bytes: &[u8], offset: u32, size: u64) -> Result<&[u8]> {
    usize::try_from(size)
        .ok()
        .and_then(|size| bytes.get(offset as usize..)?.get(..size))
        .ok_or_else(|| StorageError::Damaged("pack entry out of bounds".into()))
}

/// Whether at least half of a pack is holes.
fn is_half_empty(record: &PackRecord) -> bool {
    record.live <= record.size / 2
}

/// Removes a content from its pack.
pub(super) fn release(tables: &mut Tables<'_>, number: u64, content: u64, size: u64) -> Result<()> {
    let mut record = pack(tables, number)?;
    let foreign = || StorageError::Damaged(format!("content {content} is not in its pack"));
    let at = record.members.iter().position(|member| *member == content);
    record.members.remove(at.ok_or_else(foreign)?);
    let size = u32::try_from(size).map_err(|_| foreign())?;
    record.live = record.live.checked_sub(size).ok_or_else(foreign)?;
    if is_half_empty(&record) {
        let bytes = if record.members.is_empty() {
            Vec::new()
        } else {
            bytes(tables, number, &record)?
        };
        pieces::remove(tables, number, record.stored.len as usize)?;
        tables.packs.remove(number)?;
        counts::stored(tables, record.stored.len, -1)?;
        return rebuild(tables, number, &record, &bytes);
    }
    tables.packs.insert(number, record.to_bytes()?.as_slice())?;
    Ok(())
}

/// Repacks packs with holes, so that no removed bytes stay in them.
pub(crate) fn repack_holed(tables: &mut Tables<'_>) -> Result<()> {
    let mut holed = Vec::new();
    for row in tables.packs.iter()? {
        let (number, row) = row?;
        let record = PackRecord::from_bytes(row.value())?;
        if record.live < record.size {
            holed.push(number.value());
        }
    }
    for number in holed {
        let record = pack(tables, number)?;
        let bytes = bytes(tables, number, &record)?;
        pieces::remove(tables, number, record.stored.len as usize)?;
        tables.packs.remove(number)?;
        counts::stored(tables, record.stored.len, -1)?;
        rebuild(tables, number, &record, &bytes)?;
    }
    Ok(())
}

/// Writes the live parts of `bytes` as the pack `number`, which must not exist.
fn rebuild(tables: &mut Tables<'_>, number: u64, record: &PackRecord, bytes: &[u8]) -> Result<()> {
    if record.members.is_empty() {
        return Ok(());
    }
    let mut living = Vec::with_capacity(record.live as usize);
    for member in &record.members {
        let mut content = get(tables, *member)?;
        let Layout::Packed { pack, offset } = content.layout else {
            return Err(StorageError::Damaged(format!(
                "content {member} is not in the pack that lists it"
            )));
        };
        let begin = length(living.len())?;
        living.extend_from_slice(part(bytes, offset, content.size)?);
        content.layout = Layout::Packed {
            pack,
            offset: begin,
        };
        tables
            .contents
            .insert(*member, content.to_bytes()?.as_slice())?;
    }
    let sealed = SealedPack::of(living);
    let record = PackRecord {
        live: length(sealed.size)?,
        members: record.members.clone(),
        ..sealed.record()?
    };
    pieces::put(tables, number, &sealed.stored)?;
    tables.packs.insert(number, record.to_bytes()?.as_slice())?;
    counts::stored(tables, record.stored.len, 1)
}
