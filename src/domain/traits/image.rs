//! Exif in JPEG, TIFF, PNG, WebP and HEIF (JEITA CP-3451), by the `exif` library.

use std::io::Cursor;

use exif::{DateTime, Exif, In, Reader, Tag, Value};

use super::{Traits, text};
use crate::domain::time::Time;

pub(super) fn read(bytes: &[u8]) -> Option<Traits> {
    let mut reader = Reader::new();
    let exif = reader
        .continue_on_error(true)
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_| ()))
        .ok()?;
    let taken = [Tag::DateTimeOriginal, Tag::DateTimeDigitized, Tag::DateTime];
    Some(Traits {
        taken: taken.into_iter().find_map(|tag| time(&exif, tag)),
        camera: camera(&exif),
        title: ascii(&exif, Tag::ImageDescription),
        author: ascii(&exif, Tag::Artist),
        ..Traits::default()
    })
}

fn bytes(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    if let Value::Ascii(lines) = &exif.get_field(tag, In::PRIMARY)?.value {
        lines.first().map(Vec::as_slice)
    } else {
        None
    }
}

fn ascii(exif: &Exif, tag: Tag) -> Option<String> {
    text(&String::from_utf8_lossy(bytes(exif, tag)?))
}

fn time(exif: &Exif, tag: Tag) -> Option<Time> {
    let at = DateTime::from_ascii(bytes(exif, tag)?).ok()?;
    let written = format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
        at.year, at.month, at.day, at.hour, at.minute, at.second
    );
    Time::parse(&written).ok()
}

/// Some makers repeat their name in the model.
fn camera(exif: &Exif) -> Option<String> {
    let make = ascii(exif, Tag::Make);
    let model = ascii(exif, Tag::Model);
    match (make, model) {
        (Some(make), Some(model)) => {
            let first = make.split(' ').next().unwrap_or_default().to_lowercase();
            if model.to_lowercase().starts_with(&first) {
                Some(model)
            } else {
                text(&format!("{make} {model}"))
            }
        }
        (make, model) => make.or(model),
    }
}
