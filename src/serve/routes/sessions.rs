//! Sessions: list and end.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use file_organizer::app::access::session::{self, Which};
use serde::Deserialize;
use serde_json::json;

use super::{items, ok};
use crate::serve::auth::Client;
use crate::serve::input::Params;
use crate::serve::limits::Work;
use crate::serve::reply::Problem;
use crate::serve::state::App;

pub(super) async fn list(
    State(app): State<Arc<App>>,
    client: Client,
) -> Result<Response<Body>, Problem> {
    let sessions = app
        .with_gate(Work::Read, client, "session list", session::list)
        .await?;
    Ok(ok(&items(&sessions)?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Of {
    /// Only sessions of this user.
    user: Option<String>,
}

/// Ends the own sessions; of everybody, for those who manage users.
pub(super) async fn end_all(
    State(app): State<Arc<App>>,
    client: Client,
    Params(Of { user }): Params<Of>,
) -> Result<Response<Body>, Problem> {
    let which = user.map_or(Which::All, Which::User);
    revoke(&app, client, which).await
}

pub(super) async fn end(
    State(app): State<Arc<App>>,
    client: Client,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    revoke(&app, client, Which::Ids(vec![id])).await
}

async fn revoke(app: &Arc<App>, client: Client, which: Which) -> Result<Response<Body>, Problem> {
    let ended = app
        .with_gate(Work::Write, client, "session revoke", move |gate| {
            session::revoke(gate, &which)
        })
        .await?;
    Ok(ok(&json!({"revoked": ended})))
}
