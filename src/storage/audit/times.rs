//! Which rows can be of a time, without reading them all: rows stand in the order in which they were
//! written, and a row that had to wait is older than some before it. So each full stretch of rows has
//! its earliest and latest time. A stretch without them, of an older vault, is read.

use std::ops::Bound;

use redb::ReadableTable;

use super::{base, head, read, time_of};
use crate::domain::event::AuditEvent;
use crate::domain::time::Time;
use crate::storage::Result;
use crate::storage::tables::{Tables, View};

/// Rows of a stretch.
const STRETCH: u64 = 1024;

/// The stretch of a row; rows are numbered from 1.
fn stretch_of(number: u64) -> u64 {
    number.saturating_sub(1) / STRETCH
}

fn first_of(stretch: u64) -> u64 {
    stretch.saturating_mul(STRETCH).saturating_add(1)
}

/// Notes the times of the stretch that this row has filled.
///
/// # Errors
/// Of the database.
pub(crate) fn note(tables: &mut Tables<'_>, number: u64) -> Result<()> {
    if !number.is_multiple_of(STRETCH) {
        return Ok(());
    }
    let stretch = stretch_of(number);
    let (mut earliest, mut latest) = (i64::MAX, i64::MIN);
    for row in tables.audit.range(first_of(stretch)..=number)? {
        // A row that cannot be read is found by who reads it, and keeps nobody from writing.
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

/// Forgets the times of stretches of which no row is left, up to this one.
///
/// # Errors
/// Of the database.
pub(super) fn forget(tables: &mut Tables<'_>, last: u64) -> Result<()> {
    let whole = last / STRETCH;
    tables.audit_times.retain_in(..whole, |_, _| false)?;
    Ok(())
}

/// The rows from `number` on that are of `since` or later, and from before `until`, oldest first.
///
/// # Errors
/// Of the database.
pub(crate) fn between<'a, V: View>(
    view: &'a V,
    number: u64,
    since: Option<Time>,
    until: Option<Time>,
) -> Result<impl Iterator<Item = Result<(u64, AuditEvent)>> + use<'a, V>> {
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
                leave_out(&mut stretches, stretch.value());
            }
        }
    }
    let rows = stretches
        .into_iter()
        .map(|(from, last)| (Bound::Included(from), Bound::Included(last)))
        .filter(|(from, last)| !is_empty(from, last))
        .map(|range| view.audit().range::<u64>(range));
    let rows = rows.collect::<std::result::Result<Vec<_>, _>>()?;
    let wanted = move |event: &AuditEvent| {
        since.is_none_or(|since| event.time >= since)
            && until.is_none_or(|until| event.time < until)
    };
    let rows = rows.into_iter().flatten().map(|row| {
        let (number, row) = row?;
        Ok((number.value(), read(row.value())?))
    });
    Ok(rows.filter(move |row| row.as_ref().map_or(true, |(_, event)| wanted(event))))
}

fn is_empty(from: &Bound<u64>, last: &Bound<u64>) -> bool {
    matches!((from, last), (Bound::Included(from), Bound::Included(last)) if from > last)
}

/// Cuts a stretch out of the last range, in which it lies.
fn leave_out(ranges: &mut Vec<(u64, u64)>, stretch: u64) {
    let Some((from, last)) = ranges.pop() else {
        return;
    };
    let (first, next) = (first_of(stretch), first_of(stretch.saturating_add(1)));
    if from < first {
        ranges.push((from, first - 1));
    }
    ranges.push((from.max(next), last));
}

/// Follows the rows of a walk, and finds one that the times of its stretch would hide.
#[derive(Default)]
pub(super) struct Hidden {
    /// The stretch of the last row, and its times.
    at: Option<(u64, Option<(i64, i64)>)>,
}

impl Hidden {
    /// Whether a search by time would not come upon this row.
    ///
    /// # Errors
    /// Of the database.
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
