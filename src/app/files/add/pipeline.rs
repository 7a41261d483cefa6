//! The pipeline: one thread walks, several read and prepare, and one writes.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, mpsc};

use crate::app::error::{Error, Kind, Result};
use crate::app::files::{rules, tag};
use crate::app::gate::{self, Gate, Snapshot};
use crate::app::{cancel, clock};
use crate::crypto::keys::ContentKey;
use crate::domain::action::Action;
use crate::domain::attributes::EntryKind;
use crate::domain::path::VaultPath;
use crate::storage::policy;
use crate::storage::record::SourceId;
use crate::storage::{Result as StorageResult, folders, threads};

use super::batch::Writer;
use super::intake::Intake;
use super::origin::Origin;
use super::pack::Packer;
use super::prepare::{Reader, SentChunk};
use super::prepared::{Prepared, PreparedContent};
use super::queue::Queue;
use super::shared::{Message, Shared};
use super::source::Refusal;
use super::walk::{self, Found, FoundFolder, OwnFolders};
use super::{AddOptions, Item, ItemStatus, Listed, Listener, Opened, Source, Summary};

/// The limit of the queue between the readers and the writer.
const QUEUE_LIMIT: usize = 12 * 1024 * 1024;
/// Files queued between the walker and the readers.
const WALK_QUEUE: usize = 1024;

/// Runs an add.
pub(super) fn run(
    gate: &mut Gate,
    sources: Vec<Source>,
    options: &AddOptions,
    intake: Option<&Intake>,
    listener: &mut dyn Listener,
) -> Result<Summary> {
    check(&sources, options)?;
    gate.refuse_outside(Action::FileUpload, &options.to)?;
    let _guard = cancel::Guard::begin();
    let (policy, key, rules) = gate.read_for_upload(|view| {
        let rules = rules::for_adding(view, options.filing, clock::now())?;
        Ok((policy::read(view)?, gate::content_key(view)?, rules))
    })?;
    let readers = threads::cores();
    let shared = Shared {
        policy: &policy,
        key: &key,
        principal: gate.principal().clone(),
        rules: rules.as_ref(),
        dry_run: options.dry_run,
        upload: gate.is_upload(),
        allow_empty: options.allow_empty,
        snapshot: RwLock::new(Arc::new(gate.snapshot()?)),
        queue: Queue::new(readers, QUEUE_LIMIT),
        files: AtomicU64::new(0),
        bytes: AtomicU64::new(0),
        streams: AtomicU64::new(0),
        ignored: AtomicU64::new(0),
        total: Mutex::new(None),
    };
    let paths: Vec<PathBuf> = sources
        .iter()
        .filter_map(|source| match source {
            Source::Path(path) => Some(path.clone()),
            Source::Stream(_) | Source::Opened(_) | Source::Listed(_) => None,
        })
        .collect();
    let own = OwnFolders::new(&gate.own_folders());
    let mut writer = Writer::begin(gate, &shared, options, intake, &paths, listener)?;
    std::thread::scope(|scope| {
        if writer.listener.wants_total() {
            let (paths, shared) = (&paths, &shared);
            let count = move || {
                let total = walk::count(paths, &options.exclude);
                *shared.total.lock().unwrap_or_else(PoisonError::into_inner) = total;
            };
            // Without it, progress has no total.
            let _ = threads::spawn_scoped(scope, count);
        }
        let (walked, found) = mpsc::sync_channel::<Job>(WALK_QUEUE);
        let found = Arc::new(Mutex::new(found));
        let (key, ignored) = (shared.key, &shared.ignored);
        threads::spawn_scoped(scope, move || {
            walk_all(sources, options, key, &own, ignored, &walked);
        })?;
        for number in 0..readers {
            let (found, shared) = (found.clone(), &shared);
            let read = move || {
                read_all(shared, &found);
                shared.queue.finished();
            };
            if let Err(error) = threads::spawn_scoped(scope, read) {
                if number == 0 {
                    return Err(error.into());
                }
                shared.queue.finished();
            }
        }
        drop(found);
        let done = writer.write_all();
        shared.queue.abandon();
        done
    })?;
    writer.finish()
}

