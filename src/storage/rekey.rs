//! Re-encryption under a new vault key: a whole new database file beside the old one, block by
//! block, and then ONE atomic replacement of keyring.json, which names it. The writer's place is
//! held meanwhile; readers go on with the old file. docs/FORMAT.md, "Rekey".

use std::path::{Path, PathBuf};
use std::time::Instant;

use redb::{Database, StorageBackend};

use super::anchor::Mark;
use super::backend::{NamedFile, SealedBackend};
use super::database::{Intent, Store, Turn, backend, begin, builder, cipher, open_private, rest};
use super::keyring::{Keyring, database_path};
use super::tables::Tables;
use super::{Result, StorageError, meta, secure_file, spool, strays};
use crate::crypto::keys::VaultKey;

/// Copied at once: 4 MiB.
const STRETCH: u64 = 4 * 1024 * 1024;
/// redb's page; its header is a record of its own in the sealed file.
const PAGE: u64 = PAGE_LEN as u64;
const PAGE_LEN: usize = 4096;
/// Bytes of redb's header.
const HEADER: usize = 320;

/// Re-encrypts the vault; what `record` does, which is told the new epoch, is committed in the new
/// database, with the change. Gives what went wrong after the new key was in force, if something did:
/// the folder could not be synced, so that a loss of power may bring the old key back.
///
/// # Errors
/// [`StorageError::Busy`]; of the disk: the old vault is then as it was.
pub(crate) fn rekey<E: From<StorageError>>(
    store: &mut Store,
    turn: &mut Turn<'_>,
    progress: &mut dyn FnMut(u64, u64),
    record: impl FnOnce(&mut Tables<'_>, u64) -> std::result::Result<(), E>,
) -> std::result::Result<Option<StorageError>, E> {
    let Switched { old, unsynced } = switch(store, turn, Copied::Blocks, progress, record)?;
    if unsynced.is_none() {
        let _ = secure_file::remove(&old);
    }
    Ok(unsynced)
}

/// As [`rekey`], but copies rows instead of blocks, so that nothing of what was freed comes along, and
/// overwrites the old file; gives whether it could: not where a process goes on reading it for
/// longer than the wait, or the disk fails. A later writer does it then, as after a process that was
/// killed.
///
/// # Errors
/// As [`rekey`].
pub(crate) fn rebuild<E: From<StorageError>>(
    store: &mut Store,
    turn: &mut Turn<'_>,
    progress: &mut dyn FnMut(u64, u64),
    record: impl FnOnce(&mut Tables<'_>, u64) -> std::result::Result<(), E>,
) -> std::result::Result<bool, E> {
    let until = Instant::now() + turn.wait;
    let Switched { unsynced, .. } = switch(store, turn, Copied::Rows, progress, record)?;
    // Without the old file, a loss of power that undoes the replacement would leave nothing.
    Ok(unsynced.is_none() && wipe_old(store, until).unwrap_or(false))
}

/// Overwrites old files until then; also what an earlier attempt has left, because somebody was
/// reading it.
fn wipe_old(store: &Store, until: Instant) -> Result<bool> {
    let mut left = strays::unwiped(store.dir(), &store.read()?)?;
    loop {
        let mut held = Vec::new();
        for old in left {
            if !strays::wipe(&old)? {
                held.push(old);
            }
        }
        if held.is_empty() || Instant::now() >= until {
            return Ok(held.is_empty());
        }
        left = held;
        rest();
    }
}

/// What of the old database goes into the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Copied {
    /// Every block, those that were freed too: as fast as the disk.
    Blocks,
    /// Every row.
    Rows,
}

/// What a replacement has left.
struct Switched {
    /// The old database.
    old: PathBuf,
    /// Why the replacement may not be durable.
    unsynced: Option<StorageError>,
}

/// Puts a database under a new key in the place of the old one. Once keyring.json is replaced, nothing
/// that fails is a failure of this any more.
fn switch<E: From<StorageError>>(
    store: &mut Store,
    turn: &mut Turn<'_>,
    copied: Copied,
    progress: &mut dyn FnMut(u64, u64),
    record: impl FnOnce(&mut Tables<'_>, u64) -> std::result::Result<(), E>,
) -> std::result::Result<Switched, E> {
    let held = store.take_turn(turn)?;
    // The slots to seal to are those of a change that was cut short, if there is one.
    store.finish_keyring(&mut Tables::open(&held)?)?;
    let dir = store.dir().to_owned();
    let key = VaultKey::generate().map_err(StorageError::from)?;
    let epoch = store.keyring.epoch + 1;
    let mut keyring = store.keyring.reseal(epoch, &key)?;
    let path = database_path(&dir, epoch);
    // What an earlier attempt left: the writer's place is ours, so nobody is at it.
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
            // A loss of power tears blocks that nothing refers to yet. If something does refer to
            // one of those that were left out, this finds it.
            if !database.check_integrity().is_ok_and(|sound| sound) {
                return Err(E::from(damage));
            }
        }
        let txn = begin(&database)?;
        let mut tables = Tables::open(&txn)?;
        if copied == Copied::Rows {
            copy_rows(store, &mut tables, progress)?;
            strays::mark(&mut tables, store.keyring.epoch)?;
        }
        // Events that wait are sealed under the old key: they come along now.
        let merged = spool::merge(&mut tables, &store.spool(), &store.key)?;
        meta::remove(&mut tables, meta::key::KEYRING_PENDING)?;
        spool::remember(&mut tables, &store.key)?;
        record(&mut tables, epoch)?;
        let text = keyring.complete(&mut tables, &key)?;
        let mark = Mark::of(&tables)?;
        drop(tables);
        txn.commit().map_err(StorageError::from)?;
        database.close().map_err(StorageError::from)?;
        secure_file::sync_dir(&dir)?;
        secure_file::stage(&Keyring::path(&dir), &text)?;
        secure_file::put_in_place(&Keyring::path(&dir))?;
        Ok::<_, E>((merged, mark))
    })();
    let (merged, mark) = match made {
        Ok(made) => made,
        Err(error) => {
            // What this leaves, the next writer clears away.
            let _ = give_up(&dir, epoch);
            return Err(error);
        }
    };
    let unsynced = secure_file::sync_dir(&dir).err();
    store.raise_anchor(&mark);
    // It is done: what is cleared away from here on may also be left to the next writer.
    for event in merged {
        let _ = secure_file::remove(&event);
    }
    let old = store.keyring.database(&dir);
    drop(held);
    store.switch(keyring, key);
    Ok(Switched { old, unsynced })
}

/// Makes the new database, empty.
fn create(dir: &Path, keyring: &Keyring, key: &VaultKey) -> Result<Database> {
    let path = keyring.database(dir);
    let disk = NamedFile::new(&path, secure_file::create(&path)?)?;
    let backend = SealedBackend::new(disk, cipher(keyring, key)?);
    Ok(builder().create_with_backend(backend)?)
}

/// Copies every row of the newest state; the writer's place is held.
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

/// Removes the database that could not be finished; but never the one that keyring.json names.
///
/// # Errors
/// [`StorageError::Io`].
pub(super) fn give_up(dir: &Path, epoch: u64) -> Result<()> {
    match Keyring::load(dir) {
        Ok(now) if now.epoch != epoch => {
            secure_file::remove(&secure_file::staged(&Keyring::path(dir)))?;
            secure_file::remove(&database_path(dir, epoch))
        }
        // The next writer clears it away, if it is a stray.
        _ => Ok(()),
    }
}

/// Copies all blocks. One that does not open is left out; gives the first such error.
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

/// Copies a stretch of blocks; those that were never written are not written now, either, nor are
/// those that do not open: gives the first error of these.
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
