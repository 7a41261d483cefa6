//! The conflict rule: what to do if the path of a file is taken.

use crate::domain::id::Actor;
use crate::domain::path::VaultPath;
use crate::domain::placement::{Resolution, Taken, numbered, resolve_move};
use crate::domain::rule::{Conflict, Rule};
use crate::storage::files::Entry;
use crate::storage::record::FileRecord;
use crate::storage::tables::View;

use crate::app::error::Result;
use crate::app::organize::{Outcome, Step};

use super::{Assigned, Planner};

/// The file at a path that another file should get.
pub(super) struct Other {
    /// The candidate planned for the path.
    step: Option<usize>,
    content: u64,
    owner: Actor,
    /// The existing file.
    entry: Option<Entry>,
}

impl Other {
    /// An existing file.
    pub(super) fn there(entry: Entry) -> Self {
        Self {
            step: None,
            content: entry.file.current.content,
            owner: entry.file.owner.clone(),
            entry: Some(entry),
        }
    }

    /// A file that was planned for the path before, by its number.
    pub(super) fn planned(step: usize, file: &FileRecord) -> Self {
        Self {
            step: Some(step),
            content: file.current.content,
            owner: file.owner.clone(),
            entry: None,
        }
    }
}

fn taken(path: &VaultPath) -> String {
    format!("{:?} is taken", path.to_string_lossy())
}

impl<V: View> Planner<'_, V> {
    /// Resolves a conflict at a path.
    pub(super) fn resolve(
        &mut self,
        index: usize,
        rule: &Rule,
        conflict: Conflict,
        path: &VaultPath,
        there: Other,
    ) -> Result<Assigned> {
        let taken = || taken(path);
        let Some(candidate) = self.candidates.get(index) else {
            return Ok(Assigned::Yes);
        };
        let file = &candidate.entry.file;
        if let Some(why) = self.refusal(index, path)? {
            return Ok(self.skip(index, why));
        }
        let may_move = match &there.entry {
            Some(Entry { path, file }) => self.keeping.duty(self.view, path, file)?.is_none(),
            None => true,
        };
        let found = Taken {
            same_source: false,
            same_content: there.content == file.current.content,
            may_move,
            may_remove: self.principal.may_remove(&there.owner),
        };
        match resolve_move(conflict, found) {
            Resolution::Skip => return Ok(self.skip(index, taken())),
            Resolution::Same => {
                let outcome = self.trash(&file.owner);
                if outcome == Outcome::Trash {
                    self.places.vacate(&candidate.entry.path);
                }
                let remark = format!("{:?} has the same content", path.to_string_lossy());
                self.step(index, outcome, Some(remark));
            }
            // A rule cannot do what the role does not permit.
            Resolution::Rename if conflict == Conflict::Trash => {
                let why = format!("{}, and this role may not remove that file", taken());
                return Ok(self.skip(index, why));
            }
            Resolution::Rename => return self.rename(index, path),
            Resolution::Version if !self.principal.may_remove(&file.owner) => {
                return Ok(self.skip(index, "this role may not remove it".to_owned()));
            }
            Resolution::Version => {
                self.places.vacate(&candidate.entry.path);
                self.step(index, Outcome::Version(path.clone()), Some(taken()));
            }
            Resolution::MoveExisting => {
                let name = |number| numbered(path, number);
                match self.places.first_free(path.key().to_vec(), 2, name)? {
                    Some(free) => {
                        self.move_away(rule, path, there, Outcome::Move(free));
                        self.go(index, path.clone(), None)?;
                    }
                    None => return Ok(self.skip(index, taken())),
                }
            }
            Resolution::RemoveExisting => {
                self.move_away(rule, path, there, Outcome::Trash);
                self.go(index, path.clone(), None)?;
            }
        }
        Ok(Assigned::Yes)
    }

    /// Gives the file another name.
    pub(super) fn rename(&mut self, index: usize, path: &VaultPath) -> Result<Assigned> {
        let name = |number| numbered(path, number);
        Ok(
            match self.places.first_free(path.key().to_vec(), 2, name)? {
                Some(free) => {
                    self.go(index, free, Some(taken(path)))?;
                    Assigned::Yes
                }
                None => self.skip(index, taken(path)),
            },
        )
    }

    /// Moves a file out of the way.
    fn move_away(&mut self, rule: &Rule, place: &VaultPath, there: Other, outcome: Outcome) {
        let remark = Some("it makes room for another file".to_owned());
        match (there.step, there.entry) {
            (Some(step), _) => {
                self.places.unassign(place);
                if let Outcome::Move(to) = &outcome {
                    self.places.assign(to, step);
                }
                if let Some(step) = self.steps.get_mut(&step) {
                    step.outcome = outcome;
                    step.remark = remark;
                }
            }
            (None, Some(entry)) => {
                self.places.vacate(place);
                // A candidate that could not move gets its outcome here.
                let known = self
                    .candidates
                    .binary_search_by(|one| one.entry.path.key().cmp(place.key()))
                    .ok();
                let step = Step {
                    id: entry.file.id,
                    from: entry.path,
                    outcome,
                    rule: rule.name.clone(),
                    tags: Vec::new(),
                    note: None,
                    remark,
                    gives_way: true,
                };
                if let Outcome::Move(to) = &step.outcome {
                    self.places.assign(to, known.unwrap_or(usize::MAX));
                }
                match known {
                    Some(index) => {
                        self.steps.insert(index, step);
                    }
                    None => self.giving_way.push(step),
                }
            }
            (None, None) => {}
        }
    }
}
