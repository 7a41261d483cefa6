//! A lockdown, from outside: what opened the vault before opens it no more, but for one new password and
//! the recovery key; what was in it is there; and killed at any moment, run again, it comes to its end.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use crate::support::random::Random;
use crate::support::{Home, PASSWORD, Run};

const NEW: &str = "another password of the admin";

struct Scene {
    home: Home,
    key: PathBuf,
    session: String,
}

impl Scene {
    fn new() -> Self {
        let home = Home::new();
        for n in 0..20 {
            home.file(format!("papers/{n}.txt"), format!("paper {n}").repeat(200));
        }
        home.ok(["-q", "add", "papers", "--to", "/"]);
        home.user("ben", "user");
        home.user("eve", "viewer");
        let key = home.key("cron", &["--role", "user"]);
        let session = home.ok(["login", "--print"]).trim().to_owned();
        let read = home.by_key(&key, ["cat", "/papers/7.txt"]);
        assert_eq!(read.code, 0, "{}", read.err);
        Self { home, key, session }
    }

    fn with(&self, password: &str, arguments: &[&str]) -> Run {
        let mut command = self.home.command(arguments);
        command
            .env("FILE_ORGANIZER_PASSWORD", password)
            .env("FILE_ORGANIZER_NEW_PASSWORD", NEW);
        Run::of(command)
    }

    fn by_session(&self) -> Run {
        let (_, token) = self.session.split_once('=').unwrap_or(("", &self.session));
        let token = token.trim_matches(['\'', '"']);
        let mut command = self.home.command(["ls"]);
        command
            .env_remove("FILE_ORGANIZER_PASSWORD")
            .env("FILE_ORGANIZER_SESSION", token);
        Run::of(command)
    }

    /// Everything that a lockdown promises.
    fn is_locked_down(&self, what: &str) {
        let home = &self.home;
        assert_eq!(
            self.with(PASSWORD, &["ls"]).code,
            12,
            "{what}: old password"
        );
        assert_eq!(home.by_key(&self.key, ["ls"]).code, 12, "{what}: key");
        assert_eq!(self.by_session().code, 12, "{what}: session");
        for user in ["ben", "eve"] {
            assert_eq!(home.as_user(user, ["ls"]).code, 12, "{what}: {user}");
        }
        let listed = self.with(NEW, &["ls", "-R", "/papers"]);
        assert_eq!(listed.code, 0, "{what}: {}", listed.err);
        assert!(!listed.err.contains("lockdown"), "{what}: {}", listed.err);
        assert_eq!(listed.out.lines().count(), 20, "{what}");
        let out = self.with(
            NEW,
            &[
                "-q",
                "get",
                "/papers",
                "-o",
                "out",
                "--on-conflict",
                "overwrite",
            ],
        );
        assert_eq!(out.code, 0, "{what}: {}", out.err);
        for n in 0..20 {
            let path = home.work().join(format!("out/papers/{n}.txt"));
            let content = std::fs::read_to_string(path).unwrap();
            assert_eq!(content, format!("paper {n}").repeat(200), "{what}");
        }
        let verify = self.with(NEW, &["verify"]);
        assert_eq!(verify.code, 0, "{what}: {}", verify.err);
        let audit = self.with(NEW, &["audit", "verify"]);
        assert_eq!(audit.code, 0, "{what}: {}", audit.err);
        // One database, and not that of the old key.
        let databases: Vec<String> = std::fs::read_dir(home.vault())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".redb"))
            .collect();
        assert_eq!(databases.len(), 1, "{what}: {databases:?}");
        assert_ne!(databases[0], "vault-1.redb", "{what}");
    }
}

