//! A plan, carried out within one transaction as one operation.

use std::collections::HashMap;

use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::storage::StorageError;
use crate::storage::files::{self, Entry};
use crate::storage::journal::Operation;
use crate::storage::record::{FileRecord, OldVersionRecord, TrashRecord, VersionRecord};
use crate::storage::tables::Tables;
use crate::storage::traits;

use crate::app::error::Result;
use crate::app::gate::Writing;
use crate::app::policy;

use super::candidates::Candidate;
use super::{Fate, Organized, Step};

pub(super) fn apply(
    writing: &mut Writing<'_, '_>,
    folder: &VaultPath,
    organized: &Organized,
    candidates: Vec<Candidate>,
) -> Result<()> {
    for candidate in candidates.iter().filter(|one| one.fresh_traits) {
        if let Some(known) = &candidate.traits {
            traits::set(writing.tables, candidate.entry.file.current.content, known)?;
        }
    }
    if organized.changes() == 0 {
        return Ok(());
    }
    let mut known: HashMap<FileId, FileRecord> = candidates
        .into_iter()
        .map(|candidate| (candidate.entry.file.id, candidate.entry.file))
        .collect();
    for step in organized.steps.iter().filter(|step| step.gives_way) {
        if let Some(entry) = files::at(writing.tables, &step.from)? {
            known.insert(entry.file.id, entry.file);
        }
    }
    let max_versions = policy::read(writing.tables)?.max_versions;
    let mut operation = writing.operation(folder.raw())?;
    let mut carrying = Carrying {
        known,
        max_versions,
        operation: &mut operation,
    };
    let going = || organized.steps.iter().filter(|step| goes(step));
    // Every old place is cleared before a new one is taken.
    for step in going() {
        carrying.operation.clear(writing.tables, step.from.key())?;
    }
    for step in &organized.steps {
        carrying.put(writing, step)?;
    }
    for step in going() {
        carrying.version(writing.tables, step)?;
    }
    for step in going() {
        carrying.trash(writing, step)?;
    }
    operation.count(organized.changes());
    operation.save(writing.tables)?;
    Ok(())
}

/// Whether the file leaves its place.
fn goes(step: &Step) -> bool {
    match step.fate {
        Fate::Move(_) | Fate::Trash | Fate::Version(_) => true,
        Fate::Mark | Fate::Skip(_) => false,
    }
}

struct Carrying<'o> {
    known: HashMap<FileId, FileRecord>,
    max_versions: u32,
    operation: &'o mut Operation,
}

impl Carrying<'_> {
    /// The file of a step, as it was.
    fn file(&self, step: &Step) -> Result<FileRecord> {
        let file = self.known.get(&step.id).cloned();
        Ok(file.ok_or_else(|| StorageError::Damaged("a file of a plan is missing".into()))?)
    }

    fn put(&mut self, writing: &mut Writing<'_, '_>, step: &Step) -> Result<()> {
        let to = match &step.fate {
            Fate::Move(to) => to,
            Fate::Mark => &step.from,
            Fate::Trash | Fate::Version(_) | Fate::Skip(_) => return Ok(()),
        };
        let mut file = self.file(step)?;
        file.tags.extend(step.tags.iter().cloned());
        if file.note.is_none() {
            file.note.clone_from(&step.note);
        }
        if matches!(step.fate, Fate::Move(_)) {
            file.rule = Some(step.rule.clone());
            file.raw = to.raw_if_different().map(<[u8]>::to_vec);
        }
        Ok(self.operation.put(writing.tables, to.key(), file)?)
    }

    /// The content becomes the next version of the file at the place.
    fn version(&mut self, tables: &mut Tables<'_>, step: &Step) -> Result<()> {
        let Fate::Version(at) = &step.fate else {
            return Ok(());
        };
        let version = self.file(step)?.current;
        let there = files::at(tables, at)?;
        let there =
            there.ok_or_else(|| StorageError::Damaged("a file of a plan is missing".into()))?;
        if there.file.current.content == version.content {
            return Ok(());
        }
        add_version(tables, self.operation, there, version, self.max_versions)
    }

    fn trash(&mut self, writing: &mut Writing<'_, '_>, step: &Step) -> Result<()> {
        if !matches!(step.fate, Fate::Trash | Fate::Version(_)) {
            return Ok(());
        }
        let record = TrashRecord {
            path: step.from.key().to_vec(),
            deleted: writing.now,
            deleted_by: writing.principal.name.clone(),
            file: self.file(step)?,
        };
        Ok(self.operation.put_trash(writing.tables, record)?)
    }
}

/// Makes a content the next version of a file; the oldest versions go where there are too many.
pub(in crate::app) fn add_version(
    tables: &mut Tables<'_>,
    operation: &mut Operation,
    there: Entry,
    mut version: VersionRecord,
    max_versions: u32,
) -> Result<()> {
    let mut file = there.file;
    version.number = file.current.number.saturating_add(1);
    let oldest = version.number.saturating_sub(max_versions);
    let old = OldVersionRecord {
        operation: 0,
        version: std::mem::replace(&mut file.current, version),
    };
    operation.put_version(tables, &file.id, old)?;
    for old in files::old_versions(tables, &file.id)? {
        if old.version.number <= oldest {
            operation.clear_version(tables, &file.id, old.version.number)?;
        }
    }
    Ok(operation.put(tables, there.path.key(), file)?)
}
