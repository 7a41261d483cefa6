//! Organizing by the rules of the vault, or by a method.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use file_organizer::app::json::Run;
use file_organizer::app::organize::{self, Organized, Placed, Rules};
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::rule::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{document, ok};
use crate::serve::auth::Client;
use crate::serve::input::{Json, path};
use crate::serve::limits::Work;
use crate::serve::reply::Problem;
use crate::serve::state::App;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Organize {
    folder: Option<String>,
    method: Option<String>,
}

impl Organize {
    fn parts(&self) -> Result<(VaultPath, Rules), Problem> {
        let folder = self.folder.as_deref().unwrap_or("/inbox");
        let folder = path(Some(folder), None)?;
        let rules = match &self.method {
            None => Rules::Vault,
            Some(name) => {
                let method = Method::parse(name);
                let known = method.ok_or_else(|| {
                    let names: Vec<&str> = Method::ALL.iter().map(|one| one.name()).collect();
                    Problem::usage(format!("method must be one of: {}", names.join(", ")))
                })?;
                Rules::Method(known)
            }
        };
        Ok((folder, rules))
    }
}

fn answer(organized: &Organized, dry_run: bool) -> Result<Response<Body>, Problem> {
    let placed: Vec<Placed<'_>> = organized.steps.iter().map(Placed::from).collect();
    let items = placed
        .iter()
        .map(|result| document(&Run { result, dry_run }));
    let items: Result<Vec<Value>, Problem> = items.collect();
    let result = &organized.summary();
    let summary = document(&Run { result, dry_run })?;
    Ok(ok(&json!({"items": items?, "summary": summary})))
}

pub(super) async fn preview(
    State(app): State<Arc<App>>,
    client: Client,
    Json(wanted): Json<Organize>,
) -> Result<Response<Body>, Problem> {
    let (folder, rules) = wanted.parts()?;
    let organized = app
        .with_gate(Work::Read, client, "preview", move |gate| {
            organize::preview(gate, &folder, &rules)
        })
        .await?;
    answer(&organized, true)
}

pub(super) async fn execute(
    State(app): State<Arc<App>>,
    client: Client,
    Json(wanted): Json<Organize>,
) -> Result<Response<Body>, Problem> {
    let (folder, rules) = wanted.parts()?;
    let organized = app
        .with_gate(Work::Write, client, "organize", move |gate| {
            organize::organize(gate, &folder, &rules)
        })
        .await?;
    answer(&organized, false)
}
