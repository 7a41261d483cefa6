//! Roles: named sets of permissions. The built-in four are here; the text form of all is in
//! `document`.

pub mod document;

use super::permission::{Permission, Permissions};

/// Why a role is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RoleError {
    /// The text is not of the form.
    #[error("not a list of roles: {0}")]
    Syntax(String),
    /// A name that no role can have.
    #[error("{0:?} is not a role name (lower-case letters, digits, - and _, at most 32)")]
    Name(String),
    /// A permission that there is not.
    #[error("role {role:?}: unknown permission {permission:?}")]
    UnknownPermission {
        /// The role that names it.
        role: String,
        /// As written.
        permission: String,
    },
}

/// Refuses a name that no role can have.
///
/// # Errors
/// [`RoleError::Name`].
pub fn check_name(name: &str) -> Result<(), RoleError> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    // What the recovery key is called is no role's name.
    let free = name != super::name::RECOVERY;
    if starts && free && name.len() <= 32 && name.chars().all(fits) {
        Ok(())
    } else {
        Err(RoleError::Name(name.to_owned()))
    }
}

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
