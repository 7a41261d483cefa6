//! Which requests are accepted, and what every answer has.

use crate::server::{LIVE, Server, document, header, read, statuses};
use crate::support::Home;

#[test]
fn a_malformed_request_gets_one_400_and_the_connection_is_closed() {
    let (_home, server) = Server::new();
    let next = format!("GET {LIVE} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    for (head, status) in [
        ("GET /\r\n", 400),
        ("PRI * HTTP/2.0\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
            400,
        ),
        ("GET / HTTP/1.1\nHost: localhost\n\n", 400),
        ("GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", 400),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\n c\r\n\r\n",
            400,
        ),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
        ),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
            400,
        ),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
            400,
        ),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n",
            400,
        ),
        (
            "GET / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
            400,
        ),
        (&format!("GET /{} HTTP/1.1\r\n", "a".repeat(1 << 20)), 414),
        (
            &format!("GET / HTTP/1.1\r\n{}", "a: b\r\n".repeat(10_000)),
            431,
        ),
    ] {
        let answer = server.send(format!("{head}{next}"));
        let shown = &head[..head.len().min(60)];
        assert_eq!(statuses(&answer), [status], "{shown:?}: {answer}");
        assert_eq!(header(&answer, "connection"), Some("close"), "{shown:?}");
    }
}

