//! Limits: rates of requests by principal or source, work at a time, connections at a time.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use file_organizer::app::clock;
use file_organizer::domain::policy::server::Rate;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::peer::Peer;
use super::policy::ServerPolicy;
use super::reply::Problem;

/// The most keys that are counted separately.
const MAX_KEYS: usize = 20_000;
/// The most credentials that are remembered as valid.
const MAX_KNOWN: usize = 10_000;
/// The key of everybody else if there is no room.
const OTHERS: &str = "others";

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    /// Requests of a principal.
    Requests,
    /// Uploads of a principal.
    Upload,
    /// Requests of the page, by session.
    Page,
    /// Requests of a source without a valid credential.
    Unauthenticated,
    /// Login attempts of a source.
    Login,
}

impl Class {
    fn rate(self, policy: &ServerPolicy) -> Rate {
        match self {
            Self::Requests => policy.rate_requests,
            Self::Upload => policy.rate_upload,
            Self::Page => policy.rate_page,
            Self::Unauthenticated => policy.rate_unauthenticated,
            Self::Login => policy.rate_login,
        }
    }
}

/// The state of one key: the requests in the current window, which begins with the first request, and
/// in the window before. The latter count less and less, so that there is no burst where two windows
/// meet.
#[derive(Debug, Clone, Copy)]
struct Count {
    begun: Instant,
    window: Duration,
    limit: u32,
    before: u32,
    now: u32,
}

/// How much of a limit is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    limit: u64,
    remaining: u64,
    /// Seconds until the current window ends.
    reset: u64,
    /// Seconds until the next request is accepted, if this one was not.
    wait: Option<u64>,
}

impl Count {
    /// Begins the windows that are due.
    fn advance(&mut self, now: Instant, window: Duration) {
        self.window = window;
        let elapsed = now.saturating_duration_since(self.begun);
        if elapsed >= window * 2 {
            (self.begun, self.before, self.now) = (now, 0, 0);
        } else if elapsed >= window {
            (self.begun, self.before, self.now) = (self.begun + window, self.now, 0);
        }
    }

    fn is_over(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.begun) >= self.window * 2
    }

    /// Checks a limit, and counts a request that it accepts.
    fn standing(&mut self, now: Instant, limit: u32, counts: bool) -> Standing {
        self.limit = limit;
        let window = millis(self.window).max(1);
        let left = window.saturating_sub(millis(now.saturating_duration_since(self.begun)));
        let [before, current, limit] = [self.before, self.now, limit].map(u64::from);
        let carried = (before * left).div_ceil(window);
        let is_accepted = carried + current < limit;
        let wait = (!is_accepted).then(|| {
            // Either enough of the former window is forgotten before this one ends, or enough of this
            // one is during the next.
            let free = limit.saturating_sub(1);
            let wait = if current <= free && before > 0 {
                left.saturating_sub((free - current) * window / before)
            } else {
                left + window.saturating_sub(free * window / current.max(1))
            };
            wait.div_ceil(1000).max(1)
        });
        let current = if is_accepted && counts {
            self.now += 1;
            current + 1
        } else {
            current
        };
        Standing {
            limit,
            remaining: limit.saturating_sub(current + carried),
            reset: left.div_ceil(1000),
            wait,
        }
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Counts requests.
#[derive(Debug, Default)]
struct Counts(HashMap<(Class, String), Count>);

impl Counts {
    fn check(&mut self, class: Class, key: &str, rate: Rate, counts: bool) -> Standing {
        let now = Instant::now();
        let window = rate.window.to_duration();
        let mut key = (class, key.to_owned());
        if !self.0.contains_key(&key) {
            self.make_room(now);
            if self.0.len() >= MAX_KEYS {
                OTHERS.clone_into(&mut key.1);
            }
        }
        let count = self.0.entry(key).or_insert(Count {
            begun: now,
            window,
            limit: rate.limit,
            before: 0,
            now: 0,
        });
        count.advance(now, window);
        count.standing(now, rate.limit, counts)
    }

    /// Removes keys if there are too many: those that are over, then those that have used the least of
    /// their limit. One that is blocked stays.
    fn make_room(&mut self, now: Instant) {
        if self.0.len() < MAX_KEYS {
            return;
        }
        self.0.retain(|_, count| !count.is_over(now));
        for quarter in 1..=3 {
            if self.0.len() < MAX_KEYS {
                break;
            }
            self.0.retain(|_, count| {
                let [used, limit] = [count.before.saturating_add(count.now), count.limit];
                u64::from(used) * 4 >= u64::from(limit) * quarter
            });
        }
    }
}

/// A kind of work that only some requests may do at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// Reading metadata.
    Read,
    /// Changing metadata.
    Write,
    /// Receiving a file.
    Upload,
    /// Sending a file.
    Download,
    /// Checking a password.
    Login,
}

