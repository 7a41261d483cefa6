//! API keys: what they open, for how long, where; and what is recorded of those that open nothing.

use std::process::Command;

use super::{rows, state};
use crate::support::{Home, Run};

fn faketime(home: &Home, shift: &str, key: Option<&std::path::Path>, arguments: &[&str]) -> Run {
    let inner = home.command(arguments);
    let mut command = Command::new("faketime");
    command
        .arg("-f")
        .arg(shift)
        .arg(inner.get_program())
        .args(inner.get_args());
    command.env_clear().current_dir(home.work());
    for (name, value) in inner.get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    if let Some(key) = key {
        command
            .env_remove("FILE_ORGANIZER_PASSWORD")
            .env("FILE_ORGANIZER_API_KEY_FILE", key);
    }
    Run::of(command)
}

fn has_faketime() -> bool {
    let there = Command::new("faketime").arg("--version").output().is_ok();
    if !there {
        eprintln!("skipped in part: faketime is not installed");
    }
    there
}

#[test]
fn a_viewer_reads_and_does_nothing_else() {
    let home = Home::new();
    home.file("a.txt", "content of a");
    home.ok(["add", "a.txt"]);
    let key = home.key("viewer", &["--role", "viewer"]);
    for allowed in [
        &["ls", "-R"][..],
        &["find", "a"],
        &["cat", "/inbox/a.txt"],
        &["get", "/inbox/a.txt", "-o", "out"],
        &["show", "/inbox/a.txt"],
        &["whoami"],
    ] {
        let run = home.by_key(&key, allowed);
        assert_eq!(run.code, 0, "{allowed:?}: {}", run.err);
    }
    let before = state(&home);
    for denied in [
        &["add", "a.txt"][..],
        &["rm", "/inbox/a.txt"],
        &["mv", "/inbox/a.txt", "/b.txt"],
        &["tag", "add", "x", "/inbox/a.txt"],
        &["audit", "log"],
        &["user", "list"],
        &["role", "list"],
        &["policy", "set", "max_versions", "3"],
        &["api-key", "list"],
        &["api-key", "create", "--name", "x"],
        &["session", "list"],
        &["verify"],
    ] {
        let run = home.by_key(&key, denied);
        assert_eq!(run.code, 5, "{denied:?}: {}{}", run.out, run.err);
        assert_eq!(state(&home), before, "{denied:?}");
    }
    let denied = home
        .run(["--json", "audit", "log", "--outcome", "denied"])
        .json();
    assert_eq!(denied.len(), 12);
    assert!(denied.iter().all(|row| row["principal"] == "key:viewer"));
}

#[test]
fn a_key_for_one_folder_adds_there_and_sees_nothing() {
    let home = Home::new();
    home.file(
        "page.pdf",
        b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n",
    );
    home.file("old.txt", "old");
    home.ok(["add", "old.txt", "--to", "/scans"]);
    let key = home.key(
        "scanner",
        &["--permission", "file:upload", "--scope", "/scans"],
    );
    assert_eq!(
        home.by_key(&key, ["add", "page.pdf", "--to", "/scans"])
            .code,
        0
    );
    assert_eq!(
        home.by_key(&key, ["add", "page.pdf", "--to", "/scans/2026"])
            .code,
        0
    );
    let before = state(&home);
    for outside in ["/", "/inbox", "/scansx", "/scan"] {
        let run = home.by_key(&key, ["add", "page.pdf", "--to", outside]);
        assert_eq!(run.code, 5, "{outside}: {}{}", run.out, run.err);
    }
    assert_eq!(home.by_key(&key, ["add", "page.pdf"]).code, 5);
    for blind in [
        &["ls"][..],
        &["ls", "/scans"],
        &["find", "page"],
        &["cat", "/scans/page.pdf"],
        &["trash", "list"],
        &["status"],
        &["undo"],
    ] {
        let run = home.by_key(&key, blind);
        assert_eq!(run.code, 5, "{blind:?}: {}{}", run.out, run.err);
        assert!(run.out.is_empty());
    }
    assert_eq!(state(&home), before);
}

