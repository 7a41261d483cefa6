//! What a change sees of its transaction: the time, who acts as of now, the tables to look at, and what
//! the audit row will say. What it may change is in `change` (files), `import` (contents), `grants` (who
//! may do what) and `configuration` (everything else that is set).

use crate::domain::detail::Detail;
use crate::domain::effect::Effect;
use crate::domain::event::Outcome;
use crate::domain::id::Actor;
use crate::domain::path::VaultPath;
use crate::domain::permission::Permission;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::domain::traits::Traits;
use crate::storage::database::Effects;
use crate::storage::expiry;
use crate::storage::journal;
use crate::storage::keyring::Keyring;
use crate::storage::meta;
use crate::storage::record::{TrashRecord, VersionRecord};
use crate::storage::tables::{Tables, View};
use crate::storage::traits;

use crate::app::error::{Error, Kind, Result};

use super::principal::Principal;
use super::reading::derived;
use super::refusal::{effect_denied, outside};

/// What the audit row will say besides who, when and what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    /// What was asked for was not done, whether or not there is something to commit.
    pub(super) in_vain: bool,
    /// The row of a later transaction tells of this one.
    pub(super) ahead: bool,
    pub(super) target: Option<Vec<u8>>,
    pub(super) detail: Option<Detail>,
}

impl Draft {
    /// Says how much was done: `3_FILES`.
    pub(crate) fn detail(&mut self, detail: impl Into<Detail>) {
        self.detail = Some(detail.into());
    }

    /// Says that nothing of what was asked for could be done.
    pub(crate) fn in_vain(&mut self, detail: impl Into<Detail>) {
        self.in_vain = true;
        self.detail(detail);
    }

    pub(super) fn outcome(&self) -> Outcome {
        if self.in_vain {
            Outcome::Failure
        } else {
            Outcome::Success
        }
    }
}

/// Inside a write transaction.
pub(crate) struct Writing<'a, 't> {
    pub(super) tables: &'a mut Tables<'t>,
    pub now: Time,
    pub principal: &'a Principal,
    pub(super) effects: &'a mut Effects,
    pub(super) verb: &'a str,
    /// The slot that opens for the principal from the commit on, where theirs was replaced.
    pub(super) new_slot: Option<String>,
    pub(super) draft: Draft,
}

impl<'a, 't> Writing<'a, 't> {
    /// The tables, to look at.
    pub(crate) fn view(&self) -> &(impl View + use<'t>) {
        &*self.tables
    }

    /// Names what the action is about, in its audit row.
    pub(crate) fn target(&mut self, target: &[u8]) {
        self.draft.target = Some(target.to_vec());
    }

    /// Leaves out of the audit row what was asked for.
    pub(crate) fn no_target(&mut self) {
        self.draft.target = None;
    }

    /// Says how much was done, in the audit row: `3_FILES`.
    pub(crate) fn detail(&mut self, detail: impl Into<Detail>) {
        self.draft.detail(detail);
    }

    /// Says that nothing of what was asked for could be done, though there is something to commit.
    pub(crate) fn in_vain(&mut self, detail: impl Into<Detail>) {
        self.draft.in_vain(detail);
    }

    /// keyring.json as it will be, if nothing else is changed.
    pub(crate) fn keyring(&self) -> &Keyring {
        self.effects.latest()
    }

    /// Who acts, for the rows that say who did something.
    pub(crate) fn actor(&self) -> Actor {
        self.principal.actor.clone()
    }

    /// Refuses an effect on a file that the principal may see.
    ///
    /// # Errors
    /// Kind `Denied`.
    pub(crate) fn check(&self, effect: Effect, path: &VaultPath, owner: &Actor) -> Result<()> {
        if self.principal.may_effect(effect, path, owner) {
            Ok(())
        } else {
            Err(effect_denied(effect, self.principal, path))
        }
    }

    /// Refuses a place outside the scope.
    ///
    /// # Errors
    /// Kind `Denied`.
    pub(crate) fn check_scope(&self, path: &VaultPath) -> Result<()> {
        if self.principal.scope.allows(path) {
            Ok(())
        } else {
            Err(outside(&self.principal.name, path))
        }
    }

    /// Refuses whoever does not have this permission, for the whole vault.
    ///
    /// # Errors
    /// Kind `Denied`.
    pub(crate) fn check_permission(&self, permission: Permission) -> Result<()> {
        if self.principal.permissions.has(permission) && self.principal.scope.is_whole() {
            return Ok(());
        }
        let (name, role) = (&self.principal.name, &self.principal.role);
        let needs = permission.name();
        Err(Error::new(
            Kind::Denied,
            format!("{name:?} (role {role}) may not change this (needs {needs})"),
        )
        .hint("an administrator can change the role"))
    }

    /// What a version says of itself, and whether that had to be read from its content.
    pub(crate) fn traits(&self, version: &VersionRecord) -> Result<(Traits, bool)> {
        derived(&*self.tables, version)
    }

    /// Keeps what a content says of itself, so that it need not be read again.
    pub(crate) fn keep_traits(&mut self, content: u64, said: &Traits) -> Result<()> {
        Ok(traits::set(self.tables, content, said)?)
    }

    /// What is older than this has expired, if it is kept for so long.
    pub(crate) fn expired_before(&self, keep: Span) -> Result<Time> {
        Ok(expiry::cutoff(&*self.tables, keep, self.now)?)
    }

    /// Closes operations that are kept no longer: they cannot be undone any more.
    pub(crate) fn expire_operations(&mut self, keep: Span) -> Result<()> {
        let before = self.expired_before(keep)?;
        Ok(journal::expire(self.tables, before)?)
    }

    /// Destroys files in the trash for good; gives how many, and the bytes of their current contents.
    /// Operations that had touched them cannot be undone any more.
    ///
    /// # Errors
    /// Kind `Denied` where one of them may not be destroyed.
    pub(crate) fn destroy(&mut self, records: &[TrashRecord]) -> Result<(u64, u64)> {
        for record in records {
            self.check(Effect::Destroy, &record.path()?, &record.file.owner)?;
        }
        self.erase_trashed(records)
    }

    /// Destroys what has been in the trash for longer than it is kept there: the policy decides, not
    /// the principal.
    pub(crate) fn destroy_expired(&mut self, keep: Span) -> Result<(u64, u64)> {
        let before = self.expired_before(keep)?;
        let mut expired = Vec::new();
        for record in crate::storage::files::trash(self.tables)? {
            let record = record?;
            if record.deleted < before {
                expired.push(record);
            }
        }
        let done = self.erase_trashed(&expired)?;
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
                journal::erase(self.tables, &record.file.id)?;
                files += 1;
                bytes += record.file.current.size;
            }
        }
        Ok((files, bytes))
    }

    /// Whether a key of `meta` is there.
    pub(super) fn meta(&self, key: &str) -> Result<Option<Vec<u8>>> {
        Ok(meta::get(&*self.tables, key)?)
    }
}
