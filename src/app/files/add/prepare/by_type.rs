//! Type-specific processing while the bytes of a content are in memory.

use crate::domain::file_type::{FileClass, FileType};
use crate::domain::sniff::Sniffer;
use crate::domain::traits::{Extent, Traits};

/// The metadata in a whole content.
pub(super) fn traits(bytes: &[u8], detected: FileType) -> Option<Traits> {
    Traits::extent(detected).map(|_| Traits::of(bytes, detected))
}

/// The metadata in the beginning of a large content, if that suffices; otherwise it is extracted
/// when a rule needs it.
pub(super) fn traits_of_head(head: &[u8]) -> Option<Traits> {
    let mut sniffer = Sniffer::new();
    sniffer.update(head);
    let detected = sniffer.finish();
    (Traits::extent(detected) == Some(Extent::Head)).then(|| Traits::of(head, detected))
}

/// Whether zstd could make it smaller: most media and archives are already compressed.
pub(super) fn may_compress(detected: FileType) -> bool {
    match detected.class() {
        FileClass::Audio | FileClass::Video | FileClass::Archive => {
            matches!(
                detected.name(),
                "wav" | "tar" | "ar" | "cpio" | "avi" | "aiff"
            )
        }
        FileClass::Image => matches!(detected.name(), "bmp" | "svg" | "tiff" | "ico" | "psd"),
        FileClass::Document | FileClass::Text | FileClass::Executable | FileClass::Other => true,
    }
}
