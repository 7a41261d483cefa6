//! What a row says was done: effects with amounts, settings with their values, files.

use serde_json::{Value, json};

use super::{check, has};
use crate::support::{Home, PASSWORD, Run};

/// The newest row of an event.
fn last(home: &Home, event: &str) -> Value {
    let log = home.ok(["--json", "audit", "log", "--event", event]);
    let line = log.lines().last().unwrap_or_else(|| panic!("no {event}"));
    serde_json::from_str(line).unwrap()
}

/// Effect and items of each effect of a row.
fn effects(row: &Value) -> Vec<(&str, u64)> {
    let effects = row["effects"].as_array().unwrap().iter();
    let effect = |one: &Value| one["items"].as_u64().unwrap();
    effects
        .map(|one| (one["effect"].as_str().unwrap(), effect(one)))
        .collect()
}

fn paths(row: &Value) -> Vec<&str> {
    let files = row["named_files"].as_array().unwrap().iter();
    files.map(|file| file["path"].as_str().unwrap()).collect()
}

/// Runs a command and returns the effects of its row.
#[track_caller]
fn assert_effects(home: &Home, arguments: &[&str], event: &str, expected: &[(&str, u64)]) -> Value {
    let mut command = home.command(arguments);
    command.env("FILE_ORGANIZER_NEW_PASSWORD", PASSWORD);
    let run = Run::of(command);
    assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.out, run.err);
    let row = last(home, event);
    assert_eq!(effects(&row), expected, "{arguments:?}: {row}");
    row
}

#[test]
fn changes_of_files_have_the_effects_that_they_had() {
    let home = Home::new();
    for name in ["a.txt", "b.txt", "c.txt"] {
        home.file(format!("in/{name}"), name);
    }
    let row = assert_effects(&home, &["add", "in"], "FILE_UPLOAD", &[("place", 3)]);
    assert_eq!(row["effects"][0]["bytes"], 15);
    assert_eq!(paths(&row).len(), 3);
    let row = assert_effects(&home, &["undo"], "UNDO", &[("remove", 3)]);
    assert_eq!(row["effects"][0]["bytes"], 15);
    assert_effects(&home, &["redo"], "REDO", &[("place", 3)]);
    home.file("in/a.txt", "another");
    assert_effects(&home, &["add", "in"], "FILE_UPLOAD", &[("replace", 1)]);
    assert_effects(&home, &["undo"], "UNDO", &[("replace", 1)]);
    let moved = ["mv", "/inbox/in/a.txt", "/z.txt"];
    let row = assert_effects(&home, &moved, "FILE_MOVE", &[("arrange", 1)]);
    let id = row["named_files"][0]["id"].clone();
    assert_eq!(
        row["named_files"],
        json!([{"id": id, "path": "/inbox/in/a.txt", "to": "/z.txt"}])
    );
    assert_effects(
        &home,
        &["tag", "add", "x", "/z.txt"],
        "FILE_TAG",
        &[("arrange", 1)],
    );
    let row = assert_effects(
        &home,
        &["cat", "/z.txt"],
        "FILE_READ",
        &[("read_content", 1)],
    );
    assert_eq!(row["named_files"][0]["id"], id);
    assert_eq!(row["effects"][0]["bytes"], 5);
    let row = assert_effects(&home, &["rm", "/z.txt"], "FILE_DELETE", &[("remove", 1)]);
    assert_eq!(row["named_files"][0]["id"], id);
    let restore = ["trash", "restore", "/z.txt"];
    assert_effects(&home, &restore, "TRASH_RESTORE", &[("restore", 1)]);
    home.ok(["rm", "/z.txt"]);
    let empty = ["-y", "trash", "empty", "/z.txt"];
    let row = assert_effects(&home, &empty, "TRASH_EMPTY", &[("destroy", 1)]);
    assert_eq!(row["named_files"][0]["id"], id);
    home.ok(["rules", "add", "junk", "--when", "ext:txt", "--trash"]);
    let organize = ["organize", "/inbox"];
    assert_effects(&home, &organize, "FILE_ORGANIZE", &[("remove", 2)]);
    let line = home.ok(["audit", "log", "--event", "FILE_ORGANIZE"]);
    assert!(line.ends_with(" | remove 2\n"), "{line}");
    // What fails has no effect.
    assert_eq!(home.run(["rm", "/none"]).code, 4);
    assert_eq!(effects(&last(&home, "FILE_DELETE")), []);
}

