//! A vault that is opened once and used by many principals, as the server does: each request gets a
//! [`Gate`] of its own, which shares the open database.

use std::fmt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::crypto::random;
use crate::domain::policy::Policy;
use crate::domain::time::Time;
use crate::storage::database::Store;
use crate::storage::keyring::Keyring;
use crate::storage::{emergency_space, meta, policy, threads};

use super::row_queue::RowQueue;
use super::unlock::{self, Credential, TOKENS};
use super::{Context, Gate, Proven};
use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::secret::Secret;

/// A report of an error that does not stop a request.
pub type Warn = Arc<dyn Fn(&str) + Send + Sync>;

/// An open vault. Clones share it.
#[derive(Clone)]
pub struct Vault {
    inner: Arc<Inner>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault")
            .field("dir", &self.inner.dir)
            .finish_non_exhaustive()
    }
}

struct Inner {
    dir: PathBuf,
    vault_id: String,
    wait: Duration,
    warn: Warn,
    /// The credential that opened the vault: it reopens it, and appends rows.
    own: Proven,
    open: Mutex<Open>,
    row_queue: Arc<RowQueue>,
    row_writer: Mutex<Option<JoinHandle<()>>>,
}

struct Open {
    store: Store,
    /// keyring.json as it was when the store was brought up to date.
    stamp: Option<Stamp>,
    used: Instant,
}

/// What changes when keyring.json is replaced.
#[derive(PartialEq, Eq)]
struct Stamp {
    inode: u64,
    length: u64,
    modified: (i64, i64),
}

impl Stamp {
    fn of(dir: &Path) -> Result<Self> {
        let path = Keyring::path(dir);
        let meta = path.symlink_metadata();
        let meta = meta.map_err(|error| Error::io(&path, &error))?;
        Ok(Self {
            inode: meta.ino(),
            length: meta.len(),
            modified: (meta.mtime(), meta.mtime_nsec()),
        })
    }
}

/// A principal that has proved who it is, for [`Vault::enter`].
#[derive(Debug, Clone)]
pub struct Caller(pub(in crate::app) Proven);

