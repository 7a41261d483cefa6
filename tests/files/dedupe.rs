//! `dedupe` from outside: which copy stays, what goes with it, who may, and that `undo` gives back
//! exactly what was there; and the picture of `status --by`.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use crate::support::{Home, Run};
use file_organizer::app::files::dedupe::{DedupeOptions, Keep, apply, plan};
use file_organizer::app::files::rm::remove;
use file_organizer::app::files::select::Pick;
use serde_json::Value;

/// Everything that `undo` must give back.
fn state(home: &Home) -> String {
    home.ok(["--json", "ls", "-R"]) + &home.ok(["--json", "trash", "list"])
}

fn paths(home: &Home) -> Vec<String> {
    let listed = home.run(["--json", "ls", "-R"]).json();
    let path = |line: &Value| line["path"].as_str().unwrap().to_owned();
    listed.iter().map(path).collect()
}

/// Adds a file of this content to a folder.
fn put(home: &Home, folder: &str, name: &str, content: &str) {
    home.file(name, content);
    home.ok(["add", name, "--to", folder]);
}

/// The same content four times, added in the order c, a, b/long, b/d; another twice; one once; two
/// empty files.
fn world() -> Home {
    let home = Home::new();
    put(&home, "/m", "c.txt", "the same");
    put(&home, "/m", "a.txt", "the same");
    put(&home, "/m/b", "long_name.txt", "the same");
    put(&home, "/z", "d.txt", "the same");
    put(
        &home,
        "/m",
        "pair1.txt",
        "a longer content that is there twice",
    );
    put(
        &home,
        "/z",
        "pair2.txt",
        "a longer content that is there twice",
    );
    put(&home, "/m", "single.txt", "only once");
    home
}

fn refused(run: &Run, code: i32, words: &str) {
    assert_eq!(run.code, code, "{}{}", run.out, run.err);
    assert!(run.err.contains(words), "{}", run.err);
}

#[test]
fn each_policy_keeps_its_copy_and_undo_gives_back_everything() {
    let home = world();
    let before = state(&home);
    for (arguments, kept) in [
        (&[][..], "/m/c.txt"),
        (&["--keep", "oldest"], "/m/c.txt"),
        (&["--keep", "newest"], "/z/d.txt"),
        (&["--keep", "shortest"], "/m/a.txt"),
        (&["--keep", "first"], "/m/a.txt"),
        (&["--prefer", "/z"], "/z/d.txt"),
        (
            &["--prefer", "/m/b", "--prefer", "/z"],
            "/m/b/long_name.txt",
        ),
        (&["--prefer", "/z", "--prefer", "/m/b"], "/z/d.txt"),
        (
            &["--prefer", "/m", "--keep", "newest"],
            "/m/b/long_name.txt",
        ),
    ] {
        let plan = home.ok([&["--json", "dedupe", "--dry-run"], arguments].concat());
        assert_eq!(state(&home), before, "a dry run changed something");
        let done = home.ok([&["-y", "--json", "dedupe"], arguments].concat());
        let planned = done.replace("\"dry_run\":false", "\"dry_run\":true");
        assert_eq!(plan, planned, "{arguments:?}");
        let groups: Vec<Value> = done
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let group = groups.iter().find(|group| group["size"] == 8).unwrap();
        assert_eq!(group["keep"]["path"], kept, "{arguments:?}");
        assert_eq!(group["remove"].as_array().unwrap().len(), 3);
        let after = paths(&home);
        assert!(after.iter().any(|path| path == kept), "{arguments:?}");
        assert_eq!(after.len(), 3, "{after:?}");
        home.ok(["undo"]);
        assert_eq!(state(&home), before, "{arguments:?}");
    }
    home.ok(["redo"]);
    assert_eq!(paths(&home).len(), 3);
    home.ok(["undo"]);
    assert_eq!(state(&home), before);
    home.ok(["verify"]);
}

