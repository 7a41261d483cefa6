//! Rates, connections at a time, and clients that take their time.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use crate::server::{LIVE, Server, document, header, statuses};
use crate::support::Home;

fn with_policy(keys: &[(&str, &str)]) -> (Home, Server) {
    let home = Home::new();
    for (key, value) in keys {
        home.ok(["policy", "set", key, value]);
    }
    let server = Server::start(&home, &[]);
    (home, server)
}

#[test]
fn requests_without_a_credential_are_limited_by_source() {
    let (_home, server) = with_policy(&[("server.rate.unauthenticated", "5/1h")]);
    for left in (0..5).rev() {
        // An untrusted peer cannot choose its address.
        let answer = server.ask(
            "GET",
            "/api/v1/files",
            &format!("X-Forwarded-For: 1.1.1.{left}\r\n"),
        );
        assert_eq!(statuses(&answer), [401]);
        assert_eq!(header(&answer, "x-ratelimit-limit"), Some("5"));
        assert_eq!(
            header(&answer, "x-ratelimit-remaining"),
            Some(left.to_string().as_str())
        );
    }
    let answer = server.ask("GET", "/api/v1/files", "");
    assert_eq!(statuses(&answer), [429], "{answer}");
    assert_eq!(document(&answer)["error"], "too_many");
    let seconds = |name| header(&answer, name).unwrap().parse::<u64>().unwrap();
    assert!((1..=7200).contains(&seconds("retry-after")));
    assert!(seconds("x-ratelimit-reset") > 1_700_000_000);
    // Health checks are not limited.
    assert_eq!(statuses(&server.ask("GET", LIVE, "")), [200]);
}

#[test]
fn a_trusted_proxy_names_the_source() {
    let (_home, server) = with_policy(&[
        ("server.rate.unauthenticated", "2/1h"),
        ("server.trusted_proxies", "127.0.0.0/8"),
    ]);
    let ask = |forwarded: &str| {
        let header = format!("X-Forwarded-For: {forwarded}\r\n");
        statuses(&server.ask("GET", "/api/v1/files", &header))[0]
    };
    // The part on the left is written by the client.
    assert_eq!(
        [ask("9.9.9.1, 192.0.2.1"), ask("9.9.9.2, 192.0.2.1")],
        [401, 401]
    );
    assert_eq!(ask("9.9.9.3, 192.0.2.1"), 429);
    assert_eq!(ask("192.0.2.2"), 401);
    assert!(
        server.log().contains(" 192.0.2.1 - GET - 429 "),
        "{}",
        server.log()
    );
}

#[test]
fn too_many_connections_of_a_source_are_closed() {
    let (_home, server) = with_policy(&[("server.max_connections_per_source", "3")]);
    let mut open: Vec<_> = (0..3).map(|_| server.connect()).collect();
    for stream in &mut open {
        write!(stream, "GET {LIVE} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        stream.read_exact(&mut [0; 12]).unwrap();
    }
    assert_eq!(server.ask("GET", LIVE, ""), "");
    drop(open);
    let until = Instant::now() + Duration::from_secs(20);
    while statuses(&server.ask("GET", LIVE, "")) != [200] {
        assert!(Instant::now() < until);
    }
}

#[test]
fn a_head_must_arrive_in_time() {
    let (_home, server) = with_policy(&[("server.header_timeout", "1s")]);
    for half in ["", "GET ", "GET / HTTP/1.1\r\nHost: localhost\r\n"] {
        let begun = Instant::now();
        assert_eq!(server.send(half), "", "{half:?}");
        let took = begun.elapsed();
        assert!(
            (900..20_000).contains(&took.as_millis()),
            "{half:?}: {took:?}"
        );
    }
    // One byte now and then is not enough.
    let mut stream = server.connect();
    let begun = Instant::now();
    for byte in b"GET / HTTP/1.1\r\nHost: localhost\r\n".iter().cycle() {
        if stream.write_all(&[*byte]).is_err() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[test]
fn an_idle_connection_is_closed() {
    let (_home, server) = with_policy(&[("server.header_timeout", "1s")]);
    let begun = Instant::now();
    let answer = server.send(format!("GET {LIVE} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    assert_eq!(statuses(&answer), [200]);
    let took = begun.elapsed().as_secs();
    assert!((14..30).contains(&took), "{took} s");
}
