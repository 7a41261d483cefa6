//! Value types of the keys `server.*`: lists of hosts, networks, origins and user ids, and rates.

use std::fmt;
use std::net::IpAddr;
use std::ops::Deref;
use std::str::FromStr;

use crate::domain::span::Span;

/// A list without duplicates; its text form is separated by commas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Items<T>(Vec<T>);

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for Items<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: fmt::Display> fmt::Display for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, item) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(f, "{comma}{item}")?;
        }
        Ok(())
    }
}

impl<T: FromStr<Err = String> + PartialEq + Clone> Items<T> {
    /// The list given by a text: items with a sign (`+a,-b`) change the current list, others replace it.
    pub(super) fn changed(&self, text: &str) -> Result<Self, String> {
        let items = || {
            let items = text.split(',').map(str::trim);
            items.filter(|item| !item.is_empty())
        };
        let signed = items().filter(|item| item.starts_with(['+', '-'])).count();
        if signed != 0 && signed != items().count() {
            return Err("either all items have a sign (+ or -), or none".to_owned());
        }
        let mut list = if signed == 0 {
            Self::default()
        } else {
            self.clone()
        };
        for item in items() {
            let value: T = item.strip_prefix(['+', '-']).unwrap_or(item).parse()?;
            list.0.retain(|other| *other != value);
            if !item.starts_with('-') {
                list.0.push(value);
            }
        }
        Ok(list)
    }
}

/// A name that the server answers for: a host name or an address, optionally with a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// In lower case, an IPv6 address in brackets.
    pub name: String,
    /// None for any port.
    pub port: Option<u16>,
}

impl FromStr for Host {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let why = || "it must be a host name, optionally with a port, such as files.example.org";
        let (name, port) = split_port(text).ok_or_else(why)?;
        Ok(Self {
            name: name.to_ascii_lowercase(),
            port,
        })
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            None => f.write_str(&self.name),
            Some(port) => write!(f, "{}:{port}", self.name),
        }
    }
}

/// Splits `host[:port]` (RFC 9110, section 4.2); none if it is anything else. Names may contain only
/// letters, digits, hyphens, underscores and dots.
#[must_use]
pub fn split_port(text: &str) -> Option<(&str, Option<u16>)> {
    let is_address = text.starts_with('[');
    let end = if is_address {
        text.find(']')? + 1
    } else {
        text.find(':').unwrap_or(text.len())
    };
    let (name, rest) = text.split_at_checked(end)?;
    let port = match rest.strip_prefix(':') {
        None if rest.is_empty() => None,
        Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => Some(digits.parse().ok()?),
        None | Some(_) => return None,
    };
    let is_valid = if is_address {
        let inner = name.strip_prefix('[')?.strip_suffix(']')?;
        inner.parse::<std::net::Ipv6Addr>().is_ok()
    } else {
        let is_allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        !name.is_empty() && name.len() <= 253 && name.bytes().all(is_allowed)
    };
    is_valid.then_some((name, port))
}

/// A network of addresses: `10.0.0.0/8`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

