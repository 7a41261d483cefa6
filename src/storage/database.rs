//! The open vault file: its key, its engine, and the only places where a transaction begins (for
//! `app::gate` and nobody else). Several processes may have it open; whoever gets the writer's place
//! reads keyring.json again, since the key may have moved. docs/FORMAT.md, "Opening".

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use redb::backends::FileBackend;
use redb::{
    Builder, ConcurrencyMode, Database, ReadOnlyDatabase, ReadTransaction, ReadableDatabase,
    TransactionError, WriteTransaction,
};

use super::backend::SealedBackend;
use super::keyring::Keyring;
use super::tables::{ReadTables, Tables};
use super::writer_note::{self, WriterNote};
use super::{Result, StorageError, meta, pending, rekey, secure_file, spool};
use crate::crypto::CryptoError;
use crate::crypto::keys::VaultKey;
use crate::crypto::page::PageCipher;
use crate::crypto::slot::SlotIdentity;

/// redb's cache. One transaction's dirty pages are to stay under a third of it.
const CACHE: usize = 64 * 1024 * 1024;
/// How long to rest between two tries for the writer's place.
const REST: Duration = Duration::from_millis(5);

/// What the vault is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Intent {
    /// Nothing will be written.
    Read,
    /// Something may be written.
    Write,
}

enum Engine {
    Reading(ReadOnlyDatabase),
    Writing(Database),
}

/// The way in that was used: it opens the key of a later epoch, too.
pub(crate) struct Entrance {
    /// The id of the slot.
    pub slot: String,
    pub identity: SlotIdentity,
}

impl Entrance {
    /// The vault key, by the slot of this entrance, of an authenticated keyring.
    ///
    /// # Errors
    /// [`CryptoError::Authentication`] where the slot is gone or damaged.
    fn open(&self, keyring: &Keyring) -> Result<VaultKey> {
        let slot = keyring.slots.iter().find(|slot| slot.id == self.slot);
        let key = slot
            .ok_or(CryptoError::Authentication)?
            .open(&self.identity)?;
        keyring.authenticate(&key)?;
        Ok(key)
    }
}

/// An open vault.
pub(crate) struct Store {
    dir: PathBuf,
    entrance: Entrance,
    pub(super) keyring: Keyring,
    pub(super) key: VaultKey,
    engine: Engine,
}

/// What a write transaction does besides its tables.
pub(crate) struct Effects {
    now: Keyring,
    next: Option<Keyring>,
}

impl Effects {
    /// The keyring in force.
    pub(crate) fn now(&self) -> &Keyring {
        &self.now
    }

    /// Puts another keyring into force with the commit.
    pub(crate) fn replace_keyring(&mut self, next: Keyring) {
        self.next = Some(next);
    }
}

/// How long to wait for another writer, and what to tell it about oneself.
pub(crate) struct Turn<'a> {
    pub wait: Duration,
    /// The command's word.
    pub verb: &'a str,
    /// Called once when there is somebody to wait for, with words that say whom.
    pub waiting: &'a mut dyn FnMut(&str),
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder
        .set_cache_size(CACHE)
        .set_concurrency_mode(ConcurrencyMode::MultiWriter);
    builder
}

pub(super) fn cipher(keyring: &Keyring, key: &VaultKey) -> Result<PageCipher> {
    Ok(PageCipher::new(&key.pages(), keyring.id()?, keyring.epoch))
}

/// The sealed backend of a keyring's database file.
pub(super) fn backend(
    dir: &Path,
    keyring: &Keyring,
    key: &VaultKey,
    intent: Intent,
) -> Result<SealedBackend<FileBackend>> {
    let path = keyring.database(dir);
    let file = match secure_file::open(&path, intent == Intent::Write) {
        Err(StorageError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            return Err(StorageError::Damaged(format!(
                "keyring.json names {}, which is not there",
                path.display()
            )));
        }
        other => other?,
    };
    let length = file.metadata().map_err(StorageError::io(&path))?.len();
    if length == 0 {
        return Err(StorageError::Damaged("the database file is empty".into()));
    }
    Ok(SealedBackend::new(
        FileBackend::new(file)?,
        cipher(keyring, key)?,
    ))
}

