//! The only room that knows an algorithm: it takes and gives bytes and keys. No I/O, no disk
//! layout, no policy. docs/FORMAT.md, "Keys", lists every derivation.

pub(crate) mod age_file;
pub(crate) mod hands;
pub(crate) mod hash;
pub(crate) mod kdf;
pub(crate) mod keys;
pub(crate) mod page;
pub(crate) mod random;
pub(crate) mod recovery;
pub(crate) mod seal;
pub(crate) mod slot;
pub(crate) mod token;

/// Why a cryptographic operation did not give a result. Never says which secret was wrong.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CryptoError {
    /// An authentication tag, MAC or checksum does not match.
    #[error("authentication failed")]
    Authentication,
    /// A stored parameter is outside what this program accepts.
    #[error("{0}")]
    Parameter(String),
    /// The text of a key does not have the form of one.
    #[error("{0}")]
    Malformed(&'static str),
    /// The system has not enough memory for the key derivation.
    #[error("not enough memory for the key derivation ({0} KiB)")]
    Memory(u32),
    /// An age file, a recipient or an identity is not what it should be: why.
    #[error("{0}")]
    Envelope(String),
    /// The operating system refused to read an age file.
    #[error("{0}")]
    Input(std::io::Error),
    /// The operating system gave no random bytes.
    #[error("the system's random generator failed")]
    Random,
}
