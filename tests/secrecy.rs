//! Nothing that a person keeps here is findable in any file that the program wrote: no name, tag,
//! note, content, password or recovery key, in the vault's folder or anywhere else in the home.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests make files, and say what they expect"
)]

mod support;

use std::path::Path;

use support::{Home, PASSWORD};

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
