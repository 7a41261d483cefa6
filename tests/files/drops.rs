//! Drops: files added without a credential, and imported by somebody else. What is
//! hostile in a shared folder, a process that is killed, and two at once lose and double nothing.

mod boxes;
mod exactly_once;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::support::{Home, Run};

/// The program without any secret.
fn bare(home: &Home, arguments: &[&str]) -> Command {
    let mut command = home.command(arguments);
    command.env_remove("FILE_ORGANIZER_PASSWORD");
    command
}

fn drop_in(home: &Home, arguments: &[&str]) -> Run {
    Run::of(bare(home, &[&["--no-input", "drop"], arguments].concat()))
}

fn drop_ok(home: &Home, arguments: &[&str]) {
    let run = drop_in(home, arguments);
    assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.out, run.err);
}

/// Sealed files in a folder that end like this.
fn sealed(folder: &Path, suffix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.to_string_lossy().ends_with(suffix));
    found.sort();
    found
}

fn spool(home: &Home) -> PathBuf {
    home.vault().join("spool")
}

/// A name that a drop could have.
fn id(n: usize) -> String {
    format!("{n:032x}")
}

#[test]
fn files_dropped_without_a_credential_are_imported_by_somebody_else() {
    let home = Home::new();
    home.file("a.txt", "first");
    home.file("odd \u{1b}[2J.txt", "second");
    drop_ok(&home, &["a.txt", "odd \u{1b}[2J.txt"]);
    drop_ok(&home, &["a.txt", "--name", "b.txt", "--to", "/papers"]);
    let mut fed = bare(&home, &["drop", "-", "--name", "c.txt"]);
    fed.stdin(fs::File::open(home.work().join("a.txt")).unwrap());
    assert_eq!(Run::of(fed).code, 0);
    assert_eq!(drop_in(&home, &["-"]).code, 2);
    let waiting = sealed(&spool(&home), ".drop");
    assert_eq!(waiting.len(), 4);
    for path in &waiting {
        let bytes = fs::read(path).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("first"));
        let mode = std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
    home.ok(["verify"]);
    let status = home.run(["--json", "status"]).json().remove(0);
    assert_eq!(status["drops_waiting"], 4);
    let listed = home.run(["--json", "inbox", "list"]).json();
    assert!(
        listed
            .iter()
            .any(|line| line["name"] == "b.txt" && line["suggested_folder"] == "/papers")
    );
    let run = home.run(["--json", "inbox", "run"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert_eq!(run.json().last().unwrap()["type"], "summary");
    assert!(sealed(&spool(&home), ".drop").is_empty());
    for (path, content) in [
        ("/inbox/a.txt", "first"),
        ("/inbox/odd \u{1b}[2J.txt", "second"),
        ("/papers/b.txt", "first"),
        ("/inbox/c.txt", "first"),
    ] {
        assert_eq!(home.ok(["cat", path]), content);
    }
    assert_eq!(home.run(["inbox", "run", "folder"]).code, 4);
    assert_eq!(home.run(["inbox", "run"]).code, 0);
    // The source's time comes along.
    let shown = home
        .run(["--json", "show", "/inbox/a.txt"])
        .json()
        .remove(0);
    let modified = fs::metadata(home.work().join("a.txt"))
        .unwrap()
        .modified()
        .unwrap();
    let modified = modified
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let wanted =
        file_organizer::domain::time::Time::from_unix_nanos(modified as i64 * 1_000_000_000);
    let day = wanted.rfc3339();
    assert!(
        shown["modified"].as_str().unwrap().starts_with(&day[..19]),
        "{shown}"
    );
}

#[test]
fn lines_for_machines_and_what_is_no_source() {
    let home = Home::new();
    home.file("a.txt", "first");
    std::os::unix::fs::symlink("a.txt", home.work().join("link.txt")).unwrap();
    fs::create_dir(home.work().join("folder")).unwrap();
    let fifo = home.work().join("fifo.txt");
    assert!(
        Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    let huge = fs::File::create(home.work().join("huge.txt")).unwrap();
    huge.set_len((1 << 30) + 1).unwrap();
    let all = [
        "--json",
        "drop",
        "a.txt",
        "link.txt",
        "folder",
        "fifo.txt",
        "huge.txt",
        "/dev/zero",
        "none.txt",
    ];
    let run = Run::of(bare(&home, &all));
    // A missing file does not stop the others, and is an error of its own.
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.err.contains("none.txt not found"), "{}", run.err);
    let lines = run.json();
    let statuses: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["status"].as_str())
        .collect();
    let wanted = [
        "dropped", "rejected", "rejected", "rejected", "rejected", "rejected", "failed",
    ];
    assert_eq!(statuses, wanted);
    let summary = lines.last().unwrap();
    assert_eq!(
        (&summary["dropped"], &summary["rejected"]),
        (&1.into(), &5.into())
    );
    assert_eq!(sealed(&spool(&home), ".drop").len(), 1);
    assert!(sealed(&spool(&home), ".tmp").is_empty());
}

#[test]
fn a_full_inbox_takes_no_more() {
    let home = Home::new();
    home.file("a.txt", "first");
    drop_ok(&home, &["a.txt"]);
    for n in 0..999 {
        fs::write(spool(&home).join(format!("{}.drop", id(n))), "").unwrap();
    }
    let run = drop_in(&home, &["a.txt"]);
    assert_eq!(run.code, 3);
    assert!(run.out.contains("the inbox is full"), "{}", run.out);
    for n in 0..999 {
        fs::remove_file(spool(&home).join(format!("{}.drop", id(n)))).unwrap();
    }
    drop_ok(&home, &["a.txt"]);
    let large = fs::File::create(spool(&home).join(format!("{}.drop", id(1)))).unwrap();
    large.set_len((4 << 30) - 10).unwrap();
    let run = drop_in(&home, &["a.txt"]);
    assert_eq!(run.code, 3);
    assert!(run.out.contains("the inbox is full"), "{}", run.out);
}

#[test]
fn after_a_rekey_older_drops_still_open() {
    let home = Home::new();
    for n in 0..3 {
        home.file("a.txt", format!("content {n}"));
        drop_ok(&home, &["a.txt", "--name", &format!("{n}.txt")]);
        home.ok(["rekey"]);
    }
    home.ok(["verify"]);
    home.ok(["inbox", "run"]);
    for n in 0..3 {
        assert_eq!(
            home.ok(["cat", &format!("/inbox/{n}.txt")]),
            format!("content {n}")
        );
    }
}

#[test]
fn what_the_policy_refuses_is_set_aside() {
    let home = Home::new();
    home.file("bad.exe", "no");
    home.file("lie.pdf", "\u{89}PNG no pdf at all");
    home.file("good.txt", "yes");
    drop_ok(&home, &["bad.exe", "good.txt", "lie.pdf"]);
    let run = home.run(["inbox", "run"]);
    assert_eq!(run.code, 3, "{}", run.out);
    assert!(run.out.contains("not allowed"), "{}", run.out);
    assert_eq!(home.ok(["cat", "/inbox/good.txt"]), "yes");
    assert_eq!(home.run(["inbox", "run"]).code, 0);
    let listed = home.run(["--json", "inbox", "list"]).json();
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().all(|line| line["status"] == "rejected"));
    assert_eq!(
        home.run(["inbox", "discard", "--no-input", "--rejected"])
            .code,
        2
    );
    assert_eq!(home.run(["-y", "inbox", "discard", "ffffnone"]).code, 4);
    let first = listed[0]["id"].as_str().unwrap();
    home.ok(["-y", "inbox", "discard", first]);
    assert_eq!(sealed(&spool(&home), ".rejected").len(), 1);
    // A policy that changed its mind.
    assert_eq!(home.run(["inbox", "run", "--again"]).code, 3);
    assert_eq!(sealed(&spool(&home), ".rejected").len(), 1);
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["policy", "set", "content_mismatch", "warn"]);
    home.ok(["inbox", "run", "--again"]);
    assert!(sealed(&spool(&home), ".rejected").is_empty());
    drop_ok(&home, &["lie.pdf"]);
    home.ok(["policy", "set", "content_mismatch", "reject"]);
    home.file("lie.pdf", "\u{89}PNG no pdf at all, either");
    drop_ok(&home, &["lie.pdf"]);
    assert_eq!(home.run(["inbox", "run"]).code, 3);
    home.ok(["-y", "inbox", "discard", "--rejected"]);
    assert!(sealed(&spool(&home), ".rejected").is_empty());
}