#[test]
fn what_leaves_in_bulk_and_who_gets_access_is_told() {
    let home = Home::new();
    home.file("a.txt", "12345");
    home.ok(["add", "a.txt"]);
    let recipient = home.ok(["-q", "backup", "identity", "new", "-o", "id.txt"]);
    let recipient = recipient.trim();
    let added = ["backup", "recipient", "add", recipient];
    let both = [("grant", 1), ("configure", 1)];
    let row = assert_effects(&home, &added, "BACKUP_RECIPIENT_CHANGE", &both);
    let change = &row["changes"][0];
    assert_eq!(
        (&change["setting"], &change["name"]),
        (&json!("recipient"), &json!(recipient))
    );
    assert!(change["old"].is_null() && change["new"].as_str().unwrap().contains(recipient));
    let taken = [("take_out", 1)];
    let row = assert_effects(
        &home,
        &["backup", "create", "-o", "x.backup"],
        "BACKUP_CREATE",
        &taken,
    );
    assert_eq!(row["effects"][0]["bytes"], 5);
    assert_effects(
        &home,
        &["privacy", "export", "admin", "-o", "x.tar"],
        "PRIVACY_EXPORT",
        &taken,
    );
    home.ok(["audit", "export", "-o", "log"]);
    assert_eq!(effects(&last(&home, "AUDIT_EXPORT"))[0].0, "take_out");
    home.user("anna", "viewer");
    assert_eq!(effects(&last(&home, "USER_ADD")), [("grant", 1)]);
    let role = ["user", "role", "anna", "user"];
    let row = assert_effects(&home, &role, "ROLE_CHANGE", &[("grant", 1)]);
    let value = |row: &Value, which: &str| -> Value {
        serde_json::from_str(row["changes"][0][which].as_str().unwrap()).unwrap()
    };
    assert_eq!(
        (
            value(&row, "old")["role"].as_str(),
            value(&row, "new")["role"].as_str()
        ),
        (Some("viewer"), Some("user"))
    );
    home.key("tool", &["--role", "viewer", "--scope", "/inbox"]);
    let row = last(&home, "API_KEY_CREATE");
    assert_eq!(effects(&row), [("grant", 1)]);
    assert_eq!(value(&row, "new")["role"], "viewer");
    let revoke = ["api-key", "revoke", "tool"];
    let row = assert_effects(&home, &revoke, "API_KEY_REVOKE", &[("end", 1)]);
    assert!(value(&row, "old")["revoked"].is_null() && value(&row, "new")["revoked"].is_string());
    let disable = ["-y", "user", "disable", "anna"];
    let row = assert_effects(&home, &disable, "USER_DISABLE", &[("end", 2)]);
    assert_eq!(value(&row, "new")["disabled"], true);
    let both = [("grant", 1), ("end", 1)];
    assert_effects(&home, &["-y", "recovery", "new"], "RECOVERY_REPLACE", &both);
    let set = ["role", "set", "clerk", "file:read"];
    assert_effects(&home, &set, "ROLE_SET", &[("grant", 1), ("configure", 1)]);
    let row = assert_effects(
        &home,
        &["role", "set", "clerk", "audit:read"],
        "ROLE_SET",
        &[("grant", 1), ("configure", 1), ("end", 1)],
    );
    assert_eq!(value(&row, "old")["permissions"], json!(["file:read"]));
    assert_effects(
        &home,
        &["role", "remove", "clerk"],
        "ROLE_REMOVE",
        &[("configure", 1), ("end", 1)],
    );
    assert_effects(&home, &["passwd"], "PASSWORD_CHANGE", &both);
}

