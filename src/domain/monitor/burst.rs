//! Counts something within an hour, and detects when it reaches a limit.

use std::collections::VecDeque;

use super::WINDOW;
use super::evidence::Evidence;
use crate::domain::time::Time;

/// The count: up to two values at once, such as files and bytes.
pub(super) type Amount = [u64; 2];

/// Maximum number of separate entries within an hour; further ones are merged.
const MAX_ENTRIES: usize = 500;

/// A row, or several merged rows.
struct Entry {
    evidence: Evidence,
    amount: Amount,
}

/// A count that reached the limit.
pub(super) struct Found {
    pub(super) evidence: Evidence,
    pub(super) amount: Amount,
}

/// The last hour, and the current burst.
#[derive(Default)]
pub(super) struct Burst {
    window: VecDeque<Entry>,
    sum: Amount,
    open: Option<Found>,
}

fn add(sum: Amount, amount: Amount) -> Amount {
    [
        sum[0].saturating_add(amount[0]),
        sum[1].saturating_add(amount[1]),
    ]
}

impl Burst {
    /// Counts a row. Returns the previous burst, if it has ended.
    pub(super) fn see(
        &mut self,
        number: u64,
        time: Time,
        amount: Amount,
        limit: Amount,
    ) -> Option<Found> {
        self.forget(time.saturating_sub(WINDOW));
        self.remember(number, time, amount);
        let reached = self.sum[0] >= limit[0] || self.sum[1] >= limit[1];
        match &mut self.open {
            Some(open) if reached => {
                open.evidence.add(number, time);
                open.amount = add(open.amount, amount);
                None
            }
            Some(_) => self.open.take(),
            None if reached => {
                self.open = self.everything();
                None
            }
            None => None,
        }
    }

    /// The burst that has not ended yet.
    pub(super) fn finish(&mut self) -> Option<Found> {
        self.open.take()
    }

    /// Whether nothing in it can matter after this time.
    pub(super) fn is_over(&self, before: Time) -> bool {
        self.open.is_none()
            && self
                .window
                .back()
                .is_none_or(|entry| entry.evidence.to < before)
    }

    fn forget(&mut self, before: Time) {
        while let Some(entry) = self.window.front()
            && entry.evidence.to < before
        {
            self.sum[0] = self.sum[0].saturating_sub(entry.amount[0]);
            self.sum[1] = self.sum[1].saturating_sub(entry.amount[1]);
            self.window.pop_front();
        }
    }

    fn remember(&mut self, number: u64, time: Time, amount: Amount) {
        self.sum = add(self.sum, amount);
        let full = self.window.len() >= MAX_ENTRIES;
        match self.window.back_mut() {
            Some(last) if full => {
                last.evidence.add(number, time);
                last.amount = add(last.amount, amount);
            }
            _ => self.window.push_back(Entry {
                evidence: Evidence::of(number, time),
                amount,
            }),
        }
    }

    fn everything(&self) -> Option<Found> {
        let mut entries = self.window.iter();
        let first = entries.next()?;
        let mut found = Found {
            evidence: first.evidence.clone(),
            amount: first.amount,
        };
        for entry in entries {
            found.evidence.join(&entry.evidence);
            found.amount = add(found.amount, entry.amount);
        }
        Some(found)
    }
}
