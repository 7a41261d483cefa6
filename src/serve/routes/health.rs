//! Whether the server works: without login, and without a limit.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use serde_json::json;

use super::{answer, ok};
use crate::serve::state::App;

/// The process is alive.
pub(super) async fn live() -> Response<Body> {
    ok(&json!({"status": "ok"}))
}

/// Requests can be answered: the vault is open, and audit rows can be written.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response<Body> {
    let works = app.block(|app| Ok(app.vault.check()?)).await.is_ok();
    let is_ready = works && !app.is_draining();
    let status = match is_ready {
        true => StatusCode::OK,
        false => StatusCode::SERVICE_UNAVAILABLE,
    };
    let readiness = match (works, is_ready) {
        (true, true) => "ready",
        (true, false) => "stopping",
        (false, _) => "unavailable",
    };
    let document = json!({
        "status": if works { "healthy" } else { "unhealthy" },
        "readiness": readiness,
        "version": env!("CARGO_PKG_VERSION"),
        "uptime": app.started.elapsed().as_secs(),
    });
    answer(status, &document)
}

/// The description of the API.
pub(super) async fn openapi() -> Response<Body> {
    let mut response = ok(&serde_json::Value::Null);
    *response.body_mut() = Body::from(include_str!("../../../docs/openapi.json"));
    response
}
