//! Values cut so that each piece fills a page of redb: a value of exactly 2^k bytes would occupy
//! 2^(k+1). Measured: 1.004 bytes on disk per byte.

use redb::ReadableTable;

use crate::storage::record::Stored;
use crate::storage::tables::{ContentView, Tables};
use crate::storage::{Result, StorageError, compress};

/// The overhead of a redb leaf with one entry, rounded up.
const SLACK: usize = 32;
/// The page sizes used, largest first.
const ORDERS: [usize; 9] = [
    1 << 20,
    1 << 19,
    1 << 18,
    1 << 17,
    1 << 16,
    1 << 15,
    1 << 14,
    1 << 13,
    1 << 12,
];

/// The lengths of the pieces of a value of `len` bytes.
fn lengths(len: usize) -> impl Iterator<Item = usize> {
    let mut rest = len;
    std::iter::from_fn(move || {
        if rest == 0 {
            return None;
        }
        let fits = ORDERS.iter().map(|order| order - SLACK);
        let piece = fits.into_iter().find(|size| *size <= rest).unwrap_or(rest);
        rest -= piece;
        Some(piece)
    })
}

fn index(at: usize) -> Result<u16> {
    u16::try_from(at).map_err(|_| StorageError::Engine("a value of too many pieces".into()))
}

pub(super) fn put(tables: &mut Tables<'_>, number: u64, bytes: &[u8]) -> Result<()> {
    let mut rest = bytes;
    for (at, len) in lengths(bytes.len()).enumerate() {
        let (piece, after) = rest.split_at_checked(len).unwrap_or((rest, &[]));
        tables.pieces.insert((number, index(at)?), piece)?;
        rest = after;
    }
    Ok(())
}

pub(super) fn remove(tables: &mut Tables<'_>, number: u64, len: usize) -> Result<()> {
    for at in 0..lengths(len).count() {
        tables.pieces.remove((number, index(at)?))?;
    }
    Ok(())
}

/// The whole value; `len` is the length in its row.
///
/// # Errors
/// [`StorageError::Damaged`] if the pieces have another length.
pub(super) fn get(view: &impl ContentView, number: u64, len: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(len);
    for (at, expected) in lengths(len).enumerate() {
        let row = view.pieces().get((number, index(at)?))?;
        match &row {
            Some(row) if row.value().len() == expected => bytes.extend_from_slice(row.value()),
            _ => {
                return Err(StorageError::Damaged(format!(
                    "piece {at} of {number} is missing or has another length"
                )));
            }
        }
    }
    Ok(bytes)
}

/// Decompresses stored bytes.
pub(super) fn opened(stored: &[u8], as_what: Stored, size: usize) -> Result<Vec<u8>> {
    if as_what.compressed {
        compress::decompress(stored, size)
    } else if stored.len() == size {
        Ok(stored.to_vec())
    } else {
        Err(StorageError::Damaged(
            "stored bytes do not have the length in their row".into(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_fill_page_orders_and_add_up() {
        for len in [
            0, 1, 4063, 4064, 4065, 100_000, 1_048_576, 4_194_304, 4_194_305,
        ] {
            let pieces: Vec<usize> = lengths(len).collect();
            assert_eq!(pieces.iter().sum::<usize>(), len);
            let (last, full) = pieces.split_last().map_or((0, &[][..]), |(l, f)| (*l, f));
            assert!(last <= (1 << 20) - SLACK);
            for piece in full {
                assert!((piece + SLACK).is_power_of_two());
            }
        }
    }
}
