//! Answers that report a problem, in one form: `{"error":..,"message":..,"details":null,"hint":null,
//! "request_id":..}`. The cause of a 5xx is only logged.

use axum::body::Body;
use axum::http::header::{
    ALLOW, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use file_organizer::app::error::{Error, Kind};
use serde_json::{Value, json};

/// The answer to a request that cannot be carried out.
#[derive(Debug, Clone)]
pub(crate) struct Problem(Box<Parts>);

#[derive(Debug, Clone)]
struct Parts {
    status: StatusCode,
    kind: &'static str,
    message: String,
    details: Value,
    hint: Option<String>,
    header: Option<(HeaderName, HeaderValue)>,
    /// For the log only.
    cause: Option<String>,
}

impl Problem {
    /// A problem with a stable `kind`, such as `not_found`. The message of a 5xx is only logged.
    pub(crate) fn new(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        let (message, cause) = match status {
            StatusCode::UNAUTHORIZED => (SIGN_IN.to_owned(), None),
            StatusCode::SERVICE_UNAVAILABLE => (UNAVAILABLE.to_owned(), Some(message)),
            _ if status.is_server_error() => (FAILED.to_owned(), Some(message)),
            _ => (message, None),
        };
        Self(Box::new(Parts {
            status,
            kind,
            message,
            details: Value::Null,
            hint: None,
            header: None,
            cause,
        }))
    }

    /// The one answer to a missing, unknown, expired or revoked credential.
    pub(crate) fn unauthenticated() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, Kind::Auth.name(), "")
    }

    /// A request that does not follow the rules of the interface.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Kind::Usage.name(), message)
    }

    /// Too many requests; the next one is accepted after this many seconds.
    pub(crate) fn too_many(seconds: u64) -> Self {
        let message = format!("too many requests: try again in {seconds} s");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many", message).retry_after(seconds)
    }

    /// A method that the path does not support.
    pub(crate) fn method(allowed: &'static str) -> Self {
        let message = format!("this method is not allowed here; allowed: {allowed}");
        let mut problem = Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            message,
        );
        problem.0.header = Some((ALLOW, HeaderValue::from_static(allowed)));
        problem
    }

    /// Adds the next step.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// Adds data for programs.
    #[must_use]
    pub(crate) fn details(mut self, details: Value) -> Self {
        self.0.details = details;
        self
    }

    /// Adds a `Retry-After` header.
    #[must_use]
    pub(crate) fn retry_after(mut self, seconds: u64) -> Self {
        self.0.header = Some((RETRY_AFTER, HeaderValue::from(seconds)));
        self
    }

    /// The problem of a request for one file: a folder is none.
    pub(crate) fn of_file(error: Error) -> Self {
        if error.kind == Kind::Usage {
            return Self::new(StatusCode::NOT_FOUND, "not_found", "there is no such file");
        }
        error.into()
    }

    /// What the client is told.
    pub(crate) fn message(&self) -> &str {
        &self.0.message
    }

    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        self.0.status
    }

    /// What to log about a 5xx.
    pub(super) fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    fn body(&self, request_id: &str) -> Body {
        let document = json!({
            "error": self.0.kind,
            "message": self.0.message,
            "details": self.0.details,
            "hint": self.0.hint,
            "request_id": request_id,
        });
        Body::from(document.to_string())
    }
}

const SIGN_IN: &str = "a valid credential is required";
const UNAVAILABLE: &str = "the server cannot do this now: try again later";
const FAILED: &str = "the server failed to do this; the administrator finds the cause in its log";

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        // `complete` writes the body, because the request id is not known here.
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.0.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Some((name, value)) = self.0.header.clone() {
            headers.insert(name, value);
        }
        if self.0.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer realm=\"file-organizer\"");
            headers.insert(WWW_AUTHENTICATE, scheme);
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let status = match error.kind {
            Kind::Usage => StatusCode::BAD_REQUEST,
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::Auth => StatusCode::UNAUTHORIZED,
            Kind::Denied => StatusCode::FORBIDDEN,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::Busy | Kind::NoVault => StatusCode::SERVICE_UNAVAILABLE,
            Kind::Partial => StatusCode::MULTI_STATUS,
            Kind::Findings => StatusCode::OK,
            Kind::Damaged | Kind::Other => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let mut problem = Self::new(status, error.kind.name(), error.message);
        // Hints of 5xx describe the computer that the server runs on.
        if !status.is_server_error() && status != StatusCode::UNAUTHORIZED {
            problem.0.hint = error.hint;
        }
        match error.kind {
            Kind::Busy => problem.retry_after(1),
            Kind::NoVault => problem.retry_after(10),
            Kind::Usage
            | Kind::Conflict
            | Kind::Auth
            | Kind::Denied
            | Kind::NotFound
            | Kind::Partial
            | Kind::Findings
            | Kind::Damaged
            | Kind::Other => problem,
        }
    }
}

/// Writes the body of a [`Problem`], and gives errors of libraries the same form.
pub(super) fn complete(response: Response<Body>, request_id: &str) -> Response<Body> {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let problem = response.extensions().get::<Problem>().cloned();
    let is_json = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
    let response = match &problem {
        Some(_) => response,
        None if is_error && !is_json => {
            let mut other = of_status(status).into_response();
            if let Some(allow) = response.headers().get(ALLOW) {
                other.headers_mut().insert(ALLOW, allow.clone());
            }
            other
        }
        None => return response,
    };
    let Some(problem) = response.extensions().get::<Problem>().cloned() else {
        return response;
    };
    let mut response = response.map(|_| problem.body(request_id));
    // That of the body before.
    response.headers_mut().remove(CONTENT_LENGTH);
    response
}

/// The problem of an error that a library answered, such as a path without a route.
fn of_status(status: StatusCode) -> Problem {
    let (kind, message) = match status {
        StatusCode::UNAUTHORIZED => return Problem::unauthenticated(),
        StatusCode::NOT_FOUND => ("not_found", "there is nothing at this address"),
        StatusCode::METHOD_NOT_ALLOWED => (
            "method_not_allowed",
            "this method is not allowed here; the header Allow lists the allowed ones",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => ("too_large", "the request is too large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            ("unsupported_type", "the type of the body is not supported")
        }
        _ if status.is_server_error() => ("error", "a library answered with an error"),
        _ => ("usage", "the request is not valid"),
    };
    Problem::new(status, kind, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_the_server_do_not_contain_the_cause() {
        let error = Error::new(Kind::Other, "/srv/secret: no space left").hint("free some space");
        let problem = Problem::from(error);
        assert_eq!(problem.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(problem.0.message, FAILED);
        assert_eq!(problem.0.hint, None);
        assert_eq!(problem.cause(), Some("/srv/secret: no space left"));
    }

    #[test]
    fn there_is_one_answer_to_invalid_credentials() {
        let texts = ["unlock failed", "this API key was revoked"].map(|text| {
            let problem = Problem::from(Error::new(Kind::Auth, text).hint("ask"));
            let response = problem.clone().into_response();
            assert!(response.headers().contains_key(WWW_AUTHENTICATE));
            (problem.0.message, problem.0.hint)
        });
        assert_eq!(texts[0], texts[1]);
    }
}
