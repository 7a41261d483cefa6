//! Where imported content goes, and what happens if that path is taken: applies the rules of
//! `domain::placement` to a vault.

use crate::domain::attributes::Attributes;
use crate::domain::path::VaultPath;
use crate::domain::permission::Permission;
use crate::domain::placement::{self, Resolution, Taken, numbered};
use crate::domain::rule::Conflict;
use crate::storage::content;
use crate::storage::files::{self, Entry};
use crate::storage::record::SourceId;
use crate::storage::tables::View;

use crate::app::error::{Error, Result};
use crate::app::files::path_conflict::{file_conflict, free_path};
use crate::app::gate::Principal;

/// What is at a path.
pub(crate) enum Occupied {
    Free,
    By(Box<Entry>),
    /// No file can be there, with the reason.
    Blocked(String),
}

/// Where imported content goes.
pub(crate) enum Placing {
    /// To this free path.
    New {
        to: VaultPath,
        /// The path to report: a principal that may not see what exists gets the requested path.
        reported: VaultPath,
        /// Whether the requested name is taken, as far as the principal may know.
        renamed: bool,
    },
    /// To this path, after the file there was moved to `free`, or to the trash.
    InPlaceOf {
        to: VaultPath,
        entry: Box<Entry>,
        free: Option<VaultPath>,
    },
    /// It becomes the next version of this file.
    Version(Box<Entry>),
    /// This file already has the content.
    Same(Box<Entry>),
    /// The path is taken, and the content is skipped.
    Taken(VaultPath),
    /// No file can be there, with the reason.
    Blocked(String),
}

/// Finds a path for imported content.
pub(crate) struct Placer<'a, V> {
    pub view: &'a V,
    pub who: &'a Principal,
    /// Plain BLAKE3 of the content.
    pub hash: &'a [u8; 32],
    /// Whether it is the target of a symbolic link.
    pub is_link: bool,
    /// The source, if it stays and can be identified again.
    pub source: Option<&'a SourceId>,
    /// The attributes of a source that is removed after the import: a file with other attributes, or
    /// a differently spelled name, does not replace it.
    pub consumed: Option<&'a Attributes>,
}

impl<V: View> Placer<'_, V> {
    /// What is at a path.
    pub(crate) fn look(&self, path: &VaultPath) -> Result<Occupied> {
        if let Some(entry) = files::at(self.view, path)? {
            return Ok(Occupied::By(Box::new(entry)));
        }
        Ok(match file_conflict(self.view, self.who, path)? {
            Some(why) => Occupied::Blocked(why),
            None => Occupied::Free,
        })
    }

    /// Decides where content for `path` goes; `wanted` applies if another file is there.
    pub(crate) fn place(&self, path: &VaultPath, wanted: Conflict) -> Result<Placing> {
        if !self.who.sees(path) {
            // A principal without access must not learn what exists there, nor change it.
            return Ok(Placing::New {
                to: free_path(self.view, path)?,
                reported: path.clone(),
                renamed: false,
            });
        }
        let entry = match self.look(path)? {
            Occupied::Free => {
                return Ok(Placing::New {
                    to: path.clone(),
                    reported: path.clone(),
                    renamed: false,
                });
            }
            Occupied::Blocked(why) => return Ok(Placing::Blocked(why)),
            Occupied::By(entry) => entry,
        };
        let other_name = |number| numbered(path, number);
        Ok(
            match placement::resolve(wanted, self.taken(path, &entry)?) {
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
            },
        )
    }

    /// The first of several paths that is free, has the same content, or came from the same source.
    pub(crate) fn first(
        &self,
        from: u32,
        name: impl FnMut(u32) -> Option<VaultPath>,
    ) -> Result<Option<Placing>> {
        let found = placement::first(from, self.in_scope(name), |path| {
            let entry = match self.look(path)? {
                Occupied::Free => {
                    return Ok(Some(Placing::New {
                        to: path.clone(),
                        reported: path.clone(),
                        renamed: true,
                    }));
                }
                Occupied::Blocked(_) => return Ok(None),
                Occupied::By(entry) => entry,
            };
            let taken = self.taken(path, &entry)?;
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

    fn taken(&self, path: &VaultPath, entry: &Entry) -> Result<Taken> {
        let content = content::get(self.view, entry.file.current.content)?;
        Ok(Taken {
            same_source: self.source.is_some() && self.source == entry.file.source.as_ref(),
            same_content: content.hash == *self.hash
                && entry.file.current.is_link() == self.is_link
                && (self.consumed.is_none() && self.source.is_none()
                    || entry.path.raw() == path.raw())
                && self.consumed.is_none_or(|attributes| {
                    entry.file.current.attributes.as_ref() == Some(attributes)
                }),
            may_move: self.who.permissions.has(Permission::FileOrganize),
            may_remove: self.who.may_remove(&entry.file.owner),
        })
    }
}
