//! Whether a path can hold a file or a folder: folders exist by their files, so a file can neither be
//! where a folder is nor below another file. Also finds a free path next to one that is taken.

use std::collections::BTreeMap;

use crate::domain::path::VaultPath;
use crate::domain::placement::{self, MAX_TRIES, numbered};
use crate::storage::files;
use crate::storage::tables::View;

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::Principal;

/// # Errors
/// Kind `Other` if there is a folder at `path`, or a file above it.
pub(crate) fn check_path(view: &impl View, principal: &Principal, path: &VaultPath) -> Result<()> {
    match file_conflict(view, principal, path)? {
        None => Ok(()),
        Some(why) => Err(Error::new(Kind::Conflict, why)),
    }
}

/// Why no file can be at `path`, if so; names only what the principal may see.
pub(crate) fn file_conflict(
    view: &impl View,
    principal: &Principal,
    path: &VaultPath,
) -> Result<Option<String>> {
    Ok(find_conflict(view, path)?.map(|conflict| conflict.describe(principal, path)))
}

/// Why no folder can be at `path`, if so; as [`file_conflict`].
pub(crate) fn folder_conflict(
    view: &impl View,
    principal: &Principal,
    path: &VaultPath,
) -> Result<Option<String>> {
    let conflict = file_among(view, path.clone())?;
    Ok(conflict.map(|conflict| conflict.describe(principal, path)))
}

/// The file or folder that blocks a path.
struct PathConflict {
    path: VaultPath,
    is_folder: bool,
}

impl PathConflict {
    /// The message about `path`.
    fn describe(&self, principal: &Principal, path: &VaultPath) -> String {
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

fn find_conflict(view: &impl View, path: &VaultPath) -> Result<Option<PathConflict>> {
    if path.is_root() || files::is_folder(view, path)? {
        return Ok(Some(PathConflict {
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
fn file_among(view: &impl View, path: VaultPath) -> Result<Option<PathConflict>> {
    let mut at = Some(path);
    while let Some(path) = at.filter(|path| !path.is_root()) {
        if files::at(view, &path)?.is_some() {
            return Ok(Some(PathConflict {
                path,
                is_folder: false,
            }));
        }
        at = path.parent();
    }
    Ok(None)
}

/// A free path for a principal that may not see what exists: `path`, or the first free one with a
/// number in its name, or in the name of the component that is a file.
///
/// # Errors
/// Kind `Other` if no number is free.
pub(crate) fn free_path(view: &impl View, path: &VaultPath) -> Result<VaultPath> {
    let mut numbers = BTreeMap::<usize, u32>::new();
    for _ in 0..MAX_TRIES {
        let Some(at) = with_numbers(path, &numbers) else {
            break;
        };
        let taken = match find_conflict(view, &at)? {
            Some(conflict) => conflict.path,
            None if files::at(view, &at)?.is_some() => at,
            None => return Ok(at),
        };
        *numbers.entry(taken.parts().count()).or_insert(1) += 1;
    }
    let why = format!("no free name found for {:?}", path.to_string_lossy());
    Err(Error::new(Kind::Conflict, why))
}

/// `path` with these numbers added to its components, by depth.
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

/// The first free path next to `path`, with a number in its name.
///
/// # Errors
/// Kind `Other` if no number is free.
pub(crate) fn free_name(
    view: &impl View,
    principal: &Principal,
    path: &VaultPath,
) -> Result<VaultPath> {
    let is_free = |path: &VaultPath| -> Result<Option<()>> {
        let free =
            files::at(view, path)?.is_none() && file_conflict(view, principal, path)?.is_none();
        Ok(free.then_some(()))
    };
    match placement::first(2, |number| numbered(path, number), is_free)? {
        Some((free, ..)) => Ok(free),
        None => {
            let why = format!("no free name found for {:?}", path.to_string_lossy());
            Err(Error::new(Kind::Conflict, why))
        }
    }
}
