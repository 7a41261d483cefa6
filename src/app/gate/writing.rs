//! The view that a change has of its transaction: the time, the principal, the tables to read, and
//! the audit row. Modifications are in `change` (files), `import` (contents), `grants` (access) and
//! `configuration` (other settings).

use std::rc::Rc;

use crate::domain::detail::{Detail, Unit, Word};
use crate::domain::effect::Effect;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::id::Actor;
use crate::domain::path::VaultPath;
use crate::domain::permission::Permission;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::domain::traits::Traits;
use crate::storage::audit;
use crate::storage::database::Effects;
use crate::storage::expiry;
use crate::storage::journal;
use crate::storage::keyring::Keyring;
use crate::storage::policy;
use crate::storage::record::{FileRecord, TrashRecord, VersionRecord};
use crate::storage::tables::{Tables, View};
use crate::storage::traits;

use crate::app::error::{Error, Kind, Result};

use super::keeping::Keeping;
use super::principal::Principal;
use super::reading::derived;
use super::recording::Draft;
use super::refusal::{effect_denied, outside};

/// A write transaction in progress.
pub(crate) struct Writing<'a, 't> {
    pub(super) tables: &'a mut Tables<'t>,
    pub now: Time,
    pub principal: &'a Principal,
    pub(super) effects: &'a mut Effects,
    pub(super) verb: &'a str,
    /// The client's address, or `local`.
    pub(super) source: &'a str,
    /// The principal's new slot from the commit on, if theirs was replaced.
    pub(super) new_slot: Option<String>,
    pub(super) draft: Draft,
    /// What must be kept, once it was needed.
    pub(super) keeping: Option<Rc<Keeping>>,
}

impl<'a, 't> Writing<'a, 't> {
    /// The tables, for reading.
    pub(crate) fn view(&self) -> &(impl View + use<'t>) {
        &*self.tables
    }

    /// Sets the target of the audit row.
    pub(crate) fn target(&mut self, target: &[u8]) {
        self.draft.target = Some(target.to_vec());
    }

    /// Removes the target from the audit row.
    pub(crate) fn no_target(&mut self) {
        self.draft.target = None;
    }

    /// Sets the detail of the audit row, for example a count: `3_FILES`.
    pub(crate) fn detail(&mut self, detail: impl Into<Detail>) {
        self.draft.detail(detail);
    }

    /// Marks the row as failed, although there may be something to commit.
    pub(crate) fn mark_failed(&mut self, detail: impl Into<Detail>) {
        self.draft.mark_failed(detail);
    }

    /// keyring.json as it will be after the commit.
    pub(crate) fn keyring(&self) -> &Keyring {
        self.effects.latest()
    }

    /// The acting principal, for rows that record an author.
    pub(crate) fn actor(&self) -> Actor {
        self.principal.actor.clone()
    }

    /// Checks the right to an effect on a visible file.
    pub(crate) fn check(&self, effect: Effect, path: &VaultPath, owner: &Actor) -> Result<()> {
        if self.principal.may_effect(effect, path, owner) {
            Ok(())
        } else {
            Err(effect_denied(effect, self.principal, path))
        }
    }

    /// Checks that a path is inside the scope.
    pub(crate) fn check_scope(&self, path: &VaultPath) -> Result<()> {
        if self.principal.scope.allows(path) {
            Ok(())
        } else {
            Err(outside(&self.principal.name, path))
        }
    }

    /// Checks that the policy allows a file to get another name.
    ///
    /// # Errors
    /// Kind `Other`.
    pub(crate) fn check_rename(
        &self,
        from: &VaultPath,
        to: &VaultPath,
        version: &VersionRecord,
    ) -> Result<()> {
        if from.extension() == to.extension() {
            return Ok(());
        }
        let policy = policy::read(&*self.tables)?;
        let admitted = policy.admit_rename(from, to, version.file_type);
        admitted.map_err(|why| {
            let (to, command) = (to.to_string_lossy(), why.command());
            let allow = command.map(|command| format!("to allow this name: {command}"));
            Error::new(Kind::Conflict, format!("{to:?}: {}", why.reason)).maybe_hint(allow)
        })
    }

    /// Checks a permission for the whole vault.
    pub(crate) fn check_permission(&self, permission: Permission) -> Result<()> {
        if self.principal.permissions.has(permission) && self.principal.scope.is_whole() {
            return Ok(());
        }
        let (name, role) = (&self.principal.name, &self.principal.role);
        let needs = permission.name();
        Err(Error::new(
            Kind::Denied,
            format!("{name:?} may not change this: it needs {needs} (its role is {role})"),
        )
        .hint("an administrator can change the role"))
    }

    /// The metadata in the content of a version, and whether it had to be extracted from the
    /// content.
    pub(crate) fn traits(&self, version: &VersionRecord) -> Result<(Traits, bool)> {
        derived(&*self.tables, version)
    }

