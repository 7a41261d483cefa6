//! The trash: what is in it, taking something out, destroying it.

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::domain::scope::Scope;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::files;
use crate::storage::files::Entry;
use crate::storage::journal;
use crate::storage::record::TrashRecord;
use crate::storage::tables::{Tables, View};

use super::error::{Error, Kind, Result};
use super::gate::Gate;
use super::info::{self, FileInfo};
use super::place::blocked;
use super::select::{Pick, not_found};

/// A file in the trash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trashed {
    /// The file, with the path that it had.
    pub file: FileInfo,
    /// When it was removed.
    pub deleted: Time,
    /// By whom.
    pub deleted_by: String,
}

/// What is in the trash, the latest first.
///
/// # Errors
/// Kind `Denied`.
pub fn list(gate: &mut Gate) -> Result<Vec<Trashed>> {
    gate.read(Action::FileList, |view, scope| {
        let mut all = Vec::new();
        for record in files::trash(view)? {
            let record = record?;
            let entry = Entry {
                path: record.path()?,
                file: record.file,
            };
            if !scope.allows(&entry.path) {
                continue;
            }
            all.push(Trashed {
                file: info::file(view, entry)?,
                deleted: record.deleted,
                deleted_by: record.deleted_by,
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

/// The records that an argument means: by id, by the path that a file or folder had (of several at
/// one path the latest), or by pattern.
fn find(view: &impl View, scope: &Scope, pick: &Pick) -> Result<Vec<TrashRecord>> {
    if let Pick::Id(id) = pick {
        let mut found: Vec<TrashRecord> = files::in_trash(view, id)?.into_iter().collect();
        if let Some(record) = found.first()
            && !scope.allows(&record.path()?)
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
            Pick::Path(wanted) => path == *wanted || path.is_inside(wanted),
            Pick::Glob(literal, glob, _) => {
                literal.as_ref() == Some(&path) || glob.matches(path.key())
            }
            Pick::Id(_) => false,
        };
        if hit && scope.allows(&path) {
            found.push(record);
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path).then(b.deleted.cmp(&a.deleted)));
    Ok(found)
}

/// Takes files out of the trash, back to where they were. Where something else is there by now,
/// nothing is restored.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`; `Other` where something is in the way. All or nothing.
pub fn restore(gate: &mut Gate, picks: &[Pick]) -> Result<Vec<VaultPath>> {
    let target = picks.first().map(Pick::text).unwrap_or_default();
    gate.write(Action::TrashRestore, &target, |writing| {
        let mut operation = writing.operation(&target)?;
        let mut restored = Vec::new();
        for pick in picks {
            let mut records = find(writing.tables, writing.scope(), pick)?;
            // The latest of each path; the others stay in the trash.
            records.dedup_by(|next, kept| next.path == kept.path);
            if records.is_empty() {
                return Err(not_in_trash(pick));
            }
            for record in records {
                let path = record.path()?;
                writing.check_owner(&record.file.owner, &path)?;
                let tables = &mut *writing.tables;
                if files::at(tables, &path)?.is_some() {
                    let name = path.to_string_lossy();
                    return Err(Error::new(Kind::Other, format!("{name:?} is there again"))
                        .hint("move that one away first: file-organizer mv"));
                }
                if let Some(why) = blocked(tables, &path)? {
                    return Err(Error::new(Kind::Other, why));
                }
                operation.clear_trash(tables, &record.file.id)?;
                operation.put(tables, path.key(), record.file)?;
                restored.push(path);
            }
        }
        operation.count(restored.len() as u64);
        operation.save(writing.tables)?;
        writing.detail(Unit::Files.count(restored.len()));
        Ok(restored)
    })
}

fn not_in_trash(pick: &Pick) -> Error {
    let text = pick.text();
    Error {
        message: format!("{:?} is not in the trash", String::from_utf8_lossy(&text)),
        hint: Some("list what is there with: file-organizer trash list".into()),
        ..not_found(&text)
    }
}

/// What was destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Emptied {
    /// Files.
    pub files: u64,
    /// Bytes of their current contents.
    pub bytes: u64,
}

/// Destroys what the arguments name in the trash (everything, without any), but keeps what was
/// removed less than `older_than` ago. Operations that had touched these files cannot be undone any
/// more.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`. All or nothing.
pub fn empty(gate: &mut Gate, picks: &[Pick], older_than: Option<Span>) -> Result<Emptied> {
    let target = picks.first().map(Pick::text).unwrap_or_default();
    gate.write(Action::TrashEmpty, &target, |writing| {
        let mut records = Vec::new();
        if picks.is_empty() {
            for record in files::trash(writing.tables)? {
                let record = record?;
                if writing.scope().allows(&record.path()?) {
                    records.push(record);
                }
            }
        }
        for pick in picks {
            let found = find(writing.tables, writing.scope(), pick)?;
            if found.is_empty() {
                return Err(not_in_trash(pick));
            }
            records.extend(found);
        }
        let before = older_than.map(|span| writing.now.saturating_sub(span));
        records.retain(|record| before.is_none_or(|before| record.deleted < before));
        for record in &records {
            writing.check_owner(&record.file.owner, &record.path()?)?;
        }
        let emptied = erase(writing.tables, &records)?;
        writing.detail(Unit::Files.count(emptied.files));
        Ok(emptied)
    })
}

fn erase(tables: &mut Tables<'_>, records: &[TrashRecord]) -> Result<Emptied> {
    let ids: std::collections::HashSet<FileId> =
        records.iter().map(|record| record.file.id).collect();
    let mut emptied = Emptied::default();
    if ids.is_empty() {
        return Ok(emptied);
    }
    journal::close_through(tables, None, |id| ids.contains(id))?;
    for record in records {
        if files::in_trash(tables, &record.file.id)?.is_some() {
            journal::erase(tables, &record.file.id)?;
            emptied.files += 1;
            emptied.bytes += record.file.current.size;
        }
    }
    Ok(emptied)
}

/// Destroys what was removed before `before`: the policy's retention.
pub(super) fn erase_expired(tables: &mut Tables<'_>, before: Time) -> Result<Emptied> {
    let mut expired = Vec::new();
    for record in files::trash(tables)? {
        let record = record?;
        if record.deleted < before {
            expired.push(record);
        }
    }
    erase(tables, &expired)
}
