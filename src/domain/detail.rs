//! The detail of an audit row: how much was done, and how. A typed value with one text form,
//! written by [`Detail`]'s `Display` and parsed by its `FromStr`. The value is stored, not the text
//! (docs/FORMAT.md, "Details").

#[cfg(test)]
pub(crate) mod tests;

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::role::check_name;
use super::span::Span;
use super::time::Time;

macro_rules! names {
    ($(#[$doc:meta])* $kind:ident: $($variant:ident = $name:literal,)*) => {
        $(#[$doc])*
        ///
        /// Stored by its place in this list: new ones go to the end.
        #[allow(missing_docs, reason = "documented by the printed name")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $kind { $($variant,)* }

        impl $kind {
            /// All of them, in storage order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The printed name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            fn by_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

names! {
    /// The unit of a [`Part::Count`].
    Unit:
    Files = "FILES",
    Bytes = "BYTES",
    Refused = "REFUSED",
    Failed = "FAILED",
    Attempts = "ATTEMPTS",
    Rows = "ROWS",
    RowsRedacted = "ROWS_REDACTED",
    Findings = "FINDINGS",
    Drops = "DROPS",
    Roles = "ROLES",
    Users = "USERS",
    Keys = "KEYS",
    Sessions = "SESSIONS",
    Recipients = "RECIPIENTS",
    Same = "SAME",
    Changed = "CHANGED",
    Destroyed = "DESTROYED",
    FilesDestroyed = "FILES_DESTROYED",
    FilesGiven = "FILES_GIVEN",
    BytesFreed = "BYTES_FREED",
    Notes = "NOTES",
    BackupsKept = "BACKUPS_KEPT",
}

names! {
    /// A fixed word.
    Word:
    Error = "ERROR",
    Usage = "USAGE",
    Partial = "PARTIAL",
    NotFound = "NOT_FOUND",
    Denied = "DENIED",
    Findings = "FINDINGS",
    NoVault = "NO_VAULT",
    Busy = "BUSY",
    Auth = "AUTH",
    Damaged = "DAMAGED",
    Unchanged = "UNCHANGED",
    Duplicate = "DUPLICATE",
    Rejected = "REJECTED",
    Failed = "FAILED",
    Quick = "QUICK",
    Whole = "WHOLE",
    Wiped = "WIPED",
    Set = "SET",
    Added = "ADDED",
    Removed = "REMOVED",
    Replaced = "REPLACED",
    Shared = "SHARED",
    Unshared = "UNSHARED",
    Enabled = "ENABLED",
    Begun = "BEGUN",
    AllPermissions = "ALL_PERMISSIONS",
    UnknownUser = "UNKNOWN_USER",
    UnknownKey = "UNKNOWN_KEY",
    Disabled = "DISABLED",
    Revoked = "REVOKED",
    Rotated = "ROTATED",
    Expired = "EXPIRED",
    Ended = "ENDED",
    SlotRemoved = "SLOT_REMOVED",
    UserEnded = "USER_ENDED",
    DryRun = "DRY_RUN",
    HandedOver = "HANDED_OVER",
    Restored = "RESTORED",
    RefreshReuse = "REFRESH_REUSE",
    Conflict = "CONFLICT",
}

impl Unit {
    /// This many of the unit.
    pub fn count(self, number: impl TryInto<u64>) -> Part {
        Part::Count(number.try_into().unwrap_or(u64::MAX), self)
    }
}

/// A part of a detail. Stored by its position in this list: append only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// `3_FILES`, `1_ATTEMPT`, `TO_2_RECIPIENTS`.
    Count(u64, Unit),
    /// `REMOVED`.
    Word(Word),
    /// `ROLE_user`: the role assigned.
    Role(String),
    /// `user_TO_viewer`: the previous and the new role.
    RoleChange(String, String),
    /// `fo_4x7k2mqp`: the id of an API key.
    ApiKey(String),
    /// `EPOCH_2`: the key epoch from then on.
    Epoch(u64),
    /// `GRACE_24h`: how long the previous secret of a key still works.
    Grace(Span),
    /// `BEHIND_2026-02-17T10:30:00Z`: the latest time in the log, which the clock is behind.
    Behind(Time),
    /// `CHECKPOINT_120_5f2c...`: the last pruned row, and its chain value.
    Checkpoint(u64, [u8; 32]),
    /// `OF_0a0b...`: the id of another vault.
    Vault(String),
    /// `drafts=10`: a rule, and the number of its files.
    Rule(String, u64),
}

/// The detail of an audit row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Detail {
    /// `2_FILES 1_REFUSED`, `WIPED EPOCH_2`.
    Parts(Vec<Part>),
    /// A text by a person: the value of a policy key, the purpose of a consent. Quoted if it could
    /// be read as parts.
    Text(String),
}

impl Detail {
    /// A text by a person.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Adds a part; a text stays unchanged.
    #[must_use]
    pub fn and(mut self, part: impl Into<Part>) -> Self {
        if let Self::Parts(parts) = &mut self {
            parts.push(part.into());
        }
        self
    }

    /// The parts; empty for a text.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        match self {
            Self::Parts(parts) => parts,
            Self::Text(_) => &[],
        }
    }

    /// The count in this unit, if any.
    #[must_use]
    pub fn count(&self, of: Unit) -> Option<u64> {
        self.parts().iter().find_map(|part| {
            if let Part::Count(number, unit) = part
                && *unit == of
            {
                Some(*number)
            } else {
                None
            }
        })
    }

    /// Whether it contains the word.
    #[must_use]
    pub fn has(&self, word: Word) -> bool {
        self.parts().contains(&Part::Word(word))
    }

    /// The assigned role.
    #[must_use]
    pub fn role_given(&self) -> Option<&str> {
        self.parts().iter().find_map(|part| {
            if let Part::Role(role) | Part::RoleChange(_, role) = part {
                Some(role.as_str())
            } else {
                None
            }
        })
    }

    /// Whether it contains names or texts chosen by a person.
    #[must_use]
    pub fn has_names(&self) -> bool {
        let names = |part: &Part| match part {
            Part::Count(..)
            | Part::Word(_)
            | Part::Epoch(_)
            | Part::Grace(_)
            | Part::Behind(_)
            | Part::Checkpoint(..)
            | Part::Vault(_) => false,
            Part::Role(_) | Part::RoleChange(..) | Part::ApiKey(_) | Part::Rule(..) => true,
        };
        matches!(self, Self::Text(_)) || self.parts().iter().any(names)
    }
}

impl From<Word> for Part {
    fn from(word: Word) -> Self {
        Self::Word(word)
    }
}

impl From<Part> for Detail {
    fn from(part: Part) -> Self {
        Self::Parts(vec![part])
    }
}

impl From<Word> for Detail {
    fn from(word: Word) -> Self {
        Part::from(word).into()
    }
}

impl<const N: usize> From<[Part; N]> for Detail {
    fn from(parts: [Part; N]) -> Self {
        Self::Parts(parts.into())
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(1, Unit::Attempts) => f.write_str("1_ATTEMPT"),
            Self::Count(number, unit @ Unit::Recipients) => {
                write!(f, "TO_{number}_{}", unit.name())
            }
            Self::Count(number, unit) => write!(f, "{number}_{}", unit.name()),
            Self::Word(word) => f.write_str(word.name()),
            Self::Role(role) => write!(f, "ROLE_{role}"),
            Self::RoleChange(from, to) => write!(f, "{from}_TO_{to}"),
            Self::ApiKey(id) => write!(f, "fo_{id}"),
            Self::Epoch(epoch) => write!(f, "EPOCH_{epoch}"),
            Self::Grace(span) => write!(f, "GRACE_{span}"),
            Self::Behind(time) => write!(f, "BEHIND_{}", time.rfc3339()),
            Self::Checkpoint(row, chain) => {
                write!(f, "CHECKPOINT_{row}_{}", HEXLOWER.encode(chain))
            }
            Self::Vault(id) => write!(f, "OF_{id}"),
            Self::Rule(name, files) => write!(f, "{name}={files}"),
        }
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parts(parts) => write_parts(parts, f),
            Self::Text(text) if text.starts_with('"') || parts(text).is_some() => {
                write!(f, "\"{text}\"")
            }
            Self::Text(text) => f.write_str(text),
        }
    }
}

