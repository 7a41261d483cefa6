//! What a principal may be allowed to do: the closed list of permissions. Which role has which is
//! in `role`, which action needs which in `action`.

use std::collections::BTreeSet;
use std::str::FromStr;

/// One permission, by the name that roles and keys use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// List, search and read files.
    FileRead,
    /// Add files.
    FileUpload,
    /// Move, tag, annotate and arrange files.
    FileOrganize,
    /// Delete files of one's own.
    FileDeleteOwn,
    /// Delete any file.
    FileDelete,
    /// Make, list and revoke API keys.
    KeyManage,
    /// Make, change and remove users.
    UserManage,
    /// Change roles.
    RoleManage,
    /// Change the policy.
    PolicyManage,
    /// Read the audit log.
    AuditRead,
    /// Prune the audit log.
    AuditManage,
    /// Make backups.
    BackupCreate,
    /// Restore backups.
    BackupRestore,
    /// Verify, compact and re-encrypt the vault.
    VaultManage,
    /// Export and erase personal data.
    PrivacyManage,
}

impl Permission {
    /// All of them, in the order of the manual.
    pub const ALL: [Self; 15] = [
        Self::FileRead,
        Self::FileUpload,
        Self::FileOrganize,
        Self::FileDeleteOwn,
        Self::FileDelete,
        Self::KeyManage,
        Self::UserManage,
        Self::RoleManage,
        Self::PolicyManage,
        Self::AuditRead,
        Self::AuditManage,
        Self::BackupCreate,
        Self::BackupRestore,
        Self::VaultManage,
        Self::PrivacyManage,
    ];

    /// The name, such as `file:read`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FileRead => "file:read",
            Self::FileUpload => "file:upload",
            Self::FileOrganize => "file:organize",
            Self::FileDeleteOwn => "file:delete_own",
            Self::FileDelete => "file:delete",
            Self::KeyManage => "key:manage",
            Self::UserManage => "user:manage",
            Self::RoleManage => "role:manage",
            Self::PolicyManage => "policy:manage",
            Self::AuditRead => "audit:read",
            Self::AuditManage => "audit:manage",
            Self::BackupCreate => "backup:create",
            Self::BackupRestore => "backup:restore",
            Self::VaultManage => "vault:manage",
            Self::PrivacyManage => "privacy:manage",
        }
    }
}

/// There is no permission of this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown permission {0:?}")]
pub struct UnknownPermission(pub String);

impl FromStr for Permission {
    type Err = UnknownPermission;

    fn from_str(name: &str) -> Result<Self, UnknownPermission> {
        Self::ALL
            .into_iter()
            .find(|permission| permission.name() == name)
            .ok_or_else(|| UnknownPermission(name.to_owned()))
    }
}

/// The permissions that somebody has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Permissions(BTreeSet<Permission>);

impl Permissions {
    /// Every permission there is: what `*` means.
    #[must_use]
    pub fn all() -> Self {
        Permission::ALL.into_iter().collect()
    }

    /// Reads names; `*` is every permission.
    ///
    /// # Errors
    /// [`UnknownPermission`], for the first that there is not.
    pub fn parse<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, UnknownPermission> {
        let mut all = BTreeSet::new();
        for name in names {
            if name == "*" {
                all.extend(Permission::ALL);
            } else {
                all.insert(name.parse()?);
            }
        }
        Ok(Self(all))
    }

    /// Whether all of the other's are among them.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        other.0.is_subset(&self.0)
    }

    /// Those that both have.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self(self.0.intersection(&other.0).copied().collect())
    }

    /// Whether this permission is among them.
    #[must_use]
    pub fn has(&self, permission: Permission) -> bool {
        self.0.contains(&permission)
    }

    /// In the order of the manual.
    pub fn iter(&self) -> impl Iterator<Item = Permission> {
        self.0.iter().copied()
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().collect())
    }
}
