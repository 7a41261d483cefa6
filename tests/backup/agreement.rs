//! `backup verify` and `backup restore` come to the same verdict, with the same exit code, on whatever is
//! wrong with a backup: also where its own manifest says that it is so.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::refused::refused;
use super::{create, furnished, identity, restore, sets, verify};
use crate::support::Home;

/// A backup taken apart, to be put together again with a manifest that fits.
struct Apart<'h> {
    home: &'h Home,
    recipient: String,
}

impl<'h> Apart<'h> {
    fn new(home: &'h Home, identity: &Path) -> Self {
        let text = fs::read_to_string(identity).unwrap();
        let recipient = text.split("public key: ").nth(1).unwrap();
        let recipient = recipient.lines().next().unwrap().to_owned();
        Self { home, recipient }
    }

    fn shell(&self, script: &str) {
        let mut shell = Command::new("bash");
        shell.args(["-ec", script]).current_dir(self.home.root());
        let status = shell.status().unwrap();
        assert!(status.success(), "{script}");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.root().join("x").join(name)
    }

    /// Takes it apart, lets `change` change a member, and gives what becomes of it.
    fn with(&self, name: &str, change: &dyn Fn(&str) -> String) -> PathBuf {
        self.shell("rm -rf x; mkdir x; age -d -i identity.txt b.age | zstd -dq | tar x -C x");
        let text = change(&fs::read_to_string(self.path(name)).unwrap());
        fs::write(self.path(name), &text).unwrap();
        if name != "manifest.json" {
            let manifest = fs::read(self.path("manifest.json")).unwrap();
            let mut manifest: Value = serde_json::from_slice(&manifest).unwrap();
            manifest["members"][name] = json!({
                "bytes": text.len(),
                "blake3": blake3::hash(text.as_bytes()).to_hex().to_string(),
            });
            fs::write(self.path("manifest.json"), manifest.to_string()).unwrap();
        }
        let head = "manifest.json keyring.json policy.toml rules.toml principals.jsonl";
        self.shell(&format!(
            "(cd x; find files contents -type f -print0 2>/dev/null > ../list || true; \
             tar c {head} --null --no-recursion -T ../list --no-null metadata.jsonl audit.jsonl) \
             | zstd -q | age -r {} > made.age",
            self.recipient
        ));
        self.home.root().join("made.age")
    }
}

fn lines(text: &str, keep: impl Fn(&str) -> bool) -> String {
    text.lines()
        .filter(|line| keep(line))
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn what_cannot_be_restored_is_not_called_sound() {
    for tool in ["age", "zstd"] {
        if Command::new(tool).arg("--version").output().is_err() {
            println!("skipped: {tool} is not installed");
            return;
        }
    }
    let home = furnished();
    let identity = identity(&home);
    create(&home, "b.age");
    let apart = Apart::new(&home, &identity);
    type Change = fn(&str) -> String;
    let cases: [(&str, &str, Change); 17] = [
        ("a keyring that is none", "keyring.json", |_| "{}".into()),
        ("a keyring of costs", "keyring.json", |text| {
            text.replace("\"memory_kib\": 19456", "\"memory_kib\": 1048576")
                .replace("\"iterations\": 2", "\"iterations\": 64")
        }),
        ("a keyring without slots", "keyring.json", |text| {
            let mut keyring: Value = serde_json::from_str(text).unwrap();
            keyring["slots"] = json!([]);
            keyring.to_string()
        }),
        ("no administrator", "principals.jsonl", |text| {
            lines(text, |line| !line.contains("\"role\":\"admin\""))
        }),
        ("a disabled administrator", "principals.jsonl", |text| {
            text.replace("\"disabled\":false", "\"disabled\":true")
        }),
        ("a principal of no kind", "principals.jsonl", |text| {
            format!("{text}{{\"type\":\"stranger\"}}\n")
        }),
        (
            "a role of unknown permissions",
            "principals.jsonl",
            |text| {
                format!(
                    "{text}{{\"type\":\"role\",\"name\":\"x\",\"permissions\":[\"file:fly\"]}}\n"
                )
            },
        ),
        ("a user of no time", "principals.jsonl", |text| {
            text.replace("\"created\":\"2", "\"created\":\"x")
        }),
        ("a policy that is none", "policy.toml", |_| {
            "max_versions = \"many\"".into()
        }),
        ("rows of no time", "metadata.jsonl", |text| {
            text.replacen("\"modified\":\"2", "\"modified\":\"x", 1)
        }),
        ("two files of one id", "metadata.jsonl", |text| {
            let ids: Vec<Value> = text
                .lines()
                .take(2)
                .map(|line| serde_json::from_str(line).unwrap())
                .collect();
            text.replacen(
                ids[1]["id"].as_str().unwrap(),
                ids[0]["id"].as_str().unwrap(),
                1,
            )
        }),
        ("fewer bytes than it has", "manifest.json", |text| {
            let mut manifest: Value = serde_json::from_str(text).unwrap();
            manifest["content_bytes"] = json!(10);
            manifest.to_string()
        }),
        ("a keyring of the last generation", "keyring.json", |text| {
            let mut keyring: Value = serde_json::from_str(text).unwrap();
            keyring["generation"] = json!(u64::MAX);
            keyring.to_string()
        }),
        ("an audit log after the last row", "manifest.json", |text| {
            let mut manifest: Value = serde_json::from_str(text).unwrap();
            manifest["audit"]["base"] = json!({"count": u64::MAX, "head": "00".repeat(32)});
            manifest.to_string()
        }),
        ("the last operation", "metadata.jsonl", |text| {
            let row = json!({
                "type": "operation", "number": u64::MAX, "time": "2026-01-01T00:00:00Z",
                "by": text.split("\"owner\":\"").nth(1).unwrap().split('"').next().unwrap(),
                "verb": "add", "path": "/", "files": 1,
            });
            format!("{text}{row}\n")
        }),
        ("the last version", "metadata.jsonl", |text| {
            text.replacen("\"number\":1,", &format!("\"number\":{},", u32::MAX), 1)
        }),
        ("made at no time", "manifest.json", |text| {
            text.replace("\"created\": \"2", "\"created\": \"x")
        }),
    ];
    for (what, member, change) in cases {
        let made = apart.with(member, &change);
        refused(&home, &made, &identity, 13, what);
    }
    // Put together again as it was, it is one.
    let made = apart.with("policy.toml", &|text| text.to_owned());
    let run = verify(&home, &made, &identity);
    assert_eq!(run.code, 0, "{}", run.err);
    restore(&home, &made, &identity, "again");
}

#[test]
fn a_missing_pack_of_either_kind_ends_alike() {
    let home = furnished();
    let identity = identity(&home);
    let snapshot = sets::snapshot(&home, &[]);
    for kind in ["data", "rows"] {
        let pack = sets::named(&home, kind).remove(0);
        let aside = home.root().join("aside");
        fs::rename(&pack, &aside).unwrap();
        refused(&home, &snapshot, &identity, 13, kind);
        fs::rename(&aside, &pack).unwrap();
    }
    assert_eq!(verify(&home, &snapshot, &identity).code, 0);
}
