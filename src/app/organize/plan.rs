//! What goes where: the rules decide for each file by itself, on all cores; then places are given,
//! one file after the other, so that no two files end up at one.

mod conflicts;

use std::collections::{BTreeMap, HashSet};

use crate::domain::id::Actor;
use crate::domain::path::VaultPath;
use crate::domain::rule::{Conflict, Counter, Decision, Place, Rule, RuleSet};
use crate::storage::tables::View;
use crate::storage::threads;

use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::Principal;

use super::candidates::{self, Candidate};
use super::occupied::{Occupant, Places};
use super::{Fate, Organized, Step};
use conflicts::Other;

/// What the rules say of a file, with where it would go if no place were taken.
struct Wish<'r> {
    decision: Decision<'r>,
    path: Option<VaultPath>,
}

/// Whether a file was given its place.
enum Given {
    Yes,
    /// The place may become free yet.
    Later,
}

/// The files to which a rule says something, with what it says.
#[derive(Default)]
pub(super) struct Looked<'r> {
    pub candidates: Vec<Candidate>,
    wishes: Vec<Wish<'r>>,
    files: u64,
    unmatched: u64,
}

/// Asks the rules about every file below a folder; those that nothing happens to are not kept.
pub(super) fn look<'r, V: View>(
    view: &V,
    principal: &Principal,
    folder: &VaultPath,
    rules: &'r RuleSet,
    traits: &candidates::ReadTraits<'_>,
) -> Result<Looked<'r>> {
    let mut looked = Looked::default();
    looked.files = candidates::below(view, principal, folder, rules, traits, |some| {
        let wishes = decide_all(&some, rules)?;
        for (candidate, wish) in some.into_iter().zip(wishes) {
            let decision = &wish.decision;
            if decision.rule.is_none() && decision.marked_by.is_none() {
                looked.unmatched += 1;
            }
            let stays = matches!(decision.place, Place::Stay) && decision.marked_by.is_none();
            let there = wish.path.as_ref() == Some(&candidate.entry.path);
            if !(stays || there && decision.marked_by.is_none()) || candidate.fresh_traits {
                looked.candidates.push(candidate);
                looked.wishes.push(wish);
            }
        }
        Ok(())
    })?;
    Ok(looked)
}

pub(super) fn plan<V: View>(
    view: &V,
    principal: &Principal,
    looked: &Looked<'_>,
) -> Result<Organized> {
    let Looked {
        candidates, wishes, ..
    } = looked;
    let moving = candidates.iter().zip(wishes);
    let undecided: HashSet<_> = moving
        .filter(|(_, wish)| !matches!(wish.decision.place, Place::Stay))
        .map(|(candidate, _)| candidate.entry.file.id)
        .collect();
    let mut planner = Planner {
        principal,
        candidates,
        wishes,
        places: Places::new(view, undecided),
        steps: BTreeMap::new(),
        giving_way: Vec::new(),
    };
    planner.give_all()?;
    let steps = planner.steps.into_values().chain(planner.giving_way);
    let mut steps: Vec<Step> = steps.collect();
    steps.sort_by(|a, b| a.from.key().cmp(b.from.key()));
    Ok(Organized {
        steps,
        files: looked.files,
        unmatched: looked.unmatched,
    })
}

fn decide_all<'r>(candidates: &[Candidate], rules: &'r RuleSet) -> Result<Vec<Wish<'r>>> {
    let share = candidates.len().div_ceil(threads::cores()).max(1);
    let decide = |share: &[Candidate]| {
        let mut wishes = Vec::with_capacity(share.len());
        for candidate in share {
            cancel::check()?;
            wishes.push(decide(candidate, rules));
        }
        Ok(wishes)
    };
    let shares: Vec<&[Candidate]> = candidates.chunks(share).collect();
    let Some((own, others)) = shares.split_first() else {
        return Ok(Vec::new());
    };
    std::thread::scope(|scope| {
        let decide = &decide;
        let started: Vec<_> = others
            .iter()
            .map(|share| (share, threads::scoped(scope, move || decide(share))))
            .collect();
        let mut wishes: Vec<Wish<'r>> = decide(own)?;
        for (share, thread) in started {
            let more = match thread {
                Ok(thread) => thread
                    .join()
                    .unwrap_or_else(|_| Err(Error::new(Kind::Other, "the rules ended badly"))),
                Err(_) => decide(share),
            };
            wishes.extend(more?);
        }
        Ok(wishes)
    })
}

fn decide<'r>(candidate: &Candidate, rules: &'r RuleSet) -> Wish<'r> {
    let facts = candidate.facts();
    let values = candidate.values(&facts);
    let file = &candidate.entry.file;
    let mut decision = rules.decide(&values, file.note.is_some());
    let mut path = None;
    if let Place::At { rule, .. } = decision.place {
        if rule.has_filed(&values, file.rule.as_deref()) {
            decision.place = Place::Stay;
        } else {
            path = rule.path(&values, Counter::Probe);
        }
    }
    Wish { decision, path }
}

struct Planner<'a, V> {
    principal: &'a Principal,
    candidates: &'a [Candidate],
    wishes: &'a [Wish<'a>],
    places: Places<'a, V>,
    /// By the candidate's number.
    steps: BTreeMap<usize, Step>,
    giving_way: Vec<Step>,
}

