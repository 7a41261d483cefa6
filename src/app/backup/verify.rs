//! A whole backup checked: opened, decompressed, every hash and count compared, the audit chain
//! followed. Nothing is written anywhere.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::contained::{Contained, Failed, Preamble, Visitor};
use super::envelope::{self, Person};
use crate::app::error::{Error, Kind, Result};
use crate::storage::backup::{AuditRow, MetadataRow};

/// Only looks.
pub(super) struct Looking;

impl Visitor for Looking {
    fn begin(&mut self, _: &Preamble) -> Result<()> {
        Ok(())
    }

    fn content(&mut self, _: u64, content: &mut dyn Read) -> Result<()> {
        io::copy(content, &mut io::sink()).map_err(|error| Error::from(Failed::Stream(error)))?;
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

/// Checks a backup. `progress` gets bytes of content done and in all.
///
/// # Errors
/// Kind `Auth` where no identity opens it; `Damaged` for anything that is not as it was written.
pub fn verify(
    file: &Path,
    identity_files: &[PathBuf],
    person: &Person,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Contained> {
    let identities = envelope::identities(identity_files, person)?;
    super::set::walk(file, &identities, &mut Looking, progress).map_err(|error| {
        if error.kind != Kind::Damaged {
            return error;
        }
        match super::set::advice(file, &identities) {
            Some(hint) => error.hint(hint),
            None => error,
        }
    })
}
