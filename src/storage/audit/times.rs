//! An index of audit rows by time: rows are stored in the order in which they were written, and a
//! row from the spool may be older than its predecessors. So each full stretch of rows has its
//! earliest and latest time. A stretch without them, from an older version, is read.

use redb::ReadableTable;

use super::{base, head, rows, time_of};
use crate::domain::event::Entry;
use crate::domain::time::Time;
use crate::storage::Result;
use crate::storage::tables::{Tables, View};

/// Rows per stretch.
const STRETCH: u64 = 1024;

/// The stretch of a row; rows are numbered from 1.
fn stretch_of(number: u64) -> u64 {
    number.saturating_sub(1) / STRETCH
}

fn first_of(stretch: u64) -> u64 {
    stretch.saturating_mul(STRETCH).saturating_add(1)
}

/// Stores the times of the stretch that this row completes.
pub(crate) fn note(tables: &mut Tables<'_>, number: u64) -> Result<()> {
    if !number.is_multiple_of(STRETCH) {
        return Ok(());
    }
    let stretch = stretch_of(number);
    let (mut earliest, mut latest) = (i64::MAX, i64::MIN);
    for row in tables.audit.range(first_of(stretch)..=number)? {
        // An unreadable row must not prevent writing; readers report it.
        let Ok(time) = time_of(row?.1.value()) else {
            return Ok(());
        };
        let time = time.nanos();
        earliest = earliest.min(time);
        latest = latest.max(time);
    }
    tables.audit_times.insert(stretch, (earliest, latest))?;
    Ok(())
}

/// Removes the times of stretches without rows, up to this one.
pub(super) fn forget(tables: &mut Tables<'_>, last: u64) -> Result<()> {
    let whole = last / STRETCH;
    tables.audit_times.retain_in(..whole, |_, _| false)?;
    Ok(())
}

/// The rows from `number` on with a time from `since` to before `until`, oldest first.
pub(crate) fn between<'a, V: View>(
    view: &'a V,
    number: u64,
    since: Option<Time>,
    until: Option<Time>,
) -> Result<impl Iterator<Item = Result<(u64, Entry)>> + use<'a, V>> {
    let from = number.max(base(view)?.count.saturating_add(1));
    let last = head(view)?.count;
    let outside = |earliest: i64, latest: i64| {
        since.is_some_and(|since| latest < since.nanos())
            || until.is_some_and(|until| earliest >= until.nanos())
    };
    let mut stretches = vec![(from, last)];
    if let Some(times) = view.audit_times() {
        for row in times.range(stretch_of(from)..)? {
            let (stretch, times) = row?;
            let (earliest, latest) = times.value();
            if outside(earliest, latest) {
                exclude(&mut stretches, stretch.value());
            }
        }
    }
    let found = stretches
        .into_iter()
        .filter(|(from, last)| from <= last)
        .map(|(from, last)| rows(view, from..=last));
    let found = found.collect::<Result<Vec<_>>>()?;
    let wanted = move |entry: &Entry| {
        since.is_none_or(|since| entry.event.time >= since)
            && until.is_none_or(|until| entry.event.time < until)
    };
    let found = found.into_iter().flatten().map(|row| {
        let row = row?;
        Ok((row.number, row.entry()?))
    });
    Ok(found.filter(move |row| row.as_ref().map_or(true, |(_, entry)| wanted(entry))))
}

/// The earliest time of the rows from this one on.
pub(crate) fn earliest(view: &impl View, number: u64) -> Result<Option<Time>> {
    let mut earliest: Option<Time> = None;
    for row in view.audit().range(number..)? {
        // Readers report an unreadable row.
        if let Ok(time) = time_of(row?.1.value()) {
            earliest = Some(earliest.map_or(time, |earliest| earliest.min(time)));
        }
    }
    Ok(earliest)
}

/// A row such that all rows from this time on are after it or it: the first of their stretch.
pub(crate) fn first_since(view: &impl View, since: Time) -> Result<u64> {
    let mut next = stretch_of(base(view)?.count.saturating_add(1));
    if let Some(times) = view.audit_times() {
        for row in times.range(next..)? {
            let (stretch, times) = row?;
            if stretch.value() != next || times.value().1 >= since.nanos() {
                break;
            }
            next = next.saturating_add(1);
        }
    }
    Ok(first_of(next))
}

/// Removes a stretch from the last range, which contains it.
fn exclude(ranges: &mut Vec<(u64, u64)>, stretch: u64) {
    let Some((from, last)) = ranges.pop() else {
        return;
    };
    let (first, next) = (first_of(stretch), first_of(stretch.saturating_add(1)));
    if from < first {
        ranges.push((from, first - 1));
    }
    ranges.push((from.max(next), last));
}

/// Checks, during a verification, whether the times of a stretch would hide one of its rows.
#[derive(Default)]
pub(super) struct Hidden {
    /// The stretch of the last row, and its times.
    at: Option<(u64, Option<(i64, i64)>)>,
}

