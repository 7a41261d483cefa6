//! Searches, listings, local days, and printed names as arguments, from outside.

use std::fs::{self, File};
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

use crate::support::{Home, Run};

/// A file with this modification time, in seconds since 1970.
fn dated(home: &Home, name: &str, seconds: u64) {
    let path = home.file(name, name);
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(seconds))
        .unwrap();
}

/// What a command prints in a time zone.
fn in_zone(home: &Home, zone: &str, arguments: &[&str]) -> String {
    let mut command = home.command(arguments);
    command.env("TZ", zone);
    let run = Run::of(command);
    assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
    run.out
}

#[test]
fn expressions_lists_and_folding() {
    let home = Home::new();
    for name in [
        "Müller Straße.txt",
        "Résumé.md",
        "invoice.txt",
        "report (1).txt",
    ] {
        home.file(name, name);
    }
    home.ok([
        "add",
        "Müller Straße.txt",
        "invoice.txt",
        "report (1).txt",
        "Résumé.md",
        "--to",
        "/",
    ]);
    home.ok(["tag", "add", "Bank", "/invoice.txt"]);
    home.ok(["note", "/Résumé.md", "for the Café"]);
    let found = |terms: &[&str]| {
        let arguments = [&["find"], terms].concat();
        let run = home.run(&arguments);
        assert_eq!(run.code, 0, "{terms:?}: {}", run.err);
        run.out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(found(&["muller", "strasse"]), ["/Müller Straße.txt"]);
    assert_eq!(found(&["resume"]), ["/Résumé.md"]);
    assert_eq!(found(&["note:cafe"]), ["/Résumé.md"]);
    assert_eq!(found(&["(1)"]), ["/report (1).txt"]);
    assert_eq!(found(&["tag:bank"]), ["/invoice.txt"]);
    assert_eq!(found(&["tag:*"]), ["/invoice.txt"]);
    assert_eq!(
        found(&["*.txt", "not", "tag:bank"]),
        ["/Müller Straße.txt", "/report (1).txt"]
    );
    assert_eq!(
        found(&["(tag:bank or ext:md)"]),
        ["/invoice.txt", "/Résumé.md"]
    );
    assert_eq!(
        found(&["ext:md,pdf", "or", "invoice"]),
        ["/invoice.txt", "/Résumé.md"]
    );
    assert_eq!(found(&["untagged"]).len(), 3);
    assert_eq!(found(&["size:over:1M"]).len(), 0);
    assert_eq!(found(&["size:under:1k", "added:within:1d"]).len(), 4);
    assert_eq!(home.run(["find", "(ext:a or"]).code, 2);
}

#[test]
fn a_tag_keeps_the_spelling_that_exists() {
    let home = Home::new();
    for name in ["a.txt", "b.txt"] {
        home.file(name, name);
        home.ok(["add", name, "--to", "/"]);
    }
    home.ok(["tag", "add", "invoice", "/a.txt"]);
    home.ok(["tag", "add", "INVOICE,Café", "/b.txt"]);
    assert_eq!(home.ok(["tag", "list", "/b.txt"]), "invoice\nCafé\n");
    home.ok(["tag", "rm", "cafe", "/b.txt"]);
    assert_eq!(home.ok(["tag", "list", "/b.txt"]), "invoice\n");
}

#[test]
fn a_hold_covers_an_owner_named_in_a_group() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt", "--to", "/"]);
    home.ok([
        "hold",
        "add",
        "(owner:admin,admin and not tag:free)",
        "--reason",
        "r",
    ]);
    let listed = home.ok(["hold", "list"]);
    assert!(
        listed.contains("(owner:admin,admin and not tag:free)"),
        "{listed}"
    );
    home.ok(["rm", "/a.txt"]);
    assert_ne!(home.run(["trash", "empty", "-y"]).out, "1 file destroyed\n");
    assert!(home.ok(["trash", "list"]).contains("a.txt"));
}

#[test]
fn listings_are_sorted() {
    let home = Home::new();
    for (name, seconds) in [
        ("s/file10.txt", 30),
        ("s/file2.txt", 20),
        ("s/File1.txt", 10),
    ] {
        dated(&home, name, 1_700_000_000 + seconds);
    }
    home.file("s/sub/long.txt", "x".repeat(5000));
    home.ok(["add", "s", "--to", "/"]);
    let listed = |arguments: &[&str]| {
        home.ok(arguments)
            .lines()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        listed(&["ls", "/s"]),
        ["sub/", "File1.txt", "file2.txt", "file10.txt"]
    );
    assert_eq!(
        listed(&["find", "in:/s", "--sort", "size", "--limit", "2"]),
        ["/s/sub/long.txt", "/s/file10.txt"]
    );
    assert_eq!(
        listed(&["find", "file", "--sort", "modified", "--reverse"]),
        ["/s/File1.txt", "/s/file2.txt", "/s/file10.txt"]
    );
    assert_eq!(
        listed(&["ls", "--tree", "/s"]),
        [
            "/s",
            "  sub/",
            "    long.txt",
            "  File1.txt",
            "  file2.txt",
            "  file10.txt"
        ]
    );
    let long = home.ok(["ls", "-l", "/"]);
    assert!(long.contains("4 files"), "{long}");
    let json = Run::of(home.command(["--json", "ls", "-l", "/"])).json();
    assert_eq!(
        (&json[0]["files"], &json[0]["type"]),
        (&4.into(), &"folder".into())
    );
}

