//! Rebuilding the database: under a new vault key, or to remove all freed data. The audit row is
//! written to the new database.

use crate::domain::action::Action;
use crate::domain::detail::{Part, Word};
use crate::domain::effect::Effect;
use crate::domain::event::Outcome;
use crate::storage::{audit, content, rekey};

use super::Gate;
use super::recording::Draft;
use crate::app::error::{Error, Result};

impl Gate {
    /// Encrypts everything under a new vault key; the audit row is in the new database.
    ///
    /// # Errors
    /// Kinds `Denied`, `Busy`; I/O errors. The vault is then unchanged.
    pub(crate) fn rekey(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<u64> {
        let action = Action::Rekey;
        self.recheck(action)?;
        let mut event = self.event(action, Outcome::Success, Draft::default());
        event.done.add(Effect::Configure, 1, 0);
        let Self { store, context, .. } = self;
        let mut lock_wait = context.lock_wait();
        let done = rekey::rekey(store, &mut lock_wait, progress, |tables, epoch| {
            event.detail = Some(Part::Epoch(epoch).into());
            audit::append(tables, &event)
        });
        match done {
            Err(error) => {
                let error = Error::from(error);
                self.record_failure(action, None, &error);
                return Err(error);
            }
            Ok(Some(unsynced)) => (self.context.warn)(&format!(
                "the new key is in force, but a power loss may bring the old one back: \
                 {unsynced}: check the disk, and run rekey again"
            )),
            Ok(None) => {}
        }
        self.mirror();
        Ok(self.store.keyring().epoch)
    }

    /// Rebuilds the database from its rows under a new vault key, and overwrites the old file;
    /// returns whether it was overwritten. The audit row is in the new database.
    pub(crate) fn wipe(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<bool> {
        let action = Action::Compact;
        self.recheck(action)?;
        let mut event = self.event(action, Outcome::Success, Draft::default());
        event.done.add(Effect::Destroy, 0, 0);
        let done = self.write_unrecorded(|tables| Ok(content::repack_holed(tables)?));
        let Self { store, context, .. } = self;
        let mut lock_wait = context.lock_wait();
        let done = done.and_then(|()| {
            rekey::rebuild(store, &mut lock_wait, progress, |tables, epoch| {
                event.detail = Some([Word::Wiped.into(), Part::Epoch(epoch)].into());
                Ok(audit::append(tables, &event)?)
            })
        });
        match &done {
            Ok(_) => self.mirror(),
            Err(error) => self.record_failure(action, None, error),
        }
        done
    }
}
