//! Incident response, for when a password or key may have leaked: ends every credential except the
//! acting administrator's new password and the recovery key, rekeys the vault, and reports who had
//! access. Settings that were changed since a time can be taken back. Each step is an action with
//! its own audit row and is idempotent, so an interrupted lockdown is completed by running it again.

mod access;
mod changes;
mod notices;
mod owners;
mod report;
mod revert;
mod value;

use crate::domain::action::Action;
use crate::domain::detail::{Part, Unit, Word};
use crate::domain::permission::Permissions;
use crate::domain::policy::AuditLevel;
use crate::domain::role::BuiltinRole;
use crate::domain::size::Size;
use crate::domain::time::Time;
use crate::storage::keyring::SlotKind;
use crate::storage::lockdown::{self, LockdownState};
use crate::storage::tables::View;
use crate::storage::users;

use crate::app::access::passwd::change_password;
use crate::app::access::{api_key, session, user};
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::slots::KdfCosts;
use crate::app::gate::slots::check_password;
use crate::app::gate::unlock::{Credential, unlock};
use crate::app::gate::{Gate, Means};
use crate::app::maintenance::{policy, rekey};
use crate::app::secret::Secret;

pub use access::{Access, SharedBy};
pub use changes::{BackupMade, RecordedChange};
pub use notices::{AccessedFile, AccessedTogether, Notices, OwnerNotice, Times, notices};
pub use report::{ContentUse, PasswordSet, PrincipalSeen, Report, UsedFile, report};
pub use revert::{Reversal, ReversalState};

/// The result of a lockdown.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Lockdown {
    /// API keys that were active.
    #[serde(rename = "api_keys")]
    pub keys: u64,
    /// Sessions that were open.
    pub sessions: u64,
    /// Users who have no password after the lockdown, by name; without disabled users.
    #[serde(rename = "user_names")]
    pub users: Vec<String>,
    /// The new key epoch.
    pub epoch: u64,
    /// Whether the recovery key still unlocks the vault.
    pub recovery: bool,
    /// The settings that were changed since the time given, and whether that was taken back.
    pub reversals: Vec<Reversal>,
    /// Rows whose changes are unknown, because a person was erased.
    pub redacted_rows: u64,
}

impl Lockdown {
    /// The settings in this state.
    pub fn in_state(&self, state: ReversalState) -> impl Iterator<Item = &Reversal> {
        self.reversals.iter().filter(move |one| one.state == state)
    }
}

/// A lockdown and the report after it.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct LockdownReport<'a> {
    /// What was ended.
    pub lockdown: &'a Lockdown,
    /// The report.
    #[serde(flatten)]
    pub report: &'a Report,
}

/// A step of a lockdown, reported when it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// API keys.
    Keys,
    /// Sessions.
    Sessions,
    /// Passwords of all other users.
    Users,
    /// The acting administrator's password.
    Password,
    /// The audit level.
    AuditLevel,
    /// A new vault key.
    Rekey,
    /// The settings that were changed.
    Revert,
}

impl Step {
    /// A description.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Keys => "revoking API keys",
            Self::Sessions => "ending sessions",
            Self::Users => "removing all other passwords",
            Self::Password => "setting your new password",
            Self::AuditLevel => "raising the audit level",
            Self::Rekey => "encrypting everything under a new key",
            Self::Revert => "taking back changed settings",
        }
    }
}

/// Checks that the principal may do a lockdown, before it is asked for a password.
///
/// # Errors
/// Kind `Denied`, which is recorded.
pub fn check(gate: &mut Gate) -> Result<()> {
    gate.read(Action::IncidentLockdown, |view, principal| {
        if principal.means == Means::RecoveryKey {
            return check_account(view, &principal.user);
        }
        if principal.role == BuiltinRole::Admin.name() {
            return Ok(());
        }
        Err(Error::new(
            Kind::Denied,
            "a lockdown needs an administrator who unlocked with a password",
        ))
    })
}

/// Refuses a lockdown with the recovery key for an account that is not an administrator's: it gets the
/// new password, and the lockdown continues with it.
fn check_account(view: &impl View, name: &str) -> Result<()> {
    let users = users::present(view)?;
    let account = users.iter().find(|(_, user)| user.name == name);
    let (kind, why, step) = match account {
        None => (
            Kind::NotFound,
            format!("there is no user {name:?} to continue with"),
            format!(
                "create the account with the recovery key: file-organizer user add {name} --role admin"
            ),
        ),
        Some((_, user)) if user.role != BuiltinRole::Admin.name() => (
            Kind::Denied,
            format!(
                "the user {name:?} is not an administrator (its role is {})",
                user.role
            ),
            format!(
                "give the role back with the recovery key: file-organizer user role {name} admin"
            ),
        ),
        Some((_, user)) if user.disabled => (
            Kind::Denied,
            format!("the user {name:?} is disabled"),
            format!("enable it with the recovery key: file-organizer user passwd {name}"),
        ),
        Some(_) => return Ok(()),
    };
    Err(Error::new(kind, why).hint(format!("{step}; or name an administrator with --user")))
}

