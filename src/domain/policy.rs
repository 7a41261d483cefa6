//! The rules a vault's owner sets: every key of the policy, its default, and what values it takes.
//! Keeping the policy, and obeying it, are others' business; the text form is in
//! `policy/document.rs`.

mod document;
mod keys;
#[cfg(test)]
mod tests;
mod values;

pub use values::{AllowedExtensions, AuditLevel, ContentMismatch, OnUnavailable, WorkHours};

use super::permission::Permission;
use super::size::Size;
use super::span::Span;

/// A vault's policy. Fields are named as the keys, the dot as an underscore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// `allowed_extensions`: what may be added, by extension.
    pub allowed_extensions: AllowedExtensions,
    /// `max_file_size`: the largest file that may be added at all.
    pub max_file_size: Size,
    /// `max_upload_size`: the largest single upload by API key, stdin or server.
    pub max_upload_size: Size,
    /// `content_mismatch`: what happens to a file that is not what its extension says.
    pub content_mismatch: ContentMismatch,
    /// `max_versions`: how many versions of a file are kept, 1 to 10000.
    pub max_versions: u32,
    /// `work_hours`: outside these, access is worth a finding of the monitor.
    pub work_hours: WorkHours,
    /// `scan.enabled`: whether files are scanned before they are stored.
    pub scan_enabled: bool,
    /// `scan.socket`: where the scanner listens.
    pub scan_socket: Option<String>,
    /// `scan.timeout`: how long one file's scan may take, 1 second to 1 hour.
    pub scan_timeout: Span,
    /// `scan.on_unavailable`: what happens when the scanner does not answer.
    pub scan_on_unavailable: OnUnavailable,
    /// `key.max_age`: when an API key is due for rotation.
    pub key_max_age: Span,
    /// `session.ttl`: how long a session lasts.
    pub session_ttl: Span,
    /// `session.refresh_ttl`: how long a session may be refreshed.
    pub session_refresh_ttl: Span,
    /// `login.max_per_minute`: tries to log in, a minute and user, 1 to 1000.
    pub login_max_per_minute: u32,
    /// `audit.retention_days`: how long audit records are kept, 365 days or more.
    pub audit_retention_days: u32,
    /// `audit.level`: whether reads of metadata are recorded.
    pub audit_level: AuditLevel,
    /// `audit.mirror`: where a copy of each audit row goes, in the form of [`super::mirror::Mirror`].
    pub audit_mirror: Option<String>,
    /// `monitor.failed_logins`: failed unlocks of one user or key within an hour, 1 to 1000000.
    pub monitor_failed_logins: u32,
    /// `monitor.denied`: refusals of one principal within an hour.
    pub monitor_denied: u32,
    /// `monitor.read_files`: files that one principal reads within an hour.
    pub monitor_read_files: u32,
    /// `monitor.read_bytes`: bytes that one principal reads within an hour.
    pub monitor_read_bytes: Size,
    /// `monitor.bulk_changes`: files that one principal deletes or moves within an hour.
    pub monitor_bulk_changes: u32,
    /// `monitor.after_hours_files`: files that one API key reads within an hour outside `work_hours`.
    pub monitor_after_hours_files: u32,
    /// `monitor.key_rate`: how many times its busiest hour an API key may be used in an hour.
    pub monitor_key_rate: u32,
    /// `trash.retention`: how long removed files can be restored.
    pub trash_retention: Span,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            allowed_extensions: AllowedExtensions::default(),
            max_file_size: Size::from_bytes(1 << 30),
            max_upload_size: Size::from_bytes(500 << 20),
            content_mismatch: ContentMismatch::Reject,
            max_versions: 10,
            work_hours: WorkHours::default(),
            scan_enabled: false,
            scan_socket: None,
            scan_timeout: Span::from_secs(60),
            scan_on_unavailable: OnUnavailable::Reject,
            key_max_age: Span::from_days(90),
            session_ttl: Span::from_hours(24),
            session_refresh_ttl: Span::from_days(7),
            login_max_per_minute: 10,
            audit_retention_days: 365,
            audit_level: AuditLevel::Normal,
            audit_mirror: None,
            monitor_failed_logins: 5,
            monitor_denied: 10,
            monitor_read_files: 200,
            monitor_read_bytes: Size::from_bytes(1 << 30),
            monitor_bulk_changes: 200,
            monitor_after_hours_files: 50,
            monitor_key_rate: 5,
            trash_retention: Span::from_days(30),
        }
    }
}

