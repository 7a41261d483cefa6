//! Where a file is filed in the vault: an absolute, slash-separated path. Reading, comparing and
//! cutting paths; nothing here knows which of them exist. Folders exist by their files.

mod fold;
#[cfg(test)]
mod tests;

pub use fold::{fold_name, normalize_name};

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The longest part (folder or file name) as written, in bytes.
pub const MAX_PART_BYTES: usize = 255;
/// The longest path as written, in bytes, leading slash included.
pub const MAX_PATH_BYTES: usize = 4096;

/// An absolute path in the vault, `/` included. Equality, order and hash are those of
/// [`VaultPath::key`]: two spellings of one name in Unicode are one path. The bytes as first
/// written are kept beside.
#[derive(Clone)]
pub struct VaultPath {
    key: Box<[u8]>,
    /// Set only where it differs from `key`.
    raw: Option<Box<[u8]>>,
}

/// Why bytes are not a [`VaultPath`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// Nothing there.
    #[error("a path must not be empty")]
    Empty,
    /// Two slashes in a row.
    #[error("the path {0:?} has an empty part")]
    EmptyPart(String),
    /// A part `.` or `..`.
    #[error("the path {0:?} has a part \".\" or \"..\"")]
    DotPart(String),
    /// A zero byte.
    #[error("the path {0:?} has a NUL byte")]
    Nul(String),
    /// A part over [`MAX_PART_BYTES`].
    #[error("the path {0:?} has a part longer than 255 bytes")]
    PartTooLong(String),
    /// More than [`MAX_PATH_BYTES`] in all.
    #[error("the path {0:?} is longer than 4096 bytes")]
    TooLong(String),
    /// A slash within a single name.
    #[error("the name {0:?} has a slash")]
    SlashInName(String),
    /// A stored comparison key that is not the one its path has.
    #[error("the stored path {0:?} does not agree with its key")]
    KeyMismatch(String),
}

impl PathError {
    /// A next step, where there is one.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Empty | Self::EmptyPart(_) | Self::DotPart(_) => {
                Some("paths in the vault look like /folder/name")
            }
            Self::PartTooLong(_) | Self::TooLong(_) => Some("choose a shorter name"),
            Self::SlashInName(_) => Some("a name is one part of a path"),
            Self::Nul(_) | Self::KeyMismatch(_) => None,
        }
    }
}

impl VaultPath {
    /// The folder that everything is in.
    pub fn root() -> Self {
        Self {
            key: Box::from(b"/".as_slice()),
            raw: None,
        }
    }

    /// Reads a path. A missing leading slash is supplied, one trailing slash is dropped; `.`, `..`,
    /// NUL, empty or overlong parts are refused. Bytes that are not UTF-8 are fine.
    pub fn parse(bytes: &[u8]) -> Result<Self, PathError> {
        let inner = bytes.strip_prefix(b"/").unwrap_or(bytes);
        if inner.is_empty() {
            return if bytes.is_empty() {
                Err(PathError::Empty)
            } else {
                Ok(Self::root())
            };
        }
        let inner = inner.strip_suffix(b"/").unwrap_or(inner);
        if inner.len() >= MAX_PATH_BYTES {
            return Err(PathError::TooLong(shown(bytes)));
        }
        let mut key = Vec::with_capacity(inner.len().saturating_add(1));
        let mut raw = Vec::with_capacity(inner.len().saturating_add(1));
        for part in inner.split(|b| *b == b'/') {
            check_part(part, bytes)?;
            raw.push(b'/');
            raw.extend_from_slice(part);
            key.push(b'/');
            key.extend_from_slice(&normalize_name(part));
        }
        let raw = (raw != key).then(|| raw.into_boxed_slice());
        Ok(Self {
            key: key.into_boxed_slice(),
            raw,
        })
    }

    /// Puts together a path as it was stored: its key, and its exact bytes where they differ.
    /// Refused when the two do not belong together or break a rule of [`VaultPath::parse`].
    pub fn from_stored(key: Vec<u8>, raw: Option<Vec<u8>>) -> Result<Self, PathError> {
        let written = raw.as_deref().unwrap_or(&key);
        let path = Self::parse(written)?;
        if *path.key != *key || path.raw() != written {
            return Err(PathError::KeyMismatch(shown(&key)));
        }
        let raw = raw.filter(|raw| *raw != key).map(Vec::into_boxed_slice);
        Ok(Self {
            key: key.into_boxed_slice(),
            raw,
        })
    }

    /// Whether this is `/`.
    pub fn is_root(&self) -> bool {
        *self.key == *b"/"
    }

    /// The bytes that paths are compared and looked up by: each part in NFC, parts that are not
    /// UTF-8 as they are.
    pub fn key(&self) -> &[u8] {
        &self.key
    }

    /// The bytes as written, leading slash included.
    pub fn raw(&self) -> &[u8] {
        self.raw.as_deref().unwrap_or(&self.key)
    }

    /// The bytes as written, where they are not the key.
    pub fn raw_if_different(&self) -> Option<&[u8]> {
        self.raw.as_deref()
    }

    /// The last part as written; empty for the root.
    pub fn name(&self) -> &[u8] {
        last_part(self.raw())
    }

