//! The rows that show something: where they begin and end, and how many they are.

use crate::domain::time::Time;

/// So many numbers of rows are kept; the rest are only counted.
const NUMBERS: usize = 100;

/// The rows of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The earliest time.
    pub from: Time,
    /// The latest time.
    pub to: Time,
    /// The number of the first row.
    pub first: u64,
    /// The number of the last row.
    pub last: u64,
    /// How many rows.
    pub count: u64,
    /// Their numbers, of the first hundred.
    pub rows: Vec<u64>,
}

impl Evidence {
    pub(super) fn of(number: u64, time: Time) -> Self {
        Self {
            from: time,
            to: time,
            first: number,
            last: number,
            count: 1,
            rows: vec![number],
        }
    }

    pub(super) fn add(&mut self, number: u64, time: Time) {
        self.from = self.from.min(time);
        self.to = self.to.max(time);
        self.first = self.first.min(number);
        self.last = self.last.max(number);
        self.count = self.count.saturating_add(1);
        if self.rows.len() < NUMBERS {
            self.rows.push(number);
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.from = self.from.min(other.from);
        self.to = self.to.max(other.to);
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        self.count = self.count.saturating_add(other.count);
        let room = NUMBERS.saturating_sub(self.rows.len());
        self.rows.extend(other.rows.iter().take(room));
    }

    /// Adds a row to what may be empty yet.
    pub(super) fn extend(evidence: &mut Option<Self>, number: u64, time: Time) {
        match evidence {
            Some(evidence) => evidence.add(number, time),
            None => *evidence = Some(Self::of(number, time)),
        }
    }
}
