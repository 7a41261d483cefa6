//! Roles: named sets of permissions. The four built-in ones are here; the text form is in
//! `document`.

pub mod document;

use super::permission::{Permission, Permissions};

/// Why a role is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RoleError {
    /// The text is malformed.
    #[error("not a list of roles: {0}")]
    Syntax(String),
    /// An invalid name.
    #[error("{0:?} is not a role name (lower-case letters, digits, - and _, at most 32)")]
    Name(String),
    /// An unknown permission.
    #[error("role {role:?}: unknown permission {permission:?}")]
    UnknownPermission {
        /// The role that contains it.
        role: String,
        /// As written.
        permission: String,
    },
}

/// Refuses an invalid name.
pub fn check_name(name: &str) -> Result<(), RoleError> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    // The recovery key's name is reserved.
    let free = name != super::name::RECOVERY;
    if starts && free && name.len() <= 32 && name.chars().all(fits) {
        Ok(())
    } else {
        Err(RoleError::Name(name.to_owned()))
    }
}

/// A built-in role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuiltinRole {
    /// Every permission.
    Admin,
    /// Adds and organizes files, and deletes its own.
    User,
    /// Reads files.
    Viewer,
    /// The default of API keys.
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

    /// The built-in role with this name, if any.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Its permissions.
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
