//! The pipeline: a thread walks, several read and prepare, and this one writes, a batch to a
//! transaction, each with its audit row.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, mpsc};

use crate::app::cancel;
use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::{Gate, Writing};
use crate::app::{policy, read, tag};
use crate::crypto::hash::PlainHash;
use crate::crypto::keys::ContentKey;
use crate::domain::action::Action;
use crate::domain::path::VaultPath;
use crate::domain::policy::Policy;
use crate::storage::content::{self, ContentReader};
use crate::storage::files;
use crate::storage::journal::{self, Operation};
use crate::storage::pending::Import;
use crate::storage::tables::ReadTables;

use super::plan::{Planner, Safe, Stream};
use super::prepare::{Ahead, Prepared, PreparedContent, Reader};
use super::queue::Queue;
use super::source::Refusal;
use super::walk::{self, Found};
use super::{AddOptions, Item, ItemStatus, Listener, Progress, Source, Summary};

/// Stored bytes and files of one transaction: dirty pages stay under a third of the cache.
const BATCH_BYTES: usize = 12 * 1024 * 1024;
const BATCH_FILES: usize = 2000;
/// What may wait between the readers and the writer.
const WAITING: usize = 24 * 1024 * 1024;
/// What a message weighs besides its bytes.
const ENVELOPE: usize = 512;
/// Files between the walker and the readers.
const WALKED: usize = 1024;

/// From the readers to the writer.
enum Message {
    Chunk(u64, Ahead),
    File(u64, Box<Prepared>),
    /// The item, and the stream that its chunks went by.
    Refused(u64, Box<Item>),
}

/// What every reading thread shares.
struct Shared<'a> {
    policy: &'a Policy,
    key: &'a ContentKey,
    dry_run: bool,
    /// Replaced after each batch, so that it holds back no page that was freed.
    snapshot: RwLock<Arc<ReadTables>>,
    queue: Queue<Message>,
    files: AtomicU64,
    bytes: AtomicU64,
    streams: AtomicU64,
    total: Mutex<Option<(u64, u64)>>,
}

