//! Giving unused space back.

use crate::domain::action::Action;

use super::error::Result;
use super::gate::Gate;

/// The database file before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compacted {
    /// Bytes before.
    pub before: u64,
    /// Bytes after.
    pub after: u64,
}

/// Moves what is in use together and cuts the file behind it.
///
/// # Errors
/// Kinds `Denied`, `Busy` where other processes read or write for longer than the wait.
pub fn compact(gate: &mut Gate) -> Result<Compacted> {
    gate.run(Action::Compact, |store, wait| {
        let before = store.file_len()?;
        store.compact(wait)?;
        let after = store.file_len()?;
        Ok((
            Compacted { before, after },
            format!("{}_BYTES_FREED", before.saturating_sub(after)),
        ))
    })
}
