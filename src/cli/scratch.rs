//! Private temporary folders that are removed at the end of a command. The only module of this layer
//! that creates temporary files; the layers below create theirs next to the file they replace.

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use data_encoding::BASE32_NOPAD;
use file_organizer::app::error::{Error, Kind, Result};

/// A folder with mode 0700 that is removed with its contents when dropped.
pub(crate) struct Scratch {
    folder: PathBuf,
    is_kept: bool,
}

impl Scratch {
    /// Creates one below the user's runtime folder or /dev/shm, which are in memory, if there is one.
    pub(crate) fn in_memory(purpose: &str) -> Result<Self> {
        let runtime = directories::BaseDirs::new()
            .and_then(|base| base.runtime_dir().map(Path::to_owned))
            .filter(|dir| dir.is_dir());
        if let Some(dir) = runtime {
            return Self::below(&dir, purpose);
        }
        // Not on every system, and not always writable.
        Self::below(Path::new("/dev/shm"), purpose).or_else(|_| Self::on_disk(purpose))
    }

    /// Creates a file with mode 0600 in the folder.
    pub(crate) fn create(&self, name: &OsStr) -> Result<(PathBuf, fs::File)> {
        let path = self.folder.join(name);
        let mut options = fs::OpenOptions::new();
        let options = options.write(true).create_new(true).mode(0o600);
        let file = options.open(&path).map_err(|e| Error::io(&path, &e))?;
        Ok((path, file))
    }

    /// Leaves the folder in place.
    pub(crate) fn keep(mut self) {
        self.is_kept = true;
    }

    /// Creates one below the folder for temporary files, for large data.
    #[expect(
        clippy::disallowed_methods,
        reason = "a folder with mode 0700 is created inside it"
    )]
    pub(crate) fn on_disk(purpose: &str) -> Result<Self> {
        Self::below(&std::env::temp_dir(), purpose)
    }

    fn below(parent: &Path, purpose: &str) -> Result<Self> {
        let name = format!("file-organizer-{purpose}-{}", random_word(10)?);
        let path = parent.join(name);
        // Fails if the name exists, even as a symbolic link.
        fs::DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .map_err(|e| Error::io(&path, &e))?;
        Ok(Self {
            folder: path,
            is_kept: false,
        })
    }

    /// The path of the folder.
    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Scratch {
    #[expect(
        clippy::disallowed_methods,
        reason = "this process created everything in it"
    )]
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Returns `bytes` random bytes as lower-case letters and digits (Base32).
pub(crate) fn random_word(bytes: usize) -> Result<String> {
    let mut random = vec![0; bytes];
    fs::File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut random))
        .map_err(|e| Error::new(Kind::Other, format!("cannot read random bytes: {e}")))?;
    Ok(BASE32_NOPAD.encode(&random).to_ascii_lowercase())
}
