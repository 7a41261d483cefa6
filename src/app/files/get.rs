//! Export of files, links and folders with their attributes. Each is written to a temporary file,
//! verified and renamed; nothing is overwritten without `overwrite`, and nothing is written outside
//! the target folder.

mod attributes;
mod part;
mod target;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use crate::domain::action::Action;
use crate::domain::attributes::Attributes;
use crate::domain::detail::{Detail, Unit};
use crate::domain::done::NamedFiles;
use crate::domain::path::VaultPath;
use crate::storage::content::Contents;
use crate::storage::folders::{self, Folder};
use crate::storage::tables::{Metadata, ReadTables, View};
use crate::storage::threads;

use crate::app::cancel;
use crate::app::error::{Error, Result};
use crate::app::files::read::{amount_read, join_names, named, version_of};
use crate::app::files::select::{Pick, Picked, resolve};
use crate::app::gate::{Gate, Principal, Reading, content_key};
use attributes::Restoring;
use target::{Manner, Place, Target};

pub use attributes::NotRestored;

/// Options of an export.
#[derive(Debug)]
pub struct GetOptions {
    /// The target folder; created if it does not exist.
    pub into: PathBuf,
    /// Replace existing files.
    pub overwrite: bool,
    /// Restore owner and group, too.
    pub owner: bool,
    /// This version instead of the current one.
    pub version: Option<u32>,
}

/// The result for one file.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct Exported {
    /// Its path in the vault.
    #[serde(flatten, with = "crate::app::json::Path")]
    pub path: VaultPath,
    /// The target path.
    #[serde(flatten, with = "crate::app::json::Destination")]
    pub to: PathBuf,
    /// Size in bytes.
    pub size: u64,
    /// Attributes that were not restored.
    #[serde(skip)]
    pub not_restored: NotRestored,
    /// Why it failed.
    #[serde(flatten, with = "crate::app::json::StatusAndReason")]
    pub error: Option<Error>,
}

impl crate::app::json::Refusal for Option<Error> {
    fn refusal(&self) -> (&'static str, Option<&str>) {
        match self {
            None => ("written", None),
            Some(error) => ("failed", Some(&error.message)),
        }
    }
}

/// The result of an export.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct GetSummary {
    /// Files and links written.
    #[serde(rename = "files")]
    pub written: u64,
    /// Stored folders written.
    pub folders: u64,
    /// Files that failed.
    pub failed: u64,
    /// Bytes written.
    pub bytes: u64,
    /// Attributes that were not restored.
    pub not_restored: NotRestored,
}

impl GetSummary {
    /// The detail of the audit row if the export was incomplete.
    fn detail(self) -> Detail {
        let Self {
            written,
            failed,
            bytes,
            ..
        } = self;
        let all = [
            Unit::Files.count(written),
            Unit::Bytes.count(bytes),
            Unit::Failed.count(failed),
        ];
        all.into()
    }
}

/// One file to write.
struct Job {
    path: VaultPath,
    /// Path components below the target folder.
    relative: Vec<Vec<u8>>,
    content: u64,
    size: u64,
    known: Attributes,
}

/// One folder to create.
struct FolderJob {
    path: VaultPath,
    relative: Vec<Vec<u8>>,
    known: Attributes,
}

