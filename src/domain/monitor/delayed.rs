//! Rows in the order of their times: a row from the spool is older than its predecessors.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::sighting::Sighting;

/// Rows that wait for older ones.
#[derive(Default)]
pub(super) struct Delayed {
    /// Those that came in order.
    ordered: VecDeque<Sighting>,
    late: BinaryHeap<Reverse<Sighting>>,
}

impl Delayed {
    pub(super) fn push(&mut self, row: Sighting) {
        if self.ordered.back().is_none_or(|last| *last <= row) {
            self.ordered.push_back(row);
        } else {
            self.late.push(Reverse(row));
        }
    }

    /// The oldest row.
    pub(super) fn pop(&mut self) -> Option<Sighting> {
        match (self.ordered.front(), self.late.peek()) {
            (Some(first), Some(Reverse(late))) if late < first => {
                self.late.pop().map(|Reverse(row)| row)
            }
            (None, _) => self.late.pop().map(|Reverse(row)| row),
            (Some(_), _) => self.ordered.pop_front(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ordered.len().saturating_add(self.late.len())
    }
}
