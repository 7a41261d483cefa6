//! Words for the log outside a change: without waiting for anybody, inside the vault or sealed into
//! the spool; and the counting of an API key's use.

use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::storage::spool::{self, Waiting};
use crate::storage::{audit, users};

use super::Gate;
use crate::app::clock;
use crate::app::error::Result;

impl Gate {
    /// Records without waiting for anybody.
    pub(super) fn record(&mut self, event: AuditEvent) -> Result<()> {
        self.leave(event, true)
    }

    /// Counts the use of the API key, if it was not counted with a row. A vault that cannot be
    /// written to is read all the same.
    pub(super) fn count_use(&mut self) {
        if self.uncounted.is_none() {
            return;
        }
        let event = AuditEvent {
            time: clock::now(),
            event: Event::ApiKeyUse,
            principal: self.principal.name.clone(),
            source: self.context.source.clone(),
            target: None,
            outcome: Outcome::Success,
            detail: None,
        };
        let _ = self.leave(event, false);
    }

    fn leave(&mut self, event: AuditEvent, row: bool) -> Result<()> {
        let key = self.uncounted.take();
        let verb = self.context.verb.clone();
        let inside = self.store.try_write(&verb, |tables| {
            clock::note(tables, event.time, &event.source)?;
            if row {
                audit::append(tables, &event)?;
            }
            if let Some(key) = &key {
                users::count_use(tables, key, event.time, &event.source)?;
            }
            Ok(())
        })?;
        if inside.is_none() {
            let waiting = Waiting { event, key, row };
            spool::leave(&self.store.spool(), self.store.key(), &waiting)?;
        }
        Ok(())
    }
}
