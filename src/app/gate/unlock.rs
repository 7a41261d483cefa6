//! Unlocking: from a credential to an open slot. Every cause of failure returns the same message
//! and code, after about the same time.

use std::path::Path;

use crate::crypto::kdf::{Costs, stretch};
use crate::crypto::recovery::RecoveryKey;
use crate::crypto::slot::SlotIdentity;
use crate::crypto::token::{Token, TokenKind};
use crate::storage::database::UnlockedSlot;
use crate::storage::keyring::{Keyring, Slot, SlotKind, salt_bytes};

use crate::app::error::{Error, Kind, Result, unlock_failed};
use crate::app::secret::Secret;

/// The counter shared by all users without a password.
const NO_USER: &str = "nobody";
/// The counter shared by all API keys and sessions.
pub(in crate::app) const TOKENS: &str = "tokens";

/// A credential.
#[derive(Debug)]
pub enum Credential {
    /// A user's password; or the recovery key, recognised by its form.
    Password {
        /// The user name.
        user: String,
        /// The password.
        password: Secret,
    },
    /// An API key, `fo_...`.
    ApiKey(Secret),
    /// A session, `fs_...`.
    Session(Secret),
}

impl Credential {
    /// The claimed identity, for the log of a failure.
    pub(crate) fn claimed_name(&self) -> String {
        let claimed = |kind, text: &Secret, word: &str| {
            let id = Token::claimed_id(kind, text.expose()).unwrap_or("malformed");
            format!("{word}:{id}")
        };
        match self {
            Self::Password { user, .. } => user.clone(),
            Self::ApiKey(text) => claimed(TokenKind::ApiKey, text, "key"),
            Self::Session(text) => claimed(TokenKind::Session, text, "session"),
        }
    }

    /// The error if it does not unlock the vault, the same for every cause; `error` for a password.
    pub(in crate::app) fn refused(&self, error: Error) -> Error {
        match self {
            Self::Password { .. } => error,
            Self::ApiKey(_) => invalid_key(),
            Self::Session(_) => ended_session(),
        }
    }

    /// Whether the credential could be guessed.
    pub(crate) fn is_guessable(&self) -> bool {
        matches!(self, Self::Password { .. })
    }

    /// The counter of its failures: the slot of that user's password, if there is one. Does not
    /// reveal what was typed.
    pub(crate) fn counted(&self, keyring: &Keyring) -> String {
        let Self::Password { user: wanted, .. } = self else {
            return TOKENS.to_owned();
        };
        let slot = keyring
            .slots
            .iter()
            .find(|slot| matches!(&slot.kind, SlotKind::Password { user, .. } if user == wanted));
        slot.map_or_else(|| NO_USER.to_owned(), |slot| slot.id.clone())
    }
}

/// The refusal of an API key.
pub(super) fn invalid_key() -> Error {
    let message = "unlock failed: this API key is invalid, expired or revoked";
    Error::new(Kind::Auth, message).hint(
        "a user who manages keys can list them (file-organizer api-key list --all) and create a \
         new one",
    )
}

/// The refusal of a session.
pub(super) fn ended_session() -> Error {
    let message = "unlock failed: this session is invalid or has ended";
    Error::new(Kind::Auth, message).hint("log in again: file-organizer login")
}

/// Refuses a folder without a vault, or without its keyring.json, before a password is requested.
///
/// # Errors
/// Kinds `NoVault`, `Damaged`; I/O errors.
pub fn expect_vault(dir: &Path) -> Result<()> {
    Ok(Keyring::expect(dir)?)
}

/// The identity that a slot stands for.
#[derive(Debug, Clone)]
pub(crate) enum Claim {
    /// By name.
    User(String),
    /// The recovery key, used for the user of this name.
    Recovery {
        /// The user that actions apply to, for example when a password is set.
        user: String,
    },
    /// By id.
    ApiKey(String),
    /// By id.
    Session(String),
}

/// The result of an unlock.
pub(crate) struct Unlocked {
    pub slot: UnlockedSlot,
    pub claim: Claim,
}

