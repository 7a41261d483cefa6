//! Plans what goes where: the rules decide for each file alone, on all cores; then paths are
//! assigned one after the other, so that no two files get the same one.

mod conflicts;

use std::collections::{BTreeMap, HashSet};

use crate::domain::id::Actor;
use crate::domain::path::VaultPath;
use crate::domain::policy::Policy;
use crate::domain::rule::{Conflict, Counter, Decision, Place, Rule, RuleSet};
use crate::storage::files::Entry;
use crate::storage::policy;
use crate::storage::tables::View;
use crate::storage::threads;

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::Principal;
use crate::app::gate::keeping::Keeping;
use crate::app::{cancel, clock};

use super::candidates::{self, Candidate};
use super::occupied::{Occupant, Places};
use super::{Organized, Outcome, Step};
use conflicts::Other;

/// The decision of the rules for a file, with its path if there is no conflict.
struct Placement<'r> {
    decision: Decision<'r>,
    path: Option<VaultPath>,
}

/// Whether a path was assigned.
enum Assigned {
    Yes,
    /// The path may become free later.
    Later,
}

/// The files that match a rule, with the decisions.
#[derive(Default)]
pub(super) struct Candidates<'r> {
    pub candidates: Vec<Candidate>,
    placements: Vec<Placement<'r>>,
    files: u64,
    unmatched: u64,
}

/// Applies the rules to every file below a folder; files that do not change are not kept.
pub(super) fn find_candidates<'r, V: View>(
    view: &V,
    principal: &Principal,
    folder: &VaultPath,
    rules: &'r RuleSet,
    traits: &candidates::ReadTraits<'_>,
) -> Result<Candidates<'r>> {
    let mut found = Candidates::default();
    found.files = candidates::below(view, principal, folder, rules, traits, |some| {
        let placements = decide_all(&some, rules)?;
        for (candidate, placement) in some.into_iter().zip(placements) {
            let decision = &placement.decision;
            if decision.rule.is_none() && decision.marked_by.is_none() {
                found.unmatched += 1;
            }
            let stays = matches!(decision.place, Place::Stay) && decision.marked_by.is_none();
            let there = placement.path.as_ref() == Some(&candidate.entry.path);
            if !(stays || there && decision.marked_by.is_none()) || candidate.fresh_traits {
                found.candidates.push(candidate);
                found.placements.push(placement);
            }
        }
        Ok(())
    })?;
    Ok(found)
}

pub(super) fn plan<V: View>(
    view: &V,
    principal: &Principal,
    found: &Candidates<'_>,
) -> Result<Organized> {
    let Candidates {
        candidates,
        placements,
        ..
    } = found;
    let moving = candidates.iter().zip(placements);
    let undecided: HashSet<_> = moving
        .filter(|(_, placement)| !matches!(placement.decision.place, Place::Stay))
        .map(|(candidate, _)| candidate.entry.file.id)
        .collect();
    let mut planner = Planner {
        view,
        keeping: Keeping::load(view, clock::now())?,
        policy: policy::read(view)?,
        principal,
        candidates,
        placements,
        places: Places::new(view, undecided),
        steps: BTreeMap::new(),
        giving_way: Vec::new(),
    };
    planner.assign_all()?;
    let steps = planner.steps.into_values().chain(planner.giving_way);
    let mut steps: Vec<Step> = steps.collect();
    steps.sort_by(|a, b| a.from.key().cmp(b.from.key()));
    Ok(Organized {
        steps,
        files: found.files,
        unmatched: found.unmatched,
    })
}

