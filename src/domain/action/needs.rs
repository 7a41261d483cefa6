//! What an action takes, and when it is recorded.

use crate::domain::permission::{Permission, Permissions};

/// When an action that succeeded leaves a row; refusals and failures always do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// Always, in the transaction of the change.
    WithChange,
    /// Before the first byte leaves.
    BeforeContent,
    /// Only at the raised audit level: reads of metadata.
    WhenRaised,
}

/// What somebody needs for an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// To be unlocked by a user, and not by an API key.
    Nothing,
    /// To be unlocked by a password or the recovery key, and the permission, where there is one: not by
    /// an API key or a session, which could outlive its end by it.
    InPerson(Option<Permission>),
    /// This permission.
    One(Permission),
    /// All of these permissions.
    All(&'static [Permission]),
    /// Any of these permissions.
    Any(&'static [Permission]),
    /// The first for anything; the second suffices for what is one's own.
    OneOrOwn(Permission, Permission),
}

impl Needs {
    /// Whether somebody with these permissions has what it takes, for something that is not their own.
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

    /// Whether somebody with these permissions has what it takes, for what is their own.
    #[must_use]
    pub fn are_met_for_own(self, permissions: &Permissions) -> bool {
        match self {
            Self::OneOrOwn(_, own) => self.are_met(permissions) || permissions.has(own),
            Self::Nothing | Self::InPerson(_) | Self::One(_) | Self::All(_) | Self::Any(_) => {
                self.are_met(permissions)
            }
        }
    }

    /// How a matrix shows what these permissions come to: `yes`, `own` or `-`.
    #[must_use]
    pub fn shown(self, permissions: &Permissions) -> &'static str {
        match (self.are_met(permissions), self.are_met_for_own(permissions)) {
            (true, _) => "yes",
            (false, true) => "own",
            (false, false) => "-",
        }
    }
}
