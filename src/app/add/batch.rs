//! The thread that writes: a batch to a transaction, each with its audit row; then what `--move`
//! may remove; then word to whoever listens.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::{Change, Gate, Writing};
use crate::domain::action::Action;
use crate::domain::detail::{Unit, Word};
use crate::domain::path::VaultPath;
use crate::storage::pending::Import;

use super::dry::{dry, item_of};
use super::intake::Intake;
use super::moved::Safe;
use super::pipeline::{Message, Shared};
use super::plan::{Planner, Stream};
use super::prepare::{Prepared, PreparedContent};
use super::{AddOptions, Item, ItemStatus, Listener, Summary};

/// What one transaction writes, by the weight of its messages (2,000 small files, or fewer large
/// ones): dirty pages stay under a third of the cache.
const BATCH: usize = 10 * 1024 * 1024;

/// The one thread that writes.
pub(super) struct Writer<'a> {
    gate: &'a mut Gate,
    shared: &'a Shared<'a>,
    options: &'a AddOptions,
    /// The folder that is taken in, where it is one.
    intake: Option<&'a Intake>,
    pub(super) listener: &'a mut dyn Listener,
    import: Option<Import>,
    change: Option<Change>,
    /// Streams of chunks whose file is not done yet.
    streams: HashMap<u64, Stream>,
    summary: Summary,
    batches: u64,
}

