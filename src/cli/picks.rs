//! Arguments that select files in the vault: typed, or read from a list.

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use clap::Args;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::select::Pick;
use file_organizer::domain::escape::meant;
use file_organizer::domain::path::VaultPath;

/// Flags to read names from a list.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct FromList {
    /// Read more names from this file, one per line (`-`: standard input)
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(crate) from: Option<PathBuf>,
    /// Names in the list are separated by NUL instead of newlines
    #[arg(short = '0', long = "null", hide_short_help = true)]
    pub(crate) null: bool,
}

impl FromList {
    /// Returns the arguments, then the names of the list.
    ///
    /// # Errors
    /// If the list cannot be read; kind `Usage` if there are no names.
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
            return Err(Error::new(Kind::Usage, "no files specified")
                .hint("specify files, or a list of names with --from"));
        }
        Ok(names)
    }

    /// The selected files.
    ///
    /// # Errors
    /// As [`Self::join`]; kind `Usage` for an invalid path.
    pub(crate) fn picks(&self, arguments: &[OsString]) -> Result<Vec<Pick>> {
        let names = self.join(arguments)?;
        let typed = if self.null {
            arguments.len()
        } else {
            names.len()
        };
        let pick = |(at, name): (usize, &Vec<u8>)| match at < typed {
            true => Pick::parse(&meant(name)),
            false => Pick::parse(name),
        };
        names.iter().enumerate().map(pick).collect()
    }
}

/// The maximum length of a name in a list, in bytes; no path is longer.
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
                    "{}: a name in the list is longer than 64 KiB",
                    path.display()
                ),
            )
            .hint("separate names with newlines, or with NUL and the flag -0"));
        }
        if !name.is_empty() {
            names.push(name);
        }
    }
}

/// One selected file.
pub(crate) fn pick(argument: &OsString) -> Result<Pick> {
    Pick::parse(&meant(argument.as_bytes()))
}

/// A path in the vault.
pub(crate) fn path(argument: &OsString) -> Result<VaultPath> {
    VaultPath::parse(&meant(argument.as_bytes()))
        .map_err(|e| Error::new(Kind::Usage, e.to_string()).maybe_hint(e.hint()))
}

/// A path in the file system.
pub(crate) fn os_path(name: Vec<u8>) -> PathBuf {
    PathBuf::from(OsString::from_vec(name))
}
