//! The rows of a finding: the first, the last, and how many.

use crate::domain::time::Time;

/// Number of row numbers kept; further rows are only counted.
const NUMBERS: usize = 100;

/// The rows of a finding.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Evidence {
    /// The earliest time.
    #[serde(rename = "first_time")]
    pub from: Time,
    /// The latest time.
    #[serde(rename = "last_time")]
    pub to: Time,
    /// The number of the first row.
    #[serde(rename = "first_row")]
    pub first: u64,
    /// The number of the last row.
    #[serde(rename = "last_row")]
    pub last: u64,
    /// The number of rows.
    #[serde(rename = "rows")]
    pub count: u64,
    /// The numbers of the first hundred rows.
    #[serde(rename = "row_numbers")]
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

    /// Adds rows that are only counted, up to this one.
    pub(super) fn merge(&mut self, last: u64, time: Time, count: u64) {
        self.to = self.to.max(time);
        self.last = self.last.max(last);
        self.count = self.count.saturating_add(count);
    }
}
