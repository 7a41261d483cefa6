//! Taking in a folder of plain files, from outside: each finished file comes in once and whole, and
//! leaves; nothing is lost, with several processes at the folder, and whenever one ends.

mod hostile;
mod killed;
mod once;
mod rights;
mod watched;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Home, Run};
use serde_json::Value;

/// The program in a home, by an API key that may add files.
fn by_key<S: AsRef<OsStr>>(
    home: &Home,
    key: &Path,
    arguments: impl IntoIterator<Item = S>,
) -> Command {
    let mut command = home.command(arguments);
    command
        .env_remove("FILE_ORGANIZER_PASSWORD")
        .env("FILE_ORGANIZER_API_KEY_FILE", key);
    command
}

/// Takes the folder `in` in, without a wait.
fn take(home: &Home, more: &[&str]) -> Run {
    home.run([&["inbox", "run", "in", "--settle", "0s"], more].concat())
}

fn folder(home: &Home) -> PathBuf {
    home.work().join("in")
}

/// Everything below a folder, by its path from there; folders end with a slash.
fn below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder)
        .min_depth(1)
        .sort_by_file_name()
    {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder).unwrap();
        let slash = if entry.file_type().is_dir() { "/" } else { "" };
        found.push(format!("{}{slash}", path.to_string_lossy()));
    }
    found
}

/// The paths of all files in the vault.
fn inside(home: &Home) -> Vec<String> {
    let all = home.run(["--json", "ls", "-R"]).json();
    all.iter()
        .map(|file| file["path"].as_str().unwrap().to_owned())
        .collect()
}

fn receipts(home: &Home) -> Vec<Value> {
    home.run(["--json", "inbox", "receipts"]).json()
}

