//! A test restore: the newest backup is restored into a temporary vault, compared with the live
//! one, and removed. The result is recorded in the live vault's audit log.

use std::path::{Path, PathBuf};

use super::archive_error::damaged;
use super::envelope::{self, Person};
use super::folder;
use super::restore::{RestoreOptions, Scratch, build};
use super::summary::BackupSummary;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::Gate;
use crate::app::gate::slots::KdfCosts;
use crate::app::{cancel, clock};
use crate::crypto::age_file::Identities;
use crate::domain::action::Action;
use crate::domain::detail::{Detail, Unit};
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::backup::{Described, MetadataRow, hex};
use crate::storage::tables::Metadata;
use crate::storage::{audit, content, files};

/// Options of a drill.
pub struct DrillOptions<'a> {
    /// The folder with the backups.
    pub folder: PathBuf,
    /// The identities that open them.
    pub identity_files: Vec<PathBuf>,
    /// Where the temporary vault is built; nothing stays there.
    pub scratch: PathBuf,
    /// The maximum age of the newest backup.
    pub max_age: Option<Span>,
    /// The client's address.
    pub source: String,
    /// How plugins interact with the person.
    pub person: &'a Person,
}

/// The result of a drill.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Drilled {
    /// The backup that was restored.
    #[serde(flatten, with = "crate::app::json::File")]
    pub path: PathBuf,
    /// When it was created.
    pub time: Time,
    /// Its contents, all verified.
    #[serde(flatten)]
    pub contained: BackupSummary,
    /// Files that the live vault has in the same version, with the same hash.
    pub same: u64,
    /// Files changed or removed since.
    pub changed: u64,
}

/// Restores the newest backup of a folder as a test. `progress` gets bytes done and in total.
///
/// # Errors
/// Kinds `Denied`; `NotFound` without a backup; `Findings` if it cannot be restored, is not of this
/// vault, or is too old. All are recorded.
pub fn drill(
    gate: &mut Gate,
    options: &DrillOptions<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Drilled> {
    let scratch = options.scratch.join("vault");
    gate.run(Action::BackupDrill, |vault| {
        let identities = envelope::identities(&options.identity_files, options.person)?;
        let newest = folder::newest(&options.folder)?;
        let live = vault.metadata()?;
        let _guard = cancel::Guard::begin();
        let scratch = Scratch::beside(&scratch)?;
        let restore = RestoreOptions {
            file: newest.path.clone(),
            identity_files: Vec::new(),
            into: scratch.path.clone(),
            new_password: None,
            costs: KdfCosts::Least,
            source: options.source.clone(),
            person: options.person,
        };
        let mut compared = Compared::default();
        let mut watch = |row: &MetadataRow| compared.count(&live, row);
        let restored = build(&restore, &identities, &scratch.path, &mut watch, progress)
            .map_err(|error| not_restored(&newest.path, &error, &identities))?;
        drop(scratch);
        let contained = restored.contained;
        check_log(&live, &contained).map_err(|error| found(&newest.path, &error))?;
        if let Some(most) = options.max_age {
            check_age(newest.time, most).map_err(|error| found(&newest.path, &error))?;
        }
        let Compared { same, changed } = compared;
        let detail = Detail::from(Unit::Files.count(contained.files))
            .and(Unit::Same.count(same))
            .and(Unit::Changed.count(changed));
        let drilled = Drilled {
            path: newest.path,
            time: newest.time,
            contained,
            same,
            changed,
        };
        Ok((drilled, detail))
    })
}

/// How many files of the backup the live vault has.
#[derive(Default)]
struct Compared {
    same: u64,
    changed: u64,
}

impl Compared {
    fn count(&mut self, live: &Metadata, row: &MetadataRow) -> Result<()> {
        if let MetadataRow::File(file) = row {
            if is_same(live, file)? {
                self.same += 1;
            } else {
                self.changed += 1;
            }
        }
        Ok(())
    }
}

fn not_restored(path: &Path, error: &Error, identities: &[Identities]) -> Error {
    let finding = found(path, error);
    if finding.kind != Kind::Findings {
        return finding;
    }
    match super::set::advice(path, identities) {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}

/// The audit log of the backup must be the beginning of the vault's, unless its end was pruned
/// since.
fn check_log(live: &Metadata, contained: &BackupSummary) -> Result<()> {
    let then = audit::chain_at(live, contained.audit_rows)?;
    let pruned = contained.audit_rows < audit::base(live)?.count;
    if !pruned && then.is_none_or(|chain| hex(&chain) != contained.audit_head) {
        return Err(damaged("its audit log is not that of this vault"));
    }
    Ok(())
}

fn check_age(time: Time, most: Span) -> Result<()> {
    let now = clock::now();
    if clock::is_behind(now, time) {
        let why = "it can be restored, but its name has a future date, so its age is unknown";
        return Err(Error::new(Kind::Findings, why));
    }
    let age = now.since(time);
    if age >= most {
        let why = format!("it can be restored, but it is {age} old, and there is no newer one");
        return Err(Error::new(Kind::Findings, why));
    }
    Ok(())
}

/// A failed drill is a finding.
fn found(path: &Path, error: &Error) -> Error {
    let name = path.display().to_string();
    let message = if error.message.starts_with(&name) {
        error.message.clone()
    } else {
        format!("{name}: {}", error.message)
    };
    // An error that is not caused by the backup says nothing about it.
    if cancel::asked().is_some() || matches!(error.kind, Kind::Other | Kind::Busy) {
        return Error::new(error.kind, message).maybe_hint(error.hint.clone());
    }
    Error::new(Kind::Findings, message)
        .hint("create a new backup now, and find out what happened to this one")
}

/// Whether the live vault has this version of the file; if so, it must be the same.
fn is_same(live: &Metadata, file: &Described) -> Result<bool> {
    let Some(files::Place::Live(entry)) = files::by_id(live, &file.id()?)? else {
        return Ok(false);
    };
    let current = &entry.file.current;
    if current.number != file.version.number {
        return Ok(false);
    }
    if hex(&content::get(live, current.content)?.hash) == file.version.blake3 {
        return Ok(true);
    }
    Err(damaged(format!(
        "{:?} has other content than in the vault",
        entry.path.to_string_lossy()
    )))
}
