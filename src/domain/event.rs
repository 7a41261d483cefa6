//! Audit events: names, fields, and the text line. Rows are chained and stored elsewhere.

use super::detail::{Detail, Unit};
use super::escape::escape;
use super::id::Actor;
use super::time::Time;

macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident = $code:literal $name:literal,)*) => {
        /// An event, by the name printed in the audit log.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Event { $($(#[$doc])* $variant,)* }

        impl Event {
            /// All of them, in the order of the manual.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The printed name, such as `FILE_UPLOAD`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The stored number: never reused for another event.
            #[must_use]
            pub const fn code(self) -> u16 {
                match self { $(Self::$variant => $code,)* }
            }

            /// The event with this stored number.
            #[must_use]
            pub const fn by_code(code: u16) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

events! {
    /// A vault was created.
    VaultInit = 1 "VAULT_INIT",
    /// The whole vault was verified.
    VaultVerify = 2 "VAULT_VERIFY",
    /// Unused space was returned.
    VaultCompact = 3 "VAULT_COMPACT",
    /// Everything was encrypted under a new key.
    VaultRekey = 4 "VAULT_REKEY",
    /// A password was changed.
    PasswordChange = 5 "PASSWORD_CHANGE",
    /// The recovery key was tested.
    RecoveryTest = 6 "RECOVERY_TEST",
    /// The recovery key was replaced.
    RecoveryReplace = 7 "RECOVERY_REPLACE",
    /// Files were listed or searched.
    FileList = 20 "FILE_LIST",
    /// Content left the vault.
    FileRead = 21 "FILE_READ",
    /// Files were added.
    FileUpload = 22 "FILE_UPLOAD",
    /// Files were moved or renamed.
    FileMove = 23 "FILE_MOVE",
    /// Tags were changed.
    FileTag = 24 "FILE_TAG",
    /// A note was changed.
    FileNote = 25 "FILE_NOTE",
    /// Files were moved to the trash.
    FileDelete = 26 "FILE_DELETE",
    /// Files were restored from the trash.
    TrashRestore = 27 "TRASH_RESTORE",
    /// Files in the trash were destroyed.
    TrashEmpty = 28 "TRASH_EMPTY",
    /// An operation was undone.
    Undo = 29 "UNDO",
    /// An operation was redone.
    Redo = 30 "REDO",
    /// Past operations were shown.
    HistoryRead = 31 "HISTORY_READ",
    /// Counts and sizes were shown.
    StatusRead = 32 "STATUS_READ",
    /// Waiting drops were listed.
    InboxList = 33 "INBOX_LIST",
    /// Waiting drops were destroyed.
    InboxDiscard = 34 "INBOX_DISCARD",
    /// Receipts of imported folders were listed.
    InboxReceipts = 35 "INBOX_RECEIPTS",
    /// All but one of several equal files were moved to the trash.
    FileDedupe = 36 "FILE_DEDUPE",
    /// The policy was shown.
    PolicyRead = 40 "POLICY_READ",
    /// The policy was changed.
    PolicyChange = 41 "POLICY_CHANGE",
    /// A drop folder was shared, or is no longer shared.
    DropBoxChange = 42 "DROP_BOX_CHANGE",
    /// Files were organized by rules.
    FileOrganize = 43 "FILE_ORGANIZE",
    /// Organizing was previewed.
    OrganizePreview = 44 "ORGANIZE_PREVIEW",
    /// The rules were shown.
    RulesRead = 45 "RULES_READ",
    /// The rules were changed.
    RulesChange = 46 "RULES_CHANGE",
    /// A lockdown: its beginning, the removed passwords, its end.
    IncidentLockdown = 47 "INCIDENT_LOCKDOWN",
    /// An incident report was made.
    IncidentReport = 48 "INCIDENT_REPORT",
    /// The audit log was read.
    AuditRead = 50 "AUDIT_READ",
    /// The monitor's rules were run on the audit log.
    MonitorRun = 51 "MONITOR_RUN",
    /// The audit log was exported.
    AuditExport = 52 "AUDIT_EXPORT",
    /// Old rows of the audit log were removed behind a checkpoint.
    AuditPrune = 53 "AUDIT_PRUNE",
    /// Events in the spool were lost: torn by a crash, modified, or put back too late.
    NoteLost = 54 "NOTE_LOST",
    /// A session was begun.
    UserLogin = 60 "USER_LOGIN",
    /// A session was ended by its user.
    UserLogout = 61 "USER_LOGOUT",
    /// Sessions were listed.
    SessionList = 62 "SESSION_LIST",
    /// Sessions were ended.
    SessionRevoke = 63 "SESSION_REVOKE",
    /// A session was extended.
    SessionRefresh = 64 "SESSION_REFRESH",
    /// An unlock failed.
    AuthFailure = 65 "AUTH_FAILURE",
    /// A user was created.
    UserAdd = 70 "USER_ADD",
    /// Users were listed.
    UserList = 71 "USER_LIST",
    /// A user's password was set by an administrator.
    UserPassword = 72 "USER_PASSWORD",
    /// A user's role was changed.
    RoleChange = 73 "ROLE_CHANGE",
    /// A user was disabled.
    UserDisable = 74 "USER_DISABLE",
    /// A user was removed.
    UserRemove = 75 "USER_REMOVE",
    /// Roles were listed.
    RoleList = 76 "ROLE_LIST",
    /// The permissions of a role were set.
    RoleSet = 77 "ROLE_SET",
    /// A role was removed.
    RoleRemove = 78 "ROLE_REMOVE",
    /// An API key was created.
    ApiKeyCreate = 80 "API_KEY_CREATE",
    /// API keys were listed.
    ApiKeyList = 81 "API_KEY_LIST",
    /// An API key was revoked.
    ApiKeyRevoke = 82 "API_KEY_REVOKE",
    /// An API key got a new secret.
    ApiKeyRotate = 83 "API_KEY_ROTATE",
    /// An API key was used: counted, without a row.
    ApiKeyUse = 84 "API_KEY_USE",
    /// A vault restored from an older copy was accepted.
    RollbackAccept = 90 "ROLLBACK_ACCEPT",
    /// The clock was behind the latest recorded time.
    ClockRollback = 91 "CLOCK_ROLLBACK",
    /// A backup was created.
    BackupCreate = 100 "BACKUP_CREATE",
    /// This vault was restored from a backup.
    BackupRestore = 101 "BACKUP_RESTORE",
    /// A backup was restored as a test.
    BackupDrill = 102 "BACKUP_DRILL",
    /// The backup recipients were changed.
    BackupRecipientChange = 103 "BACKUP_RECIPIENT_CHANGE",
    /// The backup recipients were listed.
    BackupRecipientList = 104 "BACKUP_RECIPIENT_LIST",
    /// The retention rules were shown.
    RetentionRead = 110 "RETENTION_READ",
    /// The retention rules were changed.
    RetentionChange = 111 "RETENTION_CHANGE",
    /// Expired files were moved to the trash.
    RetentionApply = 112 "RETENTION_APPLY",
    /// Consents were listed.
    ConsentRead = 113 "CONSENT_READ",
    /// A consent was recorded.
    ConsentGrant = 114 "CONSENT_GRANT",
    /// A consent was withdrawn.
    ConsentWithdraw = 115 "CONSENT_WITHDRAW",
    /// All data of a person were exported.
    PrivacyExport = 116 "PRIVACY_EXPORT",
    /// All data of a person were erased.
    PrivacyErase = 117 "PRIVACY_ERASE",
}

/// There is no event with this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown event {0:?}")]
pub struct UnknownEvent(pub String);

impl std::str::FromStr for Event {
    type Err = UnknownEvent;

    fn from_str(name: &str) -> Result<Self, UnknownEvent> {
        Self::ALL
            .iter()
            .copied()
            .find(|event| event.name().eq_ignore_ascii_case(name))
            .ok_or_else(|| UnknownEvent(name.to_owned()))
    }
}

/// The outcome of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was done.
    Success,
    /// The principal lacks a permission.
    Denied,
    /// It was permitted, but could not be done.
    Failure,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Success, Self::Denied, Self::Failure];

    /// The printed name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Success => "SUCCESS",
            Self::Denied => "DENIED",
            Self::Failure => "FAILURE",
        }
    }

    /// The outcome with this name, in any case.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|outcome| outcome.name().eq_ignore_ascii_case(name))
    }
}

