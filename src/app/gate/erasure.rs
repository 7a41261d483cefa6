//! Permanent destruction of personal data. Requires the permission to destroy anyone's files.

use crate::domain::done::Done;
use crate::domain::effect::Effect;
use crate::domain::id::{Actor, UserId};
use crate::domain::path::VaultPath;
use crate::domain::permission::Permission;
use crate::storage::erasure::{self, Person};
use crate::storage::files::Entry;
use crate::storage::folders::{self, Folder};
use crate::storage::record::TrashRecord;
use crate::storage::{content, journal};

use crate::app::error::Result;

use super::Writing;

impl Writing<'_, '_> {
    /// Destroys files with all their versions. Earlier operations can no longer be undone.
    ///
    /// # Errors
    /// Kind `Denied`, also if one of them must be kept.
    pub(crate) fn erase_files(&mut self, live: &[Entry], trash: &[TrashRecord]) -> Result<()> {
        self.check_permission(Permission::FileDelete)?;
        for entry in live {
            self.check_may_end(&entry.path, &entry.file)?;
        }
        for trashed in trash {
            self.check_may_end(&trashed.path()?, &trashed.file)?;
        }
        journal::close_all(self.tables)?;
        self.tally_erased(live, trash)?;
        for entry in live {
            journal::erase_live(self.tables, entry.path.key(), &entry.file.id)?;
        }
        for trashed in trash {
            journal::erase(self.tables, &trashed.file.id)?;
        }
        Ok(())
    }

    fn tally_erased(&mut self, live: &[Entry], trash: &[TrashRecord]) -> Result<()> {
        for entry in live {
            self.tally_file(Effect::Destroy, &entry.file, &entry.path, None);
        }
        for trashed in trash {
            self.tally_file(Effect::Destroy, &trashed.file, &trashed.path()?, None);
        }
        Ok(())
    }

    /// Transfers files to another user. Earlier operations can no longer be undone.
    pub(crate) fn transfer_files(
        &mut self,
        live: &[Entry],
        trash: &[TrashRecord],
        to: &Actor,
    ) -> Result<()> {
        self.check_permission(Permission::PrivacyManage)?;
        journal::close_all(self.tables)?;
        for entry in live {
            let mut file = entry.file.clone();
            to.clone_into(&mut file.owner);
            self.check_stays((&entry.path, &entry.file), (&entry.path, &file))?;
            self.tally_file(Effect::Grant, &file, &entry.path, None);
            journal::amend_live(self.tables, entry.path.key(), &file)?;
        }
        for trashed in trash {
            let path = trashed.path()?;
            let before = &trashed.file;
            let mut trashed = trashed.clone();
            to.clone_into(&mut trashed.file.owner);
            self.check_stays((&path, before), (&path, &trashed.file))?;
            self.tally_file(Effect::Grant, &trashed.file, &path, None);
            journal::amend_trash(self.tables, &trashed)?;
        }
        Ok(())
    }

    /// Transfers the folders of these users to another user, or removes their rows; files in them
    /// stay.
    pub(crate) fn release_folders(&mut self, owner: &UserId, to: Option<&Actor>) -> Result<()> {
        self.check_permission(Permission::PrivacyManage)?;
        let rows: Vec<_> = folders::within(&*self.tables, &VaultPath::root())?.collect();
        for row in rows {
            let Folder { path, mut record } = row?;
            if record.owner.user != *owner {
                continue;
            }
            match to {
                Some(to) => {
                    to.clone_into(&mut record.owner);
                    self.tally(Effect::Grant, 0, 0);
                    journal::amend_folder(self.tables, path.key(), &record)?;
                }
                None => {
                    self.tally(Effect::Destroy, 0, 0);
                    journal::erase_folder(self.tables, path.key())?;
                }
            }
        }
        Ok(())
    }

    /// Removes a person from every row that stays, including the audit log; returns the number of
    /// audit rows changed. The row of the erasure counts the files, and names nothing.
    pub(crate) fn forget_person(&mut self, person: &Person<'_>) -> Result<u64> {
        self.check_permission(Permission::PrivacyManage)?;
        self.tally(Effect::Destroy, 0, 0);
        let Done { changes, files, .. } = &mut self.draft.done;
        changes.clear();
        files.forget();
        erasure::forget(self.tables, person)?;
        content::repack_holed(self.tables)?;
        Ok(erasure::forget_in_log(self.tables, person)?)
    }
}
