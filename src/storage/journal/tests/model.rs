//! Random operations against a model that is independent of how changes are saved: it keeps the
//! rows before and after each operation, and restores either. It adopts what an undo moves to the
//! trash, if that content is nowhere else.

use super::shape::{Seen, Shape, Step, Trail};
use super::*;

struct Done {
    time: i64,
    by: Actor,
    /// The value before and after, of each row changed by the operation.
    rows: BTreeMap<Slot, (Option<Vec<u8>>, Option<Vec<u8>>)>,
    /// Names of the contents of pruned versions.
    pruned: BTreeSet<u64>,
    state: OperationState,
    /// When it was undone, and by whom.
    order: u64,
    undone_by: Option<Actor>,
    /// Files moved to the trash by the undo.
    kept: Vec<FileId>,
}

impl Done {
    fn mentions(&self, ids: &[FileId]) -> bool {
        let is_undone = self.state == OperationState::Undone;
        if is_undone && self.kept.iter().any(|id| ids.contains(id)) {
            return true;
        }
        self.rows.iter().any(|(slot, (before, after))| {
            let id = match slot {
                Slot::Trash(id) | Slot::Version(id, _) => Some(*id),
                Slot::Folder(_) | Slot::Policy(_) => None,
                Slot::Path(_) => before
                    .as_ref()
                    .or(after.as_ref())
                    .map(|bytes| FileRecord::from_bytes(bytes).unwrap().id),
            };
            id.is_some_and(|id| ids.contains(&id))
        })
    }

    /// The contents in its rows before or after it, and in how many rows each is.
    fn contents(&self, after: bool) -> BTreeMap<u64, usize> {
        let rows = self.rows.iter();
        let rows = rows.filter_map(|(slot, row)| {
            let bytes = if after {
                row.1.as_ref()
            } else {
                row.0.as_ref()
            };
            bytes.and_then(|bytes| files::names(slot, bytes).unwrap().0)
        });
        let mut counts = BTreeMap::new();
        for content in rows {
            *counts.entry(content).or_default() += 1;
        }
        counts
    }
}

#[derive(Default)]
struct Model {
    rows: Rows,
    operations: BTreeMap<u64, Done>,
    orders: u64,
    first_open: u64,
    /// Names of the contents that were added and not destroyed.
    owed: BTreeSet<u64>,
}

impl Model {
    fn set(&mut self, slot: &Slot, value: Option<Vec<u8>>) {
        match value {
            Some(value) => _ = self.rows.insert(slot.clone(), value),
            None => _ = self.rows.remove(slot),
        }
    }

    /// Records that an operation has changed the rows to `after`. It has also touched those of
    /// `trail`.
    fn done(&mut self, number: u64, (by, time): (&Actor, i64), trail: &Trail, after: Rows) {
        self.close_undone();
        let slots: BTreeSet<Slot> = self.rows.keys().chain(after.keys()).cloned().collect();
        let mut rows = BTreeMap::new();
        for slot in slots.union(&trail.touched) {
            let change = (self.rows.get(slot).cloned(), after.get(slot).cloned());
            if change.0 != change.1 || trail.touched.contains(slot) {
                rows.insert(slot.clone(), change);
            }
        }
        self.rows = after;
        if rows.is_empty() {
            return;
        }
        assert_eq!(
            Some(number),
            self.operations
                .keys()
                .max()
                .map_or(Some(1), |n| Some(n + 1))
        );
        let done = Done {
            time,
            by: by.clone(),
            rows,
            pruned: trail.pruned.clone(),
            state: OperationState::Done,
            order: 0,
            undone_by: None,
            kept: Vec::new(),
        };
        self.operations.insert(number, done);
    }

    fn next_undo(&self, by: &Actor) -> Option<u64> {
        let done = |(_, done): &(&u64, &Done)| done.state == OperationState::Done && done.by == *by;
        self.operations
            .iter()
            .rev()
            .find(done)
            .map(|(number, _)| *number)
    }

    fn next_redo(&self, by: &Actor) -> Option<u64> {
        let undone = self.operations.iter().filter(|(_, done)| {
            done.state == OperationState::Undone
                && (done.by == *by || done.undone_by.as_ref() == Some(by))
        });
        undone
            .max_by_key(|(_, done)| done.order)
            .map(|(number, _)| *number)
    }

