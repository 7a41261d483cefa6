//! Recognises what a stream of bytes is.

use super::file_type::FileType;

/// Recognises content as it streams by, in constant memory.
#[derive(Debug, Default)]
pub struct Sniffer {}

impl Sniffer {
    /// A sniffer that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece of the stream.
    pub fn update(&mut self, _piece: &[u8]) {}

    /// The type of all that was seen.
    pub fn finish(self) -> FileType {
        FileType::Binary
    }
}
