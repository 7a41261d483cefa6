//! `privacy`: everything about a person comes out whole, and is then nowhere any more.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use serde_json::Value;

use super::{paths, rows};
use crate::support::{Home, Run};

/// Anna has 195 files, 5 in the trash, an earlier version of 10 and of one in the trash, a file of
/// which the administrator has the same content, a version of the administrator's file, a session, a
/// consent, tags and a note.
fn world() -> Home {
    let home = Home::new();
    home.user("anna", "user");
    home.user("bob", "user");
    let hers = |arguments: &[&str]| {
        let run = home.as_user("anna", arguments);
        assert_eq!(run.code, 0, "{arguments:?} {}", run.err);
    };
    for number in 0..200 {
        home.file(
            format!("diary/day-{number:03}.txt"),
            format!("words of day {number}"),
        );
    }
    hers(&["add", "diary", "--to", "/life"]);
    for number in 0..10 {
        home.file(
            format!("diary/day-{number:03}.txt"),
            format!("better words {number}"),
        );
    }
    hers(&["add", "diary", "--to", "/life"]);
    hers(&[
        "rm",
        "/life/diary/day-00[0].txt",
        "/life/diary/day-19[6-9].txt",
    ]);
    hers(&["tag", "add", "dear", "/life/diary/day-100.txt"]);
    hers(&["note", "/life/diary/day-100.txt", "the day of days"]);
    hers(&["mv", "/life/diary/day-150.txt", "/life/moved-150.txt"]);
    hers(&["cat", "/life/moved-150.txt"]);
    hers(&["login", "--print"]);
    home.file("shared.txt", "first");
    home.file("same.txt", "words of day 20");
    home.ok(["add", "shared.txt", "same.txt", "--to", "/team"]);
    home.file("shared.txt", "second, by her");
    hers(&["add", "shared.txt", "--to", "/team"]);
    home.ok(["consent", "grant", "anna", "photos", "--note", "folder 3"]);
    home
}

