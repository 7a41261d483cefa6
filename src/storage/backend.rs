//! The encrypted file under redb: a `StorageBackend` that seals every 4,096-byte block before it is
//! written to another backend, a parameter so that tests can drop, reorder and tear writes.
//! Implements docs/FORMAT.md, "Blocks" and "Header record". Tables are unknown here.

mod geometry;
mod header;
mod named;
#[cfg(test)]
mod tests;
mod unsaved;
mod unwritten;

use std::collections::BTreeMap;
use std::io;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use redb::{BackendError, StorageBackend};

use super::Damage;
use crate::crypto::CryptoError;
use crate::crypto::page::{self, PageCipher};
use crate::crypto::thread_pool;
use geometry::{BLOCK, RECORD};
use header::HeaderWriter;
pub(crate) use named::NamedFile;
pub(super) use named::OnFile;
pub(crate) use unsaved::Unsaved;
use unwritten::Unwritten;

/// Maximum number of blocks held in memory to be sealed together (8 MiB).
const MAX_PENDING: usize = 2048;
/// From this many blocks on, blocks are sealed and opened in parallel.
const PARALLEL_FROM: usize = 16;
/// How long to wait for a lock that redb holds only briefly.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);
/// Blocks sealed into one buffer (1 MiB).
const RUN: usize = 256;

/// A redb backend that encrypts.
pub(crate) struct SealedBackend<B> {
    disk: B,
    cipher: PageCipher,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Written but not yet sealed: block number to plaintext. Flushed by every sync.
    waiting: BTreeMap<u64, Box<[u8]>>,
    header: HeaderWriter,
    /// Blocks added by this handle's `set_len` and never written: the only ones that may read as
    /// zeros.
    unwritten: Unwritten,
}

impl<B> std::fmt::Debug for SealedBackend<B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealedBackend")
    }
}

pub(super) fn damage(what: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, Damage(what.into()))
}

fn failed(error: &CryptoError) -> io::Error {
    io::Error::other(error.to_string())
}

