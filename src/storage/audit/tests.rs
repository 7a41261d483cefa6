//! The chain: it verifies, and every modification is found with the number of the row.

use super::chain::{MISSING, NO_FIELDS, OTHER, OTHER_FIELDS, Walk};
use super::*;
use crate::domain::detail::{Detail, Unit};
use crate::domain::done::Done;
use crate::domain::id::{Actor, UserId};
use crate::domain::time::Time;
use crate::storage::database::{Intent, Store};
use crate::storage::tests::vault::{Vault, write};

/// Rows of a log in these tests.
const ROWS: u64 = 12;

/// A user with this number, every second time through an API key.
fn actor(number: u64) -> Actor {
    let [last, ..] = number.to_le_bytes();
    Actor {
        user: UserId::new([last; 10]),
        key: number.is_multiple_of(2).then(|| format!("k{number}")),
    }
}

fn event(number: u64) -> AuditEvent {
    AuditEvent {
        time: Time::from_unix_nanos(i64::try_from(number).unwrap() * 1000),
        event: Event::ALL[usize::try_from(number).unwrap() % Event::ALL.len()],
        actor: (!number.is_multiple_of(4)).then(|| actor(number)),
        principal: format!("user{number}"),
        user: number.is_multiple_of(5).then(|| "anna".to_owned()),
        source: "local".into(),
        target: number.is_multiple_of(2).then(|| vec![0xff, b'\n', b'|']),
        outcome: Outcome::ALL[usize::try_from(number).unwrap() % 3],
        detail: number
            .is_multiple_of(3)
            .then(|| Unit::Files.count(2000).into()),
        done: Done::default(),
    }
}

/// A stored row and its fields.
type Pair = (Vec<u8>, Vec<u8>);

struct Log {
    store: Store,
    _vault: Vault,
}

impl Log {
    fn new() -> Self {
        let vault = Vault::new();
        let mut log = Self {
            store: vault.open(Intent::Write),
            _vault: vault,
        };
        log.change(|tables| (1..=ROWS).try_for_each(|number| append(tables, &event(number))));
        log
    }

    fn change(&mut self, change: impl FnOnce(&mut Tables<'_>) -> Result<()>) {
        write(&mut self.store, change).unwrap();
    }

    fn head(&self) -> Head {
        head(&self.store.read().unwrap()).unwrap()
    }

    fn row(&self, number: u64) -> Pair {
        let view = self.store.read().unwrap();
        let row = rows(&view, number..=number).unwrap().next().unwrap();
        let row = row.unwrap();
        (row.row().to_vec(), row.fields().unwrap().to_vec())
    }

    fn set(&mut self, number: u64, pair: Option<&Pair>) {
        self.change(|tables| {
            match pair {
                Some((row, fields)) => insert(tables, number, row, fields)?,
                None => {
                    tables.audit.remove(number)?;
                    tables.audit_fields.remove(number)?;
                    tables.audit_targets.retain(|(_, of), ()| of != number)?;
                }
            }
            Ok(())
        });
    }

    fn walk(&self, note: Option<&Head>) -> Walk {
        walk(&self.store.read().unwrap(), note).unwrap()
    }

    #[track_caller]
    fn assert_broken_at(&self, number: u64, why: &str) {
        assert_eq!(self.walk(None).broken, Some((number, why)));
    }

    /// Asserts that `number` is the first invalid row, and that the rows before it are valid.
    #[track_caller]
    fn assert_broken(&self, number: u64, why: &str) {
        let walk = self.walk(None);
        assert_eq!(walk.broken, Some((number, why)));
        assert_eq!(walk.head.count, number - 1);
    }
}

#[test]
fn the_chain_holds_and_gives_what_was_recorded() {
    let log = Log::new();
    let walk = log.walk(None);
    assert_eq!(walk.broken, None);
    assert_eq!(walk.head, log.head());
    assert_eq!(walk.head.count, ROWS);
    let view = log.store.read().unwrap();
    let rows: Vec<(u64, Entry)> = from(&view, 3).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.len() as u64, ROWS - 2);
    for ((number, is), expected) in rows.into_iter().zip(3..) {
        assert_eq!((number, is.event), (expected, event(expected)));
        assert!(!is.removed.any());
    }
    assert!(passes_through(&view, &walk.head.chain).unwrap());
    assert!(!passes_through(&view, &[0; 32]).unwrap());
}

