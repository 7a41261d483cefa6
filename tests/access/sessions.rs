//! Sessions: begun by password, kept for their user alone, and over when they must be.

use std::os::unix::fs::PermissionsExt;

use super::rows;
use crate::support::{Home, PASSWORD, Run};

fn with(home: &Home, session: &str, arguments: &[&str]) -> Run {
    let mut command = home.command(arguments);
    command
        .env_remove("FILE_ORGANIZER_PASSWORD")
        .env("FILE_ORGANIZER_SESSION", session);
    Run::of(command)
}

/// The variable that `login --print` sets.
fn printed(line: &str) -> String {
    line.trim()
        .strip_prefix("export FILE_ORGANIZER_SESSION='")
        .unwrap()
        .trim_end_matches('\'')
        .to_owned()
}

fn kept(home: &Home, arguments: &[&str]) -> Run {
    let mut command = home.command(arguments);
    command.env_remove("FILE_ORGANIZER_PASSWORD");
    Run::of(command)
}

#[test]
fn login_works_until_logout() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["login"]);
    let folder = home
        .root()
        .join("home/.local/state/file-organizer/sessions");
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(
        std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777,
        0o700
    );
    assert_eq!(kept(&home, &["add", "a.txt"]).code, 0);
    assert!(kept(&home, &["whoami"]).out.contains("session"));
    assert_eq!(kept(&home, &["session", "refresh"]).code, 0);
    // A password and other users are not reached by it.
    assert_eq!(kept(&home, &["passwd"]).code, 12);
    assert_eq!(kept(&home, &["--user", "other", "ls"]).code, 12);
    assert_eq!(kept(&home, &["logout"]).code, 0);
    assert_eq!(kept(&home, &["ls"]).code, 12);
    assert!(std::fs::read_dir(&folder).unwrap().next().is_none());
    for event in ["USER_LOGIN", "USER_LOGOUT", "SESSION_REFRESH"] {
        assert_eq!(rows(&home, event).len(), 1, "{event}");
    }
}

#[test]
fn a_session_that_others_could_read_is_refused() {
    let home = Home::new();
    home.ok(["login"]);
    let folder = home
        .root()
        .join("home/.local/state/file-organizer/sessions");
    let file = std::fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let run = kept(&home, &["ls"]);
    assert_eq!(run.code, 13, "{}", run.err);
    std::fs::write(&file, "nonsense").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(kept(&home, &["ls"]).code, 12);
}

#[test]
fn sessions_end_with_what_they_stand_on() {
    let home = Home::new();
    home.user("anna", "user");
    let login = |home: &Home| {
        let run = home.as_user("anna", ["login", "--print"]);
        assert_eq!(run.code, 0, "{}", run.err);
        printed(&run.out)
    };
    let session = login(&home);
    assert_eq!(with(&home, &session, &["ls"]).code, 0);
    home.ok(["user", "role", "anna", "viewer"]);
    assert_eq!(with(&home, &session, &["ls"]).code, 12);
    let session = login(&home);
    let mut command = home.command(["passwd"]);
    command
        .env("FILE_ORGANIZER_USER", "anna")
        .env("FILE_ORGANIZER_NEW_PASSWORD", PASSWORD);
    assert_eq!(Run::of(command).code, 0);
    assert_eq!(with(&home, &session, &["ls"]).code, 12);
    let session = login(&home);
    let id = session[3..11].to_owned();
    // Somebody else's session is answered like one that is not there.
    home.user("eve", "user");
    assert_eq!(home.as_user("eve", ["session", "revoke", &id]).code, 4);
    assert_eq!(home.as_user("eve", ["session", "list"]).out, "");
    assert_eq!(home.run(["session", "list"]).out.matches("anna").count(), 1);
    home.ok(["session", "revoke", &id]);
    assert_eq!(with(&home, &session, &["ls"]).code, 12);
    let session = login(&home);
    home.ok(["user", "disable", "anna"]);
    assert_eq!(with(&home, &session, &["ls"]).code, 12);
    assert_eq!(with(&home, "fs_nonsense", &["ls"]).code, 12);
}

#[test]
fn a_session_has_an_end() {
    let home = Home::new();
    let session = printed(&home.ok(["login", "--ttl", "1s", "--print"]));
    assert_eq!(with(&home, &session, &["ls"]).code, 0);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(with(&home, &session, &["ls"]).code, 12);
    assert_eq!(with(&home, &session, &["session", "refresh"]).code, 12);
    assert_eq!(home.run(["login", "--ttl", "48h"]).code, 2);
    // Sessions live on through a rekey.
    let session = printed(&home.ok(["login", "--print"]));
    home.ok(["-y", "rekey"]);
    assert_eq!(with(&home, &session, &["ls"]).code, 0);
    // What has ended is cleared away by the next login.
    home.ok(["login"]);
    let keyring = std::fs::read_to_string(home.vault().join("keyring.json")).unwrap();
    assert_eq!(keyring.matches("\"kind\": \"session\"").count(), 2);
}