    /// Undoes the operation if every row is as it left it; returns whether it did.
    fn undo(&mut self, number: u64, by: &Actor) -> bool {
        let rows = self.operations[&number].rows.clone();
        let as_left = rows
            .iter()
            .all(|(slot, (_, after))| self.rows.get(slot) == after.as_ref());
        if as_left {
            for (slot, (before, _)) in rows {
                self.set(&slot, before);
            }
            self.orders += 1;
            let done = self.operations.get_mut(&number).unwrap();
            (done.state, done.order) = (OperationState::Undone, self.orders);
            done.undone_by = Some(by.clone());
        }
        as_left
    }

    /// Adopts files moved to the trash by an undo: only contents that it removed elsewhere.
    fn adopt(&mut self, number: u64, rows: &Rows) {
        let done = self.operations.get_mut(&number).unwrap();
        let (mut taken, back) = (done.contents(true), done.contents(false));
        done.kept.clear();
        for (slot, bytes) in rows {
            if self.rows.contains_key(slot) {
                continue;
            }
            let Slot::Trash(id) = slot else {
                panic!("an undo has made {slot:?}");
            };
            let kept = TrashRecord::from_bytes(bytes).unwrap();
            assert_eq!(kept.file.id, *id);
            assert_eq!(kept.file.operation, number);
            assert_eq!(Some(&kept.deleted_by), done.undone_by.as_ref());
            let content = kept.file.current.content;
            // As many files as the undo left without it, at most.
            let rows = taken.get_mut(&content).unwrap();
            assert!(*rows > back.get(&content).copied().unwrap_or_default());
            *rows -= 1;
            self.rows.insert(slot.clone(), bytes.clone());
            done.kept.push(*id);
        }
    }

    /// Redoes the operation unless one that was undone later has to be redone first; returns
    /// whether it did.
    fn redo(&mut self, number: u64) -> bool {
        let done = &self.operations[&number];
        let (rows, kept) = (done.rows.clone(), done.kept.clone());
        let is_first = self.operations.values().all(|other| {
            other.state != OperationState::Undone
                || other.order <= done.order
                || other.rows.keys().all(|slot| !rows.contains_key(slot))
        });
        if is_first {
            for id in kept {
                assert!(self.rows.remove(&Slot::Trash(id)).is_some());
            }
            for (slot, (before, after)) in rows {
                assert_eq!(self.rows.get(&slot), before.as_ref());
                self.set(&slot, after);
            }
            self.operations.get_mut(&number).unwrap().state = OperationState::Done;
        }
        is_first
    }

    /// Checks that every content is somewhere, except those in `gone`.
    fn settle(&mut self, world: &World, gone: &BTreeSet<u64>) {
        let there = Shape::of(world).contents();
        self.owed
            .retain(|content| there.contains(content) || !gone.contains(content));
        let lost: Vec<&u64> = self.owed.difference(&there).collect();
        assert!(lost.is_empty(), "contents {lost:?} are nowhere");
        self.owed.extend(there);
    }

    fn close_undone(&mut self) {
        for done in self.operations.values_mut() {
            if done.state == OperationState::Undone {
                done.state = OperationState::Closed;
            }
        }
    }

    fn empty_trash(&mut self, ids: &[FileId]) {
        let open = |done: &Done| done.state != OperationState::Closed;
        let newest = self
            .operations
            .iter()
            .rev()
            .find(|(_, done)| open(done) && done.mentions(ids))
            .map_or(0, |(number, _)| *number);
        if self
            .operations
            .range(..=newest)
            .any(|(_, d)| d.state == OperationState::Undone)
        {
            self.close_undone();
        }
        for done in self.operations.range_mut(..=newest) {
            done.1.state = OperationState::Closed;
        }
        self.first_open = self.first_open.max(newest + 1);
        self.rows.retain(|slot, _| match slot {
            Slot::Trash(id) | Slot::Version(id, _) => !ids.contains(id),
            Slot::Path(_) | Slot::Folder(_) | Slot::Policy(_) => true,
        });
    }

    fn expire(&mut self, before: i64) {
        let last = self.operations.keys().max().copied().unwrap_or(0);
        let first = self.first_open.max(1);
        for number in first..first + 16 {
            match self.operations.get_mut(&number) {
                None if number > last => return,
                Some(done) if done.state != OperationState::Closed => {
                    if done.time >= before {
                        return;
                    }
                    let undone = done.state == OperationState::Undone;
                    done.state = OperationState::Closed;
                    if undone {
                        self.close_undone();
                    }
                }
                _ => {}
            }
            self.first_open = number + 1;
        }
    }

