//! Containers made here: complete, hostile, with hidden parts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation
)]

use super::{sniff, sniff_in_pieces};
use crate::domain::file_type::FileType;

/// A ZIP of stored entries.
pub(super) fn zip(entries: &[(&str, &[u8])], comment: &[u8]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let offset = file.len() as u32;
        let sizes = [content.len() as u32, content.len() as u32]
            .map(u32::to_le_bytes)
            .concat();
        let name_length = (name.len() as u16).to_le_bytes();
        file.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        file.extend([&sizes[..], &name_length, &[0, 0], name.as_bytes(), content].concat());
        directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        directory.extend(
            [
                &sizes[..],
                &name_length,
                &[0; 12],
                &offset.to_le_bytes(),
                name.as_bytes(),
            ]
            .concat(),
        );
    }
    let count = (entries.len() as u16).to_le_bytes();
    let place = [directory.len() as u32, file.len() as u32]
        .map(u32::to_le_bytes)
        .concat();
    file.extend(&directory);
    file.extend(
        [
            b"PK\x05\x06\0\0\0\0",
            &count[..],
            &count,
            &place,
            &(comment.len() as u16).to_le_bytes(),
            comment,
        ]
        .concat(),
    );
    file
}

pub(super) fn package(names: &[&str]) -> Vec<u8> {
    let mut entries: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", b"<Types/>")];
    entries.extend(names.iter().map(|name| (*name, b"x".as_slice())));
    zip(&entries, b"")
}

/// A compound file with these streams, and its directory in sector `sector`.
pub(super) fn ole(class: &[u8], streams: &[&str], sector: u32) -> Vec<u8> {
    let mut file = vec![0_u8; 512];
    file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    file[26] = 3;
    file[30] = 9;
    file[48..52].copy_from_slice(&sector.to_le_bytes());
    file.resize((sector as usize + 1) * 512, 0xFF);
    for (at, name) in std::iter::once(&"Root Entry").chain(streams).enumerate() {
        let mut entry = vec![0_u8; 128];
        let utf16: Vec<u8> = name
            .encode_utf16()
            .chain([0])
            .flat_map(u16::to_le_bytes)
            .collect();
        entry[..utf16.len()].copy_from_slice(&utf16);
        entry[64] = utf16.len() as u8;
        entry[66] = if at == 0 { 5 } else { 2 };
        entry[67] = 1;
        if at == 0 {
            entry[80..80 + class.len()].copy_from_slice(class);
        }
        file.extend(entry);
    }
    file.resize(file.len().next_multiple_of(512), 0);
    file
}

#[test]
fn open_packages() {
    for (names, kind) in [
        (&["word/document.xml"][..], FileType::Docx),
        (
            &["WORD/document.xml", "WORD/VBAPROJECT.BIN"],
            FileType::Docm,
        ),
        (&["xl/workbook.xml"], FileType::Xlsx),
        (&["xl/workbook.xml", "xl/vbaProject.bin"], FileType::Xlsm),
        (&["xl/workbook.bin"], FileType::Xlsb),
        (&["ppt/presentation.xml"], FileType::Pptx),
        (
            &["ppt/presentation.xml", "ppt/vbaProject.bin"],
            FileType::Pptm,
        ),
        (
            &["word/document.xml", "word/embeddings/xl/book.xlsx"],
            FileType::Docx,
        ),
        (&["word/document.xml", "xl/workbook.xml"], FileType::Ooxml),
        (&["visio/document.xml"], FileType::Ooxml),
    ] {
        assert_eq!(sniff(&package(names)), kind, "{names:?}");
        assert_eq!(sniff_in_pieces(&package(names), 7), kind, "{names:?}");
    }
    assert_eq!(
        sniff(&zip(&[("word/document.xml", b"no content types")], b"")),
        FileType::Zip
    );
    assert_eq!(sniff(&zip(&[], b"")), FileType::Zip);
    assert_eq!(
        sniff(&zip(&[("META-INF/MANIFEST.MF", b"")], b"")),
        FileType::Jar
    );
    assert_eq!(
        sniff(&zip(
            &[("AndroidManifest.xml", b""), ("META-INF/MANIFEST.MF", b"")],
            b""
        )),
        FileType::Apk
    );
}

#[test]
fn a_comment_or_a_large_body_hides_nothing() {
    let entries: &[(&str, &[u8])] = &[
        ("[Content_Types].xml", b"x"),
        ("word/document.xml", b"x"),
        ("word/media/a", &[7; 400_000]),
        ("word/vbaProject.bin", b"x"),
    ];
    assert_eq!(sniff(&zip(entries, &[b'c'; 65_535])), FileType::Docm);
    assert_eq!(
        sniff(&zip(entries, b"PK\x05\x06 in the comment is no end record")),
        FileType::Docm
    );
    assert_eq!(sniff_in_pieces(&zip(entries, b""), 4096), FileType::Docm);
}