#[test]
fn a_key_with_a_scope_does_not_see_beyond() {
    let home = Home::new();
    for (folder, name) in [("a", "in.txt"), ("b", "out.txt"), ("a/deep", "low.txt")] {
        home.file(name, name);
        home.ok([
            "add",
            name,
            "--to",
            &format!("/{folder}"),
            "--tag",
            folder.split('/').next().unwrap(),
        ]);
    }
    let key = home.key("narrow", &["--role", "user", "--scope", "/a"]);
    let see = |arguments: &[&str]| home.by_key(&key, arguments);
    assert_eq!(see(&["ls", "-R"]).out, "/a/deep/low.txt\n/a/in.txt\n");
    assert_eq!(see(&["ls", "/"]).out, "a/\n");
    assert_eq!(see(&["find", "txt"]).out.lines().count(), 2);
    assert_eq!(see(&["find", "name:out*"]).out, "");
    assert!(see(&["tag", "list"]).out.contains('a'));
    assert!(!see(&["tag", "list"]).out.contains('b'));
    let id = home.run(["--json", "show", "/b/out.txt"]).json()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let id = format!("id:{id}");
    for hidden in ["/b/out.txt", "/b", "/b/*", &id] {
        for verb in ["cat", "show", "rm"] {
            let run = see(&[verb, hidden]);
            assert_eq!(run.code, 4, "{verb} {hidden}: {}{}", run.out, run.err);
        }
        let run = see(&["mv", hidden, "/a/x"]);
        assert_eq!(run.code, 4, "mv {hidden}: {}{}", run.out, run.err);
    }
    let run = see(&["mv", "/a/in.txt", "/b/in.txt"]);
    assert_eq!(run.code, 5, "{}{}", run.out, run.err);
    assert_eq!(see(&["mv", "/a/in.txt", "/a/moved.txt"]).code, 0);
    home.ok(["rm", "/b/out.txt"]);
    assert_eq!(see(&["trash", "list"]).out, "");
    assert_eq!(see(&["trash", "restore", "/b/out.txt"]).code, 4);
}

#[test]
fn failed_unlocks_get_the_same_error_and_are_recorded() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    let revoked = home.key("revoked", &[]);
    home.ok(["api-key", "revoke", "revoked"]);
    let rotated = home.key("rotated", &[]);
    home.ok(["api-key", "rotate", "rotated", "--grace", "0s"]);
    let good = home.key("good", &[]);
    let other = home.key("other", &[]);
    let text = std::fs::read_to_string(&good).unwrap();
    let foreign = std::fs::read_to_string(&other).unwrap();
    let typo = home.root().join("typo.key");
    let letter = if text.contains("x") { "x" } else { "A" };
    let at = text.rfind(letter).unwrap_or(text.len() - 2);
    let mut changed = text.clone();
    changed.replace_range(at..=at, if letter == "x" { "y" } else { "B" });
    home.secret(&typo, &changed);
    // Another key's token under this id: the checksum must be right for it to be tried at all, so
    // the other key with its own id, of a vault that does not know it.
    let elsewhere = Home::new();
    let stranger = elsewhere.key("stranger", &[]);
    let nonsense = home.root().join("nonsense.key");
    home.secret(&nonsense, "fo_nonsense\n");
    let mut messages = Vec::new();
    let mut bad = vec![&revoked, &rotated, &typo, &stranger, &nonsense];
    let expired = home.key("short", &["--expires", "1s"]);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    bad.push(&expired);
    for key in &bad {
        let run = home.by_key(key, ["cat", "/inbox/a.txt"]);
        assert_eq!(run.code, 12, "{key:?}: {}{}", run.out, run.err);
        assert!(run.out.is_empty());
        messages.push(run.err);
    }
    messages.dedup();
    assert_eq!(messages.len(), 1, "{messages:?}");
    for secret in [&text, &foreign] {
        assert!(!messages[0].contains(secret.trim()));
    }
    // Merged by the next writer.
    home.ok(["tag", "add", "x", "/inbox/a.txt"]);
    let failures = rows(&home, "AUTH_FAILURE");
    assert_eq!(failures.len(), bad.len(), "{failures:#?}");
    assert!(failures.iter().all(|row| row["principal"] == "unknown"));
    assert!(
        failures
            .iter()
            .any(|row| row["detail"] == "EXPIRED 1_ATTEMPT")
    );
    assert_eq!(home.by_key(&good, ["cat", "/inbox/a.txt"]).out, "a");
}

