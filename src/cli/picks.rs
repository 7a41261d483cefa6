//! Arguments that name files in the vault: typed, or read from a list.

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
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
            let end = if self.null { 0 } else { b'\n' };
            if path == Path::new("-") {
                listed(std::io::stdin().lock(), path, end, &mut names)?;
            } else {
                let file = File::open(path).map_err(|e| Error::io(path, &e))?;
                listed(BufReader::new(file), path, end, &mut names)?;
            }
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

/// The longest name in a list, in bytes: no path of a file system or a vault is longer.
const LONGEST: u64 = 64 * 1024;

fn listed(mut list: impl BufRead, path: &Path, end: u8, names: &mut Vec<Vec<u8>>) -> Result<()> {
    loop {
        let mut name = Vec::new();
        let read = (&mut list).take(LONGEST).read_until(end, &mut name);
        if read.map_err(|e| Error::io(path, &e))? == 0 {
            return Ok(());
        }
        if name.last() == Some(&end) {
            name.pop();
        } else if name.len() as u64 == LONGEST {
            return Err(Error::new(
                Kind::Usage,
                format!(
                    "{}: the list has a name of more than 64 KiB",
                    path.display()
                ),
            )
            .hint("names end with a newline, or with NUL and the flag -0"));
        }
        if !name.is_empty() {
            names.push(name);
        }
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
