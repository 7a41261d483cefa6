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

/// The rows from `number` on with a time before `until`, oldest first.
pub(crate) fn before<'a, V: View>(
    view: &'a V,
    number: u64,
    until: Option<Time>,
) -> Result<impl Iterator<Item = Result<(u64, Entry)>> + use<'a, V>> {
    let from = number.max(base(view)?.count.saturating_add(1));
    let last = head(view)?.count;
    let mut stretches = vec![(from, last)];
    if let Some(times) = view.audit_times() {
        for row in times.range(stretch_of(from)..)? {
            let (stretch, times) = row?;
            if until.is_some_and(|until| times.value().0 >= until.nanos()) {
                exclude(&mut stretches, stretch.value());
            }
        }
    }
    let found = stretches
        .into_iter()
        .filter(|(from, last)| from <= last)
        .map(|(from, last)| rows(view, from..=last));
    let found = found.collect::<Result<Vec<_>>>()?;
    let wanted = move |entry: &Entry| until.is_none_or(|until| entry.event.time < until);
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

/// The number of the first row that may have been written since a time: the one after the last row
/// that has an earlier time, as long as that time is not behind that of a previous row. A row whose
/// clock was set back has an unknown time, and so have the rows after it, up to one whose clock was
/// not. Times after `now` are wrong, and are not compared with.
pub(crate) fn written_since(view: &impl View, since: Time, now: Time) -> Result<u64> {
    let (since, now) = (since.nanos(), now.nanos());
    let end = head(view)?.count;
    let mut found = Written {
        latest: i64::MIN,
        next: base(view)?.count.saturating_add(1),
    };
    let mut number = found.next;
    // A range of rows that contains the last row of an earlier time, with the state before it.
    let mut within: Option<(Written, u64)> = None;
    while number <= end {
        let stretch = stretch_of(number);
        let last = first_of(stretch.saturating_add(1))
            .saturating_sub(1)
            .min(end);
        let times = view.audit_times().map(|times| times.get(stretch));
        let times = times.transpose()?.flatten().map(|times| times.value());
        match times.filter(|(_, latest)| *latest < since.min(now)) {
            Some((_, latest)) => {
                if latest >= found.latest {
                    within = Some((
                        Written {
                            next: number,
                            ..found
                        },
                        last,
                    ));
                    found.latest = latest;
                }
            }
            None => {
                let before = found.next;
                let over = found.see(view, number..=last, since, now)?;
                if found.next != before {
                    within = None;
                }
                if over {
                    break;
                }
            }
        }
        number = last.saturating_add(1);
    }
    if let Some((mut before, last)) = within {
        before.see(view, before.next..=last, since, now)?;
        found.next = before.next;
    }
    Ok(found.next)
}

/// The rows that [`written_since`] has seen.
#[derive(Clone, Copy)]
struct Written {
    /// The latest time that a row has.
    latest: i64,
    /// The row after the last one that was written before.
    next: u64,
}

