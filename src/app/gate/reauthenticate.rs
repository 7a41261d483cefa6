//! Long-running processes: they release the vault while idle, and are authenticated again before
//! they continue. If the credential has ended, the error is that of a failed unlock.

use crate::domain::detail::Word;
use crate::domain::time::Time;
use crate::storage::{meta, spool};

use super::opening::{failed_unlock, rolled_back};
use super::principal::Refused;
use super::unlock::TOKENS;
use super::{Gate, anchor};
use crate::app::clock;
use crate::app::error::Result;

impl Gate {
    /// Closes the database, so that no other process has to wait. Call [`Self::reopen`] before
    /// anything else.
    pub(in crate::app) fn release(&mut self) {
        self.store.release();
    }

    /// Reopens the vault in its current state, also after a rekey, and looks up the principal and
    /// its permissions again.
    ///
    /// # Errors
    /// As when opening the vault: kind `Auth` if the credential no longer works, which is recorded;
    /// `Busy`, `Damaged`, I/O errors.
    pub(in crate::app) fn reopen(&mut self) -> Result<()> {
        match self.reauthenticate() {
            Ok(()) => {
                self.uncounted_key = self.identity.api_key().map(str::to_owned);
                Ok(())
            }
            Err(refused) => Err(self.unlock_refused(refused)),
        }
    }

    fn reauthenticate(&mut self) -> std::result::Result<(), Refused> {
        self.store.reopen()?;
        // The anchor is read before the state it is compared with.
        let id = self.store.keyring().vault_id.clone();
        let kept = anchor::read(&mut self.context, &id, self.store.dir())?;
        let view = self.store.metadata()?;
        if let Some(anchor_state) = kept.state()
            && !self.context.accept_rollback
            && let Some(why) = anchor_state.check_rollback(&view)?
        {
            return Err(Refused::Error(rolled_back(why)));
        }
        let now = clock::now().max(Time::from_unix_nanos(meta::clock(&view)?));
        let slots = Some(self.store.keyring().slots.as_slice());
        self.principal = self.identity.principal(&view, slots, now)?;
        Ok(())
    }

    pub(super) fn record_unlock_failure(&self, why: Option<Word>) {
        if self.unrecorded {
            return;
        }
        let claimed = self.identity.claimed_name();
        let event = failed_unlock(self.context.source.clone(), claimed, why);
        let public_key = &self.store.keyring().public_key;
        // A full or read-only disk must not hide that the credential has ended.
        let counted = self.identity.slot.as_deref().unwrap_or(TOKENS);
        let _ = spool::write_failure(&self.store.spool(), public_key, counted, event);
    }

    /// How long to wait for the write lock.
    pub(in crate::app) fn lock_timeout(&self) -> std::time::Duration {
        self.context.wait
    }
}