impl Shared<'_> {
    fn snapshot(&self) -> Arc<ReadTables> {
        let current = self.snapshot.read();
        current.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn progress(&self) -> Progress {
        Progress {
            files: self.files.load(Ordering::Relaxed),
            bytes: self.bytes.load(Ordering::Relaxed),
            total: *self.total.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }
}

/// Runs an add.
pub(super) fn run(
    gate: &mut Gate,
    sources: Vec<Source>,
    options: &AddOptions,
    listener: &mut dyn Listener,
) -> Result<Summary> {
    check(&sources, options)?;
    let _guard = cancel::Guard::begin();
    let (policy, key) = gate.read_for_upload(|view| {
        Ok((policy::read(view)?, read::content_key(view)?))
    })?;
    let readers = std::thread::available_parallelism().map_or(1, usize::from);
    let shared = Shared {
        policy: &policy,
        key: &key,
        dry_run: options.dry_run,
        snapshot: RwLock::new(Arc::new(gate.snapshot()?)),
        queue: Queue::new(readers, WAITING),
        files: AtomicU64::new(0),
        bytes: AtomicU64::new(0),
        streams: AtomicU64::new(0),
        total: Mutex::new(None),
    };
    let paths: Vec<PathBuf> = sources
        .iter()
        .filter_map(|source| match source {
            Source::Path(path) => Some(path.clone()),
            Source::Stream(_) => None,
        })
        .collect();
    let mut writer = Writer::begin(gate, &shared, options, listener)?;
    std::thread::scope(|scope| {
        if writer.listener.wants_total() {
            let (paths, shared) = (&paths, &shared);
            scope.spawn(move || {
                let total = walk::count(paths);
                *shared.total.lock().unwrap_or_else(PoisonError::into_inner) = total;
            });
        }
        let (walked, found) = mpsc::sync_channel::<Job>(WALKED);
        let found = Arc::new(Mutex::new(found));
        scope.spawn(|| walk_all(sources, options, walked));
        for _ in 0..readers {
            let (found, shared) = (found.clone(), &shared);
            scope.spawn(move || {
                read_all(shared, &found);
                shared.queue.finished();
            });
        }
        drop(found);
        let done = writer.write_all();
        shared.queue.abandon();
        done
    })?;
    let summary = writer.finish()?;
    remove_empty_folders(options, &paths);
    Ok(summary)
}

fn check(sources: &[Source], options: &AddOptions) -> Result<()> {
    tag::checked_note(options.note.as_deref().unwrap_or_default())?;
    let streams = sources
        .iter()
        .filter(|source| matches!(source, Source::Stream(_)))
        .count();
    let usage = |message: &str| Err(Error::new(Kind::Usage, message));
    if streams > 1 || (streams == 1 && sources.len() > 1) {
        return usage("standard input is added alone");
    }
    if streams == 1 && options.name.is_none() {
        return Err(Error::new(Kind::Usage, "a stream has no name")
            .hint("give it one with --name report.pdf"));
    }
    if options.name.is_some() && sources.len() > 1 {
        return usage("--name is for one file");
    }
    Ok(())
}

/// One thing to read.
enum Job {
    File(PathBuf, VaultPath),
    Stream(Box<dyn std::io::Read + Send>, VaultPath),
    Refused(Box<Item>),
}

fn walk_all(sources: Vec<Source>, options: &AddOptions, to: mpsc::SyncSender<Job>) {
    for source in sources {
        match source {
            Source::Path(path) => walk::walk(&path, options, &mut |found| {
                let job = match found {
                    Found::File { source, to } => Job::File(source, to),
                    Found::Refused(item) => Job::Refused(item),
                };
                to.send(job).is_ok()
            }),
            Source::Stream(reader) => {
                let name = options.name.as_deref().unwrap_or_default();
                let job = match walk::place(&options.to, name) {
                    Ok(path) => Job::Stream(reader, path),
                    Err(error) => Job::Refused(Box::new(walk::refused(
                        ItemStatus::Rejected,
                        std::path::Path::new("-"),
                        None,
                        error.message,
                    ))),
                };
                if to.send(job).is_err() {
                    return;
                }
            }
        }
    }
}

/// What one reading thread does until there is nothing left, or nobody takes it.
fn read_all(shared: &Shared<'_>, found: &Mutex<mpsc::Receiver<Job>>) {
    loop {
        let job = found.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else {
            return;
        };
        if cancel::asked().is_some() {
            return;
        }
        let stream = shared.streams.fetch_add(1, Ordering::Relaxed);
        let snapshot = shared.snapshot();
        let reader = Reader {
            policy: shared.policy,
            key: shared.key,
            snapshot: &snapshot,
            dry_run: shared.dry_run,
            read: &|bytes| {
                shared.bytes.fetch_add(bytes, Ordering::Relaxed);
            },
        };
        let mut sink = |ahead: Ahead| {
            let weight = match &ahead {
                Ahead::New(chunk) => chunk.stored.len() + ENVELOPE,
                Ahead::Known(_) => ENVELOPE,
            };
            cancel::asked().is_none() && shared.queue.push(Message::Chunk(stream, ahead), weight)
        };
        let (source, to, read) = match job {
            Job::Refused(item) => {
                shared.files.fetch_add(1, Ordering::Relaxed);
                shared.queue.push(Message::Refused(stream, item), ENVELOPE);
                continue;
            }
            Job::File(source, to) => {
                let read = reader.file(&source, to.clone(), &mut sink);
                (source, to, read)
            }
            Job::Stream(mut input, to) => {
                let read = reader.stream(&mut *input, to.clone(), clock::now(), &mut sink);
                (PathBuf::from("-"), to, read)
            }
        };
        shared.files.fetch_add(1, Ordering::Relaxed);
        let (message, weight) = match read {
            Ok(prepared) => {
                let weight = match &prepared.content {
                    PreparedContent::Whole(chunk) => chunk.stored.len() + ENVELOPE,
                    PreparedContent::Cut { list, .. } => list.len() * 40 + ENVELOPE,
                    PreparedContent::Unchanged(_) => ENVELOPE,
                };
                (Message::File(stream, Box::new(prepared)), weight)
            }
            Err(refusal) => {
                let item = refused(source, to, refusal);
                (Message::Refused(stream, Box::new(item)), ENVELOPE)
            }
        };
        if !shared.queue.push(message, weight) {
            return;
        }
    }
}

fn refused(source: PathBuf, to: VaultPath, refusal: Refusal) -> Item {
    Item {
        size: refusal.size,
        detected: refusal.detected,
        ..walk::refused(refusal.status, &source, Some(to), refusal.reason)
    }
}

/// The one thread that writes.
struct Writer<'a> {
    gate: &'a mut Gate,
    shared: &'a Shared<'a>,
    options: &'a AddOptions,
    listener: &'a mut dyn Listener,
    import: Option<Import>,
    operation: Option<Operation>,
    /// Streams of chunks whose file is not done yet.
    streams: HashMap<u64, Stream>,
    summary: Summary,
    batches: u64,
}