#[test]
fn failures_are_counted_together() {
    let home = Home::new();
    for _ in 0..3 {
        let mut command = home.command(["ls"]);
        command.env("FILE_ORGANIZER_PASSWORD", "a wrong password");
        assert_eq!(Run::of(command).code, 12);
    }
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    let line = home.ok(["audit", "log", "--event", "AUTH_FAILURE"]);
    assert!(
        line.trim()
            .ends_with("| AUTH_FAILURE | unknown | local | admin | FAILURE 3_ATTEMPTS")
            || line
                .trim()
                .ends_with("| AUTH_FAILURE | unknown | local | admin | 3_ATTEMPTS"),
        "{line}"
    );
    assert_eq!(line.lines().count(), 1);
    // A failed unlock under the key of yesterday is merged after a rekey, too.
    home.ok(["audit", "verify"]);
}

#[test]
fn the_clock_does_not_revive_a_key() {
    if !has_faketime() {
        return;
    }
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    let key = home.key("weekly", &["--expires", "7d"]);
    assert_eq!(
        faketime(&home, "+6d", Some(&key), &["cat", "/inbox/a.txt"]).code,
        0
    );
    let run = faketime(&home, "+8d", Some(&key), &["cat", "/inbox/a.txt"]);
    assert_eq!(run.code, 12, "{}", run.err);
    // Something happens at that time; then the clock goes back.
    assert_eq!(
        faketime(&home, "+10d", None, &["tag", "add", "x", "/inbox/a.txt"]).code,
        0
    );
    let run = home.by_key(&key, ["cat", "/inbox/a.txt"]);
    assert_eq!(run.code, 12, "{}", run.err);
    home.ok(["tag", "add", "y", "/inbox/a.txt"]);
    assert_eq!(rows(&home, "CLOCK_ROLLBACK").len(), 1);
    home.ok(["--accept-rollback", "ls"]);
    assert_eq!(home.by_key(&key, ["cat", "/inbox/a.txt"]).code, 0);
    assert_eq!(rows(&home, "ROLLBACK_ACCEPT").len(), 1);
}

/// A failed unlock is not authenticated: whatever the clock then says, no key or session ends by it,
/// and new keys live as long as they are said to.
#[test]
fn a_failed_unlock_at_a_wrong_time_ends_nothing() {
    if !has_faketime() {
        return;
    }
    let home = Home::new();
    let key = home.key("yearly", &["--expires", "365d"]);
    home.ok(["login"]);
    let wrong = home.root().join("wrong");
    home.secret(&wrong, "not the password");
    let wrong = ["--password-file", wrong.to_str().unwrap(), "ls", "/"];
    assert_eq!(faketime(&home, "+3000d", None, &wrong).code, 12);
    // A valid key that has expired at that time is refused as well.
    assert_eq!(faketime(&home, "+3000d", Some(&key), &["ls"]).code, 12);
    home.ok(["mkdir", "/a"]);
    assert_eq!(rows(&home, "AUTH_FAILURE").len(), 2);
    assert_eq!(rows(&home, "CLOCK_ROLLBACK").len(), 0);
    assert_eq!(home.by_key(&key, ["ls"]).code, 0);
    let mut by_session = home.command(["ls"]);
    by_session.env_remove("FILE_ORGANIZER_PASSWORD");
    assert_eq!(Run::of(by_session).code, 0);
    home.key("new", &["--expires", "90d"]);
    assert_eq!(faketime(&home, "+91d", None, &["api-key", "due"]).code, 6);
    home.ok(["audit", "verify"]);
}

