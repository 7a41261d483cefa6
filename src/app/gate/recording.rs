//! Words for the log outside a change: sealed into the spool, without waiting for anybody; and the
//! counting of an API key's use. Opening the database to write takes seven syncs of the disk, a file
//! in the spool two: what only reads does not open it, until many such files wait.

use std::path::{Path, PathBuf};

use crate::domain::action::Action;
use crate::domain::detail::Word;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::storage::backup::folders;
use crate::storage::spool::{self, Waiting};
use crate::storage::{audit, reserve, users};

use super::Gate;
use super::writing::Draft;
use crate::app::clock;
use crate::app::error::{Error, Kind, Result};

/// When this many files wait in the spool, whoever comes next merges them.
const MOST_WAITING: usize = 64;

/// The word by which the audit log names a failure.
pub(super) const fn failure_word(error: &Error) -> Word {
    match error.kind {
        Kind::Other => Word::Error,
        Kind::Usage => Word::Usage,
        Kind::Partial => Word::Partial,
        Kind::NotFound => Word::NotFound,
        Kind::Denied => Word::Denied,
        Kind::Findings => Word::Findings,
        Kind::NoVault => Word::NoVault,
        Kind::Busy => Word::Busy,
        Kind::Auth => Word::Auth,
        Kind::Damaged => Word::Damaged,
    }
}

/// The row of what is under way: it stands in the spool until somebody merges it.
pub(super) struct Held {
    file: PathBuf,
    key: Option<String>,
}

impl Gate {
    /// Records that something allowed could not be done. The error itself is what the caller must
    /// hear of, whether or not this could be written.
    pub(in crate::app) fn record_failure(
        &mut self,
        action: Action,
        target: Option<Vec<u8>>,
        error: &Error,
    ) {
        let (outcome, detail) = if error.kind == Kind::Denied {
            (Outcome::Denied, None)
        } else {
            (Outcome::Failure, Some(failure_word(error).into()))
        };
        let draft = Draft {
            target,
            detail,
            ..Draft::default()
        };
        let event = self.event(action, outcome, draft);
        let _ = self.record(event);
    }

    /// Records without waiting for anybody.
    pub(super) fn record(&mut self, event: AuditEvent) -> Result<()> {
        self.leave(event, true)
    }

    /// Records what is about to leave the vault, in the spool even where the database could be written:
    /// what waits there can still be taken back.
    pub(super) fn record_before(&mut self, event: AuditEvent) -> Result<Held> {
        reserve::give(self.store.dir());
        if spool::count(&self.store.spool())? >= MOST_WAITING {
            self.merge_waiting();
        }
        let key = self.uncounted.take();
        let file = self.wait_in_spool(event, key.clone(), true)?;
        Ok(Held { file, key })
    }

    /// Puts a row in the place of the one that was left before the work: the new one first, so that a
    /// loss of power or a full disk leaves one too many rather than none. Where the first was merged by
    /// now, both stand.
    pub(super) fn amend(&mut self, held: Held, event: AuditEvent) {
        let Held { file, key } = held;
        if self.wait_in_spool(event, key, true).is_ok() {
            let _ = spool::take_back(&self.store.spool(), &file);
        }
    }

    fn wait_in_spool(&self, event: AuditEvent, key: Option<String>, row: bool) -> Result<PathBuf> {
        // Also where the database cannot be read: that is what the row is about then.
        let merges = self.store.read().and_then(|view| spool::merges(&view));
        let waiting = Waiting {
            event,
            key,
            row,
            merges: merges.unwrap_or(u64::MAX),
        };
        Ok(spool::leave(
            &self.store.spool(),
            self.store.key(),
            &waiting,
        )?)
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
            actor: Some(self.principal.actor.clone()),
            principal: self.principal.name.clone(),
            user: self.principal.for_whom(),
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
        self.wait_in_spool(event, key, row)?;
        Ok(())
    }

    /// Remembers that a folder has backups of this vault; not where another process is writing, or nothing
    /// can be written: then the next backup does.
    pub(in crate::app) fn remember_backup_folder(&mut self, folder: &Path) {
        let known = self.store.metadata();
        let known = known.and_then(|view| folders::is_known(&view, folder));
        if self.principal.may(Action::BackupCreate) && known.is_ok_and(|known| !known) {
            let verb = self.context.verb.clone();
            let _ = self
                .store
                .try_write(&verb, |tables| folders::remember(tables, folder));
        }
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
