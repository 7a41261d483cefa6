//! Operations, and undoing them.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::Response;
use file_organizer::app::files::undo;
use file_organizer::app::json::Run;
use serde::Deserialize;

use super::{document, items, ok};
use crate::serve::auth::Client;
use crate::serve::input::{Params, parsed};
use crate::serve::limits::Work;
use crate::serve::reply::Problem;
use crate::serve::state::App;

/// Operations in one answer, unless the client asks for another number.
const LIMIT: usize = 50;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Most {
    limit: Option<usize>,
}

pub(super) async fn list(
    State(app): State<Arc<App>>,
    client: Client,
    Params(Most { limit }): Params<Most>,
) -> Result<Response<Body>, Problem> {
    let most = limit.unwrap_or(LIMIT).min(1000);
    let operations = app
        .with_gate(Work::Read, client, "history", move |gate| {
            undo::history(gate, most)
        })
        .await?;
    Ok(ok(&items(&operations)?))
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Which {
    operation: Option<u64>,
    dry_run: bool,
}

fn which(body: &Bytes) -> Result<Which, Problem> {
    match body.is_empty() {
        true => Ok(Which::default()),
        false => parsed(body),
    }
}

pub(super) async fn undo(
    State(app): State<Arc<App>>,
    client: Client,
    body: Bytes,
) -> Result<Response<Body>, Problem> {
    let Which { operation, dry_run } = which(&body)?;
    let result = app
        .with_gate(Work::Write, client, "undo", move |gate| match dry_run {
            true => undo::would_undo(gate, operation).map(|(taken, _)| taken),
            false => undo::undo(gate, operation),
        })
        .await?;
    let result = &result;
    Ok(ok(&document(&Run { result, dry_run })?))
}

pub(super) async fn redo(
    State(app): State<Arc<App>>,
    client: Client,
    body: Bytes,
) -> Result<Response<Body>, Problem> {
    let Which { operation, dry_run } = which(&body)?;
    if operation.is_some() {
        return Err(Problem::usage(
            "redo takes no operation: it is the last one undone",
        ));
    }
    let result = app
        .with_gate(Work::Write, client, "redo", move |gate| match dry_run {
            true => undo::would_redo(gate).map(|(taken, _)| taken),
            false => undo::redo(gate),
        })
        .await?;
    let result = &result;
    Ok(ok(&document(&Run { result, dry_run })?))
}
