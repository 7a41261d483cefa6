//! A file being written; blocks of zeros become holes.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;

use crate::app::error::{Error, Result};

/// The minimum size and the alignment of a hole.
const BLOCK: usize = 4096;
const ZEROS: [u8; BLOCK] = [0; BLOCK];

/// A file being written under a temporary name.
pub(super) struct Part {
    file: File,
    /// For messages.
    path: PathBuf,
    length: u64,
    /// It ends with a hole.
    has_open_end: bool,
}

impl Part {
    pub(super) fn new(file: File, path: PathBuf) -> Self {
        Self {
            file,
            path,
            length: 0,
            has_open_end: false,
        }
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let over = usize::try_from(self.length % BLOCK as u64).unwrap_or(0);
        let first = ((BLOCK - over) % BLOCK).min(bytes.len());
        // Everything before `start` is written, or a hole.
        let (mut start, mut at) = (0, first);
        for block in bytes.get(first..).unwrap_or_default().chunks(BLOCK) {
            if *block == ZEROS {
                self.write_at(bytes.get(start..at).unwrap_or_default(), start)?;
                start = at + BLOCK;
            }
            at += block.len();
        }
        self.write_at(bytes.get(start..).unwrap_or_default(), start)?;
        self.length += bytes.len() as u64;
        if !bytes.is_empty() {
            self.has_open_end = start == bytes.len();
        }
        Ok(())
    }

    /// Writes bytes at `from` bytes after the current end.
    fn write_at(&self, bytes: &[u8], from: usize) -> Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.file
            .write_all_at(bytes, self.length + from as u64)
            .map_err(|error| Error::io(&self.path, &error))
    }

    /// Completes the file.
    pub(super) fn finish(self) -> Result<File> {
        if self.has_open_end {
            self.file
                .set_len(self.length)
                .map_err(|error| Error::io(&self.path, &error))?;
        }
        Ok(self.file)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt;

    use super::*;

    #[test]
    fn whatever_the_pieces_the_bytes_are_the_same_and_zeros_are_holes() {
        let mut bytes = vec![0; 40 * BLOCK + 17];
        for at in [0, 3 * BLOCK - 1, 3 * BLOCK, 20 * BLOCK + 5] {
            bytes[at] = 1;
        }
        for piece in [1000, BLOCK, BLOCK + 1, 5 * BLOCK - 3, bytes.len()] {
            let file = tempfile::NamedTempFile::new().unwrap();
            let mut part = Part::new(file.reopen().unwrap(), file.path().to_owned());
            for piece in bytes.chunks(piece) {
                part.write(piece).unwrap();
                part.write(&[]).unwrap();
            }
            part.finish().unwrap();
            assert!(std::fs::read(file.path()).unwrap() == bytes, "{piece}");
            let blocks = file.as_file().metadata().unwrap().blocks() * 512;
            if piece > 2 * BLOCK {
                assert!(blocks < bytes.len() as u64, "{piece}: {blocks}");
            }
        }
    }
}
