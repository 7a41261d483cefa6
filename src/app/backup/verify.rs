//! Verifies a whole backup: opens and decompresses it, compares every hash and count, and verifies
//! the audit chain. Nothing is written.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::archive_error::ArchiveError;
use super::envelope::{self, Person};
use super::summary::BackupSummary;
use super::visitor::{Preamble, Visitor};
use crate::app::error::{Error, Kind, Result};
use crate::storage::backup::{AuditRow, MetadataRow};

/// A visitor that discards everything.
pub(super) struct Verifier;

impl Visitor for Verifier {
    fn begin(&mut self, _: &Preamble) -> Result<()> {
        Ok(())
    }

    fn content(&mut self, _: u64, content: &mut dyn Read) -> Result<()> {
        io::copy(content, &mut io::sink())
            .map_err(|error| Error::from(ArchiveError::Stream(error)))?;
        Ok(())
    }

    fn chunk(&mut self, _: [u8; 32], _: Vec<u8>) -> Result<()> {
        Ok(())
    }

    fn metadata(&mut self, _: MetadataRow) -> Result<()> {
        Ok(())
    }

    fn audit(&mut self, _: AuditRow) -> Result<()> {
        Ok(())
    }
}

/// Verifies the archive of a full backup, without its outer layers.
#[cfg(feature = "internals")]
pub(crate) fn verify_archive(archive: &[u8]) -> Result<BackupSummary> {
    let (mut verifier, mut ignore) = (Verifier, |_, _| {});
    let mut walker = super::walk::Walker::new(&mut verifier, &mut ignore);
    walker.archive(archive)?;
    walker.finish()
}

/// Verifies a backup. `progress` gets bytes of content done and in total.
///
/// # Errors
/// Kind `Auth` if no identity opens it; `Damaged` if anything differs from what was written.
pub fn verify(
    file: &Path,
    identity_files: &[PathBuf],
    person: &Person,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<BackupSummary> {
    let identities = envelope::identities(identity_files, person)?;
    super::set::walk(file, &identities, &mut Verifier, progress).map_err(|error| {
        if error.kind != Kind::Damaged {
            return error;
        }
        match super::set::advice(file, &identities) {
            Some(hint) => error.hint(hint),
            None => error,
        }
    })
}
