//! Login sessions: begun by password, prolonged, listed, ended. A session is a slot of its own with
//! an end; its secret is kept by whoever began it.

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::permission::Permission;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::keyring::SlotKind;
use crate::storage::record::SessionRecord;
use crate::storage::users;

use super::error::{Error, Kind, Result};
use super::gate::{Gate, Writing};
use super::policy;
use super::secret::Secret;
use super::slots::{clear_ended, session_slot};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionInfo {
    /// Its id; no secret.
    pub id: String,
    /// Whose.
    pub user: String,
    /// When it was begun.
    pub created: Time,
    /// When it ends.
    pub expires: Time,
    /// Until when it can be prolonged.
    pub refresh_until: Time,
    /// From where it was begun.
    pub source: String,
    /// Whether it is the one that is used now.
    pub current: bool,
}

fn info(id: String, session: SessionRecord, current: Option<&str>) -> SessionInfo {
    SessionInfo {
        current: current == Some(&id),
        id,
        user: session.user,
        created: session.created,
        expires: session.expires,
        refresh_until: session.refresh_until,
        source: session.source,
    }
}

/// Begins a session for the acting user, who has come in by password; gives its secret.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for a longer time than the policy allows.
pub fn login(gate: &mut Gate, ttl: Option<Span>) -> Result<(SessionInfo, Secret)> {
    let epoch = gate.store().keyring().epoch;
    let user = gate.principal().name.clone();
    let source = gate.source().to_owned();
    let limits = policy::read(&gate.snapshot()?)?;
    let ttl = ttl.unwrap_or(limits.session_ttl);
    if ttl > limits.session_ttl {
        return Err(Error::new(
            Kind::Usage,
            format!(
                "a session lasts at most {} (policy session.ttl)",
                limits.session_ttl
            ),
        )
        .hint("raise it with: file-organizer policy set session.ttl 7d"));
    }
    let now = gate.latest()?;
    let expires = now.saturating_add(ttl);
    let (id, slot, text) = session_slot(expires, gate.store().key())?;
    let session = SessionRecord {
        user,
        created: now,
        expires,
        refresh_until: now.saturating_add(limits.session_refresh_ttl).max(expires),
        source,
    };
    gate.write(Action::Login, &[], |writing| {
        // What has ended is cleared away by whoever comes next.
        for (old, session) in users::sessions(writing.tables)? {
            if session.expires <= now {
                users::remove_session(writing.tables, &old)?;
            }
        }
        users::put_session(writing.tables, &id, &session)?;
        writing.change_slots(epoch, |slots| slots.push(slot))?;
        clear(writing, now)
    })?;
    Ok((info(id.clone(), session, Some(&id)), text))
}

/// Drops slots whose time is over.
pub(super) fn clear(writing: &mut Writing<'_, '_>, now: Time) -> Result<()> {
    let mut slots = writing.keyring().slots.clone();
    clear_ended(writing.tables, &mut slots, now)?;
    let epoch = writing.keyring().epoch;
    writing.change_slots(epoch, |all| *all = slots)
}

/// Ends all sessions of a user.
pub(super) fn end_all_of(writing: &mut Writing<'_, '_>, user: &str) -> Result<()> {
    let all = users::sessions(writing.tables)?;
    let ids: Vec<String> = all
        .into_iter()
        .filter(|(_, session)| session.user == user)
        .map(|(id, _)| id)
        .collect();
    end(writing, &ids)
}

fn end(writing: &mut Writing<'_, '_>, ids: &[String]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    for id in ids {
        users::remove_session(writing.tables, id)?;
    }
    let epoch = writing.keyring().epoch;
    writing.change_slots(epoch, |slots| {
        slots.retain(
            |slot| !matches!(&slot.kind, SlotKind::Session { session, .. } if ids.contains(session)),
        );
    })
}

fn current(gate: &Gate) -> Result<String> {
    gate.principal().session.clone().ok_or_else(|| {
        Error::new(Kind::Usage, "this was not unlocked by a session")
            .hint("begin one with: file-organizer login")
    })
}

