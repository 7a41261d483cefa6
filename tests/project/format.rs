//! docs/decode.py, which is docs/FORMAT.md as a program: it opens a vault by each kind of credential and finds in it
//! what file-organizer does, and it names what is damaged. So what the document says of these parts is true.
//! Needs python3 with the packages that decode.py names; `DECODE_PYTHON` says which python3.

use crate::support;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Home, PASSWORD, Run, copy_folder};
use serde_json::Value;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/decode.py");

/// A python3 with the packages; none, and said so, where they are not installed. One that was named must have them.
fn python() -> Option<String> {
    let named = std::env::var("DECODE_PYTHON").ok();
    let python = named.clone().unwrap_or_else(|| "python3".to_owned());
    let imports = "import argon2.low_level, blake3, nacl.bindings, xxhash, zstandard";
    let has_them = Command::new(&python).args(["-c", imports]).output();
    if has_them.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    assert!(
        named.is_none(),
        "{python} does not have the packages of docs/decode.py"
    );
    println!("skipped: {python} does not have the packages that docs/decode.py names");
    None
}

/// Ways to open a vault: by option, and by the file that holds the secret.
struct Ways(Vec<(&'static str, PathBuf)>);

fn ways(home: &Home) -> Ways {
    let file = |name: &str, text: &str| {
        let path = home.root().join(name);
        home.secret(&path, text);
        path
    };
    Ways(vec![
        (
            "--password-file",
            file("password", &format!("{PASSWORD}\n")),
        ),
        ("--recovery-key-file", file("recovery", &home.recovery)),
        ("--api-key-file", home.key("decoder", &["--role", "viewer"])),
    ])
}

fn decode(python: &str, vault: &Path, way: &(&'static str, PathBuf), action: &[&str]) -> Run {
    let mut command = Command::new(python);
    command
        .args(["-B".as_ref(), SCRIPT.as_ref(), vault.as_os_str()])
        .arg(way.0)
        .arg(&way.1)
        .args(action);
    let run = Run::of(command);
    assert!(!run.err.contains("Traceback"), "{}", run.err);
    run
}

/// Bytes that do not compress.
fn noise(count: usize, mut state: u64) -> Vec<u8> {
    (0..count)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[3]
        })
        .collect()
}

fn shell(command: &str, path: &Path) -> bool {
    let mut shell = Command::new("sh");
    shell.args(["-c", command, "sh"]).arg(path);
    shell.status().is_ok_and(|status| status.success())
}

/// A tree with contents of every layout, and entries of every kind.
fn tree(home: &Home) {
    for number in 0..30 {
        let text = format!("line {number} of a small text\n").repeat(100);
        home.file(format!("tree/small/{number}.txt"), text);
        home.file(
            format!("tree/pictures/{number}.jpg"),
            noise(9_000, number + 1),
        );
    }
    let cut: String = (0..400_000).map(|n| format!("line {n}\n")).collect();
    home.file("tree/cut.txt", &cut);
    home.file("tree/cut twice.txt", cut.repeat(2));
    home.file("tree/cut.bin", noise(5_000_000, 7));
    home.file("tree/whole.txt", "whole ".repeat(150_000));
    home.file("tree/whole.bin", noise(900_000, 9));
    home.file("tree/empty.txt", "");
    home.file("tree/copy.txt", "line 3 of a small text\n".repeat(100));
    home.file("tree/cafe\u{301}.txt", "a letter of two code points");
    home.file(
        std::ffi::OsStr::from_bytes(b"tree/not utf-8 \xff.txt"),
        "bytes",
    );
    let run = home.file("tree/attributes/run.sh", "#!/bin/sh\n");
    fs::set_permissions(&run, fs::Permissions::from_mode(0o750)).unwrap();
    if !shell("setfattr -n user.from -v 0x000aff \"$1\"", &run) {
        println!("without extended attributes: they cannot be set here");
    }
    let old = home.file("tree/attributes/old.txt", "from before 1970");
    assert!(shell("touch -d @-1.5 \"$1\"", &old));
    symlink("../no/such/file", home.work().join("tree/link")).unwrap();
    fs::create_dir_all(home.work().join("tree/empty folder/inner")).unwrap();
}

/// A vault with something of everything that decode.py reads.
fn furnished() -> Home {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    tree(&home);
    home.ok([
        "add",
        "tree",
        "--to",
        "/",
        "--tag",
        "papers",
        "--note",
        "a note: ü",
    ]);
    for text in ["first", "second", "third"] {
        home.file("versions.txt", text);
        home.ok(["add", "versions.txt"]);
    }
    assert_eq!(
        home.feed(["add", "-", "--name", "stream.txt"], b"no attributes")
            .code,
        0
    );
    home.file("gone.txt", "thrown away");
    home.ok(["add", "gone.txt"]);
    home.ok(["rm", "/inbox/gone.txt"]);
    home.ok(["mv", "/tree/copy.txt", "/moved/copy.txt"]);
    home.ok(["undo"]);
    home.ok(["rules", "import", "--method", "para"]);
    home.user("anna", "user");
    home.user("berta", "user");
    home.file("of anna.txt", "what belongs to anna");
    assert_eq!(home.as_user("anna", ["add", "of anna.txt"]).code, 0);
    let key = home.key("robot", &["--role", "api"]);
    home.file("of a key.txt", "what came in by a key");
    assert_eq!(home.by_key(&key, ["add", "of a key.txt"]).code, 0);
    home.ok(["consent", "grant", "anna", "photos"]);
    home.ok(["-y", "privacy", "erase", "berta"]);
    home.ok(["role", "set", "reader", "file:read"]);
    home.ok(["-y", "rekey"]);
    home.file("dropped.txt", "left for the vault");
    home.ok(["drop", "dropped.txt"]);
    home
}

/// An entry of a tree: kind, mode, modification time, extended attributes, and content or target.
type Entry = (char, u32, (i64, i64), String, Vec<u8>);

/// Everything below a folder but the folders that only hold others: these have no attributes.
fn entries(folder: &Path) -> BTreeMap<PathBuf, Entry> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.unwrap();
        let (path, meta) = (entry.path(), entry.path().symlink_metadata().unwrap());
        let name = path.strip_prefix(folder).unwrap().to_owned();
        if meta.is_dir() && !name.starts_with("tree") {
            continue;
        }
        let (kind, content) = if meta.is_symlink() {
            (
                'l',
                fs::read_link(path).unwrap().as_os_str().as_bytes().to_vec(),
            )
        } else if meta.is_dir() {
            ('d', Vec::new())
        } else {
            ('f', fs::read(path).unwrap())
        };
        let mut xattrs = Command::new("getfattr");
        xattrs.args(["-h", "-d", "-e", "hex"]).arg(path);
        let xattrs = xattrs.output().map(|output| {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            text.lines().skip(1).collect::<Vec<_>>().join("\n")
        });
        let time = (meta.mtime(), meta.mtime_nsec());
        let entry = (kind, meta.mode(), time, xattrs.unwrap_or_default(), content);
        found.insert(name, entry);
    }
    found
}