fn open_engine(dir: &Path, keyring: &Keyring, key: &VaultKey, intent: Intent) -> Result<Engine> {
    if intent == Intent::Read {
        let backend = backend(dir, keyring, key, Intent::Read)?;
        match builder().open_read_only_with_backend(backend) {
            // A writer was killed: the repair needs to write.
            Err(redb::DatabaseError::RepairAborted) => {}
            other => return Ok(Engine::Reading(other?)),
        }
    }
    let backend = backend(dir, keyring, key, Intent::Write)?;
    Ok(Engine::Writing(builder().create_with_backend(backend)?))
}

impl Store {
    /// Opens the database that `keyring` names; where another process re-encrypts it meanwhile,
    /// the one that it names then.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] for anything that does not authenticate or does not belong
    /// together; [`StorageError::Crypto`] where the entrance was closed meanwhile.
    pub(crate) fn open(
        dir: &Path,
        mut keyring: Keyring,
        entrance: Entrance,
        intent: Intent,
    ) -> Result<Self> {
        loop {
            let key = entrance.open(&keyring)?;
            let opened = open_engine(dir, &keyring, &key, intent);
            let now = Keyring::load(dir)?;
            if now.epoch != keyring.epoch {
                keyring = now;
                continue;
            }
            let mut store = Self {
                dir: dir.to_owned(),
                entrance,
                keyring: now,
                key,
                engine: opened?,
            };
            store.keyring.authenticate(&store.key)?;
            store.check_generation()?;
            return Ok(store);
        }
    }

