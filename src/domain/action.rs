//! Everything the program can do to a vault, and everything that the audit log records: one table,
//! in which each action states its permissions, when it is recorded, what it concerns, and its
//! event. `app::gate` decides by this table alone.

mod columns;
mod effects;
#[cfg(test)]
mod tests;

pub use super::needs::Needs;
use super::permission::Permission;
pub use columns::{Reach, Recorded, Targets};

macro_rules! actions {
    (
        actions {$(
            #[doc = $doc:literal]
            $action:ident: $needs:expr, $recorded:ident, $reach:ident
                => $event:ident $(= $code:literal $name:literal $targets:ident)?;
        )*}
        other events {$(
            #[doc = $other_doc:literal]
            $other:ident = $other_code:literal $other_name:literal $other_targets:ident;
        )*}
    ) => {
        /// An operation on a vault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action { $(#[doc = $doc] $action,)* }

        impl Action {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$action,)*];

            /// The permissions it requires.
            #[must_use]
            pub const fn needs(self) -> Needs {
                use Needs::{All, Any, InPerson, Nothing, One, OneOrOwn};
                use Permission::*;
                match self { $(Self::$action => $needs,)* }
            }

            /// When a success is recorded.
            #[must_use]
            pub const fn recorded(self) -> Recorded {
                match self { $(Self::$action => Recorded::$recorded,)* }
            }

            /// What it concerns.
            #[must_use]
            pub const fn reach(self) -> Reach {
                match self { $(Self::$action => Reach::$reach,)* }
            }

            /// The event in the audit log.
            #[must_use]
            pub const fn event(self) -> Event {
                match self { $(Self::$action => Event::$event,)* }
            }
        }

        /// An event of the audit log: that of an action, or one without an action.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum Event {
            $($(#[doc = $doc] $event = $code,)?)*
            $(#[doc = $other_doc] $other = $other_code,)*
        }

        impl Event {
            /// All of them.
            pub const ALL: &'static [Self] = &[
                $($((Self::$event, $code).0,)?)*
                $(Self::$other,)*
            ];

            /// The event with this stored number.
            #[must_use]
            pub fn by_code(code: u16) -> Option<Self> {
                Self::ALL.iter().copied().find(|event| event.code() == code)
            }

            /// The printed name, such as `FILE_UPLOAD`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $($(Self::$event => $name,)?)*
                    $(Self::$other => $other_name,)*
                }
            }

            /// The stored number: never reused for another event.
            #[must_use]
            pub const fn code(self) -> u16 {
                self as u16
            }

            /// What the target of a row is.
            #[must_use]
            pub const fn targets(self) -> Targets {
                match self {
                    $($(Self::$event => Targets::$targets,)?)*
                    $(Self::$other => Targets::$other_targets,)*
                }
            }
        }
    };
}

