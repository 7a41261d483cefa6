//! Users: made, listed, given a password or a role, let in no more, removed. The last administrator
//! stays.

use crate::domain::action::Action;
use crate::domain::name;
use crate::domain::role::BuiltinRole;
use crate::domain::time::Time;
use crate::storage::keyring::{Keyring, SlotKind};
use crate::storage::record::UserRecord;
use crate::storage::tables::View;
use crate::storage::users;

use super::error::{Error, Kind, Result};
use super::gate::{Gate, Writing};
use super::init::KdfCosts;
use super::role::{check_grant, named, permissions_of};
use super::secret::Secret;
use super::session::end_all_of;
use super::slots::password_slot;

/// A user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserInfo {
    /// The name.
    pub name: String,
    /// The role.
    pub role: String,
    /// When it was made.
    pub created: Time,
    /// Let in no more.
    pub disabled: bool,
    /// Whether there is a password.
    pub has_password: bool,
    /// Sessions that have not ended.
    pub sessions: u64,
}

fn not_found(name: &str) -> Error {
    Error::new(Kind::NotFound, format!("there is no user {name:?}"))
        .hint("list them with: file-organizer user list")
}

fn existing(view: &impl View, name: &str) -> Result<UserRecord> {
    users::get(view, name)?.ok_or_else(|| not_found(name))
}

fn has_password(keyring: &Keyring, name: &str) -> bool {
    keyring
        .slots
        .iter()
        .any(|slot| matches!(&slot.kind, SlotKind::Password { user, .. } if user == name))
}

/// Every user.
///
/// # Errors
/// Kind `Denied`.
pub fn list(gate: &mut Gate) -> Result<Vec<UserInfo>> {
    let keyring = gate.store().keyring().clone();
    let now = super::clock::now();
    gate.read(Action::UserList, |view, _| {
        let sessions = users::sessions(view)?;
        let info = |(name, user): (String, UserRecord)| UserInfo {
            has_password: has_password(&keyring, &name),
            sessions: sessions
                .iter()
                .filter(|(_, session)| session.user == name && session.expires > now)
                .count() as u64,
            role: user.role,
            created: user.created,
            disabled: user.disabled,
            name,
        };
        Ok(users::users(view)?.into_iter().map(info).collect())
    })
}

/// One user.
///
/// # Errors
/// Kinds `Denied`, `NotFound`.
pub fn show(gate: &mut Gate, name: &str) -> Result<UserInfo> {
    let all = list(gate)?;
    all.into_iter()
        .find(|user| user.name == name)
        .ok_or_else(|| not_found(name))
}

/// Makes a user.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `NotFound` for the role; `Usage` for a name or password that will not do,
/// or a name that is taken.
pub fn add(
    gate: &mut Gate,
    name: &str,
    role: &str,
    password: &Secret,
    costs: KdfCosts,
) -> Result<()> {
    name::check(name)?;
    let slot = password_slot(name, password, costs.measure()?, gate.store().key())?;
    let epoch = gate.store().keyring().epoch;
    gate.write(Action::UserAdd, name.as_bytes(), |writing| {
        check_grant(writing.principal, &named(writing.tables, role)?)?;
        if users::get(writing.tables, name)?.is_some() {
            return Err(
                Error::new(Kind::Usage, format!("there is a user {name:?} already"))
                    .hint("set a password with: file-organizer user passwd"),
            );
        }
        let others = users::users(writing.tables)?;
        check_apart("user", name, others.iter().map(|(other, _)| other.as_str()))?;
        let user = UserRecord {
            role: role.to_owned(),
            created: writing.now,
            disabled: false,
        };
        users::put(writing.tables, name, &user)?;
        writing.detail(format!("ROLE_{role}"));
        writing.change_slots(epoch, |slots| slots.push(slot))
    })
}

/// Refuses a name that people could take for another one that is in use.
///
/// # Errors
/// Kind `Usage`.
pub(super) fn check_apart<'a>(
    what: &str,
    name: &str,
    mut others: impl Iterator<Item = &'a str>,
) -> Result<()> {
    match others.find(|other| name::are_confusable(name, other)) {
        Some(other) => Err(Error::new(
            Kind::Usage,
            format!("the name {name:?} is too similar to that of the {what} {other:?}"),
        )
        .hint("names have to differ by more than case and letters that look alike")),
        None => Ok(()),
    }
}

