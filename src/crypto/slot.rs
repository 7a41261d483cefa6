//! Key slots: the vault key sealed to an age X25519 recipient (age-encryption.org/v1, C2SP), whose
//! secret half is derived from a credential and never stored. Because a slot is a recipient, a new
//! vault key can be sealed to it without the credential.

use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use zeroize::Zeroizing;

use super::CryptoError;
use super::keys::VaultKey;
use super::secret::Secret;

/// Maximum length of the header of a sealed message, which has one recipient. A longer one is not
/// parsed: an attacker may have made it expensive to parse.
const MAX_HEAD_LEN: usize = 2 * 1024;

/// The secret half of a slot.
pub(crate) struct SlotIdentity(Identity);

impl SlotIdentity {
    /// The identity whose X25519 scalar is `secret`.
    pub(crate) fn from_secret(secret: &Secret) -> Result<Self, CryptoError> {
        let malformed = CryptoError::Malformed("not an age identity");
        let Ok(hrp) = Hrp::parse("age-secret-key-") else {
            return Err(malformed);
        };
        // AGE-SECRET-KEY-1, 52 letters for 256 bits, and 6 for the checksum.
        let mut text = Zeroizing::new(String::with_capacity(74));
        if bech32::encode_upper_to_fmt::<Bech32, _>(&mut *text, hrp, secret.expose()).is_err() {
            return Err(malformed);
        }
        text.parse().map(Self).map_err(|_| malformed)
    }

    /// The public half, in age's text format (`age1...`).
    pub(crate) fn recipient(&self) -> String {
        self.0.to_public().to_string()
    }

    /// As age knows it.
    pub(super) fn as_age(&self) -> &Identity {
        &self.0
    }

    /// Opens a message sealed to this recipient.
    pub(crate) fn open_bytes(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        let head = sealed.get(..MAX_HEAD_LEN).unwrap_or(sealed);
        if !head.windows(4).any(|four| four == b"\n---") {
            return Err(CryptoError::Authentication);
        }
        age::decrypt(&self.0, sealed)
            .map(Zeroizing::new)
            .map_err(|_| CryptoError::Authentication)
    }

    /// Opens a vault key sealed to this slot.
    pub(crate) fn open(&self, sealed: &[u8]) -> Result<VaultKey, CryptoError> {
        let plain = self.open_bytes(sealed)?;
        let bytes: [u8; 32] = plain
            .as_slice()
            .try_into()
            .map_err(|_| CryptoError::Authentication)?;
        Ok(VaultKey::from_secret(Secret::new(bytes)))
    }
}

/// Seals `key` to a slot's public half: one binary age file.
///
/// # Errors
/// [`CryptoError::Malformed`] if `recipient` is not an age X25519 recipient.
pub(crate) fn seal_to(recipient: &str, key: &VaultKey) -> Result<Vec<u8>, CryptoError> {
    seal_bytes(recipient, key.secret().expose())
}

/// Checks that [`seal_to`] can seal to a recipient.
pub(crate) fn check_recipient(recipient: &str) -> Result<(), CryptoError> {
    parse_recipient(recipient).map(|_| ())
}

fn parse_recipient(recipient: &str) -> Result<Recipient, CryptoError> {
    let parsed = recipient.parse();
    parsed.map_err(|_| CryptoError::Malformed("not an age X25519 recipient"))
}

/// Seals a small message to a public key: one binary age file.
///
/// # Errors
/// [`CryptoError::Malformed`] if `recipient` is not an age X25519 recipient.
pub(crate) fn seal_bytes(recipient: &str, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
    let recipient = parse_recipient(recipient)?;
    age::encrypt(&recipient, message)
        .map_err(|_| CryptoError::Malformed("sealing to a recipient failed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_slot_opens_what_is_sealed_to_it() {
        let key = VaultKey::generate().unwrap();
        let slot = SlotIdentity::from_secret(&Secret::new([3; 32])).unwrap();
        let other = SlotIdentity::from_secret(&Secret::new([4; 32])).unwrap();
        let sealed = seal_to(&slot.recipient(), &key).unwrap();
        let opened = slot.open(&sealed).unwrap();
        assert_eq!(opened.secret().expose(), key.secret().expose());
        assert!(other.open(&sealed).is_err());
        assert!(seal_to("age1nonsense", &key).is_err());
    }

    #[test]
    fn a_long_header_is_not_parsed() {
        let slot = SlotIdentity::from_secret(&Secret::new([3; 32])).unwrap();
        let stanzas = b"-> X x\n\n".repeat(80_000);
        let end = b"--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";
        let sealed = [b"age-encryption.org/v1\n", &stanzas[..], end].concat();
        let began = std::time::Instant::now();
        assert!(slot.open_bytes(&sealed).is_err());
        assert!(began.elapsed().as_secs() < 2);
    }
}
