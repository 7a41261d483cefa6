//! Audit events: their names, their fields, and the line that people read. Rows are chained and
//! stored elsewhere.

use super::detail::{Detail, Unit};
use super::escape::escape;
use super::id::Actor;
use super::time::Time;

macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident = $code:literal $name:literal,)*) => {
        /// What happened, by the name that the audit log prints.
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

            /// The number that is stored: never reused for another event.
            #[must_use]
            pub const fn code(self) -> u16 {
                match self { $(Self::$variant => $code,)* }
            }

            /// The event that has this stored number.
            #[must_use]
            pub const fn by_code(code: u16) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

events! {
    /// A vault was made.
    VaultInit = 1 "VAULT_INIT",
    /// The whole vault was checked.
    VaultVerify = 2 "VAULT_VERIFY",
    /// Unused space was given back.
    VaultCompact = 3 "VAULT_COMPACT",
    /// Everything was encrypted under a new key.
    VaultRekey = 4 "VAULT_REKEY",
    /// A password was changed.
    PasswordChange = 5 "PASSWORD_CHANGE",
    /// The recovery key was proven.
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
    /// Files were taken out of the trash.
    TrashRestore = 27 "TRASH_RESTORE",
    /// Files were destroyed.
    TrashEmpty = 28 "TRASH_EMPTY",
    /// An operation was taken back.
    Undo = 29 "UNDO",
    /// An operation was done again.
    Redo = 30 "REDO",
    /// Past operations were looked at.
    HistoryRead = 31 "HISTORY_READ",
    /// Counts and sizes were looked at.
    StatusRead = 32 "STATUS_READ",
    /// Drops that wait were listed.
    InboxList = 33 "INBOX_LIST",
    /// Drops that were not taken were destroyed.
    InboxDiscard = 34 "INBOX_DISCARD",
    /// What became of the files of folders was listed.
    InboxReceipts = 35 "INBOX_RECEIPTS",
    /// All but one of several equal files were moved to the trash.
    FileDedupe = 36 "FILE_DEDUPE",
    /// The policy was looked at.
    PolicyRead = 40 "POLICY_READ",
    /// The policy was changed.
    PolicyChange = 41 "POLICY_CHANGE",
    /// A folder for drops was shared, or is no more.
    DropBoxChange = 42 "DROP_BOX_CHANGE",
    /// Files were filed by rules.
    FileOrganize = 43 "FILE_ORGANIZE",
    /// Somebody looked at what filing would do.
    OrganizePreview = 44 "ORGANIZE_PREVIEW",
    /// The rules were looked at.
    RulesRead = 45 "RULES_READ",
    /// The rules were changed.
    RulesChange = 46 "RULES_CHANGE",
    /// A lockdown: its beginning, the passwords that were dropped, its end.
    IncidentLockdown = 47 "INCIDENT_LOCKDOWN",
    /// A report of who did what was made.
    IncidentReport = 48 "INCIDENT_REPORT",
    /// The audit log was read.
    AuditRead = 50 "AUDIT_READ",
    /// The rules of the monitor were run over the audit log.
    MonitorRun = 51 "MONITOR_RUN",
    /// The audit log left the vault.
    AuditExport = 52 "AUDIT_EXPORT",
    /// Old rows of the audit log were removed behind a checkpoint.
    AuditPrune = 53 "AUDIT_PRUNE",
    /// Events that waited in the spool are lost: torn by a crash, changed, or put back too late.
    NoteLost = 54 "NOTE_LOST",
    /// A session was begun.
    UserLogin = 60 "USER_LOGIN",
    /// A session was ended by its user.
    UserLogout = 61 "USER_LOGOUT",
    /// Sessions were listed.
    SessionList = 62 "SESSION_LIST",
    /// Sessions were ended.
    SessionRevoke = 63 "SESSION_REVOKE",
    /// A session was prolonged.
    SessionRefresh = 64 "SESSION_REFRESH",
    /// Somebody could not unlock the vault.
    AuthFailure = 65 "AUTH_FAILURE",
    /// A user was made.
    UserAdd = 70 "USER_ADD",
    /// Users were listed.
    UserList = 71 "USER_LIST",
    /// A user's password was set by somebody else.
    UserPassword = 72 "USER_PASSWORD",
    /// A user was given another role.
    RoleChange = 73 "ROLE_CHANGE",
    /// A user is let in no more.
    UserDisable = 74 "USER_DISABLE",
    /// A user was removed.
    UserRemove = 75 "USER_REMOVE",
    /// Roles were listed.
    RoleList = 76 "ROLE_LIST",
    /// What a role permits was set.
    RoleSet = 77 "ROLE_SET",
    /// A role was removed.
    RoleRemove = 78 "ROLE_REMOVE",
    /// An API key was made.
    ApiKeyCreate = 80 "API_KEY_CREATE",
    /// API keys were listed.
    ApiKeyList = 81 "API_KEY_LIST",
    /// An API key was revoked.
    ApiKeyRevoke = 82 "API_KEY_REVOKE",
    /// An API key was given a new secret.
    ApiKeyRotate = 83 "API_KEY_ROTATE",
    /// An API key was used: counted, no row.
    ApiKeyUse = 84 "API_KEY_USE",
    /// A vault from an earlier copy was accepted.
    RollbackAccept = 90 "ROLLBACK_ACCEPT",
    /// The clock was behind the latest time that was recorded.
    ClockRollback = 91 "CLOCK_ROLLBACK",
    /// A backup was made.
    BackupCreate = 100 "BACKUP_CREATE",
    /// This vault was made from a backup.
    BackupRestore = 101 "BACKUP_RESTORE",
    /// A backup was restored for a trial.
    BackupDrill = 102 "BACKUP_DRILL",
    /// To whom backups are encrypted was changed.
    BackupRecipientChange = 103 "BACKUP_RECIPIENT_CHANGE",
    /// To whom backups are encrypted was looked at.
    BackupRecipientList = 104 "BACKUP_RECIPIENT_LIST",
    /// How long files are kept was looked at.
    RetentionRead = 110 "RETENTION_READ",
    /// How long files are kept was changed.
    RetentionChange = 111 "RETENTION_CHANGE",
    /// What was kept long enough was moved to the trash.
    RetentionApply = 112 "RETENTION_APPLY",
    /// Who consented to what was looked at.
    ConsentRead = 113 "CONSENT_READ",
    /// Somebody consents.
    ConsentGrant = 114 "CONSENT_GRANT",
    /// Somebody consents no more.
    ConsentWithdraw = 115 "CONSENT_WITHDRAW",
    /// Everything about a person was handed out.
    PrivacyExport = 116 "PRIVACY_EXPORT",
    /// Everything about a person was destroyed.
    PrivacyErase = 117 "PRIVACY_ERASE",
}

/// There is no event of this name.
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

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was done.
    Success,
    /// The principal was not allowed to.
    Denied,
    /// It was allowed, and could not be done.
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

    /// The outcome of this name, in any case.
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
    /// When, by this machine's clock.
    pub time: Time,
    /// What happened.
    pub event: Event,
    /// Who did it, by id; none for the program itself, and where nobody came in.
    pub actor: Option<Actor>,
    /// Who did it: a user, a key, or `unknown`.
    pub principal: String,
    /// For whom, where a key did it.
    pub user: Option<String>,
    /// From where: an address, or `local`.
    pub source: String,
    /// On what: the exact bytes of a path, a name, a policy key; of several, with NUL between them.
    pub target: Option<Vec<u8>>,
    /// How it ended.
    pub outcome: Outcome,
    /// How much was done, and how, such as `2000_FILES` or `NOT_FOUND`.
    pub detail: Option<Detail>,
}

