//! redb's file backend with the file name in its errors: redb returns them unchanged, and the
//! message has to name the disk that is full or failing.

use std::fs::File;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use redb::backends::FileBackend;
use redb::{BackendError, DatabaseError, StorageBackend};

/// An I/O error with the name of the file.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub(crate) struct OnFile {
    /// The file.
    pub path: PathBuf,
    /// The system's error.
    pub source: io::Error,
}

/// A file backend that knows its path.
#[derive(Debug)]
pub(crate) struct NamedFile {
    file: FileBackend,
    path: PathBuf,
}

impl NamedFile {
    pub(crate) fn new(path: &Path, file: File) -> Result<Self, DatabaseError> {
        Ok(Self {
            file: FileBackend::new(file)?,
            path: path.to_owned(),
        })
    }

    fn named(&self) -> impl Fn(io::Error) -> io::Error + '_ {
        |source| {
            let path = self.path.clone();
            io::Error::new(source.kind(), OnFile { path, source })
        }
    }

    fn lock(&self) -> impl Fn(BackendError) -> BackendError + '_ {
        |error| {
            if let BackendError::Io(source) = error {
                return BackendError::Io(self.named()(source));
            }
            error
        }
    }
}

impl StorageBackend for NamedFile {
    fn len(&self) -> io::Result<u64> {
        self.file.len().map_err(self.named())
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.file.read(offset, out).map_err(self.named())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.file.set_len(len).map_err(self.named())
    }

    fn sync_data(&self) -> io::Result<()> {
        self.file.sync_data().map_err(self.named())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.file.write(offset, data).map_err(self.named())
    }

    fn close(&self) -> io::Result<()> {
        self.file.close().map_err(self.named())
    }

    // Every lock method is forwarded: the default implementations would silently disable locking.

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        let locked = self.file.try_lock_range(start, end);
        locked.map_err(self.lock())
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        let locked = self.file.try_lock_shared_range(start, end);
        locked.map_err(self.lock())
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_range(start, end).map_err(self.lock())
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.lock_shared_range(start, end).map_err(self.lock())
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.unlock_range(start, end).map_err(self.lock())
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.query_lock_range(start, end).map_err(self.lock())
    }
}
