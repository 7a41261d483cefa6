//! Changing the principal's own password: the new slot is created and tested before the old one is removed.

use crate::domain::action::Action;
use crate::storage::lockdown::{self, LockdownState};
use crate::storage::users;

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::slots::{KdfCosts, check_password, password_slot};
use crate::app::gate::{Gate, Means};
use crate::app::secret::Secret;

/// Refuses an API key, before a new password is requested.
///
/// # Errors
/// Kind `Denied`, which is recorded.
pub fn check(gate: &mut Gate) -> Result<()> {
    match gate.principal().means {
        Means::ApiKey => gate.read(Action::PasswordChange, |_, _| Ok(())),
        Means::Password | Means::RecoveryKey | Means::Session => Ok(()),
    }
}

/// Sets the password of the acting user, who has unlocked the vault with the old one; with the
/// recovery key, of the user named with it. Ends the user's sessions. Returns the user's name.
///
/// # Errors
/// Kind `Usage` for a weak password; `NotFound` if the user named with the recovery key does not
/// exist; I/O errors. The old password then still works.
pub fn change_password(gate: &mut Gate, password: &Secret, costs: KdfCosts) -> Result<String> {
    gate.read(Action::PasswordChange, |_, _| check_password(password))?;
    let name = gate.principal().user.clone();
    let costs = costs.measure()?;
    let (epoch, slot) = gate.with_key(|key| password_slot(&name, password, costs, key))?;
    gate.write(Action::PasswordChange, name.as_bytes(), |writing| {
        let user = users::named(writing.view(), &name)?;
        let (id, mut user) = user.ok_or_else(|| {
            Error::new(Kind::NotFound, format!("there is no user {name:?}"))
                .hint("choose the user with --user")
        })?;
        let recovers = writing.principal.means == Means::RecoveryKey;
        if lockdown::state(writing.view())? == Some(LockdownState::Begun) {
            writing.set_lockdown(Some(LockdownState::PasswordChanged))?;
        }
        let mut access = if recovers {
            let everything = writing.principal.permissions.clone();
            writing.grant(&[&everything])?
        } else {
            writing.own_access()
        };
        if recovers && user.disabled {
            user.disabled = false;
            access.put_user(&id, &user)?;
        }
        access.end_all_of(&id)?;
        access.replace_password(epoch, (&id, &name), slot)
    })?;
    Ok(name)
}
