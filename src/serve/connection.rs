//! One connection: HTTP/1.1 until either end closes it, or the other end is too slow.

#[cfg(test)]
mod tests;

use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until, timeout};

use super::Settings;
use super::limits::Slots;
use super::peer::Remote;
use super::service::{Answered, Connection, Service};
use super::stream::{Shared, Strict};
use super::tls::Tls;

/// More than `framing` lets pass.
const MAX_HEADERS: usize = 128;
/// The most that is buffered of one request or answer.
const MAX_BUFFER: usize = 128 * 1024;
/// What is read and dropped before closing, so that the client receives the answer: at most this many
/// bytes, for this long.
const MAX_DROPPED: u64 = 1 << 20;
const LINGER: Duration = Duration::from_secs(2);
const HANDSHAKE: Duration = Duration::from_secs(10);

/// What connections share.
pub(super) struct Server {
    pub(super) service: Service,
    pub(super) tls: Option<Arc<Tls>>,
    pub(super) slots: Slots,
    pub(super) settings: Arc<dyn Settings>,
    /// True once the server stops.
    pub(super) draining: watch::Receiver<bool>,
    /// Closed when the last connection is.
    #[expect(dead_code, reason = "its end is what is waited for")]
    pub(super) alive: mpsc::Sender<()>,
}

/// Serves a TCP connection.
pub(super) async fn serve_tcp(
    server: &Arc<Server>,
    stream: tokio::net::TcpStream,
    address: SocketAddr,
    local: Option<SocketAddr>,
) {
    let remote = |tls| Remote::Tcp { address, tls };
    match &server.tls {
        None => serve(server, stream, remote(false), local).await,
        Some(tls) => {
            // Failed handshakes are not logged: anybody can cause them.
            if let Ok(Ok(stream)) = timeout(HANDSHAKE, tls.acceptor().accept(stream)).await {
                serve(server, stream, remote(true), local).await;
            }
        }
    }
}

/// Serves a connection until it ends.
pub(super) async fn serve<S>(server: &Server, stream: S, remote: Remote, local: Option<SocketAddr>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let shared = Shared::new();
    let connection = Connection {
        remote,
        local,
        shared: shared.clone(),
    };
    let service = service_fn(|request: Request<Incoming>| {
        let connection = connection.clone();
        let answer = async move { Ok(server.service.answer(request, &connection).await) };
        Box::pin(answer) as Pin<Box<dyn Future<Output = Answered> + Send>>
    });
    // The timeouts are those of `stream`, which also knows of bodies and of answers.
    let mut http = http1::Builder::new()
        .header_read_timeout(None)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_BUFFER)
        .serve_connection(TokioIo::new(Strict::new(stream, shared.clone())), service);

    let mut draining = server.draining.clone();
    let mut drain = Box::pin(async move {
        // An error means that the server is gone.
        let _ = draining.wait_for(|is_draining| *is_draining).await;
    });
    let mut is_draining = false;
    let mut timer = Box::pin(sleep_until(Instant::now()));
    let is_done = poll_fn(|context| {
        if !is_draining && drain.as_mut().poll(context).is_ready() {
            is_draining = true;
            Pin::new(&mut http).graceful_shutdown();
        }
        if let Poll::Ready(result) = http.poll_without_shutdown(context) {
            return Poll::Ready(result.is_ok());
        }
        let Some(deadline) = shared.deadline(&server.settings.current()) else {
            return Poll::Pending;
        };
        if timer.deadline() != deadline.into() {
            timer.as_mut().reset(deadline.into());
        }
        timer.as_mut().poll(context).map(|()| false)
    })
    .await;
    if is_done {
        let stream = http.into_parts().io.into_inner();
        close(stream).await;
    }
}

/// Closes a connection. If the other end is still sending, closing at once would make its system
/// discard the answer.
async fn close<S: AsyncRead + AsyncWrite + Unpin>(stream: Strict<S>) {
    let (mut stream, is_sending) = stream.into_inner();
    let _ = timeout(LINGER, stream.shutdown()).await;
    if is_sending {
        let mut rest = stream.take(MAX_DROPPED);
        let drop_rest = async {
            let mut buffer = [0; 4096];
            while rest.read(&mut buffer).await.is_ok_and(|bytes| bytes > 0) {}
        };
        let _ = timeout(LINGER, drop_rest).await;
    }
}
