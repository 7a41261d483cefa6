//! The way in that was used: it opens the key of a later epoch, too.

use crate::crypto::CryptoError;
use crate::crypto::keys::VaultKey;
use crate::crypto::slot::SlotIdentity;
use crate::storage::Result;
use crate::storage::keyring::Keyring;

/// The way in that was used: it opens the key of a later epoch, too.
pub(crate) struct Entrance {
    /// The id of the slot.
    pub slot: String,
    pub identity: SlotIdentity,
}

impl Entrance {
    /// The vault key, by the slot of this entrance, of an authenticated keyring.
    ///
    /// # Errors
    /// [`CryptoError::Authentication`] where the slot is gone or damaged.
    pub(super) fn open(&self, keyring: &Keyring) -> Result<VaultKey> {
        let slot = keyring.slots.iter().find(|slot| slot.id == self.slot);
        let key = slot
            .ok_or(CryptoError::Authentication)?
            .open(&self.identity)?;
        keyring.authenticate(&key)?;
        Ok(key)
    }

    /// Refuses where the slot is not one of this keyring, which was authenticated.
    ///
    /// # Errors
    /// [`CryptoError::Authentication`].
    pub(super) fn check(&self, keyring: &Keyring) -> Result<()> {
        if keyring.slots.iter().any(|slot| slot.id == self.slot) {
            return Ok(());
        }
        Err(CryptoError::Authentication.into())
    }
}
