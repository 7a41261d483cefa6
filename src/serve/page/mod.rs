//! The page in the browser: its files, and its sessions. It uses the API as any other client.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, SET_COOKIE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use axum::routing::{get, post};
use axum::{Extension, Router};
use file_organizer::app::access::{session, token};
use file_organizer::app::gate::vault::Request;
use file_organizer::app::secret::Secret;

use super::auth::{self, COOKIE_NAME, Client, PLAIN_COOKIE_NAME, check_same_site};
use super::input::JsonOrForm;
use super::limits::{Limiter, Work};
use super::page_sessions::PageSession;
use super::peer::Peer;
use super::reply::Problem;
use super::routes::{self, Login};
use super::state::App;

/// Only what the server itself has sent may be loaded or run.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob: data:; media-src 'self'; object-src 'none'; frame-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'";

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const IMAGE: &str = "image/svg+xml";

macro_rules! files {
    ($($name:literal $mime:ident),+ $(,)?) => {
        /// The files of the page: name, type, content.
        const FILES: &[(&str, &str, &[u8])] = &[$(($name, $mime, include_bytes!($name))),+];
    };
}

files! {
    "index.html" HTML,
    "app.js" SCRIPT,
    "app.css" STYLE,
    "icon.svg" IMAGE,
    "account.js" SCRIPT,
    "actions.js" SCRIPT,
    "api.js" SCRIPT,
    "dom.js" SCRIPT,
    "drawer.js" SCRIPT,
    "list.js" SCRIPT,
    "notices.js" SCRIPT,
    "search.js" SCRIPT,
    "transport.js" SCRIPT,
    "upload.js" SCRIPT,
}

/// The routes of the page, below the base path.
pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/ui", get(|| async { to("ui/") }))
        .route("/ui/", get(index))
        .route("/ui/login", post(login))
        .route("/ui/logout", post(logout))
        .route("/ui/{file}", get(file))
        .with_state(app)
}

fn to(place: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    response
        .headers_mut()
        .insert(LOCATION, HeaderValue::from_static(place));
    response
}

async fn index(headers: HeaderMap) -> Result<Response<Body>, Problem> {
    send("index.html", &headers)
}

async fn file(Path(name): Path<String>, headers: HeaderMap) -> Result<Response<Body>, Problem> {
    send(&name, &headers)
}

/// A file of the page. Browsers ask each time whether it has changed.
fn send(name: &str, headers: &HeaderMap) -> Result<Response<Body>, Problem> {
    let found = FILES.iter().find(|(known, ..)| *known == name);
    let (_, mime, content) = found.ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "there is nothing at this address",
        )
    })?;
    let tag = format!(
        "\"{}-{:x}\"",
        env!("CARGO_PKG_VERSION"),
        fingerprint(content)
    );
    let is_known = headers
        .get(IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = match is_known {
        true => Response::new(Body::empty()),
        false => Response::new(Body::from(*content)),
    };
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let answer = response.headers_mut();
    for (header, value) in [
        (CONTENT_TYPE, *mime),
        (CACHE_CONTROL, "no-cache"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        answer.insert(header, HeaderValue::from_static(value));
    }
    answer.extend(HeaderValue::from_str(&tag).ok().map(|tag| (ETAG, tag)));
    Ok(response)
}

/// A number that changes with the content.
fn fingerprint(content: &[u8]) -> u64 {
    // FNV-1a: the files are part of the program, and nobody gains from a collision.
    content.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Whether the cookie can be marked as secure: not on a loopback connection without encryption.
fn is_encrypted(headers: &HeaderMap, peer: &Peer) -> bool {
    peer.secure && !auth::is_loopback_http(headers)
}

fn set_cookie(value: &str, seconds: u64, is_encrypted: bool) -> Option<HeaderValue> {
    let (name, secure) = match is_encrypted {
        true => (COOKIE_NAME, "; Secure"),
        false => (PLAIN_COOKIE_NAME, ""),
    };
    let text =
        format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    HeaderValue::from_str(&text).ok()
}

/// Begins a session of the page; answers like `auth/me`.
async fn login(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Extension(limiter): Extension<Limiter>,
    method: Method,
    headers: HeaderMap,
    JsonOrForm(login): JsonOrForm<Login>,
) -> Result<Response<Body>, Problem> {
    check_same_site(&method, &headers, &peer)?;
    let caller = routes::prove(&app, login, &peer, &limiter).await?;
    let source = peer.source.clone();
    let (cookie, session, seconds) = app
        .block(move |app| {
            let (source, verb) = (source.as_str(), "login");
            let tokens = token::login(&app.vault, &caller, Request { source, verb });
            let tokens = tokens.map_err(routes::only_passwords)?;
            let caller = token::check(&app.vault, tokens.access.expose(), source)?;
            let seconds = tokens.expires_in;
            let session = PageSession {
                caller,
                ends: Instant::now() + Duration::from_secs(seconds),
            };
            let cookie = app.page_sessions.begin(session.clone())?;
            Ok((cookie, session, seconds))
        })
        .await?;
    let client = Client::of_page(session, peer.clone(), limiter);
    let mut response = routes::me(State(app), client).await?;
    let is_encrypted = is_encrypted(&headers, &peer);
    let cookie = set_cookie(cookie.expose(), seconds, is_encrypted);
    response
        .headers_mut()
        .extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
    Ok(response)
}

/// Ends the session of the page.
async fn logout(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Extension(limiter): Extension<Limiter>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    check_same_site(&method, &headers, &peer)?;
    let cookie: Option<Secret> = auth::cookie(&headers);
    let ended = cookie.and_then(|cookie| app.page_sessions.end(&cookie));
    let is_encrypted = is_encrypted(&headers, &peer);
    if let Some(session) = ended {
        let client = Client::of_page(session, peer, limiter);
        app.with_gate(Work::Write, client, "logout", session::logout)
            .await?;
    }
    let mut response = routes::no_content();
    let gone = set_cookie("", 0, is_encrypted);
    response
        .headers_mut()
        .extend(gone.map(|cookie| (SET_COOKIE, cookie)));
    Ok(response)
}
