//! Uploads: one file as the body of a request, or several in a form. The answer has the verdict of each.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::header::{CONTENT_LENGTH, ETAG};
use axum::http::{HeaderMap, Response, StatusCode};
use data_encoding::BASE64;
use file_organizer::app::error::{Error, Result as AppResult};
use file_organizer::app::files::add::{
    AddOptions, Exclude, Item, ItemStatus, Listener, Progress, Source, add,
};
use file_organizer::app::files::rules::Filing;
use file_organizer::app::files::select::Pick;
use file_organizer::app::json::Run;
use file_organizer::domain::file_type::FileType;
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::placement::OnConflict;
use file_organizer::domain::size::Size;
use file_organizer::domain::tag::Tag;
use file_organizer::domain::verdict::Verdict;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc::Sender;

use super::files::shown;
use super::{answer, document, entity_tag};
use crate::serve::auth::Client;
use crate::serve::bridge::{self, BodyReader, Overflow};
use crate::serve::input::{Conditions, Params, optional_path, path, stale, too_large};
use crate::serve::limits::{Class, Work};
use crate::serve::reply::Problem;
use crate::serve::state::{App, finished};

/// The most files of a form.
const MAX_FILES: usize = 20;
/// The largest field of a form that is not a file.
const MAX_FIELD: usize = 64 * 1024;

/// Keeps the only result of an add.
#[derive(Default)]
struct Only(Option<Item>);

impl Listener for Only {
    fn item(&mut self, item: &Item) -> AppResult<()> {
        self.0 = Some(item.clone());
        Ok(())
    }

    fn progress(&mut self, _: &Progress) {}

    fn wants_total(&self) -> bool {
        false
    }
}

/// Where a file goes, and what is said about it.
#[derive(Clone)]
struct Target {
    folder: VaultPath,
    name: Vec<u8>,
    tags: Vec<Tag>,
    note: Option<String>,
    on_conflict: Option<OnConflict>,
    /// The state of the file that it replaces.
    base: Option<Conditions>,
}

/// The most bytes that an upload may have.
fn limit(app: &App) -> Result<Size, Problem> {
    let policy = app.vault.policy()?;
    let (upload, file) = (policy.max_upload_size, policy.max_file_size);
    Ok(match upload.bytes() <= file.bytes() {
        true => upload,
        false => file,
    })
}

/// Refuses a body that says that it is too large, before it is read.
fn check_length(headers: &HeaderMap, limit: Size) -> Result<(), Problem> {
    let length = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok());
    let length = length.and_then(|text| text.parse::<u64>().ok());
    match length.is_some_and(|length| length > limit.bytes()) {
        true => Err(too_large(limit)),
        false => Ok(()),
    }
}

/// Adds a file whose content is sent meanwhile. Blocks.
fn store(app: &App, client: &Client, target: Target, content: BodyReader) -> Result<Item, Problem> {
    let mut gate = app.enter(client, "add")?;
    client
        .limiter
        .principal(Class::Upload, &gate.principal().name)?;
    let mut replaces = None;
    let path = target.folder.join(&target.name);
    if let (Some(conditions), Ok(path)) = (&target.base, &path) {
        let info = match shown(&mut gate, &Pick::Path(path.clone())) {
            Ok(info) => Some(info),
            Err(problem) if problem.status() == StatusCode::NOT_FOUND => None,
            Err(problem) => return Err(problem),
        };
        let tag = info.as_ref().map(|info| info.current.entity_tag(&info.id));
        conditions.check_match(tag.as_deref())?;
        replaces = info.map(|info| (info.id, info.current.number));
    }
    let options = AddOptions {
        to: target.folder,
        name: Some(target.name),
        tags: target.tags,
        note: target.note,
        move_sources: false,
        dry_run: false,
        filing: Filing::Never,
        on_conflict: target.on_conflict,
        allow_empty: true,
        replaces,
        exclude: Exclude::default(),
    };
    let mut only = Only::default();
    let sources = vec![Source::Stream(Box::new(content))];
    let added = add(&mut gate, sources, &options, &mut only);
    match (only.0, added) {
        (Some(item), _) => Ok(item),
        (None, Err(error)) => Err(error.into()),
        (None, Ok(_)) => Err(Error::internal("an upload without a result").into()),
    }
}

