//! Contents: downloads with ranges and conditions, and a preview of text.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, IF_RANGE, RANGE, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use file_organizer::app::files::info::FileInfo;
use file_organizer::app::files::read::{self, Part};
use file_organizer::app::files::select::Pick;
use file_organizer::domain::file_type::FileType;
use serde::Deserialize;
use serde_json::json;

use super::{entity_tag, ok};
use crate::serve::auth::Client;
use crate::serve::bridge;
use crate::serve::headers::content_disposition;
use crate::serve::input::{Conditions, Params, file_id, path};
use crate::serve::limits::Work;
use crate::serve::reply::Problem;
use crate::serve::state::App;

/// Bytes of a text preview, unless the client asks for another number.
const PREVIEW: u64 = 200_000;
const MAX_PREVIEW: u64 = 5_000_000;

/// Nothing in the content may run in the origin of the server.
const SANDBOX: &str = "default-src 'none'; sandbox";
/// Without `sandbox`, which stops the viewers of browsers; the page shows them in a frame.
const VIEWER: &str = "default-src 'none'; frame-ancestors 'self'";

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Wanted {
    version: Option<u32>,
    /// 1: for a browser to show, if its type is harmless.
    inline: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    path: Option<String>,
    path_b64: Option<String>,
    version: Option<u32>,
    inline: Option<u8>,
}

pub(super) async fn one(
    State(app): State<Arc<App>>,
    client: Client,
    Path(id): Path<String>,
    Params(wanted): Params<Wanted>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let pick = file_id(&id)?;
    download(&app, client, pick, wanted, &method, headers).await
}

pub(super) async fn raw(
    State(app): State<Arc<App>>,
    client: Client,
    Params(raw): Params<Raw>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let pick = Pick::Path(path(raw.path.as_deref(), raw.path_b64.as_deref())?);
    let wanted = Wanted {
        version: raw.version,
        inline: raw.inline,
    };
    download(&app, client, pick, wanted, &method, headers).await
}

/// What a client asks for with its headers.
enum Answer {
    /// The whole content, or a part of it.
    Content(Part),
    /// Only the headers.
    Head,
    /// It has this content.
    NotModified,
    /// The range is outside of the content.
    Unsatisfiable,
}

fn answer_for(info: &FileInfo, method: &Method, headers: &HeaderMap) -> Result<Answer, Problem> {
    let conditions = Conditions::of(headers);
    let tag = info.current.entity_tag(&info.id);
    conditions.check_match(Some(&tag))?;
    if conditions.is_known(&tag) {
        return Ok(Answer::NotModified);
    }
    let size = info.current.size;
    let whole = Part {
        first: 0,
        length: size,
    };
    let part = match requested_range(headers, &tag) {
        None => Some(whole),
        Some(range) => range.part(size),
    };
    Ok(match (part, method == Method::HEAD) {
        (None, _) => Answer::Unsatisfiable,
        (Some(_), true) => Answer::Head,
        (Some(part), false) => Answer::Content(part),
    })
}

/// One range of bytes (RFC 9110, section 14.1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Range {
    /// From the first to the last.
    Between(u64, u64),
    /// From the first on.
    From(u64),
    /// The last so many.
    Last(u64),
}

impl Range {
    /// The part of a content of this size; `None` if it is outside.
    fn part(self, size: u64) -> Option<Part> {
        let (first, length) = match self {
            Self::Between(first, last) => (
                first,
                last.min(size.saturating_sub(1))
                    .checked_sub(first)?
                    .saturating_add(1),
            ),
            Self::From(first) => (first, size.saturating_sub(first)),
            Self::Last(count) => {
                let count = count.min(size);
                (size - count, count)
            }
        };
        (first < size && length > 0).then_some(Part { first, length })
    }

