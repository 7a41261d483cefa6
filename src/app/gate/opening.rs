//! Opening a vault: the credential is tried, the vault opened and compared with its anchor, and the
//! principal looked up. Every failure for lack of a valid credential returns the same error, and is
//! recorded in the spool.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::domain::action::Action;
use crate::domain::detail::{Detail, Word};
use crate::domain::done::Done;
use crate::domain::effect::Effect;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::permission::Permissions;
use crate::domain::time::Time;
use crate::storage::anchor::{Anchor, AnchorState};
use crate::storage::database::stale;
use crate::storage::database::{Intent, LockWait, Store};
use crate::storage::keyring::Keyring;
use crate::storage::{StorageError, lockdown, meta, spool};

use super::principal::{Identity, Refused};
use super::{Gate, anchor};
use crate::app::clock;
use crate::app::error::{Error, Kind, Result, unlock_failed};
use crate::app::gate::unlock::{self, Credential};

/// How a command interacts with other processes, and how it identifies itself.
pub struct Context {
    /// The client's address, or `local`.
    pub source: String,
    /// The command's name, such as `add`: for the journal, and for waiting processes.
    pub verb: String,
    /// How long to wait for the write lock.
    pub wait: Duration,
    /// Called once if the write lock is held, with a description of the holder.
    pub waiting: Box<dyn FnMut(&str) + Send>,
    /// Called with errors that do not stop the command.
    pub warn: Box<dyn FnMut(&str) + Send>,
    /// The folder of the anchors, outside of vaults.
    pub anchors: Option<PathBuf>,
    /// Accept a vault that is behind its anchor, or a clock that was turned back.
    pub accept_rollback: bool,
    /// Whether the principal uses the server.
    pub is_remote: bool,
}

impl Context {
    /// How the command waits for the write lock.
    pub(super) fn lock_wait(&mut self) -> LockWait<'_> {
        LockWait {
            wait: self.wait,
            verb: &self.verb,
            waiting: &mut *self.waiting,
        }
    }
}

/// The longest delay of an attempt.
const MAX_DELAY: Duration = Duration::from_secs(8);

/// Delays an attempt after many failures within a minute. There is no permanent lockout.
#[expect(clippy::disallowed_methods, reason = "slows down guessing")]
fn slow_down(dir: &Path, keyring: &Keyring, counted: &str) {
    let failed = spool::recent_failures(&spool::folder(dir), counted).unwrap_or_default();
    let most = keyring.login_max_per_minute.max(1);
    if let Some(over) = failed.checked_sub(most) {
        let wait = Duration::from_millis(500).saturating_mul(1 << over.min(8));
        std::thread::sleep(wait.min(MAX_DELAY));
    }
}

impl Gate {
    /// Unlocks the vault in `dir`.
    ///
    /// # Errors
    /// Kinds `NoVault`, `Auth`, `Damaged`; I/O errors.
    pub fn open(dir: &Path, credential: &Credential, context: Context) -> Result<Self> {
        let keyring = Keyring::load(dir)?;
        spool::make(dir);
        let counted = credential.counted(&keyring);
        if credential.is_guessable() {
            slow_down(dir, &keyring, &counted);
        }
        let public_key = keyring.public_key.clone();
        let source = context.source.clone();
        let refused = match Self::try_open(dir, keyring, credential, context, false) {
            Ok(gate) => return Ok(gate),
            Err(Refused::Error(error)) if error.kind != Kind::Auth => return Err(error),
            Err(refused) => refused,
        };
        let event = failed_unlock(source, credential.claimed_name(), refused.why());
        // A full or read-only disk must not hide that the unlock failed.
        let _ = spool::write_failure(&spool::folder(dir), &public_key, &counted, event);
        let error = match refused {
            Refused::Error(error) => error,
            Refused::Because(_) => unlock_failed(),
        };
        Err(credential.refused(error))
    }

    /// Unlocks the vault to read metadata for shell completion, which runs at each key press: nothing
    /// is recorded, counted or changed, and no lock is waited for. Only what an ordinary command
    /// would not record either can be read.
    ///
    /// # Errors
    /// Kind `Auth`, also for a credential that could be guessed; otherwise as [`Self::open`].
    pub fn open_unrecorded(dir: &Path, credential: &Credential, context: Context) -> Result<Self> {
        if credential.is_guessable() {
            return Err(unlock_failed());
        }
        let keyring = Keyring::load(dir)?;
        match Self::try_open(dir, keyring, credential, context, true) {
            Ok(gate) => Ok(gate),
            Err(Refused::Error(error)) => Err(error),
            Err(Refused::Because(_)) => Err(unlock_failed()),
        }
    }

