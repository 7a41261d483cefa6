//! Random bytes from the operating system.

use super::CryptoError;

/// Fills `out` from the operating system's generator.
pub(crate) fn fill(out: &mut [u8]) -> Result<(), CryptoError> {
    getrandom::fill(out).map_err(|_| CryptoError::Random)
}

/// `N` random bytes that are not secret, such as an id or a salt: they are not wiped. Use
/// [`Secret::generate`](super::secret::Secret::generate) for secrets.
pub(crate) fn array<const N: usize>() -> Result<[u8; N], CryptoError> {
    let mut out = [0; N];
    fill(&mut out)?;
    Ok(out)
}