    /// Parses a header. Several ranges, and other units, are as none: the answer is the whole content.
    fn parse(text: &str) -> Option<Self> {
        let ranges = text.strip_prefix("bytes=")?;
        let (first, last) = ranges.trim().split_once('-')?;
        let number = |text: &str| {
            let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse::<u64>().unwrap_or(u64::MAX))
        };
        Some(match (first, last) {
            ("", last) => Self::Last(number(last)?),
            (first, "") => Self::From(number(first)?),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::Between(first, last))?
            }
        })
    }
}

fn requested_range(headers: &HeaderMap, tag: &str) -> Option<Range> {
    let mut values = headers.get_all(RANGE).iter();
    let range = values.next()?.to_str().ok().and_then(Range::parse)?;
    if values.next().is_some() {
        return None;
    }
    match headers.get(IF_RANGE) {
        None => Some(range),
        // A date is never equal: contents have tags.
        Some(condition) => {
            let known = condition
                .to_str()
                .is_ok_and(|text| text == format!("\"{tag}\""));
            known.then_some(range)
        }
    }
}

async fn download(
    app: &Arc<App>,
    client: Client,
    pick: Pick,
    wanted: Wanted,
    method: &Method,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let place = client.limiter.work(Work::Download).await?;
    let method = method.clone();
    let (info, answer, download) = app
        .block(move |app| {
            let mut gate = app.enter(&client, "cat")?;
            let info = read::look(&mut gate, &pick, wanted.version).map_err(Problem::of_file)?;
            let answer = answer_for(&info, &method, &headers)?;
            let download = match &answer {
                Answer::Content(part) => Some(read::open(gate, &info, *part)?),
                Answer::Head | Answer::NotModified | Answer::Unsatisfiable => None,
            };
            Ok((info, answer, download))
        })
        .await?;
    let size = info.current.size;
    let body = download.map(|download| Body::new(bridge::stream(download, place)));
    let mut response = Response::new(body.unwrap_or_else(Body::empty));
    describe(response.headers_mut(), &info, wanted.inline == Some(1));
    let (status, length, range) = match answer {
        Answer::Content(Part { first, length }) if length < size => {
            let last = first + length.saturating_sub(1);
            let range = format!("bytes {first}-{last}/{size}");
            (StatusCode::PARTIAL_CONTENT, Some(length), Some(range))
        }
        Answer::Content(_) | Answer::Head => (StatusCode::OK, Some(size), None),
        Answer::NotModified => (StatusCode::NOT_MODIFIED, None, None),
        Answer::Unsatisfiable => {
            let range = Some(format!("bytes */{size}"));
            (StatusCode::RANGE_NOT_SATISFIABLE, Some(0), range)
        }
    };
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if let Some(length) = length {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    if let Some(range) = range.and_then(|range| HeaderValue::from_str(&range).ok()) {
        headers.insert(CONTENT_RANGE, range);
    }
    Ok(response)
}

/// The headers that describe a content. Its type is the detected one, whatever the uploader said.
fn describe(headers: &mut HeaderMap, info: &FileInfo, is_inline: bool) {
    let kind = info.current.file_type;
    let is_shown = is_inline && is_harmless(kind);
    let mime = match kind.is_text() {
        true if is_shown || !is_markup(kind) => "text/plain; charset=utf-8",
        true => "application/octet-stream",
        false => kind.mime(),
    };
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(mime));
    let disposition = content_disposition(info.path.name(), is_shown);
    headers.insert(CONTENT_DISPOSITION, disposition);
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let has_viewer = matches!(kind, FileType::Pdf | FileType::Mp4 | FileType::Mp3);
    let policy = if is_shown && has_viewer {
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
        VIEWER
    } else {
        SANDBOX
    };
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.extend(entity_tag(info).map(|tag| (ETAG, tag)));
}

/// The types that a browser may show: none of them runs scripts.
fn is_harmless(kind: FileType) -> bool {
    matches!(
        kind,
        FileType::Png
            | FileType::Jpeg
            | FileType::Gif
            | FileType::Webp
            | FileType::Mp3
            | FileType::Mp4
            | FileType::Pdf
            | FileType::Text
    )
}