/// Ends the session that is used.
///
/// # Errors
/// Kinds `Usage`, `Busy`.
pub fn logout(gate: &mut Gate) -> Result<()> {
    let id = current(gate)?;
    gate.write(Action::Logout, id.as_bytes(), |writing| {
        end(writing, std::slice::from_ref(&id))
    })
}

/// Prolongs the session that is used; gives its new end.
///
/// # Errors
/// Kinds `Usage`, `Busy`.
pub fn refresh(gate: &mut Gate) -> Result<SessionInfo> {
    let id = current(gate)?;
    let now = gate.latest()?;
    gate.write(Action::SessionRefresh, id.as_bytes(), |writing| {
        let ttl = policy::read(writing.tables)?.session_ttl;
        let session = users::session(writing.tables, &id)?;
        let mut session =
            session.ok_or_else(|| Error::new(Kind::NotFound, "the session has ended"))?;
        session.expires = now
            .saturating_add(ttl)
            .min(session.refresh_until)
            .max(session.expires);
        users::put_session(writing.tables, &id, &session)?;
        let until = session.expires.nanos().div_euclid(1_000_000_000);
        let epoch = writing.keyring().epoch;
        writing.change_slots(epoch, |slots| {
            for slot in slots {
                if let SlotKind::Session { session, expires } = &mut slot.kind
                    && *session == id
                {
                    *expires = until;
                }
            }
        })?;
        Ok(info(id.clone(), session, Some(&id)))
    })
}

/// One's own sessions; everybody's for whoever manages users.
///
/// # Errors
/// Kind `Denied`.
pub fn list(gate: &mut Gate) -> Result<Vec<SessionInfo>> {
    let principal = gate.principal().clone();
    let now = gate.latest()?;
    gate.read(Action::SessionList, |view, _| {
        let all = principal.permissions.has(Permission::UserManage);
        Ok(users::sessions(view)?
            .into_iter()
            .filter(|(_, session)| session.expires > now && (all || session.user == principal.name))
            .map(|(id, session)| info(id, session, principal.session.as_deref()))
            .collect())
    })
}

/// Which sessions to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// These, by id.
    Ids(Vec<String>),
    /// All of one user.
    User(String),
    /// All there are.
    All,
}

/// Ends sessions: one's own, or anybody's for whoever manages users; gives how many.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`.
pub fn revoke(gate: &mut Gate, which: &Which) -> Result<u64> {
    let target = match which {
        Which::Ids(ids) => ids.join(","),
        Which::User(user) => user.clone(),
        Which::All => "all".into(),
    };
    gate.write(Action::SessionRevoke, target.as_bytes(), |writing| {
        let anybody = writing.principal.permissions.has(Permission::UserManage);
        let me = writing.principal.name.clone();
        let all = users::sessions(writing.tables)?;
        let mine = |session: &SessionRecord| anybody || session.user == me;
        let mut chosen = Vec::new();
        match which {
            Which::Ids(ids) => {
                for id in ids {
                    // Somebody else's is answered like one that is not there.
                    let known = all.iter().any(|(is, session)| is == id && mine(session));
                    if !known {
                        return Err(Error::new(
                            Kind::NotFound,
                            format!("there is no session {id:?}"),
                        )
                        .hint("list them with: file-organizer session list"));
                    }
                    chosen.push(id.clone());
                }
            }
            Which::User(user) if !anybody && *user != me => {
                return Err(Error::new(
                    Kind::Denied,
                    "these are somebody else's sessions",
                ));
            }
            Which::User(user) => chosen.extend(
                all.iter()
                    .filter(|(_, session)| session.user == *user)
                    .map(|(id, _)| id.clone()),
            ),
            Which::All => chosen.extend(
                all.iter()
                    .filter(|(_, session)| mine(session))
                    .map(|(id, _)| id.clone()),
            ),
        }
        end(writing, &chosen)?;
        writing.detail(Unit::Sessions.count(chosen.len()));
        Ok(chosen.len() as u64)
    })
}