/// Exports what the arguments name. `each` is called for every file, `progress` with bytes done and
/// in total.
///
/// # Errors
/// Kinds `Denied`, `NotFound`; if the target folder cannot be created. Single files that fail are
/// reported to `each` and counted.
pub fn get(
    gate: &mut Gate,
    picks: &[Pick],
    options: &GetOptions,
    each: &mut dyn FnMut(&Exported) -> Result<()>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<GetSummary> {
    gate.refuse_own(&options.into)?;
    let texts: Vec<Vec<u8>> = picks.iter().map(Pick::text).collect();
    let asked = join_names(texts.iter().map(Vec::as_slice));
    let plan = |view: &Metadata, principal: &Principal| {
        let mut jobs = Vec::new();
        let (mut names, mut files) = (Vec::new(), NamedFiles::default());
        for picked in resolve(view, principal, picks)? {
            let of = picked.folder.as_ref().unwrap_or(&picked.entry.path);
            names.push(of.raw().to_vec());
            files.push(named(&picked.entry));
            jobs.push(job(view, picked, options.version)?);
        }
        // Contents added together are stored together.
        jobs.sort_by_key(|job| job.content);
        let folders = folder_jobs(view, principal, picks)?;
        let bytes = jobs.iter().map(|job| job.size).sum();
        let target = join_names(names.iter().map(Vec::as_slice));
        let detail = amount_read(jobs.len(), bytes);
        Ok(Reading {
            items: jobs.len() as u64,
            plan: (jobs, folders),
            target,
            detail,
            bytes,
            files,
        })
    };
    gate.read_content(
        Action::FileRead,
        &asked,
        plan,
        |view, (jobs, folders), row| {
            let _guard = cancel::Guard::begin();
            let manner = Manner {
                overwrite: options.overwrite,
                restoring: Restoring::new(options.owner),
            };
            let described = folders
                .iter()
                .map(|job| (job.relative.clone(), job.known.clone()));
            let target = Target::create(&options.into, manner, described.collect())?;
            let mut summary = export(view, &jobs, &target, each, progress)?;
            make_folders(&folders, &target, &mut summary, each)?;
            target.sync()?;
            cancel::check()?;
            if summary.failed > 0 {
                row.detail(summary.detail());
                row.given(summary.written, summary.bytes);
            }
            if summary.failed > 0 && summary.written == 0 {
                row.mark_failed(summary.detail());
            }
            Ok(summary)
        },
    )
}

fn job(view: &impl View, picked: Picked, version: Option<u32>) -> Result<Job> {
    let path = picked.entry.path.clone();
    // A folder keeps its own name; its parents are dropped.
    let above = match &picked.folder {
        Some(folder) => folder.parts().count().saturating_sub(1),
        None => path.parts().count().saturating_sub(1),
    };
    let relative = path.parts().skip(above).map(<[u8]>::to_vec).collect();
    let version = version_of(view, picked.entry, version)?;
    let unknown = || Attributes::private_file(version.modified);
    Ok(Job {
        path,
        relative,
        content: version.content,
        size: version.size,
        known: version.attributes.unwrap_or_else(unknown),
    })
}

/// The stored folders at and below the folders that the arguments name.
fn folder_jobs(view: &impl View, principal: &Principal, picks: &[Pick]) -> Result<Vec<FolderJob>> {
    let mut jobs = Vec::new();
    for folder in picks.iter().filter_map(Pick::path) {
        let above = folder.parts().count().saturating_sub(1);
        for row in folders::within(view, folder)? {
            let Folder { path, record } = row?;
            if principal.sees(&path) {
                jobs.push(FolderJob {
                    relative: path.parts().skip(above).map(<[u8]>::to_vec).collect(),
                    path,
                    known: record.attributes,
                });
            }
        }
    }
    jobs.sort_by(|a, b| a.relative.cmp(&b.relative));
    jobs.dedup_by(|a, b| a.relative == b.relative);
    Ok(jobs)
}

/// Creates the missing folders; sets the attributes of all of them at the end, when nothing more is
/// written into them.
fn make_folders(
    folders: &[FolderJob],
    target: &Target,
    summary: &mut GetSummary,
    each: &mut dyn FnMut(&Exported) -> Result<()>,
) -> Result<()> {
    let mut place = target.place();
    let mut made = Vec::with_capacity(folders.len());
    for job in folders {
        cancel::check()?;
        made.push(place.make(&job.relative));
    }
    for (job, made) in folders.iter().zip(made).rev() {
        match made.and_then(|()| place.finish(&job.relative, &job.known)) {
            Ok(not_restored) => {
                summary.folders += 1;
                summary.not_restored.add(not_restored);
            }
            Err(error) => {
                summary.failed += 1;
                each(&Exported {
                    path: job.path.clone(),
                    to: target.shown(&job.relative),
                    size: 0,
                    not_restored: NotRestored::default(),
                    error: Some(error),
                })?;
            }
        }
    }
    Ok(())
}

fn export(
    view: &ReadTables,
    jobs: &[Job],
    target: &Target,
    each: &mut dyn FnMut(&Exported) -> Result<()>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<GetSummary> {
    let key = content_key(view)?;
    let total: u64 = jobs.iter().map(|job| job.size).sum();
    let (next, bytes) = (AtomicUsize::new(0), AtomicU64::new(0));
    let mut summary = GetSummary::default();
    std::thread::scope(|scope| {
        let (done, results) = mpsc::sync_channel(64);
        for number in 0..threads::cores() {
            let mut worker = Worker {
                contents: Contents::new(view, &key),
                jobs,
                next: &next,
                bytes: &bytes,
                place: target.place(),
                target,
                done: done.clone(),
            };
            let started = threads::spawn_scoped(scope, move || worker.work());
            if number == 0 {
                started?;
            }
        }
        drop(done);
        let mut told = Ok(());
        loop {
            progress(bytes.load(Ordering::Relaxed), total);
            let exported = match results.recv_timeout(TICK) {
                Ok(exported) => exported,
                Err(mpsc::RecvTimeoutError::Timeout) => continue,
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            };
            match exported.error {
                None => {
                    summary.written += 1;
                    summary.bytes += exported.size;
                    summary.not_restored.add(exported.not_restored);
                }
                Some(_) => summary.failed += 1,
            }
            if told.is_ok() {
                told = each(&exported);
            }
            if told.is_err() {
                // The consumer is gone: begin no new file.
                next.store(jobs.len(), Ordering::Relaxed);
            }
        }
        told
    })?;
    Ok(summary)
}

/// Interval of progress reports without other events.
const TICK: Duration = Duration::from_millis(200);
/// Maximum length of a symbolic link's target.
const MAX_TARGET_LEN: u64 = 4096;
/// Jobs that a thread takes at once: neighbours share packs and folders.
const STRIDE: usize = 64;

/// The state of one thread.
struct Worker<'a> {
    contents: Contents<'a, ReadTables>,
    jobs: &'a [Job],
    /// The next job to take.
    next: &'a AtomicUsize,
    /// Bytes written, by all threads.
    bytes: &'a AtomicU64,
    place: Place<'a>,
    target: &'a Target,
    done: mpsc::SyncSender<Exported>,
}

impl Worker<'_> {
    /// Takes jobs until there are none, or the consumer is gone.
    fn work(&mut self) {
        loop {
            let from = self.next.fetch_add(STRIDE, Ordering::Relaxed);
            let to = self.jobs.len().min(from.saturating_add(STRIDE));
            let Some(mine) = self.jobs.get(from..to).filter(|mine| !mine.is_empty()) else {
                return;
            };
            for job in mine {
                if cancel::asked().is_some() {
                    return;
                }
                let exported = self.export(job);
                if self.done.send(exported).is_err() {
                    return;
                }
            }
        }
    }

    fn export(&mut self, job: &Job) -> Exported {
        let written = self.write(job);
        let not_restored = written.as_ref().copied().unwrap_or_default();
        Exported {
            path: job.path.clone(),
            to: self.target.shown(&job.relative),
            size: job.size,
            not_restored,
            error: written.err(),
        }
    }

    fn write(&mut self, job: &Job) -> Result<NotRestored> {
        let (contents, bytes) = (&mut self.contents, self.bytes);
        let mut read = |take: &mut dyn FnMut(&[u8]) -> Result<()>| {
            contents.read(job.content, |piece| {
                cancel::check()?;
                bytes.fetch_add(piece.len() as u64, Ordering::Relaxed);
                take(piece)
            })
        };
        if !job.known.is_link() {
            return self.place.write(&job.relative, &job.known, |file| {
                read(&mut |piece| file.write(piece))
            });
        }
        let mut to = Vec::new();
        if job.size <= MAX_TARGET_LEN {
            read(&mut |piece| {
                to.extend_from_slice(piece);
                Ok(())
            })?;
        }
        self.place.link(&job.relative, &job.known, &to)
    }
}

/// A path below a folder, for messages.
fn below(folder: &Path, parts: &[Vec<u8>]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    let mut path = folder.to_owned();
    for part in parts {
        path.push(std::ffi::OsStr::from_bytes(part));
    }
    path
}
