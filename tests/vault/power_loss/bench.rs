//! A folder in memory in which images are looked at, each by a few runs of the program.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::disk::Image;
use crate::support::Run;

/// One place to look at images, for one thread.
pub(crate) struct Bench {
    folder: tempfile::TempDir,
}

/// What the commands say of a vault, apart from the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Seen {
    /// `ls -R`.
    pub(crate) files: Vec<String>,
    /// The trash, the history and the policy.
    pub(crate) rest: Vec<String>,
}

/// The audit log: changes, and reads that may have waited in the spool, so that they may stand at
/// different places.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Rows {
    pub(crate) changes: Vec<String>,
    pub(crate) reads: Vec<String>,
}

pub(crate) type Result<T> = std::result::Result<T, String>;

impl Bench {
    pub(crate) fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir());
        Self {
            folder: folder.unwrap(),
        }
    }

    /// The folder that holds the vault and the home.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("disk")
    }

    /// Puts an image there.
    pub(crate) fn put(&self, image: &Image) {
        image.put(&self.root());
        let out = self.folder.path().join("out");
        if out.exists() {
            fs::remove_dir_all(&out).unwrap();
        }
        fs::write(self.folder.path().join("extra.txt"), "added after the loss").unwrap();
    }

    /// The program, on this vault, unlocked by a password or a recovery key.
    pub(crate) fn program(&self, secret: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_file-organizer"));
        command.args(arguments);
        self.surround(&mut command, secret);
        command
    }

    fn surround(&self, command: &mut Command, secret: &str) {
        command
            .env_clear()
            .env("HOME", self.root().join("home"))
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("FILE_ORGANIZER_VAULT", self.root().join("vault"))
            .env("FILE_ORGANIZER_PASSWORD", secret)
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
    }

    /// Runs the program, for two minutes at most.
    pub(crate) fn run(&self, secret: &str, arguments: &[&str]) -> Run {
        let mut command = Command::new("timeout");
        command
            .args(["-s", "KILL", "120", env!("CARGO_BIN_EXE_file-organizer")])
            .args(arguments);
        self.surround(&mut command, secret);
        Run::of(command)
    }

    /// Runs the program, which must end with 0; gives the lines that it said.
    pub(crate) fn lines(&self, secret: &str, arguments: &[&str]) -> Result<Vec<String>> {
        let run = self.run(secret, arguments);
        if run.code == 0 {
            Ok(run.out.lines().map(str::to_owned).collect())
        } else {
            let said = format!("{}{}", run.out, run.err);
            let said: String = said.chars().take(1000).collect();
            Err(format!("{arguments:?} ended with {}: {said}", run.code))
        }
    }

    /// Whether a secret opens the vault.
    pub(crate) fn opens(&self, secret: &str) -> Result<bool> {
        let run = self.run(secret, &["--json", "policy", "show"]);
        match run.code {
            0 => Ok(true),
            12 => Ok(false),
            code => Err(format!("opening ended with {code}: {}{}", run.out, run.err)),
        }
    }

    pub(crate) fn look(&self, secret: &str) -> Result<Seen> {
        let files = self.lines(secret, &["--json", "ls", "-R"])?;
        let mut rest = self.lines(secret, &["--json", "trash", "list"])?;
        rest.extend(self.lines(secret, &["--json", "history", "--limit", "1000"])?);
        rest.extend(self.lines(secret, &["--json", "policy", "show"])?);
        Ok(Seen { files, rest })
    }

    pub(crate) fn rows(&self, secret: &str) -> Result<Rows> {
        let mut rows = Rows::default();
        let lines = self.lines(secret, &["--json", "audit", "log"])?;
        for (index, line) in lines.iter().enumerate() {
            let mut row: Value = serde_json::from_str(line).map_err(|e| format!("{e}: {line}"))?;
            let number = row.as_object_mut().and_then(|row| row.remove("number"));
            if number != Some(Value::from(index + 1)) {
                return Err(format!("row {} of the audit log: {line}", index + 1));
            }
            if row["event"] == "AUTH_FAILURE" || row["event"] == "CLOCK_ROLLBACK" {
                // Of a secret that was tried here, or of a look after a step whose clock was ahead.
                continue;
            }
            let read = row["event"] == "FILE_READ";
            let list = if read {
                &mut rows.reads
            } else {
                &mut rows.changes
            };
            list.push(row.to_string());
        }
        Ok(rows)
    }

    /// Checks the whole vault, which must be sound; gives what it counted.
    pub(crate) fn verify(&self, secret: &str) -> Result<String> {
        let lines = self.lines(secret, &["--json", "verify"])?;
        let mut counts: Value = serde_json::from_str(&lines.concat()).map_err(|e| e.to_string())?;
        if let Some(counts) = counts.as_object_mut() {
            counts.remove("audit_rows");
        }
        Ok(counts.to_string())
    }

    /// Takes every file out; gives the content by the hash that the listing has.
    pub(crate) fn contents(&self, secret: &str, seen: &Seen) -> Result<HashMap<String, Vec<u8>>> {
        let mut contents = HashMap::new();
        if seen.files.is_empty() {
            return Ok(contents);
        }
        self.lines(secret, &["--quiet", "get", "/", "--output", "out"])?;
        for line in &seen.files {
            let path = field(line, "path");
            let file = self.folder.path().join("out").join(&path[1..]);
            let content = fs::read(&file).map_err(|e| format!("{path}: {e}"))?;
            contents.insert(field(line, "hash"), content);
        }
        Ok(contents)
    }
}

/// A text field of a JSON line.
pub(crate) fn field(line: &str, name: &str) -> String {
    let value: Value = serde_json::from_str(line).unwrap_or_default();
    value[name].as_str().unwrap_or_default().to_owned()
}