impl<'a> Writer<'a> {
    fn begin(
        gate: &'a mut Gate,
        shared: &'a Shared<'a>,
        options: &'a AddOptions,
        listener: &'a mut dyn Listener,
    ) -> Result<Self> {
        let import = if options.dry_run {
            None
        } else {
            Some(Import::begin(&gate.store().spool())?)
        };
        Ok(Self {
            gate,
            shared,
            options,
            listener,
            import,
            operation: None,
            streams: HashMap::new(),
            summary: Summary::default(),
            batches: 0,
        })
    }

    fn write_all(&mut self) -> Result<()> {
        loop {
            let batch = self.shared.queue.batch(BATCH_BYTES, BATCH_FILES);
            if batch.is_empty() {
                return Ok(());
            }
            self.listener.progress(&self.shared.progress());
            let (items, safe) = if self.import.is_none() {
                (dry(&self.gate.snapshot()?, batch)?, Vec::new())
            } else {
                self.commit(batch)?
            };
            let removed = self.remove_sources(safe)?;
            for mut item in items {
                if let Some(Err(why)) = removed.get(&item.source) {
                    item.reason = Some(why.clone());
                }
                self.count(&item);
                self.listener.item(&item)?;
            }
            self.listener.progress(&self.shared.progress());
        }
    }

    fn count(&mut self, item: &Item) {
        let summary = &mut self.summary;
        let counter = match item.status {
            ItemStatus::Added => &mut summary.added,
            ItemStatus::Unchanged => &mut summary.unchanged,
            ItemStatus::Duplicate => &mut summary.duplicate,
            ItemStatus::Rejected => &mut summary.rejected,
            ItemStatus::Failed => &mut summary.failed,
        };
        *counter += 1;
        match item.status {
            ItemStatus::Added | ItemStatus::Unchanged | ItemStatus::Duplicate => {
                summary.bytes += item.size;
            }
            ItemStatus::Rejected | ItemStatus::Failed => {}
        }
    }

    /// Writes a batch as one transaction with one audit row.
    fn commit(&mut self, mut batch: Vec<Message>) -> Result<(Vec<Item>, Vec<Safe>)> {
        if batch.iter().all(changes_nothing) && self.batches > 0 {
            // Nothing to record that a row of this add does not say already.
            return Ok(report_only(batch));
        }
        // Neighbours in the tree become neighbours in the database.
        batch.sort_by(|a, b| order(a).cmp(&order(b)));
        let target = self.options.to.raw().to_vec();
        let Self {
            gate,
            options,
            import,
            operation,
            streams,
            shared,
            ..
        } = self;
        let Some(import) = import else {
            return Err(Error::new(Kind::Other, "a dry run does not write"));
        };
        let (items, safe) = gate.write(Action::FileUpload, &target, |writing| {
            let mut current = match operation.take() {
                Some(begun) => begun.resume(writing.tables)?,
                None => None,
            };
            let mut begun = match current.take() {
                Some(begun) => begun,
                None => {
                    let keep = writing.now.saturating_sub(shared.policy.trash_retention);
                    journal::expire(writing.tables, keep)?;
                    writing.operation(&target)?
                }
            };
            let mut planner = Planner {
                options,
                import,
                operation: &mut begun,
                max_versions: shared.policy.max_versions,
            };
            let written = write_batch(&mut planner, writing, streams, batch)?;
            begun.save(writing.tables)?;
            begun.discard_if_empty(writing.tables)?;
            *operation = Some(begun).filter(|begun| !begun.is_empty());
            describe(writing, &written.0);
            Ok(written)
        })?;
        self.batches += 1;
        let fresh = Arc::new(self.gate.snapshot()?);
        let place = self.shared.snapshot.write();
        *place.unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok((items, safe))
    }

