//! Rekeying: copies the database to a new file under a new vault key, block by block, and then
//! replaces keyring.json, which names it, with one atomic rename. The write lock is held meanwhile;
//! readers continue with the old file. docs/FORMAT.md, "Rekey".

use std::path::{Path, PathBuf};
use std::time::Instant;

use redb::{Database, StorageBackend};

use super::anchor::AnchorState;
use super::backend::{NamedFile, SealedBackend};
use super::database::stale;
use super::database::{
    Intent, LockWait, Store, backend, begin, builder, cipher, open_private, pause,
};
use super::keyring::{Keyring, database_path};
use super::tables::Tables;
use super::{Result, StorageError, meta, secure_file, spool};
use crate::crypto::keys::VaultKey;

/// Bytes copied at once: 4 MiB.
const STRETCH: u64 = 4 * 1024 * 1024;
/// redb's page; its header is a separate record in the sealed file.
const PAGE: u64 = PAGE_LEN as u64;
const PAGE_LEN: usize = 4096;
/// Bytes of redb's header.
const HEADER: usize = 320;

/// Rekeys the vault; `record` is called with the new epoch, and its changes are committed in the
/// new database. Returns the error, if any, that occurred after the new key was in force: the
/// folder could not be synced, so a power loss may bring the old key back.
///
/// # Errors
/// [`StorageError::Busy`]; I/O errors: the vault is then unchanged.
pub(crate) fn rekey<E: From<StorageError>>(
    store: &mut Store,
    lock_wait: &mut LockWait<'_>,
    progress: &mut dyn FnMut(u64, u64),
    record: impl FnOnce(&mut Tables<'_>, u64) -> std::result::Result<(), E>,
) -> std::result::Result<Option<StorageError>, E> {
    let Switched { old, unsynced } = switch(store, lock_wait, Copied::Blocks, progress, record)?;
    if unsynced.is_none() {
        let _ = secure_file::remove(&old);
    }
    Ok(unsynced)
}

/// As [`rekey`], but copies rows instead of blocks, so that no freed data is copied, and overwrites
/// the old file; returns whether it did: not if a process reads it for longer than the wait, or on
/// an I/O error. Then a later writer does it, as after a killed process.
///
/// # Errors
/// As [`rekey`].
pub(crate) fn rebuild<E: From<StorageError>>(
    store: &mut Store,
    lock_wait: &mut LockWait<'_>,
    progress: &mut dyn FnMut(u64, u64),
    record: impl FnOnce(&mut Tables<'_>, u64) -> std::result::Result<(), E>,
) -> std::result::Result<bool, E> {
    let until = Instant::now() + lock_wait.wait;
    let Switched { unsynced, .. } = switch(store, lock_wait, Copied::Rows, progress, record)?;
    // Without the old file, a power loss that reverts the rename would lose everything.
    Ok(unsynced.is_none() && wipe_old(store, until).unwrap_or(false))
}

/// Overwrites old files, also those left by an earlier attempt, until the deadline.
fn wipe_old(store: &Store, until: Instant) -> Result<bool> {
    let mut left = stale::pending_wipes(store.dir(), &store.read()?)?;
    loop {
        let mut held = Vec::new();
        for old in left {
            if !stale::wipe(&old)? {
                held.push(old);
            }
        }
        if held.is_empty() || Instant::now() >= until {
            return Ok(held.is_empty());
        }
        left = held;
        pause();
    }
}

/// How the old database is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Copied {
    /// Every block, including freed ones: as fast as the disk.
    Blocks,
    /// Every row.
    Rows,
}

/// The result of a switch.
struct Switched {
    /// The old database.
    old: PathBuf,
    /// Why the rename may not be durable.
    unsynced: Option<StorageError>,
}

/// Switches to a new database under a new key. Errors after the replacement of keyring.json do not
/// count as failures.
fn switch<E: From<StorageError>>(
    store: &mut Store,
    lock_wait: &mut LockWait<'_>,
    copied: Copied,
    progress: &mut dyn FnMut(u64, u64),
    record: impl FnOnce(&mut Tables<'_>, u64) -> std::result::Result<(), E>,
) -> std::result::Result<Switched, E> {
    let held = store.acquire_write_lock(lock_wait)?;
    // If there is an interrupted change, its slots are the ones to seal to.
    store.finish_keyring(&mut Tables::open(&held)?)?;
    let dir = store.dir().to_owned();
    let key = VaultKey::generate().map_err(StorageError::from)?;
    let epoch = store.keyring.epoch + 1;
    let mut keyring = store.keyring.reseal(epoch, &key)?;
    let path = database_path(&dir, epoch);
    // A leftover of an earlier attempt: no other process uses it, since the write lock is held.
    secure_file::remove(&path)?;
    let made = (|| {
        let unreadable = match copied {
            Copied::Blocks => copy(&dir, store, &keyring, &key, progress)?,
            Copied::Rows => None,
        };
        let mut database = match copied {
            Copied::Blocks => open_private(&dir, &keyring, &key)?,
            Copied::Rows => create(&dir, &keyring, &key)?,
        };
        if let Some(damage) = unreadable {
            // A power loss tears blocks that nothing refers to yet. This check finds a reference to
            // a block that was left out.
            if !database.check_integrity().is_ok_and(|sound| sound) {
                return Err(E::from(damage));
            }
        }
        let txn = begin(&database)?;
        let mut tables = Tables::open(&txn)?;
        if copied == Copied::Rows {
            copy_rows(store, &mut tables, progress)?;
            stale::schedule_wipe(&mut tables, store.keyring.epoch)?;
        }
        // Pending events are sealed under the old key: merge them now.
        let merged = spool::merge(&mut tables, &store.spool(), &store.key)?;
        meta::remove(&mut tables, meta::key::KEYRING_PENDING)?;
        spool::remember(&mut tables, &store.key)?;
        record(&mut tables, epoch)?;
        let text = keyring.complete(&mut tables, &key)?;
        let state = AnchorState::of(&tables)?;
        drop(tables);
        txn.commit().map_err(StorageError::from)?;
        database.close().map_err(StorageError::from)?;
        secure_file::sync_dir(&dir)?;
        secure_file::stage(&Keyring::path(&dir), &text)?;
        secure_file::rename_staged(&Keyring::path(&dir))?;
        Ok::<_, E>((merged, state))
    })();
    let (merged, state) = match made {
        Ok(made) => made,
        Err(error) => {
            // The next writer removes what this leaves behind.
            let _ = discard_unfinished(&dir, epoch);
            return Err(error);
        }
    };
    let unsynced = secure_file::sync_dir(&dir).err();
    store.raise_anchor(&state);
    // The change is committed: what is not removed here is left to the next writer.
    for event in merged {
        let _ = secure_file::remove(&event);
    }
    let old = store.keyring.database(&dir);
    drop(held);
    store.switch(keyring, key);
    Ok(Switched { old, unsynced })
}

/// Creates the new, empty database.
fn create(dir: &Path, keyring: &Keyring, key: &VaultKey) -> Result<Database> {
    let path = keyring.database(dir);
    let disk = NamedFile::new(&path, secure_file::create(&path)?)?;
    let backend = SealedBackend::new(disk, cipher(keyring, key)?);
    Ok(builder().create_with_backend(backend)?)
}

/// Copies every row of the newest state; the write lock is held.
fn copy_rows(
    store: &Store,
    tables: &mut Tables<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<()> {
    let from = store.read()?;
    let (total, bytes) = (from.rows()?.max(1), store.file_len()?);
    let mut done: u64 = 0;
    tables.copy_from(&from, &mut || {
        done += 1;
        let part = u128::from(done) * u128::from(bytes) / u128::from(total);
        progress(u64::try_from(part).unwrap_or(bytes), bytes);
    })
}

/// Removes an unfinished database; never the one named by keyring.json.
///
/// # Errors
/// [`StorageError::Io`].
pub(super) fn discard_unfinished(dir: &Path, epoch: u64) -> Result<()> {
    match Keyring::load(dir) {
        Ok(now) if now.epoch != epoch => {
            secure_file::remove(&secure_file::staged(&Keyring::path(dir)))?;
            secure_file::remove(&database_path(dir, epoch))
        }
        // The next writer removes it, if it is stale.
        _ => Ok(()),
    }
}

/// Copies all blocks. A block that does not open is left out; returns the first such error.
fn copy(
    dir: &Path,
    store: &Store,
    keyring: &Keyring,
    key: &VaultKey,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Option<StorageError>> {
    let from = backend(dir, &store.keyring, &store.key, Intent::Read)?;
    let path = keyring.database(dir);
    let file = secure_file::create(&path)?;
    let to = SealedBackend::new(NamedFile::new(&path, file)?, cipher(keyring, key)?);
    let len = from.len()?;
    to.set_len(len)?;
    let mut header = [0; HEADER];
    from.read(0, &mut header)?;
    let mut at = PAGE;
    let mut buffer = Vec::new();
    let mut unreadable = None;
    while at < len {
        let stretch = STRETCH.min(len - at);
        buffer.resize(usize::try_from(stretch).unwrap_or(0), 0);
        let failed = copy_stretch(&from, &to, at, &mut buffer)?;
        unreadable = unreadable.or(failed);
        at += stretch;
        progress(at, len);
    }
    to.write(0, &header)?;
    to.sync_data()?;
    to.close()?;
    from.close()?;
    Ok(unreadable)
}

/// Copies a range of blocks; blocks never written, and those that do not open, are not written:
/// returns the first error of the latter.
fn copy_stretch(
    from: &SealedBackend<NamedFile>,
    to: &SealedBackend<NamedFile>,
    at: u64,
    buffer: &mut [u8],
) -> Result<Option<StorageError>> {
    if from.read(at, buffer).is_ok() {
        to.write(at, buffer)?;
        return Ok(None);
    }
    let mut unreadable = None;
    for (index, page) in buffer.chunks_mut(PAGE_LEN).enumerate() {
        let place = at + index as u64 * PAGE;
        if from.is_unwritten(place)? {
            continue;
        }
        match from.read(place, page).map_err(StorageError::from) {
            Ok(()) => to.write(place, page)?,
            Err(damage @ StorageError::Damaged(_)) => unreadable = unreadable.or(Some(damage)),
            Err(error) => return Err(error),
        }
    }
    Ok(unreadable)
}
