//! The type of a ZIP file by its entries (APPNOTE 6.3, ECMA-376 part 2, OpenDocument 1.2 part 3,
//! OCF 3.0). Nothing is decompressed. The directory at the end decides; if it is larger than the
//! buffered end, or inconsistent, the entries at the beginning do, and then no file counts as free
//! of macros.

use std::collections::VecDeque;

use super::bytes::{find, has, slice, u16_at, u32_at};
use crate::domain::file_type::FileType;

/// Bytes of the end that are kept: enough for a directory of more than a thousand entries and the
/// longest comment.
const TAIL_BYTES: usize = 128 * 1024;
const END_RECORD_BYTES: usize = 22;
const DIRECTORY_ENTRY_BYTES: usize = 46;
const LOCAL_HEADER_BYTES: usize = 30;

const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
const END_RECORD: &[u8] = b"PK\x05\x06";
const SPANNED: &[u8] = b"PK\x07\x08";

pub(super) fn begins(head: &[u8]) -> bool {
    [LOCAL_HEADER, END_RECORD, SPANNED]
        .iter()
        .any(|mark| head.starts_with(mark))
        || head.starts_with(b"PK00PK\x03\x04")
}

/// The last bytes of a stream.
#[derive(Debug, Default)]
pub(super) struct Tail {
    kept: VecDeque<u8>,
}

impl Tail {
    pub(super) fn update(&mut self, piece: &[u8]) {
        let last = piece
            .get(piece.len().saturating_sub(TAIL_BYTES)..)
            .unwrap_or(piece);
        let excess = self
            .kept
            .len()
            .saturating_add(last.len())
            .saturating_sub(TAIL_BYTES);
        self.kept.drain(..excess.min(self.kept.len()));
        self.kept.extend(last);
    }
}

/// The type of a stream that [`begins`] as a ZIP, is `total` bytes long and ends with `tail`.
pub(super) fn classify(head: &[u8], mut tail: Tail, total: u64) -> FileType {
    let tail: &[u8] = tail.kept.make_contiguous();
    let directory = read_directory(tail, total);
    let complete = directory.is_some();
    let parts = directory.unwrap_or_else(|| read_local_headers(head));
    let declared = declared_type(head);
    let is_package = parts.content_types;
    match declared {
        // Different programs would see different kinds of files.
        Some(_) if is_package => FileType::Zip,
        Some(FileType::Epub) if parts.epub_container || !complete => FileType::Epub,
        Some(FileType::Epub) => FileType::Zip,
        Some(open_document) if parts.odf_manifest || !complete => open_document,
        Some(_) => FileType::Zip,
        None if is_package => parts.office_type(complete),
        None if parts.android_manifest => FileType::Apk,
        None if parts.java_manifest => FileType::Jar,
        None => FileType::Zip,
    }
}

/// Which relevant names a ZIP has.
#[derive(Debug, Default)]
struct Parts {
    content_types: bool,
    word: bool,
    sheet: bool,
    slides: bool,
    macros: bool,
    binary_workbook: bool,
    odf_manifest: bool,
    epub_container: bool,
    java_manifest: bool,
    android_manifest: bool,
}

impl Parts {
    /// Readers of these packages ignore case.
    fn note(&mut self, name: &[u8]) {
        let name = name.to_ascii_lowercase();
        self.word |= name.starts_with(b"word/");
        self.sheet |= name.starts_with(b"xl/");
        self.slides |= name.starts_with(b"ppt/");
        self.macros |= name.ends_with(b"vbaproject.bin");
        match name.as_slice() {
            b"[content_types].xml" => self.content_types = true,
            b"xl/workbook.bin" => self.binary_workbook = true,
            b"meta-inf/manifest.xml" => self.odf_manifest = true,
            b"meta-inf/container.xml" => self.epub_container = true,
            b"meta-inf/manifest.mf" => self.java_manifest = true,
            b"androidmanifest.xml" => self.android_manifest = true,
            _ => {}
        }
    }