    /// For `--move`: each content is read back from the vault and compared before its source goes.
    fn remove_sources(
        &mut self,
        safe: Vec<Safe>,
    ) -> Result<HashMap<PathBuf, std::result::Result<(), String>>> {
        let mut removed = HashMap::new();
        if !self.options.move_sources || safe.is_empty() {
            return Ok(removed);
        }
        let view = self.gate.snapshot()?;
        for file in safe {
            let done = read_back(&view, self.shared.key, &file)
                .and_then(|()| file.receipt.remove());
            removed.insert(file.receipt.path().to_owned(), done);
        }
        Ok(removed)
    }

    fn finish(mut self) -> Result<Summary> {
        // An add that found nothing at all still leaves its row.
        if self.batches == 0 && self.import.is_some() {
            let target = self.options.to.raw().to_vec();
            self.gate.write(Action::FileUpload, &target, |writing| {
                writing.detail("0_FILES");
                Ok(())
            })?;
        }
        // What streams hold that were cut short is given back now rather than by the next writer.
        let left: Vec<Stream> = self.streams.drain().map(|(_, stream)| stream).collect();
        if let (false, Some(import)) = (left.is_empty(), &mut self.import) {
            self.gate.give_back(|tables| {
                for stream in &left {
                    stream.give_back(import, tables)?;
                }
                Ok(())
            })?;
        }
        cancel::check()?;
        Ok(self.summary)
    }
}

/// Sorts a batch: chunks first, in order of arrival (the sort is stable), then by place.
fn order(message: &Message) -> Option<&[u8]> {
    match message {
        Message::Chunk(..) => None,
        Message::File(_, prepared) => Some(prepared.to.key()),
        Message::Refused(_, item) => Some(item.path.as_ref().map_or(&[], VaultPath::key)),
    }
}

fn changes_nothing(message: &Message) -> bool {
    match message {
        Message::File(_, prepared) => matches!(prepared.content, PreparedContent::Unchanged(_)),
        Message::Chunk(..) | Message::Refused(..) => false,
    }
}

fn item_of(prepared: &Prepared, status: ItemStatus) -> Item {
    Item {
        status,
        source: prepared.source.clone(),
        path: Some(prepared.to.clone()),
        id: match prepared.content {
            PreparedContent::Unchanged(id) => Some(id),
            PreparedContent::Whole(_) | PreparedContent::Cut { .. } => None,
        },
        size: prepared.size,
        detected: Some(prepared.detected),
        verdict: Some(prepared.verdict),
        reason: prepared.warning.clone(),
    }
}

fn report_only(batch: Vec<Message>) -> (Vec<Item>, Vec<Safe>) {
    let mut items = Vec::new();
    let mut safe = Vec::new();
    for message in batch {
        if let Message::File(_, prepared) = message {
            items.push(item_of(&prepared, ItemStatus::Unchanged));
            safe.extend(receipt(*prepared));
        }
    }
    (items, safe)
}

fn receipt(prepared: Prepared) -> Option<Safe> {
    prepared.receipt.map(|receipt| Safe {
        to: prepared.to,
        receipt,
    })
}

