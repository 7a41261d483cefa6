//! Files out of the vault into a folder: each written beside its place, checked, and renamed;
//! nothing is overwritten unless told, nothing lands outside the folder.

mod target;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::crypto::keys::ContentKey;
use crate::domain::action::Action;
use crate::domain::path::VaultPath;
use crate::domain::time::Time;
use crate::storage::content::ContentReader;
use crate::storage::tables::ReadTables;

use super::cancel;
use super::error::{Error, Result};
use super::gate::Gate;
use super::read::{content_key, summary, version_of};
use super::select::{Pick, Picked, resolve};
use target::Target;

/// How to export.
#[derive(Debug)]
pub struct GetOptions {
    /// The folder to put things in; it is made if it is not there.
    pub into: PathBuf,
    /// Replace files that are there.
    pub overwrite: bool,
    /// This version instead of the current one.
    pub version: Option<u32>,
}

/// What became of one file.
#[derive(Debug)]
pub struct Exported {
    /// Where it is in the vault.
    pub path: VaultPath,
    /// Where it went.
    pub to: PathBuf,
    /// Bytes.
    pub size: u64,
    /// Why it did not.
    pub error: Option<Error>,
}

/// What an export came to.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct GetSummary {
    /// Files written.
    pub written: u64,
    /// Files that could not be.
    pub failed: u64,
    /// Bytes written.
    pub bytes: u64,
}

/// One file to write.
struct Job {
    path: VaultPath,
    /// Parts below the target folder.
    relative: Vec<Vec<u8>>,
    content: u64,
    size: u64,
    modified: Time,
}

/// Exports what the arguments name. `each` hears of every file, and of bytes done of bytes in all.
///
/// # Errors
/// Kinds `Denied`, `NotFound`; where the target folder cannot be made. Single files that fail are
/// reported to `each` and counted.
pub fn get(
    gate: &mut Gate,
    picks: &[Pick],
    options: &GetOptions,
    each: &mut dyn FnMut(&Exported, u64, u64) -> Result<()>,
) -> Result<GetSummary> {
    let first = picks.first().map(Pick::text).unwrap_or_default();
    let plan = |view: &ReadTables| {
        let mut jobs = Vec::new();
        for picked in resolve(view, picks)? {
            jobs.push(job(view, picked, options.version)?);
        }
        let (target, detail) = summary(Some(&first), jobs.len());
        Ok((jobs, target, detail))
    };
    gate.read_content(Action::FileRead, &first, plan, |view, jobs| {
        let _guard = cancel::Guard::begin();
        let target = Target::create(&options.into)?;
        let summary = export(view, &jobs, &target, options.overwrite, each)?;
        target.sync()?;
        cancel::check()?;
        Ok(summary)
    })
}

fn job(view: &ReadTables, picked: Picked, version: Option<u32>) -> Result<Job> {
    let path = picked.entry.path.clone();
    // A folder keeps its own name: what is above it is left away.
    let above = match &picked.folder {
        Some(folder) => folder.parts().count().saturating_sub(1),
        None => path.parts().count().saturating_sub(1),
    };
    let relative = path.parts().skip(above).map(<[u8]>::to_vec).collect();
    let version = version_of(view, picked.entry, version)?;
    Ok(Job {
        path,
        relative,
        content: version.content,
        size: version.size,
        modified: version.modified,
    })
}

fn export(
    view: &ReadTables,
    jobs: &[Job],
    target: &Target,
    overwrite: bool,
    each: &mut dyn FnMut(&Exported, u64, u64) -> Result<()>,
) -> Result<GetSummary> {
    let key = content_key(view)?;
    let total: u64 = jobs.iter().map(|job| job.size).sum();
    let next = AtomicUsize::new(0);
    let mut summary = GetSummary::default();
    std::thread::scope(|scope| {
        let (done, results) = mpsc::sync_channel(64);
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            let (done, key, next) = (done.clone(), &key, &next);
            scope.spawn(move || work(view, jobs, next, target, key, overwrite, &done));
        }
        drop(done);
        let mut told = Ok(());
        for exported in results {
            match exported.error {
                None => {
                    summary.written += 1;
                    summary.bytes += exported.size;
                }
                Some(_) => summary.failed += 1,
            }
            if told.is_ok() {
                told = each(&exported, summary.bytes, total);
            }
            if told.is_err() {
                // Nobody listens any more: no new file is begun.
                next.store(jobs.len(), Ordering::Relaxed);
            }
        }
        told
    })?;
    Ok(summary)
}

/// Jobs that one thread takes at once: neighbours share folders.
const STRIDE: usize = 16;

fn work(
    view: &ReadTables,
    jobs: &[Job],
    next: &AtomicUsize,
    target: &Target,
    key: &ContentKey,
    overwrite: bool,
    done: &mpsc::SyncSender<Exported>,
) {
    let mut place = target.place();
    loop {
        let from = next.fetch_add(STRIDE, Ordering::Relaxed);
        let Some(mine) = jobs.get(from..jobs.len().min(from.saturating_add(STRIDE))) else {
            return;
        };
        if mine.is_empty() {
            return;
        }
        for job in mine {
            if cancel::asked().is_some() {
                return;
            }
            let written = place.write(&job.relative, overwrite, job.modified, |file| {
                ContentReader::new(view, key, job.content)?.for_each(|bytes| {
                    cancel::check()?;
                    file.write(bytes)
                })
            });
            let exported = Exported {
                path: job.path.clone(),
                to: target.shown(&job.relative),
                size: job.size,
                error: written.err(),
            };
            if done.send(exported).is_err() {
                return;
            }
        }
    }
}

/// For messages: a path below a folder.
fn below(folder: &Path, parts: &[Vec<u8>]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    let mut path = folder.to_owned();
    for part in parts {
        path.push(std::ffi::OsStr::from_bytes(part));
    }
    path
}
