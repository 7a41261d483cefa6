//! One pass over a large source: all bytes are hashed, sniffed, counted, and limited.

use std::io::{self, Read};

use crate::crypto::hash::PlainHash;
use crate::domain::file_type::FileType;
use crate::domain::policy::Violation;
use crate::domain::size::Size;
use crate::domain::sniff::Sniffer;

use crate::app::files::add::source::Refusal;

/// The size limit of a source, and the policy key that sets it.
#[derive(Clone, Copy)]
pub(super) struct Limit {
    pub(super) bytes: u64,
    pub(super) key: &'static str,
}

impl Limit {
    pub(super) fn exceeded(self) -> Refusal {
        let size = Size::from_bytes(self.bytes);
        Refusal::by_policy(&Violation {
            reason: format!("larger than {} ({size})", self.key),
            key: self.key,
            value: Some("SIZE".to_owned()),
            group: None,
        })
    }
}

/// The error of a read beyond the limit.
#[derive(Debug, thiserror::Error)]
#[error("larger than allowed")]
pub(super) struct TooLarge;

/// A source being read.
pub(super) struct Pass<'a, R> {
    source: R,
    plain: PlainHash,
    sniffer: Sniffer,
    size: u64,
    limit: Limit,
    read: &'a dyn Fn(u64),
}

impl<'a, R> Pass<'a, R> {
    pub(super) fn new(source: R, limit: Limit, read: &'a dyn Fn(u64)) -> Self {
        Self {
            source,
            plain: PlainHash::new(),
            sniffer: Sniffer::new(),
            size: 0,
            limit,
            read,
        }
    }

    /// Bytes, plain BLAKE3 and type of everything that was read.
    pub(super) fn finish(self) -> (u64, [u8; 32], FileType) {
        (self.size, self.plain.finish(), self.sniffer.finish())
    }
}

impl<R: Read> Read for Pass<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(out)?;
        let bytes = out.get(..count).unwrap_or_default();
        self.size += bytes.len() as u64;
        if self.size > self.limit.bytes {
            return Err(io::Error::other(TooLarge));
        }
        self.plain.update(bytes);
        self.sniffer.update(bytes);
        (self.read)(bytes.len() as u64);
        Ok(count)
    }
}
