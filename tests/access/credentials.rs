//! Which credential is used where several are at hand: the first in order, alone.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use crate::support::{Home, PASSWORD, Run};

/// Every source of a credential, in the order in which they count.
const SOURCES: [&str; 11] = [
    "--api-key-file",
    "--password-file",
    "--password-command",
    "--password-fd",
    "FILE_ORGANIZER_API_KEY",
    "FILE_ORGANIZER_API_KEY_FILE",
    "FILE_ORGANIZER_PASSWORD_FILE",
    "FILE_ORGANIZER_PASSWORD_COMMAND",
    "FILE_ORGANIZER_PASSWORD",
    "FILE_ORGANIZER_SESSION",
    "session file",
];
/// So many of them are flags, of which there may be one.
const FLAGS: usize = 4;

/// A home with a credential of each kind, one that works and one that does not.
struct Stock {
    home: Home,
    /// By whether it works.
    keys: [PathBuf; 2],
    passwords: [PathBuf; 2],
    sessions: [String; 2],
    /// Session folders.
    runtimes: [PathBuf; 2],
}

impl Stock {
    fn new() -> Self {
        let home = Home::new();
        home.ok(["policy", "set", "login.max_per_minute", "1000"]);
        let file = |name: &str, text: &str| {
            let path = home.root().join(name);
            home.secret(&path, text);
            path
        };
        let revoked = home.key("revoked", &["--role", "admin"]);
        home.ok(["api-key", "revoke", "revoked"]);
        let session = || {
            let line = home.ok(["login", "--print"]);
            let line = line.trim().strip_prefix("export FILE_ORGANIZER_SESSION='");
            line.unwrap().trim_end_matches('\'').to_owned()
        };
        let kept = |name: &str| {
            let folder = home.root().join(name);
            fs::create_dir(&folder).unwrap();
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
            let mut login = home.command(["login"]);
            login.env("XDG_RUNTIME_DIR", &folder);
            assert_eq!(Run::of(login).code, 0);
            folder
        };
        let (ended, ended_kept) = (session(), kept("ended"));
        home.ok(["session", "revoke", "--all"]);
        Self {
            keys: [revoked, home.key("valid", &["--role", "admin"])],
            passwords: [file("wrong", "not the password"), file("right", PASSWORD)],
            sessions: [ended, session()],
            runtimes: [ended_kept, kept("runtime")],
            home,
        }
    }

    /// Adds a source to a command.
    fn add(&self, command: &mut Command, source: &str, works: bool) {
        let which = usize::from(works);
        let (key, password) = (&self.keys[which], &self.passwords[which]);
        let text = |path: &PathBuf| fs::read_to_string(path).unwrap().trim().to_owned();
        let print = format!("cat '{}'", password.display());
        match source {
            "--api-key-file" => command.arg(source).arg(key),
            "--password-file" => command.arg(source).arg(password),
            "--password-command" => command.arg(source).arg(print),
            "--password-fd" => {
                command.stdin(fs::File::open(password).unwrap());
                command.args([source, "0"])
            }
            "FILE_ORGANIZER_API_KEY" => command.env(source, text(key)),
            "FILE_ORGANIZER_API_KEY_FILE" => command.env(source, key),
            "FILE_ORGANIZER_PASSWORD_FILE" => command.env(source, password),
            "FILE_ORGANIZER_PASSWORD_COMMAND" => command.env(source, print),
            "FILE_ORGANIZER_PASSWORD" => command.env(source, text(password)),
            "FILE_ORGANIZER_SESSION" => command.env(source, &self.sessions[which]),
            "session file" => command.env("XDG_RUNTIME_DIR", &self.runtimes[which]),
            other => panic!("{other}"),
        };
    }

    fn run(&self, sources: &[(&str, bool)]) -> Run {
        let mut command = self.home.command(["--json", "whoami"]);
        command.env_remove("FILE_ORGANIZER_PASSWORD");
        for (source, works) in sources {
            self.add(&mut command, source, *works);
        }
        Run::of(command)
    }
}

/// How `whoami` names the way in of this source.
fn kind(source: &str) -> &'static str {
    let source = source.to_lowercase();
    if source.contains("key") {
        "api-key"
    } else if source.contains("session") {
        "session"
    } else {
        "password"
    }
}

#[test]
fn of_every_two_sources_the_first_counts_alone() {
    let stock = Stock::new();
    for (at, first) in SOURCES.iter().enumerate() {
        let run = stock.run(&[(first, true)]);
        assert_eq!(run.code, 0, "{first}: {}", run.err);
        assert_eq!(
            run.json()[0]["credential"],
            kind(first),
            "{first}: {}",
            run.out
        );
        assert_eq!(stock.run(&[(first, false)]).code, 12, "{first}");
        for (below, second) in SOURCES.iter().enumerate().skip(at + 1) {
            let works = stock.run(&[(first, true), (second, false)]);
            let fails = stock.run(&[(first, false), (second, true)]);
            let codes = (works.code, fails.code);
            if below < FLAGS {
                assert_eq!(codes, (2, 2), "{first}, {second}");
                continue;
            }
            assert_eq!(codes, (0, 12), "{first}, {second}: {}", works.err);
            assert_eq!(
                works.json()[0]["credential"],
                kind(first),
                "{first}, {second}"
            );
        }
    }
}

