//! Importing a folder of plain files, such as a download or scanner folder: settled files pass
//! through the same import as `add`, leave a receipt in the vault, and are removed from the folder.
//! Unfinished files are left for the next run.

pub(in crate::app) mod scan;
pub(in crate::app) mod settle;
mod take;
mod writers;

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, TryLockError};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::fs::{Access, AtFlags};

use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::app::files::add::origin::Origin;
use crate::app::files::add::{AddOptions, Exclude, Listener, Summary};
use crate::app::files::rules::Filing;
use crate::app::gate::Gate;
use crate::domain::action::Action;
use crate::domain::path::VaultPath;
use crate::domain::placement::OnConflict;
use crate::domain::tag::Tag;
use crate::domain::time::Time;

use scan::scan_folder;
use settle::Memory;
pub(in crate::app) use take::take;

/// Options of a folder import.
#[derive(Debug, Clone)]
pub struct FolderOptions {
    /// The folder.
    pub dir: PathBuf,
    /// The target folder in the vault.
    pub to: VaultPath,
    /// Tags for every file.
    pub tags: Vec<Tag>,
    /// How long a file must have been unchanged.
    pub settle: Duration,
    /// The subfolder where sources are kept instead of being removed.
    pub keep_in: Option<OsString>,
    /// Retry failed files at once.
    pub again: bool,
    /// Whether the vault's rules choose the paths.
    pub filing: Filing,
    /// What to do if a name is taken.
    pub on_conflict: Option<OnConflict>,
}

impl FolderOptions {
    fn to_add(&self) -> AddOptions {
        AddOptions {
            to: self.to.clone(),
            name: None,
            tags: self.tags.clone(),
            note: None,
            move_sources: true,
            dry_run: false,
            filing: self.filing,
            on_conflict: self.on_conflict,
            allow_empty: true,
            replaces: None,
            exclude: Exclude::default(),
        }
    }
}

/// The result of a folder import.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct FolderSummary {
    /// The result of the import.
    #[serde(flatten)]
    pub summary: Summary,
    /// Unfinished files, left for the next run.
    pub waiting: u64,
    /// Files that failed before, and will be retried later.
    pub deferred: u64,
    /// When the first of these is retried.
    #[serde(rename = "next_retry")]
    pub next: Option<Time>,
    /// Imported sources that could not be removed from the folder.
    pub stuck: u64,
    /// Entries that were left alone, with the reason.
    #[serde(skip)]
    pub left: Vec<(PathBuf, String)>,
}

impl FolderSummary {
    /// Adds the result of a later import.
    pub fn add(&mut self, more: &Self) {
        self.summary.add(&more.summary);
        self.stuck += more.stuck;
        self.deferred = more.deferred;
        self.waiting = more.waiting;
        self.next = more.next;
    }
}

/// An imported folder, checked and held open.
pub(in crate::app) struct Folder {
    /// Its real path.
    pub path: PathBuf,
    pub origin: Arc<Origin>,
    pub options: FolderOptions,
    identity: (u64, u64),
}

impl Folder {
    /// Opens and checks a folder, and that the principal may import it.
    ///
    /// # Errors
    /// Kind `Denied`; `Usage` for a folder that overlaps with the vault; I/O errors. Each is
    /// recorded.
    pub(in crate::app) fn open(gate: &mut Gate, options: &FolderOptions) -> Result<Self> {
        gate.read_for_upload(|_| Ok(()))?;
        gate.refuse_outside(Action::FileUpload, &options.to)?;
        Self::check(gate.dir(), options).inspect_err(|error| {
            gate.record_failure(Action::FileUpload, Some(options.to.raw().to_vec()), error);
        })
    }

    fn check(vault: &Path, options: &FolderOptions) -> Result<Self> {
        let path = fs::canonicalize(&options.dir).map_err(|e| Error::io(&options.dir, &e))?;
        let meta = fs::metadata(&path).map_err(|e| Error::io(&path, &e))?;
        if !meta.is_dir() {
            let error = std::io::Error::from(std::io::ErrorKind::NotADirectory);
            return Err(Error::io(&path, &error).hint("add a file with: file-organizer add FILE"));
        }
        let vault = fs::canonicalize(vault).map_err(|e| Error::io(vault, &e))?;
        if path.starts_with(&vault) || vault.starts_with(&path) {
            let shown = path.display().to_string();
            return Err(Error::new(
                Kind::Usage,
                format!("{shown:?} is inside the vault's folder, or contains it"),
            )
            .hint("choose a folder that does not overlap with the vault"));
        }
        if let Some(name) = &options.keep_in {
            check_name(name)?;
        }
        rustix::fs::accessat(
            rustix::fs::CWD,
            &path,
            Access::WRITE_OK | Access::EXEC_OK,
            AtFlags::EACCESS,
        )
        .map_err(|error| {
            Error::io(&path, &error.into()).hint(
                "imported files are removed from it; to keep them there, use: \
                 file-organizer add",
            )
        })?;
        let origin = Origin::open(&path).map_err(|e| Error::io(&path, &e))?;
        Ok(Self {
            identity: (meta.dev(), meta.ino()),
            origin: Arc::new(origin),
            options: options.clone(),
            path,
        })
    }

