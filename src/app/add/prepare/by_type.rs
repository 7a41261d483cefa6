//! What is known of a content by its type, while its bytes are at hand.

use crate::domain::file_type::{FileClass, FileType};
use crate::domain::sniff::Sniffer;
use crate::domain::traits::{Extent, Traits};

/// What a whole content says of itself.
pub(super) fn traits(bytes: &[u8], detected: FileType) -> Option<Traits> {
    Traits::extent(detected).map(|_| Traits::of(bytes, detected))
}

/// What the beginning of a large content says, where that suffices; the rest is read when a rule
/// asks for it.
pub(super) fn traits_of_head(head: &[u8]) -> Option<Traits> {
    let mut sniffer = Sniffer::new();
    sniffer.update(head);
    let detected = sniffer.finish();
    (Traits::extent(detected) == Some(Extent::Head)).then(|| Traits::of(head, detected))
}

/// Whether a zstd frame could be smaller: most media and archives are compressed already.
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
