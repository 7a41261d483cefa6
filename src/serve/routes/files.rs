//! Files: list, show, change, move, delete; folders and versions.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode};
use file_organizer::app::error::{Error, Kind};
use file_organizer::app::files::info::FileInfo;
use file_organizer::app::files::list::{self, ListOptions, Listed, Order};
use file_organizer::app::files::mv::{self, Destination};
use file_organizer::app::files::select::{self, Pick};
use file_organizer::app::files::{mkdir, rm, tag, trash, versions};
use file_organizer::app::gate::Gate;
use file_organizer::app::json::FolderLine;
use file_organizer::domain::action::Action;
use file_organizer::domain::order::SortKey;
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::placement::OnConflict;
use file_organizer::domain::tag::Tag;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::{answer, document, file, items, ok, with_tag};
use crate::serve::auth::Client;
use crate::serve::input::{Conditions, Json, Params, file_id, no_file, optional_path, path};
use crate::serve::limits::Work;
use crate::serve::reply::Problem;
use crate::serve::state::App;

/// Files in one answer, unless the client asks for another number.
const LIMIT: usize = 100;
const MAX_LIMIT: usize = 1000;
/// The furthest that `skip` reaches: the server would have to sort all files before.
const MAX_SKIP: usize = 100_000;
/// The most paths of one request.
const MAX_PATHS: usize = 1000;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Listing {
    path: Option<String>,
    path_b64: Option<String>,
    /// All files below the folder.
    recursive: bool,
    /// Without effect: the vault has no hidden files.
    include_hidden: Option<bool>,
    /// An extension, or `text`, `image`, `video` or `audio`.
    file_type: Option<String>,
    sort_by: Option<String>,
    sort_order: Option<String>,
    skip: Option<usize>,
    limit: Option<usize>,
    /// Search terms.
    q: Option<String>,
    /// Where the page before has ended.
    after: Option<String>,
}

/// A part of a listing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    skip: usize,
    limit: usize,
}

impl Window {
    /// # Errors
    /// 400.
    pub(super) fn new(
        skip: Option<usize>,
        after: Option<&str>,
        limit: Option<usize>,
    ) -> Result<Self, Problem> {
        let limit = limit.unwrap_or(LIMIT);
        if limit == 0 || limit > MAX_LIMIT {
            return Err(Problem::usage(format!(
                "limit must be from 1 to {MAX_LIMIT}"
            )));
        }
        let skip = match (skip, after) {
            (Some(_), Some(_)) => {
                return Err(Problem::usage("skip and after exclude each other"));
            }
            (Some(skip), None) if skip > MAX_SKIP => {
                return Err(Problem::usage(format!("skip must be at most {MAX_SKIP}"))
                    .hint("continue with after, from the field next of the page before"));
            }
            (skip, None) => skip.unwrap_or(0),
            (None, Some(after)) => {
                let begin = after
                    .strip_prefix("n")
                    .and_then(|number| number.parse().ok());
                begin.ok_or_else(|| Problem::usage("after is not a value of the field next"))?
            }
        };
        Ok(Self { skip, limit })
    }

    /// Where it ends, if there is more.
    fn next(self, total: u64) -> Option<String> {
        let end = self.skip.saturating_add(self.limit);
        (total > end as u64).then(|| format!("n{end}"))
    }

    /// The lines that must be sorted.
    fn last(self) -> usize {
        self.skip.saturating_add(self.limit)
    }
}

/// Collects the lines of a window.
pub(super) struct Collected {
    window: Window,
    seen: usize,
    items: Vec<Value>,
}

impl Collected {
    pub(super) fn new(window: Window) -> Self {
        Self {
            window,
            seen: 0,
            items: Vec::new(),
        }
    }

    pub(super) fn push(
        &mut self,
        line: impl FnOnce() -> Result<Value, Problem>,
    ) -> Result<(), Error> {
        let at = self.seen;
        self.seen += 1;
        if at >= self.window.skip && at < self.window.last() {
            let line = line().map_err(|_| Error::internal("a file without a document"))?;
            self.items.push(line);
        }
        Ok(())
    }

