//! Search, in the language of `find`.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use file_organizer::app::files::search;
use serde::Deserialize;

use super::files::{Window, found};
use super::{items, ok};
use crate::serve::auth::Client;
use crate::serve::input::Params;
use crate::serve::limits::Work;
use crate::serve::reply::Problem;
use crate::serve::state::App;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Search {
    q: Option<String>,
    /// As a term `type:`.
    #[serde(rename = "type")]
    kind: Option<String>,
    /// As a term `in:`.
    path: Option<String>,
    limit: Option<usize>,
    /// Where to begin, as in the origin's API; `after` reaches further.
    offset: Option<usize>,
    after: Option<String>,
}

pub(super) async fn find(
    State(app): State<Arc<App>>,
    client: Client,
    Params(search): Params<Search>,
) -> Result<Response<Body>, Problem> {
    let query = search.q.filter(|query| !query.trim().is_empty());
    let query = query.ok_or_else(|| {
        Problem::usage("the query is empty").hint("for example: q=type:pdf tag:tax 2026")
    })?;
    let window = Window::new(search.offset, search.after.as_deref(), search.limit)?;
    let mut words = vec![query];
    words.extend(search.kind.map(|kind| format!("type:{kind}")));
    words.extend(search.path.map(|path| format!("in:{path}")));
    let page = app
        .run(Work::Read, client, "find", move |gate| {
            found(gate, &words, window)
        })
        .await?;
    Ok(ok(&page))
}

/// The saved searches of the principal.
pub(super) async fn saved(
    State(app): State<Arc<App>>,
    client: Client,
) -> Result<Response<Body>, Problem> {
    let searches = app
        .with_gate(Work::Read, client, "search list", search::list)
        .await?;
    Ok(ok(&items(&searches)?))
}