/// A source that exists and cannot be read is no reason to go on with the next one.
#[test]
fn a_source_that_cannot_be_read_is_an_error() {
    let stock = Stock::new();
    for source in SOURCES.iter().filter(|source| source.ends_with("_FILE")) {
        let mut command = stock.home.command(["whoami"]);
        stock.add(&mut command, "session file", true);
        command.env(source, stock.home.root().join("none"));
        let run = Run::of(command);
        assert_eq!(run.code, 12, "{source}");
        assert!(run.err.contains("none"), "{source}: {}", run.err);
    }
    use std::os::unix::ffi::OsStrExt;
    let odd = std::ffi::OsStr::from_bytes(b"\xff\xfe");
    for source in &SOURCES[FLAGS..SOURCES.len() - 1] {
        let mut command = stock.home.command(["whoami"]);
        command.env_remove("FILE_ORGANIZER_PASSWORD");
        stock.add(&mut command, "session file", true);
        command.env(source, odd);
        let run = Run::of(command);
        assert_eq!(run.code, 12, "{source}: {}", run.out);
    }
}

#[test]
fn a_session_of_another_user_is_not_used_in_silence() {
    let stock = Stock::new();
    stock.home.user("anna", "viewer");
    for source in ["FILE_ORGANIZER_SESSION", "session file"] {
        for named in ["anna", "nobody-known"] {
            let mut command = stock.home.command(["whoami", "--user", named]);
            command.env_remove("FILE_ORGANIZER_PASSWORD");
            stock.add(&mut command, source, true);
            let run = Run::of(command);
            assert!(run.code == 2 || run.code == 12, "{source}: {}", run.code);
            assert_eq!(run.out, "", "{source}");
        }
        let mut command = stock.home.command(["whoami", "--user", "admin"]);
        command.env_remove("FILE_ORGANIZER_PASSWORD");
        stock.add(&mut command, source, true);
        assert_eq!(Run::of(command).code, 0, "{source}");
    }
    // The password that is at hand counts, and it is the named user's.
    let mut command = stock.home.command(["--json", "whoami", "--user", "anna"]);
    stock.add(&mut command, "session file", true);
    let run = Run::of(command);
    assert_eq!(run.json()[0]["name"], "anna", "{}", run.err);
}

/// What concerns the session uses it, whatever else is at hand; what needs a password does not take
/// an API key in its place.
#[test]
fn a_session_is_prolonged_and_ended_beside_a_password() {
    let stock = Stock::new();
    let run = |arguments: &[&str]| {
        let mut command = stock.home.command(arguments);
        command.env("XDG_RUNTIME_DIR", &stock.runtimes[1]);
        Run::of(command)
    };
    assert_eq!(run(&["session", "refresh"]).code, 0);
    // Somebody else's kept session is left alone.
    assert_eq!(run(&["--user", "anna", "logout"]).code, 0);
    assert_eq!(run(&["session", "refresh"]).code, 0);
    assert_eq!(run(&["logout"]).code, 0);
    assert_eq!(run(&["session", "refresh"]).code, 2);
    let key = stock.keys[1].to_str().unwrap();
    for command in [&["login"][..], &["passwd"]] {
        let run = run(&[&["--api-key-file", key], command].concat());
        assert_eq!(run.code, 5, "{command:?}: {}", run.err);
        assert!(run.err.contains("unlock with a password"), "{}", run.err);
    }
}

/// A script whose secret is missing does not run with another credential.
#[test]
fn an_empty_variable_is_no_credential() {
    let stock = Stock::new();
    for name in SOURCES
        .iter()
        .filter(|name| name.starts_with("FILE_ORGANIZER"))
    {
        let mut command = stock.home.command(["whoami"]);
        command.env("XDG_RUNTIME_DIR", &stock.runtimes[1]);
        command.env_remove("FILE_ORGANIZER_PASSWORD").env(name, "");
        let run = Run::of(command);
        assert_eq!(run.code, 12, "{name}: {}{}", run.out, run.err);
        assert!(run.err.contains("is set but empty"), "{}", run.err);
    }
}

#[test]
fn a_missing_file_is_reported_with_the_variable_that_names_it() {
    let home = Home::new();
    for name in [
        "FILE_ORGANIZER_API_KEY_FILE",
        "FILE_ORGANIZER_PASSWORD_FILE",
    ] {
        let mut command = home.command(["ls"]);
        command
            .env_remove("FILE_ORGANIZER_PASSWORD")
            .env(name, "none");
        let run = Run::of(command);
        assert_eq!(run.code, 12, "{name}: {}", run.err);
        assert!(
            run.err.contains(&format!("check the path in {name}")),
            "{}",
            run.err
        );
    }
}
