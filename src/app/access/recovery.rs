//! The recovery key: testing and replacing it.

use std::path::Path;

use crate::domain::action::Action;
use crate::domain::permission::Permissions;
use crate::storage::keyring::Keyring;

use crate::app::error::Result;
use crate::app::gate::slots::recovery_slot;
use crate::app::gate::unlock::{self, Credential};
use crate::app::gate::{Context, Gate};
use crate::app::secret::Secret;

/// Unlocks the vault with the recovery key alone, and records that it works.
///
/// # Errors
/// Kind `Auth` if it does not.
pub fn test(dir: &Path, user: &str, key: Secret, context: Context) -> Result<()> {
    unlock::with_keyring(dir, Keyring::load(dir)?, |keyring| {
        unlock::recovery(keyring, &key)
    })?;
    let credential = Credential::Password {
        user: user.to_owned(),
        password: key,
    };
    let mut gate = Gate::open(dir, &credential, context)?;
    gate.write(Action::RecoveryTest, &[], |_| Ok(()))
}

/// Replaces the recovery key; the old one no longer works.
///
/// # Errors
/// Kinds `Denied`, `Busy`; I/O errors. The old key then still works.
pub fn replace(gate: &mut Gate) -> Result<Secret> {
    let (epoch, (slot, text)) = gate.with_key(recovery_slot)?;
    gate.write(Action::RecoveryReplace, &[], |writing| {
        // The recovery key grants everything.
        let mut access = writing.grant(&[&Permissions::all()])?;
        access.replace_recovery(epoch, slot)
    })?;
    Ok(text)
}
