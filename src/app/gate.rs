//! The choke point. Every action passes here: the gate checks permissions, begins the transaction,
//! runs the change, appends the audit row and commits all of it at once, so that no change can
//! exist without its row. Transactions begin here and in the folder `gate/`, nowhere else.

mod anchor;
mod change;
mod configuration;
mod erasure;
mod grants;
mod import;
pub(crate) mod keeping;
mod maintenance;
mod mirror;
mod opening;
mod own_folders;
mod principal;
mod reading;
mod reauthenticate;
mod recording;
mod refusal;
mod rekeying;
mod row_queue;
mod sharing;
pub mod slots;
mod tally;
#[cfg(test)]
mod tests;
mod undo;
pub mod unlock;
pub mod vault;
mod writing;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::crypto::keys::VaultKey;
use crate::crypto::slot::SlotIdentity;
use crate::domain::action::Action;
use crate::domain::detail::Detail;
use crate::domain::event::{AuditEvent, Outcome};
use crate::domain::path::VaultPath;
use crate::domain::time::Time;
use crate::storage::database::{Effects, Store};
use crate::storage::keyring::{Keyring, Slot};
use crate::storage::tables::{Tables, View};
use crate::storage::{audit, emergency_space, expiry, meta, spool, users};

use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
pub(crate) use change::{Change, Lifted};
pub(crate) use maintenance::{Checked, Maintenance};
pub use opening::Context;
pub(super) use principal::key_permissions;
use principal::{Identity, Refused};
pub use principal::{Means, Principal, Whoami};
pub(crate) use reading::Reading;
pub(super) use reading::{Snapshot, content_key};
pub(crate) use recording::Draft;
use refusal::{denied, outside};
use row_queue::RowQueue;
pub(in crate::app) use sharing::Proven;
pub(super) use undo::Direction;
pub use undo::Reverted;
pub(crate) use writing::Writing;

/// An open vault and the principal that unlocked it.
pub struct Gate {
    store: Store,
    principal: Principal,
    context: Context,
    /// The API key in use, until its use is counted.
    uncounted_key: Option<String>,
    /// Who unlocked the vault; permissions are looked up again in each transaction.
    identity: Identity,
    /// Notices for the person who opened the vault.
    notices: Vec<String>,
    /// Whether it was already reported that the mirror of the audit log cannot be written.
    mirror_warned: bool,
    /// Whether it was opened by [`Gate::open_unrecorded`].
    unrecorded: bool,
    /// Where the rows of reads go, if many principals share the open vault.
    row_queue: Option<Arc<RowQueue>>,
}

impl Gate {
    /// The acting principal.
    #[must_use]
    pub fn principal(&self) -> &Principal {
        &self.principal
    }

    /// Where the principal connects from.
    pub(super) fn source(&self) -> &str {
        &self.context.source
    }

    /// The current time, or the latest time recorded in the vault if the clock is behind it; expiry
    /// is measured by it.
    pub(super) fn latest(&self) -> Result<Time> {
        let seen = meta::clock(&self.store.metadata()?)?;
        Ok(clock::now().max(Time::from_unix_nanos(seen)))
    }

    /// The time from which the lifetime of a new credential counts: never a recorded time ahead of the
    /// clock.
    ///
    /// # Errors
    /// Kind `Usage` if the clock is behind the latest time recorded in the vault, by which credentials
    /// expire.
    pub(super) fn now_for_credentials(&self) -> Result<Time> {
        let (now, seen) = (clock::now(), self.latest()?);
        match clock::is_behind(now, seen) {
            true => Err(Error::new(
                Kind::Usage,
                format!(
                    "no credential can be created or extended: {}",
                    clock::behind(now, seen)
                ),
            )),
            false => Ok(now),
        }
    }

    /// Notices for the person who opened the vault, such as a missing anchor.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// The vault's id, hexadecimal.
    #[must_use]
    pub fn vault_id(&self) -> &str {
        &self.store.keyring().vault_id
    }

    /// The vault's folder.
    pub(super) fn dir(&self) -> &Path {
        self.store.dir()
    }

    /// The folder of pending events and drops.
    pub(super) fn spool(&self) -> PathBuf {
        self.store.spool()
    }

    /// The keyring as last read.
    pub(super) fn keyring(&self) -> &Keyring {
        self.store.keyring()
    }

    /// Runs `work` with the vault key, for example to make slots; returns its result with the epoch
    /// of that key.
    pub(super) fn with_key<T>(
        &self,
        make: impl FnOnce(&VaultKey) -> Result<T>,
    ) -> Result<(u64, T)> {
        Ok((self.store.keyring().epoch, make(self.store.key())?))
    }

    /// Bytes of the database file.
    pub(super) fn file_len(&self) -> Result<u64> {
        Ok(self.store.file_len()?)
    }

