//! Cryptography: the only module that knows algorithms; it works on bytes and keys. No I/O, no disk
//! layout, no policy. docs/FORMAT.md, "Keys", lists every derivation.

pub(crate) mod age_file;
pub(crate) mod hash;
pub(crate) mod jwt;
pub(crate) mod kdf;
pub(crate) mod keys;
pub(crate) mod page;
pub(crate) mod random;
pub(crate) mod recovery;
pub(crate) mod seal;
pub(crate) mod secret;
pub(crate) mod slot;
pub(crate) mod thread_pool;
pub(crate) mod token;

/// A cryptographic error. Never reveals which secret was wrong.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CryptoError {
    /// An authentication tag, MAC or checksum does not match.
    #[error("authentication failed")]
    Authentication,
    /// A stored parameter is outside the accepted range.
    #[error("{0}")]
    Parameter(String),
    /// The text of a key is malformed.
    #[error("{0}")]
    Malformed(&'static str),
    /// The system has too little memory for the key derivation.
    #[error("not enough memory for the key derivation ({0} KiB)")]
    Memory(u32),
    /// An age file, a recipient or an identity is invalid, with the reason.
    #[error("{0}")]
    Envelope(String),
    /// An I/O error while reading an age file.
    #[error("{0}")]
    Input(std::io::Error),
    /// The system's random source failed.
    #[error("the system's random generator failed")]
    Random,
}
