//! The target folder of an export. Each component of a path is opened relative to its parent and
//! without following links, so that nothing is written outside of the folder, whatever is there or
//! is put there meanwhile.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use crate::crypto::hash::PlainHash;
use crate::crypto::random;
use crate::domain::attributes::Attributes;
use crate::domain::path::{MAX_PART_BYTES, lower_name};
use crate::domain::placement::{MAX_TRIES, numbered_name};
use crate::storage::secure_file::rename_new;

use super::attributes::{NotRestored, Restoring};
use super::below;
use super::part::Part;
use super::{OnExisting, Outcome};
use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};

const FOLDER: OFlags = OFlags::DIRECTORY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC)
    .union(OFlags::RDONLY);

/// How to write.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    pub on_existing: OnExisting,
    pub restoring: Restoring,
}

/// The folder, open.
pub(super) struct Target {
    path: PathBuf,
    folder: OwnedFd,
    manner: Manner,
    /// Folders whose attributes are set at the end.
    described: HashMap<Vec<Vec<u8>>, Attributes>,
    /// Those of them that were created.
    made: Mutex<HashSet<Vec<Vec<u8>>>>,
    /// Folders known to have exactly the requested name.
    named: Mutex<HashSet<Vec<Vec<u8>>>>,
    /// Held during each rename: not every file system can refuse to replace a file atomically.
    publishing: Mutex<()>,
    /// Whether `a` and `A` are the same name.
    ignores_case: OnceLock<bool>,
}

impl Target {
    pub(super) fn create(
        path: &Path,
        manner: Manner,
        described: HashMap<Vec<Vec<u8>>, Attributes>,
    ) -> Result<Self> {
        // The parent of a file name without a slash is empty.
        let real = match path.as_os_str().is_empty() {
            true => Path::new("."),
            false => path,
        };
        std::fs::create_dir_all(real).map_err(|e| Error::io(path, &e))?;
        // The folder itself may be given as a link.
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::RDONLY;
        let folder =
            rustix::fs::open(real, flags, Mode::empty()).map_err(|e| Error::io(path, &e.into()))?;
        Ok(Self {
            path: path.to_owned(),
            folder,
            manner,
            described,
            made: Mutex::default(),
            named: Mutex::default(),
            publishing: Mutex::default(),
            ignores_case: OnceLock::new(),
        })
    }

    pub(super) fn shown(&self, relative: &[Vec<u8>]) -> PathBuf {
        below(&self.path, relative)
    }

    /// Makes everything that was written durable.
    pub(super) fn sync(&self) -> Result<()> {
        rustix::fs::syncfs(&self.folder).map_err(|e| Error::io(&self.path, &e.into()))
    }

