//! The trash.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::Response;
use file_organizer::app::files::select::Pick;
use file_organizer::app::files::trash;
use file_organizer::domain::placement::OnConflict;
use file_organizer::domain::span::Span;
use serde::Deserialize;
use serde_json::json;

use super::files::{Collected, Window};
use super::{document, ok};
use crate::serve::auth::Client;
use crate::serve::input::{Json, Params, file_id, parsed, path};
use crate::serve::limits::Work;
use crate::serve::reply::Problem;
use crate::serve::state::App;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Page {
    limit: Option<usize>,
    after: Option<String>,
}

/// The files in the trash, the one that was removed last first.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    client: Client,
    Params(page): Params<Page>,
) -> Result<Response<Body>, Problem> {
    let window = Window::new(None, page.after.as_deref(), page.limit)?;
    let page = app
        .run(Work::Read, client, "trash list", move |gate| {
            let mut collected = Collected::new(window);
            let trashed = trash::list(gate)?;
            for file in &trashed {
                collected.push(|| document(file))?;
            }
            Ok(collected.page(trashed.len() as u64))
        })
        .await?;
    Ok(ok(&page))
}

/// What to take: by id, or by former path.
fn picks(ids: &[String], paths: &[String]) -> Result<Vec<Pick>, Problem> {
    let mut picks = Vec::new();
    for id in ids {
        picks.push(file_id(id)?);
    }
    for text in paths {
        picks.push(Pick::Path(path(Some(text), None)?));
    }
    Ok(picks)
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Restore {
    ids: Vec<String>,
    paths: Vec<String>,
    /// `fail` (the default), `rename` or `skip`.
    on_conflict: Option<String>,
}

pub(super) async fn restore(
    State(app): State<Arc<App>>,
    client: Client,
    Json(wanted): Json<Restore>,
) -> Result<Response<Body>, Problem> {
    let picks = picks(&wanted.ids, &wanted.paths)?;
    if picks.is_empty() {
        return Err(Problem::usage("ids or paths must name a file in the trash"));
    }
    let on_conflict = wanted.on_conflict.as_deref().unwrap_or("fail");
    let on_conflict = OnConflict::parse(on_conflict)
        .filter(|one| *one != OnConflict::Version)
        .ok_or_else(|| Problem::usage("on_conflict must be fail, rename or skip"))?;
    let restored = app
        .with_gate(Work::Write, client, "trash restore", move |gate| {
            trash::restore(gate, &picks, on_conflict)
        })
        .await?;
    let paths = restored
        .iter()
        .map(|path| String::from_utf8_lossy(path.raw()));
    let paths: Vec<_> = paths.collect();
    Ok(ok(&json!({"restored": paths})))
}

/// Several files, in the body.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Several {
    ids: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Empty {
    id: Option<String>,
    path: Option<String>,
    older_than: Option<String>,
    dry_run: bool,
}

/// Destroys files in the trash: one, old ones, or all.
pub(super) async fn empty(
    State(app): State<Arc<App>>,
    client: Client,
    Params(wanted): Params<Empty>,
    body: Bytes,
) -> Result<Response<Body>, Problem> {
    let several: Several = match body.is_empty() {
        true => Several::default(),
        false => parsed(&body)?,
    };
    let ids: Vec<String> = wanted.id.into_iter().chain(several.ids).collect();
    let paths: Vec<String> = wanted.path.into_iter().collect();
    let picks = picks(&ids, &paths)?;
    let age = wanted.older_than.as_deref().map(Span::parse).transpose();
    let age = age.map_err(|_| Problem::usage("older_than must be a duration such as 30d"))?;
    let dry_run = wanted.dry_run;
    let emptied = app
        .with_gate(
            Work::Write,
            client,
            "trash empty",
            move |gate| match dry_run {
                true => trash::would_empty(gate, &picks, age),
                false => trash::empty(gate, &picks, age),
            },
        )
        .await?;
    Ok(ok(&document(&emptied)?))
}