fn write_batch(
    planner: &mut Planner<'_>,
    writing: &mut Writing<'_, '_>,
    streams: &mut HashMap<u64, Stream>,
    batch: Vec<Message>,
) -> Result<(Vec<Item>, Vec<Safe>)> {
    let mut items = Vec::with_capacity(batch.len());
    let mut safe = Vec::new();
    for message in batch {
        match message {
            Message::Chunk(number, ahead) => {
                planner.chunk(writing, streams.entry(number).or_default(), &ahead)?;
            }
            Message::File(number, mut prepared) => {
                let stream = streams.remove(&number).unwrap_or_default();
                let item = planner.file(writing, &mut prepared, stream)?;
                match item.status {
                    ItemStatus::Rejected | ItemStatus::Failed => {}
                    ItemStatus::Added | ItemStatus::Unchanged | ItemStatus::Duplicate => {
                        safe.extend(receipt(*prepared));
                    }
                }
                items.push(item);
            }
            Message::Refused(number, item) => {
                if let Some(stream) = streams.remove(&number) {
                    planner.give_back(writing, &stream)?;
                }
                items.push(*item);
            }
        }
    }
    Ok((items, safe))
}

/// The audit row of a batch: the file, where it is one; how many, where there are more.
fn describe(writing: &mut Writing<'_, '_>, items: &[Item]) {
    let refused = items
        .iter()
        .filter(|item| matches!(item.status, ItemStatus::Rejected | ItemStatus::Failed))
        .count();
    if let [only] = items {
        if let Some(path) = &only.path {
            writing.target(path.raw());
        }
        if only.status != ItemStatus::Added {
            writing.detail(only.status.name().to_ascii_uppercase());
        }
        return;
    }
    let taken = items.len() - refused;
    writing.detail(match refused {
        0 => format!("{taken}_FILES"),
        refused => format!("{taken}_FILES {refused}_REFUSED"),
    });
}

/// What an add would do.
fn dry(view: &ReadTables, batch: Vec<Message>) -> Result<Vec<Item>> {
    let mut items = Vec::with_capacity(batch.len());
    for message in batch {
        match message {
            Message::Chunk(..) => {}
            Message::Refused(_, item) => items.push(*item),
            Message::File(_, prepared) => {
                let known = match &prepared.content {
                    PreparedContent::Unchanged(_) => None,
                    PreparedContent::Whole(chunk) => Some(content::find(view, &chunk.id)?),
                    PreparedContent::Cut { id, .. } => Some(content::find(view, id)?),
                };
                let existing = files::at(view, &prepared.to)?;
                let status = match (known, existing) {
                    (None, _) => ItemStatus::Unchanged,
                    (Some(Some(number)), Some(entry)) if entry.file.current.content == number => {
                        ItemStatus::Unchanged
                    }
                    (Some(Some(_)), _) => ItemStatus::Duplicate,
                    (Some(None), _) => ItemStatus::Added,
                };
                let mut item = item_of(&prepared, status);
                if let Some(why) = crate::app::place::blocked(view, &prepared.to)?
                    && item.id.is_none()
                    && files::at(view, &prepared.to)?.is_none()
                {
                    item.status = ItemStatus::Rejected;
                    item.reason = Some(why);
                }
                items.push(item);
            }
        }
    }
    Ok(items)
}

/// Reads a file's content back from the vault, and compares its hash.
fn read_back(view: &ReadTables, key: &ContentKey, file: &Safe) -> std::result::Result<(), String> {
    let entry = files::at(view, &file.to).map_err(|e| e.to_string())?;
    let entry = entry.ok_or("it is no longer in the vault, so the source stays")?;
    let reader = ContentReader::new(view, key, entry.file.current.content)
        .map_err(|e| e.to_string())?;
    let hash = reader.record().hash;
    let mut plain = PlainHash::new();
    reader
        .for_each::<crate::storage::StorageError>(|bytes| {
            plain.update(bytes);
            Ok(())
        })
        .map_err(|e| e.to_string())?;
    if plain.finish() == hash {
        Ok(())
    } else {
        Err("it does not read back as it was, so the source stays".to_owned())
    }
}

/// After `--move`: folders that are empty now, from the deepest up.
fn remove_empty_folders(options: &AddOptions, paths: &[PathBuf]) {
    if options.move_sources && !options.dry_run {
        for path in paths {
            walk::remove_empty(path);
        }
    }
}