impl Written {
    /// Sees these rows; returns whether no later row can have been written before.
    fn see(
        &mut self,
        view: &impl View,
        rows: std::ops::RangeInclusive<u64>,
        since: i64,
        now: i64,
    ) -> Result<bool> {
        for row in view.audit().range(rows)? {
            let (number, row) = row?;
            // Readers report an unreadable row.
            let Ok(time) = time_of(row.value()) else {
                continue;
            };
            let time = time.nanos();
            if time > now || time < self.latest {
                continue;
            }
            if time >= since {
                return Ok(true);
            }
            self.latest = time;
            self.next = number.value().saturating_add(1);
        }
        Ok(false)
    }
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
    use crate::storage::tests::dice::Dice;
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
        for until in bounds.into_iter().chain([None]) {
            for number in [0, 1, 1024, 1025, 3000] {
                let found: Vec<(u64, Time)> = before(&view, number, until)
                    .unwrap()
                    .map(|row| {
                        row.map(|(number, entry)| (number, entry.event.time))
                            .unwrap()
                    })
                    .collect();
                let mut expected = all.clone();
                expected
                    .retain(|(is, time)| *is >= number && until.is_none_or(|until| *time < until));
                assert_eq!(found, expected, "{until:?} from {number}");
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
        assert_eq!(since(&view, 4990, 5000), 4990);
        let rows = before(&view, 0, Some(Time::from_unix_nanos(101))).unwrap();
        let numbers: Vec<u64> = rows.map(|row| row.unwrap().0).collect();
        let waited = (1..=31).map(|hundred| hundred * 100);
        let expected: Vec<u64> = std::iter::once(99).chain(waited).collect();
        assert_eq!(numbers, expected);
    }

    fn since(view: &impl View, since: i64, now: i64) -> u64 {
        let [since, now] = [since, now].map(Time::from_unix_nanos);
        written_since(view, since, now).unwrap()
    }

    /// The rule, from all rows.
    fn naive(times: &[i64], since: i64, now: i64) -> u64 {
        let (mut latest, mut first) = (i64::MIN, 1);
        for (at, time) in (2..).zip(times) {
            if *time <= now && *time >= latest {
                latest = *time;
                if *time < since {
                    first = at;
                }
            }
        }
        first
    }

    /// A log whose clock jumps: for each row when it was written, and the time that it has.
    fn jumping(dice: &mut Dice, rows: usize) -> Vec<(i64, i64)> {
        let mut below = |end: usize| i64::try_from(dice.below(end)).unwrap();
        let (mut wall, mut offset) = (0, 0);
        let mut log = Vec::new();
        for _ in 0..rows {
            wall += below(20);
            match below(200) {
                0 => offset = -below(4000),
                1 => offset = below(4000),
                2..10 => offset = 0,
                _ => {}
            }
            // A read that waited in the spool.
            let waited = if below(50) == 0 { below(100) } else { 0 };
            log.push((wall, wall + offset - waited));
        }
        log
    }

    #[test]
    fn no_row_that_was_written_since_a_time_is_left_out() {
        let mut dice = Dice::seeded("written since");
        for _ in 0..6 {
            let rows = 1 + dice.below(6000);
            let log = jumping(&mut dice, rows);
            let vault = Vault::new();
            let mut store = vault.open(Intent::Write);
            write(&mut store, |tables| {
                log.iter()
                    .try_for_each(|(_, time)| append(tables, &event(*time)))?;
                tables.audit_times.retain(|stretch, _| stretch % 3 != 1)?;
                Ok(())
            })
            .unwrap();
            let view = store.read().unwrap();
            let times: Vec<i64> = log.iter().map(|(_, time)| *time).collect();
            let now = log.last().unwrap().0;
            for _ in 0..100 {
                let at = i64::try_from(dice.below(100_000)).unwrap() % (now + 1);
                let first = since(&view, at, now);
                assert_eq!(first, naive(&times, at, now), "since {at} of {now}");
                // Which rows of the log are not behind an earlier one, and which of them pretend to be
                // from before, which nothing shows.
                let mut latest = i64::MIN;
                let pretends = log.iter().any(|(wall, time)| {
                    let ordered = *time <= now && *time >= latest;
                    if ordered {
                        latest = *time;
                    }
                    ordered && *wall >= at && *time < at
                });
                let written = log.iter().position(|(wall, _)| *wall >= at).unwrap();
                assert!(
                    pretends || first <= written as u64 + 1,
                    "row {} of {at} is before {first}",
                    written + 1
                );
            }
        }
    }

    #[test]
    fn without_jumps_the_first_row_of_a_time_is_the_first() {
        let (_vault, store) = log(5000);
        let view = store.read().unwrap();
        for at in [-3000, 0, 1, 2, 99, 1024, 1025, 4999, 5000, 5001] {
            // Every hundredth row was delayed: when it was written is not known.
            let first = if at % 100 == 1 { at - 1 } else { at };
            let first = u64::try_from(first.max(1)).unwrap();
            assert_eq!(since(&view, at, 9000), first, "{at}");
        }
        assert_eq!(since(&view, 4000, 3000), 3000);
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