#[test]
fn a_lockdown_ends_every_way_in_but_one() {
    let scene = Scene::new();
    let home = &scene.home;
    assert_eq!(scene.by_session().code, 0, "{}", scene.by_session().err);
    // Neither a key nor another user, and not without being told to.
    let key = home.by_key(&scene.key, ["-y", "incident", "lockdown"]);
    assert_ne!(key.code, 0);
    assert_eq!(home.as_user("ben", ["-y", "incident", "lockdown"]).code, 5);
    assert_eq!(scene.with(PASSWORD, &["incident", "lockdown"]).code, 2);
    let done = scene.with(PASSWORD, &["-y", "--json", "incident", "lockdown"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let document = &done.json()[0];
    assert_eq!(document["lockdown"]["api_keys"], 1);
    assert_eq!(document["lockdown"]["sessions"], 1);
    assert_eq!(
        document["lockdown"]["user_names"],
        serde_json::json!(["ben", "eve"])
    );
    let key = &document["access"]["api_key_list"][0];
    // Once before, and once to ask for the lockdown.
    assert_eq!((&key["uses"], &key["name"]), (&2.into(), &"cron".into()));
    // The access is that after the lockdown.
    assert_eq!(key["state"], "revoked", "{key}");
    assert_eq!(
        document["access"]["session_list"],
        serde_json::json!([]),
        "{document}"
    );
    let seen = document["principals"].as_array().unwrap();
    let cron = seen.iter().find(|one| one["name"] == "key:cron").unwrap();
    assert_eq!(cron["read"], serde_json::json!(["/papers/7.txt"]));
    scene.is_locked_down("once");
    // Looks leave rows from now on.
    let rows = |event: &str| {
        let log = scene.with(NEW, &["audit", "log", "--event", event]);
        assert_eq!(log.code, 0, "{}", log.err);
        log.out.lines().count()
    };
    let before = rows("FILE_LIST");
    scene.with(NEW, &["ls"]);
    assert_eq!(rows("FILE_LIST"), before + 1);
    for event in [
        "PASSWORD_CHANGE",
        "API_KEY_REVOKE",
        "SESSION_REVOKE",
        "POLICY_CHANGE",
        "VAULT_REKEY",
    ] {
        assert!(rows(event) > 0, "{event}");
    }
    assert_eq!(rows("INCIDENT_LOCKDOWN"), 5, "two were denied");
    let by_key = |name: &str| {
        let log = scene.with(NEW, &["audit", "log", "--principal", name]);
        log.out.lines().count()
    };
    assert_eq!(by_key("cron"), by_key("key:cron"));
    assert!(by_key("cron") > 0);
    // A user comes back with a new password; the recovery key works.
    let mut set = home.command(["user", "passwd", "ben"]);
    set.env("FILE_ORGANIZER_PASSWORD", NEW)
        .env("FILE_ORGANIZER_NEW_PASSWORD", PASSWORD);
    assert_eq!(Run::of(set).code, 0);
    assert_eq!(home.as_user("ben", ["ls"]).code, 0);
    assert_eq!(scene.with(&home.recovery, &["ls"]).code, 0);
    // Again: nothing is left to end, but for the password, which is no new one any more.
    let same = scene.with(NEW, &["-y", "incident", "lockdown"]);
    assert_eq!(same.code, 2, "{}", same.err);
    let mut again = home.command(["-y", "--json", "incident", "lockdown"]);
    again
        .env("FILE_ORGANIZER_PASSWORD", NEW)
        .env("FILE_ORGANIZER_NEW_PASSWORD", "yet another long password");
    let again = Run::of(again);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(again.json()[0]["lockdown"]["api_keys"], 0);
    assert_eq!(home.as_user("ben", ["ls"]).code, 12);
}

#[test]
fn a_password_that_will_not_do_begins_nothing() {
    let home = Home::new();
    for (password, why) in [("x", "password"), (PASSWORD, "same as the current")] {
        let mut command = home.command(["-y", "incident", "lockdown"]);
        command.env("FILE_ORGANIZER_NEW_PASSWORD", password);
        let run = Run::of(command);
        assert_eq!(run.code, 2, "{}{}", run.out, run.err);
        assert!(run.err.contains(why), "{}", run.err);
        let listed = home.run(["ls"]);
        assert!(!listed.err.contains("lockdown"), "{}", listed.err);
    }
    let rows = home.ok(["audit", "log", "--event", "INCIDENT_LOCKDOWN"]);
    assert_eq!(rows.lines().count(), 2, "{rows}");
    assert_eq!(rows.matches("| FAILURE USAGE").count(), 2, "{rows}");
}

#[test]
fn killed_a_few_times() {
    kill_often(3);
}

#[test]
#[ignore = "takes minutes"]
fn killed_thirty_times() {
    kill_often(30);
}

fn kill_often(rounds: usize) {
    let mut random = Random::new();
    for round in 0..rounds {
        let scene = Scene::new();
        let mut command = scene.home.command(["-y", "incident", "lockdown"]);
        command
            .env("FILE_ORGANIZER_NEW_PASSWORD", NEW)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        std::thread::sleep(Duration::from_millis(random.below(2500)));
        child.kill().unwrap();
        child.wait().unwrap();
        // With the new password once it was set, and the old one until then.
        let arguments = ["-y", "-q", "incident", "lockdown"];
        let by_new = scene.with(NEW, &arguments);
        if by_new.code == 2 {
            // It had come to its end, and another one takes another password.
            assert!(
                by_new.err.contains("same as the current"),
                "{round}: {}",
                by_new.err
            );
        } else if by_new.code != 0 {
            assert_eq!(by_new.code, 12, "{round}: {}", by_new.err);
            let by_old = scene.with(PASSWORD, &arguments);
            assert_eq!(by_old.code, 0, "{round}: {}", by_old.err);
        }
        scene.is_locked_down(&format!("round {round}"));
    }
}

#[test]
fn a_report_alone_changes_nothing() {
    let scene = Scene::new();
    let report = scene.home.run(["incident", "report", "--since", "1d"]);
    assert_eq!(report.code, 0, "{}", report.err);
    for word in ["key:cron", "/papers/7.txt", "active", "admin"] {
        assert!(report.out.contains(word), "{word}: {}", report.out);
    }
    assert_eq!(scene.with("a wrong password", &["ls"]).code, 12);
    let json = scene
        .home
        .run(["--json", "incident", "report", "--since", "1d"]);
    assert_eq!(json.json()[0]["failed_unlocks"]["admin"], 1, "{}", json.out);
    assert_eq!(
        scene
            .home
            .as_user("ben", ["incident", "report", "--since", "1d"])
            .code,
        5
    );
}