    fn paths(&self) -> Vec<Vec<u8>> {
        let path = |slot: &Slot| match slot {
            Slot::Path(path) => Some(path.clone()),
            Slot::Trash(_) | Slot::Version(..) | Slot::Folder(_) | Slot::Policy(_) => None,
        };
        self.rows.keys().filter_map(path).collect()
    }
}

/// Some of `from`, at least one if there are any.
fn some<T: Clone>(dice: &mut Dice, from: &[T], most: usize) -> Vec<T> {
    let mut left = from.to_vec();
    let mut some = Vec::new();
    for _ in 0..=dice.below(most) {
        if !left.is_empty() {
            some.push(left.swap_remove(dice.below(left.len())));
        }
    }
    some
}

fn places() -> Vec<Vec<u8>> {
    (0..14)
        .map(|n| format!("/f{}/Name{n}", n % 3).into_bytes())
        .collect()
}

/// A change like those of commands.
fn change(shape: &Shape, dice: &mut Dice) -> Vec<Step> {
    let taken: Vec<Vec<u8>> = shape.live.keys().cloned().collect();
    let is_free = |path: &Vec<u8>| !shape.live.contains_key(path);
    match dice.below(12) {
        0..5 => {
            let mut paths = some(dice, &places(), 4);
            for _ in 0..dice.below(6).saturating_sub(3) {
                paths.push(paths[0].clone());
            }
            let add = |path| {
                let id = FileId::new(dice.bytes(10).try_into().unwrap());
                let most = if dice.once_in(2) { SHARED } else { CONTENTS };
                Step::Add(path, id, dice.next() % most)
            };
            paths.into_iter().map(add).collect()
        }
        5 | 6 => {
            let from = some(dice, &taken, 3);
            // Occasionally into each other's paths.
            let mut to: Vec<Vec<u8>> = places().into_iter().filter(is_free).collect();
            to.extend_from_slice(&from);
            let take = |from| (from, to.swap_remove(dice.below(to.len())));
            vec![Step::Rename(from.into_iter().map(take).collect())]
        }
        7 | 8 => some(dice, &taken, 3).into_iter().map(Step::Trash).collect(),
        9 => {
            let trashed: Vec<(Vec<u8>, Seen)> = shape.trash.values().cloned().collect();
            let mut used = BTreeSet::new();
            some(dice, &trashed, 3)
                .into_iter()
                .filter(|(path, _)| is_free(path) && used.insert(path.clone()))
                .map(|(_, file)| Step::Restore(file.id))
                .collect()
        }
        10 => some(dice, &taken, 3)
            .into_iter()
            .map(|path| Step::Tag(path, format!("t{}", dice.below(5))))
            .collect(),
        _ => Vec::new(),
    }
}

fn compare(world: &World, model: &Model) {
    assert!(world.rows() == model.rows, "other rows than the model has");
    for by in [anna(), bob()] {
        let view = world.view();
        assert_eq!(
            next_undo(&view, &by, |_| true).unwrap(),
            model.next_undo(&by)
        );
        assert_eq!(
            next_redo(&view, &by, |_| true).unwrap(),
            model.next_redo(&by)
        );
    }
    for row in newest_first(&world.view()).unwrap() {
        let (number, record) = row.unwrap();
        assert_eq!(
            record.state, model.operations[&number].state,
            "operation {number}"
        );
    }
    assert_eq!(
        newest_first(&world.view()).unwrap().count(),
        model.operations.len()
    );
    world.check();
}

/// Steps of one operation: occasionally of several kinds.
fn planned(world: &World, dice: &mut Dice) -> (Vec<Step>, Shape, Trail) {
    let (mut shape, mut trail) = (Shape::of(world), Trail::default());
    let mut steps = Vec::new();
    for _ in 0..=dice.below(6).saturating_sub(3) {
        let more = change(&shape, dice);
        more.iter().for_each(|step| shape.apply(step, &mut trail));
        steps.extend(more);
    }
    (steps, shape, trail)
}

struct Run {
    world: World,
    model: Model,
    /// How many undos of older operations were refused, and succeeded.
    undone: [usize; 2],
    /// How many redos were refused, and succeeded.
    redone: [usize; 2],
}

