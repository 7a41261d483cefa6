//! The recovery key: 256 random bits in Bech32m (BIP 350) with a prefix, so that typos are detected
//! before any attempt.

use bech32::{Bech32m, Hrp};
use zeroize::Zeroizing;

use super::CryptoError;
use super::keys::recovery_slot;
use super::secret::Secret;

const PREFIX: &str = "fo-recovery-";

/// A recovery key, shown once and typed again.
pub(crate) struct RecoveryKey(Secret);

impl RecoveryKey {
    /// The prefix, a separator, 52 letters for 256 bits, and 6 for the checksum.
    pub(crate) const LENGTH: usize = PREFIX.len() + 1 + 52 + 6;

    pub(crate) fn generate() -> Result<Self, CryptoError> {
        Secret::generate().map(Self)
    }

    /// Whether `text` is meant to be a recovery key, valid or not.
    pub(crate) fn looks_like(text: &str) -> bool {
        let mut letters = text.chars().filter(|c| !c.is_whitespace());
        PREFIX
            .chars()
            .all(|c| letters.next().is_some_and(|is| is.eq_ignore_ascii_case(&c)))
    }

    /// Parses the result of [`Self::text`]; case, spaces and line ends are ignored.
    ///
    /// # Errors
    /// [`CryptoError::Malformed`] for anything else, such as a typo.
    pub(crate) fn parse(text: &str) -> Result<Self, CryptoError> {
        let malformed = CryptoError::Malformed("not a recovery key, or it has a typo");
        // With enough capacity: growing would leave a copy behind.
        let mut joined = Zeroizing::new(String::with_capacity(text.len()));
        joined.extend(text.chars().filter(|c| !c.is_whitespace()));
        joined.make_ascii_lowercase();
        let Ok(checked) = bech32::primitives::decode::CheckedHrpstring::new::<Bech32m>(&joined)
        else {
            return Err(malformed);
        };
        if checked.hrp().as_str() != PREFIX {
            return Err(malformed);
        }
        let mut bytes = Zeroizing::new(Vec::with_capacity(joined.len()));
        bytes.extend(checked.byte_iter());
        match bytes.as_slice().try_into() {
            Ok(bytes) => Ok(Self(Secret::new(bytes))),
            Err(_) => Err(malformed),
        }
    }

    /// One line of text.
    pub(crate) fn text(&self) -> Result<Zeroizing<String>, CryptoError> {
        let hrp = Hrp::parse(PREFIX).map_err(|_| CryptoError::Malformed("recovery prefix"))?;
        let mut text = Zeroizing::new(String::with_capacity(Self::LENGTH));
        bech32::encode_lower_to_fmt::<Bech32m, _>(&mut *text, hrp, self.0.expose())
            .map_err(|_| CryptoError::Malformed("recovery key"))?;
        Ok(text)
    }

    /// The secret of its slot.
    pub(crate) fn slot_secret(&self) -> Secret {
        recovery_slot(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survives_paper_and_finds_typing_errors() {
        let key = RecoveryKey::generate().unwrap();
        let text = key.text().unwrap();
        assert_eq!(text.len(), RecoveryKey::LENGTH);
        let spaced: String = text
            .chars()
            .enumerate()
            .flat_map(|(i, c)| (i % 4 == 0).then_some('\n').into_iter().chain([c]))
            .collect();
        for form in [text.as_str(), &text.to_uppercase(), &spaced] {
            assert!(RecoveryKey::looks_like(form));
            let again = RecoveryKey::parse(form).unwrap();
            assert_eq!(again.0.expose(), key.0.expose());
        }
        for at in 0..text.len() {
            let mut wrong = text.as_bytes().to_vec();
            wrong[at] = if wrong[at] == b'q' { b'p' } else { b'q' };
            let wrong = String::from_utf8(wrong).unwrap();
            assert!(RecoveryKey::parse(&wrong).is_err(), "{at}");
        }
    }
}
