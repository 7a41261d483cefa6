//! The writing thread: one transaction with one audit row per batch; then `--move` removes sources,
//! and the listener is told.

mod verify_stored;

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::{Change, Gate, Writing};
use crate::domain::action::Action;
use crate::domain::detail::{Unit, Word};
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::storage::pending::Import;

use super::dry_run::{Simulated, simulate};
use super::intake::Intake;
use super::origin::Stamp;
use super::plan::{Planner, Stream};
use super::prepared::{Prepared, PreparedContent};
use super::shared::{Message, Shared};
use super::source::Receipt;
use super::{AddOptions, Item, ItemStatus, Listener, Summary};

/// The size of a batch, by the weight of its messages (2,000 small files, or fewer large ones):
/// dirty pages stay under a third of the cache.
const BATCH: usize = 10 * 1024 * 1024;

/// The writing thread.
pub(super) struct Writer<'a> {
    gate: &'a mut Gate,
    shared: &'a Shared<'a>,
    options: &'a AddOptions,
    /// The imported folder, if any.
    intake: Option<&'a Intake>,
    pub(super) listener: &'a mut dyn Listener,
    import: Option<Import>,
    change: Option<Change>,
    /// Streams of chunks whose file is not complete.
    streams: HashMap<u64, Stream>,
    /// The files and folders given as arguments.
    arguments: &'a [PathBuf],
    /// Files whose sources have other hard links: removed last, after all of them were read.
    linked: Vec<Written>,
    /// The new stamps of files after one of their hard links was removed.
    unlinked: HashMap<Stamp, Stamp>,
    /// Folders that sources were removed from.
    emptied: BTreeSet<PathBuf>,
    /// Of a dry run: what was not stored.
    simulated: Simulated,
    summary: Summary,
    batches: u64,
}

/// What `--move` needs to remove the source of a stored file.
struct StoredSource {
    id: FileId,
    receipt: Receipt,
}

/// The item of a file, and what `--move` needs to remove its source.
type Written = (Item, Option<StoredSource>);

impl<'a> Writer<'a> {
    pub(super) fn begin(
        gate: &'a mut Gate,
        shared: &'a Shared<'a>,
        options: &'a AddOptions,
        intake: Option<&'a Intake>,
        arguments: &'a [PathBuf],
        listener: &'a mut dyn Listener,
    ) -> Result<Self> {
        let import = if options.dry_run {
            None
        } else {
            Some(gate.begin_import()?)
        };
        Ok(Self {
            gate,
            shared,
            options,
            intake,
            listener,
            import,
            change: None,
            streams: HashMap::new(),
            arguments,
            linked: Vec::new(),
            unlinked: HashMap::new(),
            emptied: BTreeSet::new(),
            simulated: Simulated::default(),
            summary: Summary::default(),
            batches: 0,
        })
    }

    pub(super) fn write_all(&mut self) -> Result<()> {
        loop {
            let batch = self.shared.queue.batch(BATCH);
            if batch.is_empty() {
                let linked = std::mem::take(&mut self.linked);
                return self.conclude(linked);
            }
            self.listener.progress(&self.shared.progress());
            let mut folders = BTreeSet::new();
            for message in &batch {
                if let Message::Folder(folder) = message {
                    self.summary.folders += 1;
                    self.summary.not_kept.add(folder.not_kept);
                    // The result for an invisible folder is not reported: its source stays.
                    if self.gate.principal().sees(&folder.to) {
                        folders.insert(folder.source.clone());
                    }
                }
            }
            let written = if self.import.is_none() {
                let view = self.gate.snapshot()?;
                let who = self.gate.principal();
                let earlier = &mut self.simulated;
                let (view, rules) = (view.metadata(), self.shared.rules);
                let items = simulate(earlier, view, rules, who, self.options, batch)?;
                items.into_iter().map(|item| (item, None)).collect()
            } else {
                self.commit(batch)?
            };
            // A stored folder can be removed if it is emptied.
            for (item, _) in &written {
                folders.remove(&item.source);
            }
            self.emptied.append(&mut folders);
            let waits = |(_, stored): &Written| {
                self.options.move_sources
                    && stored
                        .as_ref()
                        .is_some_and(|stored| stored.receipt.is_linked())
            };
            let (linked, written): (Vec<_>, _) = written.into_iter().partition(waits);
            self.linked.extend(linked);
            self.conclude(written)?;
            self.listener.progress(&self.shared.progress());
        }
    }

