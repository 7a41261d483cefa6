//! A connection that passes on strictly framed requests only, and notes how fast the other end sends
//! and accepts bytes.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::framing::Framing;
use super::policy::ServerPolicy;

/// How long a connection may wait for the next request.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Time before the minimum rate applies.
const UNMEASURED: Duration = Duration::from_secs(30);
/// The longest time in which a client accepts nothing.
const WRITE_STALL: Duration = Duration::from_secs(60);

/// One direction of a connection during a request.
#[derive(Debug, Default)]
struct Flow {
    /// Since when the other end is waited for.
    waiting: Option<Instant>,
    /// How long it was waited for before.
    waited: Duration,
    bytes: u64,
}

impl Flow {
    fn wait(&mut self) {
        self.waiting.get_or_insert_with(Instant::now);
    }

    fn advance(&mut self, bytes: usize) {
        if let Some(since) = self.waiting.take() {
            self.waited += since.elapsed();
        }
        self.bytes += u64::try_from(bytes).unwrap_or(u64::MAX);
    }

    /// When the other end is too slow, unless it moves on.
    fn deadline(&self, pause: Duration, min_rate: u64) -> Option<Instant> {
        let since = self.waiting?;
        let allowed = Duration::from_secs(self.bytes / min_rate.max(1)).max(UNMEASURED);
        Some(since + pause.min(allowed.saturating_sub(self.waited)))
    }
}

/// The progress of a connection.
#[derive(Debug)]
pub(super) struct Progress {
    /// The number of requests that began, and of answers that ended.
    begun: u64,
    ended: u64,
    /// Since when a head is waited for, and whether it has begun, or is the first.
    head_since: Instant,
    is_head_due: bool,
    is_in_body: bool,
    received: Flow,
    sent: Flow,
}

impl Progress {
    fn new() -> Self {
        Self {
            begun: 0,
            ended: 0,
            head_since: Instant::now(),
            is_head_due: true,
            is_in_body: false,
            received: Flow::default(),
            sent: Flow::default(),
        }
    }

    /// When the connection is to be closed, unless something happens before.
    fn deadline(&self, policy: &ServerPolicy) -> Option<Instant> {
        let sent = self.sent.deadline(WRITE_STALL, policy.min_rate);
        let is_busy = self.begun > self.ended;
        if sent.is_some() || is_busy {
            let received = self.received.deadline(policy.body_idle, policy.min_rate);
            let received = received.filter(|_| self.is_in_body);
            return sent.into_iter().chain(received).min();
        }
        let allowed = if self.is_head_due {
            policy.header_timeout
        } else {
            KEEP_ALIVE
        };
        Some(self.head_since + allowed)
    }
}

/// The progress of a connection, shared by its stream and its requests.
#[derive(Debug, Clone)]
pub(super) struct Shared(Arc<Mutex<Progress>>);

impl Shared {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Progress::new())))
    }

    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When the connection is to be closed, unless something happens before.
    pub(super) fn deadline(&self, policy: &ServerPolicy) -> Option<Instant> {
        self.lock().deadline(policy)
    }

    /// Whether the body of a request has not been received completely.
    pub(super) fn is_in_body(&self) -> bool {
        self.lock().is_in_body
    }

    /// Notes the end of an answer.
    pub(super) fn end_answer(&self) {
        let mut progress = self.lock();
        progress.ended += 1;
        progress.head_since = Instant::now();
    }
}

/// A connection.
#[derive(Debug)]
pub(super) struct Strict<S> {
    inner: S,
    framing: Framing,
    /// Bytes that may be passed on, and how many of them were.
    ready: Vec<u8>,
    passed: usize,
    shared: Shared,
}

impl<S> Strict<S> {
    pub(super) fn new(inner: S, shared: Shared) -> Self {
        Self {
            inner,
            framing: Framing::new(),
            ready: Vec::new(),
            passed: 0,
            shared,
        }
    }

    /// The connection itself, and whether the other end may still be sending a request.
    pub(super) fn into_inner(self) -> (S, bool) {
        let is_sending = self.framing.is_in_body();
        (self.inner, is_sending)
    }

    /// Passes on bytes that are ready; returns whether there were any.
    fn pass(&mut self, out: &mut ReadBuf<'_>) -> bool {
        let left = self.ready.get(self.passed..).unwrap_or_default();
        let part = left.get(..out.remaining()).unwrap_or(left);
        out.put_slice(part);
        self.passed += part.len();
        let has_passed = !part.is_empty();
        if self.passed == self.ready.len() {
            self.ready = Vec::new();
            self.passed = 0;
        }
        has_passed
    }

    /// Examines bytes that were received into `out` after `before`.
    fn examine(&mut self, out: &mut ReadBuf<'_>, before: usize) -> io::Result<()> {
        let received = out.filled().get(before..).unwrap_or_default();
        let bytes = received.len();
        if !self.framing.skip(bytes) {
            let heads = self.framing.heads();
            let ready = self.framing.receive(received);
            out.set_filled(before);
            self.ready =
                ready.map_err(|fault| io::Error::new(io::ErrorKind::InvalidData, fault.text()))?;
            self.note(heads);
        }
        self.shared.lock().received.advance(bytes);
        Ok(())
    }

    /// Notes the begin of heads, and of requests.
    fn note(&self, heads: u64) {
        let mut progress = self.shared.lock();
        let new = self.framing.heads() - heads;
        if new > 0 {
            progress.begun += new;
            progress.received = Flow::default();
            progress.sent = Flow::default();
            progress.is_head_due = false;
        }
        progress.is_in_body = self.framing.is_in_body();
        if self.framing.is_in_head() && !progress.is_head_due {
            progress.is_head_due = true;
            progress.head_since = Instant::now();
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Strict<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        loop {
            if this.pass(out) {
                return Poll::Ready(Ok(()));
            }
            if this.framing.is_refused() {
                // Not the end of the connection: hyper would give up the answer.
                return Poll::Pending;
            }
            let before = out.filled().len();
            match Pin::new(&mut this.inner).poll_read(context, out) {
                Poll::Pending => {
                    this.shared.lock().received.wait();
                    return Poll::Pending;
                }
                Poll::Ready(result) => result?,
            }
            if out.filled().len() == before {
                return Poll::Ready(Ok(()));
            }
            this.examine(out, before)?;
            if out.filled().len() > before {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> Strict<S> {
    fn sent(&self, result: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        let mut progress = self.shared.lock();
        match &result {
            Poll::Pending => progress.sent.wait(),
            Poll::Ready(Ok(bytes)) => progress.sent.advance(*bytes),
            Poll::Ready(Err(_)) => {}
        }
        result
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Strict<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let result = Pin::new(&mut this.inner).poll_write(context, bytes);
        this.sent(result)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let result = Pin::new(&mut this.inner).poll_write_vectored(context, parts);
        this.sent(result)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let result = Pin::new(&mut this.inner).poll_flush(context);
        if result.is_pending() {
            this.shared.lock().sent.wait();
        } else {
            this.shared.lock().sent.advance(0);
        }
        result
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(Pin::new(&mut this.inner).poll_shutdown(context))?;
        Poll::Ready(Ok(()))
    }
}
