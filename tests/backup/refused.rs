//! What is no backup, or not a whole one, or for somebody else: refused with the reason, before
//! anything is written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{create, furnished, identity, restore, verify};
use crate::support::{Home, Run};

/// Both commands that read one refuse it with this code; nothing is left of the restore.
pub(super) fn refused(
    home: &Home,
    backup: &Path,
    identity: &Path,
    code: i32,
    what: &str,
) -> String {
    let run = verify(home, backup, identity);
    assert_eq!(run.code, code, "{what}: {}{}", run.out, run.err);
    let before = listing(home.root());
    let restored = home.run([
        "backup".as_ref(),
        "restore".as_ref(),
        backup.as_os_str(),
        "-i".as_ref(),
        identity.as_os_str(),
        "--into".as_ref(),
        home.root().join("never").as_os_str(),
    ]);
    assert_eq!(
        restored.code, code,
        "{what}: {}{}",
        restored.out, restored.err
    );
    assert_eq!(listing(home.root()), before, "{what}");
    run.err
}

fn listing(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    all.sort();
    all
}

#[test]
fn cut_short_flipped_continued() {
    let home = furnished();
    let identity = identity(&home);
    let backup = create(&home, "b.age");
    let bytes = fs::read(&backup).unwrap();
    let path = home.root().join("changed.age");
    let with = |bytes: &[u8], what: &str| {
        fs::write(&path, bytes).unwrap();
        refused(&home, &path, &identity, 13, what)
    };
    let length = bytes.len();
    for at in [
        1,
        20,
        100,
        180,
        250,
        70_000,
        length / 2,
        length - 65_600,
        length - 1000,
        length - 1,
    ] {
        with(&bytes[..at], &format!("cut at {at}"));
    }
    for at in [
        5,
        30,
        60,
        120,
        190,
        230,
        1000,
        length / 3,
        length / 2,
        length - 300,
        length - 1,
    ] {
        let mut flipped = bytes.clone();
        flipped[at] ^= 4;
        let run = {
            fs::write(&path, &flipped).unwrap();
            verify(&home, &path, &identity)
        };
        // A change of the recipient's stanza reads like a file for somebody else.
        assert!(
            [12, 13].contains(&run.code),
            "flip at {at}: {} {}",
            run.code,
            run.err
        );
    }
    with(&[bytes.as_slice(), b"x"].concat(), "a byte more");
    with(&[bytes.clone(), bytes.clone()].concat(), "twice");
    let mut swapped = bytes.clone();
    let (one, two) = (bytes.len() / 4, bytes.len() / 2);
    for offset in 0..70_000 {
        swapped.swap(one + offset, two + offset);
    }
    with(&swapped, "swapped");
    with(b"", "empty");
    with(b"hello", "text");
    assert!(with(&[0; 5000], "zeros").contains("not an age file"));
    with(&bytes[..length - 1], "once more");
    // The whole one still is one.
    fs::write(&path, &bytes).unwrap();
    assert_eq!(verify(&home, &path, &identity).code, 0);
}

