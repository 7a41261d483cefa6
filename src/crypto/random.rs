//! Random bytes from the operating system, and nothing else.

use super::CryptoError;

/// Fills `out` with bytes from the operating system's generator.
///
/// # Errors
/// [`CryptoError::Random`] where the system gives none.
pub(crate) fn fill(out: &mut [u8]) -> Result<(), CryptoError> {
    getrandom::fill(out).map_err(|_| CryptoError::Random)
}

/// `N` random bytes that are no secret, such as an id or a salt: nothing wipes them. A secret is made
/// by [`Secret::generate`](super::keys::Secret::generate).
///
/// # Errors
/// As [`fill`].
pub(crate) fn array<const N: usize>() -> Result<[u8; N], CryptoError> {
    let mut out = [0; N];
    fill(&mut out)?;
    Ok(out)
}
