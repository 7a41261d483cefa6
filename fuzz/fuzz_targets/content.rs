//! The content of a file: its type, which must not depend on how the stream is divided, and its metadata. The first
//! byte is the length of pieces, the second selects another type, as whose metadata the content is read too.

#![no_main]

use std::panic;

use file_organizer::domain::file_type::FileType;
use file_organizer::domain::sniff::Sniffer;
use file_organizer::domain::traits::{MAX_TRAIT_CHARS, Traits};
use libfuzzer_sys::fuzz_target;

fn sniff(content: &[u8], piece: usize) -> FileType {
    let mut sniffer = Sniffer::new();
    for piece in content.chunks(piece) {
        sniffer.update(piece);
    }
    sniffer.finish()
}

fn traits(content: &[u8], file_type: FileType) {
    let traits = Traits::of(content, file_type);
    for text in [
        traits.camera,
        traits.title,
        traits.author,
        traits.artist,
        traits.album,
    ] {
        let text = text.unwrap_or_default();
        assert!(text.chars().count() <= MAX_TRAIT_CHARS && !text.contains(char::is_control));
    }
}

fuzz_target!(
    // `Traits::of` catches panics of the libraries that it uses; others still end the target.
    init: panic::set_hook(Box::new(|panic| eprintln!("{panic}"))),
    |bytes: &[u8]| {
        let [piece, other, content @ ..] = bytes else {
            return;
        };
        let whole = sniff(content, content.len().max(1));
        assert_eq!(sniff(content, usize::from(*piece).max(1)), whole);
        traits(content, whole);
        let other = FileType::ALL[usize::from(*other) % FileType::ALL.len()];
        if Traits::extent(other).is_some() {
            traits(content, other);
        }
    }
);
