//! Incremental backups: a folder with one file per snapshot, and packs of contents and rows that
//! they share. Creating one needs the vault, but cannot open a pack: sealed indexes, under a key of
//! the vault, record which pack has what. docs/FORMAT.md, "Sets".

mod index;
mod packs;
mod read;
mod repair;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use super::archive_error::ArchiveError;
use super::envelope;
use super::folder;
use super::hashing_reader::MAX_LINE_LEN;
use super::plan::{Created, Plan};
use crate::app::error::{Error, Kind, Result};
use crate::app::partial::Partial;
use crate::app::{cancel, clock};
use crate::crypto::hash;
use crate::storage::backup::dump::{self, Chunks, Measure};
use crate::storage::backup::{hex, member};
use crate::storage::content::{self, Contents};
use crate::storage::keyring::Keyring;
use crate::storage::record::Layout;
use crate::storage::tables::ReadTables;
use index::{Index, SetKey};
use packs::{Blob, Packs};

pub(super) use index::remove_unneeded;
pub(super) use read::walk;
pub(super) use repair::advice;
pub use repair::repair_hint;

/// Lines of rows that end a stretch: one in sixteen.
const STRETCH_MASK: u8 = 0x0f;
/// A stretch is at most this long, plus one line.
const MAX_STRETCH_LEN: usize = 256 * 1024;

/// Adds a snapshot to a set.
///
/// # Errors
/// Kind `Busy` if another process is writing to the set; I/O errors.
pub(super) fn create(
    view: &ReadTables,
    mut plan: Plan,
    folder: &Path,
    keyring: &Keyring,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Created> {
    let place = folder::packs_folder(folder, &keyring.vault_id);
    let lock = index::lock(&place)?;
    let index = Index::load(&place, SetKey::of(view)?)?;
    let recipients = plan.recipients.clone();
    let mut packs = Packs::new(&place, &recipients, index);
    plan.measure_small();
    put_contents(view, &plan, &mut packs, progress)?;
    packs.next_kind()?;
    put_rows(view, &mut plan, &mut packs)?;
    let (needed, index, mut written) = packs.finish()?;
    plan.manifest.packs = needed.iter().cloned().collect();
    let name = folder::name(clock::now(), &keyring.vault_id, folder::SNAPSHOT);
    let path = folder.join(&name);
    let partial = Partial::begin(&path)?;
    let failed = |failed: ArchiveError| match failed {
        ArchiveError::Ours(error) => error,
        ArchiveError::Stream(error) => Error::io(&path, &error),
    };
    let mut writer = envelope::seal(&plan.recipients, &partial)?;
    plan.write_small(&mut writer).map_err(failed)?;
    envelope::finish(writer).map_err(|error| failed(ArchiveError::Stream(error)))?;
    written += partial.len();
    cancel::check()?;
    // Its packs are protected before the snapshot exists.
    index.note_snapshot(&place, &name, &needed)?;
    partial.publish()?;
    drop(lock);
    Ok(Created {
        path: Some(path),
        files: plan.manifest.files,
        bytes: plan.manifest.bytes,
        written,
        recipients: plan.recipients.len(),
        ..Created::default()
    })
}

fn put_contents(
    view: &ReadTables,
    plan: &Plan,
    packs: &mut Packs<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<()> {
    let mut contents = Contents::new(view, &plan.key);
    let mut done = BTreeSet::new();
    let mut bytes = 0;
    for file in &plan.inventory.files {
        if done.insert(file.content) {
            put_content(view, &mut contents, packs, file.content)?;
        }
        bytes += file.size;
        progress(bytes, plan.inventory.bytes);
    }
    for number in plan.inventory.others.keys() {
        put_content(view, &mut contents, packs, *number)?;
    }
    Ok(())
}

fn put_content(
    view: &ReadTables,
    contents: &mut Contents<'_, ReadTables>,
    packs: &mut Packs<'_>,
    number: u64,
) -> Result<()> {
    cancel::check()?;
    let record = contents.record(number)?;
    if let Layout::Cut { chunks } = record.layout {
        let list = content::read_chunk_list(view, number, chunks)?;
        if list.iter().all(|(id, _)| packs.has(id)) {
            return Ok(());
        }
        let mut ids = list.into_iter();
        return contents.read(number, |piece| {
            cancel::check()?;
            match ids.next() {
                Some((id, _)) => packs.put(Blob::Chunk(id), piece),
                None => Err(Error::inconsistent()),
            }
        });
    }
    if packs.has(&record.hash) {
        return Ok(());
    }
    contents.read(number, |piece| packs.put(Blob::Content(record.hash), piece))
}

/// Stores metadata and audit rows, cut where their own bytes decide, so that unchanged rows are cut
/// as before.
fn put_rows(view: &ReadTables, plan: &mut Plan, packs: &mut Packs<'_>) -> Result<()> {
    for name in [member::METADATA, member::AUDIT] {
        let mut measure = Measure::default();
        let mut stretch = Vec::new();
        let mut names = Vec::new();
        let mut end = |stretch: &mut Vec<u8>| -> Result<()> {
            let id = hash::plain(stretch);
            names.push(hex(&id));
            if !packs.has(&id) {
                packs.put(Blob::Rows(id), stretch)?;
            }
            stretch.clear();
            Ok(())
        };
        let mut each = |line: &[u8]| -> Result<()> {
            if line.len() > MAX_LINE_LEN {
                return Err(too_large());
            }
            measure.line(line);
            stretch.write_all(line).map_err(|_| Error::inconsistent())?;
            stretch.push(b'\n');
            let last = hash::plain(line)[0] & STRETCH_MASK;
            if last == 0 || stretch.len() > MAX_STRETCH_LEN {
                end(&mut stretch)?;
            }
            Ok(())
        };
        if name == member::METADATA {
            dump::metadata(view, Chunks::Named, &mut each)?;
        } else {
            dump::audit_rows(view, &mut each)?;
        }
        if !stretch.is_empty() {
            end(&mut stretch)?;
        }
        plan.manifest.members.insert(name.into(), measure.digest());
        plan.manifest.stretches.insert(name.into(), names);
    }
    Ok(())
}

/// The error for a file with more chunks than a row may have.
fn too_large() -> Error {
    Error::new(Kind::Other, "a file is too large for an incremental backup")
        .hint("make a full backup: file-organizer backup create without --incremental")
}