fn same_tree(one: &Path, other: &Path) {
    let (one, other) = (entries(one), entries(other));
    assert!(one.len() > 70);
    assert!(
        one.keys().eq(other.keys()),
        "{:?}\n{:?}",
        one.keys(),
        other.keys()
    );
    for (path, entry) in &one {
        assert!(*entry == other[path], "{}", path.display());
    }
}

fn same(ours: &[Vec<String>], theirs: &[Vec<String>]) {
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours.len(), theirs.len());
}

fn strings<'v>(rows: impl IntoIterator<Item = &'v Value>, fields: &[&str]) -> Vec<Vec<String>> {
    let row = |row: &Value| {
        let field = |field: &&str| row.pointer(field).unwrap_or(&Value::Null).to_string();
        fields.iter().map(field).collect()
    };
    let mut rows: Vec<Vec<String>> = rows.into_iter().map(row).collect();
    rows.sort();
    rows
}

/// The rows that decode.py lists are those that the program lists.
fn same_rows(home: &Home, listed: &[Value]) {
    let of = |kind: &'static str| listed.iter().filter(move |row| row["kind"] == kind);
    let common = [
        "/path",
        "/path_b64",
        "/id",
        "/owner",
        "/tags",
        "/note",
        "/rule",
        "/created",
    ];
    let theirs = [
        "/version",
        "/size",
        "/added",
        "/modified",
        "/detected",
        "/deleted",
        "/deleted_by",
    ];
    let ours = [
        "/current/number",
        "/current/size",
        "/current/added",
        "/current/modified",
        "/current/type",
        "/deleted",
        "/deleted_by",
    ];
    let shown = home.run(["--json", "ls", "-R", "/"]).json();
    let shown = shown.iter().filter(|row| row["type"] == "file");
    let files = strings(of("file"), &[&common[..], &ours].concat());
    same(&files, &strings(shown, &[&common[..], &theirs].concat()));
    assert!(files.len() > 70);
    let shown = home.run(["--json", "trash", "list"]).json();
    let trash = strings(of("trash"), &[&common[..], &ours].concat());
    same(&trash, &strings(&shown, &[&common[..], &theirs].concat()));
    assert_eq!(trash.len(), 1);
    let versions = strings(
        of("version"),
        &["/version/number", "/version/size", "/version/added"],
    );
    let shown = home
        .run(["--json", "versions", "/inbox/versions.txt"])
        .json();
    let earlier = shown.iter().filter(|row| row["version"] != 3);
    same(
        &versions,
        &strings(earlier, &["/version", "/size", "/added"]),
    );
    assert_eq!(versions.len(), 2);
    assert!(of("folder").any(|row| row["path"] == "/tree/empty folder/inner"));
    assert!(of("drop").any(|row| row["name"] == "dropped.txt"));
}

