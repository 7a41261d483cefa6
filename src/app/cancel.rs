//! A wish to stop, from a signal: work that must end cleanly asks for it between two steps.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::error::{Error, Kind, Result};

static ASKED: AtomicUsize = AtomicUsize::new(0);
static GUARDS: AtomicUsize = AtomicUsize::new(0);
/// Whether there is something to look at for whoever rests, and who is told of it.
static BELL: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

/// While one lives, a signal only asks to stop: what is under way has something to clean up.
pub struct Guard(());

impl Guard {
    /// Begins work that must end cleanly.
    #[must_use]
    pub fn begin() -> Self {
        GUARDS.fetch_add(1, Ordering::SeqCst);
        Self(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        GUARDS.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Asks to stop because of `signal`; gives whether anybody will heed it.
#[must_use]
pub fn ask(signal: usize) -> bool {
    ASKED.store(signal, Ordering::SeqCst);
    ring();
    GUARDS.load(Ordering::SeqCst) > 0
}

/// The signal that asked to stop, if one has.
#[must_use]
pub fn asked() -> Option<usize> {
    Some(ASKED.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
}

/// Ends a rest, or the next one: something has happened.
pub(super) fn ring() {
    *BELL.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
    BELL.1.notify_all();
}

/// Rests for this long, or until a signal asks to stop or somebody rings.
pub(super) fn rest(duration: Duration) {
    let until = Instant::now() + duration;
    let mut rung = BELL.0.lock().unwrap_or_else(PoisonError::into_inner);
    while !*rung && asked().is_none() {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        let waited = BELL.1.wait_timeout(rung, left);
        rung = waited.unwrap_or_else(PoisonError::into_inner).0;
    }
    *rung = false;
}

/// # Errors
/// Where a signal has asked to stop.
pub(super) fn check() -> Result<()> {
    match asked() {
        None => Ok(()),
        Some(_) => Err(Error::new(Kind::Other, "stopped by a signal")),
    }
}
