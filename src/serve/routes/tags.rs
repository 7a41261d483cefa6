//! The tags of all files.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use file_organizer::app::files::tag;

use super::{items, ok};
use crate::serve::auth::Client;
use crate::serve::limits::Work;
use crate::serve::reply::Problem;
use crate::serve::state::App;

pub(super) async fn list(
    State(app): State<Arc<App>>,
    client: Client,
) -> Result<Response<Body>, Problem> {
    let tags = app
        .with_gate(Work::Read, client, "tag list", tag::all)
        .await?;
    Ok(ok(&items(&tags)?))
}
