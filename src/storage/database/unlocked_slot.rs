//! The slot that was unlocked: it also opens the vault key of a later epoch.

use std::sync::Arc;

use crate::crypto::CryptoError;
use crate::crypto::keys::VaultKey;
use crate::crypto::slot::SlotIdentity;
use crate::storage::Result;
use crate::storage::keyring::Keyring;

/// An unlocked slot: it also opens the vault key of a later epoch.
#[derive(Clone)]
pub(crate) struct UnlockedSlot {
    /// The id of the slot.
    pub id: String,
    pub identity: Arc<SlotIdentity>,
}

impl UnlockedSlot {
    /// Opens the vault key with this slot, and authenticates the keyring.
    ///
    /// # Errors
    /// [`CryptoError::Authentication`] if the slot is missing or damaged.
    pub(super) fn open(&self, keyring: &Keyring) -> Result<VaultKey> {
        let slot = keyring.slots.iter().find(|slot| slot.id == self.id);
        let key = slot
            .ok_or(CryptoError::Authentication)?
            .open(&self.identity)?;
        keyring.authenticate(&key)?;
        Ok(key)
    }

    /// Checks that an authenticated keyring has this slot.
    pub(super) fn check(&self, keyring: &Keyring) -> Result<()> {
        if keyring.slots.iter().any(|slot| slot.id == self.id) {
            return Ok(());
        }
        Err(CryptoError::Authentication.into())
    }
}
