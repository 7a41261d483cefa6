//! Which types may be compressible.

use super::may_compress;
use crate::domain::file_type::FileType;

#[test]
fn containers_that_compress_nothing_themselves_are_compressed() {
    let named = |name: &str| FileType::parse_name(name).unwrap();
    for name in ["tar", "ar", "cpio", "wav", "bmp", "text", "pdf", "elf"] {
        assert!(may_compress(named(name)), "{name}");
    }
    for name in ["zip", "gzip", "zstd", "jpeg", "png", "mp4", "mp3"] {
        assert!(!may_compress(named(name)), "{name}");
    }
}
