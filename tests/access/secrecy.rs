//! Nothing that a person keeps here is findable in any file that the program wrote: no name, tag,
//! note, content, password or recovery key, in the vault's folder or anywhere else in the home.

use crate::support;
use std::path::Path;

use crate::support::{Home, PASSWORD};

fn find(root: &Path, needle: &[u8]) -> Option<String> {
    for entry in walkdir::WalkDir::new(root) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let bytes = std::fs::read(entry.path()).unwrap();
            if bytes.windows(needle.len()).any(|window| window == needle) {
                return Some(entry.path().display().to_string());
            }
        }
    }
    None
}

#[test]
fn nothing_is_in_the_clear() {
    let home = Home::new();
    let content = b"zebra-content-zebra ".repeat(2000);
    home.file("zebraname.txt", &content);
    home.file("large.txt", b"zebra-large-zebra ".repeat(200_000));
    home.ok([
        "add",
        "zebraname.txt",
        "large.txt",
        "--tag",
        "zebratag",
        "--note",
        "zebranote",
    ]);
    home.ok(["mv", "/inbox/zebraname.txt", "/zebrafolder/zebraother.txt"]);
    home.ok(["rm", "/zebrafolder/zebraother.txt"]);
    home.ok(["undo"]);
    home.ok(["policy", "set", "audit.mirror", "/zebra/policy"]);
    home.ok(["cat", "/zebrafolder/zebraother.txt"]);
    home.ok(["verify"]);
    home.ok(["rekey"]);
    home.ok(["compact"]);
    std::fs::remove_dir_all(home.work()).unwrap();
    for needle in [
        "zebra",
        "ZEBRA",
        PASSWORD,
        &home.recovery,
        "FILE_UPLOAD",
        "allowed_extensions",
    ] {
        assert_eq!(find(home.root(), needle.as_bytes()), None, "{needle}");
    }
}

#[test]
fn the_vault_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    home.ok(["rekey"]);
    for entry in walkdir::WalkDir::new(home.vault()) {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        let wanted = if entry.file_type().is_dir() {
            0o700
        } else {
            0o600
        };
        assert_eq!(mode, wanted, "{}", entry.path().display());
    }
    // What others may write to is not believed.
    let keyring = home.vault().join("keyring.json");
    std::fs::set_permissions(&keyring, std::fs::Permissions::from_mode(0o666)).unwrap();
    let run = home.run(["ls"]);
    assert_eq!(run.code, 13, "{}", run.err);
    assert!(run.err.contains("other users may write"), "{}", run.err);
}

/// What other processes of the user can see of one that waits with secrets in hand: its arguments,
/// its children's environment, and no core.
#[test]
fn a_waiting_process_shows_no_secret() {
    use std::process::Stdio;
    let home = Home::new();
    let key = home.key("k", &[]);
    let token = std::fs::read_to_string(&key).unwrap().trim().to_owned();
    let blocker = home.root().join("password-pipe");
    let made = std::process::Command::new("mkfifo")
        .arg(&blocker)
        .status()
        .unwrap();
    assert!(made.success());
    let pipe = blocker.to_str().unwrap();
    for arguments in [
        vec!["passwd", "--new-password-file", pipe],
        vec!["login", "--password-file", pipe],
        vec!["user", "add", "anna", "--new-password-file", pipe],
        vec!["--vault", "other", "init", "--new-password-file", pipe],
    ] {
        let mut command = home.command(&arguments);
        command
            .env("FILE_ORGANIZER_API_KEY", &token)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if arguments.contains(&"add") {
            command.env_remove("FILE_ORGANIZER_API_KEY");
        }
        let mut child = command.spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(700));
        let of = |name: &str| std::fs::read(format!("/proc/{}/{name}", child.id())).unwrap();
        let line = String::from_utf8_lossy(&of("cmdline")).into_owned();
        for secret in [PASSWORD, &token, &home.recovery] {
            assert!(!line.contains(secret), "{line}");
        }
        let limits = String::from_utf8_lossy(&of("limits")).into_owned();
        let core = limits.lines().find(|line| line.starts_with("Max core"));
        let words: Vec<&str> = core.unwrap().split_whitespace().collect();
        assert_eq!(words[4..6], ["0", "0"], "{core:?}");
        let memory = std::fs::OpenOptions::new()
            .read(true)
            .open(format!("/proc/{}/mem", child.id()));
        let id = std::process::Command::new("id").arg("-u").output().unwrap();
        let root = id.stdout.starts_with(b"0\n");
        assert!(root || memory.is_err(), "its memory can be read");
        std::process::Command::new("kill")
            .args(["-ABRT", &child.id().to_string()])
            .status()
            .unwrap();
        let ended = child.wait().unwrap();
        assert!(!ended.success());
        let cores = walkdir::WalkDir::new(home.root())
            .into_iter()
            .filter(|entry| {
                let name = entry.as_ref().unwrap().file_name().to_string_lossy();
                name.starts_with("core")
            })
            .count();
        assert_eq!(cores, 0);
    }
}

/// What keyring.json has in the clear, and docs/SECURITY.md names: nothing beyond these.
const KEYRING: [&str; 9] = [
    "format",
    "version",
    "vault_id",
    "epoch",
    "generation",
    "public_key",
    "login_max_per_minute",
    "slots",
    "security",
];
/// And of each slot.
const SLOT: [&str; 10] = [
    "id",
    "kind",
    "recipient",
    "sealed",
    "user",
    "salt",
    "argon2id",
    "key",
    "session",
    "expires",
];

