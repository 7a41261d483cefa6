//! Applies a plan within one transaction, as one operation.

use std::collections::{BTreeMap, HashMap};

use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::storage::StorageError;
use crate::storage::{files, folders};

use crate::app::error::Result;
use crate::app::gate::{Change, Lifted, Writing};
use crate::storage::policy;

use super::candidates::Candidate;
use super::{Organized, Outcome, Step};

pub(super) fn apply(
    writing: &mut Writing<'_, '_>,
    folder: &VaultPath,
    organized: &Organized,
    candidates: &[Candidate],
) -> Result<()> {
    for candidate in candidates.iter().filter(|one| one.fresh_traits) {
        if let Some(known) = &candidate.traits {
            writing.keep_traits(candidate.entry.file.current.content, known)?;
        }
    }
    if organized.changes() == 0 {
        return Ok(());
    }
    let max_versions = policy::read(writing.view())?.max_versions;
    let mut change = writing.begin(folder.raw())?;
    let mut lifted = HashMap::new();
    // Every old path is cleared before a new one is taken.
    for step in organized.steps.iter().filter(|step| moves(step)) {
        lifted.insert(step.id, change.lift(writing, &step.from)?);
    }
    for step in &organized.steps {
        put(writing, &mut change, &mut lifted, step)?;
    }
    for step in organized.steps.iter().filter(|step| moves(step)) {
        version(writing, &mut change, &lifted, step, max_versions)?;
    }
    for step in organized.steps.iter().filter(|step| moves(step)) {
        if let Some(lifted) = lifted.remove(&step.id) {
            change.discard(writing, lifted)?;
        }
    }
    let left = organized.steps.iter().filter(|step| moves(step));
    remove_emptied(writing, &mut change, folder, left)?;
    change.count(organized.changes());
    change.save(writing)
}

/// Removes the folders below `top` that were emptied by moving these files.
fn remove_emptied<'s>(
    writing: &mut Writing<'_, '_>,
    change: &mut Change,
    top: &VaultPath,
    left: impl Iterator<Item = &'s Step>,
) -> Result<()> {
    if !folders::exists(writing.view(), top)? {
        return Ok(());
    }
    let mut emptied = BTreeMap::new();
    for step in left {
        let mut above = step.from.parent();
        while let Some(folder) = above.filter(|folder| folder.is_inside(top)) {
            above = folder.parent();
            emptied.insert(folder.key().to_vec(), folder);
        }
    }
    // Deeper folders first.
    for folder in emptied.values().rev() {
        let view = writing.view();
        let holds_files = files::below(view, folder)?.next().transpose()?.is_some();
        let rows = folders::within(view, folder)?.take(2).count();
        if !holds_files && rows == 1 && folders::at(view, folder)?.is_some() {
            change.remove_folders(writing, folder)?;
        }
    }
    Ok(())
}

/// Whether the file leaves its path.
fn moves(step: &Step) -> bool {
    match step.outcome {
        Outcome::Move(_) | Outcome::Trash | Outcome::Version(_) => true,
        Outcome::Mark | Outcome::Skip(_) => false,
    }
}

fn missing() -> StorageError {
    StorageError::Damaged("a file of a plan is missing".into())
}

fn put(
    writing: &mut Writing<'_, '_>,
    change: &mut Change,
    lifted: &mut HashMap<FileId, Lifted>,
    step: &Step,
) -> Result<()> {
    match &step.outcome {
        Outcome::Move(to) => {
            let lifted = lifted.remove(&step.id).ok_or_else(missing)?;
            change.put(writing, lifted, to, |file| {
                file.tags.extend(step.tags.iter().cloned());
                if file.note.is_none() {
                    file.note.clone_from(&step.note);
                }
                file.rule = Some(step.rule.clone());
            })
        }
        Outcome::Mark => {
            let entry = files::at(writing.view(), &step.from)?.ok_or_else(missing)?;
            let mut file = entry.file.clone();
            file.tags.extend(step.tags.iter().cloned());
            if file.note.is_none() {
                file.note.clone_from(&step.note);
            }
            change.mark(writing, &entry, file)
        }
        Outcome::Trash | Outcome::Version(_) | Outcome::Skip(_) => Ok(()),
    }
}

/// Makes the content the next version of the file at the path.
fn version(
    writing: &mut Writing<'_, '_>,
    change: &mut Change,
    lifted: &HashMap<FileId, Lifted>,
    step: &Step,
    max_versions: u32,
) -> Result<()> {
    let Outcome::Version(at) = &step.outcome else {
        return Ok(());
    };
    let version = lifted.get(&step.id).ok_or_else(missing)?.file();
    let version = version.current.clone();
    let there = files::at(writing.view(), at)?.ok_or_else(missing)?;
    if there.file.current.content == version.content {
        return Ok(());
    }
    change.replace(writing, there, version, max_versions)
}