    fn office_type(&self, complete: bool) -> FileType {
        match (complete, self.word, self.sheet, self.slides) {
            (true, true, false, false) if self.macros => FileType::Docm,
            (true, true, false, false) => FileType::Docx,
            (true, false, true, false) if self.binary_workbook => FileType::Xlsb,
            (true, false, true, false) if self.macros => FileType::Xlsm,
            (true, false, true, false) => FileType::Xlsx,
            (true, false, false, true) if self.macros => FileType::Pptm,
            (true, false, false, true) => FileType::Pptx,
            _ => FileType::Ooxml,
        }
    }
}

/// All names of the directory; `None` unless it is completely in `tail`, with the position and
/// length in the end record.
fn read_directory(tail: &[u8], total: u64) -> Option<Parts> {
    let end = find_end_record(tail)?;
    let size = u32_at(tail, end.checked_add(12)?)?;
    let offset = u32_at(tail, end.checked_add(16)?)?;
    let tail_start = total.checked_sub(u64::try_from(tail.len()).ok()?)?;
    let start = end.checked_sub(usize::try_from(size).ok()?)?;
    if tail_start.checked_add(u64::try_from(start).ok()?)? != u64::from(offset) {
        return None;
    }
    let mut parts = Parts::default();
    let mut at = start;
    // Each entry has at least 46 bytes.
    while at < end {
        if !has(tail, at, DIRECTORY_ENTRY) {
            return None;
        }
        let field = |from: usize| u16_at(tail, at.checked_add(from)?);
        let (name, extra, comment) = (field(28)?, field(30)?, field(32)?);
        let name_at = at.checked_add(DIRECTORY_ENTRY_BYTES)?;
        parts.note(slice(tail, name_at, name)?);
        at = name_at
            .checked_add(name)?
            .checked_add(extra)?
            .checked_add(comment)?;
    }
    (at == end).then_some(parts)
}

/// The last end record whose comment ends exactly at the end of the file.
fn find_end_record(tail: &[u8]) -> Option<usize> {
    let last = tail.len().checked_sub(END_RECORD_BYTES)?;
    (0..=last).rev().find(|at| {
        let comment = || u16_at(tail, at.checked_add(20)?);
        has(tail, *at, END_RECORD)
            && comment().is_some_and(|comment| last.checked_sub(*at) == Some(comment))
    })
}

fn read_local_headers(head: &[u8]) -> Parts {
    let mut parts = Parts::default();
    let mut from = 0_usize;
    while let Some(at) = find(head, from, LOCAL_HEADER) {
        from = at.saturating_add(LOCAL_HEADER.len());
        let name_bytes = u16_at(head, at.saturating_add(26)).unwrap_or(0);
        if let Some(name) = slice(head, at.saturating_add(LOCAL_HEADER_BYTES), name_bytes) {
            parts.note(name);
        }
    }
    parts
}

/// The contents of the first entry, if it is an uncompressed `mimetype`, and a known type.
fn declared_type(head: &[u8]) -> Option<FileType> {
    const NAME: &[u8] = b"mimetype";
    let stored = u16_at(head, 8) == Some(0) && u16_at(head, 26) == Some(NAME.len());
    if !has(head, 0, LOCAL_HEADER) || !stored || !has(head, LOCAL_HEADER_BYTES, NAME) {
        return None;
    }
    let content_at = LOCAL_HEADER_BYTES
        .checked_add(NAME.len())?
        .checked_add(u16_at(head, 28)?)?;
    let content = head.get(content_at..)?;
    // The length may be zero here and follow the content; then the next header ends it.
    let content = content.get(..find(content, 0, b"PK")?)?.trim_ascii_end();
    if content == b"application/epub+zip" {
        return Some(FileType::Epub);
    }
    let kind = content.strip_prefix(b"application/vnd.oasis.opendocument.")?;
    Some(match kind.strip_suffix(b"-template").unwrap_or(kind) {
        b"text" => FileType::Odt,
        b"spreadsheet" => FileType::Ods,
        b"presentation" => FileType::Odp,
        _ => FileType::Odf,
    })
}
