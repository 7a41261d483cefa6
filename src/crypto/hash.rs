//! Keyed and plain BLAKE3: the audit chain, MACs, and the public hash of a content.

use super::secret::Secret;

/// A plain BLAKE3 hash in progress: what `b3sum` prints.
pub(crate) struct PlainHash(blake3::Hasher);

impl PlainHash {
    pub(crate) fn new() -> Self {
        Self(blake3::Hasher::new())
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn finish(&self) -> [u8; 32] {
        *self.0.finalize().as_bytes()
    }
}

/// The plain BLAKE3 hash of `bytes`.
pub(crate) fn plain(bytes: &[u8]) -> [u8; 32] {
    *blake3::hash(bytes).as_bytes()
}

/// Keyed BLAKE3 over the parts, each preceded by its length (64 bit, little endian), so that
/// different lists of parts never have the same encoding.
pub(crate) fn keyed_parts(key: &Secret, parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_keyed(key.expose());
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

/// Compares in constant time.
pub(crate) fn equal(a: &[u8; 32], b: &[u8; 32]) -> bool {
    blake3::Hash::from_bytes(*a) == blake3::Hash::from_bytes(*b)
}
