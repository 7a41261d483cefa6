//! The routes of the API. docs/API.md describes them for users.

mod audit;
mod auth;
mod content;
mod dedupe;
mod files;
mod health;
mod history;
mod keys;
mod organize;
mod search;
mod sessions;
mod status;
mod tags;
mod trash;
mod upload;
mod users;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::routing::{delete, get, post};
use file_organizer::app::files::info::FileInfo;
use file_organizer::app::json::{self, Document};
use serde_json::{Value, json};

pub(crate) use auth::{Login, me, only_passwords, prove};

use super::reply::Problem;
use super::state::App;

/// The routes of the API, below the base path.
pub(crate) fn router(app: Arc<App>) -> Router {
    let api = Router::new()
        .route("/health", get(health::ready))
        .route("/health/live", get(health::live))
        .route("/auth/login", post(auth::login))
        .route("/auth/refresh", post(auth::refresh))
        .route("/auth/logout", post(auth::logout))
        .route("/auth/me", get(auth::me))
        .route("/auth/password", post(auth::password))
        .route(
            "/auth/sessions",
            get(sessions::list).delete(sessions::end_all),
        )
        .route("/auth/sessions/{id}", delete(sessions::end))
        .route("/auth/keys", get(keys::list).post(keys::create))
        .route("/auth/keys/{id}", delete(keys::revoke))
        .route("/auth/keys/{id}/rotate", post(keys::rotate))
        .route("/files", get(files::list).delete(files::delete))
        .route("/files/info", get(files::info))
        .route("/files/move", post(files::move_one))
        .route("/files/delete", post(files::delete_several))
        .route(
            "/files/upload",
            // Each file is counted against the policy instead.
            post(upload::multipart).layer(DefaultBodyLimit::disable()),
        )
        .route("/files/content", get(content::preview).put(upload::put))
        .route("/files/raw", get(content::raw))
        .route(
            "/files/{id}",
            get(files::one)
                .patch(files::patch)
                .delete(files::delete_one),
        )
        .route("/files/{id}/content", get(content::one))
        .route("/files/{id}/versions", get(files::list_versions))
        .route("/folders", get(files::folders).post(files::make_folder))
        .route("/search", get(search::find))
        .route("/searches", get(search::saved))
        .route("/trash", get(trash::list).delete(trash::empty))
        .route("/trash/restore", post(trash::restore))
        .route("/organize/preview", post(organize::preview))
        .route("/organize/execute", post(organize::execute))
        .route("/dedupe/preview", post(dedupe::preview))
        .route("/dedupe/execute", post(dedupe::execute))
        .route("/history", get(history::list))
        .route("/undo", post(history::undo))
        .route("/redo", post(history::redo))
        .route("/tags", get(tags::list))
        .route("/audit", get(audit::log))
        .route("/audit/head", get(audit::head))
        .route("/status", get(status::status))
        .route("/users", get(users::list).post(users::add))
        .route(
            "/users/{name}",
            axum::routing::patch(users::change).delete(users::remove),
        )
        .route("/openapi.json", get(health::openapi));
    Router::new().nest("/api/v1", api).with_state(app)
}

/// The answer to a path without a route.
pub(super) fn nothing_here() -> Problem {
    let message = "there is nothing at this address";
    Problem::new(StatusCode::NOT_FOUND, "not_found", message)
}

/// An answer with a JSON document.
pub(super) fn answer(status: StatusCode, document: &Value) -> Response<Body> {
    let mut response = Response::new(Body::from(document.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An answer with a JSON document and status 200.
pub(super) fn ok(document: &Value) -> Response<Body> {
    answer(StatusCode::OK, document)
}

/// An answer without a body.
pub(super) fn no_content() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// A result of the command line, with its `type`.
pub(super) fn document<T: Document>(result: &T) -> Result<Value, Problem> {
    json::value(result).map_err(|error| {
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "error",
            error.to_string(),
        )
    })
}

/// Several results as `{"items": [..]}`.
fn items<T: Document>(results: &[T]) -> Result<Value, Problem> {
    let items: Result<Vec<Value>, Problem> = results.iter().map(document).collect();
    Ok(json!({"items": items?}))
}

/// A file: what `show` prints, with its base name, its extension and its entity tag.
fn file(info: &FileInfo) -> Result<Value, Problem> {
    let mut value = document(info)?;
    if let Some(object) = value.as_object_mut() {
        let name = String::from_utf8_lossy(info.path.name()).into_owned();
        let extension = info.path.extension().map(|ext| format!(".{ext}"));
        object.insert("name".into(), name.into());
        object.insert("file_type".into(), extension.unwrap_or_default().into());
        object.insert("mime_type".into(), info.current.file_type.mime().into());
        object.insert("etag".into(), info.current.entity_tag(&info.id).into());
    }
    Ok(value)
}

/// The header of an entity tag.
fn entity_tag(info: &FileInfo) -> Option<HeaderValue> {
    let tag = info.current.entity_tag(&info.id);
    HeaderValue::from_str(&format!("\"{tag}\"")).ok()
}

/// An answer with a file, and its entity tag in a header.
fn with_tag(status: StatusCode, info: &FileInfo) -> Result<Response<Body>, Problem> {
    let mut response = answer(status, &file(info)?);
    if let Some(tag) = entity_tag(info) {
        response.headers_mut().insert(ETAG, tag);
    }
    Ok(response)
}
