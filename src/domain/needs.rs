//! The permissions that an action or an effect requires.

use super::permission::{Permission, Permissions};

/// What an action requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// A credential of a user, not an API key.
    Nothing,
    /// A password or the recovery key, and the permission, if any: not an API key or a session,
    /// which could extend its own life.
    InPerson(Option<Permission>),
    /// This permission.
    One(Permission),
    /// All of these permissions.
    All(&'static [Permission]),
    /// Any of these permissions.
    Any(&'static [Permission]),
    /// The first for anything; the second suffices for the principal's own files.
    OneOrOwn(Permission, Permission),
}

impl Needs {
    /// Whether these permissions suffice for something of another user.
    #[must_use]
    pub fn are_met(self, permissions: &Permissions) -> bool {
        match self {
            Self::Nothing | Self::InPerson(None) => true,
            Self::InPerson(Some(one)) | Self::One(one) | Self::OneOrOwn(one, _) => {
                permissions.has(one)
            }
            Self::All(all) => all.iter().all(|one| permissions.has(*one)),
            Self::Any(any) => any.iter().any(|one| permissions.has(*one)),
        }
    }

    /// Whether these permissions suffice for the principal's own files.
    #[must_use]
    pub fn are_met_for_own(self, permissions: &Permissions) -> bool {
        match self {
            Self::OneOrOwn(_, own) => self.are_met(permissions) || permissions.has(own),
            Self::Nothing | Self::InPerson(_) | Self::One(_) | Self::All(_) | Self::Any(_) => {
                self.are_met(permissions)
            }
        }
    }

    /// The entry of a permission matrix: `yes`, `own` or `-`.
    #[must_use]
    pub fn shown(self, permissions: &Permissions) -> &'static str {
        match (self.are_met(permissions), self.are_met_for_own(permissions)) {
            (true, _) => "yes",
            (false, true) => "own",
            (false, false) => "-",
        }
    }
}