fn decide_all<'r>(candidates: &[Candidate], rules: &'r RuleSet) -> Result<Vec<Placement<'r>>> {
    let share = candidates.len().div_ceil(threads::cores()).max(1);
    let decide = |share: &[Candidate]| {
        let mut placements = Vec::with_capacity(share.len());
        for candidate in share {
            cancel::check()?;
            placements.push(decide(candidate, rules));
        }
        Ok(placements)
    };
    let shares: Vec<&[Candidate]> = candidates.chunks(share).collect();
    let Some((own, others)) = shares.split_first() else {
        return Ok(Vec::new());
    };
    std::thread::scope(|scope| {
        let decide = &decide;
        let started: Vec<_> = others
            .iter()
            .map(|share| (share, threads::spawn_scoped(scope, move || decide(share))))
            .collect();
        let mut placements: Vec<Placement<'r>> = decide(own)?;
        for (share, thread) in started {
            let more = match thread {
                Ok(thread) => thread.join().unwrap_or_else(|_| {
                    Err(Error::new(
                        Kind::Other,
                        "rule parsing failed \
                     unexpectedly",
                    ))
                }),
                Err(_) => decide(share),
            };
            placements.extend(more?);
        }
        Ok(placements)
    })
}

fn decide<'r>(candidate: &Candidate, rules: &'r RuleSet) -> Placement<'r> {
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
    Placement { decision, path }
}

struct Planner<'a, V> {
    view: &'a V,
    keeping: Keeping,
    policy: Policy,
    principal: &'a Principal,
    candidates: &'a [Candidate],
    placements: &'a [Placement<'a>],
    places: Places<'a, V>,
    /// By the candidate's number.
    steps: BTreeMap<usize, Step>,
    giving_way: Vec<Step>,
}

