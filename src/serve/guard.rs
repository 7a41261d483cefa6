//! What a request must satisfy before its route sees it: method, address, Host, query. The form of the
//! message was checked by `framing`.

use std::borrow::Cow;
use std::net::{IpAddr, SocketAddr};

use axum::http::header::{CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use file_organizer::domain::policy::server::split_port;

use super::framing::{Fault, REFUSED};
use super::policy::ServerPolicy;
use super::reply::Problem;

const METHODS: &str = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/// Names of query parameters in which clients send credentials. Addresses end up in logs and histories.
const SECRETS: [&str; 6] = [
    "token",
    "key",
    "auth",
    "access_token",
    "api_key",
    "password",
];

/// Checks a request that arrived at the address `local`; none for a Unix socket.
///
/// # Errors
/// The answer to the request.
pub(super) fn check(
    request: &Parts,
    local: Option<SocketAddr>,
    policy: &ServerPolicy,
) -> Result<(), Problem> {
    if request.method.as_str() == REFUSED {
        return Err(malformed(&request.uri));
    }
    check_host(&request.uri, &request.headers, local, policy)?;
    if !METHODS
        .split(", ")
        .any(|known| known == request.method.as_str())
    {
        return Err(Problem::method(METHODS));
    }
    check_path(request.uri.path())?;
    check_query(request.uri.query().unwrap_or_default())?;
    if matches!(request.method, Method::GET | Method::HEAD) && has_body(&request.headers) {
        return Err(Problem::usage("a GET or HEAD request must not have a body"));
    }
    Ok(())
}

fn malformed(uri: &Uri) -> Problem {
    let fault = Fault::named(uri.path()).unwrap_or(Fault::RequestLine);
    let (status, kind) = match fault {
        Fault::LongLine => (StatusCode::URI_TOO_LONG, "too_long"),
        Fault::LongHead => (StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "too_large"),
        Fault::LineEnd
        | Fault::RequestLine
        | Fault::HeaderLine
        | Fault::Length
        | Fault::Coding
        | Fault::Host
        | Fault::Chunk => (StatusCode::BAD_REQUEST, "malformed"),
    };
    Problem::new(status, kind, fault.text())
}

fn has_body(headers: &HeaderMap) -> bool {
    let length = headers.get(CONTENT_LENGTH);
    headers.contains_key(TRANSFER_ENCODING) || length.is_some_and(|length| length != "0")
}

/// Accepts the names that the server answers for. A page of another site can make a browser send
/// requests here under a name of that site (DNS rebinding), but not under one of these.
fn check_host(
    uri: &Uri,
    headers: &HeaderMap,
    local: Option<SocketAddr>,
    policy: &ServerPolicy,
) -> Result<(), Problem> {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = host.unwrap_or_default();
    let invalid = || Problem::new(StatusCode::BAD_REQUEST, "malformed", Fault::Host.text());
    let (name, port) = split_port(host).ok_or_else(invalid)?;
    if let Some(authority) = uri.authority()
        && !authority.as_str().eq_ignore_ascii_case(host)
    {
        let message = "the address and the Host header name different hosts";
        return Err(Problem::new(StatusCode::BAD_REQUEST, "malformed", message));
    }
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    let ip: Option<IpAddr> = bare.parse().ok();
    let is_own = name.eq_ignore_ascii_case("localhost")
        || ip.is_some_and(|ip| ip.is_loopback())
        || ip.is_some() && ip == local.map(|local| local.ip().to_canonical());
    let is_listed = policy.hosts.iter().any(|host| {
        host.name.eq_ignore_ascii_case(name) && (host.port.is_none() || host.port == port)
    });
    if is_own || is_listed {
        return Ok(());
    }
    let message = format!("this server does not answer for the host \"{name}\"");
    let hint = format!("to allow it, run: file-organizer policy set server.hosts +{name}");
    Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "wrong_host", message).hint(hint))
}

