//! Identifiers: of a file (random, never reused) and of an operation (a number). How they are
//! drawn is not decided here.

use std::fmt;
use std::str::FromStr;

use data_encoding::{Encoding, Specification};
use serde::{Deserialize, Serialize};

/// What a file keeps from its first import to its erasure, through moves, edits and the trash:
/// 80 random bits, written as 16 lower-case base32 characters (RFC 4648 alphabet).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId([u8; 10]);

impl FileId {
    /// Bytes of an id.
    pub const LEN: usize = 10;

    /// An id of these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 10]) -> Self {
        Self(bytes)
    }

    /// The id's bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 10] {
        &self.0
    }
}

/// The text is not a file id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a file id (16 characters a-z, 2-7)")]
pub struct IdError(String);

fn encoding() -> Option<Encoding> {
    let mut form = Specification::new();
    form.symbols.push_str("abcdefghijklmnopqrstuvwxyz234567");
    form.encoding().ok()
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match encoding() {
            Some(form) => f.write_str(&form.encode(&self.0)),
            None => Err(fmt::Error),
        }
    }
}

impl fmt::Debug for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for FileId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError(text.to_owned());
        let bytes = encoding()
            .and_then(|form| form.decode(text.to_ascii_lowercase().as_bytes()).ok())
            .ok_or_else(wrong)?;
        bytes.try_into().map(Self).map_err(|_| wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let id = FileId::new([0, 1, 2, 250, 251, 252, 253, 254, 255, 9]);
        let text = id.to_string();
        assert_eq!(text.len(), 16);
        assert_eq!(text.parse::<FileId>().unwrap(), id);
        assert_eq!(text.to_uppercase().parse::<FileId>().unwrap(), id);
        for wrong in ["", "abc", "0000000000000000", &format!("{text}a")] {
            assert!(wrong.parse::<FileId>().is_err(), "{wrong}");
        }
    }
}
