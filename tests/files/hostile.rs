//! Hostile names, sources and streams, from outside.

mod readers;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::process::{Command, Stdio};

use crate::support::{Home, Run};

#[test]
fn names_are_kept_exactly_and_shown_escaped() {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    let long = "n".repeat(255);
    let names: [&[u8]; 9] = [
        b"-rf",
        b"new\nline.txt",
        b"esc\x1b[2J\x1b]0;owned\x07.txt",
        "bidi\u{202e}txt.exe".as_bytes(),
        b"not\xff\xfeutf8.txt",
        b"a | b | c.txt",
        b"quote\"'}.txt",
        b" space ",
        long.as_bytes(),
    ];
    for name in names {
        home.file(format!("names/{}", "x"), "");
        fs::write(
            home.work().join("names").join(OsStr::from_bytes(name)),
            name,
        )
        .unwrap();
    }
    fs::remove_file(home.work().join("names/x")).unwrap();
    home.ok(["add", "names", "--to", "/"]);
    for arguments in [
        &["ls", "/names"][..],
        &["ls", "-l", "/names"],
        &["find", "in:/names"],
        &["audit", "log"],
        &["history"],
    ] {
        let shown = home.ok(arguments);
        assert!(!shown.contains('\u{1b}'), "{arguments:?} shows an escape");
        assert!(
            !shown.contains('\u{202e}'),
            "{arguments:?} shows a bidi mark"
        );
        assert!(!shown.contains('\u{7}'), "{arguments:?} shows a bell");
    }
    assert_eq!(
        Run::of(home.command(["--json", "ls", "/names"]))
            .json()
            .len(),
        names.len()
    );
    home.ok(["get", "/names", "-o", "out"]);
    for name in names {
        let exported = home.work().join("out/names").join(OsStr::from_bytes(name));
        assert_eq!(fs::read(exported).unwrap(), name);
    }
    // By their exact bytes, NUL-terminated, in and out.
    let listed = home.run(["find", "in:/names", "-0"]);
    let mut tags = home.command(["tag", "add", "seen", "--from", "-", "-0"]);
    let input = home.root().join("names.list");
    fs::write(&input, &listed.bytes).unwrap();
    tags.stdin(fs::File::open(input).unwrap());
    let run = Run::of(tags);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        home.ok(["find", "tag:seen", "-0"]).matches('\0').count(),
        names.len()
    );
}

#[test]
fn names_of_the_trash_go_through_a_pipe() {
    let home = Home::new();
    home.file("a\nb.txt", "a");
    home.file("c.txt", "c");
    home.ok(["add", "a\nb.txt", "c.txt"]);
    home.ok(["rm", "/inbox"]);
    let listed = home.run(["trash", "list", "-0"]).bytes;
    let run = home.feed(["trash", "restore", "--from", "-", "-0"], &listed);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        home.run(["find", "ext:txt", "-0"])
            .bytes
            .iter()
            .filter(|b| **b == 0)
            .count(),
        2
    );
}

#[test]
fn nfc_and_nfd_are_one_name() {
    let home = Home::new();
    home.file("nfc/caf\u{e9}.txt", "composed");
    home.file("nfd/cafe\u{301}.txt", "decomposed");
    home.ok(["add", "nfc/caf\u{e9}.txt"]);
    assert_eq!(home.ok(["cat", "/inbox/cafe\u{301}.txt"]), "composed");
    home.ok(["add", "nfd/cafe\u{301}.txt", "--on-conflict", "version"]);
    assert_eq!(home.ok(["cat", "/inbox/caf\u{e9}.txt"]), "decomposed");
    assert_eq!(
        home.ok(["--json", "versions", "/inbox/caf\u{e9}.txt"])
            .lines()
            .count(),
        2
    );
    // Both at once would hide one behind the other: one gets another name.
    home.file("both/caf\u{e9}.txt", "composed");
    home.file("both/cafe\u{301}.txt", "decomposed");
    let out = home.ok(["add", "both"]);
    assert_eq!(out.matches("renamed ").count(), 1, "{out}");
}

#[test]
fn paths_that_are_none_are_usage_errors() {
    let home = Home::new();
    for path in ["../x", "/a/../b", "/a//b", ""] {
        for arguments in [["cat", path], ["rm", path], ["show", path]] {
            assert_eq!(home.run(arguments).code, 2, "{arguments:?}");
        }
    }
    assert_eq!(home.run(["cat", &format!("/{}", "n".repeat(256))]).code, 2);
}

#[test]
fn sources_that_are_no_files_are_refused_in_time() {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.file("tree/real.txt", "real");
    let tree = home.work().join("tree");
    std::os::unix::fs::symlink("real.txt", tree.join("link.txt")).unwrap();
    std::os::unix::fs::symlink("nowhere", tree.join("dangling.txt")).unwrap();
    std::os::unix::fs::symlink(".", tree.join("loop")).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(tree.join("fifo.txt"))
            .status()
            .unwrap()
            .success()
    );
    std::os::unix::net::UnixListener::bind(tree.join("socket.txt")).unwrap();
    // Special files in a folder are ignored; named, they are refused.
    let run = home.run(["add", "tree", "--dry-run"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.err.contains("ignored: 2 entries"), "{}", run.err);
    for name in ["tree/fifo.txt", "tree/socket.txt"] {
        let run = home.run(["add", name]);
        assert_eq!(run.code, 3, "{name}");
        assert!(run.out.contains("not a regular file"), "{}", run.out);
    }
    let giant = fs::File::create(tree.join("giant.bin")).unwrap();
    giant.set_len(1 << 40).unwrap();
    let run = home.run([
        "--json",
        "add",
        "tree",
        "/dev/zero",
        "/proc/self/status",
        "/dev/stdin",
    ]);
    assert_eq!(run.code, 3, "{}", run.err);
    let lines = run.json();
    let summary = lines.last().unwrap();
    assert_eq!(summary["added"], 4, "{}", run.out);
    assert_eq!(summary["ignored"], 2, "{}", run.out);
    // Links are kept as links, wherever they lead.
    let tree = ["dangling.txt", "link.txt", "loop", "real.txt"];
    let paths = tree.map(|name| format!("/inbox/tree/{name}\n")).concat();
    assert_eq!(home.ok(["ls", "-R"]), paths);
    home.ok(["verify"]);
}