#[test]
fn settings_have_their_previous_and_new_values() {
    let home = Home::new();
    let one = [("configure", 1)];
    let changes = |row: &Value| row["changes"].clone();
    let set = ["policy", "set", "trash.retention", "7d"];
    let row = assert_effects(&home, &set, "POLICY_CHANGE", &one);
    let expected =
        json!([{"setting": "policy", "name": "trash.retention", "old": "30d", "new": "7d"}]);
    assert_eq!(changes(&row), expected);
    let old = changes(&row)[0]["old"].as_str().unwrap().to_owned();
    home.ok(["policy", "set", "trash.retention", &old]);
    let mirror = home.root().join("mirror.log");
    home.ok(["policy", "set", "audit.mirror", mirror.to_str().unwrap()]);
    let change = changes(&last(&home, "POLICY_CHANGE"))[0].clone();
    assert!(
        change["old"].is_null() && change["new"] == mirror.to_str().unwrap(),
        "{change}"
    );
    let line = home.ok(["audit", "log", "--event", "POLICY_CHANGE"]);
    let shown = " | configure 1: policy trash.retention \"30d\" -> \"7d\"\n";
    assert!(line.contains(shown), "{line}");
    // Without a change there is no row.
    home.ok(["policy", "set", "trash.retention", &old]);
    let line_after = home.ok(["audit", "log", "--event", "POLICY_CHANGE"]);
    assert_eq!(line_after, line);
    home.ok(["rules", "add", "a", "--when", "ext:txt", "--to", "/x"]);
    let first = changes(&last(&home, "RULES_CHANGE"))[0]["new"].clone();
    let row = assert_effects(&home, &["rules", "remove", "a"], "RULES_CHANGE", &one);
    assert_eq!(changes(&row)[0]["old"], first);
    let keep = [
        "retention",
        "set",
        "drafts",
        "--in",
        "/drafts",
        "--trash-after",
        "30d",
    ];
    assert_effects(&home, &keep, "RETENTION_CHANGE", &one);
    let longer = [
        "retention",
        "set",
        "drafts",
        "--in",
        "/drafts",
        "--trash-after",
        "60d",
    ];
    let row = assert_effects(&home, &longer, "RETENTION_CHANGE", &one);
    let old: Value = serde_json::from_str(changes(&row)[0]["old"].as_str().unwrap()).unwrap();
    assert_eq!(old["trash_after"], "30d");
    let box_at = home.root().join("box");
    home.ok(["inbox", "share", box_at.to_str().unwrap()]);
    let row = last(&home, "DROP_BOX_CHANGE");
    assert_eq!(effects(&row), [("grant", 1), ("configure", 1)]);
    assert!(changes(&row)[0]["name"].as_str().unwrap().ends_with("/box"));
}

#[test]
fn a_row_names_a_thousand_files_and_counts_the_others() {
    let home = Home::new();
    for number in 0..1200 {
        home.file(format!("many/{number}.txt"), format!("{number}"));
    }
    home.ok(["add", "many"]);
    home.ok(["get", "/inbox/many", "-o", "out"]);
    // In the spool, and in the log.
    let row = last(&home, "FILE_READ");
    assert_eq!(effects(&row), [("read_content", 1200)]);
    assert_eq!(
        (paths(&row).len(), &row["further_files"]),
        (1000, &json!(200))
    );
    let uploaded = home.run(["--json", "audit", "log", "--event", "FILE_UPLOAD"]);
    let named: u64 = uploaded
        .json()
        .iter()
        .map(|row| paths(row).len() as u64 + row["further_files"].as_u64().unwrap())
        .sum();
    assert_eq!(named, 1200);
    home.ok(["audit", "verify"]);
    home.ok(["audit", "export", "-o", "log.jsonl"]);
    if has("python3") {
        let (code, out) = check(&["log.jsonl"], &home);
        assert_eq!(code, 0, "{out}");
    }
}

#[test]
fn an_erasure_removes_the_files_and_settings_of_a_person() {
    let home = Home::new();
    home.user("anna", "user");
    home.file("secret-plan.txt", "plan");
    assert_eq!(home.as_user("anna", ["add", "secret-plan.txt"]).code, 0);
    home.ok(["cat", "/inbox/secret-plan.txt"]);
    home.ok(["mv", "/inbox/secret-plan.txt", "/elsewhere.txt"]);
    home.ok(["user", "role", "anna", "viewer"]);
    home.file("other.txt", "other");
    home.ok(["add", "other.txt"]);
    home.ok(["-y", "privacy", "erase", "anna"]);
    let row = last(&home, "FILE_READ");
    assert!(
        row["named_files"].is_null() && row["redacted"] == true,
        "{row}"
    );
    assert_eq!(effects(&row), [("read_content", 1)]);
    let row = last(&home, "ROLE_CHANGE");
    assert!(row["changes"].is_null(), "{row}");
    let row = last(&home, "PRIVACY_ERASE");
    let files = (paths(&row).len(), row["further_files"].as_u64().unwrap());
    assert_eq!((files, &row["changes"]), ((0, 1), &json!([])));
    assert_eq!(effects(&row)[0], ("destroy", 1));
    let all = home.ok(["--json", "audit", "log"]);
    for gone in ["anna", "secret-plan", "elsewhere"] {
        assert!(!all.contains(gone), "{gone}: {all}");
    }
    assert_eq!(paths(&last(&home, "FILE_UPLOAD")), ["/inbox/other.txt"]);
    home.ok(["audit", "verify"]);
    home.ok(["audit", "export", "-o", "log.jsonl"]);
    if has("python3") {
        let (code, out) = check(&["log.jsonl"], &home);
        assert_eq!(code, 0, "{out}");
    }
}

