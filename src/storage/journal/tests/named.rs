//! Specific cases.

use super::*;

const A: FileId = FileId::new([1; 10]);
const B: FileId = FileId::new([2; 10]);

#[test]
fn a_change_is_not_taken_back_under_a_move() {
    let mut world = World::new();
    world.operation(1, |tables, op| add(tables, op, b"/a", A, 1));
    let tagged = world.operation(2, |tables, op| tag(tables, op, b"/a", "x"));
    let grown = world.operation(3, |tables, op| add(tables, op, b"/a", A, 2));
    let moved = world.operation(4, |tables, op| rename(tables, op, &[(b"/a", b"/b")]));
    let rows = world.rows();
    // The file is elsewhere: restoring the old row would duplicate it.
    assert!(!world.undo(grown));
    assert!(!world.undo(tagged));
    assert_eq!(world.rows(), rows);
    let removed = world.operation(5, |tables, op| trash(tables, op, b"/b"));
    assert!(!world.undo(moved));
    assert!(!world.undo(tagged));
    for number in [removed, moved, grown, tagged] {
        assert!(world.undo(number));
        world.check();
    }
    for number in [tagged, grown, moved, removed] {
        assert_eq!(world.redo(), number);
        world.check();
    }
    assert_eq!(world.next_redo(), None);
}

#[test]
fn undo_goes_on_past_a_branch_that_was_given_up() {
    let mut world = World::new();
    let empty = world.rows();
    let first = world.operation(1, |tables, op| add(tables, op, b"/a", A, 1));
    let before = world.rows();
    let second = world.operation(2, |tables, op| tag(tables, op, b"/a", "x"));
    assert!(world.undo(second));
    let third = world.operation(3, |tables, op| tag(tables, op, b"/a", "y"));
    assert_eq!(world.state(second), OperationState::Closed);
    assert_eq!(world.next_undo(), Some(third));
    assert!(world.undo(third));
    assert_eq!(world.rows(), before);
    // A closed operation is skipped: it has left nothing.
    assert_eq!(world.next_undo(), Some(first));
    assert!(world.undo(first));
    assert_eq!(world.rows_but_kept(first), empty);
    assert_eq!(world.kept(first), BTreeMap::from([(A, 1)]));
    assert_eq!(world.next_undo(), None);
    assert_eq!(world.redo(), first);
    assert_eq!(world.redo(), third);
    world.check();
}

#[test]
fn what_was_destroyed_does_not_come_back_past_a_branch_that_was_given_up() {
    let mut world = World::new();
    world.operation(1, |tables, op| add(tables, op, b"/a", A, 7));
    let tagged = world.operation(2, |tables, op| tag(tables, op, b"/a", "x"));
    let other = world.operation(3, |tables, op| add(tables, op, b"/b", B, 1));
    assert!(world.undo(other));
    let removed = world.operation(4, |tables, op| trash(tables, op, b"/a"));
    world.empty_trash(&[A]);
    for number in [1, tagged, other, removed] {
        assert_eq!(world.state(number), OperationState::Closed);
    }
    assert_eq!(world.next_undo(), None);
    world.check();
    // No bytes are left, except of what was undone.
    assert_eq!(world.kept(other), BTreeMap::from([(B, 1)]));
    assert_eq!(world.rows().len(), 1);
    world.empty_trash(&[B]);
    let view = world.view();
    assert_eq!(view.pieces().iter().unwrap().count(), 0);
    assert_eq!(view.contents().iter().unwrap().count(), 0);
    assert_eq!(view.changes().iter().unwrap().count(), 0);
}

