//! Detects the type of a stream of bytes in one pass and constant memory, whatever the bytes. The
//! file name is not used; `verdict.rs` compares the two.
//!
//! The first bytes decide: a file that begins like a PDF is one, whatever follows. If they are
//! those of a container (ZIP, OLE), its directory decides. Then comes text, if everything from the
//! first byte to the last is text, and finally weaker marks.

mod audio;
mod bytes;
mod magic;
mod markup;
mod ole;
#[cfg(test)]
mod tests;
mod text;
mod zip;

use super::file_type::FileType;
use ole::OleScan;
use text::{TextCheck, TextKind};
use zip::Tail;

/// Bytes of the beginning that are kept.
const HEAD_BYTES: usize = 8 * 1024;
/// Bytes needed to recognise a container.
const MAGIC_BYTES: usize = 8;

/// Detects the type of a stream. Keeps at most 8 KiB of the beginning and, of a ZIP, 128 KiB of the
/// end.
#[derive(Debug, Default)]
pub struct Sniffer {
    head: Vec<u8>,
    total: u64,
    text: TextCheck,
    container: Container,
}

#[derive(Debug, Default)]
enum Container {
    #[default]
    Undecided,
    None,
    Zip(Tail),
    Ole(OleScan),
}

impl Sniffer {
    /// A sniffer without input.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the next piece of the stream, of any length. The result does not depend on the division
    /// into pieces.
    pub fn update(&mut self, piece: &[u8]) {
        self.total = self
            .total
            .saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        self.text.update(piece);
        let room = HEAD_BYTES.saturating_sub(self.head.len());
        let (for_head, rest) = piece.split_at_checked(room).unwrap_or((piece, &[]));
        self.head.extend_from_slice(for_head);
        if matches!(self.container, Container::Undecided) && self.head.len() >= MAGIC_BYTES {
            self.container = Container::of(&self.head);
            // The head holds everything so far, except what did not fit.
            self.container.update(&self.head);
            self.container.update(rest);
        } else {
            self.container.update(piece);
        }
    }

    /// The type of the whole input.
    pub fn finish(self) -> FileType {
        if self.total == 0 {
            return FileType::Empty;
        }
        match self.container {
            Container::Zip(tail) => return zip::classify(&self.head, tail, self.total),
            Container::Ole(scan) => return scan.finish(),
            Container::None | Container::Undecided => {}
        }
        if let Some(kind) = magic::certain(&self.head) {
            return kind;
        }
        match self.text.finish() {
            TextKind::Narrow => markup::classify(&self.head),
            TextKind::Wide { big_endian } => {
                markup::classify(&markup::narrowed(&self.head, big_endian))
            }
            TextKind::NotText => magic::binary(&self.head, self.total),
        }
    }
}

impl Container {
    fn of(head: &[u8]) -> Self {
        if zip::begins(head) {
            Self::Zip(Tail::default())
        } else if ole::begins(head) {
            Self::Ole(OleScan::default())
        } else {
            Self::None
        }
    }

    fn update(&mut self, piece: &[u8]) {
        match self {
            Self::Undecided | Self::None => {}
            Self::Zip(tail) => tail.update(piece),
            Self::Ole(scan) => scan.update(piece),
        }
    }
}