/// Why a policy, or one value of it, is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// No such key.
    #[error("the policy has no key \"{0}\"")]
    UnknownKey(String),
    /// A value the key does not take.
    #[error("\"{value}\" is not a value for \"{key}\": {why}")]
    BadValue {
        /// The key, with its dot.
        key: String,
        /// The value as given.
        value: String,
        /// What the key takes.
        why: String,
    },
    /// The text is not TOML.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// In characters, counted from 1.
        column: usize,
        /// The parser's words.
        message: String,
    },
    /// Something at a known place of the text is refused.
    #[error("line {line}, column {column}: {cause}")]
    At {
        /// Counted from 1.
        line: usize,
        /// In characters, counted from 1.
        column: usize,
        /// What is wrong there.
        cause: Box<PolicyError>,
    },
}

impl PolicyError {
    /// A next step, where there is one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::UnknownKey(_) => Some(format!("the keys are {}", Policy::keys().join(", "))),
            Self::BadValue { .. } => None,
            Self::Syntax { .. } => {
                Some("a policy is TOML, such as: max_file_size = \"1G\"".to_owned())
            }
            Self::At { cause, .. } => cause.hint(),
        }
    }
}

impl Policy {
    /// Every key, in the order they are written.
    pub fn keys() -> &'static [&'static str] {
        keys::NAMES
    }

    /// The value of a key, in the form [`Policy::set`] takes; empty where an optional key is not
    /// set.
    pub fn get(&self, key: &str) -> Result<String, PolicyError> {
        let found = keys::find(key).ok_or_else(|| PolicyError::UnknownKey(key.to_owned()))?;
        Ok((found.get)(self))
    }

    /// Sets a key. An empty value unsets an optional one. On an error nothing is changed.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), PolicyError> {
        let found = keys::find(key).ok_or_else(|| PolicyError::UnknownKey(key.to_owned()))?;
        (found.set)(self, value.trim()).map_err(|why| PolicyError::BadValue {
            key: key.to_owned(),
            value: value.to_owned(),
            why,
        })
    }

    /// Reads a policy from TOML. Keys that are absent have their defaults; unknown ones are refused
    /// by name and place.
    pub fn from_toml(text: &str) -> Result<Self, PolicyError> {
        document::read(text, Self::set)
    }

    /// As [`Policy::from_toml`], for what this program wrote: what `audit.mirror` took in earlier
    /// versions, such as a relative path, is kept as it is; what `scan.*` took never had an effect,
    /// and is left out.
    pub fn from_stored(text: &str) -> Result<Self, PolicyError> {
        document::read(text, |policy, key, value| match policy.set(key, value) {
            Err(PolicyError::BadValue { .. }) if key == "audit.mirror" => {
                policy.audit_mirror = Some(value.to_owned());
                Ok(())
            }
            Err(PolicyError::BadValue { .. }) if key.starts_with("scan.") => Ok(()),
            done => done,
        })
    }

    /// Writes the policy as TOML with every key, each under a comment. [`Policy::from_toml`] reads
    /// it back equal.
    pub fn to_toml(&self) -> String {
        document::write(self)
    }

    /// What it takes, besides the permission to set the policy, to set this one in the place of `before`:
    /// some values destroy files or rows of the audit log, or show the log to others.
    #[must_use]
    pub fn powers_changed(&self, before: &Self) -> Vec<Permission> {
        let changed = [
            (
                self.trash_retention != before.trash_retention
                    || self.max_versions != before.max_versions,
                Permission::FileDelete,
            ),
            (
                self.audit_retention_days != before.audit_retention_days
                    || self.audit_level != before.audit_level,
                Permission::AuditManage,
            ),
            (
                self.audit_mirror != before.audit_mirror,
                Permission::AuditRead,
            ),
        ];
        let changed = changed.into_iter().filter(|(is, _)| *is);
        changed.map(|(_, permission)| permission).collect()
    }

    /// Refuses a policy that [`Policy::from_toml`] would not read.
    ///
    /// # Errors
    /// The first value that a key does not take.
    pub fn check(&self) -> Result<(), PolicyError> {
        let mut checked = Self::default();
        let mut keys = keys::KEYS.iter();
        keys.try_for_each(|key| checked.set(key.name, &(key.get)(self)))
    }

    /// Whether a file with this extension (no dot, any case) may be added. A file without one may
    /// where any may.
    pub fn allows_extension(&self, extension: Option<&str>) -> bool {
        self.allowed_extensions.allows(extension)
    }
}
