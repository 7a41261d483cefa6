//! Filing by rules, from outside: every method on a folder of real files, every mode for a place that
//! is taken, what undo gives back, and what rules may not do.

mod conflicts;
mod downloads;
mod rules;

use std::fs;

use crate::support::{Home, Run};

/// A vault that takes everything.
fn lenient() -> Home {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    home
}

/// Everything that can be seen of files, live and in the trash.
fn state(home: &Home) -> String {
    home.ok(["--json", "ls", "-R"]) + &home.ok(["--json", "trash", "list"])
}

/// The paths of all files.
fn paths(home: &Home) -> Vec<String> {
    let listed = home.ok(["ls", "-R"]);
    listed.lines().map(str::to_owned).collect()
}

/// Organizes by these rules.
fn by(home: &Home, folder: &str, rules: &str) -> Run {
    home.feed(["organize", folder, "--rules", "-"], rules.as_bytes())
}

fn by_ok(home: &Home, folder: &str, rules: &str) -> Run {
    let run = by(home, folder, rules);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    run
}

/// A file of the vault with this text.
fn put(home: &Home, path: &str, text: &str) {
    let (folder, name) = path.rsplit_once('/').unwrap();
    let folder = if folder.is_empty() { "/" } else { folder };
    let arguments = ["add", "-", "--name", name, "--to", folder];
    let run = home.feed(arguments, text.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
}

fn cat(home: &Home, path: &str) -> String {
    home.ok(["cat", path])
}

/// One rule that files everything from the inbox to `/docs`.
fn to_docs(more: &str) -> String {
    format!("[[rule]]\nname = 'docs'\nto = '/docs'\n{more}\n")
}

#[test]
fn a_preview_changes_nothing_and_says_what_organize_does() {
    let home = lenient();
    put(&home, "/inbox/a.txt", "a");
    put(&home, "/inbox/b.md", "b");
    let before = state(&home);
    fs::write(home.work().join("rules.toml"), to_docs("when = 'ext:txt'")).unwrap();
    let preview = home.ok(["preview", "--rules", "rules.toml"]);
    assert_eq!(preview, "/docs/\n  a.txt  <- /inbox  [docs]\n");
    let dry = home.run(["--json", "organize", "-n", "--rules", "rules.toml"]);
    assert_eq!(state(&home), before);
    let done = home.run(["--json", "organize", "--rules", "rules.toml"]);
    let (dry, done) = (dry.json(), done.json());
    let mut planned = done[0].clone();
    planned["dry_run"] = true.into();
    assert_eq!(dry[0], planned);
    assert_eq!(done[0]["from"], "/inbox/a.txt");
    assert_eq!(done[0]["to"], "/docs/a.txt");
    assert_eq!(done[0]["rule"], "docs");
    let summary = done.last().unwrap();
    assert_eq!(
        (&summary["moved"], &summary["unmatched"]),
        (&1.into(), &1.into())
    );
    assert_eq!(dry.last().unwrap()["dry_run"], true);
    assert!(home.ok(["show", "/docs/a.txt"]).contains("docs"));
    assert_eq!(
        home.run(["--json", "show", "/docs/a.txt"]).json()[0]["rule"],
        "docs"
    );
    home.ok(["undo"]);
    assert_eq!(state(&home), before);
    // One operation, one row of the log.
    let log = home.ok(["audit", "log"]);
    assert_eq!(log.matches("FILE_ORGANIZE").count(), 1, "{log}");
    assert!(
        log.contains("FILE_ORGANIZE | admin | local | /inbox | SUCCESS 1_FILES"),
        "{log}"
    );
}

#[test]
fn renames_tags_notes_and_counters_are_done_once() {
    let home = lenient();
    for name in ["one.txt", "two.txt", "three.txt"] {
        put(&home, &format!("/inbox/{name}"), name);
    }
    let rules = "
[[rule]]
name = 'marks'
tag = ['seen', '{ext}-file']
note = 'was {name}'
[[rule]]
name = 'scans'
to = '/scans/{modified:%Y}'
rename = '{modified:%Y}-{n:3}-{stem}.{ext}'
";
    by_ok(&home, "/inbox", rules);
    let filed = paths(&home);
    assert_eq!(filed.len(), 3);
    for name in ["001-one.txt", "001-three.txt", "001-two.txt"] {
        assert!(filed.iter().any(|path| path.ends_with(name)), "{filed:?}");
    }
    let shown = home.ok(["show", &filed[0]]);
    assert!(
        shown.contains("seen") && shown.contains("txt-file"),
        "{shown}"
    );
    assert!(shown.contains("was "), "{shown}");
    let before = state(&home);
    for _ in 0..2 {
        let again = by_ok(&home, "/", rules);
        assert!(
            again.err.contains("nothing to organize"),
            "{}{}",
            again.out,
            again.err
        );
    }
    assert_eq!(state(&home), before);
    // The first number that is free.
    let counted = "[[rule]]\nname = 'n'\nrename = '{n}.txt'\n";
    by_ok(&home, "/scans", counted);
    let names: Vec<String> = paths(&home);
    assert!(
        names.iter().all(|path| path.starts_with("/scans/")),
        "{names:?}"
    );
    for name in ["/1.txt", "/2.txt", "/3.txt"] {
        assert!(names.iter().any(|path| path.ends_with(name)), "{names:?}");
    }
}

/// Content and extension decide once: `find type:` and `organize --method type` agree.
#[test]
fn a_kind_has_one_search_term_and_one_folder() {
    const MATROSKA: &[u8] = b"\x1A\x45\xDF\xA3\x9F\x42\x82\x88matroska\0\0\0\xFF\xFE";
    const ASF: &[u8] = b"\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\x00\xAA\x00\x62\xCE\x6C\0\x01";
    let zip = [&b"PK\x05\x06"[..], &[0; 18]].concat();
    let packet = [&b"G"[..], &[0; 187]].concat();
    let home = lenient();
    let files: [(&str, &[u8], &str, &str); 16] = [
        ("a.wma", ASF, "audio", "/Music"),
        ("a.wmv", ASF, "video", "/Videos"),
        ("a.mka", MATROSKA, "audio", "/Music"),
        ("a.mkv", MATROSKA, "video", "/Videos"),
        ("a.ogv", b"OggS\0\x02\0\0\0", "video", "/Videos"),
        ("a.ogg", b"OggS\0\x02\0\0\0", "audio", "/Music"),
        ("a.ts", &packet.repeat(5), "video", "/Videos"),
        ("b.ts", b"let a = 1;\n", "code", "/Code"),
        (
            "a.fb2",
            b"<?xml version='1.0'?><FictionBook/>",
            "book",
            "/Documents/Books",
        ),
        ("a.cbz", &zip, "book", "/Documents/Books"),
        ("a.php", b"<?php echo 1;\n", "code", "/Code"),
        ("a.py", b"#!/usr/bin/python3\n", "code", "/Code"),
        ("a.eml", b"From: a\n\nb\n", "mail", "/Mail"),
        ("a.ics", b"BEGIN:VCALENDAR\n", "mail", "/Mail"),
        ("empty.txt", b"", "text", "/Text"),
        ("a.csv", b"a,b\n", "spreadsheet", "/Documents/Sheets"),
    ];
    for (name, content, ..) in files {
        home.file(format!("kinds/{name}"), content);
    }
    home.ok(["-q", "add", "kinds", "--to", "/"]);
    for (name, _, kind, _) in files {
        let found = home.ok(["find", &format!("type:{kind}"), &format!("name:{name}")]);
        assert_eq!(found, format!("/kinds/{name}\n"), "type:{kind}");
        for other in ["audio", "video"] {
            let found = home.ok(["find", &format!("type:{other}"), &format!("name:{name}")]);
            assert_eq!(!found.is_empty(), other == kind, "{name} type:{other}");
        }
    }
    home.ok(["-q", "organize", "/kinds", "--method", "type"]);
    let filed = paths(&home);
    for (name, _, _, folder) in files {
        let path = format!("{folder}/{name}");
        assert!(filed.contains(&path), "{path}: {filed:?}");
    }
}

#[test]
fn files_that_change_places_all_arrive() {
    let home = lenient();
    for n in 1..=5 {
        put(&home, &format!("/row/{n}.txt"), &n.to_string());
    }
    // Each wants the next one's place.
    let mut rules = String::new();
    for n in 1..=5 {
        let next = n + 1;
        rules +=
            &format!("[[rule]]\nname = 'r{n}'\nwhen = 'name:{n}.txt'\nrename = '{next}.txt'\n");
    }
    let before = state(&home);
    by_ok(&home, "/row", &rules);
    for n in 1..=5 {
        assert_eq!(cat(&home, &format!("/row/{}.txt", n + 1)), n.to_string());
    }
    home.ok(["undo"]);
    assert_eq!(state(&home), before);
    // Two that want each other's place: nothing is lost, whatever they are called then.
    let swap = "
[[rule]]
name = 'a'
when = 'name:1.txt'
rename = '2.txt'
[[rule]]
name = 'b'
when = 'name:2.txt'
rename = '1.txt'
";
    by_ok(&home, "/row", swap);
    assert_eq!(paths(&home).len(), 5);
    home.ok(["undo"]);
    assert_eq!(state(&home), before);
}

#[test]
fn a_file_in_the_way_of_a_folder_is_said() {
    let home = lenient();
    put(&home, "/inbox/a.txt", "a");
    put(&home, "/docs", "a file of this name");
    let run = by_ok(&home, "/inbox", &to_docs(""));
    assert!(run.out.contains("is a file, not a folder"), "{}", run.out);
    assert!(run.err.contains("1 skipped"), "{}", run.err);
    // Where it goes away in the same run, there is room.
    let moved = "
[[rule]]
name = 'away'
when = 'path:/docs'
to = '/old'
[[rule]]
name = 'docs'
to = '/docs'
";
    by_ok(&home, "/", moved);
    assert_eq!(paths(&home), ["/docs/a.txt", "/old/docs"]);
}

#[test]
fn a_file_under_a_hold_stays_and_the_others_move() {
    let home = lenient();
    put(&home, "/inbox/a.txt", "a");
    put(&home, "/inbox/b.txt", "b");
    home.ok(["hold", "add", "in:/inbox", "name:b.txt", "--reason", "case"]);
    let run = by_ok(&home, "/inbox", &to_docs(""));
    let why = "hold 1 would no longer cover it";
    assert!(run.out.contains(why), "{}{}", run.out, run.err);
    assert_eq!(paths(&home), ["/docs/a.txt", "/inbox/b.txt"]);
    // Nor does it get out of the way of another file.
    put(&home, "/docs/b.txt", "old");
    home.ok(["hold", "add", "path:/docs/b.txt", "--reason", "case"]);
    home.ok(["-y", "hold", "remove", "1"]);
    by_ok(&home, "/inbox", &to_docs("conflict = 'rename_existing'"));
    assert_eq!(
        paths(&home),
        ["/docs/a.txt", "/docs/b (2).txt", "/docs/b.txt"]
    );
    home.ok(["-y", "hold", "remove", "2"]);
}

#[test]
fn what_a_role_may_not_do_a_rule_does_not_do_for_it() {
    let home = lenient();
    home.user("ben", "user");
    put(&home, "/inbox/admins.txt", "of the admin");
    fs::write(home.work().join("own.txt"), "of ben").unwrap();
    home.as_user("ben", ["add", "own.txt"]);
    fs::write(
        home.work().join("trash.toml"),
        "[[rule]]\nname = 't'\ntrash = true\n",
    )
    .unwrap();
    let run = home.as_user("ben", ["organize", "--rules", "trash.toml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("this role may not remove it"),
        "{}",
        run.out
    );
    assert_eq!(paths(&home), ["/inbox/admins.txt"]);
    // A key for a folder: what would lead out of it stays.
    put(&home, "/scans/s.txt", "s");
    let key = home.key(
        "scans",
        &[
            "--role",
            "user",
            "--scope",
            "/scans",
            "--permission",
            "file:organize",
            "--permission",
            "file:read",
        ],
    );
    let out = home.by_key(&key, ["organize", "/scans", "--method", "type"]);
    assert_eq!(out.code, 0, "{}", out.err);
    assert!(out.out.contains("outside the key's scope"), "{}", out.out);
    let foreign = home.by_key(&key, ["organize", "/inbox", "--method", "type"]);
    assert_eq!(foreign.code, 4, "{}", foreign.err);
    fs::write(
        home.work().join("in.toml"),
        "[[rule]]\nname = 'i'\nto = '/scans/in'\n",
    )
    .unwrap();
    let inside = home.by_key(&key, ["organize", "/scans", "--rules", "in.toml"]);
    assert_eq!(inside.code, 0, "{}", inside.err);
    assert_eq!(paths(&home), ["/inbox/admins.txt", "/scans/in/s.txt"]);
}

#[test]
fn files_are_filed_as_they_are_added() {
    let home = lenient();
    for n in 0..3 {
        home.file(format!("down/{n}/scan.txt"), format!("scan {n}"));
    }
    home.file("down/other.md", "other");
    assert_eq!(home.run(["add", "--organize", "down"]).code, 2);
    home.ok([
        "rules",
        "add",
        "scans",
        "--when",
        "ext:txt",
        "--when",
        "source:**/down/**",
        "--to",
        "/scans/{modified:%Y}",
        "--tag",
        "scan",
        "--note",
        "from {owner}",
    ]);
    let dry = home
        .run(["--json", "add", "--organize", "--dry-run", "down"])
        .json();
    assert!(dry.iter().any(|line| {
        line["path"]
            .as_str()
            .is_some_and(|path| path.starts_with("/scans/"))
    }));
    assert!(paths(&home).is_empty());
    home.ok(["add", "--organize", "down"]);
    let filed = paths(&home);
    assert_eq!(filed.len(), 4, "{filed:?}");
    assert_eq!(filed[0], "/inbox/down/other.md");
    let scans: Vec<&String> = filed
        .iter()
        .filter(|path| path.starts_with("/scans/"))
        .collect();
    assert_eq!(scans.len(), 3);
    let contents: std::collections::BTreeSet<String> =
        scans.iter().map(|path| cat(&home, path)).collect();
    assert_eq!(contents.len(), 3);
    let shown = home.ok(["show", scans[0]]);
    assert!(
        shown.contains("scans") && shown.contains("from admin"),
        "{shown}"
    );
    // Again: each is where it was filed, whatever it is called there.
    let before = state(&home);
    let again = home.run(["add", "--organize", "down"]);
    assert!(
        again.out.contains("4 unchanged"),
        "{}{}",
        again.out,
        again.err
    );
    assert_eq!(state(&home), before);
    // The sources go only once they read back from where they were filed.
    home.ok(["-q", "add", "--organize", "--move", "down"]);
    assert!(!home.work().join("down").exists());
    home.ok(["undo"]);
    assert_eq!(paths(&home).len(), 0);
}

#[test]
fn every_mode_at_import() {
    for (mode, path, versions) in [
        ("skip", "/inbox/a.txt", 1),
        ("rename_new", "/docs/a (2).txt", 1),
        ("deduplicate", "/docs/a (2).txt", 1),
        ("rename_existing", "/docs/a.txt", 1),
        ("new_version", "/docs/a.txt", 2),
        ("trash", "/docs/a.txt", 1),
    ] {
        let home = lenient();
        put(&home, "/docs/a.txt", "old");
        let before = home.ok(["--json", "ls", "-R"]);
        fs::write(home.work().join("a.txt"), "new").unwrap();
        let rules = to_docs(&format!("conflict = '{mode}'"));
        let run = home.feed(["rules", "import", "-"], rules.as_bytes());
        assert_eq!(run.code, 0, "{}", run.err);
        home.ok(["add", "--organize", "a.txt"]);
        assert_eq!(cat(&home, path), "new", "{mode}: {:?}", paths(&home));
        let listed = home.run(["--json", "versions", path]).json();
        assert_eq!(listed.len(), versions, "{mode}");
        // What gave way is not lost.
        let old = match mode {
            "rename_existing" => cat(&home, "/docs/a (2).txt"),
            "new_version" => home.ok(["cat", "--version", "1", path]),
            "trash" => {
                assert!(home.ok(["trash", "list"]).contains("/docs/a.txt"));
                "old".to_owned()
            }
            _ => cat(&home, "/docs/a.txt"),
        };
        assert_eq!(old, "old", "{mode}");
        home.ok(["undo"]);
        assert_eq!(home.ok(["--json", "ls", "-R"]), before, "{mode}");
        // Nor is what was added.
        let kept = home.run(["--json", "trash", "list"]).json();
        assert_eq!(kept.len(), 1, "{mode}: {kept:?}");
        assert_eq!(kept[0]["size"], 3, "{mode}");
        home.ok(["verify"]);
    }
}

#[test]
fn a_folder_that_is_taken_in_is_filed_by_the_rules() {
    let home = lenient();
    home.ok(["rules", "import", "--method", "type"]);
    for (name, text) in [
        ("a.txt", "a"),
        ("b.csv", "a,b\n1,2\n"),
        ("sub/c.sh", "#!/bin/sh\n"),
    ] {
        home.file(format!("in/{name}"), text);
    }
    home.ok(["inbox", "run", "in", "--settle", "0s"]);
    assert_eq!(
        paths(&home),
        ["/Code/c.sh", "/Documents/Sheets/b.csv", "/Text/a.txt"]
    );
    home.file("in/d.txt", "d");
    home.ok(["inbox", "run", "in", "--settle", "0s", "--no-organize"]);
    assert!(paths(&home).contains(&"/inbox/d.txt".to_owned()));
}