/// A request.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r> {
    /// The client's address.
    pub source: &'r str,
    /// What is done, for the journal and for waiting processes.
    pub verb: &'r str,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Vault {
    /// Opens a vault with the gate of the user who starts the server. A request waits for the write lock
    /// for at most `wait`.
    ///
    /// # Errors
    /// Kinds `Busy`, `Damaged`; I/O errors.
    pub fn open(gate: Gate, wait: Duration, warn: Warn) -> Result<Self> {
        let (mut store, own) = gate.into_shared()?;
        let stamp = Stamp::of(store.dir())?;
        store.catch_up(wait)?;
        let (row_queue, waiting_rows) = RowQueue::new();
        let vault = Self {
            inner: Arc::new(Inner {
                dir: store.dir().to_owned(),
                vault_id: store.keyring().vault_id.clone(),
                wait,
                warn,
                own,
                open: Mutex::new(Open {
                    store,
                    stamp: Some(stamp),
                    used: Instant::now(),
                }),
                row_queue: Arc::new(row_queue),
                row_writer: Mutex::new(None),
            }),
        };
        let writer = vault.clone();
        let thread = threads::spawn(move || waiting_rows.store_all(|| writer.own_gate()))?;
        *lock(&vault.inner.row_writer) = Some(thread);
        Ok(vault)
    }

    /// The vault's id, hexadecimal.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.inner.vault_id
    }

    /// The open store, up to date with what other processes have done to the keyring.
    fn current(&self) -> Result<MutexGuard<'_, Open>> {
        let mut open = lock(&self.inner.open);
        open.used = Instant::now();
        let stamp = Stamp::of(&self.inner.dir)?;
        if !open.store.is_writing() || open.stamp.as_ref() != Some(&stamp) {
            open.stamp = None;
            open.store.catch_up(self.inner.wait).map_err(|error| {
                let error = Error::from(error);
                if error.kind != Kind::Auth {
                    return error;
                }
                let why = "the credential of the server no longer opens the vault";
                Error::new(Kind::NoVault, why)
                    .hint("start the server again with a valid credential")
            })?;
            open.stamp = Some(stamp);
        }
        Ok(open)
    }

    /// Closes the database if no request has used it for some time, so that another process can
    /// compact it. The next request opens it again.
    pub fn let_go_if_idle(&self, idle: Duration) {
        let mut open = lock(&self.inner.open);
        if open.used.elapsed() >= idle {
            open.store.release();
        }
    }

    fn context(&self, request: Request<'_>) -> Context {
        let warn = Arc::clone(&self.inner.warn);
        Context {
            source: request.source.to_owned(),
            verb: request.verb.to_owned(),
            wait: self.inner.wait,
            waiting: Box::new(|_| {}),
            warn: Box::new(move |what| warn(what)),
            anchors: None,
            accept_rollback: false,
            is_remote: true,
        }
    }

    fn gate(&self, proven: Proven, request: Request<'_>) -> Result<Gate> {
        let store = self.current()?.store.share()?;
        let queue = Arc::clone(&self.inner.row_queue);
        Gate::enter(store, proven, self.context(request), queue)
    }

    /// A gate of the server itself, which appends the rows of others.
    fn own_gate(&self) -> Result<Gate> {
        let request = Request {
            source: "local",
            verb: "serve",
        };
        self.gate(self.inner.own.clone(), request)
    }

    /// Checks a password or an API key. A failure is recorded.
    ///
    /// Takes as long for an unknown user as for a wrong password; a password takes the memory and
    /// time of its key derivation.
    ///
    /// # Errors
    /// Kind `Auth`, the same for every cause; I/O errors.
    pub fn prove(&self, credential: &Credential, source: &str) -> Result<Caller> {
        let keyring = self.current()?.store.keyring().clone();
        let dir = &self.inner.dir;
        let counted = credential.counted(&keyring);
        let public_key = keyring.public_key.clone();
        match unlock::with_keyring(dir, keyring, |keyring| unlock::unlock(keyring, credential)) {
            Ok((_, unlocked)) => Ok(Caller(Proven {
                claim: unlocked.claim,
                slot: Some(unlocked.slot.id),
            })),
            Err(error) if error.kind == Kind::Auth => {
                let claimed = credential.claimed_name();
                Gate::record_failed_unlock(dir, &public_key, &counted, source, claimed);
                Err(credential.refused(error))
            }
            Err(error) => Err(error),
        }
    }

    /// Records that a token was refused.
    pub(in crate::app) fn record_refused_token(&self, source: &str) {
        let recorded = self.with_store(|store| {
            let (dir, public_key) = (store.dir(), &store.keyring().public_key);
            Gate::record_failed_unlock(dir, public_key, TOKENS, source, "token".into());
            Ok(())
        });
        // The vault cannot be opened, which the next request reports.
        drop(recorded);
    }

    /// The policy.
    ///
    /// # Errors
    /// Database errors.
    pub fn policy(&self) -> Result<Policy> {
        self.with_store(|store| Ok(policy::read(&store.metadata()?)?))
    }

    /// A gate for a principal, with its permissions as of now.
    ///
    /// # Errors
    /// Kind `Auth` if its credential has ended, which is recorded; `Busy`; `NoVault` if the vault can
    /// no longer be opened; database errors.
    pub fn enter(&self, caller: &Caller, request: Request<'_>) -> Result<Gate> {
        self.gate(caller.0.clone(), request)
    }

    /// Runs `work` with the open store.
    pub(in crate::app) fn with_store<T>(
        &self,
        work: impl FnOnce(&Store) -> Result<T>,
    ) -> Result<T> {
        work(&self.current()?.store)
    }

    /// The current time, or the latest time recorded in the vault if the clock is behind it.
    pub(in crate::app) fn latest(&self) -> Result<Time> {
        self.with_store(|store| {
            let seen = meta::clock(&store.metadata()?)?;
            Ok(clock::now().max(Time::from_unix_nanos(seen)))
        })
    }

    /// Whether requests can be answered: the vault can be read, and there is space for audit rows.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self) -> Result<()> {
        self.with_store(|store| {
            store.metadata()?;
            match emergency_space::is_full(store.dir()) {
                true => Err(Error::new(Kind::Other, "the disk of the vault is full")
                    .hint("free some space")),
                false => Ok(()),
            }
        })
    }

    /// Stores the waiting rows, and stops: no further read is possible.
    pub fn close(&self) {
        self.inner.row_queue.stop();
        let thread = lock(&self.inner.row_writer).take();
        if let Some(thread) = thread {
            // A panic of the thread was reported when it happened.
            let _ = thread.join();
        }
    }
}

/// A random text of 256 bits, for a value that cannot be guessed.
///
/// # Errors
/// If the system has no randomness.
pub fn random_text() -> Result<Secret> {
    let bytes = random::array::<32>()?;
    Ok(Secret::new(data_encoding::BASE64URL_NOPAD.encode(&bytes)))
}
