//! Removes duplicates: they go to the trash as one operation, in one transaction, after each was
//! checked again.

use crate::app::error::{Error, Kind, Result};
use crate::app::files::rm::forget_old;
use crate::app::gate::{Gate, Writing};
use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::path::VaultPath;
use crate::storage::files::{self, Entry};
use crate::storage::record::FileRecord;

use super::{Copy, DedupeOptions, Done, Group, KeptReason, kept_reason};

/// Moves the duplicates of each group to the trash, and merges their tags, and their first note if
/// it has none, into the kept copy. A copy that has changed since the plan is left alone.
///
/// # Errors
/// Kind `Busy`; `Denied` if nothing at all may be removed. All or nothing.
pub fn apply(gate: &mut Gate, options: &DedupeOptions, groups: Vec<Group>) -> Result<Done> {
    let root = VaultPath::root();
    let target = options.folders.first().unwrap_or(&root).raw().to_vec();
    gate.write(Action::Dedupe, &target, |writing| {
        let mut done = Done::default();
        let mut work = Vec::new();
        for mut group in groups {
            let others = std::mem::take(&mut group.others);
            let Some(keep) = same(writing, &group, &group.keep)? else {
                done.changed += others.len() as u64;
                continue;
            };
            let mut going = Vec::new();
            for mut copy in others {
                let Some(entry) = same(writing, &group, &copy)? else {
                    done.changed += 1;
                    continue;
                };
                copy.kept_reason = kept_reason(writing.principal, &entry.file);
                if copy.kept_reason.is_none() {
                    going.push(entry);
                }
                group.others.push(copy);
            }
            if !group.others.is_empty() {
                done.groups.push(group);
                work.push((keep, going));
            }
        }
        let removed = work.iter().map(|(_, going)| going.len() as u64).sum();
        if removed > 0 {
            remove(writing, &target, work, removed)?;
        } else {
            refuse_held(writing, &done.groups)?;
        }
        writing.detail(Unit::Files.count(removed));
        Ok(done)
    })
}

/// The row of a copy, if it still has the same path and content.
fn same(writing: &Writing<'_, '_>, group: &Group, copy: &Copy) -> Result<Option<Entry>> {
    let entry = files::at(writing.view(), &copy.path)?;
    Ok(entry.filter(|entry| {
        entry.file.id == copy.id
            && entry.file.current.content == group.content
            && writing.principal.sees(&entry.path)
    }))
}

/// Returns an error if there are duplicates and none of them may be removed.
fn refuse_held(writing: &Writing<'_, '_>, groups: &[Group]) -> Result<()> {
    let mut copies = groups.iter().flat_map(|group| &group.others);
    let Some(first) = copies.next() else {
        return Ok(());
    };
    let name = first.path.to_string_lossy();
    let (why, hint) = match first.kept_reason {
        Some(KeptReason::Labelled) => (
            "has tags or a note, and moving them to another copy needs file:organize",
            "remove the tags and the note first, or ask somebody with that permission",
        ),
        Some(KeptReason::NotOwn) | None => (
            "belongs to another user, which needs file:delete",
            "an administrator can change the role",
        ),
    };
    let who = &writing.principal.name;
    Err(Error::new(
        Kind::Denied,
        format!("{who:?} may not remove any copy: {name:?} {why}"),
    )
    .hint(hint))
}

fn remove(
    writing: &mut Writing<'_, '_>,
    target: &[u8],
    work: Vec<(Entry, Vec<Entry>)>,
    removed: u64,
) -> Result<()> {
    let mut change = writing.begin(target)?;
    for (keep, going) in work {
        let mut file = keep.file.clone();
        for entry in going {
            merge(&mut file, &entry.file);
            change.remove(writing, &entry.path)?;
        }
        if file != keep.file {
            change.mark(writing, &keep, file)?;
        }
    }
    change.count(removed);
    change.save(writing)?;
    forget_old(writing)?;
    Ok(())
}

/// Merges tags and note of one copy into another.
fn merge(keep: &mut FileRecord, going: &FileRecord) {
    for tag in &going.tags {
        if !keep.tags.contains(tag) {
            keep.tags.push(tag.clone());
        }
    }
    if keep.note.is_none() {
        keep.note.clone_from(&going.note);
    }
}