#[test]
fn destroying_one_file_leaves_what_was_done_since() {
    let mut world = World::new();
    world.operation(1, |tables, op| add(tables, op, b"/a", A, 1));
    let removed = world.operation(2, |tables, op| trash(tables, op, b"/a"));
    let added = world.operation(3, |tables, op| add(tables, op, b"/b", B, 2));
    world.empty_trash(&[A]);
    assert_eq!(world.state(removed), OperationState::Closed);
    assert_eq!(world.next_undo(), Some(added));
    assert!(world.undo(added));
    assert_eq!(world.rows_but_kept(added), Rows::new());
    assert_eq!(world.kept(added), BTreeMap::from([(B, 2)]));
    assert_eq!(world.next_undo(), None);
    world.check();
}

#[test]
fn redo_does_not_build_on_what_can_no_longer_be_redone() {
    let mut world = World::new();
    world.operation(1, |tables, op| {
        add(tables, op, b"/b", B, 1)?;
        add(tables, op, b"/g", A, 2)
    });
    world.operation(2, |tables, op| trash(tables, op, b"/g"));
    let restored = world.operation(3, |tables, op| restore(tables, op, &A));
    let moved = world.operation(4, |tables, op| {
        rename(tables, op, &[(b"/b", b"/a"), (b"/g", b"/h")])
    });
    let tagged = world.operation(5, |tables, op| tag(tables, op, b"/a", "x"));
    for number in [tagged, moved, restored] {
        assert!(world.undo(number));
    }
    // The move goes with the file; without it, undoing the tag would duplicate the first file.
    world.empty_trash(&[A]);
    assert_eq!(world.next_redo(), None);
    assert_eq!(world.rows().len(), 1);
    world.check();
}

#[test]
fn two_files_can_take_each_others_places() {
    let mut world = World::new();
    world.operation(1, |tables, op| {
        add(tables, op, b"/a", A, 1)?;
        add(tables, op, b"/b", B, 2)
    });
    let before = world.rows();
    let swapped = world.operation(2, |tables, op| {
        rename(tables, op, &[(b"/a", b"/b"), (b"/b", b"/a")])
    });
    let after = world.rows();
    world.check();
    for _ in 0..3 {
        assert!(world.undo(swapped));
        assert_eq!(world.rows(), before);
        world.check();
        assert_eq!(world.redo(), swapped);
        assert_eq!(world.rows(), after);
        world.check();
    }
}

#[test]
fn one_operation_may_change_a_row_many_times() {
    let mut world = World::new();
    let number = world.operation(1, |tables, op| {
        for content in 1..8 {
            add(tables, op, b"/a", A, content)?;
        }
        rename(tables, op, &[(b"/a", b"/b")])?;
        trash(tables, op, b"/b")?;
        restore(tables, op, &A)?;
        rename(tables, op, &[(b"/b", b"/a")])
    });
    let after = world.rows();
    assert_eq!(after.len(), MAX_VERSIONS as usize);
    world.check();
    for _ in 0..2 {
        assert!(world.undo(number));
        assert_eq!(world.rows_but_kept(number), Rows::new());
        // The current version is the file, earlier ones are separate files.
        let kept = world.kept(number);
        assert_eq!(kept[&A], 7);
        assert_eq!(
            BTreeSet::from_iter(kept.into_values()),
            BTreeSet::from([5, 6, 7])
        );
        world.check();
        assert_eq!(world.redo(), number);
        assert_eq!(world.rows(), after);
        world.check();
    }
}

#[test]
fn an_operation_goes_on_in_another_transaction_unless_it_was_undone() {
    let mut world = World::new();
    let first = world.write(|tables| {
        let mut operation = begin(tables, &anna(), 1)?;
        add(tables, &mut operation, b"/a", A, 1)?;
        operation.count(1);
        operation.save(tables)?;
        Ok(operation)
    });
    let first = first.unwrap();
    let number = first.number;
    let first = world.write(|tables| {
        let mut operation = first.resume(tables)?.unwrap();
        add(tables, &mut operation, b"/b", B, 2)?;
        operation.count(1);
        operation.save(tables)?;
        Ok(operation)
    });
    let first = first.unwrap();
    assert_eq!(get(&world.view(), number).unwrap().unwrap().files, 2);
    assert!(world.undo(number));
    assert_eq!(world.rows_but_kept(number), Rows::new());
    assert_eq!(world.kept(number), BTreeMap::from([(A, 1), (B, 2)]));
    let resumed = world.write(|tables| first.resume(tables)).unwrap();
    assert!(resumed.is_none());
    assert_eq!(world.redo(), number);
    assert_eq!(world.rows().len(), 2);
    world.check();
}

