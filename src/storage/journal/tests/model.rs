//! Arbitrary operations against a model that knows nothing of how a change is saved: it keeps the
//! rows before and after each operation, and puts the ones or the others back.

use std::collections::BTreeSet;

use super::shape::{Seen, Shape, Step};
use super::*;

struct Done {
    time: i64,
    /// What was and what is, of each row that the operation has changed.
    rows: BTreeMap<Slot, (Option<Vec<u8>>, Option<Vec<u8>>)>,
    state: OperationState,
    /// When it was undone.
    order: u64,
}

impl Done {
    fn mentions(&self, ids: &[FileId]) -> bool {
        self.rows.iter().any(|(slot, (before, after))| {
            let id = match slot {
                Slot::Trash(id) | Slot::Version(id, _) => Some(*id),
                Slot::Path(_) => before
                    .as_ref()
                    .or(after.as_ref())
                    .map(|bytes| FileRecord::from_bytes(bytes).unwrap().id),
            };
            id.is_some_and(|id| ids.contains(&id))
        })
    }
}

#[derive(Default)]
struct Model {
    rows: Rows,
    operations: BTreeMap<u64, Done>,
    orders: u64,
    first_open: u64,
}

impl Model {
    fn set(&mut self, slot: &Slot, value: Option<Vec<u8>>) {
        match value {
            Some(value) => _ = self.rows.insert(slot.clone(), value),
            None => _ = self.rows.remove(slot),
        }
    }

    /// Notes that an operation has made `after` of the rows.
    fn done(&mut self, number: u64, time: i64, after: Rows) {
        self.close_undone();
        let slots: BTreeSet<Slot> = self.rows.keys().chain(after.keys()).cloned().collect();
        let mut rows = BTreeMap::new();
        for slot in slots {
            let change = (self.rows.get(&slot).cloned(), after.get(&slot).cloned());
            if change.0 != change.1 {
                rows.insert(slot, change);
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
            rows,
            state: OperationState::Done,
            order: 0,
        };
        self.operations.insert(number, done);
    }

    fn next_undo(&self) -> Option<u64> {
        let done = |(_, done): &(&u64, &Done)| done.state == OperationState::Done;
        self.operations
            .iter()
            .rev()
            .find(done)
            .map(|(number, _)| *number)
    }

    fn next_redo(&self) -> Option<u64> {
        let undone = self
            .operations
            .iter()
            .filter(|(_, done)| done.state == OperationState::Undone);
        undone
            .max_by_key(|(_, done)| done.order)
            .map(|(number, _)| *number)
    }

    /// Whether every row is as the operation left it; then it is taken back.
    fn undo(&mut self, number: u64) -> bool {
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
        }
        as_left
    }

    fn redo(&mut self, number: u64) {
        for (slot, (before, after)) in self.operations[&number].rows.clone() {
            assert_eq!(self.rows.get(&slot), before.as_ref());
            self.set(&slot, after);
        }
        self.operations.get_mut(&number).unwrap().state = OperationState::Done;
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
            Slot::Path(_) => true,
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
            Slot::Trash(_) | Slot::Version(..) => None,
        };
        self.rows.keys().filter_map(path).collect()
    }

    fn trashed(&self) -> Vec<TrashRecord> {
        let record = |(slot, bytes): (&Slot, &Vec<u8>)| match slot {
            Slot::Trash(_) => Some(TrashRecord::from_bytes(bytes).unwrap()),
            Slot::Path(_) | Slot::Version(..) => None,
        };
        self.rows.iter().filter_map(record).collect()
    }
}

/// Some of `from`, at least one of them where there is any.
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

/// A change of the kind that commands make.
fn change(shape: &Shape, dice: &mut Dice) -> Vec<Step> {
    let taken: Vec<Vec<u8>> = shape.live.keys().cloned().collect();
    let is_free = |path: &Vec<u8>| !shape.live.contains_key(path);
    match dice.below(12) {
        0..5 => some(dice, &places(), 4)
            .into_iter()
            .map(|path| {
                let id = FileId::new(dice.bytes(10).try_into().unwrap());
                Step::Add(path, id, dice.next() % CONTENTS)
            })
            .collect(),
        5 | 6 => {
            let from = some(dice, &taken, 3);
            // Into each other's places, now and then.
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
    assert_eq!(world.next_undo(), model.next_undo());
    assert_eq!(next_redo(&world.view()).unwrap(), model.next_redo());
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

fn run(steps: usize, dice: &mut Dice) {
    let mut world = World::new();
    let mut model = Model::default();
    let mut undone = [0, 0];
    for step in 0..steps {
        let time = i64::try_from(step).unwrap();
        match dice.below(20) {
            0..10 => {
                let mut shape = Shape::of(&world);
                let steps = change(&shape, dice);
                let number = world.operation(time, |tables, op| {
                    steps.iter().try_for_each(|s| s.run(tables, op))
                });
                println!("{step}: operation {number}: {steps:?}");
                steps.iter().for_each(|step| shape.apply(step));
                assert_eq!(Shape::of(&world), shape);
                model.done(number, time, world.rows());
            }
            10..14 => {
                if let Some(number) = model.next_undo() {
                    println!("{step}: undo {number}");
                    // It can be refused, where an older one was taken back in between.
                    assert_eq!(world.undo(number), model.undo(number));
                }
            }
            14..16 => {
                if let Some(number) = model.next_redo() {
                    println!("{step}: redo {number}");
                    assert_eq!(world.redo(), number);
                    model.redo(number);
                }
            }
            16..18 => {
                let done = model.operations.iter();
                let done = done.filter(|(_, done)| done.state == OperationState::Done);
                let done: Vec<u64> = done.map(|(number, _)| *number).collect();
                if let Some(number) = dice.pick(&done) {
                    let could = model.undo(*number);
                    println!("{step}: undo {number} of several: {could}");
                    assert_eq!(world.undo(*number), could);
                    undone[usize::from(could)] += 1;
                }
            }
            18 => {
                let ids: Vec<FileId> = model.trashed().iter().map(|t| t.file.id).collect();
                let ids = some(dice, &ids, 3);
                println!("{step}: destroy {ids:?}");
                world.empty_trash(&ids);
                model.empty_trash(&ids);
            }
            _ => {
                let before = time - 30 - i64::try_from(dice.below(60)).unwrap();
                println!("{step}: expire before {before}");
                world
                    .write(|t| expire(t, Time::from_unix_nanos(before)))
                    .unwrap();
                model.expire(before);
            }
        }
        compare(&world, &model);
    }
    println!(
        "undone of several: {} refused, {} done",
        undone[0], undone[1]
    );
    // In the end everything is destroyed, and nothing is left.
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
