//! The open vault file: its key, its engine, and the only places where a transaction begins (for
//! `app::gate` and nobody else). Several processes may have it open; whoever gets the writer's place
//! reads keyring.json again, since the key may have moved. docs/FORMAT.md, "Opening".

mod engine;
mod entrance;
mod keyring_change;
#[cfg(test)]
mod tests;
mod turn;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::backend::{NamedFile, SealedBackend};
use super::keyring::Keyring;
use super::tables::{Metadata, ReadTables, Tables};
use super::writer_note::{self, WriterNote};
use data_encoding::HEXLOWER;

use super::anchor::{Anchor, Mark};
use super::{Result, StorageError, pending, secure_file, security, spool, strays};
use crate::crypto::keys::VaultKey;
use engine::Engine;
pub(crate) use entrance::Entrance;
pub(super) use turn::rest;

pub(crate) use engine::Intent;
pub(super) use engine::{WRITER_PLACE, backend, begin, builder, cipher, open_private};
pub(crate) use turn::Turn;

/// An open vault.
pub(crate) struct Store {
    dir: PathBuf,
    entrance: Entrance,
    pub(super) keyring: Keyring,
    pub(super) key: VaultKey,
    engine: Engine,
    /// Moved forward with each commit, where there is one.
    pub(super) anchor: Option<Anchor>,
    /// Why the anchor could not be moved forward.
    pub(super) anchor_failure: Option<StorageError>,
}

/// What a write transaction does besides its tables.
pub(crate) struct Effects {
    now: Keyring,
    next: Option<Keyring>,
}

impl Effects {
    /// The keyring in force, with what this transaction has changed of it.
    pub(crate) fn latest(&self) -> &Keyring {
        self.next.as_ref().unwrap_or(&self.now)
    }

    /// Puts another keyring into force with the commit.
    pub(crate) fn replace_keyring(&mut self, next: Keyring) {
        self.next = Some(next);
    }
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

/// A state of the vault that is read beside the store.
pub(crate) struct Beside {
    pub tables: ReadTables,
    /// Holds the reader's place.
    _engine: Engine,
}

/// The keyring to go on with: the one of the file, once a rekey has put another one there. Within
/// an epoch the one at hand may be of a change that is not in the file yet.
fn later(now: Keyring, known: Keyring) -> Keyring {
    if now.epoch == known.epoch { known } else { now }
}

impl Store {
    /// Opens the database that `keyring` names; where another process re-encrypts it meanwhile,
    /// the one that it names then.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] for anything that does not authenticate or does not belong
    /// together; [`StorageError::Busy`] where it has to be repaired, and another process holds the
    /// writer's place for longer than `wait`; [`StorageError::Crypto`] where the entrance was closed
    /// meanwhile.
    pub(crate) fn open(
        dir: &Path,
        mut keyring: Keyring,
        entrance: Entrance,
        intent: Intent,
        wait: Duration,
    ) -> Result<Self> {
        let until = Instant::now() + wait;
        let (keyring, key, engine) = loop {
            match open_current(dir, keyring.clone(), &entrance, intent) {
                Err(StorageError::Busy { .. }) if Instant::now() < until => {
                    rest();
                    keyring = later(Keyring::load(dir)?, keyring);
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
            anchor: None,
            anchor_failure: None,
        };
        store.follow(intent)?;
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
            // Not where the file system keeps no modes.
            secure_file::check_private(&path)?;
            let disk = NamedFile::new(&path, file).map_err(StorageError::from)?;
            let backend = SealedBackend::new(disk, cipher(&keyring, key)?);
            let database = builder()
                .create_with_backend(backend)
                .map_err(StorageError::from)?;
            let txn = begin(&database)?;
            let mut tables = Tables::open(&txn)?;
            fill(&mut tables)?;
            let text = keyring.complete(&mut tables, key)?;
            drop(tables);
            txn.commit().map_err(StorageError::from)?;
            database.close().map_err(StorageError::from)?;
            secure_file::sync_dir(dir)?;
            secure_file::replace(&Keyring::path(dir), &text)?;
            Ok(())
        })();
        if made.is_err() {
            strays::give_up(dir, &keyring)?;
        }
        made
    }

