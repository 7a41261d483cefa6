//! The write lock: waiting for it, and reopening the vault in its current state once it is held, if
//! it was opened for reading or before a rekey.

use std::sync::Arc;
use std::time::{Duration, Instant};

use redb::{Database, WriteTransaction};

use super::engine::{Engine, Intent, try_begin};
use super::{Store, newer_keyring, open_current};
use crate::crypto::keys::VaultKey;
use crate::storage::keyring::Keyring;
use crate::storage::{Result, StorageError, meta, writer_note};

/// The pause between two attempts to get the write lock.
const PAUSE: Duration = Duration::from_millis(5);

/// How long to wait for the write lock, and how to identify to other processes.
pub(crate) struct LockWait<'a> {
    pub wait: Duration,
    /// The command's name.
    pub verb: &'a str,
    /// Called once if the lock is held, with a description of the holder.
    pub waiting: &'a mut dyn FnMut(&str),
}

impl Store {
    /// Acquires the write lock, with the vault in its current state: reopened if it was rekeyed.
    ///
    /// # Errors
    /// [`StorageError::Busy`] after the wait; database errors.
    pub(in crate::storage) fn acquire_write_lock(
        &mut self,
        lock_wait: &mut LockWait<'_>,
    ) -> Result<WriteTransaction> {
        let deadline = Instant::now() + lock_wait.wait;
        let mut told = false;
        loop {
            match self.try_write_lock() {
                Err(StorageError::Busy { .. }) => {}
                other => return other,
            }
            let holder = writer_note::read(&self.spool());
            if Instant::now() >= deadline {
                return Err(StorageError::Busy { holder });
            }
            if !told && Instant::now() + lock_wait.wait > deadline + Duration::from_millis(300) {
                (lock_wait.waiting)(&holder);
                told = true;
            }
            pause();
        }
    }

    /// As [`Self::acquire_write_lock`], without waiting.
    pub(super) fn try_write_lock(&mut self) -> Result<WriteTransaction> {
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

    /// The engine, open for writing under the current key; reopened if it was opened for reading or
    /// before a rekey.
    ///
    /// # Errors
    /// [`StorageError::Busy`] at once, if another process is writing.
    pub(super) fn writing(&mut self) -> Result<&mut Arc<Database>> {
        let now = Keyring::load(&self.dir)?;
        if now.epoch != self.keyring.epoch || !matches!(self.engine, Engine::Writing(_)) {
            self.open_again(now, Intent::Write)?;
            self.follow(Intent::Write)?;
        }
        match &mut self.engine {
            Engine::Writing(database) => Ok(database),
            Engine::Reading(_) | Engine::Closed => {
                Err(StorageError::Engine("opened for reading only".into()))
            }
        }
    }

    /// Closes the database, so that others may compact it. [`Self::reopen`] opens it again.
    pub(crate) fn release(&mut self) {
        self.engine = Engine::Closed;
    }

    /// Brings the vault up to date with what other processes have done: opened for writing, under
    /// the current key and keyring.
    ///
    /// # Errors
    /// [`StorageError::Busy`] if it has to be opened, and another process holds the write lock for
    /// longer than `wait`; [`StorageError::Crypto`] if the slot was removed.
    pub(crate) fn catch_up(&mut self, wait: Duration) -> Result<()> {
        let deadline = Instant::now() + wait;
        loop {
            match self.writing().map(drop) {
                Err(StorageError::Busy { .. }) if Instant::now() < deadline => pause(),
                opened => break opened?,
            }
        }
        self.follow(Intent::Write)
    }

    /// Another handle of the same open database, for another principal.
    ///
    /// # Errors
    /// [`StorageError::Engine`] if it is not open for writing.
    pub(crate) fn share(&self) -> Result<Self> {
        let engine = self.engine.share();
        Ok(Self {
            dir: self.dir.clone(),
            unlocked_slot: self.unlocked_slot.clone(),
            keyring: self.keyring.clone(),
            key: Arc::clone(&self.key),
            engine: engine
                .ok_or_else(|| StorageError::Engine("the database is not open".into()))?,
            anchor: self.anchor.clone(),
            anchor_failure: None,
        })
    }

    /// Reopens the vault.
    pub(crate) fn reopen(&mut self) -> Result<()> {
        self.open_again(Keyring::load(&self.dir)?, Intent::Read)?;
        self.follow(Intent::Read)
    }

    fn open_again(&mut self, now: Keyring, intent: Intent) -> Result<()> {
        let known = newer_keyring(now, self.keyring.clone());
        (self.keyring, self.key, self.engine) =
            open_current(&self.dir, known, &self.unlocked_slot, intent)?;
        Ok(())
    }

    /// Checks what was opened, and reopens it as long as other processes rekey the vault: the epoch
    /// increases each time.
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

    /// Switches to the database and keyring made by a rekey, which are in force: if the database
    /// cannot be opened now, it is opened when it is needed.
    pub(in crate::storage) fn switch(&mut self, keyring: Keyring, key: VaultKey) {
        let opened = Engine::open(&self.dir, &keyring, &key, Intent::Read);
        self.engine = opened.unwrap_or(Engine::Closed);
        self.keyring = keyring;
        self.key = Arc::new(key);
    }
}

#[expect(clippy::disallowed_methods, reason = "redb has no wait with a timeout")]
pub(in crate::storage) fn pause() {
    std::thread::sleep(PAUSE);
}
