//! Tokens of the server. A login begins a session without a slot, so that its tokens do not open the
//! vault's files: an access token, which is signed and not stored, and a refresh token, which works
//! once. A refresh token that is used again ends the session (RFC 9700, section 4.14.2).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::crypto::jwt::{self, Claims};
use crate::crypto::token::{Token, TokenKind};
use crate::domain::action::Action;
use crate::domain::detail::Word;
use crate::domain::id::UserId;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::policy;
use crate::storage::record::{RefreshRecord, SessionRecord};
use crate::storage::users;

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::unlock::Claim;
use crate::app::gate::vault::{Caller, Request, Vault};
use crate::app::gate::{Gate, Proven, content_key};
use crate::app::secret::Secret;

/// The most sessions of one user on the server: a further login ends the oldest.
const MAX_SESSIONS: usize = 20;
/// How long a refresh with the previous token gets the same answer: two tabs, or a lost answer.
const REPEAT: Span = Span::from_secs(10);

/// The tokens of a session, as a login answers them (RFC 6749, section 5.1).
#[derive(Debug, serde::Serialize)]
pub struct Tokens {
    /// For requests.
    #[serde(rename = "access_token", serialize_with = "secret_text")]
    pub access: Secret,
    /// For new tokens; works once.
    #[serde(rename = "refresh_token", serialize_with = "secret_text")]
    pub refresh: Secret,
    /// How the access token is sent.
    pub token_type: &'static str,
    /// The lifetime of the access token, in seconds.
    pub expires_in: u64,
    /// The time until the session ends, in seconds.
    pub refresh_expires_in: u64,
    #[serde(skip)]
    issued: Time,
}

/// Writes a secret without copying it.
fn secret_text<S: serde::Serializer>(
    secret: &Secret,
    to: S,
) -> std::result::Result<S::Ok, S::Error> {
    to.serialize_str(secret.expose())
}

impl Tokens {
    fn copy(&self) -> Self {
        Self {
            access: Secret::from(self.access.expose()),
            refresh: Secret::from(self.refresh.expose()),
            ..*self
        }
    }
}

fn refused() -> Error {
    Error::new(Kind::Auth, "the token is invalid or has ended").hint("log in again")
}

/// Begins a session for a user who has proved the password.
///
/// # Errors
/// Kinds `Auth`, `Busy`; `Denied` for an API key and for the recovery key.
pub fn login(vault: &Vault, caller: &Caller, request: Request<'_>) -> Result<Tokens> {
    let mut gate = vault.enter(caller, request)?;
    let user = gate.principal().actor.user;
    if user == UserId::RECOVERY {
        let why = "a session cannot be started with the recovery key";
        return Err(
            Error::new(Kind::Denied, why).hint("set a password with: file-organizer passwd")
        );
    }
    let now = gate.now_for_credentials()?;
    let token = Token::generate(TokenKind::Refresh)?;
    let id = token.id.clone();
    let source = request.source.to_owned();
    let (access_expires, ends) = gate.write(Action::Login, &[], |writing| {
        // Expired sessions are removed by the next login.
        writing.forget_ended_sessions(now)?;
        let limits = policy::read(writing.view())?;
        let ends = now.saturating_add(limits.session_refresh_ttl);
        let session = SessionRecord {
            user,
            created: now,
            expires: ends,
            refresh_until: ends,
            source,
            refresh: Some(RefreshRecord {
                current: token.verifier(&content_key(writing.view())?),
                previous: None,
                issued: now,
            }),
        };
        let mut own: Vec<_> = users::sessions(writing.view())?
            .into_iter()
            .filter(|(_, session)| session.user == user && session.refresh.is_some())
            .map(|(id, session)| (session.created, id))
            .collect();
        own.sort();
        let over = (own.len() + 1).saturating_sub(MAX_SESSIONS);
        let oldest: Vec<String> = own.into_iter().take(over).map(|(_, id)| id).collect();
        let mut access = writing.own_access();
        access.end_sessions(&oldest)?;
        access.put_session(&id, &session)?;
        Ok((now.saturating_add(limits.session_ttl).min(ends), ends))
    })?;
    let name = gate.principal().user.clone();
    tokens(vault, (&name, &id), &token, now, access_expires, ends)
}

fn tokens(
    vault: &Vault,
    (user, session): (&str, &str),
    refresh: &Token,
    issued: Time,
    access_expires: Time,
    refresh_expires: Time,
) -> Result<Tokens> {
    let seconds = |time: Time| time.nanos().div_euclid(1_000_000_000);
    let (from, until) = (seconds(issued), seconds(access_expires));
    let claims = Claims::new(vault.id(), user, session, from, until);
    let access = vault.with_store(|store| {
        let (key, epoch) = (store.key().access_tokens(), store.keyring().epoch);
        Ok(jwt::issue(&key, epoch, &claims)?)
    })?;
    Ok(Tokens {
        access: Secret::from(access.as_str()),
        refresh: Secret::from(refresh.text().as_str()),
        token_type: "bearer",
        expires_in: access_expires.since(issued).as_secs(),
        refresh_expires_in: refresh_expires.since(issued).as_secs(),
        issued,
    })
}

