//! One row for each key of the policy: its name, its description, and how it is parsed and written.

use serde_json::Value;

use super::json::InJson;
use super::server::{Items, Rate};
use super::{
    AllowedExtensions, AuditLevel, ContentMismatch, OnUnavailable, Policy, WorkHours, mirror_path,
};
use crate::domain::period::{Period, PeriodError};
use crate::domain::size::Size;
use crate::domain::span::Span;

/// The TOML form of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A quoted string.
    Text,
    /// A list of quoted strings, separated by commas.
    List,
    /// A bare number or boolean.
    Bare,
}

/// One key.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) form: Form,
    pub(super) get: fn(&Policy) -> String,
    pub(super) json: fn(&Policy) -> Value,
    pub(super) schema: fn() -> Value,
    /// Returns a description of the accepted values on error.
    pub(super) set: fn(&mut Policy, &str) -> Result<(), String>,
}

pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

fn schema_of<T: InJson>(_: fn(&Policy) -> &T) -> Value {
    T::schema()
}

macro_rules! keys {
    (@set $policy:ident $field:ident $value:ident in old $set:expr) => {
        $policy.$field = $set(&$policy.$field, $value)?
    };
    (@set $policy:ident $field:ident $value:ident $set:expr) => {
        $policy.$field = $set($value)?
    };
    ($($name:literal $form:ident $about:literal $field:ident $get:expr, $(in $old:ident)? $set:expr;)*) => {
        pub(super) const NAMES: &[&str] = &[$($name),*];

        /// Keys without a dot come first, then each table's keys together: the order TOML needs.
        pub(super) const KEYS: &[Key] = &[$(Key {
            name: $name,
            about: $about,
            form: Form::$form,
            get: |policy| { let get: fn(&_) -> String = $get; get(&policy.$field) },
            json: |policy| policy.$field.json(),
            schema: || schema_of(|policy| &policy.$field),
            set: |policy, value| { keys!(@set policy $field value $(in $old)? $set); Ok(()) },
        }),*];
    };
}

keys! {
    "allowed_extensions" List "Extensions and groups (@images) of files that may be added; [\"*\"] for any. @other stands for all extensions in no group."
        allowed_extensions AllowedExtensions::to_string, in old AllowedExtensions::changed;
    "max_file_size" Text "Maximum size of a file." max_file_size Size::to_string, size;
    "max_upload_size" Text "Maximum size of a single upload by API key or stdin."
        max_upload_size Size::to_string, size;
    "content_mismatch" Text "What to do with a file whose type does not match its extension: reject, warn or allow."
        content_mismatch |v: &ContentMismatch| v.name().to_owned(), ContentMismatch::parse;
    "max_versions" Bare "Number of versions kept per file (1-10000)."
        max_versions u32::to_string, |v| number(v, 1, 10_000);
    "work_hours" Text "Work hours, in local time: the monitor reports access outside of them."
        work_hours WorkHours::to_string, WorkHours::parse;
    "scan.enabled" Bare "Scan files for viruses before they are stored (not supported yet, nor are the next three)."
        scan_enabled bool::to_string, |v| unused(boolean(v)?, &false);
    "scan.socket" Text "Socket of clamd; empty for none."
        scan_socket optional_text, |v: &str| unused(Some(v.to_owned()).filter(|v| !v.is_empty()), &None);
    "scan.timeout" Text "Time limit for scanning one file (1s-1h)."
        scan_timeout Span::to_string, |v| unused(span(v, 1, 3600)?, &Span::from_secs(60));
    "scan.on_unavailable" Text "What to do if the scanner does not respond: reject or allow."
        scan_on_unavailable |v: &OnUnavailable| v.name().to_owned(), |v| unused(OnUnavailable::parse(v)?, &OnUnavailable::Reject);
    "key.max_age" Text "Age at which an API key is due for rotation."
        key_max_age period, |v| parse_period(v, 1);
    "session.ttl" Text "Lifetime of a session."
        session_ttl Span::to_string, |v| span(v, 1, u64::MAX);
    "session.refresh_ttl" Text "How long a session can be extended."
        session_refresh_ttl Span::to_string, |v| span(v, 1, u64::MAX);
    "login.max_per_minute" Bare "Login attempts per user and minute (1-1000)."
        login_max_per_minute u32::to_string, |v| number(v, 1, 1000);
    "audit.retention_days" Bare "Days to keep audit rows (at least 365)."
        audit_retention_days u32::to_string, |v| number(v, 365, 36_500);
    "audit.level" Text "What is recorded: normal, or raised to include reads of metadata."
        audit_level |v: &AuditLevel| v.name().to_owned(), AuditLevel::parse;
    "audit.mirror" Text "File that gets a plain-text copy of each audit row (an absolute path); empty for none."
        audit_mirror optional_text, mirror;
    "monitor.failed_logins" Bare "Report this many failed unlocks of one user or API key within an hour, or three times as many within a day."
        monitor_failed_logins u32::to_string, |v| number(v, 1, 1_000_000);
    "monitor.denied" Bare "Report this many denials of one principal within an hour, or three times as many within a day."
        monitor_denied u32::to_string, |v| number(v, 1, 1_000_000);
    "monitor.read_files" Bare "Report this many files read or exported by one principal within an hour, or three times as many within a day."
        monitor_read_files u32::to_string, |v| number(v, 1, 1_000_000);
    "monitor.read_bytes" Text "Report this many bytes read or exported by one principal within an hour, or three times as many within a day."
        monitor_read_bytes Size::to_string, size;
    "monitor.bulk_changes" Bare "Report this many files removed, replaced or moved by one principal within an hour, or three times as many within a day."
        monitor_bulk_changes u32::to_string, |v| number(v, 1, 1_000_000);
    "monitor.after_hours_files" Bare "Report this many files read by one API key within an hour outside work_hours."
        monitor_after_hours_files u32::to_string, |v| number(v, 1, 1_000_000);
    "monitor.rate" Bare "Report a user or API key that acts this many times as often as in its busiest hour of 30 days."
        monitor_rate u32::to_string, |v| number(v, 2, 1_000_000);
    "trash.retention" Text "How long removed files can be restored."
        trash_retention period, |v| parse_period(v, 0);
    "server.hosts" List "Names that the server answers for, besides its own addresses: files.example.org."
        server_hosts Items::to_string, in old Items::changed;
    "server.trusted_proxies" List "Addresses or networks of proxies whose X-Forwarded-For is used: 10.0.0.0/8."
        server_trusted_proxies Items::to_string, in old Items::changed;
    "server.trust_socket_xff" Bare "Use X-Forwarded-For of requests on the Unix socket."
        server_trust_socket_xff bool::to_string, boolean;
    "server.cors_origins" List "Origins whose web pages may use the server: https://app.example.org."
        server_cors_origins Items::to_string, in old Items::changed;
    "server.socket_uids" List "Numbers of users, besides the server's own user and root, that may connect to the Unix socket."
        server_socket_uids Items::to_string, in old Items::changed;
    "server.max_connections" Bare "Connections at a time (1-100000)."
        server_max_connections u32::to_string, |v| number(v, 1, 100_000);
    "server.max_connections_per_source" Bare "Connections at a time of one address (1-100000); trusted proxies are not limited."
        server_max_connections_per_source u32::to_string, |v| number(v, 1, 100_000);
    "server.max_uploads" Bare "Uploads at a time (1-16); applies at the next start of the server, as do the next two."
        server_max_uploads u32::to_string, |v| number(v, 1, 16);
    "server.max_downloads" Bare "Downloads at a time (1-1000)."
        server_max_downloads u32::to_string, |v| number(v, 1, 1000);
    "server.login_parallel" Bare "Passwords checked at a time (1-4); each takes 64 MiB of memory."
        server_login_parallel u32::to_string, |v| number(v, 1, 4);
    "server.header_timeout" Text "Time limit for receiving the headers of a request (1s-5m)."
        server_header_timeout Span::to_string, |v| span(v, 1, 300);
    "server.body_idle" Text "Longest pause of a client that sends or receives a body (1s-1h)."
        server_body_idle Span::to_string, |v| span(v, 1, 3600);
    "server.min_rate" Text "Bytes per second that a client must send or receive, after 30 seconds."
        server_min_rate Size::to_string, size;
    "server.shutdown_grace" Text "Time to finish requests when the server stops (1s-1h)."
        server_shutdown_grace Span::to_string, |v| span(v, 1, 3600);
    "server.rate.enabled" Bare "Limit the rate of requests."
        server_rate_enabled bool::to_string, boolean;
    "server.rate.requests" Text "Requests of one principal."
        server_rate_requests Rate::to_string, Rate::parse;
    "server.rate.upload" Text "Uploads of one principal."
        server_rate_upload Rate::to_string, Rate::parse;
    "server.rate.page" Text "Requests of one principal by the web page."
        server_rate_page Rate::to_string, Rate::parse;
    "server.rate.unauthenticated" Text "Requests of one address without a valid credential."
        server_rate_unauthenticated Rate::to_string, Rate::parse;
}

