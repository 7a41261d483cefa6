//! A folder of backups: their names, which sort by time; their contents; and which of them to
//! remove. None of it needs a secret.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::archive_error::damaged;
use super::envelope::{self, Person};
use super::summary::BackupSummary;
use crate::app::clock;
use crate::app::error::{Error, Kind, Result, is_out_of_files};
use crate::crypto::age_file::{self, Identities};
use crate::domain::keep::Keep;
use crate::domain::time::Time;
use crate::storage::archive;
use crate::storage::backup::{BackupKind, Manifest, member};
use crate::storage::secure_file;

/// The suffix of full backups.
pub(super) const FULL: &str = ".tar.zst.age";
/// The suffix of snapshots, which need packs.
pub(super) const SNAPSHOT: &str = ".snapshot.age";
/// Maximum size of a manifest.
const MAX_MANIFEST_LEN: u64 = 256 * 1024 * 1024;
/// Characters of the vault's id in a name.
const VAULT: usize = 8;

/// A backup in a folder, by its name and size.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Found {
    /// Its path.
    #[serde(flatten, with = "crate::app::json::File")]
    pub path: PathBuf,
    /// When it was begun.
    pub time: Time,
    /// The prefix of the vault's id.
    #[serde(rename = "vault_id")]
    pub vault: String,
    /// Bytes of the file.
    pub size: u64,
    /// Whether it is a snapshot that needs packs.
    pub incremental: bool,
    /// A problem visible from outside.
    pub problem: Option<String>,
    /// Its contents, if an identity opens it.
    pub contained: Option<BackupSummary>,
}

/// The error for a backup folder that does not exist: its disk may not be mounted.
pub(super) fn missing(folder: &Path) -> Error {
    let shown = folder.display();
    Error::new(Kind::NotFound, format!("there is no folder {shown}")).hint(format!(
        "if it is on a disk, mount the disk; to start a new backup folder: mkdir -p {shown}"
    ))
}

/// The error for a path that is not a folder.
pub(super) fn not_a_folder(path: &Path) -> Error {
    Error::new(Kind::Usage, format!("{} is not a folder", path.display()))
        .hint("specify the folder that contains the backups")
}

/// The name of a backup that begins now.
pub(super) fn name(time: Time, vault_id: &str, ending: &str) -> String {
    let millis = time.nanos().rem_euclid(1_000_000_000) / 1_000_000;
    let stamp: String = time
        .audit_stamp()
        .chars()
        .filter_map(|letter| match letter {
            '-' | ':' => None,
            ' ' => Some('T'),
            other => Some(other),
        })
        .collect();
    let vault: String = vault_id.chars().take(VAULT).collect();
    format!("{stamp}.{millis:03}Z-{vault}{ending}")
}

/// Parses a name: time, vault, and whether it needs packs.
fn parse(name: &str) -> Option<(Time, String, bool)> {
    let (rest, incremental) = match (name.strip_suffix(FULL), name.strip_suffix(SNAPSHOT)) {
        (Some(rest), _) => (rest, false),
        (_, Some(rest)) => (rest, true),
        _ => return None,
    };
    let (stamp, vault) = rest.split_once("Z-")?;
    let hexadecimal = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
    if vault.len() != VAULT || !hexadecimal(vault) || stamp.len() != 19 || !stamp.is_ascii() {
        return None;
    }
    let part = |from: usize, to: usize| stamp.get(from..to).unwrap_or_default();
    let text = format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4),
        part(4, 6),
        part(6, 8),
        part(9, 11),
        part(11, 13),
        part(13, 19),
    );
    Some((Time::parse(&text).ok()?, vault.to_owned(), incremental))
}

/// The problem of a file named like a backup, as far as it is visible from outside.
///
/// # Errors
/// If this process cannot open more files.
fn problem(path: &Path, size: u64) -> Result<Option<String>> {
    let mut head = Vec::new();
    let read = File::open(path)
        .and_then(|file| file.take(age_file::MAGIC_LEN as u64).read_to_end(&mut head));
    Ok(match read {
        Err(error) if is_out_of_files(&error) => return Err(Error::io(path, &error)),
        Err(error) => Some(error.to_string()),
        Ok(_) if size == 0 => Some("it is empty".into()),
        Ok(_) if !age_file::begins_well(&head) => Some("it is not an age file".into()),
        Ok(_) => None,
    })
}

/// The backups in a folder, oldest first.
pub(super) fn scan(folder: &Path) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            missing(folder)
        } else if error.kind() == std::io::ErrorKind::NotADirectory {
            not_a_folder(folder)
        } else {
            Error::io(folder, &error)
        }
    })?;
    for entry in entries {
        let entry = entry.map_err(|error| Error::io(folder, &error))?;
        let Some((time, vault, incremental)) = entry.file_name().to_str().and_then(parse) else {
            continue;
        };
        let path = entry.path();
        let meta = entry.metadata().map_err(|error| Error::io(&path, &error))?;
        if !meta.is_file() {
            continue;
        }
        found.push(Found {
            time,
            vault,
            size: meta.len(),
            incremental,
            problem: problem(&path, meta.len())?,
            contained: None,
            path,
        });
    }
    found.sort_by(|a, b| (a.time, &a.path).cmp(&(b.time, &b.path)));
    Ok(found)
}

/// Stops the reading of an archive after the manifest.
struct Enough;

