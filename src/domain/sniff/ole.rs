//! The type of an OLE compound file by its directory ([MS-CFB] 2.6), read as the stream passes:
//! entries are 128 bytes at multiples of 128. Sector chains are not followed, so none can loop.

use super::bytes::{array, has, u16_at, u32_at};
use crate::domain::file_type::FileType;

const MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
const HEADER_BYTES: u64 = 512;
const ENTRY_BYTES: usize = 128;

/// Streams that identify the program.
const STREAMS: [(&str, FileType); 5] = [
    ("WordDocument", FileType::Doc),
    ("Workbook", FileType::Xls),
    ("Book", FileType::Xls),
    ("PowerPoint Document", FileType::Ppt),
    ("EncryptedPackage", FileType::EncryptedOffice),
];

/// Class ids of the root entry as stored, by their first four bytes; the other twelve are those of
/// OLE's own classes.
const CLASSES: [(u32, FileType); 6] = [
    (0x0002_0906, FileType::Doc),
    (0x0002_0900, FileType::Doc),
    (0x0002_0820, FileType::Xls),
    (0x0002_0810, FileType::Xls),
    (0x000C_1084, FileType::Msi),
    (0x000C_1086, FileType::Msi),
];
const OLE_CLASS_END: &[u8] = &[0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];
const POWERPOINT_CLASS: &[u8] = &[
    0x10, 0x8D, 0x81, 0x64, 0x9B, 0x4F, 0xCF, 0x11, 0x86, 0xEA, 0x00, 0xAA, 0x00, 0xB9, 0x29, 0xE8,
];

pub(super) fn begins(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// What the directory has shown so far.
#[derive(Debug, Default)]
pub(super) struct OleScan {
    /// In the stream; a multiple of 128 whenever `slot` is empty.
    position: u64,
    /// An incomplete entry.
    slot: Vec<u8>,
    /// Size of a sector, in bytes.
    sector: u64,
    /// The offset of the directory's first sector.
    directory: Option<u64>,
    has_root: bool,
    class: Option<FileType>,
    /// The first identifying stream in the directory's first sector, where contents cannot be
    /// mistaken for an entry.
    in_first_sector: Option<FileType>,
    /// Every identifying stream, in order.
    seen: Vec<FileType>,
}

impl OleScan {
    pub(super) fn update(&mut self, mut piece: &[u8]) {
        if !self.slot.is_empty() {
            let (missing, rest) = piece
                .split_at_checked(ENTRY_BYTES.saturating_sub(self.slot.len()))
                .unwrap_or((piece, &[]));
            self.slot.extend_from_slice(missing);
            piece = rest;
            if self.slot.len() < ENTRY_BYTES {
                return;
            }
            let slot = std::mem::take(&mut self.slot);
            self.entry(&slot);
        }
        let (entries, rest) = piece.as_chunks::<ENTRY_BYTES>();
        for entry in entries {
            self.entry(entry);
        }
        self.slot.extend_from_slice(rest);
    }

    /// The type; `Ole` for an unknown program, or a file without a valid root.
    pub(super) fn finish(self) -> FileType {
        match self.class {
            Some(FileType::Msi) if self.has_root => FileType::Msi,
            _ if !self.has_root => FileType::Ole,
            Some(class) if self.seen.contains(&class) => class,
            Some(_) | None => self
                .in_first_sector
                .or(self.seen.first().copied())
                .unwrap_or(FileType::Ole),
        }
    }

    fn entry(&mut self, entry: &[u8]) {
        let at = self.position;
        self.position = at.saturating_add(128);
        if at < HEADER_BYTES {
            if at == 0 {
                self.header(entry);
            }
            return;
        }
        let kind = entry.get(66);
        let is_entry = entry.get(67).is_some_and(|color| *color < 2);
        if kind == Some(&5) && is_entry && self.directory == Some(at) {
            self.has_root = true;
            self.class = class_of(entry);
        } else if kind == Some(&2) && is_entry {
            self.stream(entry, at);
        }
    }

    fn header(&mut self, entry: &[u8]) {
        let shift = u16_at(entry, 30).filter(|shift| matches!(shift, 9 | 12));
        self.sector = if shift == Some(12) { 4096 } else { 512 };
        let first = u32_at(entry, 48).map(u64::from);
        // Sector numbers begin after the header's own sector.
        self.directory = shift
            .and(first)
            .and_then(|first| first.checked_add(1)?.checked_mul(self.sector));
    }

    fn stream(&mut self, entry: &[u8], at: u64) {
        let Some((_, kind)) = STREAMS.iter().find(|(name, _)| is_named(entry, name)) else {
            return;
        };
        if !self.seen.contains(kind) {
            self.seen.push(*kind);
        }
        let first_sector = self
            .directory
            .map(|start| start..start.saturating_add(self.sector));
        if first_sector.is_some_and(|range| range.contains(&at)) {
            self.in_first_sector.get_or_insert(*kind);
        }
    }
}

/// Whether an entry has this name: UTF-16 with a terminating zero, and its length.
fn is_named(entry: &[u8], name: &str) -> bool {
    let stored: Vec<u8> = name
        .encode_utf16()
        .chain([0])
        .flat_map(u16::to_le_bytes)
        .collect();
    u16_at(entry, 64) == Some(stored.len()) && has(entry, 0, &stored)
}

fn class_of(root: &[u8]) -> Option<FileType> {
    if has(root, 80, POWERPOINT_CLASS) {
        return Some(FileType::Ppt);
    }
    let begin = array(root, 80)
        .map(u32::from_le_bytes)
        .filter(|_| has(root, 84, OLE_CLASS_END))?;
    CLASSES
        .iter()
        .find(|(class, _)| *class == begin)
        .map(|(_, kind)| *kind)
}