/// One entry of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEvent {
    /// The time, by this machine's clock.
    pub time: Time,
    /// What happened.
    pub event: Event,
    /// Who did it, by id; `None` for the program itself, and for a failed unlock.
    pub actor: Option<Actor>,
    /// The acting principal: a user, a key, or `unknown`.
    pub principal: String,
    /// The user for whom a key acted.
    pub user: Option<String>,
    /// The client's address, or `local`.
    pub source: String,
    /// The target: the exact bytes of a path, a name, a policy key; several are separated by NUL.
    pub target: Option<Vec<u8>>,
    /// The outcome.
    pub outcome: Outcome,
    /// How much was done, and how, such as `2000_FILES` or `NOT_FOUND`.
    pub detail: Option<Detail>,
}

impl AuditEvent {
    /// Whether content left the vault: all of it, or a part before a failure.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.event == Event::FileRead
            && match self.outcome {
                Outcome::Success => true,
                Outcome::Failure => self.count(Unit::Files).is_some(),
                Outcome::Denied => false,
            }
    }

    /// The count in this unit in its detail, if any.
    #[must_use]
    pub fn count(&self, unit: Unit) -> Option<u64> {
        self.detail.as_ref()?.count(unit)
    }

    /// The principal and the user it acts for: `anna`, or `key:scanner (anna)`.
    #[must_use]
    pub fn who(&self) -> String {
        match &self.user {
            None => self.principal.clone(),
            Some(user) => format!("{} ({user})", self.principal),
        }
    }

    /// All targets.
    pub fn targets(&self) -> impl Iterator<Item = &[u8]> {
        let target = self.target.iter();
        target.flat_map(|target| target.split(|byte| *byte == 0))
    }

    /// `2026-02-17 10:31:00 | FILE_UPLOAD | user1 | local | /inbox/document.pdf | SUCCESS`: one
    /// line, whatever the fields contain. The last field is the outcome, with the detail if there
    /// is one.
    #[must_use]
    pub fn line(&self) -> String {
        let mut fields = vec![
            self.time.audit_stamp(),
            self.event.name().to_owned(),
            field(self.who().as_bytes()),
            field(self.source.as_bytes()),
        ];
        if self.target.is_some() {
            let targets: Vec<String> = self.targets().map(field).collect();
            fields.push(targets.join(", "));
        }
        let outcome = self.outcome.name();
        fields.push(match &self.detail {
            None => outcome.to_owned(),
            Some(detail) => format!("{outcome} {}", field(detail.to_string().as_bytes())),
        });
        fields.join(" | ")
    }
}

