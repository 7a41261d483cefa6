//! Reading contents back, a chunk at a time, each checked against its name before a byte is given
//! out.

use super::{find_chunk, pieces};
use crate::crypto::hash;
use crate::crypto::keys::ContentKey;
use crate::storage::record::{ContentRecord, Layout, Stored};
use crate::storage::tables::View;
use crate::storage::{Result, StorageError, compress};

/// Bytes of a chunk's entry in a list.
pub(super) const LIST_ENTRY: usize = 36;

/// The chunk list of a cut content.
///
/// # Errors
/// [`StorageError::Damaged`].
pub(crate) fn read_chunk_list(
    view: &impl View,
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

fn open(view: &impl View, number: u64, stored: Stored, size: usize) -> Result<Vec<u8>> {
    let bytes = pieces::get(view, number, stored.len as usize)?;
    if stored.compressed {
        compress::decompress(&bytes, size)
    } else if bytes.len() == size {
        Ok(bytes)
    } else {
        Err(StorageError::Damaged(format!(
            "the bytes of {number} have another length"
        )))
    }
}

/// The chunks of one content, in order.
pub(crate) struct ContentReader<'v, V> {
    view: &'v V,
    key: &'v ContentKey,
    number: u64,
    record: ContentRecord,
    /// Chunks to come; the whole content as one where it is not cut.
    list: std::vec::IntoIter<([u8; 32], u32)>,
}

impl<'v, V: View> ContentReader<'v, V> {
    /// # Errors
    /// [`StorageError::Damaged`].
    pub(crate) fn new(view: &'v V, key: &'v ContentKey, number: u64) -> Result<Self> {
        let record = super::get(view, number)?;
        let list = match record.layout {
            Layout::Whole(_) => Vec::new(),
            Layout::Cut { chunks } => {
                let list = read_chunk_list(view, number, chunks)?;
                let total: u64 = list.iter().map(|(_, size)| u64::from(*size)).sum();
                let named = hash::equal(&key.list_id(&super::list_bytes(&list)), &record.id);
                if !named || total != record.size {
                    return Err(StorageError::Damaged(format!(
                        "the chunk list of {number} is not the one that was stored"
                    )));
                }
                list
            }
        };
        Ok(Self {
            view,
            key,
            number,
            record,
            list: list.into_iter(),
        })
    }

    /// The content's row.
    pub(crate) fn record(&self) -> &ContentRecord {
        &self.record
    }

    fn checked(&self, bytes: Vec<u8>, id: &[u8; 32]) -> Result<Vec<u8>> {
        if hash::equal(&self.key.chunk_id(&bytes), id) {
            Ok(bytes)
        } else {
            Err(StorageError::Damaged(format!(
                "the bytes of content {} are not those that were stored",
                self.number
            )))
        }
    }

    /// Calls `each` with every chunk.
    ///
    /// # Errors
    /// [`StorageError::Damaged`], before a wrong byte is given out; what `each` gives.
    pub(crate) fn for_each<E: From<StorageError>>(
        mut self,
        mut each: impl FnMut(&[u8]) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        if let Layout::Whole(stored) = self.record.layout {
            let size = usize::try_from(self.record.size)
                .map_err(|_| StorageError::Damaged("a chunk over the address space".into()))?;
            let bytes = open(self.view, self.number, stored, size)?;
            return each(&self.checked(bytes, &self.record.id)?);
        }
        while let Some((id, size)) = self.list.next() {
            let chunk = find_chunk(self.view, &id)?
                .ok_or_else(|| StorageError::Damaged("a chunk that is named is missing".into()))?;
            let bytes = open(self.view, chunk.number, chunk.stored, size as usize)?;
            each(&self.checked(bytes, &id)?)?;
        }
        Ok(())
    }
}