/// The manifest of a backup.
pub(super) fn manifest(path: &Path, identities: &[Identities]) -> Result<Manifest> {
    envelope::open(path, identities, |input| {
        let mut manifest = None;
        let stopped: std::result::Result<(), std::result::Result<Enough, Error>> =
            archive::read::<_, First>(input, |first| {
                let mut bytes = Vec::new();
                first
                    .content
                    .take(MAX_MANIFEST_LEN)
                    .read_to_end(&mut bytes)?;
                if first.name != member::MANIFEST.as_bytes() {
                    return Err(First::Error(damaged(
                        "manifest.json is not its first member",
                    )));
                }
                manifest = Some(Manifest::parse(&bytes).map_err(Error::from)?);
                Err(First::Enough)
            })
            .map_err(|first| match first {
                First::Enough => Ok(Enough),
                First::Error(error) => Err(error),
            });
        match (stopped, manifest) {
            (Err(Err(error)), _) => Err(error),
            (_, Some(manifest)) => Ok(manifest),
            (_, None) => Err(damaged("it is empty")),
        }
    })
}

enum First {
    Enough,
    Error(Error),
}

impl From<std::io::Error> for First {
    fn from(error: std::io::Error) -> Self {
        Self::Error(damaged(error))
    }
}

impl From<Error> for First {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// The backups in a folder, oldest first; with identities, also the contents of their manifests.
///
/// # Errors
/// I/O errors; kind `Usage` for an invalid identity file.
pub fn list(folder: &Path, identity_files: &[PathBuf], person: &Person) -> Result<Vec<Found>> {
    let mut found = scan(folder)?;
    if identity_files.is_empty() {
        return Ok(found);
    }
    let identities = envelope::identities(identity_files, person)?;
    for one in &mut found {
        if one.problem.is_some() {
            continue;
        }
        match manifest(&one.path, &identities) {
            Ok(manifest) => {
                one.contained = Some(BackupSummary::of(&manifest));
                one.incremental = manifest.kind == BackupKind::Snapshot;
            }
            Err(error) if matches!(error.kind, Kind::Auth | Kind::Damaged) => {
                one.problem = Some(error.message);
            }
            // It says nothing about the backup.
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// The result of the retention rule.
pub(super) enum Surplus {
    /// Backups to remove.
    Remove(Vec<Found>),
    /// Nothing is removed, because the times are not trustworthy.
    Stopped(String),
}

/// Which backups of this vault to remove by the rule, but never `made`, the new one. Those with a
/// problem are neither counted nor removed, but left for inspection. `seen` is the latest time
/// known to the vault.
pub(super) fn surplus(
    found: &[Found],
    vault_id: &str,
    keep: &Keep,
    made: &Path,
    seen: Time,
) -> Surplus {
    if !keep.is_set() {
        return Surplus::Remove(Vec::new());
    }
    let now = clock::now();
    let mine = || found.iter().filter(|one| vault_id.starts_with(&one.vault));
    if clock::is_behind(now, seen) {
        return Surplus::Stopped(clock::behind(now, seen));
    }
    if let Some(one) = mine().find(|one| one.time > now) {
        let name = one.path.display();
        return Surplus::Stopped(format!(
            "{name} has a future date: correct the clock, or move that file elsewhere"
        ));
    }
    let mine: Vec<&Found> = good(found, vault_id).collect();
    let times: Vec<Time> = mine.iter().map(|one| one.time).collect();
    let kept = keep.choose(&times, clock::zone());
    let gone = mine
        .iter()
        .enumerate()
        .filter(|(index, one)| !kept.contains(index) && one.path != made);
    Surplus::Remove(gone.map(|(_, one)| (*one).clone()).collect())
}

/// The backups of this vault without a problem.
pub(super) fn good<'a>(found: &'a [Found], vault_id: &str) -> impl Iterator<Item = &'a Found> {
    let mine = move |one: &&Found| vault_id.starts_with(&one.vault) && one.problem.is_none();
    found.iter().filter(mine)
}

/// Whether a folder has any backup files of this vault.
pub(super) fn has_backups(folder: &Path, vault_id: &str) -> Result<bool> {
    let found = scan(folder)?;
    Ok(found.iter().any(|one| vault_id.starts_with(&one.vault))
        || packs_folder(folder, vault_id).is_dir())
}

/// The folder of the packs of a vault's snapshots.
pub(super) fn packs_folder(folder: &Path, vault_id: &str) -> PathBuf {
    let vault: String = vault_id.chars().take(VAULT).collect();
    folder.join(format!("{vault}.packs"))
}

/// Removes backup files.
pub(super) fn remove(found: &[Found]) -> Result<()> {
    for one in found {
        secure_file::remove(&one.path)?;
    }
    if let Some(folder) = found.first().and_then(|one| one.path.parent()) {
        secure_file::sync_dir(folder)?;
    }
    Ok(())
}

/// The newest good backup in a folder.
///
/// # Errors
/// Kind `NotFound` if there is none.
pub(super) fn newest(folder: &Path) -> Result<Found> {
    let found = scan(folder)?;
    let good = found.into_iter().rev().find(|one| one.problem.is_none());
    good.ok_or_else(|| {
        Error::new(
            Kind::NotFound,
            format!("there is no backup in {}", folder.display()),
        )
        .hint("create one with: file-organizer backup create --to DIR")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_when_and_of_what_and_sort_by_time() {
        let time = Time::parse("2026-11-24T15:04:05.123Z").unwrap();
        let text = name(time, "0123456789abcdef", FULL);
        assert_eq!(text, "20261124T150405.123Z-01234567.tar.zst.age");
        assert_eq!(parse(&text), Some((time, "01234567".into(), false)));
        let other = name(time, "0123456789abcdef", SNAPSHOT);
        assert_eq!(parse(&other), Some((time, "01234567".into(), true)));
        for wrong in [
            "20261124T150405.123Z-01234567.tar.zst",
            "20261324T150405.123Z-01234567.tar.zst.age",
            "20261124T150405.123Z-0123456.tar.zst.age",
            "é0261124T150405.123Z-01234567.tar.zst.age",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
