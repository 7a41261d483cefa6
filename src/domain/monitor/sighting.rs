//! A row of the log as the rules see it: who, from where, what, how much and when. New kinds of
//! events need a line here, or none if their [`Activity`] says enough.

use std::collections::HashMap;

use super::burst::Amount;
use crate::domain::action::Activity;
use crate::domain::detail::Unit;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::time::Time;

/// Maximum number of names; further ones share [`OTHERS`], since anyone can fail with made-up
/// names.
const MAX_NAMES: usize = 20_000;
const MAX_TRIED: usize = 5_000;
/// The shared name.
const OTHERS: &str = "(others)";

/// A name or source: its number in [`Names`].
pub(super) type Name = u32;

/// Names, each stored once.
pub(super) struct Names {
    numbers: HashMap<String, Name>,
    all: Vec<String>,
}

impl Names {
    pub(super) fn new() -> Self {
        Self {
            numbers: HashMap::new(),
            all: vec![OTHERS.to_owned()],
        }
    }

    fn number(&mut self, name: &str, most: usize) -> Name {
        if let Some(known) = self.numbers.get(name) {
            return *known;
        }
        let Some(number) = u32::try_from(self.all.len())
            .ok()
            .filter(|_| self.all.len() < most)
        else {
            return 0;
        };
        self.all.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    pub(super) fn name(&self, number: Name) -> &str {
        let found = usize::try_from(number).ok();
        let found = found.and_then(|at| self.all.get(at));
        found.map_or(OTHERS, String::as_str)
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }
}

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Who {
    User,
    Key,
    /// The program, or nobody known.
    Nobody,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum What {
    /// An unlock failed; the principal is the one that was tried.
    FailedLogin,
    /// An action was denied.
    Denied,
    /// Content was read.
    Read,
    /// Files were deleted or moved.
    Bulk,
    /// Another change.
    Work,
    /// Nothing of these.
    Routine,
}

/// A row. The order is by time, then by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sighting {
    pub(super) time: Time,
    pub(super) number: u64,
    pub(super) who: Who,
    pub(super) principal: Name,
    pub(super) source: Name,
    pub(super) what: What,
    pub(super) event: u16,
    pub(super) amount: Amount,
}

impl Sighting {
    pub(super) fn of(names: &mut Names, number: u64, event: &AuditEvent) -> Self {
        let what = what(event);
        let tried = what == What::FailedLogin;
        let name = String::from_utf8_lossy(event.target.as_deref().unwrap_or_default());
        let (name, most) = if tried {
            (&*name, MAX_TRIED)
        } else {
            (event.principal.as_str(), MAX_NAMES)
        };
        let units = if tried { Unit::Attempts } else { Unit::Files };
        // A row without a count is about one file, or one attempt.
        let count = event.count(units).unwrap_or(1);
        let who = match event.principal.as_str() {
            "system" | "unknown" => Who::Nobody,
            key if key.starts_with("key:") => Who::Key,
            _ => Who::User,
        };
        Self {
            time: event.time,
            number,
            who,
            principal: names.number(name, most),
            source: names.number(&event.source, MAX_NAMES),
            what,
            event: event.event.code(),
            amount: match what {
                What::Read => [count, event.count(Unit::Bytes).unwrap_or(0)],
                What::FailedLogin | What::Bulk => [count, 0],
                What::Denied | What::Work | What::Routine => [1, 0],
            },
        }
    }
}

fn what(event: &AuditEvent) -> What {
    if event.event == Event::AuthFailure {
        What::FailedLogin
    } else if event.outcome == Outcome::Denied {
        What::Denied
    } else if event.is_read() {
        What::Read
    } else if event.outcome != Outcome::Success {
        What::Routine
    } else {
        match event.event.activity() {
            Activity::Bulk => What::Bulk,
            Activity::Work => What::Work,
            Activity::Routine => What::Routine,
        }
    }
}
