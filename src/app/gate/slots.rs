//! Creating the slots that unlock the vault key, each tested before use; and removing expired ones.

use crate::crypto::kdf::{Costs, stretch};
use crate::crypto::keys::VaultKey;
use crate::crypto::random;
use crate::crypto::recovery::RecoveryKey;
use crate::crypto::slot::SlotIdentity;
use crate::crypto::token::{Token, TokenKind};
use crate::domain::time::Time;
use crate::storage::keyring::{Slot, SlotKind};
use crate::storage::tables::View;
use crate::storage::users;

use crate::app::error::{Error, Kind, Result};
use crate::app::secret::Secret;

/// The cost of unlocking with a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KdfCosts {
    /// RFC 9106's second recommended option at least, with more passes on a fast machine.
    Calibrated,
    /// The minimum accepted cost, for machines with little memory.
    Least,
}

impl KdfCosts {
    pub(crate) fn measure(self) -> Result<Costs> {
        match self {
            Self::Calibrated => Ok(Costs::calibrate()?),
            Self::Least => Ok(Costs::MIN),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

fn slot_id() -> Result<String> {
    Ok(hex(&random::array::<8>()?))
}

/// Creates a slot and tests that it opens.
fn tested_slot(kind: SlotKind, identity: &SlotIdentity, key: &VaultKey) -> Result<Slot> {
    let slot = Slot::new(slot_id()?, kind, identity, key)?;
    slot.open(identity)?;
    Ok(slot)
}

/// A password slot for `user`.
pub(crate) fn password_slot(
    user: &str,
    password: &Secret,
    costs: Costs,
    key: &VaultKey,
) -> Result<Slot> {
    check_password(password)?;
    let password = password.as_password()?;
    let salt: [u8; 16] = random::array()?;
    let secret = stretch(password.expose().as_bytes(), &salt, &costs)?;
    let kind = SlotKind::Password {
        user: user.to_owned(),
        salt: hex(&salt),
        argon2id: costs,
    };
    tested_slot(kind, &SlotIdentity::from_secret(&secret)?, key)
}

/// A recovery slot and its recovery key.
pub(crate) fn recovery_slot(key: &VaultKey) -> Result<(Slot, Secret)> {
    let recovery = RecoveryKey::generate()?;
    let identity = SlotIdentity::from_secret(&recovery.slot_secret())?;
    let slot = tested_slot(SlotKind::Recovery {}, &identity, key)?;
    Ok((slot, Secret::from(recovery.text()?.as_str())))
}

/// A new API key's id, its slot, and the text for its holder; for an existing id, the next secret.
pub(crate) fn key_slot(id: Option<&str>, key: &VaultKey) -> Result<(String, Slot, Secret)> {
    let token = match id {
        Some(id) => Token::for_id(TokenKind::ApiKey, id.to_owned())?,
        None => Token::generate(TokenKind::ApiKey)?,
    };
    let kind = SlotKind::ApiKey {
        key: token.id.clone(),
    };
    let slot = tested_slot(kind, &SlotIdentity::from_secret(&token.slot_secret())?, key)?;
    let text = Secret::from(token.text().as_str());
    Ok((token.id, slot, text))
}

/// A new session's id, its slot, and its text.
pub(crate) fn session_slot(expires: Time, key: &VaultKey) -> Result<(String, Slot, Secret)> {
    let token = Token::generate(TokenKind::Session)?;
    let kind = SlotKind::Session {
        session: token.id.clone(),
        expires: expires.nanos().div_euclid(1_000_000_000),
    };
    let slot = tested_slot(kind, &SlotIdentity::from_secret(&token.slot_secret())?, key)?;
    let text = Secret::from(token.text().as_str());
    Ok((token.id, slot, text))
}

/// Removes the slots of expired sessions and of rotated secrets.
pub(crate) fn clear_ended(view: &impl View, slots: &mut Vec<Slot>, now: Time) -> Result<()> {
    let mut ended = Vec::new();
    for slot in slots.iter() {
        let over = match &slot.kind {
            SlotKind::Session { session, .. } => {
                users::session(view, session)?.is_none_or(|session| session.expires <= now)
            }
            SlotKind::ApiKey { key } => {
                let row = users::api_key(view, key)?;
                let secrets = row.iter().flat_map(|row| &row.secrets);
                let mut mine = secrets.filter(|secret| secret.slot == slot.id);
                mine.next()
                    .is_none_or(|secret| secret.until.is_some_and(|until| until <= now))
            }
            SlotKind::Password { .. } | SlotKind::Recovery {} | SlotKind::Recipient { .. } => false,
        };
        if over {
            ended.push(slot.id.clone());
        }
    }
    slots.retain(|slot| !ended.contains(&slot.id));
    Ok(())
}

/// Refuses passwords that are too weak.
pub fn check_password(password: &Secret) -> Result<()> {
    let password = password.as_password()?;
    let text = password.expose();
    if text.chars().count() < 8 {
        return Err(
            Error::new(Kind::Usage, "the new password is shorter than 8 characters")
                .hint("use several unrelated words"),
        );
    }
    if RecoveryKey::looks_like(text) {
        return Err(Error::new(
            Kind::Usage,
            "the new password looks like a recovery key",
        ));
    }
    Ok(())
}