    /// The last part of the key; empty for the root.
    pub fn name_key(&self) -> &[u8] {
        last_part(&self.key)
    }

    /// The parts as written, from the top; none for the root.
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &[u8]> {
        self.raw()
            .split(|b| *b == b'/')
            .filter(|part| !part.is_empty())
    }

    /// The folder this is in; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        if self.is_root() {
            return None;
        }
        let key = without_last_part(&self.key);
        let raw = without_last_part(self.raw());
        Some(Self {
            key: Box::from(key),
            raw: (raw != key).then(|| Box::from(raw)),
        })
    }

    /// The path of `name`, a single part, in this folder.
    pub fn join(&self, name: &[u8]) -> Result<Self, PathError> {
        if name.contains(&b'/') {
            return Err(PathError::SlashInName(shown(name)));
        }
        if name.is_empty() {
            return Err(PathError::Empty);
        }
        self.join_path(name)
    }

    /// The path of `relative`, one or more parts without a leading slash, in this folder.
    pub fn join_path(&self, relative: &[u8]) -> Result<Self, PathError> {
        let mut bytes = if self.is_root() {
            Vec::new()
        } else {
            self.raw().to_vec()
        };
        bytes.push(b'/');
        bytes.extend_from_slice(relative);
        if relative.is_empty() {
            Err(PathError::Empty)
        } else {
            Self::parse(&bytes)
        }
    }

    /// Whether this lies in `folder`, at any depth. Nothing lies in itself; all but the root lies
    /// in the root.
    pub fn is_inside(&self, folder: &Self) -> bool {
        if folder.is_root() {
            return !self.is_root();
        }
        self.key
            .strip_prefix(&*folder.key)
            .is_some_and(|rest| rest.first() == Some(&b'/'))
    }

    /// Where this ends up when `from` is moved to `to`; `None` unless this is `from` or lies in it.
    pub fn rebase(&self, from: &Self, to: &Self) -> Option<Result<Self, PathError>> {
        if self == from {
            return Some(Ok(to.clone()));
        }
        if !self.is_inside(from) {
            return None;
        }
        let mut rest = Vec::with_capacity(self.raw().len());
        for part in self.parts().skip(from.parts().count()) {
            if !rest.is_empty() {
                rest.push(b'/');
            }
            rest.extend_from_slice(part);
        }
        Some(to.join_path(&rest))
    }

    /// What follows the last dot of the name, in lower case; `None` where there is no dot, only a
    /// leading one, nothing after it, or the extension is not UTF-8.
    pub fn extension(&self) -> Option<String> {
        extension_of(self.name_key())
    }

    /// The bytes every key in this folder starts with: the key and a slash; `/` for the root.
    pub fn folder_prefix(&self) -> Vec<u8> {
        let mut prefix = self.key.to_vec();
        if !self.is_root() {
            prefix.push(b'/');
        }
        prefix
    }

    /// The path as written, bytes that are not UTF-8 replaced. Not escaped: not for a terminal.
    pub fn to_string_lossy(&self) -> String {
        String::from_utf8_lossy(self.raw()).into_owned()
    }

    /// Whether [`VaultPath::to_string_lossy`] loses nothing.
    pub fn is_utf8(&self) -> bool {
        std::str::from_utf8(self.raw()).is_ok()
    }
}

/// What follows the last dot of a single name, in lower case; see [`VaultPath::extension`].
pub fn extension_of(name: &[u8]) -> Option<String> {
    let dot = name.iter().rposition(|b| *b == b'.')?;
    let (stem, rest) = name.split_at_checked(dot)?;
    let extension = std::str::from_utf8(rest.strip_prefix(b".")?).ok()?;
    (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_lowercase())
}

fn check_part(part: &[u8], whole: &[u8]) -> Result<(), PathError> {
    if part.is_empty() {
        Err(PathError::EmptyPart(shown(whole)))
    } else if part == b"." || part == b".." {
        Err(PathError::DotPart(shown(whole)))
    } else if part.contains(&0) {
        Err(PathError::Nul(shown(whole)))
    } else if part.len() > MAX_PART_BYTES {
        Err(PathError::PartTooLong(shown(whole)))
    } else {
        Ok(())
    }
}

fn last_part(path: &[u8]) -> &[u8] {
    path.rsplit(|b| *b == b'/').next().unwrap_or_default()
}

fn without_last_part(path: &[u8]) -> &[u8] {
    let slash = path.iter().rposition(|b| *b == b'/').unwrap_or(0);
    path.get(..slash.max(1)).unwrap_or(b"/")
}

/// Enough of a path to recognise it by in a message.
fn shown(bytes: &[u8]) -> String {
    let head = bytes.get(..200).unwrap_or(bytes);
    let ellipsis = if head.len() < bytes.len() { "..." } else { "" };
    format!("{}{ellipsis}", String::from_utf8_lossy(head))
}

impl PartialEq for VaultPath {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for VaultPath {}

impl PartialOrd for VaultPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for VaultPath {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl Hash for VaultPath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl fmt::Debug for VaultPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", String::from_utf8_lossy(self.raw()))
    }
}

impl std::str::FromStr for VaultPath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text.as_bytes())
    }
}