impl<B: StorageBackend> SealedBackend<B> {
    pub(crate) fn new(disk: B, cipher: PageCipher) -> Self {
        Self {
            disk,
            cipher,
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Seals the pending blocks, in runs of neighbours, and writes them.
    fn drain(&self, state: &mut State) -> io::Result<()> {
        let mut blocks = state.waiting.iter().peekable();
        let mut buffer = Vec::with_capacity(state.waiting.len().min(RUN) * RECORD);
        while let Some((&first, block)) = blocks.next() {
            buffer.clear();
            let mut next = first + 1;
            push(&mut buffer, block);
            while let Some((_, block)) =
                blocks.next_if(|(number, _)| **number == next && next - first < RUN as u64)
            {
                push(&mut buffer, block);
                next += 1;
            }
            self.seal_run(first, &mut buffer)?;
            self.disk.write(geometry::offset(first), &buffer)?;
            state.unwritten.remove(first..next);
        }
        state.waiting.clear();
        Ok(())
    }

    fn seal_run(&self, first: u64, records: &mut [u8]) -> io::Result<()> {
        page::fill_nonces(records, RECORD).map_err(|e| failed(&e))?;
        let seal = |(record, number): (&mut [u8], u64)| {
            self.cipher.seal(number, record).map_err(|e| failed(&e))
        };
        if records.len() < PARALLEL_FROM * RECORD || !thread_pool::is_available() {
            records.chunks_mut(RECORD).zip(first..).try_for_each(seal)
        } else {
            records
                .par_chunks_mut(RECORD)
                .enumerate()
                .try_for_each(|(at, record)| seal((record, first + at as u64)))
        }
    }

    /// Reads whole blocks from the disk into `out`.
    fn read_blocks(&self, first: u64, out: &mut [u8]) -> io::Result<()> {
        let count = out.len() / BLOCK;
        let mut records = vec![0; count * RECORD];
        self.disk.read(geometry::offset(first), &mut records)?;
        let open = |(record, (place, number)): (&mut [u8], (&mut [u8], u64))| {
            if record.iter().all(|byte| *byte == 0) && self.state().unwritten.contains(number) {
                place.fill(0);
                return Ok(());
            }
            let plain = self
                .cipher
                .open(number, record)
                .map_err(|_| damage(format!("block {number} does not authenticate")))?;
            place.copy_from_slice(plain);
            Ok(())
        };
        if count < PARALLEL_FROM || !thread_pool::is_available() {
            records
                .chunks_mut(RECORD)
                .zip(out.chunks_mut(BLOCK).zip(first..))
                .try_for_each(open)
        } else {
            records
                .par_chunks_mut(RECORD)
                .zip(out.par_chunks_mut(BLOCK))
                .enumerate()
                .try_for_each(|(at, (record, place))| open((record, (place, first + at as u64))))
        }
    }

    /// Reads whole blocks, pending ones from memory.
    fn read_through(&self, first: u64, out: &mut [u8]) -> io::Result<()> {
        let waiting: Vec<(u64, Box<[u8]>)> = {
            let state = self.state();
            let end = first + (out.len() / BLOCK) as u64;
            let waiting = state.waiting.range(first..end);
            waiting
                .map(|(number, block)| (*number, block.clone()))
                .collect()
        };
        if waiting.is_empty() {
            return self.read_blocks(first, out);
        }
        let mut waiting = waiting.into_iter().peekable();
        for (place, number) in out.chunks_mut(BLOCK).zip(first..) {
            match waiting.next_if(|(at, _)| *at == number) {
                Some((_, block)) => place.copy_from_slice(&block),
                None => self.read_blocks(number, place)?,
            }
        }
        Ok(())
    }
}

impl<B: StorageBackend> SealedBackend<B> {
    /// Whether the block at `offset` has not been written since the file grew: redb never refers to
    /// such a block.
    pub(crate) fn is_unwritten(&self, offset: u64) -> io::Result<bool> {
        let mut record = vec![0; RECORD];
        self.disk
            .read(geometry::offset(geometry::blocks(offset)), &mut record)?;
        Ok(record.iter().all(|byte| *byte == 0))
    }
}

fn push(buffer: &mut Vec<u8>, block: &[u8]) {
    buffer.resize(buffer.len() + page::NONCE, 0);
    buffer.extend_from_slice(block);
    buffer.resize(buffer.len() + page::TAG, 0);
}

/// Waits for a lock, but not forever: a suspended process that holds it would block all others.
fn with_timeout(
    mut attempt: impl FnMut() -> Result<bool, BackendError>,
) -> Result<(), BackendError> {
    let deadline = Instant::now() + LOCK_TIMEOUT;
    let mut rest = Duration::from_micros(50);
    while !attempt()? {
        if Instant::now() >= deadline {
            return Err(BackendError::Io(io::ErrorKind::TimedOut.into()));
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "file locks have no wait with a timeout"
        )]
        std::thread::sleep(rest);
        rest = (rest * 2).min(Duration::from_millis(5));
    }
    Ok(())
}

impl<B: StorageBackend> StorageBackend for SealedBackend<B> {
    fn len(&self) -> io::Result<u64> {
        geometry::logical_len(self.disk.len()?)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        if out.is_empty() {
            return Ok(());
        }
        let (first, skip, count) = geometry::span(offset, out.len())?;
        if first == 0 {
            let mut page = vec![0; BLOCK];
            header::read(&self.disk, &self.cipher, &mut page)?;
            return geometry::copy_part(&page, skip, out);
        }
        if skip == 0 && out.len().is_multiple_of(BLOCK) {
            return self.read_through(first, out);
        }
        let mut blocks = vec![0; count * BLOCK];
        self.read_through(first, &mut blocks)?;
        geometry::copy_part(&blocks, skip, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut state = self.state();
        let old = geometry::blocks(self.len()?);
        let new = geometry::checked_blocks(len)?;
        state.waiting.split_off(&new);
        self.disk.set_len(geometry::physical_len(new))?;
        state.unwritten.remove(old.min(new)..u64::MAX);
        state.unwritten.add(old..new);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut state = self.state();
        self.drain(&mut state)?;
        self.disk.sync_data()?;
        state.header.synced();
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        if data.is_empty() {
            return Ok(());
        }
        let (first, skip, count) = geometry::span(offset, data.len())?;
        if first == 0 {
            if skip != 0 {
                return Err(io::Error::other("a partial write of the header record"));
            }
            let mut state = self.state();
            // The header must never be on disk before the blocks it refers to.
            self.drain(&mut state)?;
            return state.header.write(&self.disk, &self.cipher, data);
        }
        if skip != 0 || !data.len().is_multiple_of(BLOCK) {
            let mut blocks = vec![0; count * BLOCK];
            self.read_through(first, &mut blocks)?;
            geometry::overlay(&mut blocks, skip, data)?;
            return self.write(first * BLOCK as u64, &blocks);
        }
        let mut state = self.state();
        for (block, number) in data.chunks(BLOCK).zip(first..) {
            state.waiting.insert(number, block.into());
        }
        if state.waiting.len() > MAX_PENDING {
            self.drain(&mut state)?;
        }
        Ok(())
    }

    fn close(&self) -> io::Result<()> {
        let drained = self.drain(&mut self.state());
        self.disk.close().and(drained)
    }

    // Every lock method is forwarded: the default implementations would silently disable locking.

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.disk.try_lock_range(start, end)
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.disk.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        with_timeout(|| self.disk.try_lock_range(start, end))
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        with_timeout(|| self.disk.try_lock_shared_range(start, end))
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        // The next holder of the lock must find on disk what was written under it.
        self.drain(&mut self.state())?;
        self.disk.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.disk.query_lock_range(start, end)
    }
}
