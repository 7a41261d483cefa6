//! The API: login and tokens, rights, files up and down, conditions, and what is recorded.

use std::io::Write;

use serde_json::{Value, json};

use crate::server::{Server, document, header, read, statuses};
use crate::support::{Home, PASSWORD};

/// A client of a server.
struct Api<'s> {
    server: &'s Server,
    /// A line with the credential.
    credential: String,
}

/// An answer.
struct Answer(String);

impl Answer {
    fn status(&self) -> u16 {
        *statuses(&self.0)
            .first()
            .unwrap_or_else(|| panic!("no answer: {:?}", self.0))
    }

    fn json(&self) -> Value {
        document(&self.0)
    }

    fn body(&self) -> &str {
        self.0.split_once("\r\n\r\n").unwrap().1
    }

    /// The document, if the status is this one.
    fn expect(self, status: u16) -> Self {
        assert_eq!(self.status(), status, "{}", self.0);
        self
    }
}

impl<'s> Api<'s> {
    fn anonymous(server: &'s Server) -> Self {
        Self {
            server,
            credential: String::new(),
        }
    }

    fn with_key(server: &'s Server, key: &str) -> Self {
        Self {
            server,
            credential: format!("X-API-Key: {key}\r\n"),
        }
    }

    fn with_token(server: &'s Server, token: &str) -> Self {
        Self {
            server,
            credential: format!("Authorization: Bearer {token}\r\n"),
        }
    }

    /// The administrator, logged in.
    fn admin(server: &'s Server) -> Self {
        let tokens = login(server, "admin", PASSWORD).expect(200).json();
        Self::with_token(server, tokens["access_token"].as_str().unwrap())
    }

    fn send(&self, method: &str, target: &str, headers: &str, body: &[u8]) -> Answer {
        let head = format!(
            "{method} /api/v1{target} HTTP/1.1\r\nHost: localhost\r\n{}{headers}\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.credential,
            body.len()
        );
        let mut stream = self.server.connect();
        stream.write_all(head.as_bytes()).unwrap();
        // The server may refuse the body before it has read it.
        let _ = stream.write_all(body);
        Answer(read(&mut stream))
    }

    fn get(&self, target: &str) -> Answer {
        self.send("GET", target, "", b"")
    }

    fn post(&self, target: &str, body: &Value) -> Answer {
        let headers = "Content-Type: application/json\r\n";
        self.send("POST", target, headers, body.to_string().as_bytes())
    }

    fn put(&self, path: &str, content: &[u8], headers: &str) -> Answer {
        self.send(
            "PUT",
            &format!("/files/content?path={path}"),
            headers,
            content,
        )
    }
}

fn login(server: &Server, user: &str, password: &str) -> Answer {
    let body = json!({"username": user, "password": password});
    Api::anonymous(server).post("/auth/login", &body)
}

/// The secret in a file.
fn secret(file: &std::path::Path) -> String {
    std::fs::read_to_string(file).unwrap().trim().to_owned()
}

/// The events of the log, oldest first, with their sources.
fn rows(home: &Home) -> Vec<String> {
    let log = home.ok(["audit", "log"]);
    log.lines().map(str::to_owned).collect()
}

#[test]
fn a_login_gets_tokens_and_they_end_with_the_session() {
    let (home, server) = Server::new();
    login(&server, "admin", "wrong").expect(401);
    login(&server, "nobody", PASSWORD).expect(401);
    let form = format!("username=admin&password={}", PASSWORD.replace(' ', "+"));
    let headers = "Content-Type: application/x-www-form-urlencoded\r\n";
    let by_form = Api::anonymous(&server).send("POST", "/auth/login", headers, form.as_bytes());
    let tokens = by_form.expect(200).json();
    assert_eq!(tokens["token_type"], "bearer");
    assert_eq!(tokens["expires_in"], 24 * 3600);
    assert_eq!(tokens["refresh_expires_in"], 7 * 24 * 3600);
    let api = Api::with_token(&server, tokens["access_token"].as_str().unwrap());
    let me = api.get("/auth/me").expect(200).json();
    assert_eq!(
        (&me["username"], &me["role"]),
        (&json!("admin"), &json!("admin"))
    );
    // The session has no slot: its tokens do not open the vault.
    assert!(
        !std::fs::read_to_string(home.vault().join("keyring.json"))
            .unwrap()
            .contains("session")
    );
    let sessions = api.get("/auth/sessions").expect(200).json();
    assert_eq!(sessions["items"].as_array().unwrap().len(), 1);
    home.ok(["session", "revoke", "--all"]);
    api.get("/auth/me").expect(401);
    let refresh = json!({"refresh_token": tokens["refresh_token"]});
    Api::anonymous(&server)
        .post("/auth/refresh", &refresh)
        .expect(401);
}

