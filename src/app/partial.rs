//! A file that gets its name when it is complete: written under a temporary name, synced, renamed.
//! Existing files are replaced only by `Partial::replacing`. Leftovers of killed processes have no
//! lock, and are removed by the next process.

use std::fs::File;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use rustix::fs::{CWD, renameat};
use rustix::io::Errno;

use crate::app::error::{Error, Kind, Result};
use crate::crypto::random;
use crate::storage::{StorageError, secure_file};

const PREFIX: &[u8] = b".file-organizer-";
const SUFFIX: &[u8] = b".partial";

/// A file being written; removed when dropped.
pub(in crate::app) struct Partial {
    /// The temporary path.
    path: PathBuf,
    /// The final path.
    target: PathBuf,
    file: Option<File>,
    /// Whether the target is replaced if it exists.
    replaces: bool,
}

/// The folder that contains this path.
pub(in crate::app) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn taken(path: &Path) -> Error {
    Error::new(Kind::Other, format!("{} already exists", path.display()))
        .hint("existing files are never replaced: choose another name")
}

impl Partial {
    /// Begins a file that will be `target`.
    ///
    /// # Errors
    /// If `target` exists; I/O errors.
    pub(in crate::app) fn begin(target: &Path) -> Result<Self> {
        if target.symlink_metadata().is_ok() {
            return Err(taken(target));
        }
        Self::create(target, false)
    }

    /// Begins a private file that will be `target`, or replace it.
    ///
    /// # Errors
    /// If `target` exists and is not a regular file; on a file system without permissions; I/O errors.
    pub(in crate::app) fn replacing(target: &Path) -> Result<Self> {
        if target.symlink_metadata().is_ok_and(|meta| !meta.is_file()) {
            return Err(Error::new(
                Kind::Other,
                format!("{} is not a regular file", target.display()),
            )
            .hint("specify the path of a regular file, not of a link, folder or device"));
        }
        Self::create(target, true)?.private()
    }

    /// As [`Self::begin`], for contents that only this user may read.
    ///
    /// # Errors
    /// If `target` exists; on a file system without permissions; I/O errors.
    pub(in crate::app) fn begin_private(target: &Path) -> Result<Self> {
        Self::begin(target)?.private()
    }

    fn private(self) -> Result<Self> {
        secure_file::check_created_private(&self.path)?;
        Ok(self)
    }

    fn create(target: &Path, replaces: bool) -> Result<Self> {
        let folder = folder_of(target);
        sweep(folder);
        let random = HEXLOWER.encode(&random::array::<8>()?);
        let name = [PREFIX, random.as_bytes(), SUFFIX].concat();
        let path = folder.join(std::ffi::OsStr::from_bytes(&name));
        // The temporary name is random, so it belongs to no one else.
        let file = secure_file::create_sealed(&path).map_err(|error| {
            if let StorageError::Io { source, .. } = &error {
                return Error::io(folder, source);
            }
            error.into()
        })?;
        // Held until the file is complete: a file without a lock is abandoned.
        file.try_lock()
            .map_err(|error| Error::new(Kind::Other, format!("{}: {error}", path.display())))?;
        Ok(Self {
            path,
            target: target.to_owned(),
            file: Some(file),
            replaces,
        })
    }

    /// Bytes so far.
    pub(in crate::app) fn len(&self) -> u64 {
        let meta = self.file.as_ref().and_then(|file| file.metadata().ok());
        meta.map_or(0, |meta| meta.len())
    }

    /// The error of a failed write, which names the target.
    pub(in crate::app) fn failed(&self, error: &io::Error) -> Error {
        Error::io(&self.target, error)
    }

    /// Makes the contents durable: only the rename of [`Self::publish`] is missing.
    ///
    /// # Errors
    /// I/O errors.
    pub(in crate::app) fn sync(&self) -> Result<()> {
        match &self.file {
            Some(file) => file
                .sync_all()
                .map_err(|error| Error::io(&self.target, &error)),
            None => Ok(()),
        }
    }

    /// Renames the file; it is durable afterwards.
    ///
    /// # Errors
    /// If the target exists by now and is not to be replaced; I/O errors.
    pub(in crate::app) fn publish(mut self) -> Result<()> {
        self.sync()?;
        let renamed = if self.replaces {
            renameat(CWD, &self.path, CWD, &self.target)
        } else {
            secure_file::rename_new(CWD, &self.path, CWD, &self.target)
        };
        renamed.map_err(|error| match error {
            Errno::EXIST if !self.replaces => taken(&self.target),
            error => Error::io(&self.target, &error.into()),
        })?;
        self.file = None;
        Ok(secure_file::sync_dir(folder_of(&self.target))?)
    }
}

impl Write for &Partial {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &self.file {
            Some(file) => (&mut &*file).write(bytes),
            None => Err(io::Error::other("the file is complete")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Write for Partial {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&*self).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if self.file.is_some() {
            let _ = secure_file::remove(&self.path);
        }
    }
}

/// Writes a private file, replacing it if it exists; a missing folder is created. A link is followed.
///
/// # Errors
/// If it is not a regular file; I/O errors.
pub fn replace_private(path: &Path, content: &[u8]) -> Result<()> {
    let folder = folder_of(path);
    std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, &error))?;
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut file = Partial::replacing(&real)?;
    if let Err(error) = file.write_all(content) {
        return Err(file.failed(&error));
    }
    file.publish()
}

/// Removes leftovers of killed processes in a folder.
pub(in crate::app) fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.as_bytes();
        if !name.starts_with(PREFIX) || !name.ends_with(SUFFIX) {
            continue;
        }
        let path = entry.path();
        let abandoned =
            secure_file::open_sealed(&path, false).is_ok_and(|file| file.try_lock().is_ok());
        if abandoned {
            let _ = secure_file::remove(&path);
        }
    }
}
