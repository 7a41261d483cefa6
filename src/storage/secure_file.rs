//! Creating, opening and replacing the program's own files: never through a link, never readable by
//! others, durable on return. Contents are unknown here.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use rustix::fs::{AtFlags, RenameFlags, linkat, renameat, renameat_with, statat, unlinkat};
use rustix::io::Errno;
use rustix::path::Arg;

use super::{Result, StorageError};
use crate::crypto::random;

fn flags() -> i32 {
    // Without blocking: it may be a FIFO put there by another user.
    let flags =
        rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::CLOEXEC | rustix::fs::OFlags::NONBLOCK;
    i32::try_from(flags.bits()).unwrap_or_default()
}

/// Creates a new file with mode 0600, whatever the umask.
///
/// # Errors
/// [`StorageError::Io`], also if the path exists.
pub(crate) fn create(path: &Path) -> Result<File> {
    let file = create_new(path)?;
    file.set_permissions(fs::Permissions::from_mode(0o600))
        .map_err(StorageError::io(path))?;
    Ok(file)
}

/// As [`create`], also on a file system without modes: for sealed contents.
pub(crate) fn create_sealed(path: &Path) -> Result<File> {
    let file = create_new(path)?;
    let _ = file.set_permissions(fs::Permissions::from_mode(0o600));
    Ok(file)
}

fn create_new(path: &Path) -> Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o600)
        .custom_flags(flags())
        .open(path)
        .map_err(StorageError::io(path))
}

/// Opens a file of this program.
///
/// # Errors
/// [`StorageError::Exposed`] if it is not a regular file, or if others own it or may write to it.
pub(crate) fn open(path: &Path, write: bool) -> Result<File> {
    let file = open_sealed(path, write)?;
    let meta = file.metadata().map_err(StorageError::io(path))?;
    check_owner(path, &meta)?;
    Ok(file)
}

/// Opens a file with sealed contents only: it may be on a disk without permissions, where everyone
/// may write to everything.
///
/// # Errors
/// [`StorageError::Exposed`] if it is not a regular file.
pub(crate) fn open_sealed(path: &Path, write: bool) -> Result<File> {
    let file = OpenOptions::new()
        .read(true)
        .write(write)
        .custom_flags(flags())
        .open(path)
        .map_err(StorageError::io(path))?;
    let meta = file.metadata().map_err(StorageError::io(path))?;
    if !meta.is_file() {
        return Err(StorageError::Exposed {
            path: path.to_owned(),
            reason: "not a regular file",
        });
    }
    Ok(file)
}

/// Reads a small file of this program, at most `most` bytes.
///
/// # Errors
/// As [`open`]; [`StorageError::Damaged`] for a larger one.
pub(crate) fn read(path: &Path, most: u64) -> Result<Vec<u8>> {
    read_open(open(path, false)?, path, most)
}

/// Reads a small file like [`open_sealed`].
///
/// # Errors
/// As [`open_sealed`]; [`StorageError::Damaged`] for a larger one.
pub(crate) fn read_sealed(path: &Path, most: u64) -> Result<Vec<u8>> {
    read_open(open_sealed(path, false)?, path, most)
}

fn read_open(file: File, path: &Path, most: u64) -> Result<Vec<u8>> {
    // With enough capacity: growing would leave a copy behind.
    let length = file.metadata().map_or(0, |meta| meta.len()).min(most);
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0).saturating_add(1));
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(StorageError::io(path))?;
    if bytes.len() as u64 > most {
        return Err(StorageError::Damaged(format!(
            "{} is too large",
            path.display()
        )));
    }
    Ok(bytes)
}

/// Refuses a file that another user except root owns, or may write to.
pub(crate) fn check_owner(path: &Path, meta: &fs::Metadata) -> Result<()> {
    let me = rustix::process::geteuid().as_raw();
    let exposed = |reason| {
        Err(StorageError::Exposed {
            path: path.to_owned(),
            reason,
        })
    };
    if meta.uid() != me && meta.uid() != 0 {
        return exposed("owned by another user");
    }
    if meta.mode() & 0o022 != 0 {
        return exposed("other users may write to it");
    }
    Ok(())
}

fn is_private(path: &Path) -> Result<bool> {
    let meta = fs::symlink_metadata(path).map_err(StorageError::io(path))?;
    Ok(meta.mode() & 0o077 == 0)
}

/// Refuses a file that others may read.
pub(crate) fn check_private(path: &Path) -> Result<()> {
    if is_private(path)? {
        return Ok(());
    }
    Err(StorageError::Exposed {
        path: path.to_owned(),
        reason: "other users may read it",
    })
}

/// Refuses a file system on which what was created as private is not.
pub(crate) fn check_created_private(path: &Path) -> Result<()> {
    if is_private(path)? {
        return Ok(());
    }
    Err(StorageError::NoPermissions(path.to_owned()))
}

/// Refuses a file system on which what this user creates belongs to another one.
///
/// # Errors
/// [`StorageError::NoPermissions`].
pub(crate) fn check_created_owner(path: &Path, meta: &fs::Metadata) -> Result<()> {
    check_owner(path, meta).map_err(|_| StorageError::NoPermissions(path.to_owned()))
}

/// The path of a file's next contents until the rename.
pub(crate) fn staged(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".next");
    name.into()
}

