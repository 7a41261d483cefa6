//! A running server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::{Child, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use crate::support::Home;

/// Longer than anything here takes, even on a busy machine.
const LONGEST: Duration = Duration::from_secs(40);

/// A running server, killed at the end.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) address: String,
    log: Arc<(Mutex<Vec<String>>, Condvar)>,
}

impl Server {
    /// Starts the server of a vault, at a free port if there is no address among the arguments.
    pub(crate) fn start(home: &Home, arguments: &[&str]) -> Self {
        let mut all = vec!["serve"];
        if !arguments
            .iter()
            .any(|one| matches!(*one, "--listen" | "--unix-socket"))
        {
            all.extend(["--listen", "127.0.0.1:0"]);
        }
        all.extend(arguments);
        let mut command = home.command(all);
        command.stderr(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let log = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let shared = log.clone();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                shared.0.lock().unwrap().push(line);
                shared.1.notify_all();
            }
            shared.0.lock().unwrap().push("ended".to_owned());
            shared.1.notify_all();
        });
        let mut server = Self {
            child,
            address: String::new(),
            log,
        };
        let line = server.line("listening on ");
        server.address = line.strip_prefix("listening on ").unwrap().to_owned();
        server
    }

    /// A server of a new vault.
    pub(crate) fn new() -> (Home, Self) {
        let home = Home::new();
        let server = Self::start(&home, &[]);
        (home, server)
    }

    /// Waits for a line of the log that contains a text.
    pub(crate) fn line(&self, text: &str) -> String {
        let until = Instant::now() + LONGEST;
        let mut lines = self.log.0.lock().unwrap();
        loop {
            if let Some(line) = lines.iter().find(|line| line.contains(text)) {
                return line.clone();
            }
            let left = until.saturating_duration_since(Instant::now());
            let has_ended = lines.last().is_some_and(|line| line == "ended");
            assert!(!has_ended && !left.is_zero(), "no {text:?}: {lines:?}");
            lines = self.log.1.wait_timeout(lines, left).unwrap().0;
        }
    }

    /// The log so far.
    pub(crate) fn log(&self) -> String {
        self.log.0.lock().unwrap().join("\n")
    }

    /// A connection.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(LONGEST)).unwrap();
        stream
    }

    /// Everything that is answered to these bytes until the server closes the connection.
    pub(crate) fn send(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect();
        // The server may have closed already.
        let _ = stream.write_all(bytes.as_ref());
        read(&mut stream)
    }

    /// The answer to a request; the connection is closed after it.
    pub(crate) fn ask(&self, method: &str, target: &str, headers: &str) -> String {
        let host = if headers.contains("Host:") {
            ""
        } else {
            "Host: localhost\r\n"
        };
        self.send(format!(
            "{method} {target} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n"
        ))
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let mut kill = std::process::Command::new("kill");
        assert!(kill.args(["-s", name, &id]).status().unwrap().success());
    }

    /// Waits for the end, and returns the exit code.
    pub(crate) fn end(&mut self) -> Option<i32> {
        self.line("ended");
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Everything up to the end of a connection.
pub(crate) fn read(stream: &mut impl Read) -> String {
    let mut all = Vec::new();
    // A reset after the answer is as good as an end.
    let _ = stream.read_to_end(&mut all);
    String::from_utf8_lossy(&all).into_owned()
}

/// Sends nothing more.
pub(crate) fn finish(stream: &TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
}

/// The status of each answer.
pub(crate) fn statuses(answers: &str) -> Vec<u16> {
    let parts = answers.split("HTTP/1.1 ").skip(1);
    parts.map(|part| part[..3].parse().unwrap()).collect()
}

/// The value of a header of an answer.
pub(crate) fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next().unwrap();
    let fields = head.lines().filter_map(|line| line.split_once(": "));
    let mut found = fields.filter(|(field, _)| field.eq_ignore_ascii_case(name));
    found.next().map(|(_, value)| value)
}

/// The document in the body of an answer.
pub(crate) fn document(answer: &str) -> serde_json::Value {
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    serde_json::from_str(body).unwrap_or_else(|e| panic!("{e}: {answer}"))
}

/// A path that needs no credential.
pub(crate) const LIVE: &str = "/api/v1/health/live";
