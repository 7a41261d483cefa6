//! Incremental backups: a folder with a snapshot file for each, and packs of contents and rows that
//! they share. Whoever adds to a set can open the vault but no pack: which pack has what stands in
//! indexes, sealed by a key of the vault. docs/FORMAT.md, "Sets".

mod index;
mod packs;
mod read;
mod repair;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use super::checked::LONGEST_LINE;
use super::contained::Failed;
use super::create::{Created, Plan};
use super::envelope;
use super::folder;
use super::partial::Partial;
use crate::app::error::{Error, Kind, Result};
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
/// A stretch is not longer than this, and one line.
const LONGEST_STRETCH: usize = 256 * 1024;

/// Adds a snapshot to a set.
///
/// # Errors
/// Kind `Busy` where another process is at it; of the disk.
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
    let failed = |failed: Failed| match failed {
        Failed::Ours(error) => error,
        Failed::Stream(error) => Error::io(&path, &error),
    };
    let mut writer = envelope::seal(&plan.recipients, &partial)?;
    plan.write_small(&mut writer).map_err(failed)?;
    envelope::finish(writer).map_err(|error| failed(Failed::Stream(error)))?;
    written += partial.len();
    cancel::check()?;
    // Known to need its packs before it is there to need them.
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

/// Puts metadata and audit rows, cut where their own bytes say so, so that what did not change is
/// cut as before.
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
            if line.len() > LONGEST_LINE {
                return Err(too_large());
            }
            measure.line(line);
            stretch.write_all(line).map_err(|_| Error::inconsistent())?;
            stretch.push(b'\n');
            let last = hash::plain(line)[0] & STRETCH_MASK;
            if last == 0 || stretch.len() > LONGEST_STRETCH {
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

/// A file with more chunks than a row is read with.
fn too_large() -> Error {
    Error::new(Kind::Other, "a file is too large for an incremental backup")
        .hint("make a whole backup: file-organizer backup create without --incremental")
}
