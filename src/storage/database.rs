//! The open vault file: its key, its engine, and the only places where a transaction begins (for
//! `app::gate` and nobody else). Several processes may have it open; whoever gets the writer's place
//! reads keyring.json again, since the key may have moved. docs/FORMAT.md, "Opening".

mod engine;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use redb::backends::FileBackend;
use redb::{Database, WriteTransaction};

use super::backend::SealedBackend;
use super::keyring::Keyring;
use super::tables::{ReadTables, Tables};
use super::writer_note::{self, WriterNote};
use super::{Result, StorageError, meta, pending, rekey, secure_file, spool};
use crate::crypto::CryptoError;
use crate::crypto::keys::VaultKey;
use crate::crypto::slot::SlotIdentity;
use engine::{Engine, try_begin};

pub(crate) use engine::Intent;
pub(super) use engine::{backend, begin, builder, cipher, open_private};

/// How long to rest between two tries for the writer's place.
const REST: Duration = Duration::from_millis(5);

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

/// Opens the database that `keyring` names; where another process re-encrypts it meanwhile, the
/// one that it names then.
///
/// # Errors
/// As [`Engine::open`]; [`StorageError::Crypto`] where the entrance was closed meanwhile.
fn open_current(
    dir: &Path,
    mut keyring: Keyring,
    entrance: &Entrance,
    intent: Intent,
) -> Result<(Keyring, VaultKey, Engine)> {
    loop {
        let key = entrance.open(&keyring)?;
        let opened = Engine::open(dir, &keyring, &key, intent);
        let now = Keyring::load(dir)?;
        if now.epoch == keyring.epoch {
            now.authenticate(&key)?;
            return Ok((now, key, opened?));
        }
        keyring = now;
    }
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
        let (keyring, key, engine) = loop {
            match open_current(dir, keyring, &entrance, intent) {
                Err(StorageError::Busy { .. }) => {
                    rest();
                    keyring = Keyring::load(dir)?;
                }
                other => break other?,
            }
        };
        let mut store = Self {
            dir: dir.to_owned(),
            entrance,
            keyring,
            key,
            engine,
        };
        store.check_generation()?;
        Ok(store)
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
        if made.is_err() && matches!(Keyring::load(dir), Err(StorageError::NoVault(_))) {
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
    #[cfg(test)]
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
        ReadTables::open(&self.engine.begin_read()?)
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
    pub(super) fn finish_keyring(&mut self, tables: &mut Tables<'_>) -> Result<bool> {
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
        let Some(txn) = try_begin(database)? else {
            // The next writer will do it.
            return Ok(());
        };
        let mut tables = Tables::open(&txn)?;
        meta::remove(&mut tables, meta::key::KEYRING_PENDING)?;
        drop(tables);
        Ok(txn.commit()?)
    }

    /// The writer's place, with the vault as it is now: reopened where its key has moved.
    ///
    /// # Errors
    /// [`StorageError::Busy`] after the wait; of the database.
    pub(super) fn take_turn(&mut self, turn: &mut Turn<'_>) -> Result<WriteTransaction> {
        let deadline = Instant::now() + turn.wait;
        let mut told = false;
        loop {
            match self.try_turn() {
                Err(StorageError::Busy { .. }) => {}
                other => return other,
            }
            let holder = writer_note::read(&self.spool());
            if Instant::now() >= deadline {
                return Err(StorageError::Busy { holder });
            }
            if !told && Instant::now() + turn.wait > deadline + Duration::from_millis(300) {
                (turn.waiting)(&holder);
                told = true;
            }
            rest();
        }
    }

    /// As [`Self::take_turn`], without a wait.
    fn try_turn(&mut self) -> Result<WriteTransaction> {
        loop {
            let Some(txn) = try_begin(self.writing()?)? else {
                return Err(StorageError::Busy {
                    holder: String::new(),
                });
            };
            let now = Keyring::load(&self.dir)?;
            if now.epoch != self.keyring.epoch {
                continue;
            }
            if now != self.keyring {
                now.authenticate(&self.key)?;
                let known = meta::counter(&self.read()?, meta::key::KEYRING_GENERATION)?;
                if now.generation >= known {
                    self.keyring = now;
                }
            }
            return Ok(txn);
        }
    }

    /// The engine, opened to write, of the key that is in force: a vault that was opened to read,
    /// or before a rekey, is opened again.
    ///
    /// # Errors
    /// [`StorageError::Busy`] at once, where another process is writing.
    fn writing(&mut self) -> Result<&mut Database> {
        let now = Keyring::load(&self.dir)?;
        if now.epoch != self.keyring.epoch || matches!(self.engine, Engine::Reading(_)) {
            let (keyring, key, engine) =
                open_current(&self.dir, now, &self.entrance, Intent::Write)?;
            self.engine = engine;
            self.key = key;
            self.keyring = keyring;
            self.check_generation()?;
        }
        match &mut self.engine {
            Engine::Writing(database) => Ok(database),
            Engine::Reading(_) => Err(StorageError::Engine("opened to read only".into())),
        }
    }

    /// Goes over to the database and keyring that a rekey has made.
    pub(super) fn switch(&mut self, keyring: Keyring, key: VaultKey) -> Result<()> {
        self.engine = Engine::open(&self.dir, &keyring, &key, Intent::Read)?;
        self.keyring = keyring;
        self.key = key;
        Ok(())
    }

    /// Gives unused pages back to the file system; waits for other processes to be out of the way.
    ///
    /// # Errors
    /// [`StorageError::Busy`] and [`StorageError::InUse`] after the wait; of the database.
    pub(crate) fn compact(&mut self, wait: Duration) -> Result<()> {
        let deadline = Instant::now() + wait;
        loop {
            match self.try_compact() {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(StorageError::Busy { .. } | StorageError::InUse)
                    if Instant::now() < deadline =>
                {
                    rest();
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn try_compact(&mut self) -> Result<bool> {
        // redb waits without end; this only once the place was free, and then for no longer than
        // one transaction.
        drop(self.try_turn()?);
        Ok(self.writing()?.compact()?)
    }

    /// redb's own check of every page and checksum. Waits for the writer's place, and holds it.
    ///
    /// # Errors
    /// [`StorageError::Damaged`], also for what redb could repair: nothing of ours leaves a file
    /// like that.
    pub(crate) fn check_integrity(&mut self) -> Result<()> {
        let sound = loop {
            match self.writing() {
                Err(StorageError::Busy { .. }) => rest(),
                other => break other?.check_integrity()?,
            }
        };
        if sound {
            Ok(())
        } else {
            Err(StorageError::Damaged(
                "the database's structure was inconsistent".into(),
            ))
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "redb has no wait with a deadline"
)]
fn rest() {
    std::thread::sleep(REST);
}
