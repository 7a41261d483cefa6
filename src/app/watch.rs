//! Taking in a folder for as long as the process lives. The system tells that something has happened
//! below the folder, no more: what is due is found by looking, and a look comes every few minutes
//! anyway. Between two pieces of work the vault is let go of; before each, it is looked at again who
//! acts and whether they still may.

mod bell;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::storage::keyring::Keyring;

use super::add::Listener;
use super::cancel;
use super::error::{Error, Kind, Result};
use super::gate::Gate;
use super::inbox::folder::quiet::Memory;
use super::inbox::folder::scan::{Found, Said, look};
use super::inbox::folder::{Folder, FolderOptions, TakenIn, take};

use bell::Bell;

/// A look at the whole folder comes at the latest after this: some file systems tell of nothing.
const LOOK_EVERY: Duration = Duration::from_secs(3 * 60);
/// Between two looks, at the least; and so many times what the last one took.
const GAP: Duration = Duration::from_millis(300);
const GAP_TIMES: u32 = 5;
/// Whether somebody's rights were changed is looked at this often.
const CHECK_EVERY: Duration = Duration::from_secs(2);
/// A try that failed is repeated after this; it doubles, up to a look's time.
const RETRY: Duration = Duration::from_secs(5);

/// Who hears of a folder that is watched.
pub trait Told: Listener {
    /// It is being watched from now on.
    fn begins(&mut self, folder: &std::path::Path);

    /// What is left alone, and why.
    fn left(&mut self, path: &std::path::Path, why: &str);

    /// What does not work for now, and is tried again.
    fn trouble(&mut self, error: &Error);

    /// A piece of work is done: what was said is to be read by now.
    ///
    /// # Errors
    /// Ends the watch.
    fn pause(&mut self, taken: &TakenIn) -> Result<()>;
}

/// Watches a folder until a signal asks to stop.
///
/// # Errors
/// Kinds `Denied` and `Auth` where the principal may no longer do this; `Usage`, `Damaged`, `NoVault`;
/// where the folder is gone; and, in the end, that a signal has asked to stop.
pub fn watch(gate: &mut Gate, options: &FolderOptions, told: &mut dyn Told) -> Result<()> {
    let folder = Folder::open(gate, options)?;
    let _guard = cancel::Guard::begin();
    let keyring = Keyring::path(gate.dir());
    let mut watch = Watch {
        vault: Changes::of(keyring),
        memory: Memory::new(options.settle),
        said: Said::default(),
        trouble: None,
        checked: Instant::now(),
        pace: Pace::new(Instant::now()),
        gate,
        folder: &folder,
        told,
    };
    let bell = Bell::hang(&folder.path);
    if let Err(why) = &bell {
        watch.told.trouble(&Error::new(Kind::Other, format!(
            "the system does not tell of changes ({why}): the folder is looked at every few minutes"
        )));
    }
    watch.told.begins(&folder.path);
    watch.gate.let_go();
    loop {
        cancel::check()?;
        watch.step(bell.as_ref().ok())?;
        cancel::check()?;
        let rung = bell.as_ref().is_ok_and(Bell::has_rung);
        cancel::rest(watch.pace.rest(Instant::now(), rung));
    }
}

struct Watch<'a> {
    gate: &'a mut Gate,
    folder: &'a Folder,
    told: &'a mut dyn Told,
    memory: Memory,
    said: Said,
    vault: Changes,
    /// When it was last looked at whether the principal still may: what ends by time changes nothing.
    checked: Instant,
    pace: Pace,
    /// What was said last to be wrong.
    trouble: Option<String>,
}

impl Watch<'_> {
    fn step(&mut self, bell: Option<&Bell>) -> Result<()> {
        // Nothing rings for it: it is held open, and so not gone for the system.
        self.folder.check_same()?;
        if bell.is_some_and(Bell::has_rung) {
            self.pace.rung();
        }
        // Not while the last try has failed just now: that says the same.
        let overdue = self.checked.elapsed() >= LOOK_EVERY;
        if self.pace.may_try(Instant::now()) && (self.vault.have_changed() || overdue) {
            let done = self.with_vault(|_| Ok(()));
            self.settle(done)?;
        }
        if !self.pace.is_due(Instant::now()) {
            return Ok(());
        }
        // What changes from here on rings again: it may have been passed by already.
        if let Some(bell) = bell {
            bell.heard();
        }
        let begun = Instant::now();
        let mut found = look(self.folder, &mut self.memory);
        for (path, why) in self.said.news(std::mem::take(&mut found.left)) {
            self.told.left(&path, &why);
        }
        let soonest = found.soonest.into_iter().chain(found.later).min();
        self.pace.looked(begun, Instant::now(), soonest);
        if found.due.is_empty() {
            return Ok(());
        }
        let done = self.take(found)?;
        self.settle(done)?;
        // Whatever is still there has its time by now, or there is more.
        self.pace.look_at(Instant::now());
        Ok(())
    }

    /// Takes in what is due; gives how that went. An error is that nobody hears of it any more.
    fn take(&mut self, found: Found) -> Result<Result<()>> {
        let mut taken = TakenIn::default();
        let done = self.with_vault(|watch| {
            let _lock = watch.folder.lock(Duration::ZERO)?;
            let Watch {
                gate,
                folder,
                told,
                memory,
                ..
            } = watch;
            let told: &mut dyn Listener = *told;
            take(gate, folder, found.due, memory, told, &mut taken)
        });
        self.told.pause(&taken)?;
        Ok(done)
    }

    /// Works with the vault as it is now, and lets go of it again.
    fn with_vault(&mut self, work: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.checked = Instant::now();
        let done = match self.gate.come_back() {
            Ok(()) => self
                .gate
                .read_for_upload(|_| Ok(()))
                .and_then(|()| work(self)),
            Err(error) => Err(error),
        };
        self.gate.let_go();
        done
    }

    /// Goes on after what passes by itself, which is said once; ends with anything else.
    fn settle(&mut self, done: Result<()>) -> Result<()> {
        let Err(error) = done else {
            self.trouble = None;
            self.pace.went_well();
            return Ok(());
        };
        cancel::check()?;
        match error.kind {
            Kind::Busy | Kind::Other | Kind::Partial => {}
            Kind::Usage
            | Kind::NotFound
            | Kind::Denied
            | Kind::Findings
            | Kind::NoVault
            | Kind::Auth
            | Kind::Damaged => return Err(error),
        }
        if self.trouble.as_ref() != Some(&error.message) {
            self.told.trouble(&error);
            self.trouble = Some(error.message);
        }
        self.vault.forget();
        self.pace.failed(Instant::now());
        Ok(())
    }
}