/// Sets the password of a user, who may come in again if that was over.
///
/// # Errors
/// As [`add`].
pub fn set_password(gate: &mut Gate, name: &str, password: &Secret, costs: KdfCosts) -> Result<()> {
    let slot = password_slot(name, password, costs.measure()?, gate.store().key())?;
    let epoch = gate.store().keyring().epoch;
    gate.write(Action::UserPassword, name.as_bytes(), |writing| {
        let mut user = existing(writing.tables, name)?;
        check_grant(
            writing.principal,
            &permissions_of(writing.tables, &user.role)?,
        )?;
        if user.disabled {
            user.disabled = false;
            users::put(writing.tables, name, &user)?;
            writing.detail("ENABLED");
        }
        end_all_of(writing, name)?;
        writing.change_slots(epoch, |slots| {
            drop_password(slots, name);
            slots.push(slot);
        })
    })
}

pub(super) fn drop_password(slots: &mut Vec<crate::storage::keyring::Slot>, name: &str) {
    slots.retain(|slot| !matches!(&slot.kind, SlotKind::Password { user, .. } if user == name));
}

/// Gives a user another role; their sessions end.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `NotFound`; `Usage` for the last administrator.
pub fn set_role(gate: &mut Gate, name: &str, role: &str) -> Result<()> {
    gate.write(Action::UserRole, name.as_bytes(), |writing| {
        let mut user = existing(writing.tables, name)?;
        check_grant(
            writing.principal,
            &permissions_of(writing.tables, &user.role)?,
        )?;
        check_grant(writing.principal, &named(writing.tables, role)?)?;
        if role != BuiltinRole::Admin.name() {
            check_not_last(writing, name, &user)?;
        }
        writing.detail(format!("{}_TO_{role}", user.role));
        user.role = role.to_owned();
        users::put(writing.tables, name, &user)?;
        end_all_of(writing, name)
    })
}

/// Lets a user in no more: the password's slot and all sessions go. Setting a password ends that.
///
/// # Errors
/// As [`set_role`].
pub fn disable(gate: &mut Gate, name: &str) -> Result<()> {
    close(gate, Action::UserDisable, name, |writing, mut user| {
        user.disabled = true;
        Ok(users::put(writing.tables, name, &user)?)
    })
}

/// Removes a user; files keep them as owner.
///
/// # Errors
/// As [`set_role`].
pub fn remove(gate: &mut Gate, name: &str) -> Result<()> {
    close(gate, Action::UserRemove, name, |writing, _| {
        Ok(users::remove(writing.tables, name)?)
    })
}

fn close(
    gate: &mut Gate,
    action: Action,
    name: &str,
    change: impl FnOnce(&mut Writing<'_, '_>, UserRecord) -> Result<()>,
) -> Result<()> {
    let epoch = gate.store().keyring().epoch;
    gate.write(action, name.as_bytes(), |writing| {
        let user = existing(writing.tables, name)?;
        check_grant(
            writing.principal,
            &permissions_of(writing.tables, &user.role)?,
        )?;
        check_not_last(writing, name, &user)?;
        change(writing, user)?;
        end_all_of(writing, name)?;
        writing.change_slots(epoch, |slots| drop_password(slots, name))
    })
}

/// Refuses to lose the last administrator who can come in.
pub(super) fn check_not_last(
    writing: &Writing<'_, '_>,
    name: &str,
    user: &UserRecord,
) -> Result<()> {
    let admin = |user: &UserRecord| user.role == BuiltinRole::Admin.name() && !user.disabled;
    if !admin(user) {
        return Ok(());
    }
    let keyring = writing.keyring();
    let others = users::users(writing.tables)?
        .into_iter()
        .any(|(other, user)| other != name && admin(&user) && has_password(keyring, &other));
    if others {
        return Ok(());
    }
    Err(Error::new(
        Kind::Usage,
        format!("{name:?} is the last administrator who can unlock the vault"),
    )
    .hint("make another first: file-organizer user add NAME --role admin"))
}