fn write_parts(parts: &[Part], f: &mut impl fmt::Write) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        let gap = if at == 0 {
            ""
        } else if matches!(part, Part::Count(_, Unit::Destroyed)) {
            ", "
        } else {
            " "
        };
        write!(f, "{gap}{part}")?;
    }
    Ok(())
}

fn role(text: &str) -> Option<String> {
    check_name(text).ok().map(|()| text.to_owned())
}

/// A name of a rule, or an id.
fn name(text: &str) -> Option<String> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    (!text.is_empty() && text.chars().all(fits)).then(|| text.to_owned())
}

/// Parses one part, leniently.
fn part(text: &str) -> Option<Part> {
    if let Some(word) = Word::by_name(text) {
        return Some(word.into());
    }
    if let Some((rule, files)) = text.split_once('=') {
        return Some(Part::Rule(name(rule)?, files.parse().ok()?));
    }
    if let Some(id) = text.strip_prefix("fo_")
        && !id.contains(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit())
    {
        return Some(Part::ApiKey(id.to_owned()));
    }
    if let Some((head, rest)) = text.split_once('_') {
        let labelled = match head {
            "ROLE" => role(rest).map(Part::Role),
            "EPOCH" => rest.parse().ok().map(Part::Epoch),
            "GRACE" => rest.parse().ok().map(Part::Grace),
            "BEHIND" => Time::parse(rest).ok().map(Part::Behind),
            "CHECKPOINT" => checkpoint(rest),
            "OF" => name(rest).map(Part::Vault),
            "TO" => count(rest),
            _ => count(text),
        };
        if labelled.is_some() {
            return labelled;
        }
    }
    role_change(text)
}

fn count(text: &str) -> Option<Part> {
    let (number, unit) = text.split_once('_')?;
    let unit = if unit == "ATTEMPT" {
        Unit::Attempts
    } else {
        Unit::by_name(unit)?
    };
    Some(Part::Count(number.parse().ok()?, unit))
}

fn checkpoint(text: &str) -> Option<Part> {
    let (row, chain) = text.split_once('_')?;
    let chain = HEXLOWER.decode(chain.as_bytes()).ok()?;
    Some(Part::Checkpoint(row.parse().ok()?, chain.try_into().ok()?))
}

fn role_change(text: &str) -> Option<Part> {
    let (from, to) = text.split_once("_TO_")?;
    Some(Part::RoleChange(role(from)?, role(to)?))
}

/// The parts of a text, if it consists of nothing else and is written canonically.
fn parts(text: &str) -> Option<Vec<Part>> {
    let parts = text.split(' ').map(|word| {
        let word = word.strip_suffix(',').unwrap_or(word);
        part(word)
    });
    let parts = parts.collect::<Option<Vec<_>>>()?;
    let mut written = String::new();
    write_parts(&parts, &mut written).ok()?;
    (written == text).then_some(parts)
}

impl FromStr for Detail {
    type Err = Infallible;

    /// Parses the result of `Display`; anything else is a text.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        if let Some(parts) = parts(text) {
            return Ok(Self::Parts(parts));
        }
        let quoted = text
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        Ok(Self::text(quoted.unwrap_or(text)))
    }
}
