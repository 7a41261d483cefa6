//! API keys: list, create, rotate, revoke.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use file_organizer::app::access::api_key::{self, KeyInfo, KeyState, NewKey, NewSecret};
use file_organizer::app::secret::Secret;
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::permission::Permissions;
use file_organizer::domain::scope::Scope;
use file_organizer::domain::span::Span;
use serde::Deserialize;

use super::{answer, document, items, ok};
use crate::serve::auth::Client;
use crate::serve::input::{Json, Params, parsed, path};
use crate::serve::limits::Work;
use crate::serve::reply::Problem;
use crate::serve::state::App;

/// How long the former secret of a rotated key works, unless the client says otherwise.
const GRACE: Span = Span::from_hours(24);
/// How long a new key works, unless the client says otherwise.
const LIFETIME: Span = Span::from_days(90);

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Which {
    /// Also those that no longer work.
    all: bool,
}

pub(super) async fn list(
    State(app): State<Arc<App>>,
    client: Client,
    Params(Which { all }): Params<Which>,
) -> Result<Response<Body>, Problem> {
    let mut keys = app
        .with_gate(Work::Read, client, "api-key list", api_key::list)
        .await?;
    keys.retain(|key| all || key.state == KeyState::Active);
    Ok(ok(&items(&keys)?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct New {
    name: String,
    role: Option<String>,
    permissions: Option<Vec<String>>,
    #[serde(default)]
    scope: Vec<String>,
    /// A duration such as `90d`, or `never`.
    expires: Option<String>,
}

fn lifetime(text: Option<&str>) -> Result<Option<Span>, Problem> {
    match text {
        None => Ok(Some(LIFETIME)),
        Some("never") => Ok(None),
        Some(text) => {
            let span = Span::parse(text).ok().filter(|span| span.as_secs() > 0);
            let wrong = || Problem::usage("expires must be a duration such as 90d, or never");
            span.map(Some).ok_or_else(wrong)
        }
    }
}

pub(super) async fn create(
    State(app): State<Arc<App>>,
    client: Client,
    Json(new): Json<New>,
) -> Result<Response<Body>, Problem> {
    let permissions = new.permissions.as_ref().map(|names| {
        Permissions::parse(names.iter().map(String::as_str))
            .map_err(|error| Problem::usage(error.to_string()))
    });
    let folders: Result<Vec<VaultPath>, Problem> = new
        .scope
        .iter()
        .map(|folder| path(Some(folder), None))
        .collect();
    let key = NewKey {
        name: new.name,
        role: new.role,
        permissions: permissions.transpose()?,
        scope: Scope::of(folders?),
        lifetime: lifetime(new.expires.as_deref())?,
    };
    let (info, secret) = app
        .with_gate(Work::Write, client, "api-key create", move |gate| {
            api_key::create(gate, &key, None)
        })
        .await?;
    once(StatusCode::CREATED, &info, &secret)
}

/// An answer with a secret, which is shown this once.
fn once(status: StatusCode, info: &KeyInfo, key: &Secret) -> Result<Response<Body>, Problem> {
    let document = document(&NewSecret {
        info,
        destination: None,
        key: Some(key),
    })?;
    Ok(answer(status, &document))
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Rotation {
    grace: Option<String>,
}

pub(super) async fn rotate(
    State(app): State<Arc<App>>,
    client: Client,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response<Body>, Problem> {
    let rotation: Rotation = match body.is_empty() {
        true => Rotation::default(),
        false => parsed(&body)?,
    };
    let grace = rotation.grace.as_deref().map(Span::parse).transpose();
    let grace = grace.map_err(|_| Problem::usage("grace must be a duration such as 24h"))?;
    let (info, secret) = app
        .with_gate(Work::Write, client, "api-key rotate", move |gate| {
            api_key::rotate(gate, &id, grace.unwrap_or(GRACE), None, None)
        })
        .await?;
    once(StatusCode::OK, &info, &secret)
}

pub(super) async fn revoke(
    State(app): State<Arc<App>>,
    client: Client,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    app.with_gate(Work::Write, client, "api-key revoke", move |gate| {
        api_key::revoke(gate, &[id])
    })
    .await?;
    Ok(super::no_content())
}
