//! Which effects the row of each action may have.

use super::Action;
use crate::domain::effect::Effect;

impl Action {
    /// The effects that it may have: its row says which of them it had, and how much. A read of
    /// content or metadata has the first.
    #[must_use]
    pub const fn effects(self) -> &'static [Effect] {
        use Effect::{
            Arrange, Configure, Destroy, End, Grant, LearnNames, Place, ReadContent, Remove,
            Replace, Restore, TakeOut,
        };
        match self {
            Self::FileRead => &[ReadContent],
            // Older backups are destroyed.
            Self::BackupCreate => &[TakeOut, Destroy],
            Self::PrivacyExport | Self::AuditExport => &[TakeOut],
            Self::FileList
            | Self::History
            | Self::Status
            | Self::InboxList
            | Self::InboxReceipts
            | Self::OrganizePreview => &[LearnNames],
            Self::FileUpload => &[Place, Replace, Arrange, Remove],
            Self::FileMove | Self::Organize => &[Arrange, Replace, Remove],
            Self::FileCopy => &[Place, Replace],
            Self::VersionRestore => &[Replace],
            Self::FileTag | Self::FileNote => &[Arrange],
            Self::FileDelete | Self::RetentionApply => &[Remove, Destroy],
            Self::Dedupe => &[Arrange, Remove, Destroy],
            Self::TrashRestore => &[Restore, Arrange],
            Self::TrashEmpty | Self::InboxDiscard | Self::AuditPrune | Self::Compact => &[Destroy],
            Self::Undo | Self::Redo => {
                &[Place, Replace, Arrange, Remove, Restore, Destroy, Configure]
            }
            Self::PolicyChange
            | Self::RulesChange
            | Self::RetentionChange
            | Self::HoldChange
            | Self::ConsentGrant
            | Self::ConsentWithdraw
            | Self::SearchChange
            | Self::Rekey => &[Configure],
            Self::PasswordChange | Self::RecoveryReplace | Self::Login | Self::SessionRefresh => {
                &[Grant, End]
            }
            Self::UserAdd
            | Self::UserPassword
            | Self::UserRole
            | Self::UserDisable
            | Self::UserRemove
            | Self::RoleSet
            | Self::RoleRemove
            | Self::KeyCreate
            | Self::KeyRotate
            | Self::BackupRecipientChange
            | Self::DropBoxChange => &[Grant, Configure, End],
            Self::KeyRevoke | Self::Logout | Self::SessionRevoke | Self::IncidentLockdown => &[End],
            Self::Init | Self::RollbackAccept => &[Grant],
            Self::PrivacyErase => &[Destroy, Grant, Configure, End],
            // They show settings and the log, or check what is there.
            Self::PolicyRead
            | Self::AuditRead
            | Self::Monitor
            | Self::Verify
            | Self::RecoveryTest
            | Self::UserList
            | Self::RoleList
            | Self::KeyList
            | Self::KeyDue
            | Self::SessionList
            | Self::BackupRecipientList
            | Self::BackupDrill
            | Self::RulesRead
            | Self::IncidentReport
            | Self::RetentionRead
            | Self::HoldRead
            | Self::SearchRead
            | Self::ConsentRead => &[],
        }
    }
}
