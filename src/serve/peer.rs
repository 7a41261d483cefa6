//! Who sent a request: its address behind trusted proxies, or the user id of a Unix socket.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;

use super::policy::ServerPolicy;

/// The sender of a request; in the extensions of each request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Peer {
    /// For the audit log: `192.168.1.100`, or `unix:1000`.
    pub(crate) source: String,
    /// What limits are counted by: an IPv4 address, an IPv6 network of 64 bits, or a user id.
    pub(crate) rate_key: String,
    /// Whether nobody on the network could read the request: TLS up to us or to a trusted proxy, or
    /// no network.
    pub(crate) secure: bool,
    /// The user id of the process at the other end of a Unix socket.
    pub(crate) uid: Option<u32>,
}

/// The other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(super) enum Remote {
    /// A TCP connection, with whether it is encrypted.
    Tcp { address: SocketAddr, tls: bool },
    /// A Unix socket.
    Unix { uid: Option<u32> },
}

impl Remote {
    /// What connections are counted by; none if others connect through this end.
    pub(super) fn connection_key(self, policy: &ServerPolicy) -> Option<String> {
        match self {
            Self::Tcp { address, .. } if !policy.is_trusted(address.ip()) => {
                Some(rate_key(address.ip()))
            }
            Self::Tcp { .. } | Self::Unix { .. } => None,
        }
    }
}

impl Peer {
    /// The sender of a request with these headers.
    pub(super) fn of(remote: Remote, headers: &HeaderMap, policy: &ServerPolicy) -> Self {
        let (direct, uid, is_proxy) = match remote {
            Remote::Tcp { address, .. } => {
                let ip = address.ip().to_canonical();
                (Some(ip), None, policy.is_trusted(ip))
            }
            Remote::Unix { uid } => (None, uid, policy.trust_socket_xff),
        };
        let address = if is_proxy {
            forwarded(direct, headers, policy)
        } else {
            direct
        };
        let is_encrypted = if is_proxy {
            let protocol = headers.get("x-forwarded-proto");
            protocol.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"https"))
        } else {
            match remote {
                Remote::Tcp { address, tls } => tls || address.ip().to_canonical().is_loopback(),
                Remote::Unix { .. } => true,
            }
        };
        let (source, rate_key) = match address {
            Some(ip) => (ip.to_string(), rate_key(ip)),
            None => {
                let uid = uid.map_or_else(|| "unknown".to_owned(), |uid| uid.to_string());
                (format!("unix:{uid}"), format!("unix:{uid}"))
            }
        };
        Self {
            source,
            rate_key,
            secure: is_encrypted,
            uid,
        }
    }
}

/// The address that the nearest trusted proxy vouches for: each proxy appends the address of its own
/// client, so entries are read from the right until one is not a trusted proxy. An entry that is not an
/// address ends the search, because whatever is left of it was written by somebody unknown.
fn forwarded(direct: Option<IpAddr>, headers: &HeaderMap, policy: &ServerPolicy) -> Option<IpAddr> {
    let values = headers.get_all("x-forwarded-for").iter();
    let entries: Vec<&[u8]> = values
        .flat_map(|value| value.as_bytes().split(|b| *b == b','))
        .collect();
    let mut address = direct;
    for entry in entries.iter().rev() {
        let Some(ip) = std::str::from_utf8(entry).ok().and_then(parse_address) else {
            break;
        };
        address = Some(ip);
        if !policy.is_trusted(ip) {
            break;
        }
    }
    address
}

/// An address, with or without a port.
fn parse_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let address: Option<IpAddr> = bare.parse().ok();
    let address = address.or_else(|| text.parse::<SocketAddr>().ok().map(|a| a.ip()));
    address.map(|ip| ip.to_canonical())
}

/// One user of IPv6 usually has a network of 64 bits.
fn rate_key(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tcp(address: &str) -> Remote {
        let address = address.parse().unwrap();
        Remote::Tcp {
            address,
            tls: false,
        }
    }

    fn source(remote: Remote, forwarded: &[&str], trusted: &str) -> String {
        let trusted = trusted.split_whitespace();
        let policy = ServerPolicy {
            trusted_proxies: trusted.map(|text| text.parse().unwrap()).collect(),
            ..ServerPolicy::default()
        };
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        Peer::of(remote, &headers, &policy).source
    }

    #[test]
    fn an_untrusted_peer_cannot_choose_its_address() {
        assert_eq!(source(tcp("9.9.9.9:1"), &["1.2.3.4"], ""), "9.9.9.9");
        assert_eq!(
            source(tcp("9.9.9.9:1"), &["1.2.3.4"], "10.0.0.0/8"),
            "9.9.9.9"
        );
    }

    #[test]
    fn the_first_untrusted_hop_from_the_right_is_the_source() {
        let trusted = "10.0.0.0/8 192.168.1.1";
        let proxy = tcp("10.0.0.1:5");
        assert_eq!(source(proxy, &[], trusted), "10.0.0.1");
        assert_eq!(source(proxy, &["6.6.6.6, 5.5.5.5"], trusted), "5.5.5.5");
        assert_eq!(
            source(proxy, &["6.6.6.6", "5.5.5.5, 192.168.1.1"], trusted),
            "5.5.5.5"
        );
        assert_eq!(
            source(proxy, &["6.6.6.6, unknown, 10.0.0.2"], trusted),
            "10.0.0.2"
        );
        assert_eq!(source(proxy, &["[2001:db8::1]:99"], trusted), "2001:db8::1");
        assert_eq!(
            source(tcp("[::ffff:10.0.0.1]:5"), &["5.5.5.5:80"], trusted),
            "5.5.5.5"
        );
    }

    #[test]
    fn ipv6_is_counted_by_network() {
        let policy = ServerPolicy::default();
        let key = |address| Peer::of(tcp(address), &HeaderMap::new(), &policy).rate_key;
        assert_eq!(key("[2001:db8:1:2:3:4:5:6]:1"), "2001:db8:1:2::/64");
        assert_eq!(key("[2001:db8:1:2:ffff::]:1"), "2001:db8:1:2::/64");
        assert_eq!(key("[::ffff:1.2.3.4]:1"), "1.2.3.4");
    }

    #[test]
    fn a_unix_socket_is_named_by_its_user() {
        let unix = Remote::Unix { uid: Some(1000) };
        assert_eq!(source(unix, &["1.2.3.4"], "0.0.0.0/0"), "unix:1000");
    }
}
