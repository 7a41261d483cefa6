//! The access log: one line for each request, without names. Neither the path nor the query is
//! written, because they contain the names of files.

use std::sync::Arc;

use axum::http::Method;
use file_organizer::app::clock;
use file_organizer::domain::escape;
use serde_json::json;

/// Where lines go.
pub(crate) type Sink = Arc<dyn Fn(&str) + Send + Sync>;

/// The form of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Fields separated by spaces.
    Text,
    /// One JSON object.
    Json,
}

/// Writes lines.
pub(super) struct Log {
    sink: Sink,
    format: Format,
}

/// A request and its answer.
pub(super) struct Access {
    pub(super) request_id: String,
    pub(super) source: String,
    pub(super) principal: Option<String>,
    pub(super) method: Method,
    /// The template of the route, such as `/api/v1/files/{id}`; none if there is no such route.
    pub(super) route: Option<String>,
    pub(super) status: u16,
    /// Bytes of the body that were sent.
    pub(super) bytes: u64,
    pub(super) millis: u128,
    /// Whether the body was sent to its end.
    pub(super) is_complete: bool,
}

/// Names are cut at this length.
const MAX_NAME: usize = 128;

impl Log {
    pub(super) fn new(sink: Sink, format: Format) -> Self {
        Self { sink, format }
    }

    /// Writes the line of a request.
    pub(super) fn access(&self, access: &Access) {
        let time = clock::now().rfc3339();
        let method = known(&access.method);
        let route = access.route.as_deref().unwrap_or("-");
        let principal = access.principal.as_deref().map(name);
        let principal = principal.as_deref().unwrap_or("-");
        let line = match self.format {
            Format::Json => json!({
                "time": time,
                "request_id": access.request_id,
                "source": access.source,
                "principal": principal,
                "method": method,
                "route": route,
                "status": access.status,
                "bytes": access.bytes,
                "ms": u64::try_from(access.millis).unwrap_or(u64::MAX),
                "complete": access.is_complete,
            })
            .to_string(),
            Format::Text => {
                let cut = if access.is_complete {
                    ""
                } else {
                    " interrupted"
                };
                format!(
                    "{time} {} {} {principal} {method} {route} {} {} {}ms{cut}",
                    access.request_id, access.source, access.status, access.bytes, access.millis
                )
            }
        };
        (self.sink)(&line);
    }

    /// Writes the cause of a failed request.
    pub(super) fn failure(&self, request_id: &str, cause: &str) {
        self.write("failed", Some(request_id), cause);
    }

    /// Writes something that concerns no request.
    pub(super) fn event(&self, text: &str) {
        self.write("event", None, text);
    }

    fn write(&self, kind: &str, request_id: Option<&str>, text: &str) {
        let time = clock::now().rfc3339();
        let text = escape::escape(text.as_bytes());
        let line = match self.format {
            Format::Json => json!({"time": time, "request_id": request_id, kind: text}).to_string(),
            Format::Text => format!("{time} {} {kind}: {text}", request_id.unwrap_or("-")),
        };
        (self.sink)(&line);
    }
}

/// The method, unless it is an invention of the client.
fn known(method: &Method) -> &str {
    let is_known = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ]
    .contains(method);
    if is_known { method.as_str() } else { "-" }
}

/// A name without white space or control characters, and not too long.
fn name(name: &str) -> String {
    let cut: String = name.chars().take(MAX_NAME).collect();
    escape::escape(cut.as_bytes()).replace(' ', "\\u{20}")
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn a_name_cannot_add_a_line_or_a_field() {
        for format in [Format::Text, Format::Json] {
            let lines = Arc::new(Mutex::new(Vec::new()));
            let written = lines.clone();
            let log = Log::new(
                Arc::new(move |line: &str| written.lock().unwrap().push(line.to_owned())),
                format,
            );
            log.access(&Access {
                request_id: "1".into(),
                source: "192.0.2.1".into(),
                principal: Some(format!("a\n | SUCCESS \u{1b}[2J{}", "x".repeat(65_536))),
                method: Method::from_bytes(b"STEAL").unwrap(),
                route: None,
                status: 401,
                bytes: 0,
                millis: 1,
                is_complete: true,
            });
            log.event("a\r\nb");
            let lines = lines.lock().unwrap();
            assert_eq!(lines.len(), 2);
            for line in lines.iter() {
                assert!(
                    line.len() < 600 && !line.contains(char::is_control),
                    "{line}"
                );
            }
            if format == Format::Text {
                assert_eq!(lines[0].split(' ').count(), 9, "{}", lines[0]);
            }
        }
    }
}