    /// Removes the sources of committed files, and reports the files.
    fn conclude(&mut self, mut written: Vec<Written>) -> Result<()> {
        self.remove_sources(&mut written)?;
        for (mut item, _) in written {
            if let Some(intake) = self.intake {
                intake.set_aside(&mut item);
            }
            self.count(&item);
            self.listener.item(&item)?;
        }
        Ok(())
    }

    fn count(&mut self, item: &Item) {
        let summary = &mut self.summary;
        let counter = match item.status {
            ItemStatus::Added => &mut summary.added,
            ItemStatus::Unchanged => &mut summary.unchanged,
            ItemStatus::Duplicate => &mut summary.duplicate,
            ItemStatus::Renamed => &mut summary.renamed,
            ItemStatus::Version(_) => &mut summary.versions,
            ItemStatus::Skipped => &mut summary.skipped,
            ItemStatus::Rejected => &mut summary.rejected,
            ItemStatus::Failed => &mut summary.failed,
        };
        *counter += 1;
        if item.status.is_stored() {
            summary.bytes += item.size;
            summary.not_kept.add(item.not_kept);
        }
    }

    /// Writes a batch as one transaction with one audit row.
    fn commit(&mut self, batch: Vec<Message>) -> Result<Vec<Written>> {
        let recorded = self.batches > 0 && self.intake.is_none();
        if recorded && batch.iter().all(changes_nothing) {
            // An earlier row of this add covers it.
            self.gate.read_for_upload(|_| Ok(()))?;
            return Ok(report_only(batch));
        }
        let target = self.options.to.raw().to_vec();
        let has_folder = batch
            .iter()
            .any(|message| matches!(message, Message::Folder(_)));
        let Self {
            gate,
            options,
            intake,
            import,
            change,
            streams,
            shared,
            ..
        } = self;
        let Some(import) = import else {
            return Err(Error::new(Kind::Other, "a dry run does not write"));
        };
        let written = gate.write(Action::FileUpload, &target, |writing| {
            let mut current = match change.take() {
                Some(begun) => begun.resume(writing)?,
                None => None,
            };
            let mut begun = match current.take() {
                Some(begun) => begun,
                None => {
                    writing.expire_operations(shared.policy.trash_retention)?;
                    writing.begin(&target)?
                }
            };
            let mut planner = Planner {
                options,
                rules: shared.rules,
                intake: *intake,
                import,
                change: &mut begun,
                max_versions: shared.policy.max_versions,
            };
            let written = write_batch(&mut planner, writing, streams, batch)?;
            begun.save(writing)?;
            *change = Some(begun).filter(|begun| !begun.is_empty());
            if written.is_empty() && !has_folder {
                writing.partial_upload(import);
            } else {
                describe(writing, &written);
            }
            Ok(written)
        })?;
        if !written.is_empty() || has_folder {
            self.batches += 1;
        }
        let fresh = Arc::new(self.gate.snapshot()?);
        let place = self.shared.snapshot.write();
        *place.unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(written)
    }

    pub(super) fn finish(mut self) -> Result<Summary> {
        // An add that found nothing still leaves its row.
        if self.import.is_none() {
            let target = self.options.to.raw().to_vec();
            self.gate.record_dry_run(Action::FileUpload, &target)?;
        } else if self.batches == 0 {
            let target = self.options.to.raw().to_vec();
            self.gate.write(Action::FileUpload, &target, |writing| {
                writing.detail(Unit::Files.count(0));
                Ok(())
            })?;
        }
        // Chunks of incomplete streams are freed now rather than by the next writer.
        let left: Vec<Stream> = self.streams.drain().map(|(_, stream)| stream).collect();
        if let (false, Some(import)) = (left.is_empty(), &mut self.import) {
            let held: Vec<&[u64]> = left.iter().map(Stream::entries).collect();
            self.gate.release_chunks(import, &held)?;
        }
        self.remove_folders();
        cancel::check()?;
        self.summary.ignored = self.shared.ignored.load(Ordering::Relaxed);
        Ok(self.summary)
    }
}

/// The order of a batch: chunks first, those of a file in order of arrival (the sort is stable),
/// then by path; files for the same path in the order in which they were found, which decides which
/// of them keeps its name.
fn order(message: &Message) -> (Option<&[u8]>, u64) {
    match message {
        Message::Chunk(number, _) => (None, *number),
        Message::Pack(_) => (None, 0),
        Message::File(number, prepared) => (Some(prepared.to.key()), *number),
        Message::Folder(folder) => (Some(folder.to.key()), 0),
        Message::Refused(number, item) => {
            let place = item.path.as_ref().map_or(&[][..], VaultPath::key);
            (Some(place), *number)
        }
    }
}

