//! The targets of copies of audit rows, as set by `audit.mirror` of the policy, and the messages
//! sent to them. Sending is elsewhere.

use std::fmt;

use super::event::{AuditEvent, Outcome};
use super::time::Time;
use super::zone::Zone;

/// The socket of syslog(3).
const SYSLOG: &str = "/dev/log";
/// The socket of journald's native protocol.
const JOURNALD: &str = "/run/systemd/journal/socket";
/// Maximum length of the path of a socket.
const MAX_SOCKET_LEN: usize = 107;
/// Replaces the middle of a message that is too long.
const CUT: &str = " [...] ";

/// A target of copies of rows. Paths are absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mirror {
    /// Appends lines to this file.
    File(String),
    /// Sends messages of syslog(3) to this socket.
    Syslog(String),
    /// Sends entries of journald's native protocol to this socket.
    Journald(String),
}

impl Mirror {
    /// Parses `/path/of/a/file`, `syslog`, `journald`, `syslog:/path/of/a/socket` or
    /// `journald:/...`.
    ///
    /// # Errors
    /// The accepted forms.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.chars().any(char::is_control) {
            return Err("it must be a path without control characters".to_owned());
        }
        let (kind, path) = match text.split_once(':') {
            _ if text.starts_with('/') => return Ok(Self::File(text.to_owned())),
            Some((kind, path)) => (kind, Some(path)),
            None => (text, None),
        };
        let why = || {
            "it must be the absolute path of a file, syslog, journald, syslog:/SOCKET or \
             journald:/SOCKET; empty for none"
                .to_owned()
        };
        if path.is_some_and(|path| !path.starts_with('/')) {
            return Err(why());
        }
        if path.is_some_and(|path| path.len() > MAX_SOCKET_LEN) {
            return Err(format!(
                "the path of a socket has at most {MAX_SOCKET_LEN} bytes"
            ));
        }
        match kind {
            "syslog" => Ok(Self::Syslog(path.unwrap_or(SYSLOG).to_owned())),
            "journald" => Ok(Self::Journald(path.unwrap_or(JOURNALD).to_owned())),
            _ => Err(why()),
        }
    }

    /// The path of the file or socket.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::File(path) | Self::Syslog(path) | Self::Journald(path) => path,
        }
    }
}

/// With the socket, so that equal targets have equal texts.
impl fmt::Display for Mirror {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.write_str(path),
            Self::Syslog(path) => write!(f, "syslog:{path}"),
            Self::Journald(path) => write!(f, "journald:{path}"),
        }
    }
}

/// The message about a row.
pub struct Message<'a> {
    /// The identifier of the vault, hexadecimal.
    pub vault: &'a str,
    /// The number of the row.
    pub number: u64,
    /// The row.
    pub event: &'a AuditEvent,
}

impl Message<'_> {
    /// `informational` for success, `warning` for refusals and failures, with the numbers of RFC
    /// 3164.
    #[must_use]
    pub const fn severity(&self) -> u8 {
        match self.event.outcome {
            Outcome::Success => 6,
            Outcome::Denied | Outcome::Failure => 4,
        }
    }

    /// The message for syslog(3): `<86>Nov  5 10:31:00 file-organizer[77]: vault=0a... row=12 ` and
    /// the line of the row, shortened in the middle to `most` bytes. Its time is that of sending,
    /// in local time; the time of the row is in its line.
    #[must_use]
    pub fn syslog(&self, now: Time, zone: &Zone, process: u32, most: usize) -> String {
        let priority = FACILITY * 8 + self.severity();
        let (stamp, vault, number) = (zone.syslog_stamp(now), self.vault, self.number);
        let mut text =
            format!("<{priority}>{stamp} {NAME}[{process}]: vault={vault} row={number} ");
        let line = shortened(&self.event.line(), most.saturating_sub(text.len()));
        text.push_str(&line);
        text
    }

    /// The entry in journald's protocol: the line of the row, and its fields, each shortened to
    /// `most` bytes.
    #[must_use]
    pub fn journald(&self, most: usize) -> Vec<u8> {
        let event = self.event;
        let number = self.number.to_string();
        let line = shortened(&event.line(), most);
        let severity = self.severity().to_string();
        let facility = FACILITY.to_string();
        let time = event.time.rfc3339();
        let mut entry = Vec::new();
        let mut put = |name: &str, value: &[u8]| {
            let value = value.get(..most).unwrap_or(value);
            entry.extend_from_slice(name.as_bytes());
            if value.contains(&b'\n') {
                entry.push(b'\n');
                entry.extend_from_slice(&(value.len() as u64).to_le_bytes());
            } else {
                entry.push(b'=');
            }
            entry.extend_from_slice(value);
            entry.push(b'\n');
        };
        put("MESSAGE", line.as_bytes());
        put("PRIORITY", severity.as_bytes());
        put("SYSLOG_FACILITY", facility.as_bytes());
        put("SYSLOG_IDENTIFIER", NAME.as_bytes());
        put("FILE_ORGANIZER_VAULT", self.vault.as_bytes());
        put("FILE_ORGANIZER_ROW", number.as_bytes());
        put("FILE_ORGANIZER_TIME", time.as_bytes());
        put("FILE_ORGANIZER_EVENT", event.event.name().as_bytes());
        put("FILE_ORGANIZER_PRINCIPAL", event.principal.as_bytes());
        put("FILE_ORGANIZER_SOURCE", event.source.as_bytes());
        put("FILE_ORGANIZER_OUTCOME", event.outcome.name().as_bytes());
        if let Some(target) = &event.target {
            put("FILE_ORGANIZER_TARGET", target);
        }
        if let Some(detail) = &event.detail {
            put("FILE_ORGANIZER_DETAIL", detail.to_string().as_bytes());
        }
        entry
    }
}

