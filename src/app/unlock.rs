//! From a credential to an open way in. Every cause of failure gets the same words, the same code
//! and about the same time.

use crate::crypto::kdf::{Costs, stretch};
use crate::crypto::recovery::RecoveryKey;
use crate::crypto::slot::SlotIdentity;
use crate::storage::database::Entrance;
use crate::storage::keyring::{Keyring, Slot, SlotKind, salt_bytes};

use super::error::{Result, unlock_failed};
use super::secret::Secret;

/// What somebody unlocks with.
#[derive(Debug)]
pub enum Credential {
    /// A user's password; or the recovery key, which is recognised by its form.
    Password {
        /// Whose password it is.
        user: String,
        /// The password.
        password: Secret,
    },
}

/// Who came in, and how.
pub(super) struct Unlocked {
    pub entrance: Entrance,
    /// The user that the slot is for.
    pub user: String,
}

/// Tries the slots that the credential is for.
///
/// # Errors
/// Of kind `Auth`, the same for every cause.
pub(super) fn unlock(keyring: &Keyring, credential: &Credential) -> Result<Unlocked> {
    let Credential::Password { user, password } = credential;
    if RecoveryKey::looks_like(password.expose()) {
        return recovery(keyring, password).map(|entrance| Unlocked {
            entrance,
            // The recovery key is the vault's, and stands for its administrator.
            user: user.clone(),
        });
    }
    let mut tried = false;
    for slot in &keyring.slots {
        let SlotKind::Password {
            user: of,
            salt,
            argon2id,
        } = &slot.kind
        else {
            continue;
        };
        if of != user {
            continue;
        }
        tried = true;
        let secret = stretch(password.expose().as_bytes(), &salt_bytes(salt)?, argon2id)?;
        if let Some(entrance) = opens(slot, SlotIdentity::from_secret(&secret)?) {
            return Ok(Unlocked {
                entrance,
                user: user.clone(),
            });
        }
    }
    if !tried {
        // An unknown user takes as long as a wrong password.
        let costs = keyring.slots.iter().find_map(|slot| match &slot.kind {
            SlotKind::Password { argon2id, .. } => Some(*argon2id),
            SlotKind::Recovery {}
            | SlotKind::ApiKey { .. }
            | SlotKind::Session { .. }
            | SlotKind::Recipient { .. } => None,
        });
        let costs = costs.unwrap_or(Costs::RECOMMENDED);
        stretch(password.expose().as_bytes(), &[0; 16], &costs)?;
    }
    Err(unlock_failed())
}

/// Tries the recovery key.
///
/// # Errors
/// Of kind `Auth`.
pub(super) fn recovery(keyring: &Keyring, text: &Secret) -> Result<Entrance> {
    let key = RecoveryKey::parse(text.expose()).map_err(|_| {
        unlock_failed().hint("the recovery key has a typing error; it looks like fo-recovery-1...")
    })?;
    let secret = key.slot_secret();
    for slot in &keyring.slots {
        if matches!(slot.kind, SlotKind::Recovery {})
            && let Some(entrance) = opens(slot, SlotIdentity::from_secret(&secret)?)
        {
            return Ok(entrance);
        }
    }
    Err(unlock_failed())
}

fn opens(slot: &Slot, identity: SlotIdentity) -> Option<Entrance> {
    slot.open(&identity).ok()?;
    Some(Entrance {
        slot: slot.id.clone(),
        identity,
    })
}
