//! docs/recover.sh: everything of a backup comes back by age, zstd, tar, jq and sh, without this program.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Home, Run, create, furnished, identity, sets};

const PATH: &str = "/usr/local/bin:/usr/bin:/bin";
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

/// The script, with the arguments, as `sh -c` sees them after `before`.
fn script(home: &Home, before: &str, arguments: [&Path; 3]) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("{before} exec sh \"$@\""), "sh", SCRIPT])
        .args(arguments)
        .current_dir(home.work())
        .env_clear()
        .env("PATH", PATH);
    command
}

fn recover(home: &Home, identity: &Path, backup: &Path, into: &Path) -> Run {
    Run::of(script(home, "", [identity, backup, into]))
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

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// Bytes that do not compress, and are others for each number.
fn content_of(number: u8) -> Vec<u8> {
    let noise = super::noise(200_000);
    noise.into_iter().map(|byte| byte ^ number).collect()
}

/// Current files, earlier versions and a file in the trash, of contents 0 to 5.
fn numbered() -> Home {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    for round in 0..2 {
        for number in 0..3 {
            home.file(format!("n/{number}.bin"), content_of(round * 3 + number));
        }
        home.ok(["add", "n", "--to", "/"]);
    }
    home.ok(["rm", "/n/0.bin"]);
    home
}

fn both_kinds(home: &Home) -> [PathBuf; 2] {
    [create(home, "b.tar.zst.age"), sets::snapshot(home, &[])]
}

#[test]
fn a_backup_without_current_files_is_recovered() {
    if !can_run() {
        return;
    }
    for with_trash in [false, true] {
        let home = Home::new();
        let identity = identity(&home);
        if with_trash {
            home.file("a.txt", "first");
            home.ok(["add", "a.txt", "--to", "/"]);
            home.file("a.txt", "second");
            home.ok(["add", "a.txt", "--to", "/"]);
            home.ok(["rm", "/a.txt"]);
        }
        for backup in both_kinds(&home) {
            let into = home.root().join("recovered");
            let run = recover(&home, &identity, &backup, &into);
            assert_eq!((run.code, run.err.as_str()), (0, ""));
            assert!(into.join("files").is_dir());
            assert!(content(into.join("audit.jsonl")).contains("VAULT_INIT"));
            let mut trashed: Vec<String> = files(&into.join("trash")).iter().map(content).collect();
            trashed.sort();
            assert_eq!(
                trashed,
                ["first", "second"][..if with_trash { 2 } else { 0 }]
            );
            fs::remove_dir_all(&into).unwrap();
        }
    }
}

#[test]
fn contents_without_a_name_are_kept() {
    if !can_run() {
        return;
    }
    let home = numbered();
    let identity = identity(&home);
    let [whole, snapshot] = both_kinds(&home);
    let known: Vec<Vec<u8>> = (0..6).map(content_of).collect();
    let into = home.root().join("recovered");
    let rows = sets::named(&home, "rows");
    assert_eq!(rows.len(), 1);
    fs::remove_file(&rows[0]).unwrap();
    let run = recover(&home, &identity, &snapshot, &into);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("/unnamed"), "{}", run.err);
    let mut kept: Vec<Vec<u8>> = files(&into.join("unnamed"))
        .iter()
        .filter(|path| !path.ends_with("order.txt"))
        .map(|path| fs::read(path).unwrap())
        .collect();
    kept.sort();
    let mut all = known.clone();
    all.sort();
    assert!(kept == all, "{} kept", kept.len());
    assert!(!into.join(".parts").exists());
    fs::remove_dir_all(&into).unwrap();
    // A full backup that is cut off at any place: what stands at a path or under a hash is whole.
    let bytes = fs::read(&whole).unwrap();
    let mut counts = Vec::new();
    for cut in [110_000, 300_000, 500_000] {
        fs::write(&whole, &bytes[..bytes.len() - cut]).unwrap();
        let run = recover(&home, &identity, &whole, &into);
        assert_eq!(run.code, 1, "{}", run.err);
        assert!(run.err.contains("missing: metadata.jsonl"), "{}", run.err);
        let unnamed = files(&into.join("unnamed"));
        let named = files(&into.join("files"));
        for path in unnamed.iter().chain(&named) {
            assert!(
                known.contains(&fs::read(path).unwrap()),
                "{}",
                path.display()
            );
        }
        for path in files(&into.join("partial")) {
            let part = fs::read(&path).unwrap();
            assert!(known.iter().any(|whole| whole.starts_with(&part)));
        }
        assert_eq!(named.len(), 2);
        counts.push(unnamed.len());
        fs::remove_dir_all(&into).unwrap();
    }
    assert_eq!(counts, [3, 2, 1]);
}

