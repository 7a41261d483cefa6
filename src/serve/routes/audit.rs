//! The audit log.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use file_organizer::app::audit::{self, Filter, RowInfo};
use file_organizer::app::clock;
use file_organizer::app::error::Error;
use file_organizer::domain::event::{Event, Outcome};
use file_organizer::domain::span::Span;
use file_organizer::domain::time::Time;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{document, ok};
use crate::serve::auth::Client;
use crate::serve::input::Params;
use crate::serve::limits::Work;
use crate::serve::reply::Problem;
use crate::serve::state::App;

/// Rows in one answer, unless the client asks for another number.
const LIMIT: usize = 100;
const MAX_LIMIT: usize = 1000;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Log {
    /// A time, or an age such as 7d.
    since: Option<String>,
    until: Option<String>,
    event: Option<String>,
    principal: Option<String>,
    outcome: Option<String>,
    source: Option<String>,
    target: Option<String>,
    limit: Option<usize>,
    /// The number of the row after which to begin.
    after: Option<u64>,
}

fn time(text: Option<&str>) -> Result<Option<Time>, Problem> {
    let Some(text) = text else {
        return Ok(None);
    };
    if let Ok(age) = Span::parse(text) {
        return Ok(Some(clock::now().saturating_sub(age)));
    }
    let time = Time::parse(text);
    time.map(Some)
        .map_err(|error| Problem::usage(error.to_string()))
}

impl Log {
    fn filter(&self, last: Option<usize>) -> Result<Filter, Problem> {
        let event = self.event.as_deref().map(str::parse::<Event>).transpose();
        let event = event.map_err(|_| Problem::usage("event must be one such as FILE_READ"))?;
        let outcome = self.outcome.as_deref().map(|name| {
            let known = Outcome::ALL
                .iter()
                .find(|one| one.name().eq_ignore_ascii_case(name));
            known
                .copied()
                .ok_or_else(|| Problem::usage("outcome must be success, denied or failure"))
        });
        Ok(Filter {
            since: time(self.since.as_deref())?,
            until: time(self.until.as_deref())?,
            events: event.into_iter().collect(),
            principal: self.principal.clone(),
            outcome: outcome.transpose()?,
            source: self.source.clone(),
            effects: Vec::new(),
            target: self
                .target
                .as_ref()
                .map(|target| target.as_bytes().to_vec()),
            last,
        })
    }
}

/// Rows: those after a row, the oldest first; otherwise the newest ones, the newest first.
pub(super) async fn log(
    State(app): State<Arc<App>>,
    client: Client,
    Params(wanted): Params<Log>,
) -> Result<Response<Body>, Problem> {
    let limit = wanted.limit.unwrap_or(LIMIT);
    if limit == 0 || limit > MAX_LIMIT {
        return Err(Problem::usage(format!(
            "limit must be from 1 to {MAX_LIMIT}"
        )));
    }
    let is_newest = wanted.after.is_none();
    let from = wanted.after.map_or(1, |row| row.saturating_add(1));
    let filter = wanted.filter(wanted.after.is_none().then_some(limit))?;
    let (items, last) = app
        .with_gate(Work::Read, client, "audit log", move |gate| {
            let mut items: Vec<Value> = Vec::new();
            let mut last = None;
            audit::log(gate, &filter, from, |number, entry| {
                if items.len() < limit {
                    let row = document(&RowInfo::new(number, &entry));
                    let mut row = row.map_err(|_| Error::internal("a row"))?;
                    if let Some(object) = row.as_object_mut() {
                        object.insert("line".into(), entry.event.line().into());
                    }
                    items.push(row);
                    last = Some(number);
                }
                Ok(())
            })?;
            if is_newest {
                items.reverse();
            }
            Ok((items, last))
        })
        .await?;
    Ok(ok(&json!({"items": items, "after": last})))
}

pub(super) async fn head(
    State(app): State<Arc<App>>,
    client: Client,
) -> Result<Response<Body>, Problem> {
    let head = app
        .with_gate(Work::Read, client, "audit head", audit::head)
        .await?;
    Ok(ok(&document(&head)?))
}
