//! redb's header as a separate record: two sealed copies, each with a sequence number. The valid
//! one with the higher number is current, the other is overwritten next, so that a torn write loses
//! nothing; two writes without a sync in between go to the same copy. docs/FORMAT.md, "Header
//! record".

use std::io;

use redb::StorageBackend;

use super::geometry::HEADER_STRIDE;
use super::{damage, failed};
use crate::crypto::page::{self, OVERHEAD, PageCipher};

/// Bytes of redb's header (its docs/design.md): the only contents of block 0.
const HEADER: usize = 320;
/// Sequence number, then the header.
const PLAIN: usize = 8 + HEADER;
const COPY: usize = PLAIN + OVERHEAD;
/// The two copies are sealed at addresses that no block uses.
const ADDRESS: u64 = u64::MAX - 1;

#[derive(Clone)]
struct Copy {
    sequence: u64,
    header: Vec<u8>,
}

/// Decides which copy is written next.
#[derive(Default)]
pub(super) struct HeaderWriter {
    /// Written since the last sync: the copy, with its sequence number.
    unsynced: Option<(u64, u64)>,
    /// The last copy known to be synced by this handle.
    durable: Option<(u64, u64)>,
}

fn read_copy<B: StorageBackend>(
    disk: &B,
    cipher: &PageCipher,
    which: u64,
) -> io::Result<Option<Copy>> {
    let mut record = vec![0; COPY];
    disk.read(which * HEADER_STRIDE, &mut record)?;
    let Ok(plain) = cipher.open(ADDRESS + which, &mut record) else {
        return Ok(None);
    };
    let Some((sequence, header)) = plain.split_first_chunk::<8>() else {
        return Ok(None);
    };
    Ok(Some(Copy {
        sequence: u64::from_le_bytes(*sequence),
        header: header.to_vec(),
    }))
}

/// The newest valid copy and its index.
fn newest<B: StorageBackend>(disk: &B, cipher: &PageCipher) -> io::Result<Option<(u64, Copy)>> {
    let first = read_copy(disk, cipher, 0)?;
    let second = read_copy(disk, cipher, 1)?;
    Ok(match (first, second) {
        (Some(a), Some(b)) if a.sequence < b.sequence => Some((1, b)),
        (Some(a), _) => Some((0, a)),
        (None, Some(b)) => Some((1, b)),
        (None, None) => None,
    })
}

/// Reads the header into the first bytes of `page`, a whole block; zeros if nothing was written
/// yet.
///
/// # Errors
/// Damage, if neither copy is valid and the file is not new.
pub(super) fn read<B: StorageBackend>(
    disk: &B,
    cipher: &PageCipher,
    page: &mut [u8],
) -> io::Result<()> {
    match newest(disk, cipher)? {
        Some((_, copy)) => {
            for (to, from) in page.iter_mut().zip(&copy.header) {
                *to = *from;
            }
            Ok(())
        }
        None if never_written(disk)? => Ok(()),
        None => Err(damage("neither copy of the header authenticates")),
    }
}

/// Whether both copies are still the zeros of a new file.
fn never_written<B: StorageBackend>(disk: &B) -> io::Result<bool> {
    let mut records = vec![0; COPY];
    for which in 0..2 {
        disk.read(which * HEADER_STRIDE, &mut records)?;
        if records.iter().any(|byte| *byte != 0) {
            return Ok(false);
        }
    }
    Ok(true)
}

impl HeaderWriter {
    /// Overwrites the older copy, or the one written since the last sync.
    pub(super) fn write<B: StorageBackend>(
        &mut self,
        disk: &B,
        cipher: &PageCipher,
        header: &[u8],
    ) -> io::Result<()> {
        let (used, rest) = header.split_at_checked(HEADER).unwrap_or((header, &[]));
        if rest.iter().any(|byte| *byte != 0) {
            return Err(io::Error::other("a header longer than 320 bytes"));
        }
        let newest = newest(disk, cipher)?.map(|(at, copy)| (at, copy.sequence));
        let (which, sequence) = match newest {
            Some((at, sequence)) if newest == self.unsynced => (at, sequence),
            Some((at, sequence)) => {
                // Another process may have written it without a sync: until then only the other
                // copy is safe.
                if newest != self.durable {
                    disk.sync_data()?;
                    self.durable = newest;
                }
                (1 - at, sequence)
            }
            None if never_written(disk)? => (0, 0),
            None => return Err(damage("neither copy of the header authenticates")),
        };
        let sequence = sequence
            .checked_add(1)
            .ok_or_else(|| damage("the sequence number of the header is too large"))?;
        let mut record = vec![0; page::NONCE];
        record.extend_from_slice(&sequence.to_le_bytes());
        record.extend_from_slice(used);
        record.resize(COPY, 0);
        page::fill_nonces(&mut record, COPY).map_err(|e| failed(&e))?;
        cipher
            .seal(ADDRESS + which, &mut record)
            .map_err(|e| failed(&e))?;
        disk.write(which * HEADER_STRIDE, &record)?;
        self.unsynced = Some((which, sequence));
        Ok(())
    }

    /// The last write is durable: the next one goes to the other copy.
    pub(super) fn synced(&mut self) {
        self.durable = self.unsynced.take().or(self.durable);
    }
}
