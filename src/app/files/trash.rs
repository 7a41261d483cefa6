//! The trash: listing, restoring, emptying.

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::path::VaultPath;
use crate::domain::placement::OnConflict;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::expiry;
use crate::storage::files;
use crate::storage::files::Entry;
use crate::storage::record::TrashRecord;
use crate::storage::tables::View;
use crate::storage::users::Names;

use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::files::info::{self, FileInfo};
use crate::app::files::path_conflict::{file_conflict, free_name};
use crate::app::files::select::{Pick, not_found};
use crate::app::gate::keeping::Keeping;
use crate::app::gate::{Gate, Principal};

/// A file in the trash.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Trashed {
    /// The file, with its former path.
    #[serde(flatten)]
    pub file: FileInfo,
    /// When it was removed.
    pub deleted: Time,
    /// Who removed it.
    pub deleted_by: String,
}

/// The files in the trash, latest first.
pub fn list(gate: &mut Gate) -> Result<Vec<Trashed>> {
    gate.read(Action::FileList, |view, principal| {
        let names = Names::load(view)?;
        let mut all = Vec::new();
        for record in files::trash(view)? {
            let record = record?;
            let entry = Entry {
                path: record.path()?,
                file: record.file,
            };
            if !principal.sees(&entry.path) {
                continue;
            }
            all.push(Trashed {
                file: info::file(view, &names, entry, true)?,
                deleted: record.deleted,
                deleted_by: names.actor(&record.deleted_by),
            });
        }
        all.sort_by(|a, b| {
            b.deleted
                .cmp(&a.deleted)
                .then(a.file.path.cmp(&b.file.path))
        });
        Ok(all)
    })
}

/// The records that an argument selects: by id, by the former path of a file or folder (the latest,
/// if several have one path), or by pattern.
fn find(view: &impl View, principal: &Principal, pick: &Pick) -> Result<Vec<TrashRecord>> {
    if let Pick::Id(id) = pick {
        let mut found: Vec<TrashRecord> = files::in_trash(view, id)?.into_iter().collect();
        if let Some(record) = found.first()
            && !principal.sees(&record.path()?)
        {
            found.clear();
        }
        return Ok(found);
    }
    let mut found: Vec<TrashRecord> = Vec::new();
    for record in files::trash(view)? {
        let record = record?;
        let path = record.path()?;
        let hit = match pick {
            Pick::Path(wanted) => is_at(wanted, &path),
            Pick::Glob(literal, glob, _) => {
                literal.as_ref().is_some_and(|exact| is_at(exact, &path))
                    || glob.matches(path.key())
            }
            Pick::Id(_) => false,
        };
        if hit && principal.sees(&path) {
            found.push(record);
        }
    }
    // An exact name has precedence over a pattern.
    if let Pick::Glob(Some(exact), ..) = pick {
        let is_exact = |record: &TrashRecord| record.path().is_ok_and(|path| is_at(exact, &path));
        if found.iter().any(is_exact) {
            found.retain(is_exact);
        }
    }
    sort(&mut found);
    Ok(found)
}

fn is_at(wanted: &VaultPath, path: &VaultPath) -> bool {
    path == wanted || path.is_inside(wanted)
}

/// By path, then latest first: ids are random, and an error names the first record it concerns.
fn sort(records: &mut [TrashRecord]) {
    records.sort_by(|a, b| a.path.cmp(&b.path).then(b.deleted.cmp(&a.deleted)));
}

/// Restores files from the trash to their former paths. If a path is taken, `on_conflict` decides;
/// a restored file never becomes a version.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`; `Other` if a path is taken. All or nothing.
pub fn restore(gate: &mut Gate, picks: &[Pick], on_conflict: OnConflict) -> Result<Vec<VaultPath>> {
    let target = picks.first().map(Pick::text).unwrap_or_default();
    gate.write(Action::TrashRestore, &target, |writing| {
        let mut change = writing.begin(&target)?;
        let mut restored = Vec::new();
        for pick in picks {
            let mut records = find(writing.view(), writing.principal, pick)?;
            // The latest of each path; others stay in the trash.
            records.dedup_by(|next, kept| next.path == kept.path);
            if records.is_empty() {
                return Err(not_in_trash(pick));
            }
            for record in records {
                let mut path = record.path()?;
                if files::at(writing.view(), &path)?.is_some() {
                    match on_conflict {
                        OnConflict::Rename => {
                            path = free_name(writing.view(), writing.principal, &path)?;
                        }
                        OnConflict::Skip => continue,
                        OnConflict::Fail | OnConflict::Version => return Err(path_taken(&path)),
                    }
                }
                if let Some(why) = file_conflict(writing.view(), writing.principal, &path)? {
                    return Err(Error::new(Kind::Conflict, why));
                }
                change.restore(writing, record, &path)?;
                restored.push(path);
            }
        }
        change.count(restored.len() as u64);
        change.save(writing)?;
        writing.detail(Unit::Files.count(restored.len()));
        Ok(restored)
    })
}

/// The number of files that [`restore`] would restore, if no path is taken.
///
/// # Errors
/// Kinds `Denied`, `NotFound`.
pub fn would_restore(gate: &mut Gate, picks: &[Pick]) -> Result<u64> {
    gate.read(Action::TrashRestore, |view, principal| {
        let mut count = 0;
        for pick in picks {
            let mut records = find(view, principal, pick)?;
            records.dedup_by(|next, kept| next.path == kept.path);
            if records.is_empty() {
                return Err(not_in_trash(pick));
            }
            count += records.len() as u64;
        }
        Ok(count)
    })
}