#[test]
fn a_refresh_token_works_once() {
    let (_home, server) = Server::new();
    let first = login(&server, "admin", PASSWORD).expect(200).json();
    let anonymous = Api::anonymous(&server);
    let refresh = |tokens: &Value| {
        let body = json!({"refresh_token": tokens["refresh_token"]});
        anonymous.post("/auth/refresh", &body)
    };
    let second = refresh(&first).expect(200).json();
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    // Again at once: the same answer, for a client that has lost it.
    let again = refresh(&first).expect(200).json();
    assert_eq!(again["refresh_token"], second["refresh_token"]);
    std::thread::sleep(std::time::Duration::from_secs(11));
    refresh(&first).expect(401);
    // Somebody else may have it: the whole session has ended.
    refresh(&second).expect(401);
    let token = second["access_token"].as_str().unwrap();
    Api::with_token(&server, token).get("/auth/me").expect(401);
}

#[test]
fn what_ends_access_on_the_command_line_ends_it_at_the_next_request() {
    let home = Home::new();
    home.user("anna", "user");
    let key = secret(&home.key("one", &["--role", "admin"]));
    let server = Server::start(&home, &[]);
    let by_key = Api::with_key(&server, &key);
    by_key.get("/files").expect(200);
    let token = login(&server, "anna", PASSWORD).expect(200).json();
    let anna = Api::with_token(&server, token["access_token"].as_str().unwrap());
    anna.get("/files").expect(200);
    anna.get("/users").expect(403);
    home.ok(["user", "role", "anna", "viewer"]);
    anna.get("/files").expect(401);
    let token = login(&server, "anna", PASSWORD).expect(200).json();
    let anna = Api::with_token(&server, token["access_token"].as_str().unwrap());
    anna.put("/inbox/a.txt", b"a", "").expect(403);
    home.ok(["user", "disable", "anna"]);
    anna.get("/files").expect(401);
    login(&server, "anna", PASSWORD).expect(401);
    let admin = Api::admin(&server);
    home.ok(["rekey"]);
    // Keys go on, access tokens of the former key end.
    by_key.get("/files").expect(200);
    admin.get("/files").expect(401);
    home.ok(["api-key", "revoke", "one"]);
    by_key.get("/files").expect(401);
}

