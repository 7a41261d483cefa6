//! Where a file goes: whether a path can hold one (folders exist by their files, so a file may be neither
//! where a folder is nor below another file), and what becomes of content whose place is taken. The rules
//! are those of `domain::placement`; here they meet the vault.

use std::collections::BTreeMap;

use crate::domain::path::VaultPath;
use crate::domain::permission::Permission;
use crate::domain::placement::{self, MAX_TRIES, Resolution, Taken, numbered};
use crate::domain::rule::Conflict;
use crate::storage::content;
use crate::storage::files::{self, Entry};
use crate::storage::record::SourceId;
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

/// The first free place beside `path`, with a number in its name.
///
/// # Errors
/// Where no number is free.
pub(super) fn free_name(
    view: &impl View,
    principal: &Principal,
    path: &VaultPath,
) -> Result<VaultPath> {
    let is_free = |path: &VaultPath| -> Result<Option<()>> {
        let free = files::at(view, path)?.is_none() && blocked(view, principal, path)?.is_none();
        Ok(free.then_some(()))
    };
    match placement::first(2, |number| numbered(path, number), is_free)? {
        Some((free, ..)) => Ok(free),
        None => {
            let why = format!("no name is free beside {:?}", path.to_string_lossy());
            Err(Error::new(Kind::Other, why))
        }
    }
}

/// Who has a place.
pub(super) enum Occupied {
    Free,
    By(Box<Entry>),
    /// No file can be there: why.
    Blocked(String),
}

/// Where content from outside of the vault goes.
pub(super) enum Placing {
    /// To this place, which is free.
    New {
        to: VaultPath,
        /// The place that is told: who may not see what is there is told the one that was asked for.
        told: VaultPath,
        /// Whether the name that was wanted is taken, for those who may know that.
        renamed: bool,
    },
    /// To this place, once the file that is there went to `free`, or to the trash.
    InPlaceOf {
        to: VaultPath,
        entry: Box<Entry>,
        free: Option<VaultPath>,
    },
    /// It becomes the next version of this file.
    Version(Box<Entry>),
    /// This file has the content already.
    Same(Box<Entry>),
    /// The place is taken, and that is to be respected.
    Taken(VaultPath),
    /// No file can be there: why.
    Blocked(String),
}

/// Finds a place for content from outside of the vault.
pub(super) struct Placer<'a, V> {
    pub view: &'a V,
    pub who: &'a Principal,
    /// Plain BLAKE3 of the content.
    pub hash: &'a [u8; 32],
    /// Whether it is the target of a symbolic link.
    pub is_link: bool,
    /// The source, where it stays and can be named again.
    pub source: Option<&'a SourceId>,
}

impl<V: View> Placer<'_, V> {
    /// Who has a place.
    pub(super) fn look(&self, path: &VaultPath) -> Result<Occupied> {
        if let Some(entry) = files::at(self.view, path)? {
            return Ok(Occupied::By(Box::new(entry)));
        }
        Ok(match blocked(self.view, self.who, path)? {
            Some(why) => Occupied::Blocked(why),
            None => Occupied::Free,
        })
    }

    /// What becomes of the content, whose place should be `path`; `wanted` is what is done where another
    /// file is there.
    pub(super) fn place(&self, path: &VaultPath, wanted: Conflict) -> Result<Placing> {
        if !self.who.sees(path) {
            // Who may not look is not told what is there, and changes nothing of it.
            return Ok(Placing::New {
                to: free_unseen(self.view, path)?,
                told: path.clone(),
                renamed: false,
            });
        }
        let entry = match self.look(path)? {
            Occupied::Free => {
                return Ok(Placing::New {
                    to: path.clone(),
                    told: path.clone(),
                    renamed: false,
                });
            }
            Occupied::Blocked(why) => return Ok(Placing::Blocked(why)),
            Occupied::By(entry) => entry,
        };
        let other_name = |number| numbered(path, number);
        Ok(match placement::resolve(wanted, self.taken(&entry)?) {
            Resolution::Same => Placing::Same(entry),
            Resolution::Version => Placing::Version(entry),
            Resolution::Skip => Placing::Taken(path.clone()),
            Resolution::RemoveExisting => Placing::InPlaceOf {
                to: path.clone(),
                entry,
                free: None,
            },
            Resolution::MoveExisting => {
                let free = placement::first(2, self.in_scope(other_name), |path| {
                    Ok::<_, Error>(matches!(self.look(path)?, Occupied::Free).then_some(()))
                })?;
                match free {
                    Some((free, ..)) => Placing::InPlaceOf {
                        to: path.clone(),
                        entry,
                        free: Some(free),
                    },
                    None => Placing::Taken(path.clone()),
                }
            }
            Resolution::Rename => self
                .first(2, other_name)?
                .unwrap_or_else(|| Placing::Taken(path.clone())),
        })
    }

    /// The first of several places that is free, or has the content already, or came from the same source.
    pub(super) fn first(
        &self,
        from: u32,
        name: impl FnMut(u32) -> Option<VaultPath>,
    ) -> Result<Option<Placing>> {
        let found = placement::first(from, self.in_scope(name), |path| {
            let entry = match self.look(path)? {
                Occupied::Free => {
                    return Ok(Some(Placing::New {
                        to: path.clone(),
                        told: path.clone(),
                        renamed: true,
                    }));
                }
                Occupied::Blocked(_) => return Ok(None),
                Occupied::By(entry) => entry,
            };
            let taken = self.taken(&entry)?;
            Ok::<_, Error>(if taken.same_content {
                Some(Placing::Same(entry))
            } else if taken.same_source {
                Some(Placing::Version(entry))
            } else {
                None
            })
        })?;
        Ok(found.map(|(_, placing, _)| placing))
    }

    fn in_scope(
        &self,
        mut name: impl FnMut(u32) -> Option<VaultPath>,
    ) -> impl FnMut(u32) -> Option<VaultPath> {
        move |number| name(number).filter(|path| self.who.scope.allows(path))
    }

    fn taken(&self, entry: &Entry) -> Result<Taken> {
        let content = content::get(self.view, entry.file.current.content)?;
        Ok(Taken {
            same_source: self.source.is_some() && self.source == entry.file.source.as_ref(),
            same_content: content.hash == *self.hash
                && entry.file.current.is_link() == self.is_link,
            may_move: self.who.permissions.has(Permission::FileOrganize),
            may_remove: self.who.may_remove(&entry.file.owner),
        })
    }
}