#[test]
fn an_export_stays_in_its_folder() {
    let home = Home::new();
    home.file("d/a.txt", "from the vault");
    home.ok(["add", "d", "--to", "/"]);
    let outside = home.root().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::create_dir(home.work().join("out")).unwrap();
    std::os::unix::fs::symlink(&outside, home.work().join("out/d")).unwrap();
    let run = home.run(["get", "/d", "-o", "out"]);
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
    // A link where the file goes is replaced only when told, and never written through.
    let precious = home.file("precious.txt", "precious");
    fs::create_dir_all(home.work().join("o2/d")).unwrap();
    std::os::unix::fs::symlink(&precious, home.work().join("o2/d/a.txt")).unwrap();
    assert_eq!(home.run(["get", "/d", "-o", "o2"]).code, 3);
    assert_eq!(
        home.run(["get", "/d", "-o", "o2", "--on-conflict", "overwrite"])
            .code,
        0
    );
    assert_eq!(fs::read_to_string(precious).unwrap(), "precious");
    assert_eq!(
        fs::read_to_string(home.work().join("o2/d/a.txt")).unwrap(),
        "from the vault"
    );
}

#[test]
fn closed_pipes_and_full_devices() {
    let home = Home::new();
    home.file("big.txt", "line\n".repeat(100_000));
    home.ok(["add", "big.txt"]);
    // The reader goes away: no message.
    let mut child = home
        .command(["cat", "/inbox/big.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!(run.err, "");
    assert_eq!(run.code, 141);
    for arguments in [&["cat", "/inbox/big.txt"][..], &["ls", "-R"], &["status"]] {
        let mut command = home.command(arguments);
        command.stdout(
            fs::OpenOptions::new()
                .write(true)
                .open("/dev/full")
                .unwrap(),
        );
        let run = Run::from(command.stderr(Stdio::piped()).output().unwrap());
        assert_eq!(run.code, 1, "{arguments:?}: {}", run.err);
        assert!(run.err.contains("error:"), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn without_a_home() {
    let home = Home::new();
    home.file("a.txt", "a");
    let mut command = home.command(["add", "a.txt"]);
    command.env_remove("HOME");
    assert_eq!(Run::of(command).code, 0);
    let mut command = home.command(["ls"]);
    command
        .env_remove("HOME")
        .env_remove("FILE_ORGANIZER_VAULT");
    let run = Run::of(command);
    assert!(matches!(run.code, 1 | 2 | 10), "{}", run.code);
    assert!(run.err.contains("hint:"), "{}", run.err);
}

#[test]
fn a_name_that_looks_like_a_row_stays_one_field_of_one_row() {
    let home = Home::new();
    let mirror = home.root().join("mirror.log");
    home.ok(["policy", "set", "audit.mirror", mirror.to_str().unwrap()]);
    let name =
        "a\n2026-01-01 00:00:00 | FILE_READ | root | local | x | SUCCESS\x1b[31m\"}\r{\"\t.txt";
    home.file(name, "a");
    home.ok(["add", name]);
    let path = format!("/inbox/{name}");
    assert_eq!(home.ok(["cat", &path]), "a");
    home.ok(["tag", "add", "t", &path]);
    for event in ["FILE_READ", "FILE_TAG"] {
        let line = home.ok(["audit", "log", "--event", event]);
        assert_eq!(line.matches('\n').count(), 1, "{line:?}");
        assert!(line.is_ascii() && !line.contains('\x1b'), "{line:?}");
        let fields: Vec<&str> = line.split(" | ").collect();
        // The last one has the effects.
        assert_eq!(fields.len(), 7, "{line:?}");
        assert_eq!(&fields[1..4], [event, "admin", "local"]);
        let json = home.run(["audit", "log", "--event", event, "--format", "json"]);
        assert_eq!(json.out.lines().count(), 1, "{}", json.out);
        assert_eq!(json.json()[0]["target"], *path, "{}", json.out);
        let copied = fs::read_to_string(&mirror).unwrap();
        let is_event =
            |line: &&str| !line.starts_with("# waiting") && line.split(" | ").nth(1) == Some(event);
        let copied: Vec<&str> = copied.lines().filter(is_event).collect();
        assert_eq!(copied, [line.trim_end()]);
    }
    let table = home.ok(["audit", "log", "--event", "FILE_READ", "--format", "table"]);
    assert!(!table.contains(['\x1b', '\r', '\t']), "{table:?}");
    let exported = home.ok(["audit", "export"]);
    let rows = exported.lines().skip(1);
    let rows = rows.filter(|line| line.contains("\"FILE_READ\""));
    assert_eq!(rows.count(), 1);
}