#[test]
fn an_empty_log_holds() {
    let vault = Vault::new();
    let view = vault.open(Intent::Read).read().unwrap();
    let walk = walk(&view, None).unwrap();
    let empty = Head {
        count: 0,
        chain: [0; 32],
    };
    assert_eq!((walk.broken, walk.head), (None, empty));
    assert!(super::walk(&view, Some(&empty)).unwrap().broken.is_none());
}

#[test]
fn an_edited_row_is_found() {
    for number in 1..=ROWS {
        let mut log = Log::new();
        let pair = log.row(number);
        for byte in [0, 31, 33, pair.0.len() / 2, pair.0.len() - 1] {
            let mut edited = pair.clone();
            edited.0[byte] ^= 1;
            log.set(number, Some(&edited));
            log.assert_broken(number, OTHER);
        }
        for byte in [0, 1, 10, pair.1.len() / 2, pair.1.len() - 1] {
            let mut edited = pair.clone();
            edited.1[byte] ^= 1;
            log.set(number, Some(&edited));
            log.assert_broken(number, OTHER_FIELDS);
        }
        log.set(number, Some(&pair));
        assert!(log.walk(None).broken.is_none());
    }
}

#[test]
fn an_edited_row_with_a_chain_value_of_its_own_is_found() {
    let mut log = Log::new();
    let before = log.row(4).0[..32].try_into().unwrap();
    let forged = |key: [u8; 32]| {
        let key = AuditKey::new(key);
        let (fields, commitment) = fields::commit(&key, &event(9)).unwrap();
        let record = AuditRecord {
            time: event(9).time,
            actor: event(9).actor,
            event: event(9).event.code(),
            outcome: 0,
            effects: Vec::new(),
            commitment,
        };
        let record = record.to_bytes().unwrap();
        let mut row = key.link(&before, 5, &record).to_vec();
        row.extend_from_slice(&record);
        (row, fields.to_bytes().unwrap())
    };
    // Without the key, only another chain is possible.
    for key in [[0; 32], [8; 32]] {
        log.set(5, Some(&forged(key)));
        log.assert_broken(5, OTHER);
    }
    // With the key it would be valid at its place, and break the next row.
    log.set(5, Some(&forged([9; 32])));
    log.assert_broken(6, OTHER);
}

#[test]
fn a_removed_row_is_found() {
    for number in 1..ROWS {
        let mut log = Log::new();
        log.set(number, None);
        log.assert_broken(number, MISSING);
        // Nor does it help to close the gap.
        for later in number + 1..=ROWS {
            let row = log.row(later);
            log.set(later - 1, Some(&row));
        }
        log.set(ROWS, None);
        log.assert_broken(number, OTHER);
    }
}

#[test]
fn an_inserted_row_is_found() {
    for number in 1..=ROWS {
        let mut log = Log::new();
        let copy = log.row(3);
        for later in (number..=ROWS).rev() {
            let row = log.row(later);
            log.set(later + 1, Some(&row));
        }
        log.set(number, Some(&copy));
        // A copy of the next row is valid; then the following one is not.
        let first = if number == 3 { 4 } else { number };
        log.assert_broken(first, OTHER);
    }
    let mut log = Log::new();
    let copy = log.row(ROWS);
    log.set(ROWS + 1, Some(&copy));
    log.assert_broken(ROWS + 1, OTHER);
    log.set(ROWS + 1, None);
    log.set(ROWS + 5, Some(&copy));
    log.assert_broken(ROWS + 1, MISSING);
    log.set(ROWS + 5, None);
    log.set(0, Some(&copy));
    log.assert_broken(1, MISSING);
}

#[test]
fn swapped_rows_are_found() {
    for (one, other) in [(1, 2), (1, ROWS), (4, 9), (ROWS - 1, ROWS)] {
        let mut log = Log::new();
        let rows = (log.row(one), log.row(other));
        log.set(one, Some(&rows.1));
        log.set(other, Some(&rows.0));
        log.assert_broken(one, OTHER);
    }
}

