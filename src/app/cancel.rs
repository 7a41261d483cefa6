//! Cancellation by a signal: work that must end cleanly checks for it between two steps.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::app::error::{Error, Kind, Result};

static SIGNAL: AtomicUsize = AtomicUsize::new(0);
static GUARDS: AtomicUsize = AtomicUsize::new(0);
/// Whether a sleeping thread has been woken, and its condition variable.
static WAKE: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

/// While a guard lives, a signal only requests a stop, because the work in progress has to clean
/// up.
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

/// Requests a stop because of `signal`; returns whether any guard will act on it.
#[must_use]
pub fn ask(signal: usize) -> bool {
    SIGNAL.store(signal, Ordering::SeqCst);
    wake();
    GUARDS.load(Ordering::SeqCst) > 0
}

/// The signal that requested a stop, if any.
#[must_use]
pub fn asked() -> Option<usize> {
    Some(SIGNAL.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
}

/// Ends the current sleep, or the next one.
pub(super) fn wake() {
    *WAKE.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
    WAKE.1.notify_all();
}

/// Sleeps for `duration`, or until a signal arrives or [`wake`] is called.
pub(super) fn sleep(duration: Duration) {
    let until = Instant::now() + duration;
    let mut woken = WAKE.0.lock().unwrap_or_else(PoisonError::into_inner);
    while !*woken && asked().is_none() {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        let waited = WAKE.1.wait_timeout(woken, left);
        woken = waited.unwrap_or_else(PoisonError::into_inner).0;
    }
    *woken = false;
}

/// # Errors
/// Kind `Other` if a signal has requested a stop.
pub(super) fn check() -> Result<()> {
    match asked() {
        None => Ok(()),
        Some(_) => Err(Error::new(Kind::Other, "stopped by a signal")),
    }
}
