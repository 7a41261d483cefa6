//! The thread that writes: a batch to a transaction, each with its audit row; then what `--move`
//! may remove; then word to whoever listens.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::{Gate, Writing};
use crate::domain::action::Action;
use crate::domain::path::VaultPath;
use crate::storage::content::{self, Contents};
use crate::storage::journal::{self, Operation};
use crate::storage::pending::Import;

use super::dry::{dry, item_of};
use super::intake::Intake;
use super::moved::{Safe, read_back};
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
    operation: Option<Operation>,
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
            Some(Import::begin(&gate.store().spool())?)
        };
        Ok(Self {
            gate,
            shared,
            options,
            intake,
            listener,
            import,
            operation: None,
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
            let (items, safe) = if self.import.is_none() {
                let view = self.gate.snapshot()?;
                let who = self.gate.principal();
                let items = dry(&view, self.shared.rules, who, self.options, batch)?;
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
            }
            ItemStatus::Rejected | ItemStatus::Failed => {}
        }
    }

    /// Writes a batch as one transaction with one audit row.
    fn commit(&mut self, batch: Vec<Message>) -> Result<(Vec<Item>, Vec<Safe>)> {
        let recorded = self.batches > 0 && self.intake.is_none();
        if recorded && batch.iter().all(changes_nothing) {
            // Nothing to record that a row of this add does not say already.
            return Ok(report_only(batch));
        }
        let target = self.options.to.raw().to_vec();
        let Self {
            gate,
            options,
            intake,
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
                rules: shared.rules,
                intake: *intake,
                import,
                operation: &mut begun,
                max_versions: shared.policy.max_versions,
            };
            let written = write_batch(&mut planner, writing, streams, batch)?;
            begun.save(writing.tables)?;
            begun.discard_if_empty(writing.tables)?;
            *operation = Some(begun).filter(|begun| !begun.is_empty());
            if written.0.is_empty() {
                writing.ahead()?;
            } else {
                describe(writing, &written.0);
            }
            Ok(written)
        })?;
        if !items.is_empty() {
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
        let view = self.gate.snapshot()?;
        let mut contents = Contents::new(&view, self.shared.key);
        for file in safe {
            let done = read_back(&view, &mut contents, &file.id).and_then(|()| match self.intake {
                Some(intake) => intake.let_go(file.receipt.path(), file.receipt.stamp()),
                None => file.receipt.remove(),
            });
            removed.insert(file.receipt.path().to_owned(), done);
        }
        Ok(removed)
    }

    pub(super) fn finish(mut self) -> Result<Summary> {
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
        Message::Chunk(..) | Message::Pack(_) => None,
        Message::File(_, prepared) => Some(prepared.to.key()),
        Message::Refused(_, item) => Some(item.path.as_ref().map_or(&[], VaultPath::key)),
    }
}

fn changes_nothing(message: &Message) -> bool {
    match message {
        Message::File(_, prepared) => matches!(prepared.content, PreparedContent::Unchanged(_)),
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
            content::discard_unused(writing.tables, number)?;
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
        let put = content::put_pack(writing.tables, &pack.sealed, &pack.parts)?;
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
        let word = only.status.name().to_ascii_uppercase();
        match only.status {
            ItemStatus::Added => {}
            ItemStatus::Unchanged | ItemStatus::Duplicate => writing.detail(word),
            ItemStatus::Rejected | ItemStatus::Failed => writing.in_vain(word),
        }
        return;
    }
    let taken = items.len() - refused;
    match (taken, refused) {
        (0, 1..) => writing.in_vain(format!("{refused}_REFUSED")),
        (_, 0) => writing.detail(format!("{taken}_FILES")),
        _ => writing.detail(format!("{taken}_FILES {refused}_REFUSED")),
    }
}