#[test]
fn a_cut_tail_is_found_with_a_noted_head() {
    let mut log = Log::new();
    let note = log.head();
    assert!(log.walk(Some(&note)).broken.is_none());
    for number in (1..=ROWS).rev() {
        log.set(number, None);
        // Alone, the rest is valid.
        let walk = log.walk(None);
        assert_eq!((walk.broken, walk.head.count), (None, number - 1));
        let why = "the log ends before the row of the given head";
        assert_eq!(log.walk(Some(&note)).broken, Some((number, why)));
    }
}

#[test]
fn a_tail_that_was_written_anew_is_found_with_a_noted_head() {
    let mut log = Log::new();
    let note = log.head();
    for number in 9..=ROWS {
        log.set(number, None);
    }
    // By the program itself, on an older copy of the vault.
    log.change(|tables| (20..30).try_for_each(|number| append(tables, &event(number))));
    assert!(log.walk(None).broken.is_none());
    let why = "the row is not the one of the given head";
    assert_eq!(log.walk(Some(&note)).broken, Some((ROWS, why)));
    // An earlier note, from before the fork, is valid.
    let view = log.store.read().unwrap();
    let early = Head {
        count: 8,
        chain: log.row(8).0[..32].try_into().unwrap(),
    };
    assert!(walk(&view, Some(&early)).unwrap().broken.is_none());
}

#[test]
fn what_is_no_row_is_damage() {
    let mut log = Log::new();
    let (row, fields) = log.row(5);
    log.set(5, Some(&(b"short".to_vec(), fields.clone())));
    let view = log.store.read().unwrap();
    assert!(matches!(walk(&view, None), Err(StorageError::Damaged(_))));
    drop(view);
    // Unknown codes, and invalid fields.
    let mut unknown = AuditRecord::from_bytes(&row[32..]).unwrap();
    unknown.event = 9999;
    let unknown = [&row[..32], &unknown.to_bytes().unwrap()].concat();
    for pair in [(unknown, fields), (row, vec![1, 9])] {
        log.set(5, Some(&pair));
        let view = log.store.read().unwrap();
        let mut rows = from(&view, 5).unwrap();
        assert!(matches!(rows.next(), Some(Err(StorageError::Damaged(_)))));
    }
    assert!(by_number(1, 2).is_ok() && by_number(1, 3).is_err());
}

#[test]
fn fields_that_are_missing_moved_or_of_no_row_are_found() {
    for number in 1..=ROWS {
        let mut log = Log::new();
        log.change(|tables| {
            tables.audit_fields.remove(number)?;
            Ok(())
        });
        log.assert_broken(number, NO_FIELDS);
        let view = log.store.read().unwrap();
        let text = from(&view, number).unwrap().next().unwrap().unwrap_err();
        assert!(
            text.to_string().contains(&format!("row {number} ")),
            "{text}"
        );
    }
    let mut log = Log::new();
    let (row, fields) = log.row(3);
    let other = log.row(4).1;
    log.set(3, Some(&(row.clone(), other)));
    log.assert_broken(3, OTHER_FIELDS);
    log.set(3, Some(&(row, fields.clone())));
    for number in [0, ROWS + 1] {
        log.change(|tables| {
            tables.audit_fields.insert(number, fields.as_slice())?;
            Ok(())
        });
        let why = "after it there are fields of rows that are not there";
        log.assert_broken_at(ROWS, why);
        log.change(|tables| {
            tables.audit_fields.remove(number)?;
            Ok(())
        });
    }
    assert_eq!(log.walk(None).broken, None);
}

