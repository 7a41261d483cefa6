//! Everything the program can do to a vault, with the permission it requires and the event it
//! leaves. `app::gate` decides by this table alone.

mod events;
mod needs;
mod recorded;
#[cfg(test)]
mod tests;

use super::permission::Permission;
pub use needs::{Needs, Recorded};

/// An operation on a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Create the vault.
    Init,
    /// List files and folders, or show one.
    FileList,
    /// Read content that leaves the vault.
    FileRead,
    /// Add files.
    FileUpload,
    /// Move or rename files.
    FileMove,
    /// Change tags.
    FileTag,
    /// Change a note.
    FileNote,
    /// Move files to the trash.
    FileDelete,
    /// Move all but one of several equal files to the trash.
    Dedupe,
    /// Restore files from the trash.
    TrashRestore,
    /// Destroy files in the trash.
    TrashEmpty,
    /// Undo an operation.
    Undo,
    /// Redo an undone operation.
    Redo,
    /// Show past operations.
    History,
    /// Show the policy.
    PolicyRead,
    /// Change the policy.
    PolicyChange,
    /// Read or verify the audit log.
    AuditRead,
    /// Run the monitor's rules on the audit log.
    Monitor,
    /// Export the audit log.
    AuditExport,
    /// Remove old rows of the audit log behind a checkpoint.
    AuditPrune,
    /// Show counts and sizes.
    Status,
    /// Verify the whole vault.
    Verify,
    /// Return unused space.
    Compact,
    /// Encrypt everything under a new key.
    Rekey,
    /// Change one's own password.
    PasswordChange,
    /// Test the recovery key.
    RecoveryTest,
    /// Replace the recovery key.
    RecoveryReplace,
    /// Create a user.
    UserAdd,
    /// List users.
    UserList,
    /// Set another user's password.
    UserPassword,
    /// Change a user's role.
    UserRole,
    /// Disable a user.
    UserDisable,
    /// Remove a user.
    UserRemove,
    /// List roles.
    RoleList,
    /// Set the permissions of a role.
    RoleSet,
    /// Remove a role.
    RoleRemove,
    /// Create an API key.
    KeyCreate,
    /// List API keys.
    KeyList,
    /// List API keys that expire soon.
    KeyDue,
    /// Revoke an API key.
    KeyRevoke,
    /// Issue a new secret for an API key.
    KeyRotate,
    /// Begin a session.
    Login,
    /// End one's own session.
    Logout,
    /// List sessions: one's own, or all.
    SessionList,
    /// End sessions.
    SessionRevoke,
    /// Extend one's own session.
    SessionRefresh,
    /// Accept a vault that was restored from an older copy.
    RollbackAccept,
    /// Create a backup, and remove those that the rule does not keep.
    BackupCreate,
    /// Change the backup recipients.
    BackupRecipientChange,
    /// List the backup recipients.
    BackupRecipientList,
    /// Restore the newest backup as a test, and record the result.
    BackupDrill,
    /// List waiting drops, with the names in them.
    InboxList,
    /// List the receipts of imported folders.
    InboxReceipts,
    /// Destroy waiting drops.
    InboxDiscard,
    /// Share a drop folder, or stop sharing it.
    DropBoxChange,
    /// Organize files by rules.
    Organize,
    /// Preview organizing.
    OrganizePreview,
    /// Show the rules.
    RulesRead,
    /// Change the rules.
    RulesChange,
    /// End all credentials but one.
    IncidentLockdown,
    /// Report who did what.
    IncidentReport,
    /// Show the retention rules.
    RetentionRead,
    /// Change the retention rules.
    RetentionChange,
    /// Move expired files to the trash.
    RetentionApply,
    /// List consents.
    ConsentRead,
    /// Record a consent.
    ConsentGrant,
    /// Record that a consent was withdrawn.
    ConsentWithdraw,
    /// Export all data of a person.
    PrivacyExport,
    /// Erase all data of a person.
    PrivacyErase,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 69] = [
        Self::Init,
        Self::FileList,
        Self::FileRead,
        Self::FileUpload,
        Self::FileMove,
        Self::FileTag,
        Self::FileNote,
        Self::FileDelete,
        Self::Dedupe,
        Self::TrashRestore,
        Self::TrashEmpty,
        Self::Undo,
        Self::Redo,
        Self::History,
        Self::PolicyRead,
        Self::PolicyChange,
        Self::AuditRead,
        Self::Monitor,
        Self::AuditExport,
        Self::AuditPrune,
        Self::Status,
        Self::Verify,
        Self::Compact,
        Self::Rekey,
        Self::PasswordChange,
        Self::RecoveryTest,
        Self::RecoveryReplace,
        Self::UserAdd,
        Self::UserList,
        Self::UserPassword,
        Self::UserRole,
        Self::UserDisable,
        Self::UserRemove,
        Self::RoleList,
        Self::RoleSet,
        Self::RoleRemove,
        Self::KeyCreate,
        Self::KeyList,
        Self::KeyDue,
        Self::KeyRevoke,
        Self::KeyRotate,
        Self::Login,
        Self::Logout,
        Self::SessionList,
        Self::SessionRevoke,
        Self::SessionRefresh,
        Self::RollbackAccept,
        Self::BackupCreate,
        Self::BackupRecipientChange,
        Self::BackupRecipientList,
        Self::BackupDrill,
        Self::InboxList,
        Self::InboxReceipts,
        Self::InboxDiscard,
        Self::DropBoxChange,
        Self::Organize,
        Self::OrganizePreview,
        Self::RulesRead,
        Self::RulesChange,
        Self::IncidentLockdown,
        Self::IncidentReport,
        Self::RetentionRead,
        Self::RetentionChange,
        Self::RetentionApply,
        Self::ConsentRead,
        Self::ConsentGrant,
        Self::ConsentWithdraw,
        Self::PrivacyExport,
        Self::PrivacyErase,
    ];

    /// The permissions it requires.
    #[must_use]
    pub const fn needs(self) -> Needs {
        match self {
            Self::PasswordChange | Self::Login => Needs::InPerson(None),
            Self::Logout | Self::SessionList | Self::SessionRevoke | Self::SessionRefresh => {
                Needs::Nothing
            }
            Self::UserAdd
            | Self::UserList
            | Self::UserPassword
            | Self::UserRole
            | Self::UserDisable
            | Self::UserRemove => Needs::One(Permission::UserManage),
            Self::RoleList | Self::RoleSet | Self::RoleRemove => Needs::One(Permission::RoleManage),
            Self::KeyCreate | Self::KeyList | Self::KeyRevoke | Self::KeyRotate => {
                Needs::One(Permission::KeyManage)
            }
            Self::FileList
            | Self::FileRead
            | Self::History
            | Self::Status
            | Self::RetentionRead => Needs::One(Permission::FileRead),
            Self::FileUpload | Self::InboxList | Self::InboxReceipts => {
                Needs::One(Permission::FileUpload)
            }
            // The rules decide what is removed.
            Self::InboxDiscard | Self::RetentionApply => Needs::One(Permission::FileDelete),
            Self::FileMove
            | Self::FileTag
            | Self::FileNote
            | Self::Organize
            | Self::OrganizePreview
            | Self::RulesRead => Needs::One(Permission::FileOrganize),
            Self::FileDelete | Self::Dedupe | Self::TrashRestore | Self::TrashEmpty => {
                Needs::OneOrOwn(Permission::FileDelete, Permission::FileDeleteOwn)
            }
            // Each effect requires its own permission.
            Self::Undo | Self::Redo => Needs::Any(&[
                Permission::FileOrganize,
                Permission::FileDelete,
                Permission::FileDeleteOwn,
            ]),
            Self::PolicyRead | Self::PolicyChange => Needs::One(Permission::PolicyManage),
            // For monitoring tools, which change nothing.
            Self::AuditRead
            | Self::Monitor
            | Self::AuditExport
            | Self::IncidentReport
            | Self::Verify
            | Self::KeyDue => Needs::One(Permission::AuditRead),
            Self::AuditPrune => Needs::One(Permission::AuditManage),
            Self::Init | Self::Compact | Self::Rekey | Self::RecoveryTest => {
                Needs::One(Permission::VaultManage)
            }
            Self::RollbackAccept | Self::IncidentLockdown => {
                Needs::InPerson(Some(Permission::VaultManage))
            }
            Self::BackupCreate | Self::BackupRecipientList => Needs::One(Permission::BackupCreate),
            // The recovery key, or an identity of backups, gives access to everything.
            Self::RecoveryReplace | Self::BackupRecipientChange => Needs::All(&Permission::ALL),
            // Dropped files are added to the vault.
            Self::DropBoxChange => Needs::All(&[Permission::PolicyManage, Permission::FileUpload]),
            // The next principal who organizes applies the rules.
            Self::RulesChange => Needs::All(&[
                Permission::PolicyManage,
                Permission::FileOrganize,
                Permission::FileDelete,
            ]),
            Self::BackupDrill => Needs::One(Permission::BackupRestore),
            Self::ConsentRead | Self::ConsentGrant | Self::ConsentWithdraw => {
                Needs::One(Permission::PrivacyManage)
            }
            // They remove, export and destroy files.
            Self::RetentionChange => {
                Needs::All(&[Permission::PrivacyManage, Permission::FileDelete])
            }
            Self::PrivacyExport => Needs::All(&[Permission::PrivacyManage, Permission::FileRead]),
            Self::PrivacyErase => Needs::All(&[
                Permission::PrivacyManage,
                Permission::FileRead,
                Permission::FileDelete,
            ]),
        }
    }

    /// Whether it can be restricted to folders: a principal with a scope may do nothing else.
    #[must_use]
    pub const fn respects_scope(self) -> bool {
        match self {
            Self::FileList
            | Self::FileRead
            | Self::FileUpload
            | Self::FileMove
            | Self::FileTag
            | Self::FileNote
            | Self::FileDelete
            | Self::Dedupe
            | Self::TrashRestore
            | Self::TrashEmpty
            | Self::Organize
            | Self::OrganizePreview => true,
            Self::Init
            | Self::Undo
            | Self::Redo
            | Self::History
            | Self::PolicyRead
            | Self::PolicyChange
            | Self::AuditRead
            | Self::Monitor
            | Self::AuditExport
            | Self::AuditPrune
            | Self::Status
            | Self::Verify
            | Self::Compact
            | Self::Rekey
            | Self::PasswordChange
            | Self::RecoveryTest
            | Self::RecoveryReplace
            | Self::UserAdd
            | Self::UserList
            | Self::UserPassword
            | Self::UserRole
            | Self::UserDisable
            | Self::UserRemove
            | Self::RoleList
            | Self::RoleSet
            | Self::RoleRemove
            | Self::KeyCreate
            | Self::KeyList
            | Self::KeyDue
            | Self::KeyRevoke
            | Self::KeyRotate
            | Self::Login
            | Self::Logout
            | Self::SessionList
            | Self::SessionRevoke
            | Self::SessionRefresh
            | Self::RollbackAccept
            | Self::BackupCreate
            | Self::BackupRecipientChange
            | Self::BackupRecipientList
            | Self::BackupDrill
            // They concern files of all users.
            | Self::InboxList
            | Self::InboxReceipts
            | Self::InboxDiscard
            | Self::DropBoxChange
            // They concern the whole vault.
            | Self::RulesRead
            | Self::RulesChange
            | Self::IncidentLockdown
            | Self::IncidentReport
            | Self::RetentionRead
            | Self::RetentionChange
            | Self::RetentionApply
            | Self::ConsentRead
            | Self::ConsentGrant
            | Self::ConsentWithdraw
            | Self::PrivacyExport
            | Self::PrivacyErase => false,
        }
    }
}
