//! Who sends a request: an API key, an access token, or the page's cookie. What it may do is decided in
//! the vault.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use file_organizer::app::access::token;
use file_organizer::app::gate::unlock::Credential;
use file_organizer::app::gate::vault::{Caller, Vault};
use file_organizer::app::secret::Secret;

use super::limits::{Class, Limiter};
use super::page_sessions::{HasPageSessions, PageSession};
use super::peer::Peer;
use super::reply::Problem;

/// The name of the page's cookie over an encrypted connection. The prefix makes browsers refuse it
/// from other hosts and paths (RFC 6265bis, section 4.1.3.2).
pub(crate) const COOKIE_NAME: &str = "__Host-fo";
/// Its name on a loopback connection without encryption, where the prefix cannot be used.
pub(crate) const PLAIN_COOKIE_NAME: &str = "fo";
/// The header of requests that the page sends: a form of another site cannot set it.
const PAGE_HEADER: &str = "x-fo-page";

/// A credential as it was sent.
#[derive(Debug)]
enum Presented {
    ApiKey(Secret),
    AccessToken(Secret),
    Page(PageSession),
}

/// The sender of a request, with the credential that is checked when the vault is entered.
pub(crate) struct Client {
    presented: Presented,
    pub(crate) peer: Peer,
    pub(crate) limiter: Limiter,
}

impl Client {
    /// The client of a session of the page.
    pub(crate) fn of_page(session: PageSession, peer: Peer, limiter: Limiter) -> Self {
        Self {
            presented: Presented::Page(session),
            peer,
            limiter,
        }
    }

    /// What its requests are counted as.
    pub(crate) fn class(&self) -> Class {
        match self.presented {
            Presented::ApiKey(_) | Presented::AccessToken(_) => Class::Requests,
            Presented::Page(_) => Class::Page,
        }
    }

    /// The principal. Blocks.
    ///
    /// # Errors
    /// 401.
    pub(crate) fn caller(&self, vault: &Vault) -> Result<Caller, Problem> {
        Ok(match &self.presented {
            Presented::ApiKey(text) => {
                let credential = Credential::ApiKey(Secret::from(text.expose()));
                vault.prove(&credential, &self.peer.source)?
            }
            Presented::AccessToken(text) => token::check(vault, text.expose(), &self.peer.source)?,
            Presented::Page(session) => session.caller.clone(),
        })
    }
}

fn twice() -> Problem {
    Problem::usage("a request can have only one credential")
        .hint("send either Authorization: Bearer or X-API-Key, once")
}

/// The credential in the headers; `None` if there is none.
fn in_headers(headers: &HeaderMap) -> Result<Option<Presented>, Problem> {
    let mut found = headers.get_all(AUTHORIZATION).iter();
    let mut keys = headers.get_all("x-api-key").iter();
    let (bearer, key) = (found.next(), keys.next());
    if found.next().is_some() || keys.next().is_some() || (bearer.is_some() && key.is_some()) {
        return Err(twice());
    }
    let text = |value: &axum::http::HeaderValue| value.to_str().ok().map(str::to_owned);
    if let Some(key) = key {
        let key = text(key).ok_or_else(Problem::unauthenticated)?;
        return Ok(Some(Presented::ApiKey(Secret::new(key))));
    }
    let Some(bearer) = bearer else {
        return Ok(None);
    };
    let bearer = text(bearer).ok_or_else(Problem::unauthenticated)?;
    let (scheme, token) = bearer.split_once(' ').unwrap_or((&bearer, ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::unauthenticated());
    }
    let token = Secret::from(token.trim());
    Ok(Some(match token.expose().starts_with("fo_") {
        true => Presented::ApiKey(token),
        false => Presented::AccessToken(token),
    }))
}

/// The value of the page's cookie.
pub(crate) fn cookie(headers: &HeaderMap) -> Option<Secret> {
    let mut values = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == COOKIE_NAME || *name == PLAIN_COOKIE_NAME)
        .map(|(_, value)| Secret::from(value));
    let first = values.next();
    // Somebody has added another one.
    first.filter(|_| values.next().is_none())
}

/// Refuses a change that another site makes the browser send with the cookie.
///
/// # Errors
/// 403.
pub(crate) fn check_same_site(
    method: &Method,
    headers: &HeaderMap,
    peer: &Peer,
) -> Result<(), Problem> {
    if method.is_safe() {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = if peer.secure && !is_loopback_http(headers) {
        "https"
    } else {
        "http"
    };
    let own = text(HOST.as_str()).map(|host| format!("{scheme}://{host}"));
    let origin = text(ORIGIN.as_str());
    let is_own = match origin {
        Some(origin) => own.is_some_and(|own| origin.eq_ignore_ascii_case(&own)),
        None => text("sec-fetch-site") == Some("same-origin"),
    };
    let is_same_origin = text("sec-fetch-site").is_none_or(|site| site == "same-origin");
    if is_own && is_same_origin && text(PAGE_HEADER) == Some("1") {
        return Ok(());
    }
    let message = "a request with the cookie of the page must come from the page";
    Err(Problem::new(StatusCode::FORBIDDEN, "denied", message)
        .hint("programs use an API key or an access token"))
}

/// Whether a browser on this computer uses the server without encryption.
pub(crate) fn is_loopback_http(headers: &HeaderMap) -> bool {
    let origin = headers.get(ORIGIN).and_then(|value| value.to_str().ok());
    let host = headers.get(HOST).and_then(|value| value.to_str().ok());
    let is_loopback = host.is_some_and(|host| {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        matches!(name, "localhost" | "127.0.0.1" | "[::1]")
    });
    is_loopback && origin.is_none_or(|origin| origin.starts_with("http://"))
}

impl<S: HasPageSessions + Send + Sync> FromRequestParts<Arc<S>> for Client {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<S>) -> Result<Self, Problem> {
        let peer = parts.extensions.get::<Peer>().cloned();
        let limiter = parts.extensions.get::<Limiter>().cloned();
        let (Some(peer), Some(limiter)) = (peer, limiter) else {
            return Err(Problem::unauthenticated());
        };
        // A credential in a header stands for itself: a cookie beside it has no effect.
        if let Some(presented) = in_headers(&parts.headers)? {
            return Ok(Self {
                presented,
                peer,
                limiter,
            });
        }
        let cookie = cookie(&parts.headers).ok_or_else(Problem::unauthenticated)?;
        let session = app.page_sessions().find(&cookie);
        let session = session.ok_or_else(Problem::unauthenticated)?;
        check_same_site(&parts.method, &parts.headers, &peer)?;
        Ok(Self::of_page(session, peer, limiter))
    }
}
