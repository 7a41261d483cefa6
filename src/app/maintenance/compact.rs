//! Compaction: returns unused space to the file system.

use crate::domain::action::Action;
use crate::domain::detail::Unit;

use crate::app::error::Result;
use crate::app::gate::Gate;

/// The database file before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Compacted {
    /// Bytes before.
    #[serde(rename = "bytes_before")]
    pub before: u64,
    /// Bytes after.
    #[serde(rename = "bytes_after")]
    pub after: u64,
    /// Whether the old file was overwritten, if requested.
    pub overwritten: bool,
}

/// Moves the used pages together and truncates the file.
///
/// # Errors
/// Kinds `Denied`; `Busy` if other processes read or write for longer than the wait.
pub fn compact(gate: &mut Gate) -> Result<Compacted> {
    gate.run(Action::Compact, |vault| {
        let before = vault.file_len()?;
        vault.compact()?;
        let after = vault.file_len()?;
        Ok((
            Compacted {
                before,
                after,
                overwritten: false,
            },
            Unit::BytesFreed.count(before.saturating_sub(after)).into(),
        ))
    })
}

/// Rebuilds the database from its rows under a new vault key, and overwrites the old file, so that
/// no freed data remains. `progress` gets bytes done and in total.
///
/// # Errors
/// Kinds `Denied`, `Busy`; I/O errors. The vault is then unchanged.
pub fn wipe(gate: &mut Gate, progress: &mut dyn FnMut(u64, u64)) -> Result<Compacted> {
    let before = gate.file_len()?;
    let overwritten = gate.wipe(progress)?;
    Ok(Compacted {
        before,
        // The work is done: a failure to measure is not an error.
        after: gate.file_len().unwrap_or(before),
        overwritten,
    })
}