    /// Makes the database file of a new vault, fills it by `fill`, and then puts keyring.json in
    /// place: only now there is a vault.
    ///
    /// # Errors
    /// [`StorageError::Exists`] where another process is at the same; of the disk.
    pub(crate) fn create<E: From<StorageError>>(
        dir: &Path,
        mut keyring: Keyring,
        key: &VaultKey,
        fill: impl FnOnce(&mut Tables<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let path = keyring.database(dir);
        let file = secure_file::create(&path)?;
        let made = (|| {
            let text = keyring.sign(key)?;
            let disk = FileBackend::new(file).map_err(StorageError::from)?;
            let backend = SealedBackend::new(disk, cipher(&keyring, key)?);
            let database = builder()
                .create_with_backend(backend)
                .map_err(StorageError::from)?;
            let txn = begin(&database)?;
            let mut tables = Tables::open(&txn)?;
            meta::set(
                &mut tables,
                meta::key::KEYRING_GENERATION,
                &keyring.generation.to_le_bytes(),
            )?;
            fill(&mut tables)?;
            drop(tables);
            txn.commit().map_err(StorageError::from)?;
            database.close().map_err(StorageError::from)?;
            secure_file::sync_dir(dir)?;
            secure_file::replace(&Keyring::path(dir), &text)?;
            Ok(())
        })();
        if made.is_err() {
            secure_file::remove(&path)?;
        }
        made
    }

    /// The vault's folder.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The keyring as last read.
    pub(crate) fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// The vault key of this epoch.
    pub(crate) fn key(&self) -> &VaultKey {
        &self.key
    }

    /// The slot that was used to unlock.
    pub(crate) fn slot(&self) -> &str {
        &self.entrance.slot
    }

    /// The folder of events that wait.
    pub(crate) fn spool(&self) -> PathBuf {
        spool::folder(&self.dir)
    }

    /// Bytes of the database file.
    ///
    /// # Errors
    /// [`StorageError::Io`].
    pub(crate) fn file_len(&self) -> Result<u64> {
        let path = self.keyring.database(&self.dir);
        let meta = std::fs::metadata(&path).map_err(StorageError::io(&path))?;
        Ok(meta.len())
    }

    /// Refuses a keyring that is older than the database knows: somebody put it back. One that is
    /// one behind a change that was cut short is completed by the next writer.
    fn check_generation(&mut self) -> Result<()> {
        let view = self.read()?;
        let known = meta::counter(&view, meta::key::KEYRING_GENERATION)?;
        if self.keyring.generation >= known {
            return Ok(());
        }
        let pending = meta::get(&view, meta::key::KEYRING_PENDING)?;
        // The file may have been replaced since it was read.
        self.keyring = Keyring::load(&self.dir)?;
        self.keyring.authenticate(&self.key)?;
        if self.keyring.generation >= known {
            return Ok(());
        }
        match pending {
            Some(bytes) if self.keyring.generation + 1 == known => {
                let next = Keyring::parse(&bytes)?;
                self.entrance.open(&next)?;
                self.keyring = next;
                Ok(())
            }
            _ => Err(StorageError::Damaged(
                "keyring.json is older than the database: an earlier copy was put back".into(),
            )),
        }
    }

    /// One consistent state to read, whatever is written meanwhile.
    ///
    /// # Errors
    /// Of the database.
    pub(crate) fn read(&self) -> Result<ReadTables> {
        let txn = begin_read(&self.engine)?;
        ReadTables::open(&txn)
    }

    /// Waits for the writer's place, runs `change` in a transaction and commits it; on an error
    /// nothing has happened.
    ///
    /// # Errors
    /// [`StorageError::Busy`] after the wait; what `change` gives; of the database.
    pub(crate) fn write<T, E: From<StorageError>>(
        &mut self,
        turn: &mut Turn<'_>,
        change: impl FnOnce(&mut Tables<'_>, &mut Effects) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let txn = self.take_turn(turn)?;
        let note = WriterNote::leave(&self.spool(), turn.verb);
        let mut tables = Tables::open(&txn)?;
        let heal = self.finish_keyring(&mut tables)?;
        rekey::remove_strays(&self.dir, self.keyring.epoch)?;
        pending::clean(&mut tables, &self.spool())?;
        let merged = spool::merge(&mut tables, &self.spool(), &self.key.spool())?;
        let mut effects = Effects {
            now: self.keyring.clone(),
            next: None,
        };
        let done = change(&mut tables, &mut effects)?;
        let next = match effects.next {
            Some(keyring) => Some(self.stage_keyring(&mut tables, keyring)?),
            None => None,
        };
        drop(tables);
        txn.commit().map_err(StorageError::from)?;
        for path in merged {
            secure_file::remove(&path)?;
        }
        if let Some((keyring, text)) = next {
            secure_file::replace(&Keyring::path(&self.dir), &text)?;
            self.keyring = keyring;
            self.clear_pending()?;
        } else if heal {
            self.clear_pending()?;
        }
        drop(note);
        Ok(done)
    }

    /// As [`Self::write`], but gives nothing at once where another process is writing.
    ///
    /// # Errors
    /// As [`Self::write`], without the wait.
    pub(crate) fn try_write<T>(
        &mut self,
        verb: &str,
        change: impl FnOnce(&mut Tables<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut turn = Turn {
            wait: Duration::from_millis(20),
            verb,
            waiting: &mut |_| {},
        };
        match self.write(&mut turn, |tables, _| change(tables)) {
            Err(StorageError::Busy { .. }) => Ok(None),
            other => other.map(Some),
        }
    }

    /// Puts a keyring change that was cut short between commit and replacement into force.
    fn finish_keyring(&mut self, tables: &mut Tables<'_>) -> Result<bool> {
        let Some(bytes) = meta::get(tables, meta::key::KEYRING_PENDING)? else {
            return Ok(false);
        };
        let on_disk = Keyring::load(&self.dir)?;
        let next = Keyring::parse(&bytes)?;
        next.authenticate(&self.key)?;
        if on_disk.generation < next.generation {
            secure_file::replace(&Keyring::path(&self.dir), &bytes)?;
        }
        self.keyring = next;
        Ok(true)
    }

    fn stage_keyring(
        &self,
        tables: &mut Tables<'_>,
        mut keyring: Keyring,
    ) -> Result<(Keyring, Vec<u8>)> {
        keyring.generation = self.keyring.generation;
        let text = keyring.sign(&self.key)?;
        let generation = keyring.generation.to_le_bytes();
        meta::set(tables, meta::key::KEYRING_GENERATION, &generation)?;
        meta::set(tables, meta::key::KEYRING_PENDING, &text)?;
        Ok((keyring, text))
    }

    fn clear_pending(&mut self) -> Result<()> {
        let Engine::Writing(database) = &self.engine else {
            return Ok(());
        };
        let txn = match try_begin(database) {
            // The next writer will do it.
            Err(TransactionError::WouldBlock) => return Ok(()),
            other => other?,
        };
        let mut tables = Tables::open(&txn)?;
        meta::remove(&mut tables, meta::key::KEYRING_PENDING)?;
        drop(tables);
        Ok(txn.commit()?)
    }

    /// The writer's place, with the vault as it is now: reopened where its key has moved.
    pub(super) fn take_turn(&mut self, turn: &mut Turn<'_>) -> Result<WriteTransaction> {
        let deadline = Instant::now() + turn.wait;
        let mut told = false;
        loop {
            let txn = match try_begin(self.writing()?) {
                Err(TransactionError::WouldBlock) => None,
                other => Some(other?),
            };
            let Some(txn) = txn else {
                let holder = writer_note::read(&self.spool());
                if Instant::now() >= deadline {
                    return Err(StorageError::Busy { holder });
                }
                if !told && Instant::now() + turn.wait > deadline + Duration::from_millis(300) {
                    (turn.waiting)(&holder);
                    told = true;
                }
                rest();
                continue;
            };
            let now = Keyring::load(&self.dir)?;
            if now.epoch == self.keyring.epoch {
                if now != self.keyring {
                    now.authenticate(&self.key)?;
                    let known = meta::counter(&self.read()?, meta::key::KEYRING_GENERATION)?;
                    if now.generation >= known {
                        self.keyring = now;
                    }
                }
                return Ok(txn);
            }
            drop(txn);
            self.reopen(now)?;
        }
    }

    fn reopen(&mut self, keyring: Keyring) -> Result<()> {
        let key = self.entrance.open(&keyring)?;
        self.engine = open_engine(&self.dir, &keyring, &key, Intent::Write)?;
        self.key = key;
        self.keyring = keyring;
        self.check_generation()
    }

    /// The engine, opened to write; a vault that was opened to read is opened again.
    pub(super) fn writing(&mut self) -> Result<&mut Database> {
        if matches!(self.engine, Engine::Reading(_)) {
            self.engine = open_engine(&self.dir, &self.keyring, &self.key, Intent::Write)?;
        }
        match &mut self.engine {
            Engine::Writing(database) => Ok(database),
            Engine::Reading(_) => Err(StorageError::Engine("opened to read only".into())),
        }
    }

    /// Goes over to the database and keyring that a rekey has made.
    pub(super) fn switch(&mut self, keyring: Keyring, key: VaultKey) -> Result<()> {
        self.engine = open_engine(&self.dir, &keyring, &key, Intent::Write)?;
        self.keyring = keyring;
        self.key = key;
        Ok(())
    }

    /// Gives unused pages back to the file system; waits for other processes to be out of the way.
    ///
    /// # Errors
    /// [`StorageError::InUse`] after the wait; of the database.
    pub(crate) fn compact(&mut self, wait: Duration) -> Result<()> {
        let deadline = Instant::now() + wait;
        loop {
            match self.writing()?.compact() {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(redb::CompactionError::TransactionInProgress)
                    if Instant::now() < deadline =>
                {
                    rest();
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// redb's own check of every page and checksum. Holds the writer's place.
    ///
    /// # Errors
    /// [`StorageError::Damaged`], also for what redb could repair: nothing of ours leaves a file
    /// like that.
    pub(crate) fn check_integrity(&mut self) -> Result<()> {
        if self.writing()?.check_integrity()? {
            Ok(())
        } else {
            Err(StorageError::Damaged(
                "the database's structure was inconsistent".into(),
            ))
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "redb has no wait with a deadline")]
fn rest() {
    std::thread::sleep(REST);
}

#[expect(clippy::disallowed_methods, reason = "the one place that begins a read")]
fn begin_read(engine: &Engine) -> Result<ReadTransaction> {
    Ok(match engine {
        Engine::Reading(database) => database.begin_read()?,
        Engine::Writing(database) => database.begin_read()?,
    })
}

#[expect(clippy::disallowed_methods, reason = "the one place that begins a write")]
fn try_begin(database: &Database) -> std::result::Result<WriteTransaction, TransactionError> {
    database.try_begin_write()
}

#[expect(clippy::disallowed_methods, reason = "the first write of a new file")]
pub(super) fn begin(database: &Database) -> Result<WriteTransaction> {
    Ok(database.begin_write()?)
}

/// Opens a database file that nobody else knows yet, to write.
pub(super) fn open_private(dir: &Path, keyring: &Keyring, key: &VaultKey) -> Result<Database> {
    let backend = backend(dir, keyring, key, Intent::Write)?;
    Ok(builder().create_with_backend(backend)?)
}