fn members(path: &std::path::Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = tar::Archive::new(fs::File::open(path).unwrap());
    let entries = archive.entries().unwrap().map(|entry| {
        let mut entry = entry.unwrap();
        let name = String::from_utf8(entry.path_bytes().into_owned()).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (name, bytes)
    });
    entries.collect()
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(bytes).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn the_export_is_complete_and_readable_without_the_program() {
    let home = world();
    home.ok(["cat", "/life/moved-150.txt"]);
    home.ok(["get", "/life", "-o", "copy"]);
    home.ok(["cat", "/team/same.txt"]);
    assert_eq!(
        home.as_user("anna", ["privacy", "export", "anna", "-o", "x.tar"])
            .code,
        5
    );
    assert_eq!(
        home.run(["privacy", "export", "nobody", "-o", "x.tar"])
            .code,
        4
    );
    let done = home
        .run(["--json", "privacy", "export", "anna", "-o", "anna.tar"])
        .json();
    assert_eq!(
        (&done[0]["files"], &done[0]["trashed"]),
        (&195.into(), &5.into())
    );
    assert_eq!(done[0]["versions"], 10);
    assert!(!home.work().join("x.tar").exists());
    assert_eq!(
        home.run(["privacy", "export", "anna", "-o", "anna.tar"])
            .code,
        1
    );
    let path = home.work().join("anna.tar");
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );

    let members = members(&path);
    let manifest: Value = serde_json::from_slice(&members["manifest.json"]).unwrap();
    let listed = manifest["members"].as_array().unwrap();
    assert_eq!(listed.len() + 1, members.len());
    for member in listed {
        let bytes = &members[member["name"].as_str().unwrap()];
        assert_eq!(member["bytes"], bytes.len());
        assert_eq!(member["blake3"], blake3::hash(bytes).to_hex().as_str());
    }
    assert_eq!(manifest["counts"]["consents"], 1);
    assert_eq!(members["files/life/moved-150.txt"], b"words of day 150");
    assert_eq!(members["files/life/diary/day-005.txt"], b"better words 5");
    let metadata = lines(&members["metadata.jsonl"]);
    assert_eq!(metadata.len(), 210);
    let version = metadata
        .iter()
        .find(|row| row["type"] == "version" && row["path"] == "/life/diary/day-005.txt")
        .unwrap();
    assert_eq!(
        members[version["member"].as_str().unwrap()],
        b"words of day 5"
    );
    let noted = metadata
        .iter()
        .find(|row| row["note"] == "the day of days")
        .unwrap();
    assert_eq!(noted["tags"][0], "dear");
    let account: Value = serde_json::from_slice(&members["account.json"]).unwrap();
    assert_eq!(
        (&account["role"], &account["has_password"]),
        (&"user".into(), &true.into())
    );
    assert_eq!(account["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(lines(&members["consents.jsonl"])[0]["note"], "folder 3");
    let log = lines(&members["audit.jsonl"]);
    for event in [
        "USER_ADD",
        "FILE_UPLOAD",
        "FILE_READ",
        "USER_LOGIN",
        "CONSENT_GRANT",
    ] {
        assert!(log.iter().any(|row| row["event"] == event), "{event}");
    }
    // Somebody else has read one of her files, and a folder of them.
    let reads = lines(&members["reads.jsonl"]);
    let read: Vec<_> = (reads.iter())
        .map(|row| {
            (
                row["principal"].clone(),
                row["what"].clone(),
                row["target"].clone(),
            )
        })
        .collect();
    let row = |what: &str, target: &str| ("admin".into(), what.into(), target.into());
    let wanted = [row("file", "/life/moved-150.txt"), row("folder", "/life")];
    assert_eq!(read, wanted);
    let authored = lines(&members["authored.jsonl"]);
    assert_eq!(authored[0]["path"], "/team/shared.txt");
    assert_eq!(manifest["counts"]["reads"], 2);
    let wanted = |row: &Value| row["principal"] == "anna" || row["target"] == "anna";
    assert!(log.iter().all(wanted));
    let outcomes: Vec<_> = rows(&home, "PRIVACY_EXPORT")
        .iter()
        .map(|row| row["outcome"].as_str().unwrap().to_owned())
        .collect();
    // The last one because something was there already.
    assert_eq!(outcomes, ["DENIED", "FAILURE", "SUCCESS", "FAILURE"]);
}

#[test]
fn what_was_erased_is_nowhere() {
    let home = world();
    home.ok(["privacy", "export", "anna", "-o", "anna.tar"]);
    let early = home.ok(["audit", "head"]);
    let before = home.ok(["--json", "ls", "-R", "-l"]);
    let dry = home
        .run(["--json", "privacy", "erase", "anna", "--dry-run"])
        .json();
    assert_eq!(
        (&dry[0]["files"], &dry[0]["pseudonym"]),
        (&195.into(), &Value::Null)
    );
    assert_eq!(home.ok(["--json", "ls", "-R", "-l"]), before);
    assert_eq!(
        home.run(["privacy", "erase", "anna"]).code,
        2,
        "it did not ask"
    );
    let head = home.ok(["audit", "head"]);
    let done = home
        .run(["-y", "--json", "privacy", "erase", "anna"])
        .json();
    assert_eq!(
        (&done[0]["files"], &done[0]["trashed"]),
        (&195.into(), &5.into())
    );
    let pseudonym = done[0]["pseudonym"].as_str().unwrap().to_owned();
    home.ok(["compact", "--wipe"]);

    home.ok(["verify"]);
    home.ok(["audit", "verify"]);
    assert_eq!(paths(&home), ["/team/same.txt", "/team/shared.txt"]);
    assert_eq!(home.ok(["cat", "/team/same.txt"]), "words of day 20");
    assert_eq!(home.ok(["cat", "/team/shared.txt"]), "second, by her");
    for look in [
        &["ls", "-R", "-l"][..],
        &["trash", "list"],
        &["versions", "/team/shared.txt"],
        &["history", "-n", "1000"],
        &["find", "owner:anna"],
        &["find", "day"],
        &["user", "list"],
        &["session", "list"],
        &["consent", "list"],
        &["audit", "log"],
    ] {
        let text = home.ok([&["--json"], look].concat());
        for trace in ["anna", "diary", "day-", "moved-150", "folder 3"] {
            assert!(!text.contains(trace), "{trace} in {look:?}: {text}");
        }
    }
    // What she did stays together.
    let log = home.ok(["--json", "audit", "log", "--principal", &pseudonym]);
    assert!(
        log.contains("FILE_UPLOAD") && log.contains("USER_LOGIN"),
        "{log}"
    );
    let consents = home.run(["--json", "consent", "list", &pseudonym]).json();
    assert_eq!(
        (&consents[0]["purpose"], &consents[0]["note"]),
        (&"photos".into(), &Value::Null)
    );
    assert_eq!(home.as_user("anna", ["ls"]).code, 12);

    // No way back.
    let listed = home.ok(["--json", "ls", "-R", "-l"]);
    assert_ne!(home.run(["undo"]).code, 0);
    assert_ne!(home.run(["redo"]).code, 0);
    assert_eq!(
        home.run(["-y", "trash", "restore", "/life/diary/day-197.txt"])
            .code,
        4
    );
    assert_eq!(home.ok(["--json", "ls", "-R", "-l"]), listed);
    assert_eq!(
        home.run(["privacy", "export", &pseudonym, "-o", "p.tar"])
            .code,
        0
    );

    // Every note holds, from before and from now on.
    for note in [early, head, home.ok(["audit", "head"])] {
        home.ok(["audit", "verify", "--expect-head", note.trim()]);
        let (count, chain) = note.trim().split_once(' ').unwrap();
        home.ok(["audit", "verify", "--expect-head", count, chain]);
        home.ok(["audit", "verify", "--expect-head", chain]);
        home.ok(["audit", "verify", "--expect-count", count]);
    }
}

/// The rows of an export, without what is personal.
fn chained(home: &Home) -> Vec<(Value, Value, Value)> {
    let export = home.ok(["audit", "export"]);
    let rows = lines(export.as_bytes()).into_iter().skip(1);
    rows.map(|row| {
        let part = |name: &str| row[name].clone();
        (part("number"), part("chain"), part("record"))
    })
    .collect()
}

#[test]
fn an_erasure_changes_no_row_of_the_log() {
    let home = world();
    home.ok(["user", "role", "anna", "viewer"]);
    let before = chained(&home);
    let done = home
        .run(["-y", "--json", "privacy", "erase", "anna"])
        .json();
    let pseudonym = &done[0]["pseudonym"];
    assert_eq!(chained(&home)[..before.len()], before);
    let checked = home.run(["--json", "audit", "verify"]).json();
    assert_eq!(checked[0]["redacted_rows"], done[0]["redacted_rows"]);
    let redacted = checked[0]["redacted_rows"].as_u64().unwrap();
    let text = home.ok(["audit", "verify"]);
    assert!(
        text.contains(&format!(", {redacted} of them redacted")),
        "{text}"
    );

    let rows = home.run(["--json", "audit", "log"]).json();
    let marked = rows.iter().filter(|row| row["redacted"] == true);
    assert_eq!(marked.count() as u64, redacted);
    let of = |event: &str| rows.iter().find(|row| row["event"] == event).unwrap();
    // What she did: by whom and on what is gone, how much is not.
    let read = of("FILE_READ");
    assert_eq!(read["principal"], Value::Null);
    assert_eq!(&read["principal_alias"], pseudonym);
    assert_eq!(
        (&read["target"], &read["target_alias"]),
        (&Value::Null, pseudonym)
    );
    assert_eq!(read["detail"], "1_FILES 16_BYTES");
    // What others did to her: only her name.
    let role = of("ROLE_CHANGE");
    assert_eq!(
        (&role["principal"], &role["detail"]),
        (&"admin".into(), &"user_TO_viewer".into())
    );
    assert_eq!(
        (&role["target"], &role["target_alias"]),
        (&Value::Null, pseudonym)
    );
    assert!(role.get("principal_alias").is_none());
    // Rows that were never about her have no such fields.
    let init = of("VAULT_INIT");
    assert!(init.get("redacted").is_none() && init["principal"] == "admin");
    let line = home.ok(["audit", "log", "--event", "ROLE_CHANGE"]);
    let expected = format!("| admin | local | {} |", pseudonym.as_str().unwrap());
    assert!(line.contains(&expected), "{line}");
}

#[test]
fn an_anchor_that_lags_behind_an_erasure_is_no_rollback() {
    let home = world();
    let state = home.root().join("home/.local/state/file-organizer");
    let anchor = fs::read_dir(&state)
        .unwrap()
        .flatten()
        .next()
        .unwrap()
        .path();
    let kept = fs::read(&anchor).unwrap();
    let old = home.root().join("old");
    fs::create_dir(&old).unwrap();
    for name in ["keyring.json", "vault-1.redb"] {
        fs::copy(home.vault().join(name), old.join(name)).unwrap();
    }
    home.ok(["-y", "privacy", "erase", "anna"]);
    fs::write(&anchor, &kept).unwrap();
    home.ok(["ls"]);
    home.ok(["tag", "add", "x", "/team/same.txt"]);
    // But the vault from before the erasure is one.
    for name in ["keyring.json", "vault-1.redb"] {
        fs::copy(old.join(name), home.vault().join(name)).unwrap();
    }
    assert_eq!(home.run(["ls"]).code, 13);
}

#[test]
fn files_can_be_given_to_somebody_else() {
    let home = world();
    let before = paths(&home);
    let refused = home.run(["-y", "privacy", "erase", "anna", "--keep-files-to", "eve"]);
    assert_eq!(refused.code, 4, "{}", refused.err);
    home.ok(["-y", "privacy", "erase", "anna", "--keep-files-to", "bob"]);
    assert_eq!(paths(&home), before);
    let owned = home.run(["--json", "find", "owner:bob"]).json();
    assert_eq!(owned.len(), 195);
    let bobs = home.as_user("bob", ["trash", "restore", "/life/diary/day-197.txt"]);
    assert_eq!(bobs.code, 0, "{}", bobs.err);
    for look in [
        &["ls", "-R", "-l"][..],
        &["trash", "list"],
        &["audit", "log"],
        &["history"],
    ] {
        let text = home.ok([&["--json"], look].concat());
        assert!(!text.contains("anna"), "{look:?}: {text}");
    }
    home.ok(["verify"]);
    home.ok(["audit", "verify"]);
}

/// Attempts with a name make nobody a person: failed unlocks, and exports that found nothing or were
/// refused. Whether a person exists is checked before anything is asked.
#[test]
fn an_attempt_with_a_name_is_no_data_about_a_person() {
    let home = Home::new();
    home.user("bob", "user");
    assert_eq!(home.as_user("nobody", ["ls"]).code, 12);
    let export = ["privacy", "export", "nobody", "-o", "x.tar"];
    assert_eq!(home.as_user("bob", export).code, 5);
    for _ in 0..2 {
        let run = home.run(export);
        assert_eq!(run.code, 4, "{}", run.err);
        assert!(!home.work().join("x.tar").exists());
    }
    let run = home.run(["privacy", "erase", "bobb"]);
    assert_eq!(run.code, 4, "{}", run.err);
    // There is nobody to ask.
    assert_eq!(home.run(["privacy", "erase", "bob"]).code, 2);
    home.ok(["privacy", "export", "bob", "-o", "x.tar"]);
}

#[test]
fn whom_one_cannot_erase() {
    let home = Home::new();
    let erase = |user: &str, name: &str| {
        let run = home.as_user(user, ["-y", "privacy", "erase", name]);
        (run.code, run.err)
    };
    assert_eq!(erase("admin", "admin").0, 2);
    assert_eq!(erase("admin", "nobody").0, 4);
    home.ok(["role", "set", "officer", "privacy:manage"]);
    home.user("officer", "officer");
    home.user("anna", "user");
    // Not somebody with more permissions, and not the last administrator.
    assert_eq!(erase("officer", "anna").0, 5);
    assert_eq!(erase("officer", "admin").0, 5);
    home.user("second", "admin");
    let key = home.key("robot", &["--role", "admin"]);
    assert_eq!(erase("second", "admin").0, 0);
    // The keys that they made are gone with them.
    assert_eq!(home.by_key(&key, ["ls"]).code, 12);
    let (code, err) = erase("second", "second");
    assert_eq!(code, 2, "{err}");
    let run = home.as_user(
        "second",
        ["--json", "audit", "log", "--event", "PRIVACY_ERASE"],
    );
    assert_eq!(run.json().len(), 6, "{}", run.out);
    let run = home.as_user("second", ["audit", "verify"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn somebody_known_by_a_consent_alone_is_a_person_too() {
    let home = Home::new();
    home.ok(["consent", "grant", "Ms Jones", "photos"]);
    home.ok(["privacy", "export", "Ms Jones", "-o", "j.tar"]);
    let members = members(&home.work().join("j.tar"));
    assert_eq!(members["account.json"], b"null\n");
    assert_eq!(lines(&members["consents.jsonl"]).len(), 1);
    home.ok(["-y", "privacy", "erase", "Ms Jones"]);
    assert!(!home.ok(["--json", "consent", "list"]).contains("Jones"));
    assert!(!home.ok(["--json", "audit", "log"]).contains("Jones"));
    home.ok(["audit", "verify"]);
}

#[test]
fn an_export_to_standard_output_is_no_file() {
    let home = Home::new();
    home.file("a.txt", "a letter");
    home.ok(["add", "a.txt"]);
    let run = home.run(["privacy", "export", "admin", "-o", "-"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("not encrypted"), "{}", run.err);
    assert!(!home.work().join("-").exists());
    let path = home.work().join("admin.tar");
    fs::write(&path, &run.bytes).unwrap();
    let members = members(&path);
    assert_eq!(members["files/inbox/a.txt"], b"a letter");
    assert!(members.contains_key("manifest.json"));
    // Machines get the same bytes, and nothing after them.
    let json = home.run(["--json", "privacy", "export", "admin", "-o", "-"]);
    assert!(json.bytes.ends_with(&[0; 1024]), "{}", json.err);
    // The reader goes away.
    let mut command = home.command(["privacy", "export", "admin", "--output=-"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.err.as_str()), (141, ""));
    let outcomes: Vec<String> = rows(&home, "PRIVACY_EXPORT")
        .iter()
        .map(|row| row["outcome"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(outcomes, ["SUCCESS", "SUCCESS", "FAILURE"]);
}

#[test]
fn a_name_that_is_used_again_is_another_person() {
    let home = Home::new();
    home.user("zed", "user");
    home.file("old.txt", "of the former zed");
    assert_eq!(home.as_user("zed", ["add", "old.txt"]).code, 0);
    home.ok(["user", "remove", "zed"]);
    home.user("zed", "user");
    home.file("new.txt", "of the new zed");
    assert_eq!(home.as_user("zed", ["add", "new.txt"]).code, 0);
    home.ok(["privacy", "export", "zed", "-o", "z.tar"]);
    let log =
        String::from_utf8(members(&home.work().join("z.tar"))["audit.jsonl"].clone()).unwrap();
    assert!(log.contains("new.txt") && !log.contains("old.txt"), "{log}");
    assert_eq!(log.matches("USER_ADD").count(), 1, "{log}");
    assert!(!log.contains("USER_REMOVE"), "{log}");
    home.ok(["-y", "privacy", "erase", "zed"]);
    // Once more, as a script might: that is not the former one.
    let again = home.run(["-y", "privacy", "erase", "zed"]);
    assert_eq!(again.code, 4, "{}", again.err);
    assert_eq!(home.ok(["ls", "-R"]), "/inbox/old.txt\n");
    let rows = home
        .run(["--json", "audit", "log", "--event", "USER_REMOVE"])
        .json();
    assert_eq!(rows[0]["target"], "zed");
    // By the id that the refusal names, the former one can be erased.
    let id = again.err.split("name: ").nth(1).unwrap().trim().to_owned();
    home.ok(["-y", "privacy", "erase", &id]);
    assert_eq!(home.ok(["ls", "-R"]), "");
    assert!(!home.ok(["--json", "audit", "log"]).contains("zed"));
    home.ok(["audit", "verify"]);
}

#[test]
fn what_still_names_an_erased_person_is_listed() {
    let home = world();
    home.file("anna.txt", "about her");
    home.ok(["add", "anna.txt", "--to", "/team/Anna", "--tag", "anna"]);
    home.ok(["note", "/team/same.txt", "from Anna"]);
    home.ok(["role", "set", "anna", "file:read"]);
    home.ok([
        "retention",
        "set",
        "hers",
        "--in",
        "/team/Anna",
        "--trash-after",
        "9y",
    ]);
    home.ok(["hold", "add", "in:/legal", "--reason", "Anna against Bob"]);
    home.ok([
        "consent", "grant", "Ms Jones", "photos", "--note", "for anna",
    ]);
    let mirror = home.root().join("mirror.log");
    home.ok(["policy", "set", "audit.mirror", mirror.to_str().unwrap()]);
    let kinds = |done: &Value| {
        let all = done["still_named_in"].as_array().unwrap().clone();
        let kind = |one: &Value| one["kind"].as_str().unwrap().to_owned();
        all.iter()
            .map(kind)
            .collect::<std::collections::BTreeSet<_>>()
    };
    let wanted = [
        "consent",
        "hold",
        "mirror",
        "note",
        "path",
        "retention_rule",
        "role",
        "tag",
        "version",
    ];
    let dry = home
        .run(["--json", "privacy", "erase", "anna", "--dry-run"])
        .json();
    assert_eq!(kinds(&dry[0]).into_iter().collect::<Vec<_>>(), wanted);
    let text = home.ok(["privacy", "erase", "anna", "--dry-run"]);
    assert!(
        text.contains("retention rule") && text.contains("/team/Anna/anna.txt"),
        "{text}"
    );
    let done = home
        .run(["-y", "--json", "privacy", "erase", "anna"])
        .json();
    assert_eq!(kinds(&done[0]).into_iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn a_name_within_a_longer_word_is_listed_as_possible() {
    let home = Home::new();
    home.user("zelda", "user");
    home.user("zelda.old", "user");
    home.file("zelda_2.txt", "about her");
    home.ok([
        "add",
        "zelda_2.txt",
        "--to",
        "/bob/s",
        "--name",
        "Zelda-cv.txt",
    ]);
    home.ok([
        "add",
        "zelda_2.txt",
        "--to",
        "/notes",
        "--name",
        "zelda.txt",
    ]);
    home.ok(["add", "zelda_2.txt", "--to", "/old"]);
    home.ok(["rm", "/old/zelda_2.txt"]);
    home.file("hers.txt", "her own");
    let own = ["add", "hers.txt", "--to", "/own", "--name", "zelda-own.txt"];
    assert_eq!(home.as_user("zelda", own).code, 0);
    let rule = ["zelda-rule", "--in", "/zelda-home", "--trash-after", "9y"];
    home.ok([&["retention", "set"], &rule[..]].concat());
    home.ok(["role", "set", "zelda-role", "file:read"]);
    let key = ["--name", "zelda-phone", "--role", "user", "-o", "k"];
    home.ok([&["api-key", "create"], &key[..]].concat());
    let named = |run: Run| -> Vec<(String, String, bool)> {
        let done = run.json();
        let all = done[0]["still_named_in"].as_array().unwrap().clone();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let one = |one: &Value| {
            let possible = one["possible"].as_bool().unwrap();
            (text(&one["kind"]), text(&one["name"]), possible)
        };
        all.iter().map(one).collect()
    };
    let wanted = [
        ("retention_rule", "zelda-rule", true),
        ("user", "zelda.old", true),
        ("role", "zelda-role", true),
        ("api_key", "zelda-phone", true),
        ("path", "/bob/s/Zelda-cv.txt", true),
        ("path", "/notes/zelda.txt", true),
        ("trash", "/old/zelda_2.txt", true),
    ];
    let wanted = wanted.map(|(kind, name, possible)| (kind.to_owned(), name.to_owned(), possible));
    let erase = ["privacy", "erase", "zelda"];
    let dry = named(home.run([&["--json"], &erase[..], &["--dry-run"]].concat()));
    assert_eq!(dry, wanted);
    let text = home.ok([&erase[..], &["--dry-run"]].concat());
    assert!(
        text.contains("possible") && text.contains("the audit log"),
        "{text}"
    );
    // Files that stay with another owner keep their names.
    let kept = [&erase[..], &["--keep-files-to", "admin"]].concat();
    let dry = named(home.run([&["--json"], &kept[..], &["--dry-run"]].concat()));
    assert!(dry.iter().any(|(_, name, _)| name == "/own/zelda-own.txt"));
    let done = named(home.run([&["-y", "--json"], &kept[..]].concat()));
    assert_eq!(done, dry);
}
