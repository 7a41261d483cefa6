//! Addresses, sockets, and the end.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};

use crate::server::{LIVE, Server, read, statuses};
use crate::support::Home;

#[test]
fn other_addresses_require_encryption() {
    let home = Home::new();
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:80"] {
        let run = home.run(["serve", "--listen", address]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains("--behind-proxy"), "{}", run.err);
    }
    let server = Server::start(&home, &["--listen", "0.0.0.0:0", "--behind-proxy"]);
    let port = server.address.split(':').next_back().unwrap();
    let mut stream = std::net::TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
    write!(
        stream,
        "GET {LIVE} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    assert_eq!(statuses(&read(&mut stream)), [200]);
}

#[test]
fn an_address_in_use_is_reported() {
    let (home, server) = Server::new();
    let run = home.run(["serve", "--listen", &server.address]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.err.contains("another program uses this address"),
        "{}",
        run.err
    );
}

#[test]
fn a_signal_ends_the_server_in_order() {
    for signal in ["TERM", "INT"] {
        let (_home, mut server) = Server::new();
        assert_eq!(statuses(&server.ask("GET", LIVE, "")), [200]);
        // Without a certificate, there is nothing to reload.
        server.signal("HUP");
        assert_eq!(statuses(&server.ask("GET", LIVE, "")), [200]);
        let mut idle = server.connect();
        server.signal(signal);
        assert_eq!(read(&mut idle), "");
        assert_eq!(server.end(), Some(0));
    }
}

#[test]
fn a_unix_socket_belongs_to_its_server() {
    let home = Home::new();
    let folder = home.root().join("run");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    let path = folder.join("http.sock");
    let arguments = [
        "--unix-socket",
        path.to_str().unwrap(),
        "--socket-mode",
        "0660",
    ];
    // What a killed server has left.
    drop(UnixListener::bind(&path).unwrap());
    let mut server = Server::start(&home, &arguments);
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o660);
    let mut stream = UnixStream::connect(&path).unwrap();
    write!(
        stream,
        "GET {LIVE} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    assert_eq!(statuses(&read(&mut stream)), [200]);
    let uid = rustix::process::getuid().as_raw();
    server.line(&format!(" unix:{uid} - GET "));

    let second = home.run(["serve", "--unix-socket", path.to_str().unwrap()]);
    assert_eq!(second.code, 1, "{}", second.err);
    assert!(path.exists());
    server.signal("TERM");
    assert_eq!(server.end(), Some(0));
    assert!(!path.exists());

    fs::write(&path, "a file").unwrap();
    let run = home.run(["serve", "--unix-socket", path.to_str().unwrap()]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert_eq!(fs::read(&path).unwrap(), b"a file");
    let shared = home.run(["serve", "--unix-socket", "/tmp/file-organizer-test.sock"]);
    assert_eq!(shared.code, 2, "{}", shared.err);
}
