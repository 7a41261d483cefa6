//! Who acts, and what they may: decided from the role, by the table in `domain::action`.

use crate::domain::action::{Action, Needs};
use crate::domain::permission::Permissions;
use crate::domain::role::BuiltinRole;
use crate::storage::database::Store;
use crate::storage::users;

use crate::app::error::{Error, Kind, Result, unlock_failed};

/// Who acts.
#[derive(Debug, Clone)]
pub struct Principal {
    /// The user's name, as the audit log shows it.
    pub name: String,
    /// What the role permits.
    pub permissions: Permissions,
}

impl Principal {
    pub(super) fn may(&self, action: Action) -> bool {
        match action.needs() {
            Needs::Nothing => true,
            Needs::One(permission) => self.permissions.has(permission),
            Needs::OneOrOwn(any, own) => self.permissions.has(any) || self.permissions.has(own),
        }
    }

    /// Whether the action is allowed on something that `owner` owns.
    pub(super) fn may_on(&self, action: Action, owner: &str) -> bool {
        match action.needs() {
            Needs::Nothing | Needs::One(_) => self.may(action),
            Needs::OneOrOwn(any, own) => {
                self.permissions.has(any) || (self.permissions.has(own) && owner == self.name)
            }
        }
    }
}

pub(super) fn denied(action: Action, who: &str) -> Error {
    let needs = match action.needs() {
        Needs::Nothing => String::new(),
        Needs::One(one) => format!(" (needs {})", one.name()),
        Needs::OneOrOwn(any, own) => {
            format!(
                " (needs {}, or {} and a file of one's own)",
                any.name(),
                own.name()
            )
        }
    };
    Error::new(
        Kind::Denied,
        format!("{who:?} may not do this: {}{needs}", action.event().name()),
    )
    .hint("an administrator can change the role")
}

pub(super) fn principal(store: &Store, user: String) -> Result<Principal> {
    let row = users::get(&store.read()?, &user)?.ok_or_else(unlock_failed)?;
    if row.disabled {
        return Err(unlock_failed());
    }
    let role = BuiltinRole::by_name(&row.role).ok_or_else(|| {
        Error::new(
            Kind::Damaged,
            format!("user {user:?} has an unknown role {:?}", row.role),
        )
    })?;
    Ok(Principal {
        name: user,
        permissions: role.permissions(),
    })
}