fn check(sources: &[Source], options: &AddOptions) -> Result<()> {
    tag::checked_note(options.note.as_deref().unwrap_or_default())?;
    let streams = sources
        .iter()
        .filter(|source| matches!(source, Source::Stream(_) | Source::Opened(_)))
        .count();
    let usage = |message: &str| Err(Error::new(Kind::Usage, message));
    if streams > 1 || (streams == 1 && sources.len() > 1) {
        return usage("standard input must be the only source");
    }
    if streams == 1 && options.name.is_none() {
        return Err(
            Error::new(Kind::Usage, "standard input needs a name").hint("add --name report.pdf")
        );
    }
    if options.name.is_some() && sources.len() > 1 {
        return usage("--name can only be used with one file");
    }
    Ok(())
}

/// One source to read.
enum Job {
    Entry(
        EntryKind,
        PathBuf,
        Option<Arc<Origin>>,
        VaultPath,
        Option<SourceId>,
    ),
    Folder(Box<FoundFolder>),
    Stream(Box<dyn std::io::Read + Send>, VaultPath),
    Opened(Box<Opened>, VaultPath),
    Refused(Box<Item>),
}

fn walk_all(
    sources: Vec<Source>,
    options: &AddOptions,
    key: &ContentKey,
    own: &OwnFolders,
    ignored: &AtomicU64,
    to: &mpsc::SyncSender<Job>,
) {
    for source in sources {
        match source {
            Source::Path(path) => {
                let each = &mut |found| to.send(found_job(found)).is_ok();
                let left_out = walk::walk(&path, options, key, own, each);
                ignored.fetch_add(left_out, Ordering::Relaxed);
            }
            Source::Stream(reader) => {
                let job = named(options, Path::new("-"), |path| Job::Stream(reader, path));
                if to.send(job).is_err() {
                    return;
                }
            }
            Source::Listed(listed) => {
                if to.send(listed_job(*listed)).is_err() {
                    return;
                }
            }
            Source::Opened(opened) => {
                let source = opened.source.clone();
                let job = named(options, &source, |path| Job::Opened(opened, path));
                if to.send(job).is_err() {
                    return;
                }
            }
        }
    }
}

fn found_job(found: Found) -> Job {
    match found {
        Found::Entry {
            kind,
            source,
            origin,
            to,
            id,
        } => Job::Entry(kind, source, origin, to, id),
        Found::Folder(folder) => Job::Folder(folder),
        Found::Refused(item) => Job::Refused(item),
    }
}

fn listed_job(listed: Listed) -> Job {
    let Listed { path, origin, to } = listed;
    match to {
        Ok(to) => Job::Entry(EntryKind::File, path, Some(origin), to, None),
        Err(why) => {
            let item = walk::refused(ItemStatus::Rejected, &path, None, why);
            Job::Refused(Box::new(item))
        }
    }
}

/// The job of a source named by the options.
fn named(options: &AddOptions, source: &Path, job: impl FnOnce(VaultPath) -> Job) -> Job {
    let name = options.name.as_deref().unwrap_or_default();
    match walk::place(&options.to, name) {
        Ok(path) => job(path),
        Err(error) => Job::Refused(Box::new(walk::refused(
            ItemStatus::Rejected,
            source,
            None,
            error.message,
        ))),
    }
}

