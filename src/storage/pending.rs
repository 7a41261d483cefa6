//! Chunks of imports in progress: a large file is committed in several transactions, and until its
//! row exists the import holds its chunks here. Chunks of a killed process are freed by the next
//! writer: the import's lock file shows whether its process is alive.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use data_encoding::HEXLOWER;
use redb::ReadableTable;

use super::content;
use super::secure_file;
use super::tables::Tables;
use super::{Result, StorageError};
use crate::crypto::random;

/// An import in progress: its chunks are kept while this lives.
pub(crate) struct Import {
    id: u64,
    next: u64,
    path: PathBuf,
    /// Locked (flock) until the process ends, in any way.
    _lock: File,
}

fn lock_path(spool: &Path, id: u64) -> PathBuf {
    spool.join(format!("import-{}", HEXLOWER.encode(&id.to_be_bytes())))
}

impl Import {
    pub(crate) fn begin(spool: &Path) -> Result<Self> {
        let id = u64::from_be_bytes(random::array()?);
        let path = lock_path(spool, id);
        let lock = secure_file::create(&path)?;
        lock.lock().map_err(StorageError::io(&path))?;
        Ok(Self {
            id,
            next: 0,
            path,
            _lock: lock,
        })
    }

    /// Records that the import holds one reference to `chunk`; returns the entry.
    pub(crate) fn hold(&mut self, tables: &mut Tables<'_>, chunk: &[u8; 32]) -> Result<u64> {
        let entry = self.next;
        tables.pending.insert((self.id, entry), chunk)?;
        self.next += 1;
        Ok(entry)
    }

    /// Removes entries without releasing their references: a content has taken them over.
    pub(crate) fn transfer(&self, tables: &mut Tables<'_>, entries: &[u64]) -> Result<()> {
        for entry in entries {
            tables.pending.remove((self.id, *entry))?;
        }
        Ok(())
    }

    /// Removes entries and releases their references: the file was refused.
    pub(crate) fn release(&self, tables: &mut Tables<'_>, entries: &[u64]) -> Result<()> {
        for entry in entries {
            let held = tables.pending.remove((self.id, *entry))?;
            let held = held.map(|row| *row.value());
            if let Some(chunk) = held {
                content::release_chunk(tables, &chunk)?;
            }
        }
        Ok(())
    }
}

impl Drop for Import {
    fn drop(&mut self) {
        // A remaining empty file is harmless: the next writer sees that it is not locked.
        let _ = secure_file::remove(&self.path);
    }
}

/// Frees the chunks of imports whose process is gone. Costs one lookup if there are none.
pub(crate) fn clean(tables: &mut Tables<'_>, spool: &Path) -> Result<()> {
    let mut after = 0;
    loop {
        let first = tables.pending.range((after, 0)..)?.next();
        let Some(id) = first.transpose()?.map(|(key, _)| key.value().0) else {
            return Ok(());
        };
        if !alive(spool, id) {
            let held: Vec<((u64, u64), [u8; 32])> = tables
                .pending
                .range((id, 0)..=(id, u64::MAX))?
                .map(|row| row.map(|(key, chunk)| (key.value(), *chunk.value())))
                .collect::<std::result::Result<_, _>>()?;
            for (key, chunk) in held {
                tables.pending.remove(key)?;
                content::release_chunk(tables, &chunk)?;
            }
            secure_file::remove(&lock_path(spool, id))?;
        }
        match id.checked_add(1) {
            Some(next) => after = next,
            None => return Ok(()),
        }
    }
}

/// The minimum age of a leftover: an import creates its lock file shortly before it locks it.
pub(super) const LEFT_OVER: Duration = Duration::from_secs(3600);

/// Removes leftovers of killed processes from the spool: unlocked lock files, and unfinished
/// events.
pub(crate) fn sweep(spool: &Path) -> Result<()> {
    let entries = match std::fs::read_dir(spool) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        other => other.map_err(StorageError::io(spool))?,
    };
    for entry in entries {
        let entry = entry.map_err(StorageError::io(spool))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let lock = name.starts_with("import-");
        if !lock && !name.ends_with(".tmp") {
            continue;
        }
        // Only regular files are ours.
        if !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let modified = entry.metadata().and_then(|meta| meta.modified());
        let old = modified.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > LEFT_OVER));
        let path = entry.path();
        if old && !(lock && held(&path)) {
            secure_file::remove(&path)?;
        }
    }
    Ok(())
}

fn held(path: &Path) -> bool {
    secure_file::open(path, false).is_ok_and(|file| file.try_lock().is_err())
}

fn alive(spool: &Path, id: u64) -> bool {
    held(&lock_path(spool, id))
}
