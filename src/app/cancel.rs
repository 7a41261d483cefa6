//! A wish to stop, from a signal: work that must end cleanly asks for it between two steps.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::error::{Error, Kind, Result};

static ASKED: AtomicUsize = AtomicUsize::new(0);
static GUARDS: AtomicUsize = AtomicUsize::new(0);

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
    GUARDS.load(Ordering::SeqCst) > 0
}

/// The signal that asked to stop, if one has.
#[must_use]
pub fn asked() -> Option<usize> {
    Some(ASKED.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
}

/// # Errors
/// Where a signal has asked to stop.
pub(super) fn check() -> Result<()> {
    match asked() {
        None => Ok(()),
        Some(_) => Err(Error::new(Kind::Other, "stopped by a signal")),
    }
}