// An action: its permissions, when it is recorded, what it concerns => its event, with the stored
// number, the printed name, what its target is, and how the monitor counts it. Two actions can
// share an event.
actions! {
actions {
    /// Create the vault.
    Init: One(VaultManage), WithChange, Vault => VaultInit = 1 "VAULT_INIT" Other;
    /// List files and folders, or show one.
    FileList: One(FileRead), WhenRaised, Folders => FileList = 20 "FILE_LIST" Files;
    /// Read content that leaves the vault.
    FileRead: One(FileRead), BeforeContent, Folders => FileRead = 21 "FILE_READ" Files;
    /// Add files.
    FileUpload: One(FileUpload), WithChange, Folders => FileUpload = 22 "FILE_UPLOAD" Files;
    /// Move or rename files.
    FileMove: One(FileOrganize), WithChange, Folders => FileMove = 23 "FILE_MOVE" Files;
    // The content becomes readable at another path, and for another owner.
    /// Copy files in the vault.
    FileCopy: All(&[FileRead, FileUpload]), WithChange, Folders => FileCopy = 37 "FILE_COPY" Files;
    /// Make an earlier version of a file the newest one.
    VersionRestore: All(&[FileRead, FileUpload]), WithChange, Folders
        => VersionRestore = 38 "VERSION_RESTORE" Files;
    /// Change tags.
    FileTag: One(FileOrganize), WithChange, Folders => FileTag = 24 "FILE_TAG" Files;
    /// Change a note.
    FileNote: One(FileOrganize), WithChange, Folders => FileNote = 25 "FILE_NOTE" Files;
    /// Move files to the trash.
    FileDelete: OneOrOwn(FileDelete, FileDeleteOwn), WithChange, Folders
        => FileDelete = 26 "FILE_DELETE" Files;
    /// Move all but one of several equal files to the trash.
    Dedupe: OneOrOwn(FileDelete, FileDeleteOwn), WithChange, Folders
        => FileDedupe = 36 "FILE_DEDUPE" Files;
    /// Restore files from the trash.
    TrashRestore: OneOrOwn(FileDelete, FileDeleteOwn), WithChange, Folders
        => TrashRestore = 27 "TRASH_RESTORE" Files;
    /// Destroy files in the trash.
    TrashEmpty: OneOrOwn(FileDelete, FileDeleteOwn), WithChange, Folders
        => TrashEmpty = 28 "TRASH_EMPTY" Files;
    // Each effect requires its own permission.
    /// Undo an operation.
    Undo: Any(&[FileOrganize, FileDelete, FileDeleteOwn, PolicyManage]), WithChange, Vault
        => Undo = 29 "UNDO" Files;
    /// Redo an undone operation.
    Redo: Any(&[FileOrganize, FileDelete, FileDeleteOwn, PolicyManage]), WithChange, Vault
        => Redo = 30 "REDO" Files;
    /// Show past operations.
    History: Any(&[FileRead, PolicyManage]), WhenRaised, Vault => HistoryRead = 31 "HISTORY_READ" Files;
    // They may name folders outside a scope.
    /// List your own saved searches.
    SearchRead: One(FileRead), WhenRaised, Vault => SearchRead = 39 "SEARCH_READ" Other;
    // A key must not change what the commands of its user mean.
    /// Save or remove a search of your own.
    SearchChange: Nothing, WithChange, Vault => SearchChange = 49 "SEARCH_CHANGE" Files;
    /// Show the policy.
    PolicyRead: One(PolicyManage), WhenRaised, Vault => PolicyRead = 40 "POLICY_READ" Other;
    /// Change the policy.
    PolicyChange: One(PolicyManage), WithChange, Vault
        => PolicyChange = 41 "POLICY_CHANGE" Other;
    // Audit permissions are for monitoring tools, which change nothing.
    /// Read or verify the audit log.
    AuditRead: One(AuditRead), WhenRaised, Log => AuditRead = 50 "AUDIT_READ" Other;
    /// Run the monitor's rules on the audit log.
    Monitor: One(AuditRead), WhenRaised, Log => MonitorRun = 51 "MONITOR_RUN" Other;
    /// Export the audit log.
    AuditExport: One(AuditRead), BeforeContent, Vault => AuditExport = 52 "AUDIT_EXPORT" Other;
    /// Remove old rows of the audit log behind a checkpoint.
    AuditPrune: One(AuditManage), WithChange, Log => AuditPrune = 53 "AUDIT_PRUNE" Other;
    /// Show counts and sizes.
    Status: One(FileRead), WhenRaised, Log => StatusRead = 32 "STATUS_READ" Files;
    /// Verify the whole vault.
    Verify: One(AuditRead), WithChange, Vault => VaultVerify = 2 "VAULT_VERIFY" Other;
    /// Return unused space.
    Compact: One(VaultManage), WithChange, Vault => VaultCompact = 3 "VAULT_COMPACT" Other;
    /// Encrypt everything under a new key.
    Rekey: One(VaultManage), WithChange, Vault => VaultRekey = 4 "VAULT_REKEY" Other;
    /// Change your own password.
    PasswordChange: InPerson(None), WithChange, Vault
        => PasswordChange = 5 "PASSWORD_CHANGE" Other;
    /// Test the recovery key.
    RecoveryTest: One(VaultManage), WithChange, Vault
        => RecoveryTest = 6 "RECOVERY_TEST" Other;
    // The recovery key, or an identity of backups, gives access to everything.
    /// Replace the recovery key.
    RecoveryReplace: All(&Permission::ALL), WithChange, Vault
        => RecoveryReplace = 7 "RECOVERY_REPLACE" Other;
    /// Create a user.
    UserAdd: One(UserManage), WithChange, Vault => UserAdd = 70 "USER_ADD" Other;
    /// List users.
    UserList: One(UserManage), WhenRaised, Vault => UserList = 71 "USER_LIST" Other;
    /// Set another user's password.
    UserPassword: One(UserManage), WithChange, Vault
        => UserPassword = 72 "USER_PASSWORD" Other;
    /// Change a user's role.
    UserRole: One(UserManage), WithChange, Vault => RoleChange = 73 "ROLE_CHANGE" Other;
    /// Disable a user.
    UserDisable: One(UserManage), WithChange, Vault => UserDisable = 74 "USER_DISABLE" Other;
    /// Remove a user.
    UserRemove: One(UserManage), WithChange, Vault => UserRemove = 75 "USER_REMOVE" Other;
    /// List roles.
    RoleList: One(RoleManage), WhenRaised, Vault => RoleList = 76 "ROLE_LIST" Other;
    /// Set the permissions of a role.
    RoleSet: One(RoleManage), WithChange, Vault => RoleSet = 77 "ROLE_SET" Other;
    /// Remove a role.
    RoleRemove: One(RoleManage), WithChange, Vault => RoleRemove = 78 "ROLE_REMOVE" Other;
    /// Create an API key.
    KeyCreate: One(KeyManage), WithChange, Vault => ApiKeyCreate = 80 "API_KEY_CREATE" Other;
    /// List API keys.
    KeyList: One(KeyManage), WhenRaised, Log => ApiKeyList = 81 "API_KEY_LIST" Other;
    /// List API keys that expire soon.
    KeyDue: One(AuditRead), WhenRaised, Log => ApiKeyList;
    /// Revoke an API key.
    KeyRevoke: One(KeyManage), WithChange, Vault => ApiKeyRevoke = 82 "API_KEY_REVOKE" Other;
    /// Issue a new secret for an API key.
    KeyRotate: One(KeyManage), WithChange, Vault => ApiKeyRotate = 83 "API_KEY_ROTATE" Other;
    /// Begin a session.
    Login: InPerson(None), WithChange, Vault => UserLogin = 60 "USER_LOGIN" Other;
    /// End your own session.
    Logout: Nothing, WithChange, Vault => UserLogout = 61 "USER_LOGOUT" Other;
    /// List sessions: your own, or all.
    SessionList: Nothing, WhenRaised, Vault => SessionList = 62 "SESSION_LIST" Other;
    /// End sessions.
    SessionRevoke: Nothing, WithChange, Vault => SessionRevoke = 63 "SESSION_REVOKE" Other;
    /// Extend your own session.
    SessionRefresh: Nothing, WithChange, Vault => SessionRefresh = 64 "SESSION_REFRESH" Other;
    /// Accept a vault that was restored from an older copy.
    RollbackAccept: InPerson(Some(VaultManage)), WithChange, Vault
        => RollbackAccept = 90 "ROLLBACK_ACCEPT" Other;
    /// Create a backup, and remove those that the rule does not keep.
    BackupCreate: One(BackupCreate), BeforeContent, Vault
        => BackupCreate = 100 "BACKUP_CREATE" Other;
    /// Change the backup recipients.
    BackupRecipientChange: All(&Permission::ALL), WithChange, Vault
        => BackupRecipientChange = 103 "BACKUP_RECIPIENT_CHANGE" Other;
    /// List the backup recipients.
    BackupRecipientList: One(BackupCreate), WhenRaised, Vault
        => BackupRecipientList = 104 "BACKUP_RECIPIENT_LIST" Other;
    /// Restore the newest backup as a test, and record the result.
    BackupDrill: One(BackupRestore), WithChange, Vault
        => BackupDrill = 102 "BACKUP_DRILL" Other;
    // They concern files of all users.
    /// List waiting drops, with the names in them.
    InboxList: One(FileUpload), WhenRaised, Vault => InboxList = 33 "INBOX_LIST" Files;
    /// List the receipts of imported folders.
    InboxReceipts: One(FileUpload), WhenRaised, Vault
        => InboxReceipts = 35 "INBOX_RECEIPTS" Files;
    /// Destroy waiting drops.
    InboxDiscard: One(FileDelete), WithChange, Vault
        => InboxDiscard = 34 "INBOX_DISCARD" Files;
    // Dropped files are added to the vault.
    /// Share a drop folder, or stop sharing it.
    DropBoxChange: All(&[PolicyManage, FileUpload]), WithChange, Vault
        => DropBoxChange = 42 "DROP_BOX_CHANGE" Other;
    /// Organize files by rules.
    Organize: One(FileOrganize), WithChange, Folders
        => FileOrganize = 43 "FILE_ORGANIZE" Files;
    /// Preview organizing.
    OrganizePreview: One(FileOrganize), WhenRaised, Folders
        => OrganizePreview = 44 "ORGANIZE_PREVIEW" Files;
    /// Show the rules.
    RulesRead: One(FileOrganize), WhenRaised, Vault => RulesRead = 45 "RULES_READ" Other;
    // The next principal who organizes applies the rules.
    /// Change the rules.
    RulesChange: All(&[PolicyManage, FileOrganize, FileDelete]), WithChange, Vault
        => RulesChange = 46 "RULES_CHANGE" Other;
    /// End all credentials but one.
    IncidentLockdown: InPerson(Some(VaultManage)), WithChange, Vault
        => IncidentLockdown = 47 "INCIDENT_LOCKDOWN" Other;
    /// Report who did what.
    IncidentReport: One(AuditRead), WhenRaised, Log
        => IncidentReport = 48 "INCIDENT_REPORT" Other;
    /// Show the retention rules.
    RetentionRead: One(FileRead), WhenRaised, Vault
        => RetentionRead = 110 "RETENTION_READ" Other;
    // They remove, export and destroy files.
    /// Change the retention rules.
    RetentionChange: All(&[PrivacyManage, FileDelete]), WithChange, Vault
        => RetentionChange = 111 "RETENTION_CHANGE" Other;
    // The rules decide what is removed.
    /// Move expired files to the trash.
    RetentionApply: One(FileDelete), WithChange, Vault
        => RetentionApply = 112 "RETENTION_APPLY" Other;
    // The reason may be confidential.
    /// List holds.
    HoldRead: One(PrivacyManage), WhenRaised, Vault => HoldRead = 118 "HOLD_READ" Other;
    /// Set or remove a hold.
    HoldChange: One(PrivacyManage), WithChange, Vault
        => HoldChange = 119 "HOLD_CHANGE" Other;
    /// List consents.
    ConsentRead: One(PrivacyManage), WhenRaised, Vault
        => ConsentRead = 113 "CONSENT_READ" Other;
    /// Record a consent.
    ConsentGrant: One(PrivacyManage), WithChange, Vault
        => ConsentGrant = 114 "CONSENT_GRANT" Other;
    /// Record that a consent was withdrawn.
    ConsentWithdraw: One(PrivacyManage), WithChange, Vault
        => ConsentWithdraw = 115 "CONSENT_WITHDRAW" Other;
    /// Export all data of a person.
    PrivacyExport: All(&[PrivacyManage, FileRead]), BeforeContent, Vault
        => PrivacyExport = 116 "PRIVACY_EXPORT" Other;
    /// Erase all data of a person.
    PrivacyErase: All(&[PrivacyManage, FileRead, FileDelete]), WithChange, Vault
        => PrivacyErase = 117 "PRIVACY_ERASE" Other;
}
other events {
    /// Events in the spool were lost: torn by a crash, modified, or put back too late.
    NoteLost = 54 "NOTE_LOST" Other;
    /// An unlock failed.
    AuthFailure = 65 "AUTH_FAILURE" Other;
    /// An API key was used: counted, without a row.
    ApiKeyUse = 84 "API_KEY_USE" Other;
    /// The clock was behind the latest recorded time.
    ClockRollback = 91 "CLOCK_ROLLBACK" Other;
    /// This vault was restored from a backup.
    BackupRestore = 101 "BACKUP_RESTORE" Other;
}
}