    pub(super) fn page(self, total: u64) -> Value {
        json!({
            "items": self.items,
            "total": total,
            "skip": self.window.skip,
            "limit": self.window.limit,
            "next": self.window.next(total),
        })
    }
}

fn order(by: Option<&str>, direction: Option<&str>, limit: usize) -> Result<Order, Problem> {
    let by = match by {
        None => None,
        Some("created") => Some(SortKey::Added),
        Some(name) => {
            let key = SortKey::ALL.into_iter().find(|key| key.name() == name);
            Some(key.ok_or_else(|| {
                Problem::usage("sort_by must be name, size, type, created, added or modified")
            })?)
        }
    };
    // Sizes and times come largest first; the API counts up unless it is asked to count down.
    let is_descending = matches!(by, Some(SortKey::Size | SortKey::Modified | SortKey::Added));
    let reverse = match direction {
        None | Some("asc") => is_descending,
        Some("desc") => !is_descending,
        Some(_) => return Err(Problem::usage("sort_order must be asc or desc")),
    };
    Ok(Order {
        by,
        reverse,
        limit: Some(limit),
    })
}

/// The search terms of a query, and those of the other parameters.
fn words(listing: &Listing, folder: &VaultPath) -> Result<Option<Vec<String>>, Problem> {
    let mut words = Vec::new();
    if let Some(kind) = &listing.file_type {
        let is_class = matches!(kind.as_str(), "text" | "image" | "video" | "audio");
        let extension = kind.strip_prefix('.').unwrap_or(kind);
        if !extension.bytes().all(|byte| byte.is_ascii_alphanumeric()) || extension.is_empty() {
            return Err(Problem::usage(
                "file_type must be an extension, or text, image, video or audio",
            ));
        }
        words.push(match is_class {
            true => format!("type:{kind}"),
            false => format!("ext:{extension}"),
        });
    }
    if let Some(query) = &listing.q {
        words.push(query.clone());
    }
    if words.is_empty() {
        return Ok(None);
    }
    if !folder.is_root() {
        let Some(text) = std::str::from_utf8(folder.raw()).ok() else {
            return Err(Problem::usage(
                "a search in this folder is not possible: not UTF-8",
            ));
        };
        words.push(format!("in:{text}"));
    }
    Ok(Some(words))
}

pub(super) async fn list(
    State(app): State<Arc<App>>,
    client: Client,
    Params(listing): Params<Listing>,
) -> Result<Response<Body>, Problem> {
    let _ = listing.include_hidden;
    let folder = optional_path(listing.path.as_deref(), listing.path_b64.as_deref())?;
    let folder = folder.unwrap_or_else(VaultPath::root);
    let window = Window::new(listing.skip, listing.after.as_deref(), listing.limit)?;
    let order = order(
        listing.sort_by.as_deref(),
        listing.sort_order.as_deref(),
        window.last(),
    )?;
    let words = words(&listing, &folder)?;
    let page = app
        .run(Work::Read, client, "ls", move |gate| {
            let mut collected = Collected::new(window);
            let total = match words {
                Some(words) => {
                    let each = |info: FileInfo| collected.push(|| file(&info));
                    list::find(gate, &words, false, order, each)?.count
                }
                None => {
                    let options = ListOptions {
                        recursive: listing.recursive,
                        order,
                        ..ListOptions::default()
                    };
                    let each = |line: Listed| collected.push(|| listed(&line));
                    list::list(gate, &folder, options, each)?
                }
            };
            Ok(collected.page(total))
        })
        .await?;
    Ok(ok(&page))
}

/// A search: the page of a query in the whole vault or a folder.
///
/// # Errors
/// 400 with what is wrong with the query.
pub(super) fn found(gate: &mut Gate, words: &[String], window: Window) -> Result<Value, Problem> {
    let mut collected = Collected::new(window);
    let order = Order {
        limit: Some(window.last()),
        ..Order::default()
    };
    let found = list::find(gate, words, false, order, |info| {
        collected.push(|| file(&info))
    })?;
    let mut page = collected.page(found.count);
    if let Some(object) = page.as_object_mut() {
        object.insert("doubt".into(), found.doubt.into());
    }
    Ok(page)
}

