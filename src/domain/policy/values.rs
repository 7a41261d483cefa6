//! Value types used only by the policy: choices, the work hours.

use std::fmt;
use std::path::Path;

/// What to do with a file whose type does not match its extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContentMismatch {
    /// It is not stored.
    Reject,
    /// It is stored with a warning.
    Warn,
    /// It is stored; the verdict is still recorded.
    Allow,
}

impl ContentMismatch {
    /// The stable lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reject => "reject",
            Self::Warn => "warn",
            Self::Allow => "allow",
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        [Self::Reject, Self::Warn, Self::Allow]
            .into_iter()
            .find(|choice| choice.name() == text)
            .ok_or_else(|| "it must be reject, warn or allow".to_owned())
    }
}

/// What the audit log records besides changes, refusals, failures, and reads of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuditLevel {
    /// Nothing else.
    Normal,
    /// Reads of metadata: listings, searches, reads of users, keys and the log.
    Raised,
}

impl AuditLevel {
    /// The stable lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Raised => "raised",
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        [Self::Normal, Self::Raised]
            .into_iter()
            .find(|choice| choice.name() == text)
            .ok_or_else(|| "it must be normal or raised".to_owned())
    }
}

/// What to do with a file if the scanner does not respond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OnUnavailable {
    /// It is not stored.
    Reject,
    /// It is stored and marked as not scanned.
    Allow,
}

impl OnUnavailable {
    /// The stable lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reject => "reject",
            Self::Allow => "allow",
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        [Self::Reject, Self::Allow]
            .into_iter()
            .find(|choice| choice.name() == text)
            .ok_or_else(|| "it must be reject or allow".to_owned())
    }
}

/// Work hours, from the first minute to before the last; may include midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WorkHours {
    start: u16,
    end: u16,
}

impl Default for WorkHours {
    /// `07:00-22:00`.
    fn default() -> Self {
        Self {
            start: 7 * 60,
            end: 22 * 60,
        }
    }
}

impl WorkHours {
    /// Whether a minute of the day (0 to 1439, in the caller's time zone) is in the work hours.
    pub fn contains_minute(self, minute: u16) -> bool {
        if self.start < self.end {
            (self.start..self.end).contains(&minute)
        } else {
            minute >= self.start || minute < self.end
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let why = || "it must be two times of day, such as 07:00-22:00".to_owned();
        let (start, end) = text.split_once('-').ok_or_else(why)?;
        let start = minute_of_day(start)
            .filter(|m| *m < 24 * 60)
            .ok_or_else(why)?;
        let end = minute_of_day(end).ok_or_else(why)?;
        if start == end {
            return Err("the two times are equal; the whole day is 00:00-24:00".to_owned());
        }
        Ok(Self { start, end })
    }
}

fn minute_of_day(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !two_digits(hours) || !two_digits(minutes) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && total <= 24 * 60).then_some(total)
}

impl fmt::Display for WorkHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:02}:{:02}-{:02}:{:02}",
            self.start / 60,
            self.start % 60,
            self.end / 60,
            self.end % 60
        )
    }
}

/// The path in a value of `audit.mirror`.
pub fn mirror_path(text: &str) -> Result<&Path, String> {
    let kind = text.split_once(':').map_or(text, |(kind, _)| kind);
    if matches!(kind, "syslog" | "journald") {
        return Err(
            "it must be a file; to send rows to syslog or the journal, run: file-organizer audit \
             log --follow --json | logger -t file-organizer, or: file-organizer audit log --follow \
             --json | systemd-cat -t file-organizer"
                .to_owned(),
        );
    }
    if !text.starts_with('/') || text.chars().any(char::is_control) {
        return Err(
            "it must be the absolute path of a file, without control characters; empty for none"
                .to_owned(),
        );
    }
    Ok(Path::new(text))
}