/// Runs a reading thread until there is nothing left, or the consumer is gone.
fn read_all(shared: &Shared<'_>, found: &Mutex<mpsc::Receiver<Job>>) {
    let send = |message: Message| {
        let weight = message.weight();
        shared.queue.push(message, weight)
    };
    let mut packer = Packer::default();
    loop {
        // Numbered under the lock, so in the order in which the files were found.
        let found = found.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(job) = found.recv() else {
            break;
        };
        let stream = shared.streams.fetch_add(1, Ordering::Relaxed);
        drop(found);
        if cancel::asked().is_some() {
            return;
        }
        let message = read_one(shared, stream, job, &send);
        shared.files.fetch_add(1, Ordering::Relaxed);
        let taken = match message {
            Message::File(stream, prepared) => match gather(&mut packer, stream, prepared) {
                Some(message) => send(message),
                None => true,
            },
            message @ (Message::Chunk(..)
            | Message::Pack(_)
            | Message::Folder(_)
            | Message::Refused(..)) => send(message),
        };
        if !taken {
            return;
        }
    }
    for left in packer.finish() {
        if !send(left.into()) {
            return;
        }
    }
}

/// Adds a small file to the current pack; returns what is ready to be sent.
fn gather(packer: &mut Packer, stream: u64, mut prepared: Box<Prepared>) -> Option<Message> {
    let content = std::mem::replace(&mut prepared.content, PreparedContent::Gathered);
    if let PreparedContent::Small(small) = content {
        return packer.take(stream, &small, prepared).map(Message::from);
    }
    prepared.content = content;
    Some(Message::File(stream, prepared))
}

/// Reads one source; the chunks of a large one are sent first.
fn read_one(shared: &Shared<'_>, stream: u64, job: Job, send: &dyn Fn(Message) -> bool) -> Message {
    let snapshot = shared.snapshot();
    let reader = Reader {
        policy: shared.policy,
        key: shared.key,
        snapshot: &snapshot,
        principal: Some(&shared.principal),
        dry_run: shared.dry_run,
        upload: shared.upload,
        allow_empty: shared.allow_empty,
        read: &|bytes| {
            shared.bytes.fetch_add(bytes, Ordering::Relaxed);
        },
    };
    let mut sink =
        |ahead: SentChunk| cancel::asked().is_none() && send(Message::Chunk(stream, ahead));
    let (source, to, read) = match job {
        Job::Refused(item) => return Message::Refused(stream, item),
        Job::Folder(mut folder) => {
            return match is_known(&snapshot, &folder) {
                Ok(unchanged) => {
                    folder.unchanged = unchanged;
                    Message::Folder(folder)
                }
                Err(error) => {
                    let FoundFolder { source, to, .. } = *folder;
                    Message::Refused(stream, Box::new(refused(&source, to, error.into())))
                }
            };
        }
        Job::Entry(kind, source, origin, to, id) => {
            let (origin, place) = (origin.as_ref(), to.clone());
            let read = match kind {
                EntryKind::Link => reader.link(&source, origin, place),
                EntryKind::File | EntryKind::Folder => {
                    reader.file(&source, origin, place, &mut sink)
                }
            };
            let read = read.map(|prepared| Prepared { id, ..prepared });
            (source, to, read)
        }
        Job::Stream(mut input, to) => {
            let read = reader.stream(&mut *input, to.clone(), clock::now(), &mut sink);
            (PathBuf::from("-"), to, read)
        }
        Job::Opened(opened, to) => {
            let source = opened.source.clone();
            let read = reader.opened(*opened, to.clone(), &mut sink);
            (source, to, read)
        }
    };
    match read {
        Ok(prepared) => Message::File(stream, Box::new(prepared)),
        Err(refusal) => Message::Refused(stream, Box::new(refused(&source, to, refusal))),
    }
}

/// Whether the vault already has this folder, unchanged.
fn is_known(snapshot: &Snapshot, found: &FoundFolder) -> StorageResult<bool> {
    let there = folders::at(snapshot.metadata(), &found.to)?;
    Ok(there.is_some_and(|there| there.record.attributes == found.attributes))
}

fn refused(source: &Path, to: VaultPath, refusal: Refusal) -> Item {
    Item {
        size: refusal.size,
        detected: refusal.detected,
        command: refusal.command,
        group: refusal.group,
        ..walk::refused(refusal.status, source, Some(to), refusal.reason)
    }
}
