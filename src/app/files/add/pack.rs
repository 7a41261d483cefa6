//! Packs: small files read by one thread, gathered to be compressed and stored together.

use std::collections::HashMap;

use crate::storage::compress::compress_if_smaller;
use crate::storage::content::{Part, SealedChunk, SealedPack};

use super::prepared::{Prepared, PreparedContent, Small};

/// Bytes of a pack before compression. More would save little space, and make reading one small
/// file slower.
const FULL: usize = 1024 * 1024;

/// A pack for the writer.
pub(in crate::app) struct PreparedPack {
    pub sealed: SealedPack,
    pub parts: Vec<Part>,
    /// The files, in the order of their parts, each with its stream's number.
    pub files: Vec<(u64, Box<Prepared>)>,
}

impl PreparedPack {
    /// Bytes in memory, and in the database.
    pub(in crate::app) fn len(&self) -> usize {
        self.sealed.stored.len()
    }
}

/// What is ready to be sent.
pub(in crate::app) enum Gathered {
    Pack(Box<PreparedPack>),
    /// A single file.
    File(u64, Box<Prepared>),
}

/// Gathers the small files of one thread.
#[derive(Default)]
pub(in crate::app) struct Packer {
    compressible: Gathering,
    other: Gathering,
}

#[derive(Default)]
struct Gathering {
    bytes: Vec<u8>,
    parts: Vec<Part>,
    files: Vec<(u64, Box<Prepared>)>,
    /// The parts by hash, for contents that occur twice.
    known: HashMap<[u8; 32], u32>,
}

impl Packer {
    /// Adds a file; returns a pack when it is full.
    pub(in crate::app) fn take(
        &mut self,
        stream: u64,
        small: &Small,
        prepared: Box<Prepared>,
    ) -> Option<Gathered> {
        let gathering = if small.compressible {
            &mut self.compressible
        } else {
            &mut self.other
        };
        gathering.take(stream, small, prepared);
        if gathering.bytes.len() < FULL {
            return None;
        }
        std::mem::take(gathering).finish(small.compressible)
    }

    /// The rest.
    pub(in crate::app) fn finish(self) -> impl Iterator<Item = Gathered> {
        let left = [self.compressible.finish(true), self.other.finish(false)];
        left.into_iter().flatten()
    }
}

impl Gathering {
    fn take(&mut self, stream: u64, small: &Small, prepared: Box<Prepared>) {
        // Below 4 GiB: a pack is full long before.
        let end = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        let offset = *self.known.entry(small.id).or_insert(end);
        if offset == end {
            self.bytes.extend_from_slice(&small.bytes);
        }
        self.parts.push(Part {
            id: small.id,
            hash: prepared.hash,
            offset,
            size: u32::try_from(small.bytes.len()).unwrap_or(u32::MAX),
        });
        self.files.push((stream, prepared));
    }

    fn finish(mut self, compressible: bool) -> Option<Gathered> {
        let part = self.parts.first()?;
        let (stream, mut prepared) = self.files.pop()?;
        if self.files.is_empty() {
            let frame = if compressible {
                compress_if_smaller(&self.bytes).ok().flatten()
            } else {
                None
            };
            prepared.content = PreparedContent::Whole(SealedChunk {
                id: part.id,
                size: part.size,
                compressed: frame.is_some(),
                stored: frame.unwrap_or(self.bytes),
            });
            return Some(Gathered::File(stream, prepared));
        }
        self.files.push((stream, prepared));
        Some(Gathered::Pack(Box::new(PreparedPack {
            sealed: if compressible {
                SealedPack::of(self.bytes)
            } else {
                SealedPack::plain(self.bytes)
            },
            parts: self.parts,
            files: self.files,
        })))
    }
}
