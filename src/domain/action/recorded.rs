//! When an action leaves a row in the audit log, and what must be merged into the log before it.

use super::{Action, Recorded};

impl Action {
    /// Whether it shows the log or usage counts: the spool is merged first.
    #[must_use]
    pub const fn shows_the_log(self) -> bool {
        matches!(
            self,
            Self::AuditRead
                | Self::Monitor
                | Self::AuditPrune
                | Self::IncidentReport
                | Self::KeyList
                | Self::KeyDue
                | Self::Status
        )
    }

    /// When a success is recorded.
    #[must_use]
    pub const fn recorded(self) -> Recorded {
        match self {
            Self::FileRead | Self::BackupCreate | Self::AuditExport | Self::PrivacyExport => {
                Recorded::BeforeContent
            }
            Self::FileList
            | Self::History
            | Self::PolicyRead
            | Self::AuditRead
            | Self::Monitor
            | Self::Status
            | Self::UserList
            | Self::RoleList
            | Self::KeyList
            | Self::KeyDue
            | Self::SessionList
            | Self::BackupRecipientList
            | Self::InboxList
            | Self::InboxReceipts
            | Self::OrganizePreview
            | Self::RulesRead
            | Self::IncidentReport
            | Self::RetentionRead
            | Self::ConsentRead => Recorded::WhenRaised,
            Self::Init
            | Self::FileUpload
            | Self::FileMove
            | Self::FileTag
            | Self::FileNote
            | Self::FileDelete
            | Self::Dedupe
            | Self::TrashRestore
            | Self::TrashEmpty
            | Self::Undo
            | Self::Redo
            | Self::PolicyChange
            | Self::AuditPrune
            | Self::Verify
            | Self::Compact
            | Self::Rekey
            | Self::PasswordChange
            | Self::RecoveryTest
            | Self::RecoveryReplace
            | Self::UserAdd
            | Self::UserPassword
            | Self::UserRole
            | Self::UserDisable
            | Self::UserRemove
            | Self::RoleSet
            | Self::RoleRemove
            | Self::KeyCreate
            | Self::KeyRevoke
            | Self::KeyRotate
            | Self::Login
            | Self::Logout
            | Self::SessionRevoke
            | Self::SessionRefresh
            | Self::RollbackAccept
            | Self::BackupRecipientChange
            | Self::BackupDrill
            | Self::InboxDiscard
            | Self::DropBoxChange
            | Self::Organize
            | Self::RulesChange
            | Self::IncidentLockdown
            | Self::RetentionChange
            | Self::RetentionApply
            | Self::ConsentGrant
            | Self::ConsentWithdraw
            | Self::PrivacyErase => Recorded::WithChange,
        }
    }
}