/// The kinds of files that a vault's folder has.
fn is_documented(name: &str) -> bool {
    let hex =
        |text: &str| text.len() >= 16 && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    match name.split_once('.') {
        Some((stem, "event" | "failure" | "drop")) => hex(stem),
        Some((stem, "redb")) => stem.starts_with("vault-"),
        _ => ["keyring.json", "reserve", "mirrored", "writer"].contains(&name),
    }
}

/// Somebody with a copy of the folder, and no credential, can guess at what is in it: a name that somebody
/// typed, the place of the mirror, how many rows there are. Nothing there says that a guess is right.
#[test]
fn a_guess_at_what_is_in_the_vault_cannot_be_confirmed() {
    let home = Home::new();
    let log = home.root().join("zebra.log");
    let key = home.key("zebra-key", &[]);
    let key = std::fs::read_to_string(key).unwrap();
    home.user("anna", "viewer");
    home.file("zebraname.txt", "zebra-content");
    home.ok(["add", "zebraname.txt", "--tag", "zebratag"]);
    home.ok(["policy", "set", "audit.mirror", log.to_str().unwrap()]);
    home.ok(["login"]);
    home.ok(["drop", "zebraname.txt"]);
    home.ok(["cat", "/inbox/zebraname.txt"]);
    let guessed = ["zebra-user", "zebra-other", "anna", "admin"];
    for user in guessed.iter().flat_map(|user| [user, user]) {
        let mut wrong = home.command(["ls"]);
        wrong
            .env("FILE_ORGANIZER_PASSWORD", "not the password")
            .env("FILE_ORGANIZER_USER", user);
        assert_eq!(support::Run::of(wrong).code, 12);
    }
    let rows = std::fs::read_to_string(&log).unwrap().lines().count() as u64 - 1;
    let keyring = std::fs::read(home.vault().join("keyring.json")).unwrap();
    let keyring: serde_json::Value = serde_json::from_slice(&keyring).unwrap();
    for name in keyring.as_object().unwrap().keys() {
        assert!(KEYRING.contains(&name.as_str()) || name == "mac", "{name}");
    }
    for slot in keyring["slots"].as_array().unwrap() {
        for name in slot.as_object().unwrap().keys() {
            assert!(SLOT.contains(&name.as_str()), "{name}");
        }
    }
    let mut places = vec![
        log.to_string_lossy().into_owned(),
        "/inbox/zebraname.txt".into(),
    ];
    places.extend(
        [
            "zebra-key",
            "zebraname.txt",
            "zebratag",
            "zebra-content",
            key.trim(),
        ]
        .map(str::to_owned),
    );
    places.extend(guessed.map(str::to_owned));
    let mut failures = Vec::new();
    for entry in walkdir::WalkDir::new(home.vault()) {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(is_documented(&name), "{name}");
        let bytes = std::fs::read(entry.path()).unwrap();
        let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        for guess in &places {
            let hash = blake3::hash(guess.as_bytes());
            let short = &hash.to_hex()[..16];
            assert!(!name.contains(short), "{name} confirms {guess}");
            assert!(!holds(&hash.as_bytes()[..8]), "{name} confirms {guess}");
            assert!(!holds(short.as_bytes()), "{name} confirms {guess}");
            let in_keyring = name == "keyring.json" && ["anna", "admin"].contains(&guess.as_str());
            assert!(in_keyring || !holds(guess.as_bytes()), "{name} has {guess}");
        }
        if entry.path().parent().unwrap().ends_with("spool") {
            for count in rows.saturating_sub(20)..rows + 20 {
                assert!(
                    !holds(&count.to_le_bytes()),
                    "{name} has the number of rows"
                );
            }
        }
        if let Some((counted, _)) = name.split_once('-').filter(|_| name.ends_with(".failure")) {
            failures.push(counted.to_owned());
        }
    }
    // Two by each of three: unknown users are all one.
    failures.sort();
    failures
        .chunk_by(|one, other| one == other)
        .for_each(|same| {
            assert!(same.len() == 2 || same.len() == 4, "{failures:?}");
        });
    failures.dedup();
    assert_eq!(failures.len(), 3, "{failures:?}");
}

/// Guesses are slowed down all the same: of a user, and of names that no user has.
#[test]
fn guesses_are_slowed_down_by_user() {
    let home = Home::new();
    home.user("anna", "viewer");
    home.ok(["policy", "set", "login.max_per_minute", "1"]);
    let attempt = |user: &str, password: &str| {
        let begun = std::time::Instant::now();
        let mut command = home.command(["ls"]);
        command
            .env("FILE_ORGANIZER_PASSWORD", password)
            .env("FILE_ORGANIZER_USER", user);
        (support::Run::of(command).code, begun.elapsed())
    };
    let second = std::time::Duration::from_secs(1);
    for names in [["admin", "admin", "admin"], ["one", "two", "three"]] {
        for name in &names[..2] {
            assert_eq!(attempt(name, "not the password").0, 12);
        }
        let (code, took) = attempt(names[2], "not the password");
        assert!(code == 12 && took >= second, "{names:?}: {took:?}");
    }
    // The right password is as slow, and another user is not held up: nobody's failures are anna's.
    assert_eq!(attempt("anna", PASSWORD).0, 0);
    let failures = walkdir::WalkDir::new(home.vault().join("spool"))
        .into_iter()
        .filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .path()
                .extension()
                .is_some_and(|is| is == "failure")
        })
        .count();
    assert_eq!(failures, 6);
    let (code, took) = attempt("admin", PASSWORD);
    assert!(code == 0 && took >= second, "{took:?}");
}
