//! A row of the log as the rules see it: who, from where, what, how much and when. New kinds of
//! events need no line here: their effects say enough.

use std::collections::HashMap;

use super::burst::{Amount, add};
use crate::domain::detail::Unit;
use crate::domain::done;
use crate::domain::effect::Effect;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::time::Time;

/// Maximum number of names; further ones share [`OTHERS`], since anyone can fail with made-up
/// names.
const MAX_NAMES: usize = 20_000;
const MAX_TRIED: usize = 5_000;
/// Events that move files other than by rules.
const MOVES: [Event; 3] = [Event::FileMove, Event::Undo, Event::Redo];
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

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum What {
    /// Unlocks failed, so many; the principal is the one that was tried.
    FailedLogin(u64),
    /// An action was denied.
    Denied,
    /// Anything else.
    Done,
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
    /// Files and bytes that were read or exported.
    pub(super) read: Amount,
    /// Files that were removed, replaced, destroyed or moved.
    pub(super) bulk: u64,
    /// Whether anything was read or changed.
    pub(super) works: bool,
}

impl Sighting {
    pub(super) fn of(names: &mut Names, number: u64, event: &AuditEvent) -> Self {
        let what = if event.event == Event::AuthFailure {
            What::FailedLogin(event.count(Unit::Attempts).unwrap_or(1))
        } else if event.outcome == Outcome::Denied {
            What::Denied
        } else {
            What::Done
        };
        let tried = String::from_utf8_lossy(event.target.as_deref().unwrap_or_default());
        let (name, most) = match what {
            What::FailedLogin(_) => (&*tried, MAX_TRIED),
            What::Denied | What::Done => (event.principal.as_str(), MAX_NAMES),
        };
        let who = match event.principal.as_str() {
            "system" | "unknown" => Who::Nobody,
            key if key.starts_with("key:") => Who::Key,
            _ => Who::User,
        };
        let mut row = Self {
            time: event.time,
            number,
            who,
            principal: names.number(name, most),
            source: names.number(&event.source, MAX_NAMES),
            what,
            event: event.event.code(),
            read: [0, 0],
            bulk: 0,
            works: false,
        };
        for done in &event.done.effects {
            row.add(event.event, done);
        }
        if who == Who::Nobody {
            // What the program does by itself, such as removing expired files from the trash.
            row.bulk = 0;
        }
        row
    }

    /// Adds an effect of the row. What an event has besides is counted in another way: a backup can
    /// be opened by its recipients only, the items of some are entries of the log, and rules or tags
    /// arrange many files without loss.
    fn add(&mut self, event: Event, done: &done::Amount) {
        self.works |= done.effect != Effect::LearnNames && event != Event::BackupCreate;
        match done.effect {
            Effect::TakeOut if matches!(event, Event::BackupCreate | Event::AuditExport) => {}
            Effect::ReadContent | Effect::TakeOut => {
                self.read = add(self.read, [done.items, done.bytes]);
            }
            Effect::Destroy if matches!(event, Event::AuditPrune | Event::BackupCreate) => {}
            Effect::Arrange if !MOVES.contains(&event) => {}
            Effect::Remove | Effect::Replace | Effect::Destroy | Effect::Arrange => {
                self.bulk = self.bulk.saturating_add(done.items);
            }
            Effect::LearnNames
            | Effect::Place
            | Effect::Restore
            | Effect::Grant
            | Effect::Configure
            | Effect::End => {}
        }
    }
}