fn changes_nothing(message: &Message) -> bool {
    match message {
        Message::File(_, prepared) => matches!(prepared.content, PreparedContent::Unchanged(_)),
        Message::Folder(folder) => folder.unchanged,
        Message::Chunk(..) | Message::Pack(_) | Message::Refused(..) => false,
    }
}

fn report_only(batch: Vec<Message>) -> Vec<Written> {
    let mut written = Vec::new();
    for message in batch {
        if let Message::File(_, prepared) = message {
            written.push(with_receipt(
                prepared.item(ItemStatus::Unchanged),
                *prepared,
            ));
        }
    }
    written
}

fn with_receipt(item: Item, prepared: Prepared) -> Written {
    let stored = item.id.zip(prepared.receipt);
    (
        item,
        stored.map(|(id, receipt)| StoredSource { id, receipt }),
    )
}

fn write_batch(
    planner: &mut Planner<'_>,
    writing: &mut Writing<'_, '_>,
    streams: &mut HashMap<u64, Stream>,
    batch: Vec<Message>,
) -> Result<Vec<Written>> {
    let mut unpacked = unpack(writing, batch)?;
    // Neighbours in the tree become neighbours in the database.
    unpacked.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut written = Vec::with_capacity(unpacked.len());
    let mut unused = Vec::new();
    for message in unpacked {
        match message {
            // Already unpacked.
            Message::Pack(_) => {}
            Message::Chunk(number, ahead) => {
                planner.chunk(writing, streams.entry(number).or_default(), &ahead)?;
            }
            Message::File(number, mut prepared) => {
                let stream = streams.remove(&number).unwrap_or_default();
                let taken = planner.previously_imported(writing, &prepared, &stream)?;
                let (item, put) = match taken {
                    Some(item) => (item, false),
                    None => {
                        let item = planner.file(writing, &mut prepared, &stream)?;
                        let put = item.status.is_stored() && item.status != ItemStatus::Unchanged;
                        (item, put)
                    }
                };
                planner.note(writing, &item, prepared.receipt.as_ref())?;
                if !put {
                    let content =
                        std::mem::replace(&mut prepared.content, PreparedContent::Gathered);
                    unused.push(content);
                }
                written.push(with_receipt(item, *prepared));
            }
            Message::Folder(folder) => {
                let item = planner.folder(writing, &folder)?;
                written.extend(item.map(|item| (item, None)));
            }
            Message::Refused(number, item) => {
                if let Some(stream) = streams.remove(&number) {
                    planner.release(writing, &stream)?;
                }
                planner.note(writing, &item, None)?;
                written.push((*item, None));
            }
        }
    }
    for content in unused {
        if let PreparedContent::Put(number, false) = content {
            writing.contents()?.discard_unused(number)?;
        }
    }
    Ok(written)
}

/// Stores the packs of a batch, and turns their files into messages of their own.
fn unpack(writing: &mut Writing<'_, '_>, batch: Vec<Message>) -> Result<Vec<Message>> {
    let mut unpacked = Vec::with_capacity(batch.len());
    for message in batch {
        let Message::Pack(pack) = message else {
            unpacked.push(message);
            continue;
        };
        let put = writing.contents()?.pack(&pack.sealed, &pack.parts)?;
        for ((stream, mut prepared), (number, known)) in pack.files.into_iter().zip(put) {
            prepared.content = PreparedContent::Put(number, known);
            unpacked.push(Message::File(stream, prepared));
        }
    }
    Ok(unpacked)
}

/// The audit row of a batch: the path of a single file, or the number of files.
fn describe(writing: &mut Writing<'_, '_>, written: &[Written]) {
    let refused = written
        .iter()
        .filter(|(item, _)| !item.status.is_stored())
        .count();
    if let [(only, _)] = written {
        if let Some(path) = &only.path {
            writing.target(path.raw());
        }
        match only.status {
            ItemStatus::Added | ItemStatus::Renamed | ItemStatus::Version(_) => {}
            ItemStatus::Unchanged => writing.detail(Word::Unchanged),
            ItemStatus::Duplicate => writing.detail(Word::Duplicate),
            ItemStatus::Skipped | ItemStatus::Rejected => writing.mark_failed(Word::Rejected),
            ItemStatus::Failed => writing.mark_failed(Word::Failed),
        }
        return;
    }
    let taken = written.len() - refused;
    let (done, not_done) = (Unit::Files.count(taken), Unit::Refused.count(refused));
    match (taken, refused) {
        (0, 1..) => writing.mark_failed(not_done),
        (_, 0) => writing.detail(done),
        _ => writing.detail([done, not_done]),
    }
}
