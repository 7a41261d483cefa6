//! Headers of answers: the fixed ones, those for pages of other origins, and Content-Disposition.

use std::fmt::Write;

use axum::body::Body;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_REQUEST_METHOD, HeaderName, HeaderValue, ORIGIN,
    STRICT_TRANSPORT_SECURITY, VARY,
};
use axum::http::{HeaderMap, Method, Response, StatusCode};
use file_organizer::domain::escape;

use super::policy::ServerPolicy;

type Pairs = &'static [(&'static str, &'static str)];

/// Of each answer, unless the route has set another value.
const DEFAULTS: Pairs = &[
    ("cache-control", "no-store"),
    ("x-frame-options", "DENY"),
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'",
    ),
];

/// Of each answer.
const FIXED: Pairs = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Of answers to pages of an allowed origin.
const SHARED: Pairs = &[
    ("cross-origin-resource-policy", "cross-origin"),
    ("access-control-expose-headers", EXPOSED_HEADERS),
];

/// Of answers to the question whether such a page may send a request.
const PREFLIGHT: Pairs = &[
    (
        "access-control-allow-methods",
        "GET, HEAD, POST, PUT, PATCH, DELETE",
    ),
    ("access-control-allow-headers", ALLOWED_HEADERS),
    ("access-control-max-age", "600"),
];

/// Request headers that pages of other origins may use.
const ALLOWED_HEADERS: &str = "authorization, x-api-key, content-type, content-digest, if-match, \
    if-none-match, if-range, range, x-request-id, tus-resumable, upload-length, upload-offset, \
    upload-metadata";
/// Answer headers that they may read.
const EXPOSED_HEADERS: &str = "content-disposition, content-range, etag, location, retry-after, \
    tus-resumable, upload-offset, upload-length, x-ratelimit-limit, x-ratelimit-remaining, \
    x-ratelimit-reset, x-request-id";

/// Adds the fixed headers.
pub(super) fn complete(headers: &mut HeaderMap, is_tls: bool) {
    for (name, value) in DEFAULTS {
        let entry = headers.entry(HeaderName::from_static(name));
        entry.or_insert(HeaderValue::from_static(value));
    }
    insert(headers, FIXED);
    if is_tls {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(STRICT_TRANSPORT_SECURITY, year);
    }
}

/// The answer to the question of a browser whether a page of another origin may send a request.
pub(super) fn preflight(method: &Method, headers: &HeaderMap) -> Option<Response<Body>> {
    let asks = method == Method::OPTIONS
        && headers.contains_key(ORIGIN)
        && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    asks.then(|| {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        response
    })
}

/// Lets the page of an allowed origin read the answer. Cookies are never allowed from other origins.
pub(super) fn share(
    answer: &mut HeaderMap,
    origin: Option<&HeaderValue>,
    is_preflight: bool,
    policy: &ServerPolicy,
) {
    if policy.cors_origins.is_empty() {
        return;
    }
    // Also without an origin: a cache must not give this answer to another page.
    answer.append(VARY, HeaderValue::from_static("Origin"));
    let allowed = |origin: &&HeaderValue| {
        let mut origins = policy.cors_origins.iter();
        origins.any(|allowed| allowed.is(origin.as_bytes()))
    };
    let Some(origin) = origin.filter(allowed) else {
        return;
    };
    answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    insert(answer, if is_preflight { PREFLIGHT } else { SHARED });
}

fn insert(headers: &mut HeaderMap, pairs: Pairs) {
    for (name, value) in pairs {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
}

/// The header Content-Disposition for a file (RFC 6266): an ASCII name for old clients, and the exact
/// bytes of the name (RFC 8187).
#[must_use]
pub(crate) fn content_disposition(name: &[u8], inline: bool) -> HeaderValue {
    let kind = if inline { "inline" } else { "attachment" };
    let mut plain = String::new();
    for part in name.utf8_chunks() {
        for c in part.valid().chars() {
            match c {
                _ if escape::has_odd(c.encode_utf8(&mut [0; 4]), &[]) => {}
                // Some clients decode percent signs here, and some treat a backslash as an escape.
                '"' | '\\' | '%' | '/' => plain.push('_'),
                ' '..='~' => plain.push(c),
                _ => plain.push('_'),
            }
        }
        plain.extend(part.invalid().iter().map(|_| '_'));
    }
    let mut exact = String::new();
    for byte in name {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(byte) {
            exact.push(char::from(*byte));
        } else {
            // Writing to a string never fails.
            let _ = write!(exact, "%{byte:02X}");
        }
    }
    let text = format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{exact}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_stays_within_its_header() {
        for (name, expected) in [
            (
                &b"report 1.pdf"[..],
                r#"attachment; filename="report 1.pdf"; filename*=UTF-8''report%201.pdf"#,
            ),
            (
                b"a\"\r\nSet-Cookie: x=1;.txt",
                r#"attachment; filename="a_Set-Cookie: x=1;.txt"; filename*=UTF-8''a%22%0D%0ASet-Cookie%3A%20x%3D1%3B.txt"#,
            ),
            (
                b"'()*%41",
                r#"attachment; filename="'()*_41"; filename*=UTF-8''%27%28%29%2A%2541"#,
            ),
            (
                "\u{202e}fdp.é".as_bytes(),
                r#"attachment; filename="fdp._"; filename*=UTF-8''%E2%80%AEfdp.%C3%A9"#,
            ),
            (b"\xff", r#"attachment; filename="_"; filename*=UTF-8''%FF"#),
        ] {
            assert_eq!(content_disposition(name, false), expected);
        }
        let inline = content_disposition(b"a", true);
        assert!(inline.as_bytes().starts_with(b"inline; "));
    }

    #[test]
    fn only_listed_origins_may_read() {
        let policy = ServerPolicy {
            cors_origins: vec!["https://app.example.org".parse().unwrap()],
            ..ServerPolicy::default()
        };
        for (origin, is_allowed) in [
            ("https://app.example.org", true),
            ("https://evil.example", false),
            ("https://app.example.org.evil.example", false),
            ("http://app.example.org", false),
            ("null", false),
        ] {
            let mut answer = HeaderMap::new();
            let origin = HeaderValue::from_static(origin);
            share(&mut answer, Some(&origin), true, &policy);
            let header = answer.get(ACCESS_CONTROL_ALLOW_ORIGIN);
            assert_eq!(header, Some(&origin).filter(|_| is_allowed));
            assert_eq!(answer.get(VARY).unwrap(), "Origin");
            assert!(!answer.contains_key("access-control-allow-credentials"));
        }
    }
}
