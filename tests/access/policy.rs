//! Every key of the policy changes something that can be seen from outside, or takes its default alone.

use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::support::{Home, Run, faketime};
use file_organizer::domain::policy::Policy;

/// How a key shows.
enum Shows {
    /// With this value, something else is seen than with the default.
    By(&'static str, fn(&Home) -> String),
    /// As before, at a time that the test sets.
    InTime(&'static str, fn(&Home) -> String),
    /// Nothing obeys it yet, so that no value but the default is taken: such as this one.
    Refused(&'static str),
    /// The server obeys it (`tests/serve`): this value is taken, and shown.
    Served(&'static str),
}
use Shows::{By, InTime, Refused, Served};

/// In a value: the folder of the home.
const ROOT: &str = "ROOT";

/// Each key. A new one needs a line here.
const KEYS: [(&str, Shows); 44] = [
    (
        "allowed_extensions",
        By("csv", |home| added(home, "a.txt", "a,b\n")),
    ),
    ("max_file_size", By("1", |home| added(home, "a.txt", "two"))),
    (
        "max_upload_size",
        By("1", |home| {
            home.feed(["add", "-", "--name", "a.txt"], b"two")
                .code
                .to_string()
        }),
    ),
    (
        "content_mismatch",
        By("allow", |home| added(home, "a.pdf", "no document")),
    ),
    (
        "max_versions",
        By("1", |home| {
            for content in ["one", "two", "three"] {
                home.feed(["add", "-", "--name", "a.txt"], content.as_bytes());
            }
            lines(home, &["--json", "versions", "/inbox/a.txt"])
        }),
    ),
    (
        "work_hours",
        InTime("00:00-24:00", |home| {
            home.ok(["policy", "set", "monitor.after_hours_files", "1"]);
            read_at_night(home)
        }),
    ),
    ("scan.enabled", Refused("true")),
    ("scan.socket", Refused("/run/clamd.sock")),
    ("scan.timeout", Refused("30s")),
    ("scan.on_unavailable", Refused("allow")),
    (
        "key.max_age",
        By("1d", |home| {
            home.key("k", &["--expires", "80d"]);
            lines(home, &["--json", "api-key", "due", "--within", "7d"])
        }),
    ),
    (
        "session.ttl",
        By("1h", |home| {
            home.run(["login", "--ttl", "2h"]).code.to_string()
        }),
    ),
    (
        "session.refresh_ttl",
        By("1h", |home| {
            let login = home.run(["--json", "login"]).json();
            (login[0]["expires"] == login[0]["refresh_until"]).to_string()
        }),
    ),
    (
        "login.max_per_minute",
        By("1", |home| {
            for _ in 0..3 {
                wrong(home);
            }
            let begun = Instant::now();
            wrong(home);
            (begun.elapsed().as_secs() >= 2).to_string()
        }),
    ),
    (
        "audit.retention_days",
        InTime("1000", |home| {
            Run::of(home.later("+499d", ["audit", "prune"]));
            let pruned = Run::of(home.later("+500d", ["--json", "audit", "prune", "--dry-run"]));
            (pruned.json()[0]["rows"] == 0).to_string()
        }),
    ),
    (
        "audit.level",
        By("raised", |home| {
            home.ok(["ls"]);
            lines(home, &["--json", "audit", "log", "--event", "FILE_LIST"])
        }),
    ),
    (
        "audit.mirror",
        By("ROOT/mirror.log", |home| {
            home.root().join("mirror.log").exists().to_string()
        }),
    ),
    (
        "monitor.failed_logins",
        By("1", |home| {
            wrong(home);
            found(home, "failed-logins")
        }),
    ),
    (
        "monitor.denied",
        By("1", |home| {
            home.user("vera", "viewer");
            assert_eq!(
                home.as_user("vera", ["policy", "set", "max_versions", "3"])
                    .code,
                5
            );
            found(home, "denied")
        }),
    ),
    (
        "monitor.read_files",
        By("1", |home| {
            read(home);
            found(home, "large-read")
        }),
    ),
    (
        "monitor.read_bytes",
        By("1", |home| {
            read(home);
            found(home, "large-read")
        }),
    ),
    (
        "monitor.bulk_changes",
        By("1", |home| {
            added(home, "a.txt", "a");
            home.ok(["rm", "/inbox/a.txt"]);
            found(home, "bulk-change")
        }),
    ),
    ("monitor.after_hours_files", InTime("1", read_at_night)),
    (
        "monitor.rate",
        InTime("2", |home| {
            let key = reader(home);
            for day in 4..7 {
                for minute in 0..5 {
                    at(home, &format!("2031-03-0{day} 09:0{minute}:00"), &key);
                }
            }
            for minute in 10..31 {
                at(home, &format!("2031-03-07 09:{minute}:00"), &key);
            }
            let monitor = ["--json", "monitor", "--since", "2031-03-07"];
            rules(
                &Run::of(home.later("2031-03-07 12:00:00", monitor)),
                "high-rate",
            )
        }),
    ),
    (
        "trash.retention",
        InTime("0s", |home| {
            for (name, day) in [("a.txt", "+0d"), ("b.txt", "+1d"), ("c.txt", "+2d")] {
                added(home, name, name);
                Run::of(home.later(day, ["rm", &format!("/inbox/{name}")]));
            }
            lines(home, &["--json", "trash", "list"])
        }),
    ),
    ("server.hosts", Served("files.example.org")),
    ("server.trusted_proxies", Served("10.0.0.0/8")),
    ("server.trust_socket_xff", Served("true")),
    ("server.cors_origins", Served("https://app.example.org")),
    ("server.socket_uids", Served("1234")),
    ("server.max_connections", Served("7")),
    ("server.max_connections_per_source", Served("7")),
    ("server.max_uploads", Served("2")),
    ("server.max_downloads", Served("2")),
    ("server.login_parallel", Served("2")),
    ("server.header_timeout", Served("7s")),
    ("server.body_idle", Served("7s")),
    ("server.min_rate", Served("7k")),
    ("server.shutdown_grace", Served("7s")),
    ("server.rate.enabled", Served("false")),
    ("server.rate.requests", Served("7/1h")),
    ("server.rate.upload", Served("7/1h")),
    ("server.rate.page", Served("7/1h")),
    ("server.rate.unauthenticated", Served("7/1h")),
];

fn added(home: &Home, name: &str, content: &str) -> String {
    home.file(name, content);
    home.run(["add", name]).code.to_string()
}

fn lines(home: &Home, arguments: &[&str]) -> String {
    home.run(arguments).out.lines().count().to_string()
}

fn wrong(home: &Home) {
    let mut command = home.command(["ls"]);
    command.env("FILE_ORGANIZER_PASSWORD", "not the password");
    assert_eq!(Run::of(command).code, 12);
}

fn read(home: &Home) {
    added(home, "a.txt", "two");
    home.ok(["cat", "/inbox/a.txt"]);
}

fn found(home: &Home, rule: &str) -> String {
    let monitor = ["--json", "monitor", "--since", "2000-01-01"];
    rules(&home.run(monitor), rule)
}

/// Whether this rule has found something.
fn rules(run: &Run, rule: &str) -> String {
    run.json().iter().any(|one| one["rule"] == rule).to_string()
}

/// A file, and a key that may read it.
fn reader(home: &Home) -> std::path::PathBuf {
    added(home, "a.txt", "two");
    let create = ["api-key", "create", "--name", "night", "--role", "viewer"];
    let made = Run::of(home.later("2031-03-03 09:00:00", create));
    assert_eq!(made.code, 0, "{}", made.err);
    let key = home.root().join("night.key");
    home.secret(&key, &made.out);
    key
}

fn at(home: &Home, time: &str, key: &Path) {
    let mut command = home.later(time, ["cat", "/inbox/a.txt"]);
    command
        .env_remove("FILE_ORGANIZER_PASSWORD")
        .env("FILE_ORGANIZER_API_KEY_FILE", key);
    let run = Run::of(command);
    assert_eq!(run.code, 0, "{}", run.err);
}

fn read_at_night(home: &Home) -> String {
    let key = reader(home);
    at(home, "2031-03-05 03:00:00", &key);
    let monitor = ["--json", "monitor", "--since", "2031-03-05"];
    rules(
        &Run::of(home.later("2031-03-05 12:00:00", monitor)),
        "after-hours",
    )
}

#[test]
fn every_key_changes_something() {
    let known: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
    assert_eq!(known, Policy::keys(), "a key needs a line in this table");
    let (mut has_time, mut failed) = (None, Vec::new());
    for (key, shows) in &KEYS {
        let (value, observe) = match shows {
            Refused(_) => continue,
            Served(value) => {
                let home = Home::new();
                let before = home.ok(["policy", "get", key]);
                home.ok(["-y", "policy", "set", key, value]);
                if home.ok(["policy", "get", key]) == before {
                    failed.push(format!("{key} = {value}: {before} as before"));
                }
                continue;
            }
            By(value, observe) => (value, observe),
            InTime(value, observe) => {
                if !*has_time.get_or_insert_with(|| faketime().is_some()) {
                    continue;
                }
                (value, observe)
            }
        };
        let (default, set) = (Home::new(), Home::new());
        let value = value.replace(ROOT, &set.root().to_string_lossy());
        set.ok(["-y", "policy", "set", key, &value]);
        let (before, after) = (observe(&default), observe(&set));
        if before == after {
            failed.push(format!("{key} = {value}: {after} with it and without"));
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn what_nothing_obeys_is_refused_however_it_is_set() {
    let home = Home::new();
    for (key, shows) in &KEYS {
        let Refused(value) = shows else { continue };
        let refused = |run: Run| {
            assert_eq!(run.code, 2, "{key}: {}", run.err);
            assert!(
                run.err.contains("content scanning is not supported yet"),
                "{key}: {}",
                run.err
            );
        };
        refused(home.run(["policy", "set", key, value]));
        let (table, name) = key.split_once('.').unwrap();
        let quoted = if *value == "true" {
            (*value).to_owned()
        } else {
            format!("\"{value}\"")
        };
        let file = home.file("policy.toml", format!("[{table}]\n{name} = {quoted}\n"));
        refused(home.run(["policy", "check", "policy.toml"]));
        let mut edit = home.command(["policy", "edit"]);
        edit.env("EDITOR", format!("cp '{}'", file.display()));
        refused(Run::of(edit));
        let default = home.ok(["policy", "get", key]);
        home.ok(["policy", "set", key, default.trim()]);
    }
    fs::write(home.work().join("policy.toml"), home.ok(["policy", "show"])).unwrap();
    home.ok(["policy", "check", "policy.toml"]);
}

fn changes(home: &Home) -> usize {
    let rows = home.run(["--json", "audit", "log", "--event", "POLICY_CHANGE"]);
    rows.json().len()
}

#[test]
fn a_change_shows_old_and_new_values_and_no_change_is_no_row() {
    let home = Home::new();
    let set = home.run(["policy", "set", "key.max_age", "90d"]);
    assert_eq!((set.code, set.err.as_str()), (0, "unchanged\n"));
    fs::write(home.work().join("policy.toml"), home.ok(["policy", "show"])).unwrap();
    let import = home.run(["--json", "policy", "import", "policy.toml"]);
    assert_eq!(import.code, 0, "{}", import.err);
    assert_eq!(import.json()[0]["previous"], serde_json::json!({}));
    assert_eq!(changes(&home), 0);
    let set = home.run([
        "policy",
        "set",
        "audit.mirror",
        &home.root().join("m").to_string_lossy(),
    ]);
    assert!(
        set.err.starts_with("audit.mirror: (none) -> /"),
        "{}",
        set.err
    );
    home.file(
        "policy.toml",
        "max_versions = 3\n[trash]\nretention = \"60d\"\n",
    );
    let import = home.run(["policy", "import", "policy.toml"]);
    assert_eq!(
        import.err,
        "max_versions: 10 -> 3\ntrash.retention: 30d -> 60d\n"
    );
    let set = home
        .run(["--json", "policy", "set", "trash.retention", "2d"])
        .json();
    assert_eq!(set[0]["previous"]["trash.retention"], 60 * 24 * 3600);
    assert_eq!(changes(&home), 3);
}

#[test]
fn a_period_of_the_policy_is_not_ambiguous_and_a_short_one_is_confirmed() {
    let home = Home::new();
    for key in ["trash.retention", "key.max_age"] {
        let run = home.run(["-y", "policy", "set", key, "6m"]);
        assert_eq!(run.code, 2, "{key}");
        assert!(run.err.contains("minutes or months"), "{}", run.err);
        home.ok(["-y", "policy", "set", key, "90min"]);
        assert_eq!(home.ok(["policy", "get", key]), "1h30min\n");
    }
    home.ok(["policy", "set", "session.ttl", "30m"]);
    // Every form is read back.
    fs::write(home.work().join("policy.toml"), home.ok(["policy", "show"])).unwrap();
    home.ok(["-y", "policy", "import", "policy.toml"]);
    for arguments in [
        &["policy", "set", "trash.retention", "23h"][..],
        &["policy", "import", "policy.toml"],
    ] {
        assert_eq!(home.run(arguments).code, 2, "{arguments:?}");
    }
}