/// Writes the next contents of a file to its staged path, durable on return: only a rename is
/// missing, which a full disk does not prevent. The caller has exclusive access; leftovers of an
/// earlier attempt are replaced.
///
/// # Errors
/// [`StorageError::Io`]; nothing is staged then.
pub(crate) fn stage(path: &Path, content: &[u8]) -> Result<()> {
    let staged = staged(path);
    remove(&staged)?;
    let written = create(&staged).and_then(|mut file| {
        file.write_all(content)
            .and_then(|()| file.sync_all())
            .map_err(StorageError::io(&staged))
    });
    let written = written.and_then(|()| sync_dir(path.parent().unwrap_or(path)));
    if written.is_err() {
        let _ = remove(&staged);
    }
    written
}

/// Replaces a file with its staged contents by one atomic rename; durable on return.
///
/// # Errors
/// [`StorageError::Io`]; except for an error of the final sync, the old contents are unchanged.
pub(crate) fn publish(path: &Path) -> Result<()> {
    rename_staged(path)?;
    sync_dir(path.parent().unwrap_or(path))
}

/// The rename of [`publish`] alone: the new contents are in place on return, and durable once the
/// folder is synced.
///
/// # Errors
/// [`StorageError::Io`]: the old contents are unchanged then.
pub(super) fn rename_staged(path: &Path) -> Result<()> {
    #[expect(
        clippy::disallowed_methods,
        reason = "publishes a synced file; the folder is synced afterwards"
    )]
    fs::rename(staged(path), path).map_err(StorageError::io(path))
}

/// Renames from one folder to another without replacing anything. On a file system without such a
/// rename, it links the new name and unlinks the old one; without hard links, it checks just before
/// the rename.
///
/// # Errors
/// [`Errno::EXIST`] if the target exists; I/O errors.
pub(crate) fn rename_new(
    from: impl AsFd,
    name: impl Arg + Copy,
    to: impl AsFd,
    wanted: impl Arg + Copy,
) -> rustix::io::Result<()> {
    match renameat_with(&from, name, &to, wanted, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
        other => return other,
    }
    match linkat(&from, name, &to, wanted, AtFlags::empty()) {
        Ok(()) => return unlinkat(&from, name, AtFlags::empty()),
        Err(Errno::EXIST) => return Err(Errno::EXIST),
        Err(_) => {}
    }
    match statat(&to, wanted, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(_) => Err(Errno::EXIST),
        Err(Errno::NOENT) => renameat(&from, name, &to, wanted),
        Err(error) => Err(error),
    }
}

/// Replaces a file by one atomic rename; durable on return.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<()> {
    stage(path, content)?;
    publish(path)
}

/// As [`replace`], but a crash may leave the old contents, or none.
pub(crate) fn replace_unsynced(path: &Path, content: &[u8]) -> Result<()> {
    let unfinished = path.with_extension(format!("{}.tmp", std::process::id()));
    // A killed process with the same id may have left one.
    remove(&unfinished)?;
    create(&unfinished)?
        .write_all(content)
        .map_err(StorageError::io(&unfinished))?;
    #[expect(clippy::disallowed_methods, reason = "publishes a complete file")]
    let published = fs::rename(&unfinished, path).map_err(StorageError::io(path));
    if published.is_err() {
        remove(&unfinished)?;
    }
    published
}

/// Replaces a file that everyone may read, in a folder that others may write to: the temporary name
/// is unpredictable.
pub(crate) fn replace_public(path: &Path, content: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    let unfinished = folder.join(format!("{}.tmp", HEXLOWER.encode(&random::array::<16>()?)));
    let written = create(&unfinished).and_then(|mut file| {
        file.write_all(content)
            .and_then(|()| file.set_permissions(fs::Permissions::from_mode(0o644)))
            .and_then(|()| file.sync_all())
            .map_err(StorageError::io(&unfinished))
    });
    #[expect(
        clippy::disallowed_methods,
        reason = "publishes a synced file; the folder is synced afterwards"
    )]
    let published =
        written.and_then(|()| fs::rename(&unfinished, path).map_err(StorageError::io(path)));
    match published {
        Ok(()) => sync_dir(folder),
        Err(error) => {
            let _ = remove(&unfinished);
            Err(error)
        }
    }
}

/// Creates a folder private to this user, with its parents.
pub(crate) fn create_dir(path: &Path) -> Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(StorageError::io(path))
}

/// Makes the entries of a folder durable.
pub(crate) fn sync_dir(path: &Path) -> Result<()> {
    File::open(path)
        .and_then(|dir| dir.sync_all())
        .map_err(StorageError::io(path))
}

/// Removes a file, if it exists.
///
/// # Errors
/// [`StorageError::Io`] for other errors.
pub(crate) fn remove(path: &Path) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "the only place that removes")]
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StorageError::io(path)(error))
        }
        _ => Ok(()),
    }
}

/// Overwrites a file, and removes it. Copies kept by an SSD or a copy-on-write file system cannot
/// be reached.
pub(crate) fn wipe(path: &Path) -> Result<()> {
    let mut file = open(path, true)?;
    let failed = StorageError::io(path);
    let written = (|| {
        let mut rest = file.metadata()?.len();
        let zeros = vec![0; 1 << 20];
        while rest > 0 {
            let now = usize::try_from(rest).unwrap_or(usize::MAX).min(zeros.len());
            file.write_all(zeros.get(..now).unwrap_or_default())?;
            rest -= now as u64;
        }
        file.sync_all()
    })();
    written.map_err(failed)?;
    remove(path)?;
    sync_dir(path.parent().unwrap_or(path))
}

/// Sets a folder's mode to 0700.
pub(crate) fn private_dir(path: &Path) -> Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(StorageError::io(path))
}
