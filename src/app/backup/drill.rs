//! A restore for trial: the newest backup is restored into a vault that nobody will use, compared
//! with the live one, and thrown away. What came of it stands in the live vault's audit log.

use std::path::{Path, PathBuf};

use super::contained::{Contained, damaged};
use super::envelope::{self, Person};
use super::folder;
use super::restore::{RestoreOptions, Scratch, build};
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::Gate;
use crate::app::init::KdfCosts;
use crate::app::{cancel, clock};
use crate::domain::action::Action;
use crate::domain::detail::{Detail, Unit};
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::backup::{Described, MetadataRow, hex};
use crate::storage::tables::Metadata;
use crate::storage::{audit, content, files};

/// How to drill.
pub struct DrillOptions<'a> {
    /// The folder with the backups.
    pub folder: PathBuf,
    /// What opens them.
    pub identity_files: Vec<PathBuf>,
    /// Where the vault for trial is built; nothing stays there.
    pub scratch: PathBuf,
    /// The newest backup must not be older.
    pub max_age: Option<Span>,
    /// From where this is done.
    pub source: String,
    /// How plugins reach the person.
    pub person: &'a Person,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drilled {
    /// The backup that was restored.
    pub path: PathBuf,
    /// When it was made.
    pub time: Time,
    /// What was in it, all of it checked.
    pub contained: Contained,
    /// Files that the live vault has in just that version, with the same hash.
    pub same: u64,
    /// Files that were changed or removed since.
    pub changed: u64,
}

/// Restores the newest backup of a folder for trial. `progress` gets bytes done and in all.
///
/// # Errors
/// Kinds `Denied`; `NotFound` where there is no backup; `Findings` where it cannot be restored, is
/// not of this vault, or is too old. All are recorded.
pub fn drill(
    gate: &mut Gate,
    options: &DrillOptions<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Drilled> {
    let identities = envelope::identities(&options.identity_files, options.person)?;
    let scratch = options.scratch.join("vault");
    gate.run(Action::BackupDrill, |vault| {
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
        let (mut same, mut changed) = (0, 0);
        let mut watch = |row: &MetadataRow| {
            if let MetadataRow::File(file) = row {
                if is_same(&live, file)? {
                    same += 1;
                } else {
                    changed += 1;
                }
            }
            Ok(())
        };
        let restored = build(&restore, &identities, &scratch.path, &mut watch, progress)
            .map_err(|error| {
                let finding = found(&newest.path, &error);
                if finding.kind != Kind::Findings {
                    return finding;
                }
                match super::set::advice(&newest.path, &identities) {
                    Some(hint) => finding.hint(hint),
                    None => finding,
                }
            })?;
        drop(scratch);
        let contained = restored.contained;
        let drilled = |contained: Contained| Drilled {
            path: newest.path.clone(),
            time: newest.time,
            contained,
            same,
            changed,
        };
        let then = audit::chain_at(&live, contained.audit_rows)?;
        // Of rows that were removed by age since, nothing can be said.
        let gone = contained.audit_rows < audit::base(&live)?.count;
        if !gone && then.is_none_or(|chain| hex(&chain) != contained.audit_head) {
            return Err(found(
                &newest.path,
                &damaged("its audit log is not the one of this vault"),
            ));
        }
        if let Some(most) = options.max_age {
            let now = clock::now();
            if clock::is_behind(now, newest.time) {
                let why = "it can be restored, but its name is from the future: how old it is, is not known";
                return Err(found(&newest.path, &Error::new(Kind::Findings, why)));
            }
            let age = now.since(newest.time);
            if age >= most {
                return Err(found(
                    &newest.path,
                    &Error::new(
                        Kind::Findings,
                        format!("it can be restored, but it is {age} old, and the newest there is"),
                    ),
                ));
            }
        }
        let detail = Detail::from(Unit::Files.count(contained.files))
            .and(Unit::Same.count(same))
            .and(Unit::Changed.count(changed));
        Ok((drilled(contained), detail))
    })
}

/// The drill failed: that is what it is for.
fn found(path: &Path, error: &Error) -> Error {
    let name = path.display().to_string();
    let message = if error.message.starts_with(&name) {
        error.message.clone()
    } else {
        format!("{name}: {}", error.message)
    };
    // What is not the backup's fault says nothing about it.
    if cancel::asked().is_some() || matches!(error.kind, Kind::Other | Kind::Busy) {
        return Error::new(error.kind, message).maybe_hint(error.hint.clone());
    }
    Error::new(Kind::Findings, message)
        .hint("make a new backup now, and find out what happened to this one")
}

/// Whether the live vault has this version of the file; where it has, it must be the same.
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
        "{:?} has another content than in the vault",
        entry.path.to_string_lossy()
    )))
}
