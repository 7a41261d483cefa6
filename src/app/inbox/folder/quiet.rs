//! Whether a file has been left alone long enough, and what was seen of it before: by its own times,
//! or, where these are of no use (a clock that is behind), by watching it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::app::add::source::Stamp;
use crate::domain::time::Time;

/// What is remembered of a file.
#[derive(Clone, Copy)]
struct Seen {
    stamp: Stamp,
    /// Since when it was like this.
    since: Instant,
    /// It was dealt with, and is not looked at before this.
    until: Option<Instant>,
    /// The last look in which it was there.
    look: u64,
}

/// What is remembered of the files of a folder, between two looks.
pub(in crate::app) struct Memory {
    settle: Duration,
    seen: HashMap<PathBuf, Seen>,
    look: u64,
}

/// How a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// Left alone long enough.
    Quiet,
    /// To be looked at again after this.
    Young(Duration),
    /// Dealt with: nothing to do before this.
    Later(Duration),
}

impl Memory {
    pub(in crate::app) fn new(settle: Duration) -> Self {
        Self {
            settle,
            seen: HashMap::new(),
            look: 0,
        }
    }

    pub(super) fn begin_look(&mut self) {
        self.look += 1;
    }

    /// Forgets files that are gone.
    pub(super) fn end_look(&mut self) {
        let look = self.look;
        self.seen.retain(|_, seen| seen.look == look);
    }

    /// How a file is that looks like this. One that is quiet by its times need not be remembered.
    pub(super) fn judge(&mut self, path: &Path, stamp: &Stamp, now: Time, at: Instant) -> Rest {
        let age = age(stamp, now).unwrap_or_default();
        if age >= self.settle && !self.seen.contains_key(path) {
            return Rest::Quiet;
        }
        let seen = self.remember(path, stamp, at);
        if let Some(until) = seen.until {
            let left = until.saturating_duration_since(at);
            if !left.is_zero() {
                return Rest::Later(left);
            }
        }
        let watched = at.saturating_duration_since(seen.since);
        match self.settle.checked_sub(age.max(watched)) {
            None | Some(Duration::ZERO) => Rest::Quiet,
            Some(left) => Rest::Young(left),
        }
    }

    /// What is remembered of a file that looks like this now.
    fn remember(&mut self, path: &Path, stamp: &Stamp, at: Instant) -> &mut Seen {
        let fresh = Seen {
            stamp: *stamp,
            since: at,
            until: None,
            look: self.look,
        };
        let seen = self.seen.entry(path.to_owned()).or_insert(fresh);
        if seen.stamp != *stamp {
            *seen = fresh;
        }
        seen.look = self.look;
        seen
    }

    /// A file that is still there was dealt with: it is left alone for so long, unless it changes.
    pub(super) fn leave(&mut self, path: &Path, stamp: &Stamp, wait: Duration, at: Instant) {
        self.remember(path, stamp, at).until = at.checked_add(wait);
    }
}

/// How long ago anything of a file was changed, by its times; none where that is in the future.
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
        // A time that was set back proves nothing: the other one cannot be set.
        assert_eq!(judge(&stamp(5, 100), 101, 0), Rest::Young(SECOND));
        assert_eq!(judge(&stamp(5, 100), 102, 1), Rest::Quiet);
        // From the future.
        assert_eq!(judge(&stamp(900, 100), 103, 10), Rest::Young(2 * SECOND));
        assert_eq!(judge(&stamp(900, 100), 104, 11), Rest::Young(SECOND));
        assert_eq!(judge(&stamp(900, 100), 105, 12), Rest::Quiet);
        assert_eq!(judge(&stamp(901, 100), 105, 13), Rest::Young(2 * SECOND));
    }

    #[test]
    fn what_was_dealt_with_is_left_until_it_changes() {
        let mut memory = Memory::new(SECOND);
        let begin = Instant::now();
        let path = Path::new("/f");
        memory.begin_look();
        assert_eq!(memory.judge(path, &stamp(1, 1), at(9), begin), Rest::Quiet);
        assert!(memory.seen.is_empty(), "a million of them take no room");
        memory.leave(path, &stamp(1, 1), 60 * SECOND, begin);
        let later = begin + 10 * SECOND;
        assert_eq!(
            memory.judge(path, &stamp(1, 1), at(19), later),
            Rest::Later(50 * SECOND)
        );
        assert_eq!(memory.judge(path, &stamp(1, 2), at(19), later), Rest::Quiet);
        memory.begin_look();
        memory.end_look();
        assert!(memory.seen.is_empty());
    }
}