/// The program name in messages.
const NAME: &str = "file-organizer";
/// `authpriv`: security messages that not everyone may read.
const FACILITY: u8 = 10;

/// The text, or its beginning and end with a mark in between, at most `most` bytes.
fn shortened(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(CUT.len());
    let from = text.len().saturating_sub(room / 4);
    let head = (0..=room / 4 * 3).rev().find_map(|end| text.get(..end));
    let tail = (from..=text.len()).find_map(|begin| text.get(begin..));
    format!("{}{CUT}{}", head.unwrap_or(""), tail.unwrap_or(""))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;
    use crate::domain::event::Event;

    fn event(target: &[u8], outcome: Outcome) -> AuditEvent {
        AuditEvent {
            time: Time::parse("2026-02-17 10:31:00").unwrap(),
            event: Event::FileUpload,
            actor: None,
            principal: "user1".into(),
            user: None,
            source: "local".into(),
            target: Some(target.to_vec()),
            outcome,
            detail: None,
        }
    }

    fn of(event: &AuditEvent) -> Message<'_> {
        Message {
            vault: "0a0b",
            number: 12,
            event,
        }
    }

    #[test]
    fn places_are_read_and_others_refused() {
        for (text, path) in [
            ("/var/log/vault.log", "/var/log/vault.log"),
            ("/var/a:b", "/var/a:b"),
            ("syslog", "syslog:/dev/log"),
            ("journald", "journald:/run/systemd/journal/socket"),
            ("syslog:/run/log", "syslog:/run/log"),
            ("journald:/run/j", "journald:/run/j"),
        ] {
            let mirror = Mirror::parse(text).unwrap();
            assert_eq!(mirror.to_string(), path);
            assert_eq!(Mirror::parse(&mirror.to_string()).unwrap(), mirror);
        }
        for text in [
            "",
            "log",
            "x.log",
            "Syslog",
            "syslog:",
            "syslog:log",
            "udp:/dev/log",
            "/a\nb",
            "C:\\audit.log",
            "journal",
        ] {
            assert!(Mirror::parse(text).is_err(), "{text}");
        }
        assert!(
            Mirror::parse("log")
                .unwrap_err()
                .contains("journald:/SOCKET")
        );
        let long = format!("syslog:/{}", "s".repeat(107));
        assert!(Mirror::parse(&long).unwrap_err().contains("107"));
        assert!(Mirror::parse(&long[..long.len() - 1]).is_ok());
    }

    #[test]
    fn a_message_of_syslog_has_the_form_of_the_c_library() {
        let now = Time::parse("2026-03-05 01:02:03").unwrap();
        let done = event(b"/a.txt", Outcome::Success);
        assert_eq!(
            of(&done).syslog(now, &Zone::UTC, 77, 8000),
            "<86>Mar  5 01:02:03 file-organizer[77]: vault=0a0b row=12 \
             2026-02-17 10:31:00 | FILE_UPLOAD | user1 | local | /a.txt | SUCCESS"
        );
        for outcome in [Outcome::Denied, Outcome::Failure] {
            let event = event(b"/a.txt", outcome);
            let text = of(&event).syslog(now, &Zone::UTC, 77, 8000);
            assert!(text.starts_with("<84>"), "{text}");
        }
        // If it is too long, the number and the outcome are kept.
        let long = event("ü".repeat(9000).as_bytes(), Outcome::Success);
        let text = of(&long).syslog(now, &Zone::UTC, 77, 500);
        assert!(text.len() <= 500 && text.len() > 480, "{}", text.len());
        assert!(text.contains(" row=12 2026-02-17 ") && text.ends_with(" | SUCCESS"));
        assert!(text.contains("ü [...] ü"), "{text}");
        let nothing = of(&long).syslog(now, &Zone::UTC, 77, 0);
        assert!(nothing.ends_with("row=12  [...] "), "{nothing}");
    }

    #[test]
    fn an_entry_of_journald_has_binary_fields() {
        let hostile = event(b"a\nPRIORITY=0\n\xff", Outcome::Denied);
        let entry = of(&hostile).journald(usize::MAX);
        let text = String::from_utf8_lossy(&entry);
        let line = hostile.line();
        assert!(
            text.starts_with(&format!("MESSAGE={line}\nPRIORITY=4\n")),
            "{text}"
        );
        for field in [
            "\nSYSLOG_FACILITY=10\n",
            "\nSYSLOG_IDENTIFIER=file-organizer\n",
            "\nFILE_ORGANIZER_VAULT=0a0b\n",
            "\nFILE_ORGANIZER_ROW=12\n",
            "\nFILE_ORGANIZER_TIME=2026-02-17T10:31:00Z\n",
            "\nFILE_ORGANIZER_OUTCOME=DENIED\n",
        ] {
            assert!(text.contains(field), "{field} {text}");
        }
        let mut target = b"\nFILE_ORGANIZER_TARGET\n".to_vec();
        target.extend_from_slice(&14_u64.to_le_bytes());
        target.extend_from_slice(b"a\nPRIORITY=0\n\xff\n");
        assert!(entry.ends_with(&target));
        assert!(
            of(&event(&[b'x'; 9000], Outcome::Success))
                .journald(500)
                .len()
                < 1500
        );
    }
}
