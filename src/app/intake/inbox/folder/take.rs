//! Importing the files that are due: those already in the vault by their receipt are only removed,
//! those that failed recently wait, and the rest is imported.

use std::collections::HashMap;
use std::io::Read;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::app::error::Result;
use crate::app::files::add::intake::{Intake, StoredContent, find_stored, mark_of};
use crate::app::files::add::origin::{Stamp, stamp};
use crate::app::files::add::source::SourceFile;
use crate::app::files::add::{self, Item, ItemStatus, Listed, Listener, NotKept};
use crate::app::gate::Gate;
use crate::app::{cancel, clock};
use crate::crypto::hash::PlainHash;
use crate::domain::action::Action;
use crate::domain::path::VaultPath;
use crate::storage::files::{self, Place};
use crate::storage::receipts::{self, ReceiptRecord, ReceiptStatus};
use crate::storage::tables::Metadata;

use super::scan::Due;
use super::settle::Memory;
use super::{Folder, FolderSummary};

/// The delay before a source that could not be removed is tried again, while the folder is watched.
const STUCK: Duration = Duration::from_secs(10 * 60);
/// Bytes read at once.
const STRETCH: usize = 256 * 1024;

/// Imports files.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Other` for errors of the vault's disk. What was reported before is in
/// the vault.
pub(in crate::app) fn take(
    gate: &mut Gate,
    folder: &Folder,
    due: Vec<Due>,
    memory: &mut Memory,
    listener: &mut dyn Listener,
    taken: &mut FolderSummary,
) -> Result<()> {
    if due.is_empty() {
        return Ok(());
    }
    gate.read_for_upload(|_| Ok(()))?;
    gate.refuse_outside(Action::FileUpload, &folder.options.to)?;
    let mut sorted = sort(gate.snapshot()?.metadata(), folder, due, memory, taken)?;
    let intake = Intake {
        folder: folder.path.clone(),
        origin: folder.origin.clone(),
        keep_in: folder.options.keep_in.clone(),
        seen: sorted.seen,
        stuck: AtomicU64::new(0),
    };
    let known = std::mem::take(&mut sorted.known);
    let others = finish_removals(gate, &intake, known, listener, taken)?;
    for file in others {
        sorted.fresh.push(listed(folder, file));
    }
    let done = if sorted.fresh.is_empty() {
        Ok(())
    } else {
        let options = folder.options.to_add();
        add::import_folder(gate, sorted.fresh, &options, &intake, listener)
            .map(|summary| taken.summary.add(&summary))
    };
    taken.stuck += intake.stuck.load(Ordering::Relaxed);
    defer_remaining(gate, &intake, memory)?;
    done
}

/// The files that are due, by their receipts.
struct Sorted {
    /// Already in the vault: only their removal was interrupted.
    known: Vec<(Due, StoredContent, ReceiptRecord)>,
    fresh: Vec<Listed>,
    seen: HashMap<PathBuf, Stamp>,
}

fn sort(
    view: &Metadata,
    folder: &Folder,
    due: Vec<Due>,
    memory: &mut Memory,
    taken: &mut FolderSummary,
) -> Result<Sorted> {
    let now = clock::now();
    let mut sorted = Sorted {
        known: Vec::new(),
        fresh: Vec::new(),
        seen: HashMap::with_capacity(due.len()),
    };
    for file in due {
        let receipt = receipts::get(view, &file.path)?;
        let receipt = receipt.filter(|receipt| receipt.mark == mark_of(&file.stamp));
        if let Some(receipt) = receipt {
            if let Some(next) = receipt.next.filter(|next| *next > now)
                && receipt.status == ReceiptStatus::Failed
                && !folder.options.again
            {
                taken.deferred += 1;
                taken.next = Some(taken.next.map_or(next, |first| first.min(next)));
                let wait = next.since(now).to_duration();
                memory.defer(&file.path, &file.stamp, wait, Instant::now());
                continue;
            }
            if let Some(there) = find_stored(view, &receipt)? {
                sorted.seen.insert(file.path.clone(), file.stamp);
                sorted.known.push((file, there, receipt));
                continue;
            }
        }
        sorted.seen.insert(file.path.clone(), file.stamp);
        sorted.fresh.push(listed(folder, file));
    }
    Ok(sorted)
}