#[test]
fn what_is_finished_comes_in_and_leaves() {
    let home = Home::new();
    home.file("in/a.txt", "first");
    home.file("in/2026/may/b.txt", "second");
    for left in [
        ".hidden",
        ".~lock.a.txt#",
        ".git/config.txt",
        "c.pdf.part",
        "d.crdownload",
        "e.tmp",
        "~$letter.docx",
    ] {
        home.file(format!("in/{left}"), "left");
    }
    // A browser makes this one first.
    home.file("in/c.pdf", "");
    let run = home.run([
        "--json", "inbox", "run", "in", "--to", "/papers", "--tag", "scan",
    ]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let lines = run.json();
    let summary = lines.last().unwrap();
    assert_eq!(
        (&summary["added"], &summary["waiting"], &summary["bytes"]),
        (&2.into(), &1.into(), &11.into())
    );
    assert_eq!(inside(&home), ["/papers/2026/may/b.txt", "/papers/a.txt"]);
    assert_eq!(home.ok(["find", "tag:scan"]).lines().count(), 2);
    let left = below(&folder(&home));
    assert!(!left.contains(&"a.txt".to_owned()) && !left.contains(&"2026/may/b.txt".to_owned()));
    assert_eq!(left.iter().filter(|name| !name.ends_with('/')).count(), 8);
    // Finished under its own name.
    fs::remove_file(folder(&home).join("c.pdf")).unwrap();
    fs::rename(
        folder(&home).join("c.pdf.part"),
        folder(&home).join("c.txt"),
    )
    .unwrap();
    assert_eq!(take(&home, &[]).code, 0);
    assert_eq!(home.ok(["cat", "/inbox/c.txt"]), "left");
    let before = home.ok(["audit", "log"]);
    let run = take(&home, &[]);
    assert_eq!((run.code, run.out.as_str()), (0, "no files found (0 B)\n"));
    assert_eq!(home.ok(["audit", "log"]), before, "nothing was done");
    home.ok(["verify"]);
}

#[test]
fn a_young_file_is_waited_for_and_an_open_one_is_left() {
    let home = Home::new();
    home.file("in/young.txt", "young");
    let path = home.file("in/open.txt", "half");
    let open = fs::OpenOptions::new().append(true).open(&path).unwrap();
    let begun = std::time::Instant::now();
    let run = home.run(["inbox", "run", "in", "--settle", "1s"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.err.contains("1 file not finished yet"), "{}", run.err);
    assert!(begun.elapsed() < std::time::Duration::from_secs(60));
    assert_eq!(inside(&home), ["/inbox/young.txt"]);
    assert!(path.exists());
    drop(open);
    assert_eq!(home.run(["inbox", "run", "in", "--settle", "1s"]).code, 0);
    assert_eq!(home.ok(["cat", "/inbox/open.txt"]), "half");
}

#[test]
fn sources_are_kept_where_that_is_wanted_and_nothing_is_overwritten() {
    let home = Home::new();
    for content in ["one", "two", "three"] {
        home.file("in/sub/a.txt", content);
        let run = take(&home, &["--keep-in", "done"]);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    }
    let kept = |name: &str| fs::read_to_string(folder(&home).join("done/sub").join(name)).unwrap();
    assert_eq!(
        [kept("a.txt"), kept("a (2).txt"), kept("a (3).txt")],
        ["one", "two", "three"]
    );
    // Each is a document of its own: the scanner has given all of them one name.
    let cat = |name: &str| home.ok(["cat", &format!("/inbox/sub/{name}")]);
    assert_eq!(
        [cat("a.txt"), cat("a (2).txt"), cat("a (3).txt")],
        ["one", "two", "three"]
    );
    home.file("in/sub/a.txt", "four");
    let run = take(&home, &["--on-conflict", "version"]);
    assert!(
        run.out.contains("version 2 /inbox/sub/a.txt"),
        "{}",
        run.out
    );
    assert_eq!(
        home.ok(["cat", "--version", "1", "/inbox/sub/a.txt"]),
        "one"
    );
    // What was kept stays, also without the option, or with another name.
    take(&home, &["--keep-in", "other"]);
    assert_eq!(
        [kept("a.txt"), kept("a (2).txt"), kept("a (3).txt")],
        ["one", "two", "three"]
    );
    for bad in ["a/b", "..", ".rejected"] {
        assert_eq!(take(&home, &["--keep-in", bad]).code, 2, "{bad}");
    }
}

#[test]
fn what_the_policy_refuses_is_set_aside_with_the_reason() {
    let home = Home::new();
    home.file("in/bad.exe", "one");
    home.file("in/lie.pdf", "\u{89}PNG no pdf at all");
    home.file("in/good.txt", "yes");
    let run = take(&home, &[]);
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    home.file("in/sub/bad.exe", "two");
    assert_eq!(take(&home, &[]).code, 3);
    assert_eq!(
        take(&home, &["--again"]).code,
        0,
        "what is aside stays there"
    );
    let aside = folder(&home).join(".rejected");
    assert_eq!(fs::metadata(&aside).unwrap().mode() & 0o777, 0o700);
    assert_eq!(
        below(&aside),
        [
            "bad (2).exe",
            "bad (2).exe.reason",
            "bad.exe",
            "bad.exe.reason",
            "lie.pdf",
            "lie.pdf.reason"
        ]
    );
    let read = |name: &str| fs::read_to_string(aside.join(name)).unwrap();
    assert_eq!([read("bad.exe"), read("bad (2).exe")], ["one", "two"]);
    assert!(read("bad.exe.reason").contains("not allowed"));
    assert!(read("lie.pdf.reason").contains("content"));
    assert_eq!(inside(&home), ["/inbox/good.txt"]);
}

#[test]
fn receipts_say_what_became_of_each_source() {
    let home = Home::new();
    home.file("in/a.txt", "first");
    home.file("in/b.exe", "second");
    take(&home, &[]);
    home.file("in/again.txt", "first");
    take(&home, &[]);
    let all = receipts(&home);
    // A principal that may only add is not told what the vault has, nor where.
    let blind = home.key("blind", &["--permission", "file:upload"]);
    let told = Run::of(by_key(&home, &blind, ["--json", "inbox", "receipts"])).json();
    assert_eq!(told.len(), 3);
    for receipt in &told {
        assert!(
            receipt["hash"].is_null() && receipt["path"].is_null(),
            "{receipt}"
        );
        assert_ne!(receipt["status"], "duplicate");
    }
    let of = |name: &str| {
        let wanted = folder(&home).join(name);
        let wanted = wanted.to_str().unwrap();
        let mut found = all.iter().filter(|receipt| receipt["source"] == wanted);
        let one = found.next().unwrap_or_else(|| panic!("{name}: {all:?}"));
        assert!(found.next().is_none());
        one.clone()
    };
    let (a, b, again) = (of("a.txt"), of("b.exe"), of("again.txt"));
    assert_eq!(
        (&a["status"], &a["path"]),
        (&"added".into(), &"/inbox/a.txt".into())
    );
    let shown = home
        .run(["--json", "show", "/inbox/a.txt"])
        .json()
        .remove(0);
    assert_eq!((&a["id"], &a["hash"]), (&shown["id"], &shown["hash"]));
    assert_eq!((&b["status"], &b["id"]), (&"rejected".into(), &Value::Null));
    assert!(b["reason"].as_str().unwrap().contains("not allowed"));
    assert_eq!(again["status"], "duplicate");
    let rejected = home.run(["--json", "inbox", "receipts", "--status", "rejected"]);
    assert_eq!(rejected.json(), [b]);
    assert_eq!(home.run(["inbox", "receipts", "--status", "lost"]).code, 2);
    home.ok(["verify"]);
    home.ok(["rekey"]);
    home.ok(["compact"]);
    assert_eq!(receipts(&home), all);
}

#[test]
fn a_source_whose_removal_was_cut_short_is_known_wherever_its_file_is() {
    let home = Home::new();
    let path = home.file("in/a.txt", "first");
    // The same file again, as if it had never been removed.
    let keep = home.work().join("keep.txt");
    fs::hard_link(&path, &keep).unwrap();
    assert_eq!(take(&home, &[]).code, 0);
    home.ok(["mv", "/inbox/a.txt", "/filed/2026/letter.txt"]);
    fs::hard_link(&keep, &path).unwrap();
    let run = take(&home, &[]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("imported before"), "{}", run.out);
    assert!(!path.exists());
    assert_eq!(inside(&home), ["/filed/2026/letter.txt"]);
    // Another content with all the marks of the first one.
    let modified = fs::metadata(&keep).unwrap().modified().unwrap();
    fs::write(&keep, "FIRST").unwrap();
    let file = fs::File::options().write(true).open(&keep).unwrap();
    file.set_modified(modified).unwrap();
    drop(file);
    fs::hard_link(&keep, &path).unwrap();
    assert_eq!(take(&home, &[]).code, 0);
    assert_eq!(inside(&home), ["/filed/2026/letter.txt", "/inbox/a.txt"]);
    assert_eq!(home.ok(["cat", "/inbox/a.txt"]), "FIRST");
    // One that was thrown away since: it is no longer kept, so it comes in again.
    home.ok(["rm", "/inbox/a.txt"]);
    fs::hard_link(&keep, &path).unwrap();
    assert_eq!(take(&home, &[]).code, 0);
    assert_eq!(inside(&home), ["/filed/2026/letter.txt", "/inbox/a.txt"]);
    home.ok(["verify"]);
}

#[test]
fn which_folder_and_for_whom() {
    let home = Home::new();
    home.file("in/a.txt", "first");
    let run = home.run(["inbox", "run", "none"]);
    assert_eq!(run.code, 4);
    assert!(run.err.contains("hint"), "{}", run.err);
    assert_eq!(home.run(["inbox", "run", "in/a.txt"]).code, 4);
    let vault = home.vault();
    fs::create_dir(vault.join("sub")).unwrap();
    for bad in [
        vault.clone(),
        vault.join("sub"),
        home.root().to_owned(),
        PathBuf::from("/"),
    ] {
        let run = home.run([OsStr::new("inbox"), OsStr::new("run"), bad.as_os_str()]);
        assert_eq!(run.code, 2, "{}: {}", bad.display(), run.err);
    }
    fs::remove_dir(vault.join("sub")).unwrap();
    assert_eq!(home.run(["inbox", "run", "--to", "/x"]).code, 2);
    let scoped = home.key(
        "scoped",
        &["--permission", "file:upload", "--scope", "/scans"],
    );
    let viewer = home.key("viewer", &["--role", "viewer"]);
    let run = |key: &Path, more: &[&str]| {
        let all = [&["inbox", "run", "in", "--settle", "0s"], more].concat();
        Run::of(by_key(&home, key, all)).code
    };
    assert_eq!(run(&viewer, &[]), 5);
    assert_eq!(run(&scoped, &[]), 5);
    assert!(folder(&home).join("a.txt").exists());
    assert_eq!(run(&scoped, &["--to", "/scans/in"]), 0);
    assert_eq!(inside(&home), ["/scans/in/a.txt"]);
    assert_eq!(
        Run::of(by_key(&home, &scoped, ["inbox", "receipts"])).code,
        5
    );
    assert_eq!(
        Run::of(by_key(&home, &viewer, ["inbox", "receipts"])).code,
        5
    );
}
