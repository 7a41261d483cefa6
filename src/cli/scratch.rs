//! Folders that live as long as one command, and that nobody else can look into. The one home of
//! temporary files on this side: the rooms below make theirs beside what they replace.

use std::fs;
use std::io::Read;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use data_encoding::BASE32_NOPAD;
use file_organizer::app::error::{Error, Kind, Result};

/// A folder of mode 0700 that goes with all that is in it.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Makes one below the user's runtime folder, which is kept in memory where there is one.
    ///
    /// # Errors
    /// Of the disk.
    pub(crate) fn in_memory(purpose: &str) -> Result<Self> {
        let runtime = directories::BaseDirs::new()
            .and_then(|base| base.runtime_dir().map(Path::to_owned))
            .filter(|dir| dir.is_dir());
        match runtime {
            Some(dir) => Self::below(&dir, purpose),
            None => Self::on_disk(purpose),
        }
    }

    /// Makes one below the folder for temporary files, for what may be large.
    ///
    /// # Errors
    /// Of the disk.
    #[expect(
        clippy::disallowed_methods,
        reason = "a folder of mode 0700 is made inside it"
    )]
    pub(crate) fn on_disk(purpose: &str) -> Result<Self> {
        Self::below(&std::env::temp_dir(), purpose)
    }

    fn below(parent: &Path, purpose: &str) -> Result<Self> {
        let name = format!("file-organizer-{purpose}-{}", random_word(10)?);
        let path = parent.join(name);
        // Fails where the name is taken, be it by a link.
        fs::DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .map_err(|e| Error::io(&path, &e))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    #[expect(
        clippy::disallowed_methods,
        reason = "this process has made all that is in it"
    )]
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Lower-case letters and digits made of so many random bytes.
///
/// # Errors
/// Where the system has no random bytes to give.
pub(crate) fn random_word(bytes: usize) -> Result<String> {
    let mut random = vec![0; bytes];
    fs::File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut random))
        .map_err(|e| Error::new(Kind::Other, format!("random bytes: {e}")))?;
    Ok(BASE32_NOPAD.encode(&random).to_ascii_lowercase())
}
