//! The choke point. Every action passes here: who may is decided, the transaction begun, the work
//! done, the audit row appended, and all of it committed as one, so that a change without its row
//! cannot exist. The only file in this room in which a transaction begins.

mod principal;
mod writing;

use std::path::Path;
use std::time::Duration;

use crate::domain::action::{Action, Recorded};
use crate::domain::event::{AuditEvent, Outcome};
use crate::storage::database::{Intent, Store, Turn};
use crate::storage::keyring::Keyring;
use crate::storage::tables::{ReadTables, Tables};
use crate::storage::{audit, rekey, spool};

use super::clock;
use super::error::{Error, Kind, Result};
use super::unlock::{self, Credential};
pub use principal::Principal;
use principal::{denied, principal};
use writing::Draft;
pub(crate) use writing::Writing;

/// How a command stands towards other processes, and who it says it is.
pub struct Context {
    /// From where: an address, or `local`.
    pub source: String,
    /// The command's word, such as `add`: for the journal, and for those who wait.
    pub verb: String,
    /// How long to wait for another writer.
    pub wait: Duration,
    /// Called once when there is somebody to wait for, with words that say whom.
    pub waiting: Box<dyn FnMut(&str) + Send>,
}

/// An open vault, and who opened it.
pub struct Gate {
    store: Store,
    principal: Principal,
    context: Context,
}

/// The word by which the audit log names a failure.
fn failure_word(error: &Error) -> String {
    error.kind.name().to_ascii_uppercase()
}

impl Gate {
    /// Unlocks the vault in `dir`.
    ///
    /// # Errors
    /// Kinds `NoVault`, `Auth`, `Damaged`, or of the disk.
    pub fn open(dir: &Path, credential: &Credential, context: Context) -> Result<Self> {
        let keyring = Keyring::load(dir)?;
        let unlocked = unlock::unlock(&keyring, credential)?;
        let store = Store::open(dir, keyring, unlocked.entrance, Intent::Read)?;
        let principal = principal(&store, unlocked.user)?;
        Ok(Self {
            store,
            principal,
            context,
        })
    }

    /// Who acts.
    #[must_use]
    pub fn principal(&self) -> &Principal {
        &self.principal
    }

    /// The open vault, for what is neither a read nor a write of its tables.
    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    fn event(&self, action: Action, outcome: Outcome, draft: Draft) -> AuditEvent {
        AuditEvent {
            time: clock::now(),
            event: action.event(),
            principal: self.principal.name.clone(),
            source: self.context.source.clone(),
            target: draft.target,
            outcome,
            detail: draft.detail,
        }
    }

    /// Records without waiting for anybody: inside the vault, or sealed into the spool.
    fn record(&mut self, event: &AuditEvent) -> Result<()> {
        let verb = self.context.verb.clone();
        let inside = self
            .store
            .try_write(&verb, |tables| audit::append(tables, event))?;
        if inside.is_none() {
            spool::leave(&self.store.spool(), &self.store.key().spool(), event)?;
        }
        Ok(())
    }

    fn allow(&mut self, action: Action, target: Option<&[u8]>) -> Result<()> {
        if self.principal.may(action) {
            return Ok(());
        }
        let draft = Draft {
            target: target.map(<[u8]>::to_vec),
            ..Draft::default()
        };
        let event = self.event(action, Outcome::Denied, draft);
        self.record(&event)?;
        Err(denied(action, &self.principal.name))
    }

    /// Records that something allowed could not be done. The error itself is what the caller must
    /// hear of, whether or not this could be written.
    fn record_failure(&mut self, action: Action, target: Option<Vec<u8>>, error: &Error) {
        let (outcome, detail) = if error.kind == Kind::Denied {
            (Outcome::Denied, None)
        } else {
            (Outcome::Failure, Some(failure_word(error)))
        };
        let draft = Draft {
            target,
            detail,
            ..Draft::default()
        };
        let event = self.event(action, outcome, draft);
        let _ = self.record(&event);
    }

    /// Reads, from one consistent state.
    ///
    /// # Errors
    /// Kind `Denied`, which is recorded; what `look` gives.
    pub(crate) fn read<T>(
        &mut self,
        action: Action,
        look: impl FnOnce(&ReadTables) -> Result<T>,
    ) -> Result<T> {
        self.allow(action, None)?;
        let view = self.store.read()?;
        look(&view)
    }

