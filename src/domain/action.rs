//! Everything the program can do to a vault, with the permission that it needs and the event that
//! it leaves. `app::gate` decides by this table and by nothing else.

mod events;
mod needs;
mod recorded;
#[cfg(test)]
mod tests;

use super::permission::Permission;
pub use needs::{Needs, Recorded};

/// One thing that somebody asks of a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Make the vault.
    Init,
    /// List files and folders, or show one.
    FileList,
    /// Read content: it leaves the vault.
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
    /// Take files out of the trash.
    TrashRestore,
    /// Destroy what is in the trash.
    TrashEmpty,
    /// Take an operation back.
    Undo,
    /// Do an operation again that was taken back.
    Redo,
    /// Look at past operations.
    History,
    /// Look at the policy.
    PolicyRead,
    /// Change the policy.
    PolicyChange,
    /// Read or verify the audit log.
    AuditRead,
    /// Run the rules of the monitor over the audit log.
    Monitor,
    /// Take the audit log out.
    AuditExport,
    /// Remove old rows of the audit log behind a checkpoint.
    AuditPrune,
    /// Look at counts and sizes.
    Status,
    /// Check the whole vault.
    Verify,
    /// Give unused space back.
    Compact,
    /// Encrypt everything under a new key.
    Rekey,
    /// Change one's own password.
    PasswordChange,
    /// Prove the recovery key.
    RecoveryTest,
    /// Replace the recovery key.
    RecoveryReplace,
    /// Make a user.
    UserAdd,
    /// List users.
    UserList,
    /// Set another user's password.
    UserPassword,
    /// Give a user another role.
    UserRole,
    /// Let a user in no more.
    UserDisable,
    /// Remove a user.
    UserRemove,
    /// List roles.
    RoleList,
    /// Set what a role permits.
    RoleSet,
    /// Remove a role.
    RoleRemove,
    /// Make an API key.
    KeyCreate,
    /// List API keys.
    KeyList,
    /// List those that end soon.
    KeyDue,
    /// Revoke an API key.
    KeyRevoke,
    /// Give an API key a new secret.
    KeyRotate,
    /// Begin a session.
    Login,
    /// End one's own session.
    Logout,
    /// List sessions: one's own, or all.
    SessionList,
    /// End sessions.
    SessionRevoke,
    /// Prolong one's own session.
    SessionRefresh,
    /// Go on with a vault that was put back from an earlier copy.
    RollbackAccept,
    /// Make a backup, and remove those that the rule does not keep.
    BackupCreate,
    /// Change to whom backups are encrypted.
    BackupRecipientChange,
    /// List to whom backups are encrypted.
    BackupRecipientList,
    /// Restore the newest backup for a trial, and record how that went.
    BackupDrill,
    /// List drops that wait, with the names inside.
    InboxList,
    /// List what became of the files of folders that were taken in.
    InboxReceipts,
    /// Destroy drops that were not taken.
    InboxDiscard,
    /// Share a folder for drops, or do so no more.
    DropBoxChange,
    /// File files by rules.
    Organize,
    /// Look at what that would do.
    OrganizePreview,
    /// Look at the rules.
    RulesRead,
    /// Change the rules.
    RulesChange,
    /// End every way in but one.
    IncidentLockdown,
    /// Look at who did what.
    IncidentReport,
    /// Look at how long files are kept.
    RetentionRead,
    /// Change how long files are kept.
    RetentionChange,
    /// Move what was kept long enough to the trash.
    RetentionApply,
    /// Look at who consented to what.
    ConsentRead,
    /// Note that somebody consents.
    ConsentGrant,
    /// Note that somebody consents no more.
    ConsentWithdraw,
    /// Hand out everything about a person.
    PrivacyExport,
    /// Destroy everything about a person.
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

    /// What it takes.
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
            // What goes was decided by the rules.
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
            // More is decided by what it takes back: each effect takes its own right.
            Self::Undo | Self::Redo => Needs::Any(&[
                Permission::FileOrganize,
                Permission::FileDelete,
                Permission::FileDeleteOwn,
            ]),
            Self::PolicyRead | Self::PolicyChange => Needs::One(Permission::PolicyManage),
            // What watches, and changes nothing.
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
            // Who has the recovery key, or an identity of backups, has everything.
            Self::RecoveryReplace | Self::BackupRecipientChange => Needs::All(&Permission::ALL),
            // What is dropped there comes in.
            Self::DropBoxChange => Needs::All(&[Permission::PolicyManage, Permission::FileUpload]),
            // What a rule does is done by whoever organizes next.
            Self::RulesChange => Needs::All(&[
                Permission::PolicyManage,
                Permission::FileOrganize,
                Permission::FileDelete,
            ]),
            Self::BackupDrill => Needs::One(Permission::BackupRestore),
            Self::ConsentRead | Self::ConsentGrant | Self::ConsentWithdraw => {
                Needs::One(Permission::PrivacyManage)
            }
            // They remove, hand out and destroy files.
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

    /// Whether it can be confined to some folders: somebody with a scope may do nothing else.
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
            // They are about files of everybody.
            | Self::InboxList
            | Self::InboxReceipts
            | Self::InboxDiscard
            | Self::DropBoxChange
            // They are about the whole vault.
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