fn listed(folder: &Folder, file: Due) -> Listed {
    Listed {
        to: place_of(folder, &file),
        origin: folder.origin.clone(),
        path: file.path,
    }
}

/// The target path: keeps the structure below the folder.
fn place_of(folder: &Folder, file: &Due) -> std::result::Result<VaultPath, String> {
    use std::os::unix::ffi::OsStrExt;
    let below = file.path.strip_prefix(&folder.path).unwrap_or(&file.path);
    let to = &folder.options.to;
    to.join_path(below.as_os_str().as_bytes())
        .map_err(|error| error.to_string())
}

/// Disposes of sources that are in the vault by their receipt, after comparing both. Returns those
/// whose content differs although their stamps are equal.
fn finish_removals(
    gate: &mut Gate,
    intake: &Intake,
    known: Vec<(Due, StoredContent, ReceiptRecord)>,
    listener: &mut dyn Listener,
    taken: &mut FolderSummary,
) -> Result<Vec<Due>> {
    let mut others = Vec::new();
    if known.is_empty() {
        return Ok(others);
    }
    let view = gate.snapshot()?;
    let principal = gate.principal();
    for (file, there, receipt) in known {
        let id = there.id;
        cancel::check()?;
        let gone = match hash_of(intake, &file) {
            Ok(hash) if Some(hash) != receipt.hash => {
                others.push(file);
                continue;
            }
            Ok(_) => view.check(there.content),
            Err(why) => Err(format!("the source was not removed: {why}")),
        };
        if gone.is_err() {
            intake.stuck.fetch_add(1, Ordering::Relaxed);
        }
        let gone = gone.and_then(|()| intake.dispose(&file.path, &file.stamp));
        let path = match files::by_id(view.metadata(), &id)? {
            Some(Place::Live(entry)) => Some(entry.path),
            Some(Place::Trash) | None => None,
        };
        // It may have been moved to a folder that the principal may not see.
        let path = path.filter(|path| principal.sees(path));
        taken.summary.unchanged += 1;
        taken.summary.bytes += file.stamp.size;
        listener.item(&Item {
            status: ItemStatus::Unchanged,
            source: file.path,
            path,
            id: Some(id),
            size: file.stamp.size,
            detected: None,
            verdict: None,
            reason: Some(match gone {
                Ok(_) => "it was imported before; its source is removed now".to_owned(),
                Err(why) => why,
            }),
            command: None,
            group: None,
            not_kept: NotKept::default(),
        })?;
    }
    Ok(others)
}

/// Reads a source again, for its plain BLAKE3.
fn hash_of(intake: &Intake, file: &Due) -> std::result::Result<[u8; 32], String> {
    let opened = SourceFile::open(&file.path, Some(&intake.origin));
    let mut source = opened.map_err(|refusal| refusal.reason)?;
    let mut plain = PlainHash::new();
    let mut buffer = vec![0; STRETCH];
    let mut size = 0;
    loop {
        let read = source.read(&mut buffer).map_err(|e| e.to_string())?;
        if read == 0 {
            break;
        }
        plain.update(buffer.get(..read).unwrap_or_default());
        size += read as u64;
    }
    let unchanged = source.check_unchanged(size);
    unchanged.map_err(|refusal| refusal.reason)?;
    Ok(plain.finish())
}

/// Defers sources that are still there: failed ones as their receipt says, those that could not be
/// removed for [`STUCK`].
fn defer_remaining(gate: &Gate, intake: &Intake, memory: &mut Memory) -> Result<()> {
    let view = gate.snapshot()?;
    let (now, at) = (clock::now(), Instant::now());
    for path in intake.seen.keys() {
        let Ok(meta) = std::fs::symlink_metadata(path) else {
            continue;
        };
        let next = receipts::get(view.metadata(), path)?.and_then(|receipt| receipt.next);
        let wait = next.map_or(STUCK, |next| next.since(now).to_duration());
        memory.defer(path, &stamp(&meta), wait, at);
    }
    Ok(())
}
