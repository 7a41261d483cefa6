//! Changes of files, grouped into one operation that undo reverts. Each method checks the right to
//! its effect, so that a command cannot forget to.

use std::collections::BTreeSet;

use crate::crypto::random;
use crate::domain::attributes::Attributes;
use crate::domain::effect::Effect;
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::storage::StorageError;
use crate::storage::files::{self, Entry};
use crate::storage::folders::{self, Folder};
use crate::storage::journal::Operation;
use crate::storage::record::{
    FileRecord, FolderRecord, OldVersionRecord, TrashRecord, VersionRecord,
};

use crate::app::error::{Error, Kind, Result};

use super::Writing;

/// An operation in progress, possibly over several transactions.
pub(crate) struct Change {
    operation: Operation,
    /// Files removed from their path and not yet placed again.
    lifted: u64,
}

/// A file removed from its path: it must be placed again in the same transaction.
#[must_use]
pub(crate) struct Lifted {
    entry: Entry,
}

impl Lifted {
    /// The path it was removed from.
    pub(crate) fn path(&self) -> &VaultPath {
        &self.entry.path
    }

    /// The file.
    pub(crate) fn file(&self) -> &FileRecord {
        &self.entry.file
    }
}

impl Writing<'_, '_> {
    /// Begins an operation.
    pub(crate) fn begin(&mut self, target: &[u8]) -> Result<Change> {
        let by = self.actor();
        let operation = Operation::begin(self.tables, self.now, &by, self.verb, target)?;
        Ok(Change {
            operation,
            lifted: 0,
        })
    }
}

impl Change {
    /// Continues an operation in another transaction; returns `None` if it was undone or closed
    /// meanwhile, so that a new one has to begin.
    pub(crate) fn resume(self, writing: &Writing<'_, '_>) -> Result<Option<Self>> {
        let operation = self.operation.resume(&*writing.tables)?;
        Ok(operation.map(|operation| Self {
            operation,
            lifted: 0,
        }))
    }

    /// The operation's number.
    #[cfg(test)]
    pub(crate) fn number(&self) -> u64 {
        self.operation.number
    }

    /// Adds a new file at a free path.
    pub(crate) fn place(
        &mut self,
        writing: &mut Writing<'_, '_>,
        path: &VaultPath,
        file: FileRecord,
    ) -> Result<()> {
        writing.act(Effect::Place, path, &file)?;
        if files::at(&*writing.tables, path)?.is_some() {
            return Err(StorageError::Engine("a file would be replaced".into()).into());
        }
        Ok(self.operation.put(writing.tables, path.key(), file)?)
    }

    /// Adds a copy of a file at a free path, owned by the principal; it shares the content.
    pub(crate) fn copy(
        &mut self,
        writing: &mut Writing<'_, '_>,
        source: Entry,
        to: &VaultPath,
    ) -> Result<()> {
        let owner = writing.actor();
        writing.check(Effect::ReadContent, &source.path, &source.file.owner)?;
        writing.check(Effect::Place, to, &owner)?;
        writing.check_rename(&source.path, to, &source.file.current)?;
        if files::at(&*writing.tables, to)?.is_some() {
            return Err(StorageError::Engine("a file would be replaced".into()).into());
        }
        // The row names the source, so that it is found where its content went.
        writing.tally_file(Effect::Place, &source.file, &source.path, Some(to));
        let file = FileRecord {
            id: FileId::new(random::array()?),
            raw: to.raw_if_different().map(<[u8]>::to_vec),
            created: writing.now,
            restored: None,
            rule: None,
            source: None,
            current: VersionRecord {
                number: 1,
                added: writing.now,
                author: owner.clone(),
                ..source.file.current
            },
            owner,
            ..source.file
        };
        Ok(self.operation.put(writing.tables, to.key(), file)?)
    }