const READS: usize = 8;
const WRITES: usize = 4;
/// Logins that may wait.
const LOGIN_QUEUE: usize = 8;
const LONGEST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_LOGIN_WAIT: Duration = Duration::from_secs(5);

/// The limits of a server.
#[derive(Debug)]
pub(super) struct Limits {
    counts: Mutex<Counts>,
    /// Hashes of credentials that were valid when last used, and the hasher with its secret key.
    known: Mutex<HashMap<u64, ()>>,
    hasher: RandomState,
    reads: Arc<Semaphore>,
    writes: Arc<Semaphore>,
    uploads: Arc<Semaphore>,
    downloads: Arc<Semaphore>,
    logins: Arc<Semaphore>,
    login_queue: Arc<Semaphore>,
}

impl Limits {
    pub(super) fn new(policy: &ServerPolicy) -> Self {
        let places = |number| Arc::new(Semaphore::new(number));
        Self {
            counts: Mutex::default(),
            known: Mutex::default(),
            hasher: RandomState::new(),
            reads: places(READS),
            writes: places(WRITES),
            uploads: places(policy.max_uploads),
            downloads: places(policy.max_downloads),
            logins: places(policy.login_parallel),
            login_queue: places(policy.login_parallel + LOGIN_QUEUE),
        }
    }