    /// Reads content that leaves the vault: first `plan` says what and whether it can be, then
    /// that is recorded, and only then `give` hands out the first byte.
    ///
    /// # Errors
    /// Kind `Denied`; what `plan` and `give` give. All are recorded.
    pub(crate) fn read_content<P, T>(
        &mut self,
        action: Action,
        target: &[u8],
        plan: impl FnOnce(&ReadTables) -> Result<(P, Vec<u8>, String)>,
        give: impl FnOnce(&ReadTables, P) -> Result<T>,
    ) -> Result<T> {
        debug_assert_eq!(action.recorded(), Recorded::BeforeContent);
        self.allow(action, Some(target))?;
        let view = self.store.read()?;
        let (planned, target, detail) = match plan(&view) {
            Ok(planned) => planned,
            Err(error) => {
                drop(view);
                self.record_failure(action, Some(target.to_vec()), &error);
                return Err(error);
            }
        };
        let draft = Draft {
            target: Some(target.clone()),
            detail: Some(detail),
            ..Draft::default()
        };
        let event = self.event(action, Outcome::Success, draft);
        self.record(&event)?;
        let given = give(&view, planned);
        drop(view);
        if let Err(error) = &given
            && error.kind == Kind::Damaged
        {
            self.record_failure(action, Some(target), error);
        }
        given
    }

    /// Changes the vault: all of `change` and its audit row, or nothing.
    ///
    /// # Errors
    /// Kind `Denied`; `Busy` after the wait; what `change` gives. All are recorded.
    pub(crate) fn write<T>(
        &mut self,
        action: Action,
        target: &[u8],
        change: impl FnOnce(&mut Writing<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        self.allow(action, Some(target))?;
        let Self {
            store,
            principal,
            context,
        } = self;
        let mut turn = Turn {
            wait: context.wait,
            verb: &context.verb,
            waiting: &mut *context.waiting,
        };
        let verb = context.verb.clone();
        let source = context.source.clone();
        let done = store.write(&mut turn, |tables, effects| {
            let mut writing = Writing {
                tables,
                now: clock::now(),
                principal,
                effects,
                action,
                verb: &verb,
                draft: Draft {
                    target: Some(target.to_vec()).filter(|target| !target.is_empty()),
                    ..Draft::default()
                },
            };
            let value = change(&mut writing)?;
            let row = AuditEvent {
                time: writing.now,
                event: action.event(),
                principal: principal.name.clone(),
                source,
                target: writing.draft.target,
                outcome: if writing.draft.in_vain {
                    Outcome::Failure
                } else {
                    Outcome::Success
                },
                detail: writing.draft.detail,
            };
            audit::append(writing.tables, &row)?;
            Ok::<T, Error>(value)
        });
        if let Err(error) = &done {
            let target = Some(target.to_vec()).filter(|target| !target.is_empty());
            self.record_failure(action, target, error);
        }
        done
    }

    /// Does what no transaction holds (verify, compact), and records how it went.
    ///
    /// # Errors
    /// Kind `Denied`; what `work` gives.
    pub(crate) fn run<T>(
        &mut self,
        action: Action,
        work: impl FnOnce(&mut Store, Duration) -> Result<(T, String)>,
    ) -> Result<T> {
        self.allow(action, None)?;
        match work(&mut self.store, self.context.wait) {
            Ok((value, detail)) => {
                let draft = Draft {
                    detail: Some(detail),
                    ..Draft::default()
                };
                let event = self.event(action, Outcome::Success, draft);
                self.record(&event)?;
                Ok(value)
            }
            Err(error) => {
                self.record_failure(action, None, &error);
                Err(error)
            }
        }
    }

    /// Encrypts everything under a new vault key; the row stands in the new database.
    ///
    /// # Errors
    /// Kinds `Denied`, `Busy`; of the disk. The vault is then as it was.
    pub(crate) fn rekey(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<u64> {
        let action = Action::Rekey;
        self.allow(action, None)?;
        let epoch = self.store.keyring().epoch + 1;
        let draft = Draft {
            detail: Some(format!("EPOCH_{epoch}")),
            ..Draft::default()
        };
        let event = self.event(action, Outcome::Success, draft);
        let Self { store, context, .. } = self;
        let mut turn = Turn {
            wait: context.wait,
            verb: &context.verb,
            waiting: &mut *context.waiting,
        };
        let done = rekey::rekey(store, &mut turn, progress, |tables| {
            audit::append(tables, &event)
        });
        if let Err(error) = done {
            let error = Error::from(error);
            self.record_failure(action, None, &error);
            return Err(error);
        }
        Ok(epoch)
    }

    /// Looks at what an upload has to know before it begins.
    ///
    /// # Errors
    /// Kind `Denied`, which is recorded.
    pub(super) fn read_for_upload<T>(
        &mut self,
        look: impl FnOnce(&ReadTables) -> Result<T>,
    ) -> Result<T> {
        self.read(Action::FileUpload, look)
    }

    /// One consistent state for the threads of an upload that is under way.
    pub(super) fn snapshot(&self) -> Result<ReadTables> {
        Ok(self.store.read()?)
    }

    /// Gives back what an upload held and does not need: no change of its own, so no row.
    pub(super) fn give_back(
        &mut self,
        change: impl FnOnce(&mut Tables<'_>) -> Result<()>,
    ) -> Result<()> {
        let Self { store, context, .. } = self;
        let mut turn = Turn {
            wait: context.wait,
            verb: &context.verb,
            waiting: &mut *context.waiting,
        };
        store.write(&mut turn, |tables, _| change(tables))
    }
}