    /// The working state of one thread.
    pub(super) fn place(&self) -> Place<'_> {
        Place {
            target: self,
            open: Vec::new(),
        }
    }

    /// Renames what was written under a temporary name.
    fn publish(
        &self,
        folder: BorrowedFd<'_>,
        unfinished: &str,
        name: &[u8],
        shown: &Path,
    ) -> Result<()> {
        let _alone = self.publishing.lock();
        match rename_new(folder, unfinished, folder, name) {
            Err(Errno::EXIST) if self.manner.on_existing == OnExisting::Overwrite => {
                self.check_equal_name(folder, name, shown)?;
                rustix::fs::renameat(folder, unfinished, folder, name)
            }
            Err(Errno::EXIST) => {
                self.check_equal_name(folder, name, shown)?;
                return Err(exists(shown));
            }
            other => other,
        }
        .map_err(|error| refused(shown, as_name(error)))
    }

    /// Whether `name`, which exists, is equal to what is wanted there, and may be left as it is.
    fn is_unchanged(
        &self,
        folder: BorrowedFd<'_>,
        name: &[u8],
        stat: &Stat,
        wanted: &Wanted<'_>,
        link: Option<&[u8]>,
    ) -> bool {
        let Manner {
            on_existing,
            restoring,
        } = self.manner;
        let is_equal = match (FileType::from_raw_mode(stat.st_mode), link) {
            (FileType::RegularFile, None) => {
                u64::try_from(stat.st_size) == Ok(wanted.size)
                    && hash_of(folder, name).is_some_and(|hash| hash == wanted.hash)
            }
            (FileType::Symlink, Some(to)) => rustix::fs::readlinkat(folder, name, Vec::new())
                .is_ok_and(|there| there.to_bytes() == to),
            _ => false,
        };
        is_equal
            && (on_existing != OnExisting::Overwrite || restoring.is_restored(stat, wanted.known))
    }

    /// Refuses a name that exists only in a spelling which the file system treats as equal.
    fn check_equal_name(&self, folder: BorrowedFd<'_>, name: &[u8], shown: &Path) -> Result<()> {
        let equal_name = self.equal_name(folder, name);
        let Some(other) = equal_name.map_err(|error| refused(shown, error))? else {
            return Ok(());
        };
        let other = String::from_utf8_lossy(&other).into_owned();
        let why = format!("{other:?} exists, and the file system treats both names as equal");
        Err(failed(shown, &why).hint(OTHER_TARGET))
    }

    /// The existing name that the file system treats as equal to `name`.
    fn equal_name(
        &self,
        folder: BorrowedFd<'_>,
        name: &[u8],
    ) -> rustix::io::Result<Option<Vec<u8>>> {
        let ignores_case = match self.ignores_case.get() {
            Some(known) => *known,
            None => {
                let found = ignores_case(self.folder.as_fd())?;
                *self.ignores_case.get_or_init(|| found)
            }
        };
        if !ignores_case {
            return Ok(None);
        }
        let mut same = None;
        for entry in Dir::read_from(folder)? {
            let entry = entry?;
            let there = entry.file_name().to_bytes();
            if there == name {
                return Ok(None);
            }
            if lower_name(there) == lower_name(name) {
                same = Some(there.to_vec());
            }
        }
        Ok(Some(same.unwrap_or_else(|| name.to_vec())))
    }
}

/// Whether `a` and `A` are the same name in this folder.
fn ignores_case(folder: BorrowedFd<'_>) -> rustix::io::Result<bool> {
    let name = unfinished_name().map_err(|_| Errno::IO)?;
    drop(create(folder, &name)?);
    let other = name.to_ascii_uppercase();
    let stat = rustix::fs::statat(folder, other.as_str(), AtFlags::SYMLINK_NOFOLLOW);
    rustix::fs::unlinkat(folder, name.as_str(), AtFlags::empty())?;
    Ok(stat.is_ok())
}

fn create(folder: BorrowedFd<'_>, name: &str) -> rustix::io::Result<OwnedFd> {
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY | OFlags::CLOEXEC;
    rustix::fs::openat(folder, name, flags, Mode::RUSR | Mode::WUSR)
}

fn unfinished_name() -> Result<String> {
    let random = data_encoding::HEXLOWER.encode(&random::array::<8>()?);
    Ok(format!(".{random}.part"))
}

/// The hash of a regular file; `None` if it cannot be read.
fn hash_of(folder: BorrowedFd<'_>, name: &[u8]) -> Option<[u8; 32]> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = rustix::fs::openat(folder, name, flags, Mode::empty()).ok()?;
    let mut file = File::from(file);
    let mut hash = PlainHash::new();
    let mut block = vec![0; 256 * 1024];
    loop {
        cancel::check().ok()?;
        match file.read(&mut block) {
            Ok(0) => return Some(hash.finish()),
            Ok(length) => hash.update(block.get(..length)?),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
}

/// The error for a path that is taken.
fn exists(path: &Path) -> Error {
    failed(path, "already exists with different content")
        .hint("see --on-conflict, or choose another folder with -o")
}

/// The hint if the target cannot hold something.
const OTHER_TARGET: &str = "choose another folder with -o";

/// A file system error at `path`.
fn refused(path: &Path, error: Errno) -> Error {
    match error {
        Errno::INVAL | Errno::ILSEQ => {
            failed(path, "the file system does not allow this name").hint(OTHER_TARGET)
        }
        error => Error::io(path, &error.into()),
    }
}

/// The meaning of an error if only the new name can be wrong: some file systems report ENOENT for a
/// name that they do not allow.
fn as_name(error: Errno) -> Errno {
    match error {
        Errno::NOENT => Errno::INVAL,
        error => error,
    }
}

fn failed(path: &Path, why: &str) -> Error {
    Error::new(Kind::Other, format!("{}: {why}", path.display()))
}

/// A file or link to write.
pub(super) struct Wanted<'a> {
    /// Path components below the target folder.
    pub relative: &'a [Vec<u8>],
    pub known: &'a Attributes,
    pub size: u64,
    /// The BLAKE3 hash of the content.
    pub hash: [u8; 32],
}

/// What was done under which name: attributes that were not restored, or why nothing was written.
pub(super) struct Put {
    pub name: Vec<u8>,
    pub result: std::result::Result<NotRestored, Outcome>,
}

/// The folders that a thread has open, from the target down.
pub(super) struct Place<'t> {
    target: &'t Target,
    open: Vec<(Vec<u8>, OwnedFd)>,
}

