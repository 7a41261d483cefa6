//! Maintenance of the whole vault outside of a transaction: checking it, and freeing space.
//! Contents are read to be compared, never handed out.

use std::time::Duration;

use crate::storage::audit;
use crate::storage::database::{ParallelView, Store};
use crate::storage::tables::Metadata;
use crate::storage::verify::{self, Report};

use crate::app::error::Result;

/// The open vault, for maintenance.
pub(crate) struct Maintenance<'s> {
    pub(super) store: &'s mut Store,
    pub(super) wait: Duration,
}

/// A state of the vault, checked in parallel with the engine's check of the file.
pub(crate) struct Checked {
    view: ParallelView,
}

impl Checked {
    /// Verifies the audit chain.
    pub(crate) fn audit(&self) -> Result<audit::Walk> {
        Ok(audit::walk(&self.view.tables, None)?)
    }

    /// Checks rows, counts and indexes; with `contents`, also the bytes of every content.
    pub(crate) fn rows(
        &self,
        contents: bool,
        progress: &(dyn Fn(u64, u64) + Sync),
    ) -> Result<Report> {
        Ok(verify::verify(&self.view.tables, contents, progress)?)
    }
}

impl Maintenance<'_> {
    /// The newest state, to be checked in parallel with the file.
    pub(crate) fn parallel_view(&self) -> Result<Checked> {
        Ok(Checked {
            view: self.store.parallel_view()?,
        })
    }

    /// Runs the engine's own check of every page and checksum.
    pub(crate) fn check_integrity(&mut self) -> Result<()> {
        Ok(self.store.check_integrity(self.wait)?)
    }

    /// Reopens the vault after an engine error.
    pub(crate) fn reopen(&mut self) -> Result<()> {
        Ok(self.store.reopen()?)
    }

    /// Returns unused pages to the file system.
    ///
    /// # Errors
    /// Kind `Busy` after the wait.
    pub(crate) fn compact(&mut self) -> Result<()> {
        Ok(self.store.compact(self.wait)?)
    }

    /// Bytes of the database file.
    pub(crate) fn file_len(&self) -> Result<u64> {
        Ok(self.store.file_len()?)
    }

    /// The newest state, without contents.
    pub(crate) fn metadata(&self) -> Result<Metadata> {
        Ok(self.store.metadata()?)
    }
}