#[test]
fn no_file_gets_its_name_before_it_is_whole() {
    if !can_run() {
        return;
    }
    let home = numbered();
    let identity = identity(&home);
    home.file("n/large.bin", super::noise(3_000_000));
    home.ok(["add", "n/large.bin", "--to", "/n"]);
    let [whole, snapshot] = both_kinds(&home);
    let into = home.root().join("recovered");
    // Nothing larger than this can be written, as on a full disk.
    let limit = "trap '' XFSZ; ulimit -f 2000;";
    for (backup, kept) in [(&whole, "partial"), (&snapshot, "unnamed")] {
        let run = Run::of(script(&home, limit, [&identity, backup, &into]));
        assert_eq!(run.code, 1, "{}", run.err);
        let large = into.join("files/n/large.bin");
        let line = format!("missing: {}", large.display());
        assert!(run.err.lines().any(|said| said == line), "{}", run.err);
        assert!(
            run.err.contains("error: 2 items") || run.err.contains("error: 1 items"),
            "{}",
            run.err
        );
        assert!(!large.exists());
        assert!(!files(&into.join(kept)).is_empty(), "{}", run.err);
        assert_eq!(fs::read(into.join("files/n/1.bin")).unwrap(), content_of(4));
        assert!(!into.join(".parts").exists());
        fs::remove_dir_all(&into).unwrap();
    }
    // Hardly anything can be written: it says so, and hides nothing.
    let limit = "trap '' XFSZ; ulimit -f 1;";
    for backup in [&whole, &snapshot] {
        let run = Run::of(script(&home, limit, [&identity, backup, &into]));
        assert_eq!(run.code, 1, "{}", run.err);
        assert!(run.err.contains("error: "), "{}", run.err);
        assert!(!into.join(".parts").exists());
        let _ = fs::remove_dir_all(&into);
    }
    for pack in sets::named(&home, "data") {
        fs::remove_file(pack).unwrap();
    }
    let run = recover(&home, &identity, &snapshot, &into);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(files(&into.join("files")).is_empty());
    assert!(files(&into.join("trash")).is_empty());
    assert!(content(into.join("metadata.jsonl")).contains("large.bin"));
}

#[test]
fn the_environment_changes_nothing_and_processes_are_few() {
    if !can_run() {
        return;
    }
    let home = world();
    let identity = identity(&home);
    // Calls of jq are counted.
    let bin = home.root().join("bin");
    fs::create_dir(&bin).unwrap();
    let log = home.root().join("calls");
    let wrapper = bin.join("jq");
    let text = format!(
        "#!/bin/sh\necho call >>'{}'\nPATH={PATH} exec jq \"$@\"\n",
        log.display()
    );
    fs::write(&wrapper, text).unwrap();
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755)).unwrap();
    for backup in both_kinds(&home) {
        let mut command = script(&home, "", [&identity, &backup, Path::new("recovered")]);
        command.env("PATH", format!("{}:{PATH}", bin.display()));
        for (name, value) in [
            ("CDPATH", ".:/"),
            ("IFS", "e"),
            ("TAR_OPTIONS", "--no-such-option"),
            ("TAPE", "/nowhere"),
            ("GREP_OPTIONS", "-v"),
            ("ZSTD_CLEVEL", "x"),
            ("ZSTD_NBTHREADS", "x"),
            ("POSIXLY_CORRECT", "1"),
            ("LC_ALL", "tr_TR.UTF-8"),
        ] {
            command.env(name, value);
        }
        let run = Run::of(command);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let into = home.work().join("recovered");
        everything_is_there(&home, &into);
        fs::remove_dir_all(&into).unwrap();
        let calls = content(&log).lines().count();
        assert!(calls < 12, "{calls}");
        fs::remove_file(&log).unwrap();
    }
}

#[test]
fn holes_are_made_again() {
    let installed = Command::new("fallocate").arg("--version").output().is_ok();
    if !can_run() || !installed {
        return;
    }
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    let identity = identity(&home);
    home.file("hole.img", [vec![0; 8 << 20], b"end".to_vec()].concat());
    home.ok(["add", "hole.img", "--to", "/"]);
    for backup in both_kinds(&home) {
        let into = home.root().join("recovered");
        let run = recover(&home, &identity, &backup, &into);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let meta = fs::metadata(into.join("files/hole.img")).unwrap();
        assert_eq!(meta.len(), (8 << 20) + 3);
        assert!(meta.blocks() < 1000, "{}", meta.blocks());
        fs::remove_dir_all(&into).unwrap();
    }
}
