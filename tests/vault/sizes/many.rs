//! Many versions, many files, many folders.

use std::collections::BTreeSet;
use std::fs;

use super::measure::{median, ok, say};
use crate::support::Home;

/// One file, changed again and again.
pub(crate) fn versions(count: usize) {
    let home = Home::new();
    home.ok(["policy", "set", "max_versions", &(2 * count).to_string()]);
    let content = |n: usize| format!("version {n}\n").repeat(n % 97 + 1);
    let mut times = Vec::new();
    for n in 1..=count {
        home.file("file.txt", content(n));
        times.push(ok(&home, &["-q", "add", "file.txt"]).1.seconds);
    }
    let tenth = (count / 10).max(1);
    let (first, last) = (median(&times[..tenth]), median(&times[count - tenth..]));
    println!("{count} versions: an add took {first:.4} s at first, {last:.4} s at last");
    let (run, cost) = ok(&home, &["--json", "versions", "/inbox/file.txt"]);
    say("versions", &cost);
    let numbers: BTreeSet<u64> = run
        .json()
        .iter()
        .map(|line| line["version"].as_u64().unwrap())
        .collect();
    assert!(numbers.into_iter().eq(1..=count as u64));
    for n in (1..=count).step_by((count / 12).max(1)).chain([count]) {
        let number = n.to_string();
        let run = ok(&home, &["cat", "--version", &number, "/inbox/file.txt"]).0;
        assert_eq!(run.out, content(n), "version {n}");
    }
    say("rm", &ok(&home, &["rm", "/inbox/file.txt"]).1);
    say("undo", &ok(&home, &["undo"]).1);
    home.ok(["verify"]);
    // Fewer are kept from now on: the next one to come drops the others.
    home.ok(["policy", "set", "max_versions", "5"]);
    home.file("file.txt", "one more\n");
    say(
        "the add that drops the others",
        &ok(&home, &["add", "file.txt"]).1,
    );
    let kept = ok(&home, &["--json", "versions", "/inbox/file.txt"])
        .0
        .json()
        .len();
    assert!(kept <= 6, "{kept} versions are kept");
    home.ok(["verify"]);
}

/// Many small files in one folder.
pub(crate) fn files(count: usize) {
    let home = Home::new();
    let folder = home.work().join("folder");
    fs::create_dir(&folder).unwrap();
    for n in 0..count {
        fs::write(
            folder.join(format!("file-{n}.txt")),
            format!("content {n}\n"),
        )
        .unwrap();
    }
    let (_, cost) = ok(&home, &["-q", "add", "folder", "--to", "/"]);
    say(&format!("add of {count} files"), &cost);
    if let Some(peak) = cost.peak {
        assert!(peak < 200 * 1024, "{peak} KiB");
    }
    let (run, cost) = ok(&home, &["ls", "/folder"]);
    say("ls", &cost);
    assert_eq!(run.out.lines().count(), count);
    let last = format!("/folder/file-{}.txt", count - 1);
    for (what, arguments) in [
        ("ls -l", &["ls", "-l", "/folder"][..]),
        (
            "find by the beginning of a name",
            &["find", "name:file-1234*"],
        ),
        ("cat", &["cat", &last]),
        ("mv of one", &["mv", &last, "/folder/renamed.txt"]),
        ("tag of all", &["-q", "tag", "add", "many", "/folder"]),
        ("mv of the folder", &["-q", "mv", "/folder", "/elsewhere"]),
        ("rm of the folder", &["-q", "rm", "/elsewhere"]),
        ("undo of that", &["-q", "undo"]),
        ("get", &["-q", "get", "/elsewhere", "-o", "out"]),
        ("verify", &["verify"]),
        ("rm of the folder again", &["-q", "rm", "/elsewhere"]),
        ("trash empty", &["-q", "-y", "trash", "empty"]),
    ] {
        let (_, cost) = ok(&home, arguments);
        say(what, &cost);
    }
    let out = home.work().join("out/elsewhere");
    assert_eq!(fs::read_dir(&out).unwrap().count(), count);
    for n in (0..count - 1).step_by(37) {
        let content = fs::read_to_string(out.join(format!("file-{n}.txt"))).unwrap();
        assert_eq!(content, format!("content {n}\n"));
    }
    assert_eq!(home.ok(["ls", "-R"]), "");
    home.ok(["verify"]);
}

/// Folders in folders in folders.
pub(crate) fn folders(depth: usize) {
    let home = Home::new();
    let mut path = String::from("deep");
    let mut files = Vec::new();
    for n in 0..depth {
        path = format!("{path}/folder-{n:06}");
        let file = format!("{path}/file.txt");
        home.file(&file, format!("at depth {n}\n"));
        files.push(file);
    }
    say(
        &format!("add of {depth} levels"),
        &ok(&home, &["-q", "add", "deep", "--to", "/"]).1,
    );
    let (run, cost) = ok(&home, &["ls", "-R"]);
    say("ls -R", &cost);
    assert_eq!(run.out.lines().count(), depth);
    let last = format!("/{}", files[depth - 1]);
    assert_eq!(home.ok(["cat", &last]), format!("at depth {}\n", depth - 1));
    say("get", &ok(&home, &["-q", "get", "/deep", "-o", "out"]).1);
    for (n, file) in files.iter().enumerate() {
        let content = fs::read_to_string(home.work().join("out").join(file)).unwrap();
        assert_eq!(content, format!("at depth {n}\n"));
    }
    say("mv", &ok(&home, &["-q", "mv", "/deep", "/elsewhere"]).1);
    say("rm", &ok(&home, &["-q", "rm", "/elsewhere"]).1);
    // As who did that.
    ok(&home, &["undo"]);
    ok(&home, &["undo"]);
    assert_eq!(home.ok(["cat", &last]), format!("at depth {}\n", depth - 1));
    home.ok(["verify"]);
}
