//! Whether a path can hold a file: folders exist by their files, so a file may be neither where a
//! folder is nor below another file.

use std::collections::BTreeMap;

use crate::domain::path::VaultPath;
use crate::storage::files;
use crate::storage::tables::View;

use super::error::{Error, Kind, Result};
use super::gate::Principal;

/// # Errors
/// Where a folder is at `path`, or a file above it.
pub(super) fn refuse_blocked(
    view: &impl View,
    principal: &Principal,
    path: &VaultPath,
) -> Result<()> {
    match blocked(view, principal, path)? {
        None => Ok(()),
        Some(why) => Err(Error::new(Kind::Other, why)),
    }
}

/// Why no file can be at `path`, if so: in words that name only what the principal may see.
pub(super) fn blocked(
    view: &impl View,
    principal: &Principal,
    path: &VaultPath,
) -> Result<Option<String>> {
    Ok(blocking(view, path)?.map(|blocking| blocking.words(principal, path)))
}

/// Why no folder can be at `path`, if so: as [`blocked`].
pub(super) fn blocked_folder(
    view: &impl View,
    principal: &Principal,
    path: &VaultPath,
) -> Result<Option<String>> {
    let blocking = file_among(view, path.clone())?;
    Ok(blocking.map(|blocking| blocking.words(principal, path)))
}

/// What keeps a file from being at a path.
struct Blocking {
    path: VaultPath,
    is_folder: bool,
}

impl Blocking {
    /// Why nothing can be at `path`.
    fn words(&self, principal: &Principal, path: &VaultPath) -> String {
        let name = self.path.to_string_lossy();
        if !principal.sees(&self.path) {
            format!("{:?} cannot hold a file", path.to_string_lossy())
        } else if self.is_folder {
            format!("{name:?} is a folder")
        } else {
            format!("{name:?} is a file, not a folder")
        }
    }
}

fn blocking(view: &impl View, path: &VaultPath) -> Result<Option<Blocking>> {
    if path.is_root() || files::is_folder(view, path)? {
        return Ok(Some(Blocking {
            path: path.clone(),
            is_folder: true,
        }));
    }
    match path.parent() {
        Some(above) => file_among(view, above),
        None => Ok(None),
    }
}

/// A file at `path` or above it.
fn file_among(view: &impl View, path: VaultPath) -> Result<Option<Blocking>> {
    let mut at = Some(path);
    while let Some(path) = at.filter(|path| !path.is_root()) {
        if files::at(view, &path)?.is_some() {
            return Ok(Some(Blocking {
                path,
                is_folder: false,
            }));
        }
        at = path.parent();
    }
    Ok(None)
}

/// The most names that are tried: `letter (2).pdf`, `letter (3).pdf`...
pub(super) const MAX_TRIES: u32 = 100_000;

/// A free place for a file of somebody who may not see what is there: `path`, or the first free one with a
/// number in its name, or in the name of the folder that cannot be one.
///
/// # Errors
/// Where no number is free.
pub(super) fn free_unseen(view: &impl View, path: &VaultPath) -> Result<VaultPath> {
    let mut numbers = BTreeMap::<usize, u32>::new();
    for _ in 0..MAX_TRIES {
        let Some(at) = with_numbers(path, &numbers) else {
            break;
        };
        let taken = match blocking(view, &at)? {
            Some(blocking) => blocking.path,
            None if files::at(view, &at)?.is_some() => at,
            None => return Ok(at),
        };
        *numbers.entry(taken.parts().count()).or_insert(1) += 1;
    }
    let why = format!("no place is free for {:?}", path.to_string_lossy());
    Err(Error::new(Kind::Other, why))
}

/// `path` with these numbers in its parts, by their depth.
fn with_numbers(path: &VaultPath, numbers: &BTreeMap<usize, u32>) -> Option<VaultPath> {
    let mut at = VaultPath::root();
    for (part, depth) in path.parts().zip(1..) {
        at = at.join(part).ok()?;
        if let Some(number) = numbers.get(&depth) {
            at = numbered(&at, *number)?;
        }
    }
    Some(at)
}

/// The same place under another name: `letter.pdf` as `letter (2).pdf`.
pub(super) fn numbered(path: &VaultPath, number: u32) -> Option<VaultPath> {
    let name = path.name();
    let dot = path
        .extension()
        .and_then(|_| name.iter().rposition(|byte| *byte == b'.'))
        .unwrap_or(name.len());
    let (stem, rest) = name.split_at_checked(dot)?;
    let mut other = stem.to_vec();
    other.extend_from_slice(format!(" ({number})").as_bytes());
    other.extend_from_slice(rest);
    path.parent()?.join(&other).ok()
}
