//! Rows that the mirror of the log announced, and that never came to the log.

use std::collections::{HashMap, HashSet};

use crate::domain::event::Entry;
use crate::domain::time::{Time, Zone};
use crate::storage::mirror::Announcement;

/// Fields of a line: the time, the event, who did it, and from where.
const FIELDS: usize = 4;

/// The rows that have not been seen in the log.
pub(super) struct Missing {
    /// In the order of the mirror.
    announced: Vec<Announcement>,
    /// The rows that were seen, of those that were announced; and how often.
    seen: HashMap<String, u64>,
    /// The times and events of rows from which fields were removed with a person.
    redacted: HashMap<String, u64>,
}

/// The time of a line.
fn time_of(line: &str) -> Option<Time> {
    let stamp = line.split(" | ").next()?;
    Time::parse_in(stamp, &Zone::UTC).ok()
}

/// These fields of a line.
fn fields(line: &str, fields: std::ops::Range<usize>) -> String {
    let part: Vec<&str> = line
        .split(" | ")
        .take(fields.end)
        .skip(fields.start)
        .collect();
    part.join(" | ")
}

impl Missing {
    /// The announced rows; without those before a time.
    pub(super) fn new(mut announced: Vec<Announcement>, oldest: Time) -> Self {
        announced.retain(|row| time_of(&row.line).is_none_or(|time| time >= oldest));
        let lines: HashSet<&String> = announced.iter().map(|row| &row.line).collect();
        let seen = lines.into_iter().map(|line| (line.clone(), 0)).collect();
        Self {
            announced,
            seen,
            redacted: HashMap::new(),
        }
    }

    /// The earliest time of an announced row.
    pub(super) fn earliest(&self) -> Option<Time> {
        let times = self.announced.iter().filter_map(|row| time_of(&row.line));
        times.min()
    }

    /// Sees a row of the log.
    pub(super) fn see(&mut self, entry: &Entry) {
        if self.announced.is_empty() {
            return;
        }
        let line = entry.event.line();
        if let Some(seen) = self.seen.get_mut(&line) {
            *seen += 1;
        } else if entry.removed.any() {
            *self.redacted.entry(fields(&line, 0..2)).or_default() += 1;
        }
    }

    /// The lines of the rows that did not come, without those that others replaced.
    pub(super) fn finish(mut self) -> Vec<String> {
        let mut take = |line: &str| {
            let seen = self.seen.get_mut(line).filter(|seen| **seen > 0);
            let redacted = self.redacted.get_mut(&fields(line, 0..2));
            let found = seen.or(redacted.filter(|left| **left > 0));
            found.map(|left| *left -= 1).is_some()
        };
        let mut missing: Vec<String> = Vec::new();
        for row in self.announced {
            let who = |line: &str| fields(line, 1..FIELDS);
            if row.instead {
                let replaced = missing.iter().rposition(|line| who(line) == who(&row.line));
                replaced.map(|at| missing.remove(at));
            }
            if !take(&row.line) {
                missing.push(row.line);
            }
        }
        missing
    }
}
