//! Types recognised by their first bytes. The only user of the `infer` crate; it is asked last, and
//! its results from only two or three bytes, from a mark anywhere, or from a container's first
//! entries are not used.

use super::audio;
use super::bytes::{array, find, has, slice, u32_at};
use crate::domain::file_type::FileType;

/// The position of a PDF's header is limited to this (PDF Reference 1.4, H.3.4.1), and no other
/// type's mark may precede it.
const PDF_WITHIN: usize = 1024;

/// Marks so distinctive that they count even if the whole file is text.
pub(super) fn certain(head: &[u8]) -> Option<FileType> {
    let text = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii_start();
    let found = [
        (text.starts_with(b"%PDF-"), FileType::Pdf),
        (text.starts_with(b"{\\rtf"), FileType::Rtf),
        (head.starts_with(b"%!PS-"), FileType::PostScript),
        (
            head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a"),
            FileType::Gif,
        ),
        (head.starts_with(b"\xFF\xD8\xFF"), FileType::Jpeg),
    ];
    found.into_iter().find(|(is, _)| *is).map(|(_, kind)| kind)
}

/// The type of a file that is not text.
pub(super) fn binary(head: &[u8], total: u64) -> FileType {
    let own = riff(head)
        .or_else(|| iso_media(head))
        .or_else(|| matroska(head))
        .or_else(|| own_marks(head, total));
    let found =
        own.or_else(|| infer::get(head).and_then(|kind| from_infer(kind.extension(), head)));
    let pdf_later =
        || find(slice(head, 0, PDF_WITHIN).unwrap_or(head), 0, b"%PDF-").map(|_| FileType::Pdf);
    found.or_else(pdf_later).unwrap_or(FileType::Binary)
}

fn own_marks(head: &[u8], total: u64) -> Option<FileType> {
    if has(head, 0, b"MZ") {
        // With or without a PE header: DOS would run it.
        Some(FileType::Pe)
    } else if is_bmp(head) {
        Some(FileType::Bmp)
    } else if has(head, 0, b"%!PS") || has(head, 0, &[0xC5, 0xD0, 0xD3, 0xC6]) {
        Some(FileType::PostScript)
    } else if is_camera_raw(head) {
        Some(FileType::CameraRaw)
    } else if has(head, 0, b"II+\0") || has(head, 0, b"MM\0+") {
        // BigTIFF.
        Some(FileType::Tiff)
    } else if has(head, 0, b"ttcf") {
        Some(FileType::Font)
    } else if audio::is_mpeg_audio(head, total) {
        Some(FileType::Mp3)
    } else if is_tar(head) {
        Some(FileType::Tar)
    } else if is_transport_stream(head) {
        Some(FileType::MpegTs)
    } else {
        None
    }
}

/// Raw formats of cameras that differ from TIFF: Olympus, Panasonic, Fujifilm, Sigma.
fn is_camera_raw(head: &[u8]) -> bool {
    let marks: [&[u8]; 6] = [
        b"IIRO",
        b"IIRS",
        b"MMOR",
        b"IIU\0",
        b"FUJIFILMCCD-RAW",
        b"FOVb",
    ];
    marks.iter().any(|mark| has(head, 0, mark))
}

fn riff(head: &[u8]) -> Option<FileType> {
    if !has(head, 0, b"RIFF") && !has(head, 0, b"RF64") {
        return None;
    }
    match slice(head, 8, 4)? {
        b"WEBP" => Some(FileType::Webp),
        b"WAVE" => Some(FileType::Wav),
        b"AVI " => Some(FileType::Avi),
        _ => None,
    }
}

/// ISO base media (ISO 14496-12): by the major brand; for images without a fixed brand, by the
/// compatible ones.
fn iso_media(head: &[u8]) -> Option<FileType> {
    if !has(head, 4, b"ftyp") {
        return None;
    }
    let box_end = array(head, 0)
        .map(u32::from_be_bytes)
        .and_then(|size| usize::try_from(size).ok())?;
    let brands = head.get(16..box_end.min(head.len())).unwrap_or_default();
    Some(match slice(head, 8, 4)? {
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => FileType::Heif,
        b"avif" | b"avis" => FileType::Avif,
        b"mif1" | b"msf1"
            if brands
                .chunks(4)
                .any(|brand| brand == b"avif" || brand == b"avis") =>
        {
            FileType::Avif
        }
        b"mif1" | b"msf1" => FileType::Heif,
        b"crx " => FileType::CameraRaw,
        b"qt  " => FileType::Mov,
        b"M4A " | b"M4B " | b"M4P " => FileType::M4a,
        _ => FileType::Mp4,
    })
}

