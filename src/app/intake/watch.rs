//! Watching a folder until the process ends. Notifications of the system only say that something
//! has changed; the files that are due are found by scanning, which also happens every few minutes.
//! The vault is released between imports, and the principal is authenticated again before each.

mod watcher;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::storage::keyring::Keyring;

use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::app::files::add::Listener;
use crate::app::gate::Gate;
use crate::app::intake::inbox::folder::scan::{Found, Reported, scan_folder};
use crate::app::intake::inbox::folder::settle::Memory;
use crate::app::intake::inbox::folder::{Folder, FolderOptions, FolderSummary, take};

use watcher::ChangeFlag;

/// The folder is scanned at least this often: some file systems send no notifications.
const SCAN_INTERVAL: Duration = Duration::from_secs(3 * 60);
/// The minimum time between two scans, and its factor of the last scan's duration.
const MIN_GAP: Duration = Duration::from_millis(300);
const GAP_FACTOR: u32 = 5;
/// How often to check whether access was changed.
const CHECK_INTERVAL: Duration = Duration::from_secs(2);
/// The delay after a failure; it doubles, up to [`SCAN_INTERVAL`].
const RETRY_DELAY: Duration = Duration::from_secs(5);

/// Receives the events of a watched folder.
pub trait WatchListener: Listener {
    /// Watching has begun.
    fn begins(&mut self, folder: &std::path::Path);

    /// A file that is left alone, with the reason.
    fn left(&mut self, path: &std::path::Path, why: &str);

    /// A temporary error; the watch will try again.
    fn trouble(&mut self, error: &Error);

    /// An import has ended: flush the output.
    ///
    /// # Errors
    /// An error ends the watch.
    fn pause(&mut self, taken: &FolderSummary) -> Result<()>;
}

/// Watches a folder until a signal requests a stop.
///
/// # Errors
/// Kinds `Denied` and `Auth` if the principal may no longer do this; `Usage`, `Damaged`, `NoVault`;
/// if the folder is gone; and finally that a signal requested the stop.
pub fn watch(
    gate: &mut Gate,
    options: &FolderOptions,
    listener: &mut dyn WatchListener,
) -> Result<()> {
    let folder = Folder::open(gate, options)?;
    let _guard = cancel::Guard::begin();
    let keyring = Keyring::path(gate.dir());
    let mut watch = Watch {
        vault: Changes::of(keyring),
        memory: Memory::new(options.settle),
        reported: Reported::default(),
        trouble: None,
        checked: Instant::now(),
        pace: Pace::new(Instant::now()),
        gate,
        folder: &folder,
        listener,
    };
    let flag = ChangeFlag::new(&folder.path);
    if let Err(why) = &flag {
        watch.listener.trouble(&Error::new(
            Kind::Other,
            format!("no change notifications ({why}): the folder is scanned every few minutes"),
        ));
    }
    watch.listener.begins(&folder.path);
    watch.gate.release();
    loop {
        cancel::check()?;
        watch.step(flag.as_ref().ok())?;
        cancel::check()?;
        let is_set = flag.as_ref().is_ok_and(ChangeFlag::is_set);
        cancel::sleep(watch.pace.pause(Instant::now(), is_set));
    }
}

struct Watch<'a> {
    gate: &'a mut Gate,
    folder: &'a Folder,
    listener: &'a mut dyn WatchListener,
    memory: Memory,
    reported: Reported,
    vault: Changes,
    /// When the principal was last authenticated: expiry changes no file.
    checked: Instant,
    pace: Pace,
    /// The last error that was reported.
    trouble: Option<String>,
}

impl Watch<'_> {
    fn step(&mut self, flag: Option<&ChangeFlag>) -> Result<()> {
        // There is no notification for this: the folder is held open, so the system does not delete
        // it.
        self.folder.check_same()?;
        if flag.is_some_and(ChangeFlag::is_set) {
            self.pace.change_seen();
        }
        // Not right after a failure, which would be the same.
        let overdue = self.checked.elapsed() >= SCAN_INTERVAL;
        if self.pace.may_try(Instant::now()) && (self.vault.has_changed() || overdue) {
            let done = self.with_vault(|_| Ok(()));
            self.settle(done)?;
        }
        if !self.pace.is_due(Instant::now()) {
            return Ok(());
        }
        // Cleared before the scan: a later change may concern a part that was already scanned.
        if let Some(flag) = flag {
            flag.clear();
        }
        let begun = Instant::now();
        let mut found = scan_folder(self.folder, &mut self.memory);
        for (path, why) in self.reported.unreported(std::mem::take(&mut found.left)) {
            self.listener.left(&path, &why);
        }
        let soonest = found.soonest.into_iter().chain(found.later).min();
        self.pace.scanned(begun, Instant::now(), soonest);
        if found.due.is_empty() {
            return Ok(());
        }
        let done = self.take(found)?;
        self.settle(done)?;
        // Files that are still there have a retry time by now, or there is more than one batch.
        self.pace.scan_by(Instant::now());
        Ok(())
    }

    /// Imports what is due; returns the result of that. The outer error is one of the listener.
    fn take(&mut self, found: Found) -> Result<Result<()>> {
        let mut taken = FolderSummary::default();
        let done = self.with_vault(|watch| {
            let _lock = watch.folder.lock(Duration::ZERO)?;
            let Watch {
                gate,
                folder,
                listener,
                memory,
                ..
            } = watch;
            let listener: &mut dyn Listener = *listener;
            take(gate, folder, found.due, memory, listener, &mut taken)
        });
        self.listener.pause(&taken)?;
        Ok(done)
    }

    /// Reopens the vault, runs `work`, and releases the vault.
    fn with_vault(&mut self, work: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.checked = Instant::now();
        let done = match self.gate.reopen() {
            Ok(()) => self
                .gate
                .read_for_upload(|_| Ok(()))
                .and_then(|()| work(self)),
            Err(error) => Err(error),
        };
        self.gate.release();
        done
    }

    /// Reports a temporary error once and continues; returns any other error.
    fn settle(&mut self, done: Result<()>) -> Result<()> {
        let Err(error) = done else {
            self.trouble = None;
            self.pace.succeeded();
            return Ok(());
        };
        cancel::check()?;
        match error.kind {
            // Something that was there may be there again.
            Kind::Busy | Kind::Conflict | Kind::Other | Kind::Partial | Kind::NotFound => {}
            Kind::Usage
            | Kind::Denied
            | Kind::Findings
            | Kind::NoVault
            | Kind::Auth
            | Kind::Damaged => return Err(error),
        }
        if self.trouble.as_ref() != Some(&error.message) {
            self.listener.trouble(&error);
            self.trouble = Some(error.message);
        }
        self.vault.forget();
        self.pace.failed(Instant::now());
        Ok(())
    }
}

