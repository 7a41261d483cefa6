//! Files with the same content.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use file_organizer::app::files::dedupe::{
    self, DedupeOptions, DedupeSummary, Group, GroupInfo, Keep,
};
use file_organizer::app::json::Run;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{document, ok};
use crate::serve::auth::Client;
use crate::serve::input::{Json, optional_path};
use crate::serve::limits::Work;
use crate::serve::reply::Problem;
use crate::serve::state::App;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Dedupe {
    folder: Option<String>,
    /// As `dedupe --keep`; `oldest` by default.
    keep: Option<String>,
    /// On unless it is turned off: nothing is removed by accident.
    dry_run: Option<bool>,
}

impl Dedupe {
    fn options(&self) -> Result<DedupeOptions, Problem> {
        let folder = optional_path(self.folder.as_deref(), None)?;
        let keep = match self.keep.as_deref() {
            None | Some("oldest") => Keep::Oldest,
            Some("newest") => Keep::Newest,
            Some("shortest") => Keep::Shortest,
            Some("first") => Keep::First,
            Some(_) => {
                let message = "keep must be oldest, newest, shortest or first";
                return Err(Problem::usage(message));
            }
        };
        Ok(DedupeOptions {
            folders: folder
                .filter(|folder| !folder.is_root())
                .into_iter()
                .collect(),
            prefer: Vec::new(),
            keep,
        })
    }
}

fn answer(groups: &[Group], dry_run: bool, changed: u64) -> Result<Response<Body>, Problem> {
    let infos: Vec<GroupInfo<'_>> = groups.iter().map(GroupInfo::from).collect();
    let items = infos
        .iter()
        .map(|result| document(&Run { result, dry_run }));
    let items: Result<Vec<Value>, Problem> = items.collect();
    let result = &DedupeSummary::of(groups);
    let summary = document(&Run { result, dry_run })?;
    Ok(ok(
        &json!({"items": items?, "summary": summary, "changed": changed}),
    ))
}

pub(super) async fn preview(
    State(app): State<Arc<App>>,
    client: Client,
    Json(wanted): Json<Dedupe>,
) -> Result<Response<Body>, Problem> {
    let options = wanted.options()?;
    let groups = app
        .with_gate(Work::Read, client, "dedupe", move |gate| {
            dedupe::would_remove(gate, &options)
        })
        .await?;
    answer(&groups, true, 0)
}

pub(super) async fn execute(
    State(app): State<Arc<App>>,
    client: Client,
    Json(wanted): Json<Dedupe>,
) -> Result<Response<Body>, Problem> {
    let options = wanted.options()?;
    let dry_run = wanted.dry_run.unwrap_or(true);
    let (groups, changed) = app
        .with_gate(Work::Write, client, "dedupe", move |gate| {
            if dry_run {
                return Ok((dedupe::would_remove(gate, &options)?, 0));
            }
            let groups = dedupe::plan(gate, &options)?;
            let done = dedupe::apply(gate, &options, groups)?;
            Ok((done.groups, done.changed))
        })
        .await?;
    answer(&groups, dry_run, changed)
}
