//! The closed list of permissions. `role` assigns them to roles, `action` to actions.

use std::collections::BTreeSet;
use std::str::FromStr;

/// One permission, by the name that roles and keys use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// List, search and read files.
    FileRead,
    /// Add files.
    FileUpload,
    /// Move, tag and annotate files.
    FileOrganize,
    /// Delete one's own files.
    FileDeleteOwn,
    /// Delete any file.
    FileDelete,
    /// Create, list and revoke API keys.
    KeyManage,
    /// Create, change and remove users.
    UserManage,
    /// Change roles.
    RoleManage,
    /// Change the policy.
    PolicyManage,
    /// Read the audit log.
    AuditRead,
    /// Prune the audit log.
    AuditManage,
    /// Create backups.
    BackupCreate,
    /// Restore backups.
    BackupRestore,
    /// Verify, compact and rekey the vault.
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

/// There is no permission with this name.
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

/// A set of permissions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Permissions(BTreeSet<Permission>);

impl Permissions {
    /// Every permission: the meaning of `*`.
    #[must_use]
    pub fn all() -> Self {
        Permission::ALL.into_iter().collect()
    }

    /// Parses names; `*` is every permission.
    ///
    /// # Errors
    /// [`UnknownPermission`], for the first unknown name.
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

    /// Whether it contains all of the other's.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        other.0.is_subset(&self.0)
    }

    /// What somebody else needs to act as a user with these permissions: a permission for one's own
    /// files would apply to that user's files.
    #[must_use]
    pub fn to_act_as(&self) -> Self {
        let mut needed = self.clone();
        if needed.has(Permission::FileDeleteOwn) {
            needed.0.insert(Permission::FileDelete);
        }
        needed
    }

    /// The intersection.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self(self.0.intersection(&other.0).copied().collect())
    }

    /// Whether it contains this permission.
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

super::schema::by_name!(Permission);

impl serde::Serialize for Permissions {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(&self.0)
    }
}

impl schemars::JsonSchema for Permissions {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Permissions".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<Permission>::json_schema(generator)
    }
}
