//! Work on the whole vault that no transaction holds: checking it, and giving space back. What it reads is
//! compared, not handed out.

use std::time::Duration;

use crate::storage::audit;
use crate::storage::database::{Beside, Store};
use crate::storage::tables::Metadata;
use crate::storage::verify::{self, Report};

use crate::app::error::Result;

/// The open vault, for maintenance.
pub(crate) struct Maintenance<'s> {
    pub(super) store: &'s mut Store,
    pub(super) wait: Duration,
}

/// A state of the vault that is checked while the engine checks the file.
pub(crate) struct Checked {
    beside: Beside,
}

impl Checked {
    /// Follows the audit chain.
    ///
    /// # Errors
    /// Of the database.
    pub(crate) fn audit(&self) -> Result<audit::Walk> {
        Ok(audit::walk(&self.beside.tables, None)?)
    }

    /// Checks rows, counts and indexes, and with `contents` the bytes of every content.
    ///
    /// # Errors
    /// Of the database.
    pub(crate) fn rows(
        &self,
        contents: bool,
        progress: &(dyn Fn(u64, u64) + Sync),
    ) -> Result<Report> {
        Ok(verify::verify(&self.beside.tables, contents, progress)?)
    }
}

impl Maintenance<'_> {
    /// The newest state, to be checked beside the file.
    ///
    /// # Errors
    /// As opening.
    pub(crate) fn beside(&self) -> Result<Checked> {
        Ok(Checked {
            beside: self.store.beside()?,
        })
    }

    /// The engine's own check of every page and checksum.
    ///
    /// # Errors
    /// Kinds `Busy`, `Damaged`.
    pub(crate) fn check_integrity(&mut self) -> Result<()> {
        Ok(self.store.check_integrity(self.wait)?)
    }

    /// Opens the vault anew, after the engine has met an error.
    ///
    /// # Errors
    /// As opening.
    pub(crate) fn reopen(&mut self) -> Result<()> {
        Ok(self.store.reopen()?)
    }

    /// Gives unused pages back to the file system.
    ///
    /// # Errors
    /// Kind `Busy` after the wait.
    pub(crate) fn compact(&mut self) -> Result<()> {
        Ok(self.store.compact(self.wait)?)
    }

    /// Bytes of the database file.
    ///
    /// # Errors
    /// Of the disk.
    pub(crate) fn file_len(&self) -> Result<u64> {
        Ok(self.store.file_len()?)
    }

    /// The newest state, without contents.
    ///
    /// # Errors
    /// Of the database.
    pub(crate) fn metadata(&self) -> Result<Metadata> {
        Ok(self.store.metadata()?)
    }
}
