//! Sessions of the page. The browser has a random value in a cookie that scripts cannot read; the
//! server has the session that it stands for, in memory: after a restart, users log in again.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use file_organizer::app::error::Result;
use file_organizer::app::secret::Secret;
use file_organizer::app::vault::{Caller, random_text};

/// A session ends when it was not used for so long.
const IDLE: Duration = Duration::from_secs(12 * 60 * 60);
/// The most sessions: the one that was not used for longest ends.
const MAX_SESSIONS: usize = 1000;

/// A session of the page.
#[derive(Debug, Clone)]
pub(crate) struct PageSession {
    /// The principal.
    pub(crate) caller: Caller,
    /// When the session in the vault ends.
    pub(crate) ends: Instant,
}

/// The sessions of the page, by the value of the cookie.
#[derive(Debug, Default)]
pub(crate) struct PageSessions(Mutex<HashMap<String, (PageSession, Instant)>>);

impl PageSessions {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, (PageSession, Instant)>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        all.retain(|_, (session, used)| session.ends > now && used.elapsed() < IDLE);
        all
    }

    /// Adds a session; returns the value of its cookie.
    ///
    /// # Errors
    /// If there is no randomness.
    pub(crate) fn begin(&self, session: PageSession) -> Result<Secret> {
        let cookie = random_text()?;
        let mut all = self.lock();
        while all.len() >= MAX_SESSIONS {
            let oldest = all.iter().min_by_key(|(_, (_, used))| *used);
            let Some(oldest) = oldest.map(|(cookie, _)| cookie.clone()) else {
                break;
            };
            all.remove(&oldest);
        }
        all.insert(cookie.expose().to_owned(), (session, Instant::now()));
        Ok(cookie)
    }

    /// The session of a cookie.
    pub(crate) fn find(&self, cookie: &Secret) -> Option<PageSession> {
        let mut all = self.lock();
        let (session, used) = all.get_mut(cookie.expose())?;
        *used = Instant::now();
        Some(session.clone())
    }

    /// Ends the session of a cookie; returns it.
    pub(crate) fn end(&self, cookie: &Secret) -> Option<PageSession> {
        self.lock()
            .remove(cookie.expose())
            .map(|(session, _)| session)
    }
}
