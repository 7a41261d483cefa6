//! The outer layers of a backup file: age around zstd around the archive.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::archive_error::damaged;
use crate::app::error::{Error, Kind, Result};
use crate::crypto::CryptoError;
use crate::crypto::age_file::{self, Identities, Sealing};
use crate::storage::archive::ArchiveWriter;
use crate::storage::compress::{Compressing, compressing, decompressing};

/// Maximum size of an identity file.
const MAX_IDENTITY_LEN: u64 = 1024 * 1024;

/// Asks for a secret.
pub type Ask = dyn Fn(&str) -> Option<Zeroizing<String>> + Send + Sync;

/// How an age plugin (for a hardware key) interacts with the person.
#[derive(Clone)]
pub struct Person {
    /// Shows a message.
    pub tell: Arc<dyn Fn(&str) + Send + Sync>,
    /// Asks for a secret, such as a PIN; returns `None` if there is no one to ask.
    pub ask: Arc<Ask>,
}

/// Reads identity files.
pub(super) fn identities(paths: &[PathBuf], person: &Person) -> Result<Vec<Identities>> {
    if paths.is_empty() {
        return Err(
            Error::new(Kind::Usage, "no identity was given to open the backup")
                .hint("give the identity file with --identity FILE"),
        );
    }
    let mut all = Vec::new();
    for path in paths {
        let text = identity_text(path)?;
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

/// Reads an identity file.
fn identity_text(path: &Path) -> Result<Zeroizing<Vec<u8>>> {
    let file = File::open(path).map_err(|error| Error::io(path, &error))?;
    // With enough capacity: growing would leave a copy behind.
    let length = usize::try_from(MAX_IDENTITY_LEN).unwrap_or(usize::MAX);
    let mut text = Zeroizing::new(Vec::with_capacity(length));
    file.take(MAX_IDENTITY_LEN)
        .read_to_end(&mut text)
        .map_err(|error| Error::io(path, &error))?;
    Ok(text)
}

/// The recipients of the secret keys in an identity file.
///
/// # Errors
/// If the file cannot be read.
pub(super) fn recipients_of(path: &Path) -> Result<Vec<String>> {
    Ok(age_file::recipients_of(&identity_text(path)?))
}

/// Calls `read` with the opened archive of a backup file.
///
/// # Errors
/// Kind `Auth` if no identity opens it; `Damaged` for other files; errors of `read`.
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

/// Adds the file name to an error.
fn named(path: &Path, error: Error) -> Error {
    if error.kind != Kind::Damaged {
        return error;
    }
    Error {
        message: format!("{}: {}", path.display(), error.message),
        // The hints for a damaged vault do not apply here.
        hint: Some("keep several backups, and try an older one".into()),
        ..error
    }
}

/// A backup file being written.
pub(super) type Writer<W> = ArchiveWriter<Compressing<Sealing<BufWriter<W>>>>;

/// Begins a backup file.
///
/// # Errors
/// If a recipient's plugin is missing; errors of the output.
pub(super) fn seal<W: Write>(recipients: &[String], out: W) -> Result<Writer<W>> {
    let sealing = age_file::encrypt(recipients, BufWriter::with_capacity(1 << 20, out))?;
    let compressing =
        compressing(sealing).map_err(|error| Error::new(Kind::Other, format!("zstd: {error}")))?;
    Ok(ArchiveWriter::new(compressing))
}

/// Ends it: otherwise it counts as truncated.
pub(super) fn finish<W: Write>(writer: Writer<W>) -> std::io::Result<W> {
    let sealing = writer.finish()?.finish()?;
    let buffered = sealing.finish()?;
    buffered
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)
}
