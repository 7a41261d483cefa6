//! Hostile and malformed contents: no metadata, in short time, and without a panic that ends the
//! program. tests/organize covers valid contents.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use proptest::prelude::*;

#[test]
fn a_text_is_one_line_and_short() {
    assert_eq!(text(" a \n\t b\0c ").as_deref(), Some("a b c"));
    assert_eq!(text(" \u{1b}\u{9b} "), None);
    let long = "ä ".repeat(1000);
    assert!(text(&long).unwrap().chars().count() <= MAX_TRAIT_CHARS);
}

#[test]
fn packets_that_are_cut_or_strange_say_nothing() {
    for packet in [
        "<?xpacket begin='' ?><dc:title>",
        "<?xpacket begin='' ?><dc:title><a><b></dc:title><?xpacket end='w'?>",
        "<?xpacket begin='' ?>&#x110000;&unknown;<?xpacket end='w'?>",
        "<?xpacket end='w'?><?xpacket begin='' ?>",
    ] {
        let pdf = format!("%PDF-1.4\n{packet}");
        assert!(
            Traits::of(pdf.as_bytes(), FileType::Pdf).is_empty(),
            "{packet}"
        );
    }
    let deep = format!(
        "<?xpacket begin='' ?>{}<dc:title>deep</dc:title><?xpacket end='w'?>",
        "<a>".repeat(20_000)
    );
    let said = Traits::of(deep.as_bytes(), FileType::Pdf);
    assert_eq!(said.title.as_deref(), Some("deep"));
}

proptest! {
    #[test]
    fn whatever_the_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600), kind in 0_usize..26) {
        let kinds: Vec<FileType> = IN_HEAD.into_iter().chain(ANYWHERE).collect();
        let kind = kinds.get(kind % kinds.len()).copied().unwrap();
        let _ = Traits::of(&bytes, kind);
        // After the markers that the libraries look for.
        for mark in [&b"ID3\x03\0\0"[..], b"\xff\xd8\xff\xe1\x02\x00Exif\0\0II*\0", b"fLaC", b"OggS", b"RIFF", b"PK\x03\x04", b"\0\0\0\x18ftypM4A "] {
            let mut marked = mark.to_vec();
            marked.extend_from_slice(&bytes);
            let _ = Traits::of(&marked, kind);
        }
    }
}
