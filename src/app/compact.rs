//! Giving unused space back.

use crate::domain::action::Action;
use crate::domain::detail::Unit;

use super::error::Result;
use super::gate::Gate;

/// The database file before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compacted {
    /// Bytes before.
    pub before: u64,
    /// Bytes after.
    pub after: u64,
    /// Whether the old file was overwritten, where that was asked for.
    pub overwritten: bool,
}

/// Moves what is in use together and cuts the file behind it.
///
/// # Errors
/// Kinds `Denied`, `Busy` where other processes read or write for longer than the wait.
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

/// Builds the database anew from its rows, under a new vault key, and overwrites the old file: what
/// was freed is in neither. `progress` gets bytes done and in all.
///
/// # Errors
/// Kinds `Denied`, `Busy`; of the disk. The vault is then as it was.
pub fn wipe(gate: &mut Gate, progress: &mut dyn FnMut(u64, u64)) -> Result<Compacted> {
    let before = gate.file_len()?;
    let overwritten = gate.wipe(progress)?;
    Ok(Compacted {
        before,
        // It is done: what cannot be measured now is no failure of it.
        after: gate.file_len().unwrap_or(before),
        overwritten,
    })
}
