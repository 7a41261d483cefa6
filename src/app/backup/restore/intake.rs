//! Contents of a backup on their way into a new vault: prepared on all cores like those of an
//! import, and written by one thread.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;

use super::message::{Message, Taken, put};
use crate::app::backup::archive_error::{ArchiveError, damaged};
use crate::app::error::{Error, Kind, Result};
use crate::app::files::add::pack::{Gathered, Packer};
use crate::app::files::add::prepare::{Reader, SentChunk};
use crate::app::files::add::prepared::{Prepared, PreparedContent};
use crate::app::files::add::queue::Queue;
use crate::app::files::add::source::Refusal;
use crate::app::gate::Snapshot;
use crate::crypto::keys::ContentKey;
use crate::domain::path::VaultPath;
use crate::domain::policy::{ContentMismatch, Policy, TypeSet};
use crate::domain::size::Size;
use crate::domain::time::Time;
use crate::storage::chunker::CUT_FROM;
use crate::storage::compress::compress_if_smaller;
use crate::storage::content::SealedChunk;
use crate::storage::threads;
use crate::storage::vault_builder::VaultBuilder;

/// The limit of the queue to the writer.
const QUEUE_LIMIT: usize = 24 * 1024 * 1024;
/// Bytes per transaction.
const BATCH: usize = 12 * 1024 * 1024;
/// Contents queued between the reading thread and the preparing ones.
const READ_AHEAD: usize = 16;

/// A message to the preparing threads.
enum Job {
    Content(Vec<u8>),
    Chunk([u8; 32], Vec<u8>),
}

struct Shared {
    queue: Queue<Message>,
    key: ContentKey,
    policy: Policy,
    /// The empty vault: nothing is looked up in it.
    empty: Snapshot,
    failed: Mutex<Option<Error>>,
}

/// A pipeline for contents.
pub(super) struct Intake {
    shared: Arc<Shared>,
    jobs: Option<mpsc::SyncSender<Job>>,
    preparing: Vec<JoinHandle<()>>,
    writing: Option<JoinHandle<Result<Taken>>>,
    keep_chunks: bool,
    ended: bool,
}

/// A policy that accepts everything: the content was checked when it was added.
fn anything() -> Policy {
    Policy {
        allowed_extensions: TypeSet::Any.into(),
        max_file_size: Size::from_bytes(u64::MAX),
        max_upload_size: Size::from_bytes(u64::MAX),
        content_mismatch: ContentMismatch::Allow,
        ..Policy::default()
    }
}

impl Shared {
    fn reader(&self) -> Reader<'_> {
        Reader {
            policy: &self.policy,
            key: &self.key,
            snapshot: &self.empty,
            principal: None,
            dry_run: false,
            upload: false,
            allow_empty: true,
            read: &|_| {},
        }
    }

    fn push(&self, message: Message) -> bool {
        let weight = message.weight();
        self.queue.push(message, weight)
    }

    fn fail(&self, error: Error) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.get_or_insert(error);
        self.queue.abandon();
    }

    fn gathered(&self, gathered: Gathered) -> bool {
        match gathered {
            Gathered::Pack(pack) => self.push(Message::Pack(pack)),
            Gathered::File(_, prepared) => self.prepared(*prepared),
        }
    }

    fn prepared(&self, prepared: Prepared) -> bool {
        match prepared.content {
            PreparedContent::Whole(chunk) => self.push(Message::Whole(prepared.hash, chunk)),
            PreparedContent::Cut { id, list } => self.push(Message::Cut {
                hash: prepared.hash,
                id,
                size: prepared.size,
                list,
            }),
            PreparedContent::Small(_)
            | PreparedContent::Unchanged(_)
            | PreparedContent::Gathered
            | PreparedContent::Put(..) => {
                self.fail(damaged("a content cannot be stored"));
                false
            }
        }
    }

    fn content(&self, packer: &mut Packer, bytes: Vec<u8>) -> bool {
        let mut none = |_: SentChunk| false;
        let read = self.reader().stream(
            &mut Cursor::new(bytes),
            VaultPath::root(),
            Time::default(),
            &mut none,
        );
        let mut prepared = match read {
            Ok(prepared) => prepared,
            Err(refusal) => {
                self.fail(refused(refusal));
                return false;
            }
        };
        let content = std::mem::replace(&mut prepared.content, PreparedContent::Gathered);
        if let PreparedContent::Small(small) = content {
            return packer
                .take(0, &small, Box::new(prepared))
                .is_none_or(|gathered| self.gathered(gathered));
        }
        prepared.content = content;
        self.prepared(prepared)
    }

    fn chunk(&self, id: [u8; 32], bytes: Vec<u8>) -> bool {
        let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        match compress_if_smaller(&bytes) {
            Ok(frame) => self.push(Message::Chunk(SealedChunk {
                id,
                size,
                compressed: frame.is_some(),
                stored: frame.unwrap_or(bytes),
            })),
            Err(error) => {
                self.fail(error.into());
                false
            }
        }
    }

    /// Runs a preparing thread until the input ends, or the consumer is gone.
    fn prepare(&self, jobs: &Mutex<mpsc::Receiver<Job>>) {
        let mut packer = Packer::default();
        loop {
            let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let taken = match job {
                Ok(Job::Content(bytes)) => self.content(&mut packer, bytes),
                Ok(Job::Chunk(id, bytes)) => self.chunk(id, bytes),
                Err(_) => break,
            };
            if !taken {
                break;
            }
        }
        for left in packer.finish() {
            if !self.gathered(left) {
                break;
            }
        }
        self.queue.finished();
    }
}