impl<V: View> Planner<'_, V> {
    fn give_all(&mut self) -> Result<()> {
        let mut waiting: Vec<usize> = (0..self.candidates.len()).collect();
        // Whoever wants the place of a file that goes has to wait until it went.
        let mut last = false;
        while !waiting.is_empty() {
            let before = waiting.len();
            let mut later = Vec::new();
            for index in waiting {
                cancel::check()?;
                if matches!(self.give(index, last)?, Given::Later) {
                    later.push(index);
                }
            }
            last = later.len() == before;
            // The other way round: a row of files, each of which wants the next one's place, goes in
            // two rounds.
            later.reverse();
            waiting = later;
        }
        Ok(())
    }

    fn give(&mut self, index: usize, last: bool) -> Result<Given> {
        let (Some(candidate), Some(wish)) = (self.candidates.get(index), self.wishes.get(index))
        else {
            return Ok(Given::Yes);
        };
        let id = candidate.entry.file.id;
        let from = &candidate.entry.path;
        if self.steps.get(&index).is_some_and(|step| step.gives_way) {
            return Ok(Given::Yes);
        }
        match (&wish.decision.place, &wish.path) {
            (Place::Trash, _) => {
                let fate = self.trash(&candidate.entry.file.owner);
                if fate == Fate::Trash {
                    self.places.leave(from);
                }
                self.step(index, fate, None);
            }
            (Place::At { rule, conflict }, Some(path)) => {
                let given = self.place(index, rule, *conflict, path.clone(), last)?;
                if matches!(given, Given::Later) {
                    return Ok(given);
                }
            }
            (Place::Stay | Place::At { .. }, _) => self.mark(index),
        }
        self.places.decided(&id);
        Ok(Given::Yes)
    }

    fn trash(&self, owner: &Actor) -> Fate {
        if self.principal.may_remove(owner) {
            Fate::Trash
        } else {
            Fate::Skip("it may not be removed by this role".to_owned())
        }
    }

    /// Says what becomes of a candidate.
    fn step(&mut self, index: usize, fate: Fate, remark: Option<String>) {
        let (Some(candidate), Some(wish)) = (self.candidates.get(index), self.wishes.get(index))
        else {
            return;
        };
        let decision = &wish.decision;
        let rule = match fate {
            Fate::Mark => decision.marked_by,
            Fate::Move(_) | Fate::Trash | Fate::Version(_) | Fate::Skip(_) => decision.rule,
        };
        let step = Step {
            id: candidate.entry.file.id,
            from: candidate.entry.path.clone(),
            fate,
            rule: rule.unwrap_or_default().to_owned(),
            tags: decision.tags.clone(),
            note: decision.note.clone(),
            remark,
            gives_way: false,
        };
        self.steps.insert(index, step);
    }

    /// A file that stays where it is.
    fn mark(&mut self, index: usize) {
        let marked = self
            .wishes
            .get(index)
            .is_some_and(|wish| !wish.decision.tags.is_empty() || wish.decision.note.is_some());
        if marked {
            self.step(index, Fate::Mark, None);
        }
    }

    fn skip(&mut self, index: usize, why: String) -> Given {
        self.step(index, Fate::Skip(why), None);
        Given::Yes
    }

    fn go(&mut self, index: usize, to: VaultPath, remark: Option<String>) {
        if let Some(candidate) = self.candidates.get(index) {
            self.places.leave(&candidate.entry.path);
        }
        self.places.give(&to, index);
        self.step(index, Fate::Move(to), remark);
    }

    fn place(
        &mut self,
        index: usize,
        rule: &Rule,
        conflict: Conflict,
        path: VaultPath,
        last: bool,
    ) -> Result<Given> {
        let Some(candidate) = self.candidates.get(index) else {
            return Ok(Given::Yes);
        };
        let from = &candidate.entry.path;
        if path.key() == from.key() {
            self.mark(index);
            return Ok(Given::Yes);
        }
        if !self.principal.scope.allows(&path) {
            return Ok(self.skip(index, outside(&path)));
        }
        if rule.counts() {
            let facts = candidate.facts();
            let values = candidate.values(&facts);
            let name = |number| rule.path(&values, Counter::Number(number));
            return Ok(
                match self.places.first_free(path.key().to_vec(), 1, name)? {
                    Some(free) => {
                        self.go(index, free, None);
                        Given::Yes
                    }
                    None => self.skip(index, "no number is free".to_owned()),
                },
            );
        }
        match self.places.occupant(&path)? {
            Some(Occupant::MayGo(_)) if !last => Ok(Given::Later),
            Some(Occupant::MayGo(entry) | Occupant::There(entry)) => {
                self.resolve(index, rule, conflict, &path, Other::there(*entry))
            }
            Some(Occupant::Planned(step)) => match self.candidates.get(step) {
                Some(other) => {
                    let planned = Other::planned(step, &other.entry.file);
                    self.resolve(index, rule, conflict, &path, planned)
                }
                // A file that gave way to another is not asked to do so again.
                None => self.rename(index, &path),
            },
            None => match self.places.blocked(&path)? {
                // What is in the way may go.
                Some(_) if !last => Ok(Given::Later),
                Some(why) => Ok(self.skip(index, why)),
                None => {
                    self.go(index, path, None);
                    Ok(Given::Yes)
                }
            },
        }
    }
}

fn outside(path: &VaultPath) -> String {
    format!("{:?} is outside the key's scope", path.to_string_lossy())
}
