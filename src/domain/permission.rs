//! The closed list of permissions. `role` assigns them to roles, `action` to actions.

use std::collections::BTreeSet;
use std::str::FromStr;

super::closed_set::closed_set! {
    /// One permission, by the name that roles and keys use.
    pub enum Permission by
    /// The name, such as `file:read`.
    name {
        /// List, search and read files.
        FileRead = "file:read",
        /// Add files.
        FileUpload = "file:upload",
        /// Move, tag and annotate files.
        FileOrganize = "file:organize",
        /// Delete your own files.
        FileDeleteOwn = "file:delete_own",
        /// Delete any file.
        FileDelete = "file:delete",
        /// Create, list and revoke API keys.
        KeyManage = "key:manage",
        /// Create, change and remove users.
        UserManage = "user:manage",
        /// Change roles.
        RoleManage = "role:manage",
        /// Change the policy.
        PolicyManage = "policy:manage",
        /// Read the audit log.
        AuditRead = "audit:read",
        /// Prune the audit log.
        AuditManage = "audit:manage",
        /// Create backups.
        BackupCreate = "backup:create",
        /// Restore backups.
        BackupRestore = "backup:restore",
        /// Verify, compact and rekey the vault.
        VaultManage = "vault:manage",
        /// Export and erase personal data.
        PrivacyManage = "privacy:manage",
    }
}

impl Permission {
    /// What it allows, for people.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::FileRead => "list, search, read and copy out files; show the state of the vault",
            Self::FileUpload => {
                "add files, and import drops; with file:read, add versions of existing files"
            }
            Self::FileOrganize => "move, tag and annotate files; organize folders by rules",
            Self::FileDeleteOwn => "remove your own files, and restore them from the trash",
            Self::FileDelete => {
                "remove any file, restore and empty the trash, discard drops, apply retention"
            }
            Self::KeyManage => "create, list, rotate and revoke API keys",
            Self::UserManage => {
                "add, list, disable and remove users; set their passwords and roles"
            }
            Self::RoleManage => "list, set and remove roles",
            Self::PolicyManage => "show and change the policy of the vault",
            Self::AuditRead => {
                "read, verify and export the audit log; verify the vault; run the monitor"
            }
            Self::AuditManage => "prune the audit log, and set how long it is kept",
            Self::BackupCreate => "create backups, and list their recipients",
            Self::BackupRestore => "test backups by restoring them (backup drill)",
            Self::VaultManage => "compact and rekey the vault, and test the recovery key",
            Self::PrivacyManage => {
                "export and erase personal data; manage consents, and holds on files"
            }
        }
    }

    /// Whether it gives power over files of others, access, settings or the audit log.
    #[must_use]
    pub const fn is_power(self) -> bool {
        match self {
            Self::FileRead
            | Self::FileUpload
            | Self::FileOrganize
            | Self::FileDeleteOwn
            | Self::AuditRead
            | Self::BackupCreate => false,
            Self::FileDelete
            | Self::KeyManage
            | Self::UserManage
            | Self::RoleManage
            | Self::PolicyManage
            | Self::AuditManage
            | Self::BackupRestore
            | Self::VaultManage
            | Self::PrivacyManage => true,
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

    /// What somebody else needs to act as a user with these permissions: a permission for own
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