fn size(text: &str) -> Result<Size, String> {
    match Size::parse(text) {
        Ok(size) if size.bytes() > 0 => Ok(size),
        Ok(_) | Err(_) => Err("it must be a size such as 500M or 1G".to_owned()),
    }
}

fn span(text: &str, least_seconds: u64, most_seconds: u64) -> Result<Span, String> {
    let span = Span::parse(text)
        .map_err(|_| "it must be a duration such as 90d, 12h or 60s".to_owned())?;
    if span.as_secs() < least_seconds {
        Err(format!(
            "it must be at least {}",
            Span::from_secs(least_seconds)
        ))
    } else if span.as_secs() > most_seconds {
        Err(format!(
            "it must be at most {}",
            Span::from_secs(most_seconds)
        ))
    } else {
        Ok(span)
    }
}

/// As [`span`], for times of days and months: without `m`, which could be minutes or months.
fn parse_period(text: &str, least_seconds: u64) -> Result<Span, String> {
    if let Err(PeriodError::Ambiguous(_)) = Period::parse(text) {
        return Err(
            "it could be minutes or months: write min for minutes (30min), or days (180d)"
                .to_owned(),
        );
    }
    span(text, least_seconds, u64::MAX)
}

/// The form that [`parse_period`] accepts.
fn period(span: &Span) -> String {
    span.to_string().replace('m', "min")
}

fn number(text: &str, least: u32, most: u32) -> Result<u32, String> {
    let number = text.parse().ok().filter(|n| (least..=most).contains(n));
    number.ok_or_else(|| format!("it must be a number from {least} to {most}"))
}

fn boolean(text: &str) -> Result<bool, String> {
    text.parse()
        .map_err(|_| "it must be true or false".to_owned())
}

/// Accepts only the default: other values would have no effect.
fn unused<T: PartialEq>(value: T, default: &T) -> Result<T, String> {
    Some(value)
        .filter(|value| value == default)
        .ok_or_else(|| "content scanning is not supported yet".to_owned())
}

fn mirror(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    mirror_path(text).map(|_| Some(text.to_owned()))
}

#[allow(clippy::ref_option)]
fn optional_text(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}
