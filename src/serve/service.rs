//! One request: checked, counted, passed to its route, completed and logged.

use std::any::Any;
use std::convert::Infallible;
use std::hash::{BuildHasher, RandomState};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::MatchedPath;
use axum::http::header::{CONNECTION, HeaderName, HeaderValue, ORIGIN};
use axum::http::{Extensions, HeaderMap, Method, Request, Response, StatusCode, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use hyper::body::{Frame, Incoming, SizeHint};
use tower_http::catch_panic::CatchPanicLayer;
use tower_service::Service as _;

use super::guard;
use super::headers;
use super::limits::{Limiter, Limits};
use super::log::{Access, Log};
use super::peer::{Peer, Remote};
use super::policy::ServerPolicy;
use super::reply::{self, Problem};
use super::stream::Shared;
use super::{Options, Settings};

const REQUEST_ID: &str = "x-request-id";

/// Answers requests.
pub(super) struct Service {
    router: Router,
    settings: Arc<dyn Settings>,
    log: Arc<Log>,
    limits: Arc<Limits>,
    base_path: String,
    /// Hashes numbers into ids that do not tell how many requests there were.
    ids: RandomState,
    next_id: AtomicU64,
}

/// The connection of a request.
#[derive(Debug, Clone)]
pub(super) struct Connection {
    pub(super) remote: Remote,
    /// The own address; none for a Unix socket.
    pub(super) local: Option<SocketAddr>,
    pub(super) shared: Shared,
}

impl Service {
    pub(super) fn new(
        app: Router,
        settings: Arc<dyn Settings>,
        log: Arc<Log>,
        options: &Options,
    ) -> Self {
        let router = app
            .layer(from_fn(note_route))
            .layer(CatchPanicLayer::custom(after_panic));
        Self {
            router,
            limits: Arc::new(Limits::new(&settings.current())),
            settings,
            log,
            base_path: options.base_path.clone(),
            ids: RandomState::new(),
            next_id: AtomicU64::new(0),
        }
    }

    /// Answers a request.
    pub(super) async fn answer(
        &self,
        request: Request<Incoming>,
        connection: &Connection,
    ) -> Response<Answer> {
        let begun = Instant::now();
        let policy = self.settings.current();
        let request_id = self.request_id(request.headers());
        let peer = Peer::of(connection.remote, request.headers(), &policy);
        let limiter = Limiter::new(
            self.limits.clone(),
            policy.clone(),
            peer.clone(),
            request.headers(),
        );
        let method = request.method().clone();
        let origin = request.headers().get(ORIGIN).cloned();
        let preflight = headers::preflight(&method, request.headers());
        let is_preflight = preflight.is_some();

        let mut request = request.map(Body::new);
        let extensions = request.extensions_mut();
        extensions.insert(peer.clone());
        extensions.insert(limiter.clone());
        let checked = self.check(&mut request, connection, &policy, &limiter);
        let response = match (checked, preflight) {
            (Err(problem), _) => problem.into_response(),
            (Ok(()), Some(answer)) => answer,
            (Ok(()), None) => match self.router.clone().call(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            },
        };
        if response.status() == StatusCode::UNAUTHORIZED {
            limiter.refused();
        }
        if let Some(cause) = cause(response.extensions()) {
            self.log.failure(&request_id, cause);
        }
        let mut response = reply::complete(response, &request_id);
        let is_tls = matches!(connection.remote, Remote::Tcp { tls: true, .. });
        let answer = response.headers_mut();
        headers::complete(answer, is_tls);
        headers::share(answer, origin.as_ref(), is_preflight, &policy);
        limiter.describe(answer);
        if let Ok(id) = HeaderValue::from_str(&request_id) {
            answer.insert(HeaderName::from_static(REQUEST_ID), id);
        }
        if connection.shared.is_in_body() {
            // The rest of the body is not read, so that there is no next request.
            answer.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        let access = Access {
            request_id,
            source: peer.source,
            principal: limiter.name(),
            method,
            route: response
                .extensions()
                .get::<Route>()
                .map(|route| route.0.clone()),
            status: response.status().as_u16(),
            bytes: 0,
            millis: 0,
            is_complete: false,
        };
        response.map(|body| Answer {
            body,
            access,
            begun,
            log: self.log.clone(),
            shared: connection.shared.clone(),
        })
    }

    /// Checks a request, and removes the base path from its address.
    fn check(
        &self,
        request: &mut Request<Body>,
        connection: &Connection,
        policy: &ServerPolicy,
        limiter: &Limiter,
    ) -> Result<(), Problem> {
        let (mut parts, body) = std::mem::take(request).into_parts();
        let checked = guard::check(&parts, connection.local, policy);
        let path = parts.uri.path().strip_prefix(self.base_path.as_str());
        let path = path.filter(|path| path.starts_with('/')).map(str::to_owned);
        let checked = checked.and_then(|()| match &path {
            None => Err(not_found()),
            Some(path) if is_unlimited(&parts.method, path) => Ok(()),
            Some(_) => limiter.source(),
        });
        if let Some(path) = path {
            // Also for the absolute form, whose host was checked.
            let query = parts.uri.query().map(|query| format!("?{query}"));
            let target = format!("{path}{}", query.unwrap_or_default());
            if let Ok(uri) = target.parse::<Uri>() {
                parts.uri = uri;
            }
        }
        *request = Request::from_parts(parts, body);
        checked
    }

    /// The id that a proxy has given, if it is harmless, or a new one.
    fn request_id(&self, headers: &HeaderMap) -> String {
        let given = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok());
        let is_harmless = |id: &&str| {
            (1..=64).contains(&id.len())
                && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        match given.filter(is_harmless) {
            Some(id) => id.to_owned(),
            None => {
                let number = self.next_id.fetch_add(1, Ordering::Relaxed);
                format!("{:016x}", self.ids.hash_one(number))
            }
        }
    }
}

fn not_found() -> Problem {
    let message = "there is nothing at this address";
    Problem::new(StatusCode::NOT_FOUND, "not_found", message)
}

/// Health checks, and the files of the page.
fn is_unlimited(method: &Method, path: &str) -> bool {
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    is_read && (path.starts_with("/ui/") || path == HEALTH || path.starts_with("/api/v1/health/"))
}

const HEALTH: &str = "/api/v1/health";

fn cause(extensions: &Extensions) -> Option<&str> {
    extensions.get::<Problem>().and_then(Problem::cause)
}

/// The template of the route of a request.
#[derive(Debug, Clone)]
struct Route(String);

async fn note_route(
    path: Option<MatchedPath>,
    request: Request<Body>,
    next: Next,
) -> Response<Body> {
    let mut response = next.run(request).await;
    if let Some(path) = path {
        response
            .extensions_mut()
            .insert(Route(path.as_str().to_owned()));
    }
    response
}

// The message of a panic may contain names.
fn after_panic(_: Box<dyn Any + Send>) -> Response<Body> {
    Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "error",
        "a bug: the program stopped working on this request",
    )
    .into_response()
}

/// The body of an answer; at its end, the request is logged.
pub(super) struct Answer {
    body: Body,
    access: Access,
    begun: Instant,
    log: Arc<Log>,
    shared: Shared,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let frame = ready!(Pin::new(&mut this.body).poll_frame(context));
        match &frame {
            Some(Ok(frame)) => {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                this.access.bytes += u64::try_from(bytes).unwrap_or(u64::MAX);
            }
            Some(Err(error)) => this
                .log
                .failure(&this.access.request_id, &error.to_string()),
            None => this.access.is_complete = true,
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        // hyper does not poll a body that has nothing more.
        self.access.is_complete |= self.body.is_end_stream();
        self.access.millis = self.begun.elapsed().as_millis();
        self.log.access(&self.access);
        self.shared.end_answer();
    }
}

/// The result of a service that always has an answer.
pub(super) type Answered = Result<Response<Answer>, Infallible>;
