//! Small messages sealed under a symmetric key: events in the spool.

use super::page::{OVERHEAD, PageCipher, fill_nonces};
use super::secret::Secret;
use super::{CryptoError, hash};

/// Seals `message` for `purpose`: nonce, ciphertext, tag.
///
/// # Errors
/// [`CryptoError::Random`] if the system's random source fails.
pub(crate) fn seal(key: &Secret, purpose: &[u8], message: &[u8]) -> Result<Vec<u8>, CryptoError> {
    let mut record = vec![0; crate::crypto::page::NONCE];
    record.extend_from_slice(message);
    record.resize(message.len() + OVERHEAD, 0);
    let stride = record.len();
    fill_nonces(&mut record, stride)?;
    cipher(key, purpose).seal(0, &mut record)?;
    Ok(record)
}

/// Opens the result of [`seal`] for the same key and purpose.
///
/// # Errors
/// [`CryptoError::Authentication`].
pub(crate) fn open(
    key: &Secret,
    purpose: &[u8],
    mut sealed: Vec<u8>,
) -> Result<Vec<u8>, CryptoError> {
    Ok(cipher(key, purpose).open(0, &mut sealed)?.to_vec())
}

fn cipher(key: &Secret, purpose: &[u8]) -> PageCipher {
    let bound = Secret::new(hash::keyed_parts(key, &[b"message", purpose]));
    PageCipher::new(&bound, [0; 16], 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_for_the_same_purpose_only() {
        let key = Secret::new([1; 32]);
        let sealed = seal(&key, b"event", b"hello").unwrap();
        assert_eq!(open(&key, b"event", sealed.clone()).unwrap(), b"hello");
        assert!(open(&key, b"drop", sealed.clone()).is_err());
        assert!(open(&Secret::new([2; 32]), b"event", sealed).is_err());
    }
}