/// Whether who may do what was changed: each such change replaces keyring.json.
struct Changes {
    keyring: PathBuf,
    known: Option<super::add::source::Stamp>,
}

impl Changes {
    fn of(keyring: PathBuf) -> Self {
        // Nothing is known: the first look also finds what changed while it was opened.
        Self {
            keyring,
            known: None,
        }
    }

    fn have_changed(&mut self) -> bool {
        let meta = std::fs::symlink_metadata(&self.keyring).ok();
        let now = meta.map(|meta| super::add::source::stamp(&meta));
        let changed = now.is_none() || now != self.known;
        self.known = now;
        changed
    }

    /// It is to be looked at again.
    fn forget(&mut self) {
        self.known = None;
    }
}

/// When to look, and when to try again.
struct Pace {
    next_look: Instant,
    /// No ring makes it look before this.
    gap_until: Instant,
    /// Nothing is tried before this.
    not_before: Instant,
    retry: Duration,
}

impl Pace {
    fn new(now: Instant) -> Self {
        Self {
            next_look: now,
            gap_until: now,
            not_before: now,
            retry: RETRY,
        }
    }

    fn rung(&mut self) {
        self.look_at(self.gap_until);
    }

    fn look_at(&mut self, at: Instant) {
        self.next_look = self.next_look.min(at);
    }

    fn may_try(&self, now: Instant) -> bool {
        now >= self.not_before
    }

    fn is_due(&self, now: Instant) -> bool {
        now >= self.next_look && self.may_try(now)
    }

    fn looked(&mut self, begun: Instant, now: Instant, soonest: Option<Duration>) {
        let took = now.saturating_duration_since(begun);
        self.gap_until = now + GAP.max(took * GAP_TIMES);
        let wait = soonest.map_or(LOOK_EVERY, |soonest| {
            (soonest + Duration::from_millis(20)).min(LOOK_EVERY)
        });
        self.next_look = now + wait;
    }

    fn failed(&mut self, now: Instant) {
        self.not_before = now + self.retry;
        self.look_at(self.not_before);
        self.retry = (self.retry * 2).min(LOOK_EVERY);
    }

    fn went_well(&mut self) {
        self.retry = RETRY;
    }

    fn rest(&self, now: Instant, rung: bool) -> Duration {
        let look = if rung {
            self.next_look.min(self.gap_until)
        } else {
            self.next_look
        };
        let next = look.max(self.not_before);
        next.saturating_duration_since(now).min(CHECK_EVERY)
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
        pace.looked(begin, begin, None);
        assert!(!pace.is_due(after(60)) && pace.is_due(after(180)));
        assert_eq!(pace.rest(begin, false), CHECK_EVERY);
        assert_eq!(pace.rest(begin, true), GAP);
        pace.rung();
        assert!(!pace.is_due(begin) && pace.is_due(after(10)));
        // The look took two seconds: not at once again, though it rings and rings.
        pace.looked(after(8), after(10), Some(Duration::from_secs(20)));
        pace.rung();
        assert!(!pace.is_due(after(19)) && pace.is_due(after(20)));
        pace.looked(after(20), after(20), Some(Duration::from_secs(1)));
        assert!(!pace.is_due(after(20)) && pace.is_due(after(22)));
    }

    #[test]
    fn what_failed_is_tried_after_a_while_that_grows() {
        let begin = Instant::now();
        let after = |seconds| begin + Duration::from_secs(seconds);
        let mut pace = Pace::new(begin);
        pace.looked(begin, begin, None);
        pace.failed(begin);
        pace.rung();
        assert!(!pace.is_due(after(4)) && pace.is_due(after(5)));
        pace.failed(after(5));
        assert!(!pace.is_due(after(14)) && pace.is_due(after(15)));
        for _ in 0..20 {
            pace.failed(after(15));
        }
        assert!(pace.is_due(after(15) + LOOK_EVERY));
        pace.went_well();
        assert_eq!(pace.retry, RETRY);
    }
}
