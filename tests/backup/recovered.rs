//! docs/recover.sh: everything of a backup comes back by age, zstd, tar, jq and sh, without this program.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{Home, Run, create, furnished, identity, sets};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/recover.sh");

fn can_run() -> bool {
    let installed = |tool: &str| Command::new(tool).arg("--version").output().is_ok();
    let can = ["age", "zstd", "tar", "jq"]
        .iter()
        .all(|tool| installed(tool));
    if !can {
        println!("skipped: age, zstd, tar or jq is not installed");
    }
    can
}

fn recover(home: &Home, identity: &Path, backup: &Path, into: &Path) -> Run {
    let mut command = Command::new("sh");
    command
        .arg(SCRIPT)
        .args([identity, backup, into])
        .current_dir(home.work())
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin");
    Run::of(command)
}

/// Files with one path live and twice in the trash, versions of both, the same content in all places.
fn world() -> Home {
    let home = furnished();
    let put = |content: &str| {
        home.file("tree/one.txt", content);
        home.ok(["add", "tree/one.txt", "--to", "/tree"]);
    };
    for round in 0..2 {
        put(&format!("trashed {round}, first"));
        put(&format!("trashed {round}, second"));
        home.ok(["rm", "/tree/one.txt"]);
    }
    put("live, first");
    put("live, second");
    put("live, third");
    home.file("tree/large.bin", super::noise(3_000_000));
    home.ok(["add", "tree/large.bin", "--to", "/tree"]);
    // A content that a live file has, too.
    home.file("copy.txt", "live, third");
    home.ok(["add", "copy.txt", "--to", "/copies"]);
    home.ok(["rm", "/copies/copy.txt"]);
    home.file("newline\n", "at the end of its name");
    home.ok(["add", "newline\n", "--to", "/a | b"]);
    home
}

fn content(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn everything_is_there(home: &Home, into: &Path) {
    let out = home.work().join("out");
    let _ = fs::remove_dir_all(&out);
    fs::create_dir(&out).unwrap();
    home.ok(["get", "/tree", "/elsewhere", "/a | b", "-o", "out"]);
    let diff = Command::new("diff")
        .arg("-r")
        .args([into.join("files"), out])
        .output()
        .unwrap();
    assert!(
        diff.status.success(),
        "{}",
        String::from_utf8_lossy(&diff.stdout)
    );
    let live = fs::metadata(into.join("files/tree/one.txt")).unwrap();
    let age = live.modified().unwrap().elapsed().unwrap();
    assert!(age.as_secs() < 600);
    for (number, word) in [(1, "first"), (2, "second")] {
        let version = into.join(format!("versions/tree/one.txt/{number}"));
        assert_eq!(content(version), format!("live, {word}"));
    }
    let large = fs::read(into.join("versions/tree/large.bin/1")).unwrap();
    assert_eq!(large, super::noise(3_500_000));
    // Each by itself, although they had one path.
    let mut trashed = Vec::new();
    for row in home.run(["--json", "trash", "list"]).json() {
        let (id, path) = (row["id"].as_str().unwrap(), row["path"].as_str().unwrap());
        let text = content(into.join(format!("trash/{id}{path}")));
        if path == "/tree/one.txt" {
            let before = content(into.join(format!("trash/{id}.versions/1")));
            assert_eq!(before, text.replace("second", "first"));
        }
        trashed.push(text);
    }
    trashed.sort();
    let (known, other) = trashed.split_at(3);
    let expected = [
        "file 2\n".repeat(40),
        "live, third".to_owned(),
        "trashed 0, second".to_owned(),
    ];
    assert_eq!(known, expected);
    assert_eq!(other, ["trashed 1, second"]);
    for rows in ["metadata.jsonl", "audit.jsonl", "principals.jsonl"] {
        for line in content(into.join(rows)).lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(row.is_object());
        }
    }
    let audit = content(into.join("audit.jsonl"));
    let rows = audit.lines().count();
    let shown = home.ok(["audit", "log"]);
    assert!(rows > 25 && rows <= shown.lines().count());
    assert!(audit.contains("VAULT_INIT") && audit.contains("FILE_DELETE"));
    assert!(content(into.join("policy.toml")).contains("allowed_extensions"));
    assert!(content(into.join("rules.toml")).contains("[["));
    assert!(!into.join(".parts").exists());
}

#[test]
fn everything_comes_back_by_stock_tools() {
    if !can_run() {
        return;
    }
    let home = world();
    let identity = identity(&home);
    let whole = create(&home, "b.tar.zst.age");
    let first = sets::snapshot(&home, &[]);
    home.ok(["tag", "add", "later", "/tree/one.txt"]);
    let second = sets::snapshot(&home, &[]);
    for (backup, name) in [(whole, "r1"), (first, "r2"), (second, "r 3")] {
        let into = home.root().join(name);
        let run = recover(&home, &identity, &backup, &into);
        assert_eq!(
            (run.code, run.err.as_str()),
            (0, ""),
            "{}",
            backup.display()
        );
        everything_is_there(&home, &into);
        // Never into a folder that is there.
        assert_ne!(recover(&home, &identity, &backup, &into).code, 0);
        everything_is_there(&home, &into);
    }
}

#[test]
fn what_is_missing_is_named_and_the_rest_comes_back() {
    if !can_run() {
        return;
    }
    let home = world();
    let identity = identity(&home);
    let whole = create(&home, "b.tar.zst.age");
    sets::snapshot(&home, &[]);
    home.file("later.txt", "later");
    home.ok(["add", "later.txt", "--to", "/tree"]);
    let snapshot = sets::snapshot(&home, &[]);
    let into = home.root().join("recovered");
    let data = sets::named(&home, "data");
    let (large, small) = (&data[0], &data[1]);
    fs::rename(small, home.root().join("kept")).unwrap();
    let run = recover(&home, &identity, &snapshot, &into);
    assert_eq!(run.code, 1, "{}", run.err);
    let name = into.join("files/tree/later.txt");
    let line = format!("missing: {}", name.display());
    assert!(run.err.lines().any(|said| said == line), "{}", run.err);
    assert_eq!(run.err.matches("/files/").count(), 1, "{}", run.err);
    fs::write(&name, "later").unwrap();
    everything_is_there(&home, &into);
    fs::remove_dir_all(&into).unwrap();
    // A pack in the place of another, and one cut short.
    fs::copy(large, small).unwrap();
    assert_eq!(recover(&home, &identity, &snapshot, &into).code, 1);
    fs::remove_dir_all(&into).unwrap();
    fs::rename(home.root().join("kept"), small).unwrap();
    let bytes = fs::read(&whole).unwrap();
    fs::write(&whole, &bytes[..bytes.len() - 70_000]).unwrap();
    let run = recover(&home, &identity, &whole, &into);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("missing: the end of"), "{}", run.err);
    fs::remove_dir_all(&into).unwrap();
    // Somebody else's identity: nothing is left behind.
    home.ok(["-q", "backup", "identity", "new", "-o", "other.txt"]);
    let other = home.work().join("other.txt");
    let run = recover(&home, &other, &snapshot, &into);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(!into.exists());
}