#[test]
fn an_operation_that_changed_nothing_leaves_no_row() {
    let mut world = World::new();
    let number = world.operation(1, |_, _| Ok(()));
    assert!(get(&world.view(), number).unwrap().is_none());
    assert_eq!(world.next_undo(), None);
    assert_eq!(
        world.operation(2, |tables, op| add(tables, op, b"/a", A, 1)),
        number
    );
}

#[test]
fn what_is_old_expires_a_few_at_a_time() {
    let mut world = World::new();
    for time in 1..=40 {
        world.operation(time, |tables, op| {
            add(tables, op, b"/a", A, u64::try_from(time % 9).unwrap())
        });
    }
    let closed = |world: &World| {
        let closed: Vec<bool> = (1..=40)
            .map(|number| world.state(number) == OperationState::Closed)
            .collect();
        assert!(closed.is_sorted_by(|a, b| a >= b), "not the oldest");
        closed.iter().filter(|closed| **closed).count()
    };
    let expire_before = |world: &mut World, time| {
        world
            .write(|tables| expire(tables, Time::from_unix_nanos(time)))
            .unwrap();
    };
    for (before, expected) in [(11, 10), (11, 10), (31, 26), (31, 30), (31, 30), (99, 40)] {
        expire_before(&mut world, before);
        assert_eq!(closed(&world), expected);
        world.check();
    }
    assert_eq!(world.next_undo(), None);
    let number = world.operation(50, |tables, op| tag(tables, op, b"/a", "x"));
    assert_eq!((number, world.next_undo()), (41, Some(41)));
    expire_before(&mut world, 50);
    assert_eq!(world.next_undo(), Some(41));
}

#[test]
fn an_undone_version_is_in_the_trash_until_it_is_redone_or_destroyed() {
    let mut world = World::new();
    world.operation(1, |tables, op| add(tables, op, b"/a", A, 1));
    let before = world.rows();
    let grown = world.operation(2, |tables, op| add(tables, op, b"/a", A, 2));
    let after = world.rows();
    assert!(world.undo(grown));
    assert_eq!(world.rows_but_kept(grown), before);
    assert_eq!(Vec::from_iter(world.kept(grown).into_values()), [2]);
    world.check();
    assert_eq!(world.redo(), grown);
    assert_eq!(world.rows(), after);
    world.check();
    assert!(world.undo(grown));
    let kept = Vec::from_iter(world.kept(grown).into_keys());
    world.empty_trash(&kept);
    // The redo would bring it back.
    assert_eq!(world.state(grown), OperationState::Closed);
    assert_eq!(world.next_redo(), None);
    assert_eq!(world.view().contents().iter().unwrap().count(), 1);
    world.check();
}

#[test]
fn nobody_redoes_what_the_undo_of_another_has_taken_the_ground_from() {
    let mut world = World::new();
    let added = world.operation_of(&bob(), 1, |tables, op| add(tables, op, b"/a", A, 1));
    let tagged = world.operation(2, |tables, op| tag(tables, op, b"/a", "x"));
    let after = world.rows();
    assert!(world.undo(tagged));
    assert!(world.undo_by(added, &bob()));
    // The tag would duplicate the file in the trash.
    assert_eq!(world.next_redo(), Some(tagged));
    assert!(!world.redo_of(tagged));
    world.check();
    assert!(world.redo_of(added));
    assert!(world.redo_of(tagged));
    assert_eq!(world.rows(), after);
    world.check();
}
