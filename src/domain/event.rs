//! Audit events: fields, and the text line. The events are in the table of [`super::action`]; rows
//! are chained and stored elsewhere.

pub use super::action::Event;
use super::detail::{Detail, Unit};
use super::done::Done;
use super::escape::escape;
use super::id::Actor;
use super::time::Time;

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
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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
    /// Its effects, the changed settings and the files.
    pub done: Done,
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
    /// is one; the effects and changed settings follow, if there are any.
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
        let done = self.done.to_string();
        if !done.is_empty() {
            fields.push(field(done.as_bytes()));
        }
        fields.join(" | ")
    }
}

/// The end of the log, as an external note can hold it: it later proves that no earlier entry was
/// changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Head {
    /// Number of entries.
    pub count: u64,
    /// Chain value of the last one.
    #[serde(with = "super::schema::Hash")]
    pub chain: [u8; 32],
}

impl Head {
    /// Before the first entry.
    pub const START: Self = Self {
        count: 0,
        chain: [0; 32],
    };
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
    /// The changed settings.
    pub changes: bool,
    /// The files.
    pub files: bool,
}

impl Removed {
    /// Whether any was removed.
    #[must_use]
    pub fn any(self) -> bool {
        self.principal || self.source || self.target || self.detail || self.changes || self.files
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

super::schema::stored_by!(Event, Event::code, Event::by_code);
super::schema::stored_by!(Outcome);

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
            done: Done::default(),
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
