//! Roles: the four built-in ones, and custom ones.

use std::collections::BTreeSet;

use crate::domain::action::Action;
use crate::domain::detail::{Detail, Unit, Word};
use crate::domain::id::UserId;
use crate::domain::permission::{Permission, Permissions};
use crate::domain::role::{BuiltinRole, RoleError, check_name, document};
use crate::storage::StorageError;
use crate::storage::record::RoleRecord;
use crate::storage::tables::View;
use crate::storage::users;

use super::error::{Error, Kind, Result};
use super::gate::{Gate, Writing};

impl From<RoleError> for Error {
    fn from(error: RoleError) -> Self {
        let known: Vec<&str> = Permission::ALL.iter().map(|one| one.name()).collect();
        let hint = match &error {
            RoleError::UnknownPermission { .. } => {
                Some(format!("the permissions are: {}", known.join(", ")))
            }
            RoleError::Syntax(_) | RoleError::Name(_) => None,
        };
        Self::new(Kind::Usage, error.to_string()).maybe_hint(hint)
    }
}

/// A role, and how many have it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct RoleInfo {
    /// Its name.
    pub name: String,
    /// Its permissions.
    pub permissions: Permissions,
    /// Whether it is built in.
    pub builtin: bool,
    /// Users who have it.
    pub users: u64,
    /// Active API keys that have it.
    pub api_keys: u64,
}

fn stored(record: &RoleRecord, name: &str) -> Result<Permissions> {
    Permissions::parse(record.permissions.iter().map(String::as_str))
        .map_err(|e| Error::from(StorageError::Damaged(format!("role {name:?}: {e}"))))
}

/// The permissions of the role with this name, if it exists.
fn find(view: &impl View, name: &str) -> Result<Option<Permissions>> {
    match users::role(view, name)? {
        Some(record) => stored(&record, name).map(Some),
        None => Ok(BuiltinRole::by_name(name).map(BuiltinRole::permissions)),
    }
}

/// The permissions of a user's or key's role; none if the role no longer exists, as for a revoked
/// key.
///
/// # Errors
/// Kind `Damaged` for a role that cannot be read.
pub(super) fn permissions_of(view: &impl View, name: &str) -> Result<Permissions> {
    Ok(find(view, name)?.unwrap_or_default())
}

/// The current permissions of a user.
///
/// # Errors
/// As [`permissions_of`].
pub(super) fn permissions_of_user(view: &impl View, id: &UserId) -> Result<Permissions> {
    match users::get(view, id)? {
        Some(user) => permissions_of(view, &user.role),
        None => Ok(Permissions::default()),
    }
}

/// The permissions of a role named by the user.
///
/// # Errors
/// Kind `NotFound`.
pub(super) fn named(view: &impl View, name: &str) -> Result<Permissions> {
    find(view, name)?.ok_or_else(|| {
        Error::new(Kind::NotFound, format!("there is no role {name:?}"))
            .hint("list them with: file-organizer role list")
    })
}

fn info(view: &impl View, name: &str, permissions: Permissions) -> Result<RoleInfo> {
    let has = |role: &str| role == name;
    let accounts = users::present(view)?;
    let keys = users::api_keys(view)?;
    Ok(RoleInfo {
        name: name.to_owned(),
        permissions,
        builtin: BuiltinRole::by_name(name).is_some(),
        users: accounts.iter().filter(|(_, user)| has(&user.role)).count() as u64,
        api_keys: keys
            .iter()
            .filter(|(_, key)| key.revoked.is_none() && has(&key.role))
            .count() as u64,
    })
}

fn all(view: &impl View) -> Result<Vec<RoleInfo>> {
    let mut roles = Vec::new();
    for builtin in BuiltinRole::ALL {
        roles.push(info(view, builtin.name(), named(view, builtin.name())?)?);
    }
    for (name, record) in users::roles(view)? {
        if BuiltinRole::by_name(&name).is_none() {
            roles.push(info(view, &name, stored(&record, &name)?)?);
        }
    }
    Ok(roles)
}