    /// Checks that the folder is still the one that was opened.
    pub(in crate::app) fn check_same(&self) -> Result<()> {
        let meta = fs::metadata(&self.path).map_err(|e| Error::io(&self.path, &e))?;
        // The same inode number may belong to a new folder once the old one is gone.
        let held = rustix::fs::fstat(self.origin.folder());
        let is_gone = held.is_ok_and(|held| held.st_nlink == 0);
        if (meta.dev(), meta.ino()) == self.identity && !is_gone {
            return Ok(());
        }
        let shown = self.path.display().to_string();
        Err(Error::new(
            Kind::Other,
            format!("{shown:?} was replaced by another folder"),
        )
        .hint("run the command again to import the new folder"))
    }

    /// Locks the folder for this process until the returned value is dropped. On file systems
    /// without locks there is none: receipts alone then keep two processes from importing a file
    /// twice.
    ///
    /// # Errors
    /// Kind `Busy` after the wait.
    pub(in crate::app) fn lock(&self, wait: Duration) -> Result<Option<File>> {
        let until = Instant::now() + wait;
        let Ok(file) = File::open(&self.path) else {
            return Ok(None);
        };
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(file)),
                Err(TryLockError::Error(_)) => return Ok(None),
                Err(TryLockError::WouldBlock) => {}
            }
            cancel::check()?;
            if Instant::now() >= until {
                let shown = self.path.display().to_string();
                return Err(Error::new(
                    Kind::Busy,
                    format!("another process is importing {shown:?}"),
                )
                .hint("wait for it, or wait longer with --wait 5m"));
            }
            cancel::sleep(Duration::from_millis(50));
        }
    }
}

/// Accepts a single path component.
fn check_name(name: &OsStr) -> Result<()> {
    let mut parts = Path::new(name).components();
    let first = parts.next();
    let plain = matches!(first, Some(std::path::Component::Normal(part)) if part == name);
    if plain && parts.next().is_none() && name != crate::app::files::add::intake::REJECTED {
        return Ok(());
    }
    Err(
        Error::new(Kind::Usage, "--keep-in takes the name of a subfolder")
            .hint("for example: --keep-in done"),
    )
}

/// Imports settled files; waits once for recently written ones.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `Usage`; I/O errors. What was reported before is in the vault.
pub fn run(
    gate: &mut Gate,
    options: &FolderOptions,
    listener: &mut dyn Listener,
) -> Result<FolderSummary> {
    let folder = Folder::open(gate, options)?;
    let _guard = cancel::Guard::begin();
    let _lock = folder.lock(gate.lock_timeout())?;
    let mut memory = Memory::new(options.settle);
    let mut taken = FolderSummary::default();
    let mut waited = false;
    loop {
        cancel::check()?;
        let found = scan_folder(&folder, &mut memory);
        taken.waiting = found.waiting;
        taken.left = found.left;
        let nothing = found.due.is_empty();
        take(gate, &folder, found.due, &mut memory, listener, &mut taken)?;
        if found.more && !nothing {
            continue;
        }
        let Some(soonest) = found.soonest.filter(|_| !waited) else {
            break;
        };
        waited = true;
        sleep(soonest.min(options.settle) + Duration::from_millis(50));
    }
    cancel::check()?;
    Ok(taken)
}

/// Sleeps for the whole duration, unless cancelled.
fn sleep(duration: Duration) {
    let until = Instant::now() + duration;
    while cancel::asked().is_none() {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        cancel::sleep(left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_to_keep_in_is_one_name() {
        for good in ["done", "2026 done", "-x"] {
            assert!(check_name(OsStr::new(good)).is_ok(), "{good}");
        }
        for bad in ["", ".", "..", "a/b", "/a", "a/", ".rejected"] {
            assert!(check_name(OsStr::new(bad)).is_err(), "{bad}");
        }
    }
}