/// Tries a credential on the vault's keyring, and then on the staged one of an interrupted change;
/// whether that one is in force is checked when the vault is opened.
///
/// # Errors
/// Kind `Auth`, the same for every cause; errors of reading the keyring.
pub(crate) fn with_keyring<T>(
    dir: &Path,
    keyring: Keyring,
    attempt: impl Fn(&Keyring) -> Result<T>,
) -> Result<(Keyring, T)> {
    match attempt(&keyring) {
        Err(error) if error.kind == Kind::Auth => {
            // If the staged file is gone, it has just become the keyring.
            let next = match Keyring::load_staged(dir) {
                Some(next) => next,
                None => Keyring::load(dir)?,
            };
            if next == keyring {
                return Err(error);
            }
            let done = attempt(&next)?;
            Ok((next, done))
        }
        done => Ok((keyring, done?)),
    }
}

/// Tries the slots that match the credential.
///
/// # Errors
/// Kind `Auth`, the same for every cause.
pub(crate) fn unlock(keyring: &Keyring, credential: &Credential) -> Result<Unlocked> {
    match credential {
        Credential::Password { user, password } => by_password(keyring, user, password),
        Credential::ApiKey(text) => by_token(keyring, TokenKind::ApiKey, text),
        Credential::Session(text) => by_token(keyring, TokenKind::Session, text),
    }
}

fn by_token(keyring: &Keyring, kind: TokenKind, text: &Secret) -> Result<Unlocked> {
    let token = Token::parse(kind, text.expose()).map_err(|_| unlock_failed())?;
    let secret = token.slot_secret();
    for slot in &keyring.slots {
        let claim = match (&slot.kind, kind) {
            (SlotKind::ApiKey { key }, TokenKind::ApiKey) if *key == token.id => {
                Claim::ApiKey(key.clone())
            }
            (SlotKind::Session { session, .. }, TokenKind::Session) if *session == token.id => {
                Claim::Session(session.clone())
            }
            _ => continue,
        };
        if let Some(slot) = opens(slot, SlotIdentity::from_secret(&secret)?) {
            return Ok(Unlocked { slot, claim });
        }
    }
    Err(unlock_failed())
}

fn by_password(keyring: &Keyring, user: &str, password: &Secret) -> Result<Unlocked> {
    if RecoveryKey::looks_like(password.expose()) {
        return recovery(keyring, password).map(|slot| Unlocked {
            slot,
            claim: Claim::Recovery {
                user: user.to_owned(),
            },
        });
    }
    let password = password.as_password()?;
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
        if let Some(slot) = opens(slot, SlotIdentity::from_secret(&secret)?) {
            return Ok(Unlocked {
                slot,
                claim: Claim::User(user.to_owned()),
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
/// Kind `Auth`.
pub(crate) fn recovery(keyring: &Keyring, text: &Secret) -> Result<UnlockedSlot> {
    let key = RecoveryKey::parse(text.expose()).map_err(|_| {
        let message = "unlock failed: this recovery key is incomplete or has a typo";
        let form = format!(
            "it starts with fo-recovery-1 and has {} characters",
            RecoveryKey::LENGTH
        );
        Error::new(Kind::Auth, message).hint(form)
    })?;
    let secret = key.slot_secret();
    for slot in &keyring.slots {
        if matches!(slot.kind, SlotKind::Recovery {})
            && let Some(slot) = opens(slot, SlotIdentity::from_secret(&secret)?)
        {
            return Ok(slot);
        }
    }
    let message = "unlock failed: this is not the current recovery key of this vault";
    Err(Error::new(Kind::Auth, message)
        .hint("check the vault (--vault DIR); a new recovery key replaces the previous one"))
}

fn opens(slot: &Slot, identity: SlotIdentity) -> Option<UnlockedSlot> {
    slot.open(&identity).ok()?;
    Some(UnlockedSlot {
        id: slot.id.clone(),
        identity: identity.into(),
    })
}