    /// The identities that open the drops of this vault.
    pub(super) fn drop_identities(&self) -> Result<Vec<SlotIdentity>> {
        Ok(spool::identities(
            &self.store.metadata()?,
            self.store.key(),
        )?)
    }

    fn event(&self, action: Action, outcome: Outcome, draft: Draft) -> AuditEvent {
        AuditEvent {
            time: clock::now(),
            event: action.event(),
            actor: Some(self.principal.actor.clone()),
            principal: self.principal.name.clone(),
            user: self.principal.acting_for(),
            source: self.context.source.clone(),
            target: draft.target,
            outcome,
            detail: draft.detail,
            done: draft.done,
        }
    }

    /// Looks up the principal again in this state of the vault.
    fn refresh_principal(&mut self, view: &impl View) -> Result<()> {
        let slots = slots(&self.store, view);
        match self
            .identity
            .principal(view, slots.as_deref(), clock::now())
        {
            Ok(principal) => {
                self.principal = principal;
                Ok(())
            }
            Err(refused) => Err(self.unlock_refused(refused)),
        }
    }

    /// Records that the principal can no longer unlock the vault, and returns the error: the same for
    /// every cause.
    fn unlock_refused(&mut self, refused: Refused) -> Error {
        match refused {
            Refused::Error(error) if error.kind != Kind::Auth => error,
            Refused::Error(_) | Refused::Because(_) => {
                self.record_unlock_failure(refused.why());
                self.identity.ended()
            }
        }
    }

    fn allow(&mut self, action: Action, target: Option<&[u8]>) -> Result<()> {
        if self.principal.may(action) {
            return Ok(());
        }
        let draft = Draft {
            target: (target.filter(|target| !target.is_empty())).map(<[u8]>::to_vec),
            ..Draft::default()
        };
        let event = self.event(action, Outcome::Denied, draft);
        self.record(&event)?;
        Err(denied(action, &self.principal))
    }

    /// Looks up the principal again and checks the action.
    fn recheck(&mut self, action: Action) -> Result<()> {
        let view = self.store.metadata()?;
        self.refresh_principal(&view)?;
        drop(view);
        self.allow(action, None)
    }