/// Whether access was changed: each such change replaces keyring.json.
struct Changes {
    keyring: PathBuf,
    known: Option<crate::app::files::add::origin::Stamp>,
}

impl Changes {
    fn of(keyring: PathBuf) -> Self {
        // Unknown at first, so that a change during opening is found.
        Self {
            keyring,
            known: None,
        }
    }

    fn has_changed(&mut self) -> bool {
        let meta = std::fs::symlink_metadata(&self.keyring).ok();
        let now = meta.map(|meta| crate::app::files::add::origin::stamp(&meta));
        let changed = now.is_none() || now != self.known;
        self.known = now;
        changed
    }

    /// Forces the next check.
    fn forget(&mut self) {
        self.known = None;
    }
}

/// Schedules scans and retries.
struct Pace {
    next_scan: Instant,
    /// A notification causes no scan before this.
    gap_until: Instant,
    /// No attempt before this.
    not_before: Instant,
    retry: Duration,
}

impl Pace {
    fn new(now: Instant) -> Self {
        Self {
            next_scan: now,
            gap_until: now,
            not_before: now,
            retry: RETRY_DELAY,
        }
    }

    fn change_seen(&mut self) {
        self.scan_by(self.gap_until);
    }

    fn scan_by(&mut self, at: Instant) {
        self.next_scan = self.next_scan.min(at);
    }

    fn may_try(&self, now: Instant) -> bool {
        now >= self.not_before
    }

    fn is_due(&self, now: Instant) -> bool {
        now >= self.next_scan && self.may_try(now)
    }

    fn scanned(&mut self, begun: Instant, now: Instant, soonest: Option<Duration>) {
        let took = now.saturating_duration_since(begun);
        self.gap_until = now + MIN_GAP.max(took * GAP_FACTOR);
        let wait = soonest.map_or(SCAN_INTERVAL, |soonest| {
            (soonest + Duration::from_millis(20)).min(SCAN_INTERVAL)
        });
        self.next_scan = now + wait;
    }

    fn failed(&mut self, now: Instant) {
        self.not_before = now + self.retry;
        self.scan_by(self.not_before);
        self.retry = (self.retry * 2).min(SCAN_INTERVAL);
    }

    fn succeeded(&mut self) {
        self.retry = RETRY_DELAY;
    }

    fn pause(&self, now: Instant, is_set: bool) -> Duration {
        let look = if is_set {
            self.next_scan.min(self.gap_until)
        } else {
            self.next_scan
        };
        let next = look.max(self.not_before);
        next.saturating_duration_since(now).min(CHECK_INTERVAL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_when_rung_when_something_is_young_and_now_and_then() {
        let begin = Instant::now();
        let after = |seconds| begin + Duration::from_secs(seconds);
        let mut pace = Pace::new(begin);
        assert!(pace.is_due(begin));
        pace.scanned(begin, begin, None);
        assert!(!pace.is_due(after(60)) && pace.is_due(after(180)));
        assert_eq!(pace.pause(begin, false), CHECK_INTERVAL);
        assert_eq!(pace.pause(begin, true), MIN_GAP);
        pace.change_seen();
        assert!(!pace.is_due(begin) && pace.is_due(after(10)));
        // The scan took two seconds: the gap holds, whatever the notifications.
        pace.scanned(after(8), after(10), Some(Duration::from_secs(20)));
        pace.change_seen();
        assert!(!pace.is_due(after(19)) && pace.is_due(after(20)));
        pace.scanned(after(20), after(20), Some(Duration::from_secs(1)));
        assert!(!pace.is_due(after(20)) && pace.is_due(after(22)));
    }

    #[test]
    fn what_failed_is_tried_after_a_while_that_grows() {
        let begin = Instant::now();
        let after = |seconds| begin + Duration::from_secs(seconds);
        let mut pace = Pace::new(begin);
        pace.scanned(begin, begin, None);
        pace.failed(begin);
        pace.change_seen();
        assert!(!pace.is_due(after(4)) && pace.is_due(after(5)));
        pace.failed(after(5));
        assert!(!pace.is_due(after(14)) && pace.is_due(after(15)));
        for _ in 0..20 {
            pace.failed(after(15));
        }
        assert!(pace.is_due(after(15) + SCAN_INTERVAL));
        pace.succeeded();
        assert_eq!(pace.retry, RETRY_DELAY);
    }
}