fn matroska(head: &[u8]) -> Option<FileType> {
    if !has(head, 0, &[0x1A, 0x45, 0xDF, 0xA3]) {
        return None;
    }
    let header = slice(head, 0, 256).unwrap_or(head);
    let is_webm = find(header, 0, b"\x42\x82\x84webm").is_some();
    Some(if is_webm {
        FileType::Webm
    } else {
        FileType::Mkv
    })
}

/// Packets of 188 bytes (ISO 13818-1), or with a time stamp before each (M2TS).
fn is_transport_stream(head: &[u8]) -> bool {
    let syncs = |start: usize, size: usize| (0..4).all(|n| has(head, start + n * size, b"G"));
    syncs(0, 188) || syncs(4, 192)
}

/// `BM`, reserved zeros, and a header of a known size.
fn is_bmp(head: &[u8]) -> bool {
    let header_size = u32_at(head, 14);
    has(head, 0, b"BM")
        && has(head, 6, &[0; 4])
        && header_size.is_some_and(|size| matches!(size, 12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
}

/// A tar header's checksum, which old tars without `ustar` also have.
fn is_tar(head: &[u8]) -> bool {
    let Some(header) = slice(head, 0, 512) else {
        return false;
    };
    let stored = slice(header, 148, 8).unwrap_or_default();
    let digits: Vec<u8> = stored
        .trim_ascii_start()
        .iter()
        .copied()
        .take_while(u8::is_ascii_digit)
        .collect();
    let stored = std::str::from_utf8(&digits)
        .ok()
        .and_then(|text| u32::from_str_radix(text, 8).ok());
    let sum = header
        .iter()
        .enumerate()
        .map(|(at, byte)| {
            u32::from(if (148..156).contains(&at) {
                b' '
            } else {
                *byte
            })
        })
        .sum();
    header.first() != Some(&0) && stored == Some(sum)
}

fn from_infer(extension: &str, head: &[u8]) -> Option<FileType> {
    Some(match extension {
        "elf" => FileType::Elf,
        "mach" => FileType::MachO,
        "class" => FileType::JavaClass,
        "dex" | "dey" => FileType::Dex,
        "wasm" => FileType::Wasm,
        "crx" => FileType::Crx,
        "swf" => FileType::Flash,
        "qcow2" => FileType::DiskImage,
        "mobi" => FileType::Mobi,
        "djvu" => FileType::Djvu,
        "dwg" => FileType::Dwg,
        "png" => FileType::Png,
        "jp2" => FileType::Jp2,
        "jxr" => FileType::Jxr,
        "jxl" => FileType::Jxl,
        "tif" => FileType::Tiff,
        "cr2" => FileType::CameraRaw,
        "ico" => FileType::Ico,
        "psd" => FileType::Psd,
        "mov" => FileType::Mov,
        "wmv" => FileType::Wmv,
        "mpg" => FileType::Mpeg,
        "flv" => FileType::Flv,
        "midi" => FileType::Midi,
        "ogg" | "opus" => FileType::Ogg,
        "flac" => FileType::Flac,
        "amr" => FileType::Amr,
        "aac" => FileType::Aac,
        "aiff" => FileType::Aiff,
        "woff" | "woff2" | "ttf" | "otf" => FileType::Font,
        "tar" => FileType::Tar,
        "rar" => FileType::Rar,
        "gz" => FileType::Gzip,
        "bz2" => FileType::Bzip2,
        "7z" => FileType::SevenZip,
        "xz" => FileType::Xz,
        "zst" => FileType::Zstd,
        "lz4" => FileType::Lz4,
        "lz" => FileType::Lzip,
        "Z" => FileType::Compress,
        "cab" => FileType::Cab,
        "ar" => FileType::Ar,
        "deb" => FileType::Deb,
        "rpm" => FileType::Rpm,
        "cpio" if has(head, 0, b"0707") => FileType::Cpio,
        "sqlite" if has(head, 0, b"SQLite format 3\0") => FileType::Sqlite,
        "dcm" => FileType::Dicom,
        _ => return None,
    })
}
