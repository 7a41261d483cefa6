//! Arguments that name files in the vault: typed, or read from a list.

use std::ffi::OsString;
use std::io::Read;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use clap::Args;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::select::Pick;
use file_organizer::domain::path::VaultPath;

/// Names from a list instead of arguments.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct FromList {
    /// Read more names from this file, one a line (`-`: standard input)
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// Names in the list end with a NUL instead of a newline
    #[arg(short = '0', long = "null")]
    pub(crate) null: bool,
}

impl FromList {
    /// The arguments, then the names of the list.
    ///
    /// # Errors
    /// Where the list cannot be read; kind `Usage` where there is no name at all.
    pub(crate) fn join(&self, arguments: &[OsString]) -> Result<Vec<Vec<u8>>> {
        let mut names: Vec<Vec<u8>> = arguments
            .iter()
            .map(|argument| argument.as_bytes().to_vec())
            .collect();
        if let Some(path) = &self.from {
            let mut bytes = Vec::new();
            let read = if path == Path::new("-") {
                std::io::stdin().lock().read_to_end(&mut bytes)
            } else {
                std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
            };
            read.map_err(|e| Error::io(path, &e))?;
            let end = if self.null { 0 } else { b'\n' };
            let listed = bytes.split(|byte| *byte == end);
            names.extend(listed.filter(|name| !name.is_empty()).map(<[u8]>::to_vec));
        }
        if names.is_empty() {
            return Err(Error::new(Kind::Usage, "no file is named")
                .hint("name files, or a list of names with --from"));
        }
        Ok(names)
    }

    /// The files that are meant.
    ///
    /// # Errors
    /// As [`Self::join`]; kind `Usage` for what is no path.
    pub(crate) fn picks(&self, arguments: &[OsString]) -> Result<Vec<Pick>> {
        self.join(arguments)?
            .iter()
            .map(|name| Pick::parse(name))
            .collect()
    }
}

/// One file that is meant.
///
/// # Errors
/// Kind `Usage` for what is no path.
pub(crate) fn pick(argument: &OsString) -> Result<Pick> {
    Pick::parse(argument.as_bytes())
}

/// A path in the vault.
///
/// # Errors
/// Kind `Usage`.
pub(crate) fn path(argument: &OsString) -> Result<VaultPath> {
    VaultPath::parse(argument.as_bytes())
        .map_err(|e| Error::new(Kind::Usage, e.to_string()).maybe_hint(e.hint()))
}

/// A path in the file system, of these bytes.
pub(crate) fn os_path(name: Vec<u8>) -> PathBuf {
    PathBuf::from(OsString::from_vec(name))
}