#[test]
fn the_lines_for_scripts_and_for_people() {
    let home = world();
    let lines = home.run(["--json", "dedupe", "--dry-run"]).json();
    // What takes most comes first.
    assert_eq!(lines[0]["size"], 36);
    assert_eq!(lines[0]["keep"]["path"], "/m/pair1.txt");
    assert_eq!(lines[0]["remove"][0]["path"], "/z/pair2.txt");
    let shown = home.run(["--json", "show", "/z/pair2.txt"]).json();
    assert_eq!(lines[0]["hash"], shown[0]["hash"]);
    assert_eq!(lines[0]["remove"][0]["id"], shown[0]["id"]);
    let wanted = serde_json::json!({
        "type": "summary", "groups": 2, "files": 4, "bytes": 60, "dry_run": true,
    });
    assert_eq!(lines[2], wanted);

    let text = home.ok(["dedupe", "--dry-run"]);
    for words in [
        "keep           36 B  /m/pair1.txt",
        "remove         36 B  /z/pair2.txt",
        "2 sets of duplicates: 4 copies (60 B) would go to the trash",
        "disk usage does not change",
    ] {
        assert!(text.contains(words), "{text}");
    }
    assert_eq!(home.ok(["-q", "-y", "dedupe"]), "");
    let log = home.ok(["audit", "log", "--event", "FILE_DEDUPE"]);
    assert_eq!(log.lines().count(), 3, "{log}");
    assert_eq!(log.matches("SUCCESS DRY_RUN").count(), 2, "{log}");
    assert!(log.contains("SUCCESS 4_FILES"), "{log}");
    let history = home.ok(["--json", "history"]);
    let last: Value = serde_json::from_str(history.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&last["verb"], &last["files"]),
        (&"dedupe".into(), &4.into())
    );

    // Once more there is nothing to do, which is no error, and ends no redo.
    home.ok(["undo"]);
    home.ok(["redo"]);
    let again = home.run(["-y", "--json", "dedupe"]);
    assert_eq!(
        (again.code, again.json()[0]["groups"].as_u64()),
        (0, Some(0))
    );
}

