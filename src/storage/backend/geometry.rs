//! The layout of the database file: two sectors for the header record, then the blocks. Pure
//! arithmetic. docs/FORMAT.md, "The database file".

use std::io;

use super::damage;
use crate::crypto::page::OVERHEAD;

/// redb's page size, which is fixed.
pub(super) const BLOCK: usize = 4096;
/// A sealed block.
pub(super) const RECORD: usize = BLOCK + OVERHEAD;
/// Bytes between the two copies of the header record: separate sectors, also on 4 KiB disks.
pub(super) const HEADER_STRIDE: u64 = 4096;
/// Bytes before the first block.
const HEADERS: u64 = 2 * HEADER_STRIDE;

/// The offset of block `number`, which is at least 1: block 0 is the header record.
pub(super) fn offset(number: u64) -> u64 {
    HEADERS + number.saturating_sub(1) * RECORD as u64
}

/// Whole blocks in `logical` bytes.
pub(super) fn blocks(logical: u64) -> u64 {
    logical / BLOCK as u64
}

/// # Errors
/// For a length that is not a multiple of the block size: redb never requests one.
pub(super) fn checked_blocks(logical: u64) -> io::Result<u64> {
    if logical.is_multiple_of(BLOCK as u64) {
        Ok(blocks(logical))
    } else {
        Err(io::Error::other(
            "a length that is no multiple of the block",
        ))
    }
}

/// Bytes on disk for that many blocks.
pub(super) fn physical_len(blocks: u64) -> u64 {
    if blocks == 0 { 0 } else { offset(blocks) }
}

/// The length that redb sees for a file of `physical` bytes.
pub(super) fn logical_len(physical: u64) -> io::Result<u64> {
    if physical == 0 {
        return Ok(0);
    }
    match physical.checked_sub(HEADERS) {
        Some(rest) if rest.is_multiple_of(RECORD as u64) => {
            Ok((rest / RECORD as u64 + 1) * BLOCK as u64)
        }
        _ => Err(damage("the database file was cut or extended")),
    }
}

/// First block, bytes to skip in it, and the number of blocks of a range. A range that begins in
/// block 0 must end there.
pub(super) fn span(offset: u64, len: usize) -> io::Result<(u64, usize, usize)> {
    let first = offset / BLOCK as u64;
    let skip = usize::try_from(offset % BLOCK as u64).map_err(io::Error::other)?;
    let count = (skip + len).div_ceil(BLOCK);
    if first == 0 && count > 1 {
        return Err(io::Error::other("a stretch across the header record"));
    }
    Ok((first, skip, count))
}

/// Copies `out.len()` bytes of `from`, after `skip`.
pub(super) fn copy_part(from: &[u8], skip: usize, out: &mut [u8]) -> io::Result<()> {
    let part = from.get(skip..skip + out.len());
    out.copy_from_slice(part.ok_or_else(|| io::Error::other("a stretch outside its blocks"))?);
    Ok(())
}

/// Overwrites a part of `blocks` with `data`, after `skip`.
pub(super) fn overlay(blocks: &mut [u8], skip: usize, data: &[u8]) -> io::Result<()> {
    let part = blocks.get_mut(skip..skip + data.len());
    part.ok_or_else(|| io::Error::other("a stretch outside its blocks"))?
        .copy_from_slice(data);
    Ok(())
}