impl<V: View> Planner<'_, V> {
    fn assign_all(&mut self) -> Result<()> {
        let mut waiting: Vec<usize> = (0..self.candidates.len()).collect();
        // A file that wants the path of another one has to wait until that has moved.
        let mut last = false;
        while !waiting.is_empty() {
            let before = waiting.len();
            let mut later = Vec::new();
            for index in waiting {
                cancel::check()?;
                if matches!(self.assign(index, last)?, Assigned::Later) {
                    later.push(index);
                }
            }
            last = later.len() == before;
            // In reverse order: a chain of files that each want the next one's path takes two
            // rounds.
            later.reverse();
            waiting = later;
        }
        Ok(())
    }

    fn assign(&mut self, index: usize, last: bool) -> Result<Assigned> {
        let (Some(candidate), Some(placement)) =
            (self.candidates.get(index), self.placements.get(index))
        else {
            return Ok(Assigned::Yes);
        };
        let id = candidate.entry.file.id;
        let from = &candidate.entry.path;
        if self.steps.get(&index).is_some_and(|step| step.gives_way) {
            return Ok(Assigned::Yes);
        }
        match (&placement.decision.place, &placement.path) {
            (Place::Trash, _) => {
                let outcome = self.trash(&candidate.entry.file.owner);
                if outcome == Outcome::Trash {
                    self.places.vacate(from);
                }
                self.step(index, outcome, None);
            }
            (Place::At { rule, conflict }, Some(path)) => {
                let given = self.place(index, rule, *conflict, path.clone(), last)?;
                if matches!(given, Assigned::Later) {
                    return Ok(given);
                }
            }
            (Place::Stay | Place::At { .. }, _) => self.mark(index)?,
        }
        self.places.decided(&id);
        Ok(Assigned::Yes)
    }

    fn trash(&self, owner: &Actor) -> Outcome {
        if self.principal.may_remove(owner) {
            Outcome::Trash
        } else {
            Outcome::Skip("this role may not remove it".to_owned())
        }
    }

    /// Sets the outcome of a candidate.
    fn step(&mut self, index: usize, outcome: Outcome, remark: Option<String>) {
        let (Some(candidate), Some(placement)) =
            (self.candidates.get(index), self.placements.get(index))
        else {
            return;
        };
        let decision = &placement.decision;
        let rule = match outcome {
            Outcome::Mark => decision.marked_by,
            Outcome::Move(_) | Outcome::Trash | Outcome::Version(_) | Outcome::Skip(_) => {
                decision.rule
            }
        };
        let step = Step {
            id: candidate.entry.file.id,
            from: candidate.entry.path.clone(),
            outcome,
            rule: rule.unwrap_or_default().to_owned(),
            tags: decision.tags.clone(),
            note: decision.note.clone(),
            remark,
            gives_way: false,
        };
        self.steps.insert(index, step);
    }

    /// A file that keeps its path.
    fn mark(&mut self, index: usize) -> Result<()> {
        let (Some(candidate), Some(placement)) =
            (self.candidates.get(index), self.placements.get(index))
        else {
            return Ok(());
        };
        if placement.decision.tags.is_empty() && placement.decision.note.is_none() {
            return Ok(());
        }
        let outcome = match self.refusal(index, &candidate.entry.path)? {
            Some(why) => Outcome::Skip(why),
            None => Outcome::Mark,
        };
        self.step(index, outcome, None);
        Ok(())
    }

    /// Why a file must not be moved to this path and marked: the policy does not allow the name, or a
    /// retention rule or hold would no longer cover it.
    fn refusal(&self, index: usize, to: &VaultPath) -> Result<Option<String>> {
        let (Some(candidate), Some(placement)) =
            (self.candidates.get(index), self.placements.get(index))
        else {
            return Ok(None);
        };
        let Entry { path, file } = &candidate.entry;
        let admitted = (self.policy).admit_rename(path, to, file.current.file_type);
        if let Err(why) = admitted {
            return Ok(Some(why.reason));
        }
        let was = self.keeping.duty(self.view, path, file)?;
        if was.is_none() {
            return Ok(None);
        }
        let mut file = file.clone();
        file.tags.extend(placement.decision.tags.iter().cloned());
        if file.note.is_none() {
            file.note.clone_from(&placement.decision.note);
        }
        let lost = was.lost(&self.keeping.duty(self.view, to, &file)?);
        Ok(lost.map(|reason| reason.would_be_lost()))
    }

    fn skip(&mut self, index: usize, why: String) -> Assigned {
        self.step(index, Outcome::Skip(why), None);
        Assigned::Yes
    }

    fn go(&mut self, index: usize, to: VaultPath, remark: Option<String>) -> Result<()> {
        if let Some(why) = self.refusal(index, &to)? {
            self.step(index, Outcome::Skip(why), None);
            return Ok(());
        }
        if let Some(candidate) = self.candidates.get(index) {
            self.places.vacate(&candidate.entry.path);
        }
        self.places.assign(&to, index);
        self.step(index, Outcome::Move(to), remark);
        Ok(())
    }

    fn place(
        &mut self,
        index: usize,
        rule: &Rule,
        conflict: Conflict,
        path: VaultPath,
        last: bool,
    ) -> Result<Assigned> {
        let Some(candidate) = self.candidates.get(index) else {
            return Ok(Assigned::Yes);
        };
        let from = &candidate.entry.path;
        if path.key() == from.key() {
            self.mark(index)?;
            return Ok(Assigned::Yes);
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
                        self.go(index, free, None)?;
                        Assigned::Yes
                    }
                    None => self.skip(index, "no number is free".to_owned()),
                },
            );
        }
        match self.places.occupant(&path)? {
            Some(Occupant::Movable(_)) if !last => Ok(Assigned::Later),
            Some(Occupant::Movable(entry) | Occupant::Existing(entry)) => {
                self.resolve(index, rule, conflict, &path, Other::there(*entry))
            }
            Some(Occupant::Planned(step)) => match self.candidates.get(step) {
                Some(other) => {
                    let planned = Other::planned(step, &other.entry.file);
                    self.resolve(index, rule, conflict, &path, planned)
                }
                // A file that was moved out of the way is not moved again.
                None => self.rename(index, &path),
            },
            None => match self.places.blocked(&path)? {
                // The file in the way may still move.
                Some(_) if !last => Ok(Assigned::Later),
                Some(why) => Ok(self.skip(index, why)),
                None => {
                    self.go(index, path, None)?;
                    Ok(Assigned::Yes)
                }
            },
        }
    }
}

fn outside(path: &VaultPath) -> String {
    format!("{:?} is outside the key's scope", path.to_string_lossy())
}