/// While the clock is behind the latest recorded time, no credential is created or extended, and
/// every command names both times and the way out.
#[test]
fn no_lifetime_counts_from_a_time_ahead_of_the_clock() {
    if !has_faketime() {
        return;
    }
    let home = Home::new();
    let key = home.key("yearly", &["--expires", "365d"]);
    let file = key.to_str().unwrap();
    assert_eq!(faketime(&home, "+30d", None, &["mkdir", "/a"]).code, 0);
    for refused in [
        &["api-key", "create", "--name", "k", "--expires", "90d"][..],
        &["api-key", "rotate", "yearly", "-o", file],
        &["login"],
    ] {
        let run = home.run(refused);
        assert_eq!(run.code, 2, "{refused:?}: {}", run.err);
        assert!(run.err.contains("--accept-rollback"), "{}", run.err);
    }
    // Also where nothing is written.
    let run = home.run(["ls"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("the clock ("), "{}", run.err);
    assert!(run.err.contains("--accept-rollback"), "{}", run.err);
    let status = home.run(["--json", "status"]).json().remove(0);
    let warning = status["warnings"][0].as_str().unwrap();
    assert!(warning.contains("--accept-rollback"), "{warning}");
    assert_eq!(home.by_key(&key, ["ls"]).code, 0);
    home.ok(["--accept-rollback", "api-key", "rotate", "yearly"]);
    let run = home.run(["--json", "status"]);
    assert!(!run.out.contains("--accept-rollback"), "{}", run.out);
    assert!(!run.err.contains("the clock"), "{}", run.err);
}

/// `status` warns of an expired key until it is replaced or revoked, and an age is never computed
/// from a time in the future.
#[test]
fn status_warns_of_expired_keys_and_a_clock_that_was_turned_back() {
    if !has_faketime() {
        return;
    }
    let home = Home::new();
    home.key("monthly", &["--expires", "30d"]);
    home.key("weekly", &["--expires", "7d"]);
    home.ok(["verify"]);
    let warnings = |shift: &str| {
        let run = faketime(&home, shift, None, &["--json", "status"]);
        assert_eq!(run.code, 0, "{}", run.err);
        run.json().remove(0)["warnings"].to_string()
    };
    assert!(!warnings("+1d").contains("expired"));
    assert!(warnings("+8d").contains("weekly"));
    let shown = warnings("+50d");
    assert!(
        shown.contains("monthly") && shown.contains("weekly"),
        "{shown}"
    );
    let run = faketime(&home, "+50d", None, &["api-key", "rotate", "weekly"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let run = faketime(&home, "+50d", None, &["api-key", "revoke", "monthly"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!warnings("+50d").contains("expired"));
    let run = faketime(&home, "-2d", None, &["status"]);
    assert!(run.out.contains("warning     the clock ("), "{}", run.out);
    assert!(run.out.contains("in the future ("), "{}", run.out);
    assert!(!run.out.contains("less than an hour"), "{}", run.out);
}

#[test]
fn a_rotated_key_keeps_its_old_secret_for_a_while() {
    let home = Home::new();
    let old = home.key("k", &[]);
    let text = home.ok(["api-key", "rotate", "k", "--grace", "2s"]);
    let new = home.root().join("new.key");
    home.secret(&new, &text);
    assert_eq!(home.by_key(&old, ["ls"]).code, 0);
    assert_eq!(home.by_key(&new, ["ls"]).code, 0);
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert_eq!(home.by_key(&old, ["ls"]).code, 12);
    assert_eq!(home.by_key(&new, ["ls"]).code, 0);
    let shown = home
        .run(["--json", "api-key", "show", "k"])
        .json()
        .remove(0);
    assert_eq!(shown["uses"], 3, "{shown}");
    assert!(shown.get("key").is_none());
}

#[test]
fn keys_that_are_due_are_told_of() {
    let home = Home::new();
    home.key("soon", &["--expires", "3d"]);
    home.key("later", &["--expires", "80d"]);
    let run = home.run(["api-key", "due", "--within", "7d"]);
    assert_eq!(run.code, 6, "{}", run.err);
    assert!(
        run.out.contains("soon") && !run.out.contains("later"),
        "{}",
        run.out
    );
    home.ok(["api-key", "rotate", "soon", "--expires", "60d"]);
    assert_eq!(home.run(["api-key", "due", "--within", "7d"]).code, 0);
    home.ok(["policy", "set", "key.max_age", "1d"]);
    let run = home.run(["--json", "api-key", "due", "--within", "7d"]);
    assert_eq!((run.code, run.json().len()), (6, 2));
}

#[test]
fn twenty_processes_with_one_key_all_read() {
    let home = Home::new();
    home.file("a.txt", "content of a");
    home.ok(["add", "a.txt"]);
    let key = home.key("many", &[]);
    let children: Vec<_> = (0..20)
        .map(|_| {
            let mut command = home.command(["cat", "/inbox/a.txt"]);
            command
                .env_remove("FILE_ORGANIZER_PASSWORD")
                .env("FILE_ORGANIZER_API_KEY_FILE", &key)
                .stdout(std::process::Stdio::piped())
                .stderr(std::process::Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    for child in children {
        let run = Run::from(child.wait_with_output().unwrap());
        assert_eq!(
            (run.code, run.out.as_str()),
            (0, "content of a"),
            "{}",
            run.err
        );
    }
    home.ok(["tag", "add", "x", "/inbox/a.txt"]);
    let shown = home
        .run(["--json", "api-key", "show", "many"])
        .json()
        .remove(0);
    assert_eq!(shown["uses"], 20, "{shown}");
    assert_eq!(rows(&home, "FILE_READ").len(), 20);
}

#[test]
fn a_key_gives_no_longer_life_than_its_own() {
    let home = Home::new();
    let maker = [
        "--role",
        "admin",
        "--permission",
        "key:manage",
        "--permission",
        "file:read",
        "--expires",
        "30d",
    ];
    let key = home.key("maker", &maker);
    let by = |arguments: &[&str]| home.by_key(&key, arguments);
    let create = |name: &'static str, more: &[&'static str]| {
        by(&[
            &["api-key", "create", "--name", name, "--role", "viewer"],
            more,
        ]
        .concat())
    };
    for longer in ["never", "31d", "900d"] {
        let run = create("child", &["--expires", longer]);
        assert_eq!(run.code, 5, "{longer}: {}{}", run.out, run.err);
        let run = by(&["api-key", "rotate", "maker", "--expires", longer]);
        assert_eq!(run.code, 5, "{longer}: {}{}", run.out, run.err);
    }
    let run = create("child", &["--expires", "29d"]);
    assert_eq!(run.code, 0, "{}", run.err);
    // Rotated by itself it ends when it would have; rotated by a user it lives as long again.
    let ends =
        |home: &Home| home.run(["--json", "api-key", "show", "maker"]).json()[0]["expires"].clone();
    let before = ends(&home);
    let rotated = by(&["api-key", "rotate", "maker"]);
    assert_eq!(rotated.code, 0, "{}", rotated.err);
    assert_eq!(ends(&home), before);
    home.secret(&key, &rotated.out);
    // Who revokes it is told what was made with it.
    let revoked = home.run(["api-key", "revoke", "maker"]);
    assert_eq!(revoked.code, 0);
    assert!(
        revoked
            .err
            .contains("added with a revoked key: API keys: child"),
        "{}",
        revoked.err
    );
}

#[test]
fn no_key_has_a_name_that_reads_as_the_id_of_another() {
    let home = Home::new();
    home.key("first", &[]);
    let id = home.run(["--json", "api-key", "show", "first"]).json()[0]["id"].clone();
    let id = id.as_str().unwrap().trim_start_matches("fo_").to_owned();
    for name in [
        id.clone(),
        format!("fo_{id}"),
        format!("FO_{id}"),
        "fo_other".to_owned(),
    ] {
        let run = home.run(["api-key", "create", "--name", &name]);
        assert_eq!(run.code, 2, "{name}: {}{}", run.out, run.err);
    }
    assert_eq!(home.run(["role", "set", "recovery", "file:read"]).code, 2);
}

#[test]
fn what_is_for_a_person_is_refused_to_a_key_and_recorded() {
    let home = Home::new();
    let key = home.key("robot", &["--role", "admin"]);
    for (arguments, event) in [
        (&["-y", "incident", "lockdown"][..], "INCIDENT_LOCKDOWN"),
        (&["login", "--print"], "USER_LOGIN"),
        (&["passwd"], "PASSWORD_CHANGE"),
    ] {
        let mut command =
            home.command([&["--api-key-file", key.to_str().unwrap()], arguments].concat());
        command.env("FILE_ORGANIZER_NEW_PASSWORD", "another long password");
        let run = Run::of(command);
        assert_eq!(run.code, 5, "{arguments:?}: {}{}", run.out, run.err);
        let rows = home
            .run(["--json", "audit", "log", "--event", event])
            .json();
        let row = rows.last().unwrap();
        assert_eq!(
            (&row["outcome"], &row["principal"]),
            (&"DENIED".into(), &"key:robot".into())
        );
    }
}

/// Whether a folder was kept is not told to a key that may not read, so `--move` leaves its source.
#[test]
fn a_key_that_may_not_read_moves_files_and_leaves_empty_folders() {
    let home = Home::new();
    home.file("q/a.txt", "a");
    std::fs::create_dir_all(home.work().join("q/empty")).unwrap();
    let key = home.key("sender", &["--permission", "file:upload"]);
    let run = home.by_key(&key, ["add", "--move", "q"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.err.contains("not removed: q/empty"), "{}", run.err);
    assert!(!home.work().join("q/a.txt").exists());
    assert!(home.work().join("q/empty").is_dir());
}

#[test]
fn a_secret_replaces_only_a_secret_of_the_same_key() {
    use std::fs;
    let home = Home::new();
    home.key("a", &[]);
    home.ok(["api-key", "create", "--name", "b", "-o", "b.key"]);
    home.file("notes.txt", "notes");
    home.file("large.bin", [0; 5000]);
    home.file("binary", [255, 254]);
    let vault = home.vault();
    let own = |name: &str| vault.join(name).to_string_lossy().into_owned();
    fs::create_dir(home.work().join("sub")).unwrap();
    let mut files: Vec<String> = ["notes.txt", "large.bin", "binary", "b.key"]
        .map(str::to_owned)
        .to_vec();
    let names = fs::read_dir(&vault).unwrap().flatten();
    files.extend(names.map(|entry| own(entry.file_name().to_str().unwrap())));
    files.push(own("new.key"));
    let contents = |files: &[String]| -> Vec<_> {
        let read = |file| fs::read(home.work().join(file)).ok();
        files
            .iter()
            .filter(|file| !file.contains("vault-") && !file.contains("space"))
            .map(read)
            .collect()
    };
    let before = contents(&files);
    for file in &files {
        let run = home.run(["api-key", "rotate", "a", "-o", file]);
        assert!(run.code != 0, "{file}: {}", run.err);
    }
    assert_eq!(contents(&files), before);
    let new = own("new.key");
    for refused in [
        &["api-key", "create", "--name", "c", "-o", &new][..],
        &["audit", "export", "-o", &new],
        &["privacy", "export", "admin", "-o", &new],
        &["backup", "create", "-o", &new],
        &["get", "/", "-o", &own("")],
        &["api-key", "rotate", "a", "-o", &new],
        &["api-key", "rotate", "a", "--grace", "59m", "-o", "c.key"],
    ] {
        let run = home.run(refused);
        assert_eq!(run.code, 2, "{refused:?}: {}", run.err);
    }
    assert_eq!(secrets(&home, "a"), 1);
    home.file("empty.key", "\n");
    home.ok(["api-key", "rotate", "a", "-o", "empty.key"]);
    home.ok(["api-key", "rotate", "a", "-o", "empty.key"]);
    assert_eq!(
        home.by_key(&home.work().join("empty.key"), ["whoami"]).code,
        0
    );
}

/// The unexpired secrets of a key.
fn secrets(home: &Home, key: &str) -> usize {
    let shown = home.run(["--json", "api-key", "show", key]).json();
    shown[0]["secrets"].as_array().unwrap().len()
}

#[test]
fn a_secret_is_written_to_a_file_or_nothing_is_changed() {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    let home = Home::new();
    let file = home.work().join("a.key");
    let whoami = |home: &Home| home.by_key(&home.work().join("a.key"), ["whoami"]).code;
    let run = home.run(["api-key", "create", "--name", "a", "-o", "a.key"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(run.err.contains("a.key"), "{}", run.err);
    assert_eq!(whoami(&home), 0);
    let first = fs::read_to_string(&file).unwrap();
    // The file of one key is not replaced by another key.
    let run = home.run(["api-key", "create", "--name", "b", "-o", "a.key"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(!home.ok(["api-key", "list"]).contains(" b\n"));
    // Where it cannot be written, or may not be rotated, all stays.
    symlink("a.key", home.work().join("link.key")).unwrap();
    for (target, code) in [("no/folder/a.key", 4), ("link.key", 1), (".", 1)] {
        let run = home.run(["api-key", "rotate", "a", "-o", target]);
        assert_eq!(run.code, code, "{target}: {}", run.err);
    }
    // As on a full disk.
    let full = ["-c", "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "sh"];
    let rotate = home.command(["api-key", "rotate", "a", "-o", "a.key"]);
    let run = Run::of(crate::support::by("sh", &full, &rotate));
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("a.key"), "{}", run.err);
    let run = home.by_key(&file, ["api-key", "rotate", "a", "-o", "a.key"]);
    assert_eq!(run.code, 5, "{}", run.err);
    assert_eq!(fs::read_to_string(&file).unwrap(), first);
    assert_eq!((secrets(&home, "a"), whoami(&home)), (1, 0));
    // Whatever its mode was.
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let out = home.run(["--json", "api-key", "rotate", "a", "-o", "a.key"]);
    assert_eq!(out.code, 0, "{}", out.err);
    let out = out.json().remove(0);
    assert_eq!(out["destination"], "a.key");
    assert!(out.get("key").is_none(), "{out}");
    let second = fs::read_to_string(&file).unwrap();
    assert!(second != first && second.starts_with("fo_") && second.ends_with('\n'));
    let mode = fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!((secrets(&home, "a"), whoami(&home)), (2, 0));
    // To a file that does not exist yet; nothing else is left.
    home.ok(["api-key", "rotate", "a", "--grace", "1h", "-o", "new.key"]);
    assert_eq!(
        home.by_key(&home.work().join("new.key"), ["whoami"]).code,
        0
    );
    assert_eq!(whoami(&home), 0);
    assert_eq!(fs::read_dir(home.work()).unwrap().count(), 3);
    // To standard output by name.
    assert!(
        home.ok(["api-key", "rotate", "a", "-o", "-"])
            .starts_with("fo_")
    );
}

#[test]
fn unused_keys_are_listed() {
    if crate::support::faketime().is_none() {
        return;
    }
    let home = Home::new();
    let used = home.key("used", &["--expires", "365d"]);
    home.key("never", &["--expires", "never"]);
    home.key("gone", &["--expires", "365d"]);
    home.key("short", &["--expires", "10d"]);
    home.ok(["api-key", "revoke", "gone"]);
    assert_eq!(home.run(["api-key", "unused"]).code, 0);
    let at = |shift: &str, key: Option<&std::path::Path>, arguments: &[&str]| {
        faketime(&home, shift, key, arguments)
    };
    assert_eq!(at("+60d", Some(&used), &["ls"]).code, 0);
    let run = at("+91d", None, &["api-key", "unused", "--for", "90d"]);
    assert_eq!(run.code, 6, "{}{}", run.out, run.err);
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
    assert!(run.out.starts_with("never ") && run.out.ends_with("was never used\n"));
    let run = at("+200d", None, &["--json", "api-key", "unused"]);
    assert_eq!(run.code, 6);
    let rows = run.json();
    assert_eq!(
        (rows[0]["name"].as_str(), rows[1]["name"].as_str()),
        (Some("never"), Some("used"))
    );
    assert_eq!(rows[1]["type"], "api_key");
    assert_eq!(rows[1]["reason"], "unused");
    assert_eq!(rows[1]["due"], rows[1]["last_used"]);
    home.ok(["--accept-rollback", "role", "set", "watcher", "audit:read"]);
    let watcher = home.key("watcher", &["--role", "watcher"]);
    assert_eq!(home.by_key(&watcher, ["api-key", "unused"]).code, 0);
    assert_eq!(home.by_key(&used, ["api-key", "unused"]).code, 5);
}
