//! The choke point. Every action passes here: who may is decided, the transaction begun, the work
//! done, the audit row appended, and all of it committed as one, so that a change without its row
//! cannot exist. Nowhere but here and in the folder beside it does a transaction begin.

mod again;
mod anchor;
mod mirror;
mod opening;
mod principal;
mod reading;
mod recording;
#[cfg(test)]
mod tests;
mod writing;

use std::time::Duration;

use crate::domain::action::Action;
use crate::domain::event::{AuditEvent, Outcome};
use crate::domain::path::VaultPath;
use crate::domain::time::Time;
use crate::storage::database::{Store, Turn};
use crate::storage::tables::Tables;
use crate::storage::{audit, content, meta, rekey, reserve, users};

use super::clock;
use super::error::{Error, Result};
use super::unlock::Who;
pub use opening::Context;
pub use principal::Principal;
use principal::{denied, outside};
pub(crate) use writing::{Draft, Writing};

/// An open vault, and who opened it.
pub struct Gate {
    store: Store,
    principal: Principal,
    context: Context,
    /// The API key that was used, until its use is counted.
    uncounted: Option<String>,
    /// Whom the way in is for: who acts can be looked up again.
    who: Who,
    /// What whoever opened it should hear of.
    notices: Vec<String>,
    /// Whether it was told that the mirror of the audit log cannot be written.
    mirror_told: bool,
}

impl Gate {
    /// Who acts.
    #[must_use]
    pub fn principal(&self) -> &Principal {
        &self.principal
    }

    /// From where the principal acts.
    pub(super) fn source(&self) -> &str {
        &self.context.source
    }

    /// Now, or the latest time that the vault has seen where the clock is behind it: what expires
    /// is measured by this.
    pub(super) fn latest(&self) -> Result<Time> {
        let seen = meta::clock(&self.store.read()?)?;
        Ok(clock::now().max(Time::from_unix_nanos(seen)))
    }

    /// What whoever opened it should hear of, such as a missing anchor.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.notices
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

    fn allow(&mut self, action: Action, target: Option<&[u8]>) -> Result<()> {
        if self.principal.may(action) {
            return Ok(());
        }
        let draft = Draft {
            target: (target.filter(|target| !target.is_empty())).map(<[u8]>::to_vec),
            ..Draft::default()
        };
        let event = self.event(action, Outcome::Denied, draft);
        self.record(event)?;
        Err(denied(action, &self.principal))
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
        if action != Action::FileUpload {
            reserve::give(self.store.dir());
        }
        let Self {
            store,
            principal,
            context,
            uncounted,
            ..
        } = self;
        let mut turn = Turn {
            wait: context.wait,
            verb: &context.verb,
            waiting: &mut *context.waiting,
        };
        let verb = context.verb.clone();
        let source = context.source.clone();
        let used = uncounted.clone();
        let done = store.write(&mut turn, |tables, effects| {
            clock::note(tables, clock::now(), &source)?;
            if let Some(key) = &used {
                users::count_use(tables, key, clock::now(), &source)?;
            }
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
            if writing.draft.ahead {
                return Ok(value);
            }
            let row = AuditEvent {
                time: writing.now,
                event: action.event(),
                principal: principal.name.clone(),
                source,
                outcome: writing.draft.outcome(),
                target: writing.draft.target,
                detail: writing.draft.detail,
            };
            audit::append(writing.tables, &row)?;
            Ok::<T, Error>(value)
        });
        match &done {
            Ok(_) => {
                self.uncounted = None;
                reserve::keep(self.store.dir());
                self.mirror();
            }
            Err(error) => {
                let target = Some(target.to_vec()).filter(|target| !target.is_empty());
                self.record_failure(action, target, error);
            }
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
                self.record(event)?;
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
        let mut event = self.event(action, Outcome::Success, Draft::default());
        let Self { store, context, .. } = self;
        let mut turn = Turn {
            wait: context.wait,
            verb: &context.verb,
            waiting: &mut *context.waiting,
        };
        let done = rekey::rekey(store, &mut turn, progress, |tables, epoch| {
            event.detail = Some(format!("EPOCH_{epoch}"));
            audit::append(tables, &event)
        });
        if let Err(error) = done {
            let error = Error::from(error);
            self.record_failure(action, None, &error);
            return Err(error);
        }
        self.mirror();
        Ok(self.store.keyring().epoch)
    }

    /// Builds the database anew from its rows, under a new vault key, and overwrites the old one;
    /// gives whether that could be done. The row stands in the new database.
    ///
    /// # Errors
    /// As [`Self::rekey`].
    pub(crate) fn wipe(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<bool> {
        let action = Action::Compact;
        self.allow(action, None)?;
        let mut event = self.event(action, Outcome::Success, Draft::default());
        let done = self.give_back(|tables| Ok(content::close_holes(tables)?));
        let Self { store, context, .. } = self;
        let mut turn = Turn {
            wait: context.wait,
            verb: &context.verb,
            waiting: &mut *context.waiting,
        };
        let done = done.and_then(|()| {
            rekey::rebuild(store, &mut turn, progress, |tables, epoch| {
                event.detail = Some(format!("WIPED EPOCH_{epoch}"));
                Ok(audit::append(tables, &event)?)
            })
        });
        match &done {
            Ok(_) => self.mirror(),
            Err(error) => self.record_failure(action, None, error),
        }
        done
    }

    /// Refuses what is outside the part of the vault that the principal is confined to.
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

    /// Gives back what an upload held and does not need: no change of its own, so no row.
    pub(crate) fn give_back(
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
