//! Roles: named sets of permissions. The built-in four are here.

use super::permission::{Permission, Permissions};

/// A role that every vault has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuiltinRole {
    /// May do everything.
    Admin,
    /// Keeps files, and deletes those of their own.
    User,
    /// Reads files.
    Viewer,
    /// What an API key has unless told otherwise.
    Api,
}

impl BuiltinRole {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Admin, Self::User, Self::Viewer, Self::Api];

    /// The name, such as `viewer`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::User => "user",
            Self::Viewer => "viewer",
            Self::Api => "api",
        }
    }

    /// The role of this name, if it is built in.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// What the role permits.
    #[must_use]
    pub fn permissions(self) -> Permissions {
        match self {
            Self::Admin => Permissions::all(),
            Self::User => [
                Permission::FileRead,
                Permission::FileUpload,
                Permission::FileOrganize,
                Permission::FileDeleteOwn,
            ]
            .into_iter()
            .collect(),
            Self::Viewer => [Permission::FileRead].into_iter().collect(),
            Self::Api => [
                Permission::FileRead,
                Permission::FileUpload,
                Permission::BackupCreate,
            ]
            .into_iter()
            .collect(),
        }
    }
}
