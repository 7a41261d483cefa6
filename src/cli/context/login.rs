//! Where the login session of this process came from, according to the system: unlike an environment
//! variable, the process cannot change this. The session id is inherited and set once, by PAM; the
//! session manager and utmp know the address of the login.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;

/// The source of a remote login without a known address.
pub(super) const REMOTE: &str = "remote";
/// Without a session: a service, or a system without audit support.
const NO_SESSION: &str = "4294967295";
/// A record of utmp on x86-64.
const RECORD: usize = 384;
const USER_PROCESS: u8 = 7;

/// The source of a remote login, as an address or `remote`; `None` for a local login, or if the
/// system does not know it. `root` is `/`, except in tests.
pub(super) fn remote_source(root: &Path) -> Option<String> {
    session(root).or_else(|| terminal(root))
}

/// The login as the session manager (systemd-logind, elogind) knows it.
fn session(root: &Path) -> Option<String> {
    let id = fs::read_to_string(root.join("proc/self/sessionid")).ok()?;
    let id = id.trim();
    if id == NO_SESSION || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let text = fs::read_to_string(root.join("run/systemd/sessions").join(id)).ok()?;
    let value = |name: &str| {
        let mut lines = text.lines().filter_map(|line| line.split_once('='));
        lines.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    if value("REMOTE") != Some("1") {
        return None;
    }
    let host = value("REMOTE_HOST").and_then(|host| host.parse::<IpAddr>().ok());
    Some(host.map_or_else(|| REMOTE.to_owned(), |address| address.to_string()))
}

/// The login of the controlling terminal, from utmp.
fn terminal(root: &Path) -> Option<String> {
    let line = controlling_terminal(&fs::read_to_string(root.join("proc/self/stat")).ok()?)?;
    let utmp = fs::read(root.join("run/utmp")).ok()?;
    utmp.chunks_exact(RECORD)
        .find_map(|record| login(record, &line))
}

/// The name of a pseudo terminal, such as `pts/3`.
fn controlling_terminal(stat: &str) -> Option<String> {
    // The name of the program, in parentheses, may contain anything.
    let (_, fields) = stat.rsplit_once(')')?;
    let number: u32 = fields.split_whitespace().nth(4)?.parse().ok()?;
    let (major, minor) = (
        (number >> 8) & 0xfff,
        (number & 0xff) | ((number >> 12) & 0xfff00),
    );
    let base = major.checked_sub(136).filter(|major| *major < 8)?;
    Some(format!("pts/{}", base * 256 + minor))
}

/// The address in a record of a remote login on this terminal.
fn login(record: &[u8], line: &str) -> Option<String> {
    let text = |bytes: &[u8]| {
        let text = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
        String::from_utf8_lossy(text).into_owned()
    };
    if record.first() != Some(&USER_PROCESS) || text(record.get(8..40)?) != line {
        return None;
    }
    let address: [u8; 16] = record.get(348..364)?.try_into().ok()?;
    let host = text(record.get(76..332)?);
    if address != [0; 16] {
        let [a, b, c, d, rest @ ..] = address;
        let address = if rest == [0; 12] {
            IpAddr::from(Ipv4Addr::new(a, b, c, d))
        } else {
            IpAddr::from(Ipv6Addr::from(address)).to_canonical()
        };
        return Some(address.to_string());
    }
    // A terminal multiplexer or a display is no address.
    let local = host.is_empty() || host.starts_with(':') || host.contains('(');
    (!local).then(|| {
        let address = host.parse::<IpAddr>().ok();
        address.map_or_else(|| REMOTE.to_owned(), |address| address.to_string())
    })
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make files")]
mod tests {
    use super::*;

    fn system(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        root
    }

    fn record(line: &str, host: &str, address: [u8; 16]) -> Vec<u8> {
        let mut record = vec![0; RECORD];
        record[0] = USER_PROCESS;
        record[8..8 + line.len()].copy_from_slice(line.as_bytes());
        record[76..76 + host.len()].copy_from_slice(host.as_bytes());
        record[348..364].copy_from_slice(&address);
        record
    }

    #[test]
    fn the_session_manager_knows_a_remote_login() {
        for (text, source) in [
            ("REMOTE=1\nREMOTE_HOST=192.0.2.7\n", Some("192.0.2.7")),
            ("REMOTE=1\nREMOTE_HOST=2001:db8::1\n", Some("2001:db8::1")),
            ("REMOTE=1\nREMOTE_HOST=a host\n", Some("remote")),
            ("REMOTE=1\n", Some("remote")),
            ("REMOTE=0\nREMOTE_HOST=192.0.2.7\n", None),
            ("", None),
        ] {
            let sessions = ("run/systemd/sessions/3", text.as_bytes());
            let root = system(&[("proc/self/sessionid", b"3"), sessions]);
            assert_eq!(remote_source(root.path()).as_deref(), source, "{text}");
            let root = system(&[("proc/self/sessionid", b"4294967295"), sessions]);
            assert_eq!(remote_source(root.path()), None);
        }
        assert_eq!(remote_source(system(&[]).path()), None);
    }

    #[test]
    fn the_login_of_the_terminal_is_in_utmp() {
        let mut v4 = [0; 16];
        v4[..4].copy_from_slice(&[192, 0, 2, 7]);
        let v6 = "2001:db8::1".parse::<Ipv6Addr>().unwrap().octets();
        for (line, host, address, source) in [
            ("pts/3", "host.example", v4, Some("192.0.2.7")),
            ("pts/3", "host.example", v6, Some("2001:db8::1")),
            ("pts/3", "192.0.2.8", [0; 16], Some("192.0.2.8")),
            ("pts/3", "host.example", [0; 16], Some("remote")),
            ("pts/3", ":0", [0; 16], None),
            ("pts/3", "tmux(12).%0", [0; 16], None),
            ("pts/33", "192.0.2.8", v4, None),
        ] {
            let mut utmp = record("pts/4", "198.51.100.1", [1; 16]);
            utmp.extend(record(line, host, address));
            // Terminal 136:3.
            let stat = b"7 (a ) b) S 1 7 7 34819 7 0";
            let root = system(&[("proc/self/stat", stat), ("run/utmp", &utmp)]);
            assert_eq!(
                remote_source(root.path()).as_deref(),
                source,
                "{line} {host}"
            );
        }
    }
}
