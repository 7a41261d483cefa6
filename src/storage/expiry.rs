//! Expiry by age. One command with a wrong clock must not destroy anything, so something counts as
//! expired only if two writes have seen it expired, at least 24 hours apart, by a clock that has
//! not run backwards since. `meta` stores what this needs. docs/FORMAT.md, "Expiry".

use serde::{Deserialize, Serialize};

use super::record::Record;
use super::tables::{Tables, View};
use super::{Result, meta};
use crate::domain::span::Span;
use crate::domain::time::Time;

const SECOND: i64 = 1_000_000_000;
/// The minimum time between the two writes.
const CONFIRM_AFTER: i64 = 24 * 60 * 60 * SECOND;
/// Automatic corrections of a clock are smaller than this.
pub(crate) const TOLERANCE: i64 = 5 * 60 * SECOND;

/// The clock as seen by writes, in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Sightings {
    /// The latest time since the clock last ran backwards.
    latest: i64,
    /// A later write: the first of two confirmations.
    first: i64,
    /// Everything that had expired by then is confirmed.
    confirmed: Option<i64>,
    /// The time before the clock ran backwards by more than a day, until it is reached again.
    lost: Option<i64>,
    /// When it was reached again: what was written meanwhile may have a time that is far too early,
    /// so ages count from here.
    regained: Option<i64>,
}

impl Record for Sightings {}

impl Sightings {
    fn begin(now: i64) -> Self {
        Self {
            latest: now,
            first: now,
            confirmed: None,
            lost: None,
            regained: None,
        }
    }

    /// The state after one more write.
    fn next(self, now: i64) -> Self {
        if now.saturating_add(TOLERANCE) < self.latest {
            let far = now.saturating_add(CONFIRM_AFTER) < self.latest;
            return Self {
                lost: if far { Some(self.latest) } else { self.lost },
                regained: self.regained,
                ..Self::begin(now)
            };
        }
        let mut next = Self {
            latest: self.latest.max(now),
            ..self
        };
        if self.lost.is_some_and(|lost| now >= lost) {
            next.lost = None;
            next.regained = Some(now);
        }
        if now >= self.first.saturating_add(CONFIRM_AFTER) {
            next.confirmed = Some(self.first);
            next.first = now;
        }
        next
    }

    /// Anything older than the result is confirmed to be older than `keep`.
    fn cutoff(&self, keep: Span) -> Time {
        let cutoff = self
            .confirmed
            .map(|confirmed| Time::from_unix_nanos(confirmed).saturating_sub(keep));
        let regained = self.regained.map(Time::from_unix_nanos);
        cutoff
            .filter(|cutoff| regained.is_none_or(|regained| regained < *cutoff))
            .unwrap_or(Time::MIN)
    }
}

impl Sightings {
    /// If the clock ran backwards by more than a day: when something kept for `keep` can be confirmed
    /// at the earliest, whatever its age. `None` if two writes a day apart are enough.
    fn delayed_until(&self, keep: Span, now: Time) -> Option<Time> {
        let soon = now.nanos().saturating_add(CONFIRM_AFTER);
        let lost = self.lost.filter(|lost| *lost <= soon);
        let from = Time::from_unix_nanos(lost.max(self.regained)?);
        let over = from.saturating_add(keep);
        let day = Span::from_secs(CONFIRM_AFTER.unsigned_abs() / SECOND.unsigned_abs());
        (over > now).then(|| over.saturating_add(day))
    }
}

fn stored(view: &impl View) -> Result<Option<Sightings>> {
    let stored = meta::get(view, meta::key::EXPIRY)?;
    let stored = stored.map(|bytes| Sightings::from_bytes(&bytes));
    stored.transpose()
}

/// The state with a write at this time.
fn with(view: &impl View, now: Time) -> Result<Sightings> {
    let now = now.nanos();
    Ok(stored(view)?.map_or_else(|| Sightings::begin(now), |known| known.next(now)))
}

/// Records a write at this time.
pub(crate) fn record_write(tables: &mut Tables<'_>, now: Time) -> Result<()> {
    let next = with(tables, now)?;
    meta::set(tables, meta::key::EXPIRY, &next.to_bytes()?)
}

/// When the vault was last written, by the clock of that time.
pub(crate) fn last_write(view: &impl View) -> Result<Option<Time>> {
    Ok(stored(view)?.map(|known| Time::from_unix_nanos(known.latest)))
}

/// The time before which something kept for `keep` has expired for a write at `now`.
pub(crate) fn cutoff(view: &impl View, keep: Span, now: Time) -> Result<Time> {
    Ok(with(view, now)?.cutoff(keep))
}