/// What stands beside the files of a tree that decode.py has extracted.
fn rest(out: &Path) -> Vec<String> {
    let mut texts: Vec<String> = ["versions", "trash", "drops"]
        .iter()
        .flat_map(|place| walkdir::WalkDir::new(out.join(place)))
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| fs::read_to_string(entry.path()).unwrap())
        .collect();
    texts.sort();
    texts
}

/// Events that wait in the spool: of a failed unlock, and of an unlocked process.
fn what_waits_is_read(python: &str, home: &Home, way: &(&'static str, PathBuf)) {
    home.ok(["cat", "/inbox/versions.txt"]);
    let mut wrong = home.command(["ls"]);
    wrong.env("FILE_ORGANIZER_PASSWORD", "not this one");
    assert_eq!(Run::of(wrong).code, 12);
    let log = decode(python, &home.vault(), way, &["--audit"]);
    assert_eq!(log.code, 0, "{}", log.err);
    let waiting: Vec<String> = log
        .json()
        .iter()
        .filter_map(|row| Some(format!("{} {}", row["event"], row.get("waiting")?)))
        .collect();
    let waits = |event: &str, ending: &str| {
        let mut rows = waiting.iter();
        rows.any(|row| {
            row.starts_with(&format!("\"{event}\"")) && row.ends_with(&format!("{ending}\""))
        })
    };
    assert!(waits("FILE_READ", ".event"), "{waiting:?}");
    assert!(waits("AUTH_FAILURE", ".failure"), "{waiting:?}");
}

#[test]
fn the_document_opens_a_vault() {
    let Some(python) = python() else { return };
    let home = furnished();
    let Ways(ways) = ways(&home);
    home.ok(["get", "/", "-o", "got"]);
    what_waits_is_read(&python, &home, &ways[0]);
    for (number, way) in ways.iter().enumerate() {
        let out = home.root().join(format!("out{number}"));
        let extract = ["--extract", out.to_str().unwrap()];
        let run = decode(&python, &home.vault(), way, &extract);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", way.0);
        same_tree(&home.work().join("got"), &out.join("files"));
        let expected = ["first", "left for the vault", "second", "thrown away"];
        assert_eq!(rest(&out), expected);
        let listed = decode(&python, &home.vault(), way, &["--list"]);
        assert_eq!(listed.code, 0, "{}", listed.err);
        same_rows(&home, &listed.json());
        let shown = home.run(["audit", "log", "--format", "json"]).json();
        let log = decode(&python, &home.vault(), way, &["--audit"]);
        assert_eq!(log.code, 0, "{}", log.err);
        let log = log.json();
        assert!(shown.len() > 20 && log.len() >= shown.len());
        for (ours, theirs) in log.iter().zip(&shown) {
            assert_eq!(ours, theirs);
        }
        assert!(log.iter().any(|row| row["redacted"] == true));
    }
}

/// A small vault, and a password file.
fn small() -> (Home, (&'static str, PathBuf)) {
    let home = Home::new();
    let password = home.root().join("password");
    home.secret(&password, PASSWORD);
    home.file("a.txt", "one file");
    home.ok(["add", "a.txt"]);
    (home, ("--password-file", password))
}

#[test]
fn what_is_damaged_is_named() {
    let Some(python) = python() else { return };
    let (home, way) = small();
    let copy = home.root().join("copy");
    let damaged = |file: &str, change: &dyn Fn(&mut Vec<u8>)| {
        copy_folder(&home.vault(), &copy);
        let mut bytes = fs::read(copy.join(file)).unwrap();
        change(&mut bytes);
        fs::write(copy.join(file), bytes).unwrap();
        let out = home.root().join("none");
        let run = decode(&python, &copy, &way, &["--extract", out.to_str().unwrap()]);
        let _ = fs::remove_dir_all(out);
        (run.code, run.err)
    };
    let replaced = |from: &'static str, to: &'static str| {
        move |bytes: &mut Vec<u8>| {
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(text.contains(from), "{text}");
            *bytes = text.replacen(from, to, 1).into_bytes();
        }
    };
    assert_eq!(damaged("keyring.json", &|_| {}), (0, String::new()));
    let more = replaced(
        "\"login_max_per_minute\": 10",
        "\"login_max_per_minute\": 11",
    );
    let other = replaced("\"user\": \"admin\"", "\"user\": \"anna\"");
    let both = |bytes: &mut Vec<u8>| {
        // Of both copies of the header, the tag.
        bytes[367] ^= 1;
        bytes[4096 + 367] ^= 1;
    };
    let all = |bytes: &mut Vec<u8>| {
        let tags = (8192 + 4135..bytes.len()).step_by(4136);
        tags.for_each(|at| bytes[at] ^= 1);
    };
    type Change<'c> = &'c dyn Fn(&mut Vec<u8>);
    let cases: [(&str, Change<'_>, &str); 5] = [
        ("keyring.json", &more, "keyring.json does not authenticate"),
        ("keyring.json", &other, "unlock failed"),
        (
            "vault-1.redb",
            &both,
            "neither copy of the header authenticates",
        ),
        ("vault-1.redb", &all, "does not authenticate"),
        (
            "vault-1.redb",
            &|bytes| bytes.truncate(bytes.len() - 4135),
            "was cut or extended",
        ),
    ];
    for (file, change, why) in cases {
        let (code, err) = damaged(file, change);
        assert!(code == 1 && err.contains(why), "{why}: {err}");
    }
    // One copy of the header is enough.
    for at in [367, 4096 + 367] {
        let (code, err) = damaged("vault-1.redb", &|bytes| bytes[at] ^= 1);
        // The other one may be of an earlier state, whose pages may have other content since.
        let is_named = code == 1 && err.starts_with("decode.py: ");
        assert!(code == 0 || is_named, "{err}");
    }
}

/// An earlier block is sealed for the place that it is put back into: what finds it is the checksum of its page.
#[test]
fn an_earlier_block_is_found() {
    let Some(python) = python() else { return };
    let (home, way) = small();
    let before = fs::read(home.vault().join("vault-1.redb")).unwrap();
    home.file("b.txt", "another file");
    home.ok(["add", "b.txt", "--tag", "later"]);
    home.ok(["mv", "/inbox/a.txt", "/moved.txt"]);
    let now = fs::read(home.vault().join("vault-1.redb")).unwrap();
    let expected = decode(&python, &home.vault(), &way, &["--list"]).out;
    let copy = home.root().join("copy");
    let mut found = 0;
    for at in (8192..before.len().min(now.len())).step_by(4136) {
        let block = at..at + 4136;
        if before[block.clone()] == now[block.clone()]
            || before[block.clone()].iter().all(|byte| *byte == 0)
        {
            continue;
        }
        let mut bytes = now.clone();
        bytes[block.clone()].copy_from_slice(&before[block]);
        copy_folder(&home.vault(), &copy);
        fs::write(copy.join("vault-1.redb"), bytes).unwrap();
        let run = decode(&python, &copy, &way, &["--list"]);
        if run.code == 0 {
            // Nothing that is listed refers to it.
            assert_eq!(run.out, expected);
        } else {
            let whys = ["checksum", "neither leaf nor branch"];
            assert!(whys.iter().any(|why| run.err.contains(why)), "{}", run.err);
            found += 1;
        }
    }
    assert!(found > 2);
}

/// The log after old rows were removed: it begins at a checkpoint, which a row of it names.
#[test]
fn a_log_that_was_pruned_is_read() {
    let Some(python) = python() else { return };
    if support::faketime().is_none() {
        return;
    }
    let (home, way) = small();
    for time in ["+400d", "+402d", "+404d"] {
        assert_eq!(
            Run::of(home.later(time, ["note", "/inbox/a.txt", time])).code,
            0
        );
    }
    let prune = home.later("+405d", ["-y", "audit", "prune"]);
    assert_eq!(Run::of(prune).code, 0);
    let log = decode(&python, &home.vault(), &way, &["--audit"]);
    assert_eq!(log.code, 0, "{}", log.err);
    let rows = log.json();
    assert!(rows[0]["number"].as_u64().unwrap() > 1, "{}", log.out);
    assert_eq!(rows.last().unwrap()["event"], "AUDIT_PRUNE");
}

/// Between the commit of a new password and the replacement of keyring.json, the new password opens the vault and
/// the old one does not.
#[test]
fn a_keyring_that_is_not_in_its_place_yet_is_in_force() {
    let Some(python) = python() else { return };
    if Command::new("strace").arg("-V").output().is_err() {
        println!("skipped: strace is not installed");
        return;
    }
    let home = Home::forgetful();
    let file = |name: &str, text: &str| {
        let path = home.root().join(name);
        home.secret(&path, text);
        path
    };
    let (old, new) = (
        file("old", PASSWORD),
        file("new", "another correct horse battery"),
    );
    let passwd = home.command(["passwd"]);
    let mut killed = Command::new("strace");
    killed
        .args(["-f", "-o", "/dev/null", "-e", "trace=rename"])
        .args(["-e", "inject=rename:signal=KILL:when=1"])
        .arg(passwd.get_program())
        .args(passwd.get_args())
        .arg("--new-password-file")
        .arg(&new)
        .env_clear()
        .envs(
            passwd
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
    assert_ne!(Run::of(killed).code, 0);
    assert!(home.vault().join("keyring.json.next").exists());
    let by = |path: &Path| {
        let way = ("--password-file", path.to_owned());
        let run = decode(&python, &home.vault(), &way, &["--audit"]);
        (run.code, run.err)
    };
    assert_eq!(by(&new), (0, String::new()));
    let (code, err) = by(&old);
    assert!(
        code == 1 && err.contains("not in the keyring in force"),
        "{err}"
    );
    // The next writer puts the file into its place.
    let mut next = home.command(["policy", "set", "max_versions", "7"]);
    next.env("FILE_ORGANIZER_PASSWORD", "another correct horse battery");
    assert_eq!(Run::of(next).code, 0);
    assert!(!home.vault().join("keyring.json.next").exists());
    assert_eq!(by(&new), (0, String::new()));
    assert!(by(&old).1.contains("unlock failed"));
}
