//! A new vault key: what a copied old one can read ends here.

use super::error::Result;
use super::gate::Gate;

/// Encrypts the whole vault under a new key; every slot opens it as before. Gives the new epoch.
/// `progress` gets bytes done and in all.
///
/// # Errors
/// Kinds `Denied`, `Busy`; of the disk. The vault is then as it was.
pub fn rekey(gate: &mut Gate, progress: &mut dyn FnMut(u64, u64)) -> Result<u64> {
    gate.rekey(progress)
}