/// A path that does not exist ends with 4, one of the wrong kind with 2; both say what to do.
#[test]
fn paths_that_are_missing_or_not_folders() {
    let home = Home::new();
    let mine = identity(&home);
    let id = mine.to_str().unwrap();
    home.file("file", "text");
    for (arguments, code, hint) in [
        (&["backup", "verify", "/nodir", "-i", id][..], 4, "hint"),
        (
            &["backup", "restore", "/nodir", "-i", id, "--into", "new"],
            4,
            "hint",
        ),
        (&["backup", "list", "/nodir"], 4, "hint"),
        (&["backup", "drill", "/nodir", "-i", id], 4, "hint"),
        (&["backup", "create", "--to", "/nodir"], 4, "hint"),
        (&["backup", "create", "-o", "/nodir/a.age"], 4, "hint"),
        (&["backup", "verify", "file/below", "-i", id], 4, "hint"),
        (&["backup", "list", "file"], 2, "hint"),
        (&["backup", "drill", "file", "-i", id], 2, "hint"),
        (&["backup", "create", "--to", "file"], 2, "hint"),
        (&["backup", "setup", "file", "-i", id], 2, "hint"),
        (&["backup", "create"], 2, "--to DIR"),
    ] {
        let run = home.run(arguments);
        assert_eq!(run.code, code, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(hint), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn of_others_and_of_other_kinds() {
    let home = furnished();
    let mine = identity(&home);
    let backup = create(&home, "b.age");
    home.ok(["backup", "identity", "new", "-o", "other.txt"]);
    let other = home.work().join("other.txt");
    let said = refused(&home, &backup, &other, 12, "another identity");
    assert!(said.contains("not encrypted to this identity"), "{said}");
    let run = home.run(["backup", "verify", backup.to_str().unwrap()]);
    assert_eq!(run.code, 2, "{}", run.err);
    let run = verify(&home, &backup, &backup);
    assert_eq!(run.code, 2, "{}", run.err);
    let run = verify(&home, &home.root().join("absent.age"), &mine);
    assert_eq!(run.code, 4, "{}", run.err);
    let run = verify(&home, home.root(), &mine);
    assert_ne!(run.code, 0, "{}", run.err);
    let recipient = fs::read_to_string(&mine).unwrap();
    let recipient = recipient
        .split("public key: ")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .to_owned();
    let absent = |tool: &str| Command::new(tool).arg("--version").output().is_err();
    if absent("age") || absent("zstd") {
        println!("skipped: age or zstd is not installed");
        return;
    }
    let sealed = |armor: bool, what: &str, script: &str| {
        let path = home.work().join("made.age");
        let age = if armor { "age -a" } else { "age" };
        let line = format!("{script} | {age} -r {recipient} > made.age");
        let shell = Command::new("sh")
            .args(["-ec", &line])
            .current_dir(home.work())
            .status();
        assert!(shell.unwrap().success(), "{what}");
        refused(&home, &path, &mine, 13, what)
    };
    let said = sealed(true, "armored", "echo hello");
    assert!(said.contains("armored"), "{said}");
    sealed(false, "of text", "echo hello");
    sealed(false, "of nothing", "true");
    sealed(false, "of zstd", "echo hello | zstd -q");
    sealed(false, "of a tar", "tar c other.txt");
    sealed(
        false,
        "of a tar of another program",
        "tar c other.txt | zstd -q",
    );
    sealed(
        false,
        "of a link",
        "ln -sf /etc/passwd link; tar c link | zstd -q",
    );
    // Its own members, but one byte of a file, a row less, something more, another order.
    let opened = "rm -rf x; mkdir x; age -d -i ../identity.txt ../b.age | zstd -dq | tar x -C x";
    let head = "manifest.json keyring.json policy.toml principals.jsonl";
    let files = "find files contents -type f -print0 > ../list";
    let contents = "--null --no-recursion -T ../list";
    let rows = "metadata.jsonl audit.jsonl";
    let tar = format!("(cd x; {files}; tar c {head} {contents} {rows}) | zstd -q");
    for (what, change) in [
        (
            "a file changed",
            "printf X | dd of=x/files/tree/large.bin conv=notrunc status=none",
        ),
        ("a file gone", "rm x/files/tree/large.bin"),
        ("a file more", "echo more > x/files/tree/more.txt"),
        (
            "a file elsewhere",
            "mv x/files/tree/large.bin x/files/tree/larger.bin",
        ),
        ("a row of metadata gone", "sed -i 1d x/metadata.jsonl"),
        ("a row of the log gone", "sed -i 3d x/audit.jsonl"),
        ("the end of the log gone", "sed -i '$d' x/audit.jsonl"),
        ("another policy", "echo 'max_versions = 1' > x/policy.toml"),
        (
            "a user made administrator",
            "sed -i 's/\"role\":\"user\"/\"role\":\"admin\"/' x/principals.jsonl",
        ),
        (
            "another keyring",
            "sed -i 's/\"epoch\": 1/\"epoch\": 2/' x/keyring.json",
        ),
        (
            "another manifest",
            "sed -i 's/\"version\": [0-9]*/\"version\": 99/' x/manifest.json",
        ),
        ("no manifest", "echo '{}' > x/manifest.json"),
    ] {
        sealed(false, what, &format!("{opened}; {change}; {tar}"));
    }
    for (what, order) in [
        ("files first", format!("{contents} {head} {rows}")),
        ("rows first", format!("{head} {rows} {contents}")),
        (
            "a member twice",
            format!("{head} {contents} {rows} policy.toml"),
        ),
        (
            "without the log",
            format!("{head} {contents} metadata.jsonl"),
        ),
    ] {
        let line = format!("{opened}; (cd x; {files}; tar c {order}) | zstd -q");
        sealed(false, what, &line);
    }
    // Put together again as it was, it is one: so it was the changes that were refused.
    let line = format!("({opened}; {tar}) | age -r {recipient} > made.age");
    let shell = Command::new("sh")
        .args(["-ec", &line])
        .current_dir(home.work())
        .status();
    assert!(shell.unwrap().success());
    let run = verify(&home, &home.work().join("made.age"), &mine);
    assert_eq!(run.code, 0, "{}", run.err);
    restore(&home, &home.work().join("made.age"), &mine, "again");
}

/// The test vectors that the age crate ships (C2SP CCTV).
fn vectors() -> Vec<PathBuf> {
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let rustc = String::from_utf8(rustc.stdout).unwrap();
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: "));
    // What other platforms need was not fetched for a test on this one.
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .args(["--filter-platform", host.unwrap()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let age = packages
        .iter()
        .find(|package| package["name"] == "age")
        .unwrap();
    let manifest = Path::new(age["manifest_path"].as_str().unwrap());
    let folder = manifest.with_file_name("tests").join("testdata/testkit");
    let mut all: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    all.sort();
    all
}

#[test]
fn the_age_vectors_are_refused_and_never_a_panic() {
    let home = Home::new();
    let mut seen = 0;
    for vector in vectors() {
        let name = vector.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&vector).unwrap();
        let end = bytes.windows(2).position(|two| two == b"\n\n").unwrap();
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let field = |key: &str| {
            let mut lines = head.lines();
            lines.find_map(|line| line.strip_prefix(&format!("{key}: ")).map(str::to_owned))
        };
        if field("compressed").is_some() {
            continue;
        }
        let expect = field("expect").unwrap();
        let identity =
            field("identity").filter(|identity| identity.starts_with("AGE-SECRET-KEY-1"));
        let own = "AGE-SECRET-KEY-1XMWWC06LY3EE5RYTXM9MFLAZ2U56JJJ36S0MYPDRWSVLUL66MV4QX3S7F6";
        home.secret(
            &home.root().join("id"),
            &identity.unwrap_or_else(|| own.to_owned()),
        );
        let file = home.root().join("vector.age");
        fs::write(&file, &bytes[end + 2..]).unwrap();
        let run: Run = verify(&home, &file, &home.root().join("id"));
        assert!(
            [2, 12, 13].contains(&run.code),
            "{name} ({expect}): {} {}",
            run.code,
            run.err
        );
        assert!(!run.err.contains("panicked"), "{name}: {}", run.err);
        seen += 1;
    }
    assert!(seen > 80, "{seen}");
}

/// A backup that somebody has made of another one, with right digests: `change` gets a member, line by line.
fn made_with(home: &Home, member: &str, change: impl Fn(Vec<String>) -> Vec<String>) -> PathBuf {
    let shell = |line: &str| {
        let shell = Command::new("sh")
            .args(["-ec", line])
            .current_dir(home.work())
            .status();
        assert!(shell.unwrap().success(), "{line}");
    };
    shell("rm -rf x; mkdir x; age -d -i ../identity.txt ../b.age | zstd -dq | tar x -C x");
    let folder = home.work().join("x");
    let text = fs::read_to_string(folder.join(member)).unwrap();
    let lines = change(text.lines().map(str::to_owned).collect());
    let text = lines.join("\n") + "\n";
    fs::write(folder.join(member), &text).unwrap();
    let manifest = fs::read(folder.join("manifest.json")).unwrap();
    let mut manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let users = fs::read_to_string(folder.join("principals.jsonl")).unwrap();
    let users = users.matches("\"type\":\"user\"").count();
    manifest["users"] = users.into();
    let digests = manifest["members"].as_object_mut().unwrap();
    digests[member]["bytes"] = text.len().into();
    digests[member]["blake3"] = blake3::hash(text.as_bytes()).to_hex().as_str().into();
    fs::write(
        folder.join("manifest.json"),
        serde_json::to_vec_pretty(&manifest).unwrap(),
    )
    .unwrap();
    shell(
        "(cd x; find files contents -type f -print0 > ../list; \
         tar c manifest.json keyring.json policy.toml principals.jsonl \
         --null --no-recursion -T ../list metadata.jsonl audit.jsonl) | zstd -q > made.zst; \
         age -r $(age-keygen -y ../identity.txt) -o made.age made.zst",
    );
    home.work().join("made.age")
}

#[test]
fn users_roles_and_keys_that_no_vault_has_are_refused() {
    let home = furnished();
    let mine = identity(&home);
    home.user("bob", "user");
    home.key("robot", &[]);
    create(&home, "b.age");
    let unchanged = made_with(&home, "principals.jsonl", |lines| lines);
    let run = verify(&home, &unchanged, &mine);
    assert_eq!(run.code, 0, "{}", run.err);
    let user = |name: &str| {
        format!(
            r#"{{"type":"user","id":"aaaaaaaaaaaaaaaa","name":"{name}","role":"user","created":"2026-01-01T00:00:00Z","disabled":false}}"#
        )
    };
    let more: [(&str, String); 6] = [
        ("escapes in a name", user("x\\u001b[31m")),
        ("a name twice", user("bob")),
        (
            "a role admin that permits little",
            r#"{"type":"role","name":"admin","permissions":["file:read"]}"#.to_owned(),
        ),
        (
            "a role with another name's form",
            r#"{"type":"role","name":"a b","permissions":["file:read"]}"#.to_owned(),
        ),
        (
            "a permission that there is not",
            r#"{"type":"role","name":"ops","permissions":["file:fly"]}"#.to_owned(),
        ),
        (
            "no recipient",
            r#"{"type":"recipient","recipient":"age1bad","name":null,"added":"2026-01-01T00:00:00Z","added_by":"aaaaaaaaaaaaaaaa"}"#
                .to_owned(),
        ),
    ];
    for (what, line) in more {
        let made = made_with(&home, "principals.jsonl", |mut lines| {
            lines.push(line.clone());
            lines
        });
        refused(&home, &made, &mine, 13, what);
    }
    let search = |user: &str, name: &str, words: &str| {
        format!(
            r#"{{"type":"search","user":"{user}","name":"{name}","words":{words},"saved":"2026-01-01T00:00:00Z"}}"#
        )
    };
    let admin = |lines: &[String]| {
        let row = lines.iter().find(|line| line.contains(r#""name":"admin""#));
        let row: serde_json::Value = serde_json::from_str(row.unwrap()).unwrap();
        row["id"].as_str().unwrap().to_owned()
    };
    let searches = |all: &dyn Fn(&str) -> Vec<String>| {
        made_with(&home, "principals.jsonl", |mut lines| {
            lines.extend(all(&admin(&lines)));
            lines
        })
    };
    let made = searches(&|id: &str| vec![search(id, "a", r#"["@a","@none"]"#)]);
    assert_eq!(verify(&home, &made, &mine).code, 0);
    let long = format!(r#"["{}"]"#, "x".repeat(9000));
    type Searches<'a> = &'a dyn Fn(&str) -> Vec<String>;
    let invalid: [(&str, Searches<'_>); 6] = [
        ("a search of nobody", &|_: &str| {
            vec![search("aaaaaaaaaaaaaaaa", "a", r#"["x"]"#)]
        }),
        ("a search without terms", &|id: &str| {
            vec![search(id, "a", "[]")]
        }),
        ("a search that is too long", &|id: &str| {
            vec![search(id, "a", &long)]
        }),
        ("a search with a name of an escape", &|id: &str| {
            vec![search(id, "\\u001b[31m", r#"["x"]"#)]
        }),
        ("two searches of one name", &|id: &str| {
            vec![search(id, "a", r#"["x"]"#), search(id, "a", r#"["y"]"#)]
        }),
        ("too many searches", &|id: &str| {
            let one = |number| search(id, &format!("s{number}"), r#"["x"]"#);
            (0..101).map(one).collect()
        }),
    ];
    for (what, all) in invalid {
        refused(&home, &searches(all), &mine, 13, what);
    }
    let again = |kind: &str, field: &str| {
        made_with(&home, "principals.jsonl", |mut lines| {
            let line = lines.iter().find(|line| line.contains(kind)).unwrap();
            let mut row: serde_json::Value = serde_json::from_str(line).unwrap();
            row[field] = "another".into();
            lines.push(row.to_string());
            lines
        })
    };
    for (kind, field, what) in [
        (r#""type":"user""#, "name", "two users of one id"),
        (r#""type":"api-key""#, "name", "two keys of one id"),
        (r#""type":"api-key""#, "id", "two keys of one name"),
    ] {
        refused(&home, &again(kind, field), &mine, 13, what);
    }
    for (what, from, to) in [
        (
            "a slot that nobody has",
            r#""user": "bob""#,
            r#""user": "ghost""#,
        ),
        (
            "a slot that cannot be sealed to",
            r#""recipient": "age1"#,
            r#""recipient": "age2"#,
        ),
    ] {
        let made = made_with(&home, "keyring.json", |lines| {
            let changed: Vec<String> = lines.iter().map(|line| line.replace(from, to)).collect();
            assert_ne!(changed, lines, "{what}");
            changed
        });
        refused(&home, &made, &mine, 13, what);
    }
}
