//! Reading untrusted input: it is hashed, and the length of lines is limited.

use std::io::{self, BufRead, Read};

use super::archive_error::{ArchiveError, damaged};
use crate::app::error::{Error, Kind, Result};
use crate::crypto::hash::{self, PlainHash};
use crate::storage::backup::{Digest, unhex};

/// Maximum length of a line: the row of a file of about 300 GiB, with the ids of its chunks.
pub(super) const MAX_LINE_LEN: usize = 24 * 1024 * 1024;
/// Bytes of memory that JSON takes per byte of punctuation, such as a comma, in the worst case.
const SPARSE: usize = 20;
/// Punctuation allowed in any line: names and notes have some, too.
const MAX_PUNCTUATION: usize = 256 * 1024;

/// Maximum size of a small member of a backup, checked on creation as well.
pub(super) const fn largest(name: &str) -> u64 {
    match name.as_bytes() {
        b"principals.jsonl" => 64 * MIB,
        b"manifest.json" => 24 * MIB,
        _ => MIB,
    }
}

const MIB: u64 = 1024 * 1024;

/// Refuses to write a small member that a restore would refuse.
pub(super) fn check_small(name: &str, bytes: &[u8]) -> Result<()> {
    if bytes.len() as u64 <= largest(name) {
        return Ok(());
    }
    let why = format!(
        "the vault is too large for one backup: {name} has {} bytes",
        bytes.len()
    );
    Err(Error::new(Kind::Other, why))
}

/// Counts and hashes everything read through it.
pub(super) struct HashingReader<R> {
    inner: R,
    hash: PlainHash,
    bytes: u64,
}

impl<R: Read> HashingReader<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            hash: PlainHash::new(),
            bytes: 0,
        }
    }

    pub(super) fn finish(self) -> (u64, [u8; 32]) {
        (self.bytes, self.hash.finish())
    }
}

impl<R: Read> Read for HashingReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.hash.update(out.get(..count).unwrap_or_default());
        self.bytes += count as u64;
        Ok(count)
    }
}

pub(super) fn check_digest<R: Read>(
    name: &str,
    digest: &Digest,
    hashing: HashingReader<R>,
) -> Result<()> {
    let (bytes, hash) = hashing.finish();
    let expected: [u8; 32] = unhex(&digest.blake3)?;
    if bytes == digest.bytes && hash::equal(&hash, &expected) {
        return Ok(());
    }
    Err(damaged(format!("{name} differs from what was backed up")))
}

/// Refuses JSON of many small values: each takes many times its length in memory.
pub(super) fn check_density(name: &str, text: &[u8]) -> Result<()> {
    let most = MAX_PUNCTUATION + text.len() / SPARSE;
    let marks = text
        .iter()
        .filter(|byte| matches!(byte, b',' | b'[' | b'{'));
    if marks.count() > most {
        return Err(damaged(format!("{name} has too many values")));
    }
    Ok(())
}

pub(super) fn parsed<T: serde::de::DeserializeOwned>(name: &str, line: &[u8]) -> Result<T> {
    check_density(name, line)?;
    serde_json::from_slice(line).map_err(|error| damaged(format!("{name}: {error}")))
}

/// Calls `each` with every line, without its newline.
pub(super) fn each_line(
    lines: &mut dyn BufRead,
    mut each: impl FnMut(&[u8]) -> Result<()>,
) -> Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut *lines)
            .take(MAX_LINE_LEN as u64 + 1)
            .read_until(b'\n', &mut line);
        match read {
            Ok(0) => return Ok(()),
            Ok(_) if line.pop() == Some(b'\n') => each(&line)?,
            Ok(_) => return Err(damaged("a line is too long, or truncated")),
            Err(error) => return Err(ArchiveError::Stream(error).into()),
        }
    }
}