#[test]
fn days_are_local() {
    let home = Home::new();
    // In Berlin half past midnight on 1 January 2024, in Los Angeles the afternoon before.
    dated(&home, "new year.txt", 1_704_065_400);
    home.ok(["add", "new year.txt", "--to", "/"]);
    for (zone, year, stamp) in [
        ("Europe/Berlin", "2024", "2024-01-01 00:30:00"),
        ("America/Los_Angeles", "2023", "2023-12-31 15:30:00"),
    ] {
        let found = in_zone(&home, zone, &["find", &format!("modified:{year}")]);
        assert_eq!(found, "/new year.txt\n", "{zone}");
        let shown = in_zone(&home, zone, &["show", "/new year.txt"]);
        assert!(shown.contains(stamp), "{zone}: {shown}");
        let rule = [
            "rules",
            "add",
            "years",
            "--when",
            "ext:txt",
            "--to",
            "/years/{modified:%Y}",
        ];
        in_zone(&home, zone, &rule);
        let plan = in_zone(&home, zone, &["organize", "/", "--dry-run"]);
        assert!(plan.contains(&format!("{year}/")), "{zone}: {plan}");
        in_zone(&home, zone, &["rules", "remove", "years"]);
        let json = in_zone(&home, zone, &["--json", "show", "/new year.txt"]);
        assert!(json.contains("\"2023-12-31T23:30:00Z\""), "{zone}: {json}");
        let mut date = Command::new("date");
        date.env("TZ", zone)
            .args(["-d", "-30 minutes", "+%Y-%m-%d %H:%M:%S"]);
        let since = String::from_utf8(date.output().unwrap().stdout).unwrap();
        let recent = in_zone(&home, zone, &["audit", "log", "--since", since.trim()]);
        assert!(recent.lines().count() > 3, "{zone}: {recent}");
        let before = in_zone(&home, zone, &["audit", "log", "--until", since.trim()]);
        assert!(before.lines().count() <= 1, "{zone}: {before}");
    }
}

#[test]
fn printed_names_are_arguments() {
    let names = [
        "رسالة.txt",
        "می\u{200c}خواهم.txt",
        "क्\u{200d}ष हिन्दी.txt",
        "שלום.txt",
        "文件.txt",
        "ファイル.txt",
        "한국어.txt",
        "ภาษาไทย.txt",
        "Привет.txt",
        "👨\u{200d}👩\u{200d}👧.txt",
        "in\u{200d}voice.txt",
        "bidi\u{202e}gpj.txt",
        "new\nline.txt",
        "back\\slash.txt",
        "\"quoted\".txt",
        "\"quoted\"",
        " space ",
        "star*.txt",
        "tab\t.txt",
    ];
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    for name in names {
        home.file(format!("n/{name}"), name);
    }
    home.ok(["add", "n", "--to", "/"]);
    let found = home.run(["find", "in:/n"]);
    let printed: Vec<&str> = found.out.lines().collect();
    assert_eq!(printed.len(), names.len(), "{}", found.out);
    for name in &names[..10] {
        assert!(printed.contains(&format!("/n/{name}").as_str()), "{name}");
    }
    for dangerous in ['\u{202e}', '\t'] {
        assert!(!found.out.contains(dangerous), "{}", found.out);
    }
    let tagged = home.feed(["tag", "add", "seen", "--from", "-"], found.out.as_bytes());
    assert_eq!(tagged.code, 0, "{}", tagged.err);
    assert_eq!(
        home.ok(["find", "tag:seen", "-0"]).matches('\0').count(),
        names.len()
    );
    for line in printed {
        let shown = home.run(["show", line]);
        assert!(
            shown.out.contains(line),
            "{line}: {}{}",
            shown.out,
            shown.err
        );
    }
}

#[test]
fn twins_of_one_name_follow_the_same_rule() {
    let home = Home::new();
    for (folder, other) in [("same", "1"), ("different", "2")] {
        home.file(format!("{folder}/caf\u{e9}.txt"), "1");
        home.file(format!("{folder}/cafe\u{301}.txt"), other);
        let out = home.ok(["add", folder, "--to", "/"]);
        let files = home.ok(["find", &format!("in:/{folder}")]);
        assert_eq!(files.lines().count(), 2, "{out}{files}");
    }
}

#[test]
fn a_password_does_not_depend_on_the_keyboard() {
    let home = Home::new();
    let change = |bytes: &[u8]| {
        let path = home.work().join("new");
        fs::write(&path, bytes).unwrap();
        home.run(["passwd", "--new-password-file", path.to_str().unwrap()])
    };
    assert_eq!(change(b"with a \0 byte in it").code, 2);
    let run = change("\u{feff}Caf\u{e9} cre\u{300}me bru\u{302}le\u{301}e\n".as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    for password in [
        "Cafe\u{301} cr\u{e8}me br\u{fb}l\u{e9}e",
        "Caf\u{e9}\u{a0}cr\u{e8}me\u{3000}br\u{fb}l\u{e9}e",
    ] {
        let mut command = home.command(["ls"]);
        command.env("FILE_ORGANIZER_PASSWORD", password);
        assert_eq!(Run::of(command).code, 0, "{password}");
    }
}