#[test]
fn an_index_of_targets_that_misses_a_row_or_has_others_is_found() {
    let mut log = Log::new();
    let view = log.store.read().unwrap();
    let entries: Vec<(u64, u64)> = view
        .audit_targets()
        .iter()
        .unwrap()
        .map(|row| row.unwrap().0.value())
        .collect();
    drop(view);
    for entry in entries {
        log.change(|tables| {
            tables.audit_targets.remove(entry)?;
            Ok(())
        });
        log.assert_broken_at(entry.1, "a search by target would not find the row");
        log.change(|tables| {
            tables.audit_targets.insert(entry, ())?;
            Ok(())
        });
    }
    assert_eq!(log.walk(None).broken, None);
    log.change(|tables| {
        tables.audit_targets.insert((1, 2), ())?;
        Ok(())
    });
    let why = "after it the index of targets has rows that are not there";
    log.assert_broken_at(ROWS, why);
}

/// Prunes the rows before a row, with the audit row of the prune.
fn pruned(log: &mut Log, first: u64) -> Head {
    let before = event(first).time;
    let mut checkpoint = Head::START;
    log.change(|tables| {
        let Ok(older) = older(tables, before)? else {
            panic!("the log holds")
        };
        prune(tables, &older)?;
        checkpoint = older.checkpoint;
        let mut row = event(40);
        row.event = Event::AuditPrune;
        let rows = Detail::from(Unit::Rows.count(older.rows));
        row.detail = Some(rows.and(super::checkpoint(&checkpoint)));
        append(tables, &row)
    });
    checkpoint
}

#[test]
fn a_pruned_log_holds_from_its_checkpoint_on() {
    let mut log = Log::new();
    let note = log.head();
    let early = Head {
        count: 4,
        chain: log.row(4).0[..32].try_into().unwrap(),
    };
    let checkpoint = pruned(&mut log, 6);
    assert_eq!(checkpoint.count, 5);
    let walk = log.walk(Some(&note));
    assert_eq!((walk.broken, walk.head.count), (None, ROWS + 1));
    let view = log.store.read().unwrap();
    assert_eq!(chain_at(&view, 5).unwrap(), Some(checkpoint.chain));
    assert_eq!(chain_at(&view, 4).unwrap(), None);
    assert!(passes_through(&view, &checkpoint.chain).unwrap());
    assert!(!passes_through(&view, &early.chain).unwrap());
    drop(view);
    // Again, with a row that the first prune did not touch.
    let checkpoint = pruned(&mut log, 9);
    assert_eq!(checkpoint.count, 8);
    assert_eq!(log.walk(Some(&note)).broken, None);
    // Also if only the row of the prune is left, or nothing is removed.
    assert_eq!(pruned(&mut log, 39).count, ROWS);
    assert_eq!(log.walk(None).broken, None);
}

#[test]
fn a_checkpoint_that_was_not_recorded_is_found() {
    let mut log = Log::new();
    let row = log.row(5);
    let chain = row.0[..32].try_into().unwrap();
    // Rows removed and a checkpoint set, without an audit row.
    log.change(|tables| {
        for number in 1..=5 {
            tables.audit.remove(number)?;
            tables.audit_fields.remove(number)?;
        }
        set_base(tables, &Head { count: 5, chain })
    });
    let why = "the log begins after it at a checkpoint that no row has recorded";
    assert_eq!(log.walk(None).broken, Some((5, why)));
    // A checkpoint that was moved, or with another chain value.
    let mut log = Log::new();
    pruned(&mut log, 6);
    log.change(|tables| {
        set_base(
            tables,
            &Head {
                count: 5,
                chain: [1; 32],
            },
        )
    });
    log.assert_broken_at(6, OTHER);
    log.change(|tables| set_base(tables, &Head { count: 4, chain }));
    log.assert_broken_at(5, MISSING);
}

#[test]
fn what_does_not_hold_is_not_pruned() {
    let mut log = Log::new();
    let row = log.row(3);
    for edited in [None, Some((vec![0; 40], row.1.clone()))] {
        log.set(3, edited.as_ref());
        let view = log.store.read().unwrap();
        let Err((number, _)) = older(&view, event(6).time).unwrap() else {
            panic!("row 3 is broken")
        };
        assert_eq!(number, 3);
        drop(view);
        log.set(3, Some(&row));
    }
    // Nor is a gap accepted at the position where it would end.
    log.set(6, None);
    let view = log.store.read().unwrap();
    assert!(older(&view, event(6).time).unwrap().is_err());
}
