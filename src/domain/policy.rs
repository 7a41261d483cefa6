//! The policy of a vault: its keys, with their defaults and accepted values. Storing and enforcing
//! it is done elsewhere; its text form is in `policy/document.rs`.

mod admit;
mod allowed;
mod document;
mod json;
mod keys;
pub mod server;
mod shown;
#[cfg(test)]
mod tests;
mod values;

pub use admit::{Violation, mismatch};
pub use allowed::{Admission, AllowedExtensions, TypeSet};
pub use shown::PolicyValues;
pub use values::{AuditLevel, ContentMismatch, OnUnavailable, WorkHours, mirror_path};

use keys::Form;
use server::{Host, Items, Network, Origin, Rate, Uid};

use super::permission::Permission;
use super::similar::similar;
use super::size::Size;
use super::span::Span;

/// A vault's policy. Fields have the names of the keys, with an underscore for the dot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// `allowed_extensions`: groups and extensions that may be added.
    pub allowed_extensions: AllowedExtensions,
    /// `max_file_size`: the largest file that may be added.
    pub max_file_size: Size,
    /// `max_upload_size`: the largest single upload by API key or stdin.
    pub max_upload_size: Size,
    /// `content_mismatch`: what to do with a file whose type does not match its extension.
    pub content_mismatch: ContentMismatch,
    /// `max_versions`: the number of versions to keep per file, 1 to 10000.
    pub max_versions: u32,
    /// `work_hours`: the monitor reports access outside of these hours.
    pub work_hours: WorkHours,
    /// `scan.enabled`: whether files are scanned before they are stored.
    pub scan_enabled: bool,
    /// `scan.socket`: the scanner's socket.
    pub scan_socket: Option<String>,
    /// `scan.timeout`: the time limit for scanning one file, 1 second to 1 hour.
    pub scan_timeout: Span,
    /// `scan.on_unavailable`: what to do if the scanner does not respond.
    pub scan_on_unavailable: OnUnavailable,
    /// `key.max_age`: when an API key is due for rotation.
    pub key_max_age: Span,
    /// `session.ttl`: how long a session lasts.
    pub session_ttl: Span,
    /// `session.refresh_ttl`: how long a session can be extended.
    pub session_refresh_ttl: Span,
    /// `login.max_per_minute`: login attempts per user and minute, 1 to 1000.
    pub login_max_per_minute: u32,
    /// `audit.retention_days`: how long audit records are kept, 365 days or more.
    pub audit_retention_days: u32,
    /// `audit.level`: whether reads of metadata are recorded.
    pub audit_level: AuditLevel,
    /// `audit.mirror`: the file that gets the lines of audit rows; see [`mirror_path`].
    pub audit_mirror: Option<String>,
    /// `monitor.failed_logins`: failed unlocks of one user or key within an hour, 1 to 1000000.
    pub monitor_failed_logins: u32,
    /// `monitor.denied`: denials for one principal within an hour.
    pub monitor_denied: u32,
    /// `monitor.read_files`: files read by one principal within an hour.
    pub monitor_read_files: u32,
    /// `monitor.read_bytes`: bytes read by one principal within an hour.
    pub monitor_read_bytes: Size,
    /// `monitor.bulk_changes`: files deleted or moved by one principal within an hour.
    pub monitor_bulk_changes: u32,
    /// `monitor.after_hours_files`: files read by one API key within an hour outside `work_hours`.
    pub monitor_after_hours_files: u32,
    /// `monitor.rate`: the maximum use of one principal within an hour, as a multiple of its
    /// busiest hour.
    pub monitor_rate: u32,
    /// `trash.retention`: how long removed files can be restored.
    pub trash_retention: Span,
    /// `server.hosts`: names that the server answers for, besides its own addresses.
    pub server_hosts: Items<Host>,
    /// `server.trusted_proxies`: proxies whose X-Forwarded-For is used.
    pub server_trusted_proxies: Items<Network>,
    /// `server.trust_socket_xff`: whether X-Forwarded-For of the Unix socket is used.
    pub server_trust_socket_xff: bool,
    /// `server.cors_origins`: origins whose pages may use the server.
    pub server_cors_origins: Items<Origin>,
    /// `server.socket_uids`: users that may connect to the Unix socket.
    pub server_socket_uids: Items<Uid>,
    /// `server.max_connections`: connections at a time.
    pub server_max_connections: u32,
    /// `server.max_connections_per_source`: connections at a time of one address.
    pub server_max_connections_per_source: u32,
    /// `server.max_uploads`: uploads at a time.
    pub server_max_uploads: u32,
    /// `server.max_downloads`: downloads at a time.
    pub server_max_downloads: u32,
    /// `server.login_parallel`: passwords checked at a time.
    pub server_login_parallel: u32,
    /// `server.header_timeout`: the time limit for the headers of a request.
    pub server_header_timeout: Span,
    /// `server.body_idle`: the longest pause within a body.
    pub server_body_idle: Span,
    /// `server.min_rate`: bytes per second that a client must send or receive.
    pub server_min_rate: Size,
    /// `server.shutdown_grace`: time to finish requests when the server stops.
    pub server_shutdown_grace: Span,
    /// `server.rate.enabled`: whether requests are limited.
    pub server_rate_enabled: bool,
    /// `server.rate.requests`: requests of one principal.
    pub server_rate_requests: Rate,
    /// `server.rate.upload`: uploads of one principal.
    pub server_rate_upload: Rate,
    /// `server.rate.page`: requests of one principal by the web page.
    pub server_rate_page: Rate,
    /// `server.rate.unauthenticated`: requests of one address without a valid credential.
    pub server_rate_unauthenticated: Rate,
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
            monitor_rate: 5,
            trash_retention: Span::from_days(30),
            server_hosts: Items::default(),
            server_trusted_proxies: Items::default(),
            server_trust_socket_xff: false,
            server_cors_origins: Items::default(),
            server_socket_uids: Items::default(),
            server_max_connections: 512,
            server_max_connections_per_source: 64,
            server_max_uploads: 4,
            server_max_downloads: 8,
            server_login_parallel: 1,
            server_header_timeout: Span::from_secs(10),
            server_body_idle: Span::from_secs(30),
            server_min_rate: Size::from_bytes(1 << 10),
            server_shutdown_grace: Span::from_secs(30),
            server_rate_enabled: true,
            server_rate_requests: Rate {
                limit: 1000,
                window: Span::from_hours(1),
            },
            server_rate_upload: Rate::per_minute(100),
            server_rate_page: Rate {
                limit: 6000,
                window: Span::from_hours(1),
            },
            server_rate_unauthenticated: Rate::per_minute(60),
        }
    }
}