#[test]
fn empty_files_and_other_contents_stay() {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    for (folder, content) in [("/a", ""), ("/b", ""), ("/c", "x"), ("/d", "y")] {
        put(&home, folder, "f.txt", content);
    }
    let run = home.run(["-y", "dedupe"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(paths(&home).len(), 4);
    // What an earlier version held is no copy.
    put(&home, "/c", "f.txt", "y2");
    put(&home, "/e", "f.txt", "x");
    home.ok(["-y", "dedupe"]);
    assert_eq!(paths(&home).len(), 5);
}

#[test]
fn tags_and_the_note_go_to_the_copy_that_stays() {
    let home = world();
    home.ok(["tag", "add", "red,blue", "/m/c.txt"]);
    home.ok(["tag", "add", "blue,green", "/m/a.txt"]);
    home.ok(["note", "/m/b/long_name.txt", "first note"]);
    home.ok(["note", "/z/d.txt", "second note"]);
    let before = state(&home);
    home.ok(["-y", "dedupe"]);
    let kept = home.run(["--json", "show", "/m/c.txt"]).json().remove(0);
    assert_eq!(kept["tags"], serde_json::json!(["red", "blue", "green"]));
    assert_eq!(kept["note"], "first note");
    home.ok(["undo"]);
    assert_eq!(state(&home), before);
    // A note of its own stays.
    home.ok(["-y", "dedupe", "--prefer", "/z"]);
    let kept = home.run(["--json", "show", "/z/d.txt"]).json().remove(0);
    assert_eq!(kept["note"], "second note");
    home.ok(["undo"]);
    assert_eq!(state(&home), before);
}

#[test]
fn only_the_folders_that_are_named() {
    let home = world();
    let plan = |arguments: &[&str]| {
        let mut lines = home
            .run([&["--json", "dedupe", "--dry-run"], arguments].concat())
            .json();
        lines.pop().unwrap()["files"].as_u64().unwrap()
    };
    assert_eq!(plan(&["/m"]), 2);
    assert_eq!(plan(&["/m/b"]), 0);
    assert_eq!(plan(&["/m/b", "/z"]), 1);
    // Folders in each other count once.
    assert_eq!(plan(&["/m", "/m/b", "/m", "/"]), 4);
    refused(
        &home.run(["dedupe", "--dry-run", "/nowhere"]),
        4,
        "not in the vault",
    );
    refused(
        &home.run(["dedupe", "--dry-run", "/m/a.txt"]),
        2,
        "is a file",
    );
    let elsewhere = home.run(["dedupe", "--dry-run", "/m", "--prefer", "/z"]);
    refused(&elsewhere, 2, "not among the searched folders");
    refused(
        &home.run(["dedupe", "--dry-run", "--prefer", "/no"]),
        4,
        "not in the vault",
    );
}

#[test]
fn nothing_is_asked_without_a_terminal() {
    let home = world();
    let before = state(&home);
    for arguments in [
        &["dedupe"][..],
        &["dedupe", "-i"],
        &["--no-input", "dedupe"],
        &["--json", "dedupe"],
    ] {
        refused(&home.run(arguments), 2, "--dry-run");
        refused(&home.feed(arguments, b"a\n"), 2, "--dry-run");
    }
    refused(&home.run(["-y", "dedupe", "-i"]), 2, "omit one");
    assert_eq!(home.run(["dedupe", "-i", "--dry-run"]).code, 2);
    assert_eq!(home.run(["dedupe", "--keep", "any"]).code, 2);
    assert_eq!(state(&home), before);
}

#[test]
fn who_may_only_read_may_not() {
    let home = world();
    let key = home.key("viewer", &["--role", "viewer"]);
    let before = state(&home);
    for arguments in [&["-y", "dedupe"][..], &["dedupe", "--dry-run"]] {
        refused(&home.by_key(&key, arguments), 5, "file:delete");
    }
    // Which files are equal is nothing for who may not see any.
    home.ok(["role", "set", "blind", "file:delete", "file:organize"]);
    let key = home.key("blind", &["--role", "blind"]);
    for arguments in [&["-y", "dedupe"][..], &["dedupe", "--dry-run"]] {
        let run = home.by_key(&key, arguments);
        refused(&run, 5, "file:read");
        assert!(!(run.out + &run.err).contains(".txt"));
    }
    assert_eq!(state(&home), before);
    let log = home.ok(["audit", "log", "--outcome", "denied"]);
    assert_eq!(log.matches("FILE_DEDUPE").count(), 4, "{log}");
}

#[test]
fn copies_of_somebody_else_stay_where_one_may_only_remove_ones_own() {
    let home = world();
    home.user("anna", "user");
    let before = state(&home);
    refused(
        &home.as_user("anna", ["-y", "dedupe"]),
        5,
        "not remove any copy",
    );
    assert_eq!(state(&home), before);
    home.file("mine.txt", "the same");
    let added = home.as_user("anna", ["add", "mine.txt", "--to", "/anna"]);
    assert_eq!(added.code, 0, "{}", added.err);
    let before = state(&home);
    let plan = home.as_user("anna", ["dedupe", "--dry-run"]);
    assert!(
        plan.out
            .contains("keep            8 B  /z/d.txt  (no permission to remove it)"),
        "{}",
        plan.out
    );
    let done = home.as_user("anna", ["-y", "--json", "dedupe"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let group = done
        .json()
        .into_iter()
        .find(|group| group["size"] == 8)
        .unwrap();
    assert_eq!(group["remove"][0]["path"], "/anna/mine.txt");
    assert_eq!(group["remove"].as_array().unwrap().len(), 1);
    assert_eq!(group["held"].as_array().unwrap().len(), 3);
    assert_eq!(group["held"][0]["reason"], "not_own");
    let undone = home.as_user("anna", ["undo"]);
    assert_eq!(undone.code, 0, "{}", undone.err);
    assert_eq!(state(&home), before);
}

#[test]
fn labels_stay_where_one_may_not_organize() {
    let home = world();
    home.ok(["role", "set", "tidy", "file:read", "file:delete"]);
    let key = home.key("tidy", &["--role", "tidy"]);
    home.ok(["tag", "add", "red", "/z/d.txt"]);
    home.ok(["note", "/z/pair2.txt", "a note"]);
    let done = home.by_key(&key, ["-y", "--json", "dedupe"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let left = paths(&home);
    assert!(left.contains(&"/z/d.txt".to_owned()) && left.contains(&"/z/pair2.txt".to_owned()));
    assert_eq!(left.len(), 5, "{left:?}");
    let held = |line: &Value| line["held"][0]["reason"] == "labelled";
    assert_eq!(done.json().iter().filter(|line| held(line)).count(), 2);
    refused(&home.by_key(&key, ["-y", "dedupe"]), 5, "file:organize");
}

#[test]
fn a_key_for_a_folder_sees_nothing_else() {
    let home = world();
    let scope = ["--role", "admin", "--scope", "/m/b", "--scope", "/z"];
    let key = home.key("part", &scope);
    let plan = home.by_key(&key, ["--json", "dedupe", "--dry-run"]);
    assert!(
        !plan.out.contains("/m/a.txt") && !plan.out.contains("/m/c.txt"),
        "{}",
        plan.out
    );
    let done = home.by_key(&key, ["-y", "--json", "dedupe"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(done.json()[0]["remove"][0]["path"], "/z/d.txt");
    assert_eq!(done.json().len(), 2);
    assert_eq!(paths(&home).len(), 6);
    for folder in ["/m/c.txt", "/nowhere", "/other"] {
        refused(
            &home.by_key(&key, ["dedupe", "--dry-run", folder]),
            4,
            "not in the vault",
        );
    }
}

#[test]
fn hostile_names_are_escaped_for_people_and_exact_for_scripts() {
    let home = Home::new();
    let names: [&[u8]; 4] = [
        b"a\nremoved etc.txt",
        b"b\x1b[2J.txt",
        b"c\xff.txt",
        "d\u{202e}gpj.txt".as_bytes(),
    ];
    for name in names {
        home.file(OsStr::from_bytes(name), "the same");
        home.ok([OsStr::new("add"), OsStr::new("--"), OsStr::from_bytes(name)]);
    }
    let before = state(&home);
    let text = home.run(["dedupe", "--dry-run"]);
    assert!(!text.bytes.contains(&0x1b) && !text.out.contains('\u{202e}'));
    assert_eq!(text.out.lines().count(), 4 + 3, "{}", text.out);
    let done = home
        .run(["-y", "--json", "dedupe", "--keep", "first"])
        .json();
    assert_eq!(done[0]["keep"]["path"], "/inbox/a\nremoved etc.txt");
    let raw = &done[0]["remove"][1];
    let wanted = data_encoding::BASE64.encode(b"/inbox/c\xff.txt");
    assert_eq!(raw["path_b64"], wanted.as_str());
    home.ok(["undo"]);
    assert_eq!(state(&home), before);
}

/// What somebody else does between the question and the answer.
#[test]
fn what_has_changed_since_it_was_looked_at_stays() {
    let home = world();
    let options = DedupeOptions {
        folders: Vec::new(),
        prefer: Vec::new(),
        keep: Keep::Oldest,
    };
    let mut gate = home.gate("dedupe");
    let groups = plan(&mut gate, &options).unwrap();
    // Of four one goes, one is moved, and one has another content by now; of two the kept one goes.
    let pick = |path: &str| [Pick::parse(path.as_bytes()).unwrap()];
    remove(&mut gate, &pick("/m/a.txt")).unwrap();
    remove(&mut gate, &pick("/m/pair1.txt")).unwrap();
    home.ok(["mv", "/z/d.txt", "/z/e.txt"]);
    put(&home, "/m/b", "long_name.txt", "another");
    let before = state(&home);
    let done = apply(&mut gate, &options, groups).unwrap();
    assert_eq!(done.changed, 4);
    assert!(done.groups.is_empty());
    assert_eq!(state(&home), before);
    // What is left of the plan is done.
    let groups = plan(&mut gate, &options).unwrap();
    assert_eq!(groups.len(), 1);
    let done = apply(&mut gate, &options, groups).unwrap();
    assert_eq!((done.changed, done.groups[0].going().count()), (0, 1));
    assert!(!paths(&home).contains(&"/z/e.txt".to_owned()));
}

#[test]
fn a_picture_of_the_vault() {
    let home = world();
    home.ok(["tag", "add", "red,blue", "/z"]);
    let by = |what: &str| home.run(["--json", "status", "--by", what]).json();
    let line = |by: &str, name: &str, files: u64, bytes: u64| serde_json::json!({"type": "usage", "by": by, "name": name, "files": files, "bytes": bytes});
    assert_eq!(
        by("folder"),
        [line("folder", "/m", 5, 69), line("folder", "/z", 2, 44)]
    );
    let tags = [
        line("tag", "(no tag)", 5, 69),
        line("tag", "blue", 2, 44),
        line("tag", "red", 2, 44),
    ];
    assert_eq!(by("tag"), tags);
    assert_eq!(by("type"), [line("type", "text", 7, 113)]);
    assert_eq!(by("year").len(), 1);
    assert_eq!(home.run(["status", "--by", "size"]).code, 2);
    let text = home.ok(["status", "--by", "folder"]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0].split_whitespace().collect::<Vec<_>>(),
        ["FOLDER", "FILES", "SIZE"]
    );
    assert_eq!(lines[1].chars().count(), 80, "{text}");
    assert!(lines[2].contains("44 B  ####") && !lines[2].contains('\u{1b}'));
}

#[test]
fn many_buckets_are_summed_up_in_one_line() {
    let home = Home::new();
    for n in 0..25_usize {
        let name = format!("f{n}.txt");
        home.file(&name, "x".repeat(100 - n));
        let year = format!("{}-06-01 12:00:00 UTC", 1990 + n);
        let touched = std::process::Command::new("touch")
            .args(["-d", &year])
            .arg(home.work().join(&name))
            .status();
        assert!(touched.unwrap().success());
        home.ok(["add", &name, "--to", &format!("/folder\u{1b}{n}")]);
    }
    let text = home.ok(["status", "--by", "folder"]);
    assert_eq!(text.lines().count(), 22, "{text}");
    assert!(
        text.lines().last().unwrap().starts_with("other (5)"),
        "{text}"
    );
    assert!(!text.contains('\u{1b}') && text.lines().all(|line| line.len() <= 80));
    let text = home.ok(["status", "--by", "year"]);
    assert!(text.lines().nth(1).unwrap().starts_with("1995"), "{text}");
    assert!(text.lines().nth(20).unwrap().starts_with("2014"), "{text}");
    let all = home.run(["--json", "status", "--by", "year"]).json();
    assert_eq!(all.len(), 25);
    assert_eq!(all[0]["name"], "1990");
}