fn listed(line: &Listed) -> Result<Value, Problem> {
    match line {
        Listed::File(info) => file(info),
        Listed::Folder(path, totals) => {
            let mut value = document(&FolderLine {
                path,
                totals: *totals,
            })?;
            if let Some(object) = value.as_object_mut() {
                let name = String::from_utf8_lossy(path.name()).into_owned();
                object.insert("name".into(), name.into());
            }
            Ok(value)
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct At {
    path: Option<String>,
    path_b64: Option<String>,
}

impl At {
    pub(super) fn pick(&self) -> Result<Pick, Problem> {
        Ok(Pick::Path(path(
            self.path.as_deref(),
            self.path_b64.as_deref(),
        )?))
    }
}

/// The file at a path, or of an id. A folder is none.
pub(super) fn shown(gate: &mut Gate, pick: &Pick) -> Result<FileInfo, Problem> {
    match list::show(gate, std::slice::from_ref(pick)) {
        Ok(files) => files.into_iter().next().ok_or_else(no_file),
        // The argument is a folder.
        Err(error) if error.kind == Kind::Usage => Err(no_file()),
        Err(error) => Err(error.into()),
    }
}

async fn show(app: &Arc<App>, client: Client, pick: Pick) -> Result<Response<Body>, Problem> {
    let info = app
        .run(Work::Read, client, "show", move |gate| shown(gate, &pick))
        .await?;
    with_tag(StatusCode::OK, &info)
}

pub(super) async fn info(
    State(app): State<Arc<App>>,
    client: Client,
    Params(at): Params<At>,
) -> Result<Response<Body>, Problem> {
    let pick = at.pick()?;
    show(&app, client, pick).await
}

pub(super) async fn one(
    State(app): State<Arc<App>>,
    client: Client,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    let pick = file_id(&id)?;
    show(&app, client, pick).await
}

pub(super) async fn list_versions(
    State(app): State<Arc<App>>,
    client: Client,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    let pick = file_id(&id)?;
    let versions = app
        .with_gate(Work::Read, client, "versions", move |gate| {
            list::versions(gate, &pick)
        })
        .await?;
    Ok(ok(&items(&versions)?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Patch {
    tags: Option<Vec<String>>,
    /// `null` removes the note.
    #[serde(default, deserialize_with = "given")]
    note: Option<Option<String>>,
    path: Option<String>,
    path_b64: Option<String>,
    /// An earlier version to make the newest one.
    version: Option<u32>,
}

/// Tells a field that is null from one that is missing.
fn given<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// Changes what is given: tags, note, version, path. Each is an operation of its own, in this order.
pub(super) async fn patch(
    State(app): State<Arc<App>>,
    client: Client,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(patch): Json<Patch>,
) -> Result<Response<Body>, Problem> {
    let pick = file_id(&id)?;
    let conditions = Conditions::of(&headers);
    let to = optional_path(patch.path.as_deref(), patch.path_b64.as_deref())?;
    let tags = patch
        .tags
        .map(|tags| tags.iter().map(|tag| Tag::parse(tag)).collect());
    let tags: Option<Result<Vec<Tag>, _>> = tags;
    let tags = tags
        .transpose()
        .map_err(|error| Problem::usage(error.to_string()))?;
    let note = patch.note.map(Option::unwrap_or_default);
    let version = patch.version;
    let info = app
        .run(Work::Write, client, "patch", move |gate| {
            let info = shown(gate, &pick)?;
            conditions.check_match(Some(&info.current.entity_tag(&info.id)))?;
            let picks = std::slice::from_ref(&pick);
            if let Some(tags) = tags {
                set_tags(gate, picks, &info.tags, tags)?;
            }
            if let Some(note) = note {
                tag::note(gate, &pick, &note)?;
            }
            if let Some(version) = version {
                versions::restore(gate, &pick, version)?;
            }
            if let Some(to) = to.filter(|to| to.raw() != info.path.raw()) {
                let to = exactly(&to)?;
                mv::move_files(gate, picks, &to, OnConflict::Fail)?;
            }
            shown(gate, &pick)
        })
        .await?;
    with_tag(StatusCode::OK, &info)
}

fn set_tags(gate: &mut Gate, picks: &[Pick], now: &[Tag], wanted: Vec<Tag>) -> Result<(), Problem> {
    let gone: Vec<Tag> = now
        .iter()
        .filter(|tag| !wanted.contains(tag))
        .cloned()
        .collect();
    let new: Vec<Tag> = wanted
        .into_iter()
        .filter(|tag| !now.contains(tag))
        .collect();
    if !gone.is_empty() {
        tag::change(gate, picks, &tag::Change::Remove(gone))?;
    }
    if !new.is_empty() {
        tag::change(gate, picks, &tag::Change::Add(new))?;
    }
    Ok(())
}

/// A destination that is a path, with a slash at the beginning.
fn exactly(path: &VaultPath) -> Result<Destination, Error> {
    Destination::parse(path.raw())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Move {
    source: String,
    destination: String,
    #[serde(default)]
    overwrite: bool,
    #[serde(default)]
    dry_run: bool,
}

/// Moves a file or a folder. `overwrite` makes a version of the file there.
pub(super) async fn move_one(
    State(app): State<Arc<App>>,
    client: Client,
    Json(wanted): Json<Move>,
) -> Result<Response<Body>, Problem> {
    let Move {
        source,
        destination,
        overwrite,
        dry_run,
    } = wanted;
    let from = path(Some(&source), None)?;
    let to = Destination::parse(destination.as_bytes())?;
    let on_conflict = match overwrite {
        true => OnConflict::Version,
        false => OnConflict::Fail,
    };
    let moved = app
        .with_gate(Work::Write, client, "mv", move |gate| {
            let picks = [Pick::Path(from)];
            match dry_run {
                true => mv::would_move(gate, &picks, &to, on_conflict),
                false => mv::move_files(gate, &picks, &to, on_conflict),
            }
        })
        .await?;
    let files: Result<Vec<Value>, Problem> = moved.files.iter().map(document).collect();
    let destination = moved.files.first().map_or(&moved.to, |moved| &moved.to);
    Ok(ok(&json!({
        "source": source,
        "destination": String::from_utf8_lossy(destination.raw()),
        "moved": !dry_run,
        "dry_run": dry_run,
        "items": files?,
    })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Delete {
    path: Option<String>,
    path_b64: Option<String>,
    #[serde(default)]
    permanent: bool,
    #[serde(default)]
    dry_run: bool,
}

pub(super) async fn delete(
    State(app): State<Arc<App>>,
    client: Client,
    Params(wanted): Params<Delete>,
) -> Result<Response<Body>, Problem> {
    let pick = Pick::Path(path(wanted.path.as_deref(), wanted.path_b64.as_deref())?);
    delete_pick(&app, client, pick, wanted.permanent, wanted.dry_run).await
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DeleteOne {
    permanent: bool,
    dry_run: bool,
}

pub(super) async fn delete_one(
    State(app): State<Arc<App>>,
    client: Client,
    Path(id): Path<String>,
    Params(wanted): Params<DeleteOne>,
) -> Result<Response<Body>, Problem> {
    let pick = file_id(&id)?;
    delete_pick(&app, client, pick, wanted.permanent, wanted.dry_run).await
}

async fn delete_pick(
    app: &Arc<App>,
    client: Client,
    pick: Pick,
    permanent: bool,
    dry_run: bool,
) -> Result<Response<Body>, Problem> {
    let value = app
        .run(Work::Write, client, "rm", move |gate| {
            delete_in(gate, &pick, permanent, dry_run)
        })
        .await?;
    Ok(ok(&value))
}

/// Moves what is picked to the trash, and from there on, if it is to be permanent.
fn delete_in(
    gate: &mut Gate,
    pick: &Pick,
    permanent: bool,
    dry_run: bool,
) -> Result<Value, Problem> {
    let picks = std::slice::from_ref(pick);
    let asked = String::from_utf8_lossy(&pick.text()).into_owned();
    if dry_run {
        let count = select::count(gate, Action::FileDelete, picks)?;
        return Ok(json!({"path": asked, "deleted": false, "dry_run": true, "files": count}));
    }
    let ids = match permanent {
        true => ids(gate, pick)?,
        false => Vec::new(),
    };
    let removed = rm::remove(gate, picks)?;
    if permanent && !ids.is_empty() {
        let emptied = trash::empty(gate, &ids, None)?;
        return Ok(json!({
            "path": asked, "deleted": true, "dry_run": false, "files": emptied.files,
            "trashed_path": null,
        }));
    }
    let first = removed
        .first()
        .map(|path| String::from_utf8_lossy(path.raw()).into_owned());
    Ok(json!({
        "path": asked, "deleted": true, "dry_run": false, "files": removed.len(),
        "trashed_path": first,
    }))
}

/// The ids of what is picked: after the removal, another file may have the path in the trash.
fn ids(gate: &mut Gate, pick: &Pick) -> Result<Vec<Pick>, Problem> {
    let Pick::Path(folder) = pick else {
        return Ok(vec![pick.clone()]);
    };
    let options = ListOptions {
        recursive: true,
        ..ListOptions::default()
    };
    let mut ids = Vec::new();
    list::list(gate, folder, options, |line| {
        if let Listed::File(info) = line {
            ids.push(Pick::Id(info.id));
        }
        Ok(())
    })?;
    Ok(ids)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeleteSeveral {
    paths: Vec<String>,
    #[serde(default)]
    dry_run: bool,
}

/// Moves several files to the trash, each for itself.
pub(super) async fn delete_several(
    State(app): State<Arc<App>>,
    client: Client,
    Json(DeleteSeveral { paths, dry_run }): Json<DeleteSeveral>,
) -> Result<Response<Body>, Problem> {
    if paths.is_empty() || paths.len() > MAX_PATHS {
        return Err(Problem::usage(format!(
            "paths must have 1 to {MAX_PATHS} entries"
        )));
    }
    let (done, failed) = app
        .run(Work::Write, client, "rm", move |gate| {
            let mut items = Vec::new();
            let mut failed = 0_usize;
            for text in paths {
                let result = path(Some(&text), None)
                    .and_then(|path| delete_in(gate, &Pick::Path(path), false, dry_run));
                items.push(result.unwrap_or_else(|problem| {
                    failed += 1;
                    json!({"path": text, "deleted": false, "reason": problem.message()})
                }));
            }
            Ok((items, failed))
        })
        .await?;
    let status = match failed {
        0 => StatusCode::OK,
        _ => StatusCode::MULTI_STATUS,
    };
    Ok(answer(
        status,
        &json!({"items": done, "failed": failed, "dry_run": dry_run}),
    ))
}

/// The folders in a folder.
pub(super) async fn folders(
    State(app): State<Arc<App>>,
    client: Client,
    Params(at): Params<At>,
) -> Result<Response<Body>, Problem> {
    let folder = optional_path(at.path.as_deref(), at.path_b64.as_deref())?;
    let folder = folder.unwrap_or_else(VaultPath::root);
    let folders = app
        .run(Work::Read, client, "ls", move |gate| {
            let mut folders = Vec::new();
            list::list(gate, &folder, ListOptions::default(), |line| {
                if let Listed::Folder(..) = &line {
                    let line = listed(&line).map_err(|_| Error::internal("a folder"))?;
                    folders.push(line);
                }
                Ok(())
            })?;
            Ok(folders)
        })
        .await?;
    Ok(ok(&json!({"items": folders})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFolder {
    path: String,
}

pub(super) async fn make_folder(
    State(app): State<Arc<App>>,
    client: Client,
    Json(new): Json<NewFolder>,
) -> Result<Response<Body>, Problem> {
    let folder = path(Some(&new.path), None)?;
    let made = app
        .with_gate(Work::Write, client, "mkdir", move |gate| {
            mkdir::make(gate, &[folder])
        })
        .await?;
    Ok(answer(StatusCode::CREATED, &items(&made)?))
}
