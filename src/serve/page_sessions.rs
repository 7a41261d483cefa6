//! Sessions of the page. The browser has a random value in a cookie that scripts cannot read; the
//! server has the session that it stands for, in memory: after a restart, users log in again.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use file_organizer::app::error::Result;
use file_organizer::app::gate::vault::{Caller, random_text};
use file_organizer::app::secret::Secret;

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

/// The sessions of the page, with the values of their cookies.
#[derive(Debug, Default)]
pub(crate) struct PageSessions(Mutex<Vec<Kept>>);

#[derive(Debug)]
struct Kept {
    cookie: Secret,
    session: PageSession,
    used: Instant,
}

/// Who has the sessions of the page.
pub(crate) trait HasPageSessions {
    /// They.
    fn page_sessions(&self) -> &PageSessions;
}

impl PageSessions {
    fn lock(&self) -> MutexGuard<'_, Vec<Kept>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        all.retain(|one| one.session.ends > now && one.used.elapsed() < IDLE);
        all
    }

    /// Adds a session; returns the value of its cookie.
    ///
    /// # Errors
    /// If there is no randomness.
    pub(crate) fn begin(&self, session: PageSession) -> Result<Secret> {
        let cookie = random_text()?;
        let mut all = self.lock();
        all.sort_by_key(|one| one.used);
        let over = (all.len() + 1).saturating_sub(MAX_SESSIONS);
        all.drain(..over);
        all.push(Kept {
            cookie: Secret::from(cookie.expose()),
            session,
            used: Instant::now(),
        });
        Ok(cookie)
    }

    /// The session of a cookie.
    pub(crate) fn find(&self, cookie: &Secret) -> Option<PageSession> {
        let mut all = self.lock();
        let found = all
            .iter_mut()
            .find(|one| one.cookie.expose() == cookie.expose())?;
        found.used = Instant::now();
        Some(found.session.clone())
    }

    /// Ends the session of a cookie; returns it.
    pub(crate) fn end(&self, cookie: &Secret) -> Option<PageSession> {
        let mut all = self.lock();
        let at = all
            .iter()
            .position(|one| one.cookie.expose() == cookie.expose())?;
        Some(all.swap_remove(at).session)
    }
}