    fn check(&self, class: Class, key: &str, policy: &ServerPolicy, counts: bool) -> Standing {
        lock(&self.counts).check(class, key, class.rate(policy), counts)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The limits of one request; in its extensions.
#[derive(Clone)]
pub(crate) struct Limiter(Arc<Inner>);

struct Inner {
    limits: Arc<Limits>,
    policy: Arc<ServerPolicy>,
    peer: Peer,
    /// The hash of the credential, if there is one.
    credential: Option<u64>,
    noted: Mutex<Noted>,
}

/// What was found out about a request.
#[derive(Debug, Default)]
struct Noted {
    principal: Option<String>,
    standing: Option<Standing>,
}

impl Limiter {
    /// The limits of a request with these headers.
    pub(super) fn new(
        limits: Arc<Limits>,
        policy: Arc<ServerPolicy>,
        peer: Peer,
        headers: &HeaderMap,
    ) -> Self {
        let credentials = ["authorization", "x-api-key", "cookie"]
            .map(|name| headers.get(name).map(HeaderValue::as_bytes));
        let credential = credentials
            .iter()
            .any(Option::is_some)
            .then(|| limits.hasher.hash_one(credentials));
        Self(Arc::new(Inner {
            limits,
            policy,
            peer,
            credential,
            noted: Mutex::default(),
        }))
    }

    /// Counts a request of an authenticated principal, and names it in the log. To be called once the
    /// principal is known, and again for a narrower class.
    ///
    /// # Errors
    /// 429 with `Retry-After` if the limit is reached.
    pub(crate) fn principal(&self, class: Class, name: &str) -> Result<(), Problem> {
        lock(&self.0.noted).principal = Some(name.to_owned());
        if let Some(credential) = self.0.credential {
            let mut known = lock(&self.0.limits.known);
            if known.len() >= MAX_KNOWN {
                known.clear();
            }
            known.insert(credential, ());
        }
        self.count(class, name)
    }

    /// Counts a login attempt, by source and by user and source.
    ///
    /// # Errors
    /// 429 with `Retry-After` if a limit is reached.
    pub(crate) fn login(&self, user: &str) -> Result<(), Problem> {
        let source = &self.0.peer.rate_key;
        self.count(Class::Login, source)?;
        self.count(Class::Login, &format!("{source} {user}"))
    }

    /// Counts a request of a source before it is authenticated. One with a credential is counted only
    /// if that turns out to be invalid, and accepted if it was valid before: others with the same
    /// address cannot lock it out.
    ///
    /// # Errors
    /// 429 with `Retry-After` if the limit is reached.
    pub(super) fn source(&self) -> Result<(), Problem> {
        let key = &self.0.peer.rate_key;
        match self.0.credential {
            None => self.count(Class::Unauthenticated, key),
            Some(credential) if lock(&self.0.limits.known).contains_key(&credential) => Ok(()),
            Some(_) => self.check(Class::Unauthenticated, key, false),
        }
    }

    /// Counts an answer that refused the credential.
    pub(super) fn refused(&self) {
        if let Some(credential) = self.0.credential {
            lock(&self.0.limits.known).remove(&credential);
            let _ = self.count(Class::Unauthenticated, &self.0.peer.rate_key);
        }
    }

    fn count(&self, class: Class, key: &str) -> Result<(), Problem> {
        self.check(class, key, true)
    }

    fn check(&self, class: Class, key: &str, counts: bool) -> Result<(), Problem> {
        if !self.0.policy.rate_enabled {
            return Ok(());
        }
        let standing = self.0.limits.check(class, key, &self.0.policy, counts);
        lock(&self.0.noted).standing = Some(standing);
        standing
            .wait
            .map_or(Ok(()), |wait| Err(Problem::too_many(wait)))
    }

    /// Waits for a place to work; the work may last as long as the permit lives.
    ///
    /// # Errors
    /// 503 with `Retry-After` if there is none in time.
    pub(crate) async fn work(&self, work: Work) -> Result<OwnedSemaphorePermit, Problem> {
        let limits = &self.0.limits;
        let busy = || {
            Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "too much work at a time",
            )
            .retry_after(1)
        };
        let (places, longest) = match work {
            Work::Read => (&limits.reads, LONGEST_WAIT),
            Work::Write => (&limits.writes, LONGEST_WAIT),
            Work::Upload => (&limits.uploads, LONGEST_WAIT),
            Work::Download => (&limits.downloads, LONGEST_WAIT),
            Work::Login => (&limits.logins, LONGEST_LOGIN_WAIT),
        };
        let _queued = match work {
            Work::Login => {
                let place = limits.login_queue.try_acquire();
                Some(place.map_err(|_| busy())?)
            }
            Work::Read | Work::Write | Work::Upload | Work::Download => None,
        };
        let permit = tokio::time::timeout(longest, places.clone().acquire_owned()).await;
        permit.ok().and_then(Result::ok).ok_or_else(busy)
    }

    /// The principal, if the request was authenticated.
    pub(super) fn name(&self) -> Option<String> {
        lock(&self.0.noted).principal.clone()
    }

    /// Adds the headers that tell how much of the limit is left.
    pub(super) fn describe(&self, headers: &mut HeaderMap) {
        let Some(standing) = lock(&self.0.noted).standing else {
            return;
        };
        let now = u64::try_from(clock::now().unix_seconds()).unwrap_or(0);
        for (name, value) in [
            ("x-ratelimit-limit", standing.limit),
            ("x-ratelimit-remaining", standing.remaining),
            ("x-ratelimit-reset", now + standing.reset),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
}

/// The connections that are open, in all and by source.
#[derive(Debug, Default)]
pub(super) struct Slots(Arc<Mutex<Open>>);

#[derive(Debug, Default)]
struct Open {
    all: usize,
    by_source: HashMap<String, usize>,
}

/// The place of an open connection.
#[derive(Debug)]
pub(super) struct Slot {
    open: Arc<Mutex<Open>>,
    source: Option<String>,
}

impl Slots {
    /// A place for a connection; none if there are too many. Without a source, only the total counts.
    pub(super) fn take(&self, source: Option<String>, policy: &ServerPolicy) -> Option<Slot> {
        let mut open = lock(&self.0);
        if open.all >= policy.max_connections {
            return None;
        }
        if let Some(source) = &source {
            let of_source = open.by_source.entry(source.clone()).or_default();
            if *of_source >= policy.max_per_source {
                return None;
            }
            *of_source += 1;
        }
        open.all += 1;
        Some(Slot {
            open: self.0.clone(),
            source,
        })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut open = lock(&self.open);
        open.all = open.all.saturating_sub(1);
        if let Some(source) = &self.source
            && let Some(of_source) = open.by_source.get_mut(source)
        {
            *of_source = of_source.saturating_sub(1);
            if *of_source == 0 {
                open.by_source.remove(source);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn count(begun: Instant) -> Count {
        Count {
            begun,
            window: MINUTE,
            limit: 10,
            before: 0,
            now: 0,
        }
    }

    #[test]
    fn exactly_the_limit_is_accepted_within_a_window() {
        let begun = Instant::now();
        let mut count = count(begun);
        for left in (0..10).rev() {
            let standing = count.standing(begun, 10, true);
            assert_eq!((standing.remaining, standing.wait), (left, None));
        }
        let late = begun + Duration::from_secs(59);
        count.advance(late, MINUTE);
        let refused = count.standing(late, 10, true);
        assert_eq!(refused.remaining, 0);
        let again = late + Duration::from_secs(refused.wait.unwrap());
        count.advance(again, MINUTE);
        assert_eq!(count.standing(again, 10, true).wait, None);
    }

    #[test]
    fn there_is_no_burst_where_windows_meet() {
        let begun = Instant::now();
        let mut count = count(begun);
        for _ in 0..10 {
            count.standing(begun + MINUTE / 2, 10, true);
        }
        let next = begun + MINUTE + MINUTE / 10;
        count.advance(next, MINUTE);
        let accepted = (0..10).filter(|_| count.standing(next, 10, true).wait.is_none());
        assert_eq!(accepted.count(), 1);
        let late = begun + MINUTE * 3;
        count.advance(late, MINUTE);
        assert_eq!(count.standing(late, 10, true).remaining, 9);
    }

    #[test]
    fn many_keys_do_not_free_one_that_is_blocked() {
        let mut counts = Counts::default();
        let rate = Rate::per_minute(10);
        for _ in 0..11 {
            counts.check(Class::Login, "blocked", rate, true);
        }
        for key in 0..MAX_KEYS * 2 {
            counts.check(Class::Login, &key.to_string(), rate, true);
        }
        assert!(counts.0.len() <= MAX_KEYS);
        let standing = counts.check(Class::Login, "blocked", rate, true);
        assert!(standing.wait.is_some());
    }

    #[test]
    fn a_slot_is_free_again_after_the_connection() {
        let policy = ServerPolicy {
            max_connections: 3,
            max_per_source: 2,
            ..ServerPolicy::default()
        };
        let slots = Slots::default();
        let take = |source: &str| slots.take(Some(source.to_owned()), &policy);
        let (first, second) = (take("a"), take("a"));
        assert!(first.is_some() && second.is_some() && take("a").is_none());
        let third = take("b");
        assert!(third.is_some() && take("c").is_none());
        drop(first);
        assert!(take("a").is_some());
        drop((second, third));
        assert!(lock(&slots.0).by_source.is_empty());
    }
}