impl AuditEvent {
    /// Whether content left the vault: all of it, or some before that failed.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.event == Event::FileRead
            && match self.outcome {
                Outcome::Success => true,
                Outcome::Failure => self.count(Unit::Files).is_some(),
                Outcome::Denied => false,
            }
    }

    /// How many of these its detail counts, if it does.
    #[must_use]
    pub fn count(&self, unit: Unit) -> Option<u64> {
        self.detail.as_ref()?.count(unit)
    }

    /// Who did it, and for whom: `anna`, or `key:scanner (anna)`.
    #[must_use]
    pub fn who(&self) -> String {
        match &self.user {
            None => self.principal.clone(),
            Some(user) => format!("{} ({user})", self.principal),
        }
    }

    /// Everything that it was on.
    pub fn targets(&self) -> impl Iterator<Item = &[u8]> {
        let target = self.target.iter();
        target.flat_map(|target| target.split(|byte| *byte == 0))
    }

    /// `2026-02-17 10:31:00 | FILE_UPLOAD | user1 | local | /inbox/document.pdf | SUCCESS`: one
    /// line, whatever the fields hold. The last field is the outcome, and the detail where there is one.
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

/// What a removed field reads as, where nothing else stands in its place.
pub const ERASED: &str = "erased";

/// Which fields of an entry were removed, when a person was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Removed {
    /// The principal: what reads as one is a pseudonym.
    pub principal: bool,
    /// The source.
    pub source: bool,
    /// The target: what reads as one is a pseudonym.
    pub target: bool,
    /// The detail.
    pub detail: bool,
}

impl Removed {
    /// Whether any was.
    #[must_use]
    pub fn any(self) -> bool {
        self.principal || self.source || self.target || self.detail
    }
}

/// An entry as it is read back from the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it says: a removed field has [`ERASED`] or a pseudonym in its place.
    pub event: AuditEvent,
    /// The fields that were removed.
    pub removed: Removed,
}

/// A field of a line: escaped, and without the character that separates fields.
fn field(bytes: &[u8]) -> String {
    escape(bytes).replace('|', "\\x7c")
}

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
