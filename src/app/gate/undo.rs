//! Undo and redo: they have the inverse effects of an operation, regardless of who performed it,
//! and require the right to each effect.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::effect::Effect;
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::storage::files::{self, Place};
use crate::storage::folders::{self, Folder};
use crate::storage::journal::{self, Swapped};
use crate::storage::policy;
use crate::storage::record::{FileRecord, OldVersionRecord, Record, Slot, TrashRecord};
use crate::storage::tables::View;

use crate::app::error::Result;

use super::Writing;
use super::keeping::Duty;

/// The direction in which an operation is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Undo,
    Redo,
}

/// What an undo or redo does with a file, a folder, or a key of the policy.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Reverted {
    /// `added`, `removed` (to the trash), `restored` (from the trash), `replaced` (other content),
    /// `moved`, `marked` (tags, note, owner), or `destroyed`; `set` for the policy.
    pub status: &'static str,
    /// Its path before.
    #[serde(flatten, with = "crate::app::json::OptionalPath")]
    pub path: Option<VaultPath>,
    /// Its path afterwards, if it is another one.
    #[serde(flatten, with = "crate::app::json::OptionalTo")]
    pub to: Option<VaultPath>,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// The key of the policy.
    pub key: Option<String>,
    /// The value of the key afterwards.
    pub value: Option<String>,
}

impl Reverted {
    fn new(status: &'static str, path: &VaultPath) -> Self {
        Self {
            status,
            path: Some(path.clone()),
            to: None,
            is_folder: false,
            key: None,
            value: None,
        }
    }
}

/// Where a file is.
enum Location {
    Live(VaultPath, FileRecord),
    Trash(VaultPath, FileRecord),
}

impl Location {
    fn path(&self) -> &VaultPath {
        match self {
            Self::Live(path, _) | Self::Trash(path, _) => path,
        }
    }

    fn file(&self) -> &FileRecord {
        match self {
            Self::Live(_, file) | Self::Trash(_, file) => file,
        }
    }
}

/// The files in some rows, and the contents that are their earlier versions.
struct State {
    files: BTreeMap<FileId, Location>,
    versions: BTreeSet<u64>,
}

/// What must be kept, by content; with the path of a file that has it.
type Duties = BTreeMap<u64, (Duty, VaultPath)>;

impl Writing<'_, '_> {
    /// Undoes or redoes an operation; `each` is called for every file and folder that it changes.
    ///
    /// # Errors
    /// Kind `Denied` if one of its effects is not permitted, or a content would no longer have to
    /// be kept.
    pub(crate) fn swap(
        &mut self,
        number: u64,
        direction: Direction,
        each: &mut dyn FnMut(Reverted),
    ) -> Result<Swapped> {
        let mut touched = journal::touched(&*self.tables, number)?;
        let policy_before = match touched.iter().any(|slot| matches!(slot, Slot::Policy(_))) {
            true => Some(policy::read(&*self.tables)?),
            false => None,
        };
        let before = state(&*self.tables, &touched)?;
        let folders_before = folders(&*self.tables, &touched)?;
        let duties = self.duties(&before)?;
        let by = self.actor();
        let swapped = match direction {
            Direction::Undo => journal::undo(self.tables, number, &by, self.now)?,
            Direction::Redo => journal::redo(self.tables, number)?,
        };
        if matches!(swapped, Swapped::Conflict(_)) {
            return Ok(swapped);
        }
        // The undo may have moved files to the trash whose content would otherwise be lost.
        touched.extend(before.files.keys().map(|id| Slot::Trash(*id)));
        let after = state(&*self.tables, &touched)?;
        let ids: BTreeSet<&FileId> = before.files.keys().chain(after.files.keys()).collect();
        for id in ids {
            let (was, is) = (before.files.get(id), after.files.get(id));
            // A version that was pushed out is a file in the trash; replacing its file is checked
            // there.
            let of_a_version = |one: &Location, other: &State| {
                let content = one.file().current.content;
                matches!(one, Location::Trash(..)) && other.versions.contains(&content)
            };
            let moved = match (was, is) {
                (Some(was), None) => of_a_version(was, &after),
                (None, Some(is)) => of_a_version(is, &before),
                _ => false,
            };
            if !moved {
                self.swap_file(was, is, each)?;
            }
        }
        self.check_kept(&duties, &after)?;
        self.note_restored(&before, &after)?;
        let folders_after = folders(&*self.tables, &touched)?;
        for (before, after) in folders_before.iter().zip(&folders_after) {
            self.swap_folder(before.as_ref(), after.as_ref(), each)?;
        }
        if let Some(before) = policy_before {
            let after = policy::read(&*self.tables)?;
            let known = self.draft.done.changes.len();
            self.change_policy(&before, &after)?;
            for change in self.draft.done.changes.iter().skip(known) {
                each(Reverted {
                    status: "set",
                    path: None,
                    to: None,
                    is_folder: false,
                    key: Some(String::from_utf8_lossy(&change.name).into_owned()),
                    value: change.new.clone(),
                });
            }
        }
        Ok(swapped)
    }

    /// What must be kept of these files, by content: with earlier versions.
    fn duties(&mut self, state: &State) -> Result<Duties> {
        let keeping = self.keeping()?;
        let mut duties = Duties::new();
        if keeping.is_empty() {
            return Ok(duties);
        }
        for at in state.files.values() {
            let file = at.file();
            let old = files::old_versions(&*self.tables, &file.id)?;
            let old = old.iter().map(|old| &old.version);
            for version in std::iter::once(&file.current).chain(old) {
                let (duty, name) = duties
                    .entry(version.content)
                    .or_insert_with(|| (Duty::default(), at.path().clone()));
                let added = keeping.add(duty, &*self.tables, at.path(), file, version)?;
                if added {
                    name.clone_from(at.path());
                }
            }
        }
        Ok(duties)
    }

