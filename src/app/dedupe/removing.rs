//! The copies that go: into the trash as one operation, in one transaction, each looked at once more.

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::{Gate, Writing};
use crate::app::rm::{forget_old, to_trash};
use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::path::VaultPath;
use crate::storage::files::{self, Entry};
use crate::storage::record::FileRecord;

use super::{Copy, Done, Group, Held, Wish, held};

/// Moves the others of each group to the trash, and gives their tags, and the first note where it
/// has none, to the copy that stays. A copy that is not as it was looked at is left alone.
///
/// # Errors
/// Kind `Busy`; `Denied` where nothing at all may be removed. All or nothing.
pub fn apply(gate: &mut Gate, wish: &Wish, groups: Vec<Group>) -> Result<Done> {
    let root = VaultPath::root();
    let target = wish.folders.first().unwrap_or(&root).raw().to_vec();
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
                copy.held = held(writing.principal, &entry.file);
                if copy.held.is_none() {
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

/// The row of a copy, if it is still where it was, with the same content.
fn same(writing: &Writing<'_, '_>, group: &Group, copy: &Copy) -> Result<Option<Entry>> {
    let entry = files::at(writing.tables, &copy.path)?;
    Ok(entry.filter(|entry| {
        entry.file.id == copy.id
            && entry.file.current.content == group.content
            && writing.scope().allows(&entry.path)
    }))
}

/// Where copies were found and every one of them is held, the whole is refused.
fn refuse_held(writing: &Writing<'_, '_>, groups: &[Group]) -> Result<()> {
    let mut copies = groups.iter().flat_map(|group| &group.others);
    let Some(first) = copies.next() else {
        return Ok(());
    };
    let name = first.path.to_string_lossy();
    let (why, hint) = match first.held {
        Some(Held::Labelled) => (
            "has tags or a note, which only who may organize files may give to another (needs file:organize)",
            "take the tags and the note away first, or have it done by somebody who may",
        ),
        Some(Held::NotOwn) | None => (
            "belongs to somebody else (needs file:delete)",
            "an administrator can change the role",
        ),
    };
    let who = &writing.principal.name;
    Err(Error::new(
        Kind::Denied,
        format!("{who:?} may remove no copy: {name:?} {why}"),
    )
    .hint(hint))
}

fn remove(
    writing: &mut Writing<'_, '_>,
    target: &[u8],
    work: Vec<(Entry, Vec<Entry>)>,
    removed: u64,
) -> Result<()> {
    let mut operation = writing.operation(target)?;
    for (keep, going) in work {
        let mut file = keep.file.clone();
        for entry in going {
            merge(&mut file, &entry.file);
            let by = writing.principal.name.clone();
            to_trash(writing.tables, &mut operation, entry, writing.now, by)?;
        }
        if file != keep.file {
            operation.put(writing.tables, keep.path.key(), file)?;
        }
    }
    operation.count(removed);
    operation.save(writing.tables)?;
    forget_old(writing)?;
    Ok(())
}

/// Gives what people have said of one copy to the other.
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
