//! What requests contain: query, JSON, paths, conditions. Unknown fields are refused, so that a
//! misspelled one does not go unnoticed.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::header::{CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use file_organizer::app::files::select::Pick;
use file_organizer::domain::id::FileId;
use file_organizer::domain::path::VaultPath;
use serde::de::DeserializeOwned;

use super::reply::Problem;

/// The largest JSON document of a request.
const MAX_JSON: usize = 64 * 1024;
/// The largest body of a login.
const MAX_LOGIN: usize = 4 * 1024;
/// The most levels of a JSON document: far below the limit of the parser, which counts on the stack.
const MAX_DEPTH: usize = 16;

/// The query of a request.
pub(crate) struct Params<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(params)) => Ok(Self(params)),
            Err(error) => Err(Problem::usage(error.body_text())),
        }
    }
}

/// The JSON document of a request.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_type(request.headers(), "application/json") {
            return Err(unsupported("application/json"));
        }
        let bytes = body(request.into_body(), MAX_JSON).await?;
        Ok(Self(parsed(&bytes)?))
    }
}

/// The document of a login: JSON, or a form.
pub(crate) struct JsonOrForm<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for JsonOrForm<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let headers = request.headers();
        let is_form = is_type(headers, "application/x-www-form-urlencoded");
        if !is_form && !is_type(headers, "application/json") {
            return Err(unsupported(
                "application/json or application/x-www-form-urlencoded",
            ));
        }
        let bytes = body(request.into_body(), MAX_LOGIN).await?;
        if !is_form {
            return Ok(Self(parsed(&bytes)?));
        }
        let form = serde_urlencoded::from_bytes(&bytes);
        form.map(Self)
            .map_err(|error| Problem::usage(error.to_string()))
    }
}

fn is_type(headers: &HeaderMap, wanted: &str) -> bool {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = value.and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case(wanted))
}

fn unsupported(wanted: &str) -> Problem {
    let message = format!("the body must be {wanted}");
    Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_type",
        message,
    )
    .hint(format!("send the header Content-Type: {wanted}"))
}

/// The answer to a body over a limit.
pub(crate) fn too_large(limit: impl std::fmt::Display) -> Problem {
    let message = format!("the body is larger than {limit}");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message)
}

async fn body(body: Body, limit: usize) -> Result<Vec<u8>, Problem> {
    let bytes = to_bytes(body, limit).await;
    let bytes = bytes.map_err(|_| too_large(format_args!("{limit} bytes")))?;
    Ok(bytes.to_vec())
}

/// Parses JSON.
///
/// # Errors
/// 400.
pub(crate) fn parsed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut depth = 0_usize;
    for byte in bytes {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(Problem::usage("the document has too many levels"));
        }
    }
    serde_json::from_slice(bytes).map_err(|error| Problem::usage(error.to_string()))
}

/// A path as text, or exactly, in Base64.
///
/// # Errors
/// 400 for none, for both, and for an invalid path.
pub(crate) fn path(text: Option<&str>, base64: Option<&str>) -> Result<VaultPath, Problem> {
    optional_path(text, base64)?.ok_or_else(|| {
        Problem::usage("the path is missing")
            .hint("add path=, or path_b64= for names that are not UTF-8")
    })
}

/// As [`path`]; `None` if there is none.
///
/// # Errors
/// 400.
pub(crate) fn optional_path(
    text: Option<&str>,
    base64: Option<&str>,
) -> Result<Option<VaultPath>, Problem> {
    let bytes = match (text, base64) {
        (None, None) => return Ok(None),
        (Some(text), None) => text.as_bytes().to_vec(),
        (None, Some(base64)) => {
            let bytes = BASE64.decode(base64.as_bytes());
            let bytes = bytes.or_else(|_| BASE64URL_NOPAD.decode(base64.as_bytes()));
            bytes.map_err(|_| Problem::usage("path_b64 is not Base64"))?
        }
        (Some(_), Some(_)) => return Err(Problem::usage("path and path_b64 exclude each other")),
    };
    if bytes.is_empty() {
        return Ok(Some(VaultPath::root()));
    }
    match VaultPath::parse(&bytes) {
        Ok(path) => Ok(Some(path)),
        Err(error) => {
            let problem = Problem::usage(error.to_string());
            Err(match error.hint() {
                Some(hint) => problem.hint(hint),
                None => problem,
            })
        }
    }
}