#[test]
fn what_cannot_be_seen_wholly_is_not_called_free_of_macros() {
    let names: Vec<String> = (0..3000)
        .map(|n| format!("word/media/an image with a rather long name {n}.png"))
        .collect();
    let mut all = vec!["word/document.xml", "word/vbaProject.bin"];
    all.extend(names.iter().map(String::as_str));
    assert_eq!(sniff(&package(&all)), FileType::Ooxml);
    let whole = package(&["word/document.xml"]);
    assert_eq!(sniff(&whole[..whole.len() - 1]), FileType::Ooxml);
    assert_eq!(sniff(&[&whole[..], b"appended"].concat()), FileType::Ooxml);
    // A second archive appended to the first as if it were one: the offsets reveal it.
    let second = package(&["word/document.xml"]);
    assert_eq!(
        sniff(
            &[
                package(&["word/document.xml", "word/vbaProject.bin"]),
                second
            ]
            .concat()
        ),
        FileType::Ooxml
    );
}

#[test]
fn open_documents_and_books() {
    let document =
        |kind: &str, manifest: &str| zip(&[("mimetype", kind.as_bytes()), (manifest, b"x")], b"");
    let odf = "application/vnd.oasis.opendocument.";
    for (kind, found) in [
        ("text", FileType::Odt),
        ("text-template", FileType::Odt),
        ("spreadsheet", FileType::Ods),
        ("presentation", FileType::Odp),
        ("graphics", FileType::Odf),
    ] {
        assert_eq!(
            sniff(&document(&format!("{odf}{kind}"), "META-INF/manifest.xml")),
            found,
            "{kind}"
        );
    }
    assert_eq!(
        sniff(&document("application/epub+zip", "META-INF/container.xml")),
        FileType::Epub
    );
    assert_eq!(
        sniff(&document("application/epub+zip", "other")),
        FileType::Zip
    );
    assert_eq!(
        sniff(&document("application/else", "META-INF/manifest.xml")),
        FileType::Zip
    );
    let both = zip(
        &[
            ("mimetype", b"application/epub+zip"),
            ("[Content_Types].xml", b""),
            ("word/document.xml", b""),
        ],
        b"",
    );
    assert_eq!(sniff(&both), FileType::Zip);
}

#[test]
fn compound_files() {
    let word = b"\x06\x09\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46";
    let installer = b"\x84\x10\x0C\0\0\0\0\0\xC0\0\0\0\0\0\0\x46";
    for (bytes, kind) in [
        (ole(b"", &["WordDocument"], 0), FileType::Doc),
        (
            ole(word, &["1Table", "Data", "WordDocument"], 40),
            FileType::Doc,
        ),
        (
            ole(word, &["Workbook", "a", "b", "c", "d", "WordDocument"], 3),
            FileType::Doc,
        ),
        (ole(b"", &["Workbook", "WordDocument"], 3), FileType::Xls),
        (ole(b"", &["Book"], 3), FileType::Xls),
        (
            ole(b"", &["a", "b", "c", "d", "PowerPoint Document"], 3),
            FileType::Ppt,
        ),
        (
            ole(b"", &["EncryptionInfo", "EncryptedPackage"], 1),
            FileType::EncryptedOffice,
        ),
        (ole(installer, &["WordDocument"], 1), FileType::Msi),
        (ole(word, &["Something"], 1), FileType::Ole),
        (ole(b"", &["__properties_version1.0"], 1), FileType::Ole),
        (ole(b"", &[], 1), FileType::Ole),
        (
            ole(b"", &["WordDocument"], 1)[..600].to_vec(),
            FileType::Ole,
        ),
    ] {
        assert_eq!(sniff(&bytes), kind);
        for size in [1, 100, 129, 4096] {
            assert_eq!(sniff_in_pieces(&bytes, size), kind, "in pieces of {size}");
        }
    }
    // A document's text may look like an entry, but does not precede the real directory's first
    // sector.
    let mut forged = ole(b"", &["WordDocument"], 9);
    let entry = ole(b"", &["Workbook"], 0)[640..768].to_vec();
    forged[1024..1152].copy_from_slice(&entry);
    assert_eq!(sniff(&forged), FileType::Doc);
}

#[test]
fn the_mark_at_the_beginning_wins() {
    let inner = package(&["word/document.xml"]);
    assert_eq!(sniff(&[b"%PDF-1.4\n", &inner[..]].concat()), FileType::Pdf);
    assert_eq!(sniff(&[&b"MZ\0\0"[..], &inner].concat()), FileType::Pe);
    assert_eq!(
        sniff(&[&b"\x89PNG\r\n\x1a\n\0"[..], b"%PDF-1.4"].concat()),
        FileType::Png
    );
}
