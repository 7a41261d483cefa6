//! What is done with the files that are due: those that a receipt shows to be in the vault already are
//! only removed, those that failed a short while ago wait, and the rest goes through the import.

use std::collections::HashMap;
use std::io::Read;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::app::add::intake::{Intake, There, mark_of, still_there};
use crate::app::add::source::{SourceFile, Stamp, stamp};
use crate::app::add::{self, Item, ItemStatus, Listed, Listener, NotKept};
use crate::app::error::Result;
use crate::app::gate::Gate;
use crate::app::{cancel, clock};
use crate::crypto::hash::PlainHash;
use crate::domain::action::Action;
use crate::domain::path::VaultPath;
use crate::storage::files::{self, Place};
use crate::storage::receipts::{self, ReceiptRecord, ReceiptStatus};
use crate::storage::tables::Metadata;

use super::quiet::Memory;
use super::scan::Due;
use super::{Folder, TakenIn};

/// How long a source is left alone that could not be removed, while the folder is watched.
const STUCK: Duration = Duration::from_secs(10 * 60);
/// Bytes that are read at once.
const STRETCH: usize = 256 * 1024;

/// Takes files in.
///
/// # Errors
/// Kinds `Denied`, `Busy`; of the vault's disk. What was reported before is in the vault.
pub(in crate::app) fn take(
    gate: &mut Gate,
    folder: &Folder,
    due: Vec<Due>,
    memory: &mut Memory,
    listener: &mut dyn Listener,
    taken: &mut TakenIn,
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
        add::take_in(gate, sorted.fresh, &options, &intake, listener)
            .map(|summary| taken.summary.add(&summary))
    };
    taken.stuck += intake.stuck.load(Ordering::Relaxed);
    leave_what_stays(gate, &intake, memory)?;
    done
}

/// What a receipt says of files that are due.
struct Sorted {
    /// In the vault already: only their removal was cut short.
    known: Vec<(Due, There, ReceiptRecord)>,
    fresh: Vec<Listed>,
    seen: HashMap<PathBuf, Stamp>,
}

fn sort(
    view: &Metadata,
    folder: &Folder,
    due: Vec<Due>,
    memory: &mut Memory,
    taken: &mut TakenIn,
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
                memory.leave(&file.path, &file.stamp, wait, Instant::now());
                continue;
            }
            if let Some(there) = still_there(view, &receipt)? {
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

/// Where a file goes: below the target as it is below the folder.
fn place_of(folder: &Folder, file: &Due) -> std::result::Result<VaultPath, String> {
    use std::os::unix::ffi::OsStrExt;
    let below = file.path.strip_prefix(&folder.path).unwrap_or(&file.path);
    let to = &folder.options.to;
    to.join_path(below.as_os_str().as_bytes())
        .map_err(|error| error.to_string())
}

/// Lets go of sources whose content is in the vault by their receipt: after a look at both. Gives those
/// that are something else by now, though all their marks are the same.
fn finish_removals(
    gate: &mut Gate,
    intake: &Intake,
    known: Vec<(Due, There, ReceiptRecord)>,
    listener: &mut dyn Listener,
    taken: &mut TakenIn,
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
            Err(why) => Err(format!("the source stays: {why}")),
        };
        if gone.is_err() {
            intake.stuck.fetch_add(1, Ordering::Relaxed);
        }
        let gone = gone.and_then(|()| intake.let_go(&file.path, &file.stamp));
        let path = match files::by_id(view.metadata(), &id)? {
            Some(Place::Live(entry)) => Some(entry.path),
            Some(Place::Trash) | None => None,
        };
        // It may have been filed since where they are not to look.
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
                Ok(_) => "it was taken in before: its source is removed now".to_owned(),
                Err(why) => why,
            }),
            not_kept: NotKept::default(),
        })?;
    }
    Ok(others)
}

/// Reads a source again: plain BLAKE3 of it.
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

/// Sources that are still there are not looked at again at once: those that failed when their receipt
/// says, those that could not be removed after a while.
fn leave_what_stays(gate: &Gate, intake: &Intake, memory: &mut Memory) -> Result<()> {
    let view = gate.snapshot()?;
    let (now, at) = (clock::now(), Instant::now());
    for path in intake.seen.keys() {
        let Ok(meta) = std::fs::symlink_metadata(path) else {
            continue;
        };
        let next = receipts::get(view.metadata(), path)?.and_then(|receipt| receipt.next);
        let wait = next.map_or(STUCK, |next| next.since(now).to_duration());
        memory.leave(path, &stamp(&meta), wait, at);
    }
    Ok(())
}