/// Refuses an unsuitable new password before anything is ended; also the current one, which may
/// have leaked.
fn check_new(gate: &mut Gate, me: &str, password: &Secret) -> Result<()> {
    let credential = Credential::Password {
        user: me.to_owned(),
        password: Secret::from(password.expose()),
    };
    let opens = unlock(gate.keyring(), &credential).is_ok();
    gate.read(Action::IncidentLockdown, |view, _| {
        check_password(password)?;
        let renewed = lockdown::state(view)? == Some(LockdownState::PasswordChanged);
        if opens && !renewed {
            let why = "the new password is the same as the current one";
            return Err(Error::new(Kind::Usage, why).hint("choose a different one"));
        }
        Ok(())
    })
}

/// The first part: ends every credential except the recovery key and the new password of the acting
/// administrator. Continue with [`reencrypt`], unlocked by that password.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for a weak password; I/O errors. Completed steps persist; run it
/// again, with the new password once that was set.
pub fn end_credentials(
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
        if lockdown::state(writing.view())?.is_none() {
            writing.set_lockdown(Some(LockdownState::Begun))?;
        }
        Ok(())
    })?;
    // Unattended credentials end first: deriving the key of the new password takes a second.
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
    drop_passwords(gate, &me)?;
    step(Step::Password);
    change_password(gate, password, costs)?;
    step(Step::AuditLevel);
    if policy::show(gate)?.audit_level != AuditLevel::Raised {
        policy::set(gate, "audit.level", AuditLevel::Raised.name())?;
    }
    Ok(Lockdown {
        keys: live.len() as u64,
        sessions,
        ..Lockdown::default()
    })
}

/// The second part: a new vault key, in a vault unlocked with the new password.
///
/// # Errors
/// Kind `Busy`; I/O errors, such as a disk without room for a second database. The hint says how to
/// continue: access has ended, but a copied key still opens the vault.
pub fn reencrypt(
    gate: &mut Gate,
    mut closed: Lockdown,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Lockdown> {
    let rekeyed = rekey::rekey(gate, progress);
    closed.epoch = rekeyed.map_err(|error| incomplete(gate, error))?;
    let slots = &gate.keyring().slots;
    closed.recovery = slots
        .iter()
        .any(|slot| matches!(slot.kind, SlotKind::Recovery {}));
    Ok(closed)
}

/// An error of the second part, with what is done and what is not.
fn incomplete(gate: &Gate, error: Error) -> Error {
    let room = gate.file_len().map(|bytes| Size::from_bytes(bytes).human());
    let room = room.unwrap_or_else(|_| "the size of the vault".to_owned());
    let cause = error.hint.as_deref().unwrap_or("remove the cause");
    let hint = format!(
        "{cause}. The other credentials are ended and the new password is set; the new key and the \
         changed settings are missing. Run the lockdown again with the new password: it needs \
         {room} of free space"
    );
    error.hint(hint)
}

/// The third part: takes back the settings that were changed since then and for which `choose`
/// returns true, and completes the lockdown.
///
/// # Errors
/// Errors of `choose`; kinds `Busy`, `Auth`, `Damaged`: run the lockdown again. What cannot be
/// taken back is in the result.
pub fn settle(
    gate: &mut Gate,
    mut closed: Lockdown,
    since: Time,
    choose: &mut dyn FnMut(&Reversal) -> Result<bool>,
) -> Result<Lockdown> {
    (closed.reversals, closed.redacted_rows) = revert::revert(gate, since, choose)?;
    let reverted = closed.in_state(ReversalState::Reverted).count();
    let now = gate.latest()?;
    gate.write(Action::IncidentLockdown, b"end", |writing| {
        writing.set_lockdown(None)?;
        let users = user::all(writing.view(), writing.keyring(), now)?.into_iter();
        let without = users.filter(|user| !user.disabled && !user.has_password);
        closed.users = without.map(|user| user.name).collect();
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
            Unit::Changed.count(reverted),
            Part::Epoch(*epoch),
        ]);
        Ok(())
    })?;
    Ok(closed)
}

/// Removes the passwords of everyone but `me`: an administrator sets new ones.
fn drop_passwords(gate: &mut Gate, me: &str) -> Result<()> {
    gate.write(Action::IncidentLockdown, b"passwords", |writing| {
        let users = users::present(writing.view())?.into_iter();
        let others = users.filter(|(_, user)| user.name != me && !user.disabled);
        let everything = Permissions::all();
        writing.grant(&[&everything])?.drop_others(me)?;
        writing.detail(Unit::Users.count(others.count()));
        Ok(())
    })
}
