//! A backend whose writes stay in memory, for a file that can only be read: redb checks a database
//! only where it may write.

use std::io;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

use redb::{BackendError, StorageBackend};

use super::geometry::overlay;

/// Reads from another backend, and keeps what is written.
#[derive(Debug)]
pub(crate) struct Unsaved<B> {
    disk: B,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    len: u64,
    /// Bytes of the disk that no `set_len` has cut off.
    on_disk: u64,
    /// What was written, in order. A check writes little.
    writes: Vec<(u64, Vec<u8>)>,
}

impl<B: StorageBackend> Unsaved<B> {
    pub(crate) fn new(disk: B) -> io::Result<Self> {
        let len = disk.len()?;
        Ok(Self {
            disk,
            state: Mutex::new(State {
                len,
                on_disk: len,
                writes: Vec::new(),
            }),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The number of bytes between two offsets, at most `most`; 0 if they are in the wrong order.
fn between(from: u64, to: u64, most: usize) -> usize {
    usize::try_from(to.saturating_sub(from)).map_or(most, |bytes| bytes.min(most))
}

impl<B: StorageBackend> StorageBackend for Unsaved<B> {
    fn len(&self) -> io::Result<u64> {
        Ok(self.state().len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let state = self.state();
        if between(offset, state.len, out.len()) < out.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let (old, new) = out.split_at_mut(between(offset, state.on_disk, out.len()));
        if !old.is_empty() {
            self.disk.read(offset, old)?;
        }
        new.fill(0);
        for (start, data) in &state.writes {
            let skip = between(offset, *start, out.len());
            let cut = between(*start, offset, data.len());
            let count = (out.len() - skip).min(data.len() - cut);
            overlay(out, skip, data.get(cut..cut + count).unwrap_or_default())?;
        }
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut state = self.state();
        state.len = len;
        state.on_disk = state.on_disk.min(len);
        for (start, data) in &mut state.writes {
            data.truncate(between(*start, len, data.len()));
        }
        state.writes.retain(|(_, data)| !data.is_empty());
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        // As in a file, which grows.
        state.len = state.len.max(offset + data.len() as u64);
        state.writes.push((offset, data.to_vec()));
        Ok(())
    }

    fn close(&self) -> io::Result<()> {
        self.disk.close()
    }

    // All locks are shared: a file opened for reading cannot be locked exclusively, and these keep
    // out writers on another mount.

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.disk.try_lock_shared_range(start, end)
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.disk.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.disk.lock_shared_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.disk.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.disk.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.disk.query_lock_range(start, end)
    }
}