    /// Changes the vault: commits all of `change` together with its audit row, or nothing. The
    /// principal and its permissions are read in the same transaction.
    ///
    /// # Errors
    /// Kind `Denied`; `Auth` if the credential has ended; `Busy` after the wait; errors of
    /// `change`. All are recorded.
    pub(crate) fn write<T>(
        &mut self,
        action: Action,
        target: &[u8],
        change: impl FnOnce(&mut Writing<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        self.expect_recorded()?;
        self.allow(action, Some(target))?;
        if action != Action::FileUpload {
            emergency_space::release(self.store.dir());
        }
        match self.transact(action, target, change) {
            Ok((value, new_slot, principal)) => {
                self.principal = principal;
                if new_slot.is_some() {
                    self.identity.slot = new_slot;
                }
                self.uncounted_key = None;
                emergency_space::allocate(self.store.dir());
                self.mirror();
                Ok(value)
            }
            Err(refused) => Err(self.record_refused(action, target, refused)),
        }
    }

    /// Makes a change as [`Self::write`] does, with the same checks, and rolls it back; recorded as a
    /// dry run.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub(in crate::app) fn rehearse<T>(
        &mut self,
        action: Action,
        change: impl FnOnce(&mut Writing<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        self.allow(action, None)?;
        let mut value = None;
        let rolled_back = self.transact(action, &[], |writing| {
            value = Some(change(writing)?);
            Err::<(), _>(Error::internal("a dry run was not rolled back"))
        });
        match (value, rolled_back) {
            (Some(value), _) => {
                self.record_dry_run(action, &[])?;
                Ok(value)
            }
            (None, Err(refused)) => Err(self.record_refused(action, &[], refused)),
            (None, Ok(_)) => Err(Error::internal("a dry run without a result")),
        }
    }

    /// Records why a change was refused; returns the error.
    fn record_refused(&mut self, action: Action, target: &[u8], refused: Refused) -> Error {
        match refused {
            Refused::Error(error) if error.kind != Kind::Auth => {
                let target = Some(target.to_vec()).filter(|target| !target.is_empty());
                self.record_failure(action, target, &error);
                error
            }
            refused @ (Refused::Error(_) | Refused::Because(_)) => self.unlock_refused(refused),
        }
    }

    /// Runs a change in a transaction, and appends its row; returns the principal's new slot, if it
    /// was replaced, and the principal.
    fn transact<T>(
        &mut self,
        action: Action,
        target: &[u8],
        change: impl FnOnce(&mut Writing<'_, '_>) -> Result<T>,
    ) -> std::result::Result<(T, Option<String>, Principal), Refused> {
        let Self {
            store,
            identity,
            context,
            uncounted_key,
            ..
        } = self;
        let verb = context.verb.clone();
        let source = context.source.clone();
        let used = uncounted_key.clone();
        let mut lock_wait = context.lock_wait();
        store.write(&mut lock_wait, |tables, effects| {
            let now = clock::now();
            clock::note(tables, now, &source)?;
            expiry::record_write(tables, now)?;
            let principal = permitted(identity, tables, effects, action)?;
            if let Some(key) = &used {
                users::count_use(tables, key, now, &source)?;
            }
            let mut writing = Writing {
                tables,
                now,
                principal: &principal,
                effects,
                verb: &verb,
                source: &source,
                new_slot: None,
                draft: Draft {
                    target: Some(target.to_vec()).filter(|target| !target.is_empty()),
                    ..Draft::default()
                },
                keeping: None,
            };
            let value = change(&mut writing)?;
            let new_slot = writing.new_slot.take();
            if !writing.draft.partial_upload {
                let row = AuditEvent {
                    time: writing.now,
                    event: action.event(),
                    actor: Some(principal.actor.clone()),
                    principal: principal.name.clone(),
                    user: principal.acting_for(),
                    source: source.clone(),
                    outcome: writing.draft.outcome(),
                    target: writing.draft.target,
                    detail: writing.draft.detail,
                    done: writing.draft.done,
                };
                audit::append(writing.tables, &row)?;
            }
            Ok::<_, Refused>((value, new_slot, principal))
        })
    }

    /// Runs work that does not fit in one transaction (verify, compact), and records the outcome.
    pub(crate) fn run<T>(
        &mut self,
        action: Action,
        work: impl FnOnce(&mut Maintenance<'_>) -> Result<(T, Detail)>,
    ) -> Result<T> {
        self.expect_recorded()?;
        self.recheck(action)?;
        let mut maintenance = Maintenance {
            store: &mut self.store,
            wait: self.context.wait,
        };
        match work(&mut maintenance) {
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

    /// Refuses a path outside the principal's scope.
    ///
    /// # Errors
    /// Kind `Denied`, which is recorded.
    pub(super) fn refuse_outside(&mut self, action: Action, path: &VaultPath) -> Result<()> {
        if self.principal.scope.allows(path) {
            return Ok(());
        }
        let error = outside(&self.principal.name, path);
        self.record_failure(action, Some(path.raw().to_vec()), &error);
        Err(error)
    }

    /// Makes an internal change without an audit row, for a principal who may do `action`: both are
    /// decided in the transaction.
    ///
    /// # Errors
    /// Kind `Denied`; `Auth` if the credential has ended; `Busy` after the wait. The first two are recorded.
    fn write_permitted(
        &mut self,
        action: Action,
        change: impl FnOnce(&mut Tables<'_>, &Principal) -> Result<()>,
    ) -> Result<()> {
        let Self {
            store,
            identity,
            context,
            ..
        } = self;
        let mut lock_wait = context.lock_wait();
        let done = store.write(&mut lock_wait, |tables, effects| {
            let principal = permitted(identity, tables, effects, action)?;
            Ok::<_, Refused>(change(tables, &principal)?)
        });
        match done {
            Ok(()) => Ok(()),
            Err(Refused::Error(error)) if error.kind != Kind::Auth => {
                if error.kind == Kind::Denied {
                    self.record_failure(action, None, &error);
                }
                Err(error)
            }
            Err(refused) => Err(self.unlock_refused(refused)),
        }
    }

    /// Makes an internal change, invisible to users, without an audit row. For the gate alone, and
    /// for tests that tamper.
    pub(crate) fn write_unrecorded(
        &mut self,
        change: impl FnOnce(&mut Tables<'_>) -> Result<()>,
    ) -> Result<()> {
        self.expect_recorded()?;
        let Self { store, context, .. } = self;
        let mut lock_wait = context.lock_wait();
        store.write(&mut lock_wait, |tables, _| change(tables))
    }
}

/// The slots of the keyring that belongs to this state; `None` if that is unknown.
fn slots(store: &Store, view: &impl View) -> Option<Vec<Slot>> {
    let known = store.keyring();
    let generation = meta::counter(view, meta::key::KEYRING_GENERATION).ok()?;
    if known.generation >= generation {
        return Some(known.slots.clone());
    }
    let now = Keyring::load(store.dir()).ok()?;
    (now.epoch == known.epoch && now.authenticate(store.key()).is_ok()).then_some(now.slots)
}

/// The principal as of this transaction, if it may do `action`.
fn permitted(
    identity: &mut Identity,
    tables: &Tables<'_>,
    effects: &Effects,
    action: Action,
) -> std::result::Result<Principal, Refused> {
    let latest = clock::now().max(Time::from_unix_nanos(meta::clock(tables)?));
    let principal = identity.principal(tables, Some(&effects.latest().slots), latest)?;
    if principal.may(action) {
        Ok(principal)
    } else {
        Err(denied(action, &principal).into())
    }
}
