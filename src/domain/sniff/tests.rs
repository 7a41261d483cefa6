//! Detection on files made here: real marks, look-alikes, hostile shapes, and arbitrary bytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation
)]

mod containers;

use super::*;
use containers::{ole, package};
use proptest::prelude::*;

fn sniff(bytes: &[u8]) -> FileType {
    let mut sniffer = Sniffer::new();
    sniffer.update(bytes);
    sniffer.finish()
}

fn sniff_in_pieces(bytes: &[u8], size: usize) -> FileType {
    let mut sniffer = Sniffer::new();
    for piece in bytes.chunks(size) {
        sniffer.update(piece);
    }
    sniffer.finish()
}

fn transport_stream(start: usize, size: usize) -> Vec<u8> {
    let mut packet = vec![0; size];
    packet[start] = b'G';
    packet.repeat(5)
}

fn mp3_frame() -> Vec<u8> {
    // MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes.
    let mut frame = vec![0xFF, 0xFB, 0x90, 0x00];
    frame.resize(417, 0);
    frame
}

#[test]
fn single_marks() {
    let iso = |brand: &[u8]| [b"\0\0\0\x18ftyp", brand, b"\0\0\0\0isomavif", &[0; 40]].concat();
    let padded = |mark: &[u8]| [mark, &[0; 300]].concat();
    let riff = |kind: &[u8]| [b"RIFF\x10\0\0\0", kind, &[0; 20]].concat();
    for (bytes, kind) in [
        (b"%PDF-1.7\nall of it is text".to_vec(), FileType::Pdf),
        (padded(b"junk\0junk%PDF-1.4"), FileType::Pdf),
        (padded(b"\x7fELF\x02\x01\x01"), FileType::Elf),
        (padded(b"MZ\x90\0"), FileType::Pe),
        (padded(b"\xCF\xFA\xED\xFE"), FileType::MachO),
        (padded(b"\xFF\xD8\xFF\xE0"), FileType::Jpeg),
        (padded(b"\x89PNG\r\n\x1a\n"), FileType::Png),
        (b"GIF89a=1;alert()".to_vec(), FileType::Gif),
        (riff(b"WEBP"), FileType::Webp),
        (riff(b"WAVE"), FileType::Wav),
        (riff(b"AVI "), FileType::Avi),
        (
            padded(b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"),
            FileType::Bmp,
        ),
        (padded(b"II*\0\x08\0\0\0\x01\0"), FileType::Tiff),
        (iso(b"heic"), FileType::Heif),
        (iso(b"avif"), FileType::Avif),
        (iso(b"mif1"), FileType::Avif),
        (iso(b"isom"), FileType::Mp4),
        (iso(b"XAVC"), FileType::Mp4),
        (iso(b"qt  "), FileType::Mov),
        (iso(b"M4A "), FileType::M4a),
        (
            padded(b"\x1A\x45\xDF\xA3\x9F\x42\x82\x84webm"),
            FileType::Webm,
        ),
        (
            padded(b"\x1A\x45\xDF\xA3\x9F\x42\x82\x88matroska"),
            FileType::Mkv,
        ),
        (padded(b"ID3\x04\0\0\0\0\x10\0"), FileType::Mp3),
        ([mp3_frame(), mp3_frame()].concat(), FileType::Mp3),
        (mp3_frame(), FileType::Mp3),
        ([mp3_frame(), vec![0; 900]].concat(), FileType::Binary),
        (padded(b"fLaC\0"), FileType::Flac),
        (transport_stream(0, 188), FileType::MpegTs),
        (transport_stream(4, 192), FileType::MpegTs),
        (padded(b"OggS\0"), FileType::Ogg),
        (padded(b"\x1F\x8B\x08\0"), FileType::Gzip),
        (padded(b"\xFD7zXZ\0"), FileType::Xz),
        (padded(b"\x28\xB5\x2F\xFD"), FileType::Zstd),
        (padded(b"BZh91AY&SY"), FileType::Bzip2),
        (padded(b"7z\xBC\xAF\x27\x1C"), FileType::SevenZip),
        (padded(b"Rar!\x1A\x07\x01\0"), FileType::Rar),
        (padded(b"SQLite format 3\0"), FileType::Sqlite),
        (padded(b"SQLi\0"), FileType::Binary),
        (b"{\\rtf1 hello}".to_vec(), FileType::Rtf),
        (b"%!PS-Adobe-3.0\n".to_vec(), FileType::PostScript),
        (Vec::new(), FileType::Empty),
        (vec![0], FileType::Binary),
        (vec![0; 9000], FileType::Binary),
    ] {
        assert_eq!(
            sniff(&bytes),
            kind,
            "{}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(24)])
        );
        assert_eq!(sniff_in_pieces(&bytes, 1), kind, "in pieces: {kind}");
    }
}

#[test]
fn tar_with_and_without_its_mark() {
    let mut header = vec![0_u8; 1024];
    header[..5].copy_from_slice(b"a.txt");
    header[148..156].fill(b' ');
    let sum: u32 = header.iter().map(|b| u32::from(*b)).sum();
    header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    assert_eq!(sniff(&header), FileType::Tar);
    header[0] = b'b';
    assert_eq!(sniff(&header), FileType::Binary);
    header[257..262].copy_from_slice(b"ustar");
    assert_eq!(sniff(&header), FileType::Tar);
}

#[test]
fn text_and_what_is_written_in_it() {
    let utf16 = |text: &str| {
        [
            b"\xFF\xFE".to_vec(),
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ]
        .concat()
    };
    for (bytes, kind) in [
        (b"hello\r\n\tworld\x0C\x1b[1m".to_vec(), FileType::Text),
        (
            "Grüße, Ärger, 日本語, 🦀".as_bytes().to_vec(),
            FileType::Text,
        ),
        (b"\xEF\xBB\xBFbom".to_vec(), FileType::Text),
        (b"Gr\xFC\xDFe".to_vec(), FileType::Text),
        (b"\xCF\xF0\xE8\xE2\xE5\xF2".to_vec(), FileType::Text),
        (b"a\0b".to_vec(), FileType::Binary),
        (b"progress\x08\x07 bell".to_vec(), FileType::Text),
        (b"a\x07\xFC".to_vec(), FileType::Binary),
        (utf16("a\u{7}b"), FileType::Binary),
        (b"a\xFCb\x81".to_vec(), FileType::Binary),
        ("cut \u{c1}".as_bytes()[..5].to_vec(), FileType::Text),
        ("cut \u{1F680}".as_bytes()[..7].to_vec(), FileType::Text),
        (b"BMW is a maker of cars".to_vec(), FileType::Text),
        (b"MZ is not a program".to_vec(), FileType::Text),
        (b"SQLi explained".to_vec(), FileType::Text),
        (b"How to read %PDF-1.4 headers".to_vec(), FileType::Text),
        (utf16("hello 🦀 €"), FileType::Text),
        (utf16("a\0b"), FileType::Binary),
        (utf16("<html><p>"), FileType::Html),
        ([utf16("a"), vec![0x3D, 0xD8]].concat(), FileType::Binary),
        (b"\xFE\xFF\0h\0i".to_vec(), FileType::Text),
        (b"<!DOCTYPE html>\n<p>".to_vec(), FileType::Html),
        (b"  <!-- c --><HTML lang=en>".to_vec(), FileType::Html),
        (b"<script>alert(1)</script>".to_vec(), FileType::Html),
        (b"<?xml version='1.0'?><a:b/>".to_vec(), FileType::Xml),
        (
            b"<?xml version='1.0'?><html xmlns='x'>".to_vec(),
            FileType::Html,
        ),
        (
            b"<?xml version='1.0'?>\n<!-- x --><!DOCTYPE svg [<!ENTITY a '>'>]><svg:svg>".to_vec(),
            FileType::Svg,
        ),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            FileType::Svg,
        ),
        (b"<svgx>".to_vec(), FileType::Text),
        (b"<foo>".to_vec(), FileType::Text),
        (b"<".to_vec(), FileType::Text),
        (b"<?xml version='1.0'?>".to_vec(), FileType::Xml),
        (b"#!/bin/sh\n".to_vec(), FileType::Script),
        (b"<?php echo 1;".to_vec(), FileType::Script),
        (b" #!/bin/sh\n".to_vec(), FileType::Text),
    ] {
        let shown = String::from_utf8_lossy(&bytes);
        assert_eq!(sniff(&bytes), kind, "{shown}");
        for size in [1, 2, 3] {
            assert_eq!(
                sniff_in_pieces(&bytes, size),
                kind,
                "in pieces of {size}: {shown}"
            );
        }
    }
    let mut late = vec![b'a'; 100_000];
    late.push(0);
    assert_eq!(sniff(&late), FileType::Binary);
}