impl<'a> Writer<'a> {
    pub(super) fn begin(
        gate: &'a mut Gate,
        shared: &'a Shared<'a>,
        options: &'a AddOptions,
        intake: Option<&'a Intake>,
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
            summary: Summary::default(),
            batches: 0,
        })
    }

    pub(super) fn write_all(&mut self) -> Result<()> {
        loop {
            let batch = self.shared.queue.batch(BATCH);
            if batch.is_empty() {
                return Ok(());
            }
            self.listener.progress(&self.shared.progress());
            for message in &batch {
                if let Message::Folder(folder) = message {
                    self.summary.folders += 1;
                    self.summary.not_kept.add(folder.not_kept);
                }
            }
            let (items, safe) = if self.import.is_none() {
                let view = self.gate.snapshot()?;
                let who = self.gate.principal();
                let items = dry(view.metadata(), self.shared.rules, who, self.options, batch)?;
                (items, Vec::new())
            } else {
                self.commit(batch)?
            };
            let removed = self.remove_sources(safe)?;
            for mut item in items {
                if let Some(Err(why)) = removed.get(&item.source) {
                    item.reason = Some(why.clone());
                }
                if let Some(intake) = self.intake {
                    intake.set_aside(&mut item);
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
                summary.not_kept.add(item.not_kept);
            }
            ItemStatus::Rejected | ItemStatus::Failed => {}
        }
    }

    /// Writes a batch as one transaction with one audit row.
    fn commit(&mut self, batch: Vec<Message>) -> Result<(Vec<Item>, Vec<Safe>)> {
        let recorded = self.batches > 0 && self.intake.is_none();
        if recorded && batch.iter().all(changes_nothing) {
            // Nothing to record that a row of this add does not say already.
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
        let (items, safe) = gate.write(Action::FileUpload, &target, |writing| {
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
            if written.0.is_empty() && !has_folder {
                writing.ahead(import);
            } else {
                describe(writing, &written.0);
            }
            Ok(written)
        })?;
        if !items.is_empty() || has_folder {
            self.batches += 1;
        }
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
        let stored = self.gate.snapshot()?;
        for file in safe {
            let done = stored
                .check_file(&file.id)
                .and_then(|()| match self.intake {
                    Some(intake) => intake.let_go(file.receipt.path(), file.receipt.stamp()),
                    None => file.receipt.remove(),
                });
            removed.insert(file.receipt.path().to_owned(), done);
        }
        Ok(removed)
    }

    pub(super) fn finish(mut self) -> Result<Summary> {
        // An add that found nothing at all still leaves its row.
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
        // What streams hold that were cut short is given back now rather than by the next writer.
        let left: Vec<Stream> = self.streams.drain().map(|(_, stream)| stream).collect();
        if let (false, Some(import)) = (left.is_empty(), &mut self.import) {
            let held: Vec<&[u64]> = left.iter().map(Stream::entries).collect();
            self.gate.give_back(import, &held)?;
        }
        cancel::check()?;
        Ok(self.summary)
    }
}

/// Sorts a batch: chunks first, in order of arrival (the sort is stable), then by place.
fn order(message: &Message) -> Option<&[u8]> {
    match message {
        Message::Chunk(..) | Message::Pack(_) => None,
        Message::File(_, prepared) => Some(prepared.to.key()),
        Message::Folder(folder) => Some(folder.to.key()),
        Message::Refused(_, item) => Some(item.path.as_ref().map_or(&[], VaultPath::key)),
    }
}

fn changes_nothing(message: &Message) -> bool {
    match message {
        Message::File(_, prepared) => matches!(prepared.content, PreparedContent::Unchanged(_)),
        Message::Folder(folder) => folder.unchanged,
        Message::Chunk(..) | Message::Pack(_) | Message::Refused(..) => false,
    }
}

fn report_only(batch: Vec<Message>) -> (Vec<Item>, Vec<Safe>) {
    let mut items = Vec::new();
    let mut safe = Vec::new();
    for message in batch {
        if let Message::File(_, prepared) = message {
            let item = item_of(&prepared, ItemStatus::Unchanged);
            safe.extend(receipt(*prepared, &item));
            items.push(item);
        }
    }
    (items, safe)
}

fn receipt(prepared: Prepared, item: &Item) -> Option<Safe> {
    let id = item.id?;
    prepared.receipt.map(|receipt| Safe { id, receipt })
}

fn write_batch(
    planner: &mut Planner<'_>,
    writing: &mut Writing<'_, '_>,
    streams: &mut HashMap<u64, Stream>,
    batch: Vec<Message>,
) -> Result<(Vec<Item>, Vec<Safe>)> {
    let mut unpacked = unpack(writing, batch)?;
    // Neighbours in the tree become neighbours in the database.
    unpacked.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut items = Vec::with_capacity(unpacked.len());
    let mut safe = Vec::new();
    let mut unused = Vec::new();
    for message in unpacked {
        match message {
            // Unpacked before.
            Message::Pack(_) => {}
            Message::Chunk(number, ahead) => {
                planner.chunk(writing, streams.entry(number).or_default(), &ahead)?;
            }
            Message::File(number, mut prepared) => {
                let stream = streams.remove(&number).unwrap_or_default();
                let taken = planner.taken_before(writing, &prepared, &stream)?;
                let (item, put) = match taken {
                    Some(item) => (item, false),
                    None => {
                        let item = planner.file(writing, &mut prepared, &stream)?;
                        let refused =
                            matches!(item.status, ItemStatus::Rejected | ItemStatus::Failed);
                        (item, !refused)
                    }
                };
                planner.note(writing, &item, prepared.receipt.as_ref())?;
                if !put {
                    let content =
                        std::mem::replace(&mut prepared.content, PreparedContent::Gathered);
                    unused.push(content);
                }
                safe.extend(receipt(*prepared, &item));
                items.push(item);
            }
            Message::Folder(folder) => items.extend(planner.folder(writing, &folder)?),
            Message::Refused(number, item) => {
                if let Some(stream) = streams.remove(&number) {
                    planner.give_back(writing, &stream)?;
                }
                planner.note(writing, &item, None)?;
                items.push(*item);
            }
        }
    }
    for content in unused {
        if let PreparedContent::Put(number, false) = content {
            writing.contents()?.discard_unused(number)?;
        }
    }
    Ok((items, safe))
}

/// Puts the packs of a batch; their files then follow as files.
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
        match only.status {
            ItemStatus::Added => {}
            ItemStatus::Unchanged => writing.detail(Word::Unchanged),
            ItemStatus::Duplicate => writing.detail(Word::Duplicate),
            ItemStatus::Rejected => writing.in_vain(Word::Rejected),
            ItemStatus::Failed => writing.in_vain(Word::Failed),
        }
        return;
    }
    let taken = items.len() - refused;
    let (done, not_done) = (Unit::Files.count(taken), Unit::Refused.count(refused));
    match (taken, refused) {
        (0, 1..) => writing.in_vain(not_done),
        (_, 0) => writing.detail(done),
        _ => writing.detail([done, not_done]),
    }
}
