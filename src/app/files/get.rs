//! Export of files, links and folders with their attributes. Each is written to a temporary file,
//! verified and renamed; nothing is replaced unless [`OnExisting::Overwrite`] is chosen, and nothing is
//! written outside the target folder.

mod attributes;
mod part;
mod target;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
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
use target::{Manner, Place, Put, Target, Wanted};

pub use attributes::NotRestored;

/// What to do if a different file exists; an equal one is left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnExisting {
    /// The new file gets a number in its name.
    Rename,
    /// The new file is not written.
    Skip,
    /// The existing file is replaced.
    Overwrite,
    /// The new file is not written, which is an error.
    Fail,
}

impl OnExisting {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Rename, Self::Skip, Self::Overwrite, Self::Fail];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::Skip => "skip",
            Self::Overwrite => "overwrite",
            Self::Fail => "fail",
        }
    }

    /// The value with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// Options of an export.
#[derive(Debug)]
pub struct GetOptions {
    /// The target folder; created if it does not exist. If the argument is the path or id of one
    /// file, and this is not a folder, it is the name of the new file.
    pub into: PathBuf,
    /// What to do with files that exist.
    pub on_existing: OnExisting,
    /// Restore owner and group, too.
    pub owner: bool,
    /// This version instead of the current one.
    pub version: Option<u32>,
}

/// What was done with one file.
#[derive(Debug)]
pub enum Outcome {
    /// It was written.
    Written,
    /// An equal file exists.
    Unchanged,
    /// A different file exists, and was left as it is.
    Skipped,
    /// It was not written.
    Failed(Error),
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
    /// What was done.
    #[serde(flatten, with = "crate::app::json::StatusAndReason")]
    pub outcome: Outcome,
}

impl crate::app::json::Refusal for Outcome {
    fn refusal(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::Written => ("written", None),
            Self::Unchanged => ("unchanged", None),
            Self::Skipped => ("skipped", None),
            Self::Failed(error) => ("failed", Some(&error.message)),
        }
    }
}

/// The result of an export.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct GetSummary {
    /// Files and links written.
    #[serde(rename = "files")]
    pub written: u64,
    /// Files and links of which an equal one exists.
    pub unchanged: u64,
    /// Files and links that were skipped, because a different one exists.
    pub skipped: u64,
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
    /// The detail of the audit row if not all files were written.
    fn detail(self) -> Detail {
        let detail = Detail::from(Unit::Files.count(self.written));
        let detail = detail.and(Unit::Bytes.count(self.bytes));
        match self.failed {
            0 => detail,
            failed => detail.and(Unit::Failed.count(failed)),
        }
    }

    /// Adds the result for one file.
    fn count(&mut self, exported: &Exported) {
        match exported.outcome {
            Outcome::Written => {
                self.written += 1;
                self.bytes += exported.size;
                self.not_restored.add(exported.not_restored);
            }
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Skipped => self.skipped += 1,
            Outcome::Failed(_) => self.failed += 1,
        }
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

/// Checks that a target can be written to, before a password is asked for: creates what is missing of
/// the folder, and removes it again.
///
/// # Errors
/// If a folder cannot be created there; kind `NotFound` if a parent is a file.
pub fn check_target(into: &Path) -> Result<()> {
    let is_missing =
        |path: &&Path| !path.as_os_str().is_empty() && path.symlink_metadata().is_err();
    let missing: Vec<&Path> = into.ancestors().take_while(is_missing).collect();
    let Some(first) = missing.last() else {
        return Ok(());
    };
    std::fs::create_dir(first).map_err(|error| Error::io(into, &error))?;
    // Only if it is still empty.
    std::fs::remove_dir(first).map_err(|error| Error::io(into, &error))
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
        let found = resolve(view, principal, picks)?;
        let named_file = new_name(picks, &found, &options.into);
        for picked in found {
            let of = picked.folder.as_ref().unwrap_or(&picked.entry.path);
            names.push(of.raw().to_vec());
            files.push(named(&picked.entry));
            jobs.push(job(view, picked, options.version)?);
        }
        let mut into = options.into.clone();
        if let (Some(name), [job]) = (named_file, jobs.as_mut_slice()) {
            job.relative = vec![name];
            into.pop();
        }
        // Contents added together are stored together.
        jobs.sort_by_key(|job| job.content);
        let folders = folder_jobs(view, principal, picks)?;
        let bytes = jobs.iter().map(|job| job.size).sum();
        let target = join_names(names.iter().map(Vec::as_slice));
        let detail = amount_read(jobs.len(), bytes);
        Ok(Reading {
            items: jobs.len() as u64,
            plan: (jobs, folders, into),
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
        |view, (jobs, folders, into), row| {
            let _guard = cancel::Guard::begin();
            let manner = Manner {
                on_existing: options.on_existing,
                restoring: Restoring::new(options.owner),
            };
            let described = folders
                .iter()
                .map(|job| (job.relative.clone(), job.known.clone()));
            let target = Target::create(&into, manner, described.collect())?;
            let mut summary = export(view, &jobs, &target, each, progress)?;
            make_folders(&folders, &target, &mut summary, each)?;
            target.sync()?;
            cancel::check()?;
            if summary.written < jobs.len() as u64 || summary.failed > 0 {
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

/// The name of the new file, if one file is to be written to a path that is not a folder.
fn new_name(picks: &[Pick], found: &[Picked], into: &Path) -> Option<Vec<u8>> {
    let ([pick], [only]) = (picks, found) else {
        return None;
    };
    let is_exact = pick.is_exact(found);
    let text = into.as_os_str().as_bytes();
    let is_folder = text.ends_with(b"/") || text.ends_with(b"/.") || into.is_dir();
    let name = into
        .file_name()
        .filter(|_| is_exact && only.folder.is_none() && !is_folder)?;
    Some(name.as_bytes().to_vec())
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
                    outcome: Outcome::Failed(error),
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
            summary.count(&exported);
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
        let mut exported = Exported {
            path: job.path.clone(),
            to: self.target.shown(&job.relative),
            size: job.size,
            not_restored: NotRestored::default(),
            outcome: Outcome::Written,
        };
        match self.write(job) {
            Ok(Put { name, result }) => {
                exported.to.set_file_name(OsStr::from_bytes(&name));
                match result {
                    Ok(not_restored) => exported.not_restored = not_restored,
                    Err(outcome) => exported.outcome = outcome,
                }
            }
            Err(error) => exported.outcome = Outcome::Failed(error),
        }
        exported
    }

    fn write(&mut self, job: &Job) -> Result<Put> {
        let (contents, bytes) = (&mut self.contents, self.bytes);
        let wanted = Wanted {
            relative: &job.relative,
            known: &job.known,
            size: job.size,
            hash: contents.record(job.content)?.hash,
        };
        let mut read = |take: &mut dyn FnMut(&[u8]) -> Result<()>| {
            contents.read(job.content, |piece| {
                cancel::check()?;
                bytes.fetch_add(piece.len() as u64, Ordering::Relaxed);
                take(piece)
            })
        };
        if !job.known.is_link() {
            return self
                .place
                .write(&wanted, |file| read(&mut |piece| file.write(piece)));
        }
        let mut to = Vec::new();
        if job.size <= MAX_TARGET_LEN {
            read(&mut |piece| {
                to.extend_from_slice(piece);
                Ok(())
            })?;
        }
        self.place.link(&wanted, &to)
    }
}

/// A path below a folder, for messages.
fn below(folder: &Path, parts: &[Vec<u8>]) -> PathBuf {
    let mut path = folder.to_owned();
    for part in parts {
        path.push(OsStr::from_bytes(part));
    }
    path
}