impl Run {
    fn operate(&mut self, by: &Actor, time: i64, dice: &mut Dice) {
        let (steps, shape, trail) = planned(&self.world, dice);
        let number = self.world.operation_of(by, time, |tables, op| {
            steps.iter().try_for_each(|s| s.run(tables, op))
        });
        println!("{time}: operation {number} of {by}: {steps:?}");
        assert_eq!(Shape::of(&self.world), shape);
        let rows = self.world.rows();
        self.model.done(number, (by, time), &trail, rows);
        self.model.settle(&self.world, &trail.pruned);
    }

    fn undo(&mut self, by: &Actor, number: u64) -> bool {
        let could = self.model.undo(number, by);
        println!("undo {number} by {by}: {could}");
        assert_eq!(self.world.undo_by(number, by), could);
        if could {
            self.model.adopt(number, &self.world.rows());
        }
        self.model.settle(&self.world, &BTreeSet::new());
        could
    }

    fn redo(&mut self, number: u64) {
        let could = self.model.redo(number);
        println!("redo {number}: {could}");
        assert_eq!(self.world.redo_of(number), could);
        self.redone[usize::from(could)] += 1;
        let pruned = if could {
            self.model.operations[&number].pruned.clone()
        } else {
            BTreeSet::new()
        };
        self.model.settle(&self.world, &pruned);
    }

    fn destroy(&mut self, dice: &mut Dice) {
        let trash = Shape::of(&self.world).trash;
        let ids: Vec<FileId> = trash.keys().copied().collect();
        let ids = some(dice, &ids, 3);
        println!("destroy {ids:?}");
        self.world.empty_trash(&ids);
        self.model.empty_trash(&ids);
        let gone = ids.iter().flat_map(|id| trash[id].1.contents());
        let left = Shape::of(&self.world).contents();
        let gone = gone.filter(|content| !left.contains(content)).collect();
        self.model.settle(&self.world, &gone);
    }

    fn step(&mut self, time: i64, dice: &mut Dice) {
        let by = if dice.once_in(3) { bob() } else { anna() };
        match dice.below(20) {
            0..9 => self.operate(&by, time, dice),
            9..12 => {
                // It can be refused if an older one was undone in between.
                if let Some(number) = self.model.next_undo(&by) {
                    self.undo(&by, number);
                }
            }
            12..15 => {
                if let Some(number) = self.model.next_redo(&by) {
                    self.redo(number);
                }
            }
            15..18 => {
                let done = self.model.operations.iter();
                let done = done.filter(|(_, done)| done.state == OperationState::Done);
                let done: Vec<u64> = done.map(|(number, _)| *number).collect();
                if let Some(number) = dice.pick(&done) {
                    let could = self.undo(&by, *number);
                    self.undone[usize::from(could)] += 1;
                }
            }
            18 => self.destroy(dice),
            _ => {
                let before = time - 30 - i64::try_from(dice.below(60)).unwrap();
                println!("expire before {before}");
                let expired = |t: &mut Tables<'_>| expire(t, Time::from_unix_nanos(before));
                self.world.write(expired).unwrap();
                self.model.expire(before);
                self.model.settle(&self.world, &BTreeSet::new());
            }
        }
        compare(&self.world, &self.model);
    }
}

fn run(steps: usize, dice: &mut Dice) {
    let mut run = Run {
        world: World::new(),
        model: Model::default(),
        undone: [0, 0],
        redone: [0, 0],
    };
    for step in 0..steps {
        run.step(i64::try_from(step).unwrap(), dice);
    }
    let Run {
        mut world,
        model,
        undone,
        redone,
    } = run;
    println!("refused and done: undo of any {undone:?}, redo {redone:?}");
    // At the end everything is destroyed, and nothing is left.
    let taken = model.paths();
    let last = i64::try_from(steps).unwrap();
    world.operation(last, |tables, op| {
        taken.iter().try_for_each(|path| trash(tables, op, path))
    });
    let ids: Vec<FileId> = Shape::of(&world).trash.keys().copied().collect();
    world.empty_trash(&ids);
    world
        .write(|t| close_through(t, Some(Time::MAX), |_| false))
        .unwrap();
    world.check();
    assert_eq!(world.view().pieces().iter().unwrap().count(), 0);
    assert_eq!(world.view().ids().iter().unwrap().count(), 0);
    assert_eq!(world.view().names().iter().unwrap().count(), 0);
}

#[test]
fn every_sequence_of_operations_agrees_with_the_model() {
    let mut dice = Dice::seeded("every_sequence_of_operations_agrees_with_the_model");
    for _ in 0..6 {
        run(200, &mut dice);
    }
}
