//! Packs of a set: each is an age file around zstd around an archive of contents, chunks, or rows.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use data_encoding::HEXLOWER;

use super::index::{DATA, Index, MAX_BLOBS, PackNote, ROWS};
use crate::app::backup::envelope::{self, Writer};
use crate::app::error::{Error, Result};
use crate::app::partial::Partial;
use crate::crypto::random;
use crate::storage::backup::{hex, member};

/// Bytes of a pack before compression.
pub(super) const FULL: usize = 64 * 1024 * 1024;

/// A part of a pack.
#[derive(Clone, Copy)]
pub(super) enum Blob {
    /// A whole content, by its plain hash.
    Content([u8; 32]),
    /// A chunk of a large content, by its id.
    Chunk([u8; 32]),
    /// Rows, by their plain hash.
    Rows([u8; 32]),
}

impl Blob {
    fn id(self) -> [u8; 32] {
        match self {
            Self::Content(id) | Self::Chunk(id) | Self::Rows(id) => id,
        }
    }

    fn name(self) -> String {
        match self {
            Self::Content(id) => format!("{}{}", member::CONTENTS, hex(&id)),
            Self::Chunk(id) => format!("{}{}", member::CHUNKS, hex(&id)),
            Self::Rows(id) => format!("{}{}", member::STRETCHES, hex(&id)),
        }
    }
}

/// The current pack.
struct Open {
    name: String,
    writer: Writer<Partial>,
    bytes: usize,
    blobs: Vec<[u8; 32]>,
}

/// Writes packs, one after the other.
pub(super) struct Packs<'a> {
    place: &'a Path,
    recipients: &'a [String],
    index: Index,
    open: Option<Open>,
    kind: &'static str,
    needed: BTreeSet<String>,
    written: u64,
}

impl<'a> Packs<'a> {
    pub(super) fn new(place: &'a Path, recipients: &'a [String], index: Index) -> Self {
        Self {
            place,
            recipients,
            index,
            open: None,
            kind: DATA,
            needed: BTreeSet::new(),
            written: 0,
        }
    }

    /// Whether the set already has this; then the snapshot needs that pack.
    pub(super) fn has(&mut self, id: &[u8; 32]) -> bool {
        match self.index.pack_of(id) {
            Some(pack) => {
                if !self.needed.contains(pack) {
                    let pack = pack.to_owned();
                    self.needed.insert(pack);
                }
                true
            }
            None => false,
        }
    }

    /// Adds a blob, unless the set has it.
    pub(super) fn put(&mut self, blob: Blob, bytes: &[u8]) -> Result<()> {
        if self.has(&blob.id()) {
            return Ok(());
        }
        if self.open.is_none() {
            self.open = Some(self.begin()?);
        }
        let path = self.place.to_owned();
        let Some(open) = &mut self.open else {
            return Err(Error::inconsistent());
        };
        let name = blob.name();
        open.writer
            .member(name.as_bytes(), bytes.len() as u64, 0)
            .and_then(|()| open.writer.write_all(bytes))
            .map_err(|error| Error::io(&path, &error))?;
        open.bytes += bytes.len();
        open.blobs.push(blob.id());
        self.index.learn(&blob.id(), &open.name);
        if open.bytes >= FULL || open.blobs.len() >= MAX_BLOBS {
            self.close()?;
        }
        Ok(())
    }

    /// From contents to rows: they are in separate packs, which are read first.
    pub(super) fn next_kind(&mut self) -> Result<()> {
        self.close()?;
        self.kind = ROWS;
        Ok(())
    }

    fn begin(&self) -> Result<Open> {
        let random = HEXLOWER.encode(&random::array::<12>()?);
        let name = format!("{}-{random}.age", self.kind);
        let partial = Partial::begin(&self.place.join(&name))?;
        Ok(Open {
            name,
            writer: envelope::seal(self.recipients, partial)?,
            bytes: 0,
            blobs: Vec::new(),
        })
    }

    fn close(&mut self) -> Result<()> {
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        let path = self.place.join(&open.name);
        let partial = envelope::finish(open.writer).map_err(|error| Error::io(&path, &error))?;
        let bytes = partial.len();
        partial.publish()?;
        self.index.note_pack(
            self.place,
            &open.name,
            &PackNote {
                bytes,
                blobs: open.blobs,
            },
        )?;
        self.written += bytes;
        self.needed.insert(open.name);
        Ok(())
    }

    /// Ends the last pack; returns the packs that are needed, the index, and the bytes written.
    pub(super) fn finish(mut self) -> Result<(BTreeSet<String>, Index, u64)> {
        self.close()?;
        Ok((self.needed, self.index, self.written))
    }
}
