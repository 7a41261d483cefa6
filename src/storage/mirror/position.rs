//! The last row written to the mirror: `mirrored` in the spool, locked while rows are written. It
//! has the number and the chain value of that row; the chain value distinguishes a mirror of
//! another history from one that is behind. It is sealed: neither the mirror nor the number can be
//! guessed. docs/FORMAT.md, "Mirror".

use std::fs::{File, TryLockError};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use crate::crypto::page::OVERHEAD;
use crate::crypto::secret::Secret;
use crate::crypto::{hash, seal};
use crate::storage::database::Store;
use crate::storage::tables::View;
use crate::storage::{Result, StorageError, audit, secure_file, spool};

const NAME: &str = "mirrored";
const PURPOSE: &[u8] = b"mirror position";
/// The number, the chain value, the BLAKE3 of the mirror's path; sealed.
const RECORD: usize = 8 + 32 + 32 + OVERHEAD;

/// The last row that a mirror has; zeros at first.
#[derive(Default)]
struct WrittenRow {
    number: u64,
    chain: [u8; 32],
}

/// The position of the mirror, locked by this process.
pub(super) struct Position {
    file: File,
    path: PathBuf,
    /// The BLAKE3 of the mirror's path.
    mirror: [u8; 32],
    written: WrittenRow,
    key: Secret,
}

impl Position {
    /// Locks the position of this mirror; `None` if another process is writing.
    pub(super) fn lock(store: &Store, mirror: &Path) -> Result<Option<Self>> {
        let path = store.spool().join(NAME);
        let file = open(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(StorageError::io(&path)(error)),
        }
        let mirror = hash::plain(mirror.as_os_str().as_bytes());
        let keys = spool::keys(&store.read()?, store.key())?;
        let mut record = [0; RECORD];
        let written = match file.read_exact_at(&mut record, 0) {
            Ok(()) => written(&record, &mirror, &keys),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => None,
            Err(error) => return Err(StorageError::io(&path)(error)),
        };
        Ok(Some(Self {
            file,
            path,
            mirror,
            written: written.unwrap_or_default(),
            key: store.key().spool(),
        }))
    }

    /// The number of the last row that the mirror has; `None` if it has another history than the
    /// vault: that row is beyond the end, or differs.
    pub(super) fn last_written(&self, view: &impl View) -> Result<Option<u64>> {
        let WrittenRow { number, chain } = self.written;
        if number == 0 {
            return Ok(Some(0));
        }
        if number > audit::head(view)?.count {
            return Ok(None);
        }
        // The row may have been pruned.
        let holds = audit::chain_at(view, number)?.is_none_or(|now| now == chain);
        Ok(holds.then_some(number))
    }

    /// The mirror has the rows up to this one.
    pub(super) fn set(&mut self, view: &impl View, number: u64) -> Result<()> {
        let chain = audit::chain_at(view, number)?.unwrap_or_default();
        let record = [&number.to_le_bytes()[..], &chain, &self.mirror].concat();
        let record = seal::seal(&self.key, PURPOSE, &record)?;
        self.file
            .write_all_at(&record, 0)
            .map_err(StorageError::io(&self.path))
    }
}

fn open(path: &Path) -> Result<File> {
    match secure_file::create(path) {
        Err(StorageError::Io { source, .. })
            if source.kind() == std::io::ErrorKind::AlreadyExists =>
        {
            secure_file::open(path, true)
        }
        made => made,
    }
}

/// The row in a record; `None` if no key opens the record, or if it is about another mirror.
fn written(sealed: &[u8], mirror: &[u8; 32], keys: &[Secret]) -> Option<WrittenRow> {
    let opened = |key| seal::open(key, PURPOSE, sealed.to_vec()).ok();
    let record = keys.iter().find_map(opened)?;
    let (number, rest) = record.split_first_chunk()?;
    let (chain, place) = rest.split_first_chunk()?;
    (place == mirror).then_some(WrittenRow {
        number: u64::from_le_bytes(*number),
        chain: *chain,
    })
}
