//! What one run of the monitor leaves to the next: where it ended, what it has reported, and the
//! time zones in which it ran. It contains no names.

use serde::{Deserialize, Serialize};

use super::Report;
use super::usual::Usual;
use crate::domain::span::Span;
use crate::domain::time::Time;

/// Maximum numbers of findings and of zones; the oldest are forgotten first. A forgotten finding
/// can be reported again, but none is missed.
const MAX_REPORTED: usize = 4096;
const MAX_ZONES: usize = 64;

/// Rows that were reported, for one rule and principal or source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// The beginning of the hash of the rule, and of what it counted.
    pub about: [u8; 8],
    /// The first time.
    pub from: Time,
    /// The last time.
    pub to: Time,
    /// The last row of the log at that time.
    pub through: u64,
}

impl Reported {
    /// Whether it includes this row: a later one only if it continues within `slack`.
    pub(super) fn includes(&self, number: u64, time: Time, slack: Option<Span>) -> bool {
        match slack {
            Some(slack) => {
                self.from.saturating_sub(slack) <= time && time <= self.to.saturating_add(slack)
            }
            None => number <= self.through && self.from <= time && time <= self.to,
        }
    }
}

/// The zone of the machine during several runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastZone {
    /// The first run.
    pub from: Time,
    /// The last run.
    pub to: Time,
    /// Seconds east of UTC.
    pub offset: i32,
}

/// The state after a completed run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The row after which the last completed run began.
    pub before: u64,
    /// The row at which it ended.
    pub through: u64,
    /// What was reported, the oldest first.
    pub reported: Vec<Reported>,
    /// The zones, the oldest first.
    pub zones: Vec<PastZone>,
    /// What was done before.
    pub usual: Usual,
}

impl State {
    /// The state before the last completed run, to repeat it.
    #[must_use]
    pub fn before_last(&self) -> Self {
        let mut earlier = self.clone();
        earlier
            .reported
            .retain(|reported| reported.through <= self.before);
        earlier.through = self.before;
        earlier
    }

    /// The state after a run up to the row `through`, at this time and offset from UTC. Rows from
    /// before `oldest` are not read again.
    #[must_use]
    pub fn next(
        &self,
        through: u64,
        (now, offset): (Time, i32),
        report: &Report,
        oldest: Time,
    ) -> Self {
        let mut reported = self.reported.clone();
        reported.extend_from_slice(&report.reported);
        reported.retain(|reported| reported.to >= oldest);
        let surplus = reported.len().saturating_sub(MAX_REPORTED);
        reported.drain(..surplus);
        let mut zones = self.zones.clone();
        match zones.last_mut() {
            Some(last) if last.offset == offset => last.to = last.to.max(now),
            _ => zones.push(PastZone {
                from: now,
                to: now,
                offset,
            }),
        }
        let surplus = zones.len().saturating_sub(MAX_ZONES);
        zones.drain(..surplus);
        // A run without new rows is not worth repeating.
        let before = if through == self.through {
            self.before
        } else {
            self.through
        };
        Self {
            before,
            through,
            reported,
            zones,
            usual: report.usual.clone(),
        }
    }

    /// The offsets that may have been in force at a time: two if the zone changed between the runs
    /// before and after it. `now` is that of this run.
    pub(super) fn offsets(&self, time: Time, now: i32) -> [i32; 2] {
        let at = self.zones.partition_point(|zone| zone.to < time);
        let previous = at.checked_sub(1).and_then(|at| self.zones.get(at));
        match (previous, self.zones.get(at)) {
            (Some(previous), Some(zone)) if time < zone.from => [zone.offset, previous.offset],
            (_, Some(zone)) => [zone.offset; 2],
            (previous, None) => [now, previous.map_or(now, |previous| previous.offset)],
        }
    }
}
