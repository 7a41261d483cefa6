//! What content says of itself, beyond its type: when a picture was taken and by what, the title,
//! author, artist and album of documents and sound. Parsed by libraries, from bytes in memory; what
//! is malformed says nothing.

mod document;
mod image;
mod sound;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::file_type::{FileClass, FileType};
use super::time::Time;

/// No text of a trait has more characters.
pub const MAX_TRAIT_CHARS: usize = 200;
/// Content of more bytes is not asked.
pub const MAX_TRAIT_BYTES: u64 = 32 * 1024 * 1024;

/// What content says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Traits {
    /// When the picture was taken, by the camera's clock, which has no time zone: read as UTC
    /// (Exif 2.32, `DateTimeOriginal`, else `DateTimeDigitized`, else `DateTime`).
    pub taken: Option<Time>,
    /// The camera's make and model.
    pub camera: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who plays.
    pub artist: Option<String>,
    /// On which record.
    pub album: Option<String>,
}

/// Types that say it at the beginning.
const IN_HEAD: [FileType; 8] = [
    FileType::Jpeg,
    FileType::Png,
    FileType::Webp,
    FileType::Heif,
    FileType::Avif,
    FileType::Mp3,
    FileType::Flac,
    FileType::Ogg,
];
/// Types that say it anywhere.
const ANYWHERE: [FileType; 16] = [
    FileType::Tiff,
    FileType::CameraRaw,
    FileType::M4a,
    FileType::Wav,
    FileType::Aiff,
    FileType::Pdf,
    FileType::Docx,
    FileType::Docm,
    FileType::Xlsx,
    FileType::Xlsm,
    FileType::Pptx,
    FileType::Pptm,
    FileType::Odt,
    FileType::Ods,
    FileType::Odp,
    FileType::Epub,
];

/// How much of a content its traits are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The beginning suffices: up to a megabyte.
    Head,
    /// The whole of it is needed.
    Whole,
}

impl Traits {
    /// How much of a content of this type has to be seen; none where the type says nothing.
    #[must_use]
    pub fn extent(file_type: FileType) -> Option<Extent> {
        if IN_HEAD.contains(&file_type) {
            Some(Extent::Head)
        } else if ANYWHERE.contains(&file_type) {
            Some(Extent::Whole)
        } else {
            None
        }
    }

    /// Reads content of this type, or its beginning where that suffices. Bounded by the content's
    /// size in time, and by a few megabytes in memory.
    #[must_use]
    pub fn of(bytes: &[u8], file_type: FileType) -> Self {
        let read = || match file_type.class() {
            FileClass::Image => image::read(bytes),
            FileClass::Audio => sound::read(bytes, file_type),
            FileClass::Document if file_type == FileType::Pdf => document::packet(bytes),
            FileClass::Document => document::package(bytes),
            FileClass::Video
            | FileClass::Archive
            | FileClass::Text
            | FileClass::Executable
            | FileClass::Other => None,
        };
        // What a library makes of hostile bytes must not end the program.
        let read = catch_unwind(AssertUnwindSafe(read)).ok().flatten();
        read.unwrap_or_default()
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A text as it is kept: one line, no control characters, not too long; none where nothing is left.
fn text(raw: &str) -> Option<String> {
    let mut clean = String::new();
    for word in raw.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.push_str(word);
    }
    let kept: String = clean.chars().take(MAX_TRAIT_CHARS).collect();
    Some(kept.trim().to_owned()).filter(|text| !text.is_empty())
}