#[test]
fn long_streams_stay_cheap() {
    let started = std::time::Instant::now();
    for begin in [
        &b"PK\x03\x04\0\0\0\0"[..],
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        b"\xFF\xFEa\0b\0c\0",
        b"plain text",
    ] {
        let mut sniffer = Sniffer::new();
        sniffer.update(begin);
        let block = vec![b'a'; 65_536];
        for _ in 0..160 {
            sniffer.update(&block);
        }
        for byte in &block {
            sniffer.update(std::slice::from_ref(byte));
        }
        sniffer.finish();
    }
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

proptest! {
    #[test]
    fn any_bytes_any_cut(
        mark in proptest::sample::select(vec![
            &b""[..], b"PK\x03\x04", b"PK\x05\x06", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE", b"\xFF\xFB\x90", b"<?xml ", b"<!DOCTYPE [",
            b"\0\0\0\x18ftypmif1", b"RIFF", b"\x1A\x45\xDF\xA3", b"ID3\x03", b"BM", b"\xED\xAB\xEE\xDB", b"\x50\x2A\x4D\x18", b"%PDF",
            b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml",
        ]),
        bytes in proptest::collection::vec(any::<u8>(), 0..2000),
        size in 1_usize..600,
    ) {
        let all = [mark, &bytes].concat();
        prop_assert_eq!(sniff(&all), sniff_in_pieces(&all, size));
    }

    #[test]
    fn damaged_packages(at in any::<prop::sample::Index>(), value in any::<u8>(), cut in any::<prop::sample::Index>()) {
        for mut bytes in [package(&["word/document.xml", "word/vbaProject.bin"]), ole(b"", &["WordDocument"], 1)] {
            let at = at.index(bytes.len());
            bytes[at] = value;
            sniff(&bytes);
            sniff(&bytes[..cut.index(bytes.len())]);
        }
    }

    #[test]
    fn text_is_text(text in "[ -~\\n\\tà-ÿ€🦀]{1,300}", size in 1_usize..7) {
        let kind = sniff_in_pieces(format!("x{text}").as_bytes(), size);
        prop_assert_eq!(kind, FileType::Text);
    }
}