/// The events of the rows about something.
fn events(home: &Home, arguments: &[&str]) -> Vec<String> {
    let log = home.run([&["--json", "audit", "log"], arguments].concat());
    assert_eq!(log.code, 0, "{}", log.err);
    let rows = log.json().into_iter();
    rows.map(|row| row["event"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn rows_about_something_are_found() {
    let home = Home::new();
    home.user("anna", "viewer");
    home.file("in/a.txt", "a");
    home.file("in/b.txt", "b");
    home.ok(["add", "in"]);
    home.ok(["cat", "/inbox/in/a.txt"]);
    home.ok(["mv", "/inbox/in/a.txt", "/papers/c.txt"]);
    home.ok(["cat", "/papers/c.txt"]);
    home.ok(["cat", "/inbox/in/b.txt"]);
    home.ok(["get", "/papers", "-o", "out"]);
    home.ok(["policy", "set", "max_versions", "7"]);
    home.ok(["user", "role", "anna", "user"]);
    home.key("tool", &["--role", "viewer"]);
    home.ok(["api-key", "revoke", "tool"]);
    let of_file = [
        "FILE_UPLOAD",
        "FILE_READ",
        "FILE_MOVE",
        "FILE_READ",
        "FILE_READ",
    ];
    let about = |name: &str| events(&home, &["--target", name]);
    assert_eq!(about("/inbox/in/a.txt"), of_file);
    assert_eq!(about("/papers/c.txt"), of_file);
    assert_eq!(about("/inbox/in/b.txt"), ["FILE_UPLOAD", "FILE_READ"]);
    assert_eq!(about("/papers"), ["FILE_MOVE", "FILE_READ", "FILE_READ"]);
    assert_eq!(
        about("/inbox"),
        ["FILE_UPLOAD", "FILE_READ", "FILE_MOVE", "FILE_READ"]
    );
    assert_eq!(about("anna"), ["USER_ADD", "ROLE_CHANGE"]);
    assert_eq!(about("max_versions"), ["POLICY_CHANGE"]);
    assert_eq!(about("tool"), ["API_KEY_CREATE", "API_KEY_REVOKE"]);
    assert_eq!(about("/none"), Vec::<String>::new());
    // In each form that other commands accept, or that the log prints.
    assert_eq!(about("papers/c.txt"), of_file);
    assert_eq!(about("key:tool"), ["API_KEY_CREATE", "API_KEY_REVOKE"]);
    let keys = home.run(["--json", "api-key", "show", "tool"]).json();
    let id = keys[0]["id"].as_str().unwrap();
    let key = format!("fo_{}", id.trim_start_matches("fo_"));
    assert_eq!(about(&key), ["API_KEY_CREATE", "API_KEY_REVOKE"]);
    let shown = home.run(["--json", "show", "/papers/c.txt"]).json();
    let id = shown[0]["id"].as_str().unwrap();
    assert_eq!(about(id), of_file);
    assert_eq!(about(&format!("id:{id}")), of_file);
    let files = [
        "FILE_UPLOAD",
        "FILE_READ",
        "FILE_MOVE",
        "FILE_READ",
        "FILE_READ",
        "FILE_READ",
    ];
    assert_eq!(about("/"), files);
    for (wrong, hint) in [("/papers/*", "specify a folder"), ("id:x", "file id")] {
        let refused = home.run(["audit", "log", "--target", wrong]);
        assert_eq!(refused.code, 2, "{wrong}: {}", refused.out);
        assert!(refused.err.contains(hint), "{wrong}: {}", refused.err);
    }
    let last = ["--target", "/papers/c.txt", "--last", "2"];
    assert_eq!(events(&home, &last), ["FILE_READ", "FILE_READ"]);
    assert_eq!(events(&home, &["--last", "1"]), ["API_KEY_REVOKE"]);
    assert_eq!(events(&home, &["--effect", "arrange"]), ["FILE_MOVE"]);
    let ended = ["--effect", "end", "--source", "LOCAL"];
    assert_eq!(
        events(&home, &ended),
        ["ROLE_CHANGE", "API_KEY_REVOKE"][1..]
    );
    assert_eq!(
        events(&home, &["--source", "192.0.2.1"]),
        Vec::<String>::new()
    );
    home.ok(["audit", "verify"]);
    home.ok(["-y", "privacy", "erase", "anna"]);
    assert_eq!(events(&home, &["--target", "anna"]), Vec::<String>::new());
    home.ok(["audit", "verify"]);
}