    /// Stores the metadata of a content, so that it need not be extracted again.
    pub(crate) fn keep_traits(&mut self, content: u64, said: &Traits) -> Result<()> {
        Ok(traits::set(self.tables, content, said)?)
    }

    /// The time before which something kept for `keep` has expired.
    pub(crate) fn expired_before(&self, keep: Span) -> Result<Time> {
        Ok(expiry::cutoff(&*self.tables, keep, self.now)?)
    }

    /// Closes expired operations: they can no longer be undone.
    pub(crate) fn expire_operations(&mut self, keep: Span) -> Result<()> {
        let before = self.expired_before(keep)?;
        Ok(journal::expire(self.tables, before)?)
    }

    /// Destroys files in the trash; returns how many, and the bytes of their current contents.
    /// Operations that touched them can no longer be undone.
    ///
    /// # Errors
    /// Kind `Denied` if one of them may not be destroyed, or must be kept.
    pub(crate) fn destroy(&mut self, records: &[TrashRecord]) -> Result<(u64, u64)> {
        for record in records {
            let path = record.path()?;
            self.check(Effect::Destroy, &path, &record.file.owner)?;
            self.check_may_end(&path, &record.file)?;
        }
        self.erase_trashed(records)
    }

    /// Destroys files whose time in the trash is over, except those that must be kept: decided by
    /// the policy, not by the principal, and therefore recorded in a row of its own.
    pub(crate) fn destroy_expired(&mut self, keep: Span) -> Result<(u64, u64)> {
        let before = self.expired_before(keep)?;
        let mut expired = Vec::new();
        let trash: Vec<_> = crate::storage::files::trash(self.tables)?.collect();
        for record in trash {
            let record = record?;
            if record.deleted < before && self.may_end(&record.path()?, &record.file)? {
                expired.push(record);
            }
        }
        let own = std::mem::take(&mut self.draft.done);
        let done = self.erase_trashed(&expired)?;
        let expired = std::mem::replace(&mut self.draft.done, own);
        if !expired.effects.is_empty() {
            let detail = Detail::from(Unit::Files.count(done.0)).and(Word::Expired);
            let row = AuditEvent {
                time: self.now,
                event: Event::TrashEmpty,
                actor: None,
                principal: "system".into(),
                user: None,
                source: self.source.to_owned(),
                target: None,
                outcome: Outcome::Success,
                detail: Some(detail),
                done: expired,
            };
            audit::append(self.tables, &row)?;
        }
        journal::expire(self.tables, before)?;
        Ok(done)
    }

    fn erase_trashed(&mut self, records: &[TrashRecord]) -> Result<(u64, u64)> {
        let ids: std::collections::HashSet<_> =
            records.iter().map(|record| record.file.id).collect();
        if ids.is_empty() {
            return Ok((0, 0));
        }
        journal::close_through(self.tables, None, |id| ids.contains(id))?;
        let (mut files, mut bytes) = (0, 0);
        for record in records {
            if crate::storage::files::in_trash(self.tables, &record.file.id)?.is_some() {
                self.tally_file(Effect::Destroy, &record.file, &record.path()?, None);
                journal::erase(self.tables, &record.file.id)?;
                files += 1;
                bytes += record.file.current.size;
            }
        }
        Ok((files, bytes))
    }
}

impl Writing<'_, '_> {
    /// What must be kept, as of this transaction.
    pub(super) fn keeping(&mut self) -> Result<Rc<Keeping>> {
        if let Some(keeping) = &self.keeping {
            return Ok(Rc::clone(keeping));
        }
        let keeping = Rc::new(Keeping::load(&*self.tables, self.now)?);
        self.keeping = Some(Rc::clone(&keeping));
        Ok(keeping)
    }

    /// Whether a file may be destroyed.
    pub(crate) fn may_end(&mut self, path: &VaultPath, file: &FileRecord) -> Result<bool> {
        let keeping = self.keeping()?;
        Ok(keeping.duty(&*self.tables, path, file)?.is_none())
    }

    /// Refuses to destroy a file that must be kept.
    pub(super) fn check_may_end(&mut self, path: &VaultPath, file: &FileRecord) -> Result<()> {
        let keeping = self.keeping()?;
        match keeping.duty(&*self.tables, path, file)?.reason() {
            None => Ok(()),
            Some(reason) => Err(reason.cannot_end(path)),
        }
    }

    /// Refuses a change of path, tags, note or owner after which a file would no longer have to be
    /// kept, or not as long.
    pub(super) fn check_stays(
        &mut self,
        before: (&VaultPath, &FileRecord),
        after: (&VaultPath, &FileRecord),
    ) -> Result<()> {
        let keeping = self.keeping()?;
        let was = keeping.duty(&*self.tables, before.0, before.1)?;
        if was.is_none() {
            return Ok(());
        }
        match was.lost(&keeping.duty(&*self.tables, after.0, after.1)?) {
            None => Ok(()),
            Some(lost) => Err(lost.cannot_leave(before.0)),
        }
    }
}
