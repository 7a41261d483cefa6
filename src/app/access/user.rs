//! Users: create, list, set a password or role, disable, remove. There is always an administrator.

use crate::crypto::random;
use crate::domain::action::Action;
use crate::domain::detail::{Part, Word};
use crate::domain::id::UserId;
use crate::domain::name;
use crate::domain::role::BuiltinRole;
use crate::domain::time::Time;
use crate::storage::keyring::{Keyring, SlotKind};
use crate::storage::record::UserRecord;
use crate::storage::tables::View;
use crate::storage::users;

use crate::app::access::holdings::{Disposition, Holdings, Rows, ended_by};
use crate::app::access::names::check_distinct;
use crate::app::access::role::named;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::slots::{KdfCosts, check_password, password_slot};
use crate::app::gate::{Gate, Writing};
use crate::app::secret::Secret;
use crate::storage::users::permissions_of;

/// A user.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct UserInfo {
    /// Unique; never reused, even if the name is.
    pub id: UserId,
    /// The name.
    pub name: String,
    /// The role.
    pub role: String,
    /// When it was created.
    pub created: Time,
    /// Whether the user is disabled.
    pub disabled: bool,
    /// Whether there is a password.
    pub has_password: bool,
    /// Active sessions.
    pub sessions: u64,
}

fn not_found(name: &str) -> Error {
    Error::new(Kind::NotFound, format!("there is no user {name:?}"))
        .hint("list them with: file-organizer user list")
}

fn existing(view: &impl View, name: &str) -> Result<(UserId, UserRecord)> {
    users::named(view, name)?.ok_or_else(|| not_found(name))
}

fn has_password(keyring: &Keyring, name: &str) -> bool {
    keyring
        .slots
        .iter()
        .any(|slot| matches!(&slot.kind, SlotKind::Password { user, .. } if user == name))
}

/// Every user.
pub fn list(gate: &mut Gate) -> Result<Vec<UserInfo>> {
    let keyring = gate.keyring().clone();
    let now = crate::app::clock::now();
    gate.read(Action::UserList, |view, _| all(view, &keyring, now))
}

