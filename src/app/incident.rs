//! When somebody may have had a password or a key: everything that opens the vault is ended but for
//! the acting administrator's new password and the recovery key, everything is encrypted anew, and a
//! report says who could have seen what. Each step is an action of its own with a row of its own, and
//! does nothing where it was done before: run again after an interruption, the whole of it ends.

mod report;

use crate::domain::action::Action;
use crate::domain::detail::{Part, Unit, Word};
use crate::domain::permission::Permissions;
use crate::domain::policy::AuditLevel;
use crate::domain::role::BuiltinRole;
use crate::storage::keyring::SlotKind;
use crate::storage::{meta, users};

use super::error::{Error, Kind, Result};
use super::gate::{Gate, Means, Writing};
use super::init::KdfCosts;
use super::passwd::change_password;
use super::secret::Secret;
use super::slots::check_password;
use super::unlock::{Credential, unlock};
use super::{api_key, policy, rekey, session};

pub use report::{KeySeen, PrincipalSeen, Report, report};

/// What a lockdown ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lockdown {
    /// API keys that worked before.
    pub keys: u64,
    /// Sessions that were open.
    pub sessions: u64,
    /// Users who need a new password, by name.
    pub users: Vec<String>,
    /// The key epoch of the database now.
    pub epoch: u64,
    /// Whether the recovery key still opens the vault.
    pub recovery: bool,
}

/// A step of a lockdown, as it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// API keys.
    Keys,
    /// Sessions.
    Sessions,
    /// Passwords of everybody else.
    Users,
    /// The acting administrator's password.
    Password,
    /// The audit level.
    AuditLevel,
    /// A new vault key.
    Rekey,
}

impl Step {
    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Keys => "revoking API keys",
            Self::Sessions => "ending sessions",
            Self::Users => "dropping everybody else's password",
            Self::Password => "setting your new password",
            Self::AuditLevel => "raising the audit level",
            Self::Rekey => "encrypting everything under a new key",
        }
    }
}

/// Refuses whoever may not do a lockdown, before anything is asked of them.
///
/// # Errors
/// Kind `Denied`, which is recorded.
pub fn check(gate: &mut Gate) -> Result<()> {
    gate.read(Action::IncidentLockdown, |_, principal| {
        let recovers = principal.means == Means::RecoveryKey;
        if recovers || principal.role == BuiltinRole::Admin.name() {
            return Ok(());
        }
        Err(Error::new(
            Kind::Denied,
            "a lockdown is for an administrator who unlocked with a password",
        ))
    })
}

/// What `meta` says of a lockdown that has not ended: that it was begun, and then that there is a new
/// password, so that whoever runs it again need not set yet another one.
const BEGUN: &[u8] = b"begun";
const RENEWED: &[u8] = b"renewed";

/// Notes, with a change of a password, that a lockdown has its new one.
///
/// # Errors
/// Of the database.
pub(super) fn note_new_password(writing: &mut Writing<'_, '_>) -> Result<()> {
    if writing.lockdown()?.as_deref() == Some(BEGUN) {
        writing.set_lockdown(Some(RENEWED))?;
    }
    Ok(())
}

/// Refuses a new password that will not do, before anything is ended: also the one that opens the vault
/// until now, which somebody may have.
fn check_new(gate: &mut Gate, me: &str, password: &Secret) -> Result<()> {
    let credential = Credential::Password {
        user: me.to_owned(),
        password: Secret::from(password.expose()),
    };
    let opens = unlock(gate.keyring(), &credential).is_ok();
    gate.read(Action::IncidentLockdown, |view, _| {
        check_password(password)?;
        let renewed = meta::get(view, meta::key::LOCKDOWN)?.as_deref() == Some(RENEWED);
        if opens && !renewed {
            let why = "the new password is the one that opened the vault until now";
            return Err(Error::new(Kind::Usage, why).hint("choose one that nobody can have"));
        }
        Ok(())
    })
}

/// The first half: ends every way in but the recovery key and the new password of who acts, an
/// administrator. Go on with [`encrypt_anew`], unlocked by that password.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for a weak password; of the disk. What was done before holds; run
/// it again, with the new password once that was set.
pub fn close_ways(
    gate: &mut Gate,
    password: &Secret,
    costs: KdfCosts,
    step: &mut dyn FnMut(Step),
) -> Result<Lockdown> {
    check(gate)?;
    let me = gate.principal().user.clone();
    check_new(gate, &me, password)?;
    gate.write(Action::IncidentLockdown, b"begin", |writing| {
        writing.detail(Word::Begun);
        if writing.lockdown()?.is_none() {
            writing.set_lockdown(Some(BEGUN))?;
        }
        Ok(())
    })?;
    // What works without a person ends first: deriving the new password's key takes a second.
    step(Step::Keys);
    let live: Vec<String> = api_key::list(gate)?
        .into_iter()
        .filter(|key| key.revoked.is_none())
        .map(|key| key.id)
        .collect();
    if !live.is_empty() {
        api_key::revoke(gate, &live)?;
    }
    step(Step::Sessions);
    let sessions = session::list(gate)?.len() as u64;
    session::revoke(gate, &session::Which::All)?;
    step(Step::Users);
    let users = drop_passwords(gate, &me)?;
    step(Step::Password);
    change_password(gate, password, costs)?;
    step(Step::AuditLevel);
    if policy::show(gate)?.audit_level != AuditLevel::Raised {
        policy::set(gate, "audit.level", AuditLevel::Raised.name())?;
    }
    Ok(Lockdown {
        keys: live.len() as u64,
        sessions,
        users,
        ..Lockdown::default()
    })
}

/// The second half: a new vault key, in a vault that was unlocked by the new password.
///
/// # Errors
/// As [`close_ways`].
pub fn encrypt_anew(
    gate: &mut Gate,
    mut closed: Lockdown,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Lockdown> {
    closed.epoch = rekey::rekey(gate, progress)?;
    let slots = &gate.keyring().slots;
    closed.recovery = slots
        .iter()
        .any(|slot| matches!(slot.kind, SlotKind::Recovery {}));
    gate.write(Action::IncidentLockdown, b"end", |writing| {
        writing.set_lockdown(None)?;
        let Lockdown {
            keys,
            sessions,
            users,
            epoch,
            ..
        } = &closed;
        writing.detail([
            Unit::Keys.count(*keys),
            Unit::Sessions.count(*sessions),
            Unit::Users.count(users.len()),
            Part::Epoch(*epoch),
        ]);
        Ok(())
    })?;
    Ok(closed)
}

/// Drops the passwords of everybody but `me`: an administrator sets new ones.
fn drop_passwords(gate: &mut Gate, me: &str) -> Result<Vec<String>> {
    gate.write(Action::IncidentLockdown, b"passwords", |writing| {
        let mut without = Vec::new();
        for (_, user) in users::present(writing.view())? {
            if user.name != me && !user.disabled {
                without.push(user.name);
            }
        }
        let everything = Permissions::all();
        writing.grant(&[&everything])?.drop_others(me)?;
        writing.detail(Unit::Users.count(without.len()));
        Ok(without)
    })
}
