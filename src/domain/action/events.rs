//! Which event an action leaves in the audit log.

use super::Action;
use crate::domain::event::Event;

impl Action {
    /// The event that the audit log shows.
    #[must_use]
    pub const fn event(self) -> Event {
        match self {
            Self::Init => Event::VaultInit,
            Self::FileList => Event::FileList,
            Self::FileRead => Event::FileRead,
            Self::FileUpload => Event::FileUpload,
            Self::FileMove => Event::FileMove,
            Self::FileTag => Event::FileTag,
            Self::FileNote => Event::FileNote,
            Self::FileDelete => Event::FileDelete,
            Self::Dedupe => Event::FileDedupe,
            Self::TrashRestore => Event::TrashRestore,
            Self::TrashEmpty => Event::TrashEmpty,
            Self::Undo => Event::Undo,
            Self::Redo => Event::Redo,
            Self::History => Event::HistoryRead,
            Self::PolicyRead => Event::PolicyRead,
            Self::PolicyChange => Event::PolicyChange,
            Self::AuditRead => Event::AuditRead,
            Self::Monitor => Event::MonitorRun,
            Self::Status => Event::StatusRead,
            Self::Verify => Event::VaultVerify,
            Self::Compact => Event::VaultCompact,
            Self::Rekey => Event::VaultRekey,
            Self::PasswordChange => Event::PasswordChange,
            Self::RecoveryTest => Event::RecoveryTest,
            Self::RecoveryReplace => Event::RecoveryReplace,
            Self::UserAdd => Event::UserAdd,
            Self::UserList => Event::UserList,
            Self::UserPassword => Event::UserPassword,
            Self::UserRole => Event::RoleChange,
            Self::UserDisable => Event::UserDisable,
            Self::UserRemove => Event::UserRemove,
            Self::RoleList => Event::RoleList,
            Self::RoleSet => Event::RoleSet,
            Self::RoleRemove => Event::RoleRemove,
            Self::KeyCreate => Event::ApiKeyCreate,
            Self::KeyList => Event::ApiKeyList,
            Self::KeyRevoke => Event::ApiKeyRevoke,
            Self::KeyRotate => Event::ApiKeyRotate,
            Self::Login => Event::UserLogin,
            Self::Logout => Event::UserLogout,
            Self::SessionList => Event::SessionList,
            Self::SessionRevoke => Event::SessionRevoke,
            Self::SessionRefresh => Event::SessionRefresh,
            Self::RollbackAccept => Event::RollbackAccept,
            Self::BackupCreate => Event::BackupCreate,
            Self::BackupRecipientChange => Event::BackupRecipientChange,
            Self::BackupRecipientList => Event::BackupRecipientList,
            Self::BackupDrill => Event::BackupDrill,
            Self::InboxList => Event::InboxList,
            Self::InboxReceipts => Event::InboxReceipts,
            Self::InboxDiscard => Event::InboxDiscard,
            Self::DropBoxChange => Event::DropBoxChange,
            Self::Organize => Event::FileOrganize,
            Self::OrganizePreview => Event::OrganizePreview,
            Self::RulesRead => Event::RulesRead,
            Self::RulesChange => Event::RulesChange,
        }
    }
}