/// Refuses what programs in front may understand differently: escaped separators, parent folders.
fn check_path(path: &str) -> Result<(), Problem> {
    let refused = |what: &str| Err(Problem::usage(format!("the address contains {what}")));
    let Some(decoded) = decode(path) else {
        return refused("an invalid escape");
    };
    // An escaped slash would look like a separator after decoding.
    if decoded.contains(&0) || decoded.contains(&b'\\') {
        return refused("a NUL or a backslash");
    }
    let slashes = |bytes: &[u8]| bytes.iter().filter(|b| **b == b'/').count();
    if slashes(&decoded) != slashes(path.as_bytes()) {
        return refused("an escaped slash");
    }
    let mut segments = decoded.split(|b| *b == b'/');
    if segments.any(|segment| segment == b"." || segment == b"..") {
        return refused("a segment . or ..");
    }
    Ok(())
}

fn check_query(query: &str) -> Result<(), Problem> {
    for part in query.split('&') {
        let name = part.split_once('=').map_or(part, |(name, _)| name);
        let name = decode(name).ok_or_else(|| Problem::usage("the query has an invalid escape"))?;
        if SECRETS
            .iter()
            .any(|secret| name.eq_ignore_ascii_case(secret.as_bytes()))
        {
            let message = "credentials must not be sent in the address";
            let problem = Problem::new(StatusCode::BAD_REQUEST, "token_in_url", message);
            return Err(problem.hint("use the header Authorization: Bearer, or X-API-Key"));
        }
    }
    Ok(())
}

/// Decodes percent escapes, once; none if one is invalid.
fn decode(text: &str) -> Option<Cow<'_, [u8]>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text.as_bytes()));
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    decoded.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        let digits = part
            .get(..2)
            .filter(|two| two.bytes().all(|b| b.is_ascii_hexdigit()));
        decoded.push(u8::from_str_radix(digits?, 16).ok()?);
        decoded.extend_from_slice(part.get(2..)?.as_bytes());
    }
    Some(Cow::Owned(decoded))
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn status_at(local: &str, hosts: &[&str], target: &str, host: &str) -> Option<u16> {
        let policy = ServerPolicy {
            hosts: hosts.iter().map(|host| host.parse().unwrap()).collect(),
            ..ServerPolicy::default()
        };
        let request = Request::get(target).header(HOST, host).body(()).unwrap();
        let (parts, ()) = request.into_parts();
        let result = check(&parts, local.parse().ok(), &policy);
        result.err().map(|problem| problem.status().as_u16())
    }

    fn status(target: &str) -> Option<u16> {
        status_at("127.0.0.1:8000", &[], target, "localhost:8000")
    }

    #[test]
    fn only_own_and_listed_hosts_are_answered() {
        let hosts = ["files.example", "other.example:8443"];
        for (host, expected) in [
            ("localhost", None),
            ("LOCALHOST:9000", None),
            ("127.0.0.1:8000", None),
            ("[::1]:8000", None),
            ("192.0.2.7:8000", None),
            ("Files.example:1234", None),
            ("other.example:8443", None),
            ("other.example", Some(421)),
            ("192.0.2.8", Some(421)),
            ("evil.example", Some(421)),
            ("127.0.0.1.evil.example", Some(421)),
            ("localhost.evil.example", Some(421)),
            ("files.example.evil.example", Some(421)),
            ("localhost:", Some(400)),
            ("localhost:x", Some(400)),
            ("user@localhost", Some(400)),
            ("localhost/path", Some(400)),
            ("a b", Some(400)),
            ("", Some(400)),
        ] {
            let found = status_at("192.0.2.7:8000", &hosts, "/", host);
            assert_eq!(found, expected, "{host:?}");
        }
        let absolute = |host| status_at("127.0.0.1:80", &[], "http://evil.example/", host);
        assert_eq!(absolute("localhost"), Some(400));
        assert_eq!(absolute("evil.example"), Some(421));
    }

    #[test]
    fn ambiguous_addresses_are_refused() {
        for target in [
            "/a%00",
            "/a%2fb",
            "/a%2Fb",
            "/a%5cb",
            "/a/../b",
            "/a/%2e%2e/b",
            "/.%2E",
            "/./a",
            "/a%",
            "/a%4",
            "/a%zz",
            "/?a%=b",
            "/?token=x",
            "/?a=b&Api_Key=x",
            "/?ke%79=x",
        ] {
            assert_eq!(status(target), Some(400), "{target}");
        }
        for target in [
            "/",
            "/a%20b/...",
            "/a..b",
            "/%252e%252e%252f",
            "/?path=/a/..%2fb&tokens=1",
        ] {
            assert_eq!(status(target), None, "{target}");
        }
    }
}
