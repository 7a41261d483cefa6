//! Words for the log outside a change: sealed into the spool, without waiting for anybody; and the
//! counting of an API key's use. Opening the database to write takes seven syncs of the disk, a file
//! in the spool two: what only reads does not open it, until many such files wait.

use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::storage::spool::{self, Waiting};
use crate::storage::{audit, reserve, users};

use super::Gate;
use crate::app::clock;
use crate::app::error::Result;

/// When this many files wait in the spool, whoever comes next merges them.
const MOST_WAITING: usize = 64;

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
        if event.event != Event::FileUpload {
            reserve::give(self.store.dir());
        }
        let key = self.uncounted.take();
        let verb = self.context.verb.clone();
        if self.store.is_writing() || spool::count(&self.store.spool())? >= MOST_WAITING {
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
            if inside.is_some() {
                self.mirror();
                return Ok(());
            }
        }
        let waiting = Waiting { event, key, row };
        Ok(spool::leave(
            &self.store.spool(),
            self.store.key(),
            &waiting,
        )?)
    }

    /// Brings what waits in the spool into the vault before somebody looks at it there; not where
    /// another process is writing, or nothing can be written.
    pub(in crate::app) fn merge_waiting(&mut self) {
        if spool::count(&self.store.spool()).is_ok_and(|count| count > 0) {
            let verb = self.context.verb.clone();
            if matches!(self.store.try_write(&verb, |_| Ok(())), Ok(Some(()))) {
                self.mirror();
            }
        }
    }
}