impl Network {
    /// Whether an address belongs to the network. An IPv4 address in IPv6 form counts as IPv4.
    #[must_use]
    pub fn contains(&self, ip: IpAddr) -> bool {
        match (self.address, ip.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(ip)) => {
                let mask = u32::MAX.checked_shl(32 - self.bits).unwrap_or(0);
                network.to_bits() & mask == ip.to_bits() & mask
            }
            (IpAddr::V6(network), IpAddr::V6(ip)) => {
                let mask = u128::MAX.checked_shl(128 - self.bits).unwrap_or(0);
                network.to_bits() & mask == ip.to_bits() & mask
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let why = || "it must be an address or a network, such as 10.0.0.0/8 or ::1".to_owned();
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| why())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            None => most,
            Some(bits) => bits.parse().map_err(|_| why())?,
        };
        if bits > most {
            return Err(why());
        }
        Ok(Self { address, bits })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

/// The origin of a web page (RFC 6454): scheme, host and port, as a browser sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Whether the value of a header `Origin` is this origin.
    #[must_use]
    pub fn is(&self, header: &[u8]) -> bool {
        self.0.as_bytes() == header
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let why = || {
            "it must be an exact origin without a path or wildcard, such as \
             https://app.example.org or http://localhost:3000"
        };
        let text = text.to_ascii_lowercase();
        let (scheme, host) = text.split_once("://").ok_or_else(why)?;
        let default_port = match scheme {
            "https" => 443,
            "http" => 80,
            _ => return Err(why().to_owned()),
        };
        let (name, port) = split_port(host).ok_or_else(why)?;
        // Browsers omit the default port.
        Ok(Self(match port.filter(|port| *port != default_port) {
            None => format!("{scheme}://{name}"),
            Some(port) => format!("{scheme}://{name}:{port}"),
        }))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The id of a user of this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uid(pub u32);

impl FromStr for Uid {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let id = text.parse();
        id.map(Self)
            .map_err(|_| "it must be numbers of users, such as 1000".to_owned())
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A number of requests within a time: `1000/1h`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The number, at least 1.
    pub limit: u32,
    /// The time, 1 second to 1 day.
    pub window: Span,
}

impl Rate {
    /// A rate per minute.
    #[must_use]
    pub const fn per_minute(limit: u32) -> Self {
        Self {
            limit,
            window: Span::from_minutes(1),
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let why = || "it must be a number and a time from 1s to 1d, such as 1000/1h".to_owned();
        let (limit, window) = text.split_once('/').ok_or_else(why)?;
        let limit = limit.trim().parse().map_err(|_| why())?;
        let window = Span::parse(window.trim()).map_err(|_| why())?;
        if limit == 0 || !(1..=86_400).contains(&window.as_secs()) {
            return Err(why());
        }
        Ok(Self { limit, window })
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.limit, self.window)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_contains_its_addresses_only() {
        for (network, inside, outside) in [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
            ("10.1.2.3", "10.1.2.3", "10.1.2.4"),
            ("0.0.0.0/0", "1.2.3.4", "::1"),
            ("10.0.0.0/8", "::ffff:10.0.0.1", "::ffff:11.0.0.1"),
            ("2001:db8::/32", "2001:db8:1::1", "2001:db9::1"),
            ("::/0", "2001:db8::1", "1.2.3.4"),
        ] {
            let network: Network = network.parse().unwrap();
            assert!(network.contains(inside.parse().unwrap()), "{network}");
            assert!(!network.contains(outside.parse().unwrap()), "{network}");
        }
        for bad in ["10.0.0.0/33", "::/129", "10.0.0", "10.0.0.0/-1", "a/8", ""] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
    }

    #[test]
    fn only_exact_origins_are_accepted() {
        for bad in [
            "*",
            "null",
            "https://*.example.org",
            "https://example.org/",
            "https://example.org/path",
            "https://user@example.org",
            "example.org",
            "file:///etc",
            "https://",
        ] {
            assert!(bad.parse::<Origin>().is_err(), "{bad}");
        }
        let origin: Origin = "HTTPS://App.example.org:443".parse().unwrap();
        assert!(origin.is(b"https://app.example.org"));
        assert!(!origin.is(b"https://app.example.org.evil.example"));
    }

    #[test]
    fn signs_change_a_list() {
        let list = Items::<Host>::default()
            .changed("a.example, [::1]:80")
            .unwrap();
        let list = list.changed("+B.example,-a.example").unwrap();
        assert_eq!(list.to_string(), "[::1]:80,b.example");
        assert_eq!(list.changed("").unwrap().len(), 0);
        for bad in ["+a,b", "a b", "a:x", "a:99999", "[::1", "a/b", "a@b"] {
            assert!(list.changed(bad).is_err(), "{bad}");
        }
    }
}
