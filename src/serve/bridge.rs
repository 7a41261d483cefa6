//! Between the vault, which blocks, and the connections, which do not: bodies of uploads as a reader,
//! and downloads as a body.

use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use file_organizer::app::files::read::Download;
use http_body_util::BodyExt;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use ring::digest;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};

use super::reply::Problem;

/// Parts of a body that wait to be read or sent.
const WAITING: usize = 4;

/// The body of a request, for blocking code.
pub(crate) struct BodyReader {
    parts: mpsc::Receiver<io::Result<Bytes>>,
    part: Bytes,
    /// Bytes that may still come.
    left: u64,
    over: Arc<AtomicU64>,
    /// The hash so far, and the one that the client has announced.
    digest: Option<(digest::Context, Vec<u8>)>,
}

/// Whether a body was larger than its limit.
#[derive(Clone, Default)]
pub(crate) struct Overflow(Arc<AtomicU64>);

impl Overflow {
    pub(crate) fn happened(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}

/// A reader of what is sent: at most `limit` bytes, with this SHA-256.
pub(crate) fn reader(
    limit: u64,
    overflow: &Overflow,
    sha256: Option<Vec<u8>>,
) -> (mpsc::Sender<io::Result<Bytes>>, BodyReader) {
    let (sender, parts) = mpsc::channel(WAITING);
    let reader = BodyReader {
        parts,
        part: Bytes::new(),
        left: limit,
        over: Arc::clone(&overflow.0),
        digest: sha256.map(|wanted| (digest::Context::new(&digest::SHA256), wanted)),
    };
    (sender, reader)
}

/// Sends a body to a reader.
pub(crate) async fn pump(mut body: Body, sender: mpsc::Sender<io::Result<Bytes>>) {
    while let Some(frame) = body.frame().await {
        let part = match frame {
            Ok(frame) => match frame.into_data() {
                Ok(data) => Ok(data),
                // Trailers.
                Err(_) => continue,
            },
            Err(error) => Err(io::Error::new(io::ErrorKind::ConnectionAborted, error)),
        };
        let is_last = part.is_err();
        if sender.send(part).await.is_err() || is_last {
            return;
        }
    }
}

impl Read for BodyReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.part.is_empty() {
            match self.parts.blocking_recv() {
                None => return self.check_digest().map(|()| 0),
                Some(part) => self.part = part?,
            }
        }
        let count = self.part.len().min(into.len());
        if count as u64 > self.left {
            self.over.store(1, Ordering::Relaxed);
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                "larger than an upload may be",
            ));
        }
        let piece = self.part.split_to(count);
        if let Some(into) = into.get_mut(..count) {
            into.copy_from_slice(&piece);
        }
        self.left -= count as u64;
        if let Some((hash, _)) = &mut self.digest {
            hash.update(&piece);
        }
        Ok(count)
    }
}

impl BodyReader {
    /// At the end, compares the hash with the announced one.
    fn check_digest(&mut self) -> io::Result<()> {
        let Some((hash, wanted)) = self.digest.take() else {
            return Ok(());
        };
        match hash.finish().as_ref() == wanted {
            true => Ok(()),
            false => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the content differs from its Content-Digest",
            )),
        }
    }
}

/// The body of a download. If it breaks off, so does the connection: a short answer is never complete.
pub(crate) struct DownloadBody {
    parts: mpsc::Receiver<Result<Bytes, Problem>>,
    /// Bytes still to come.
    left: u64,
    given: Arc<AtomicU64>,
    /// Closed when the connection has taken the body, or given it up.
    _end: oneshot::Sender<()>,
}

/// Reads a download in the background, and returns its body. Between two parts, no state of the vault is
/// kept in use. `place` is kept until the end.
pub(crate) fn stream(download: Download, place: OwnedSemaphorePermit) -> DownloadBody {
    let (sender, parts) = mpsc::channel(WAITING);
    let (end, ended) = oneshot::channel();
    let given = Arc::new(AtomicU64::new(0));
    let left = download.part.length;
    let counted = Arc::clone(&given);
    tokio::spawn(async move {
        let reading = tokio::task::spawn_blocking(move || send(download, &sender)).await;
        let _ = ended.await;
        let given = counted.load(Ordering::Relaxed);
        if let Ok(download) = reading
            && given < download.part.length
        {
            let recorded = tokio::task::spawn_blocking(move || download.finish(given)).await;
            // A panic was reported when it happened.
            drop(recorded);
        }
        drop(place);
    });
    DownloadBody {
        parts,
        left,
        given,
        _end: end,
    }
}

/// Sends the parts of a download until the end, or until nobody takes them any more.
fn send(mut download: Download, sender: &mpsc::Sender<Result<Bytes, Problem>>) -> Download {
    loop {
        let part = match download.next_bytes() {
            Ok(Some(bytes)) => Ok(Bytes::from(bytes)),
            Ok(None) => return download,
            Err(error) => Err(error.into()),
        };
        let is_last = part.is_err();
        if sender.blocking_send(part).is_err() || is_last {
            return download;
        }
    }
}

impl HttpBody for DownloadBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.parts.poll_recv(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Some(Ok(bytes))) => {
                let length = bytes.len() as u64;
                self.left = self.left.saturating_sub(length);
                self.given.fetch_add(length, Ordering::Relaxed);
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Poll::Ready(Some(Err(problem))) => {
                Poll::Ready(Some(Err(io::Error::other(problem.message().to_owned()))))
            }
            Poll::Ready(None) if self.left > 0 => {
                Poll::Ready(Some(Err(io::Error::other("the content ended early"))))
            }
            Poll::Ready(None) => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
