//! What a vault holds, seen from outside, and what must hold of it whatever has happened: it
//! verifies, its audit chain is whole, every file in it is whole, and nothing was left about.

#![allow(dead_code, reason = "each test file uses a part of this")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::random::is_whole;
use super::{Home, PASSWORD, Run};

/// The password that tests change to.
pub(crate) const OTHER_PASSWORD: &str = "another long password of the same user";

/// A vault folder in a home, opened by the recovery key: no costly derivation for each look.
pub(crate) struct Vault<'h> {
    pub(crate) home: &'h Home,
    pub(crate) dir: PathBuf,
    pub(crate) secret: String,
}

impl<'h> Vault<'h> {
    pub(crate) fn of(home: &'h Home) -> Self {
        Self {
            home,
            dir: home.vault(),
            secret: home.recovery.clone(),
        }
    }

    /// A copy of this vault beside it, in the place of an earlier one of that name.
    pub(crate) fn copy(&self, name: &str) -> Self {
        let copy = Self {
            home: self.home,
            dir: self.home.root().join(name),
            secret: self.secret.clone(),
        };
        copy.put_back(&self.dir);
        copy
    }

    /// Where the program keeps what it knows of this vault: how far it had come.
    fn state_folder(&self) -> PathBuf {
        state_folder(self.home, &self.dir)
    }

    /// The vault as it was when it was copied, and nothing known of what came after.
    pub(crate) fn put_back(&self, copy: &Path) {
        copy_vault(copy, &self.dir);
        let known = self.state_folder();
        if known.exists() {
            fs::remove_dir_all(known).unwrap();
        }
    }

    /// The program on this vault.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.home.command(arguments);
        command
            .env("FILE_ORGANIZER_VAULT", &self.dir)
            .env("XDG_STATE_HOME", self.state_folder())
            .env("FILE_ORGANIZER_PASSWORD", &self.secret)
            .env("FILE_ORGANIZER_NEW_PASSWORD", OTHER_PASSWORD);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments))
    }

    /// Runs the program, which must end with 0.
    pub(crate) fn ok(&self, what: &str, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(
            run.code, 0,
            "{what}: {arguments:?} ended with {}: {}{}",
            run.code, run.out, run.err
        );
        run.out
    }

    /// Whether a password unlocks; anything but 0 and 12 is a failure.
    pub(crate) fn unlocks(&self, what: &str, password: &str) -> bool {
        let mut command = self.command(&["ls", "/"]);
        command.env("FILE_ORGANIZER_PASSWORD", password);
        let run = Run::of(command);
        assert!(
            matches!(run.code, 0 | 12),
            "{what}: ls ended with {}: {}",
            run.code,
            run.err
        );
        run.code == 0
    }

    /// Which of the two passwords unlocks: exactly one of them does.
    pub(crate) fn password(&self, what: &str) -> &'static str {
        let old = self.unlocks(what, PASSWORD);
        let new = self.unlocks(what, OTHER_PASSWORD);
        match (old, new) {
            (true, false) => PASSWORD,
            (false, true) => OTHER_PASSWORD,
            (true, true) => panic!("{what}: the old password and the new one unlock"),
            (false, false) => panic!("{what}: neither the old password nor the new one unlocks"),
        }
    }

    /// Everything that a change could change, but times and counts, a line each.
    pub(crate) fn state(&self, what: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for (kind, arguments) in [
            ("live", &["--json", "ls", "-R", "/"][..]),
            ("trash", &["--json", "trash", "list"]),
            ("policy", &["--json", "policy", "show"]),
        ] {
            for line in self.ok(what, arguments).lines() {
                let line: serde_json::Value = serde_json::from_str(line).unwrap();
                if kind == "policy" {
                    lines.push(format!("{kind} {line}"));
                } else if line["type"] != "folder" {
                    let part = |name: &str| line[name].to_string();
                    let parts = ["path", "id", "hash", "version", "tags", "note"].map(part);
                    lines.push(format!("{kind} {}", parts.join(" ")));
                }
            }
        }
        lines.sort();
        lines
    }

    /// Every file of the vault by its path, by `get`; each must be whole.
    pub(crate) fn contents(&self, what: &str) -> BTreeMap<String, Vec<u8>> {
        let mut all = BTreeMap::new();
        let out = tempfile::tempdir_in(self.home.root()).unwrap();
        let target = out.path().to_str().unwrap();
        self.ok(what, &["-q", "get", "/", "-o", target]);
        collect(out.path(), out.path(), &mut all);
        for (path, content) in &all {
            assert!(is_whole(content), "{what}: {path} is not whole");
        }
        all
    }

    /// What must hold at any time: the vault verifies, and its audit chain, too.
    pub(crate) fn is_sound(&self, what: &str) {
        self.ok(what, &["verify"]);
        self.ok(what, &["audit", "verify"]);
    }

    /// What is in the vault's folder besides what belongs there. The caller has written since the
    /// fault: the next writer clears away.
    pub(crate) fn left_over(&self) -> Vec<String> {
        let mut databases = 0;
        let mut names: Vec<String> = names(&self.dir);
        names.retain(|name| {
            let database = name.starts_with("vault-") && name.ends_with(".redb");
            databases += usize::from(database);
            let known = matches!(name.as_str(), "keyring.json" | "reserve" | "spool");
            !(known || database && databases == 1)
        });
        names
    }

    /// What is in the spool besides events, which wait there for the next writer.
    pub(crate) fn spool(&self) -> Vec<String> {
        let mut names = names(&self.dir.join("spool"));
        names.retain(|name| !name.ends_with(".event") && !name.ends_with(".failure"));
        names
    }
}

fn state_folder(home: &Home, vault: &Path) -> PathBuf {
    let name = vault.file_name().unwrap().to_string_lossy();
    home.root().join(format!("state of {name}"))
}

/// The names in a folder, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Copies a vault's folder in the place of an earlier copy.
pub(crate) fn copy_vault(from: &Path, to: &Path) {
    if to.exists() {
        fs::remove_dir_all(to).unwrap();
    }
    let copied = Command::new("cp")
        .arg("-a")
        .args([from, to])
        .status()
        .unwrap();
    assert!(copied.success());
}

fn collect(root: &Path, folder: &Path, all: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, all);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy();
            all.insert(format!("/{name}"), fs::read(&path).unwrap());
        }
    }
}