/// A file of an id in the URL. Anything else does not exist.
///
/// # Errors
/// 404.
pub(crate) fn file_id(text: &str) -> Result<Pick, Problem> {
    let id: Result<FileId, _> = text.parse();
    id.map(Pick::Id).map_err(|_| no_file())
}

/// The answer to a file that does not exist, or that the client may not see.
pub(crate) fn no_file() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not_found", "there is no such file")
}

/// What a conditional request demands of a file (RFC 9110, section 13.1).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Conditions {
    /// `If-Match`: the file has one of these tags; any, if it is empty.
    pub(crate) matches: Option<Vec<String>>,
    /// `If-None-Match`: it has none of these tags; there is no file, if it is empty.
    pub(crate) none_match: Option<Vec<String>>,
}

impl Conditions {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        Self {
            matches: tags(headers, &IF_MATCH),
            none_match: tags(headers, &IF_NONE_MATCH),
        }
    }

    /// Refuses a change of a file that has another tag.
    ///
    /// # Errors
    /// 412.
    pub(crate) fn check_match(&self, current: Option<&str>) -> Result<(), Problem> {
        let is_met = match (&self.matches, current) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(tags), Some(current)) => tags.is_empty() || tags.iter().any(|tag| tag == current),
        };
        match is_met {
            true => Ok(()),
            false => Err(stale()),
        }
    }

    /// Whether the client has this content already.
    pub(crate) fn is_known(&self, current: &str) -> bool {
        let tags = self.none_match.as_ref();
        tags.is_some_and(|tags| tags.is_empty() || tags.iter().any(|tag| tag == current))
    }
}

/// The answer to a condition that is not met.
pub(crate) fn stale() -> Problem {
    let message = "the file was changed, moved or removed meanwhile";
    Problem::new(StatusCode::PRECONDITION_FAILED, "stale", message)
        .hint("get it again, and repeat the change")
}

/// The entity tags of a header; none for `*`.
fn tags(headers: &HeaderMap, name: &HeaderName) -> Option<Vec<String>> {
    let mut found = None;
    for value in headers.get_all(name) {
        let tags: &mut Vec<String> = found.get_or_insert_with(Vec::new);
        let Ok(text) = value.to_str() else {
            continue;
        };
        if text.trim() == "*" {
            return Some(Vec::new());
        }
        let each = text.split(',').map(str::trim);
        let each = each.map(|tag| tag.strip_prefix("W/").unwrap_or(tag));
        tags.extend(each.map(|tag| tag.trim_matches('"').to_owned()));
        // Not the same as `*`.
        if tags.is_empty() {
            tags.push(String::new());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &'static str, values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn conditions_hold_for_the_right_tags() {
        let one = Conditions::of(&headers("if-match", &["\"a-1\", \"b-2\""]));
        assert!(one.check_match(Some("b-2")).is_ok());
        assert!(one.check_match(Some("c-3")).is_err());
        assert!(one.check_match(None).is_err());
        let any = Conditions::of(&headers("if-match", &["*"]));
        assert!(any.check_match(Some("c-3")).is_ok());
        assert!(any.check_match(None).is_err());
        assert!(Conditions::default().check_match(None).is_ok());
        let known = Conditions::of(&headers("if-none-match", &["W/\"a-1\""]));
        assert!(known.is_known("a-1") && !known.is_known("b-2"));
        let empty = Conditions::of(&headers("if-match", &[""]));
        assert!(empty.check_match(Some("a-1")).is_err());
    }

    #[test]
    fn deep_documents_are_refused() {
        let deep = "[".repeat(10_000);
        assert!(parsed::<serde_json::Value>(deep.as_bytes()).is_err());
        assert!(parsed::<serde_json::Value>(b"[[1]]").is_ok());
    }

    #[test]
    fn paths_are_inside_the_vault() {
        assert!(path(Some("/a/b"), None).is_ok());
        assert!(path(Some("/a/../b"), None).is_err());
        assert!(path(None, Some("L2H/")).is_ok());
        assert!(path(None, Some("!")).is_err());
        assert!(path(Some("/a"), Some("L2E=")).is_err());
        assert!(path(None, None).is_err());
    }
}