    /// Makes a content the next version of a file. If there are more than `max_versions`, the
    /// oldest go to the trash, each as a separate file.
    pub(crate) fn replace(
        &mut self,
        writing: &mut Writing<'_, '_>,
        there: Entry,
        mut version: VersionRecord,
        max_versions: u32,
    ) -> Result<()> {
        writing.check(Effect::Replace, &there.path, &there.file.owner)?;
        let mut file = there.file;
        version.number = file.current.number.saturating_add(1);
        let oldest = version.number.saturating_sub(max_versions);
        let old = OldVersionRecord {
            operation: 0,
            version: std::mem::replace(&mut file.current, version),
        };
        self.operation.put_version(writing.tables, &file.id, old)?;
        let versions = files::old_versions(&*writing.tables, &file.id)?;
        let (going, staying): (Vec<_>, Vec<_>) = versions
            .into_iter()
            .map(|old| old.version)
            .partition(|version| version.number <= oldest);
        let mut held: BTreeSet<u64> = staying.iter().map(|version| version.content).collect();
        held.insert(file.current.content);
        for version in going {
            self.operation
                .clear_version(writing.tables, &file.id, version.number)?;
            if held.insert(version.content) {
                self.trash_version(writing, &there.path, &file, version)?;
            }
        }
        writing.tally_file(Effect::Replace, &file, &there.path, None);
        Ok(self.operation.put(writing.tables, there.path.key(), file)?)
    }

    /// Moves a version that a file can no longer keep to the trash.
    fn trash_version(
        &mut self,
        writing: &mut Writing<'_, '_>,
        path: &VaultPath,
        file: &FileRecord,
        version: VersionRecord,
    ) -> Result<()> {
        let record = TrashRecord {
            path: path.key().to_vec(),
            deleted: writing.now,
            deleted_by: writing.actor(),
            file: FileRecord {
                id: FileId::new(random::array()?),
                raw: path.raw_if_different().map(<[u8]>::to_vec),
                source: None,
                current: version,
                ..file.clone()
            },
        };
        Ok(self.operation.put_trash(writing.tables, record)?)
    }

    /// Updates the attributes of a file whose content is unchanged; does nothing if the principal
    /// may not replace it, or if it would no longer have to be kept.
    pub(crate) fn refresh(
        &mut self,
        writing: &mut Writing<'_, '_>,
        there: &Entry,
        attributes: &Attributes,
    ) -> Result<bool> {
        let mut file = there.file.clone();
        let current = &mut file.current;
        if current.attributes.as_ref() == Some(attributes) {
            return Ok(false);
        }
        let who = writing.principal;
        if !who.may_effect(Effect::Replace, &there.path, &there.file.owner) {
            return Ok(false);
        }
        current.modified = attributes.modified.time();
        current.attributes = Some(attributes.clone());
        let keeping = writing.keeping()?;
        let before = keeping.duty(&*writing.tables, &there.path, &there.file)?;
        if before
            .lost(&keeping.duty(&*writing.tables, &there.path, &file)?)
            .is_some()
        {
            return Ok(false);
        }
        self.operation.count(1);
        writing.tally_file(Effect::Replace, &file, &there.path, None);
        self.operation.put(writing.tables, there.path.key(), file)?;
        Ok(true)
    }

    /// Stores a folder with its attributes; a folder of another user is left unchanged if the
    /// principal may not replace it.
    pub(crate) fn place_folder(
        &mut self,
        writing: &mut Writing<'_, '_>,
        path: &VaultPath,
        attributes: &Attributes,
    ) -> Result<()> {
        let owner = match folders::at(&*writing.tables, path)? {
            Some(there) => {
                let owner = there.record.owner;
                if there.record.attributes == *attributes
                    || !writing.principal.may_effect(Effect::Replace, path, &owner)
                {
                    return Ok(());
                }
                writing.tally(Effect::Replace, 0, 0);
                owner
            }
            None => {
                let owner = writing.actor();
                writing.act_on_folder(Effect::Place, path, &owner)?;
                owner
            }
        };
        let record = FolderRecord {
            raw: path.raw_if_different().map(<[u8]>::to_vec),
            owner,
            operation: 0,
            attributes: attributes.clone(),
        };
        Ok(self
            .operation
            .put_folder(writing.tables, path.key(), record)?)
    }