    /// Refuses what must be recorded, in a vault opened by [`Self::open_unrecorded`].
    pub(super) fn expect_recorded(&self) -> Result<()> {
        match self.unrecorded {
            true => Err(Error::new(
                Kind::Denied,
                "this cannot be done without being recorded",
            )),
            false => Ok(()),
        }
    }

    fn try_open(
        dir: &Path,
        keyring: Keyring,
        credential: &Credential,
        mut context: Context,
        unrecorded: bool,
    ) -> std::result::Result<Self, Refused> {
        let (keyring, unlocked) =
            unlock::with_keyring(dir, keyring, |keyring| unlock::unlock(keyring, credential))?;
        let slot = unlocked.slot.id.clone();
        let mut store = Store::open(dir, keyring, unlocked.slot, Intent::Read, context.wait)?;
        let kept = anchor::read(&mut context, &store.keyring().vault_id, dir)?;
        let view = store.metadata()?;
        let rollback = match kept.state() {
            Some(anchor_state) => anchor_state.check_rollback(&view)?,
            None => None,
        };
        let behind = match rollback {
            Some(why) if !context.accept_rollback => return Err(rolled_back(why).into()),
            rollback => rollback.is_some(),
        };
        let latest = meta::clock(&view)?.max(kept.state().map_or(i64::MIN, |state| state.clock));
        // Accepting a rollback must not extend the life of a credential.
        let mut identity = Identity::new(unlocked.claim, Some(slot), latest);
        let slots = Some(store.keyring().slots.as_slice());
        let principal = identity.principal(&view, slots, clock::now())?;
        let clock = clock::now();
        let mut notices = match unrecorded {
            true => Vec::new(),
            false => kept.compare(&mut context, &view)?,
        };
        let seen = Time::from_unix_nanos(latest);
        if clock::is_behind(clock, seen) && !context.accept_rollback {
            notices.push(clock::behind(clock, seen));
        }
        if lockdown::state(&view)?.is_some() {
            notices.push(
                "a lockdown was started and not completed: run file-organizer incident lockdown \
                 again"
                    .into(),
            );
        }
        if !stale::pending_wipes(dir, &view)?.is_empty() {
            notices.push(
                "the old database of a compact --wipe has not been overwritten yet: the next \
                 command that changes the vault does it, unless another process has it open"
                    .into(),
            );
        }
        drop(view);
        let uncounted_key = identity.api_key().map(str::to_owned);
        if let Some(anchor) = kept.anchor.as_ref().filter(|_| !unrecorded) {
            store.keep_anchor(anchor.clone());
        }
        let mut gate = Self {
            store,
            principal,
            context,
            uncounted_key,
            identity,
            notices,
            mirror_warned: false,
            unrecorded,
            row_queue: None,
        };
        if gate.context.accept_rollback && (behind || clock < seen) {
            gate.accept(kept.anchor.as_ref(), seen, behind)?;
        }
        Ok(gate)
    }

    /// Accepts the current state: the anchor and the highest recorded time are reset, which is
    /// recorded. Requires the permissions of all credentials that work again by this; for an older
    /// state, in which any may, all permissions.
    fn accept(&mut self, anchor: Option<&Anchor>, latest: Time, behind: bool) -> Result<()> {
        let state = self.write(Action::RollbackAccept, &[], |writing| {
            let now = clock::now();
            let powers = match behind {
                true => Permissions::all(),
                false => writing.powers_revived(now, latest)?,
            };
            writing.grant(&[&powers])?;
            writing.tally(Effect::Grant, 0, 0);
            let now = now.nanos().to_le_bytes();
            meta::set(writing.tables, meta::key::CLOCK, &now)?;
            meta::remove(writing.tables, meta::key::CLOCK_BACK)?;
            Ok(())
        });
        state?;
        if let Some(anchor) = anchor {
            let state = AnchorState::of(&self.store.metadata()?)?;
            if let Err(error) = anchor.reset(&state) {
                anchor::warn(&mut self.context, Some(error));
            }
        }
        Ok(())
    }
}

/// The row of a failed unlock.
pub(super) fn failed_unlock(source: String, claimed: String, why: Option<Word>) -> AuditEvent {
    AuditEvent {
        time: clock::now(),
        event: Event::AuthFailure,
        actor: None,
        principal: "unknown".into(),
        user: None,
        source,
        target: Some(claimed.into_bytes()),
        outcome: Outcome::Failure,
        detail: why.map(Detail::from),
        done: Done::default(),
    }
}

/// The error for a vault that was rolled back, with the reason.
pub(super) fn rolled_back(why: String) -> Error {
    Error::from(StorageError::Damaged(why)).hint(
        "an older copy may have been restored: if you did that, use --accept-rollback; everything \
         newer than the copy is lost",
    )
}
