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