fn refused(refusal: Refusal) -> Error {
    damaged(refusal.reason)
}

impl Intake {
    /// Begins; the vault is returned at the end. `keep_chunks` if contents are assembled from
    /// chunks later.
    pub(super) fn begin(vault: VaultBuilder, key: [u8; 32], keep_chunks: bool) -> Result<Self> {
        let cores = threads::cores();
        let shared = Arc::new(Shared {
            // The reading thread pushes, too.
            queue: Queue::new(cores + 1, QUEUE_LIMIT),
            key: ContentKey::new(key),
            policy: anything(),
            empty: Snapshot::new(vault.read()?),
            failed: Mutex::new(None),
        });
        let (jobs, taken) = mpsc::sync_channel(READ_AHEAD);
        let taken = Arc::new(Mutex::new(taken));
        let writer = shared.clone();
        let writing = threads::spawn(move || {
            let taken = write_all(vault, &writer, keep_chunks);
            writer.queue.abandon();
            taken
        })?;
        let mut intake = Self {
            shared,
            jobs: Some(jobs),
            preparing: Vec::new(),
            writing: Some(writing),
            keep_chunks,
            ended: false,
        };
        let mut refused = None;
        for _ in 0..cores {
            let (shared, taken) = (intake.shared.clone(), taken.clone());
            match threads::spawn(move || shared.prepare(&taken)) {
                Ok(thread) => intake.preparing.push(thread),
                Err(error) => {
                    intake.shared.queue.finished();
                    refused = Some(error);
                }
            }
        }
        match refused {
            Some(error) if intake.preparing.is_empty() => Err(error.into()),
            _ => Ok(intake),
        }
    }

    fn job(&self, job: Job) -> Result<()> {
        let sent = self
            .jobs
            .as_ref()
            .is_some_and(|jobs| jobs.send(job).is_ok());
        if sent { Ok(()) } else { Err(stopped()) }
    }

    /// Adds a content.
    pub(super) fn content(&mut self, size: u64, content: &mut dyn Read) -> Result<()> {
        if self.shared.queue.is_abandoned() {
            return Err(stopped());
        }
        if size < CUT_FROM as u64 {
            return self.job(Job::Content(read_all(size, content)?));
        }
        let shared = &self.shared;
        let mut sink = |ahead: SentChunk| {
            shared.push(match ahead {
                SentChunk::New(chunk) => Message::Chunk(chunk),
                SentChunk::Known(id) => Message::Again(id),
            })
        };
        let read = shared
            .reader()
            .stream(content, VaultPath::root(), Time::default(), &mut sink);
        match read {
            Ok(prepared) => {
                if shared.prepared(prepared) {
                    Ok(())
                } else {
                    Err(stopped())
                }
            }
            Err(refusal) => Err(refused(refusal)),
        }
    }

    /// Adds a chunk of a set.
    pub(super) fn chunk(&mut self, id: [u8; 32], bytes: Vec<u8>) -> Result<()> {
        if !self.keep_chunks {
            return Err(Error::internal("unexpected chunk outside of a snapshot"));
        }
        self.job(Job::Chunk(id, bytes))
    }

    /// Ends all threads; returns the writer's result.
    fn close(&mut self) -> Option<std::thread::Result<Result<Taken>>> {
        self.jobs = None;
        if !std::mem::replace(&mut self.ended, true) {
            self.shared.queue.finished();
        }
        for thread in self.preparing.drain(..) {
            if thread.join().is_err() {
                self.shared.fail(Error::inconsistent());
            }
        }
        self.writing.take().map(JoinHandle::join)
    }

    /// Waits until everything is written.
    pub(super) fn finish(mut self) -> Result<Taken> {
        let written = self.close();
        let failed = self.shared.failed.lock();
        if let Some(error) = failed.unwrap_or_else(PoisonError::into_inner).take() {
            return Err(error);
        }
        match written {
            Some(Ok(taken)) => taken,
            Some(Err(_)) | None => Err(Error::inconsistent()),
        }
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        if self.writing.is_some() {
            self.shared.queue.abandon();
            drop(self.close());
        }
    }
}

fn stopped() -> Error {
    Error::new(Kind::Other, "the restore was stopped")
}

fn read_all(size: u64, content: &mut dyn Read) -> Result<Vec<u8>> {
    let most = usize::try_from(size).unwrap_or(0).min(8 * 1024 * 1024);
    let mut bytes = Vec::with_capacity(most);
    content
        .read_to_end(&mut bytes)
        .map_err(|error| Error::from(ArchiveError::Stream(error)))?;
    Ok(bytes)
}

fn write_all(vault: VaultBuilder, shared: &Shared, keep_chunks: bool) -> Result<Taken> {
    let mut taken = Taken {
        vault,
        contents: HashMap::new(),
        held: Vec::new(),
    };
    loop {
        let batch = shared.queue.batch(BATCH);
        if batch.is_empty() {
            return Ok(taken);
        }
        let Taken {
            vault,
            contents,
            held,
        } = &mut taken;
        let written = vault.write(|tables| {
            for message in batch {
                put(tables, contents, keep_chunks.then_some(&mut *held), message)?;
            }
            Ok::<(), Error>(())
        });
        if let Err(error) = written {
            shared.fail(error.clone());
            return Err(error);
        }
    }
}
