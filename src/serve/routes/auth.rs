//! Login, refresh, logout, the own principal and password.

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use file_organizer::app::access::token::{self, Tokens};
use file_organizer::app::access::{passwd, session};
use file_organizer::app::error::{Error, Kind};
use file_organizer::app::gate::slots::KdfCosts;
use file_organizer::app::gate::unlock::Credential;
use file_organizer::app::gate::vault::{Caller, Request};
use file_organizer::app::secret::Secret;
use serde::Deserialize;

use super::{document, no_content, ok};
use crate::serve::auth::Client;
use crate::serve::input::{Json, JsonOrForm, parsed};
use crate::serve::limits::{Limiter, Work};
use crate::serve::peer::Peer;
use crate::serve::reply::Problem;
use crate::serve::state::App;

/// A user name and a password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Login {
    username: String,
    password: String,
    /// Sent by clients of OAuth 2; has no meaning here.
    #[serde(default, rename = "grant_type")]
    _grant_type: Option<String>,
}

/// Checks a password, with the limits on attempts and on memory.
///
/// # Errors
/// 401; 429; 503 if too many passwords are being checked.
pub(crate) async fn prove(
    app: &Arc<App>,
    login: Login,
    peer: &Peer,
    limiter: &Limiter,
) -> Result<Caller, Problem> {
    limiter.login(&login.username)?;
    let place = limiter.work(Work::Login).await?;
    let source = peer.source.clone();
    app.block(move |app| {
        let _place = place;
        let credential = Credential::Password {
            user: login.username,
            password: Secret::new(login.password),
        };
        Ok(app.vault.prove(&credential, &source)?)
    })
    .await
}

pub(super) async fn login(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Extension(limiter): Extension<Limiter>,
    JsonOrForm(login): JsonOrForm<Login>,
) -> Result<Response<Body>, Problem> {
    let caller = prove(&app, login, &peer, &limiter).await?;
    let tokens = app
        .block(move |app| {
            let source = &peer.source;
            let verb = "login";
            let tokens = token::login(&app.vault, &caller, Request { source, verb });
            Ok(tokens.map_err(only_passwords)?)
        })
        .await?;
    bearer(&tokens)
}

/// The recovery key is for the computer with the vault: here it is as good as a wrong password.
pub(crate) fn only_passwords(error: Error) -> Error {
    if error.kind == Kind::Denied {
        return Error::new(Kind::Auth, error.message);
    }
    error
}

fn bearer(tokens: &Tokens) -> Result<Response<Body>, Problem> {
    let body = serde_json::to_vec(tokens).map_err(|error| {
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "error",
            error.to_string(),
        )
    })?;
    let mut response = ok(&serde_json::Value::Null);
    *response.body_mut() = Body::from(body);
    Ok(response)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Refresh {
    refresh_token: String,
}

pub(super) async fn refresh(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Extension(limiter): Extension<Limiter>,
    Json(Refresh { refresh_token }): Json<Refresh>,
) -> Result<Response<Body>, Problem> {
    let place = limiter.work(Work::Write).await?;
    let tokens = app
        .block(move |app| {
            let _place = place;
            let (source, verb) = (peer.source.as_str(), "session refresh");
            let text = Secret::new(refresh_token);
            let request = Request { source, verb };
            Ok(token::refresh(&app.vault, &app.refreshes, &text, request)?)
        })
        .await?;
    bearer(&tokens)
}

/// The body may name the refresh token, which ends with the session anyway.
pub(super) async fn logout(
    State(app): State<Arc<App>>,
    client: Client,
    body: axum::body::Bytes,
) -> Result<Response<Body>, Problem> {
    if !body.is_empty() {
        parsed::<Refresh>(&body)?;
    }
    app.with_gate(Work::Write, client, "logout", session::logout)
        .await?;
    Ok(no_content())
}

/// The principal: what `whoami` prints, with the names that other clients expect.
pub(crate) async fn me(
    State(app): State<Arc<App>>,
    client: Client,
) -> Result<Response<Body>, Problem> {
    let me = app
        .run(Work::Read, client, "whoami", |gate| {
            let principal = gate.principal();
            let mut value = document(&principal.whoami())?;
            if let Some(object) = value.as_object_mut() {
                object.insert("username".into(), principal.user.as_str().into());
            }
            Ok(value)
        })
        .await?;
    Ok(ok(&me))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Password {
    current: String,
    new: String,
}

/// Sets the own password, after the current one was checked; all sessions end.
pub(super) async fn password(
    State(app): State<Arc<App>>,
    client: Client,
    Json(Password { current, new }): Json<Password>,
) -> Result<Response<Body>, Problem> {
    client.limiter.login("passwd")?;
    let place = client.limiter.work(Work::Login).await?;
    app.block(move |app| {
        let _place = place;
        let gate = app.enter(&client, "passwd")?;
        let credential = Credential::Password {
            user: gate.principal().user.clone(),
            password: Secret::new(current),
        };
        drop(gate);
        let proved = app.vault.prove(&credential, &client.peer.source);
        proved.map_err(|error| {
            if error.kind != Kind::Auth {
                return Problem::from(error);
            }
            // The session goes on.
            let message = "the current password is wrong";
            Problem::new(StatusCode::FORBIDDEN, "denied", message)
        })?;
        let mut gate = app.enter(&client, "passwd")?;
        passwd::check(&mut gate)?;
        let new = Secret::new(new);
        let set = passwd::change_password(&mut gate, &new, KdfCosts::Calibrated);
        set.map(drop).map_err(|error| {
            if error.kind != Kind::Usage {
                return Problem::from(error);
            }
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "weak", error.message)
        })
    })
    .await?;
    Ok(no_content())
}
