//! ID3, Vorbis comments and MP4 atoms, by the `lofty` library.

mod bombs;

use std::io::Cursor;

use lofty::config::{ParseOptions, ParsingMode};
use lofty::file::{FileType as Format, TaggedFileExt};
use lofty::probe::Probe;
use lofty::tag::{Accessor, ItemKey};

use super::{Traits, text};
use crate::domain::file_type::FileType;

/// Recognised formats, so that the library need not guess.
const FORMATS: [(FileType, Format); 5] = [
    (FileType::Mp3, Format::Mpeg),
    (FileType::Flac, Format::Flac),
    (FileType::M4a, Format::Mp4),
    (FileType::Wav, Format::Wav),
    (FileType::Aiff, Format::Aiff),
];

pub(super) fn read(bytes: &[u8], file_type: FileType) -> Option<Traits> {
    if bombs::are_in(bytes) {
        return None;
    }
    let options = ParseOptions::new()
        .read_properties(false)
        .read_cover_art(false)
        .parsing_mode(ParsingMode::Relaxed);
    let known = FORMATS.iter().find(|(known, _)| *known == file_type);
    let probe = match known.map(|(_, format)| *format) {
        Some(format) => Probe::with_file_type(Cursor::new(bytes), format),
        // The library detects the codec of an Ogg file.
        None => Probe::new(Cursor::new(bytes)).guess_file_type().ok()?,
    };
    let tagged = probe.options(options).read().ok()?;
    let tag = tagged.primary_tag().or_else(|| tagged.first_tag())?;
    let known = |value: Option<std::borrow::Cow<'_, str>>| value.and_then(|value| text(&value));
    Some(Traits {
        title: known(tag.title()),
        artist: known(tag.artist()),
        album: known(tag.album()),
        author: tag.get_string(ItemKey::Composer).and_then(text),
        ..Traits::default()
    })
}
