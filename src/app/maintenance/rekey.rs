//! A new vault key: a copied old key cannot read later data.

use crate::app::error::Result;
use crate::app::gate::Gate;

/// Encrypts the whole vault under a new key; all slots stay valid. Returns the new epoch.
/// `progress` gets bytes done and in total.
///
/// # Errors
/// Kinds `Denied`, `Busy`; I/O errors. The vault is then unchanged.
pub fn rekey(gate: &mut Gate, progress: &mut dyn FnMut(u64, u64)) -> Result<u64> {
    gate.rekey(progress)
}