fn path_taken(path: &VaultPath) -> Error {
    let name = path.to_string_lossy();
    Error::new(Kind::Conflict, format!("{name:?} already exists"))
        .hint("move that one first, or restore with --on-conflict rename")
}

fn not_in_trash(pick: &Pick) -> Error {
    let text = pick.text();
    Error {
        message: format!("{:?} is not in the trash", String::from_utf8_lossy(&text)),
        hint: Some("list the trash with: file-organizer trash list".into()),
        ..not_found(&text)
    }
}

/// What was destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Emptied {
    /// Files.
    pub files: u64,
    /// Bytes of their current contents.
    pub bytes: u64,
    /// Files that have expired by the current clock, but stay until a later command confirms it.
    pub waiting: u64,
    /// If the clock was turned back by more than a day: when they can be deleted at the earliest.
    pub waiting_until: Option<Time>,
    /// Files that a retention rule or a hold keeps.
    pub kept: u64,
}

impl From<(u64, u64)> for Emptied {
    fn from((files, bytes): (u64, u64)) -> Self {
        Self {
            files,
            bytes,
            waiting: 0,
            waiting_until: None,
            kept: 0,
        }
    }
}

/// Destroys what the arguments select in the trash (everything, if there are none), except files
/// removed less than `older_than` ago, and files that must be kept. Operations that touched these files can no longer be undone.
///
/// # Errors
/// Kinds `NotFound`, `Busy`; `Denied`, also if a file that an argument names must be kept. All or
/// nothing.
pub fn empty(gate: &mut Gate, picks: &[Pick], older_than: Option<Span>) -> Result<Emptied> {
    let target = picks.first().map(Pick::text).unwrap_or_default();
    gate.write(Action::TrashEmpty, &target, |writing| {
        let chosen = chosen(
            writing.view(),
            writing.principal,
            picks,
            older_than,
            writing.now,
        )?;
        let emptied = Emptied {
            waiting: chosen.waiting,
            waiting_until: chosen.waiting_until,
            kept: chosen.kept,
            ..writing.destroy(&chosen.records)?.into()
        };
        writing.detail(Unit::Files.count(emptied.files));
        Ok(emptied)
    })
}

/// What [`empty`] would destroy now.
///
/// # Errors
/// Kinds `Denied`, `NotFound`.
pub fn would_empty(gate: &mut Gate, picks: &[Pick], older_than: Option<Span>) -> Result<Emptied> {
    gate.read(Action::FileList, |view, principal| {
        let chosen = chosen(view, principal, picks, older_than, clock::now())?;
        let records = &chosen.records;
        Ok(Emptied {
            files: records.len() as u64,
            bytes: records.iter().map(|one| one.file.current.size).sum(),
            waiting: chosen.waiting,
            waiting_until: chosen.waiting_until,
            kept: chosen.kept,
        })
    })
}

/// What `trash empty` is about.
#[derive(Default)]
struct Chosen {
    records: Vec<TrashRecord>,
    /// Files that are old enough by the clock alone.
    waiting: u64,
    waiting_until: Option<Time>,
    /// Files that must be kept.
    kept: u64,
}

/// The selected files that are old enough. Without arguments, those that must be kept are left out;
/// a file that an argument names is refused by the gate.
fn chosen(
    view: &impl View,
    principal: &Principal,
    picks: &[Pick],
    older_than: Option<Span>,
    now: Time,
) -> Result<Chosen> {
    let mut chosen = Chosen::default();
    if picks.is_empty() {
        let keeping = Keeping::load(view, now)?;
        for record in files::trash(view)? {
            let record = record?;
            let path = record.path()?;
            if !principal.sees(&path) {
                continue;
            }
            if keeping.duty(view, &path, &record.file)?.is_none() {
                chosen.records.push(record);
            } else {
                chosen.kept += 1;
            }
        }
        sort(&mut chosen.records);
    }
    for pick in picks {
        let found = find(view, principal, pick)?;
        if found.is_empty() {
            return Err(not_in_trash(pick));
        }
        chosen.records.extend(found);
    }
    let Some(keep) = older_than else {
        return Ok(chosen);
    };
    let records = &mut chosen.records;
    records.retain(|record| record.deleted < now.saturating_sub(keep));
    let by_clock = records.len();
    let before = expiry::cutoff(view, keep, now)?;
    records.retain(|record| record.deleted < before);
    chosen.waiting = (by_clock - records.len()) as u64;
    chosen.waiting_until = expiry::delayed_until(view, keep, now)?;
    Ok(chosen)
}

/// How many files in the trash have expired by the policy.
pub(crate) fn expired(view: &impl View, keep: Span, now: Time) -> Result<Emptied> {
    let before = expiry::cutoff(view, keep, now)?;
    let keeping = Keeping::load(view, now)?;
    let mut expired = Emptied::default();
    for record in files::trash(view)? {
        let record = record?;
        if record.deleted >= now.saturating_sub(keep) {
            continue;
        }
        if !keeping.duty(view, &record.path()?, &record.file)?.is_none() {
            expired.kept += 1;
        } else if record.deleted < before {
            expired.files += 1;
            expired.bytes += record.file.current.size;
        } else {
            expired.waiting += 1;
        }
    }
    Ok(expired)
}