    /// Removes the rows of a folder and of the folders below it; returns how many. Rows that the
    /// principal may not remove stay.
    pub(crate) fn remove_folders(
        &mut self,
        writing: &mut Writing<'_, '_>,
        folder: &VaultPath,
    ) -> Result<u64> {
        let mut removed = 0;
        let rows: Vec<_> = folders::within(&*writing.tables, folder)?.collect();
        for row in rows {
            let Folder { path, record } = row?;
            let who = writing.principal;
            if who.sees(&path) && who.may_effect(Effect::Remove, &path, &record.owner) {
                writing.tally(Effect::Remove, 0, 0);
                self.operation.clear_folder(writing.tables, path.key())?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Moves the rows of a folder and of the folders below it; returns how many. Rows that the
    /// principal may not arrange stay, and so do rows whose target exists.
    ///
    /// # Errors
    /// Kind `Usage` if a path would be too long.
    pub(crate) fn move_folders(
        &mut self,
        writing: &mut Writing<'_, '_>,
        from: &VaultPath,
        to: &VaultPath,
    ) -> Result<u64> {
        let mut moved = 0;
        let rows: Vec<_> = folders::within(&*writing.tables, from)?.collect();
        for row in rows {
            let Folder { path, mut record } = row?;
            let Some(target) = path.rebase(from, to) else {
                continue;
            };
            let target = target.map_err(|e| Error::new(Kind::Usage, e.to_string()))?;
            let who = writing.principal;
            let may = |path| who.may_effect(Effect::Arrange, path, &record.owner);
            if !who.sees(&path) || !may(&path) || !may(&target) {
                continue;
            }
            writing.tally(Effect::Arrange, 0, 0);
            self.operation.clear_folder(writing.tables, path.key())?;
            if folders::at(&*writing.tables, &target)?.is_none() {
                record.raw = target.raw_if_different().map(<[u8]>::to_vec);
                self.operation
                    .put_folder(writing.tables, target.key(), record)?;
            }
            moved += 1;
        }
        Ok(moved)
    }

    /// Changes the tags or the note of a file.
    pub(crate) fn mark(
        &mut self,
        writing: &mut Writing<'_, '_>,
        entry: &Entry,
        file: FileRecord,
    ) -> Result<()> {
        writing.act(Effect::Arrange, &entry.path, &entry.file)?;
        if file.id != entry.file.id
            || file.owner != entry.file.owner
            || file.current != entry.file.current
        {
            return Err(StorageError::Engine(
                "an edit of tags or note would change the \
             content"
                    .into(),
            )
            .into());
        }
        writing.check_stays((&entry.path, &entry.file), (&entry.path, &file))?;
        Ok(self.operation.put(writing.tables, entry.path.key(), file)?)
    }

    /// Takes a file from its path; place it again with [`Self::put`], or move it to the trash with
    /// [`Self::discard`].
    pub(crate) fn lift(
        &mut self,
        writing: &mut Writing<'_, '_>,
        path: &VaultPath,
    ) -> Result<Lifted> {
        let entry = files::at(&*writing.tables, path)?;
        let entry = entry.ok_or_else(|| {
            let shown = path.to_string_lossy();
            Error::new(Kind::NotFound, format!("{shown:?} is not in the vault"))
        })?;
        self.operation.clear(writing.tables, path.key())?;
        self.lifted += 1;
        Ok(Lifted { entry })
    }

    /// Places a lifted file at a free path; `edit` may change its tags and note.
    ///
    /// # Errors
    /// Kind `Denied`, for either path, and for a file that would no longer have to be kept.
    pub(crate) fn put(
        &mut self,
        writing: &mut Writing<'_, '_>,
        lifted: Lifted,
        to: &VaultPath,
        edit: impl FnOnce(&mut FileRecord),
    ) -> Result<()> {
        let Entry { path, mut file } = lifted.entry;
        writing.check(Effect::Arrange, &path, &file.owner)?;
        writing.check(Effect::Arrange, to, &file.owner)?;
        writing.check_rename(&path, to, &file.current)?;
        if files::at(&*writing.tables, to)?.is_some() {
            return Err(StorageError::Engine("a file would be replaced".into()).into());
        }
        let before = file.clone();
        edit(&mut file);
        file.raw = to.raw_if_different().map(<[u8]>::to_vec);
        (file.id, file.current) = (before.id, before.current.clone());
        file.owner.clone_from(&before.owner);
        writing.check_stays((&path, &before), (to, &file))?;
        writing.tally_file(Effect::Arrange, &file, &path, Some(to));
        self.operation.put(writing.tables, to.key(), file)?;
        self.lifted -= 1;
        Ok(())
    }

    /// Moves a lifted file to the trash.
    pub(crate) fn discard(&mut self, writing: &mut Writing<'_, '_>, lifted: Lifted) -> Result<()> {
        let Entry { path, file } = lifted.entry;
        writing.act(Effect::Remove, &path, &file)?;
        let record = TrashRecord {
            path: path.key().to_vec(),
            deleted: writing.now,
            deleted_by: writing.actor(),
            file,
        };
        self.operation.put_trash(writing.tables, record)?;
        self.lifted -= 1;
        Ok(())
    }

    /// Moves a file to the trash.
    pub(crate) fn remove(&mut self, writing: &mut Writing<'_, '_>, path: &VaultPath) -> Result<()> {
        let lifted = self.lift(writing, path)?;
        self.discard(writing, lifted)
    }

    /// Restores a file from the trash to a free path: the original one, or another one, which also
    /// requires the right to move files.
    pub(crate) fn restore(
        &mut self,
        writing: &mut Writing<'_, '_>,
        mut record: TrashRecord,
        path: &VaultPath,
    ) -> Result<()> {
        let was = record.path()?;
        writing.check(Effect::Restore, &was, &record.file.owner)?;
        let mut to = None;
        if was.raw() != path.raw() {
            writing.check(Effect::Restore, path, &record.file.owner)?;
            writing.check(Effect::Arrange, path, &record.file.owner)?;
            writing.check_rename(&was, path, &record.file.current)?;
            writing.tally(Effect::Arrange, 1, record.file.current.size);
            to = Some(path);
        }
        writing.tally_file(Effect::Restore, &record.file, &was, to);
        if files::at(&*writing.tables, path)?.is_some() {
            return Err(StorageError::Engine("a file would be replaced".into()).into());
        }
        self.operation
            .clear_trash(writing.tables, &record.file.id)?;
        let before = record.file.clone();
        record.file.raw = path.raw_if_different().map(<[u8]>::to_vec);
        record.file.restored = Some(writing.now);
        writing.check_stays((&was, &before), (path, &record.file))?;
        Ok(self
            .operation
            .put(writing.tables, path.key(), record.file)?)
    }

    /// Counts files touched by the operation.
    pub(crate) fn count(&mut self, files: u64) {
        self.operation.count(files);
    }

    /// Whether nothing has been changed so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.operation.is_empty()
    }

    /// Ends the operation's part in this transaction. An operation that changed nothing leaves no
    /// row.
    ///
    /// # Errors
    /// Kind `Other` if a lifted file was not placed again: it would be lost.
    pub(crate) fn save(&self, writing: &mut Writing<'_, '_>) -> Result<()> {
        if self.lifted != 0 {
            return Err(StorageError::Engine("a lifted file was not placed".into()).into());
        }
        self.operation.save(writing.tables)?;
        Ok(self.operation.discard_if_empty(writing.tables)?)
    }
}
