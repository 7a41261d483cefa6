//! Audit rows outside of a change: sealed into the spool without waiting for a lock; and the use
//! counter of API keys. Opening the database for writing costs seven syncs, a spool file two, so
//! reading commands do not open it until many such files have accumulated.

use std::path::{Path, PathBuf};

use rustix::fs::StatVfsMountFlags;

use crate::domain::action::Action;
use crate::domain::detail::{Detail, Part, Word};
use crate::domain::done::Done;
use crate::domain::effect::Effect;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::permission::Permissions;
use crate::domain::time::Time;
use crate::storage::backup::folders;
use crate::storage::monitor::{self, Progress};
use crate::storage::spool::{self, PendingEvent};
use crate::storage::{audit, emergency_space, meta, users};

use super::row_queue::Row;
use super::{Gate, Means};
use crate::app::clock;
use crate::app::error::{Error, Kind, Result};

/// When this many files are in the spool, the next command merges them.
const MAX_PENDING: usize = 64;

/// The audit log's word for a failure.
pub(super) const fn failure_word(error: &Error) -> Word {
    match error.kind {
        Kind::Other => Word::Error,
        Kind::Conflict => Word::Conflict,
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

/// The variable part of the audit row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The request was not carried out, even if there is something to commit.
    pub(super) failed: bool,
    /// The audit row comes with a later transaction.
    pub(super) partial_upload: bool,
    pub(super) target: Option<Vec<u8>>,
    pub(super) detail: Option<Detail>,
    pub(super) done: Done,
}

impl Draft {
    /// Sets the detail, for example a count: `3_FILES`.
    pub(crate) fn detail(&mut self, detail: impl Into<Detail>) {
        self.detail = Some(detail.into());
    }

    /// Marks the row as failed: nothing of the request could be done.
    pub(crate) fn mark_failed(&mut self, detail: impl Into<Detail>) {
        self.failed = true;
        self.detail(detail);
    }

    /// Adds an effect of what was done afterwards.
    pub(crate) fn also(&mut self, effect: Effect, items: usize, part: impl Into<Part>) {
        self.done
            .add(effect, u64::try_from(items).unwrap_or(u64::MAX), 0);
        self.detail = self.detail.take().map(|detail| detail.and(part));
    }

    /// Corrects the amounts of the effect: less was given than planned.
    pub(crate) fn given(&mut self, items: u64, bytes: u64) {
        for amount in &mut self.done.effects {
            (amount.items, amount.bytes) = (items, bytes);
        }
    }

    pub(super) fn outcome(&self) -> Outcome {
        if self.failed {
            Outcome::Failure
        } else {
            Outcome::Success
        }
    }
}

/// The row of an operation in progress.
pub(super) enum PendingRecord {
    /// It stays in the spool until it is merged.
    Spooled { file: PathBuf, key: Option<String> },
    /// It is in the database, where it cannot be replaced.
    Stored,
}

impl Gate {
    /// Records that a permitted action failed. The caller returns the original error whether or not
    /// this row can be written.
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
        let _ = self.record(&event);
    }

    /// Records a row without waiting for a lock.
    pub(super) fn record(&mut self, event: &AuditEvent) -> Result<()> {
        let written = self.write_row(event.clone(), true);
        written.or_else(|error| self.leave_unrecorded(error, event))
    }

    /// Permits a read whose row cannot be written, because the vault is on a read-only file system:
    /// only to those who have every permission and are present with a password or the recovery key.
    /// They could read a copy of the vault as well. The mirror, if there is one, gets the row.
    ///
    /// # Errors
    /// `error` otherwise.
    fn leave_unrecorded(&mut self, error: Error, event: &AuditEvent) -> Result<()> {
        let is_owner = matches!(self.principal.means, Means::Password | Means::RecoveryKey)
            && self.principal.permissions.contains(&Permissions::all());
        let read_only = |stat: rustix::fs::StatVfs| stat.f_flag.contains(StatVfsMountFlags::RDONLY);
        let mount = rustix::fs::statvfs(self.store.dir());
        if !is_owner || !mount.is_ok_and(read_only) {
            return Err(error);
        }
        (self.context.warn)(
            "the vault is on a read-only file system: this is not recorded in its audit log",
        );
        self.mirror_waiting(event, false);
        Ok(())
    }

    /// Records what is about to leave the vault. Always written to the spool, where it can still be
    /// replaced; `None` if it may remain unrecorded.
    pub(super) fn record_before(&mut self, event: &AuditEvent) -> Result<Option<PendingRecord>> {
        if let Some(queue) = &self.row_queue {
            queue.store(Row {
                event: event.clone(),
                key: self.uncounted_key.take(),
                is_row: true,
            })?;
            return Ok(Some(PendingRecord::Stored));
        }
        emergency_space::release(self.store.dir());
        if spool::count(&self.store.spool())? >= MAX_PENDING {
            self.merge_spool();
        }
        let key = self.uncounted_key.take();
        match self.write_to_spool(event.clone(), key.clone(), true) {
            Ok(file) => Ok(Some(PendingRecord::Spooled { file, key })),
            Err(error) => {
                self.leave_unrecorded(error, event)?;
                Ok(None)
            }
        }
    }

    /// Replaces the row recorded before the work. The new row is written first, so that a power
    /// loss or full disk leaves one row too many rather than none. If the first is in the database
    /// already, both stay.
    pub(super) fn amend(&mut self, pending: PendingRecord, event: AuditEvent) {
        match pending {
            PendingRecord::Spooled { file, key } => {
                if self.write_note(event, key, true, true).is_ok() {
                    let _ = spool::remove_event(&self.store.spool(), &file);
                }
            }
            PendingRecord::Stored => {
                let _ = self.write_row(event, true);
            }
        }
    }

    pub(super) fn write_to_spool(
        &mut self,
        event: AuditEvent,
        key: Option<String>,
        row: bool,
    ) -> Result<PathBuf> {
        if row {
            self.note_clock(&event.source)?;
        }
        self.write_note(event, key, row, false)
    }

    /// Records that the clock is behind the latest time of the log or the spool, if no row says that
    /// yet: a row that waits in the spool looks as if it were merely late.
    fn note_clock(&mut self, source: &str) -> Result<()> {
        // A database that cannot be read may be what the row is about.
        let Ok(view) = self.store.metadata() else {
            return Ok(());
        };
        let waiting = spool::latest(&self.store.spool(), self.store.key())?;
        let written = Time::from_unix_nanos(meta::clock(&view)?);
        let marked = meta::get(&view, meta::key::CLOCK_BACK)?.is_some();
        if waiting.clock_back || (marked && waiting.time < written) {
            return Ok(());
        }
        let latest = waiting.time.max(written);
        drop(view);
        let now = clock::now();
        if clock::is_behind(now, latest) {
            self.write_note(audit::clock_back(now, latest, source), None, true, false)?;
        }
        Ok(())
    }

    /// `instead`: the row replaces one that waits.
    fn write_note(
        &mut self,
        event: AuditEvent,
        key: Option<String>,
        row: bool,
        instead: bool,
    ) -> Result<PathBuf> {
        // Also if the database cannot be read, which this row may be about.
        let merges = self.store.read().and_then(|view| spool::merges(&view));
        let waiting = PendingEvent {
            event,
            key,
            row,
            merges: merges.unwrap_or(u64::MAX),
        };
        let file = spool::write_event(&self.store.spool(), self.store.key(), &waiting)?;
        if row {
            self.mirror_waiting(&waiting.event, instead);
        }
        Ok(file)
    }

    /// Counts the use of the API key, unless a row already did. A vault on a read-only disk stays
    /// readable.
    pub(super) fn count_use(&mut self) {
        if self.uncounted_key.is_none() {
            return;
        }
        let event = AuditEvent {
            time: clock::now(),
            event: Event::ApiKeyUse,
            actor: Some(self.principal.actor.clone()),
            principal: self.principal.name.clone(),
            user: self.principal.acting_for(),
            source: self.context.source.clone(),
            target: None,
            outcome: Outcome::Success,
            detail: None,
            done: Done::default(),
        };
        let _ = self.write_row(event, false);
    }

    fn write_row(&mut self, event: AuditEvent, row: bool) -> Result<()> {
        if self.unrecorded {
            return Ok(());
        }
        if let Some(queue) = &self.row_queue {
            let key = self.uncounted_key.take();
            let waiting = Row {
                event,
                key,
                is_row: row,
            };
            if row {
                return queue.store(waiting);
            }
            queue.leave(waiting);
            return Ok(());
        }
        if event.event != Event::FileUpload {
            emergency_space::release(self.store.dir());
        }
        let key = self.uncounted_key.take();
        let verb = self.context.verb.clone();
        if self.store.is_writing() || spool::count(&self.store.spool())? >= MAX_PENDING {
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
        self.write_to_spool(event, key, row)?;
        Ok(())
    }

    /// Stores that a backup was completed, and the folder that has it; skipped if another process
    /// holds the write lock or the disk is full, since the next backup does it.
    pub(in crate::app) fn remember_backup(&mut self, folder: Option<&Path>, files: u64) {
        if self.principal.may(Action::BackupCreate) {
            self.remember(meta::key::LAST_BACKUP, files, folder);
        }
    }

    /// Stores that the vault was verified, and the number of findings; skipped as in
    /// [`Self::remember_backup`].
    pub(in crate::app) fn remember_verify(&mut self, findings: u64) {
        if self.principal.may(Action::Verify) {
            self.remember(meta::key::LAST_VERIFY, findings, None);
        }
    }

    fn remember(&mut self, name: &str, number: u64, folder: Option<&Path>) {
        let verb = self.context.verb.clone();
        let _ = self.store.try_write(&verb, |tables| {
            if let Some(folder) = folder {
                folders::remember(tables, folder)?;
            }
            meta::set_occasion(tables, name, clock::now().nanos(), number)
        });
    }

    /// Stores how far the principal's monitor has come; waits for the write lock. It requires the right to run
    /// the monitor, and makes no row.
    ///
    /// # Errors
    /// Kind `Denied`; `Auth` if the credential has ended; `Busy` after the wait.
    pub(in crate::app) fn advance_monitor(&mut self, progress: &Progress) -> Result<()> {
        self.write_permitted(Action::Monitor, |tables, principal| {
            Ok(monitor::advance(tables, &principal.actor, progress)?)
        })
    }

    /// Merges the spool into the database before it is shown; skipped if another process holds the
    /// write lock or the disk is full. Returns whether what waited before is in the database.
    pub(in crate::app) fn merge_spool(&mut self) -> bool {
        match spool::count(&self.store.spool()) {
            Ok(0) => return true,
            Ok(_) if !self.unrecorded => {}
            Ok(_) | Err(_) => return false,
        }
        let verb = self.context.verb.clone();
        let merged = matches!(self.store.try_write(&verb, |_| Ok(())), Ok(Some(())));
        if merged {
            self.mirror();
        }
        merged
    }
}