/// The text of a removed field without a pseudonym.
pub const ERASED: &str = "erased";

/// Which fields of an entry were removed when a person was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Removed {
    /// The principal: a pseudonym replaces it.
    pub principal: bool,
    /// The source.
    pub source: bool,
    /// The target: a pseudonym replaces it.
    pub target: bool,
    /// The detail.
    pub detail: bool,
}

impl Removed {
    /// Whether any was removed.
    #[must_use]
    pub fn any(self) -> bool {
        self.principal || self.source || self.target || self.detail
    }
}

/// An entry read from the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The event: a removed field contains [`ERASED`] or a pseudonym.
    pub event: AuditEvent,
    /// The fields that were removed.
    pub removed: Removed,
}

/// A field of a line: escaped, and without the field separator.
fn field(bytes: &[u8]) -> String {
    escape(bytes).replace('|', "\\x7c")
}

super::schema::by_name!(Event);
super::schema::by_name!(Outcome);

#[cfg(test)]
mod tests {
    use super::*;

    fn event(target: &[u8]) -> AuditEvent {
        AuditEvent {
            time: Time::parse("2026-02-17 10:31:00").unwrap(),
            event: Event::FileUpload,
            actor: None,
            principal: "user1".into(),
            user: None,
            source: "local".into(),
            target: Some(target.to_vec()),
            outcome: Outcome::Success,
            detail: None,
        }
    }

    #[test]
    fn the_line_has_the_documented_form() {
        assert_eq!(
            event(b"/inbox/document.pdf").line(),
            "2026-02-17 10:31:00 | FILE_UPLOAD | user1 | local | /inbox/document.pdf | SUCCESS"
        );
    }

    #[test]
    fn a_hostile_name_stays_one_field_of_one_line() {
        let line = event("a\n | SUCCESS\u{1b}[2J\u{202e}\"}".as_bytes()).line();
        assert_eq!(line.lines().count(), 1);
        assert_eq!(line.split(" | ").count(), 6);
        assert!(!line.contains('\u{1b}') && !line.contains('\u{202e}'));
        assert!(event(b"\xff").line().contains("\\xff"));
    }

    #[test]
    fn codes_are_unique_and_lead_back() {
        for event in Event::ALL {
            assert_eq!(Event::by_code(event.code()), Some(*event));
            assert_eq!(event.name().parse::<Event>().unwrap(), *event);
        }
    }
}