/// Text that a browser would run or render, if it trusted the name.
fn is_markup(kind: FileType) -> bool {
    matches!(kind, FileType::Html | FileType::Svg | FileType::Xml)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Preview {
    path: Option<String>,
    path_b64: Option<String>,
    max_bytes: Option<u64>,
    encoding: Option<String>,
}

/// The beginning of a text, as JSON.
pub(super) async fn preview(
    State(app): State<Arc<App>>,
    client: Client,
    Params(wanted): Params<Preview>,
) -> Result<Response<Body>, Problem> {
    let at = path(wanted.path.as_deref(), wanted.path_b64.as_deref())?;
    let most = wanted.max_bytes.unwrap_or(PREVIEW);
    if most == 0 || most > MAX_PREVIEW {
        let message = format!("max_bytes must be from 1 to {MAX_PREVIEW}");
        return Err(Problem::usage(message));
    }
    let encoding = wanted.encoding.as_deref().unwrap_or("utf-8");
    if !encoding.eq_ignore_ascii_case("utf-8") {
        return Err(Problem::usage("encoding must be utf-8"));
    }
    let value = app
        .run_owned(Work::Download, client, "cat", move |mut gate| {
            let pick = Pick::Path(at);
            let info = read::look(&mut gate, &pick, None).map_err(Problem::of_file)?;
            if !info.current.file_type.is_text() {
                let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
                return Err(
                    Problem::new(status, "unsupported_type", "the file is not text")
                        .hint("download it: GET /files/raw?path="),
                );
            }
            let size = info.current.size;
            let part = Part {
                first: 0,
                length: size.min(most),
            };
            let mut download = read::open(gate, &info, part)?;
            let mut bytes = Vec::new();
            while let Some(next) = download.next_bytes()? {
                bytes.extend_from_slice(&next);
            }
            // The last character may be cut.
            let end = match std::str::from_utf8(&bytes) {
                Err(error) if error.error_len().is_none() => error.valid_up_to(),
                Ok(_) | Err(_) => bytes.len(),
            };
            bytes.truncate(end);
            Ok(json!({
                "path": String::from_utf8_lossy(info.path.raw()),
                "content": String::from_utf8_lossy(&bytes),
                "encoding": "utf-8",
                "truncated": (bytes.len() as u64) < size,
                "size": size,
                "mime_type": info.current.file_type.mime(),
            }))
        })
        .await?;
    Ok(ok(&value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(header: &str, size: u64) -> Option<(u64, u64)> {
        let range = Range::parse(header)?;
        range.part(size).map(|part| (part.first, part.length))
    }

    #[test]
    fn ranges_are_those_of_the_standard() {
        assert_eq!(part("bytes=0-0", 10), Some((0, 1)));
        assert_eq!(part("bytes=2-5", 10), Some((2, 4)));
        assert_eq!(part("bytes=2-", 10), Some((2, 8)));
        assert_eq!(part("bytes=-3", 10), Some((7, 3)));
        assert_eq!(part("bytes=-30", 10), Some((0, 10)));
        assert_eq!(part("bytes=5-99999999999999999999999", 10), Some((5, 5)));
        for unsatisfiable in ["bytes=10-", "bytes=10-12", "bytes=-0"] {
            assert_eq!(part(unsatisfiable, 10), None, "{unsatisfiable}");
            assert!(Range::parse(unsatisfiable).is_some());
        }
        assert_eq!(part("bytes=0-0", 0), None);
        for other in [
            "bytes=5-2",
            "bytes=0-1,3-4",
            "bytes=",
            "bytes=a-b",
            "lines=1-2",
            "bytes=-",
        ] {
            assert_eq!(Range::parse(other), None, "{other}");
        }
    }
}
