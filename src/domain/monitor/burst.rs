//! Counts something within a sliding window, and detects when it reaches a limit.

use std::collections::VecDeque;

use super::evidence::Evidence;
use crate::domain::span::Span;
use crate::domain::time::Time;

/// The count: up to two values at once, such as files and bytes.
pub(super) type Amount = [u64; 2];

/// Maximum number of separate entries in a window; further ones are merged.
const MAX_ENTRIES: usize = 500;
/// Maximum number of separate entries kept of a burst.
const MAX_FOUND: usize = 4096;

/// A row to count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    pub(super) number: u64,
    pub(super) time: Time,
    pub(super) amount: Amount,
    /// Whether it was not looked at before.
    pub(super) new: bool,
}

/// A row, or several merged rows.
#[derive(Debug, Clone)]
pub(super) struct Counting {
    pub(super) first: u64,
    last: u64,
    count: u64,
    from: Time,
    to: Time,
    pub(super) amount: Amount,
    new: bool,
}

/// A count that reached the limit.
pub(super) struct Found {
    pub(super) entries: Vec<Counting>,
    pub(super) amount: Amount,
}

/// The window, and the current burst.
#[derive(Default)]
pub(super) struct Burst {
    window: VecDeque<Counting>,
    sum: Amount,
    open: Option<Found>,
}

pub(super) fn add(sum: Amount, amount: Amount) -> Amount {
    [
        sum[0].saturating_add(amount[0]),
        sum[1].saturating_add(amount[1]),
    ]
}

pub(super) fn reaches(sum: Amount, limit: Amount) -> bool {
    sum[0] >= limit[0] || sum[1] >= limit[1]
}

impl From<Counted> for Counting {
    fn from(row: Counted) -> Self {
        Self {
            first: row.number,
            last: row.number,
            count: 1,
            from: row.time,
            to: row.time,
            amount: row.amount,
            new: row.new,
        }
    }
}

impl Counting {
    fn add(&mut self, row: Counted) {
        self.first = self.first.min(row.number);
        self.last = self.last.max(row.number);
        self.count = self.count.saturating_add(1);
        self.from = self.from.min(row.time);
        self.to = self.to.max(row.time);
        self.amount = add(self.amount, row.amount);
        self.new |= row.new;
    }

    /// The row, unless this is several.
    pub(super) fn single(&self) -> Option<u64> {
        (self.count == 1).then_some(self.first)
    }
}

fn push(entries: &mut Vec<Counting>, row: Counted) {
    let full = entries.len() >= MAX_FOUND;
    match entries.last_mut() {
        Some(last) if full => last.add(row),
        _ => entries.push(row.into()),
    }
}

impl Found {
    /// Whether it has a row that was not looked at before.
    pub(super) fn is_new(&self) -> bool {
        self.entries.iter().any(|entry| entry.new)
    }

    pub(super) fn evidence(&self) -> Option<Evidence> {
        let mut entries = self.entries.iter();
        let entry = entries.next()?;
        let mut evidence = Evidence::of(entry.first, entry.from);
        evidence.merge(entry.last, entry.to, entry.count.saturating_sub(1));
        for entry in entries {
            evidence.add(entry.first, entry.from);
            evidence.merge(entry.last, entry.to, entry.count.saturating_sub(1));
        }
        Some(evidence)
    }
}

impl Burst {
    /// Counts a row. Returns the previous burst, if it has ended: each row belongs to one burst.
    pub(super) fn see(&mut self, row: Counted, limit: Amount, window: Span) -> Option<Found> {
        self.forget(row.time.saturating_sub(window));
        let sum = add(self.sum, row.amount);
        let goes_on = !self.window.is_empty() && reaches(sum, limit);
        let ended = self.open.take_if(|_| !goes_on);
        if ended.is_some() {
            self.window.clear();
            self.sum = [0, 0];
        }
        self.remember(row);
        match &mut self.open {
            Some(open) => {
                push(&mut open.entries, row);
                open.amount = add(open.amount, row.amount);
            }
            None if reaches(self.sum, limit) => {
                self.open = Some(Found {
                    entries: self.window.iter().cloned().collect(),
                    amount: self.sum,
                });
            }
            None => {}
        }
        ended
    }

    /// The burst that has not ended yet.
    pub(super) fn finish(&mut self) -> Option<Found> {
        self.open.take()
    }

    /// Whether nothing in it can matter after this time.
    pub(super) fn is_over(&self, before: Time) -> bool {
        self.open.is_none() && self.window.back().is_none_or(|entry| entry.to < before)
    }

    fn forget(&mut self, before: Time) {
        while let Some(entry) = self.window.front()
            && entry.to < before
        {
            self.sum[0] = self.sum[0].saturating_sub(entry.amount[0]);
            self.sum[1] = self.sum[1].saturating_sub(entry.amount[1]);
            self.window.pop_front();
        }
    }

    fn remember(&mut self, row: Counted) {
        self.sum = add(self.sum, row.amount);
        let full = self.window.len() >= MAX_ENTRIES;
        match self.window.back_mut() {
            Some(last) if full => last.add(row),
            _ => self.window.push_back(row.into()),
        }
    }
}