/// The status of one result.
fn status(item: &Item, has_base: bool, is_over: bool) -> StatusCode {
    match item.status {
        ItemStatus::Added | ItemStatus::Duplicate | ItemStatus::Renamed => StatusCode::CREATED,
        ItemStatus::Version(_) | ItemStatus::Unchanged => StatusCode::OK,
        ItemStatus::Skipped => StatusCode::PRECONDITION_FAILED,
        ItemStatus::Rejected | ItemStatus::Failed if is_over => StatusCode::PAYLOAD_TOO_LARGE,
        ItemStatus::Rejected => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ItemStatus::Failed if has_base => StatusCode::PRECONDITION_FAILED,
        ItemStatus::Failed => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// The problem of a file that was not stored.
fn problem(item: &Item, status: StatusCode, limit: Size) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large(limit);
    }
    if status == StatusCode::PRECONDITION_FAILED {
        return stale();
    }
    let reason = item
        .reason
        .clone()
        .unwrap_or_else(|| "it could not be stored".to_owned());
    let kind = match item.status == ItemStatus::Rejected {
        true => "rejected",
        false => "failed",
    };
    let mismatch = item
        .verdict
        .is_some_and(|verdict| verdict == Verdict::Mismatch);
    let details = json!({
        "reason": if mismatch { "mismatch" } else { kind },
        "detected": item.detected.map(FileType::name),
    });
    let problem = Problem::new(status, kind, reason).details(details);
    match &item.command {
        Some(command) => problem.hint(format!("an administrator allows it with: {command}")),
        None => problem,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct At {
    path: Option<String>,
    path_b64: Option<String>,
}

/// Stores the body of a request at a path.
pub(super) async fn put(
    State(app): State<Arc<App>>,
    client: Client,
    Params(at): Params<At>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response<Body>, Problem> {
    let at = path(at.path.as_deref(), at.path_b64.as_deref())?;
    let (Some(folder), name) = (at.parent(), at.name().to_vec()) else {
        return Err(Problem::usage("the path must name a file"));
    };
    let conditions = Conditions::of(&headers);
    let only_new = match &conditions.none_match {
        None => false,
        Some(tags) if tags.is_empty() => true,
        Some(_) => return Err(Problem::usage("If-None-Match must be * for an upload")),
    };
    let digest = digest(&headers)?;
    let limit = app.block(limit).await?;
    check_length(&headers, limit)?;
    let place = client.limiter.work(Work::Upload).await?;
    let target = Target {
        folder,
        name,
        tags: Vec::new(),
        note: None,
        on_conflict: only_new.then_some(OnConflict::Fail),
        base: conditions.matches.is_some().then_some(conditions),
    };
    let has_base = target.base.is_some();
    let overflow = Overflow::default();
    let (sender, content) = bridge::reader(limit.bytes(), &overflow, digest);
    let storing = app.start(move |app| {
        let _place = place;
        let path = target.folder.join(&target.name);
        let item = store(app, &client, target, content)?;
        // What is stored now, or is in the way.
        let mut gate = app.enter(&client, "show")?;
        let pick = match (item.id, path) {
            (Some(id), _) => Some(Pick::Id(id)),
            (None, Ok(path)) => Some(Pick::Path(path)),
            (None, Err(_)) => None,
        };
        let info = pick.and_then(|pick| shown(&mut gate, &pick).ok());
        Ok((item, info))
    });
    bridge::pump(body, sender).await;
    let (item, info) = finished(storing).await?;
    let is_taken = only_new && info.is_some();
    let status = status(&item, has_base || is_taken, overflow.happened());
    if !item.status.is_stored() {
        return Err(problem(&item, status, limit));
    }
    let mut response = answer(status, &described(&item)?);
    if let Some(tag) = info.as_ref().and_then(entity_tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    Ok(response)
}

/// The SHA-256 of a body, as the client has computed it (RFC 9530).
fn digest(headers: &HeaderMap) -> Result<Option<Vec<u8>>, Problem> {
    let Some(value) = headers.get("content-digest") else {
        return Ok(None);
    };
    let wrong = || Problem::usage("Content-Digest must be sha-256=:BASE64:");
    let text = value.to_str().map_err(|_| wrong())?;
    let sha256 = text
        .split(',')
        .find_map(|one| one.trim().strip_prefix("sha-256=:"));
    let encoded = sha256
        .and_then(|rest| rest.strip_suffix(':'))
        .ok_or_else(wrong)?;
    let bytes = BASE64.decode(encoded.as_bytes()).map_err(|_| wrong())?;
    match bytes.len() {
        32 => Ok(Some(bytes)),
        _ => Err(wrong()),
    }
}

/// A result as `add` prints it.
fn described(item: &Item) -> Result<Value, Problem> {
    let mut value = document(&Run {
        result: item,
        dry_run: false,
    })?;
    if let Some(object) = value.as_object_mut() {
        // The source is always the request.
        object.remove("source");
    }
    Ok(value)
}

/// Stores the files of a form. The fields `to`, `tags` and `note` must be before the files.
pub(super) async fn multipart(
    State(app): State<Arc<App>>,
    client: Client,
    request: Request,
) -> Result<Response<Body>, Problem> {
    let limit = app.block(limit).await?;
    let conditions = Conditions::of(request.headers());
    let only_new = conditions.none_match.is_some_and(|tags| tags.is_empty());
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|error| Problem::usage(error.body_text()))?;
    let place = client.limiter.work(Work::Upload).await?;
    let client = Arc::new(client);
    let mut fields = HashMap::new();
    let mut items = Vec::new();
    let mut worst = StatusCode::CREATED;
    while let Some(field) = next(&mut form).await? {
        let name = field.name().unwrap_or_default().to_owned();
        if name != "file" && name != "files" {
            if !items.is_empty() {
                return Err(Problem::usage("fields must be before the files"));
            }
            let text = text(field, &name).await?;
            fields.insert(name, text);
            continue;
        }
        if items.len() >= MAX_FILES {
            return Err(Problem::usage(format!(
                "a form can have at most {MAX_FILES} files"
            )));
        }
        let target = of_fields(&fields, field.file_name(), only_new)?;
        let shown = String::from_utf8_lossy(&target.name).into_owned();
        let overflow = Overflow::default();
        let (sender, content) = bridge::reader(limit.bytes(), &overflow, None);
        let sent_by = Arc::clone(&client);
        let storing = app.start(move |app| store(app, &sent_by, target, content));
        let sent = send(field, sender, limit).await;
        let item = finished(storing).await?;
        sent?;
        let status = status(&item, false, overflow.happened());
        let mut value = described(&item)?;
        if !item.status.is_stored() {
            let problem = problem(&item, status, limit);
            if let Some(object) = value.as_object_mut() {
                object.insert("reason".into(), problem.message().into());
                object.insert("name".into(), shown.into());
            }
            worst = match (items.is_empty(), worst) {
                (true, _) => status,
                (false, worst) if worst == status => status,
                (false, _) => StatusCode::MULTI_STATUS,
            };
        } else if worst.is_client_error() {
            worst = StatusCode::MULTI_STATUS;
        }
        items.push(value);
    }
    drop(place);
    if items.is_empty() {
        return Err(Problem::usage("the form has no file")
            .hint("send at least one part with the name file and a filename"));
    }
    Ok(answer(worst, &json!({"items": items})))
}

async fn next(form: &mut Multipart) -> Result<Option<Field<'_>>, Problem> {
    form.next_field()
        .await
        .map_err(|error| Problem::usage(error.body_text()))
}

/// The text of a field.
async fn text(mut field: Field<'_>, name: &str) -> Result<String, Problem> {
    if !matches!(name, "to" | "tags" | "note") {
        return Err(Problem::usage(
            "the fields of an upload are to, tags, note and file",
        ));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = part(&mut field).await? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > MAX_FIELD {
            return Err(too_large(format_args!("{MAX_FIELD} bytes (field {name})")));
        }
    }
    String::from_utf8(bytes).map_err(|_| Problem::usage(format!("{name} is not UTF-8")))
}

async fn part(field: &mut Field<'_>) -> Result<Option<Bytes>, Problem> {
    field
        .chunk()
        .await
        .map_err(|error| Problem::usage(error.body_text()))
}

/// Sends the content of a field to a reader. The rest of a refused file is read and dropped, up to the
/// limit.
async fn send(
    mut field: Field<'_>,
    sender: Sender<std::io::Result<Bytes>>,
    limit: Size,
) -> Result<(), Problem> {
    let mut total = 0_u64;
    loop {
        match part(&mut field).await {
            Ok(Some(chunk)) => {
                total = total.saturating_add(chunk.len() as u64);
                // It was refused before its end, or by its length.
                if sender.send(Ok(chunk)).await.is_err() && total > limit.bytes() {
                    return Err(too_large(limit));
                }
            }
            Ok(None) => return Ok(()),
            Err(problem) => {
                let message = problem.message().to_owned();
                let _ = sender.send(Err(std::io::Error::other(message))).await;
                return Err(problem);
            }
        }
    }
}

fn of_fields(
    fields: &HashMap<String, String>,
    file_name: Option<&str>,
    only_new: bool,
) -> Result<Target, Problem> {
    let folder = optional_path(fields.get("to").map(String::as_str), None)?;
    let folder = match folder {
        Some(folder) => folder,
        None => path(Some("/inbox"), None)?,
    };
    let name = file_name.filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| Problem::usage("a file of the form has no filename"))?;
    // Browsers send a path for the files of a folder.
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let tags = fields.get("tags").map(String::as_str).unwrap_or_default();
    let tags = tags.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    let tags: Result<Vec<Tag>, _> = tags.map(Tag::parse).collect();
    Ok(Target {
        folder,
        name: name.as_bytes().to_vec(),
        tags: tags.map_err(|error| Problem::usage(error.to_string()))?,
        note: fields.get("note").cloned(),
        on_conflict: Some(match only_new {
            true => OnConflict::Fail,
            false => OnConflict::Rename,
        }),
        base: None,
    })
}
