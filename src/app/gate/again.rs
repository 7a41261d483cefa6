//! Staying in: a process that lives long lets go of the vault between two pieces of work, and is looked
//! at again before the next one. Whoever may no longer come in is told what a newcomer is told.

use crate::domain::detail::{Detail, Word};
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::time::Time;
use crate::storage::{meta, spool};

use super::opening::rolled_back;
use super::principal::Refused;
use super::{Gate, anchor};
use crate::app::clock;
use crate::app::error::Result;

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
            Ok(()) => {
                self.uncounted = self.identity.api_key().map(str::to_owned);
                Ok(())
            }
            Err(refused) => Err(self.turned_away(refused)),
        }
    }

    fn look_up(&mut self) -> std::result::Result<(), Refused> {
        self.store.reopen()?;
        // Read before the state that it is compared with, which is opened just now.
        let id = self.store.keyring().vault_id.clone();
        let kept = anchor::read(&mut self.context, &id, self.store.dir())?;
        let view = self.store.metadata()?;
        if let Some(mark) = kept.mark()
            && !self.context.accept_rollback
            && let Some(why) = mark.astray(&view)?
        {
            return Err(Refused::Error(rolled_back(why)));
        }
        let now = clock::now().max(Time::from_unix_nanos(meta::clock(&view)?));
        let slots = Some(self.store.keyring().slots.as_slice());
        self.principal = self.identity.principal(&view, slots, now)?;
        Ok(())
    }

    pub(super) fn leave_failure(&self, why: Option<Word>) {
        let whom = self.identity.whom();
        let event = AuditEvent {
            time: clock::now(),
            event: Event::AuthFailure,
            actor: None,
            principal: "unknown".into(),
            user: None,
            source: self.context.source.clone(),
            target: Some(whom.into_bytes()),
            outcome: Outcome::Failure,
            detail: why.map(Detail::from),
        };
        let public_key = &self.store.keyring().public_key;
        // A full or read-only disk must not hide that the way in is closed.
        let counted = &self.identity.slot;
        let _ = spool::leave_failure(&self.store.spool(), public_key, counted, event);
    }

    /// How long to wait for another writer.
    pub(in crate::app) fn patience(&self) -> std::time::Duration {
        self.context.wait
    }
}
