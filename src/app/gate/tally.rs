//! What the audit row of a change says was done. Each method of [`Writing`] that has an effect calls
//! these, so that a command cannot forget to.

use crate::app::error::Result;
use crate::domain::done::{Change, NamedFile, Setting};
use crate::domain::effect::Effect;
use crate::domain::id::{Actor, FileId};
use crate::domain::path::VaultPath;
use crate::domain::permission::Permissions;
use crate::storage::record::FileRecord;

use super::Writing;

/// A setting in a list: its name and value.
pub(super) type Entry = (Vec<u8>, String);

impl Writing<'_, '_> {
    /// Adds an effect. Of no items, it is only named: a folder, or something counted elsewhere.
    pub(super) fn tally(&mut self, effect: Effect, items: u64, bytes: u64) {
        self.draft.done.add(effect, items, bytes);
    }

    /// Checks an effect on a file, and adds it.
    pub(super) fn act(
        &mut self,
        effect: Effect,
        path: &VaultPath,
        file: &FileRecord,
    ) -> Result<()> {
        self.check(effect, path, &file.owner)?;
        self.tally_file(effect, file, path, None);
        Ok(())
    }

    /// Checks an effect on a folder, and names it.
    pub(super) fn act_on_folder(
        &mut self,
        effect: Effect,
        path: &VaultPath,
        owner: &Actor,
    ) -> Result<()> {
        self.check(effect, path, owner)?;
        self.tally(effect, 0, 0);
        Ok(())
    }

    /// Adds an effect on a file.
    pub(super) fn tally_file(
        &mut self,
        effect: Effect,
        file: &FileRecord,
        path: &VaultPath,
        to: Option<&VaultPath>,
    ) {
        self.tally(effect, 1, file.current.size);
        self.name_file(file.id, path, to);
    }

    fn name_file(&mut self, id: FileId, path: &VaultPath, to: Option<&VaultPath>) {
        self.draft.done.files.push(NamedFile {
            id,
            path: path.raw().to_vec(),
            to: to.map(|to| to.raw().to_vec()),
        });
    }

    /// Adds a changed setting; does nothing if the values are equal.
    pub(super) fn configured(
        &mut self,
        setting: Setting,
        name: impl Into<Vec<u8>>,
        old: Option<String>,
        new: Option<String>,
    ) {
        if old != new {
            self.tally(Effect::Configure, 1, 0);
            self.note_change(setting, name, old, new);
        }
    }

    /// Adds a changed value that grants or ends access; does nothing if the values are equal.
    pub(super) fn note_change(
        &mut self,
        setting: Setting,
        name: impl Into<Vec<u8>>,
        old: Option<String>,
        new: Option<String>,
    ) {
        if old != new {
            let name = name.into();
            self.draft.done.changes.push(Change {
                setting,
                name,
                old,
                new,
            });
        }
    }

    /// Adds the changed entries of a list of settings, each with its name and value; returns how
    /// many are new, and how many are gone.
    pub(super) fn configured_all(
        &mut self,
        setting: Setting,
        before: &[Entry],
        after: &[Entry],
    ) -> (u64, u64) {
        let value = |all: &[Entry], name: &[u8]| {
            let one = all.iter().find(|(known, _)| known == name);
            one.map(|(_, value)| value.clone())
        };
        let (mut new, mut gone) = (0, 0);
        for (name, old) in before {
            let now = value(after, name);
            gone += u64::from(now.is_none());
            self.configured(setting, name.clone(), Some(old.clone()), now);
        }
        for (name, now) in after {
            if value(before, name).is_none() {
                new += 1;
                self.configured(setting, name.clone(), None, Some(now.clone()));
            }
        }
        (new, gone)
    }

    /// As [`Self::configured_all`]; an entry that is new grants access, one that is gone ends it.
    pub(super) fn shared_with(&mut self, setting: Setting, before: &[Entry], after: &[Entry]) {
        let (new, gone) = self.configured_all(setting, before, after);
        for (effect, items) in [(Effect::Grant, new), (Effect::End, gone)] {
            if items > 0 {
                self.tally(effect, items, 0);
            }
        }
    }

    /// Adds what a change of somebody's permissions grants and ends.
    pub(super) fn tally_powers(&mut self, had: &Permissions, has: &Permissions) {
        if !had.contains(has) {
            self.tally(Effect::Grant, 1, 0);
        }
        if !has.contains(had) {
            self.tally(Effect::End, 1, 0);
        }
    }
}
