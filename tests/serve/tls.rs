//! Certificates. They are made with openssl; without it, nothing is tested.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::server::{LIVE, Server};
use crate::support::{Home, faketime};

/// Makes a certificate for a name and its key; false without openssl.
fn certify(folder: &Path, name: &str, time: Option<&str>) -> bool {
    let mut openssl = Command::new("openssl");
    openssl
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
        ])
        .args([
            "-subj",
            &format!("/CN={name}"),
            "-keyout",
            "new.key",
            "-out",
            "new.pem",
        ])
        .args(["-days", "2"])
        .current_dir(folder)
        .stderr(Stdio::null());
    if let Some(time) = time {
        let Some(library) = faketime() else {
            return false;
        };
        openssl.env("LD_PRELOAD", library).env("FAKETIME", time);
    }
    let Ok(status) = openssl.status() else {
        eprintln!("skipped: openssl is not installed");
        return false;
    };
    assert!(status.success());
    let private = fs::Permissions::from_mode(0o600);
    fs::set_permissions(folder.join("new.key"), private).unwrap();
    for end in ["key", "pem"] {
        fs::rename(
            folder.join(format!("new.{end}")),
            folder.join(format!("use.{end}")),
        )
        .unwrap();
    }
    true
}

/// What openssl says about a connection, and the answer to a request.
fn connect(server: &Server, options: &[&str]) -> String {
    let mut client = Command::new("openssl");
    client
        .args([
            "s_client",
            "-connect",
            &server.address,
            "-alpn",
            "h2,http/1.1",
            "-ign_eof",
        ])
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut client = client.spawn().unwrap();
    let request = format!("GET {LIVE} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let _ = client.stdin.take().unwrap().write_all(request.as_bytes());
    let output = client.wait_with_output().unwrap();
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[test]
fn a_certificate_is_replaced_only_by_a_valid_one() {
    let home = Home::new();
    let folder = home.work();
    if !certify(&folder, "first.example", None) {
        return;
    }
    let arguments = ["--tls-cert", "use.pem", "--tls-key", "use.key"];
    let server = Server::start(&home, &arguments);
    for options in [&["-tls1_2"], &["-tls1_3"]] {
        let seen = connect(&server, options);
        assert!(
            seen.contains("HTTP/1.1 200") && seen.contains("first.example"),
            "{seen}"
        );
        assert!(
            seen.contains("strict-transport-security") && seen.contains("ALPN protocol: http/1.1")
        );
    }
    for options in [
        &["-tls1_1"][..],
        &["-tls1_2", "-cipher", "RC4"],
        &["-tls1_2", "-cipher", "AES128-SHA"],
    ] {
        let seen = connect(&server, options);
        assert!(!seen.contains("HTTP/1.1 200"), "{options:?}: {seen}");
    }
    // Plain text is not answered.
    assert!(!server.ask("GET", LIVE, "").contains("200 OK"));

    fs::write(folder.join("use.pem"), "damaged").unwrap();
    server.signal("HUP");
    server.line("the previous one stays");
    assert!(connect(&server, &[]).contains("first.example"));
    if certify(&folder, "late.example", Some("@2020-01-01 00:00:00")) {
        server.signal("HUP");
        server.line("the certificate has expired");
        assert!(connect(&server, &[]).contains("first.example"));
    }
    certify(&folder, "second.example", None);
    server.signal("HUP");
    server.line("the certificate was read again");
    let seen = connect(&server, &[]);
    assert!(
        seen.contains("second.example") && seen.contains("HTTP/1.1 200"),
        "{seen}"
    );
}

#[test]
fn an_unusable_certificate_is_refused_at_the_start() {
    let home = Home::new();
    let folder = home.work();
    if !certify(&folder, "a.example", None) {
        return;
    }
    let start = |why: &str| {
        let run = home.run(["serve", "--tls-cert", "use.pem", "--tls-key", "use.key"]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains(why), "{}", run.err);
    };
    fs::set_permissions(folder.join("use.key"), fs::Permissions::from_mode(0o644)).unwrap();
    start("everybody can read this private key");
    fs::copy(folder.join("use.pem"), folder.join("other.pem")).unwrap();
    certify(&folder, "b.example", None);
    fs::rename(folder.join("other.pem"), folder.join("use.pem")).unwrap();
    start("use.key");
    fs::write(folder.join("use.pem"), "").unwrap();
    start("there is no certificate in it");
}
