//! 32 bytes of key material.

use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{CryptoError, random};

/// 32 secret bytes, wiped when dropped. No Debug, no Clone, no Serialize.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct Secret([u8; 32]);

impl Secret {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// # Errors
    /// As [`random::fill`].
    pub(crate) fn generate() -> Result<Self, CryptoError> {
        let mut secret = Self([0; 32]);
        random::fill(&mut secret.0)?;
        Ok(secret)
    }

    /// A key for one purpose; BLAKE3's derive-key mode.
    pub(super) fn derive(&self, context: &str) -> Self {
        Self(blake3::derive_key(context, &self.0))
    }
}