pub(crate) fn all(view: &impl View, keyring: &Keyring, now: Time) -> Result<Vec<UserInfo>> {
    let sessions = users::sessions(view)?;
    let info = |(id, user): (UserId, UserRecord)| UserInfo {
        has_password: has_password(keyring, &user.name),
        sessions: sessions
            .iter()
            .filter(|(_, session)| session.user == id && session.expires > now)
            .count() as u64,
        id,
        role: user.role,
        created: user.created,
        disabled: user.disabled,
        name: user.name,
    };
    Ok(users::present(view)?.into_iter().map(info).collect())
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

/// What a user has set up that grants access.
///
/// # Errors
/// Kinds `Denied`, `NotFound`.
pub fn holdings(gate: &mut Gate, name: &str) -> Result<Holdings> {
    gate.read(Action::UserList, |view, _| {
        let (id, _) = existing(view, name)?;
        Ok(Rows::of(view, &id)?.holdings())
    })
}

/// Checks what [`add`] would refuse, before a password is chosen.
///
/// # Errors
/// As [`add`].
pub fn check_new(gate: &mut Gate, name: &str, role: &str) -> Result<()> {
    name::check(name)?;
    gate.read(Action::UserAdd, |view, _| {
        check_free(view, name)?;
        named(view, role)?;
        Ok(())
    })
}

/// Checks that there is a user whose password can be set.
///
/// # Errors
/// Kinds `Denied`, `NotFound`.
pub fn check_existing(gate: &mut Gate, name: &str) -> Result<()> {
    gate.read(Action::UserPassword, |view, _| {
        existing(view, name).map(drop)
    })
}

fn check_free(view: &impl View, name: &str) -> Result<()> {
    if users::named(view, name)?.is_some() {
        return Err(
            Error::new(Kind::Usage, format!("the user {name:?} already exists"))
                .hint("set the password with: file-organizer user passwd"),
        );
    }
    let others = users::present(view)?;
    let others = others.iter().map(|(_, other)| other.name.as_str());
    check_distinct("user", name, others)
}

/// Creates a user.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `NotFound` for the role; `Usage` for an invalid name or password, or a
/// name that is taken.
pub fn add(
    gate: &mut Gate,
    name: &str,
    role: &str,
    password: &Secret,
    costs: KdfCosts,
) -> Result<()> {
    name::check(name)?;
    gate.read(Action::UserAdd, |_, _| check_password(password))?;
    let costs = costs.measure()?;
    let (epoch, slot) = gate.with_key(|key| password_slot(name, password, costs, key))?;
    gate.write(Action::UserAdd, name.as_bytes(), |writing| {
        check_free(writing.view(), name)?;
        let user = UserRecord {
            name: name.to_owned(),
            role: role.to_owned(),
            created: writing.now,
            disabled: false,
            removed: None,
        };
        let permits = named(writing.view(), role)?;
        let id = UserId::new(random::array()?);
        let mut access = writing.grant(&[&permits])?;
        access.put_user(&id, &user)?;
        access.add_slot(epoch, slot)?;
        writing.detail(Part::Role(role.to_owned()));
        Ok(())
    })
}

/// Sets the password of a user, which enables a disabled user again.
pub fn set_password(gate: &mut Gate, name: &str, password: &Secret, costs: KdfCosts) -> Result<()> {
    gate.read(Action::UserPassword, |_, _| check_password(password))?;
    let costs = costs.measure()?;
    let (epoch, slot) = gate.with_key(|key| password_slot(name, password, costs, key))?;
    gate.write(Action::UserPassword, name.as_bytes(), |writing| {
        let (id, mut user) = existing(writing.view(), name)?;
        let mut permits = permissions_of(writing.view(), &user.role)?;
        if id != writing.actor().user {
            permits = permits.to_act_as();
        }
        let mut access = writing.grant(&[&permits])?;
        let enabled = user.disabled;
        user.disabled = false;
        access.put_user(&id, &user)?;
        access.end_all_of(&id)?;
        access.replace_password(epoch, (&id, name), slot)?;
        if enabled {
            writing.detail(Word::Enabled);
        }
        Ok(())
    })
}

/// Changes the role of a user; their sessions end, and backup recipients and shared folders that they
/// may no longer set up. Their API keys are limited to the new role. Returns the affected ones.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `NotFound`; `Usage` for the last administrator.
pub fn set_role(gate: &mut Gate, name: &str, role: &str) -> Result<Holdings> {
    gate.write(Action::UserRole, name.as_bytes(), |writing| {
        let (id, mut user) = existing(writing.view(), name)?;
        let before = permissions_of(writing.view(), &user.role)?;
        let after = named(writing.view(), role)?;
        if role != BuiltinRole::Admin.name() {
            check_not_last(writing, &id, &user)?;
        }
        let keys = Rows::of(writing.view(), &id)?.holdings().keys;
        let change = Part::RoleChange(user.role.clone(), role.to_owned());
        user.role = role.to_owned();
        let ended = ended_by(writing, |writing| {
            let mut access = writing.grant(&[&before, &after])?;
            access.put_user(&id, &user)?;
            access.end_all_of(&id)
        })?;
        writing.detail(change);
        Ok(Holdings { keys, ..ended })
    })
}

/// Disables a user: the password and all sessions end, and what they have set up ends or is handed
/// over; returns it. Setting a password enables the user again.
pub fn disable(gate: &mut Gate, name: &str, disposition: Disposition) -> Result<Holdings> {
    close(gate, Action::UserDisable, name, disposition, |user, _| {
        user.disabled = true;
    })
}

/// Removes a user, as [`disable`] does; files stay. A later user of the same name is a different
/// user.
pub fn remove(gate: &mut Gate, name: &str, disposition: Disposition) -> Result<Holdings> {
    close(gate, Action::UserRemove, name, disposition, |user, now| {
        user.removed = Some(now);
    })
}

fn close(
    gate: &mut Gate,
    action: Action,
    name: &str,
    disposition: Disposition,
    change: impl FnOnce(&mut UserRecord, Time),
) -> Result<Holdings> {
    gate.write(action, name.as_bytes(), |writing| {
        let (id, mut user) = existing(writing.view(), name)?;
        let permits = permissions_of(writing.view(), &user.role)?;
        check_not_last(writing, &id, &user)?;
        let now = writing.now;
        let rows = Rows::of(writing.view(), &id)?;
        let holdings = rows.dispose(writing, disposition, now)?;
        let mut access = writing.grant(&[&permits])?;
        change(&mut user, now);
        access.put_user(&id, &user)?;
        access.end_all_of(&id)?;
        access.drop_password(name)?;
        if disposition == Disposition::HandOver && !holdings.is_empty() {
            writing.detail(Word::HandedOver);
        }
        Ok(holdings)
    })
}

/// Refuses to lose the last administrator who can unlock the vault.
pub(crate) fn check_not_last(
    writing: &Writing<'_, '_>,
    id: &UserId,
    user: &UserRecord,
) -> Result<()> {
    let admin = |user: &UserRecord| user.role == BuiltinRole::Admin.name() && !user.disabled;
    if !admin(user) {
        return Ok(());
    }
    let keyring = writing.keyring();
    let others = users::present(writing.view())?
        .into_iter()
        .any(|(other, user)| other != *id && admin(&user) && has_password(keyring, &user.name));
    if others {
        return Ok(());
    }
    let name = &user.name;
    Err(Error::new(
        Kind::Usage,
        format!("{name:?} is the last administrator who can unlock the vault"),
    )
    .hint("create another one first: file-organizer user add NAME --role admin"))
}

/// A user who was disabled or removed.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct EndedUser<'a> {
    /// What was done: `disabled` or `removed`.
    pub status: &'static str,
    /// The user name.
    pub name: &'a str,
    /// Whether you have the API keys, recipients and folders now; otherwise they were removed.
    pub handed_over: bool,
    /// What the user had created.
    #[serde(flatten)]
    pub holdings: &'a crate::app::access::holdings::Holdings,
}