#[test]
fn files_go_in_and_come_out() {
    let (_home, server) = Server::new();
    let api = Api::admin(&server);
    let stored = api
        .put("/papers/note.txt", b"hello world\n", "")
        .expect(201);
    let tag = header(&stored.0, "etag").unwrap().to_owned();
    let id = stored.json()["id"].as_str().unwrap().to_owned();
    let out = api.get("/files/raw?path=/papers/note.txt").expect(200);
    assert_eq!(out.body(), "hello world\n");
    assert_eq!(
        header(&out.0, "content-type"),
        Some("text/plain; charset=utf-8")
    );
    assert!(
        header(&out.0, "content-disposition")
            .unwrap()
            .starts_with("attachment")
    );
    assert!(
        header(&out.0, "content-security-policy")
            .unwrap()
            .contains("sandbox")
    );
    assert_eq!(header(&out.0, "etag"), Some(tag.as_str()));
    // Ranges, conditions, HEAD.
    let content = format!("/files/{id}/content");
    let part = api
        .send("GET", &content, "Range: bytes=6-10\r\n", b"")
        .expect(206);
    assert_eq!(
        (part.body(), header(&part.0, "content-range")),
        ("world", Some("bytes 6-10/12"))
    );
    api.send("GET", &content, "Range: bytes=99-\r\n", b"")
        .expect(416);
    let known = format!("If-None-Match: {tag}\r\n");
    assert_eq!(
        api.send("GET", &content, &known, b"").expect(304).body(),
        ""
    );
    let head = api.send("HEAD", &content, "", b"").expect(200);
    assert_eq!(
        (header(&head.0, "content-length"), head.body()),
        (Some("12"), "")
    );
    let other = "Range: bytes=0-1\r\nIf-Range: \"other\"\r\n";
    assert_eq!(
        api.send("GET", &content, other, b"").expect(200).body(),
        "hello world\n"
    );
    // Only new, and only over what the client knows.
    api.put("/papers/note.txt", b"x", "If-None-Match: *\r\n")
        .expect(412);
    let stale = "If-Match: \"other\"\r\n";
    api.put("/papers/note.txt", b"second\n", stale).expect(412);
    let matching = format!("If-Match: {tag}\r\n");
    let second = api
        .put("/papers/note.txt", b"second\n", &matching)
        .expect(200);
    assert_ne!(header(&second.0, "etag"), Some(tag.as_str()));
    api.put("/papers/note.txt", b"third\n", &matching)
        .expect(412);
    assert_eq!(
        api.get(&format!("{content}?version=1")).expect(200).body(),
        "hello world\n"
    );
    let versions = api.get(&format!("/files/{id}/versions")).expect(200).json();
    assert_eq!(versions["items"].as_array().unwrap().len(), 2);
    // A wrong digest stores nothing.
    let digest = "Content-Digest: sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:\r\n";
    api.put("/papers/other.txt", b"x", digest).expect(422);
    api.get("/files/info?path=/papers/other.txt").expect(404);
    // Preview, move, delete, undo.
    let text = api
        .get("/files/content?path=/papers/note.txt")
        .expect(200)
        .json();
    assert_eq!(text["content"], "second\n");
    let body = json!({"source": "/papers/note.txt", "destination": "/done/note.txt"});
    api.post("/files/move", &body).expect(200);
    api.post("/files/move", &body).expect(404);
    api.send("DELETE", "/files?path=/done/note.txt", "", b"")
        .expect(200);
    assert_eq!(api.get("/trash").expect(200).json()["total"], 1);
    api.post("/undo", &json!({})).expect(200);
    assert_eq!(
        api.get("/files?recursive=true").expect(200).json()["total"],
        1
    );
}

#[test]
fn uploads_are_checked_as_on_the_command_line() {
    let home = Home::new();
    home.ok(["policy", "set", "max_upload_size", "1k"]);
    let server = Server::start(&home, &[]);
    let api = Api::admin(&server);
    let refused = api
        .put("/inbox/a.pdf", b"\x7fELF\x02\x01\x01 and so on", "")
        .expect(415)
        .json();
    assert_eq!(refused["error"], "rejected");
    let large = vec![b'a'; 1025];
    let refused = api.put("/inbox/large.txt", &large, "").expect(413);
    assert_eq!(header(&refused.0, "connection"), Some("close"));
    let chunked = "Transfer-Encoding: chunked\r\n";
    let mut stream = server.connect();
    let head = format!(
        "PUT /api/v1/files/content?path=/inbox/large.txt HTTP/1.1\r\nHost: localhost\r\n{}{chunked}\
         Connection: close\r\n\r\n401\r\n",
        api.credential
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&large).unwrap();
    stream.write_all(b"\r\n0\r\n\r\n").unwrap();
    assert_eq!(statuses(&read(&mut stream)), [413]);
    assert_eq!(
        api.get("/files?recursive=true").expect(200).json()["total"],
        0
    );
    let form = "--x\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\n/in\r\n\
        --x\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\ntax, 2026\r\n\
        --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../a.txt\"\r\n\r\none\r\n\
        --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.pdf\"\r\n\r\n\x7fELF\r\n--x--\r\n";
    let headers = "Content-Type: multipart/form-data; boundary=x\r\n";
    let answer = api
        .send("POST", "/files/upload", headers, form.as_bytes())
        .expect(207)
        .json();
    assert_eq!(answer["items"][0]["path"], "/in/a.txt");
    assert_eq!(answer["items"][1]["status"], "rejected");
    let info = api.get("/files/info?path=/in/a.txt").expect(200).json();
    assert_eq!(info["tags"], json!(["tax", "2026"]));
}