/// Why a policy or a value is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// An unknown key.
    #[error("unknown policy key \"{0}\"")]
    UnknownKey(String),
    /// An invalid value.
    #[error("invalid value \"{value}\" for \"{key}\": {why}")]
    BadValue {
        /// The key, including its table.
        key: String,
        /// The value as given.
        value: String,
        /// The accepted values.
        why: String,
    },
    /// The text is not TOML.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// In characters, counted from 1.
        column: usize,
        /// The parser's message.
        message: String,
    },
    /// An error with its position.
    #[error("line {line}, column {column}: {cause}")]
    At {
        /// Counted from 1.
        line: usize,
        /// In characters, counted from 1.
        column: usize,
        /// The error.
        cause: Box<PolicyError>,
    },
}

impl PolicyError {
    /// The next step, if any.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::UnknownKey(key) => Some(match similar(key, keys::NAMES.iter().copied()) {
                Some(similar) => format!("did you mean {similar}?"),
                None => format!("the keys are {}", Policy::keys().join(", ")),
            }),
            Self::BadValue { .. } => None,
            Self::Syntax { .. } => {
                Some("a policy is TOML, for example: max_file_size = \"1G\"".to_owned())
            }
            Self::At { cause, .. } => cause.hint(),
        }
    }
}

impl Policy {
    /// Every key, in the order of the text form.
    pub fn keys() -> &'static [&'static str] {
        keys::NAMES
    }

    /// The values, or items of the list, that a key can have; none if there are too many.
    #[must_use]
    pub fn choices(key: &str) -> Vec<String> {
        let Some(found) = keys::find(key) else {
            return Vec::new();
        };
        let schema = (found.schema)();
        let names = schema.get("enum").and_then(|names| names.as_array());
        let mut choices: Vec<String> = match (found.form, names) {
            (Form::List, _) if key == "allowed_extensions" => AllowedExtensions::known_items(),
            (_, Some(names)) => names
                .iter()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect(),
            (Form::Bare, None) => ["true", "false"].map(str::to_owned).to_vec(),
            (Form::Text | Form::List, None) => Vec::new(),
        };
        choices.retain(|choice| (found.set)(&mut Self::default(), choice).is_ok());
        choices
    }

    /// The value of a key, in the form of [`Policy::set`]; empty for an optional key that is not
    /// set.
    pub fn get(&self, key: &str) -> Result<String, PolicyError> {
        let found = keys::find(key).ok_or_else(|| PolicyError::UnknownKey(key.to_owned()))?;
        Ok((found.get)(self))
    }

    /// Sets a key. An empty value unsets an optional one; items with a sign change a list. Nothing is
    /// changed on an error.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), PolicyError> {
        let found = keys::find(key).ok_or_else(|| PolicyError::UnknownKey(key.to_owned()))?;
        (found.set)(self, value.trim()).map_err(|why| PolicyError::BadValue {
            key: key.to_owned(),
            value: value.to_owned(),
            why,
        })
    }

    /// Parses a policy from TOML. Missing keys have their defaults; unknown ones are errors.
    pub fn from_toml(text: &str) -> Result<Self, PolicyError> {
        Self::default().with_toml(text)
    }

    /// This policy with the keys of a TOML text; the others are unchanged.
    pub fn with_toml(self, text: &str) -> Result<Self, PolicyError> {
        document::read(self, text, Self::set)
    }

    /// As [`Policy::from_toml`], for the stored policy: values of `audit.mirror` accepted by
    /// earlier versions, such as a relative path, are kept; values of `scan.*`, which never had an
    /// effect, are ignored.
    pub fn from_stored(text: &str) -> Result<Self, PolicyError> {
        document::read(Self::default(), text, Self::set_stored)
    }

    /// As [`Policy::set`], for a stored value.
    pub fn set_stored(&mut self, key: &str, value: &str) -> Result<(), PolicyError> {
        match self.set(key, value) {
            Err(PolicyError::BadValue { .. }) if key == "audit.mirror" => {
                self.audit_mirror = Some(value.to_owned());
                Ok(())
            }
            Err(PolicyError::BadValue { .. }) if key.starts_with("scan.") => Ok(()),
            done => done,
        }
    }

    /// Writes the policy as TOML with every key, each with a comment. [`Policy::from_toml`] parses
    /// it back to an equal policy.
    pub fn to_toml(&self) -> String {
        document::write(self)
    }

    /// The permissions required to replace the policy `before` by this one, besides the permission
    /// to set the policy: some values destroy files or audit rows, or expose the log.
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

    /// Refuses a policy that [`Policy::from_toml`] would not accept.
    pub fn check(&self) -> Result<(), PolicyError> {
        let mut checked = Self::default();
        let mut keys = keys::KEYS.iter();
        keys.try_for_each(|key| checked.set(key.name, &(key.get)(self)))
    }
}
