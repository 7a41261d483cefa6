//! Login sessions: begin, extend, list, end. A session is a slot with an expiry; the client keeps
//! its secret.

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::id::UserId;
use crate::domain::permission::{Permission, Permissions};
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::record::SessionRecord;
use crate::storage::tables::View;
use crate::storage::users::{self, Names};

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::Gate;
use crate::app::gate::slots::session_slot;
use crate::app::secret::Secret;
use crate::storage::policy;
use crate::storage::users::permissions_of_user;

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct SessionInfo {
    /// Its id (not secret).
    pub id: String,
    /// The user.
    pub user: String,
    /// When it began.
    pub created: Time,
    /// When it expires.
    pub expires: Time,
    /// Until when it can be extended.
    pub refresh_until: Time,
    /// Where it was begun.
    pub source: String,
    /// Whether it is the current session.
    pub current: bool,
}

fn info(id: String, session: SessionRecord, user: String, current: Option<&str>) -> SessionInfo {
    SessionInfo {
        current: current == Some(&id),
        id,
        user,
        created: session.created,
        expires: session.expires,
        refresh_until: session.refresh_until,
        source: session.source,
    }
}

/// Begins a session for the acting user, who must have unlocked with a password; returns its
/// secret.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for a longer time than the policy allows.
pub fn login(gate: &mut Gate, ttl: Option<Span>) -> Result<(SessionInfo, Secret)> {
    let user = gate.principal().actor.user;
    let source = gate.source().to_owned();
    let limits = policy::read(gate.snapshot()?.metadata())?;
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
    let now = gate.now_for_credentials()?;
    let expires = now.saturating_add(ttl);
    if user == UserId::RECOVERY {
        return Err(Error::new(
            Kind::Usage,
            "a session cannot be started with the recovery key",
        )
        .hint("set a password with: file-organizer passwd"));
    }
    let (epoch, (id, slot, text)) = gate.with_key(|key| session_slot(expires, key))?;
    let session = SessionRecord {
        user,
        created: now,
        expires,
        refresh_until: now.saturating_add(limits.session_refresh_ttl).max(expires),
        source,
        refresh: None,
    };
    gate.write(Action::Login, &[], |writing| {
        // Expired sessions are removed by the next login.
        writing.forget_ended_sessions(now)?;
        let mut access = writing.own_access();
        access.put_session(&id, &session)?;
        access.add_slot(epoch, slot)?;
        writing.clear_slots(now)
    })?;
    let name = gate.principal().user.clone();
    Ok((info(id.clone(), session, name, Some(&id)), text))
}

fn current(gate: &Gate) -> Result<String> {
    gate.principal().session.clone().ok_or_else(|| {
        Error::new(Kind::Usage, "there is no current session")
            .hint("start one with: file-organizer login")
    })
}

/// Ends the current session.
///
/// # Errors
/// Kinds `Usage`, `Busy`.
pub fn logout(gate: &mut Gate) -> Result<()> {
    let id = current(gate)?;
    gate.write(Action::Logout, id.as_bytes(), |writing| {
        writing.own_access().end_sessions(std::slice::from_ref(&id))
    })
}

/// Extends the current session; returns its new expiry.
///
/// # Errors
/// Kinds `Usage`, `Busy`.
pub fn refresh(gate: &mut Gate) -> Result<SessionInfo> {
    let id = current(gate)?;
    let now = gate.now_for_credentials()?;
    gate.write(Action::SessionRefresh, id.as_bytes(), |writing| {
        let ttl = policy::read(writing.view())?.session_ttl;
        let session = users::session(writing.view(), &id)?;
        let mut session =
            session.ok_or_else(|| Error::new(Kind::NotFound, "the session has ended"))?;
        session.expires = now
            .saturating_add(ttl)
            .min(session.refresh_until)
            .max(session.expires);
        writing.own_access().put_session(&id, &session)?;
        let name = writing.principal.user.clone();
        Ok(info(id.clone(), session, name, Some(&id)))
    })
}

/// The principal's own sessions; all sessions for a principal that manages users.
pub fn list(gate: &mut Gate) -> Result<Vec<SessionInfo>> {
    let now = gate.latest()?;
    gate.read(Action::SessionList, |view, principal| {
        let all = principal.permissions.has(Permission::UserManage);
        let own = Some(principal.actor.user).filter(|_| !all);
        active(view, own, principal.session.as_deref(), now)
    })
}

/// The sessions that have not expired: of one user, or all.
pub(crate) fn active(
    view: &impl View,
    of: Option<UserId>,
    current: Option<&str>,
    now: Time,
) -> Result<Vec<SessionInfo>> {
    let names = Names::load(view)?;
    Ok(users::sessions(view)?
        .into_iter()
        .filter(|(_, session)| session.expires > now && of.is_none_or(|user| session.user == user))
        .map(|(id, session)| {
            let user = names.user(&session.user);
            info(id, session, user, current)
        })
        .collect())
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

/// Ends sessions: the principal's own, or any for a principal that manages users; returns how many.
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
        let me = writing.principal.actor.user;
        let all = users::sessions(writing.view())?;
        let mine = |session: &SessionRecord| anybody || session.user == me;
        let mut chosen = Vec::new();
        match which {
            Which::Ids(ids) => {
                for id in ids {
                    // Another user's session is treated as unknown.
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
            Which::User(user) if !anybody && *user != writing.principal.user => {
                return Err(Error::new(
                    Kind::Denied,
                    "these sessions belong to another user",
                ));
            }
            Which::User(user) => {
                let user = users::named(writing.view(), user)?.map(|(id, _)| id);
                chosen.extend(
                    all.iter()
                        .filter(|(_, session)| Some(session.user) == user)
                        .map(|(id, _)| id.clone()),
                );
            }
            Which::All => chosen.extend(
                all.iter()
                    .filter(|(_, session)| mine(session))
                    .map(|(id, _)| id.clone()),
            ),
        }
        let mut powers = Vec::new();
        for (_, session) in all.iter().filter(|(id, _)| chosen.contains(id)) {
            if session.user != me {
                powers.push(permissions_of_user(writing.view(), &session.user)?);
            }
        }
        if powers.is_empty() {
            writing.own_access().end_sessions(&chosen)?;
        } else {
            let powers: Vec<&Permissions> = powers.iter().collect();
            writing.grant(&powers)?.end_sessions(&chosen)?;
        }
        writing.detail(Unit::Sessions.count(chosen.len()));
        Ok(chosen.len() as u64)
    })
}