impl Place<'_> {
    /// Writes one file with `fill`, and renames it once that has succeeded.
    pub(super) fn write(
        &mut self,
        wanted: &Wanted<'_>,
        fill: impl FnOnce(&mut Part) -> Result<()>,
    ) -> Result<Put> {
        let restoring = self.target.manner.restoring;
        self.put(wanted, None, |folder, unfinished, shown| {
            let refused = |error| refused(shown, error);
            let file = create(folder, unfinished).map_err(refused)?;
            let mut part = Part::new(file.into(), shown.to_owned());
            fill(&mut part)?;
            let file = part.finish()?;
            restoring
                .restore(file.as_fd(), wanted.known)
                .map_err(refused)
        })
    }

    /// Writes one symbolic link.
    pub(super) fn link(&mut self, wanted: &Wanted<'_>, to: &[u8]) -> Result<Put> {
        let restoring = self.target.manner.restoring;
        self.put(wanted, Some(to), |folder, unfinished, shown| {
            rustix::fs::symlinkat(to, folder, unfinished).map_err(|error| match error {
                Errno::PERM | Errno::NOTSUP | Errno::NOSYS => {
                    failed(shown, "the file system has no symbolic links").hint(OTHER_TARGET)
                }
                error => refused(shown, error),
            })?;
            Ok(restoring.restore_link(folder, unfinished, wanted.known))
        })
    }

    /// Creates something under a temporary name with `make`, and renames it.
    fn put(
        &mut self,
        wanted: &Wanted<'_>,
        link: Option<&[u8]>,
        make: impl FnOnce(BorrowedFd<'_>, &str, &Path) -> Result<NotRestored>,
    ) -> Result<Put> {
        let Some((name, folders)) = wanted.relative.split_last() else {
            return Err(Error::new(Kind::Other, "a file without a name"));
        };
        self.enter(folders)?;
        let (name, unwritten) = self.choose_name(name, wanted, link)?;
        if let Some(outcome) = unwritten {
            let result = Err(outcome);
            return Ok(Put { name, result });
        }
        let folder = self.folder();
        let mut shown = self.target.shown(folders);
        shown.push(OsStr::from_bytes(&name));
        let unfinished = unfinished_name()?;
        let made = make(folder, &unfinished, &shown);
        let published = made.and_then(|not_restored| {
            self.target.publish(folder, &unfinished, &name, &shown)?;
            Ok(not_restored)
        });
        if published.is_err() {
            let _ = rustix::fs::unlinkat(folder, unfinished.as_str(), AtFlags::empty());
        }
        published.map(|not_restored| Put {
            name,
            result: Ok(not_restored),
        })
    }

    /// The name to write to; or the existing name because of which nothing is written.
    fn choose_name(
        &self,
        wanted_name: &[u8],
        wanted: &Wanted<'_>,
        link: Option<&[u8]>,
    ) -> Result<(Vec<u8>, Option<Outcome>)> {
        let (target, folder) = (self.target, self.folder());
        let renames = target.manner.on_existing == OnExisting::Rename;
        let mut name = wanted_name.to_vec();
        for number in 2..MAX_TRIES {
            let Ok(stat) = rustix::fs::statat(folder, name.as_slice(), AtFlags::SYMLINK_NOFOLLOW)
            else {
                return Ok((name, None));
            };
            let shown = target.shown(wanted.relative);
            let same_name = target.check_equal_name(folder, &name, &shown);
            let is_same = same_name.is_ok();
            if !renames {
                same_name?;
            }
            if is_same && target.is_unchanged(folder, &name, &stat, wanted, link) {
                return Ok((name, Some(Outcome::Unchanged)));
            }
            match target.manner.on_existing {
                OnExisting::Overwrite => return Ok((name, None)),
                OnExisting::Skip => return Ok((name, Some(Outcome::Skipped))),
                OnExisting::Fail => return Err(exists(&shown)),
                OnExisting::Rename => name = numbered_name(wanted_name, number, MAX_PART_BYTES),
            }
        }
        Err(exists(&target.shown(wanted.relative)))
    }

    /// The innermost open folder.
    fn folder(&self) -> BorrowedFd<'_> {
        match self.open.last() {
            Some((_, folder)) => folder.as_fd(),
            None => self.target.folder.as_fd(),
        }
    }

    /// Creates a folder, unless it exists.
    pub(super) fn make(&mut self, relative: &[Vec<u8>]) -> Result<()> {
        self.enter(relative)
    }

    /// Sets the attributes of a folder that was created, or may be replaced, once nothing more is
    /// written into it.
    pub(super) fn finish(
        &mut self,
        relative: &[Vec<u8>],
        known: &Attributes,
    ) -> Result<NotRestored> {
        let made = self.target.made.lock();
        let is_made = made
            .unwrap_or_else(PoisonError::into_inner)
            .contains(relative);
        let Manner {
            on_existing,
            restoring,
        } = self.target.manner;
        if !is_made && on_existing != OnExisting::Overwrite {
            return Ok(NotRestored::default());
        }
        self.enter(relative)?;
        let given = restoring.restore(self.folder(), known);
        // Its mode may exclude even the owner now.
        self.open.clear();
        given.map_err(|error| refused(&self.target.shown(relative), error))
    }

    /// Opens the parent folders of a file, creating missing ones; reuses those open from the
    /// previous file.
    fn enter(&mut self, folders: &[Vec<u8>]) -> Result<()> {
        let shared = self
            .open
            .iter()
            .zip(folders)
            .take_while(|((open, _), wanted)| open == *wanted)
            .count();
        self.open.truncate(shared);
        for depth in shared..folders.len() {
            let Some(name) = folders.get(depth) else {
                break;
            };
            let path = folders.get(..=depth).unwrap_or(folders);
            let folder = self.target.step(self.folder(), name, path)?;
            self.open.push((name.clone(), folder));
        }
        Ok(())
    }
}

