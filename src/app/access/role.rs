//! Roles: the four built-in ones, and custom ones.

use crate::domain::action::Action;
use crate::domain::detail::{Detail, Unit, Word};
use crate::domain::monitor::Roles;
use crate::domain::permission::{Permission, Permissions};
use crate::domain::role::{BuiltinRole, RoleError, check_name, document};
use crate::storage::record::RoleRecord;
use crate::storage::tables::View;
use crate::storage::users;

use crate::app::access::holdings::{Holdings, ended_by};
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::{Gate, Writing};

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

/// The permissions of a role named by the user.
///
/// # Errors
/// Kind `NotFound`.
pub(crate) fn named(view: &impl View, name: &str) -> Result<Permissions> {
    users::role_permissions(view, name)?.ok_or_else(|| {
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

/// Every role, the built-in ones first.
pub(crate) fn all(view: &impl View) -> Result<Vec<RoleInfo>> {
    let mut roles = Vec::new();
    for builtin in BuiltinRole::ALL {
        roles.push(info(view, builtin.name(), named(view, builtin.name())?)?);
    }
    for (name, record) in users::roles(view)? {
        if BuiltinRole::by_name(&name).is_none() {
            roles.push(info(view, &name, record.permissions(&name)?)?);
        }
    }
    Ok(roles)
}

/// The roles that the monitor notices.
pub(crate) fn noticed(view: &impl View) -> Result<Roles> {
    let mut roles = Roles::default();
    for role in all(view)? {
        if role.permissions.iter().any(Permission::is_power) {
            roles.powerful.insert(role.name.clone());
        }
        if role.permissions.has(Permission::FileRead) {
            roles.reading.insert(role.name);
        }
    }
    Ok(roles)
}

/// Every role.
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
    let before = users::role_permissions(writing.view(), name)?;
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

/// Sets the permissions of a role, and creates it if necessary. Returns what this ended: see
/// `ended_by`.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for an invalid name, and for `admin`.
pub fn set(gate: &mut Gate, name: &str, permissions: &Permissions) -> Result<Holdings> {
    check_name(name)?;
    gate.write(Action::RoleSet, name.as_bytes(), |writing| {
        let ended = ended_by(writing, |writing| put(writing, name, permissions))?;
        if *permissions == Permissions::all() {
            writing.detail(Word::AllPermissions);
        }
        Ok(ended)
    })
}

/// Removes an unused role; a built-in role is reset to its defaults.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `NotFound`; `Usage` if the role is in use.
pub fn remove(gate: &mut Gate, name: &str) -> Result<Holdings> {
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
        ended_by(writing, |writing| {
            let mut access = writing.grant(&[&of.permissions, &builtin.unwrap_or_default()])?;
            access.remove_role(name)
        })
    })
}

/// Sets all roles of a YAML text, or none; returns their names, and what this ended: see `ended_by`.
///
/// # Errors
/// As [`set`]; `Usage` for an invalid text.
pub fn import(gate: &mut Gate, text: &str) -> Result<(Vec<String>, Holdings)> {
    let roles = document::read(text)?;
    gate.write(Action::RoleSet, b"import", |writing| {
        let ended = ended_by(writing, |writing| {
            roles
                .iter()
                .try_for_each(|(name, permissions)| put(writing, name, permissions))
        })?;
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
        Ok((roles.iter().map(|(name, _)| name.clone()).collect(), ended))
    })
}

/// All roles as a YAML text.
pub fn export(gate: &mut Gate) -> Result<String> {
    let roles = list(gate)?;
    Ok(document::write(
        roles
            .iter()
            .map(|role| (role.name.as_str(), &role.permissions)),
    ))
}
