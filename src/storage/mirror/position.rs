//! The last row sent to each mirror: `mirrored` in the spool, locked while rows are sent. A record
//! for each mirror has the number and the chain value of that row; the chain value distinguishes a
//! mirror of another history from one that is behind. Each record is sealed: neither the mirror nor
//! the number can be guessed. docs/FORMAT.md, "Mirror".

use std::fs::{File, TryLockError};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use crate::crypto::page::OVERHEAD;
use crate::crypto::secret::Secret;
use crate::crypto::{hash, seal};
use crate::domain::mirror::Mirror;
use crate::storage::database::Store;
use crate::storage::tables::View;
use crate::storage::{Result, StorageError, audit, secure_file, spool};

const NAME: &str = "mirrored";
const PURPOSE: &[u8] = b"mirror position";
/// The number, the chain value, the BLAKE3 of the mirror's name; sealed.
const RECORD: usize = 8 + 32 + 32 + OVERHEAD;
/// Maximum number of mirrors remembered.
const MAX_MIRRORS: usize = 16;

/// The last row that a mirror has; zeros at first.
#[derive(Default)]
struct SentRow {
    number: u64,
    chain: [u8; 32],
}

/// The position of one mirror, locked by this process.
pub(super) struct Position {
    file: File,
    path: PathBuf,
    /// The index of its record.
    at: u64,
    of: [u8; 32],
    sent: SentRow,
    key: Secret,
}

impl Position {
    /// Locks the position of this mirror; `None` if another process is sending.
    pub(super) fn lock(store: &Store, mirror: &Mirror) -> Result<Option<Self>> {
        let keys = spool::keys(&store.read()?, store.key())?;
        let path = store.spool().join(NAME);
        let file = open(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(StorageError::io(&path)(error)),
        }
        let mut bytes = [0; RECORD * MAX_MIRRORS];
        let length = read(&file, &mut bytes).map_err(StorageError::io(&path))?;
        let bytes = bytes.get(..length).unwrap_or_default();
        let of = hash::plain(mirror.to_string().as_bytes());
        let (at, sent) = find(bytes, &of, &keys);
        Ok(Some(Self {
            file,
            path,
            at: at as u64,
            of,
            sent,
            key: store.key().spool(),
        }))
    }

    /// The number of the last row that the mirror has; `None` if it has another history than the
    /// vault: that row is beyond the end, or differs.
    pub(super) fn last_sent(&self, view: &impl View) -> Result<Option<u64>> {
        let SentRow { number, chain } = self.sent;
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
        let record = [&number.to_le_bytes()[..], &chain, &self.of].concat();
        let record = seal::seal(&self.key, PURPOSE, &record)?;
        self.file
            .write_all_at(&record, self.at)
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

fn read(file: &File, bytes: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while let Some(rest) = bytes.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, length as u64)? {
            0 => break,
            more => length += more,
        }
    }
    Ok(length)
}

/// The index of the record of this mirror, existing or new, and its value. A record that no key
/// opens is ignored.
fn find(bytes: &[u8], of: &[u8; 32], keys: &[Secret]) -> (usize, SentRow) {
    let (records, _) = bytes.as_chunks::<RECORD>();
    let mut free = None;
    for (index, sealed) in records.iter().enumerate() {
        let opened = |key| seal::open(key, PURPOSE, sealed.to_vec()).ok();
        let Some(record) = keys.iter().find_map(opened) else {
            free = free.or(Some(index));
            continue;
        };
        if record.last_chunk() == Some(of)
            && let Some((number, rest)) = record.split_first_chunk()
        {
            let sent = SentRow {
                number: u64::from_le_bytes(*number),
                chain: rest.first_chunk().copied().unwrap_or_default(),
            };
            return (index * RECORD, sent);
        }
    }
    // If there are too many, the first one is replaced.
    let next = Some(records.len()).filter(|next| *next < MAX_MIRRORS);
    let at = free.or(next).unwrap_or_default();
    (at * RECORD, SentRow::default())
}