    /// Whether it is open to write.
    pub(crate) fn is_writing(&self) -> bool {
        matches!(self.engine, Engine::Writing(_))
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

    /// One consistent state to read, whatever is written meanwhile.
    ///
    /// # Errors
    /// Of the database.
    pub(crate) fn read(&self) -> Result<ReadTables> {
        ReadTables::open(&self.engine.begin_read()?)
    }

    /// [`Self::read`], without the bytes of contents.
    ///
    /// # Errors
    /// Of the database.
    pub(crate) fn metadata(&self) -> Result<Metadata> {
        Metadata::open(&self.engine.begin_read()?)
    }

    /// The newest state again, by way of another open file: it can be read while this one is
    /// checked.
    ///
    /// # Errors
    /// As opening.
    pub(crate) fn beside(&self) -> Result<Beside> {
        let known = later(Keyring::load(&self.dir)?, self.keyring.clone());
        let (_, _, engine) = open_current(&self.dir, known, &self.entrance, Intent::Read)?;
        Ok(Beside {
            tables: ReadTables::open(&engine.begin_read()?)?,
            _engine: engine,
        })
    }

    /// Waits for the writer's place, runs `change` in a transaction and commits it; on an error
    /// nothing has happened. Then overwrites what a wipe has left that was cut short.
    ///
    /// # Errors
    /// [`StorageError::Busy`] after the wait; what `change` gives; of the database.
    pub(crate) fn write<T, E: From<StorageError>>(
        &mut self,
        turn: &mut Turn<'_>,
        change: impl FnOnce(&mut Tables<'_>, &mut Effects) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut unwiped = Vec::new();
        let done = self.write_only(turn, &mut unwiped, change);
        // Nobody else waits for this. On a full disk the change has failed, and this makes room.
        for old in unwiped {
            let _ = strays::wipe(&old);
        }
        done
    }

    /// [`Self::write`], but only finds what is to be overwritten.
    fn write_only<T, E: From<StorageError>>(
        &mut self,
        turn: &mut Turn<'_>,
        unwiped: &mut Vec<PathBuf>,
        change: impl FnOnce(&mut Tables<'_>, &mut Effects) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let txn = self.take_turn(turn)?;
        let note = WriterNote::leave(&self.spool(), turn.verb);
        let mut tables = Tables::open(&txn)?;
        self.finish_keyring(&mut tables)?;
        secure_file::remove(&secure_file::staged(&Keyring::path(&self.dir)))?;
        *unwiped = strays::clear(&self.dir, &mut tables, self.keyring.epoch)?;
        pending::clean(&mut tables, &self.spool())?;
        pending::sweep(&self.spool())?;
        let merged = spool::merge(&mut tables, &self.spool(), &self.key)?;
        let mut effects = Effects {
            now: self.keyring.clone(),
            next: None,
        };
        let done = change(&mut tables, &mut effects)?;
        let next = effects.next.or_else(|| {
            let digest =
                security::digest(&tables, &self.key).map(|digest| HEXLOWER.encode(&digest));
            match digest {
                Ok(digest) if digest == self.keyring.security => None,
                _ => Some(self.keyring.clone()),
            }
        });
        let next = match next {
            Some(keyring) => Some(self.stage_keyring(&mut tables, keyring)?),
            None => None,
        };
        let mark = Mark::of(&tables)?;
        drop(tables);
        txn.commit().map_err(StorageError::from)?;
        self.raise_anchor(&mark);
        // It is done: what is cleared away from here on may also be left to the next writer.
        for path in merged {
            let _ = secure_file::remove(&path);
        }
        if let Some(keyring) = next {
            self.keyring = keyring;
            let _ = self.complete_keyring();
        }
        drop(note);
        Ok(done)
    }

    /// As [`Self::write`], but never takes long, and gives nothing where another process is writing.
    ///
    /// # Errors
    /// As [`Self::write`], without the wait.
    pub(crate) fn try_write<T>(
        &mut self,
        verb: &str,
        change: impl Fn(&mut Tables<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let attempt = |store: &mut Self| {
            let mut turn = Turn {
                wait: Duration::from_millis(20),
                verb,
                waiting: &mut |_| {},
            };
            match store.write_only(&mut turn, &mut Vec::new(), |tables, _| change(tables)) {
                Err(StorageError::Busy { .. }) => Ok(None),
                other => other.map(Some),
            }
        };
        match attempt(self) {
            // After one read that failed, an engine refuses everything: another one may do it.
            Err(StorageError::Engine(_) | StorageError::Failed) => {
                self.reopen()?;
                attempt(self)
            }
            other => other,
        }
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
    /// [`StorageError::Busy`] after the wait; [`StorageError::Damaged`], also for what redb could
    /// repair: nothing of ours leaves a file like that.
    pub(crate) fn check_integrity(&mut self, wait: Duration) -> Result<()> {
        let deadline = Instant::now() + wait;
        let sound = loop {
            // redb waits without end: only once the place was free, and then for no longer than
            // one transaction.
            let free = self.try_turn().map(drop);
            match free.and_then(|()| self.writing()) {
                Err(StorageError::Busy { .. }) if Instant::now() < deadline => rest(),
                Err(StorageError::Busy { .. }) => {
                    let holder = writer_note::read(&self.spool());
                    return Err(StorageError::Busy { holder });
                }
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