/// See [`Sightings::delayed_until`]; for a write at `now`.
pub(crate) fn delayed_until(view: &impl View, keep: Span, now: Time) -> Result<Option<Time>> {
    Ok(with(view, now)?.delayed_until(keep, now))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * 60 * SECOND;
    const DAY: i64 = 24 * HOUR;

    fn span(nanos: i64) -> Span {
        Span::from_secs(u64::try_from(nanos / SECOND).unwrap())
    }

    /// Whether something of this time has expired after these writes.
    fn expired(writes: &[i64], of: i64, keep: i64) -> bool {
        let begun = Sightings::begin(writes[0]);
        let all = writes[1..].iter().fold(begun, |now, time| now.next(*time));
        Time::from_unix_nanos(of) < all.cutoff(span(keep))
    }

    #[test]
    fn two_sightings_a_day_apart_and_no_step_back_between_them() {
        let keep = 30 * DAY;
        for (writes, is_expired) in [
            (&[0, 40 * DAY][..], false),
            (&[0, 40 * DAY, 40 * DAY + 23 * HOUR], false),
            (&[0, 40 * DAY, 41 * DAY], true),
            (&[0, 40 * DAY, 40 * DAY + HOUR, 41 * DAY], true),
            (&[0, 29 * DAY, 31 * DAY], false),
            (&[0, 40 * DAY, HOUR, 41 * DAY], false),
            (&[0, 40 * DAY, HOUR, 41 * DAY, 42 * DAY], false),
            (&[0, 40 * DAY, 40 * DAY - HOUR, 41 * DAY - HOUR], true),
            (&[0, 40 * DAY, 40 * DAY - HOUR, 41 * DAY - 2 * HOUR], false),
            // By a small correction.
            (&[0, 40 * DAY, 40 * DAY - SECOND, 41 * DAY], true),
            (&[0, 3650 * DAY, DAY, 2 * DAY, 3 * DAY], false),
            (&[0, i64::MAX, i64::MIN, i64::MAX], false),
        ] {
            assert_eq!(expired(writes, 1, keep), is_expired, "{writes:?}");
        }
    }

    #[test]
    fn what_was_written_by_a_clock_far_behind_is_kept_in_full() {
        // Written in 1970 by a clock that had lost the time; then it is right again.
        let today = 20_000 * DAY;
        let mut writes = vec![today, 0, today + HOUR];
        for day in 1..30 {
            writes.push(today + day * DAY);
            assert!(!expired(&writes, 0, 30 * DAY), "{day}");
        }
        writes.extend([today + 32 * DAY, today + 33 * DAY]);
        assert!(expired(&writes, 0, 30 * DAY));
    }

    #[test]
    fn the_delay_after_a_clock_far_behind_is_known() {
        let today = 20_000 * DAY;
        let keep = 30 * DAY;
        let delay = |writes: &[i64]| {
            let begun = Sightings::begin(writes[0]);
            let all = writes[1..].iter().fold(begun, |now, time| now.next(*time));
            let now = Time::from_unix_nanos(writes[writes.len() - 1]);
            all.delayed_until(span(keep), now).map(Time::nanos)
        };
        assert_eq!(delay(&[today, today + DAY]), None);
        assert_eq!(delay(&[today, today - 2 * DAY]), None);
        assert_eq!(
            delay(&[today, today - 2 * DAY, today - HOUR]),
            Some(today + keep + DAY)
        );
        let mut writes = vec![today, today - 2 * DAY, today];
        assert_eq!(delay(&writes), Some(today + keep + DAY));
        writes.extend([today + keep + 1, today + keep + DAY + 1]);
        assert_eq!(delay(&writes), None);
        assert!(expired(&writes, today - 3 * DAY, keep));
    }

    #[test]
    fn whatever_the_clock_does() {
        let mut state = 88_172_645_463_325_252_u64;
        let mut next = |below: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            i64::try_from(state % below).unwrap()
        };
        let mut destroyed = 0;
        for _ in 0..3000 {
            let keep = (1 + next(40)) * DAY;
            let mut times = vec![20_000 * DAY];
            let mut now = Sightings::begin(times[0]);
            let mut items: Vec<(usize, i64)> = Vec::new();
            for _ in 0..60 {
                let last = times[times.len() - 1];
                let step = match next(8) {
                    0 => next(3650) * DAY,
                    1 => -next(3650) * DAY,
                    2 => -next(2 * 24) * HOUR,
                    3 => -next(600) * SECOND,
                    _ => next(60) * HOUR,
                };
                let time = last + step;
                times.push(time);
                now = now.next(time);
                let cutoff = now.cutoff(span(keep)).nanos();
                items.retain(|(made, of)| {
                    if *of >= cutoff {
                        return true;
                    }
                    destroyed += 1;
                    assert!(seen_twice(&times[*made..], of + keep), "{times:?} {of}");
                    false
                });
                items.push((times.len() - 1, time));
            }
        }
        assert!(destroyed > 1000, "{destroyed}");
    }

    /// Whether two of these writes are at least a day apart, both after `end`, and the clock did
    /// not run backwards after the first of them.
    fn seen_twice(times: &[i64], end: i64) -> bool {
        let steady = |from: usize| {
            let mut latest = times[from];
            times[from..].iter().all(|time| {
                let steady = time + TOLERANCE >= latest;
                latest = latest.max(*time);
                steady
            })
        };
        (0..times.len()).any(|first| {
            let after = |time: &&i64| **time >= times[first] + DAY;
            times[first] >= end && steady(first) && times[first..].iter().any(|time| after(&time))
        })
    }
}
