//! Tags and notes.

use std::collections::BTreeMap;

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::path::VaultPath;
use crate::domain::tag::Tag;
use crate::storage::counts;
use crate::storage::files::{self, Entry};
use crate::storage::record::FileRecord;
use crate::storage::tables::View;

use crate::app::error::{Error, Kind, Result};
use crate::app::files::select::{Pick, resolve, single};
use crate::app::gate::{Gate, Principal, Writing};

/// Maximum bytes of a note.
const MAX_NOTE_LEN: usize = 64 * 1024;

/// How to change tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Add these tags.
    Add(Vec<Tag>),
    /// Remove these tags.
    Remove(Vec<Tag>),
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct TagInfo {
    /// The tag.
    pub tag: String,
    /// The number of files with it; only in the list of all tags.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u64")]
    pub files: Option<u64>,
}

fn edit_all(
    gate: &mut Gate,
    action: Action,
    picks: &[Pick],
    mut edit: impl FnMut(&Writing<'_, '_>, &mut FileRecord) -> Result<()>,
) -> Result<Vec<VaultPath>> {
    let target = picks.first().map(Pick::text).unwrap_or_default();
    gate.write(action, &target, |writing| {
        let mut change = writing.begin(&target)?;
        let mut changed = Vec::new();
        for picked in resolve(writing.view(), writing.principal, picks)? {
            let mut file = picked.entry.file.clone();
            edit(writing, &mut file)?;
            if file != picked.entry.file {
                change.mark(writing, &picked.entry, file)?;
                changed.push(picked.entry.path);
            }
        }
        change.count(changed.len() as u64);
        change.save(writing)?;
        writing.detail(Unit::Files.count(changed.len()));
        Ok(changed)
    })
}

/// Changes the tags of what the arguments name; returns the files that changed.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`. All or nothing.
pub fn change(gate: &mut Gate, picks: &[Pick], change: &Change) -> Result<Vec<VaultPath>> {
    let adding: &[Tag] = match change {
        Change::Add(tags) => tags,
        Change::Remove(_) => &[],
    };
    let mut spelled = None;
    edit_all(gate, Action::FileTag, picks, |writing, file| {
        if spelled.is_none() {
            spelled = Some(as_spelled(writing.view(), writing.principal, adding)?);
        }
        for tag in spelled.iter().flatten() {
            if !file.tags.contains(tag) {
                file.tags.push(tag.clone());
            }
        }
        if let Change::Remove(tags) = change {
            file.tags.retain(|tag| !tags.contains(tag));
        }
        Ok(())
    })
}

/// The tags as they are spelled on files that the principal sees.
fn as_spelled(view: &impl View, principal: &Principal, tags: &[Tag]) -> Result<Vec<Tag>> {
    let mut spelled = tags.to_vec();
    let mut unknown: Vec<&mut Tag> = spelled.iter_mut().collect();
    for entry in files::below(view, &VaultPath::root())? {
        if unknown.is_empty() {
            break;
        }
        let entry = entry?;
        if principal.sees(&entry.path) {
            unknown.retain_mut(
                |tag| match entry.file.tags.iter().find(|known| *known == *tag) {
                    Some(known) => {
                        tag.clone_from(known);
                        false
                    }
                    None => true,
                },
            );
        }
    }
    Ok(spelled)
}

/// Renames a tag of all visible files; files that have both tags keep one. Files that have the new tag
/// already get its spelling. Returns the files that changed.
///
/// # Errors
/// Kind `NotFound` if no file has the tag; `Denied`, `Busy`. All or nothing.
pub fn rename(gate: &mut Gate, old: &Tag, new: &Tag) -> Result<Vec<VaultPath>> {
    let root = VaultPath::root();
    gate.write(Action::FileTag, root.raw(), |writing| {
        let mut change = writing.begin(old.as_str().as_bytes())?;
        let mut changed = Vec::new();
        for entry in to_rename(writing.view(), writing.principal, old, new)? {
            let mut file = entry.file.clone();
            let is_either = |tag: &Tag| tag == old || tag == new;
            let at = file.tags.iter().position(is_either).unwrap_or_default();
            file.tags.retain(|tag| !is_either(tag));
            file.tags.insert(at, new.clone());
            change.mark(writing, &entry, file)?;
            changed.push(entry.path);
        }
        change.count(changed.len() as u64);
        change.save(writing)?;
        writing.detail(Unit::Files.count(changed.len()));
        Ok(changed)
    })
}