/// The names of roles that have every permission.
pub(super) fn powerful(view: &impl View) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::from([BuiltinRole::Admin.name().to_owned()]);
    for (name, record) in users::roles(view)? {
        if stored(&record, &name)? == Permissions::all() {
            names.insert(name);
        }
    }
    Ok(names)
}

/// Every role.
///
/// # Errors
/// Kind `Denied`.
pub fn list(gate: &mut Gate) -> Result<Vec<RoleInfo>> {
    gate.read(Action::RoleList, |view, _| all(view))
}

/// One role.
///
/// # Errors
/// Kinds `Denied`, `NotFound`.
pub fn show(gate: &mut Gate, name: &str) -> Result<RoleInfo> {
    gate.read(Action::RoleList, |view, _| {
        info(view, name, named(view, name)?)
    })
}

fn put(writing: &mut Writing<'_, '_>, name: &str, permissions: &Permissions) -> Result<()> {
    let before = find(writing.view(), name)?;
    if before.as_ref() == Some(permissions) {
        return Ok(());
    }
    if name == BuiltinRole::Admin.name() {
        return Err(
            Error::new(Kind::Usage, "the role admin always has every permission")
                .hint("create a custom role: file-organizer role set NAME PERMISSION..."),
        );
    }
    let before = before.unwrap_or_default();
    let mut access = writing.grant(&[permissions, &before])?;
    let record = RoleRecord {
        permissions: permissions
            .iter()
            .map(|one| one.name().to_owned())
            .collect(),
    };
    access.put_role(name, &record)
}

/// Sets the permissions of a role, and creates it if necessary.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for an invalid name, and for `admin`.
pub fn set(gate: &mut Gate, name: &str, permissions: &Permissions) -> Result<()> {
    check_name(name)?;
    gate.write(Action::RoleSet, name.as_bytes(), |writing| {
        put(writing, name, permissions)?;
        if *permissions == Permissions::all() {
            writing.detail(Word::AllPermissions);
        }
        Ok(())
    })
}

/// Removes an unused role; a built-in role is reset to its defaults.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `NotFound`; `Usage` if the role is in use.
pub fn remove(gate: &mut Gate, name: &str) -> Result<()> {
    gate.write(Action::RoleRemove, name.as_bytes(), |writing| {
        let now = named(writing.view(), name)?;
        let of = info(writing.view(), name, now)?;
        let builtin = BuiltinRole::by_name(name).map(BuiltinRole::permissions);
        match builtin {
            None if of.users + of.api_keys > 0 => {
                return Err(Error::new(
                    Kind::Usage,
                    format!(
                        "the role {name:?} is in use by {} users and {} API keys",
                        of.users, of.api_keys
                    ),
                )
                .hint("assign another role first: file-organizer user role NAME ROLE"));
            }
            Some(_) | None => {}
        }
        let mut access = writing.grant(&[&of.permissions, &builtin.unwrap_or_default()])?;
        access.remove_role(name)
    })
}

/// Sets all roles of a YAML text, or none; returns their names.
///
/// # Errors
/// As [`set`]; `Usage` for an invalid text.
pub fn import(gate: &mut Gate, text: &str) -> Result<Vec<String>> {
    let roles = document::read(text)?;
    gate.write(Action::RoleSet, b"import", |writing| {
        for (name, permissions) in &roles {
            put(writing, name, permissions)?;
        }
        // admin always has this role: importing it unchanged grants nothing.
        let everything = roles.iter().any(|(name, permissions)| {
            name != BuiltinRole::Admin.name() && *permissions == Permissions::all()
        });
        let count = roles.len();
        let detail = Detail::from(Unit::Roles.count(count));
        writing.detail(if everything {
            detail.and(Word::AllPermissions)
        } else {
            detail
        });
        Ok(roles.iter().map(|(name, _)| name.clone()).collect())
    })
}

/// All roles as a YAML text.
///
/// # Errors
/// Kind `Denied`.
pub fn export(gate: &mut Gate) -> Result<String> {
    let roles = list(gate)?;
    Ok(document::write(
        roles
            .iter()
            .map(|role| (role.name.as_str(), &role.permissions)),
    ))
}
