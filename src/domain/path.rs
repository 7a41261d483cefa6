//! Absolute, slash-separated paths in the vault: parsing, comparing and splitting. Whether they
//! exist is unknown here. Folders are implied by their files.

mod fold;
#[cfg(test)]
mod tests;

pub use fold::{fold_name, fold_text, lower_name, normalize_name};

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// Maximum length of a component (folder or file name) as written, in bytes.
pub const MAX_PART_BYTES: usize = 255;
/// Maximum length of a path as written, in bytes, including the leading slash.
pub const MAX_PATH_BYTES: usize = 4096;

/// An absolute path in the vault, including `/`. Equality, order and hash use [`VaultPath::key`]:
/// two Unicode spellings of one name are the same path. The bytes as first written are kept as
/// well.
#[derive(Clone)]
pub struct VaultPath {
    key: Box<[u8]>,
    /// Only if it differs from `key`.
    raw: Option<Box<[u8]>>,
}

/// Why bytes are not a [`VaultPath`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// An empty text.
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
    /// More than [`MAX_PATH_BYTES`] in total.
    #[error("the path {0:?} is longer than 4096 bytes")]
    TooLong(String),
    /// A slash within a single name.
    #[error("the name {0:?} has a slash")]
    SlashInName(String),
    /// A stored comparison key that does not match its path.
    #[error("the stored path {0:?} does not match its key")]
    KeyMismatch(String),
}

impl PathError {
    /// The next step, if any.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Empty | Self::EmptyPart(_) | Self::DotPart(_) => {
                Some("paths in the vault look like /folder/name")
            }
            Self::PartTooLong(_) | Self::TooLong(_) => Some("choose a shorter name"),
            Self::SlashInName(_) => Some("a name is one component of a path"),
            Self::Nul(_) | Self::KeyMismatch(_) => None,
        }
    }
}

impl VaultPath {
    /// The root folder.
    pub fn root() -> Self {
        Self {
            key: Box::from(b"/".as_slice()),
            raw: None,
        }
    }

    /// Parses a path. A missing leading slash is added, one trailing slash is dropped; `.`, `..`,
    /// NUL, empty or overlong components are refused. Bytes that are not UTF-8 are accepted.
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

    /// Restores a stored path from its key, and its exact bytes if they differ. Refuses a mismatch,
    /// and whatever [`VaultPath::parse`] refuses.
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

    /// The bytes by which paths are compared and looked up: each component in NFC, or unchanged if
    /// it is not UTF-8.
    pub fn key(&self) -> &[u8] {
        &self.key
    }

    /// The bytes as written, leading slash included.
    pub fn raw(&self) -> &[u8] {
        self.raw.as_deref().unwrap_or(&self.key)
    }

    /// The bytes as written, if they differ from the key.
    pub fn raw_if_different(&self) -> Option<&[u8]> {
        self.raw.as_deref()
    }

    /// The last component as written; empty for the root.
    pub fn name(&self) -> &[u8] {
        last_part(self.raw())
    }

    /// The last component of the key; empty for the root.
    pub fn name_key(&self) -> &[u8] {
        last_part(&self.key)
    }

    /// The components as written, from the top; none for the root.
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &[u8]> {
        self.raw()
            .split(|b| *b == b'/')
            .filter(|part| !part.is_empty())
    }

    /// The parent folder; `None` for the root.
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

    /// The path of `name`, a single component, in this folder.
    pub fn join(&self, name: &[u8]) -> Result<Self, PathError> {
        if name.contains(&b'/') {
            return Err(PathError::SlashInName(shown(name)));
        }
        if name.is_empty() {
            return Err(PathError::Empty);
        }
        self.join_path(name)
    }

    /// The path of `relative`, one or more components without a leading slash, in this folder.
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

    /// Whether this is below `folder`, at any depth. Nothing is below itself; everything except the
    /// root is below the root.
    pub fn is_inside(&self, folder: &Self) -> bool {
        if folder.is_root() {
            return !self.is_root();
        }
        self.key
            .strip_prefix(&*folder.key)
            .is_some_and(|rest| rest.first() == Some(&b'/'))
    }

    /// The new path after `from` was moved to `to`; `None` unless this is `from` or below it.
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

    /// The part after the last dot of the name, in lower case; `None` if there is no dot, only a
    /// leading one, nothing after it, or the extension is not UTF-8.
    pub fn extension(&self) -> Option<String> {
        extension_of(self.name_key())
    }

    /// The common prefix of the keys in this folder: the key and a slash; `/` for the root.
    pub fn folder_prefix(&self) -> Vec<u8> {
        let mut prefix = self.key.to_vec();
        if !self.is_root() {
            prefix.push(b'/');
        }
        prefix
    }

    /// The path as written, with bytes that are not UTF-8 replaced. Not escaped: do not print it.
    pub fn to_string_lossy(&self) -> String {
        String::from_utf8_lossy(self.raw()).into_owned()
    }

    /// Whether [`VaultPath::to_string_lossy`] is lossless.
    pub fn is_utf8(&self) -> bool {
        std::str::from_utf8(self.raw()).is_ok()
    }
}

/// The extension of a single name, in lower case; see [`VaultPath::extension`].
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

/// A path shortened for a message.
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