/// The number of files that [`rename`] would change.
///
/// # Errors
/// As [`rename`].
pub fn count_to_rename(gate: &mut Gate, old: &Tag, new: &Tag) -> Result<u64> {
    gate.read(Action::FileTag, |view, principal| {
        Ok(to_rename(view, principal, old, new)?.len() as u64)
    })
}

/// The files with the old tag, and those on which the new one is spelled differently.
fn to_rename(view: &impl View, principal: &Principal, old: &Tag, new: &Tag) -> Result<Vec<Entry>> {
    let mut found = Vec::new();
    let mut is_in_use = false;
    for entry in files::below(view, &VaultPath::root())? {
        let entry = entry?;
        if !principal.sees(&entry.path) {
            continue;
        }
        let has_old = entry.file.tags.contains(old);
        let differs = |tag: &Tag| tag == new && tag.as_str() != new.as_str();
        is_in_use |= has_old;
        if has_old || entry.file.tags.iter().any(differs) {
            found.push(entry);
        }
    }
    if !is_in_use {
        let message = format!("no file has the tag {:?}", old.as_str());
        return Err(
            Error::new(Kind::NotFound, message).hint("list all tags with: file-organizer tag list")
        );
    }
    Ok(found)
}

/// Every tag in use, with the number of files, in order of name.
///
/// # Errors
/// Kind `Denied`.
pub fn all(gate: &mut Gate) -> Result<Vec<TagInfo>> {
    gate.read(Action::FileList, |view, principal| {
        let info = |(tag, files): (Tag, u64)| TagInfo {
            tag: tag.as_str().to_owned(),
            files: Some(files),
        };
        let mut counts = BTreeMap::new();
        if principal.sees_all() {
            for (tag, files) in counts::tags(view)? {
                *counts.entry(tag).or_insert(0) += files;
            }
            return Ok(counts.into_iter().map(info).collect());
        }
        for entry in files::below(view, &VaultPath::root())? {
            let entry = entry?;
            if !principal.sees(&entry.path) {
                continue;
            }
            for tag in entry.file.tags {
                *counts.entry(tag).or_insert(0) += 1;
            }
        }
        Ok(counts.into_iter().map(info).collect())
    })
}

/// The tags of one file.
///
/// # Errors
/// Kinds `Denied`, `NotFound`.
pub fn of(gate: &mut Gate, pick: &Pick) -> Result<Vec<TagInfo>> {
    gate.read(Action::FileList, |view, principal| {
        let tags = single(view, principal, pick)?.file.tags;
        let info = |tag: Tag| TagInfo {
            tag: tag.as_str().to_owned(),
            files: None,
        };
        Ok(tags.into_iter().map(info).collect())
    })
}

/// Sets the note of one file; an empty text removes it.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`; `Usage` for a note over 64 KiB.
pub fn note(gate: &mut Gate, pick: &Pick, text: &str) -> Result<Vec<VaultPath>> {
    let note = checked_note(text)?;
    edit_all(
        gate,
        Action::FileNote,
        std::slice::from_ref(pick),
        |_, file| {
            file.note.clone_from(&note);
            Ok(())
        },
    )
}

/// The note to store; `None` for an empty text.
///
/// # Errors
/// Kind `Usage` if it is over 64 KiB.
pub(crate) fn checked_note(text: &str) -> Result<Option<String>> {
    if text.len() > MAX_NOTE_LEN {
        return Err(Error::new(
            Kind::Usage,
            "the note is longer than 64 KiB: add it as a file",
        ));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}