#[test]
fn a_malformed_chunk_ends_the_connection() {
    let (_home, server) = Server::new();
    let next = format!("GET {LIVE} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let head = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
    for chunk in [
        "fffffffffffffffff\r\n",
        "x\r\n",
        "1\r\nab\r\n",
        "1\na\n0\n\n",
    ] {
        let answer = server.send(format!("{head}{chunk}{next}"));
        assert!(!answer.contains("200 OK"), "{chunk:?}: {answer}");
        assert!(statuses(&answer).len() <= 1, "{chunk:?}: {answer}");
    }
}

#[test]
fn correct_requests_share_a_connection() {
    let (_home, server) = Server::new();
    let one = format!("GET {LIVE} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let head = format!("HEAD {LIVE} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let answers = server.send([one.as_str(), &one, &head].concat());
    assert_eq!(statuses(&answers), [200, 200, 200], "{answers}");
    assert_eq!(answers.matches(r#"{"status":"ok"}"#).count(), 2);
}

#[test]
fn only_known_hosts_are_answered() {
    let home = Home::new();
    home.ok(["policy", "set", "server.hosts", "files.example.org"]);
    let server = Server::start(&home, &[]);
    let port = server.address.split(':').next_back().unwrap();
    for (host, status) in [
        ("localhost", 200),
        (&format!("127.0.0.1:{port}"), 200),
        ("[::1]:1", 200),
        ("files.example.org", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("files.example.org.evil.example", 421),
        ("", 400),
        ("a b", 400),
    ] {
        let answer = server.ask("GET", LIVE, &format!("Host: {host}\r\n"));
        assert_eq!(statuses(&answer), [status], "{host}: {answer}");
    }
    let answer = server.ask("GET", LIVE, "Host: evil.example\r\n");
    let hint = document(&answer)["hint"].clone();
    assert!(
        hint.as_str()
            .unwrap()
            .contains("policy set server.hosts +evil.example")
    );
    let absolute = server.ask("GET", &format!("http://evil.example{LIVE}"), "");
    assert_eq!(statuses(&absolute), [400]);
    let absolute = server.ask("GET", &format!("http://localhost{LIVE}"), "");
    assert_eq!(statuses(&absolute), [200]);
}

#[test]
fn ambiguous_addresses_and_other_methods_are_refused() {
    let (_home, server) = Server::new();
    for (method, target, status, kind) in [
        ("GET", "/api/v1/a%2fb", 400, "usage"),
        ("GET", "/api/v1/%2e%2e/b", 400, "usage"),
        ("GET", "/api/v1/a%00", 400, "usage"),
        ("GET", "/api/v1/files?token=abc", 400, "token_in_url"),
        ("GET", "/api/v1/files?a=1&api_key=abc", 400, "token_in_url"),
        ("GET", "/api/v1/nothing", 404, "not_found"),
        ("POST", LIVE, 405, "method_not_allowed"),
        ("TRACE", LIVE, 405, "method_not_allowed"),
        ("STEAL", LIVE, 405, "method_not_allowed"),
    ] {
        let answer = server.ask(method, target, "");
        assert_eq!(statuses(&answer), [status], "{method} {target}: {answer}");
        let document = document(&answer);
        assert_eq!(document["error"], kind, "{method} {target}");
        assert_eq!(
            document["request_id"].as_str(),
            header(&answer, "x-request-id")
        );
        assert_eq!(header(&answer, "allow").is_some(), status == 405);
    }
    let body = server.ask("GET", LIVE, "Content-Length: 1\r\n");
    assert_eq!(statuses(&body), [400]);
}

#[test]
fn every_answer_has_the_fixed_headers() {
    let (_home, server) = Server::new();
    for answer in [
        server.ask("GET", LIVE, ""),
        server.ask("GET", "/nothing", ""),
        server.ask("GET", LIVE, "Host: evil.example\r\n"),
        server.send("GET /\r\n"),
    ] {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
            (
                "content-security-policy",
                "default-src 'none'; frame-ancestors 'none'",
            ),
            ("content-type", "application/json"),
        ] {
            assert_eq!(header(&answer, name), Some(value), "{answer}");
        }
        for name in [
            "server",
            "strict-transport-security",
            "access-control-allow-origin",
        ] {
            assert_eq!(header(&answer, name), None, "{answer}");
        }
    }
    let answer = server.ask("GET", LIVE, "X-Request-Id: given-1\r\n");
    assert_eq!(header(&answer, "x-request-id"), Some("given-1"));
    let answer = server.ask("GET", LIVE, "X-Request-Id: a b\r\n");
    assert_ne!(header(&answer, "x-request-id"), Some("a b"));
}

#[test]
fn only_listed_origins_may_read_answers() {
    let home = Home::new();
    for bad in [
        "*",
        "null",
        "https://*.example.org",
        "https://example.org/path",
    ] {
        let run = home.run(["policy", "set", "server.cors_origins", bad]);
        assert_eq!(run.code, 2, "{bad}: {}", run.err);
    }
    home.ok([
        "policy",
        "set",
        "server.cors_origins",
        "https://app.example.org",
    ]);
    let server = Server::start(&home, &[]);
    let allowed = server.ask("GET", LIVE, "Origin: https://app.example.org\r\n");
    let origin = header(&allowed, "access-control-allow-origin");
    assert_eq!(origin, Some("https://app.example.org"));
    assert_eq!(header(&allowed, "access-control-allow-credentials"), None);
    let asks = "Origin: https://app.example.org\r\nAccess-Control-Request-Method: PUT\r\n";
    let preflight = server.ask("OPTIONS", "/api/v1/files", asks);
    assert_eq!(statuses(&preflight), [204]);
    assert_eq!(header(&preflight, "access-control-max-age"), Some("600"));
    for origin in ["https://evil.example", "null", "http://app.example.org"] {
        let answer = server.ask("GET", LIVE, &format!("Origin: {origin}\r\n"));
        assert_eq!(header(&answer, "access-control-allow-origin"), None);
        assert_eq!(header(&answer, "vary"), Some("Origin"));
    }
}

#[test]
fn a_base_path_is_removed() {
    let home = Home::new();
    let server = Server::start(&home, &["--base-path", "/files/"]);
    let status = |target: &str| statuses(&server.ask("GET", target, ""))[0];
    assert_eq!(status(&format!("/files{LIVE}")), 200);
    assert_eq!(status(LIVE), 404);
    assert_eq!(status(&format!("/files2{LIVE}")), 404);
}

#[test]
fn the_log_has_no_addresses_of_files() {
    let home = Home::new();
    let server = Server::start(&home, &["--log", "json"]);
    server.ask("GET", &format!("{LIVE}?q=hidden"), "User-Agent: a\r\n");
    server.ask("GET", "/secret/name", "X-Request-Id: last\r\n");
    let line: serde_json::Value = serde_json::from_str(&server.line("last")).unwrap();
    assert_eq!(line["status"], 404);
    assert_eq!(line["source"], "127.0.0.1");
    assert_eq!(line["route"], "-");
    let log = server.log();
    assert!(
        log.contains(LIVE) && !log.contains("hidden") && !log.contains("secret"),
        "{log}"
    );
}

#[test]
fn nothing_is_answered_after_a_half_head() {
    let (_home, server) = Server::new();
    let mut stream = server.connect();
    std::io::Write::write_all(&mut stream, b"GET / HTTP/1.1\r\nHo").unwrap();
    crate::server::finish(&stream);
    let answer = read(&mut stream);
    assert!(!answer.contains("200"), "{answer}");
}
