//! The outer layers of a backup file: age around zstd around the archive.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::contained::damaged;
use crate::app::error::{Error, Kind, Result};
use crate::crypto::CryptoError;
use crate::crypto::age_file::{self, Identities, Sealing};
use crate::storage::archive::ArchiveWriter;
use crate::storage::compress::{Compressing, compressing, decompressing};

/// No identity file is larger.
const LARGEST_IDENTITY: u64 = 1024 * 1024;

/// Gives the secret that was asked for by a question.
pub type Ask = dyn Fn(&str) -> Option<Zeroizing<String>> + Send + Sync;

/// How a plugin of age (for a hardware key) reaches the person.
#[derive(Clone)]
pub struct Person {
    /// Shows words.
    pub tell: Arc<dyn Fn(&str) + Send + Sync>,
    /// Asks for a secret, such as a PIN; none where nobody can be asked.
    pub ask: Arc<Ask>,
}

/// Reads identity files.
pub(super) fn identities(paths: &[PathBuf], person: &Person) -> Result<Vec<Identities>> {
    if paths.is_empty() {
        return Err(
            Error::new(Kind::Usage, "no identity to open the backup with")
                .hint("name the identity file with --identity FILE"),
        );
    }
    let mut all = Vec::new();
    for path in paths {
        let file = File::open(path).map_err(|error| Error::io(path, &error))?;
        // It does not grow: what is moved to a larger place leaves a copy behind.
        let length = usize::try_from(LARGEST_IDENTITY).unwrap_or(usize::MAX);
        let mut text = Zeroizing::new(Vec::with_capacity(length));
        file.take(LARGEST_IDENTITY)
            .read_to_end(&mut text)
            .map_err(|error| Error::io(path, &error))?;
        let person = age_file::Person {
            tell: person.tell.clone(),
            ask: person.ask.clone(),
        };
        let identities = Identities::parse(&text, person)
            .map_err(|error| Error::new(Kind::Usage, format!("{}: {error}", path.display())))?;
        all.push(identities);
    }
    Ok(all)
}

/// Calls `read` with what is in a backup file, opened.
///
/// # Errors
/// Kind `Auth` where no identity opens it; `Damaged` for what is no backup; what `read` gives.
pub(super) fn open<T>(
    path: &Path,
    identities: &[Identities],
    read: impl FnOnce(&mut dyn Read) -> Result<T>,
) -> Result<T> {
    let mut refused = None;
    for identities in identities {
        let file = File::open(path).map_err(|error| Error::io(path, &error))?;
        let meta = file.metadata().map_err(|error| Error::io(path, &error))?;
        if !meta.is_file() {
            return Err(Error::new(
                Kind::Usage,
                format!("{} is not a file", path.display()),
            ));
        }
        let input = BufReader::with_capacity(1 << 20, file);
        let opened = match identities.open(input) {
            Ok(opened) => opened,
            Err(CryptoError::Input(error)) => return Err(Error::io(path, &error)),
            Err(error) => {
                refused = Some(error);
                continue;
            }
        };
        let buffered = BufReader::with_capacity(1 << 17, opened);
        let mut plain = decompressing(buffered).map_err(damaged)?;
        return read(&mut plain).map_err(|error| named(path, error));
    }
    let Some(CryptoError::Envelope(why)) = refused else {
        return Err(damaged(path.display()));
    };
    let kind = if why.starts_with("not encrypted to") {
        Kind::Auth
    } else {
        Kind::Damaged
    };
    Err(Error::new(kind, format!("{}: {why}", path.display())))
}

/// The same error, with the file that it is about.
fn named(path: &Path, error: Error) -> Error {
    if error.kind != Kind::Damaged {
        return error;
    }
    Error {
        message: format!("{}: {}", path.display(), error.message),
        // What helps against a damaged vault does not help here.
        hint: Some("keep several backups, and try an older one".into()),
        ..error
    }
}

/// A backup file under way.
pub(super) type Writer<W> = ArchiveWriter<Compressing<Sealing<BufWriter<W>>>>;

/// Begins a backup file.
///
/// # Errors
/// Where a recipient's plugin is not there; of the output.
pub(super) fn seal<W: Write>(recipients: &[String], out: W) -> Result<Writer<W>> {
    let sealing = age_file::encrypt(recipients, BufWriter::with_capacity(1 << 20, out))?;
    let compressing =
        compressing(sealing).map_err(|error| Error::new(Kind::Other, format!("zstd: {error}")))?;
    Ok(ArchiveWriter::new(compressing))
}

/// Ends it: without this, it counts as cut short.
///
/// # Errors
/// Of the output.
pub(super) fn finish<W: Write>(writer: Writer<W>) -> std::io::Result<W> {
    let sealing = writer.finish()?.finish()?;
    let buffered = sealing.finish()?;
    buffered
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)
}