impl Hidden {
    /// Whether a search by time would miss this row.
    pub(super) fn hides(&mut self, view: &impl View, number: u64, time: Time) -> Result<bool> {
        let stretch = stretch_of(number);
        let times = match self.at {
            Some((at, times)) if at == stretch => times,
            _ => {
                let row = view.audit_times().map(|times| times.get(stretch));
                let times = row.transpose()?.flatten().map(|times| times.value());
                self.at = Some((stretch, times));
                times
            }
        };
        let nanos = time.nanos();
        Ok(times.is_some_and(|(earliest, latest)| nanos < earliest || nanos > latest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::done::Done;
    use crate::domain::event::{AuditEvent, Event, Outcome};
    use crate::storage::audit::{append, from, older, prune, walk};
    use crate::storage::database::{Intent, Store};
    use crate::storage::tests::vault::{Vault, write};

    fn event(time: i64) -> AuditEvent {
        AuditEvent {
            time: Time::from_unix_nanos(time),
            event: Event::FileRead,
            actor: None,
            principal: "admin".into(),
            user: None,
            source: "local".into(),
            target: None,
            outcome: Outcome::Success,
            detail: None,
            done: Done::default(),
        }
    }

    /// Rows one second apart, except every hundredth, which was delayed in the spool.
    fn log(rows: i64) -> (Vault, Store) {
        let vault = Vault::new();
        let mut store = vault.open(Intent::Write);
        write(&mut store, |tables| {
            (1..=rows).try_for_each(|number| {
                let waited = if number % 100 == 0 { 3000 } else { 0 };
                append(tables, &event(number - waited))
            })
        })
        .unwrap();
        (vault, store)
    }

    #[track_caller]
    fn assert_all_are_found(store: &Store, rows: i64) {
        let view = store.read().unwrap();
        assert_eq!(walk(&view, None).unwrap().broken, None);
        let all: Vec<(u64, Time)> = from(&view, 1)
            .unwrap()
            .map(|row| {
                row.map(|(number, entry)| (number, entry.event.time))
                    .unwrap()
            })
            .collect();
        let bounds = [
            -3000,
            -1,
            0,
            1,
            500,
            1024,
            1025,
            3000,
            rows - 5,
            rows,
            rows + 1,
        ];
        let bounds = bounds.map(|at| Some(Time::from_unix_nanos(at)));
        for since in bounds.into_iter().chain([None]) {
            for until in bounds.into_iter().chain([None]) {
                for number in [0, 1, 1024, 1025, 3000] {
                    let found: Vec<(u64, Time)> = between(&view, number, since, until)
                        .unwrap()
                        .map(|row| {
                            row.map(|(number, entry)| (number, entry.event.time))
                                .unwrap()
                        })
                        .collect();
                    let mut expected = all.clone();
                    expected.retain(|(is, time)| {
                        *is >= number
                            && since.is_none_or(|since| *time >= since)
                            && until.is_none_or(|until| *time < until)
                    });
                    assert_eq!(found, expected, "{since:?} {until:?} from {number}");
                }
            }
        }
    }

    #[test]
    fn every_row_of_a_time_is_found_and_no_other() {
        for rows in [0, 1, 1023, 1024, 1025, 5000] {
            let (_vault, store) = log(rows);
            assert_all_are_found(&store, rows);
        }
    }

    #[test]
    fn rows_are_found_without_times_and_behind_a_checkpoint() {
        let (_vault, mut store) = log(5000);
        write(&mut store, |tables| {
            tables.audit_times.retain(|stretch, _| stretch % 2 == 0)?;
            Ok(())
        })
        .unwrap();
        assert_all_are_found(&store, 5000);
        let (_vault, mut store) = log(5000);
        write(&mut store, |tables| {
            let older = older(tables, Time::from_unix_nanos(99))?.unwrap();
            assert_eq!(older.rows, 98);
            prune(tables, &older)
        })
        .unwrap();
        assert_all_after(&store);
    }

    fn assert_all_after(store: &Store) {
        let view = store.read().unwrap();
        let rows = between(&view, 0, Some(Time::from_unix_nanos(4990)), None).unwrap();
        let numbers: Vec<u64> = rows.map(|row| row.unwrap().0).collect();
        assert_eq!(numbers, (4990..5000).collect::<Vec<u64>>());
        let rows = between(&view, 0, None, Some(Time::from_unix_nanos(101))).unwrap();
        let numbers: Vec<u64> = rows.map(|row| row.unwrap().0).collect();
        let waited = (1..=31).map(|hundred| hundred * 100);
        let expected: Vec<u64> = std::iter::once(99).chain(waited).collect();
        assert_eq!(numbers, expected);
    }

    #[test]
    fn no_row_since_a_time_is_before_the_first() {
        let (_vault, store) = log(5000);
        let view = store.read().unwrap();
        for (since, first) in [
            (-3000, 1),
            (1024, 1),
            (1025, 1025),
            (4096, 3073),
            (9999, 4097),
        ] {
            let found = first_since(&view, Time::from_unix_nanos(since)).unwrap();
            assert_eq!(found, first, "{since}");
        }
    }

    #[test]
    fn times_that_would_hide_a_row_are_found() {
        let (_vault, mut store) = log(5000);
        write(&mut store, |tables| {
            tables.audit_times.insert(2, (2049, 2050))?;
            Ok(())
        })
        .unwrap();
        let view = store.read().unwrap();
        let why = "a search by time would not find the row";
        assert_eq!(walk(&view, None).unwrap().broken, Some((2051, why)));
    }
}