    /// Refuses a change after which a content would no longer have to be kept. One that no touched
    /// file has any more is in the trash, under the same path and with the same tags.
    fn check_kept(&mut self, before: &Duties, after: &State) -> Result<()> {
        let after = self.duties(after)?;
        for (content, (duty, path)) in before {
            if let Some((now, _)) = after.get(content)
                && let Some(lost) = duty.lost(now)
            {
                return Err(lost.cannot_leave(path));
            }
        }
        Ok(())
    }

    /// Records the time for files that came back from the trash.
    fn note_restored(&mut self, before: &State, after: &State) -> Result<()> {
        for (id, at) in &after.files {
            let Location::Live(path, file) = at else {
                continue;
            };
            if matches!(before.files.get(id), Some(Location::Trash(..))) {
                let mut file = file.clone();
                file.restored = Some(self.now);
                journal::amend_live(self.tables, path.key(), &file)?;
            }
        }
        Ok(())
    }

    /// Adds the change of a folder to the audit row.
    ///
    /// # Errors
    /// Kind `Denied` if the principal may not make it.
    fn swap_folder(
        &mut self,
        before: Option<&Folder>,
        after: Option<&Folder>,
        each: &mut dyn FnMut(Reverted),
    ) -> Result<()> {
        let (effect, status, at) = match (before, after) {
            (None, None) => return Ok(()),
            (None, Some(after)) => (Effect::Place, "added", after),
            (Some(before), None) => (Effect::Remove, "removed", before),
            (Some(_), Some(after)) => (Effect::Replace, "replaced", after),
        };
        if before.map(|before| &before.record) == after.map(|after| &after.record) {
            return self.check(effect, &at.path, &at.record.owner);
        }
        each(Reverted {
            is_folder: true,
            ..Reverted::new(status, &at.path)
        });
        self.act_on_folder(effect, &at.path, &at.record.owner)
    }

    /// Adds the change of a file to the audit row.
    ///
    /// # Errors
    /// Kind `Denied` if the principal may not make it.
    fn swap_file(
        &mut self,
        before: Option<&Location>,
        after: Option<&Location>,
        each: &mut dyn FnMut(Reverted),
    ) -> Result<()> {
        let mut report = |status, at: &Location, to: Option<&VaultPath>| {
            each(Reverted {
                to: to.cloned(),
                ..Reverted::new(status, at.path())
            });
        };
        let mut check = |effect, status, at: &Location| {
            report(status, at, None);
            self.act(effect, at.path(), at.file())
        };
        match (before, after) {
            (None, None) => Ok(()),
            (None, Some(after @ Location::Live(..))) => check(Effect::Place, "added", after),
            (None, Some(after @ Location::Trash(..))) => check(Effect::Remove, "removed", after),
            (Some(before @ Location::Live(..)), Some(Location::Trash(..)) | None) => {
                check(Effect::Remove, "removed", before)
            }
            (Some(Location::Trash(..)), Some(after @ Location::Live(..))) => {
                check(Effect::Restore, "restored", after)
            }
            (Some(before @ Location::Trash(..)), None) => {
                check(Effect::Destroy, "destroyed", before)
            }
            (Some(before), Some(after)) => {
                if before.file().current != after.file().current {
                    check(Effect::Replace, "replaced", after)?;
                }
                if before.path().raw() != after.path().raw() || is_marked(before, after) {
                    self.check(Effect::Arrange, before.path(), &before.file().owner)?;
                    self.check(Effect::Arrange, after.path(), &after.file().owner)?;
                    let to = Some(after.path()).filter(|to| to.raw() != before.path().raw());
                    report(if to.is_some() { "moved" } else { "marked" }, before, to);
                    self.tally_file(Effect::Arrange, after.file(), before.path(), to);
                }
                Ok(())
            }
        }
    }
}

/// Whether tags, the note or the owner differ.
fn is_marked(before: &Location, after: &Location) -> bool {
    let (before, after) = (before.file(), after.file());
    before.tags != after.tags
        || before.note != after.note
        || before.owner != after.owner
        || before.rule != after.rule
}

/// The folders of these rows, in order.
fn folders(view: &impl View, slots: &BTreeSet<Slot>) -> Result<Vec<Option<Folder>>> {
    let mut found = Vec::new();
    for slot in slots {
        if let Slot::Folder(key) = slot {
            found.push(folders::by_key(view, key)?);
        }
    }
    Ok(found)
}

/// The locations of the files in these rows.
fn state(view: &impl View, slots: &BTreeSet<Slot>) -> Result<State> {
    let mut state = State {
        files: BTreeMap::new(),
        versions: BTreeSet::new(),
    };
    for slot in slots {
        let id = match slot {
            Slot::Path(_) => match files::slot(view, slot)? {
                Some(bytes) => FileRecord::from_bytes(&bytes)?.id,
                None => continue,
            },
            Slot::Trash(id) => *id,
            Slot::Version(id, _) => {
                if let Some(bytes) = files::slot(view, slot)? {
                    let old = OldVersionRecord::from_bytes(&bytes)?;
                    state.versions.insert(old.version.content);
                }
                *id
            }
            Slot::Folder(_) | Slot::Policy(_) => continue,
        };
        match files::by_id(view, &id)? {
            Some(Place::Live(entry)) => {
                state
                    .files
                    .insert(id, Location::Live(entry.path, entry.file));
            }
            Some(Place::Trash) => {
                if let Some(trashed) = files::in_trash(view, &id)? {
                    let path = TrashRecord::path(&trashed)?;
                    state.files.insert(id, Location::Trash(path, trashed.file));
                }
            }
            None => {}
        }
    }
    Ok(state)
}
