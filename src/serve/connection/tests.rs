//! Connections over memory, with routes that read, refuse, wait and fail.

use std::sync::Mutex;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Response};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tokio::io::DuplexStream;

use super::*;
use crate::serve::limits::Class;
use crate::serve::limits::Limiter;
use crate::serve::log::Log;
use crate::serve::reply::Problem;
use crate::serve::{Options, ServerPolicy, log};

struct Fixed(Arc<ServerPolicy>);

impl Settings for Fixed {
    fn current(&self) -> Arc<ServerPolicy> {
        self.0.clone()
    }
}

fn routes() -> Router {
    let length = |body: Bytes| async move { body.len().to_string() };
    let refuse = || async { Problem::unauthenticated() };
    let by_key = |axum::Extension(limiter): axum::Extension<Limiter>, headers: HeaderMap| async move {
        if headers.get("x-api-key").is_some_and(|key| key == "right") {
            return match limiter.principal(Class::Requests, "anna") {
                Ok(()) => "hello".into_response(),
                Err(problem) => problem.into_response(),
            };
        }
        Problem::unauthenticated().into_response()
    };
    let fail = || async {
        let bytes: &[u8] = &[];
        bytes[bytes.len()].to_string()
    };
    let wait = || async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        "waited"
    };
    let large = || async { Response::new(Body::from(vec![0; 1 << 20])) };
    Router::new()
        .route("/length", post(length))
        .route("/refuse", post(refuse))
        .route("/files/{name}", get(by_key))
        .route("/fail", get(fail))
        .route("/wait", get(wait))
        .route("/large", get(large))
}

/// A server, the lines of its log, and what makes it stop.
struct Fixture {
    server: Arc<Server>,
    lines: Arc<Mutex<Vec<String>>>,
    stop: watch::Sender<bool>,
    closed: mpsc::Receiver<()>,
}

fn fixture(policy: ServerPolicy) -> Fixture {
    let settings: Arc<dyn Settings> = Arc::new(Fixed(Arc::new(policy)));
    let lines = Arc::new(Mutex::new(Vec::new()));
    let written = lines.clone();
    let sink: log::Sink = Arc::new(move |line: &str| written.lock().unwrap().push(line.to_owned()));
    let log = Arc::new(Log::new(sink, log::Format::Text));
    let options = Options {
        listen: None,
        unix_socket: None,
        socket_mode: 0o600,
        tls: None,
        base_path: "/base".into(),
        inherited: Vec::new(),
        log_format: log::Format::Text,
    };
    let (stop, draining) = watch::channel(false);
    let (alive, closed) = mpsc::channel(1);
    let server = Arc::new(Server {
        service: Service::new(routes(), settings.clone(), log, &options),
        tls: None,
        slots: Slots::default(),
        settings,
        draining,
        alive,
    });
    Fixture {
        server,
        lines,
        stop,
        closed,
    }
}

impl Fixture {
    fn connect(&self) -> DuplexStream {
        let (client, stream) = tokio::io::duplex(4096);
        let server = self.server.clone();
        tokio::spawn(async move {
            serve(&server, stream, Remote::Unix { uid: Some(7) }, None).await;
            drop(server);
        });
        client
    }

    /// Everything that is answered to these bytes, until the connection is closed.
    async fn ask(&self, text: &str) -> String {
        let mut client = self.connect();
        client.write_all(text.as_bytes()).await.unwrap();
        read(&mut client).await
    }
}

