//! The state of the vault.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use file_organizer::app::maintenance::status;

use super::{document, ok};
use crate::serve::auth::Client;
use crate::serve::limits::Work;
use crate::serve::reply::Problem;
use crate::serve::state::App;

pub(super) async fn status(
    State(app): State<Arc<App>>,
    client: Client,
) -> Result<Response<Body>, Problem> {
    let status = app
        .with_gate(Work::Read, client, "status", |gate| {
            status::status(gate, true)
        })
        .await?;
    Ok(ok(&document(&status)?))
}
