//! Reading what is not believed: hashed on the way, in lines of bounded length.

use std::io::{self, BufRead, Read};

use super::contained::{Failed, damaged};
use crate::app::error::Result;
use crate::crypto::hash::{self, PlainHash};
use crate::storage::backup::{Digest, unhex};

/// No line of a backup is longer: a file of a terabyte has a million chunks.
const LONGEST_LINE: u64 = 128 * 1024 * 1024;

/// Counts and hashes what is read through it.
pub(super) struct Hashing<R> {
    inner: R,
    hash: PlainHash,
    bytes: u64,
}

impl<R: Read> Hashing<R> {
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

impl<R: Read> Read for Hashing<R> {
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
    hashing: Hashing<R>,
) -> Result<()> {
    let (bytes, hash) = hashing.finish();
    let expected: [u8; 32] = unhex(&digest.blake3)?;
    if bytes == digest.bytes && hash::equal(&hash, &expected) {
        return Ok(());
    }
    Err(damaged(format!("{name} is not the one that was backed up")))
}

pub(super) fn parsed<T: serde::de::DeserializeOwned>(name: &str, line: &[u8]) -> Result<T> {
    serde_json::from_slice(line).map_err(|error| damaged(format!("{name}: {error}")))
}

/// Calls `each` with every line, without its end.
pub(super) fn each_line(
    lines: &mut dyn BufRead,
    mut each: impl FnMut(&[u8]) -> Result<()>,
) -> Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut *lines)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line);
        match read {
            Ok(0) => return Ok(()),
            Ok(_) if line.pop() == Some(b'\n') => each(&line)?,
            Ok(_) => return Err(damaged("a line of it is too long, or cut short")),
            Err(error) => return Err(Failed::Stream(error).into()),
        }
    }
}