impl Target {
    /// Opens the folder `path`, which is `name` in `parent`, creating it if necessary.
    fn step(&self, parent: BorrowedFd<'_>, name: &[u8], path: &[Vec<u8>]) -> Result<OwnedFd> {
        let mut created = false;
        let folder = match open_folder(parent, name) {
            Err(Errno::NOENT) => {
                // Its attributes are set at the end; until then it is private to its owner.
                let is_described = self.described.contains_key(path);
                let mode = if is_described { 0o700 } else { 0o777 };
                match rustix::fs::mkdirat(parent, name, Mode::from_raw_mode(mode)) {
                    Ok(()) => {
                        created = true;
                        if is_described {
                            let made = self.made.lock();
                            let mut made = made.unwrap_or_else(PoisonError::into_inner);
                            made.insert(path.to_vec());
                        }
                        open_folder(parent, name)
                    }
                    Err(Errno::EXIST) => open_folder(parent, name),
                    Err(error) => Err(as_name(error)),
                }
            }
            other => other,
        };
        let folder = folder.map_err(|error| {
            let shown = self.shown(path);
            match error {
                Errno::LOOP | Errno::NOTDIR => {
                    failed(&shown, "not a folder, or a symbolic link").hint(OTHER_TARGET)
                }
                error => refused(&shown, error),
            }
        })?;
        self.check_name(parent, name, path, created)?;
        Ok(folder)
    }

    /// Refuses a folder that exists under another name which the file system treats as equal: files of
    /// both would be in one folder.
    fn check_name(
        &self,
        parent: BorrowedFd<'_>,
        name: &[u8],
        path: &[Vec<u8>],
        created: bool,
    ) -> Result<()> {
        let named = || self.named.lock().unwrap_or_else(PoisonError::into_inner);
        if !created && !named().contains(path) {
            self.check_equal_name(parent, name, &self.shown(path))?;
        }
        named().insert(path.to_vec());
        Ok(())
    }
}

fn open_folder(parent: impl AsFd, name: &[u8]) -> rustix::io::Result<OwnedFd> {
    rustix::fs::openat(parent, name, FOLDER, Mode::empty())
}
