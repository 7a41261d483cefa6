//! Sealing of database blocks: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) with a random nonce
//! for every write and the block's address as associated data. docs/FORMAT.md, "Blocks".

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Key, Tag, XChaCha20Poly1305, XNonce};

use super::secret::Secret;
use super::{CryptoError, random};

/// Bytes per nonce.
pub(crate) const NONCE: usize = 24;
/// Bytes per authentication tag.
pub(crate) const TAG: usize = 16;
/// Bytes that sealing adds to a record.
pub(crate) const OVERHEAD: usize = NONCE + TAG;

/// Seals and opens the records of one epoch of one vault.
pub(crate) struct PageCipher {
    cipher: XChaCha20Poly1305,
    vault: [u8; 16],
    epoch: u64,
}

impl PageCipher {
    pub(crate) fn new(key: &Secret, vault: [u8; 16], epoch: u64) -> Self {
        Self {
            cipher: XChaCha20Poly1305::new(<&Key>::from(key.expose())),
            vault,
            epoch,
        }
    }

    /// Format version, vault, epoch and address: a record cannot be moved, or come from another
    /// vault.
    fn associated(&self, address: u64) -> [u8; 36] {
        let mut data = [0; 36];
        let (version, rest) = data.split_at_mut(4);
        let (vault, rest) = rest.split_at_mut(16);
        let (epoch, place) = rest.split_at_mut(8);
        version.copy_from_slice(&1u32.to_le_bytes());
        vault.copy_from_slice(&self.vault);
        epoch.copy_from_slice(&self.epoch.to_le_bytes());
        place.copy_from_slice(&address.to_le_bytes());
        data
    }

    /// Seals `record`, laid out as nonce, plaintext, tag, in place. The nonce must have been filled
    /// by [`fill_nonces`], which makes one system call for many.
    ///
    /// # Errors
    /// [`CryptoError::Authentication`] for a record shorter than [`OVERHEAD`].
    pub(crate) fn seal(&self, address: u64, record: &mut [u8]) -> Result<(), CryptoError> {
        let (nonce, body, tag_place) = split(record)?;
        let tag = self
            .cipher
            .encrypt_inout_detached(nonce, &self.associated(address), body.into())
            .map_err(|_| CryptoError::Authentication)?;
        tag_place.copy_from_slice(&tag);
        Ok(())
    }

    /// Opens `record` in place; returns the plaintext between nonce and tag.
    ///
    /// # Errors
    /// [`CryptoError::Authentication`] if the record was not sealed at `address`; the buffer then
    /// holds no plaintext.
    pub(crate) fn open<'a>(
        &self,
        address: u64,
        record: &'a mut [u8],
    ) -> Result<&'a [u8], CryptoError> {
        let (nonce, body, tag) = split(record)?;
        let tag = Tag::try_from(&*tag).map_err(|_| CryptoError::Authentication)?;
        self.cipher
            .decrypt_inout_detached(nonce, &self.associated(address), (&mut *body).into(), &tag)
            .map_err(|_| CryptoError::Authentication)?;
        Ok(body)
    }
}

type Parts<'a> = (&'a XNonce, &'a mut [u8], &'a mut [u8]);

fn split(record: &mut [u8]) -> Result<Parts<'_>, CryptoError> {
    if record.len() < OVERHEAD {
        return Err(CryptoError::Authentication);
    }
    let (nonce, rest) = record.split_at_mut(NONCE);
    let (body, tag) = rest.split_at_mut(rest.len() - TAG);
    let nonce = <&XNonce>::try_from(&*nonce).map_err(|_| CryptoError::Authentication)?;
    Ok((nonce, body, tag))
}

/// Writes a random nonce at the beginning of each `stride` bytes of `records`.
///
/// # Errors
/// As [`random::fill`].
pub(crate) fn fill_nonces(records: &mut [u8], stride: usize) -> Result<(), CryptoError> {
    let mut nonces = vec![0; records.len().div_ceil(stride) * NONCE];
    random::fill(&mut nonces)?;
    for (record, nonce) in records.chunks_mut(stride).zip(nonces.chunks(NONCE)) {
        for (to, from) in record.iter_mut().zip(nonce) {
            *to = *from;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(cipher: &PageCipher, address: u64) -> Vec<u8> {
        let mut record = vec![7; 100 + OVERHEAD];
        fill_nonces(&mut record, 100 + OVERHEAD).unwrap();
        cipher.seal(address, &mut record).unwrap();
        record
    }

    #[test]
    fn opens_only_where_and_how_it_was_sealed() {
        let key = Secret::new([1; 32]);
        let cipher = PageCipher::new(&key, [2; 16], 3);
        let record = sealed(&cipher, 4);
        assert_eq!(cipher.open(4, &mut record.clone()).unwrap(), [7; 100]);
        assert!(cipher.open(5, &mut record.clone()).is_err());
        for other in [
            PageCipher::new(&key, [2; 16], 4),
            PageCipher::new(&key, [3; 16], 3),
            PageCipher::new(&Secret::new([9; 32]), [2; 16], 3),
        ] {
            assert!(other.open(4, &mut record.clone()).is_err());
        }
        for byte in 0..record.len() {
            let mut damaged = record.clone();
            damaged[byte] ^= 0x40;
            assert!(cipher.open(4, &mut damaged).is_err(), "byte {byte}");
        }
        assert!(cipher.open(4, &mut record[..39].to_vec()).is_err());
    }

    #[test]
    fn every_write_has_a_fresh_nonce() {
        let cipher = PageCipher::new(&Secret::new([1; 32]), [2; 16], 3);
        let (a, b) = (sealed(&cipher, 4), sealed(&cipher, 4));
        assert_ne!(a[..NONCE], b[..NONCE]);
        assert_ne!(a, b);
    }
}
