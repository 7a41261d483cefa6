//! The writer's place: waiting for it, and finding the vault as it is once it is held. A vault that
//! was opened to read, or before a rekey, is opened again.

use std::time::{Duration, Instant};

use redb::{Database, WriteTransaction};

use super::engine::{Engine, Intent, try_begin};
use super::{Store, later, open_current};
use crate::crypto::keys::VaultKey;
use crate::storage::keyring::Keyring;
use crate::storage::{Result, StorageError, meta, writer_note};

/// How long to rest between two tries for the writer's place.
const REST: Duration = Duration::from_millis(5);

/// How long to wait for another writer, and what to tell it about oneself.
pub(crate) struct Turn<'a> {
    pub wait: Duration,
    /// The command's word.
    pub verb: &'a str,
    /// Called once when there is somebody to wait for, with words that say whom.
    pub waiting: &'a mut dyn FnMut(&str),
}

impl Store {
    /// The writer's place, with the vault as it is now: reopened where its key has moved.
    ///
    /// # Errors
    /// [`StorageError::Busy`] after the wait; of the database.
    pub(in crate::storage) fn take_turn(
        &mut self,
        turn: &mut Turn<'_>,
    ) -> Result<WriteTransaction> {
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
    pub(super) fn try_turn(&mut self) -> Result<WriteTransaction> {
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
    pub(super) fn writing(&mut self) -> Result<&mut Database> {
        let now = Keyring::load(&self.dir)?;
        if now.epoch != self.keyring.epoch || !matches!(self.engine, Engine::Writing(_)) {
            self.open_again(now, Intent::Write)?;
            self.follow(Intent::Write)?;
        }
        match &mut self.engine {
            Engine::Writing(database) => Ok(database),
            Engine::Reading(_) | Engine::Closed => {
                Err(StorageError::Engine("opened to read only".into()))
            }
        }
    }

    /// Lets go of the database: others may compact it. [`Self::reopen`] takes it up again.
    pub(crate) fn let_go(&mut self) {
        self.engine = Engine::Closed;
    }

    /// Opens the vault anew.
    ///
    /// # Errors
    /// As opening.
    pub(crate) fn reopen(&mut self) -> Result<()> {
        self.open_again(Keyring::load(&self.dir)?, Intent::Read)?;
        self.follow(Intent::Read)
    }

    fn open_again(&mut self, now: Keyring, intent: Intent) -> Result<()> {
        let known = later(now, self.keyring.clone());
        (self.keyring, self.key, self.engine) =
            open_current(&self.dir, known, &self.entrance, intent)?;
        Ok(())
    }

    /// Checks what was opened, and opens it again as long as others put a new key into force: each
    /// time the epoch grows.
    pub(super) fn follow(&mut self, intent: Intent) -> Result<()> {
        loop {
            match self.check_generation() {
                Err(StorageError::EpochMoved) => {
                    self.open_again(Keyring::load(&self.dir)?, intent)?;
                }
                other => return other,
            }
        }
    }

    /// Goes over to the database and keyring that a rekey has made, and that are in force: where the
    /// database cannot be opened now, it is the next time that it is wanted.
    pub(in crate::storage) fn switch(&mut self, keyring: Keyring, key: VaultKey) {
        let opened = Engine::open(&self.dir, &keyring, &key, Intent::Read);
        self.engine = opened.unwrap_or(Engine::Closed);
        self.keyring = keyring;
        self.key = key;
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "redb has no wait with a deadline"
)]
pub(in crate::storage) fn rest() {
    std::thread::sleep(REST);
}
