//! Errors while a backup is read or written: of the stream, or of the vault and the visitor.

use std::io;

use crate::app::error::{Error, Kind, MORE_MEMORY};

pub(super) fn damaged(why: impl std::fmt::Display) -> Error {
    Error::new(Kind::Damaged, format!("the backup is damaged: {why}"))
}

/// The error of a failed read: an I/O error says nothing about the backup, anything else means
/// damage.
fn unreadable(error: &io::Error) -> Error {
    let cannot = |why: &str| Error::new(Kind::Other, format!("the backup cannot be read: {why}"));
    // zstd has no error kind for this, only the text.
    if error.kind() == io::ErrorKind::OutOfMemory || error.to_string().contains("Allocation error")
    {
        return cannot("not enough memory").hint(MORE_MEMORY);
    }
    if error.raw_os_error().is_some() {
        return cannot(&error.to_string()).hint("check the disk, and run the command again");
    }
    damaged(error)
}

/// An error while an archive is processed: of the stream, or our own.
pub(super) enum ArchiveError {
    Stream(io::Error),
    Ours(Error),
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}

impl From<Error> for ArchiveError {
    fn from(error: Error) -> Self {
        Self::Ours(error)
    }
}

impl From<ArchiveError> for Error {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Ours(error) => error,
            ArchiveError::Stream(error) => unreadable(&error),
        }
    }
}