#[test]
fn a_form_can_have_a_file_of_several_megabytes() {
    let (_home, server) = Server::new();
    let api = Api::admin(&server);
    let mut form = b"--x\r\nContent-Disposition: form-data; name=\"file\"; \
        filename=\"large.txt\"\r\n\r\n"
        .to_vec();
    form.extend(std::iter::repeat_n(b'a', 3_000_000));
    form.extend(b"\r\n--x--\r\n");
    let headers = "Content-Type: multipart/form-data; boundary=x\r\n";
    let answer = api.send("POST", "/files/upload", headers, &form);
    let stored = answer.expect(201).json();
    assert_eq!(stored["items"][0]["size"], 3_000_000);
}

#[test]
fn each_request_leaves_the_row_that_the_command_line_leaves() {
    let (home, server) = Server::new();
    let api = Api::admin(&server);
    api.put("/inbox/a.txt", b"a", "").expect(201);
    let before = rows(&home).len();
    for _ in 0..5 {
        api.get("/files/raw?path=/inbox/a.txt").expect(200);
    }
    api.get("/files/raw?path=/none").expect(404);
    let after = rows(&home);
    let new: Vec<&String> = after[before..]
        .iter()
        .filter(|row| row.contains("FILE_READ"))
        .collect();
    assert_eq!(new.len(), 6, "{after:#?}");
    assert!(
        new.iter().all(|row| row.contains("| 127.0.0.1 |")),
        "{new:#?}"
    );
    home.ok(["audit", "verify"]);
    home.ok(["verify"]);
}

#[test]
fn keys_act_within_their_scope() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.file("b.txt", "b");
    home.ok(["add", "a.txt", "--to", "/scans"]);
    home.ok(["add", "b.txt", "--to", "/private"]);
    let key = secret(&home.key("scanner", &["--role", "user", "--scope", "/scans"]));
    let server = Server::start(&home, &[]);
    let api = Api::with_key(&server, &key);
    let files = api.get("/files?recursive=true").expect(200).json();
    assert_eq!(files["total"], 1, "{files}");
    api.get("/files/info?path=/private/b.txt").expect(404);
    api.get("/files/raw?path=/private/b.txt").expect(404);
    api.get("/audit").expect(403);
    api.get("/auth/sessions").expect(403);
    let twice = format!("Authorization: Bearer {key}\r\n");
    api.send("GET", "/files", &twice, b"").expect(400);
    for path in ["/../x", "/a/..%2f..%2fx", "//x"] {
        let answer = api.put(path, b"x", "");
        assert!(
            matches!(answer.status(), 400 | 403 | 404),
            "{path}: {}",
            answer.0
        );
    }
    home.ok(["verify"]);
}

#[test]
fn the_description_of_the_api_has_every_route() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(root.join("src/serve/routes.rs")).unwrap();
    let routes = source.split("let api = ").nth(1).unwrap();
    let routes = routes.split("Router::new().nest(").next().unwrap();
    let written = routes.split('"').skip(1).step_by(2);
    let mut written: Vec<&str> = written.filter(|text| text.starts_with('/')).collect();
    written.sort_unstable();
    let text = std::fs::read_to_string(root.join("docs/openapi.json")).unwrap();
    let described: Value = serde_json::from_str(&text).unwrap();
    let paths = described["paths"].as_object().unwrap();
    let mut described: Vec<&str> = paths.keys().map(String::as_str).collect();
    described.sort_unstable();
    assert_eq!(written, described);
    let (_home, server) = Server::new();
    let answer = Api::anonymous(&server).get("/openapi.json").expect(200);
    assert_eq!(answer.json()["openapi"], "3.1.0");
}

#[test]
fn every_route_but_those_of_the_login_requires_a_credential() {
    let (_home, server) = Server::new();
    let open = Api::anonymous(&server)
        .get("/openapi.json")
        .expect(200)
        .json();
    for (path, methods) in open["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            if operation["security"] == json!([]) {
                continue;
            }
            let path = path
                .replace("{id}", "aaaaaaaaaaaaaaaa")
                .replace("{name}", "anna");
            let method = method.to_uppercase();
            let answer = Api::anonymous(&server).send(&method, &path, "", b"");
            assert_eq!(answer.status(), 401, "{method} {path}: {}", answer.0);
        }
    }
}