/// The principal of an access token. That its session goes on is checked when it enters. A token that
/// was not issued by this vault, in this epoch, is recorded as a failed unlock.
///
/// # Errors
/// Kind `Auth`, the same for every cause: forged, expired, or of an earlier epoch.
pub fn check(vault: &Vault, text: &str, source: &str) -> Result<Caller> {
    let claims = vault.with_store(|store| {
        let (key, epoch) = (store.key().access_tokens(), store.keyring().epoch);
        Ok(jwt::check(&key, epoch, vault.id(), text))
    })?;
    let claims = claims.map_err(|_| {
        vault.record_refused_token(source);
        refused()
    })?;
    let now = vault.latest()?;
    match claims.exp > now.nanos().div_euclid(1_000_000_000) {
        true => Ok(session_caller(claims.sid)),
        false => Err(refused()),
    }
}

fn session_caller(session: String) -> Caller {
    Caller(Proven {
        claim: Claim::Session(session),
        slot: None,
    })
}

/// The answers to the last refreshes, by session.
#[derive(Debug, Default)]
pub struct Refreshes(Mutex<BTreeMap<String, Tokens>>);

/// What a refresh token is.
enum Use {
    /// The token in force.
    Current,
    /// The one before it, again within [`REPEAT`].
    Repeated,
    /// The one before it, later: somebody else may have it.
    Reused,
}

/// Replaces the tokens of a session.
///
/// # Errors
/// Kind `Auth` for an invalid token, and for one that was used before: that ends the session; `Busy`.
pub fn refresh(
    vault: &Vault,
    refreshes: &Refreshes,
    text: &Secret,
    request: Request<'_>,
) -> Result<Tokens> {
    // One at a time, so that the answer of the first is there for the others.
    let answers = refreshes.0.lock();
    let mut answers = answers.unwrap_or_else(PoisonError::into_inner);
    let token = Token::parse(TokenKind::Refresh, text.expose()).map_err(|_| refused())?;
    let id = token.id.clone();
    let mut gate = vault.enter(&session_caller(id.clone()), request)?;
    let now = gate.now_for_credentials()?;
    answers.retain(|_, answer| now < answer.issued.saturating_add(REPEAT));
    match use_of(&token, &id, &gate, now)? {
        Use::Current => {}
        Use::Repeated => return answers.get(&id).map(Tokens::copy).ok_or_else(refused),
        Use::Reused => {
            gate.write(Action::SessionRevoke, id.as_bytes(), |writing| {
                writing.detail(Word::RefreshReuse);
                writing.own_access().end_sessions(std::slice::from_ref(&id))
            })?;
            return Err(refused());
        }
    }
    let next = Token::for_id(TokenKind::Refresh, id.clone())?;
    let (access_expires, ends) = gate.write(Action::SessionRefresh, id.as_bytes(), |writing| {
        let ttl = policy::read(writing.view())?.session_ttl;
        let key = content_key(writing.view())?;
        let session = users::session(writing.view(), &id)?;
        let mut session = session.ok_or_else(refused)?;
        let Some(known) = &mut session.refresh else {
            return Err(refused());
        };
        let current = token.verifier(&key);
        if known.current != current {
            return Err(refused());
        }
        *known = RefreshRecord {
            current: next.verifier(&key),
            previous: Some(current),
            issued: now,
        };
        let ends = session.expires;
        writing.own_access().put_session(&id, &session)?;
        Ok((now.saturating_add(ttl).min(ends), ends))
    })?;
    let name = gate.principal().user.clone();
    let made = tokens(vault, (&name, &id), &next, now, access_expires, ends)?;
    answers.insert(id, made.copy());
    Ok(made)
}

/// What a refresh token of this session is, as of now.
fn use_of(token: &Token, id: &str, gate: &Gate, now: Time) -> Result<Use> {
    let snapshot = gate.snapshot()?;
    let view = snapshot.metadata();
    let verifier = token.verifier(&content_key(view)?);
    let session = users::session(view, id)?;
    let known = session.and_then(|session| session.refresh);
    let known = known.ok_or_else(refused)?;
    if known.current == verifier {
        Ok(Use::Current)
    } else if known.previous != Some(verifier) {
        Err(refused())
    } else if now < known.issued.saturating_add(REPEAT) {
        Ok(Use::Repeated)
    } else {
        Ok(Use::Reused)
    }
}
