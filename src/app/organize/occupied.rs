//! Which paths are taken while a plan is made: by existing files that do not move, and by files
//! planned before.

use std::collections::{HashMap, HashSet};

use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::domain::placement;
use crate::storage::files::{self, Entry};
use crate::storage::folders;
use crate::storage::tables::View;

use crate::app::error::Result;

/// What is at a path.
pub(in crate::app) enum Occupant {
    /// A file planned for it: the step's number.
    Planned(usize),
    /// An existing file that stays.
    Existing(Box<Entry>),
    /// An existing file that may still move.
    Movable(Box<Entry>),
}

/// The paths of the vault as the plan has left them so far.
pub(in crate::app) struct Places<'v, V> {
    view: &'v V,
    /// Paths whose files move away.
    gone: HashSet<Vec<u8>>,
    /// Assigned paths, by step.
    given: HashMap<Vec<u8>, usize>,
    /// Folders created by that.
    folders: HashSet<Vec<u8>>,
    /// Files that have no decision yet.
    undecided: HashSet<FileId>,
    /// The number to try next, by purpose.
    numbers: HashMap<Vec<u8>, u32>,
    /// Folders examined, and why nothing can be in them.
    examined: HashMap<Vec<u8>, Option<String>>,
    /// Whether there is any such folder.
    refused: bool,
}

impl<'v, V: View> Places<'v, V> {
    pub(in crate::app) fn new(view: &'v V, undecided: HashSet<FileId>) -> Self {
        Self {
            view,
            gone: HashSet::new(),
            given: HashMap::new(),
            folders: HashSet::new(),
            undecided,
            numbers: HashMap::new(),
            examined: HashMap::new(),
            refused: false,
        }
    }

    /// What is at a path; `None` if it is free.
    pub(in crate::app) fn occupant(&self, path: &VaultPath) -> Result<Option<Occupant>> {
        if let Some(step) = self.given.get(path.key()) {
            return Ok(Some(Occupant::Planned(*step)));
        }
        if self.gone.contains(path.key()) {
            return Ok(None);
        }
        Ok(files::at(self.view, path)?.map(|entry| {
            if self.undecided.contains(&entry.file.id) {
                Occupant::Movable(Box::new(entry))
            } else {
                Occupant::Existing(Box::new(entry))
            }
        }))
    }

    /// Why no file can be at a path, whichever file has it; folders exist by their files, so a file
    /// can be neither where a folder is nor below a file.
    pub(in crate::app) fn blocked(&mut self, path: &VaultPath) -> Result<Option<String>> {
        let key = path.key();
        if path.is_root() || self.folders.contains(key) || self.has_files_below(path)? {
            return Ok(Some(format!("{:?} is a folder", path.to_string_lossy())));
        }
        match path.parent() {
            Some(folder) => self.no_folder(&folder),
            None => Ok(None),
        }
    }

    fn has_files_below(&self, path: &VaultPath) -> Result<bool> {
        for entry in files::below(self.view, path)? {
            if !self.gone.contains(entry?.path.key()) {
                return Ok(true);
            }
        }
        Ok(folders::exists(self.view, path)?)
    }

    fn no_folder(&mut self, folder: &VaultPath) -> Result<Option<String>> {
        if folder.is_root() || self.folders.contains(folder.key()) {
            return Ok(None);
        }
        if let Some(known) = self.examined.get(folder.key()) {
            return Ok(known.clone());
        }
        let why = if self.occupant(folder)?.is_some() {
            let name = folder.to_string_lossy();
            Some(format!("{name:?} is a file, not a folder"))
        } else {
            match folder.parent() {
                Some(above) => self.no_folder(&above)?,
                None => None,
            }
        };
        self.refused = self.refused || why.is_some();
        self.examined.insert(folder.key().to_vec(), why.clone());
        Ok(why)
    }

    /// A file moves away from its path.
    pub(in crate::app) fn vacate(&mut self, path: &VaultPath) {
        self.gone.insert(path.key().to_vec());
        // What was a file may now be a folder.
        if self.refused {
            self.examined.clear();
            self.refused = false;
        }
    }

    /// A file has a decision.
    pub(in crate::app) fn decided(&mut self, id: &FileId) {
        self.undecided.remove(id);
    }

    /// Assigns a path to the file of a step.
    pub(in crate::app) fn assign(&mut self, path: &VaultPath, step: usize) {
        self.given.insert(path.key().to_vec(), step);
        let mut above = path.parent();
        while let Some(folder) = above.filter(|folder| !folder.is_root()) {
            if !self.folders.insert(folder.key().to_vec()) {
                break;
            }
            above = folder.parent();
        }
        self.examined.remove(path.key());
    }

    /// A path is free again, because its file was assigned another.
    pub(in crate::app) fn unassign(&mut self, path: &VaultPath) {
        self.given.remove(path.key());
    }

    /// The first free path among those that `name` returns for `from`, `from + 1`, ...
    pub(in crate::app) fn first_free(
        &mut self,
        of: Vec<u8>,
        from: u32,
        name: impl FnMut(u32) -> Option<VaultPath>,
    ) -> Result<Option<VaultPath>> {
        let from = self.numbers.get(&of).copied().unwrap_or(from);
        let free = placement::first(from, name, |path| -> Result<Option<()>> {
            let free = self.occupant(path)?.is_none() && self.blocked(path)?.is_none();
            Ok(free.then_some(()))
        })?;
        Ok(free.map(|(path, (), number)| {
            self.numbers.insert(of, number.saturating_add(1));
            path
        }))
    }
}
