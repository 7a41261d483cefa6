//! Staying in: a process that lives long lets go of the vault between two pieces of work, and is looked
//! at again before the next one. Whoever may no longer come in is told what a newcomer is told.

use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::time::Time;
use crate::storage::{meta, spool};

use super::opening::rolled_back;
use super::principal::{Principal, Refused, principal};
use super::{Gate, anchor};
use crate::app::clock;
use crate::app::error::{Kind, Result, unlock_failed};
use crate::app::unlock::Who;

impl Gate {
    /// Lets go of the database, so that nobody has to wait for this process. [`Self::come_back`] before
    /// anything else.
    pub(in crate::app) fn let_go(&mut self) {
        self.store.let_go();
    }

    /// Opens the vault again as it is now, also after a rekey, and finds out anew who acts and what
    /// they may.
    ///
    /// # Errors
    /// As opening: kind `Auth` where the way in is no more, which is recorded; `Busy`, `Damaged`, of the
    /// disk.
    pub(in crate::app) fn come_back(&mut self) -> Result<()> {
        match self.look_up() {
            Ok(principal) => {
                self.principal = principal;
                if let Who::ApiKey(id) = &self.who {
                    self.uncounted = Some(id.clone());
                }
                Ok(())
            }
            Err(Refused::Error(error)) if error.kind != Kind::Auth => Err(error),
            Err(refused) => {
                self.leave_failure(refused.why());
                Err(unlock_failed())
            }
        }
    }

    fn look_up(&mut self) -> std::result::Result<Principal, Refused> {
        self.store.reopen()?;
        // Read before the state that it is compared with, which is opened just now.
        let mark = anchor::read(&mut self.context, &self.store.keyring().vault_id).mark;
        let view = self.store.read()?;
        if let Some(mark) = &mark
            && !self.context.accept_rollback
            && let Some(why) = mark.astray(&view)?
        {
            return Err(Refused::Error(rolled_back(why)));
        }
        let now = clock::now().max(Time::from_unix_nanos(meta::clock(&view)?));
        let slot = self.store.slot().to_owned();
        principal(&view, &self.who, &slot, now)
    }

    fn leave_failure(&self, why: Option<String>) {
        let whom = match &self.who {
            Who::User(name) => name.clone(),
            Who::ApiKey(id) => format!("key:{id}"),
            Who::Session(id) => format!("session:{id}"),
        };
        let event = AuditEvent {
            time: clock::now(),
            event: Event::AuthFailure,
            principal: "unknown".into(),
            source: self.context.source.clone(),
            target: Some(whom.into_bytes()),
            outcome: Outcome::Failure,
            detail: why,
        };
        let public_key = &self.store.keyring().public_key;
        // A full or read-only disk must not hide that the way in is closed.
        let counted = self.store.slot();
        let _ = spool::leave_failure(&self.store.spool(), public_key, counted, event);
    }

    /// How long to wait for another writer.
    pub(in crate::app) fn patience(&self) -> std::time::Duration {
        self.context.wait
    }
}
