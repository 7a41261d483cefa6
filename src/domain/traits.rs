//! Metadata in contents: when and with which camera a picture was taken, the title, author, artist
//! and album of documents and audio. Parsed by libraries, from bytes in memory; malformed metadata
//! is ignored.

mod document;
mod image;
mod sound;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::file_type::{FileClass, FileType};
use super::time::Time;

/// Maximum characters of a text.
pub const MAX_TRAIT_CHARS: usize = 200;
/// Larger contents have no metadata.
pub const MAX_TRAIT_BYTES: u64 = 32 * 1024 * 1024;

/// The metadata of a content, as it is stored, too.
#[derive(
    Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub struct Traits {
    /// When the picture was taken, by the camera's clock, which has no time zone: read as UTC
    /// (Exif 2.32, `DateTimeOriginal`, else `DateTimeDigitized`, else `DateTime`).
    pub taken: Option<Time>,
    /// The camera's make and model.
    pub camera: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The author.
    pub author: Option<String>,
    /// The artist.
    pub artist: Option<String>,
    /// The album.
    pub album: Option<String>,
}

/// Types with metadata at the beginning.
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
/// Types with metadata anywhere.
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

/// How much of a content is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The beginning suffices: up to a megabyte.
    Head,
    /// The whole of it is needed.
    Whole,
}

impl Traits {
    /// How much of a content of this type is needed; `None` if the type has no metadata.
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

    /// Extracts metadata from content of this type, or its beginning if that suffices. Time is
    /// bounded by the size, memory by a few megabytes.
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
        // A panic of a library on hostile bytes must not end the program.
        let read = catch_unwind(AssertUnwindSafe(read)).ok().flatten();
        read.unwrap_or_default()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A text to store: one line, no control characters, not too long; `None` if nothing is left.
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