#[test]
fn a_viewer_takes_nothing_and_a_scoped_key_what_is_its_own() {
    let home = Home::new();
    home.file("a.txt", "first");
    drop_ok(&home, &["a.txt", "--to", "/scans"]);
    drop_ok(&home, &["a.txt", "--name", "b.txt"]);
    let before = sealed(&spool(&home), ".drop");
    let viewer = home.key("viewer", &["--role", "viewer"]);
    for denied in [
        &["inbox", "run"][..],
        &["inbox", "list"],
        &["-y", "inbox", "discard", "--rejected"],
        &["inbox", "share", "box"],
    ] {
        assert_eq!(home.by_key(&viewer, denied).code, 5, "{denied:?}");
    }
    assert_eq!(sealed(&spool(&home), ".drop"), before);
    assert!(!home.work().join("box").exists());
    assert_eq!(home.ok(["ls", "-R"]), "");
    let key = home.key(
        "scanner",
        &["--permission", "file:upload", "--scope", "/scans"],
    );
    let run = home.by_key(&key, ["inbox", "run"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(!run.out.contains("b.txt") && run.err.contains("outside the scope"));
    assert_eq!(home.ok(["ls", "-R"]), "/scans/a.txt\n");
    assert_eq!(sealed(&spool(&home), ".drop").len(), 1);
    assert_eq!(home.by_key(&key, ["inbox", "list"]).code, 5);
    home.ok(["inbox", "run"]);
    assert_eq!(home.ok(["cat", "/inbox/b.txt"]), "first");
}

/// Waits for a process; gives the most memory that it had resident, in KiB.
fn peak(mut child: Child) -> u64 {
    let path = format!("/proc/{}/status", child.id());
    let mut most = 0;
    loop {
        let status = fs::read_to_string(&path).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM"));
        let now = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
        most = most.max(now.unwrap_or(0));
        if let Some(ended) = child.try_wait().unwrap() {
            assert!(ended.success(), "{ended}");
            return most;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[test]
fn a_large_file_goes_through_in_flat_memory() {
    let home = Home::new();
    let mut text = Vec::new();
    let mut state = 1_u64;
    while text.len() < 200 << 20 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        text.extend_from_slice(format!("{state:016x} {:016x}\n", state.rotate_left(17)).as_bytes());
    }
    let path = home.file("large.txt", &text);
    let quiet = |mut command: Command| command.stdout(Stdio::null()).spawn().unwrap();
    let dropping = peak(quiet(bare(&home, &["drop", "large.txt"])));
    let taking = peak(quiet(home.command(["inbox", "run"])));
    eprintln!("peak memory: drop {dropping} KiB, inbox run {taking} KiB");
    assert!(dropping < 64 * 1024 && taking < 200 * 1024);
    assert!(home.run(["cat", "/inbox/large.txt"]).bytes == fs::read(path).unwrap());
}
