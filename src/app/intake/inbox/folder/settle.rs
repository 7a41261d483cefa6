//! Whether a file has settled: by its own times, or, if these are unusable (a clock that is
//! behind), by observing it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::app::files::add::origin::Stamp;
use crate::domain::time::Time;

/// The known state of a file.
#[derive(Clone, Copy)]
struct Seen {
    stamp: Stamp,
    /// Since when it has been unchanged.
    since: Instant,
    /// It was handled, and is not examined before this.
    until: Option<Instant>,
    /// The last scan that found it.
    scan: u64,
}

/// The known files of a folder, kept between scans.
pub(in crate::app) struct Memory {
    settle: Duration,
    seen: HashMap<PathBuf, Seen>,
    scan: u64,
}

/// Whether a file is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settle {
    /// Unchanged for long enough.
    Settled,
    /// Not yet: examine it again after this.
    Pending(Duration),
    /// Already handled: nothing to do before this.
    Deferred(Duration),
}

impl Memory {
    pub(in crate::app) fn new(settle: Duration) -> Self {
        Self {
            settle,
            seen: HashMap::new(),
            scan: 0,
        }
    }

    pub(super) fn begin_scan(&mut self) {
        self.scan += 1;
    }

    /// Forgets files that are gone.
    pub(super) fn end_scan(&mut self) {
        let scan = self.scan;
        self.seen.retain(|_, seen| seen.scan == scan);
    }

    /// Whether a file with this stamp is due. Files that have settled by their times need not be
    /// remembered.
    pub(super) fn judge(&mut self, path: &Path, stamp: &Stamp, now: Time, at: Instant) -> Settle {
        let age = age(stamp, now).unwrap_or_default();
        if age >= self.settle && !self.seen.contains_key(path) {
            return Settle::Settled;
        }
        let seen = self.remember(path, stamp, at);
        if let Some(until) = seen.until {
            let left = until.saturating_duration_since(at);
            if !left.is_zero() {
                return Settle::Deferred(left);
            }
        }
        let watched = at.saturating_duration_since(seen.since);
        match self.settle.checked_sub(age.max(watched)) {
            None | Some(Duration::ZERO) => Settle::Settled,
            Some(left) => Settle::Pending(left),
        }
    }

    /// The entry of a file with this stamp.
    fn remember(&mut self, path: &Path, stamp: &Stamp, at: Instant) -> &mut Seen {
        let fresh = Seen {
            stamp: *stamp,
            since: at,
            until: None,
            scan: self.scan,
        };
        let seen = self.seen.entry(path.to_owned()).or_insert(fresh);
        if seen.stamp != *stamp {
            *seen = fresh;
        }
        seen.scan = self.scan;
        seen
    }

    /// Defers a file that was handled and is still there, unless it changes.
    pub(super) fn defer(&mut self, path: &Path, stamp: &Stamp, wait: Duration, at: Instant) {
        self.remember(path, stamp, at).until = at.checked_add(wait);
    }
}

/// The time since the last change of a file, by its own times; `None` if that is in the future.
fn age(stamp: &Stamp, now: Time) -> Option<Duration> {
    let (seconds, nanos) = stamp.modified.max(stamp.changed);
    let last = i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
    let age = i128::from(now.nanos()) - last;
    Some(Duration::from_nanos(u64::try_from(age).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn stamp(modified: i64, changed: i64) -> Stamp {
        Stamp {
            device: 1,
            inode: 1,
            size: 1,
            modified: (modified, 0),
            changed: (changed, 0),
        }
    }

    fn at(seconds: i64) -> Time {
        Time::from_unix_nanos(seconds * 1_000_000_000)
    }

    #[test]
    fn by_its_times_or_by_watching_it() {
        let mut memory = Memory::new(2 * SECOND);
        let begin = Instant::now();
        let path = Path::new("/f");
        let mut judge =
            |stamp: &Stamp, now, after| memory.judge(path, stamp, at(now), begin + SECOND * after);
        // A modification time can be set back, a change time cannot.
        assert_eq!(judge(&stamp(5, 100), 101, 0), Settle::Pending(SECOND));
        assert_eq!(judge(&stamp(5, 100), 102, 1), Settle::Settled);
        // In the future.
        assert_eq!(
            judge(&stamp(900, 100), 103, 10),
            Settle::Pending(2 * SECOND)
        );
        assert_eq!(judge(&stamp(900, 100), 104, 11), Settle::Pending(SECOND));
        assert_eq!(judge(&stamp(900, 100), 105, 12), Settle::Settled);
        assert_eq!(
            judge(&stamp(901, 100), 105, 13),
            Settle::Pending(2 * SECOND)
        );
    }

    #[test]
    fn what_was_dealt_with_is_left_until_it_changes() {
        let mut memory = Memory::new(SECOND);
        let begin = Instant::now();
        let path = Path::new("/f");
        memory.begin_scan();
        assert_eq!(
            memory.judge(path, &stamp(1, 1), at(9), begin),
            Settle::Settled
        );
        assert!(memory.seen.is_empty(), "a million of them take no room");
        memory.defer(path, &stamp(1, 1), 60 * SECOND, begin);
        let later = begin + 10 * SECOND;
        assert_eq!(
            memory.judge(path, &stamp(1, 1), at(19), later),
            Settle::Deferred(50 * SECOND)
        );
        assert_eq!(
            memory.judge(path, &stamp(1, 2), at(19), later),
            Settle::Settled
        );
        memory.begin_scan();
        memory.end_scan();
        assert!(memory.seen.is_empty());
    }
}