async fn read(client: &mut DuplexStream) -> String {
    let mut answer = Vec::new();
    let end = client.read_to_end(&mut answer);
    timeout(Duration::from_secs(20), end)
        .await
        .unwrap()
        .unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn run<F: Future>(test: F) -> F::Output {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(test)
}

fn request(method: &str, path: &str, rest: &str) -> String {
    format!("{method} /base{path} HTTP/1.1\r\nHost: localhost\r\n{rest}\r\n")
}

const CLOSE: &str = "Connection: close\r\n";

fn quick() -> ServerPolicy {
    ServerPolicy {
        header_timeout: Duration::from_millis(300),
        body_idle: Duration::from_millis(300),
        ..ServerPolicy::default()
    }
}

fn statuses(answers: &str) -> Vec<&str> {
    let parts = answers.split("HTTP/1.1 ").skip(1);
    parts.map(|part| part.get(..3).unwrap()).collect()
}

#[test]
fn requests_of_a_connection_are_answered_in_order() {
    run(async {
        let fixture = fixture(ServerPolicy::default());
        let chunked = "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n";
        let text = [
            request("POST", "/length", "Content-Length: 3\r\n\r\nabc")
                .trim_end()
                .to_owned(),
            request("POST", "/length", chunked),
            request("GET", "/nothing", ""),
            request("GET", "/wait", CLOSE),
        ];
        let answers = fixture.ask(&text.concat()).await;
        assert_eq!(
            statuses(&answers),
            ["200", "200", "404", "200"],
            "{answers}"
        );
        assert!(answers.contains("\r\n\r\n3HTTP") && answers.contains("\r\n\r\n5HTTP"));
        assert!(answers.ends_with("waited"));
    });
}

#[test]
fn a_client_that_stops_sending_is_disconnected() {
    run(async {
        let fixture = fixture(quick());
        let half = request("POST", "/length", "Content-Length: 9\r\n\r\nabc");
        for (text, answered) in [
            ("", 0),
            ("GET /base/wait HT", 0),
            (half.trim_end(), 0),
            // The next head, after an answer that took as long as a head may take.
            (&[&request("GET", "/wait", ""), "GET /"].concat(), 1),
        ] {
            let begun = Instant::now();
            let answer = fixture.ask(text).await;
            assert_eq!(statuses(&answer).len(), answered, "{text:?}: {answer}");
            assert!(begun.elapsed() < Duration::from_secs(5), "{text:?}");
        }
    });
}

#[test]
fn a_refused_upload_gets_its_answer() {
    run(async {
        let fixture = fixture(ServerPolicy::default());
        let mut client = fixture.connect();
        let head = request("POST", "/refuse", "Content-Length: 100000\r\n");
        client.write_all(head.as_bytes()).await.unwrap();
        let (mut receive, mut send) = tokio::io::split(client);
        // More than the pipe holds: the answer comes although the client is still sending.
        let sending = tokio::spawn(async move { send.write_all(&[b'x'; 100_000]).await });
        let mut answer = String::new();
        receive.read_to_string(&mut answer).await.unwrap();
        sending.await.unwrap().unwrap();
        assert_eq!(statuses(&answer), ["401"]);
        for header in [
            "connection: close",
            "www-authenticate: Bearer realm=\"file-organizer\"",
        ] {
            assert!(answer.contains(header), "{answer}");
        }
    });
}

#[test]
fn a_malformed_chunk_ends_the_connection() {
    run(async {
        let fixture = fixture(ServerPolicy::default());
        let text = request(
            "POST",
            "/length",
            "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        );
        let next = request("GET", "/wait", "");
        let answer = fixture.ask(&format!("{text}{next}")).await;
        assert!(
            statuses(&answer).len() <= 1 && !answer.contains("200 OK"),
            "{answer}"
        );
    });
}

#[test]
fn a_panic_is_an_error_without_its_cause() {
    run(async {
        let fixture = fixture(ServerPolicy::default());
        let answer = fixture.ask(&request("GET", "/fail", CLOSE)).await;
        assert_eq!(statuses(&answer), ["500"]);
        assert!(
            !answer.contains("bug") && answer.contains("\"request_id\":\""),
            "{answer}"
        );
        let lines = fixture.lines.lock().unwrap();
        assert!(
            lines.iter().any(|line| line.contains("failed: a bug")),
            "{lines:?}"
        );
    });
}

#[test]
fn the_log_has_routes_but_no_names() {
    run(async {
        let fixture = fixture(ServerPolicy::default());
        let rest = format!("X-API-Key: right\r\nX-Request-Id: abc-1\r\n{CLOSE}");
        fixture
            .ask(&request("GET", "/files/secret?q=hidden", &rest))
            .await;
        fixture.ask(&request("GET", "/hidden/secret", CLOSE)).await;
        let lines = fixture.lines.lock().unwrap().join("\n");
        assert!(
            lines.contains(" abc-1 unix:7 anna GET /files/{name} 200 5 "),
            "{lines}"
        );
        assert!(lines.contains(" unix:7 - GET - 404 "), "{lines}");
        assert!(
            !lines.contains("secret") && !lines.contains("hidden"),
            "{lines}"
        );
    });
}

#[test]
fn invalid_credentials_are_limited_but_lock_nobody_out() {
    run(async {
        let rate_unauthenticated = file_organizer::domain::policy::server::Rate::per_minute(3);
        let fixture = fixture(ServerPolicy {
            rate_unauthenticated,
            ..ServerPolicy::default()
        });
        let ask = async |key: &str| {
            let rest = format!("X-API-Key: {key}\r\n{CLOSE}");
            let answer = fixture.ask(&request("GET", "/files/a", &rest)).await;
            statuses(&answer)[0].to_owned()
        };
        assert_eq!(ask("right").await, "200");
        for _ in 0..3 {
            assert_eq!(ask("wrong").await, "401");
        }
        assert_eq!(ask("wrong").await, "429");
        assert_eq!(ask("right").await, "200");
    });
}

#[test]
fn running_requests_are_finished_when_the_server_stops() {
    run(async {
        let mut fixture = fixture(ServerPolicy::default());
        let mut idle = fixture.connect();
        let mut busy = fixture.connect();
        busy.write_all(request("GET", "/wait", "").as_bytes())
            .await
            .unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        fixture.stop.send(true).unwrap();
        assert_eq!(read(&mut idle).await, "");
        let answer = read(&mut busy).await;
        assert!(
            answer.contains("connection: close") && answer.ends_with("waited"),
            "{answer}"
        );
        drop(fixture.server);
        assert_eq!(fixture.closed.recv().await, None);
    });
}

#[test]
fn an_interrupted_answer_is_logged_as_such() {
    run(async {
        let fixture = fixture(ServerPolicy::default());
        let mut client = fixture.connect();
        client
            .write_all(request("GET", "/large", "").as_bytes())
            .await
            .unwrap();
        client.read_exact(&mut [0; 1000]).await.unwrap();
        drop(client);
        tokio::time::sleep(Duration::from_millis(100)).await;
        let lines = fixture.lines.lock().unwrap().join("\n");
        assert!(lines.contains("/large 200 "), "{lines}");
    });
}
