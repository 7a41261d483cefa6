//! What a change sees of its transaction: the tables, the time, who acts, and what the audit row
//! will say.

use crate::domain::action::Action;
use crate::domain::event::Outcome;
use crate::domain::path::VaultPath;
use crate::domain::scope::Scope;
use crate::domain::time::Time;
use crate::storage::StorageError;
use crate::storage::database::Effects;
use crate::storage::journal::Operation;
use crate::storage::keyring::{Keyring, Slot};
use crate::storage::tables::Tables;

use crate::app::error::{Error, Result};

use super::principal::{Principal, not_own, outside};

/// What the audit row will say besides who, when and what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    /// What was asked for was not done, whether or not there is something to commit.
    pub(super) in_vain: bool,
    /// The row of a later transaction tells of this one.
    pub(super) ahead: bool,
    pub(super) target: Option<Vec<u8>>,
    pub(super) detail: Option<String>,
}

impl Draft {
    /// Says how much was done: `3_FILES`.
    pub(crate) fn detail(&mut self, detail: impl Into<String>) {
        self.detail = Some(detail.into());
    }

    /// Says that nothing of what was asked for could be done.
    pub(crate) fn in_vain(&mut self, detail: impl Into<String>) {
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
    pub tables: &'a mut Tables<'t>,
    pub now: Time,
    pub principal: &'a Principal,
    pub(super) effects: &'a mut Effects,
    pub(super) action: Action,
    pub(super) verb: &'a str,
    pub(super) draft: Draft,
}

impl<'t> Writing<'_, 't> {
    /// Names what the action is about, in its audit row.
    pub(crate) fn target(&mut self, target: &[u8]) {
        self.draft.target = Some(target.to_vec());
    }

    /// Leaves out of the audit row what was asked for.
    pub(crate) fn no_target(&mut self) {
        self.draft.target = None;
    }

    /// Says how much was done, in the audit row: `3_FILES`.
    pub(crate) fn detail(&mut self, detail: impl Into<String>) {
        self.draft.detail(detail);
    }

    /// Says that nothing of what was asked for could be done, though there is something to commit.
    pub(crate) fn in_vain(&mut self, detail: impl Into<String>) {
        self.draft.in_vain(detail);
    }

    /// Says that this is only a part, of which the row of a later transaction tells: pieces of a file that
    /// is still being added. Nobody can see them, and they are given back where that never comes.
    ///
    /// # Errors
    /// Kind `Other` for any other action: its row would be missing.
    pub(crate) fn ahead(&mut self) -> Result<()> {
        if self.action != Action::FileUpload {
            return Err(Error::internal("a change was committed without its row"));
        }
        self.draft.ahead = true;
        Ok(())
    }

    /// Begins an operation that `undo` can take back.
    pub(crate) fn operation(&mut self, target: &[u8]) -> Result<Operation> {
        Ok(Operation::begin(
            self.tables,
            self.now,
            &self.principal.name,
            self.verb,
            target,
        )?)
    }

    /// keyring.json as it will be, if nothing else is changed.
    pub(crate) fn keyring(&self) -> &Keyring {
        self.effects.latest()
    }

    /// The part of the vault that may be changed.
    pub(crate) fn scope(&self) -> &'_ Scope {
        &self.principal.scope
    }

    /// Refuses what belongs to somebody else, where only one's own is allowed.
    pub(crate) fn check_owner(&self, owner: &str, path: &VaultPath) -> Result<()> {
        if self.principal.may_on(self.action, owner) {
            Ok(())
        } else {
            Err(not_own(self.action, self.principal, path))
        }
    }

    /// Refuses a place outside the scope.
    pub(crate) fn check_scope(&self, path: &VaultPath) -> Result<()> {
        if self.principal.scope.allows(path) {
            Ok(())
        } else {
            Err(outside(&self.principal.name, path))
        }
    }

    /// Sets how many failed unlocks a minute there may be before the next is slowed down.
    pub(crate) fn limit_logins(&mut self, per_minute: u32) {
        let mut keyring = self.effects.latest().clone();
        if keyring.login_max_per_minute != per_minute {
            keyring.login_max_per_minute = per_minute;
            self.effects.replace_keyring(keyring);
        }
    }

    /// Changes the slots of the keyring: in force from the commit on. The change sees the keyring
    /// as it is now that the writer's place is held.
    ///
    /// # Errors
    /// Kind `Busy` where the vault was re-encrypted since the slots were made: they hold a key that
    /// is no longer used.
    pub(crate) fn change_slots(
        &mut self,
        made_for_epoch: u64,
        change: impl FnOnce(&mut Vec<Slot>),
    ) -> Result<()> {
        let mut keyring = self.effects.latest().clone();
        if keyring.epoch != made_for_epoch {
            return Err(StorageError::EpochMoved.into());
        }
        change(&mut keyring.slots);
        self.effects.replace_keyring(keyring);
        Ok(())
    }
}
